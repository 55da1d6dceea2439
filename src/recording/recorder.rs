//! The recordings of a setup: a step written down, phase by phase.

use std::collections::{BTreeMap, BTreeSet};

use super::{Buffer, Command, Part, Recording, Setup};
use crate::formula::{Activation, DerivativeOf};
use crate::kernel::Kernel;
use crate::memory;
use crate::recipe::{Rule, Slope};
use crate::shape::{Extent, Shape};

impl Setup {
    /// One training step on the next `rows` samples of the training part.
    pub fn training_step(&self, rows: usize) -> Recording {
        Recorder::new(self, Part::Training, rows).training_step()
    }

    /// A training step without its loss and its update: activations, deltas and gradients.
    pub fn probe(&self, rows: usize) -> Recording {
        Recorder::new(self, Part::Training, rows).probe()
    }

    /// The losses and outputs of the next `rows` samples of the evaluation part, by the averages of
    /// the parameters where these are kept.
    pub fn evaluation(&self, rows: usize) -> Recording {
        Recorder::new(self, Part::Evaluation, rows).evaluation()
    }

    /// The outputs of the next `rows` samples of the evaluation part, whose targets are unknown.
    pub fn prediction(&self, rows: usize) -> Recording {
        Recorder::new(self, Part::Evaluation, rows).prediction()
    }

    /// Bytes of the buffers of a training step and an evaluation, all together.
    pub fn bytes(&self) -> u64 {
        let recordings =
            [self.training_step(self.training_batch), self.evaluation(self.evaluation_batch)];
        let buffers = recordings.iter().flat_map(|recording| &recording.buffers);
        let buffers: BTreeMap<Buffer, Extent> = buffers.copied().collect();
        let of = |extent: &Extent| memory::bytes(&[extent.members, extent.rows, extent.columns]);
        buffers.values().map(of).fold(0, u64::saturating_add)
    }
}

/// Writes commands down, one phase of a step at a time.
struct Recorder<'a> {
    setup: &'a Setup,
    part: Part,
    rows: usize,
    recording: Recording,
    /// The buffers of the recording.
    known: BTreeSet<Buffer>,
}

impl<'a> Recorder<'a> {
    fn new(setup: &'a Setup, part: Part, rows: usize) -> Self {
        debug_assert!(rows > 0 && rows <= setup.batch(part));
        let recording = Recording { buffers: Vec::new(), commands: Vec::new() };
        Self { setup, part, rows, recording, known: BTreeSet::new() }
    }

