//! The training loop: epochs of shuffled batches, evaluation, and lockstep verification.

mod epoch;
mod evaluation;
mod members;
mod probe;
mod rates;
mod send;
mod sets;
mod state;
mod step;
mod window;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use self::epoch::Epoch;
pub use self::evaluation::Evaluation;
use self::members::Roster;
pub use self::probe::Probe;
pub use self::sets::Sets;
pub use self::state::State;
use self::state::UnderWay;
use self::window::{evaluation_window, window};

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::formula::Optimizer;
use crate::hyperparameters::Course;
pub use crate::hyperparameters::{Average, Hyperparameters};
use crate::memory;
use crate::network::{Layer, Network, Parameters};
use crate::pace::Pace;
use crate::recipe::Recipe;
use crate::recording::{Buffer, Setup, Window};
use crate::schedule::{Schedule, Schedules};
use crate::verify;

/// Which recording a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Phase {
    Train,
    Evaluate,
    Predict,
    /// Forward and backward, without an update.
    Probe,
}

/// The samples of an evaluation step.
const EVALUATION_BATCH: usize = 256;
/// The samples to evaluate that are on the device at once, unless the validation part is larger.
const EVALUATION_WINDOW: usize = 4096;

/// Trains `members` networks of one shape side by side on one executor.
///
/// Everything is `async` underneath because reading from a device is; [`crate::block_on`] is the
/// blocking front.
#[derive(Debug)]
pub struct Trainer<E> {
    executor: E,
    setup: Setup,
    /// One a member, each of one member.
    hyperparameters: Vec<Hyperparameters>,
    /// All members, those too that were cut out.
    roster: Roster,
    /// The coefficients of each member's steps.
    courses: Vec<Course>,
    /// What each member's learning rate is multiplied by.
    rate_factors: Vec<f64>,
    /// What hyperparameters follow, and over how many epochs.
    schedules: Option<(Schedules, u32)>,
    /// Each member's learning rate in the last step that was prepared.
    last_rates: Vec<f64>,
    /// Programs by what they run and on how many rows.
    programs: HashMap<(Phase, usize), Program>,
    training: Sets,
    validation: Option<Sets>,
    /// Whether the data buffers hold the whole of the training or of the validation part.
    training_is_resident: bool,
    validation_is_resident: bool,
    epoch: u32,
    /// Samples of the epoch under way that [`Self::step`] has used.
    position: usize,
    /// Steps done since the start.
    steps: u64,
    verification: Option<Verification>,
    pace: Pace,
    /// The same for batches that are evaluated.
    evaluation_pace: Pace,
    look_every: Option<u64>,
    /// [`Self::steps`] for who is asked whether to stop.
    counter: Arc<AtomicU64>,
    /// The epoch that was given up, or that is trained at the moment.
    under_way: Option<UnderWay>,
    /// The last one that was complete.
    complete: Option<UnderWay>,
}

/// Compare every `every` steps and collect what was found.
#[derive(Debug)]
struct Verification {
    every: u64,
    report: verify::Report,
}

impl<E: Executor> Trainer<E> {
    /// Puts data and parameters on the executor's device.
    ///
    /// # Errors
    /// When sizes do not fit together, the data are empty, a batch is 0, a learning rate is not a
    /// positive finite number, or the device cannot hold what is needed.
    pub async fn new(
        executor: E,
        network: Network,
        parameters: &Parameters,
        training: Dataset,
        validation: Option<Dataset>,
        hyperparameters: Hyperparameters,
    ) -> Result<Self> {
        let each = hyperparameters.checked(parameters.members)?.each();
        let (training, validation) = (training.into(), validation.map(Sets::from));
        Self::of_members(executor, network, parameters, training, validation, each).await
    }

