//! A training step, an evaluation and a prediction as plain data: lists of commands over named
//! buffers. Executors run them; nothing here knows of a device.

use std::fmt;

use crate::error::Result;
use crate::kernel::Kernel;
use crate::network::Network;
use crate::shape;

/// Which of the two data sets that can be resident a buffer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The samples trained on.
    Training,
    /// The samples evaluated or predicted.
    Evaluation,
}

/// The name of a buffer. The letters in the shapes: M members, N samples, B rows of a batch, I
/// inputs and O outputs of the network, i inputs and o outputs of the layer (numbered from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Buffer {
    /// `[1, N, I]` inputs of the samples on the device, shared by the members.
    DataInputs(Part),
    /// `[1, N, O]` targets of the samples on the device, shared by the members.
    DataTargets(Part),
    /// `[M, 1, N]` indices: the order in which each member sees the samples; `[1, 1, N]` for
    /// evaluation, where all see the same.
    Order(Part),
    /// `[1, 1, 2]` counts: the samples used and the steps done so far in this epoch.
    Cursor(Part),
    /// `[M, 1, S]` the mean loss of each batch of the epoch.
    Losses(Part),
    /// `[M, 1, 1]` the learning rate of each member.
    LearningRate,
    /// `[M, B, I]` inputs of the batch.
    Inputs,
    /// `[M, B, O]` targets of the batch.
    Targets,
    /// `[M, i, o]`
    Weight(u32),
    /// `[M, 1, o]`
    Bias(u32),
    /// `[M, B, o]` sums `a = x W + b`.
    Sum(u32),
    /// `[M, B, o]` activations `h = f(a)`.
    Activation(u32),
    /// `[M, B, o]` deltas `dL/da` of each sample.
    Delta(u32),
    /// `[M, B, o]` deltas of the next layer carried back through its weights, `D W^T`.
    BackSum(u32),
    /// `[M, i, o]`
    WeightGradient(u32),
    /// `[M, 1, o]`
    BiasGradient(u32),
    /// `[M, 1, B]` the loss of each sample of the batch.
    SampleLoss,
    /// `[M, N, O]` the outputs of the samples evaluated.
    Outputs,
}

impl Buffer {
    /// The layer it belongs to, if any, from 0.
    pub fn layer(self) -> Option<u32> {
        match self {
            Self::Weight(layer)
            | Self::Bias(layer)
            | Self::Sum(layer)
            | Self::Activation(layer)
            | Self::Delta(layer)
            | Self::BackSum(layer)
            | Self::WeightGradient(layer)
            | Self::BiasGradient(layer) => Some(layer),
            _ => None,
        }
    }

    /// The quantity it holds, in the field's words.
    pub fn quantity(self) -> &'static str {
        match self {
            Self::DataInputs(_) => "data inputs",
            Self::DataTargets(_) => "data targets",
            Self::Order(_) => "order",
            Self::Cursor(_) => "cursor",
            Self::Losses(_) => "batch loss",
            Self::LearningRate => "learning rate",
            Self::Inputs => "batch inputs",
            Self::Targets => "batch targets",
            Self::Weight(_) => "weight",
            Self::Bias(_) => "bias",
            Self::Sum(_) => "sum",
            Self::Activation(_) => "activation",
            Self::Delta(_) => "delta",
            Self::BackSum(_) => "back-propagated sum",
            Self::WeightGradient(_) => "weight gradient",
            Self::BiasGradient(_) => "bias gradient",
            Self::SampleLoss => "sample loss",
            Self::Outputs => "outputs",
        }
    }

    /// Whether it holds weights or biases.
    pub fn is_parameter(self) -> bool {
        matches!(self, Self::Weight(_) | Self::Bias(_))
    }

    /// Whether it holds samples as the host sent them, which no kernel changes.
    pub fn is_data(self) -> bool {
        matches!(self, Self::DataInputs(_) | Self::DataTargets(_))
    }

    /// Whether it holds indices or counts (`u32`) rather than numbers (`f32`).
    pub fn is_index(self) -> bool {
        matches!(self, Self::Order(_) | Self::Cursor(_))
    }
}

