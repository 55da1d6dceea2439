//! The training loop: epochs of shuffled batches, evaluation, and lockstep verification.

mod evaluation;
mod send;
mod step;
mod window;

use std::collections::HashMap;

pub use self::evaluation::Evaluation;
use self::window::{evaluation_window, window};

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::formula::Optimizer;
use crate::hyperparameters::Course;
pub use crate::hyperparameters::{Average, Hyperparameters};
use crate::network::{Layer, Network, Parameters};
use crate::random::{self, Purpose};
use crate::recording::{Buffer, Part, Setup, Window};
use crate::schedule::{Schedule, Schedules};
use crate::verify::{self, Snapshot};

/// What one epoch did.
#[derive(Debug, Clone, PartialEq)]
pub struct Epoch {
    /// Its number, from 1.
    pub number: u32,
    /// The mean loss over the epoch's samples, each measured before the update of its own batch;
    /// one a member.
    pub losses: Vec<f64>,
    /// The mean loss of every batch, `[members, steps]`.
    pub batch_losses: Vec<f32>,
}

/// Which recording a program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Phase {
    Train,
    Evaluate,
    Predict,
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
    hyperparameters: Hyperparameters,
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
    training: Dataset,
    validation: Option<Dataset>,
    /// Whether the data buffers hold the whole of the training or of the validation part.
    training_is_resident: bool,
    validation_is_resident: bool,
    epoch: u32,
    /// Samples of the epoch under way that [`Self::step`] has used.
    position: usize,
    /// Steps done since the start.
    steps: u64,
    verification: Option<Verification>,
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
        let members = parameters.members;
        let hyperparameters = hyperparameters.checked(members)?;
        let recipe = hyperparameters.recipe();
        recipe.check(&network)?;
        parameters.check(&network)?;
        let targets = network.outputs() + usize::from(recipe.weighted);
        for data in std::iter::once(&training).chain(&validation) {
            check_data(data, network.inputs(), Some(targets))?;
        }
        let batch = hyperparameters.batch.min(training.samples);
        let mut setup = Setup {
            network,
            recipe,
            members,
            training_batch: batch,
            evaluation_batch: EVALUATION_BATCH,
            training: Window { rows: training.samples, samples: training.samples, steps: 0 },
            evaluation: Window { rows: 0, samples: 0, steps: 0 },
        };
        setup.training = window(&executor, &setup, &training, hyperparameters.resident_rows)?;
        let evaluated = validation
            .as_ref()
            .map_or(0, |data| data.samples)
            .max(EVALUATION_WINDOW.min(training.samples));
        setup.evaluation = evaluation_window(&executor, &setup, evaluated)?;
        let courses = (0..members).map(|member| Course::new(&hyperparameters, member)).collect();
        let last_rates = hyperparameters.learning_rates.iter().copied().map(f64::from).collect();
        let mut trainer = Self {
            executor,
            setup,
            hyperparameters,
            courses,
            rate_factors: vec![1.0; members],
            schedules: None,
            last_rates,
            programs: HashMap::new(),
            training,
            validation,
            training_is_resident: false,
            validation_is_resident: false,
            epoch: 0,
            position: 0,
            steps: 0,
            verification: None,
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

    /// The samples trained on.
    pub fn training(&self) -> &Dataset {
        &self.training
    }

    /// The samples held out.
    pub fn validation(&self) -> Option<&Dataset> {
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
        let start = self.hyperparameters.settings.initial_accumulator as f32;
        if self.hyperparameters.optimizer != Optimizer::Adagrad || start == 0.0 {
            return Ok(());
        }
        for layer in 0..self.setup.network.layers() as u32 {
            for state in [Buffer::WeightState(layer, 0), Buffer::BiasState(layer, 0)] {
                let elements = self.setup.extent(state).elements()?;
                self.executor.write(state, &vec![start; elements])?;
            }
        }
        Ok(())
    }

    /// Replaces the parameters of all members.
    ///
    /// # Errors
    /// When their shapes are not the network's.
    pub fn set_parameters(&mut self, parameters: &Parameters) -> Result<()> {
        parameters.check(&self.setup.network)?;
        for (layer, values) in (0..).zip(&parameters.layers) {
            for (parameter, values) in
                [(Buffer::Weight(layer), &values.weight), (Buffer::Bias(layer), &values.bias)]
            {
                self.executor.write(parameter, values)?;
                if self.setup.recipe.links.average {
                    self.executor.write(parameter.average(), values)?;
                }
            }
        }
        Ok(())
    }

    /// The parameters of all members as they are now; their averages where these are kept.
    ///
    /// # Errors
    /// When the device was lost.
    pub async fn parameters(&mut self) -> Result<Parameters> {
        let averaged = self.setup.recipe.links.average;
        let of = |parameter: Buffer| if averaged { parameter.average() } else { parameter };
        let mut layers = Vec::new();
        for layer in 0..self.setup.network.layers() as u32 {
            let weight = self.executor.read(of(Buffer::Weight(layer))).await?;
            let bias = self.executor.read(of(Buffer::Bias(layer))).await?;
            layers.push(Layer { weight, bias });
        }
        Ok(Parameters { members: self.setup.members, layers })
    }

    /// Trains for one pass over the training samples; what is left of an epoch that
    /// [`Self::step`] has begun is left out.
    ///
    /// # Errors
    /// When the device was lost, or verification finds a difference above the bound.
    pub async fn epoch(&mut self) -> Result<Epoch> {
        self.epoch_until(&|| false).await
    }

    /// As [`Self::epoch`], but gives up between two submissions once `stop` says so.
    ///
    /// # Errors
    /// As [`Self::epoch`]; of kind [`crate::ErrorKind::Interrupted`] when stopped.
    pub async fn epoch_until(&mut self, stop: &dyn Fn() -> bool) -> Result<Epoch> {
        self.epoch += 1;
        self.position = 0;
        let samples = self.training.samples;
        let orders = self.orders();
        let batch = self.setup.training_batch;
        self.send_schedule(&orders)?;
        let mut step = 0;
        let mut start = 0;
        while start < samples {
            let count = self.setup.training.samples.min(samples - start);
            let window: Vec<_> = orders.iter().map(|order| &order[start..start + count]).collect();
            self.send_training(&window)?;
            self.executor.write_indices(Buffer::Cursor(Part::Training), &[0, step])?;
            self.train_window(count, &window, stop).await?;
            step += count.div_ceil(batch) as u32;
            start += count;
        }
        let batch_losses = self.executor.read(Buffer::Losses(Part::Training)).await?;
        let losses = batch_losses.chunks(step as usize).zip(&orders).map(|(losses, order)| {
            let batches = || order.chunks(batch).map(|samples| self.weight(samples));
            let terms = losses.iter().zip(batches()).map(|(&loss, weight)| match weight {
                // Of samples that do not count nothing is told.
                0.0 => 0.0,
                weight => f64::from(loss) * weight,
            });
            terms.sum::<f64>() / batches().sum::<f64>()
        });
        let losses = losses.collect();
        Ok(Epoch { number: self.epoch, losses, batch_losses })
    }

    /// From the next epoch on trains with these shares of the learning rates, one a member.
    ///
    /// # Errors
    /// When there is not one a member, or the device was lost.
    pub fn set_rate_factors(&mut self, factors: &[f64]) -> Result<()> {
        let rates = &self.hyperparameters.learning_rates;
        if factors.len() != rates.len() {
            return Err(Error::input(format!(
                "{} factors for {} members",
                factors.len(),
                rates.len()
            )));
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

    /// One step on the first batch, waited for: how long a device takes until it trains.
    ///
    /// # Errors
    /// When the device was lost.
    pub(crate) async fn first_step(&mut self) -> Result<()> {
        let orders = self.orders();
        let rows = self.setup.training_batch;
        let window: Vec<_> = orders.iter().map(|order| &order[..rows]).collect();
        self.send_training(&window)?;
        self.send_schedule(&orders)?;
        self.executor.write_indices(Buffer::Cursor(Part::Training), &[0, 0])?;
        let program = self.program(Phase::Train, rows).await?;
        self.executor.run(program, 1).await?;
        self.executor.read_indices(Buffer::Cursor(Part::Training)).await?;
        Ok(())
    }

    /// All steps on the samples that are on the device.
    async fn train_window(
        &mut self,
        samples: usize,
        orders: &[&[u32]],
        stop: &dyn Fn() -> bool,
    ) -> Result<()> {
        /// Steps between two looks at `stop`.
        const STEPS: usize = 1024;
        let batch = self.setup.training_batch;
        let mut done = 0;
        while done < samples {
            if stop() {
                return Err(Error::new(crate::ErrorKind::Interrupted, "stopped"));
            }
            let rows = batch.min(samples - done);
            let program = self.program(Phase::Train, rows).await?;
            let steps = if rows < batch { 1 } else { ((samples - done) / batch).min(STEPS) };
            let steps = match &self.verification {
                None => {
                    self.executor.run(program, steps).await?;
                    steps
                }
                Some(verification) => {
                    let until = self.steps.next_multiple_of(verification.every) - self.steps;
                    if until == 0 {
                        let rows: Vec<_> = orders.iter().map(|o| &o[done..done + rows]).collect();
                        self.verified_step(program, &rows).await?;
                        1
                    } else {
                        let steps = steps.min(until as usize);
                        self.executor.run(program, steps).await?;
                        steps
                    }
                }
            };
            self.steps += steps as u64;
            done += steps * rows;
        }
        Ok(())
    }

    /// One step on the executor and on the reference, from the same state.
    async fn verified_step(&mut self, program: Program, rows: &[&[u32]]) -> Result<()> {
        let recording = self.setup.training_step(rows[0].len());
        let fusion = self.executor.fusion(program).clone();
        let before = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
        self.executor.run(program, 1).await?;
        let after = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
        let found = verify::step(&recording, &before, &after, &fusion, &self.training, rows)?;
        let verification = self.verification.as_mut().expect("only called when verifying");
        verification.report.add(self.steps, found);
        verification.report.check()
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
        };
        let program = self.executor.load(&recording).await?;
        self.programs.insert((phase, rows), program);
        Ok(program)
    }

    /// The order of this epoch, one a member.
    fn orders(&self) -> Vec<Vec<u32>> {
        let samples = self.training.samples;
        let order = |&seed: &u64| {
            if self.hyperparameters.shuffle {
                random::permutation(seed, Purpose::Shuffle { epoch: self.epoch }, samples)
            } else {
                (0..samples as u32).collect()
            }
        };
        self.hyperparameters.seeds.iter().map(order).collect()
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
