//! From samples to a network's numbers and back, fitted on training samples and kept with the
//! model.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Dataset, Features, Samples, Targets, quoted};
use crate::error::{Error, Result};
use crate::network::Activation;

/// How features are brought to a common size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scaling {
    /// Each column to mean 0 and standard deviation 1 (of the population, `1/n`).
    Standard,
    /// Each column of a table from its range, the pixels of images from 0 to 255, to `[0, 1]`.
    Unit,
    /// As they are.
    None,
}

impl Scaling {
    /// Every scaling.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Unit, Self::None];

    /// The name used on the command line and in model files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Unit => "unit",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Scaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scaling {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|scaling| scaling.name() == name).ok_or_else(|| {
            Error::input(format!("there is no scaling {name:?}"))
                .advice("use standard, unit or none")
        })
    }
}

/// One column of numbers and its map to the network's, `(x - shift) / spread`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column's name.
    pub name: String,
    /// In the column's units.
    pub shift: f32,
    /// In the column's units; 0 where every training sample has the same value, which becomes 0,
    /// as does any other.
    pub spread: f32,
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
    /// One output a column.
    Values {
        /// The column of each output.
        columns: Vec<Column>,
    },
}

/// How samples become a network's inputs and targets. It is fitted on training samples alone, so
/// that nothing of the others leaks into training, and kept with the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preprocessing {
    /// How `features` were fitted.
    pub scaling: Scaling,
    /// One column an input.
    pub features: Vec<Column>,
    /// What the outputs stand for.
    pub targets: TargetEncoding,
}

impl Preprocessing {
    /// Fits to the samples `rows`, the training samples, for a network whose last layer has the
    /// activation `output`.
    ///
    /// Values to predict go where that activation reaches: standardised for linear, else their
    /// range to `[0.1, 0.9]` for sigmoid, `[-0.8, 0.8]` for tanh, `[0, 1]` for ReLU. Classes are
    /// those that occur in `rows`.
    ///
    /// # Errors
    /// Without rows or targets, with fewer than two classes, or with a target column that never
    /// changes.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn fit(
        samples: &Samples,
        rows: &[u32],
        scaling: Scaling,
        output: Activation,
    ) -> Result<Self> {
        if rows.is_empty() {
            return Err(Error::input("there are no samples to train on").file(&samples.source));
        }
        Ok(Self {
            scaling,
            features: fit_features(samples, rows, scaling),
            targets: fit_targets(&samples.targets, rows, output)
                .map_err(|error| error.file(&samples.source))?,
        })
    }

    /// The number of inputs the network has.
    pub fn inputs(&self) -> usize {
        self.features.len()
    }

    /// The number of outputs the network has.
    pub fn outputs(&self) -> usize {
        match &self.targets {
            TargetEncoding::Classes { names, .. } => names.len(),
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

    /// The samples `rows` as the network's numbers, each computed in `f64` and rounded once.
    ///
    /// # Errors
    /// When the samples have other features or targets than those fitted, in number, name or
    /// order (a table's columns are found by name with
    /// [`CsvOptions::to_evaluate`](super::CsvOptions::to_evaluate)); when a class was not among
    /// the training samples; when a value lies so far from them that it exceeds `f32`.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn apply_rows(&self, samples: &Samples, rows: &[u32]) -> Result<Dataset> {
        let part = Part { samples, rows };
        let encode = || {
            Ok(Dataset {
                samples: rows.len(),
                inputs: part.inputs(&self.features)?,
                targets: part.targets(&self.targets)?,
            })
        };
        encode().map_err(|error: Error| error.file(&samples.source))
    }

    /// `outputs` (`[batch, outputs]`, row-major) in the units of the target columns; those of
    /// classes as they are.
    pub fn decode_values(&self, outputs: &[f32]) -> Vec<f32> {
        match &self.targets {
            TargetEncoding::Classes { .. } => outputs.to_vec(),
            TargetEncoding::Values { columns } => outputs
                .iter()
                .zip(columns.iter().cycle())
                .map(|(&output, column)| column.decode(output))
                .collect(),
        }
    }

    /// Whether this can have been fitted, for one that comes from a file or was put together.
    pub(crate) fn check(&self) -> Result<()> {
        let (values, names) = match &self.targets {
            TargetEncoding::Classes { names, .. } => (&[][..], names.iter().collect()),
            TargetEncoding::Values { columns } => (&columns[..], vec![]),
        };
        let usable = |column: &Column| column.shift.is_finite() && column.spread.is_finite();
        let invertible = |column: &Column| usable(column) && column.spread != 0.0;
        let column = self.features.iter().find(|column| !usable(column));
        if let Some(column) = column.or(values.iter().find(|column| !invertible(column))) {
            return Err(Error::input("its shift or spread is not usable").column(&column.name));
        }
        let unique = |mut names: Vec<&String>| {
            names.sort_unstable();
            names.windows(2).all(|pair| pair[0] != pair[1])
        };
        let columns = |columns: &'_ [Column]| unique(columns.iter().map(|c| &c.name).collect());
        if !(columns(&self.features) && columns(values) && unique(names)) {
            return Err(Error::input("two of its columns or classes have one name"));
        }
        Ok(())
    }
}

