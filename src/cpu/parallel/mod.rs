//! The fast executor of the CPU: f32, products of a matrix crate, vectors and threads. It runs the
//! groups of [`crate::fusion`] as one and every other command with its twin.
//!
//! The bits do not depend on the number of threads: how a sum is split follows from the sizes alone,
//! and no operation is contracted or reordered by the vector instructions at hand, but in the
//! products, where that is the matrix crate's affair: there the bits are those of a kind of
//! processor.

mod elementwise;
mod judge;
mod product;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use self::elementwise::{Follow, Updated};
use self::judge::By;
use self::product::{Matrix, Product};
use super::{Buffers, Size, check_length, conflicting_extent, gather, unknown};
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::formula::{Coefficients, Dropout, Lane};
use crate::fusion::{self, Group, groups};
use crate::kernel::Kernel;
use crate::recipe::Criterion;
use crate::recording::{Buffer, Command, Extent, Guard, Recording, Shape};

pub use self::elementwise::vectors;

/// Runs recordings with all that the CPU has. It differs from [`super::CpuExecutor`] as a device
/// does: within the bounds.
#[derive(Debug)]
pub struct ParallelExecutor {
    threads: Arc<ThreadPool>,
    extents: BTreeMap<Buffer, Extent>,
    /// Data that the members share.
    data: Buffers<f32>,
    /// Everything else, each member with a copy of its own, so that members run side by side.
    members: Vec<Buffers<f32>>,
    programs: Vec<Loaded>,
    guard: Guard,
}

/// A recording that is ready to run, for one member.
#[derive(Debug)]
struct Loaded {
    groups: Vec<Group>,
    fusion: Fusion,
}

impl ParallelExecutor {
    /// An executor without buffers or programs on so many threads; by default `RAYON_NUM_THREADS`,
    /// or else as many as the system has processors.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(threads: Option<usize>) -> Result<Self> {
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or(0))
            .thread_name(|thread| format!("gradshader {thread}"))
            .build()
            .map_err(|e| Error::failed("the CPU's threads do not start").caused_by(e))?;
        Ok(Self::on(Arc::new(threads)))
    }

    fn on(threads: Arc<ThreadPool>) -> Self {
        Self {
            threads,
            extents: BTreeMap::new(),
            data: Buffers::new(),
            members: Vec::new(),
            programs: Vec::new(),
            guard: Guard::default(),
        }
    }

    /// How many threads it runs on.
    pub fn threads(&self) -> usize {
        self.threads.current_num_threads()
    }

    /// Allocates what is new of a recording and not elided.
    fn allocate(&mut self, recording: &Recording, fusion: &Fusion) -> Result<()> {
        let members = recording.commands.first().map_or(0, |command| command.shape.members);
        if self.members.is_empty() {
            self.members = vec![Buffers::new(); members];
        } else if self.members.len() != members {
            let known = self.members.len();
            return Err(Error::input(format!("{members} members beside recordings of {known}")));
        }
        let elided: BTreeSet<Buffer> = fusion.elided.iter().copied().collect();
        for &(buffer, extent) in &recording.buffers {
            let known = *self.extents.get(&buffer).unwrap_or(&extent);
            if known != extent {
                return Err(conflicting_extent(buffer, known, extent));
            }
            if elided.contains(&buffer) {
                continue;
            }
            extent.elements()?;
            if buffer.is_data() {
                self.data.allocate(&[(buffer, extent)])?;
            } else {
                for member in &mut self.members {
                    member.allocate(&[(buffer, Extent { members: 1, ..extent })])?;
                }
            }
            self.extents.insert(buffer, extent);
        }
        Ok(())
    }

    /// The parts of `values` that belong to each member: all to everyone where they share them.
    fn parts<'a, T>(&self, buffer: Buffer, values: &'a [T]) -> Result<Vec<&'a [T]>> {
        let extent = *self.extents.get(&buffer).ok_or_else(|| unknown(buffer))?;
        let each = extent.rows * extent.columns;
        check_length(buffer, extent.members * each, values.len())?;
        Ok(match extent.members {
            1 => vec![values; self.members.len()],
            _ => values.chunks(each).collect(),
        })
    }

    /// All members' values of a buffer, `[members, rows, columns]`.
    fn gathered<'a, T: Copy + 'a>(
        &'a self,
        buffer: Buffer,
        values: impl Fn(&'a Buffers<f32>, Buffer) -> Result<&'a [T]>,
    ) -> Result<Vec<T>> {
        if buffer.is_data() {
            return Ok(values(&self.data, buffer)?.to_vec());
        }
        let extent = self.extents.get(&buffer).ok_or_else(|| unknown(buffer))?;
        let mut all = Vec::with_capacity(extent.elements()?);
        for member in &self.members[..extent.members] {
            all.extend_from_slice(values(member, buffer)?);
        }
        Ok(all)
    }
}

