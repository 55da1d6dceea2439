//! From samples to a network's numbers and back, fitted on training samples and kept with the
//! model.

mod targets;

#[cfg(feature = "parallel")]
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::encoding::{Encoding, UNSEEN, places};
use super::inputs;
use super::names::{self, Columns};
use super::read::DialectOptions;
use super::scale::{Scale, Scaling};
use super::sparse;
use super::stored::Stored;
use super::table::{Cells, MISSING, TableColumn};
use super::target::Label;
use super::task::Task;
use super::{Dataset, Samples};
use crate::error::{Error, Result};
use crate::network::Activation;

/// A column and the inputs that it becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// The column's name.
    pub name: String,
    /// How it becomes inputs.
    pub encoding: Encoding,
}

/// One target column of numbers and its map to the network's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// Its units to the network's.
    pub scale: Scale,
}

/// What a network's outputs stand for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum TargetEncoding {
    /// One output a class, 1 for the sample's own and 0 for the others (one-hot).
    Classes {
        /// The target column's name.
        column: String,
        /// The class of each output.
        names: Vec<String>,
    },
    /// One output a column, 1 where the label is there and 0 where not.
    Labels {
        /// The column of each output.
        columns: Vec<Label>,
    },
    /// One output a column.
    Values {
        /// The column of each output.
        columns: Vec<Column>,
    },
}

impl TargetEncoding {
    /// What the network learned, and the columns of that.
    pub fn task_and_columns(&self) -> (Task, Vec<String>) {
        let names = |columns: &[Column]| columns.iter().map(|column| column.name.clone()).collect();
        match self {
            Self::Classes { column, .. } => (Task::Classify, vec![column.clone()]),
            Self::Labels { columns } => {
                (Task::Label, columns.iter().map(|label| label.name.clone()).collect())
            }
            Self::Values { columns } => (Task::Regress, names(columns)),
        }
    }
}

/// How samples become a network's inputs and targets. It is fitted on training samples alone, so
/// that nothing of the others leaks into training, and kept with the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Preprocessing {
    /// How numbers among the `features` were fitted.
    pub scaling: Scaling,
    /// The columns, in the order of the inputs.
    pub features: Vec<Feature>,
    /// What the outputs stand for.
    pub targets: TargetEncoding,
    /// Texts that stand for a missing cell, beside those that a reader takes for one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_texts: Vec<String>,
    /// How the text of the training samples was written, if they came from a delimited text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<DialectOptions>,
    /// What the places of the training samples' columns counted from (0 or 1), if they came from LIBSVM's format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_place: Option<u32>,
    /// Whether values are rounded to f32 before they are scaled and after they are decoded, as
    /// models of version 0.1 were trained.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub narrow: bool,
}

/// What samples to predict have that the training samples had not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// The column.
    pub column: String,
    /// How many samples have such a value.
    pub samples: usize,
    /// The first such value; none if the cells are missing.
    pub example: Option<String>,
    /// Whether what is missing counts as the mean of the training samples, and not as nothing.
    pub is_averaged: bool,
}

