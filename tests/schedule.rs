//! Schedules give the values of PyTorch's: those of `tests/data/schedules/pytorch.json`, which
//! `make.py` beside it wrote.

use gradshader::metrics::Direction;
use gradshader::schedule::{Plateau, Schedule, Shape};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    cases: Vec<Case>,
    plateaus: Vec<Reductions>,
}

#[derive(Deserialize)]
struct Case {
    schedule: Shape,
    warm_up: u64,
    /// Steps.
    epoch: u64,
    total: u64,
    /// One a step.
    factors: Vec<f64>,
}

#[derive(Deserialize)]
struct Reductions {
    schedule: Shape,
    maximise: bool,
    /// What was measured after each epoch.
    values: Vec<f64>,
    /// The factor after each epoch.
    factors: Vec<f64>,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("data/schedules/pytorch.json")).unwrap()
}

/// PyTorch goes from step to step, each of at most 80 steps rounding a few times: 80 * 8 * 2^-53 is
/// 7.2e-14.
const BOUND: f64 = 1e-13;

#[test]
fn schedules_are_those_of_pytorch() {
    let fixture = fixture();
    let mut names: Vec<_> = fixture.cases.iter().map(|case| case.schedule.name()).collect();
    names.dedup();
    assert!(names.len() >= 7, "{names:?}");
    for case in fixture.cases {
        let schedule = Schedule::new(case.schedule, case.warm_up).unwrap();
        assert_eq!(case.factors.len() as u64, case.total);
        for (step, &expected) in (0..).zip(&case.factors) {
            let factor = schedule.factor(step, case.epoch, case.total);
            let near = (factor - expected).abs() <= BOUND;
            assert!(near, "{} at step {step}: {factor}, not {expected}", case.schedule);
        }
    }
}

#[test]
fn reductions_on_a_plateau_are_those_of_pytorch() {
    let fixture = fixture();
    assert!(fixture.plateaus.len() >= 4);
    for case in fixture.plateaus {
        let Shape::Plateau(plateau) = case.schedule else { panic!("{}", case.schedule) };
        let direction = if case.maximise { Direction::More } else { Direction::Less };
        for (epochs, &expected) in (1..).zip(&case.factors) {
            let factor = plateau.reduced(direction, &case.values[..epochs]);
            let near = (factor - expected).abs() <= BOUND * expected;
            assert!(near, "{} after {epochs}: {factor}, not {expected}", case.schedule);
        }
    }
    assert_eq!(Plateau::default().reduced(Direction::Less, &[]), 1.0);
}