impl Executor for ParallelExecutor {
    /// It shares the threads.
    fn fresh(&self) -> Result<Self> {
        Ok(Self::on(self.threads.clone()))
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        let mut guard = self.guard.clone();
        guard.load(recording)?;
        let alone = |command: &Command| {
            let shape = Shape { members: 1, ..command.shape };
            Command { shape, ..command.clone() }
        };
        let commands: Vec<_> = recording.commands.iter().map(alone).collect();
        let groups = groups(&commands);
        let updates = groups.iter().filter_map(|group| match group {
            Group::Update(fusion::Update { shape, .. }) => Some(product::panels(shape.inner)),
            _ => None,
        });
        let fusion = Fusion {
            elided: groups.iter().flat_map(elided).collect(),
            update_panels: updates.max().unwrap_or(1),
            ..Fusion::NONE
        };
        self.allocate(recording, &fusion)?;
        self.guard = guard;
        self.programs.push(Loaded { groups, fusion });
        Ok(Program(self.programs.len() - 1))
    }

    fn fusion(&self, program: Program) -> &Fusion {
        &self.programs[program.0].fusion
    }

    fn fits(&self, extent: Extent) -> bool {
        extent.elements().is_ok()
    }

    fn is_in_host_memory(&self) -> bool {
        true
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        if buffer.is_data() {
            let numbers = self.data.numbers_mut(buffer)?;
            check_length(buffer, numbers.len(), values.len())?;
            numbers[..values.len()].copy_from_slice(values);
            return Ok(());
        }
        let parts = self.parts(buffer, values)?;
        for (member, part) in self.members.iter_mut().zip(parts) {
            member.numbers_mut(buffer)?[..part.len()].copy_from_slice(part);
        }
        Ok(())
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        let parts = self.parts(buffer, indices)?;
        self.guard.write_indices(buffer, indices)?;
        for (member, part) in self.members.iter_mut().zip(parts) {
            member.indices_mut(buffer)?[..part.len()].copy_from_slice(part);
        }
        Ok(())
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        self.guard.run(program.0, times)?;
        let Self { threads, data, members, programs, .. } = self;
        let groups = &programs[program.0].groups;
        // A thread a member where there are enough of them: then no thread waits for another.
        let threads_each = match threads.current_num_threads() {
            threads if members.len() < threads => threads,
            _ => 1,
        };
        threads.install(|| {
            members.par_iter_mut().with_max_len(1).for_each(|member| {
                for _ in 0..times {
                    for group in groups {
                        step(group, data, member, threads_each);
                    }
                }
            });
        });
        Ok(())
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        self.gathered(buffer, Buffers::numbers)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        self.gathered(buffer, Buffers::indices)
    }
}

