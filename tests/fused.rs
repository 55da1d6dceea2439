//! Fused shaders compute the steps that the recording says, within the bounds.

mod common;

use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions, Lanes, Tile};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::verify::Report;
use gradshader::{bench, block_on};

fn train(
    sizes: &[usize],
    activations: &[Activation],
    members: usize,
    batch: usize,
    epochs: usize,
    options: GpuOptions,
) -> (Report, Vec<f64>) {
    train_on(common::open(options), sizes, activations, members, batch, epochs)
}

fn train_on(
    context: Context,
    sizes: &[usize],
    activations: &[Activation],
    members: usize,
    batch: usize,
    epochs: usize,
) -> (Report, Vec<f64>) {
    let network = Network::new(sizes, activations).unwrap();
    let seeds: Vec<u64> = (1..).take(members).collect();
    let parameters = Parameters::initialise(&network, &seeds);
    let training = common::data(batch * 3 + batch / 2 + 1, sizes[0], sizes[sizes.len() - 1]);
    let hyperparameters = Hyperparameters {
        learning_rates: (1..=members).map(|m| 0.002 * m as f32).collect(),
        seeds,
        ..Hyperparameters::new(0.1, batch, 0)
    };
    let executor = GpuExecutor::new(context);
    let trainer = Trainer::new(executor, network, &parameters, training, None, hyperparameters);
    let mut trainer = block_on(trainer).unwrap();
    trainer.verify_every(1).unwrap();
    let mut losses = Vec::new();
    for _ in 0..epochs {
        losses = block_on(trainer.epoch()).unwrap().losses;
    }
    (trainer.verification().unwrap().clone(), losses)
}

fn check(sizes: &[usize], activations: &[Activation], members: usize, batch: usize) {
    let (report, fused) = train(sizes, activations, members, batch, 2, GpuOptions::default());
    for finding in &report.findings {
        println!("{sizes:?} {} {:?} ratio {:.3}", finding.quantity, finding.layer, finding.ratio);
    }
    let options = GpuOptions { family: Some(Family::Single), ..Default::default() };
    let (_, unfused) = train(sizes, activations, members, batch, 2, options);
    for (fused, unfused) in fused.iter().zip(&unfused) {
        assert!((fused - unfused).abs() <= 1e-4 * unfused, "{fused} and {unfused}");
    }
}

#[test]
fn small_networks_in_whole_steps() {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    check(&[64, 32, 10], &[Sigmoid; 2], 1, 32);
    check(&[5, 17, 9, 13, 3], &[Tanh, Tanh, Tanh, Sigmoid], 3, 7);
    check(&[3, 1], &[Linear], 2, 1);
    check(&[50, 70, 40], &[Relu, Linear], 2, 65);
}

fn resident() -> GpuOptions {
    GpuOptions { family: Some(Family::Tiles), whole_steps: Some(true), ..Default::default() }
}

/// Parameters and batch in workgroup memory; on WebGPU's default limits the larger batches in a
/// buffer.
#[test]
fn small_networks_in_resident_steps() {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    let cases: [(&[usize], &[Activation], usize, usize); 8] = [
        (&[64, 32, 10], &[Sigmoid; 2], 2, 32),
        (&[5, 17, 9, 13, 3], &[Tanh, Tanh, Tanh, Sigmoid], 3, 7),
        (&[3, 1], &[Linear], 2, 1),
        (&[1, 1, 1], &[Sigmoid, Linear], 1, 5),
        (&[30, 50, 29], &[Relu, Linear], 2, 65),
        (&[2, 3], &[Tanh], 1, 1030),
        (&[4; 17], &[Tanh; 16], 2, 9),
        // As many blocks as leave part of a subgroup without any, then more.
        (&[4, 20, 28], &[Sigmoid; 2], 1, 1),
    ];
    for (sizes, activations, members, batch) in cases {
        assert!(whole_steps(sizes, activations, batch, &resident()), "{sizes:?}");
        train(sizes, activations, members, batch, 2, resident());
    }
    // More parameters than fit, more layers than the table has, two hidden activations.
    assert!(!whole_steps(&[300, 200, 10], &[Sigmoid; 2], 10, &resident()));
    assert!(!whole_steps(&[4; 18], &[Sigmoid; 17], 10, &resident()));
    assert!(!whole_steps(&[5, 4, 4, 3], &[Sigmoid, Tanh, Sigmoid], 10, &resident()));
}