impl fmt::Display for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer() {
            Some(layer) => write!(f, "layer {layer} {}", self.quantity()),
            None => f.write_str(self.quantity()),
        }
    }
}

/// The size of a buffer: `[members, rows, columns]`. `members` is 1 where all members share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Members, or 1.
    pub members: usize,
    /// Rows of one member.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

impl Extent {
    /// The number of elements.
    ///
    /// # Errors
    /// When a kernel could not index them.
    pub fn elements(self) -> Result<usize> {
        shape::elements("a tensor", &[self.members, self.rows, self.columns])
    }
}

/// The loops of a command: `members`, `rows` and `columns` of the result, `inner` the length of
/// the sum (1 where there is none).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Networks side by side.
    pub members: usize,
    /// Rows of the result.
    pub rows: usize,
    /// Terms of each sum.
    pub inner: usize,
    /// Columns of the result.
    pub columns: usize,
}

/// One kernel over named buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What to compute.
    pub kernel: Kernel,
    /// How much of it.
    pub shape: Shape,
    /// The buffers, in the order of the kernel's bindings.
    pub operands: Vec<Buffer>,
}

/// A list of commands and the sizes of the buffers they use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Every buffer used, once.
    pub buffers: Vec<(Buffer, Extent)>,
    /// What to do, in order.
    pub commands: Vec<Command>,
}

/// What recordings of one run have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The network.
    pub network: Network,
    /// How many of it train side by side.
    pub members: usize,
    /// The samples of a training step.
    pub training_batch: usize,
    /// The samples of an evaluation step.
    pub evaluation_batch: usize,
    /// How the training samples lie on the device.
    pub training: Window,
    /// How the samples to evaluate lie on the device.
    pub evaluation: Window,
}

/// How much of a data set is on the device at once. A data set that fits is all there and stays;
/// of a larger one the host sends a window after the other, its rows in the order of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows of the data buffers.
    pub rows: usize,
    /// Samples that each member takes from them before the host sends the next window.
    pub samples: usize,
    /// Steps of an epoch, all windows together.
    pub steps: usize,
}

impl Setup {
    /// One training step on the next `rows` samples of the training part.
    pub fn training_step(&self, rows: usize) -> Recording {
        let mut recorder = Recorder::new(self, Part::Training, rows);
        recorder.gather();
        recorder.forward();
        recorder.loss();
        recorder.backward();
        recorder.update();
        recorder.advance();
        recorder.recording
    }

    /// The losses and outputs of the next `rows` samples of the evaluation part.
    pub fn evaluation(&self, rows: usize) -> Recording {
        let mut recorder = Recorder::new(self, Part::Evaluation, rows);
        recorder.gather();
        recorder.forward();
        recorder.loss();
        recorder.store();
        recorder.advance();
        recorder.recording
    }

    /// The outputs of the next `rows` samples of the evaluation part, whose targets are unknown.
    pub fn prediction(&self, rows: usize) -> Recording {
        let mut recorder = Recorder::new(self, Part::Evaluation, rows);
        recorder.gather_inputs();
        recorder.forward();
        recorder.store();
        recorder.advance();
        recorder.recording
    }

    /// How the samples of a part lie on the device.
    pub fn window(&self, part: Part) -> Window {
        match part {
            Part::Training => self.training,
            Part::Evaluation => self.evaluation,
        }
    }

    /// The samples of a full step on a part.
    pub fn batch(&self, part: Part) -> usize {
        match part {
            Part::Training => self.training_batch,
            Part::Evaluation => self.evaluation_batch,
        }
    }

