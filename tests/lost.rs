//! A device that fails: it is noticed within a submission, and the run goes on with another to the bits of
//! one that was not disturbed.

mod common;

use std::time::{Duration, Instant};

use gradshader::block_on;
use gradshader::dataset::{Dataset, Preprocessing, Samples, Scaling, TableOptions, read_csv};
use gradshader::device::Choice;
use gradshader::error::{ErrorKind, Result};
use gradshader::formula::{Loss, Optimizer};
use gradshader::gpu::fault::{self, Failure, Point};
use gradshader::gpu::{AdapterDescription, Context, Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{Event, FitOptions, Flow, Keeper, Outcome, Part, Standing, fit_kept};
use gradshader::schedule::Schedules;
use gradshader::together::{Candidate, Data, Fitted, Front, Mixing, Session};
use gradshader::train::{Hyperparameters, Trainer};

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
    let mut told = Vec::new();
    let outcome = run_told(options, keeper, &mut told)?;
    Ok((outcome, told.len() as u32))
}

/// What a run came to; adds why its device was opened again, each time.
fn run_told(
    options: GpuOptions,
    keeper: Option<&mut dyn Keeper>,
    told: &mut Vec<String>,
) -> Result<Outcome> {
    let context = block_on(Context::open(&common::adapter(), options))?;
    let mut trainer = trainer(context)?;
    let mut listener = |event: &Event<'_>| {
        if let Event::Reopened(event) = event {
            told.push(event.because.to_string());
        }
        Ok(Flow::Continue)
    };
    let options = FitOptions { epochs: EPOCHS, ..FitOptions::default() };
    block_on(fit_kept(&mut trainer, &options, &mut listener, keeper))
}

/// Lets something fail at the n-th time that a point is passed, once, or from then on.
fn fail(
    at: Point,
    nth: usize,
    again: bool,
    how: impl Fn(&wgpu::Device) -> Option<Failure> + 'static,
) {
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
    let passes = common::passes_of(|| {
        run(options.clone(), None).unwrap();
    });
    Point::ALL.into_iter().zip(passes).collect()
}