impl Preprocessing {
    /// Fits to the samples `rows`, the training samples, for a network whose last layer has the
    /// activation `output`.
    ///
    /// Values to predict go where that activation reaches: standardised for linear, else their
    /// range to `[0.1, 0.9]` for sigmoid, `[-0.8, 0.8]` for tanh, `[0, 1]` for ReLU and its kin. Classes
    /// are those that are declared, and those that occur in `rows`.
    ///
    /// # Errors
    /// Without rows or targets, with fewer than two classes, with a target column that never
    /// changes, or at a cell that is not of its column's kind.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn fit(
        samples: &Samples,
        rows: &[u32],
        scaling: Scaling,
        output: Activation,
    ) -> Result<Self> {
        Self::fit_to(samples, rows, scaling, output, false)
    }

    /// As [`fit`](Self::fit), to the first samples of more that will come: the classes are those that their
    /// column declares, whether they occur or not, and a number that does not change yet has the spread 1.
    ///
    /// # Errors
    /// Without rows or targets, with fewer than two classes, or at a cell that is not of its column's kind.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn fit_first(
        samples: &Samples,
        rows: &[u32],
        scaling: Scaling,
        output: Activation,
    ) -> Result<Self> {
        Self::fit_to(samples, rows, scaling, output, true)
    }

    fn fit_to(
        samples: &Samples,
        rows: &[u32],
        scaling: Scaling,
        output: Activation,
        more: bool,
    ) -> Result<Self> {
        let fit = || {
            if rows.is_empty() {
                return Err(Error::input("there are no samples to train on"));
            }
            let table = &samples.table;
            let feature = |chosen: &super::Chosen| {
                let column = &table.columns[chosen.column];
                let (kind, missing) = (&chosen.kind, samples.missing);
                let encoding = Encoding::fit(table, column, kind, rows, scaling, missing, more);
                let feature =
                    encoding.map(|encoding| Feature { name: column.name.clone(), encoding });
                (column.name.as_str(), feature)
            };
            #[cfg(feature = "parallel")]
            let features: Vec<_> = samples.features.par_iter().map(feature).collect();
            #[cfg(not(feature = "parallel"))]
            let features: Vec<_> = samples.features.iter().map(feature).collect();
            let features = names::every(features.into_iter())?;
            if features.iter().all(|feature| feature.encoding.width() == 0) {
                return Err(Error::input("every training sample has the same features"));
            }
            let targets = targets::fit(samples, rows, output, more)?;
            let missing_texts = samples.missing_texts.clone();
            let dialect = samples.dialect.clone();
            let first_place = sparse::first_place(table);
            Ok(Self {
                scaling,
                features,
                targets,
                missing_texts,
                dialect,
                first_place,
                narrow: false,
            })
        };
        fit().map_err(|error: Error| error.file(samples.source()))
    }

    /// The number of inputs the network has.
    pub fn inputs(&self) -> usize {
        self.features.iter().map(|feature| feature.encoding.width()).sum()
    }

    /// The name of each input.
    pub fn input_names(&self) -> Vec<String> {
        let names = |feature: &Feature| feature.encoding.input_names(&feature.name);
        self.features.iter().flat_map(names).collect()
    }

    /// The number of outputs the network has.
    pub fn outputs(&self) -> usize {
        match &self.targets {
            TargetEncoding::Classes { names, .. } => names.len(),
            TargetEncoding::Labels { columns } => columns.len(),
            TargetEncoding::Values { columns } => columns.len(),
        }
    }

    /// All samples as the network's numbers; see [`apply_rows`](Self::apply_rows).
    ///
    /// # Errors
    /// As those of [`apply_rows`](Self::apply_rows).
    pub fn apply(&self, samples: &Samples) -> Result<Dataset> {
        self.apply_rows(samples, &(0..samples.len() as u32).collect::<Vec<_>>())
    }

    /// The samples `rows` as the network's numbers, each computed in `f64` and rounded once. The
    /// columns are found by name.
    ///
    /// # Errors
    /// When columns are missing, or the targets are others than those fitted; when a class was not
    /// among the training samples; when a cell is not what the model was trained on, or a value lies
    /// so far from that that it exceeds `f32`.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn apply_rows(&self, samples: &Samples, rows: &[u32]) -> Result<Dataset> {
        let encode = || {
            let columns = self.columns(samples)?;
            let inputs = inputs::encode(samples, &columns, &self.features, rows, self.narrow)?;
            let targets = targets::encode(samples, rows, &self.targets, self.narrow)?;
            Ok(Dataset { samples: rows.len(), inputs, targets })
        };
        encode().map_err(|error: Error| error.file(samples.source()))
    }

    /// The column of each feature.
    fn columns<'a>(&self, samples: &'a Samples) -> Result<Vec<&'a TableColumn>> {
        let found = Columns::new(&samples.table);
        // The pixels of a larger image have all the names of a smaller one's.
        let images =
            samples.are_images() && self.features.iter().all(|f| f.name.starts_with("pixel "));
        let pixels = samples.table.columns.iter().filter(|c| c.name.starts_with("pixel ")).count();
        if images && pixels != self.features.len() {
            let known = self.features.len();
            return Err(Error::input(format!("{pixels} pixels where the model has {known}"))
                .advice("give images of the size that the model was trained on"));
        }
        let place = |feature: &Feature| found.get(&feature.name);
        let places: Option<Vec<usize>> = self.features.iter().map(place).collect();
        let places = match places {
            Some(places) => places,
            None => {
                let names: Vec<_> = self.features.iter().map(|f| f.name.clone()).collect();
                found.all(&names)?
            }
        };
        Ok(places.into_iter().map(|place| &samples.table.columns[place]).collect())
    }

    /// The columns in which samples hold what the training samples did not: values of a category that
    /// count as others, and missing cells where none was missing.
    pub fn unseen(&self, samples: &Samples) -> Result<Vec<Unseen>> {
        let columns = self.columns(samples).map_err(|error| error.file(samples.source()))?;
        let mut unseen = Vec::new();
        let mut add = |name: &str, samples: usize, example, is_averaged| {
            if samples > 0 {
                let column = name.to_owned();
                unseen.push(Unseen { column, samples, example, is_averaged });
            }
        };
        for (feature, column) in self.features.iter().zip(columns) {
            let rows = column.cells.len();
            let gaps = || (0..rows).filter(|&row| column.cells.is_missing(row)).count();
            match &feature.encoding {
                Encoding::Category { values, missing, .. } => {
                    let places = places(column, values);
                    let mut unknown = (0..rows).filter(|&row| places.get(row) == UNSEEN);
                    let others = unknown.clone().count();
                    let example = unknown.next().map(|row| match &column.cells {
                        Cells::Texts { values, codes } => values[codes[row] as usize].clone(),
                        cells => cells.number(row).to_string(),
                    });
                    // With an input for others they were trained on.
                    add(&feature.name, others, example, false);
                    if !missing {
                        let gaps = (0..rows).filter(|&row| places.get(row) == MISSING).count();
                        add(&feature.name, gaps, None, false);
                    }
                }
                Encoding::Number { indicator: false, .. }
                | Encoding::Boolean { indicator: false, .. } => {
                    add(&feature.name, gaps(), None, true);
                }
                Encoding::Date { indicator: false, .. } => {
                    add(&feature.name, gaps(), None, false);
                }
                _ => {}
            }
        }
        Ok(unseen)
    }

    /// `outputs` (`[batch, outputs]`, row-major) in the units of the target columns; those of
    /// classes and labels as they are.
    pub fn decode_values(&self, outputs: &[f32]) -> Vec<f64> {
        match &self.targets {
            TargetEncoding::Classes { .. } | TargetEncoding::Labels { .. } => {
                outputs.iter().copied().map(f64::from).collect()
            }
            TargetEncoding::Values { columns } => outputs
                .iter()
                .zip(columns.iter().cycle())
                .map(|(&output, column)| {
                    let value = column.scale.decode(output);
                    if self.narrow { f64::from(value as f32) } else { value }
                })
                .collect(),
        }
    }

    /// Whether this can have been fitted, for one that comes from a file or was put together.
    pub(crate) fn check(&self) -> Result<()> {
        let values = match &self.targets {
            TargetEncoding::Values { columns } => &columns[..],
            _ => &[],
        };
        let invertible = |column: &&Column| {
            let Scale { spread, clip, .. } = column.scale;
            column.scale.is_usable() && spread != 0.0 && clip.is_none()
        };
        let feature = self.features.iter().find(|feature| !feature.encoding.is_usable());
        let column = values.iter().find(|column| !invertible(column));
        let name = feature.map(|feature| &feature.name).or(column.map(|column| &column.name));
        if let Some(name) = name {
            return Err(Error::input("its shift, spread or categories are not usable").column(name));
        }
        let outputs = match &self.targets {
            TargetEncoding::Classes { names, .. } => names.iter().collect(),
            TargetEncoding::Labels { columns } => columns.iter().map(|label| &label.name).collect(),
            TargetEncoding::Values { columns } => {
                columns.iter().map(|column| &column.name).collect::<Vec<_>>()
            }
        };
        let unique = |mut names: Vec<&String>| {
            names.sort_unstable();
            names.windows(2).all(|pair| pair[0] != pair[1])
        };
        if !(unique(self.features.iter().map(|f| &f.name).collect()) && unique(outputs)) {
            return Err(Error::input("two of its columns or classes have one name"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