/// Runs a group for one member.
fn step(group: &Group, data: &Buffers<f32>, member: &mut Buffers<f32>, threads: usize) {
    match group {
        Group::Plain(command) if command.kernel == Kernel::Gather => {
            let batch = command.operands[3];
            changed(member, batch, |member, batch| {
                let size = size(command.shape);
                let samples = data.member(command.operands[0], 0);
                let order = member.member_indices(command.operands[1], 0);
                let cursor = member.member_indices(command.operands[2], 0);
                let batch = &mut batch[..size.rows * size.columns];
                elementwise::in_rows(threads, size.columns, batch, |first, rows| {
                    let size = Size { rows: rows.len() / size.columns, ..size };
                    gather(size, samples, &order[first..], cursor, rows);
                });
            });
        }
        Group::Plain(command) => match command.kernel {
            Kernel::SampleLoss(criterion) => {
                judged(command, criterion, member, |by, numbers, l| {
                    judge::losses(by, numbers(0), l);
                })
            }
            Kernel::OutputDelta(criterion) => {
                judged(command, criterion, member, |by, numbers, d| {
                    let sums = criterion.delta_reads_sums().then(|| numbers(1));
                    judge::deltas(by, numbers(0), sums, d);
                })
            }
            _ => member.run(command),
        },
        Group::Forward(forward) => self::forward(*forward, member, threads),
        Group::Backward(backward) => changed(member, backward.delta, |member, delta| {
            self::backward(*backward, member, delta, threads);
        }),
        Group::Update(update) => self::update(update, member, threads),
    }
}

/// Runs what judges the outputs: `then` gets what it judges by, its operands by number, and what it writes.
fn judged(
    command: &Command,
    criterion: Criterion,
    member: &mut Buffers<f32>,
    then: impl for<'a> FnOnce(By<'a>, &dyn Fn(usize) -> &'a [f32], &mut [f32]),
) {
    let output = command.operands[command.kernel.output()];
    let is_delta = matches!(command.kernel, Kernel::OutputDelta(_));
    let targets = 1 + usize::from(is_delta && criterion.delta_reads_sums());
    changed(member, output, |member, written| {
        let numbers = |operand: usize| member.member(command.operands[operand], 0);
        let coefficients = criterion.has_coefficients().then(|| numbers(targets + 1));
        let size = size(command.shape);
        let by = By { criterion, size, targets: numbers(targets), coefficients };
        then(by, &numbers, written);
    });
}

/// The coefficients of the step.
fn coefficients(member: &Buffers<f32>) -> Vec<Lane> {
    member.member(Buffer::Coefficients, 0).iter().copied().map(Lane).collect()
}

fn dropout(slot: Option<u32>, member: &Buffers<f32>) -> Option<(Dropout<Lane>, u32)> {
    slot.map(|slot| (Dropout::at(&coefficients(member), slot as usize), slot))
}

fn forward(forward: fusion::Forward, member: &mut Buffers<f32>, threads: usize) {
    let fusion::Forward { f, shape, x, weight, bias, sum, h, keeps_sum, .. } = forward;
    let mut answers = std::mem::take(member.numbers.get_mut(&h).expect("allocated"));
    let mut kept = match keeps_sum {
        true => std::mem::take(member.numbers.get_mut(&sum).expect("allocated")),
        false => Vec::new(),
    };
    let rows = &mut answers[..shape.rows * shape.columns];
    let operands = [x, weight].map(|operand| Matrix::Plain(member.member(operand, 0)));
    Product::new(size(shape), operands[0], operands[1], threads).store_rows(rows);
    let dropout = dropout(forward.dropout, member);
    let follow = Follow { f, bias: member.member(bias, 0), dropout };
    if keeps_sum {
        let sums = &mut kept[..rows.len()];
        elementwise::in_rows_of_both(threads, shape.columns, rows, sums, |first, rows, sums| {
            elementwise::follow_forward(follow, first, rows, Some(sums));
        });
        *member.numbers.get_mut(&sum).expect("allocated") = kept;
    } else {
        elementwise::in_rows(threads, shape.columns, rows, |first, rows| {
            elementwise::follow_forward(follow, first, rows, None);
        });
    }
    *member.numbers.get_mut(&h).expect("allocated") = answers;
}

