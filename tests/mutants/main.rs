//! Small changes to the shaders, each of which verification must notice.
//!
//! A mutant is a file of `shaders/` with one piece of text replaced. It is killed when evaluating,
//! predicting or training one of a few networks in lockstep with the reference shows a difference
//! above the bound, or the device refuses the shader.
//! Ten mutants run by default, all with `GRADSHADER_TEST_ALL_MUTANTS=1` (`scripts/mutants.sh`).

#[path = "../common/mod.rs"]
mod common;
mod table;

use std::sync::OnceLock;

use gradshader::block_on;
use gradshader::gpu::{Context, Family, GpuOptions};
use gradshader::network::{Activation, Network};
use gradshader::self_test::{self, FAULTS, Fault, Notice, Trial, Verdict, examine};
use table::{EQUIVALENT, MUTANTS};

/// Sizes, hidden activation, output activation, members, batch, samples.
type Case = (&'static [usize], Activation, Activation, usize, usize, usize);

/// Widths beyond a workgroup, a panel and a padded row; partial batches; members; each activation.
/// The steps of the fourth are too large for whole steps, and a batch of the fifth for a grid of one
/// dimension. The last two take tiles of 128 and gradients in parts, the last with more members than
/// find the mean of their losses at once.
const CASES: &[Case] = &[
    (&[9, 70, 5], Activation::Sigmoid, Activation::Sigmoid, 3, 37, 50),
    (&[70, 33, 40, 6], Activation::Tanh, Activation::Linear, 2, 70, 90),
    (&[20, 90, 4], Activation::Relu, Activation::Sigmoid, 1, 21, 53),
    (&[700, 600, 140, 40], Activation::Sigmoid, Activation::Tanh, 2, 70, 145),
    (&[2200, 6], Activation::Sigmoid, Activation::Sigmoid, 1, 2000, 2000),
    (&[1030, 1020], Activation::Linear, Activation::Linear, 1, 5, 7),
    (&[5, 9, 3], Activation::Tanh, Activation::Sigmoid, 5, 600, 700),
];

fn trials() -> impl Iterator<Item = Trial> {
    CASES.iter().map(|&(sizes, hidden, output, members, batch, samples)| {
        let mut activations = vec![hidden; sizes.len() - 1];
        *activations.last_mut().unwrap() = output;
        let network = Network::new(sizes, &activations).unwrap();
        Trial::new(network, members, batch, samples)
    })
}

/// A device, opened for mixed precision where the adapter has it, or one without 64-bit integers;
/// opened once.
fn device(int64: bool) -> &'static Context {
    static DEVICES: [OnceLock<Context>; 2] = [const { OnceLock::new() }; 2];
    DEVICES[usize::from(int64)].get_or_init(|| match int64 {
        true if common::has_matrices() => common::mixed(),
        true => common::context(),
        false => common::open_without_int64(GpuOptions::default()),
    })
}

/// What noticed the mutant, or nothing. Shaders are compiled checked, so that a wild access does no
/// harm to the process.
fn killed_by(mutant: &Fault) -> Option<Notice> {
    // A device with 64-bit integers has no use for the other form of words.
    let device = device(mutant.file != "word_f32");
    let context = device.with_options(mutant.options().unwrap());
    trials().find_map(|trial| block_on(examine(&context, &trial)).unwrap())
}

/// Not every adapter runs every family of shaders.
fn applicable(mutant: &Fault) -> bool {
    device(true).can_run(mutant.family())
}

