//! Shows that verification would notice a kernel that is wrong: breaks shaders on purpose, one at a
//! time, and compares what they compute with the reference.
//!
//! Evaluation, prediction and an epoch of training are run in lockstep with the reference, each
//! step compared as [`crate::verify`] does it; in the end what lies between the rows of the tensors
//! must be 0. The device's shaders are compiled with wgpu's checks, so that a fault that reaches
//! outside its operands harms nothing.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::dataset::Dataset;
use crate::error::{Error, ErrorKind, Result};
use crate::executor::Executor;
use crate::formula::{Loss, Optimizer};
use crate::gpu::{Context, Family, GpuExecutor, GpuOptions};
use crate::hyperparameters::{Average, Course, Hyperparameters};
use crate::kernel;
use crate::network::{Activation, Network, Parameters};
use crate::random::{self, Purpose};
use crate::recording::{Buffer, Part, Recording, Setup, Window};
use crate::verify::{self, Finding, Snapshot};

/// A piece of a shader's text and what to put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The shader file, without `.wgsl`.
    pub file: &'static str,
    /// The text to replace, at its first place outside the comments.
    pub find: &'static str,
    /// What to put there.
    pub replace: &'static str,
    /// What is wrong with that.
    pub what: &'static str,
}

impl Fault {
    /// A fault of a shader file.
    pub const fn new(
        file: &'static str,
        find: &'static str,
        replace: &'static str,
        what: &'static str,
    ) -> Self {
        Self { file, find, replace, what }
    }

    /// The family of shaders that its file belongs to; that of a kernel that runs by itself where it
    /// is part of such.
    pub fn family(&self) -> Family {
        Family::of(self.file)
    }

    /// Options that use the shader with the fault, checked, and train in whole steps where it is
    /// theirs.
    ///
    /// # Errors
    /// When there is no such file, or not this text in it.
    pub fn options(&self) -> Result<GpuOptions> {
        let missing = |what| Error::failed(format!("{}.wgsl: {what} {:?}", self.file, self.find));
        let text = kernel::shader(self.file).ok_or_else(|| missing("no such file, for"))?;
        let is_comment = |place: usize| {
            let line = text[..place].rfind('\n').map_or(0, |end| end + 1);
            text[line..].trim_start().starts_with("//")
        };
        let mut places = text.match_indices(self.find).map(|(place, _)| place);
        let place = places.find(|&place| !is_comment(place));
        let place = place.ok_or_else(|| missing("there is no"))?;
        let rest = &text[place + self.find.len()..];
        let text = [&text[..place], self.replace, rest].concat();
        Ok(GpuOptions {
            checked: true,
            family: Some(self.family()),
            whole_steps: Some(kernel::is_of_whole_steps(self.file)),
            shaders: BTreeMap::from([(self.file.to_owned(), text)]),
            ..GpuOptions::default()
        })
    }
}

