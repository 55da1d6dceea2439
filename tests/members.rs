//! Members trained side by side are, bit for bit, the networks that train alone; and what does not
//! change the arithmetic does not change the bits.

mod common;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::executor::Executor;
use gradshader::formula::{Loss, Optimizer};
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::hyperparameters::Average;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};

const SEEDS: [u64; 3] = [7, 8, 9];

fn seeds(members: std::ops::Range<usize>) -> Vec<u64> {
    members.map(|member| SEEDS[0] + member as u64).collect()
}

fn rates(members: std::ops::Range<usize>) -> Vec<f32> {
    members.map(|member| [0.5, 1.0, 2.0, 0.3][member % 4]).collect()
}

struct Run<'a> {
    sizes: &'a [usize],
    members: std::ops::Range<usize>,
    samples: usize,
    batch: usize,
    resident_rows: Option<usize>,
    verify: bool,
    validate: bool,
    /// AdamW with an average, softmax, dropout and hidden slopes of sums, instead of the seed's.
    modern: bool,
}

struct Trained {
    parameters: Parameters,
    /// Of the last epoch.
    losses: Vec<f64>,
    whole_steps: bool,
}

impl<'a> Run<'a> {
    fn new(sizes: &'a [usize], members: std::ops::Range<usize>) -> Self {
        Self {
            sizes,
            members,
            samples: 70,
            batch: 16,
            resident_rows: None,
            verify: false,
            validate: false,
            modern: false,
        }
    }

    /// Two epochs.
    fn train(&self, executor: impl Executor) -> Parameters {
        self.trained(executor).parameters
    }

    fn recipe(&self) -> Hyperparameters {
        let seed = Hyperparameters::new(1.0, self.batch, 0);
        match self.modern {
            true => Hyperparameters {
                loss: Loss::SoftmaxCrossEntropy,
                decay: 0.01,
                average: Some(Average::Mean),
                dropout: vec![0.1; self.sizes.len() - 1],
                ..seed.with_optimizer(Optimizer::Adam)
            },
            false => seed,
        }
    }

    fn trained(&self, executor: impl Executor) -> Trained {
        let (hidden, output) = match self.modern {
            true => (Activation::Gelu, Activation::Softmax),
            false => (Activation::Sigmoid, Activation::Sigmoid),
        };
        let mut activations = vec![hidden; self.sizes.len() - 1];
        *activations.last_mut().unwrap() = output;
        let network = Network::new(self.sizes, &activations).unwrap();
        let seeds = seeds(self.members.clone());
        let parameters = Parameters::initialise(&network, &seeds);
        let settings = Hyperparameters {
            learning_rates: rates(self.members.clone()),
            seeds,
            resident_rows: self.resident_rows,
            ..self.recipe()
        };
        let validation =
            self.validate.then(|| common::data(20, network.inputs(), network.outputs()));
        let training = common::data(self.samples, network.inputs(), network.outputs());
        let trainer = Trainer::new(executor, network, &parameters, training, validation, settings);
        let mut trainer = block_on(trainer).unwrap();
        if self.verify {
            trainer.verify_every(3).unwrap();
        }
        let mut losses = Vec::new();
        for _ in 0..2 {
            losses = block_on(trainer.epoch()).unwrap().losses;
            if self.validate {
                block_on(trainer.validate()).unwrap();
            }
        }
        let trained = block_on(trainer.parameters()).unwrap();
        assert_ne!(trained.hash(), parameters.hash(), "nothing was trained");
        Trained { parameters: trained, losses, whole_steps: trainer.fusion().whole_steps }
    }
}

fn gpu(family: Option<Family>) -> GpuExecutor {
    GpuExecutor::new(common::open(GpuOptions { family, ..Default::default() }))
}

fn resident(steps_per_submission: Option<usize>) -> GpuExecutor {
    let family = Some(Family::Tiles);
    let whole_steps = Some(true);
    let options = GpuOptions { family, whole_steps, steps_per_submission, ..GpuOptions::default() };
    GpuExecutor::new(common::open(options))
}

