//! Members of different widths in one recording: where sums add their terms in one order each is, bit for bit, the
//! network that it is alone, and everywhere the zeros beside it stay zeros.

mod common;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::{Preprocessing, Samples, Scaling, TableOptions, read_csv};
use gradshader::device::Choice;
use gradshader::error::Result;
use gradshader::executor::Executor;
use gradshader::formula::{Loss, Optimizer};
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Initialisation, Network, Parameters, Widths};
use gradshader::run::{EarlyStop, Event, FitOptions, Flow, Meaning, Outcome, Part, fit};
use gradshader::schedule::Schedules;
use gradshader::together::{Candidate, Class, Data, Fitted, Front, Mixing, Session};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, ranks};

const INPUTS: usize = 5;
const OUTPUTS: usize = 3;

fn network(f: Activation, hidden: &[usize]) -> Network {
    let sizes = [&[INPUTS], hidden, &[OUTPUTS]].concat();
    let activations = [vec![f; hidden.len()], vec![Activation::Sigmoid]].concat();
    Network::new(&sizes, &activations).unwrap()
}

/// Noise that a network learns by heart.
fn noise(samples: usize, shift: usize) -> Dataset {
    let mut data = common::data(samples, INPUTS, OUTPUTS);
    for (i, target) in data.targets.to_mut().iter_mut().enumerate() {
        *target = f32::from(u8::from(((i + shift) * 3) % 7 < 3));
    }
    data
}

/// All that may be different by member is, and whatever touches a weight does.
fn numbers(networks: &[Network], optimizer: Optimizer, clip_norm: bool) -> Vec<Hyperparameters> {
    let of = |(member, network): (usize, &Network)| Hyperparameters {
        decay: 0.01 * (member + 1) as f64,
        decay_biases: optimizer != Optimizer::Adam,
        dropout: vec![0.1 * member as f64 + 0.05; network.layers()],
        clip_norm: clip_norm.then_some(1.0 + member as f64),
        ..Hyperparameters::new([0.03, 0.1, 0.01][member % 3], 8, member as u64)
            .with_optimizer(optimizer)
    };
    networks.iter().enumerate().map(of).collect()
}

