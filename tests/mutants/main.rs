//! Small changes to the shaders, each of which verification must notice.
//!
//! A mutant is a file of `shaders/` with one piece of text replaced. It is killed when evaluating,
//! predicting or training one of a few networks in lockstep with the reference shows a difference
//! above the bound, or the device refuses the shader.
//! Some mutants run by default, all with `GRADSHADER_TEST_ALL_MUTANTS=1` (`scripts/mutants.sh`), all of one file
//! with `GRADSHADER_TEST_MUTANTS=resident_steps`.

#[path = "../common/mod.rs"]
mod common;
mod table;
mod trials;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use gradshader::block_on;
use gradshader::error::Result;
use gradshader::gpu::{Context, Family, GpuOptions, Lanes};
use gradshader::kernel::SHADERS;
use gradshader::network::{Activation, Network};
use gradshader::self_test::{self, FAULTS, Fault, Notice, Trial, Verdict, examine};
use table::{EQUIVALENT, MUTANTS};
use trials::trials;

/// Devices of one thread, each opened once: one for mixed precision where the adapter has it, and one
/// without 64-bit integers. What they have compiled of the shaders as they are, they keep.
#[derive(Default)]
struct Devices {
    best: OnceLock<Context>,
    without_int64: OnceLock<Context>,
}

impl Devices {
    fn best(&self) -> &Context {
        self.best.get_or_init(|| match common::has_matrices() {
            true => common::mixed(),
            false => common::context(),
        })
    }

    fn get(&self, int64: bool) -> &Context {
        let open = || common::open_without_int64(GpuOptions::default());
        if int64 { self.best() } else { self.without_int64.get_or_init(open) }
    }

    /// What noticed the mutant, or nothing. Shaders are compiled checked, so that a wild access does
    /// no harm to the process.
    ///
    /// # Errors
    /// When the device fails, as one whose shader comes to no end does.
    fn killed_by(&self, mutant: &Fault, trials: &[Trial]) -> Result<Option<Notice>> {
        // A device with 64-bit integers has no use for the other form of words.
        let device = self.get(mutant.file != "word_f32");
        let mut options = mutant.options()?;
        if mutant.file == "word_f32" {
            options.family = Some(Family::Panels);
        }
        let context = device.with_options(options);
        for trial in trials {
            let noticed = block_on(examine(&context, trial))?;
            if noticed.is_some() {
                return Ok(noticed);
            }
        }
        Ok(None)
    }

    /// Not every adapter runs every family of shaders.
    fn can_run(&self, mutant: &Fault) -> bool {
        let family = if mutant.file == "word_f32" { Family::Panels } else { mutant.family() };
        let asked = GpuOptions { lanes: mutant.lanes, ..GpuOptions::default() };
        self.best().with_options(asked).can_run(family)
    }
}

/// The devices of the tests that need no others.
fn devices() -> &'static Devices {
    static DEVICES: OnceLock<Devices> = OnceLock::new();
    DEVICES.get_or_init(Devices::default)
}

fn all_are_wanted() -> bool {
    std::env::var_os("GRADSHADER_TEST_ALL_MUTANTS").is_some()
}

#[test]
fn the_shaders_as_they_are_pass() {
    // Of all of them only with all mutants: a mutant counts because these pass.
    let trials = if all_are_wanted() { trials() } else { self_test::trials_of_shaders() };
    // Those of formulas are run kernel by kernel.
    let trials = trials.into_iter().map(|trial| (trial, 6));
    let formulas = self_test::trials_of_formulas().into_iter().map(|trial| (trial, 1));
    for (trial, count) in trials.chain(formulas) {
        for options in self_test::forms(devices().best()).into_iter().take(count) {
            // Only panels come in two forms of words, and in workgroups without subgroups.
            let forms: &[(bool, Option<Lanes>)] = match options.family {
                Some(Family::Panels) => &[(true, None), (false, None), (true, Some(Lanes::Four))],
                _ => &[(true, None)],
            };
            for &(int64, lanes) in forms {
                let options = GpuOptions { lanes, ..options.clone() };
                let context = devices().get(int64).with_options(options.clone());
                let noticed = block_on(examine(&context, &trial)).unwrap();
                assert_eq!(noticed, None, "{trial:?}, {options:?}, int64 {int64}");
            }
        }
    }
}

