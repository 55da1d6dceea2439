//! What keeps an executor inside its buffers: recordings are checked when they are loaded, orders and
//! cursors when they are written, and how far a program gets when it is run. Recordings, orders and
//! cursors may come from any caller, and shaders and products check nothing themselves.

use std::collections::BTreeMap;

use super::{Buffer, Command, Part, Recording};
use crate::error::{Error, Result};
use crate::formula::coefficients;
use crate::kernel::Kernel;
use crate::shape::{Extent, Shape, elements};

/// What an operand has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Numbers in so many columns, and so many rows at least.
    Matrix(usize, usize),
    /// A row of at least so many numbers.
    Row(usize),
    /// An order; how far it reaches is checked when it is run.
    Order,
    /// A cursor.
    Cursor,
}

/// What an executor has been given so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guard {
    extents: BTreeMap<Buffer, Extent>,
    /// Samples and steps that each part's cursor stands at.
    cursors: BTreeMap<Part, [u64; 2]>,
    /// Rows that an order may name, and the highest that it names.
    orders: BTreeMap<Part, (usize, u32)>,
    programs: Vec<Vec<Reach>>,
}

/// How far a program gets in a buffer: what it uses of it in a step, how far it moves its cursor, and
/// where the buffer ends.
#[derive(Debug, Clone, Copy)]
struct Reach {
    part: Part,
    /// Samples (0) or steps (1).
    counts: usize,
    uses: u64,
    moves: [u64; 2],
    end: u64,
    buffer: Buffer,
}

/// Where a cursor stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stands {
    part: Part,
    at: [u64; 2],
    moves: [u64; 2],
}

impl Stands {
    /// Where it stands after so many steps; a cursor holds 32 bits.
    pub(crate) fn after(self, steps: u64) -> (Part, [u32; 2]) {
        let after = |i: usize| self.at[i].wrapping_add(steps.wrapping_mul(self.moves[i])) as u32;
        (self.part, [after(0), after(1)])
    }
}

impl Guard {
    /// Checks a recording that becomes the next program.
    ///
    /// # Errors
    /// Names the kernel and what does not fit.
    pub(crate) fn load(&mut self, recording: &Recording) -> Result<()> {
        let mut extents = self.extents.clone();
        let mut own = BTreeMap::new();
        for &(buffer, extent) in &recording.buffers {
            extent.elements()?;
            if extent.members == 0 || extent.rows == 0 || extent.columns == 0 {
                return Err(Error::input(format!("the {buffer} has no elements")));
            }
            extents.insert(buffer, extent);
            if own.insert(buffer, extent).is_some() {
                return Err(Error::input(format!("the {buffer} is there twice")));
            }
        }
        for (&buffer, extent) in &extents {
            let parameter = buffer.parameter().and_then(|parameter| extents.get(&parameter));
            if parameter.is_some_and(|parameter| parameter != extent) {
                return Err(Error::input(format!("the {buffer} is not of its parameter's size")));
            }
        }
        let members = recording.commands.first().map_or(1, |command| command.shape.members);
        let mut moved = BTreeMap::new();
        let mut reaches = Vec::new();
        let mut orders = self.orders.clone();
        for command in &recording.commands {
            check(command, members, &own).map_err(|what| {
                Error::input(format!("the kernel {}: {what}", command.kernel.name()))
            })?;
            reach(command, &own, &mut moved, &mut reaches);
            if command.kernel == Kernel::Gather
                && let (data, Buffer::Order(part)) = (command.operands[0], command.operands[1])
            {
                let rows = extents[&data].rows;
                let (most, highest) = orders.get(&part).copied().unwrap_or((rows, 0));
                orders.insert(part, (most.min(rows), highest));
                if highest as usize >= rows {
                    return Err(beyond(highest, rows, data));
                }
            }
        }
        for reach in &mut reaches {
            reach.moves = moved.get(&reach.part).copied().unwrap_or_default();
        }
        self.extents = extents;
        self.orders = orders;
        self.programs.push(reaches);
        Ok(())
    }

