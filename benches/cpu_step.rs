//! What the CPU's training step costs beside its bare products: `cargo bench --bench cpu_step`.
//!
//! Steps and products take turns, on the same threads, so that what else the machine does meets both.
//! The products are those of the step, each by itself in a loop; the last column is the share of their
//! rate that the whole step keeps.

use std::time::Instant;

use gemm::Parallelism;
use gradshader::bench::{flops_per_sample, grid, trial};
use gradshader::block_on;
use gradshader::cpu::ParallelExecutor;
use gradshader::network::{Activation, Network};

const ROUNDS: usize = 7;

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

    fn flops(self) -> f64 {
        2.0 * (self.rows * self.inner * self.columns) as f64
    }

    /// Seconds for the product, the mean over about a twentieth of a second.
    fn seconds(self, threads: usize) -> f64 {
        let Self { rows, inner, columns, a: a_strides, b: b_strides } = self;
        let value = |i: usize| (i * 37 % 101) as f32 / 101.0;
        let a: Vec<f32> = (0..rows * inner).map(value).collect();
        let b: Vec<f32> = (0..inner * columns).map(value).collect();
        let mut c = vec![0.0f32; rows * columns];
        let mut times = 0;
        let start = Instant::now();
        while start.elapsed().as_secs_f64() < 0.05 {
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
            times += 1;
        }
        std::hint::black_box(&c);
        start.elapsed().as_secs_f64() / f64::from(times)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let executor = || ParallelExecutor::new(None).expect("threads");
    let threads = executor().threads();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let square = Product { rows: 768, inner: 768, columns: 768, a: [768, 1], b: [768, 1] };
    println!("{threads} threads; medians of {ROUNDS} rounds, in GFLOP/s");
    println!("network, batch: step, its products, 768 x 768 x 768, step / products");
    for case in grid().into_iter().filter(|case| case.members == 1) {
        let network = Network::new(&case.sizes, &vec![Activation::Sigmoid; case.sizes.len() - 1]);
        let network = network.expect("a network of the grid");
        let products = Product::of_a_step(&case.sizes, case.batch);
        let flops: f64 = products.iter().map(|product| product.flops()).sum();
        let (mut steps, mut bare, mut squares, mut ratios) = (vec![], vec![], vec![], vec![]);
        for _ in 0..ROUNDS {
            let rate = block_on(trial(executor(), &network, case.batch, 1)).expect("a trial");
            let step = rate * flops_per_sample(&case.sizes) as f64 / 1e9;
            let seconds: f64 =
                pool.install(|| products.iter().map(|product| product.seconds(threads)).sum());
            let products = flops / seconds / 1e9;
            squares.push(square.flops() / pool.install(|| square.seconds(threads)) / 1e9);
            steps.push(step);
            bare.push(products);
            ratios.push(step / products);
        }
        println!(
            "{network}, {}: {:.0}, {:.0}, {:.0}, {:.2}",
            case.batch,
            median(steps),
            median(bare),
            median(squares),
            median(ratios)
        );
    }
}
