//! Evaluation, prediction and an epoch of training on a device, each step held against the reference.

use super::{Notice, Trial};
use crate::error::{ErrorKind, Result};
use crate::executor::{Executor, Program};
use crate::gpu::{Context, GpuExecutor};
use crate::hyperparameters::{Course, Hyperparameters};
use crate::network::{Initialisation, Parameters};
use crate::random::{self, Purpose};
use crate::recording::{Buffer, Part, Recording, Setup, Window};
use crate::verify::{self, Finding, Snapshot};

/// Evaluation, prediction and one epoch of training on the device, each step held against the
/// reference: what differs first, or nothing. A shader that the device refuses is a notice too.
///
/// Where the context has texts of its own for shader files ([`crate::gpu::GpuOptions::shaders`]), only
/// the phases that run one of them are looked at.
///
/// # Errors
/// When the device was lost.
pub async fn examine(context: &Context, trial: &Trial) -> Result<Option<Notice>> {
    match Lockstep::new(context, trial).run().await {
        Err(error) if error.kind() == ErrorKind::Device => Ok(Some(Notice {
            layer: None,
            quantity: "refused by the device".to_owned(),
            detail: error.to_string(),
        })),
        outcome => outcome,
    }
}

/// Writes one step of so many rows down.
type Phase = fn(&Setup, usize) -> Recording;

/// What is looked at, in this order.
const PHASES: [(Part, Phase); 3] = [
    (Part::Evaluation, Setup::prediction),
    (Part::Evaluation, Setup::evaluation),
    (Part::Training, Setup::training_step),
];

/// What the recordings of a trial have in common.
fn setup(trial: &Trial) -> Setup {
    let samples = trial.data.samples;
    let batch = trial.batch.min(samples);
    // Smaller steps than those of training, so that rows lie beyond theirs.
    let evaluation_batch = batch.div_ceil(2);
    let window = |batch: usize| Window { rows: samples, samples, steps: samples.div_ceil(batch) };
    Setup {
        network: trial.network.clone(),
        recipe: trial.hyperparameters.recipe(),
        members: trial.members,
        training_batch: batch,
        evaluation_batch,
        training: window(batch),
        evaluation: window(evaluation_batch),
    }
}

/// Whether one of the kernels of a trial, each run by itself, is composed of such a file.
pub(super) fn has_kernel_of(trial: &Trial, file: &str) -> bool {
    let setup = setup(trial);
    PHASES.iter().any(|(_, recording)| {
        let commands = recording(&setup, 1).commands;
        commands.iter().any(|command| command.kernel.files().contains(&file))
    })
}

/// A step that is ready to run.
struct Step {
    rows: usize,
    recording: Recording,
    program: Program,
}

/// A device and the reference, step by step.
struct Lockstep<'a> {
    trial: &'a Trial,
    setup: Setup,
    executor: GpuExecutor,
}

impl<'a> Lockstep<'a> {
    fn new(context: &Context, trial: &'a Trial) -> Self {
        Self { trial, setup: setup(trial), executor: GpuExecutor::new(context.clone()) }
    }

    async fn run(&mut self) -> Result<Option<Notice>> {
        self.load().await?;
        let mut concerned = false;
        for (part, recording) in PHASES {
            let steps = self.programs(part, recording).await?;
            if !self.concerns(&steps) {
                continue;
            }
            concerned = true;
            if let Some(finding) = self.steps(part, &steps).await? {
                return Ok(Some(finding.into()));
            }
        }
        if concerned { self.padding().await } else { Ok(None) }
    }

    /// The steps on a part: full ones and, where one is left over, a smaller one.
    async fn programs(&mut self, part: Part, recording: Phase) -> Result<Vec<Step>> {
        let samples = self.trial.data.samples;
        let batch = self.setup.batch(part);
        let mut steps = Vec::new();
        for rows in [batch, samples % batch].into_iter().filter(|&rows| rows > 0) {
            let recording = recording(&self.setup, rows);
            let program = self.executor.load(&recording).await?;
            steps.push(Step { rows, recording, program });
        }
        Ok(steps)
    }

    /// Whether one of the steps runs a shader with a text of its own, if there is any such text.
    fn concerns(&self, steps: &[Step]) -> bool {
        self.executor.context().options().shaders.is_empty()
            || steps.iter().any(|step| self.executor.is_changed(step.program))
    }

