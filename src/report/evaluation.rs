//! Answers beside targets: confusions, curves, residuals, and the samples that are most wrong.

use serde::{Deserialize, Serialize};

use super::cells::{cells, number};
use super::{Binary, Figure, Grid, Picture, figure};
use crate::dataset::{Dataset, Preprocessing, TargetEncoding};
use crate::metrics::{Answers, Confusion, Metric, argmax, mae, r_squared, rmse};

/// What a network answers to samples whose targets are known. Each sample counts once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Which samples: `validation`, `test`, `train`, or whatever they are called.
    pub part: String,
    /// How many.
    pub samples: usize,
    /// The mean of what was trained on, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Figure,
    /// Metrics by name, in their order.
    pub metrics: Vec<(String, Figure)>,
    /// Of classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<Classes>,
    /// Of two classes the second, of labels each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binaries: Vec<Binary>,
    /// Of values, one a column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// The samples that are most wrong, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worst: Vec<Sample>,
    /// Width and height of the samples, where they are images.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<(usize, usize)>,
}

/// What was taken for what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// One row a true class, one count a predicted class, both in the order of `each`. Empty of more
    /// classes than a page bears.
    pub confusion: Vec<Vec<u64>>,
    /// One a class.
    pub each: Vec<Class>,
}

/// One class against the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Samples of it.
    pub samples: u64,
    /// 0 to 1, as the others.
    pub precision: Figure,
    /// Of the samples of it, the share taken for it.
    pub recall: Figure,
    /// Their harmonic mean.
    pub f1: Figure,
    /// Of its probability.
    pub roc_auc: Figure,
}

/// One column of values, in its units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Root of the mean squared error.
    pub rmse: Figure,
    /// Mean absolute error.
    pub mae: Figure,
    /// Coefficient of determination.
    pub r_squared: Figure,
    /// What samples have, evenly chosen where there are more than a page bears.
    pub actual: Vec<Figure>,
    /// What was answered to them.
    pub predicted: Vec<Figure>,
    /// Predicted less actual, of all samples.
    pub residuals: Residuals,
}

/// Counts of residuals in bins of equal width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Residuals {
    /// Where the first bin begins.
    pub low: Figure,
    /// Where the last ends.
    pub high: Figure,
    /// One a bin.
    pub counts: Vec<u64>,
    /// Their mean.
    pub mean: Figure,
}

/// A sample and what was answered to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Where it stands in its file, from 1, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// What it is.
    pub truth: String,
    /// What it was taken for.
    pub answer: String,
    /// The probability of what it is; none of values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Figure,
    /// Of values, predicted less actual in deviations of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviations: Figure,
    /// It as an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Or else its first columns, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<(String, String)>,
}

/// Classes of which a confusion matrix is kept.
const CLASSES: usize = 100;
/// Labels that have curves.
const LABELS: usize = 24;
/// Samples that are shown.
const WORST: usize = 24;
/// Of these, that are right all the same.
const RIGHT: usize = 8;
/// Points of a column.
const POINTS: usize = 1500;
/// Bins of residuals.
const BINS: usize = 40;

impl Evaluation {
    /// Of the answers `outputs` `[samples, outputs]` to `data`; `rows` has where each sample stands, if
    /// that is known.
    ///
    /// # Panics
    /// If there are not as many answers as targets.
    pub fn new(
        part: impl Into<String>,
        preprocessing: &Preprocessing,
        data: &Dataset,
        outputs: &[f32],
        rows: Option<&[u64]>,
    ) -> Self {
        let width = preprocessing.outputs();
        let columns = data.targets.len() / data.samples.max(1);
        // Without the weights of the samples, which may stand behind them.
        let targets: Vec<f32> = data
            .targets
            .chunks(columns.max(1))
            .flat_map(|row| &row[..width.min(row.len())])
            .copied()
            .collect();
        let grid = Grid::of(preprocessing);
        let mut found = Self {
            part: part.into(),
            samples: data.samples,
            loss: None,
            metrics: Vec::new(),
            classes: None,
            binaries: Vec::new(),
            columns: Vec::new(),
            worst: Vec::new(),
            image: grid.as_ref().map(|grid| (grid.width, grid.height)),
        };
        let wrong = match &preprocessing.targets {
            TargetEncoding::Classes { names, .. } => found.of_classes(names, outputs, &targets),
            TargetEncoding::Labels { columns } => {
                let names: Vec<_> = columns.iter().map(|label| &*label.name).collect();
                found.of_labels(&names, outputs, &targets)
            }
            TargetEncoding::Values { columns } => {
                let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
                let predicted = preprocessing.decode_values(outputs);
                found.of_values(&names, &predicted, &preprocessing.decode_values(&targets))
            }
        };
        let inputs = preprocessing.inputs();
        found.worst = worst(wrong)
            .into_iter()
            .map(|(sample, shown)| {
                let values = &data.inputs[sample * inputs..][..inputs];
                let picture = grid.as_ref().map(|grid| grid.sample(preprocessing, values));
                let cells = match picture {
                    Some(_) => Vec::new(),
                    None => cells(preprocessing, values),
                };
                let row = rows.and_then(|rows| rows.get(sample).copied());
                Sample { row, picture, cells, ..shown }
            })
            .collect();
        found
    }