impl Column {
    fn new(name: &str, shift: f64, spread: f64) -> Self {
        // Twice the largest number is a spread too, but none that `f32` holds.
        let [shift, spread] = [shift, spread].map(|x| (x as f32).clamp(f32::MIN, f32::MAX));
        Self { name: name.to_owned(), shift, spread }
    }

    /// To mean 0 and standard deviation 1.
    fn standardised(name: &str, fitted: &Statistics) -> Self {
        Self::new(name, fitted.mean, fitted.deviation)
    }

    /// From the range of the values to `[low, high]`.
    fn ranged(name: &str, fitted: &Statistics, [low, high]: [f64; 2]) -> Self {
        let spread = (fitted.highest - fitted.lowest) / (high - low);
        Self::new(name, fitted.lowest - low * spread, spread)
    }

    /// A value of the column as the network's number.
    fn encode(&self, value: f32) -> f32 {
        if self.spread == 0.0 {
            return 0.0;
        }
        ((f64::from(value) - f64::from(self.shift)) / f64::from(self.spread)) as f32
    }

    /// The network's number as a value of the column.
    fn decode(&self, number: f32) -> f32 {
        (f64::from(number) * f64::from(self.spread) + f64::from(self.shift)) as f32
    }
}

/// The samples that are turned into numbers.
struct Part<'a> {
    samples: &'a Samples,
    rows: &'a [u32],
}

impl Part<'_> {
    fn inputs(&self, columns: &[Column]) -> Result<Vec<f32>> {
        same_columns("features", columns, &self.samples.feature_names)?;
        self.encode(columns, |index| self.samples.features.get(index))
    }

    fn targets(&self, encoding: &TargetEncoding) -> Result<Vec<f32>> {
        match (encoding, &self.samples.targets) {
            (_, Targets::Unknown) => Ok(vec![]),
            (
                TargetEncoding::Classes { column, names: known },
                Targets::Classes { names, labels, .. },
            ) => self.one_hot(known, names, labels).map_err(|error| error.column(column)),
            (TargetEncoding::Values { columns: known }, Targets::Values { columns, values }) => {
                same_columns("targets", known, columns)?;
                self.encode(known, |index| values[index])
            }
            (TargetEncoding::Classes { .. }, Targets::Values { .. }) => {
                Err(Error::input("its targets are values where the model has classes"))
            }
            (TargetEncoding::Values { .. }, Targets::Classes { .. }) => {
                Err(Error::input("its targets are classes where the model has values"))
            }
        }
    }

    /// `[rows, columns]`; `value` gives what stands at `row * columns + column`.
    fn encode(&self, columns: &[Column], value: impl Fn(usize) -> f32) -> Result<Vec<f32>> {
        let mut encoded = Vec::with_capacity(self.rows.len() * columns.len());
        for &row in self.rows {
            let start = row as usize * columns.len();
            for (place, column) in columns.iter().enumerate() {
                let number = column.encode(value(start + place));
                if !number.is_finite() {
                    return Err(Error::input("the value is too far from those trained on")
                        .row(self.samples.rows[row as usize])
                        .column(&column.name));
                }
                encoded.push(number);
            }
        }
        Ok(encoded)
    }

    /// `[rows, known]`; `labels` are places in `names`, which another file may order otherwise.
    fn one_hot(&self, known: &[String], names: &[String], labels: &[u32]) -> Result<Vec<f32>> {
        let outputs: HashMap<_, usize> = known.iter().zip(0..).collect();
        let outputs: Vec<_> = names.iter().map(|name| outputs.get(name)).collect();
        let mut encoded = vec![0.0; self.rows.len() * known.len()];
        for (target, &row) in encoded.chunks_exact_mut(known.len().max(1)).zip(self.rows) {
            let label = labels[row as usize] as usize;
            let output = outputs[label].ok_or_else(|| {
                Error::input(format!("no training sample has the class {}", quoted(&names[label])))
                    .row(self.samples.rows[row as usize])
                    .advice("leave the row out or train on that class too")
            })?;
            target[*output] = 1.0;
        }
        Ok(encoded)
    }
}

