//! Compares what an executor computed with the reference, quantity by quantity, against derived
//! bounds.
//!
//! One step at a time: the executor's state before the step is copied into the f64 reference and
//! the recording runs there too. Each quantity that the executor stored is compared and then
//! handed to the reference, so that every command is judged by what the executor itself fed it:
//! errors do not add up from layer to layer, and the first quantity above its bound is where
//! things went wrong. Evaluations and predictions are recordings too and are compared the same way.
//! A quantity that a fused kernel never stores is computed by the reference
//! alone, and its error bound goes on into the quantities that depend on it.
//!
//! Where devices share a batch the executor shows their rows as one batch, so that the same holds of all of them
//! together; and what they exchange is compared by itself, with [`exchange`].

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::bound::{self, Growth, Operand};
use crate::cpu::{Buffers, Size, mean_of_parts, member_range, unknown};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Parts};
use crate::kernel::{Access, Kernel};
use crate::recording::{Buffer, Command, Recording};
pub use crate::shrink::{folded, shrink, shrink_until};

/// The contents of an executor's buffers at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Numbers, `[members, rows, columns]`.
    pub numbers: BTreeMap<Buffer, Vec<f32>>,
    /// Indices, `[members, rows, columns]`.
    pub indices: BTreeMap<Buffer, Vec<u32>>,
}

impl Snapshot {
    /// All buffers of a recording that the executor writes, but the data, which stay as sent.
    ///
    /// # Errors
    /// When the recording was not loaded, or the device was lost.
    pub async fn take<E: Executor>(
        executor: &mut E,
        recording: &Recording,
        fusion: &Fusion,
    ) -> Result<Self> {
        let mut snapshot = Self::default();
        let mut numbers = Vec::new();
        for &(buffer, _) in &recording.buffers {
            match buffer {
                buffer if buffer.is_data() => {}
                buffer if fusion.elided.contains(&buffer) => {}
                buffer if buffer.is_index() => {
                    snapshot.indices.insert(buffer, executor.read_indices(buffer).await?);
                }
                buffer => numbers.push(buffer),
            }
        }
        let values = executor.read_all(&numbers).await?;
        snapshot.numbers = numbers.into_iter().zip(values).collect();
        Ok(snapshot)
    }
}

/// The element of a quantity that came closest to its bound, or went furthest beyond it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The layer, from 0; none for what belongs to no layer.
    pub layer: Option<u32>,
    /// The quantity, in the field's words.
    pub quantity: &'static str,
    /// Where: member, row, column.
    pub index: [usize; 3],
    /// What the executor computed.
    pub computed: f64,
    /// What the reference computed from the same operands.
    pub reference: f64,
    /// Their difference.
    pub error: f64,
    /// What is allowed.
    pub bound: f64,
    /// `error / bound`; infinite for NaN or where nothing is allowed.
    pub ratio: f64,
    /// How many elements lie above `sqrt(n) u`, where correct sums are not expected.
    pub suspicious: u64,
    /// The step, from 0 at the start of the run.
    pub step: u64,
}

impl Finding {
    /// Whether the quantity is within its bound. NaN is not.
    pub fn passes(&self) -> bool {
        self.ratio <= 1.0
    }

    fn worse_than(&self, other: &Self) -> bool {
        !(self.ratio <= other.ratio)
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = match self.layer {
            Some(layer) => format!("layer {layer} {}", self.quantity),
            None => self.quantity.to_owned(),
        };
        let [member, row, column] = self.index;
        write!(
            f,
            "{place} at member {member}, row {row}, column {column} of step {}: {:e} where the \
             reference has {:e}, off by {:.3e}, the bound is {:.3e}",
            self.step, self.computed, self.reference, self.error, self.bound
        )
    }
}

/// The worst finding of each quantity over all steps looked at, in the order of the recording.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// The steps compared.
    pub steps: u64,
    /// One a quantity.
    pub findings: Vec<Finding>,
    /// What went wrong first, if anything did.
    pub failure: Option<Finding>,
}

impl Report {
    /// Takes in what one step showed.
    pub fn add(&mut self, step: u64, findings: Vec<Finding>) {
        self.steps += 1;
        for mut finding in findings {
            finding.step = step;
            if self.failure.is_none() && !finding.passes() {
                self.failure = Some(finding.clone());
            }
            let same = |known: &&mut Finding| {
                (known.layer, known.quantity) == (finding.layer, finding.quantity)
            };
            match self.findings.iter_mut().find(same) {
                Some(known) => {
                    let suspicious = known.suspicious + finding.suspicious;
                    if finding.worse_than(known) {
                        *known = finding;
                    }
                    known.suspicious = suspicious;
                }
                None => self.findings.push(finding),
            }
        }
    }

