//! Every kernel alone, on random shapes and awkward values, against its twin in f64 and its bound.

// Each module is the program's own.
#![allow(unreachable_pub)]

mod case;
mod check;
#[path = "../common/mod.rs"]
mod common;
mod operands;

use std::collections::BTreeSet;

use case::{Case, Values, cases_of, fitting};
use check::{Coverage, check, run};
use gradshader::block_on;
use gradshader::executor::Executor;
use gradshader::formula::{Activation, Loss, Optimizer};
use gradshader::gpu::{Context, Family, GpuOptions};
use gradshader::kernel::{Access, Kernel};
use gradshader::recipe::{Criterion, Links, Rule};
use gradshader::recording::{Buffer, Shape};
use operands::operands;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn device() -> Context {
    common::open(GpuOptions { family: Some(Family::Single), ..Default::default() })
}

/// Each loss with each output that it goes with, targets smoothed or not, samples weighted or not; each
/// optimizer with all its links.
fn product_of_formulas() -> Vec<Kernel> {
    let mut all = Vec::new();
    let both = [false, true];
    for loss in Loss::ALL {
        for output in Activation::ALL.into_iter().chain([Activation::Softmax]) {
            if !loss.goes_with(output) {
                continue;
            }
            for (smoothed, weighted) in both.into_iter().flat_map(|a| both.map(|b| (a, b))) {
                let criterion = Criterion { loss, output, smoothed, weighted };
                all.extend([Kernel::SampleLoss(criterion), Kernel::OutputDelta(criterion)]);
            }
        }
    }
    for optimizer in Optimizer::ALL {
        for bits in 0..16u8 {
            let has = |bit: u8| bits >> bit & 1 == 1;
            let [clip_value, clip_norm, l2, decay] = [has(0), has(1), has(2), has(3)];
            if l2 && optimizer.steps_first() {
                continue;
            }
            let links = Links { clip_value, clip_norm, l2, decay, ..Links::default() };
            let rule = Rule { optimizer, links };
            all.extend((0..rule.states()).map(|k| Kernel::State(rule, k)));
            all.push(Kernel::Update(rule));
        }
    }
    all
}

/// How often each is multiplied by what `GRADSHADER_TEST_CASES` says of 500, the default.
fn number_of_cases(each: u32) -> u32 {
    let cases: u32 =
        std::env::var("GRADSHADER_TEST_CASES").map_or(500, |cases| cases.parse().unwrap());
    (each * cases).div_ceil(500)
}

/// Runs `check` on so many cases.
fn for_all<C: std::fmt::Debug>(
    count: u32,
    cases: impl Strategy<Value = C>,
    mut check: impl FnMut(C),
) {
    let config = Config { cases: count, failure_persistence: None, ..Config::default() };
    let check = std::cell::RefCell::new(&mut check);
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&cases, |case| {
            (check.borrow_mut())(case);
            Ok(())
        })
        .unwrap();
}

/// So many cases of each kernel, the first of ordinary numbers, of which every element is compared.
fn check_each(kernels: &[Kernel], cases: u32) {
    let context = device();
    let mut coverage = Coverage::new();
    for (seed, &kernel) in (0..).zip(kernels) {
        let sizes = [(5, 7, 9), (17, 3, 33), (1, 65, 2), (64, 2, 1)];
        let (rows, inner, columns) = sizes[seed as usize % sizes.len()];
        let shape = fitting(kernel, Shape { members: 3, rows, inner, columns });
        let ordinary = Case { kernel, shape, values: Values::Ordinary, seed };
        check(&context, &ordinary, &mut coverage);
        if cases > 1 {
            // Not the same for each kernel.
            let of_kernel = cases_of(Just(kernel))
                .prop_map(|case| Case { seed: case.seed.wrapping_add(seed), ..case });
            for_all(cases - 1, of_kernel, |case| check(&context, &case, &mut coverage));
        }
    }
    let labels: BTreeSet<_> = kernels.iter().map(|kernel| kernel.label()).collect();
    for label in &labels {
        let covered = coverage.get(label).unwrap_or_else(|| panic!("{label} was not run"));
        assert!(covered.compared > 0, "nothing of {label} was compared: {covered:?}");
    }
    for (label, covered) in &coverage {
        let share = 100.0 * covered.compared as f64 / covered.written as f64;
        println!(
            "{label}: worst error {:.3} of its bound; {share:.1} % of {} elements compared",
            covered.worst, covered.written
        );
    }
    let written: u64 = coverage.values().map(|covered| covered.written).sum();
    let compared: u64 = coverage.values().map(|covered| covered.compared).sum();
    let share = 100.0 * compared as f64 / written as f64;
    println!("{} kernels, {share:.1} % of {written} elements compared", coverage.len());
    assert!(share > 90.0, "{share} % of what was written was compared");
}