/// Small enough for whole steps in one dispatch, and too large for it.
const SMALL: &[usize] = &[5, 17, 9, 3];
const LARGE: &[usize] = &[600, 700, 150, 3];

fn check_members<E: Executor>(sizes: &[usize], executor: impl Fn() -> E) {
    let together = Run::new(sizes, 0..3).train(executor());
    for member in 0..3 {
        let alone = Run::new(sizes, member..member + 1).train(executor());
        assert_eq!(together.member(member).hash(), alone.hash(), "member {member} of {sizes:?}");
    }
    assert_ne!(together.member(0).hash(), together.member(1).hash());
}

#[test]
fn members_equal_networks_trained_alone() {
    check_members(SMALL, || gpu(None));
    check_members(LARGE, || gpu(None));
}

/// Where a small network trains in whole steps of panels, many members train in panels one by one, which
/// give the same bits; with more outputs they do not, and are not taken.
#[test]
fn many_members_equal_networks_trained_alone() {
    let context = gpu(None).context().clone();
    let has_panels = context.family() == Family::Panels;
    assert!(!has_panels || !context.keeps_bits_when_widened(33));
    for (sizes, batch) in [(SMALL, 16), (SMALL, 70), (&[40, 70, 32], 66), (&[5, 9, 33], 16)] {
        let run = |members| Run { batch, ..Run::new(sizes, members) }.trained(gpu(None));
        let together = run(0..33);
        for member in [0, 32] {
            let alone = run(member..member + 1);
            if has_panels {
                // 32 are too many for workgroups of four.
                let is_wide = !context.keeps_bits_when_widened(sizes[2]);
                assert_eq!((alone.whole_steps, together.whole_steps), (true, is_wide), "{sizes:?}");
            }
            let [hash, expected] = [together.parameters.member(member), alone.parameters]
                .map(|parameters| parameters.hash());
            assert_eq!(hash, expected, "{member} of {sizes:?}, batch {batch}");
            assert_eq!(together.losses[member], alone.losses[0], "{member} of {sizes:?}");
        }
    }
}

#[test]
fn members_equal_networks_trained_alone_kernel_by_kernel() {
    check_members(SMALL, || gpu(Some(Family::Single)));
}

#[test]
fn members_equal_networks_trained_alone_in_tiles() {
    check_members(SMALL, || gpu(Some(Family::Tiles)));
    check_members(LARGE, || gpu(Some(Family::Tiles)));
}

/// In workgroup memory, and with the batch in a buffer where that is of 32 KiB or less.
const RESIDENT: [&[usize]; 2] = [SMALL, &[300, 9, 3]];

#[test]
fn members_equal_networks_trained_alone_in_resident_steps() {
    for sizes in RESIDENT {
        check_members(sizes, || resident(None));
    }
}

/// 76 steps an epoch: in dispatches of 64, 8 and 1, of 7 each by itself, or all by themselves.
#[test]
fn neither_verification_nor_windows_nor_the_steps_a_dispatch_change_the_bits_of_resident_steps() {
    // More outputs than panels' whole steps have a softmax for.
    let classes: &[usize] = &[5, 17, 40];
    let seed = RESIDENT.map(|sizes| (sizes, false));
    for (sizes, modern) in seed.into_iter().chain([(SMALL, true), (classes, true)]) {
        let run = || Run { samples: 1210, modern, ..Run::new(sizes, 0..2) };
        assert!(run().trained(resident(None)).whole_steps, "{sizes:?}");
        let expected = run().train(resident(Some(256))).hash();
        for steps in [1, 7, 9] {
            let hash = run().train(resident(Some(steps))).hash();
            assert_eq!(hash, expected, "{steps} steps a submission of {sizes:?}");
        }
        let verified = Run { verify: true, validate: true, ..run() };
        assert_eq!(verified.train(resident(None)).hash(), expected, "verified {sizes:?}");
        let windows = Run { resident_rows: Some(96), ..run() };
        assert_eq!(windows.train(resident(None)).hash(), expected, "windows of {sizes:?}");
    }
}

