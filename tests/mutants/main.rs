//! Small changes to the shaders, each of which verification must notice.
//!
//! A mutant is a file of `shaders/` with one piece of text replaced. It is killed when a verified
//! training step of one of a few networks is refused or differs by more than its bound.
//! Ten mutants run by default, all with `GRADSHADER_TEST_ALL_MUTANTS=1` (`scripts/mutants.sh`).

#[path = "../common/mod.rs"]
mod common;
mod table;

use std::collections::BTreeMap;

use gradshader::dataset::Dataset;
use gradshader::gpu::{Context, GpuExecutor, GpuOptions};
use gradshader::kernel::{self, Kernel};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Result, block_on};
use table::{EQUIVALENT, MUTANTS, Mutant};

/// Sizes, hidden activation, output activation, members, batch, samples.
type Case = (&'static [usize], Activation, Activation, usize, usize, usize);

/// Widths beyond a workgroup, a panel and a padded row; partial batches; members; each activation;
/// the last is too large for whole steps.
const CASES: &[Case] = &[
    (&[9, 70, 5], Activation::Sigmoid, Activation::Sigmoid, 3, 37, 50),
    (&[70, 33, 40, 6], Activation::Tanh, Activation::Linear, 2, 70, 90),
    (&[20, 18, 4], Activation::Relu, Activation::Sigmoid, 1, 5, 13),
    (&[700, 600, 140, 3], Activation::Sigmoid, Activation::Tanh, 2, 70, 75),
];

fn train(case: &Case, context: Context) -> Result<()> {
    let &(sizes, hidden, output, members, batch, samples) = case;
    let mut activations = vec![hidden; sizes.len() - 1];
    *activations.last_mut().unwrap() = output;
    let network = Network::new(sizes, &activations)?;
    let seeds: Vec<u64> = (1..).take(members).collect();
    let mut parameters = Parameters::initialise(&network, &seeds);
    for layer in &mut parameters.layers {
        for (i, bias) in layer.bias.iter_mut().enumerate() {
            *bias = 0.3 - 0.07 * (i % 9) as f32;
        }
    }
    let wave = |i: usize| (i * 37 % 101) as f32 / 50.0 - 1.0;
    let data = Dataset {
        samples,
        inputs: (0..samples * network.inputs()).map(wave).collect(),
        targets: (0..samples * network.outputs()).map(|i| wave(i * 5 + 1)).collect(),
    };
    let settings = Hyperparameters {
        learning_rates: (1..=members).map(|m| 0.2 * m as f32).collect(),
        seeds,
        ..Hyperparameters::new(0.2, batch, 0)
    };
    let executor = GpuExecutor::new(context);
    block_on(async {
        let mut trainer =
            Trainer::new(executor, network, &parameters, data, None, settings).await?;
        trainer.verify_every(1)?;
        trainer.epoch().await?;
        Ok(())
    })
}

/// What noticed the mutant, or nothing. A panic of the process that a wild access may cause would
/// count as noticed too, but shaders are compiled checked here.
fn killed_by(mutant: &Mutant) -> Option<String> {
    let original = kernel::shader(mutant.file).unwrap_or_else(|| panic!("{mutant:?}: no file"));
    let places = original.matches(mutant.find).count();
    assert!(places > 0, "{mutant:?}: the text is not there");
    let changed = original.replacen(mutant.find, mutant.replace, 1);
    let shaders = BTreeMap::from([(mutant.file.to_owned(), changed)]);
    let is_plain = Kernel::all().iter().any(|kernel| kernel.files().contains(&mutant.file));
    CASES.iter().find_map(|case| {
        let options = GpuOptions {
            checked: true,
            unfused: is_plain,
            shaders: shaders.clone(),
            ..GpuOptions::default()
        };
        // A device with 64-bit integers has no use for the other form of words.
        let context = match mutant.file {
            "word_f32" => common::open_without_int64(options),
            _ => common::open(options),
        };
        train(case, context).err().map(|error| error.to_string())
    })
}

/// Adapters without fused shaders run the mutants of the plain kernels alone.
fn applicable(mutant: &Mutant) -> bool {
    let is_plain = Kernel::all().iter().any(|kernel| kernel.files().contains(&mutant.file));
    is_plain || common::context().fuses()
}

#[test]
fn the_shaders_as_they_are_pass() {
    for case in CASES {
        for unfused in [false, true] {
            let options = GpuOptions { checked: true, unfused, ..GpuOptions::default() };
            train(case, common::open(options.clone())).unwrap();
            train(case, common::open_without_int64(options)).unwrap();
        }
    }
}

#[test]
fn every_mutant_is_noticed() {
    let all = std::env::var_os("GRADSHADER_TEST_ALL_MUTANTS").is_some();
    let every = if all { 1 } else { MUTANTS.len().div_ceil(10) };
    let mut survivors = Vec::new();
    println!("| file | change | noticed as |\n| --- | --- | --- |");
    for mutant in MUTANTS.iter().step_by(every).filter(|mutant| applicable(mutant)) {
        let killed = killed_by(mutant);
        let noticed = killed.as_deref().unwrap_or("**not noticed**");
        // Where it was noticed says enough; the values would make the table drift.
        let noticed = noticed.split(" at member").next().unwrap().split(" (").next().unwrap();
        println!("| `{}` | {} | {noticed} |", mutant.file, mutant.what);
        if killed.is_none() {
            survivors.push(mutant);
        }
    }
    assert!(survivors.is_empty(), "not noticed: {survivors:#?}");
}

#[test]
fn equivalent_mutants_are_still_there_and_say_why() {
    for (mutant, reason) in EQUIVALENT {
        let text = kernel::shader(mutant.file).unwrap();
        assert!(text.contains(mutant.find) && !reason.is_empty(), "{mutant:?}");
    }
}
