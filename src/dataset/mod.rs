//! Bytes to numbers: a reader gives a [`Table`]; what its columns are is decided in [`Samples`]; a
//! fitted [`Preprocessing`] turns those into the [`Dataset`] that a network trains on.
//!
//! Everything here works on bytes; opening files is the caller's.
//!
//! ```
//! use gradshader::dataset::{self, Preprocessing, Samples, TableOptions};
//! use gradshader::network::Activation;
//!
//! let table = b"width,height,kind\n1,2,flat\n3,1,tall\n2,2,flat\n4,1,tall\n";
//! let table = dataset::read_csv("shapes.csv", table)?;
//! let samples = Samples::from_table(table, &TableOptions::default())?;
//! let parts = dataset::split(&samples, 0.5, 7)?;
//! let preprocessing = Preprocessing::fit(
//!     &samples,
//!     &parts.training,
//!     samples.default_scaling(),
//!     Activation::Sigmoid,
//! )?;
//! let training = preprocessing.apply_rows(&samples, &parts.training)?;
//! assert_eq!((training.inputs.len(), training.targets.len()), (2 * 2, 2 * 2));
//! # Ok::<(), gradshader::error::Error>(())
//! ```

mod baseline;
mod by_place;
mod channels;
mod csv;
mod date;
mod describe;
mod encoding;
mod folds;
mod for_model;
mod inputs;
mod kind;
mod marked;
mod names;
mod notes;
mod preprocessing;
pub mod read;
mod refusals;
mod samples;
mod scale;
mod select;
mod sign;
mod sparse;
mod split;
mod stored;
pub mod table;
mod target;
mod task;
mod truths;
mod unit;
mod values;
mod weights;

pub use self::baseline::Baseline;
pub use self::by_place::ByPlace;
pub use self::csv::read_csv;
pub use self::date::{DateFormat, DatePart};
pub use self::describe::{ColumnDescription, describe};
#[cfg(feature = "export")]
pub(crate) use self::encoding::written_otherwise;
pub use self::encoding::{Encoding, MOST_CATEGORIES, ScaledPart};
pub use self::folds::{Fold, Folds, cross_validation};
pub use self::kind::{Kind, Reason};
pub use self::preprocessing::{Column, Feature, Preprocessing, TargetEncoding, Unseen};
pub use self::read::idx::{is_idx, read_idx};
pub use self::samples::{Chosen, LeftOut, Missing, Samples, TableOptions, TargetColumns};
#[cfg(feature = "export")]
pub(crate) use self::scale::{FAR, parts};
pub use self::scale::{Scale, Scaling};
pub use self::split::{Holdout, Split, hold_out, split};
pub use self::table::Table;
pub use self::target::{Label, Targets};
pub use self::task::Task;
pub use self::truths::Truths;
pub(crate) use self::values::Growing;
pub use self::values::{Storage, Values};
pub use self::weights::ClassWeights;

use crate::error::Result;

/// The numbers a network trains on: every sample is a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// The number of rows.
    pub samples: usize,
    /// `[samples, inputs]`, row-major.
    pub inputs: Values<f32>,
    /// `[samples, outputs]`, row-major; empty when the targets are unknown.
    pub targets: Values<f32>,
}

impl Dataset {
    /// A data set from one row of inputs and one row of targets a sample.
    ///
    /// ```
    /// # use gradshader::Dataset;
    /// let xor = Dataset::from_rows(
    ///     &[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
    ///     &[[0.0], [1.0], [1.0], [0.0]],
    /// );
    /// assert_eq!((xor.samples, xor.inputs.len(), xor.targets.len()), (4, 8, 4));
    /// ```
    ///
    /// # Panics
    /// If there are not as many rows of targets as of inputs.
    pub fn from_rows<const I: usize, const O: usize>(
        inputs: &[[f32; I]],
        targets: &[[f32; O]],
    ) -> Self {
        assert_eq!(inputs.len(), targets.len(), "rows of inputs and of targets");
        Self {
            samples: inputs.len(),
            inputs: inputs.as_flattened().to_vec().into(),
            targets: targets.as_flattened().to_vec().into(),
        }
    }