fn backward(backward: fusion::Backward, member: &Buffers<f32>, delta: &mut [f32], threads: usize) {
    let fusion::Backward { slope, shape, next_delta, weight, of, .. } = backward;
    let delta = &mut delta[..shape.rows * shape.columns];
    let next_delta = Matrix::Plain(member.member(next_delta, 0));
    let weight = Matrix::Transposed(member.member(weight, 0));
    Product::new(size(shape), next_delta, weight, threads).store(delta);
    let x = member.member(of, 0);
    let dropout = dropout(backward.dropout, member);
    elementwise::in_rows(threads, shape.columns, delta, |first, rows| {
        let x = &x[first * shape.columns..][..rows.len()];
        elementwise::multiply_by_slope(slope, dropout, (first, shape.columns), x, rows);
    });
}

fn update(update: &fusion::Update, member: &mut Buffers<f32>, threads: usize) {
    let fusion::Update { layer, shape, x, delta, rules } = *update;
    let (weight, bias) = (Buffer::Weight(layer), Buffer::Bias(layer));
    let count = shape.inner as f32;
    if rules.is_some_and(|rules| rules.are_descent()) {
        let step = Coefficients::of(member.member(Buffer::Coefficients, 0)).rate / count;
        changed(member, weight, |member, weight| {
            let x = Matrix::Transposed(member.member(x, 0));
            let delta = Matrix::Plain(member.member(delta, 0));
            Product::new(size(shape), x, delta, threads).subtract(step, weight);
        });
        changed(member, bias, |member, bias| {
            let delta = &member.member(delta, 0)[..shape.inner * shape.columns];
            elementwise::subtract_columns(threads, step, delta, bias);
        });
        return;
    }
    changed(member, weight.gradient(), |member, gradient| {
        let x = Matrix::Transposed(member.member(x, 0));
        let delta = Matrix::Plain(member.member(delta, 0));
        Product::new(size(shape), x, delta, threads).store_scaled(1.0 / count, gradient);
    });
    changed(member, bias.gradient(), |member, gradient| {
        let delta = &member.member(delta, 0)[..shape.inner * shape.columns];
        elementwise::mean_columns(threads, 1.0 / count, delta, gradient);
    });
    let Some(rules) = rules else { return };
    let row = coefficients(member);
    let coefficients = Coefficients::of(&row);
    for (parameter, rule) in [(weight, rules.weight), (bias, rules.bias)] {
        let mut take =
            |buffer: Buffer| std::mem::take(member.numbers.get_mut(&buffer).expect("allocated"));
        let mut w = take(parameter);
        let mut states: Vec<_> = (0..rule.states()).map(|k| take(parameter.state(k))).collect();
        let mut average = rule.links.average.then(|| take(parameter.average()));
        let mut of_states = states.iter_mut().map(Vec::as_mut_slice);
        let updated = Updated {
            rule,
            coefficients: &coefficients,
            gradient: member.member(parameter.gradient(), 0),
            w: &mut w,
            states: [of_states.next(), of_states.next()],
            average: average.as_deref_mut(),
        };
        elementwise::update(threads, updated);
        let mut put = |buffer: Buffer, values| {
            *member.numbers.get_mut(&buffer).expect("allocated") = values;
        };
        put(parameter, w);
        for (k, state) in (0..).zip(states) {
            put(parameter.state(k), state);
        }
        if let Some(average) = average {
            put(parameter.average(), average);
        }
    }
}

/// What a group keeps to itself here: what is not gradient descent has its gradients first.
fn elided(group: &Group) -> Vec<Buffer> {
    match group {
        Group::Update(fusion::Update { rules: Some(rules), .. }) if !rules.are_descent() => {
            Vec::new()
        }
        group => group.elided(),
    }
}

fn size(shape: Shape) -> Size {
    Size { rows: shape.rows, inner: shape.inner, columns: shape.columns }
}

/// Changes one buffer while the others are read.
fn changed(
    member: &mut Buffers<f32>,
    buffer: Buffer,
    change: impl FnOnce(&Buffers<f32>, &mut [f32]),
) {
    let mut values = std::mem::take(member.numbers.get_mut(&buffer).expect("allocated"));
    change(member, &mut values);
    *member.numbers.get_mut(&buffer).expect("allocated") = values;
}
