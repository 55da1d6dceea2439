//! The numbers of a step that change from step to step and from member to member: a row of a table that
//! the host computes in f64 and the device reads at its cursor.
//!
//! | column | what |
//! | --- | --- |
//! | 0 | the rate that a step is multiplied by |
//! | 1 | decoupled decay, times the learning rate |
//! | 2 | L2 |
//! | 3, 4 | the most that an element of a gradient, and the norm of all, may be |
//! | 5 | the share of a parameter in its average |
//! | 6 | label smoothing |
//! | 7 | what a sample's weight is multiplied by: samples of the batch over the sum of their weights |
//! | 8 to 15 | the optimizer's own |
//! | 16, 17 | the key of the step's dropout, 24 bits each |
//! | 18 | the row of the batch that is the first here: 0, unless devices share a batch |
//! | 19 on | for each slot of dropout, inputs first, the threshold in 24 bits and `1/(1 - p)` |

use super::Number;

/// Columns before those of dropout.
pub const FIXED: usize = 19;

/// The column of the row of the batch that is the first of a device, up to 2^24: what is dropped depends on it.
pub const FIRST_ROW: usize = 18;

/// Columns of a table with so many slots of dropout.
pub fn count(slots: usize) -> usize {
    FIXED + 2 * slots
}

/// A row without its dropout; see the module.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Coefficients<T> {
    pub rate: T,
    pub decay: T,
    pub l2: T,
    pub clip_value: T,
    pub clip_norm: T,
    pub average: T,
    pub smoothing: T,
    pub sample_scale: T,
    pub own: [T; 8],
}

impl<T: Copy> Coefficients<T> {
    /// Those of a row.
    ///
    /// # Panics
    /// When it is shorter than [`FIXED`].
    pub fn of(row: &[T]) -> Self {
        let &[
            rate,
            decay,
            l2,
            clip_value,
            clip_norm,
            average,
            smoothing,
            sample_scale,
            ref own @ ..,
        ] = &row[..16]
        else {
            unreachable!("sixteen are more than eight")
        };
        let own = own.try_into().expect("sixteen are eight more than eight");
        Self { rate, decay, l2, clip_value, clip_norm, average, smoothing, sample_scale, own }
    }
}

impl<T: Number> Coefficients<T> {
    /// All 0.
    pub fn none() -> Self {
        Self::of(&[T::of(0.0); FIXED])
    }

    /// The row, with the key of the step's dropout and each slot's probability, of a device that has the whole
    /// batch.
    pub fn row(&self, key: [u32; 2], dropout: &[f64]) -> Vec<T> {
        let Self { rate, decay, l2, clip_value, clip_norm, .. } = *self;
        let Self { average, smoothing, sample_scale, own, .. } = *self;
        let mut row =
            vec![rate, decay, l2, clip_value, clip_norm, average, smoothing, sample_scale];
        row.extend(own);
        row.extend(key.map(|key| T::of(f64::from(key))));
        row.push(T::of(0.0));
        for &p in dropout {
            row.extend([T::of(f64::from(super::threshold(p))), T::of(1.0 / (1.0 - p))]);
        }
        row
    }
}
