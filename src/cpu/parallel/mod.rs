//! The fast executor of the CPU: f32, products of a matrix crate, vectors and threads. It runs the
//! groups of [`crate::fusion`] as one and every other command with its twin.
//!
//! The bits do not depend on the number of threads: how a sum is split follows from the sizes alone,
//! and no operation is contracted or reordered by the vector instructions at hand, but in the
//! products, where multiplication and addition are fused wherever there is an instruction for it.

mod elementwise;
mod judge;
mod meeting;
mod memory;
mod pack;
mod pass;
mod predictor;
mod product;
mod step;
mod team;
mod tile;
mod turns;
mod update;
mod vectors;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pulp::Arch;

pub(crate) use self::meeting::Meeting;
use self::memory::Memory;
use self::pass::{Work, passes};
pub use self::predictor::Predictor;
use self::team::Team;
use self::turns::Pending;
pub use self::vectors::Vectors;
use super::{check_length, conflicting_extent, unknown};
use crate::dataset::Values;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::fusion::{self, Group, groups};
use crate::recording::{Buffer, Command, Extent, Guard, Recording, Shape};

/// What an executor of the CPU may use.
#[derive(Debug, Clone, Copy, Default)]
pub struct CpuOptions {
    /// Threads; by default `RAYON_NUM_THREADS`, or else as many as the system has processors. One on wasm32.
    pub threads: Option<usize>,
    /// Vector instructions; by default those of [`Vectors::prefer`], or else the widest that the processor
    /// has.
    pub vectors: Option<Vectors>,
}

/// Threads of executors whose options name none; 0 for the default.
static THREADS: AtomicUsize = AtomicUsize::new(0);

/// From now on executors whose options name no threads have so many, as where several processes share the
/// processors; 0 for the default.
pub fn prefer_threads(threads: usize) {
    THREADS.store(threads, Ordering::Relaxed);
}

/// As many threads as `RAYON_NUM_THREADS` says, which the readers of files keep to as well, or as the system has
/// processors.
fn usual_threads() -> usize {
    let said = std::env::var("RAYON_NUM_THREADS").ok().and_then(|said| said.parse().ok());
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    said.filter(|&threads| threads > 0).unwrap_or_else(processors)
}

/// By which threads something is done, and with which instructions.
#[derive(Debug, Clone, Copy)]
struct How<'a> {
    arch: Arch,
    /// None where the thread that asks does it all.
    team: Option<&'a Team>,
}

impl How<'_> {
    fn threads(self) -> usize {
        self.team.map_or(1, Team::threads)
    }

    /// Into how many parts so many elements are cut, of which so many are worth a thread: more than there are
    /// threads, so that one which is held up does not hold up all, and such that each stays in a thread's cache.
    fn parts(self, elements: usize, worth: usize) -> usize {
        match self.threads() {
            1 => 1,
            threads => (elements / worth).clamp(1, (4 * threads).max(elements / (4 * worth))),
        }
    }

    /// Calls `body` once for each of so many parts.
    fn deal(self, parts: usize, body: &(dyn Fn(usize) + Sync)) {
        match self.team {
            Some(team) => team.deal(parts, body),
            None => (0..parts).for_each(body),
        }
    }
}

/// Runs recordings with all that the CPU has. It differs from [`super::CpuExecutor`] as a device
/// does: within the bounds.
#[derive(Debug)]
pub struct ParallelExecutor {
    /// None where the thread that asks does it all.
    team: Option<Arc<Team>>,
    extents: BTreeMap<Buffer, Extent>,
    arch: Arch,
    vectors: Vectors,
    /// Data that the members share.
    data: Memory,
    /// Everything else, each member with a copy of its own, so that members run side by side.
    members: Vec<Memory>,
    programs: Vec<Loaded>,
    /// Programs that are still to be run, so many times each. Short ones wait for each other, so that
    /// members and threads meet seldom.
    pending: Vec<(usize, usize)>,
    pending_cost: u64,
    /// Where it leaves its work beside that of others.
    meeting: Option<Arc<Meeting>>,
    guard: Guard,
}

/// A recording that is ready to run, for one member.
#[derive(Debug)]
struct Loaded {
    work: Vec<Work>,
    fusion: Fusion,
    /// About how long a step takes, in multiplications of a product.
    cost: u64,
    /// Whether one member is worth several threads.
    shares: bool,
}

/// What may wait: some milliseconds.
const PENDING: u64 = 1 << 28;
/// What a command costs whatever its size.
const COMMAND: u64 = 1 << 12;
/// From so many multiplications in a group on a member uses all threads.
const WORTH_SHARING: usize = 1 << 18;

impl Loaded {
    fn new(work: Vec<Work>, fusion: Fusion) -> Self {
        let shape = |work: &Work| match work {
            Work::Group(Group::Plain(command)) => command.shape,
            Work::Group(Group::Forward(forward)) => forward.shape,
            Work::Group(Group::Backward(backward)) => backward.shape,
            Work::Group(Group::Update(update)) => update.shape,
            Work::Pass(pass) => pass.shape,
        };
        let size = |work: &Work| {
            let shape = shape(work);
            let elements = shape.rows.saturating_mul(shape.columns);
            // Functions, and what an optimizer keeps, are worth some terms of a sum.
            elements.saturating_mul(shape.inner.saturating_add(16))
        };
        let cost = work.iter().map(|work| COMMAND.saturating_add(size(work) as u64));
        let cost = cost.fold(0, u64::saturating_add);
        let shares = work.iter().any(|work| size(work) >= WORTH_SHARING);
        Self { work, fusion, cost, shares }
    }
}

