//! Values that come one after the other.

use bytemuck::Pod;

#[cfg(feature = "files")]
use super::Held;
use super::Values;
use super::storage::{Claim, Storage};
use crate::error::{Error, Result};

/// How many elements wait in memory on their way to a file.
const WAITING: std::ops::RangeInclusive<usize> = 64..=1 << 14;

/// Values that grow, in memory while their storage has room. What fails is told by [`Self::finish`].
pub(crate) struct Growing<T> {
    /// All, or those that are not in the file yet.
    values: Vec<T>,
    claim: Claim,
    #[cfg(feature = "files")]
    area: Option<super::spill::Area>,
    failure: Option<Error>,
}

impl<T> std::fmt::Debug for Growing<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Growing").field("waiting", &self.values.len()).finish_non_exhaustive()
    }
}

impl<T: Pod> Default for Growing<T> {
    fn default() -> Self {
        Self::new(&Storage::default())
    }
}

impl<T: Pod> Growing<T> {
    pub(crate) fn new(storage: &Storage) -> Self {
        Self {
            values: Vec::new(),
            claim: Claim::on(storage),
            #[cfg(feature = "files")]
            area: None,
            failure: None,
        }
    }

    /// All of `values`, of which about `expected` are.
    pub(crate) fn collect(
        storage: &Storage,
        expected: usize,
        values: impl Iterator<Item = T>,
    ) -> Result<Values<T>> {
        let mut growing = Self::new(storage);
        growing.reserve(expected);
        values.for_each(|value| growing.push(value));
        growing.finish()
    }

    pub(crate) fn storage(&self) -> Storage {
        self.claim.storage()
    }

    /// How many elements there is room for in memory.
    pub(crate) fn capacity(&self) -> usize {
        self.values.capacity()
    }

    /// What failed, if something has.
    pub(crate) fn check(&mut self) -> Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }

    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        if self.values.len() == self.values.capacity() && !self.make_room(1) {
            return;
        }
        self.values.push(value);
    }

    /// Appends `count` elements that are zeros, for `fill` to write.
    pub(crate) fn append(
        &mut self,
        count: usize,
        fill: impl FnOnce(&mut [T]) -> Result<()>,
    ) -> Result<()> {
        if self.values.capacity() - self.values.len() < count && !self.make_room(count) {
            return self.check();
        }
        let before = self.values.len();
        if before == 0 && !self.is_in_file() {
            // Memory that is new is zero: the system gives each page to whoever fills it first, on as many
            // threads as do.
            let room = std::mem::take(&mut self.values).capacity();
            match bytemuck::allocation::try_zeroed_vec(room) {
                Ok(zeros) => self.values = zeros,
                Err(()) => self.refused(room),
            }
            self.check()?;
            self.values.truncate(count);
        }
        self.values.resize(before + count, T::zeroed());
        fill(&mut self.values[before..])
    }

    /// Appends as many as come.
    pub(crate) fn extend(&mut self, values: impl ExactSizeIterator<Item = T>) -> Result<()> {
        let count = values.len();
        if self.values.capacity() - self.values.len() < count && !self.make_room(count) {
            return self.check();
        }
        self.values.extend(values);
        Ok(())
    }

    /// Expects so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        if self.failure.is_none() && more > self.values.capacity() - self.values.len() {
            self.expect(more);
        }
    }

    /// Room for `more` elements; false where there is none.
    #[cold]
    fn make_room(&mut self, more: usize) -> bool {
        if self.failure.is_none() {
            match self.is_in_file() {
                true => self.flush(),
                // Twice as much, so that growing takes as long as what there is.
                false => self.expect(more.max(self.values.capacity()).max(*WAITING.start())),
            }
            if self.is_in_file() {
                self.wait(more);
            }
        }
        self.values.capacity() - self.values.len() >= more
    }

    fn is_in_file(&self) -> bool {
        #[cfg(feature = "files")]
        return self.area.is_some();
        #[cfg(not(feature = "files"))]
        false
    }

    /// Makes `more` elements fit into memory or, where that has no room, into the file.
    fn expect(&mut self, more: usize) {
        let wanted = self.values.len().saturating_add(more);
        let bytes = (wanted as u64).saturating_mul(size_of::<T>() as u64);
        if self.is_in_file() || !self.claim.resize(bytes) {
            self.expect_in_file(wanted);
        } else if self.values.try_reserve_exact(more).is_err() {
            self.refused(wanted);
        }
    }

    /// The system gives no memory for so many elements.
    fn refused(&mut self, elements: usize) {
        let bytes = (elements as u64).saturating_mul(size_of::<T>() as u64);
        self.fail(
            Error::input(format!("the system gives no {bytes} bytes for a column"))
                .advice("give a smaller table, or keep what is larger in a file with --memory"),
        );
    }

    /// As many elements as wait in memory.
    fn wait(&mut self, elements: usize) {
        let missing = elements.saturating_sub(self.values.len());
        if self.failure.is_none() && self.values.try_reserve_exact(missing).is_err() {
            self.fail(Error::input("the system gives no memory to write a file from"));
        }
        self.claim.force((self.values.capacity() * size_of::<T>()) as u64);
    }

    /// From here on nothing is kept.
    pub(crate) fn fail(&mut self, error: Error) {
        self.failure = Some(error);
        self.values = Vec::new();
    }

    /// The values.
    ///
    /// # Errors
    /// When memory or the file was refused.
    pub(crate) fn finish(mut self) -> Result<Values<T>> {
        if self.is_in_file() && self.failure.is_none() {
            self.flush();
        }
        self.check()?;
        #[cfg(feature = "files")]
        if let Some(area) = self.area {
            return Ok(Values(Held::Mapped(area.map()?)));
        }
        self.values.shrink_to_fit();
        self.claim.force((self.values.capacity() * size_of::<T>()) as u64);
        Ok(Values::in_memory(self.values, self.claim))
    }
}

impl<T: Pod> Growing<T> {
    #[cfg(not(feature = "files"))]
    fn expect_in_file(&mut self, _: usize) {
        self.fail(Error::failed("there is no file beside the memory"));
    }

    #[cfg(not(feature = "files"))]
    fn flush(&mut self) {}

    /// The file takes `wanted` elements, those that wait among them.
    #[cfg(feature = "files")]
    fn expect_in_file(&mut self, wanted: usize) {
        let waiting = wanted.max(self.values.capacity()).clamp(*WAITING.start(), *WAITING.end());
        let is_new = self.area.is_none();
        let done = (|| {
            let area = match &mut self.area {
                Some(area) => area,
                empty => empty.insert(super::spill::Area::new(&self.claim.storage())?),
            };
            area.reserve::<T>(wanted)
        })();
        if let Err(error) = done {
            return self.fail(error);
        }
        if is_new {
            self.flush();
            self.values = Vec::new();
            self.wait(waiting);
        }
    }

    #[cfg(feature = "files")]
    fn flush(&mut self) {
        if let Some(area) = &mut self.area
            && let Err(error) = area.write(&self.values)
        {
            return self.fail(error);
        }
        self.values.clear();
    }
}