    /// An error where a quantity was above its bound; it names the first.
    ///
    /// # Errors
    /// Of kind [`crate::ErrorKind::Verification`].
    pub fn check(&self) -> Result<()> {
        match &self.failure {
            None => Ok(()),
            Some(failure) => Err(Error::verification(failure.to_string()).advice(
                if failure.computed.is_finite() {
                    "this device's numbers are wrong; update its driver or choose another device"
                } else {
                    "if the loss was growing, training has diverged and needs a smaller learning \
                     rate; if not, this device's numbers are wrong"
                },
            )),
        }
    }
}

/// The reference's values and, for each, how far an executor's may lie from it.
struct Reference {
    values: Buffers<f64>,
    guaranteed: BTreeMap<Buffer, Vec<f64>>,
    probable: BTreeMap<Buffer, Vec<f64>>,
}

/// Compares one step of training, evaluation or prediction: `before` and `after` are the executor's
/// buffers around it, `rows` the samples of the batch of each member, from `data`.
///
/// `fusion` says what the executor does otherwise than the recording, command by command.
///
/// Returns one finding a quantity that the executor stores, in the order in which the recording
/// computes them.
///
/// # Errors
/// When the snapshots lack a buffer of the recording.
pub fn step(
    recording: &Recording,
    before: &Snapshot,
    after: &Snapshot,
    fusion: &Fusion,
    data: &Dataset,
    rows: &[&[u32]],
) -> Result<Vec<Finding>> {
    let mut reference = Reference::new(recording, before)?;
    let mut findings = Vec::new();
    for (place, command) in recording.commands.iter().enumerate() {
        reference.run(command, fusion, data, rows);
        let output = command.operands[command.kernel.output()];
        let is_final = !recording.commands[place + 1..]
            .iter()
            .any(|later| later.operands[later.kernel.output()] == output);
        if !is_final {
            continue;
        }
        if let Some(computed) = after.numbers.get(&output) {
            let before = before.numbers.get(&output).ok_or_else(|| unknown(output))?;
            findings.push(reference.compare(command, computed, before));
            reference.adopt(output, computed);
        } else if let Some(computed) = after.indices.get(&output) {
            findings.push(compare_indices(output, reference.values.indices(output)?, computed));
        }
    }
    Ok(findings)
}

/// Compares what devices that share a batch made of their gradients with the mean of these; `after` are the
/// executor's buffers after the step. One finding a gradient.
///
/// # Errors
/// When the snapshot lacks a gradient, or a device's are of another size.
pub fn exchange(parts: &Parts, after: &Snapshot) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut start = 0;
    for &(gradient, length) in &parts.gradients {
        let computed = after.numbers.get(&gradient).ok_or_else(|| unknown(gradient))?;
        let place = start..start + length;
        start = place.end;
        let of = |(&rows, values): (&usize, &Vec<f32>)| match (rows, values.get(place.clone())) {
            (0, _) => Ok(Vec::new()),
            (_, Some(values)) => Ok(values.iter().map(|&value| f64::from(value)).collect()),
            (_, None) => Err(Error::failed(format!("a device has no {gradient}"))),
        };
        let each =
            parts.rows.iter().zip(&parts.values).map(of).collect::<Result<Vec<Vec<f64>>>>()?;
        let values: Vec<&[f64]> = each.iter().map(Vec::as_slice).collect();
        let mut means = vec![0.0; length];
        mean_of_parts(&parts.rows, &values, &mut means);
        let mut worst = Worst::default();
        for (i, (&mean, &computed)) in means.iter().zip(computed).enumerate() {
            let sizes = values.iter().filter_map(|values| values.get(i)).map(|value| value.abs());
            let largest = sizes.fold(0.0, f64::max);
            let bound = |growth| bound::mean_of_parts(growth, values.len(), largest, mean);
            let (computed, guaranteed) = (f64::from(computed), bound(Growth::Guaranteed));
            let finding = Finding::new(gradient, [0, 0, i], computed, mean, guaranteed);
            worst.add(finding, Some(bound(Growth::Probable)));
        }
        let quantity = match gradient {
            Buffer::WeightGradient(_) => "exchanged weight gradient",
            _ => "exchanged bias gradient",
        };
        findings.extend(worst.finding().map(|worst| Finding { quantity, ..worst }));
    }
    Ok(findings)
}

