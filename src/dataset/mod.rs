//! Bytes to numbers: a table or an image set becomes [`Samples`], a fitted [`Preprocessing`]
//! turns those into the [`Dataset`] that a network trains on.
//!
//! Everything here works on bytes; opening files is the caller's.
//!
//! ```
//! use gradshader::dataset::{self, CsvOptions, Preprocessing};
//! use gradshader::network::Activation;
//!
//! let table = b"width,height,kind\n1,2,flat\n3,1,tall\n2,2,flat\n4,1,tall\n";
//! let samples = dataset::parse_csv("shapes.csv", table, &CsvOptions::default())?;
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

mod csv;
mod gzip;
mod idx;
mod preprocessing;
mod split;
pub mod table;

pub use self::csv::{CsvOptions, TargetColumns, Task, parse_csv};
pub use self::idx::{is_idx, parse_idx};
pub use self::preprocessing::{Column, Preprocessing, Scaling, TargetEncoding};
pub use self::split::{Split, split};

/// What a file held, before any scaling: one row of features a sample, and what to predict.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// The file or other source, for messages.
    pub source: String,
    /// `[samples]`, where each sample stands in its source: the line of a table (the header is
    /// line 1) or the image of an image set, from 1.
    pub rows: Vec<u64>,
    /// One name a feature.
    pub feature_names: Vec<String>,
    /// `[samples, features]`, row-major.
    pub features: Features,
    /// What to predict.
    pub targets: Targets,
}

/// The features of every sample, as narrow as their source has them: an image set as bytes is a
/// quarter of what it is as `f32`.
#[derive(Debug, Clone, PartialEq)]
pub enum Features {
    /// The pixels of images.
    Bytes(Vec<u8>),
    /// The cells of a table, all finite.
    Reals(Vec<f32>),
}

/// What to predict.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// One class a sample.
    Classes {
        /// The column's name.
        column: String,
        /// The class names; numbers in ascending order, else text in ascending order.
        names: Vec<String>,
        /// `[samples]`, each an index into `names`.
        labels: Vec<u32>,
    },
    /// One or more real values a sample.
    Values {
        /// One name an output.
        columns: Vec<String>,
        /// `[samples, outputs]`, row-major, all finite.
        values: Vec<f32>,
    },
    /// Unknown, as in data to predict.
    Unknown,
}

/// The numbers a network trains on: every sample is a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// The number of rows.
    pub samples: usize,
    /// `[samples, inputs]`, row-major.
    pub inputs: Vec<f32>,
    /// `[samples, outputs]`, row-major; empty when the targets are unknown.
    pub targets: Vec<f32>,
}

impl Samples {
    /// The number of samples.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The scaling that suits the features: [`Scaling::Unit`] for images, else
    /// [`Scaling::Standard`].
    pub fn default_scaling(&self) -> Scaling {
        match self.features {
            Features::Bytes(_) => Scaling::Unit,
            Features::Reals(_) => Scaling::Standard,
        }
    }
}

impl Features {
    /// The number of values, all samples together.
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(values) => values.len(),
            Self::Reals(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at `sample * features + feature`.
    ///
    /// # Panics
    /// If there are not so many values.
    pub fn get(&self, index: usize) -> f32 {
        match self {
            Self::Bytes(values) => f32::from(values[index]),
            Self::Reals(values) => values[index],
        }
    }
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
            inputs: inputs.as_flattened().to_vec(),
            targets: targets.as_flattened().to_vec(),
        }
    }

    /// The given rows alone, in the given order.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn select(&self, rows: &[u32]) -> Self {
        let part = |values: &[f32]| {
            let width = values.len() / self.samples.max(1);
            rows.iter().flat_map(|&row| &values[row as usize * width..][..width]).copied().collect()
        };
        Self { samples: rows.len(), inputs: part(&self.inputs), targets: part(&self.targets) }
    }
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
    fn selected_rows_keep_their_order_and_their_targets() {
        let all = Dataset {
            samples: 3,
            inputs: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            targets: vec![7.0, 8.0, 9.0],
        };
        let part = all.select(&[2, 0]);
        assert_eq!(part.samples, 2);
        assert_eq!(part.inputs, [5.0, 6.0, 1.0, 2.0]);
        assert_eq!(part.targets, [9.0, 7.0]);
        let unlabelled = Dataset { targets: vec![], ..all };
        assert!(unlabelled.select(&[1]).targets.is_empty());
    }
}