#[test]
fn the_shaders_as_they_are_pass() {
    for trial in trials() {
        for options in self_test::forms(device(true)) {
            // Only panels come in two forms of words.
            let both: &[bool] =
                if options.family == Some(Family::Panels) { &[true, false] } else { &[true] };
            for &int64 in both {
                let context = device(int64).with_options(options.clone());
                let noticed = block_on(examine(&context, &trial)).unwrap();
                assert_eq!(noticed, None, "{trial:?}, {options:?}, int64 {int64}");
            }
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
        let noticed = killed.as_ref().map_or("**not noticed**".to_owned(), Notice::to_string);
        println!("| `{}` | {} | {noticed} |", mutant.file, mutant.what);
        if killed.is_none() {
            survivors.push(mutant);
        }
    }
    assert!(survivors.is_empty(), "not noticed: {survivors:#?}");
}

#[test]
fn equivalent_mutants_show_nowhere_and_say_why() {
    let all = std::env::var_os("GRADSHADER_TEST_ALL_MUTANTS").is_some();
    println!("| file | change | why it changes nothing |\n| --- | --- | --- |");
    for (mutant, reason) in EQUIVALENT {
        assert!(!reason.is_empty(), "{mutant:?}");
        println!("| `{}` | {} | {reason} |", mutant.file, mutant.what);
        if all && applicable(mutant) {
            assert_eq!(killed_by(mutant), None, "{mutant:?}");
        } else {
            mutant.options().unwrap();
        }
    }
}

#[test]
fn the_self_test_notices_every_fault_that_the_device_can_have() {
    // Without subgroups there are no panels.
    let bare = common::open(GpuOptions { minimal: true, ..GpuOptions::default() });
    for context in [device(true), &bare] {
        let outcomes = block_on(self_test::run(context, FAULTS, &self_test::trials())).unwrap();
        assert_eq!(outcomes.len(), FAULTS.len());
        for outcome in outcomes {
            let here = context.can_run(outcome.fault.family());
            match outcome.verdict {
                Verdict::Noticed { .. } if here => {}
                Verdict::NotOnThisDevice if !here => {}
                _ => panic!("{outcome:?}"),
            }
        }
    }
}

#[test]
fn the_self_test_says_which_fault_it_missed() {
    let (equivalent, _) = EQUIVALENT[0];
    let faults = [equivalent, FAULTS[0]];
    let outcomes = block_on(self_test::run(device(true), &faults, &self_test::trials())).unwrap();
    assert_eq!(outcomes[0].verdict, Verdict::Missed);
    assert!(matches!(&outcomes[1].verdict, Verdict::Noticed { .. }), "{:?}", outcomes[1]);
}

/// A fault, and the layer and quantity that it spoils first in a network 6-20-17-5 of tanh, relu
/// and sigmoid.
const NAMED: &[(&str, &str, &str, &str)] = &[
    ("gather", "cursor[0] + row", "cursor[0] + row + 1u", "batch inputs"),
    ("tanh", "-2.0 * abs(a)", "-2.001 * abs(a)", "layer 0 activation"),
    ("relu", "select(a, 0.0, negative)", "abs(a)", "layer 1 activation"),
    ("sigmoid", "1.0 + e", "1.001 + e", "layer 2 activation"),
    ("sigmoid", "h * (1.0 - h)", "h * (1.0 - 0.999 * h)", "layer 2 delta"),
    ("relu", "select(1.0, 0.0, h <= 0.0)", "1.0", "layer 1 delta"),
    ("tanh", "1.0 - h * h", "1.0 - h", "layer 0 delta"),
    ("matmul_nt", "k = 0u", "k = 1u", "layer 1 back-propagated sum"),
    (
        "weight_gradient",
        "/ f32(command.inner)",
        "/ f32(command.inner - 1u)",
        "layer 2 weight gradient",
    ),
    ("bias_gradient", "/ f32(command.inner)", "/ f32(command.inner - 1u)", "layer 2 bias gradient"),
    ("sample_loss", "0.5 * sum", "0.501 * sum", "sample loss"),
    ("mean_loss", "cursor[1]", "cursor[0]", "batch loss"),
    ("update", "eta[at(2u, m, 0u, 0u)]", "1.001 * eta[at(2u, m, 0u, 0u)]", "layer 0 weight"),
    ("store", "row, column)] = y", "row, column)] = 0.5 * y", "outputs"),
];

#[test]
fn a_fault_is_named_by_layer_and_quantity() {
    let activations = [Activation::Tanh, Activation::Relu, Activation::Sigmoid];
    let network = Network::new(&[6, 20, 17, 5], &activations).unwrap();
    let trial = Trial::new(network, 2, 9, 14);
    for &(file, find, replace, expected) in NAMED {
        let fault = Fault::new(file, find, replace, expected);
        let context = device(true).with_options(fault.options().unwrap());
        let noticed = block_on(examine(&context, &trial)).unwrap();
        assert_eq!(noticed.map(|n| n.to_string()).as_deref(), Some(expected), "{fault:?}");
    }
}