fn fit_features(samples: &Samples, rows: &[u32], scaling: Scaling) -> Vec<Column> {
    let names = &samples.feature_names;
    let fixed = |spread| names.iter().map(|name| Column::new(name, 0.0, spread)).collect();
    let fitted = |fit: fn(&str, &Statistics) -> Column| {
        let statistics = Statistics::of(rows, names.len(), |index| samples.features.get(index));
        names.iter().zip(&statistics).map(|(name, fitted)| fit(name, fitted)).collect()
    };
    match (scaling, &samples.features) {
        (Scaling::None, _) => fixed(1.0),
        // The range of the format and not of the set: a pixel is as bright in every set.
        (Scaling::Unit, Features::Bytes(_)) => fixed(255.0),
        (Scaling::Unit, Features::Reals(_)) => {
            fitted(|name, fitted| Column::ranged(name, fitted, [0.0, 1.0]))
        }
        (Scaling::Standard, _) => fitted(Column::standardised),
    }
}

fn fit_targets(targets: &Targets, rows: &[u32], output: Activation) -> Result<TargetEncoding> {
    match targets {
        Targets::Unknown => Err(Error::input("there are no targets to train on")),
        Targets::Classes { column, names, labels } => {
            let mut seen = vec![false; names.len()];
            for &row in rows {
                seen[labels[row as usize] as usize] = true;
            }
            let names: Vec<_> = std::iter::zip(names, seen)
                .filter(|(_, seen)| *seen)
                .map(|(name, _)| name.clone())
                .collect();
            if names.len() < 2 {
                return Err(Error::input(format!(
                    "every training sample has the class {}",
                    quoted(&names[0])
                ))
                .column(column)
                .advice("give samples of two classes or more"));
            }
            Ok(TargetEncoding::Classes { column: column.clone(), names })
        }
        Targets::Values { columns, values } => {
            let statistics = Statistics::of(rows, columns.len(), |index| values[index]);
            let fit = |(name, fitted): (&String, &Statistics)| {
                let column = match output {
                    Activation::Linear => Column::standardised(name, fitted),
                    Activation::Sigmoid => Column::ranged(name, fitted, [0.1, 0.9]),
                    Activation::Tanh => Column::ranged(name, fitted, [-0.8, 0.8]),
                    Activation::Relu => Column::ranged(name, fitted, [0.0, 1.0]),
                };
                if column.spread == 0.0 {
                    return Err(Error::input("every training sample has the same value")
                        .column(name)
                        .advice("name a target that changes"));
                }
                Ok(column)
            };
            let columns = columns.iter().zip(&statistics).map(fit).collect::<Result<_>>()?;
            Ok(TargetEncoding::Values { columns })
        }
    }
}

/// Whether the samples have the columns that were fitted.
fn same_columns(what: &str, fitted: &[Column], found: &[String]) -> Result<()> {
    if fitted.len() != found.len() {
        let (found, fitted) = (found.len(), fitted.len());
        return Err(Error::input(format!("{found} {what} where the model has {fitted}")));
    }
    match fitted.iter().zip(found).position(|(fitted, found)| fitted.name != *found) {
        None => Ok(()),
        Some(place) => Err(Error::input(format!(
            "it has {} where the model has {}",
            quoted(&found[place]),
            quoted(&fitted[place].name)
        ))
        .advice(format!("give the {what} that the model was trained on"))),
    }
}

