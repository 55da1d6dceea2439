//! Long arrays of numbers: in memory or, beyond a limit, in a file that is mapped.

mod growing;
#[cfg(feature = "files")]
mod spill;
mod storage;

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use bytemuck::Pod;

pub(crate) use self::growing::Growing;
#[cfg(feature = "files")]
use self::spill::Mapped;
use self::storage::Claim;
pub use self::storage::Storage;
use crate::error::Result;

/// Numbers in a row, as a slice of them. They are in memory, or in a file that is mapped where
/// [`Storage`] has no more room.
///
/// ```
/// use gradshader::dataset::Values;
///
/// let values = Values::from(vec![1.0f32, 2.0]);
/// assert_eq!(values[1], 2.0);
/// assert!(!values.is_mapped());
/// ```
pub struct Values<T>(Held<T>);

enum Held<T> {
    Memory(Arc<Memory<T>>),
    #[cfg(feature = "files")]
    Mapped(Mapped<T>),
}

/// Values in memory, once for all who have them.
#[derive(Clone)]
struct Memory<T> {
    values: Vec<T>,
    claim: Claim,
}

impl<T> Values<T> {
    fn in_memory(values: Vec<T>, claim: Claim) -> Self {
        Self(Held::Memory(Arc::new(Memory { values, claim })))
    }

    /// Whether they are in a file.
    pub fn is_mapped(&self) -> bool {
        !matches!(self.0, Held::Memory(_))
    }

    /// Where more of them go.
    pub(crate) fn storage(&self) -> Storage {
        match &self.0 {
            Held::Memory(memory) => memory.claim.storage(),
            #[cfg(feature = "files")]
            Held::Mapped(mapped) => mapped.storage(),
        }
    }
}

impl<T: Pod> Values<T> {
    /// The values, to change them; those in a file, or that others have too, are copied first.
    pub fn to_mut(&mut self) -> &mut [T] {
        #[cfg(feature = "files")]
        if let Held::Mapped(mapped) = &self.0 {
            *self = Self::from(mapped.to_vec());
        }
        match &mut self.0 {
            Held::Memory(memory) => &mut Arc::make_mut(memory).values,
            #[cfg(feature = "files")]
            Held::Mapped(_) => unreachable!("they were copied"),
        }
    }

    /// The same, where `storage` has room.
    pub(crate) fn kept_in(self, storage: &Storage) -> Result<Self> {
        if !storage.is_limited() || self.is_mapped() {
            return Ok(self);
        }
        Growing::collect(storage, self.len(), self.iter().copied())
    }

    /// Those at `rows`, in their order.
    ///
    /// # Errors
    /// When the file cannot be written.
    ///
    /// # Panics
    /// If there are not so many.
    pub(crate) fn select(&self, rows: &[u32]) -> Result<Self> {
        let each = rows.iter().map(|&row| self[row as usize]);
        Growing::collect(&self.storage(), rows.len(), each)
    }

    /// What `change` makes of each.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn map(self, mut change: impl FnMut(T) -> T) -> Result<Self> {
        match self.0 {
            Held::Memory(memory) => {
                let Memory { mut values, claim } = Arc::unwrap_or_clone(memory);
                values.iter_mut().for_each(|value| *value = change(*value));
                Ok(Self::in_memory(values, claim))
            }
            #[cfg(feature = "files")]
            Held::Mapped(mapped) => {
                let each = mapped.iter().map(|&value| change(value));
                Growing::collect(&mapped.storage(), mapped.len(), each)
            }
        }
    }

    /// Says that they will be read in no order, so that nothing is read ahead.
    pub(crate) fn read_at_random(&self) {
        #[cfg(feature = "files")]
        if let Held::Mapped(mapped) = &self.0 {
            mapped.read_at_random();
        }
    }
}

impl<T: Pod> Deref for Values<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::Memory(memory) => &memory.values,
            #[cfg(feature = "files")]
            Held::Mapped(mapped) => mapped,
        }
    }
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for Values<T> {
    fn from(values: Vec<T>) -> Self {
        Self::in_memory(values, Claim::default())
    }
}

impl<T: Pod> FromIterator<T> for Values<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<T: Pod> From<Values<T>> for Vec<T> {
    fn from(values: Values<T>) -> Self {
        match values.0 {
            Held::Memory(memory) => Arc::unwrap_or_clone(memory).values,
            #[cfg(feature = "files")]
            Held::Mapped(mapped) => mapped.to_vec(),
        }
    }
}

impl<T: Pod> Clone for Values<T> {
    /// The same, which are there once.
    fn clone(&self) -> Self {
        Self(match &self.0 {
            Held::Memory(memory) => Held::Memory(memory.clone()),
            #[cfg(feature = "files")]
            Held::Mapped(mapped) => Held::Mapped(mapped.clone()),
        })
    }
}

impl<T: Pod + fmt::Debug> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Pod + PartialEq, S: AsRef<[T]> + ?Sized> PartialEq<S> for Values<T> {
    fn eq(&self, other: &S) -> bool {
        **self == *other.as_ref()
    }
}

impl<T: Pod> AsRef<[T]> for Values<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<'a, T: Pod> IntoIterator for &'a Values<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_their_slice() {
        let values = Values::from(vec![1u32, 2, 3]);
        assert_eq!(values, [1, 2, 3]);
        let mut changed = values.clone();
        changed.to_mut()[0] = 7;
        assert_eq!((&values, changed.as_ref()), (&values.clone(), &[7, 2, 3][..]));
        assert_eq!(values[0], 1);
        assert_eq!(values.select(&[2, 0]).unwrap(), [3, 1]);
        assert_eq!(values.map(|value| value + 1).unwrap(), vec![2, 3, 4]);
        assert!(Values::<f32>::default().is_empty());
    }

    #[cfg(feature = "files")]
    #[test]
    fn what_has_no_room_goes_to_a_file_and_holds_the_same() {
        let storage = Storage::within(4000);
        let numbers = |count: u32| (0..count).map(|i| i.wrapping_mul(0x9e37_79b9));
        let all = |count: u32, expected: usize| {
            Growing::collect(&storage, expected, numbers(count)).unwrap()
        };
        let small = all(500, 500);
        assert!(!small.is_mapped());
        // What is expected and what comes differ in both ways.
        for (count, expected) in [(100_000, 100_000), (70_001, 10), (0, 5000), (3, 100_000)] {
            let large = all(count, expected);
            assert!(large.is_mapped(), "{count}");
            assert!(large.iter().copied().eq(numbers(count)), "{count}");
            assert!(
                large
                    .clone()
                    .map(|value| value ^ 1)
                    .unwrap()
                    .iter()
                    .copied()
                    .eq(numbers(count).map(|value| value ^ 1))
            );
            if count > 3 {
                let picked = large.select(&[count - 1, 0]).unwrap();
                let ends = [numbers(count).next_back().unwrap(), 0];
                assert_eq!(picked, ends);
            }
        }
        drop(small);
        assert!(!all(900, 900).is_mapped(), "room is given back");
    }
}