/// What members of these widths come to, together or one alone: the outcome, each one's parameters, and its answers.
fn trained<E: Executor>(
    executor: E,
    networks: &[Network],
    numbers: &[Hyperparameters],
    epochs: u32,
) -> (Outcome, Vec<Parameters>, Vec<Vec<f32>>) {
    let own: Vec<_> = networks
        .iter()
        .zip(numbers)
        .map(|(network, of)| {
            Parameters::initialise_as(network, &of.seeds, Initialisation::Orthogonal)
        })
        .collect();
    let widths = Widths::new(networks).unwrap();
    let test = noise(70, 5);
    block_on(async {
        let mut trainer = Trainer::of_members(
            executor,
            widths.network().clone(),
            &widths.embed(&own)?,
            noise(45, 0).into(),
            Some(noise(31, 2).into()),
            numbers.to_vec(),
        )
        .await?;
        let options = FitOptions {
            epochs,
            meaning: Meaning::Labels,
            early_stop: Some(EarlyStop { patience: 3, min_delta: 0.0 }),
            final_metrics: vec![Metric::LogLoss],
            ..FitOptions::default()
        };
        let outcome = fit(&mut trainer, &options, &mut |_: &Event<'_>| Ok(Flow::Continue)).await?;
        let answers = trainer.evaluate(&test).await?;
        let all = 0..networks.len();
        let parameters: Result<Vec<_>> =
            all.clone().map(|member| widths.cut(&outcome.parameters, member)).collect();
        let answers = all.map(|member| answers.member(member).to_vec()).collect();
        Ok::<_, gradshader::Error>((outcome, parameters?, answers))
    })
    .unwrap()
}

/// Each network is among the others what it is alone.
fn check<E: Executor>(
    executor: impl Fn() -> E,
    networks: &[Network],
    (optimizer, clip_norm): (Optimizer, bool),
    epochs: u32,
) {
    let numbers = numbers(networks, optimizer, clip_norm);
    let (together, parameters, answers) = trained(executor(), networks, &numbers, epochs);
    for (member, (network, of)) in networks.iter().zip(&numbers).enumerate() {
        let (network, of) = (std::slice::from_ref(network), std::slice::from_ref(of));
        let (alone, own, own_answers) = trained(executor(), network, of, epochs);
        let which = format!("member {member}, {}", network[0]);
        assert_eq!(together.kept[member], alone.kept[0], "{which}");
        assert_eq!(together.stops[member], alone.stops[0], "{which}");
        assert_eq!(parameters[member].hash(), own[0].hash(), "{which}");
        assert_eq!(answers[member], own_answers[0], "{which}");
    }
}

/// Widths around the sides of vectors, panels and tiles, neither of the last two the widest in both layers.
fn tanh_networks() -> Vec<Network> {
    let of = |hidden: [usize; 2]| network(Activation::Tanh, &hidden);
    [[3, 17], [33, 8], [20, 70]].map(of).to_vec()
}

#[test]
fn each_width_is_what_it_is_alone_on_the_reference() {
    check(CpuExecutor::<f32>::new, &tanh_networks(), (Optimizer::Adam, true), 12);
}

#[test]
fn each_width_is_what_it_is_alone_on_the_cpu() {
    let executor = || ParallelExecutor::new(Some(2)).unwrap();
    for optimizer in Optimizer::ALL {
        check(executor, &tanh_networks(), (optimizer, optimizer == Optimizer::Adam), 6);
    }
    for f in Activation::ALL.into_iter().filter(|f| f.is_0_at_0()) {
        let networks = [network(f, &[6]), network(f, &[19])];
        check(executor, &networks, (Optimizer::Nadam, false), 3);
    }
}

/// Sums of more terms than are added up at a time, and gradients that several threads share.
#[test]
fn wide_networks_are_what_they_are_alone_on_the_cpu() {
    let networks = [network(Activation::Relu, &[530]), network(Activation::Relu, &[1100])];
    check(|| ParallelExecutor::new(Some(2)).unwrap(), &networks, (Optimizer::Sgd, false), 2);
}

/// Shaders that `tests/together.rs` has compiled.
#[test]
fn each_width_is_what_it_is_alone_in_panels() {
    let context = common::context();
    if context.keeps_bits_when_widened(OUTPUTS) {
        let networks = [17, 20].map(|width| network(Activation::Tanh, &[width]));
        check(|| GpuExecutor::new(context.clone()), &networks, (Optimizer::Adam, true), 6);
    }
}

#[test]
#[ignore = "compiles for a minute"]
fn widths_of_all_kinds_are_what_they_are_alone_in_panels_and_in_whole_steps() {
    // Of a norm that is clipped no step is whole.
    for (clip_norm, whole_steps) in [(true, None), (false, Some(true)), (false, Some(false))] {
        let context = common::open(GpuOptions { whole_steps, ..GpuOptions::default() });
        assert!(context.keeps_bits_when_widened(OUTPUTS), "{}", context.description());
        let executor = || GpuExecutor::new(context.clone());
        check(executor, &tanh_networks(), (Optimizer::Adam, clip_norm), 6);
    }
}

#[test]
fn each_width_is_what_it_is_alone_kernel_by_kernel() {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    assert!(context.keeps_bits_when_widened(1000));
    let executor = || GpuExecutor::new(context.clone());
    check(executor, &tanh_networks(), (Optimizer::Adam, true), 3);
}

/// In tiles sizes decide how sums are split. What is not there stays 0, and each step is within its bounds of the
/// reference, on which each is what it is alone.
#[test]
#[ignore = "compiles for half a minute"]
fn in_tiles_each_width_is_what_it_is_alone_within_the_bounds() {
    let context = common::open(GpuOptions { family: Some(Family::Tiles), ..Default::default() });
    assert!(!context.keeps_bits_when_widened(OUTPUTS));
    let networks = [network(Activation::Relu, &[530]), network(Activation::Relu, &[1100])];
    let widths = Widths::new(&networks).unwrap();
    let own = [0, 1].map(|member| Parameters::initialise(&networks[member], &[member as u64]));
    block_on(async {
        let mut trainer = Trainer::of_members(
            GpuExecutor::new(context),
            widths.network().clone(),
            &widths.embed(&own)?,
            noise(16, 0).into(),
            None,
            numbers(&networks, Optimizer::Adam, false),
        )
        .await?;
        trainer.verify_every(1)?;
        trainer.epoch().await?;
        assert_eq!(trainer.verification().unwrap().steps, 2);
        let parameters = trainer.parameters().await?;
        for (member, own) in own.iter().enumerate() {
            assert_ne!(widths.cut(&parameters, member)?, *own);
        }
        Ok::<_, gradshader::Error>(())
    })
    .unwrap();
}

/// Networks of four shapes on iris.
struct Work {
    preprocessing: Preprocessing,
    training: Dataset,
    validation: Dataset,
    networks: Vec<Network>,
    parameters: Vec<Parameters>,
    hyperparameters: Vec<Hyperparameters>,
}

const SHAPES: [&[usize]; 5] = [&[4, 6, 3], &[4, 9, 3], &[4, 6, 3], &[4, 17, 3], &[4, 6, 6, 3]];

impl Work {
    fn new(f: Activation) -> Self {
        let bytes = include_bytes!("../data/iris.csv");
        let table = read_csv("iris.csv", bytes).unwrap();
        let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
        let (held_out, rest): (Vec<u32>, Vec<u32>) = (0..150).partition(|row| row % 5 == 0);
        let preprocessing =
            Preprocessing::fit(&samples, &rest, Scaling::Standard, Activation::Softmax).unwrap();
        let of = |sizes: &&[usize]| {
            let activations = [vec![f; sizes.len() - 2], vec![Activation::Softmax]].concat();
            Network::new(sizes, &activations).unwrap()
        };
        let networks: Vec<_> = SHAPES.iter().map(of).collect();
        let parameters = networks.iter().zip(0..);
        let parameters = parameters.map(|(network, seed)| Parameters::initialise(network, &[seed]));
        let hyperparameters = (0..SHAPES.len()).map(|place| Hyperparameters {
            loss: Loss::SoftmaxCrossEntropy,
            ..Hyperparameters::new(0.02 * (place + 1) as f32, 16, place as u64)
        });
        Self {
            training: preprocessing.apply_rows(&samples, &rest).unwrap(),
            validation: preprocessing.apply_rows(&samples, &held_out).unwrap(),
            preprocessing,
            parameters: parameters.collect(),
            networks,
            hyperparameters: hyperparameters.collect(),
        }
    }

    fn data(&self) -> Data<'_> {
        Data {
            preprocessing: &self.preprocessing,
            training: &self.training,
            validation: Some(&self.validation),
            test: None,
        }
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let of = |place: usize| Candidate {
            data: 0,
            team: place,
            network: &self.networks[place],
            parameters: (&self.parameters[place]).into(),
            hyperparameters: &self.hyperparameters[place],
            schedules: Schedules::default(),
            options: FitOptions {
                epochs: 8,
                meaning: Meaning::Encoded(&self.preprocessing),
                early_stop: Some(EarlyStop { patience: 3, min_delta: 0.0 }),
                ..FitOptions::default()
            },
        };
        (0..SHAPES.len()).map(of).collect()
    }

    /// What is trained on the CPU, and the widest shapes and members of each class.
    fn trained(&self, mixing: Mixing, halving: Option<u32>) -> (Vec<Fitted>, Vec<String>) {
        let data = [self.data()];
        let session = session(&data, mixing, halving);
        let mut heard = Heard::default();
        let (fitted, _) = block_on(session.train(&self.candidates(), &mut heard)).unwrap();
        (fitted, heard.0)
    }
}

