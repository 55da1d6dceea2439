//! Members of one run that have data, learning rate, decay and dropout of their own, stop by themselves
//! and are then cut out: each is, bit for bit, the run that it is alone.

mod common;

use std::collections::BTreeMap;

use gradshader::Dataset;
use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::error::Result;
use gradshader::executor::Executor;
use gradshader::formula::Optimizer;
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{
    EarlyStop, Event, FitOptions, Flow, Halving, Meaning, Outcome, Part, StopReason, fit,
};
use gradshader::train::{Hyperparameters, Sets, Trainer};

const MEMBERS: usize = 5;

fn network() -> Network {
    Network::new(&[5, 17, 3], &[Activation::Tanh, Activation::Sigmoid]).unwrap()
}

/// Samples of which each set has others, and noise that a network learns by heart.
fn set(place: usize, samples: usize) -> Dataset {
    let mut data = common::data(samples, 5, 3);
    for (i, input) in data.inputs.to_mut().iter_mut().enumerate() {
        *input = *input * (1.0 + place as f32 / 4.0) + ((i * 7 + place * 3) % 11) as f32 / 11.0;
    }
    for (i, target) in data.targets.to_mut().iter_mut().enumerate() {
        *target = f32::from(u8::from((i * (place + 3)) % 7 < 3));
    }
    data
}

fn hyperparameters(member: usize) -> Hyperparameters {
    Hyperparameters {
        decay: 0.01 * (member + 1) as f64,
        dropout: vec![0.1, 0.1 * member as f64 + 0.05],
        clip_norm: Some(1.0 + member as f64),
        ..Hyperparameters::new([0.03, 0.1, 0.01, 0.003, 0.05][member], 8, 3)
            .with_optimizer(Optimizer::Adam)
    }
}

/// What each member has, alone or among others.
struct Run {
    sets: usize,
    options: FitOptions<'static>,
}

fn options() -> FitOptions<'static> {
    FitOptions {
        epochs: 24,
        meaning: Meaning::Labels,
        early_stop: Some(EarlyStop { patience: 3, min_delta: 0.0 }),
        final_metrics: vec![Metric::LogLoss],
        ..FitOptions::default()
    }
}

impl Run {
    /// The outcome, the answers to each member's own test samples, and how many members trained in each
    /// epoch.
    fn of<E: Executor>(
        &self,
        executor: E,
        members: &[usize],
    ) -> (Outcome, Vec<Vec<f32>>, Vec<usize>) {
        let of: Vec<_> = members.iter().map(|member| member % self.sets).collect();
        let sets = |samples: usize, shift: usize| -> Result<Sets> {
            match of[..] {
                // Alone it knows of no others.
                [one] => Ok(set(one + shift, samples).into()),
                _ => {
                    let sets = (0..self.sets).map(|place| set(place + shift, samples)).collect();
                    Sets::each(sets, of.clone())
                }
            }
        };
        let parameters = Parameters::initialise(&network(), &vec![9; members.len()]);
        let each = members.iter().map(|&member| hyperparameters(member)).collect();
        let tests = sets(300, 20).unwrap();
        let mut present = Vec::new();
        block_on(async {
            let (training, validation) = (sets(45, 0)?, sets(31, 10)?);
            let mut trainer = Trainer::of_members(
                executor,
                network(),
                &parameters,
                training,
                Some(validation),
                each,
            )
            .await?;
            let options = FitOptions { test_sets: Some(&tests), ..self.options.clone() };
            let mut listener = |event: &Event<'_>| {
                if let Event::Epoch(done) = event {
                    present.push(done.members.len());
                    assert_eq!(done.learning_rates.len(), members.len());
                }
                Ok(Flow::Continue)
            };
            let outcome = fit(&mut trainer, &options, &mut listener).await?;
            let answers = trainer.evaluate_each(&tests).await?;
            let answers = (0..members.len()).map(|member| answers.member(member).to_vec());
            Ok::<_, gradshader::Error>((outcome, answers.collect(), present))
        })
        .unwrap()
    }
}

fn values(outcome: &Outcome, member: usize) -> Vec<(u32, Part, Metric, u64)> {
    let of = |epoch: u32| {
        let values = outcome.store.values(epoch, member);
        values.map(move |(part, metric, value)| (epoch, part, metric, value.to_bits()))
    };
    (0..=outcome.epochs).flat_map(of).collect()
}

fn check<E: Executor>(executor: impl Fn() -> E) {
    let all: Vec<_> = (0..MEMBERS).collect();
    for sets in [1, 2, MEMBERS] {
        let run = Run { sets, options: options() };
        let (together, answers, present) = run.of(executor(), &all);
        assert!(present.is_sorted_by(|a, b| a >= b), "{present:?}");
        assert!(
            present.last().is_some_and(|&last| last < MEMBERS),
            "none was cut out: {present:?}"
        );
        for member in all.clone() {
            let (alone, own, _) = run.of(executor(), &[member]);
            assert_eq!(together.kept[member], alone.kept[0], "member {member}, {sets} sets");
            assert_eq!(together.stops[member], alone.stops[0], "member {member}, {sets} sets");
            assert_eq!(
                values(&together, member),
                values(&alone, 0),
                "member {member}, {sets} sets"
            );
            let hash = together.parameters.member(member).hash();
            assert_eq!(hash, alone.parameters.hash(), "member {member}, {sets} sets");
            assert_eq!(answers[member], own[0], "member {member}, {sets} sets");
        }
        let keeping = Run { options: FitOptions { keep_stopped: true, ..options() }, ..run };
        let (kept, answers_of_kept, present) = keeping.of(executor(), &all);
        assert!(present.iter().all(|&count| count == MEMBERS), "{present:?}");
        assert_eq!((kept.parameters, answers_of_kept), (together.parameters, answers));
    }
}

