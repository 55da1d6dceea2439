//! Every formula's WGSL by itself, on numbers that tell good forms from bad ones, against its twin in
//! f64 and the bound that follows from what WGSL lets an operation err; and the twins against PyTorch.

// Each module is the program's own.
#![allow(unreachable_pub)]

mod catalogue;
#[path = "../common/mod.rs"]
mod common;
mod device;
mod torch;

use std::collections::BTreeSet;

use catalogue::{Formula, of_one_number, of_several_numbers};
use device::{Device, Form};
use gradshader::formula::{Bounded, philox};
use gradshader::kernel::SHADERS;

/// Where formulas change their form, where exponentials end, and what is no ordinary number.
const EDGES: &[f32] = &[
    0.0,
    1e-45,
    1e-40,
    f32::MIN_POSITIVE,
    1e-20,
    6e-8,
    f32::EPSILON,
    1e-4,
    0.01,
    0.1,
    0.4999999,
    0.5,
    0.7499999,
    0.75,
    0.7500001,
    0.9999999,
    1.0,
    1.0000001,
    1.5,
    2.0,
    4.0,
    8.0,
    9.01,
    10.0,
    16.6,
    17.3,
    19.999998,
    20.0,
    20.000002,
    43.7,
    80.0,
    87.3,
    87.4,
    88.7,
    88.8,
    89.0,
    103.9,
    104.0,
    1000.0,
    65504.0,
    1e10,
    1.8e19,
    1e30,
    f32::MAX,
    f32::INFINITY,
    f32::NAN,
];

/// The edges with both signs, a NaN that signals, and one of another pattern.
fn edges() -> Vec<f32> {
    let mut all: Vec<f32> = EDGES.iter().flat_map(|&x| [x, -x]).collect();
    all.extend([0x7f80_0001, 0xffc1_2345].map(f32::from_bits));
    all
}

/// A number of any bits, or one of ordinary size.
fn number(i: usize, argument: usize) -> f32 {
    let mut x = (i as u32).wrapping_mul(0x9E37_79B9) ^ (argument as u32 + 1) << 25;
    x ^= x >> 15;
    x = x.wrapping_mul(0x85EB_CA6B);
    x ^= x >> 13;
    match i % 3 {
        0 => f32::from_bits(x),
        1 => x as f32 / 2f32.powi(30) - 2.0,
        _ => (x as f32 / 2f32.powi(31) - 1.0) * 10f32.powi((x % 13) as i32 - 6),
    }
}

/// Products of larger numbers than this may have no f32, and so may be a part of a result that has.
const LARGE: f32 = 1.8e19;

/// So many of all numbers are run at a time.
const AT_ONCE: usize = 1 << 20;

/// What became of the results of a formula.
#[derive(Debug, Default)]
struct Covered {
    asked: u64,
    /// Within a bound, or a NaN or infinity as the twin's.
    compared: u64,
    worst: f64,
}

/// A subnormal may be read as 0.
fn argument(x: f32) -> Bounded {
    let value = f64::from(x);
    let error = if x.abs() < f32::MIN_POSITIVE { value.abs() } else { 0.0 };
    Bounded { value, error }
}

/// The most arguments a formula has.
const ARGUMENTS: usize = 8;

/// The place of the first result that is wrong, and what is wrong with it.
fn judge(
    formula: &Formula,
    count: usize,
    numbers: &[f32],
    results: &[f32],
    covered: &mut Covered,
) -> Result<(), String> {
    let arguments = formula.domains.len();
    let mut given = [0.0; ARGUMENTS];
    let mut exact = [catalogue::exact(0.0); ARGUMENTS];
    for (i, &result) in results.iter().enumerate() {
        for k in 0..arguments {
            given[k] = numbers[k * count + i];
            exact[k] = argument(given[k]);
        }
        let (given, exact) = (&given[..arguments], &exact[..arguments]);
        let Bounded { value, error: bound } = (formula.twin)(exact);
        let off = (f64::from(result) - value).abs();
        let fails = || {
            Err(format!(
                "{} of {given:?} is {result:e}, the twin has {value:e}: off by {off:e}, bound \
                 {bound:e}",
                formula.label
            ))
        };
        covered.asked += 1;
        if given.iter().any(|x| x.is_nan()) {
            // What WGSL brings makes of it what it likes.
            if formula.files.is_empty() {
                continue;
            }
            covered.compared += 1;
            if value.is_nan() != result.is_nan() {
                return fails();
            }
            continue;
        }
        // WGSL promises nothing of infinities, nor where a result or a part of it has no f32.
        let is_finite = given.iter().all(|x| x.is_finite());
        if !is_finite || !bound.is_finite() || value.abs() + bound > f64::from(f32::MAX) {
            continue;
        }
        let has_large = given.len() > 1 && given.iter().any(|x| x.abs() > LARGE);
        if has_large && !result.is_finite() {
            continue;
        }
        covered.compared += 1;
        if !(off <= bound) {
            return fails();
        }
        if bound > 0.0 {
            covered.worst = covered.worst.max(off / bound);
        }
    }
    Ok(())
}