#[test]
fn every_shader_has_three_mutants() {
    let mut counts: BTreeMap<_, usize> = SHADERS.iter().map(|(name, _)| (*name, 0)).collect();
    let mut seen = Vec::new();
    for mutant in MUTANTS.iter().copied().flatten() {
        *counts.get_mut(mutant.file).unwrap_or_else(|| panic!("{mutant:?} of no shader")) += 1;
        let change = (mutant.file, mutant.find, mutant.replace);
        assert!(!seen.contains(&change), "twice: {mutant:?}");
        seen.push(change);
        mutant.options().unwrap();
    }
    let few: Vec<_> = counts.iter().filter(|(_, count)| **count < 3).collect();
    assert!(few.is_empty(), "fewer than three mutants: {few:?}");
}

#[test]
fn every_mutant_is_noticed() {
    let wanted = std::env::var("GRADSHADER_TEST_MUTANTS").ok();
    let is_wanted = |mutant: &&Fault| wanted.as_deref().is_none_or(|file| mutant.file == file);
    let mutants: Vec<_> = MUTANTS.iter().copied().flatten().filter(is_wanted).collect();
    let every = if all_are_wanted() || wanted.is_some() { 1 } else { mutants.len().div_ceil(20) };
    let chosen: Vec<_> = mutants.into_iter().step_by(every).collect();
    let trials = trials();
    // Two threads, each with devices of its own, one from either end: neighbours share shaders, and
    // whoever is done earlier goes on.
    let left: Mutex<VecDeque<usize>> = Mutex::new((0..chosen.len()).collect());
    let found: Mutex<BTreeMap<usize, String>> = Mutex::default();
    std::thread::scope(|scope| {
        for from_front in [true, false] {
            let (left, found, chosen, trials) = (&left, &found, &chosen, &trials);
            scope.spawn(move || {
                let mut devices = Devices::default();
                let next = || {
                    let mut left = left.lock().unwrap();
                    if from_front { left.pop_front() } else { left.pop_back() }
                };
                while let Some(place) = next() {
                    let mutant = chosen[place];
                    if devices.can_run(mutant) {
                        let start = Instant::now();
                        let noticed = match devices.killed_by(mutant, trials) {
                            Ok(Some(notice)) => notice.to_string(),
                            Ok(None) => "**not noticed**".to_owned(),
                            Err(error) => {
                                // What was lost takes the others' shaders with it.
                                devices = Devices::default();
                                format!("**{error}**")
                            }
                        };
                        let (file, what, took) = (mutant.file, mutant.what, start.elapsed());
                        eprintln!("{file}: {what}: {noticed} ({took:.1?})");
                        found.lock().unwrap().insert(place, noticed);
                    }
                }
            });
        }
    });
    let mut survivors = Vec::new();
    println!("| file | change | noticed as |\n| --- | --- | --- |");
    for (place, noticed) in found.into_inner().unwrap() {
        let mutant = chosen[place];
        println!("| `{}` | {} | {noticed} |", mutant.file, mutant.what);
        if noticed.starts_with("**") {
            survivors.push((mutant, noticed));
        }
    }
    assert!(survivors.is_empty(), "not noticed: {survivors:#?}");
}

#[test]
fn equivalent_mutants_show_nowhere_and_say_why() {
    let trials = trials();
    println!("| file | change | why it changes nothing |\n| --- | --- | --- |");
    for (mutant, reason) in EQUIVALENT {
        assert!(!reason.is_empty(), "{mutant:?}");
        println!("| `{}` | {} | {reason} |", mutant.file, mutant.what);
        if all_are_wanted() && devices().can_run(mutant) {
            assert_eq!(devices().killed_by(mutant, &trials).unwrap(), None, "{mutant:?}");
        } else {
            mutant.options().unwrap();
        }
    }
}