/// Software runs them only when asked, hardware where a step is small.
#[test]
fn resident_steps_by_the_rule() {
    let by_rule = GpuOptions { whole_steps: None, ..resident() };
    let small = whole_steps(&[64, 32, 10], &[Activation::Sigmoid; 2], 32, &by_rule);
    assert_eq!(small, !common::context().is_software());
    assert!(!whole_steps(&[64, 32, 10], &[Activation::Sigmoid; 2], 100, &by_rule));
    let off = GpuOptions { whole_steps: Some(false), ..resident() };
    assert!(!whole_steps(&[64, 32, 10], &[Activation::Sigmoid; 2], 32, &off));
}

#[test]
fn middle_sized_networks_in_panels() {
    use Activation::{Linear, Relu, Sigmoid};
    check(&[300, 200, 150, 10], &[Sigmoid; 3], 1, 100);
    check(&[301, 131, 67], &[Relu, Linear], 3, 257);
}

/// Where the user decides, not the size. A network that whole steps cannot run does without.
/// What two epochs come to, whose last batch is a partial one: the bits of all parameters.
fn bits(sizes: &[usize], batch: usize, options: GpuOptions) -> Vec<u32> {
    let network = Network::new(sizes, &vec![Activation::Sigmoid; sizes.len() - 1]).unwrap();
    let parameters = Parameters::initialise(&network, &[1]);
    let training = common::data(batch * 3 + batch / 2 + 1, sizes[0], sizes[sizes.len() - 1]);
    let executor = GpuExecutor::new(common::open(options));
    let settings = Hyperparameters::new(0.1, batch, 1);
    block_on(async {
        let trainer = Trainer::new(executor, network, &parameters, training, None, settings).await;
        let mut trainer = trainer.unwrap();
        for _ in 0..2 {
            trainer.epoch().await.unwrap();
        }
        let parameters = trainer.parameters().await.unwrap();
        let layers = parameters.layers.iter();
        layers.flat_map(|l| l.weight.iter().chain(&l.bias)).map(|x| x.to_bits()).collect()
    })
}

#[test]
fn shaders_for_a_long_run_give_the_same_bits() {
    // Whole steps, and panels of more and of fewer terms than drivers unroll.
    for (sizes, batch, whole_steps) in
        [(&[24, 20, 6][..], 20, true), (&[150, 72, 6][..], 40, false)]
    {
        let options = GpuOptions { whole_steps: Some(whole_steps), ..GpuOptions::default() };
        let long_run = GpuOptions { long_run: true, ..options.clone() };
        assert!(bits(sizes, batch, options) == bits(sizes, batch, long_run), "{sizes:?}");
    }
}

/// On software that computes in vectors of four, and on other software when asked.
#[test]
fn panels_without_subgroups_give_the_same_bits() {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    let of_four = |whole_steps| GpuOptions {
        family: Some(Family::Panels),
        lanes: Some(Lanes::Four),
        whole_steps: Some(whole_steps),
        ..GpuOptions::default()
    };
    if !common::open(of_four(true)).can_run(Family::Panels) {
        println!("not run: this adapter is no software");
        return;
    }
    for (sizes, batch, whole_steps) in
        [(&[24, 20, 6][..], 20, true), (&[150, 72, 6][..], 40, false)]
    {
        let usual = GpuOptions { lanes: None, ..of_four(whole_steps) };
        if common::open(usual.clone()).can_run(Family::Panels) {
            assert!(bits(sizes, batch, usual) == bits(sizes, batch, of_four(whole_steps)));
        }
    }
    train(&[3, 1], &[Linear], 2, 1, 1, of_four(true));
    train(&[5, 17, 9, 33, 3], &[Tanh, Tanh, Tanh, Sigmoid], 3, 7, 1, of_four(true));
    train(&[37, 70, 40], &[Relu, Linear], 2, 65, 1, of_four(false));
}

#[test]
fn whole_steps_when_asked() {
    use Activation::{Sigmoid, Tanh};
    if !common::context().can_run(Family::Panels) {
        println!("not run: this adapter has no panels");
        return;
    }
    let sizes = [300, 200, 150, 10];
    for (activations, asked, taken) in [
        ([Sigmoid; 3], Some(true), true),
        ([Sigmoid; 3], None, false),
        ([Sigmoid, Tanh, Sigmoid], Some(true), false),
    ] {
        let options =
            GpuOptions { family: Some(Family::Panels), whole_steps: asked, ..Default::default() };
        assert_eq!(whole_steps(&sizes, &activations, 100, &options), taken, "{activations:?}");
        train(&sizes, &activations, 2, 100, 1, options);
    }
    let off = GpuOptions { family: Some(Family::Panels), ..Default::default() };
    assert!(whole_steps(&[5, 4, 3], &[Sigmoid; 2], 10, &off));
    let off = GpuOptions { whole_steps: Some(false), ..off };
    assert!(!whole_steps(&[5, 4, 3], &[Sigmoid; 2], 10, &off));
}