    /// Makes the buffers and puts data, parameters and learning rates there.
    async fn load(&mut self) -> Result<()> {
        let Self { trial, setup, executor } = self;
        let seeds: Vec<u64> = (1..).take(trial.members).collect();
        executor.load(&setup.training_step(setup.training_batch)).await?;
        executor.load(&setup.evaluation(setup.evaluation_batch)).await?;
        for part in [Part::Training, Part::Evaluation] {
            executor.write(Buffer::DataInputs(part), &trial.data.inputs)?;
            executor.write(Buffer::DataTargets(part), &trial.data.targets)?;
        }
        let order: Vec<u32> = (0..trial.data.samples as u32).collect();
        executor.write_indices(Buffer::Order(Part::Evaluation), &order)?;
        let orders: Vec<u32> = orders(trial).into_iter().flatten().collect();
        executor.write_indices(Buffer::Order(Part::Training), &orders)?;
        let hyperparameters = Hyperparameters {
            learning_rates: (1..=trial.members).map(|member| 0.2 * member as f32).collect(),
            seeds: seeds.clone(),
            ..trial.hyperparameters.clone()
        };
        let steps = setup.training.steps;
        let rows = (0..trial.members).flat_map(|member| {
            let mut course = Course::new(&hyperparameters, member);
            (0..steps).flat_map(|_| course.next(&hyperparameters, 1.0, 1.25)).collect::<Vec<_>>()
        });
        let rows: Vec<_> = rows.map(|number| number as f32).collect();
        executor.write(Buffer::Schedule, &rows)?;
        let mut parameters = Parameters::initialise(&trial.network, &seeds);
        if setup.is_shared() {
            parameters = Parameters::initialise_sharing(
                &trial.network,
                &seeds,
                setup.sharers(),
                Initialisation::suiting,
            );
            let factors = parameters.layers.pop().expect("factors are the last");
            let other = |(i, sign): (usize, f32)| sign * (1.0 + 0.1 * (i % 7) as f32);
            let factors: Vec<_> = factors.weight.into_iter().enumerate().map(other).collect();
            executor.write(Buffer::Factor, &factors)?;
        }
        for (l, layer) in (0..).zip(&parameters.layers) {
            executor.write(Buffer::Weight(l), &layer.weight)?;
            let bias: Vec<f32> =
                (0..layer.bias.len()).map(|i| 0.3 - 0.07 * (i % 9) as f32).collect();
            executor.write(Buffer::Bias(l), &bias)?;
        }
        Ok(())
    }

    /// All steps on a part, until a quantity is above its bound.
    async fn steps(&mut self, part: Part, steps: &[Step]) -> Result<Option<Finding>> {
        let samples = self.trial.data.samples;
        let orders = match part {
            Part::Training => orders(self.trial),
            Part::Evaluation => vec![(0..samples as u32).collect(); self.trial.members],
        };
        self.executor.write_indices(Buffer::Cursor(part), &[0, 0])?;
        let mut report = verify::Report::default();
        let mut done = 0;
        while done < samples {
            let step = steps.iter().find(|step| step.rows <= samples - done);
            let Step { rows, recording, program } = step.expect("what is left over has a step");
            let fusion = self.executor.fusion(*program).clone();
            let before = Snapshot::take(&mut self.executor, recording, &fusion).await?;
            self.executor.run(*program, 1).await?;
            let after = Snapshot::take(&mut self.executor, recording, &fusion).await?;
            let rows_of: Vec<_> = orders.iter().map(|order| &order[done..done + rows]).collect();
            let found =
                verify::step(recording, &before, &after, &fusion, &self.trial.data, &rows_of)?;
            report.add(report.steps, found);
            if report.failure.is_some() {
                break;
            }
            done += rows;
        }
        Ok(report.failure)
    }

    /// What lies between the rows of every tensor must have stayed 0.
    async fn padding(&mut self) -> Result<Option<Notice>> {
        let recordings = [self.setup.evaluation(1), self.setup.training_step(1)];
        for (buffer, _) in recordings.iter().flat_map(|recording| &recording.buffers) {
            let padding = self.executor.padding(*buffer).await?;
            if let Some(leaked) = padding.into_iter().find(|&value| !(value == 0.0)) {
                return Ok(Some(Notice {
                    layer: buffer.layer(),
                    quantity: format!("{} padding", buffer.quantity()),
                    detail: format!("{leaked:e} lies in the padding of the {buffer}, which is 0"),
                }));
            }
        }
        Ok(None)
    }
}

/// The order of the samples, one a member.
fn orders(trial: &Trial) -> Vec<Vec<u32>> {
    let order = |seed| random::permutation(seed, Purpose::Shuffle { epoch: 1 }, trial.data.samples);
    (1..).take(trial.members).map(order).collect()
}
