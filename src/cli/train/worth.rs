//! What the network that is kept answers to the samples held out, beside what a guess is worth there.

use gradshader::Dataset;
use gradshader::dataset::{Baseline, Preprocessing, TargetEncoding};
use gradshader::metrics::{Answers, Metric, mae, r_squared, rmse};
use serde::Serialize;

use crate::cli::{confusion, output};

/// Classes up to which a matrix is kept: its cells are their square.
const CLASSES: usize = 1000;

/// On the samples held out; each counts once, whatever its weight.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(in crate::cli) enum Worth {
    Classes {
        classes: Vec<String>,
        /// One row a true class, one count a predicted class.
        confusion: Vec<Vec<u64>>,
    },
    /// One entry a target column, in its units.
    Values { columns: Vec<String>, rmse: Vec<f64>, mae: Vec<f64>, r_squared: Vec<f64> },
}

impl Worth {
    /// Of the answers `outputs` `[samples, outputs]` to `data`; none of labels, whose measures say all,
    /// and of very many classes.
    pub(super) fn of(
        preprocessing: &Preprocessing,
        data: &Dataset,
        outputs: &[f32],
    ) -> Option<Self> {
        let width = preprocessing.outputs();
        let targets = targets(data, width);
        match &preprocessing.targets {
            TargetEncoding::Classes { names, .. } if names.len() <= CLASSES => {
                let confusion = Answers::new(width, outputs, &targets, None).confusion();
                Some(Self::Classes { classes: names.clone(), confusion: confusion.rows() })
            }
            TargetEncoding::Classes { .. } | TargetEncoding::Labels { .. } => None,
            TargetEncoding::Values { columns } => {
                let predicted = preprocessing.decode_values(outputs);
                let actual = preprocessing.decode_values(&targets);
                Some(Self::Values {
                    columns: columns.iter().map(|column| column.name.clone()).collect(),
                    rmse: rmse(width, &predicted, &actual, None),
                    mae: mae(width, &predicted, &actual, None),
                    r_squared: r_squared(width, &predicted, &actual, None),
                })
            }
        }
    }

    /// For people: a confusion matrix, or a table that has the guess too.
    pub(super) fn text(&self, guess: Option<&Guess>) -> String {
        match self {
            Self::Classes { classes, confusion } => confusion::picture(classes, confusion),
            Self::Values { columns, rmse, mae, r_squared } => {
                let heads = ["column", "guess", "RMSE", "MAE", "R²"].map(str::to_owned).to_vec();
                let mut rows = vec![heads];
                let mut row = |name: &str, how: String, values: [f64; 3]| {
                    let [rmse, mae, r_squared] = values;
                    let figures = [output::number(rmse), output::number(mae)];
                    let names = vec![name.to_owned(), how];
                    let last = vec![output::figure(Metric::RSquared, r_squared)];
                    rows.push([names, figures.to_vec(), last].concat());
                };
                for (column, name) in columns.iter().enumerate() {
                    let of_network = [rmse[column], mae[column], r_squared[column]];
                    row(name, "network".to_owned(), of_network);
                    if let Some(Guess::Values { mean, rmse, mae, r_squared }) = guess {
                        let of_mean = [rmse[column], mae[column], r_squared[column]];
                        row(name, format!("mean {}", output::number(mean[column])), of_mean);
                    }
                }
                output::table(&rows, 2)
            }
        }
    }
}

/// What the best constant guess of the training samples is worth on those held out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(in crate::cli) enum Guess {
    /// Always the most frequent class.
    Class { class: String, accuracy: f64 },
    /// The more frequent answer of each label; the mean over them.
    Labels { accuracy: f64 },
    /// The mean; one entry a target column, in its units.
    Values { mean: Vec<f64>, rmse: Vec<f64>, mae: Vec<f64>, r_squared: Vec<f64> },
}

/// The targets without a column of weights, which may stand behind them.
fn targets(data: &Dataset, width: usize) -> Vec<f32> {
    let columns = data.targets.len() / data.samples;
    data.targets.chunks(columns).flat_map(|row| &row[..width]).copied().collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

impl Guess {
    /// That of `baseline` on `data`, the samples held out.
    pub(super) fn new(baseline: &Baseline, preprocessing: &Preprocessing, data: &Dataset) -> Self {
        match baseline {
            Baseline::Class { class, accuracy } => {
                Self::Class { class: class.clone(), accuracy: *accuracy }
            }
            Baseline::Labels { accuracies } => Self::Labels { accuracy: mean(accuracies) },
            Baseline::Means { means, rmse, mae } => {
                let width = means.len();
                let actual = preprocessing.decode_values(&targets(data, width));
                let guessed = means.repeat(data.samples);
                Self::Values {
                    mean: means.clone(),
                    rmse: rmse.clone(),
                    mae: mae.clone(),
                    r_squared: r_squared(width, &guessed, &actual, None),
                }
            }
        }
    }

    /// Names and values for the list of results, by the metrics that are there of the network too: of
    /// several columns the means.
    pub(super) fn rows(&self) -> Vec<(String, String)> {
        let row = |metric: Metric, value: String| (format!("baseline_{metric}"), value);
        match self {
            Self::Class { class, accuracy } => vec![row(
                Metric::Accuracy,
                format!("{} (always {class:?})", output::percent(*accuracy)),
            )],
            Self::Labels { accuracy } => {
                vec![row(Metric::Accuracy, output::percent(*accuracy))]
            }
            Self::Values { rmse, mae, r_squared, .. } => {
                [(Metric::Mae, mae), (Metric::Rmse, rmse), (Metric::RSquared, r_squared)]
                    .map(|(metric, values)| row(metric, output::figure(metric, mean(values))))
                    .to_vec()
            }
        }
    }
}