fn whole_steps(
    sizes: &[usize],
    activations: &[Activation],
    batch: usize,
    options: &GpuOptions,
) -> bool {
    let network = Network::new(sizes, activations).unwrap();
    let executor = GpuExecutor::new(common::open(options.clone()));
    let plain = bench::plain(&network, batch, 1);
    block_on(bench::trial(executor, &network, &plain, 0.01)).unwrap().fusion.whole_steps
}

/// Widths and batches at the edges of vectors, padding and each tile, as rows, terms and columns of
/// the three products.
#[test]
fn tiles_of_every_size() {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    let tiles =
        |tile| GpuOptions { family: Some(Family::Tiles), tile: Some(tile), ..Default::default() };
    for options in Tile::ALL.map(tiles).into_iter().chain(matrices()) {
        let tiles = || options.clone();
        train(&[5, 3], &[Linear], 1, 1, 1, tiles());
        train(&[1, 15, 16, 17, 1], &[Tanh, Tanh, Tanh, Sigmoid], 3, 31, 1, tiles());
        train(&[31, 33, 32, 63], &[Relu, Sigmoid, Linear], 2, 64, 1, tiles());
        train(&[65, 127, 64, 2], &[Sigmoid; 3], 2, 33, 1, tiles());
        train(&[128, 17, 129, 300], &[Sigmoid; 3], 1, 65, 1, tiles());
        // Outputs that just fill a tile, and more members than a workgroup takes the loss of at once.
        for side in Tile::ALL.map(Tile::side) {
            train(&[9, side], &[Sigmoid], 17, 40, 1, tiles());
        }
    }
}

/// Those of mixed precision, where the adapter has it.
fn matrices() -> Option<GpuOptions> {
    let options = GpuOptions { family: Some(Family::Matrices), ..Default::default() };
    common::has_matrices().then_some(options)
}

/// Few sums with many terms: samples in the gradients, inputs and outputs in the other products.
#[test]
fn tiles_with_split_sums() {
    use Activation::{Sigmoid, Tanh};
    let tiles = GpuOptions { whole_steps: Some(false), ..resident() };
    for options in std::iter::once(tiles).chain(matrices()) {
        let tiles = || options.clone();
        train(&[5, 3], &[Sigmoid], 3, 1000, 1, tiles());
        train(&[5, 17, 3], &[Tanh, Sigmoid], 2, 1037, 1, tiles());
        train(&[700, 30, 10], &[Sigmoid; 2], 2, 10, 1, tiles());
        train(&[3, 20, 515], &[Sigmoid; 2], 2, 33, 1, tiles());
        train(&[5, 600, 30], &[Sigmoid; 2], 6, 520, 1, tiles());
    }
}

/// Where a fused shader would bind more buffers than the device allows, more dispatches do it.
#[test]
fn few_storage_buffers_cost_dispatches_alone() {
    let (sizes, activations) = ([5, 4, 3], [Activation::Sigmoid; 2]);
    let tiles = [(Family::Tiles, 8, 5.0), (Family::Tiles, 7, 12.0), (Family::Tiles, 5, 12.0)];
    let panels = [(Family::Panels, 9, 5.0), (Family::Panels, 8, 8.0)];
    for (family, buffers, dispatches) in tiles.into_iter().chain(panels) {
        let options =
            GpuOptions { family: Some(family), whole_steps: Some(false), ..GpuOptions::default() };
        let context = common::open_limited(options, |limits| wgpu::Limits {
            max_storage_buffers_per_shader_stage: buffers,
            ..limits
        });
        if !context.can_run(family) {
            println!("not run: this adapter has no {family:?}");
            continue;
        }
        let network = Network::new(&sizes, &activations).unwrap();
        let executor = GpuExecutor::new(context.clone());
        let plain = bench::plain(&network, 10, 1);
        let trial = block_on(bench::trial(executor, &network, &plain, 0.01)).unwrap();
        assert_eq!(trial.fusion.dispatches_per_step, dispatches, "{family:?} with {buffers}");
        train_on(context, &sizes, &activations, 2, 10, 1);
    }
}