    /// As [`Self::new`], with hyperparameters for each member, and perhaps data of its own. What is no
    /// number (loss, optimizer, whether there is decay, clipping, dropout or an average at all) and the
    /// batch are the same for all: shaders are composed of it. Member `i` is the network that
    /// `hyperparameters[i]` train alone on its data, bit for bit.
    ///
    /// # Errors
    /// As [`Self::new`], and when members differ in what must be the same.
    pub async fn of_members(
        executor: E,
        network: Network,
        parameters: &Parameters,
        training: Sets,
        validation: Option<Sets>,
        hyperparameters: Vec<Hyperparameters>,
    ) -> Result<Self> {
        let members = parameters.members;
        let hyperparameters = members::checked(hyperparameters, members)?;
        let first = &hyperparameters[0];
        let recipe = first.recipe();
        let sharers = recipe.sharers.max(1);
        recipe.check(&network)?;
        check_parameters(parameters, &network, &recipe)?;
        let targets = network.outputs() + usize::from(recipe.weighted);
        for data in std::iter::once(&training).chain(&validation) {
            check_data(data.stacked(), network.inputs(), Some(targets))?;
            if recipe.sharers > 0 && data.count() > 1 {
                return Err(Error::input("data sets by member for networks that share weights")
                    .advice("train each by itself"));
            }
            if let Some(count) = data.members().filter(|&count| count != members) {
                return Err(Error::input(format!("data sets of {count} members for {members}"))
                    .advice("name one a member"));
            }
        }
        let batch = first.batch.min(training.samples()) * sharers;
        let mut setup = Setup {
            network,
            recipe,
            members,
            training_batch: batch,
            evaluation_batch: EVALUATION_BATCH * sharers,
            training: Window {
                rows: training.stacked().samples,
                samples: training.samples(),
                steps: 0,
            },
            evaluation: Window { rows: 0, samples: 0, steps: 0 },
        };
        setup.training = window(&executor, &setup, &training, first.resident_rows)?;
        let evaluated = validation
            .as_ref()
            .map_or(0, Sets::samples)
            .max(EVALUATION_WINDOW.min(training.samples()));
        let sets = training.count().max(validation.as_ref().map_or(1, Sets::count));
        setup.evaluation = evaluation_window(&executor, &setup, evaluated, sets)?;
        if executor.is_in_host_memory() {
            // Besides them the parameters are kept, once more where the last are not the best, read and compared.
            let parameters = memory::bytes(&[4, members, setup.network.parameter_count()]);
            let needed = setup.bytes().saturating_add(parameters);
            memory::check(
                "this training",
                needed,
                "use fewer members, smaller layers or a smaller batch, or keep the data in a file with \
                 --memory 2GB",
            )?;
        }
        // Where a window takes a row of nearly every page, reading ahead pays.
        let pages = memory::bytes(&[training.stacked().inputs.len()]) / 4096;
        if first.shuffle && pages > 8 * setup.training.rows as u64 {
            training.stacked().inputs.read_at_random();
        }
        let course = |hyperparameters| Course::new(hyperparameters, 0);
        let base = |of: &Hyperparameters| f64::from(of.learning_rates[0]);
        let roster = Roster::new(&hyperparameters, &training, validation.as_ref());
        let mut trainer = Self {
            executor,
            setup,
            courses: hyperparameters.iter().map(course).collect(),
            last_rates: hyperparameters.iter().map(base).collect(),
            hyperparameters,
            roster,
            rate_factors: vec![1.0; members],
            schedules: None,
            programs: HashMap::new(),
            training,
            validation,
            training_is_resident: false,
            validation_is_resident: false,
            epoch: 0,
            position: 0,
            steps: 0,
            verification: None,
            pace: Pace::new(),
            evaluation_pace: Pace::new(),
            look_every: None,
            counter: Arc::default(),
            under_way: None,
            complete: None,
        };
        trainer.program(Phase::Train, batch).await?;
        trainer.set_parameters(parameters)?;
        trainer.begin_states()?;
        Ok(trainer)
    }

    /// The executor, to look at.
    pub fn executor(&self) -> &E {
        &self.executor
    }