/// The faults of `gradshader verify --self-test`: at least one a shader, of different kinds.
pub const FAULTS: &[Fault] = &[
    Fault::new("gather", "cursor[0] + row", "row", "every batch is the first"),
    Fault::new("matmul_nn", "k < command.inner", "k + 1u < command.inner", "last term left out"),
    Fault::new("add_bias", "+= b[at(1u, m, 0u, column)]", "+= 0.0", "bias forgotten"),
    Fault::new("sigmoid", "(1.0 + e)", "(1.0001 + e)", "a constant is off by 1e-4"),
    Fault::new(
        "activate",
        "row >= command.rows",
        "row >= command.rows + 3u",
        "rows beyond the batch",
    ),
    Fault::new("half_squared_error", "0.5 * difference", "difference", "half forgotten"),
    Fault::new("mean_loss", "partial[0] / f32(command.inner)", "partial[0]", "sum, not mean"),
    Fault::new("output_delta", "* slope(", "* 1.0 + 0.0 * slope(", "derivative forgotten"),
    Fault::new("matmul_nt", "m, column, k)", "m, k, column)", "operand not transposed"),
    Fault::new("hidden_delta", "slope(x[at(1u,", "slope(s[at(0u,", "derivative of the sum"),
    Fault::new("weight_gradient", "sum / f32(command.inner)", "sum", "sum, not mean"),
    Fault::new("bias_gradient", "k = 0u", "k = 1u", "first sample left out"),
    Fault::new("links", "- c.rate * u", "+ c.rate * u", "ascent, not descent"),
    Fault::new(
        "update",
        "COEFFICIENTS }}u, m,",
        "COEFFICIENTS }}u, 0u,",
        "one rate for all members",
    ),
    Fault::new("advance", "cursor[1] += command.inner", "cursor[1] += 0u", "step not counted"),
    Fault::new("store", "cursor[0] + row", "row", "all in the first's place"),
    Fault::new("panel_forward", "let a = sum + bias{{ v }};", "let a = sum;", "bias forgotten"),
    Fault::new("panel_backward", "sum * steepness", "sum", "derivative forgotten"),
    Fault::new("panel_update", "- rate * sums", "+ rate * sums", "ascent, not descent"),
    Fault::new(
        "tile",
        "start + DEPTH < part.end",
        "start < part.first",
        "later terms are the first",
    ),
    Fault::new("tile_common", "cursor[0] + row", "row", "every batch is the first"),
    Fault::new("tile_sum", "chunk = 0u", "chunk = 1u", "first terms left out"),
    Fault::new("tile_end", "sum / f32(command.inner)", "sum", "sum, not mean"),
    Fault::new("tile_forward", "sum + b[at(2u, member, 0u, column) / 4u]", "sum", "bias forgotten"),
    Fault::new("tile_forward", "= sum;", "= 2.0 * sum;", "half forgotten"),
    Fault::new("tile_backward", "sum * steepness", "sum", "derivative forgotten"),
    Fault::new("tile_update", "row < command.rows", "row <= command.rows", "bias not updated"),
    Fault::new(
        "f16",
        "vec4<f16>(bitcast<vec4<f32>>(bits))",
        "vec4<f16>(bitcast<vec4<f32>>(bits & vec4<u32>(0xffff0000u)))",
        "seven bits, not ten",
    ),
    Fault::new("matrices", "coopLoadT", "coopLoad", "right matrix transposed"),
    Fault::new("whole_steps", "sum * steepness", "sum", "derivative forgotten"),
    Fault::new("resident_steps", "i % wide", "i / wide", "columns confused"),
    Fault::new("resident_steps", "}} + shift;", "}};", "bias forgotten"),
    Fault::new(
        "resident_steps",
        "= total / f32(run.rows)",
        "= 2.0 * total / f32(run.rows)",
        "half forgotten",
    ),
    Fault::new("resident_steps", "}} * steepness", "}}", "derivative forgotten"),
    Fault::new(
        "resident_steps",
        "terms = run.rows",
        "terms = run.rows - 1u",
        "last sample left out",
    ),
    Fault::new(
        "resident_steps",
        "member, local, true",
        "member, local, false",
        "parameters not kept",
    ),
];

/// Networks and data on which to look for a fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The network.
    pub network: Network,
    /// Networks side by side, each with parameters, order and learning rate of its own.
    pub members: usize,
    /// Samples a step.
    pub batch: usize,
    /// The samples; best not a multiple of the batch.
    pub data: Dataset,
    /// The formulas and their numbers; learning rates, batch and seeds are the trial's own.
    pub hyperparameters: Hyperparameters,
}

impl Trial {
    /// A trial on so many made-up samples.
    pub fn new(network: Network, members: usize, batch: usize, samples: usize) -> Self {
        let wave = |i: usize| (i * 37 % 101) as f32 / 50.0 - 1.0;
        let data = Dataset {
            samples,
            inputs: (0..samples * network.inputs()).map(wave).collect(),
            targets: (0..samples * network.outputs()).map(|i| wave(i * 5 + 1)).collect(),
        };
        let hyperparameters = Hyperparameters::new(1.0, batch, 0);
        Self { network, members, batch, data, hyperparameters }
    }
}

/// What gave a fault away.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// The layer, from 0; none for what belongs to no layer.
    pub layer: Option<u32>,
    /// The quantity that came out wrong first, in the field's words.
    pub quantity: String,
    /// The whole story, one line.
    pub detail: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Some(layer) => write!(f, "layer {layer} {}", self.quantity),
            None => f.write_str(&self.quantity),
        }
    }
}

impl From<Finding> for Notice {
    fn from(finding: Finding) -> Self {
        let quantity = finding.quantity.to_owned();
        Self { layer: finding.layer, quantity, detail: finding.to_string() }
    }
}

