//! What the CPU's training step costs beside what the processor can do, and beside the bare products of the
//! crate gemm: `cargo bench --bench cpu_step [-- avx2]`, with all vectors of the processor or those named.
//!
//! What it can do is a loop of multiplications and additions that are fused and wait for nothing. Loop,
//! steps and products take turns, on as many threads, so that what else the machine does meets all. The
//! products are those of the step, each by itself in a loop, with the widest vectors. Of each the fastest
//! run counts, which is the one that other programs disturbed least; the median says how much they did.

use std::time::Instant;

use gemm::Parallelism;
use gradshader::bench::{flops_per_sample, grid, trainer};
use gradshader::block_on;
use gradshader::cpu::{CpuOptions, ParallelExecutor, Predictor, Vectors};
use gradshader::network::{Activation, Network, Parameters, dashed};
use pulp::{Arch, Simd, WithSimd};

const ROUNDS: usize = 10;
/// Of a step, or of all its products, in one round.
const SECONDS: f64 = 0.2;

/// `C = A B` with strides of rows and columns for A and B; C is row-major.
#[derive(Debug, Clone, Copy)]
struct Product {
    rows: usize,
    inner: usize,
    columns: usize,
    a: [usize; 2],
    b: [usize; 2],
}

impl Product {
    /// The products of a step: forward, back through all layers but the first, and gradients.
    fn of_a_step(sizes: &[usize], batch: usize) -> Vec<Self> {
        let mut products = Vec::new();
        for (layer, pair) in sizes.windows(2).enumerate() {
            let (i, o) = (pair[0], pair[1]);
            products.push(Self { rows: batch, inner: i, columns: o, a: [i, 1], b: [o, 1] });
            products.push(Self { rows: i, inner: batch, columns: o, a: [1, i], b: [o, 1] });
            if layer > 0 {
                products.push(Self { rows: batch, inner: o, columns: i, a: [o, 1], b: [1, o] });
            }
        }
        products
    }

    /// Seconds of each run, for so many seconds.
    fn times(self, threads: usize, seconds: f64) -> Vec<f64> {
        let Self { rows, inner, columns, a: a_strides, b: b_strides } = self;
        let a = wave(rows * inner);
        let b = wave(inner * columns);
        let mut c = vec![0.0f32; rows * columns];
        times(seconds, || {
            // SAFETY: `a`, `b` and `c` have as many values as these sizes and strides reach.
            unsafe {
                gemm::gemm(
                    rows,
                    columns,
                    inner,
                    c.as_mut_ptr(),
                    1,
                    columns as isize,
                    false,
                    a.as_ptr(),
                    a_strides[1] as isize,
                    a_strides[0] as isize,
                    b.as_ptr(),
                    b_strides[1] as isize,
                    b_strides[0] as isize,
                    0.0,
                    1.0,
                    false,
                    false,
                    false,
                    if threads == 1 { Parallelism::None } else { Parallelism::Rayon(threads) },
                );
            }
            std::hint::black_box(&c);
        })
    }
}

fn wave(count: usize) -> Vec<f32> {
    (0..count).map(|i| (i * 37 % 101) as f32 / 101.0).collect()
}

fn times(seconds: f64, mut run: impl FnMut()) -> Vec<f64> {
    let mut times = Vec::new();
    let start = Instant::now();
    while times.is_empty() || start.elapsed().as_secs_f64() < seconds {
        let before = Instant::now();
        run();
        times.push(before.elapsed().as_secs_f64());
    }
    times
}