    /// The size that every recording of this run gives a buffer.
    pub fn extent(&self, buffer: Buffer) -> Extent {
        let sizes = self.network.sizes();
        let inputs = self.network.inputs();
        let outputs = self.network.outputs();
        let members = self.members;
        let batch = self.training_batch.max(self.evaluation_batch);
        let width = |layer: u32| sizes[layer as usize + 1];
        let (members, rows, columns) = match buffer {
            Buffer::DataInputs(part) => (1, self.window(part).rows, inputs),
            Buffer::DataTargets(part) => (1, self.window(part).rows, outputs),
            Buffer::Order(Part::Training) => (members, 1, self.training.samples),
            Buffer::Order(Part::Evaluation) => (1, 1, self.evaluation.samples),
            Buffer::Cursor(_) => (1, 1, 2),
            Buffer::Losses(part) => (members, 1, self.window(part).steps),
            Buffer::LearningRate => (members, 1, 1),
            Buffer::Inputs => (members, batch, inputs),
            Buffer::Targets => (members, batch, outputs),
            Buffer::Weight(l) | Buffer::WeightGradient(l) => (members, sizes[l as usize], width(l)),
            Buffer::Bias(l) | Buffer::BiasGradient(l) => (members, 1, width(l)),
            Buffer::Sum(l) | Buffer::Activation(l) | Buffer::Delta(l) | Buffer::BackSum(l) => {
                (members, batch, width(l))
            }
            Buffer::SampleLoss => (members, 1, batch),
            Buffer::Outputs => (members, self.evaluation.samples, outputs),
        };
        Extent { members, rows, columns }
    }
}

/// Writes commands down, one phase of a step at a time.
struct Recorder<'a> {
    setup: &'a Setup,
    part: Part,
    rows: usize,
    recording: Recording,
}

impl<'a> Recorder<'a> {
    fn new(setup: &'a Setup, part: Part, rows: usize) -> Self {
        debug_assert!(rows > 0 && rows <= setup.batch(part));
        let recording = Recording { buffers: Vec::new(), commands: Vec::new() };
        Self { setup, part, rows, recording }
    }

    fn push(&mut self, kernel: Kernel, [rows, inner, columns]: [usize; 3], operands: &[Buffer]) {
        for &buffer in operands {
            if !self.recording.buffers.iter().any(|(known, _)| *known == buffer) {
                self.recording.buffers.push((buffer, self.setup.extent(buffer)));
            }
        }
        let shape = Shape { members: self.setup.members, rows, inner, columns };
        let operands = operands.to_vec();
        self.recording.commands.push(Command { kernel, shape, operands });
    }

    fn last(&self) -> u32 {
        self.setup.network.layers() as u32 - 1
    }

    /// What layer `l` sees: the batch, or the activations of the layer before it.
    fn seen(&self, layer: u32) -> Buffer {
        if layer == 0 { Buffer::Inputs } else { Buffer::Activation(layer - 1) }
    }

    fn gather_inputs(&mut self) {
        let (part, rows) = (self.part, self.rows);
        let operands =
            [Buffer::DataInputs(part), Buffer::Order(part), Buffer::Cursor(part), Buffer::Inputs];
        self.push(Kernel::Gather, [rows, 1, self.setup.network.inputs()], &operands);
    }

    fn gather(&mut self) {
        self.gather_inputs();
        let (part, rows) = (self.part, self.rows);
        let operands =
            [Buffer::DataTargets(part), Buffer::Order(part), Buffer::Cursor(part), Buffer::Targets];
        self.push(Kernel::Gather, [rows, 1, self.setup.network.outputs()], &operands);
    }

    fn forward(&mut self) {
        for layer in 0..=self.last() {
            let (sum, h) = (Buffer::Sum(layer), Buffer::Activation(layer));
            let activation = self.setup.network.activations()[layer as usize];
            let (inputs, outputs) = self.sizes(layer);
            let rows = self.rows;
            let product = [self.seen(layer), Buffer::Weight(layer), sum];
            self.push(Kernel::MatmulNn, [rows, inputs, outputs], &product);
            self.push(Kernel::AddBias, [rows, 1, outputs], &[sum, Buffer::Bias(layer)]);
            self.push(Kernel::Activate(activation), [rows, 1, outputs], &[sum, h]);
        }
    }

