//! Where values go: into memory as long as there is room, then into a file.

use std::fmt;
use std::sync::Arc;
#[cfg(feature = "files")]
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

#[cfg(feature = "files")]
use super::spill::Spill;

/// How much memory a table and the numbers that are made of it may take together. What is beyond that
/// goes to a temporary file, which is mapped and has no name, so that it is gone with the process however
/// that ends. By itself there is no limit, and no file.
#[derive(Clone, Default)]
pub struct Storage(Option<Arc<Shared>>);

pub(super) struct Shared {
    limit: u64,
    used: AtomicU64,
    #[cfg(feature = "files")]
    pub(super) spill: Mutex<Option<Arc<Spill>>>,
}

impl Storage {
    /// At most about so many bytes of memory (feature `files`).
    #[cfg(feature = "files")]
    pub fn within(bytes: u64) -> Self {
        let shared = Shared { limit: bytes, used: AtomicU64::new(0), spill: Mutex::new(None) };
        Self(Some(Arc::new(shared)))
    }

    /// Whether there is a limit.
    pub fn is_limited(&self) -> bool {
        self.0.is_some()
    }

    /// Whether so many bytes more stay in memory.
    pub(crate) fn has_room(&self, bytes: u64) -> bool {
        self.0.as_ref().is_none_or(|shared| {
            shared.used.load(Ordering::Relaxed).saturating_add(bytes) <= shared.limit
        })
    }

    #[cfg(feature = "files")]
    pub(super) fn shared(&self) -> Option<&Arc<Shared>> {
        self.0.as_ref()
    }
}

impl PartialEq for Storage {
    /// Whether it is the same one.
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("memory"),
            Some(shared) => write!(f, "{} bytes of memory, then a file", shared.limit),
        }
    }
}

/// Bytes of a storage's memory, which are given back when this is dropped.
#[derive(Default)]
pub(super) struct Claim {
    storage: Storage,
    bytes: u64,
}

impl Claim {
    pub(super) fn on(storage: &Storage) -> Self {
        Self { storage: storage.clone(), bytes: 0 }
    }

    pub(super) fn storage(&self) -> Storage {
        self.storage.clone()
    }

    /// From now on so many bytes, if there is room for them.
    pub(super) fn resize(&mut self, bytes: u64) -> bool {
        let fits = bytes <= self.bytes || self.storage.has_room(bytes - self.bytes);
        if fits {
            self.force(bytes);
        }
        fits
    }

    /// From now on so many bytes.
    pub(super) fn force(&mut self, bytes: u64) {
        if let Some(shared) = &self.storage.0 {
            shared.used.fetch_add(bytes, Ordering::Relaxed);
            shared.used.fetch_sub(self.bytes, Ordering::Relaxed);
        }
        self.bytes = bytes;
    }
}

impl Clone for Claim {
    fn clone(&self) -> Self {
        let mut clone = Self::on(&self.storage);
        clone.force(self.bytes);
        clone
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.force(0);
    }
}