/// Runs a formula on arguments, each of which is as long as the others, and judges the results.
fn check(
    device: &Device,
    formula: &Formula,
    form: Form,
    arguments: &[Vec<f32>],
) -> Result<Covered, String> {
    let compiled = device.compile(formula, form);
    let mut covered = Covered::default();
    let all = arguments[0].len();
    for start in (0..all).step_by(1 << 20) {
        let end = all.min(start + (1 << 20));
        // Filled up to whole vectors.
        let count = (end - start).next_multiple_of(4);
        let mut numbers = Vec::with_capacity(count * arguments.len());
        for (argument, domain) in arguments.iter().zip(&formula.domains) {
            numbers.extend(argument[start..end].iter().map(|&x| domain.of(x)));
            numbers.resize(numbers.len().next_multiple_of(4), 0.0);
        }
        let results = device.run(&compiled, &numbers);
        judge(formula, count, &numbers, &results[..end - start], &mut covered)
            .map_err(|message| format!("{form:?}: {message}"))?;
    }
    Ok(covered)
}

/// Says how each formula did, and fails with what went wrong first in each that did not.
#[derive(Default)]
struct Failures(Vec<String>);

impl Failures {
    fn add(&mut self, formula: &Formula, covered: Result<Vec<Covered>, String>) {
        match covered {
            Ok(covered) => report(formula, &covered),
            Err(message) => self.0.push(message),
        }
    }