#[test]
fn every_kernel_stays_within_its_bound() {
    check_each(&Kernel::all(), number_of_cases(5));
}

/// A prime, so that in some run of neighbours each loss, output, optimizer and link has its turn.
const STRIDE: usize = 7;

#[test]
fn formulas_together_stay_within_their_bounds() {
    let some: Vec<_> = product_of_formulas().into_iter().step_by(STRIDE).collect();
    check_each(&some, 1);
}

#[test]
#[ignore = "a release check: all losses with all outputs, all optimizers with all links, some minutes"]
fn all_formulas_together_stay_within_their_bounds() {
    check_each(&product_of_formulas(), number_of_cases(20));
}

#[test]
fn very_long_sums_and_very_wide_results() {
    let context = device();
    for kernel in Kernel::all() {
        // More workgroups than one dimension of a grid has; once is enough for all that share it.
        let is_relu = kernel == Kernel::Activate(Activation::Relu);
        let widest = if is_relu { (66, 1, 64_000) } else { (1, 1, 70_001) };
        for (rows, inner, columns) in [(1, 100_003, 1), widest, (70_001, 1, 1)] {
            let shape = fitting(kernel, Shape { members: 1, rows, inner, columns });
            let case = Case { kernel, shape, values: Values::Ordinary, seed: 1 };
            check(&context, &case, &mut Coverage::new());
        }
    }
}

/// Where the twin's result is NaN, the device's is: a kernel that swallows it would hide that
/// training has failed.
#[test]
fn a_nan_stays_a_nan() {
    let context = device();
    let (mut asked, mut poisoned) = (0, 0);
    let cases = cases_of(proptest::sample::select(Kernel::all()));
    let cases = (cases, any::<prop::sample::Index>(), any::<usize>());
    for_all(number_of_cases(500), cases, |(case, operand, place)| {
        // Huge sums overflow to infinities, whose difference is a NaN of its own.
        let values = match case.values {
            Values::Huge | Values::Lopsided => Values::Ordinary,
            values => values,
        };
        let case = Case { values, ..case };
        let bindings = case.kernel.bindings();
        let operands = operands(case.kernel, case.shape);
        let read: Vec<usize> = (0..operands.len())
            .filter(|&i| bindings[i] != Access::Write && !operands[i].0.is_index())
            // The host computes them, and training checks what they come from.
            .filter(|&i| operands[i].0 != Buffer::Coefficients)
            .collect();
        if read.is_empty() {
            return;
        }
        asked += 1;
        let mut ran = run(&context, &case, Some((read[operand.index(read.len())], place)));
        let output = ran.command.operands[case.kernel.output()];
        let computed = block_on(ran.gpu.read(output)).unwrap();
        let expected = ran.twin.numbers(output).unwrap();
        poisoned += usize::from(expected.iter().any(|value| value.is_nan()));
        for (i, (computed, expected)) in computed.iter().zip(expected).enumerate() {
            assert_eq!(computed.is_nan(), expected.is_nan(), "{case:?}: {computed} at {i}");
        }
    });
    // Not every NaN meets a sum: the data of samples that are not in the batch, or rows not used.
    assert!(poisoned * 2 > asked, "{poisoned} of {asked}");
}