    /// Says how wrong each sample is, the most first the larger, and what is to be shown of it.
    fn of_classes(
        &mut self,
        names: &[String],
        outputs: &[f32],
        targets: &[f32],
    ) -> Vec<(f64, Sample)> {
        let answers = Answers::new(outputs.len() / self.samples.max(1), outputs, targets, None);
        let matrix = answers.confusion();
        self.metrics = Metric::all_of_classes(names.len())
            .into_iter()
            .filter_map(|metric| {
                Some((metric.to_string(), figure(metric.of_answers(&answers, &matrix)?)))
            })
            .collect();
        self.classes = Some(Classes {
            confusion: if names.len() <= CLASSES { matrix.rows() } else { Vec::new() },
            each: names
                .iter()
                .enumerate()
                .map(|(class, name)| Class::of(name, &answers, &matrix, class))
                .collect(),
        });
        let classes = names.len();
        if classes == 2 {
            self.binaries = vec![Binary::of(&names[1], &answers)];
        }
        let rows = answers.probabilities().chunks_exact(classes.max(1));
        rows.zip(answers.labels())
            .map(|(row, &label)| {
                let own = row[label as usize];
                let numbers: Vec<f32> = row.iter().map(|&p| p as f32).collect();
                let shown = Sample {
                    truth: names[label as usize].clone(),
                    answer: names[argmax(&numbers)].clone(),
                    probability: figure(own),
                    ..Sample::default()
                };
                (1.0 - own, shown)
            })
            .collect()
    }

    fn of_labels(
        &mut self,
        names: &[&str],
        outputs: &[f32],
        targets: &[f32],
    ) -> Vec<(f64, Sample)> {
        let width = names.len();
        let each = Answers::of_labels(width, outputs, targets);
        let mean = |metric: Metric| Some((metric.to_string(), figure(metric.of_labels(&each)?)));
        self.metrics = Metric::all_of_classes(2).into_iter().filter_map(mean).collect();
        self.binaries = each
            .iter()
            .zip(names)
            .take(LABELS)
            .map(|((answers, _), name)| Binary::of(name, answers))
            .collect();
        self.classes = Some(Classes {
            confusion: Vec::new(),
            each: each
                .iter()
                .zip(names)
                .map(|((answers, confusion), name)| Class::of(name, answers, confusion, 1))
                .collect(),
        });
        let said = |is: &mut dyn Iterator<Item = bool>| {
            let there: Vec<_> =
                is.zip(names).filter(|(is, _)| *is).map(|(_, name)| *name).collect();
            if there.is_empty() { "none".to_owned() } else { there.join(", ") }
        };
        outputs
            .chunks_exact(width.max(1))
            .zip(targets.chunks_exact(width.max(1)))
            .map(|(outputs, targets)| {
                let own = |(&output, &target): (&f32, &f32)| {
                    let p = f64::from(output).clamp(0.0, 1.0);
                    if target >= 0.5 { p } else { 1.0 - p }
                };
                // What is least believed of what is so.
                let least = outputs.iter().zip(targets).map(own).fold(1.0, f64::min);
                let shown = Sample {
                    truth: said(&mut targets.iter().map(|&target| target >= 0.5)),
                    answer: said(&mut outputs.iter().map(|&output| output >= 0.5)),
                    probability: figure(least),
                    ..Sample::default()
                };
                (1.0 - least, shown)
            })
            .collect()
    }