    /// The same with each sample's weight as a column of the targets after the others, as
    /// [`Hyperparameters::weighted`](crate::train::Hyperparameters::weighted) takes it.
    ///
    /// # Panics
    /// If there is not one weight a sample.
    #[must_use]
    pub fn with_weights(mut self, weights: &[f32]) -> Self {
        self.targets = self.weighted(weights).collect();
        self
    }

    /// As [`Self::with_weights`], where the targets are kept.
    ///
    /// # Errors
    /// When the file of what has no room in memory cannot be written.
    ///
    /// # Panics
    /// If there is not one weight a sample.
    pub fn keep_weights(mut self, weights: &[f32]) -> Result<Self> {
        let length = self.targets.len() + weights.len();
        self.targets = Growing::collect(&self.targets.storage(), length, self.weighted(weights))?;
        Ok(self)
    }

    fn weighted<'a>(&'a self, weights: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        assert_eq!(weights.len(), self.samples, "weights of the samples");
        let width = self.targets.len() / self.samples.max(1);
        let rows = self.targets.chunks(width.max(1)).zip(weights);
        rows.flat_map(|(row, weight)| row.iter().chain([weight])).copied()
    }

    /// The given rows alone, in the given order, in memory.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn select(&self, rows: &[u32]) -> Self {
        let part = |values: &Values<f32>| match values.len() / self.samples.max(1) {
            0 => Values::default(),
            width => gather(values, width, rows).into(),
        };
        Self { samples: rows.len(), inputs: part(&self.inputs), targets: part(&self.targets) }
    }

    /// Whether a device may hold all of it: it is in memory and, where the device's memory is the host's,
    /// there is room for a second time.
    pub(crate) fn may_be_held(&self, is_copied: bool) -> bool {
        let bytes = crate::memory::bytes(&[self.inputs.len() + self.targets.len()]);
        let has_room = !is_copied || self.inputs.storage().has_room(bytes);
        has_room && !self.inputs.is_mapped() && !self.targets.is_mapped()
    }
}

/// The rows `rows` of `[_, width]` values.
fn gather(values: &Values<f32>, width: usize, rows: &[u32]) -> Vec<f32> {
    let row = |&row: &u32| &values[row as usize * width..][..width];
    if !values.is_mapped() {
        return rows.iter().flat_map(row).copied().collect();
    }
    // In the order of the file, so that each page is waited for once, and by all threads at a time.
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_unstable_by_key(|&place| rows[place as usize]);
    let read = |places: &[u32]| -> Vec<f32> {
        places.iter().flat_map(|&place| row(&rows[place as usize])).copied().collect()
    };
    let block = (1 << 16) / width + 1;
    #[cfg(feature = "parallel")]
    let parts: Vec<_> = {
        use rayon::prelude::*;
        order.par_chunks(block).map(read).collect()
    };
    #[cfg(not(feature = "parallel"))]
    let parts: Vec<_> = order.chunks(block).map(read).collect();
    let mut all = vec![0.0; rows.len() * width];
    for (places, part) in order.chunks(block).zip(parts) {
        for (&place, row) in places.iter().zip(part.chunks_exact(width)) {
            all[place as usize * width..][..width].copy_from_slice(row);
        }
    }
    all
}

/// Text from a file as a message shows it: in quotes, and no longer than a line bears.
fn quoted(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}...", &text[..end]),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_stand_after_the_targets() {
        let set = Dataset::from_rows(&[[1.0], [2.0]], &[[3.0, 4.0], [5.0, 6.0]]);
        assert_eq!(set.with_weights(&[0.5, 2.0]).targets, [3.0, 4.0, 0.5, 5.0, 6.0, 2.0]);
    }

    #[test]
    fn selected_rows_keep_their_order_and_their_targets() {
        let all = Dataset {
            samples: 3,
            inputs: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0].into(),
            targets: vec![7.0, 8.0, 9.0].into(),
        };
        let part = all.select(&[2, 0]);
        assert_eq!(part.samples, 2);
        assert_eq!(part.inputs, [5.0, 6.0, 1.0, 2.0]);
        assert_eq!(part.targets, [9.0, 7.0]);
        let unlabelled = Dataset { targets: vec![].into(), ..all };
        assert!(unlabelled.select(&[1]).targets.is_empty());
    }
}