/// The element of a quantity that comes closest to its bound, and how many are suspicious.
#[derive(Default)]
struct Worst {
    finding: Option<Finding>,
    suspicious: u64,
}

impl Worst {
    /// Takes one more element into account; `probable` is the bound beyond which it is suspicious.
    fn add(&mut self, finding: Finding, probable: Option<f64>) {
        self.suspicious += u64::from(probable.is_some_and(|bound| !(finding.error <= bound)));
        if self.finding.as_ref().is_none_or(|worst| finding.worse_than(worst)) {
            self.finding = Some(finding);
        }
    }

    fn finding(self) -> Option<Finding> {
        self.finding.map(|worst| Finding { suspicious: self.suspicious, ..worst })
    }
}

impl Reference {
    fn new(recording: &Recording, before: &Snapshot) -> Result<Self> {
        let sized: Vec<_> =
            recording.buffers.iter().filter(|(buffer, _)| !buffer.is_data()).copied().collect();
        let mut values = Buffers::new();
        values.allocate(&sized)?;
        let mut errors = BTreeMap::new();
        for &(buffer, extent) in sized.iter().filter(|(buffer, _)| !buffer.is_index()) {
            errors.insert(buffer, vec![0.0; extent.elements()?]);
        }
        for (&buffer, numbers) in &before.numbers {
            for (value, &number) in values.numbers_mut(buffer)?.iter_mut().zip(numbers) {
                *value = f64::from(number);
            }
        }
        for (&buffer, indices) in &before.indices {
            values.indices_mut(buffer)?.copy_from_slice(indices);
        }
        Ok(Self { values, guaranteed: errors.clone(), probable: errors })
    }

    /// Runs a command on the values and works out what errors it may make.
    fn run(&mut self, command: &Command, fusion: &Fusion, data: &Dataset, rows: &[&[u32]]) {
        match command.kernel {
            Kernel::Gather => return self.gather(command, data, rows),
            Kernel::Advance => return self.values.run(command),
            _ => {}
        }
        let output = command.operands[command.kernel.output()];
        let before = self.values.numbers(output).expect("allocated").to_vec();
        self.values.run(command);
        for member in 0..command.shape.members {
            let place = self.written(command, member);
            if command.kernel == Kernel::Store {
                self.carry_errors(command, member, place);
                continue;
            }
            for (growth, errors) in
                [(Growth::Guaranteed, &mut self.guaranteed), (Growth::Probable, &mut self.probable)]
            {
                let error =
                    member_error(command, fusion, growth, member, &self.values, errors, &before);
                errors.get_mut(&output).expect("allocated")[place.clone()].copy_from_slice(&error);
            }
        }
    }

    /// Values that are only moved take their errors along.
    fn carry_errors(&mut self, command: &Command, member: usize, to: Range<usize>) {
        let from = command.operands[0];
        let output = command.operands[command.kernel.output()];
        let start = member_range(self.values.extent(from).expect("allocated"), member).start;
        for errors in [&mut self.guaranteed, &mut self.probable] {
            let moved = errors[&from][start..start + to.len()].to_vec();
            errors.get_mut(&output).expect("allocated")[to.clone()].copy_from_slice(&moved);
        }
    }

    /// The rows of the batch straight from the host's data: exact.
    fn gather(&mut self, command: &Command, data: &Dataset, rows: &[&[u32]]) {
        let output = command.operands[command.kernel.output()];
        let from = match output {
            Buffer::Inputs => &data.inputs,
            _ => &data.targets,
        };
        let columns = command.shape.columns;
        for (member, rows) in rows.iter().enumerate() {
            let place = self.written(command, member);
            let batch = &mut self.values.numbers_mut(output).expect("allocated")[place];
            for (to, &row) in batch.chunks_exact_mut(columns).zip(*rows) {
                let row = &from[row as usize * columns..][..columns];
                for (to, &value) in to.iter_mut().zip(row) {
                    *to = f64::from(value);
                }
            }
        }
    }

    /// The elements of its output that a command writes for one member.
    fn written(&self, command: &Command, member: usize) -> Range<usize> {
        let output = command.operands[command.kernel.output()];
        let extent = self.values.extent(output).expect("allocated");
        let start = member_range(extent, member).start;
        match command.kernel {
            Kernel::MeanLoss => {
                let cursor = self.values.indices(command.operands[1]).expect("allocated");
                let step = start + cursor[1] as usize;
                step..step + 1
            }
            Kernel::Store => {
                let cursor = self.values.indices(command.operands[1]).expect("allocated");
                let first = start + cursor[0] as usize * command.shape.columns;
                first..first + command.shape.rows * command.shape.columns
            }
            Kernel::SquareSum { .. } => start..start + 1,
            _ => start..start + command.shape.rows * command.shape.columns,
        }
    }