    fn of_values(
        &mut self,
        names: &[&str],
        predicted: &[f64],
        actual: &[f64],
    ) -> Vec<(f64, Sample)> {
        let width = names.len();
        self.metrics = Metric::OF_VALUES
            .into_iter()
            .filter_map(|metric| {
                Some((
                    metric.to_string(),
                    figure(metric.of_values(width, predicted, actual, None)?),
                ))
            })
            .collect();
        let rmse = rmse(width, predicted, actual, None);
        let mae = mae(width, predicted, actual, None);
        let r_squared = r_squared(width, predicted, actual, None);
        let every = self.samples.div_ceil(POINTS).max(1);
        let column = |values: &[f64], place: usize| -> Vec<f64> {
            values.iter().skip(place).step_by(width).copied().collect()
        };
        let mut deviations = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let (y, t) = (column(predicted, place), column(actual, place));
            let mean = t.iter().sum::<f64>() / t.len() as f64;
            let variance = t.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / t.len() as f64;
            deviations.push(if variance > 0.0 { variance.sqrt() } else { 1.0 });
            let some = |values: &[f64]| values.iter().step_by(every).map(|&v| figure(v)).collect();
            let residuals: Vec<_> = y.iter().zip(&t).map(|(y, t)| y - t).collect();
            self.columns.push(Column {
                name: (*name).to_owned(),
                rmse: figure(rmse[place]),
                mae: figure(mae[place]),
                r_squared: figure(r_squared[place]),
                actual: some(&t),
                predicted: some(&y),
                residuals: Residuals::new(&residuals),
            });
        }
        let both = predicted.chunks_exact(width.max(1)).zip(actual.chunks_exact(width.max(1)));
        both.map(|(y, t)| {
            let off = |place: usize| (y[place] - t[place]) / deviations[place];
            let place =
                (0..width).max_by(|&a, &b| off(a).abs().total_cmp(&off(b).abs())).unwrap_or(0);
            let said = |values: &[f64]| match width {
                1 => number(values[0], deviations[0]),
                _ => format!("{} {}", names[place], number(values[place], deviations[place])),
            };
            let shown = Sample {
                truth: said(t),
                answer: said(y),
                deviations: figure(off(place)),
                ..Sample::default()
            };
            (off(place).abs(), shown)
        })
        .collect()
    }
}

impl Class {
    /// A class of those that were answered; `matrix` has their confusions.
    fn of(name: &str, answers: &Answers, matrix: &Confusion, class: usize) -> Self {
        Self {
            name: name.to_owned(),
            samples: matrix.support(class),
            precision: figure(matrix.precision(class)),
            recall: figure(matrix.recall(class)),
            f1: figure(matrix.f1(class)),
            roc_auc: figure(answers.roc_auc_of(class)),
        }
    }
}

impl Residuals {
    fn new(residuals: &[f64]) -> Self {
        let finite: Vec<f64> =
            residuals.iter().copied().filter(|value| value.is_finite()).collect();
        let low = finite.iter().copied().fold(f64::INFINITY, f64::min);
        let high = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut counts = vec![0; BINS];
        for value in &finite {
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            counts[((share * BINS as f64) as usize).min(BINS - 1)] += 1;
        }
        let mean = finite.iter().sum::<f64>() / finite.len() as f64;
        Self { low: figure(low), high: figure(high), counts, mean: figure(mean) }
    }
}

/// The samples that are most wrong, in order, of equals the first: those that are taken for what they are
/// only where few are not.
fn worst(wrong: Vec<(f64, Sample)>) -> Vec<(usize, Sample)> {
    let mut order: Vec<_> = wrong.into_iter().enumerate().collect();
    // A NaN is as wrong as can be, whatever its sign.
    order.sort_by(|(_, (a, _)), (_, (b, _))| b.abs().total_cmp(&a.abs()));
    let mut right = 0;
    order.retain(|(_, (_, sample))| {
        // Values are never right, though two may be written alike.
        let is_right = sample.probability.is_some() && sample.truth == sample.answer;
        right += usize::from(is_right);
        !is_right || right <= RIGHT
    });
    order.truncate(WORST);
    order.into_iter().map(|(place, (_, sample))| (place, sample)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residuals_are_counted_between_the_least_and_the_largest() {
        let found = Residuals::new(&[-1.0, 0.0, 1.0, 1.0, f64::NAN]);
        assert_eq!((found.low, found.high, found.mean), (Some(-1.0), Some(1.0), Some(0.25)));
        assert_eq!((found.counts[0], found.counts[BINS / 2], found.counts[BINS - 1]), (1, 1, 2));
        assert_eq!(Residuals::new(&[2.0; 3]).counts[0], 3);
        assert_eq!(Residuals::new(&[]).mean, None);
    }
}