    /// Begins anew on its device opened again, after that was lost: with the parameters and states of no
    /// one until [`Self::restore`]. False where there is no device to open.
    ///
    /// # Errors
    /// When it does not open.
    pub(crate) async fn reopen(&mut self) -> Result<bool> {
        if !self.executor.reopen().await? {
            return Ok(false);
        }
        self.programs.clear();
        self.training_is_resident = false;
        self.validation_is_resident = false;
        // First of all, as at the beginning, so that all lies where it lay.
        self.program(Phase::Train, self.setup.training_batch).await?;
        Ok(true)
    }

    /// The executor, to ask what only it knows. Running programs or writing buffers behind the
    /// trainer's back spoils its training.
    pub fn executor_mut(&mut self) -> &mut E {
        &mut self.executor
    }

    /// The network that is trained.
    pub fn network(&self) -> &Network {
        &self.setup.network
    }

    /// How many networks train side by side.
    pub fn members(&self) -> usize {
        self.setup.members
    }

    /// The samples trained on; where members have data of their own, all sets one after the other.
    pub fn training(&self) -> &Dataset {
        self.training.stacked()
    }

    /// The samples held out; where members have data of their own, all sets one after the other.
    pub fn validation(&self) -> Option<&Dataset> {
        self.validation.as_ref().map(Sets::stacked)
    }

    /// The samples that a member trains on in an epoch.
    pub fn samples(&self) -> usize {
        self.training.samples()
    }

    /// The samples held out, of each member.
    pub fn validation_sets(&self) -> Option<&Sets> {
        self.validation.as_ref()
    }

    /// What is fused of a training step on a full batch.
    pub fn fusion(&self) -> &Fusion {
        self.executor.fusion(self.programs[&(Phase::Train, self.setup.training_batch)])
    }

    /// From now on compares the first and then every `every`-th step with the reference;
    /// [`Self::epoch`] fails where they part.
    ///
    /// # Errors
    /// When `every` is 0.
    pub fn verify_every(&mut self, every: u64) -> Result<()> {
        if every == 0 {
            return Err(Error::input("verification every 0 steps").advice("use at least 1"));
        }
        self.verification = Some(Verification { every, report: verify::Report::default() });
        Ok(())
    }

    /// What verification has found so far.
    pub fn verification(&self) -> Option<&verify::Report> {
        self.verification.as_ref().map(|verification| &verification.report)
    }