#[test]
fn members_equal_networks_trained_alone_in_mixed_precision() {
    if common::has_matrices() {
        check_members(SMALL, || gpu(Some(Family::Matrices)));
        check_members(LARGE, || gpu(Some(Family::Matrices)));
    }
}

#[test]
fn cpu_members_equal_networks_trained_alone() {
    check_members(SMALL, CpuExecutor::<f32>::new);
}

fn parallel(threads: usize) -> ParallelExecutor {
    ParallelExecutor::new(Some(threads)).unwrap()
}

/// A product, an activation and a column sum of it are worth threads, a member at a time.
const WIDE: &[usize] = &[600, 1100, 150, 1];

#[test]
fn parallel_cpu_members_equal_networks_trained_alone() {
    for sizes in [SMALL, WIDE] {
        // With two threads three members take one each and a member alone takes both.
        check_members(sizes, || parallel(2));
    }
}

#[test]
fn on_the_cpu_neither_threads_nor_verification_nor_windows_change_the_bits() {
    // The deltas of 600 columns are computed in parts; those of 100 would be added up otherwise if they
    // were, since gemm adds in another order for 64 columns or fewer.
    let parts: [&[usize]; 2] = [&[9, 600, 600, 3], &[9, 100, 600, 3]];
    for (sizes, batch) in [(SMALL, 16), (LARGE, 16), (WIDE, 16), (parts[0], 64), (parts[1], 64)] {
        let run = || Run { batch, ..Run::new(sizes, 0..2) };
        let expected = run().train(parallel(1)).hash();
        for threads in [2, 5] {
            let hash = run().train(parallel(threads)).hash();
            assert_eq!(hash, expected, "{threads} threads, {sizes:?}");
        }
        // Small batches and those in parts are enough for what is added to a run.
        if ![SMALL, parts[0]].contains(&sizes) {
            continue;
        }
        let verified = Run { verify: true, validate: true, ..run() };
        assert_eq!(verified.train(parallel(3)).hash(), expected, "verified, {sizes:?}");
        let windows = Run { resident_rows: Some(4 * batch), ..run() };
        assert_eq!(windows.train(parallel(2)).hash(), expected, "in windows, {sizes:?}");
    }
}

#[test]
fn data_sent_in_windows_give_the_bits_of_resident_data() {
    for family in common::families() {
        let resident = Run::new(SMALL, 0..3).train(gpu(family));
        // Room for two batches of three members.
        let windows = Run { resident_rows: Some(96), ..Run::new(SMALL, 0..3) };
        assert_eq!(windows.train(gpu(family)).hash(), resident.hash());
    }
}

#[test]
fn neither_verification_nor_validation_nor_the_steps_a_submission_change_the_bits() {
    for sizes in [SMALL, LARGE] {
        let expected = Run::new(sizes, 0..2).train(gpu(None)).hash();
        let verified = Run { verify: true, ..Run::new(sizes, 0..2) };
        assert_eq!(verified.train(gpu(None)).hash(), expected, "verified");
        let validated = Run { validate: true, ..Run::new(sizes, 0..2) };
        assert_eq!(validated.train(gpu(None)).hash(), expected, "validated");
        for steps in [1, 7, 256] {
            let options = GpuOptions { steps_per_submission: Some(steps), ..Default::default() };
            let executor = GpuExecutor::new(common::open(options));
            let hash = Run::new(sizes, 0..2).train(executor).hash();
            assert_eq!(hash, expected, "{steps} steps a submission");
        }
    }
}