    fn loss(&mut self) {
        let (rows, outputs) = (self.rows, self.setup.network.outputs());
        let operands = [Buffer::Activation(self.last()), Buffer::Targets, Buffer::SampleLoss];
        self.push(Kernel::SampleLoss, [rows, outputs, 1], &operands);
        let operands = [Buffer::SampleLoss, Buffer::Cursor(self.part), Buffer::Losses(self.part)];
        self.push(Kernel::MeanLoss, [1, rows, 1], &operands);
    }

    fn backward(&mut self) {
        let rows = self.rows;
        for layer in (0..=self.last()).rev() {
            let activation = self.setup.network.activations()[layer as usize];
            let (inputs, outputs) = self.sizes(layer);
            let (h, delta) = (Buffer::Activation(layer), Buffer::Delta(layer));
            if layer == self.last() {
                let kernel = Kernel::OutputDelta(activation);
                self.push(kernel, [rows, 1, outputs], &[h, Buffer::Targets, delta]);
            } else {
                let next = layer + 1;
                let back = Buffer::BackSum(layer);
                let product = [Buffer::Delta(next), Buffer::Weight(next), back];
                self.push(Kernel::MatmulNt, [rows, self.sizes(next).1, outputs], &product);
                let kernel = Kernel::HiddenDelta(activation);
                self.push(kernel, [rows, 1, outputs], &[back, h, delta]);
            }
            let gradient = [self.seen(layer), delta, Buffer::WeightGradient(layer)];
            self.push(Kernel::WeightGradient, [inputs, rows, outputs], &gradient);
            let gradient = [delta, Buffer::BiasGradient(layer)];
            self.push(Kernel::BiasGradient, [1, rows, outputs], &gradient);
        }
    }

    fn update(&mut self) {
        for layer in 0..=self.last() {
            let (inputs, outputs) = self.sizes(layer);
            for (parameter, gradient, rows) in [
                (Buffer::Weight(layer), Buffer::WeightGradient(layer), inputs),
                (Buffer::Bias(layer), Buffer::BiasGradient(layer), 1),
            ] {
                let operands = [parameter, gradient, Buffer::LearningRate];
                self.push(Kernel::Update, [rows, 1, outputs], &operands);
            }
        }
    }

    fn store(&mut self) {
        let operands =
            [Buffer::Activation(self.last()), Buffer::Cursor(self.part), Buffer::Outputs];
        self.push(Kernel::Store, [self.rows, 1, self.setup.network.outputs()], &operands);
    }

    fn advance(&mut self) {
        self.push(Kernel::Advance, [self.rows, 1, 1], &[Buffer::Cursor(self.part)]);
    }

    /// Inputs and outputs of a layer.
    fn sizes(&self, layer: u32) -> (usize, usize) {
        let sizes = self.setup.network.sizes();
        (sizes[layer as usize], sizes[layer as usize + 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Activation;

    fn setup() -> Setup {
        Setup {
            network: Network::new(&[4, 3, 2], &[Activation::Sigmoid; 2]).unwrap(),
            members: 2,
            training_batch: 8,
            evaluation_batch: 5,
            training: Window { rows: 20, samples: 20, steps: 3 },
            evaluation: Window { rows: 5, samples: 5, steps: 1 },
        }
    }

    #[test]
    fn every_command_has_the_operands_its_kernel_binds() {
        let setup = setup();
        for recording in [setup.training_step(8), setup.evaluation(5), setup.prediction(5)] {
            for command in &recording.commands {
                assert_eq!(command.operands.len(), command.kernel.bindings().len(), "{command:?}");
            }
        }
    }

    #[test]
    fn weights_change_only_after_every_delta_that_reads_them() {
        let recording = setup().training_step(8);
        let writes = |command: &Command, buffer| {
            command.kernel == Kernel::Update && command.operands[0] == buffer
        };
        for layer in 0..2 {
            let weight = Buffer::Weight(layer);
            let update = recording.commands.iter().position(|c| writes(c, weight)).unwrap();
            let last_read =
                recording.commands.iter().rposition(|c| c.operands[1..].contains(&weight)).unwrap();
            assert!(last_read < update);
        }
    }
}