    /// The element that comes closest to its bound. What a command does not write must be as it
    /// was `before`, bit for bit.
    fn compare(&self, command: &Command, computed: &[f32], before: &[f32]) -> Finding {
        let output = command.operands[command.kernel.output()];
        let extent = self.values.extent(output).expect("allocated");
        let reference = self.values.numbers(output).expect("allocated");
        let (guaranteed, probable) = (&self.guaranteed[&output], &self.probable[&output]);
        let each = extent.rows * extent.columns;
        let mut worst = Worst::default();
        for member in 0..extent.members {
            let written = self.written(command, member);
            for i in member_range(extent, member) {
                let value = f64::from(computed[i]);
                let (expected, bound, probable) = if written.contains(&i) {
                    (reference[i], guaranteed[i], Some(probable[i]))
                } else if computed[i].to_bits() == before[i].to_bits() {
                    continue;
                } else {
                    (f64::from(before[i]), 0.0, None)
                };
                let place = i - member * each;
                let index = [member, place / extent.columns, place % extent.columns];
                worst.add(Finding::new(output, index, value, expected, bound), probable);
            }
        }
        worst.finding().expect("a command writes at least one element")
    }

    /// From here on the reference goes on with what the executor computed.
    fn adopt(&mut self, output: Buffer, computed: &[f32]) {
        let values = self.values.numbers_mut(output).expect("allocated");
        for (value, &computed) in values.iter_mut().zip(computed) {
            *value = f64::from(computed);
        }
        for errors in [&mut self.guaranteed, &mut self.probable] {
            errors.get_mut(&output).expect("allocated").fill(0.0);
        }
    }
}

impl Finding {
    fn new(buffer: Buffer, index: [usize; 3], computed: f64, reference: f64, bound: f64) -> Self {
        let error = (computed - reference).abs();
        let ratio = if error == 0.0 {
            0.0
        } else if error.is_nan() || bound == 0.0 {
            f64::INFINITY
        } else {
            error / bound
        };
        Self {
            layer: buffer.layer(),
            quantity: buffer.quantity(),
            index,
            computed,
            reference,
            error,
            bound,
            ratio,
            suspicious: 0,
            step: 0,
        }
    }
}

/// The error bound of what a command writes for one member; `before` is its output from before.
fn member_error(
    command: &Command,
    fusion: &Fusion,
    growth: Growth,
    member: usize,
    values: &Buffers<f64>,
    errors: &BTreeMap<Buffer, Vec<f64>>,
    before: &[f64],
) -> Vec<f64> {
    let shape = command.shape;
    let mut size = Size::from(shape);
    match command.kernel {
        Kernel::Update(rule) if rule.is_descent() => size.inner = fusion.update_panels,
        Kernel::MeanLoss if fusion.flat_loss => {
            size.columns = values.extent(Buffer::Targets).expect("allocated").columns;
        }
        _ => {}
    }
    let range = |buffer| member_range(values.extent(buffer).expect("allocated"), member);
    let bindings = command.operands.iter().zip(command.kernel.bindings());
    let mut operands: Vec<_> = bindings
        .filter(|(buffer, access)| !buffer.is_index() && *access != Access::Write)
        .map(|(&buffer, access)| {
            let value = match access {
                Access::Update => &before[range(buffer)],
                _ => values.member(buffer, member),
            };
            Operand { value, error: &errors[&buffer][range(buffer)] }
        })
        .collect();
    let is_product =
        matches!(command.kernel, Kernel::MatmulNn | Kernel::MatmulNt | Kernel::WeightGradient);
    let in_f16: Vec<_>;
    if fusion.mixed && is_product {
        in_f16 = operands.iter().map(|operand| bound::in_f16(growth, operand)).collect();
        for (operand, error) in operands.iter_mut().zip(&in_f16) {
            operand.error = error;
        }
    }
    let output = command.operands[command.kernel.output()];
    bound::error(command.kernel, growth, size, &operands, values.member(output, member))
}

/// Counts and indices must be the same.
fn compare_indices(buffer: Buffer, reference: &[u32], computed: &[u32]) -> Finding {
    let differs =
        reference.iter().zip(computed).position(|(reference, computed)| reference != computed);
    let i = differs.unwrap_or(0);
    Finding::new(buffer, [0, 0, i], f64::from(computed[i]), f64::from(reference[i]), 0.0)
}