/// What the training samples say of one column.
#[derive(Debug, Clone)]
struct Statistics {
    mean: f64,
    /// The standard deviation of the population; exactly 0 if all values are equal.
    deviation: f64,
    lowest: f64,
    highest: f64,
}

impl Statistics {
    /// The statistics of each of `columns` columns over the samples `rows`, which are not none.
    /// `value` gives the value at `row * columns + column`.
    fn of(rows: &[u32], columns: usize, value: impl Fn(usize) -> f32) -> Vec<Self> {
        let none =
            Self { mean: 0.0, deviation: 0.0, lowest: f64::INFINITY, highest: f64::NEG_INFINITY };
        let mut all = vec![none; columns];
        let mut each = |visit: &dyn Fn(&mut Self, f64)| {
            for &row in rows {
                let start = row as usize * columns;
                for (place, column) in all.iter_mut().enumerate() {
                    visit(column, f64::from(value(start + place)));
                }
            }
        };
        // Two passes: the sum of squares about the mean has no cancellation.
        let weight = 1.0 / rows.len() as f64;
        each(&|column, value| {
            column.mean += value * weight;
            column.lowest = column.lowest.min(value);
            column.highest = column.highest.max(value);
        });
        each(&|column, value| column.deviation += (value - column.mean).powi(2) * weight);
        for column in &mut all {
            // The rounding of the mean would be taken for a spread.
            let constant = column.lowest == column.highest;
            column.deviation = if constant { 0.0 } else { column.deviation.sqrt() };
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{CsvOptions, TargetColumns, parse_csv};

    fn table(text: &str) -> Samples {
        parse_csv("data.csv", text.as_bytes(), &CsvOptions::default()).unwrap()
    }

    fn images(pixels: &[u8]) -> Samples {
        Samples {
            source: "images".into(),
            rows: (1..=pixels.len() as u64 / 2).collect(),
            feature_names: vec!["pixel 1".into(), "pixel 2".into()],
            features: Features::Bytes(pixels.to_vec()),
            targets: Targets::Classes {
                column: "label".into(),
                names: vec!["0".into(), "1".into()],
                labels: (0..pixels.len() as u32 / 2).map(|i| i % 2).collect(),
            },
        }
    }

    fn fit(samples: &Samples, rows: &[u32], scaling: Scaling, output: Activation) -> Preprocessing {
        Preprocessing::fit(samples, rows, scaling, output).unwrap()
    }

    const CLASSES: &str = "a,b,kind\n1,7,x\n3,7,y\n5,7,x\n100,8,z\n";

    #[test]
    fn standard_features_have_mean_0_and_deviation_1_over_the_training_rows_alone() {
        let samples = table("a,b,kind\n1,7,x\n5,7,y\n1,7,x\n5,7,y\n100,8,x\n");
        let fitted = fit(&samples, &[0, 1, 2, 3], Scaling::Standard, Activation::Sigmoid);
        assert_eq!((fitted.features[0].shift, fitted.features[0].spread), (3.0, 2.0));
        assert_eq!(fitted.features[1].spread, 0.0, "a constant column");
        let inputs = fitted.apply(&samples).unwrap().inputs;
        assert_eq!(inputs, [-1.0, 0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 48.5, 0.0]);
    }

    #[test]
    fn a_constant_column_is_constant_whatever_the_mean_rounds_to() {
        let text: String = (0..1000).map(|i| format!("0.1,{}\n", i % 2)).collect();
        let samples = table(&format!("a,b\n{text}"));
        let rows: Vec<_> = (0..999).collect();
        let fitted = fit(&samples, &rows, Scaling::Standard, Activation::Sigmoid);
        assert_eq!(fitted.features[0].spread, 0.0);
    }

    #[test]
    fn unit_features_fill_0_to_1_by_column_in_tables_and_by_format_in_images() {
        let samples = table(CLASSES);
        assert_eq!(samples.default_scaling(), Scaling::Standard);
        let fitted = fit(&samples, &[0, 1, 2], Scaling::Unit, Activation::Sigmoid);
        let inputs = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().inputs;
        assert_eq!(inputs, [0.0, 0.0, 0.5, 0.0, 1.0, 0.0]);

        let samples = images(&[0, 51, 102, 51]);
        let fitted = fit(&samples, &[0, 1], samples.default_scaling(), Activation::Sigmoid);
        assert_eq!(fitted.apply(&samples).unwrap().inputs, [0.0, 0.2, 0.4, 0.2]);
        let white = fitted.apply(&images(&[255, 255])).unwrap();
        assert_eq!(white.inputs, [1.0, 1.0]);
    }

    #[test]
    fn unscaled_features_stay_as_they_are() {
        let samples = table(CLASSES);
        let fitted = fit(&samples, &[0, 1, 2], Scaling::None, Activation::Sigmoid);
        let inputs = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().inputs;
        assert_eq!(inputs, [1.0, 7.0, 3.0, 7.0, 5.0, 7.0]);
    }

    #[test]
    fn classes_are_one_hot_by_name_and_those_of_training_alone() {
        let samples = table(CLASSES);
        let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, Activation::Sigmoid);
        assert_eq!(fitted.outputs(), 2);
        // Another file's classes have other places.
        let other = table("a,b,kind\n1,7,y\n2,7,a\n");
        assert_eq!(fitted.apply_rows(&other, &[0]).unwrap().targets, [0.0, 1.0]);
        for (samples, expected) in [
            (&samples, "data.csv, row 5, column \"kind\": no training sample has the class \"z\""),
            (&other, "data.csv, row 3, column \"kind\": no training sample has the class \"a\""),
        ] {
            let error = fitted.apply(samples).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let error = Preprocessing::fit(&samples, &[0, 2], Scaling::None, Activation::Sigmoid);
        assert!(
            error.unwrap_err().to_string().contains("every training sample has the class \"x\"")
        );
    }

    #[test]
    fn values_go_where_the_activation_reaches_and_come_back() {
        let samples = table("a,b\n1,-10\n2,20.5\n3,50\n4,7\n");
        for (output, low, high) in [
            (Activation::Sigmoid, 0.1, 0.9),
            (Activation::Tanh, -0.8, 0.8),
            (Activation::Relu, 0.0, 1.0),
        ] {
            let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, output);
            let targets = fitted.apply(&samples).unwrap().targets;
            // Encoding rounds shift, scale and result to f32, each by 2^-24 of what it holds.
            let near = |a: f32, b: f32| assert!((a - b).abs() <= 3.0 * f32::EPSILON, "{a} {b}");
            near(targets[0], low);
            near(targets[2], high);
            let decoded = fitted.decode_values(&targets);
            for (back, value) in decoded.into_iter().zip([-10.0, 20.5, 50.0, 7.0]) {
                assert!((back - value).abs() <= 60.0 * f32::EPSILON, "{back} {value}");
            }
        }
        let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, Activation::Linear);
        let targets = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().targets;
        let mean = targets.iter().sum::<f32>() / 3.0;
        let square = targets.iter().map(|t| t * t).sum::<f32>() / 3.0;
        assert!(mean.abs() <= 3.0 * f32::EPSILON && (square - 1.0).abs() <= 8.0 * f32::EPSILON);
    }