/// The fastest and the median.
fn summary(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

/// So many rounds of sums that do not wait for each other.
struct Peak(usize);

/// As many as hide how long an addition takes, and fit into the registers.
const SUMS: usize = 12;

impl WithSimd for Peak {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> f32 {
        let [x, y] = [1.0, 1e-9].map(|value| simd.splat_f32s(std::hint::black_box(value)));
        let mut sums = [y; SUMS];
        for _ in 0..self.0 {
            for sum in &mut sums {
                *sum = simd.mul_add_f32s(x, *sum, y);
            }
        }
        let mut all = y;
        for sum in sums {
            all = simd.add_f32s(all, sum);
        }
        simd.reduce_sum_f32s(all)
    }
}

/// Operations a second of all threads together, at best and as a median; none for vectors without fused
/// operations.
fn peak(vectors: Vectors, pool: &rayon::ThreadPool) -> Option<(f64, f64)> {
    const TURNS: usize = 100_000;
    let (arch, lanes) = match (vectors, Arch::new()) {
        #[cfg(target_arch = "x86_64")]
        (Vectors::Avx2, _) => (Arch::V3(pulp::x86::V3::try_new()?), 8),
        #[cfg(target_arch = "x86_64")]
        (Vectors::Avx512, _) => (Arch::V4(pulp::x86::V4::try_new()?), 16),
        (Vectors::Neon, arch) => (arch, 4),
        _ => return None,
    };
    let run = || pool.broadcast(|_| std::hint::black_box(arch.dispatch(Peak(TURNS))));
    let (best, median) = summary(times(SECONDS, || {
        run();
    }));
    let operations = (2 * TURNS * SUMS * lanes * pool.current_num_threads()) as f64;
    Some((operations / best, operations / median))
}

/// Nanoseconds of an answer to one sample, at best and as a median.
fn one_answer(sizes: &[usize], vectors: Vectors) -> (f64, f64) {
    const ANSWERS: usize = 1000;
    let network = Network::new(sizes, &vec![Activation::Sigmoid; sizes.len() - 1]).expect("valid");
    let parameters = Parameters::initialise(&network, &[1]);
    let options = CpuOptions { vectors: Some(vectors), ..CpuOptions::default() };
    let mut predictor = Predictor::new(&network, &parameters, options).expect("they fit");
    let sample = wave(sizes[0]);
    let (best, median) = summary(times(SECONDS, || {
        for _ in 0..ANSWERS {
            std::hint::black_box(predictor.predict(std::hint::black_box(&sample)).expect("whole"));
        }
    }));
    (best / ANSWERS as f64 * 1e9, median / ANSWERS as f64 * 1e9)
}

fn main() {
    let wanted: Vec<Vectors> = std::env::args().filter_map(|name| name.parse().ok()).collect();
    let threads = ParallelExecutor::new(None).expect("threads").threads();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    for vectors in Vectors::ALL.into_iter().filter(|vectors| vectors.is_available()) {
        let (best, median) = one_answer(&[64, 32, 10], vectors);
        println!("64-32-10, one sample, {vectors}: {best:.0} ns ({median:.0})");
    }
    println!(
        "{threads} threads; GFLOP/s at best (median); share of the processor's; products of gemm"
    );
    for case in grid().into_iter().filter(|case| case.members() == 1) {
        let (sizes, batch) = (case.network.sizes(), case.batch());
        let products = Product::of_a_step(sizes, batch);
        let flops = (flops_per_sample(sizes) * batch) as f64;
        // An epoch of a step or of some, so that what an epoch costs by itself does not count.
        let steps = (5e8 / flops).clamp(1.0, 2048.0) as usize;
        let available = Vectors::ALL.into_iter().filter(|vectors| vectors.is_available());
        let chosen = available.filter(|vectors| wanted.is_empty() || wanted.contains(vectors));
        let with = |vectors: Vectors| {
            let options = CpuOptions { vectors: Some(vectors), ..CpuOptions::default() };
            let executor = ParallelExecutor::with(options).expect("threads");
            let trainer = trainer(executor, &case.network, &case.hyperparameters, steps);
            (vectors, block_on(trainer).expect("a trainer"), Vec::new(), (0.0f64, 0.0f64))
        };
        let mut trainers: Vec<_> = chosen.map(with).collect();
        let mut alone = vec![Vec::new(); products.len()];
        for _ in 0..ROUNDS {
            for (vectors, trainer, epochs, most) in &mut trainers {
                let found = peak(*vectors, &pool).unwrap_or_default();
                *most = (most.0.max(found.0), most.1.max(found.1));
                epochs.extend(times(SECONDS, || {
                    block_on(trainer.epoch()).expect("an epoch");
                }));
            }
            let share = SECONDS / products.len() as f64;
            for (times, product) in alone.iter_mut().zip(&products) {
                times.extend(pool.install(|| product.times(threads, share)));
            }
        }
        let sums = alone.into_iter().map(summary).fold((0.0, 0.0), |s, t| (s.0 + t.0, s.1 + t.1));
        let rate = |seconds: f64| flops / seconds / 1e9;
        for (vectors, _, epochs, most) in trainers {
            let (best, median) = summary(epochs);
            let (best, median) = (best / steps as f64, median / steps as f64);
            let of_peak = match most.0 > 0.0 {
                true => format!("{:.0} %", 100.0 * rate(best) * 1e9 / most.0),
                false => "none".to_owned(),
            };
            println!(
                "{}, {batch}, {vectors}: {:.0} ({:.0}) samples/s; {:.0} ({:.0}); {of_peak} of {:.0}; {:.0} ({:.0})",
                dashed(sizes),
                batch as f64 / best,
                batch as f64 / median,
                rate(best),
                rate(median),
                most.0 / 1e9,
                rate(sums.0),
                rate(sums.1),
            );
        }
    }
}