    /// Checks what is about to be written to an order or a cursor.
    ///
    /// # Errors
    /// When an order names a sample that is not there.
    pub(crate) fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        match buffer {
            Buffer::Cursor(part) => {
                let cursor = self.cursors.entry(part).or_default();
                for (count, &index) in cursor.iter_mut().zip(indices) {
                    *count = u64::from(index);
                }
            }
            Buffer::Order(part) => {
                let highest = indices.iter().copied().max().unwrap_or(0);
                let known = self.orders.entry(part).or_insert((usize::MAX, 0));
                if highest as usize >= known.0 {
                    return Err(beyond(highest, known.0, Buffer::DataInputs(part)));
                }
                // Where not all is replaced, the rest stays.
                known.1 = known.1.max(highest);
            }
            _ => {}
        }
        Ok(())
    }

    /// Where the cursor that a program moves stands, and how far a step moves it.
    pub(crate) fn stands(&self, program: usize) -> Option<Stands> {
        let reach = self.programs.get(program)?.iter().find(|reach| reach.moves != [0; 2])?;
        let at = self.cursors.get(&reach.part).copied().unwrap_or_default();
        Some(Stands { part: reach.part, at, moves: reach.moves })
    }

    /// Checks that a program can be run so many times from where the cursors stand, and moves them.
    ///
    /// # Errors
    /// Names the buffer that ends before.
    pub(crate) fn run(&mut self, program: usize, times: usize) -> Result<()> {
        let Some(reaches) = self.programs.get(program) else {
            return Err(Error::input("the program is of another executor"));
        };
        let Some(before) = (times as u64).checked_sub(1) else { return Ok(()) };
        let mut moves = BTreeMap::new();
        for reach in reaches {
            let stands = self.cursors.get(&reach.part).copied().unwrap_or_default();
            let gone = before.saturating_mul(reach.moves[reach.counts]);
            let needs = stands[reach.counts].saturating_add(gone).saturating_add(reach.uses);
            if needs > reach.end {
                return Err(Error::input(format!(
                    "{times} steps reach to {needs} in the {}, which ends at {}",
                    reach.buffer, reach.end
                ))
                .advice("set the cursor back, or run fewer steps"));
            }
            moves.insert(reach.part, reach.moves);
        }
        for (part, moves) in moves {
            let cursor = self.cursors.entry(part).or_default();
            for (count, each) in cursor.iter_mut().zip(moves) {
                *count = count.saturating_add((times as u64).saturating_mul(each));
            }
        }
        Ok(())
    }
}

fn beyond(index: u32, rows: usize, data: Buffer) -> Error {
    Error::input(format!("the order names sample {index} of {rows} of the {data}"))
        .advice("samples count from 0")
}

/// What a command uses of the buffers that its cursor points into.
fn reach(
    command: &Command,
    extents: &BTreeMap<Buffer, Extent>,
    moved: &mut BTreeMap<Part, [u64; 2]>,
    reaches: &mut Vec<Reach>,
) {
    let Shape { rows, inner, .. } = command.shape;
    let (rows, inner) = (rows as u64, inner as u64);
    let cursor = command.operands.iter().find_map(|operand| match operand {
        Buffer::Cursor(part) => Some(*part),
        _ => None,
    });
    let Some(part) = cursor else { return };
    let now = *moved.entry(part).or_default();
    let end = |operand: usize| extents[&command.operands[operand]];
    let (counts, uses, operand, end) = match command.kernel {
        Kernel::Gather => (0, now[0] + rows, 1, end(1).columns),
        Kernel::Store => (0, now[0] + rows, 2, end(2).rows),
        Kernel::MeanLoss => (1, now[1] + 1, 2, end(2).columns),
        Kernel::Coefficients => (1, now[1] + 1, 0, end(0).rows),
        _ => {
            // It moves the cursor, which holds 32 bits, by as many steps as it has terms.
            let uses = now[0].saturating_add(rows.saturating_mul(inner));
            moved.insert(part, [uses, now[1].saturating_add(inner)]);
            (0, uses, 0, u32::MAX as usize)
        }
    };
    let buffer = command.operands[operand];
    reaches.push(Reach { part, counts, uses, moves: [0; 2], end: end as u64, buffer });
}

/// Whether a command's operands are what its kernel takes and hold what its loops reach.
fn check(
    command: &Command,
    members: usize,
    extents: &BTreeMap<Buffer, Extent>,
) -> Result<(), String> {
    let Command { kernel, shape, operands } = command;
    let bindings = kernel.bindings().len();
    if operands.len() != bindings {
        return Err(format!("{} operands where it takes {bindings}", operands.len()));
    }
    if shape.members != members || members == 0 {
        return Err(format!("{} members where others have {members}", shape.members));
    }
    let sizes = [shape.members, shape.rows, shape.columns];
    elements("its result", &sizes).map_err(|error| error.to_string())?;
    elements("its sums", &[shape.inner.max(1)]).map_err(|error| error.to_string())?;
    if shape.rows == 0 || shape.columns == 0 {
        return Err("it has nothing to do".to_owned());
    }
    if kernel.is_of_sharers() && !shared(*kernel, *shape) {
        return Err("its rows are not those of so many sharers".to_owned());
    }
    let output = kernel.output();
    for (place, (&operand, need)) in operands.iter().zip(needs(*kernel, *shape)).enumerate() {
        let extent = extents
            .get(&operand)
            .ok_or_else(|| format!("the {operand} is not among the buffers"))?;
        if place != output && operand == operands[output] {
            return Err(format!("it reads the {operand}, which it writes"));
        }
        let is_own = extent.members == members;
        if !(is_own || (extent.members == 1 && (place != output || operand.is_index()))) {
            return Err(format!("the {operand} has {} members, not {members}", extent.members));
        }
        let fits = match need {
            Need::Matrix(rows, columns) => {
                !operand.is_index() && extent.columns == columns && extent.rows >= rows
            }
            Need::Row(columns) => !operand.is_index() && extent.columns >= columns,
            Need::Order => matches!(operand, Buffer::Order(_)),
            Need::Cursor => matches!(operand, Buffer::Cursor(_)) && extent.columns >= 2,
        };
        if !fits {
            let Extent { rows, columns, .. } = extent;
            return Err(format!(
                "the {operand}, {rows} x {columns}, is not what it takes: {need:?}"
            ));
        }
    }
    Ok(())
}

