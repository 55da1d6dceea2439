//! The training loop: epochs of shuffled batches, evaluation, and lockstep verification.

use std::collections::HashMap;

use web_time::Instant;

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::formula::{Coefficients, Optimizer};
use crate::hyperparameters::Course;
pub use crate::hyperparameters::{Average, Hyperparameters};
use crate::memory;
use crate::network::{Layer, Network, Parameters};
use crate::pace::Pace;
use crate::random::{self, Purpose};
use crate::recording::{Buffer, Part, Setup, Window};
use crate::schedule::Schedule;
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

/// What a network makes of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The mean loss over the samples; one a member.
    pub losses: Vec<f64>,
    /// `[members, samples, outputs]`
    pub outputs: Vec<f32>,
}

impl Evaluation {
    /// The outputs of one member, `[samples, outputs]`.
    pub fn member(&self, member: usize) -> &[f32] {
        let each = self.outputs.len() / self.losses.len();
        &self.outputs[member * each..][..each]
    }
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
    /// What the learning rates follow, and over how many epochs.
    schedule: Option<(Schedule, u32)>,
    /// Programs by what they run and on how many rows.
    programs: HashMap<(Phase, usize), Program>,
    training: Dataset,
    validation: Option<Dataset>,
    /// Whether the data buffers hold the whole of the training or of the validation part.
    training_is_resident: bool,
    validation_is_resident: bool,
    epoch: u32,
    /// Steps done since the start.
    steps: u64,
    verification: Option<Verification>,
    pace: Pace,
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
        if executor.is_in_host_memory() {
            // Besides them the parameters are kept, read and compared.
            let parameters = memory::bytes(&[3, members, setup.network.parameter_count()]);
            let needed = setup.bytes().saturating_add(parameters);
            memory::check("this training", needed, "use fewer members, smaller layers or a smaller batch")?;
        }
        let courses = (0..members).map(|member| Course::new(&hyperparameters, member)).collect();
        let mut trainer = Self {
            executor,
            setup,
            hyperparameters,
            courses,
            rate_factors: vec![1.0; members],
            schedule: None,
            programs: HashMap::new(),
            training,
            validation,
            training_is_resident: false,
            validation_is_resident: false,
            epoch: 0,
            steps: 0,
            verification: None,
            pace: Pace::new(),
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

    /// Trains for one pass over the training samples.
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
        let losses = batch_losses.chunks(step as usize).map(|member| {
            let sum = member
                .iter()
                .enumerate()
                .map(|(step, &loss)| f64::from(loss) * batch.min(samples - step * batch) as f64);
            sum.sum::<f64>() / samples as f64
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
        self.schedule = Some((schedule, epochs));
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
        let batch = self.setup.training_batch;
        let mut done = 0;
        while done < samples {
            if stop() {
                return Err(Error::new(crate::ErrorKind::Interrupted, "stopped"));
            }
            let rows = batch.min(samples - done);
            let program = self.program(Phase::Train, rows).await?;
            let steps = if rows < batch { 1 } else { ((samples - done) / batch).min(self.pace.steps()) };
            let began = Instant::now();
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
            self.pace.took(steps, began.elapsed());
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

    /// The loss and the outputs on the held-out samples.
    ///
    /// # Errors
    /// When there are none, or the device was lost.
    pub async fn validate(&mut self) -> Result<Evaluation> {
        let data =
            self.validation.take().ok_or_else(|| Error::failed("there is no validation part"))?;
        let whole = data.samples <= self.setup.evaluation.samples;
        let result =
            self.run_evaluation(Phase::Evaluate, &data, whole && self.validation_is_resident).await;
        self.validation_is_resident = whole && result.is_ok();
        self.validation = Some(data);
        result
    }

    /// The loss and the outputs on `data`.
    ///
    /// # Errors
    /// When its sizes are not the network's, or the device was lost.
    pub async fn evaluate(&mut self, data: &Dataset) -> Result<Evaluation> {
        check_data(data, self.setup.network.inputs(), Some(self.setup.target_columns()))?;
        self.validation_is_resident = false;
        self.run_evaluation(Phase::Evaluate, data, false).await
    }

    /// The outputs for `data`, `[members, samples, outputs]`; its targets are not looked at.
    ///
    /// # Errors
    /// When its sizes are not the network's, or the device was lost.
    pub async fn predict(&mut self, data: &Dataset) -> Result<Vec<f32>> {
        check_data(data, self.setup.network.inputs(), None)?;
        self.validation_is_resident = false;
        Ok(self.run_evaluation(Phase::Predict, data, false).await?.outputs)
    }

    /// Whether the outputs for the first training samples are finite, one a member; for samples that are
    /// finite themselves.
    pub(crate) async fn answers_are_finite(&mut self, samples: usize) -> Result<Vec<bool>> {
        let samples = samples.min(self.training.samples);
        let rows: Vec<u32> = (0..samples as u32).collect();
        let outputs = self.predict(&self.training.select(&rows)).await?;
        let each = outputs.len() / self.setup.members;
        let members = outputs.chunks(each.max(1));
        Ok(members.map(|outputs| outputs.iter().all(|output| output.is_finite())).collect())
    }

    async fn run_evaluation(
        &mut self,
        phase: Phase,
        data: &Dataset,
        resident: bool,
    ) -> Result<Evaluation> {
        let (inputs, outputs) = (self.setup.network.inputs(), self.setup.network.outputs());
        let (members, batch) = (self.setup.members, self.setup.evaluation_batch);
        let mut sums = vec![0.0; members];
        let mut all = vec![0.0; members * data.samples * outputs];
        let mut start = 0;
        if self.hyperparameters.weighted && phase == Phase::Evaluate {
            self.program(phase, batch.min(data.samples)).await?;
            let coefficients = Coefficients { sample_scale: 1.0, ..Coefficients::none() };
            let row: Vec<f32> = coefficients.row([0; 2], &vec![0.0; self.setup.recipe.slots()]);
            self.executor.write(Buffer::Coefficients, &row.repeat(members))?;
        }
        while start < data.samples {
            let count = self.setup.evaluation.samples.min(data.samples - start);
            let tail = count % batch;
            let full = self.program(phase, batch).await?;
            let rest = if tail > 0 { Some(self.program(phase, tail).await?) } else { None };
            if !resident {
                let part = Part::Evaluation;
                let rows = |width: usize| start * width..(start + count) * width;
                self.executor.write(Buffer::DataInputs(part), &data.inputs[rows(inputs)])?;
                if phase == Phase::Evaluate {
                    let targets = &data.targets[rows(self.setup.target_columns())];
                    self.executor.write(Buffer::DataTargets(part), targets)?;
                }
                let order: Vec<u32> = (0..count as u32).collect();
                self.executor.write_indices(Buffer::Order(part), &order)?;
            }
            self.executor.write_indices(Buffer::Cursor(Part::Evaluation), &[0, 0])?;
            self.executor.run(full, count / batch).await?;
            if let Some(rest) = rest {
                self.executor.run(rest, 1).await?;
            }
            let answers = self.executor.read(Buffer::Outputs).await?;
            for (member, answers) in answers.chunks(answers.len() / members).enumerate() {
                let place = (member * data.samples + start) * outputs;
                all[place..][..count * outputs].copy_from_slice(&answers[..count * outputs]);
            }
            if phase == Phase::Evaluate {
                let losses = self.executor.read(Buffer::Losses(Part::Evaluation)).await?;
                for (sum, losses) in sums.iter_mut().zip(losses.chunks(losses.len() / members)) {
                    for (step, &loss) in losses.iter().enumerate().take(count.div_ceil(batch)) {
                        *sum += f64::from(loss) * batch.min(count - step * batch) as f64;
                    }
                }
            }
            start += count;
        }
        let weights = match self.hyperparameters.weighted && phase == Phase::Evaluate {
            true => {
                let last = self.setup.target_columns() - 1;
                let weights = data.targets.iter().skip(last).step_by(last + 1);
                weights.map(|&weight| f64::from(weight)).sum()
            }
            false => data.samples as f64,
        };
        let losses = sums.into_iter().map(|sum| sum / weights).collect();
        Ok(Evaluation { losses, outputs: all })
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

    /// Sends the coefficients of all steps of an epoch.
    fn send_schedule(&mut self, orders: &[Vec<u32>]) -> Result<()> {
        let batch = self.setup.training_batch;
        let steps = self.setup.training.steps;
        let mut rows = Vec::with_capacity(self.setup.members * steps * self.setup.coefficients());
        let first = u64::from(self.epoch.saturating_sub(1)) * steps as u64;
        let scheduled = |step: u64| match &self.schedule {
            None => 1.0,
            Some((schedule, epochs)) => {
                let total = u64::from(*epochs) * steps as u64;
                schedule.factor(first + step, steps as u64, total)
            }
        };
        let members = self.courses.iter_mut().zip(orders).zip(&self.rate_factors);
        for ((course, order), &factor) in members {
            for (step, samples) in (0..).zip(order.chunks(batch)) {
                let factor = factor * scheduled(step);
                let scale = match self.hyperparameters.weighted {
                    true => weight_scale(&self.training, samples),
                    false => 1.0,
                };
                let row = course.next(&self.hyperparameters, factor, scale);
                rows.extend(row.into_iter().map(|number| number as f32));
            }
        }
        self.executor.write(Buffer::Schedule, &rows)
    }

    /// Sends what the device needs for the samples in `orders` (one order a member): the order
    /// alone when all data are there, else the rows themselves.
    fn send_training(&mut self, orders: &[&[u32]]) -> Result<()> {
        let part = Part::Training;
        let window = self.setup.training;
        let samples = self.training.samples;
        let mut indices = vec![0; self.setup.members * window.samples];
        if window.rows >= samples && window.samples >= samples {
            if !self.training_is_resident {
                self.executor.write(Buffer::DataInputs(part), &self.training.inputs)?;
                self.executor.write(Buffer::DataTargets(part), &self.training.targets)?;
                self.training_is_resident = true;
            }
            for (to, order) in indices.chunks_mut(window.samples).zip(orders) {
                to[..order.len()].copy_from_slice(order);
            }
        } else {
            let rows: Vec<u32> = orders.iter().flat_map(|order| order.iter().copied()).collect();
            let sent = self.training.select(&rows);
            self.executor.write(Buffer::DataInputs(part), &sent.inputs)?;
            self.executor.write(Buffer::DataTargets(part), &sent.targets)?;
            let mut sent = 0..;
            for (to, order) in indices.chunks_mut(window.samples).zip(orders) {
                for (to, sent) in to.iter_mut().zip(sent.by_ref().take(order.len())) {
                    *to = sent;
                }
            }
        }
        self.executor.write_indices(Buffer::Order(part), &indices)
    }
}

/// Samples of a batch over the sum of their weights, which are the last column of the targets.
fn weight_scale(data: &Dataset, samples: &[u32]) -> f64 {
    let width = data.targets.len() / data.samples;
    let weight = |&sample: &u32| f64::from(data.targets[(sample as usize + 1) * width - 1]);
    samples.len() as f64 / samples.iter().map(weight).sum::<f64>()
}

/// Inputs in a window of data that is not all on the device: 8 MiB, which are held twice more on
/// their way. Larger ones take memory and save no time.
const WINDOW_INPUTS: usize = 2 << 20;

/// The window of the training part: all samples where the device can bind them, or else a
/// multiple of the batch.
fn window<E: Executor>(
    executor: &E,
    setup: &Setup,
    data: &Dataset,
    resident_rows: Option<usize>,
) -> Result<Window> {
    let steps = data.samples.div_ceil(setup.training_batch);
    let all = Window { rows: data.samples, samples: data.samples, steps };
    let limit = resident_rows.unwrap_or(usize::MAX);
    let fits = |window: Window| {
        let setup = Setup { training: window, ..setup.clone() };
        let part = Part::Training;
        let data = [Buffer::DataInputs(part), Buffer::DataTargets(part), Buffer::Order(part)];
        window.rows <= limit && data.into_iter().all(|data| executor.fits(setup.extent(data)))
    };
    if fits(all) {
        return Ok(all);
    }
    let of = |steps: usize| {
        let samples = steps * setup.training_batch;
        Window { rows: samples * setup.members, samples, ..all }
    };
    let inputs = setup.network.inputs();
    let steps = WINDOW_INPUTS / (inputs * setup.training_batch * setup.members);
    let half = |steps: &usize| Some(steps / 2).filter(|&steps| steps > 0);
    std::iter::successors(Some(steps.clamp(1, all.steps)), half)
        .map(of)
        .find(|&window| fits(window))
        .ok_or_else(|| {
            let rows = setup.training_batch * setup.members;
            Error::device(format!("the device cannot bind {rows} rows of {inputs} inputs"))
                .advice("use a smaller batch or fewer members")
        })
}

/// A window for at most `samples` samples to evaluate at once, or for [`WINDOW_INPUTS`].
fn evaluation_window<E: Executor>(executor: &E, setup: &Setup, samples: usize) -> Result<Window> {
    let half = |samples: &usize| Some(samples / 2).filter(|&samples| samples > 0);
    let of = |samples: usize| {
        let steps = samples.div_ceil(setup.evaluation_batch);
        Window { rows: samples, samples, steps }
    };
    let fits = |window: &Window| {
        let setup = Setup { evaluation: *window, ..setup.clone() };
        let part = Part::Evaluation;
        [Buffer::DataInputs(part), Buffer::DataTargets(part), Buffer::Outputs]
            .into_iter()
            .all(|buffer| executor.fits(setup.extent(buffer)))
    };
    let batch = setup.evaluation_batch;
    let steps = (WINDOW_INPUTS / (setup.network.inputs() * batch)).max(1);
    let most = samples.clamp(1, steps * batch);
    std::iter::successors(Some(most), half).map(of).find(fits).ok_or_else(|| {
        Error::device("the device cannot bind the outputs of one sample")
            .advice("use fewer members")
    })
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
