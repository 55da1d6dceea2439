//! The world of an MPI library (Open MPI, MPICH): point-to-point messages of bytes, none of which waits.
//!
//! No sum is left to the library, and no call is collective but those of the beginning and the end, so that a rank
//! that dies is a rank that says nothing. Where the launcher lets the others live (it does not by default) the
//! calls return errors, which become "has ended".

use std::ffi::{CStr, c_int};
use std::fmt;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::sync::{Mutex, MutexGuard, PoisonError};

use mpi::environment::Universe;
use mpi::ffi;
use mpi::topology::Communicator as _;
use mpi::traits::AsRaw;

use super::node::threads;
use super::{Communicator, Node};
use crate::error::{Error, Result};

/// Processors that a rank tells the others of, as bits.
const CPUS: usize = 1024;
/// Bytes of a node's name.
const NAME: usize = 256;
/// What a rank tells the others of itself: process, processors, name.
const ABOUT: usize = 4 + CPUS / 8 + NAME;
/// Of all messages.
const TAG: c_int = 0;

/// The world of the MPI library.
pub(super) struct Mpi {
    rank: usize,
    size: usize,
    node: Node,
    peers: Vec<Peer>,
    /// All calls go through here, one at a time.
    calls: Mutex<Calls>,
}

/// A rank as the others know it.
#[derive(Debug)]
struct Peer {
    host: String,
    /// Its process, where it is on this one's node and can be looked at.
    process: Option<i32>,
}

struct Calls {
    /// Dropped only where all ranks leave: that waits for them.
    universe: ManuallyDrop<Universe>,
    comm: ffi::MPI_Comm,
    /// What was sent and may still be read by the library.
    sent: Vec<(ffi::MPI_Request, Vec<u8>)>,
    /// Ranks with which a call has failed.
    ended: Vec<bool>,
}

// SAFETY: handles of the library, which was asked for calls from any thread, one at a time
// (MPI_THREAD_SERIALIZED); the mutex around this makes them so.
unsafe impl Send for Calls {}

impl fmt::Debug for Mpi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mpi")
            .field("rank", &self.rank)
            .field("size", &self.size)
            .field("peers", &self.peers)
            .finish_non_exhaustive()
    }
}

impl Mpi {
    /// Joins the world that the launcher made.
    ///
    /// # Errors
    /// When the library does not start, or cannot be called from more than one thread.
    pub(super) fn start() -> Result<Self> {
        let started = mpi::initialize_with_threading(mpi::Threading::Serialized);
        let Some((universe, threading)) = started else {
            return Err(Error::failed("MPI was started before"));
        };
        if threading < mpi::Threading::Serialized {
            return Err(Error::failed("the MPI library is built without threads")
                .advice("use one with MPI_THREAD_SERIALIZED"));
        }
        let world = universe.world();
        let (rank, size) = (world.rank() as usize, world.size() as usize);
        let comm = world.as_raw();
        // SAFETY: the communicator is the world's, the handler one of the library's own.
        unsafe { ffi::MPI_Comm_set_errhandler(comm, ffi::RSMPI_ERRORS_RETURN) };
        let own = about()?;
        let mut all = vec![0u8; ABOUT * size];
        // SAFETY: each rank sends ABOUT bytes, and there is room for as many of each.
        let code = unsafe {
            ffi::MPI_Allgather(
                own.as_ptr().cast(),
                ABOUT as c_int,
                ffi::RSMPI_UINT8_T,
                all.as_mut_ptr().cast(),
                ABOUT as c_int,
                ffi::RSMPI_UINT8_T,
                comm,
            )
        };
        if code != 0 {
            return Err(Error::failed(format!("MPI: the ranks do not meet ({})", text(code))));
        }
        let each: Vec<_> = all.chunks_exact(ABOUT).map(read).collect();
        let host = each[rank].2.clone();
        let here: Vec<usize> = (0..size).filter(|&other| each[other].2 == host).collect();
        let cpus: Vec<_> = here.iter().map(|&other| each[other].1.clone()).collect();
        let node = Node {
            place: here.iter().position(|&other| other == rank).unwrap_or(0),
            ranks: here.len(),
            threads: threads(&each[rank].1, &cpus),
        };
        let peers = each.into_iter().map(|(process, _, name)| Peer {
            // Where processes have numbers of their own, as in containers, nothing is seen.
            process: (name == host && is_alive(process)).then_some(process),
            host: name,
        });
        if size > 1 {
            keep_memory();
        }
        let calls = Calls {
            universe: ManuallyDrop::new(universe),
            comm,
            sent: Vec::new(),
            ended: vec![false; size],
        };
        Ok(Self { rank, size, node, peers: peers.collect(), calls: Mutex::new(calls) })
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn checked(&self, rank: usize) -> Result<c_int> {
        match rank < self.size {
            true => Ok(rank as c_int),
            false => Err(Error::input(format!("rank {rank} of {}", self.size))),
        }
    }
}

impl Calls {
    /// Forgets what has been sent; the library works on the rest meanwhile.
    fn clear(&mut self) {
        self.sent.retain_mut(|(request, _)| {
            let mut done = 0;
            // SAFETY: a request that has not been completed; its message is kept beside it.
            let code = unsafe { ffi::MPI_Test(request, &mut done, ffi::RSMPI_STATUS_IGNORE) };
            code == 0 && done == 0
        });
    }
}

impl Communicator for Mpi {
    fn rank(&self) -> usize {
        self.rank
    }