#[test]
fn members_are_what_they_are_alone_on_the_reference() {
    check(CpuExecutor::<f32>::new);
}

#[test]
fn members_are_what_they_are_alone_on_the_cpu() {
    check(|| ParallelExecutor::new(Some(2)).unwrap());
}

#[test]
fn members_are_what_they_are_alone_on_a_device() {
    let context = common::open(GpuOptions::default());
    check(|| GpuExecutor::new(context.clone()));
}

#[test]
fn members_are_what_they_are_alone_kernel_by_kernel() {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    check(|| GpuExecutor::new(context.clone()));
}

/// Of teams of one: half of them after two, four and eight epochs; those that go on are what they are alone.
#[test]
fn halving_leaves_the_better_half_and_their_bits() {
    let all: Vec<_> = (0..MEMBERS).collect();
    let halving = |teams: Vec<usize>, decided| {
        let halving = Some(Halving { first: 2, teams, decided });
        FitOptions { early_stop: None, epochs: 9, halving, ..options() }
    };
    let executor = || ParallelExecutor::new(Some(2)).unwrap();
    let run = Run { sets: 1, options: halving(Vec::new(), BTreeMap::new()) };
    let (together, _, present) = run.of(executor(), &all);
    // Of five three go on, of three two, of two one.
    assert_eq!(present, [5, 5, 3, 3, 2, 2, 2, 2, 1]);
    let survivor = (0..MEMBERS).find(|&member| together.stops[member].is_none()).unwrap();
    assert_eq!(survivor, together.best_member);
    let whole = Run { sets: 1, options: FitOptions { halving: None, ..run.options.clone() } };
    let (alone, ..) = whole.of(executor(), &[survivor]);
    assert_eq!(together.parameters.member(survivor).hash(), alone.parameters.hash());
    let halved = |member: usize| match together.stops[member] {
        Some(StopReason::Halved { epoch, .. }) => epoch,
        _ => 0,
    };
    let mut epochs: Vec<_> = all.iter().map(|&member| halved(member)).collect();
    // Who is out after two epochs was worse then than all that went on.
    let value = |member: usize| {
        let losses = together.store.series(Part::Validation, Metric::Loss, member);
        losses[..2].iter().map(|&(_, loss)| loss).fold(f64::INFINITY, f64::min)
    };
    let first_out = all.iter().filter(|&&m| halved(m) == 2).map(|&m| value(m));
    let rest = all.iter().filter(|&&m| halved(m) != 2).map(|&m| value(m));
    assert!(first_out.fold(f64::INFINITY, f64::min) >= rest.fold(0.0, f64::max));
    epochs.sort_unstable();
    assert_eq!(epochs, [0, 2, 2, 4, 8]);
    // Members of a team go on or stop together.
    let run = Run { sets: 1, options: halving(vec![0, 1, 1, 0, 2], BTreeMap::new()) };
    let (teams, ..) = run.of(executor(), &all);
    for (one, other) in [(0, 3), (1, 2)] {
        assert_eq!(teams.stops[one].is_some(), teams.stops[other].is_some());
    }
    assert!(teams.stops.iter().filter(|stop| stop.is_none()).count() <= 2);
    // What was decided elsewhere holds, and the others are compared without them.
    let decided = BTreeMap::from([(0, Some(4)), (1, None)]);
    let run = Run { sets: 1, options: halving(vec![0, 1, 1, 0, 2], decided) };
    let (teams, ..) = run.of(executor(), &all);
    let epochs = teams.stops.iter().map(|stop| match stop {
        Some(StopReason::Halved { epoch, .. }) => *epoch,
        _ => 0,
    });
    assert_eq!(epochs.collect::<Vec<_>>(), [4, 0, 0, 4, 0]);
}

#[test]
fn members_that_differ_in_what_shaders_are_composed_of_are_refused() {
    let parameters = Parameters::initialise(&network(), &[1, 2]);
    let error = |second: Hyperparameters| {
        let each = vec![hyperparameters(0), second];
        let executor = CpuExecutor::<f32>::new();
        let training = set(0, 45).into();
        let trainer = Trainer::of_members(executor, network(), &parameters, training, None, each);
        block_on(trainer).unwrap_err().to_string()
    };
    let other = Hyperparameters { decay: 0.0, ..hyperparameters(1) };
    assert!(error(other).starts_with("loss, optimizer or links of the update of member 1"));
    let other = Hyperparameters { batch: 9, ..hyperparameters(1) };
    assert!(error(other).starts_with("the batch of member 1"));
}