/// Loses a device at some of the passes of each point; says how many were opened again.
fn lose(family: Option<Family>, some: impl Fn(usize) -> Vec<usize>) -> u32 {
    let options = GpuOptions { family, steps_per_submission: Some(2), ..GpuOptions::default() };
    let (whole, reopened) = run(options.clone(), None).unwrap();
    assert_eq!(reopened, 0);
    let (mut recovered, mut early) = (0, 0);
    for (point, passes) in passes(&options) {
        for nth in some(passes).into_iter().filter(|&nth| nth > 0) {
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
    println!("{family:?}: {recovered} opened again, {early} lost before the first step");
    recovered
}

#[test]
fn a_device_that_is_lost_anywhere_is_opened_again_and_the_bits_are_the_same() {
    for family in common::families() {
        assert!(lose(family, |passes| vec![passes / 2]) >= 4);
    }
}

/// A release check: a minute for each family on lavapipe.
#[test]
#[ignore = "takes minutes"]
fn a_device_that_is_lost_at_each_of_many_places_is_opened_again() {
    for family in common::families() {
        let recovered = lose(family, |passes| {
            let each = (passes / 20).max(1);
            (1..=passes).step_by(each).collect()
        });
        assert!(recovered >= 40, "{recovered}");
    }
}

#[test]
fn a_loss_of_which_nothing_is_said_is_noticed_by_the_step_counter() {
    let options = GpuOptions { steps_per_submission: Some(2), ..GpuOptions::default() };
    let (whole, _) = run(options.clone(), None).unwrap();
    let submitted = passes(&options)[4].1;
    assert_eq!(Point::ALL[4], Point::Dispatch);
    // Not the last ones: how many there are depends a little on how long a batch takes to measure.
    for nth in [1, submitted / 2, submitted * 3 / 4] {
        fail(Point::Dispatch, nth, false, |_| Some(Failure::Silent));
        let mut told = Vec::new();
        let found = run_told(options.clone(), None, &mut told);
        fault::set(None);
        assert_eq!(told.len(), 1, "submission {nth} of {submitted}");
        assert!(told[0].contains("its step counter stands at "), "{}", told[0]);
        assert_eq!(found.unwrap().parameters, whole.parameters);
    }
}

#[test]
fn a_device_of_the_callers_that_is_lost_is_an_error() {
    let mut trainer =
        trainer(common::open_limited(GpuOptions::default(), |limits| limits)).unwrap();
    block_on(trainer.epoch()).unwrap();
    fail(Point::Dispatch, 1, false, destroyed);
    let error = block_on(trainer.epoch()).unwrap_err();
    fault::set(None);
    // Its callbacks are the caller's, so the counter alone tells.
    assert_eq!(error.kind(), ErrorKind::Lost, "{error}");
    assert!(error.to_string().contains(" was lost ("), "{error}");
}

/// Keeps nothing and says where.
struct Somewhere;

impl Keeper for Somewhere {
    fn resume(&mut self) -> Option<Standing> {
        None
    }

    fn steps(&self) -> Option<u64> {
        Some(3)
    }

    fn is_due(&self, _: u64, _: u32) -> bool {
        false
    }

    fn keep(&mut self, _: &Standing) -> Result<()> {
        Ok(())
    }

    fn place(&self) -> Option<String> {
        Some("kept/7".to_owned())
    }
}

#[test]
fn three_losses_in_a_row_end_a_run_and_name_its_checkpoint() {
    for point in [Point::Upload, Point::Dispatch, Point::Wait, Point::Read] {
        let passes = passes(&GpuOptions::default());
        let (_, passes) = passes.into_iter().find(|&(other, _)| other == point).unwrap();
        fail(point, passes / 2, true, destroyed);
        let error = run(GpuOptions::default(), Some(&mut Somewhere)).unwrap_err();
        fault::set(None);
        assert_eq!(error.kind(), ErrorKind::Lost, "{point:?}: {error}");
        let line = error.to_string();
        assert!(line.contains(", 3 times in a row, the last checkpoint is kept/7"), "{line}");
    }
}

/// Two folds of iris, each with the other as its test.
struct Folds {
    preprocessing: Preprocessing,
    parts: [Dataset; 2],
    network: Network,
    parameters: Parameters,
    hyperparameters: Hyperparameters,
}

impl Folds {
    fn new() -> Self {
        let table = read_csv("iris.csv", include_bytes!("../data/iris.csv")).unwrap();
        let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
        let (even, odd): (Vec<u32>, Vec<u32>) = (0..150).partition(|row| row % 2 == 0);
        let preprocessing =
            Preprocessing::fit(&samples, &even, Scaling::Standard, Activation::Softmax).unwrap();
        let network = Network::new(&[4, 6, 3], &[Activation::Tanh, Activation::Softmax]).unwrap();
        Self {
            parts: [even, odd].map(|rows| preprocessing.apply_rows(&samples, &rows).unwrap()),
            parameters: Parameters::initialise(&network, &[1]),
            hyperparameters: Hyperparameters {
                loss: Loss::SoftmaxCrossEntropy,
                ..Hyperparameters::new(0.02, 16, 1)
            },
            preprocessing,
            network,
        }
    }

    /// Trains them for so many epochs; what became of them, and what was left at an error.
    fn train(&self, device: &Choice, epochs: u32) -> (Result<Vec<Fitted>>, Vec<Fitted>) {
        let data = [0, 1].map(|fold| Data {
            preprocessing: &self.preprocessing,
            training: &self.parts[fold],
            validation: None,
            test: Some(&self.parts[1 - fold]),
        });
        let session = Session {
            data: &data,
            device,
            gpu: GpuOptions { steps_per_submission: Some(2), ..GpuOptions::default() },
            mixing: Mixing::default(),
            halving: None,
            verify: None,
            answers: &[Part::Test],
            collects: false,
        };
        let candidates = [0, 1].map(|fold| Candidate {
            data: fold,
            team: fold,
            network: &self.network,
            parameters: (&self.parameters).into(),
            hyperparameters: &self.hyperparameters,
            schedules: Schedules::default(),
            options: FitOptions { epochs, ..FitOptions::of(&self.preprocessing, false) },
        });
        let mut left = Left::default();
        let trained = block_on(session.train(&candidates, &mut left)).map(|(fitted, _)| fitted);
        (trained, left.0)
    }
}

#[derive(Default)]
struct Left(Vec<Fitted>);

impl Front for Left {
    fn event(&mut self, _: &Event<'_>, _: &[f32]) -> Result<Flow> {
        Ok(Flow::Continue)
    }

    fn left(&mut self, _: Vec<usize>, fitted: Vec<Fitted>) {
        self.0.extend(fitted);
    }
}

#[test]
fn folds_on_a_device_that_is_gone_are_kept_as_far_as_they_were() {
    let folds = Folds::new();
    let name = AdapterDescription::new(&common::adapter().get_info()).name;
    let device = Choice::Adapter(name);
    let place = Point::ALL.iter().position(|&point| point == Point::Dispatch).unwrap();
    // So long that it is remembered where they stand, which is done the more seldom the longer it takes.
    let (mut epochs, mut left) = (100, Vec::new());
    while left.is_empty() && epochs < 20_000 {
        epochs *= 2;
        let passes = common::passes_of(|| {
            folds.train(&device, epochs).0.unwrap();
        });
        fail(Point::Dispatch, passes[place] * 2 / 3, true, destroyed);
        let lost;
        (lost, left) = folds.train(&device, epochs);
        fault::set(None);
        assert_eq!(lost.unwrap_err().kind(), ErrorKind::Lost);
    }
    assert_eq!(left.len(), 2);
    let kept = left[0].kept;
    assert!((1..epochs).contains(&kept), "{kept}");
    let whole = folds.train(&device, kept).0.unwrap();
    for (left, whole) in left.iter().zip(&whole) {
        assert!(left.is_cut_off() && !whole.is_cut_off());
        assert_eq!(left.parameters, whole.parameters);
        for (part, metric, value) in whole.measures.iter() {
            // What the CPU answers differs by its rounding.
            let found = left.measures.get(part, metric).unwrap();
            assert!((found - value).abs() < 1e-5, "{part:?} {metric}: {found} and {value}");
        }
        let differ = |(one, other): (&f32, &f32)| (one - other).abs() > 1e-5;
        assert!(!left.answers[0].iter().zip(&whole.answers[0]).any(differ));
    }
}

#[test]
fn what_else_a_device_does_wrongly_ends_the_run_with_an_error_that_says_so() {
    for (point, failure, kind, expected) in [
        (Point::Open, Failure::Flip, ErrorKind::Device, " computes wrongly: "),
        (Point::Open, Failure::Invalid, ErrorKind::Failed, " refuses a command"),
        (Point::Allocate, Failure::OutOfMemory, ErrorKind::Device, " is out of memory"),
        (Point::Compile, Failure::Invalid, ErrorKind::Device, " does not take the kernel "),
        (Point::Upload, Failure::Invalid, ErrorKind::Failed, " refuses a command"),
        (Point::Upload, Failure::OutOfMemory, ErrorKind::Device, " is out of memory"),
        (Point::Dispatch, Failure::Invalid, ErrorKind::Failed, " refuses a command"),
        (Point::Dispatch, Failure::OutOfMemory, ErrorKind::Device, " is out of memory"),
        (Point::Read, Failure::Invalid, ErrorKind::Failed, " refuses a command"),
        (Point::Read, Failure::OutOfMemory, ErrorKind::Device, " is out of memory"),
        (Point::Wait, Failure::TimeOut, ErrorKind::Failed, " does not answer"),
        (Point::Map, Failure::Invalid, ErrorKind::Failed, " refuses a command"),
    ] {
        fail(point, 1, false, move |_| Some(failure));
        let error = run(GpuOptions::default(), None).map(|_| ()).unwrap_err();
        fault::set(None);
        assert_eq!(error.kind(), kind, "{point:?}, {failure:?}: {error}");
        assert!(error.to_string().contains(expected), "{point:?}, {failure:?}: {error}");
    }
}

/// A kernel that takes minutes, on a device that is given half a second, and more where others have the processors.
#[test]
fn a_device_that_hangs_is_left_alone() {
    if common::adapter().get_info().backend == wgpu::Backend::Gl {
        println!("not run: OpenGL's drivers take no limit to how long they are waited for");
        return;
    }
    let text = "@group(0) @binding(1) var<storage, read_write> cursor: array<u32>;
        @compute @workgroup_size(1) fn main() {
            for (var j = 0u; j < 30u; j++) {
                for (var i = 0u; i < 2000000000u; i++) { cursor[0] = cursor[0] * 3u + i; }
            }
        }";
    let options = GpuOptions {
        patience: Some(Duration::from_millis(500)),
        shaders: [("advance".to_owned(), text.to_owned())].into(),
        family: Some(Family::Single),
        ..GpuOptions::default()
    };
    let began = Instant::now();
    let error = run(options, None).map(|_| ()).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    let line = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Failed, "{line}");
    assert!(line.contains(" does not answer, though it was given "), "{line}");
}

#[test]
fn limits_that_are_too_low_are_an_error_before_the_first_step() {
    let small = |limits| wgpu::Limits {
        max_buffer_size: 1024,
        max_storage_buffer_binding_size: 1024,
        ..limits
    };
    let error = trainer(common::open_limited(GpuOptions::default(), small)).map(|_| ());
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Device, "{error}");
}

#[test]
fn a_known_answer_takes_little_time() {
    let mut took: Vec<_> = (0..5)
        .map(|_| {
            let began = Instant::now();
            let context = common::open(GpuOptions::default());
            let opened = began.elapsed();
            let began = Instant::now();
            block_on(context.check_answer()).unwrap();
            println!(
                "opened, with the known answer: {opened:?}; asked again: {:?}",
                began.elapsed()
            );
            began.elapsed()
        })
        .collect();
    took.sort();
    println!("known answer: {took:?}");
    // Of a busy machine.
    assert!(took[0] < Duration::from_millis(500), "{took:?}");
}