    #[test]
    fn several_values_are_decoded_column_by_column() {
        let options = CsvOptions {
            target: TargetColumns::Named(vec!["b".into(), "c".into()]),
            ..CsvOptions::default()
        };
        let samples = parse_csv("data.csv", b"a,b,c\n1,0,100\n2,4,300\n", &options).unwrap();
        let fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Relu);
        assert_eq!(fitted.apply(&samples).unwrap().targets, [0.0, 0.0, 1.0, 1.0]);
        assert_eq!(fitted.decode_values(&[0.5, 0.5, 1.0, 0.0]), [2.0, 200.0, 4.0, 100.0]);
    }

    #[test]
    fn a_target_that_never_changes_is_an_error() {
        let samples = table("a,b\n1,2.5\n2,2.5\n");
        let error = Preprocessing::fit(&samples, &[0, 1], Scaling::None, Activation::Linear);
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with("data.csv, column \"b\": every training sample has the same"));
    }

    #[test]
    fn other_features_or_targets_than_fitted_are_an_error() {
        let fitted = fit(&table(CLASSES), &[0, 1, 2], Scaling::Standard, Activation::Sigmoid);
        let refused = |text| fitted.apply(&table(text)).unwrap_err().to_string();
        assert!(refused("a,kind\n1,x\n").starts_with("data.csv: 1 features where the model has 2"));
        assert!(refused("b,a,kind\n1,2,x\n").contains("it has \"b\" where the model has \"a\""));
        assert!(refused("a,b,kind\n1,2,0.5\n").contains("values where the model has classes"));
    }

    #[test]
    fn other_values_than_fitted_are_an_error() {
        let samples = table("a,b\n1,0.5\n2,1.5\n");
        let mut fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Linear);
        let error = fitted.apply(&table("a,c\n1,0.5\n2,1.5\n")).unwrap_err().to_string();
        assert!(error.contains("it has \"c\" where the model has \"b\""), "{error}");
        let error = fitted.apply(&table("a,b\n1,x\n")).unwrap_err().to_string();
        assert!(error.contains("classes where the model has values"), "{error}");

        let TargetEncoding::Values { columns } = &mut fitted.targets else { panic!() };
        columns[0].spread = 0.0;
        assert!(fitted.check().unwrap_err().to_string().contains("column \"b\": its shift or"));
    }

    #[test]
    fn nothing_is_fitted_to_no_samples_or_no_targets() {
        let samples = table(CLASSES);
        let refused = |samples: &Samples, rows: &[u32]| {
            let fitted = Preprocessing::fit(samples, rows, Scaling::Unit, Activation::Sigmoid);
            fitted.unwrap_err().to_string()
        };
        assert_eq!(refused(&samples, &[]), "data.csv: there are no samples to train on");
        let unknown = Samples { targets: Targets::Unknown, ..samples };
        assert_eq!(refused(&unknown, &[0]), "data.csv: there are no targets to train on");
    }

    #[test]
    fn a_model_says_what_the_targets_of_a_file_are() {
        let samples = table("a,b\n1,0.5\n2,1.5\n");
        let fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Relu);
        // On its own, this would be taken for classes.
        let text = b"a,b\n1,1\n1,1\n1,1\n";
        let read = parse_csv("data.csv", text, &CsvOptions::to_evaluate(&fitted)).unwrap();
        assert_eq!(fitted.apply(&read).unwrap().targets, [0.5; 3]);
    }

    #[test]
    fn a_models_columns_are_found_wherever_they_stand() {
        let fitted = fit(&table(CLASSES), &[0, 1, 2], Scaling::Unit, Activation::Sigmoid);
        let text = b"id,kind,b,a\nq,y,7,5\n";
        let read = |options| fitted.apply(&parse_csv("data.csv", text, &options).unwrap()).unwrap();
        let evaluated = read(CsvOptions::to_evaluate(&fitted));
        assert_eq!((evaluated.inputs, evaluated.targets), (vec![1.0, 0.0], vec![0.0, 1.0]));
        let predicted = read(CsvOptions::to_predict(&fitted));
        assert_eq!((predicted.inputs, predicted.targets), (vec![1.0, 0.0], vec![]));
    }

    #[test]
    fn a_value_beyond_f32_once_scaled_is_an_error() {
        let samples = table("a,b\n0,x\n1e-30,y\n1e38,y\n");
        let fitted = fit(&samples, &[0, 1], Scaling::Unit, Activation::Sigmoid);
        let error = fitted.apply(&samples).unwrap_err().to_string();
        assert!(
            error.starts_with("data.csv, row 4, column \"a\": the value is too far"),
            "{error}"
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_finite_can_be_fitted_and_applied(
            values in proptest::collection::vec(
                proptest::num::f32::NORMAL | proptest::num::f32::SUBNORMAL | proptest::num::f32::ZERO,
                2..20,
            ),
        ) {
            let rows: Vec<_> = (0..values.len() as u32).collect();
            let samples = Samples {
                source: "data.csv".into(),
                rows: rows.iter().map(|&row| u64::from(row) + 2).collect(),
                feature_names: vec!["a".into()],
                targets: Targets::Values { columns: vec!["b".into()], values: values.clone() },
                features: Features::Reals(values),
            };
            for scaling in Scaling::ALL {
                for output in Activation::ALL {
                    if let Ok(fitted) = Preprocessing::fit(&samples, &rows, scaling, output) {
                        fitted.check().unwrap();
                        fitted.apply(&samples).unwrap();
                    }
                }
            }
        }
    }
}