fn session<'a>(data: &'a [Data<'a>], mixing: Mixing, halving: Option<u32>) -> Session<'a> {
    Session {
        data,
        device: &Choice::Cpu,
        gpu: GpuOptions::default(),
        mixing,
        halving,
        verify: None,
        answers: &[Part::Validation],
        collects: false,
    }
}

#[derive(Default)]
struct Heard(Vec<String>);

impl Front for Heard {
    fn begins(&mut self, class: &Class<'_>) {
        let (count, shapes) = (class.count, class.widths.shapes());
        self.0.push(format!("{} x {count}, {shapes} shapes", class.widths.network()));
    }

    fn event(&mut self, _event: &Event<'_>, _rates: &[f32]) -> Result<Flow> {
        Ok(Flow::Continue)
    }
}

/// What tells one network from another, bit for bit.
fn bits(fitted: &[Fitted]) -> Vec<String> {
    let of = |fitted: &Fitted| {
        let measures: Vec<_> = fitted.measures.iter().map(|(.., value)| value.to_bits()).collect();
        let answers: Vec<_> =
            fitted.answers.concat().iter().map(|answer| answer.to_bits()).collect();
        let of = (fitted.kept, fitted.epochs, fitted.stop, fitted.diverged, measures, answers);
        format!("{} {of:?}", fitted.parameters.hash())
    };
    fitted.iter().map(of).collect()
}

#[test]
fn a_session_comes_to_the_same_whatever_trains_side_by_side() {
    let work = Work::new(Activation::Relu);
    let (apart, classes) = work.trained(Mixing::Never, None);
    assert_eq!(classes.len(), 4, "{classes:?}");
    let (mixed, classes) = work.trained(Mixing::Always, None);
    let of = |text: &str| text.to_owned();
    let expected =
        [of("4-17-3 relu,softmax x 4, 3 shapes"), of("4-6-6-3 relu,relu,softmax x 1, 1 shapes")];
    assert_eq!(classes, expected);
    assert_eq!(bits(&mixed), bits(&apart));
    for (fitted, network) in mixed.iter().zip(&work.networks) {
        fitted.parameters.check(network).unwrap();
    }
    let (auto, _) = work.trained(Mixing::Auto, None);
    assert_eq!(bits(&auto), bits(&apart));
}

#[test]
fn shapes_stay_apart_where_they_are_compared_or_are_not_0_of_0() {
    let (_, classes) = Work::new(Activation::Sigmoid).trained(Mixing::Always, None);
    assert_eq!(classes.len(), 4, "{classes:?}");
    let work = Work::new(Activation::Relu);
    let (halved, classes) = work.trained(Mixing::Always, Some(2));
    assert_eq!(classes.len(), 4, "{classes:?}");
    assert_eq!(bits(&halved), bits(&work.trained(Mixing::Never, Some(2)).0));
}

#[test]
fn ranks_that_mix_widths_come_to_the_bits_of_one_process() {
    let work = Work::new(Activation::Relu);
    let apart = bits(&work.trained(Mixing::Never, None).0);
    let data = [work.data()];
    let (session, candidates) = (session(&data, Mixing::Always, None), work.candidates());
    let world = ranks::threads(3);
    let fitted = std::thread::scope(|scope| {
        for rank in &world[1..] {
            scope.spawn(|| block_on(ranks::serve(&session, &candidates, &**rank, &|| false)));
        }
        let mut heard = Heard::default();
        let lead = ranks::Lead { world: &*world[0], kept: None };
        let done = block_on(ranks::lead(&session, &candidates, &mut heard, lead));
        ranks::dismiss(&*world[0], u8::from(done.is_err()));
        // One of the networks of rank 0 is as wide as the widest of all, whoever has that.
        assert!(heard.0.iter().all(|class| !class.starts_with("4-9")), "{:?}", heard.0);
        done.unwrap().0
    });
    assert_eq!(bits(&fitted), apart);
}