/// A fault and whether it was noticed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// What was wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// Whether it was noticed.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// What became of a fault.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Verification noticed it.
    Noticed {
        /// The widths of the network that showed it, inputs first.
        sizes: Vec<usize>,
        /// What gave it away.
        #[serde(flatten)]
        notice: Notice,
    },
    /// Every trial passed.
    Missed,
    /// It is a fault of a family of shaders that the device cannot run.
    NotOnThisDevice,
}

/// Tries every fault in every trial until one shows it, with the family of shaders that it is in.
///
/// # Errors
/// Of kind [`ErrorKind::Verification`] when the shaders as they are do not pass; when a
/// fault is no change of a shader; when the device was lost.
pub async fn run(context: &Context, faults: &[Fault], trials: &[Trial]) -> Result<Vec<Outcome>> {
    for options in forms(context) {
        if let Verdict::Noticed { notice, .. } = verdict(context, options, trials).await? {
            return Err(Error::verification(notice.detail).advice(
                "this device is wrong without any fault put in; `gradshader verify` says more",
            ));
        }
    }
    let mut outcomes = Vec::new();
    for &fault in faults {
        let verdict = if context.can_run(fault.family()) {
            verdict(context, fault.options()?, trials).await?
        } else {
            Verdict::NotOnThisDevice
        };
        outcomes.push(Outcome { fault, verdict });
    }
    Ok(outcomes)
}

/// What a device can train with, checked: each family, and whole steps where it has them.
pub fn forms(context: &Context) -> Vec<GpuOptions> {
    use Family::{Matrices, Panels, Single, Tiles};
    let forms = [
        (Single, false),
        (Panels, false),
        (Panels, true),
        (Tiles, false),
        (Tiles, true),
        (Matrices, false),
    ];
    let here = forms.into_iter().filter(|&(family, _)| context.can_run(family));
    here.map(|(family, whole_steps)| GpuOptions {
        checked: true,
        family: Some(family),
        whole_steps: Some(whole_steps),
        ..GpuOptions::default()
    })
    .collect()
}

/// What the first trial notices that notices anything.
async fn verdict(context: &Context, options: GpuOptions, trials: &[Trial]) -> Result<Verdict> {
    let context = context.with_options(options);
    for trial in trials {
        if let Some(notice) = examine(&context, trial).await? {
            return Ok(Verdict::Noticed { sizes: trial.network.sizes().to_vec(), notice });
        }
    }
    Ok(Verdict::Missed)
}

/// A network of one activation, which fused shaders train whole, one of several, and one of so many
/// samples that tiles split their sums. Between them they show every fault of [`FAULTS`].
pub fn trials() -> Vec<Trial> {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    let network = |sizes: &[usize], f: &[Activation]| {
        Network::new(sizes, f).expect("sizes are at least 1, one activation a layer")
    };
    let classes =
        Trial::new(network(&[6, 9, 5], &[Activation::Gelu, Activation::Softmax]), 2, 5, 13);
    let adam = Hyperparameters::new(1.0, 5, 0).with_optimizer(Optimizer::Adam);
    let fused = Hyperparameters {
        loss: Loss::SoftmaxCrossEntropy,
        decay: 0.1,
        average: Some(Average::Mean),
        ..adam
    };
    let links = Hyperparameters {
        label_smoothing: 0.1,
        l2: 0.1,
        clip_value: Some(0.1),
        clip_norm: Some(0.2),
        dropout: vec![0.2, 0.3],
        ..fused.clone()
    };
    vec![
        Trial::new(network(&[9, 18, 3], &[Sigmoid; 2]), 2, 5, 13),
        Trial::new(network(&[4, 17, 9, 6, 2], &[Sigmoid, Tanh, Relu, Linear]), 2, 8, 11),
        // So many samples that tiles split their sums.
        Trial::new(network(&[5, 3], &[Sigmoid]), 2, 600, 700),
        // Each link, kernel by kernel where the norm of all gradients is wanted, and fused.
        Trial { hyperparameters: links, ..classes.clone() },
        Trial { hyperparameters: fused, ..classes },
    ]
}

/// Evaluation, prediction and one epoch of training on the device, each step held against the
/// reference: what differs first, or nothing. A shader that the device refuses is a notice too.
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

