//! Several processes, the ranks of a world, that do one run together.
//!
//! A [`Communicator`] is what they say to each other: messages, in the order in which they were sent. It is MPI's
//! (feature `mpi`), or that of threads of one process ([`threads()`]); nothing else names MPI. On it stands how
//! a run is shared. Whole networks are dealt ([`lead()`] and [`serve()`]): what is computed depends neither on how
//! many ranks there are nor on which is the faster. Or one network is trained by all, each with its rows of every
//! batch: rank 0's executor is then [`Shared`], one device to whoever uses it, and the others [`follow()`] it. Each
//! number of ranks has bits of its own, within the bounds of those of one, which neither the library nor time changes.

mod exchange;
mod fingerprint;
mod follow;
mod journal;
mod launch;
mod lead;
mod link;
mod local;
mod message;
#[cfg(feature = "mpi")]
mod mpi;
mod node;
mod orders;
mod serve;
mod shared;
mod side;
mod wire;

use std::fmt;
use std::sync::Arc;

pub use self::fingerprint::fingerprint;
pub use self::follow::follow;
pub use self::journal::Journal;
pub use self::launch::{Launch, launched};
pub use self::lead::{Lead, dismiss, lead};
pub use self::local::threads;
pub use self::message::End;
pub use self::node::{Node, choose};
pub use self::serve::{ended, serve};
pub use self::shared::Shared;
use crate::error::Result;

/// What the ranks of a world say to each other.
///
/// Messages of one rank to another arrive in the order in which they were sent. No call waits for another
/// rank, so that who waits can look at the same time whether that one still lives.
pub trait Communicator: fmt::Debug + Send + Sync {
    /// Which of them this is, from 0.
    fn rank(&self) -> usize;

    /// How many there are.
    fn size(&self) -> usize;

    /// The ranks on this one's node.
    fn node(&self) -> &Node;

    /// Where a rank runs, for people: `rank 3 on node07`.
    fn name(&self, rank: usize) -> String;

    /// Sends a message, and does not wait for it to arrive. One to a rank that has ended is lost.
    ///
    /// # Errors
    /// When there is no such rank, or it is too large for the library.
    fn send(&self, to: usize, message: Vec<u8>) -> Result<()>;

    /// The next message that has come from a rank, if one has.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn receive_from(&self, rank: usize) -> Result<Option<Vec<u8>>>;

    /// Whether a rank is known to have ended. What is on another node ends unseen.
    fn has_ended(&self, rank: usize) -> bool;

    /// Whether all that was sent is on its way, so that it no longer needs this process.
    fn is_sent(&self) -> bool;

    /// Leaves the world: the last call. `all` says whether every rank will do so, which MPI waits for.
    fn leave(&self, all: bool);
}

/// The world of this process, if an MPI launcher started it as one of several.
///
/// # Errors
/// When it did, and this program is built without MPI or with another library than the launcher's: each
/// process would do the whole.
pub fn start() -> Result<Option<Arc<dyn Communicator>>> {
    let Some(launch) = launched(&|name| std::env::var(name).ok()) else { return Ok(None) };
    if launch.size == 1 {
        return Ok(None);
    }
    #[cfg(feature = "mpi")]
    {
        let world = mpi::Mpi::start()?;
        if world.size() != launch.size {
            return Err(launch.of_another_library(world.size()));
        }
        Ok(Some(Arc::new(world)))
    }
    #[cfg(not(feature = "mpi"))]
    Err(launch.without_mpi())
}