    fn size(&self) -> usize {
        self.size
    }

    fn node(&self) -> &Node {
        &self.node
    }

    fn name(&self, rank: usize) -> String {
        match self.peers.get(rank) {
            Some(peer) => format!("rank {rank} on {}", peer.host),
            None => format!("rank {rank}"),
        }
    }

    fn send(&self, to: usize, message: Vec<u8>) -> Result<()> {
        let rank = self.checked(to)?;
        let length = c_int::try_from(message.len()).map_err(|_| {
            let bytes = message.len();
            Error::failed(format!("a message of {bytes} bytes, more than MPI sends at once"))
                .advice("start more ranks, or give each fewer networks (--trials)")
        })?;
        let mut calls = self.calls();
        calls.clear();
        if calls.ended[to] {
            return Ok(());
        }
        let mut request = MaybeUninit::uninit();
        // SAFETY: the message is kept, where it lies, until the request is completed.
        let code = unsafe {
            ffi::MPI_Isend(
                message.as_ptr().cast(),
                length,
                ffi::RSMPI_UINT8_T,
                rank,
                TAG,
                calls.comm,
                request.as_mut_ptr(),
            )
        };
        match code {
            // SAFETY: the call succeeded, and has written it.
            0 => calls.sent.push((unsafe { request.assume_init() }, message)),
            _ => calls.ended[to] = true,
        }
        Ok(())
    }

    fn receive_from(&self, rank: usize) -> Result<Option<Vec<u8>>> {
        let from = self.checked(rank)?;
        let mut calls = self.calls();
        calls.clear();
        if calls.ended[rank] {
            return Ok(None);
        }
        let mut flag = 0;
        let mut message = MaybeUninit::uninit();
        let mut status = MaybeUninit::uninit();
        // SAFETY: all three are written where the call succeeds and the flag says so, and only read then.
        let found = unsafe {
            let code = ffi::MPI_Improbe(
                from,
                TAG,
                calls.comm,
                &mut flag,
                message.as_mut_ptr(),
                status.as_mut_ptr(),
            );
            let mut length = 0;
            match (code, flag) {
                (0, 0) => return Ok(None),
                (0, _) => {
                    ffi::MPI_Get_count(status.as_ptr(), ffi::RSMPI_UINT8_T, &mut length);
                    let mut bytes = vec![0u8; length.max(0) as usize];
                    let code = ffi::MPI_Mrecv(
                        bytes.as_mut_ptr().cast(),
                        length,
                        ffi::RSMPI_UINT8_T,
                        message.as_mut_ptr(),
                        ffi::RSMPI_STATUS_IGNORE,
                    );
                    (code == 0).then_some(bytes)
                }
                _ => None,
            }
        };
        calls.ended[rank] |= found.is_none();
        Ok(found)
    }