/// A device and the reference, step by step.
struct Lockstep<'a> {
    trial: &'a Trial,
    setup: Setup,
    executor: GpuExecutor,
}

impl<'a> Lockstep<'a> {
    fn new(context: &Context, trial: &'a Trial) -> Self {
        let samples = trial.data.samples;
        let batch = trial.batch.min(samples);
        // Smaller steps than those of training, so that rows lie beyond theirs.
        let evaluation_batch = batch.div_ceil(2);
        let window =
            |batch: usize| Window { rows: samples, samples, steps: samples.div_ceil(batch) };
        let setup = Setup {
            network: trial.network.clone(),
            recipe: trial.hyperparameters.recipe(),
            members: trial.members,
            training_batch: batch,
            evaluation_batch,
            training: window(batch),
            evaluation: window(evaluation_batch),
        };
        Self { trial, setup, executor: GpuExecutor::new(context.clone()) }
    }

    async fn run(&mut self) -> Result<Option<Notice>> {
        self.load().await?;
        for phase in [Setup::prediction, Setup::evaluation, Setup::training_step] {
            let buffers = phase(&self.setup, 1).buffers;
            let inputs = |part| buffers.iter().any(|(b, _)| *b == Buffer::DataInputs(part));
            let part = match inputs(Part::Training) {
                true => Part::Training,
                false => Part::Evaluation,
            };
            if let Some(finding) = self.steps(part, phase).await? {
                return Ok(Some(finding.into()));
            }
        }
        self.padding().await
    }

    /// Makes the buffers and puts data, parameters and learning rates there.
    async fn load(&mut self) -> Result<()> {
        let Self { trial, setup, executor } = self;
        let seeds: Vec<u64> = (1..).take(trial.members).collect();
        executor.load(&setup.training_step(setup.training_batch)).await?;
        executor.load(&setup.evaluation(1)).await?;
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
            (0..steps).flat_map(|_| course.next(&hyperparameters, 1.0, 1.0)).collect::<Vec<_>>()
        });
        let rows: Vec<_> = rows.map(|number| number as f32).collect();
        executor.write(Buffer::Schedule, &rows)?;
        let parameters = Parameters::initialise(&trial.network, &seeds);
        for (l, layer) in (0..).zip(&parameters.layers) {
            executor.write(Buffer::Weight(l), &layer.weight)?;
            let bias: Vec<f32> =
                (0..layer.bias.len()).map(|i| 0.3 - 0.07 * (i % 9) as f32).collect();
            executor.write(Buffer::Bias(l), &bias)?;
        }
        Ok(())
    }

    /// All steps on a part, until a quantity is above its bound.
    async fn steps(
        &mut self,
        part: Part,
        recording: impl Fn(&Setup, usize) -> Recording,
    ) -> Result<Option<Finding>> {
        let samples = self.trial.data.samples;
        let orders = match part {
            Part::Training => orders(self.trial),
            Part::Evaluation => vec![(0..samples as u32).collect(); self.trial.members],
        };
        self.executor.write_indices(Buffer::Cursor(part), &[0, 0])?;
        let mut report = verify::Report::default();
        let mut done = 0;
        while done < samples {
            let rows = self.setup.batch(part).min(samples - done);
            let recording = recording(&self.setup, rows);
            let program = self.executor.load(&recording).await?;
            let fusion = self.executor.fusion(program).clone();
            let before = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
            self.executor.run(program, 1).await?;
            let after = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
            let rows_of: Vec<_> = orders.iter().map(|order| &order[done..done + rows]).collect();
            let found =
                verify::step(&recording, &before, &after, &fusion, &self.trial.data, &rows_of)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_a_change_of_a_file_and_every_shader_has_one() {
        for fault in FAULTS {
            let options = fault.options().unwrap();
            let changed = &options.shaders[fault.file];
            assert_ne!(Some(changed.as_str()), kernel::shader(fault.file), "{fault:?}");
        }
        for shader in crate::gpu::Shader::all() {
            let file = *shader.files().last().expect("a shader has a file");
            assert!(FAULTS.iter().any(|fault| fault.file == file), "no fault of {file}");
        }
        let error = Fault::new("update", "no such text", "", "").options().unwrap_err();
        assert_eq!(error.to_string(), "update.wgsl: there is no \"no such text\"");
    }
}