    fn check(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

fn report(formula: &Formula, covered: &[Covered]) {
    let asked: u64 = covered.iter().map(|covered| covered.asked).sum();
    let compared: u64 = covered.iter().map(|covered| covered.compared).sum();
    let worst = covered.iter().map(|covered| covered.worst).fold(0.0, f64::max);
    let share = 100.0 * compared as f64 / asked as f64;
    println!("{formula:?}: worst error {worst:.3} of its bound; {share:.1} % of {asked} compared");
    assert!(share > 50.0, "{formula:?}: {share} % compared");
}

/// The edges, and every `stride`-th bit pattern.
fn of_one(stride: usize) -> Vec<f32> {
    edges().into_iter().chain((0..=u32::MAX).step_by(stride).map(f32::from_bits)).collect()
}

#[test]
fn formulas_of_one_number_stay_within_their_bounds() {
    let device = Device::open();
    // A prime, so that every exponent has its share.
    let numbers = [of_one(65_537)];
    let mut failures = Failures::default();
    for formula in of_one_number() {
        let forms = [Form::Scalar, Form::Vectors];
        let covered = forms.iter().map(|&form| check(&device, &formula, form, &numbers));
        failures.add(&formula, covered.collect());
    }
    failures.check();
}

/// Every number of a formula's domain, each once; minutes a formula, optimised. `GRADSHADER_TEST_FORMULA` picks
/// those whose names contain it, `GRADSHADER_TEST_FORMULA_FROM` begins with the first whose name does.
#[test]
#[ignore = "a release check: every number there is, some minutes a formula"]
fn formulas_of_every_number_stay_within_their_bounds() {
    let device = Device::open();
    let wanted = std::env::var("GRADSHADER_TEST_FORMULA").unwrap_or_default();
    let from = std::env::var("GRADSHADER_TEST_FORMULA_FROM").unwrap_or_default();
    let formulas = of_one_number();
    let formulas: Vec<_> = formulas
        .iter()
        .skip_while(|formula| !formula.label.contains(&from))
        .filter(|formula| formula.label.contains(&wanted))
        .collect();
    assert!(!formulas.is_empty(), "no formula is called that");
    let mut failures = Failures::default();
    for formula in formulas {
        failures.add(formula, every_number(&device, formula));
    }
    failures.check();
}

fn every_number(device: &Device, formula: &Formula) -> Result<Vec<Covered>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let compiled = device.compile(formula, Form::Scalar);
    let mut covered = Vec::new();
    for start in formula.domains[0].patterns().step_by(AT_ONCE) {
        let end = start + (AT_ONCE as u32 - 1);
        let numbers: Vec<_> = (start..=end).map(f32::from_bits).collect();
        let results = device.run(&compiled, &numbers);
        let each = numbers.len().div_ceil(threads);
        let parts = numbers.chunks(each).zip(results.chunks(each));
        let judged: Result<Vec<_>, _> = std::thread::scope(|scope| {
            let parts: Vec<_> = parts
                .map(|(numbers, results)| {
                    scope.spawn(move || {
                        let mut covered = Covered::default();
                        judge(formula, numbers.len(), numbers, results, &mut covered)
                            .map(|()| covered)
                    })
                })
                .collect();
            parts.into_iter().map(|part| part.join().expect("a judge does not panic")).collect()
        });
        covered.extend(judged?);
    }
    Ok(covered)
}

#[test]
fn formulas_of_several_numbers_stay_within_their_bounds() {
    let device = Device::open();
    let edges = edges();
    let mut failures = Failures::default();
    for formula in of_several_numbers() {
        let arguments = formula.domains.len();
        // Every pair of edges, a third one beside it, and numbers at random.
        let pairs = edges.len() * edges.len();
        let argument = |argument: usize| -> Vec<f32> {
            let edge = |i: usize| match argument {
                0 => edges[i % edges.len()],
                1 => edges[i / edges.len()],
                _ => edges[(i * 31 + i / edges.len()) % edges.len()],
            };
            let some = (0..30_000).map(|i| number(i, argument));
            (0..pairs).map(edge).chain(some).collect()
        };
        let numbers: Vec<_> = (0..arguments).map(argument).collect();
        let forms = [Form::Scalar, Form::Vectors];
        let forms = &forms[..if formula.is_scalar { 1 } else { 2 }];
        let covered = forms.iter().map(|&form| check(&device, &formula, form, &numbers));
        failures.add(&formula, covered.collect());
    }
    failures.check();
}

/// The published answers are those of the twin (`src/formula/dropout.rs`).
#[test]
fn philox_gives_the_bits_of_its_twin() {
    let device = Device::open();
    let counters: Vec<[u32; 4]> = (0..4096u32)
        .map(|i| {
            [0x9E37_79B9, 0x85EB_CA6B, 0xC2B2_AE35, 0x27D4_EB2F].map(|odd| i.wrapping_mul(odd))
        })
        .chain([[0; 4], [u32::MAX; 4], [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344]])
        .chain([[1, 2, 3, 4]])
        .collect();
    let key = [0xa409_3822, 0x299f_31d0];
    for word in 0..4 {
        // Numbers carry bits; a half of a word at a time, since some patterns are NaNs.
        let half = |shift: u32| Formula {
            label: format!("word {word} of philox"),
            files: vec!["philox"],
            expression: format!(
                "f32(philox(vec4<u32>(u32(a0) | (u32(a1) << 16u), u32(a2) | (u32(a3) << 16u), \
                 u32(a4) | (u32(a5) << 16u), u32(a6) | (u32(a7) << 16u)), \
                 vec2<u32>({}u, {}u))[{word}] >> {shift}u & 0xffffu)",
                key[0], key[1]
            ),
            domains: vec![catalogue::Domain::Any; 8],
            coefficients: Vec::new(),
            is_scalar: true,
            twin: Box::new(|_| unreachable!("whole words are compared")),
        };
        let numbers: Vec<f32> = (0..8)
            .flat_map(|i| {
                let half =
                    move |counter: &[u32; 4]| (counter[i / 2] >> (i % 2 * 16) & 0xffff) as f32;
                counters.iter().map(half).collect::<Vec<_>>()
            })
            .collect();
        let [low, high] =
            [0, 16].map(|shift| device.run(&device.compile(&half(shift), Form::Scalar), &numbers));
        for ((counter, low), high) in counters.iter().zip(low).zip(high) {
            let found = low as u32 | (high as u32) << 16;
            assert_eq!(found, philox(*counter, key)[word], "word {word} of {counter:?}");
        }
    }
}

/// What is neither a formula nor tried here: what formulas compute with, and the mask of a dropout, whose
/// kernel tests/kernels has.
const OTHERS: &[&str] = &["numbers_f32", "numbers_vec4", "dropout_mask"];

#[test]
fn every_formula_of_the_shaders_is_tried() {
    let formulas: Vec<_> = of_one_number().into_iter().chain(of_several_numbers()).collect();
    let tried: BTreeSet<_> = formulas
        .iter()
        .flat_map(|formula| formula.files.iter().copied())
        .chain(["philox"])
        .collect();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("shaders/formulas");
    let mut names = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => names.push(path.file_stem().unwrap().to_str().unwrap().to_owned()),
            }
        }
    }
    assert!(names.len() > 30 && names.len() < SHADERS.len(), "{names:?}");
    for name in names.iter().map(String::as_str).filter(|name| !OTHERS.contains(name)) {
        assert!(tried.contains(name), "{name}.wgsl is in no formula that is tried");
    }
}