    fn has_ended(&self, rank: usize) -> bool {
        let seen = || self.peers[rank].process.is_some_and(|process| !is_alive(process));
        self.calls().ended.get(rank).is_none_or(|&ended| ended) || seen()
    }

    fn is_sent(&self) -> bool {
        let mut calls = self.calls();
        calls.clear();
        calls.sent.is_empty()
    }

    fn leave(&self, all: bool) {
        let mut calls = self.calls();
        if all {
            // SAFETY: it is the last call, and is made once: the process ends after it.
            unsafe { ManuallyDrop::drop(&mut calls.universe) };
        }
    }
}

/// Has the C library keep what a step gives back for the next step, which asks for as much: from the system it
/// would come anew each time, page by page, which took a third of two ranks' processor time.
fn keep_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: settings of malloc, which any thread may change; what is refused changes nothing.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 30);
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
    }
}

/// What this rank tells the others.
fn about() -> Result<Vec<u8>> {
    let mut about = (std::process::id() as i32).to_le_bytes().to_vec();
    let mut bits = vec![0u8; CPUS / 8];
    for cpu in processors() {
        if let Some(byte) = bits.get_mut(cpu / 8) {
            *byte |= 1 << (cpu % 8);
        }
    }
    about.extend(bits);
    let name = mpi::environment::processor_name()
        .map_err(|e| Error::failed("this node has no name").caused_by(e))?;
    about.extend(name.bytes().chain(std::iter::repeat(0)).take(NAME));
    Ok(about)
}

/// Process, processors and node of a rank.
fn read(about: &[u8]) -> (i32, Vec<usize>, String) {
    let process = i32::from_le_bytes([about[0], about[1], about[2], about[3]]);
    let (bits, name) = about[4..].split_at(CPUS / 8);
    let has = |cpu: &usize| bits[cpu / 8] >> (cpu % 8) & 1 == 1;
    let name: Vec<u8> = name.iter().copied().take_while(|&byte| byte != 0).collect();
    let cpus = (0..CPUS).filter(has).collect();
    (process, cpus, String::from_utf8_lossy(&name).into_owned())
}

/// The processors that this process may run on, as many as it may use at once.
fn processors() -> Vec<usize> {
    let most = std::thread::available_parallelism().map_or(1, usize::from);
    #[cfg(target_os = "linux")]
    {
        // SAFETY: a set of processors is bits, all 0 among them, and is filled by the call.
        let (set, code) = unsafe {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            let code = libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set);
            (set, code)
        };
        if code == 0 {
            // SAFETY: the set has CPUS of them.
            let has = |&cpu: &usize| unsafe { libc::CPU_ISSET(cpu, &set) };
            // A container may be given less time than its processors have.
            return (0..CPUS).filter(has).take(most).collect();
        }
    }
    (0..most).collect()
}

/// Whether a process of this node runs. One that has died and was not yet waited for does not.
#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    // SAFETY: signal 0 is never sent.
    let is_there = unsafe { libc::kill(process, 0) } == 0;
    let state = || {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        stat.rsplit(')').next()?.trim_start().chars().next()
    };
    is_there && !matches!(state(), Some('Z' | 'X'))
}

#[cfg(not(unix))]
fn is_alive(_process: i32) -> bool {
    true
}

/// What the library says of an error.
fn text(code: c_int) -> String {
    let mut bytes = [0 as std::ffi::c_char; ffi::MPI_MAX_ERROR_STRING as usize + 1];
    let mut length = 0;
    // SAFETY: there is room for the longest text and a 0 behind it.
    unsafe {
        ffi::MPI_Error_string(code, bytes.as_mut_ptr(), &mut length);
        CStr::from_ptr(bytes.as_ptr()).to_string_lossy().into_owned()
    }
}