/// Whether rows, and columns where they are those of all, are dealt evenly to who shares weights.
fn shared(kernel: Kernel, shape: Shape) -> bool {
    let Shape { rows, inner, columns, .. } = shape;
    let is_even = |of: usize, each: usize| each > 0 && of.is_multiple_of(each);
    match kernel {
        Kernel::ScaleGradient => inner > 0 && rows.checked_mul(inner).is_some(),
        Kernel::SpreadColumns => is_even(rows, inner) && is_even(columns, rows / inner),
        _ => is_even(rows, inner) && columns.checked_mul(rows / inner).is_some(),
    }
}

/// What each operand of a kernel has to be; see [`Kernel`] for their order.
fn needs(kernel: Kernel, shape: Shape) -> Vec<Need> {
    use Need::{Cursor, Matrix, Order, Row};
    let Shape { rows, inner, columns, .. } = shape;
    let result = Matrix(rows, columns);
    let fixed = Row(coefficients::FIXED);
    let some = |there: bool, need| there.then_some(need);
    match kernel {
        Kernel::Coefficients => vec![Matrix(1, columns), Cursor, Row(columns)],
        Kernel::Gather => vec![Matrix(1, columns), Order, Cursor, result],
        Kernel::MatmulNn => vec![Matrix(rows, inner), Matrix(inner, columns), result],
        Kernel::AddBias => vec![result, Matrix(1, columns)],
        Kernel::Activate(_) | Kernel::Softmax => vec![result, result],
        Kernel::Dropout => {
            let slots = inner.saturating_add(1).min(usize::MAX / 4);
            vec![result, Row(coefficients::count(slots))]
        }
        Kernel::SampleLoss(criterion) => {
            let targets = Matrix(rows, inner.saturating_add(usize::from(criterion.weighted)));
            let coefficients = some(criterion.has_coefficients(), fixed);
            [Some(Matrix(rows, inner)), Some(targets), coefficients, Some(Row(rows))]
                .into_iter()
                .flatten()
                .collect()
        }
        Kernel::MeanLoss => vec![Row(inner), Cursor, Row(1)],
        Kernel::OutputDelta(criterion) => {
            let targets = Matrix(rows, columns.saturating_add(usize::from(criterion.weighted)));
            let coefficients = some(criterion.has_coefficients(), fixed);
            let sums = some(criterion.delta_reads_sums(), result);
            [Some(result), sums, Some(targets), coefficients, Some(result)]
                .into_iter()
                .flatten()
                .collect()
        }
        Kernel::MatmulNt => vec![Matrix(rows, inner), Matrix(columns, inner), result],
        Kernel::HiddenDelta(_) => vec![result; 3],
        Kernel::WeightGradient => vec![Matrix(inner, rows), Matrix(inner, columns), result],
        Kernel::BiasGradient => vec![Matrix(inner, columns), Matrix(1, columns)],
        Kernel::SquareSum { clipped } => {
            [Some(result), Some(Row(1)), some(clipped, fixed)].into_iter().flatten().collect()
        }
        Kernel::NormFactor => vec![Row(1), fixed, Row(1)],
        Kernel::State(rule, k) => [
            Some(result),
            Some(result),
            some(rule.links.l2, result),
            some(rule.links.clip_norm, Row(1)),
            some(rule.state_reads_first(k), result),
            Some(fixed),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Kernel::Update(rule) => {
            let mut needs = vec![result];
            if rule.step_reads_gradient() {
                needs.push(result);
                needs.extend(some(rule.links.clip_norm, Row(1)));
            }
            needs.extend(vec![result; rule.states() as usize]);
            needs.push(fixed);
            needs
        }
        Kernel::Average => vec![result, result, fixed],
        Kernel::Scale => vec![result, Matrix(rows / inner.max(1), columns), result],
        Kernel::ScaleGradient => {
            let batch = Matrix(rows.saturating_mul(inner), columns);
            vec![batch, batch, result]
        }
        Kernel::OwnColumns => {
            vec![Matrix(rows, columns.saturating_mul(rows / inner.max(1))), result]
        }
        Kernel::SpreadColumns => {
            let sharers = (rows / inner.max(1)).max(1);
            vec![Matrix(rows, columns / sharers), result]
        }
        Kernel::Store => vec![result, Cursor, Matrix(1, columns)],
        Kernel::Advance => vec![Cursor],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_says_what_it_needs_of_every_operand() {
        let shape = Shape { members: 2, rows: 3, inner: 4, columns: 5 };
        for kernel in Kernel::all() {
            assert_eq!(needs(kernel, shape).len(), kernel.bindings().len(), "{kernel:?}");
        }
    }
}