    /// What the optimizer keeps is 0 at the start, but for Adagrad's sums of squares.
    fn begin_states(&mut self) -> Result<()> {
        let start = |of: &Hyperparameters| of.settings.initial_accumulator as f32;
        let starts: Vec<_> = self.hyperparameters.iter().map(start).collect();
        let is_adagrad = self.hyperparameters[0].optimizer == Optimizer::Adagrad;
        if !is_adagrad || starts.iter().all(|&start| start == 0.0) {
            return Ok(());
        }
        for state in self.parameter_buffers().into_iter().map(|parameter| parameter.state(0)) {
            let each = self.setup.extent(state).elements()? / starts.len();
            let values = starts.iter().flat_map(|&start| std::iter::repeat_n(start, each));
            self.executor.write(state, &values.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// Replaces the parameters of all members.
    ///
    /// # Errors
    /// When their shapes are not the network's.
    pub fn set_parameters(&mut self, parameters: &Parameters) -> Result<()> {
        self.check(parameters)?;
        let values = parameters.layers.iter().flat_map(|layer| [&layer.weight, &layer.bias]);
        for (parameter, values) in self.parameter_buffers().into_iter().zip(values) {
            self.executor.write(parameter, values)?;
            if self.setup.recipe.links.average {
                self.executor.write(parameter.average(), values)?;
            }
        }
        Ok(())
    }

    /// Whether parameters are those of this training.
    ///
    /// # Errors
    /// Names the first tensor that is of another size.
    pub(crate) fn check(&self, parameters: &Parameters) -> Result<()> {
        check_parameters(parameters, &self.setup.network, &self.setup.recipe)
    }

    /// Weights and biases of all layers, and the factors where members share weights.
    fn parameter_buffers(&self) -> Vec<Buffer> {
        let layers = 0..self.setup.network.layers() as u32;
        let of_layers = layers.flat_map(|layer| [Buffer::Weight(layer), Buffer::Bias(layer)]);
        of_layers.chain(self.setup.is_shared().then_some(Buffer::Factor)).collect()
    }

    /// The parameters of all members as they are now, as [`Parameters::initialise_sharing`] has them where
    /// weights are shared; their averages where these are kept.
    ///
    /// # Errors
    /// When the device was lost.
    pub async fn parameters(&mut self) -> Result<Parameters> {
        let averaged = self.setup.recipe.links.average;
        let of = |parameter: Buffer| if averaged { parameter.average() } else { parameter };
        let buffers: Vec<_> = self.parameter_buffers().into_iter().map(of).collect();
        let mut values = self.executor.read_all(&buffers).await?.into_iter();
        let mut layers = Vec::with_capacity(buffers.len().div_ceil(2));
        // The factors by which sharers differ have no bias.
        while let Some(weight) = values.next() {
            layers.push(Layer { weight, bias: values.next().unwrap_or_default() });
        }
        Ok(Parameters { members: self.setup.members, layers })
    }

    /// From the next epoch on, or the next step of one that was given up, trains with these shares of the
    /// learning rates, one a member.
    ///
    /// # Errors
    /// When there is not one a member, or the device was lost.
    pub fn set_rate_factors(&mut self, factors: &[f64]) -> Result<()> {
        let members = self.setup.members;
        if factors.len() != members {
            let count = factors.len();
            return Err(Error::input(format!("{count} factors for {members} members")));
        }
        self.rate_factors = factors.to_vec();
        Ok(())
    }

    /// From the next epoch on the learning rates follow a schedule, over so many epochs in all.
    pub fn set_schedule(&mut self, schedule: Schedule, epochs: u32) {
        let schedules = Schedules { learning_rate: Some(schedule), ..Schedules::default() };
        self.schedules = Some((schedules, epochs));
    }

    /// From the next epoch on hyperparameters follow schedules, over so many epochs in all.
    ///
    /// # Errors
    /// As those of [`Schedules::check`].
    pub fn set_schedules(&mut self, schedules: Schedules, epochs: u32) -> Result<()> {
        schedules.check()?;
        self.schedules = Some((schedules, epochs));
        Ok(())
    }

    /// Each member's learning rate in the last step of the last epoch, or in the last
    /// [`Self::step`]; before the first, the base rate.
    pub fn last_learning_rates(&self) -> &[f64] {
        &self.last_rates
    }

    /// The program for a phase on so many rows, made when first needed.
    async fn program(&mut self, phase: Phase, rows: usize) -> Result<Program> {
        if let Some(&program) = self.programs.get(&(phase, rows)) {
            return Ok(program);
        }
        let recording = match phase {
            Phase::Train => self.setup.training_step(rows),
            Phase::Evaluate => self.setup.evaluation(rows),
            Phase::Predict => self.setup.prediction(rows),
            Phase::Probe => self.setup.probe(rows),
        };
        let program = self.executor.load(&recording).await?;
        self.programs.insert((phase, rows), program);
        Ok(program)
    }
}

/// Whether parameters are those of a network, or of those who share its weights.
fn check_parameters(parameters: &Parameters, network: &Network, recipe: &Recipe) -> Result<()> {
    match recipe.sharers {
        0 => parameters.check(network),
        sharers => parameters.check_sharing(network, sharers),
    }
}

/// Whether a data set has samples, and as many inputs and outputs as the network.
fn check_data(data: &Dataset, inputs: usize, outputs: Option<usize>) -> Result<()> {
    if data.samples == 0 {
        return Err(Error::input("there are no samples"));
    }
    for (what, values, width) in
        [("inputs", &data.inputs, Some(inputs)), ("targets", &data.targets, outputs)]
    {
        if let Some(width) = width.filter(|width| values.len() != data.samples * width) {
            return Err(Error::input(format!(
                "{} {what} for {} samples of {width}",
                values.len(),
                data.samples
            )));
        }
    }
    Ok(())
}
