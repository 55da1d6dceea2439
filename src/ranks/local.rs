//! A world whose ranks are threads of one process: what tests run on, and one rank alone.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Communicator, Node};
use crate::error::{Error, Result};

/// Messages by receiver and sender.
#[derive(Debug)]
struct Mail {
    size: usize,
    boxes: Vec<Mutex<VecDeque<Vec<u8>>>>,
    ended: Vec<AtomicBool>,
}

/// A rank that is a thread.
#[derive(Debug)]
struct Thread {
    rank: usize,
    node: Node,
    mail: Arc<Mail>,
}

/// A world of so many ranks, one for a thread each. Of none there is one.
///
/// ```
/// let ranks = gradshader::ranks::threads(2);
/// ranks[0].send(1, b"gradient".to_vec())?;
/// assert_eq!(ranks[1].receive_from(0)?.as_deref(), Some(&b"gradient"[..]));
/// assert_eq!(ranks[1].receive_from(0)?, None);
/// # Ok::<(), gradshader::Error>(())
/// ```
pub fn threads(size: usize) -> Vec<Arc<dyn Communicator>> {
    let size = size.max(1);
    let mail = Arc::new(Mail {
        size,
        boxes: (0..size * size).map(|_| Mutex::default()).collect(),
        ended: (0..size).map(|_| AtomicBool::default()).collect(),
    });
    let node = |place| Node { place, ranks: size, threads: 1 };
    let rank = |rank| {
        let rank = Thread { rank, node: node(rank), mail: mail.clone() };
        Arc::new(rank) as Arc<dyn Communicator>
    };
    (0..size).map(rank).collect()
}

impl Thread {
    fn checked(&self, rank: usize) -> Result<usize> {
        match rank < self.mail.size {
            true => Ok(rank),
            false => Err(Error::input(format!("rank {rank} of {}", self.mail.size))),
        }
    }

    fn messages(&self, to: usize, from: usize) -> &Mutex<VecDeque<Vec<u8>>> {
        &self.mail.boxes[to * self.mail.size + from]
    }
}

impl Communicator for Thread {
    fn rank(&self) -> usize {
        self.rank
    }

    fn size(&self) -> usize {
        self.mail.size
    }

    fn node(&self) -> &Node {
        &self.node
    }

    fn name(&self, rank: usize) -> String {
        format!("rank {rank}")
    }

    fn send(&self, to: usize, message: Vec<u8>) -> Result<()> {
        let messages = self.messages(self.checked(to)?, self.rank);
        messages.lock().unwrap_or_else(PoisonError::into_inner).push_back(message);
        Ok(())
    }

    fn receive_from(&self, rank: usize) -> Result<Option<Vec<u8>>> {
        let messages = self.messages(self.rank, self.checked(rank)?);
        Ok(messages.lock().unwrap_or_else(PoisonError::into_inner).pop_front())
    }

    fn has_ended(&self, rank: usize) -> bool {
        self.mail.ended.get(rank).is_none_or(|ended| ended.load(Ordering::Acquire))
    }

    fn is_sent(&self) -> bool {
        true
    }

    fn leave(&self, _all: bool) {
        self.mail.ended[self.rank].store(true, Ordering::Release);
    }
}