    fn push(&mut self, kernel: Kernel, [rows, inner, columns]: [usize; 3], operands: &[Buffer]) {
        for &buffer in operands {
            if self.known.insert(buffer) {
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
        match layer {
            0 if self.setup.is_shared() => Buffer::ScaledInputs,
            0 => Buffer::Inputs,
            layer => Buffer::Activation(layer - 1),
        }
    }

    fn training_step(mut self) -> Recording {
        self.coefficients();
        self.gather();
        self.forward();
        self.loss();
        self.backward();
        if self.setup.recipe.links.clip_norm {
            self.norm();
        }
        self.update();
        self.advance();
        self.recording
    }

    fn probe(mut self) -> Recording {
        self.coefficients();
        self.gather();
        self.forward();
        self.backward();
        self.advance();
        self.recording
    }

    fn evaluation(mut self) -> Recording {
        self.gather();
        self.forward();
        self.loss();
        self.store();
        self.advance();
        self.recording
    }

    fn prediction(mut self) -> Recording {
        self.gather_inputs();
        self.forward();
        self.store();
        self.advance();
        self.recording
    }

    /// The coefficients of this step, where every other command finds them.
    fn coefficients(&mut self) {
        let operands = [Buffer::Schedule, Buffer::Cursor(self.part), Buffer::Coefficients];
        self.push(Kernel::Coefficients, [1, 1, self.setup.coefficients()], &operands);
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
        self.push(Kernel::Gather, [rows, 1, self.setup.target_columns()], &operands);
    }

    /// Drops elements of what layer `slot` sees, or, of what comes back to there, the same ones.
    fn drop(&mut self, values: Buffer, slot: usize) {
        if self.part == Part::Training && self.setup.recipe.drops(slot) {
            let width = self.setup.network.sizes()[slot];
            let operands = [values, Buffer::Coefficients];
            self.push(Kernel::Dropout, [self.rows, slot, width], &operands);
        }
    }

    fn forward(&mut self) {
        let averaged = self.part == Part::Evaluation && self.setup.recipe.links.average;
        let of = |parameter: Buffer| if averaged { parameter.average() } else { parameter };
        if self.setup.is_shared() {
            let operands = [Buffer::Inputs, of(Buffer::Factor), Buffer::ScaledInputs];
            let shape = [self.rows, self.rows_each(), self.setup.network.inputs()];
            self.push(Kernel::Scale, shape, &operands);
        }
        self.drop(self.seen(0), 0);
        for layer in 0..=self.last() {
            let (sum, h) = (Buffer::Sum(layer), Buffer::Activation(layer));
            let (inputs, outputs) = self.sizes(layer);
            let rows = self.rows;
            let product = [self.seen(layer), of(Buffer::Weight(layer)), sum];
            self.push(Kernel::MatmulNn, [rows, inputs, outputs], &product);
            self.push(Kernel::AddBias, [rows, 1, outputs], &[sum, of(Buffer::Bias(layer))]);
            let (kernel, inner) = match self.activation(layer) {
                Activation::Softmax => (Kernel::Softmax, outputs),
                f => (Kernel::Activate(f), 1),
            };
            self.push(kernel, [rows, inner, outputs], &[sum, h]);
            if layer < self.last() {
                self.drop(h, layer as usize + 1);
            }
        }
        if self.setup.is_shared() {
            let (sum, h) = self.judged();
            let (rows, outputs) = (self.rows, self.setup.network.outputs());
            let all = Buffer::Activation(self.last());
            self.push(Kernel::OwnColumns, [rows, self.rows_each(), outputs], &[all, sum]);
            let (kernel, inner) = match self.output() {
                Activation::Softmax => (Kernel::Softmax, outputs),
                f => (Kernel::Activate(f), 1),
            };
            self.push(kernel, [rows, inner, outputs], &[sum, h]);
        }
    }

    /// The rows of each of those who share weights.
    fn rows_each(&self) -> usize {
        (self.rows / self.setup.sharers()).max(1)
    }

    /// The sums and the answers of the network, which are judged.
    fn judged(&self) -> (Buffer, Buffer) {
        match self.setup.is_shared() {
            true => (Buffer::OwnSum, Buffer::OwnAnswer),
            false => (Buffer::Sum(self.last()), Buffer::Activation(self.last())),
        }
    }

    /// The coefficients, where the loss and the delta of the outputs read them.
    fn criterion_coefficients(&self) -> impl Iterator<Item = Buffer> {
        let criterion = self.setup.recipe.criterion(self.output());
        criterion.has_coefficients().then_some(Buffer::Coefficients).into_iter()
    }

    fn loss(&mut self) {
        let (rows, outputs) = (self.rows, self.setup.network.outputs());
        let criterion = self.setup.recipe.criterion(self.output());
        let (sum, h) = self.judged();
        let judged = if criterion.loss.from_logits() { sum } else { h };
        let mut operands = vec![judged, Buffer::Targets];
        operands.extend(self.criterion_coefficients());
        operands.push(Buffer::SampleLoss);
        self.push(Kernel::SampleLoss(criterion), [rows, outputs, 1], &operands);
        let operands = [Buffer::SampleLoss, Buffer::Cursor(self.part), Buffer::Losses(self.part)];
        self.push(Kernel::MeanLoss, [1, rows, 1], &operands);
    }

    fn backward(&mut self) {
        let rows = self.rows;
        self.output_delta();
        for layer in (0..=self.last()).rev() {
            let (inputs, outputs) = self.sizes(layer);
            let (h, delta) = (Buffer::Activation(layer), Buffer::Delta(layer));
            if layer < self.last() {
                let next = layer + 1;
                let back = Buffer::BackSum(layer);
                let product = [Buffer::Delta(next), Buffer::Weight(next), back];
                self.push(Kernel::MatmulNt, [rows, self.sizes(next).1, outputs], &product);
                self.drop(back, layer as usize + 1);
                let slope = self.setup.recipe.slope(self.activation(layer), layer as usize);
                let of = match slope.of {
                    DerivativeOf::Answer => h,
                    DerivativeOf::Sum => Buffer::Sum(layer),
                };
                self.push(Kernel::HiddenDelta(slope), [rows, 1, outputs], &[back, of, delta]);
            }
            let gradient = [self.seen(layer), delta, Buffer::WeightGradient(layer)];
            self.push(Kernel::WeightGradient, [inputs, rows, outputs], &gradient);
            let gradient = [delta, Buffer::BiasGradient(layer)];
            self.push(Kernel::BiasGradient, [1, rows, outputs], &gradient);
        }
        if self.setup.is_shared() {
            self.factor_gradient();
        }
    }

    fn output_delta(&mut self) {
        let (rows, outputs) = (self.rows, self.setup.network.outputs());
        let criterion = self.setup.recipe.criterion(self.output());
        let (sum, h) = self.judged();
        let of_all = Buffer::Delta(self.last());
        let delta = if self.setup.is_shared() { Buffer::OwnDelta } else { of_all };
        let mut operands = vec![h];
        operands.extend(criterion.delta_reads_sums().then_some(sum));
        operands.push(Buffer::Targets);
        operands.extend(self.criterion_coefficients());
        operands.push(delta);
        self.push(Kernel::OutputDelta(criterion), [rows, 1, outputs], &operands);
        if self.setup.is_shared() {
            let width = outputs * self.setup.sharers();
            self.push(Kernel::SpreadColumns, [rows, self.rows_each(), width], &[delta, of_all]);
        }
    }

    /// The delta of the scaled inputs, which are the answers of a layer whose slope is 1, and what the factors
    /// make of it.
    fn factor_gradient(&mut self) {
        let (rows, inputs) = (self.rows, self.setup.network.inputs());
        let (back, delta) = (Buffer::InputBackSum, Buffer::InputDelta);
        let product = [Buffer::Delta(0), Buffer::Weight(0), back];
        self.push(Kernel::MatmulNt, [rows, self.sizes(0).1, inputs], &product);
        self.drop(back, 0);
        let f = Activation::Linear;
        let slope = Slope { f, of: f.derivative_of() };
        let operands = [back, Buffer::ScaledInputs, delta];
        self.push(Kernel::HiddenDelta(slope), [rows, 1, inputs], &operands);
        let operands = [Buffer::Inputs, delta, Buffer::FactorGradient];
        let shape = [self.setup.sharers(), self.rows_each(), inputs];
        self.push(Kernel::ScaleGradient, shape, &operands);
    }

    /// Weights and biases of all layers, and the factors, with their rows and columns.
    fn parameters(&self) -> Vec<(Buffer, [usize; 2])> {
        let of = |layer| {
            let (inputs, outputs) = self.sizes(layer);
            [(Buffer::Weight(layer), [inputs, outputs]), (Buffer::Bias(layer), [1, outputs])]
        };
        let mut parameters: Vec<_> = (0..=self.last()).flat_map(of).collect();
        if self.setup.is_shared() {
            let size = [self.setup.sharers(), self.setup.network.inputs()];
            parameters.push((Buffer::Factor, size));
        }
        parameters
    }

    /// What all gradients are scaled by.
    fn norm(&mut self) {
        for (place, (parameter, [rows, columns])) in (0..).zip(self.parameters()) {
            let clipped = self.setup.recipe.links.clip_value;
            let mut operands = vec![parameter.gradient(), Buffer::SquaredNorm];
            operands.extend(clipped.then_some(Buffer::Coefficients));
            // The first begins anew.
            self.push(
                Kernel::SquareSum { clipped },
                [rows, usize::from(place > 0), columns],
                &operands,
            );
        }
        let operands = [Buffer::SquaredNorm, Buffer::Coefficients, Buffer::NormFactor];
        self.push(Kernel::NormFactor, [1, 1, 1], &operands);
    }

    fn update(&mut self) {
        let recipe = &self.setup.recipe;
        let (weights, biases) = (recipe.weights(), recipe.biases());
        for (parameter, [rows, columns]) in self.parameters() {
            // Factors begin at 1 and -1, and decay no more than biases.
            let is_weight = matches!(parameter, Buffer::Weight(_));
            let rule = if is_weight { weights } else { biases };
            let shape = Shape { members: self.setup.members, rows, inner: 1, columns };
            for Command { kernel, operands, .. } in of_parameter(parameter, rule, shape) {
                self.push(kernel, [rows, 1, columns], &operands);
            }
        }
    }

    fn store(&mut self) {
        let operands = [self.judged().1, Buffer::Cursor(self.part), Buffer::Outputs];
        self.push(Kernel::Store, [self.rows, 1, self.setup.network.outputs()], &operands);
    }

    fn advance(&mut self) {
        self.push(Kernel::Advance, [self.rows, 1, 1], &[Buffer::Cursor(self.part)]);
    }

    /// The activation of a layer; where weights are shared the output's comes after the last.
    fn activation(&self, layer: u32) -> Activation {
        match layer == self.last() && self.setup.is_shared() {
            true => Activation::Linear,
            false => self.setup.network.activations()[layer as usize],
        }
    }

    /// The activation of the outputs.
    fn output(&self) -> Activation {
        self.setup.network.activations()[self.last() as usize]
    }

    /// Inputs and outputs of a layer, the last's those of all who share weights.
    fn sizes(&self, layer: u32) -> (usize, usize) {
        let extent = self.setup.extent(Buffer::Weight(layer));
        (extent.rows, extent.columns)
    }
}

/// What a rule makes of a parameter whose gradient is there: its states, the step and the average.
pub(crate) fn of_parameter(parameter: Buffer, rule: Rule, shape: Shape) -> Vec<Command> {
    let gradient = parameter.gradient();
    let factor = || rule.links.clip_norm.then_some(Buffer::NormFactor);
    let states = (0..rule.states()).map(|k| {
        let mut operands = vec![parameter.state(k), gradient];
        operands.extend(rule.links.l2.then_some(parameter));
        operands.extend(factor());
        operands.extend(rule.state_reads_first(k).then(|| parameter.state(0)));
        operands.push(Buffer::Coefficients);
        (Kernel::State(rule, k), operands)
    });
    let mut operands = vec![parameter];
    if rule.step_reads_gradient() {
        operands.push(gradient);
        operands.extend(factor());
    }
    operands.extend((0..rule.states()).map(|k| parameter.state(k)));
    operands.push(Buffer::Coefficients);
    let mut commands: Vec<_> = states.collect();
    let step = (Kernel::Update(rule), operands);
    let place = if rule.optimizer.steps_first() { 0 } else { commands.len() };
    commands.insert(place, step);
    if rule.links.average {
        let operands = vec![parameter.average(), parameter, Buffer::Coefficients];
        commands.push((Kernel::Average, operands));
    }
    let command = |(kernel, operands)| Command { kernel, shape, operands };
    commands.into_iter().map(command).collect()
}