#[test]
fn the_self_test_notices_every_fault_that_the_device_can_have() {
    // Without subgroups there are no panels.
    let bare = common::open(GpuOptions { minimal: true, ..GpuOptions::default() });
    // All are tried by the program in tests/cli; here some, and on the second device those of panels, which
    // are tried otherwise there.
    for (context, has_panels) in [(devices().best(), true), (&bare, false)] {
        let is_chosen = |(place, fault): &(usize, &Fault)| {
            let otherwise = !has_panels && fault.family() == Family::Panels;
            all_are_wanted() || otherwise || place % 8 == 5
        };
        let chosen = FAULTS.iter().enumerate().filter(is_chosen).map(|(_, fault)| *fault);
        let faults: Vec<Fault> = chosen.collect();
        let outcomes =
            block_on(self_test::run(context, &faults, &[], &self_test::trials())).unwrap();
        assert_eq!(outcomes.len(), faults.len());
        for outcome in outcomes {
            let Fault { file, .. } = outcome.fault;
            // What is part of all fused shaders is tried in tiles where there are no panels.
            let in_tiles = ["apply", "judge", "numbers_vec4", "steps_common"].contains(&file);
            let asked = GpuOptions { lanes: outcome.fault.lanes, ..context.options().clone() };
            let here = context.with_options(asked).can_run(outcome.fault.family()) || in_tiles;
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
    let outcomes =
        block_on(self_test::run(devices().best(), &faults, &[], &self_test::trials())).unwrap();
    assert_eq!(outcomes[0].verdict, Verdict::Missed);
    assert!(matches!(&outcomes[1].verdict, Verdict::Noticed { .. }), "{:?}", outcomes[1]);
}

/// A fault, and the layer and quantity that it spoils first in a network 6-20-17-5 of tanh, relu
/// and sigmoid.
const NAMED: &[(&str, &str, &str, &str)] = &[
    ("gather", "cursor[0] + row", "cursor[0] + row + 1u", "batch inputs"),
    ("tanh", "(abs(a) + abs(a))", "(abs(a) + 1.001 * abs(a))", "layer 0 activation"),
    ("relu", "select(a, Numbers(0.0),", "select(a, -a,", "layer 1 activation"),
    ("sigmoid", "1.0 + e", "1.001 + e", "layer 2 activation"),
    ("sigmoid", "h * (1.0 - h)", "h * (1.0 - 0.999 * h)", "layer 2 delta"),
    ("relu", "h <= Numbers(0.0)", "h > Numbers(1e9)", "layer 1 delta"),
    ("tanh", "1.0 - h * h", "1.0 - h", "layer 0 delta"),
    ("matmul_nt", "k = 0u", "k = 1u", "layer 1 back-propagated sum"),
    (
        "weight_gradient",
        "/ f32(command.inner)",
        "/ f32(command.inner - 1u)",
        "layer 2 weight gradient",
    ),
    ("bias_gradient", "/ f32(command.inner)", "/ f32(command.inner - 1u)", "layer 2 bias gradient"),
    ("half_squared_error", "0.5 * difference", "0.501 * difference", "sample loss"),
    ("mean_loss", "cursor[1]", "cursor[0]", "batch loss"),
    ("update", "step_of(d, m0, m1, c)", "1.001 * step_of(d, m0, m1, c)", "layer 0 weight"),
    ("store", "row, column)] = y", "row, column)] = 0.5 * y", "outputs"),
];

#[test]
fn a_fault_is_named_by_layer_and_quantity() {
    let activations = [Activation::Tanh, Activation::Relu, Activation::Sigmoid];
    let network = Network::new(&[6, 20, 17, 5], &activations).unwrap();
    let trial = Trial::new(network, 2, 9, 14);
    for &(file, find, replace, expected) in NAMED {
        let fault = Fault::new(file, find, replace, expected);
        let context = devices().best().with_options(fault.options().unwrap());
        let noticed = block_on(examine(&context, &trial)).unwrap();
        assert_eq!(noticed.map(|n| n.to_string()).as_deref(), Some(expected), "{fault:?}");
    }
}