#[test]
fn repeated_runs_give_one_hash() {
    let runs = std::env::var("GRADSHADER_TEST_RUNS").map_or(5, |runs| runs.parse().unwrap());
    for (sizes, family) in
        [(SMALL, None), (SMALL, Some(Family::Single)), (SMALL, Some(Family::Tiles)), (LARGE, None)]
    {
        let hash = || Run::new(sizes, 0..1).train(gpu(family)).hash();
        let expected = hash();
        for run in 1..runs {
            assert_eq!(hash(), expected, "run {run} of {sizes:?}, {family:?}");
        }
    }
}

#[test]
fn an_evaluation_in_windows_answers_as_the_reference_and_as_a_prediction() {
    check_evaluation(gpu(None));
    check_evaluation(parallel(2));
}

fn check_evaluation(executor: impl Executor) {
    let network = Network::new(SMALL, &[Activation::Sigmoid; 3]).unwrap();
    let parameters = Parameters::initialise(&network, &SEEDS);
    let many = common::data(5000, network.inputs(), network.outputs());
    let settings = || Hyperparameters { seeds: SEEDS.to_vec(), ..Hyperparameters::new(1.0, 16, 0) };
    let training = common::data(70, network.inputs(), network.outputs());
    let mut tested = block_on(Trainer::new(
        executor,
        network.clone(),
        &parameters,
        training.clone(),
        None,
        settings(),
    ))
    .unwrap();
    let mut reference = block_on(Trainer::new(
        CpuExecutor::<f64>::new(),
        network,
        &parameters,
        training,
        None,
        settings(),
    ))
    .unwrap();
    let answers = block_on(tested.evaluate(&many)).unwrap();
    let expected = block_on(reference.evaluate(&many)).unwrap();
    assert_eq!(answers.outputs.len(), 3 * 5000 * 3);
    assert_eq!(block_on(tested.predict(&many)).unwrap(), answers.outputs);
    // Three layers of at most 17 terms, sums of size 1: gamma_17 each, carried on by slopes of at
    // most 1/4 and weights of size 1.
    for (answer, expected) in answers.outputs.iter().zip(&expected.outputs) {
        assert!((answer - expected).abs() <= 1e-5, "{answer} and {expected}");
    }
    for (answer, expected) in answers.losses.iter().zip(&expected.losses) {
        assert!((answer - expected).abs() <= 1e-5 * expected, "{answer} and {expected}");
    }
}

/// However many windows an evaluation takes, every sample gets the same bits; so does the loss where
/// windows end where batches do.
#[test]
fn an_evaluation_in_windows_has_the_bits_of_one_window() {
    // So many inputs that training adds them up in parts, where it runs in tiles.
    let network = Network::new(&[1600, 9, 3], &[Activation::Sigmoid; 2]).unwrap();
    let parameters = Parameters::initialise(&network, &SEEDS);
    let many = common::data(1300, network.inputs(), network.outputs());
    let settings = || Hyperparameters { seeds: SEEDS.to_vec(), ..Hyperparameters::new(1.0, 16, 0) };
    for family in common::families() {
        // A window holds as many samples as the training part, or all of a larger validation part.
        let evaluate = |window: usize| {
            let training = common::data(70, network.inputs(), network.outputs());
            let validation = Some(common::data(window, network.inputs(), network.outputs()));
            let (network, settings) = (network.clone(), settings());
            let executor = gpu(family);
            let trainer =
                Trainer::new(executor, network, &parameters, training, validation, settings);
            let mut trainer = block_on(trainer).unwrap();
            let evaluated = block_on(trainer.evaluate(&many)).unwrap();
            assert_eq!(block_on(trainer.predict(&many)).unwrap(), evaluated.outputs);
            evaluated
        };
        let whole = evaluate(1300);
        for window in [70, 101, 512] {
            let parts = evaluate(window);
            let bits = |outputs: &[f32]| outputs.iter().map(|y| y.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&parts.outputs), bits(&whole.outputs), "{window}, {family:?}");
            if window % 256 == 0 {
                assert_eq!(parts.losses, whole.losses, "{window}, {family:?}");
            }
        }
    }
}
