//! A device that fails: it is noticed within a submission, and the run goes on with another to the bits of
//! one that was not disturbed.

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use gradshader::dataset::Dataset;
use gradshader::error::{ErrorKind, Result};
use gradshader::formula::Optimizer;
use gradshader::gpu::fault::{self, Failure, Point};
use gradshader::gpu::{Context, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{Event, FitOptions, Flow, Keeper, Outcome, fit_kept};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::block_on;

const EPOCHS: u32 = 4;

fn data() -> Dataset {
    common::data(70, 6, 3)
}

fn trainer(context: Context) -> Result<Trainer<GpuExecutor>> {
    let network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Sigmoid])?;
    let parameters = Parameters::initialise(&network, &[3]);
    let settings = Hyperparameters {
        decay: 0.01,
        dropout: vec![0.1, 0.3],
        ..Hyperparameters::new(0.01, 8, 3).with_optimizer(Optimizer::Adam)
    };
    let executor = GpuExecutor::new(context);
    let validation = Some(common::data(11, 6, 3));
    block_on(Trainer::new(executor, network, &parameters, data(), validation, settings))
}

/// What a run came to, and how often its device was opened again.
fn run(options: GpuOptions, keeper: Option<&mut dyn Keeper>) -> Result<(Outcome, u32)> {
    let context = block_on(Context::open(&common::adapter(), options))?;
    let mut trainer = trainer(context)?;
    let mut reopened = 0;
    let mut listener = |event: &Event<'_>| {
        reopened += u32::from(matches!(event, Event::Reopened(_)));
        Ok(Flow::Continue)
    };
    let options = FitOptions { epochs: EPOCHS, ..FitOptions::default() };
    let outcome = block_on(fit_kept(&mut trainer, &options, &mut listener, keeper))?;
    Ok((outcome, reopened))
}

/// Lets something fail at the n-th time that a point is passed, once, or from then on.
fn fail(at: Point, nth: usize, again: bool, how: impl Fn(&wgpu::Device) -> Option<Failure> + 'static) {
    let mut passed = 0;
    fault::set(Some(Box::new(move |point, device| {
        if point != at {
            return None;
        }
        passed += 1;
        (passed == nth || (again && passed > nth)).then(|| how(device))?
    })));
}

fn destroyed(device: &wgpu::Device) -> Option<Failure> {
    device.destroy();
    None
}

/// How often each point is passed by an undisturbed run.
fn passes(options: &GpuOptions) -> Vec<(Point, usize)> {
    let counts = Rc::new(Point::ALL.map(|_| Cell::new(0)));
    let counted = counts.clone();
    fault::set(Some(Box::new(move |point, _| {
        let count = &counted[Point::ALL.iter().position(|&other| other == point).unwrap()];
        count.set(count.get() + 1);
        None
    })));
    run(options.clone(), None).unwrap();
    fault::set(None);
    Point::ALL.into_iter().zip(counts.iter().map(Cell::get)).collect()
}

#[test]
fn a_device_that_is_lost_anywhere_is_opened_again_and_the_bits_are_the_same() {
    for family in common::families() {
        let options = GpuOptions { family, steps_per_submission: Some(2), ..GpuOptions::default() };
        let (whole, reopened) = run(options.clone(), None).unwrap();
        assert_eq!(reopened, 0);
        let (mut recovered, mut early) = (0, 0);
        for (point, passes) in passes(&options) {
            // Some of each, the first, the second and the last among them.
            let some = [1, 2, passes / 3, passes / 2, passes - passes.min(1), passes];
            for nth in some.into_iter().filter(|&nth| nth > 0) {
                fail(point, nth, false, destroyed);
                let began = Instant::now();
                let found = run(options.clone(), None);
                fault::set(None);
                assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
                match found {
                    Ok((found, reopened)) => {
                        let what = format!("{family:?}, {point:?} {nth} of {passes}");
                        assert_eq!(found.parameters, whole.parameters, "{what}");
                        assert_eq!(found.store, whole.store, "{what}");
                        recovered += reopened;
                    }
                    // Before the run has begun there is nothing to go on from.
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::Lost, "{point:?} {nth}: {error}");
                        early += 1;
                    }
                }
            }
        }
        println!("{family:?}: {recovered} devices opened again, {early} lost before the first step");
        assert!(recovered >= 12, "{recovered}");
    }
}