impl ParallelExecutor {
    /// An executor without buffers or programs on so many threads; by default `RAYON_NUM_THREADS`,
    /// or else as many as the system has processors.
    ///
    /// # Errors
    /// When the processor lacks the vector instructions that are preferred.
    pub fn new(threads: Option<usize>) -> Result<Self> {
        Self::with(CpuOptions { threads, ..CpuOptions::default() })
    }

    /// An executor without buffers or programs that uses what the options say.
    ///
    /// # Errors
    /// When the processor lacks the vector instructions.
    pub fn with(options: CpuOptions) -> Result<Self> {
        let vectors = options.vectors.unwrap_or_else(Vectors::preferred);
        let arch = vectors.arch()?;
        let threads = options.threads.unwrap_or_else(|| THREADS.load(Ordering::Relaxed));
        let threads = match threads {
            _ if cfg!(target_arch = "wasm32") => 1,
            0 => usual_threads(),
            threads => threads,
        };
        let team = (threads > 1).then(|| Arc::new(Team::new(threads)));
        Ok(Self::on(team, arch, vectors))
    }

    fn on(team: Option<Arc<Team>>, arch: Arch, vectors: Vectors) -> Self {
        Self {
            team,
            extents: BTreeMap::new(),
            arch,
            vectors,
            data: Memory::default(),
            members: Vec::new(),
            programs: Vec::new(),
            pending: Vec::new(),
            pending_cost: 0,
            meeting: None,
            guard: Guard::default(),
        }
    }

    /// The vector instructions that it uses.
    pub fn vectors(&self) -> Vectors {
        self.vectors
    }

    /// Another, which like all that are [`fresh`](Executor::fresh) from it runs within [`Meeting::all`] and nowhere else.
    /// None where there is one thread.
    pub(crate) fn meeting(&self) -> Option<(Self, Arc<Meeting>)> {
        let meeting = Arc::new(Meeting::new(self.team.clone()?, self.arch));
        let executor = Self::on(self.team.clone(), self.arch, self.vectors);
        Some((Self { meeting: Some(meeting.clone()), ..executor }, meeting))
    }

    /// Takes what has waited, with all that it needs.
    fn take(&mut self) -> Option<Pending> {
        self.pending_cost = 0;
        let times = std::mem::take(&mut self.pending);
        (!times.is_empty()).then(|| Pending {
            data: std::mem::take(&mut self.data),
            members: std::mem::take(&mut self.members),
            programs: std::mem::take(&mut self.programs),
            times,
        })
    }

    fn put(&mut self, done: Pending) {
        Pending { data: self.data, members: self.members, programs: self.programs, .. } = done;
    }

    /// Runs what has waited.
    fn finish(&mut self) {
        let Some(pending) = self.take() else { return };
        let done = turns::run(self.team.as_deref(), self.arch, vec![pending]);
        done.into_iter().for_each(|done| self.put(done));
    }

    /// The same beside others, where it meets them.
    async fn finish_beside(&mut self) {
        let Some(meeting) = self.meeting.clone() else { return self.finish() };
        if let Some(pending) = self.take() {
            let done = meeting.run(pending).await;
            self.put(done);
        }
    }

    /// How many threads it runs on.
    pub fn threads(&self) -> usize {
        self.team.as_ref().map_or(1, |team| team.threads())
    }

    /// Allocates what is new of a recording and not elided.
    fn allocate(&mut self, recording: &Recording, fusion: &Fusion) -> Result<()> {
        let members = recording.commands.first().map_or(0, |command| command.shape.members);
        if self.members.is_empty() {
            self.members = vec![Memory::default(); members];
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
                self.data.allocate(buffer, extent)?;
            } else {
                for member in &mut self.members {
                    member.allocate(buffer, Extent { members: 1, ..extent })?;
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
        values: impl Fn(&'a Memory, Buffer) -> Result<&'a [T]>,
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
        let executor = Self::on(self.team.clone(), self.arch, self.vectors);
        Ok(Self { meeting: self.meeting.clone(), ..executor })
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        self.finish_beside().await;
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
        self.programs.push(Loaded::new(passes(groups), fusion));
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
        self.finish();
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

    fn lend(&mut self, buffer: Buffer, values: &Values<f32>) -> Result<()> {
        if !buffer.is_data() || values.len() != self.data.numbers(buffer)?.len() {
            return self.write(buffer, values);
        }
        self.finish();
        self.data.lend(buffer, values)
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        self.finish();
        let parts = self.parts(buffer, indices)?;
        self.guard.write_indices(buffer, indices)?;
        for (member, part) in self.members.iter_mut().zip(parts) {
            member.indices_mut(buffer)?[..part.len()].copy_from_slice(part);
        }
        Ok(())
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        self.guard.run(program.0, times)?;
        let cost = self.programs[program.0].cost.saturating_mul(times as u64);
        let of_all = cost.saturating_mul(self.members.len() as u64);
        self.pending_cost = self.pending_cost.saturating_add(of_all);
        self.pending.push((program.0, times));
        if self.pending_cost > PENDING {
            self.finish_beside().await;
        }
        Ok(())
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        self.finish_beside().await;
        self.gathered(buffer, Memory::numbers)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        self.finish_beside().await;
        self.gathered(buffer, Memory::indices)
    }
}

/// What a group keeps to itself here. What is not gradient descent has the gradient of its bias first, and
/// that of its weight where it is not handed on in tiles.
fn elided(group: &Group) -> Vec<Buffer> {
    match group {
        Group::Update(update) if step::is_handed(update) => {
            vec![Buffer::Weight(update.layer).gradient()]
        }
        Group::Update(fusion::Update { rules: Some(rules), .. }) if !rules.are_descent() => {
            Vec::new()
        }
        group => group.elided(),
    }
}
