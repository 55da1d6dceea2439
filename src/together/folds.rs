//! What a cross-validation has found: metrics fold by fold and over all, and what is answered to each sample
//! by networks that have not seen it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Fitted, mean_and_deviation, measured};
use crate::dataset::{Fold, Preprocessing, Samples, TargetEncoding, Targets};
use crate::gpu::AdapterDescription;
use crate::metrics::Metric;
use crate::run::{Measures, Part};

/// What was found.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CrossValidation {
    /// Of gradshader.
    pub version: &'static str,
    /// Where the samples are from.
    pub data: String,
    /// How many there are.
    pub samples: usize,
    /// Of one repeat.
    pub folds: usize,
    /// How often the samples were dealt.
    pub repeats: usize,
    /// What trained.
    pub device: String,
    /// By name, over all folds.
    pub metrics: BTreeMap<String, Summary>,
    /// One a fold, repeat by repeat.
    pub each: Vec<OfFold>,
    /// The metrics as they are listed.
    #[serde(skip)]
    pub order: Vec<Metric>,
}

/// A metric over all folds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// Each fold counts once that has a value: the area under a curve has none where a class is not there.
    pub mean: f64,
    /// That of a sample: NaN of one fold alone.
    pub deviation: f64,
    /// Of the fold that has least.
    pub least: f64,
    /// Of the fold that has most.
    pub most: f64,
    /// Of how many folds these are: those in which the metric has a value.
    pub folds: usize,
}

/// One fold.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct OfFold {
    /// From 1, as the fold.
    pub repeat: usize,
    /// From 1.
    pub fold: usize,
    /// That its network was trained on.
    pub training_samples: usize,
    /// By which training was judged on its way.
    pub validation_samples: usize,
    /// That the fold holds out.
    pub test_samples: usize,
    /// Epochs that its network was trained for.
    pub epochs: u32,
    /// The one that was kept.
    pub kept_epoch: u32,
    /// Why it stopped, if it did before the last epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// Whether a loss, a weight or an output of it is no longer finite; then nothing is measured.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub diverged: bool,
    /// Over all bits of the network.
    pub parameter_hash: String,
    /// What the network is worth.
    #[serde(flatten)]
    pub measures: Measures,
}

impl CrossValidation {
    /// What became of the networks of folds of `samples`, `count` of them a repeat.
    pub fn new(
        samples: &Samples,
        folds: &[Fold],
        count: usize,
        fitted: &[Fitted],
        adapter: &AdapterDescription,
    ) -> Self {
        let found = summary(fitted);
        let least = |values: &[f64]| values.iter().copied().fold(f64::NAN, f64::min);
        let most = |values: &[f64]| values.iter().copied().fold(f64::NAN, f64::max);
        let summary = |(metric, values, mean, deviation): &(Metric, Vec<f64>, f64, f64)| {
            let (mean, deviation) = (*mean, *deviation);
            let (least, most) = (least(values), most(values));
            let folds = values.len();
            (metric.to_string(), Summary { mean, deviation, least, most, folds })
        };
        let each = folds.iter().zip(fitted).map(|(fold, fitted)| OfFold {
            repeat: fold.repeat + 1,
            fold: fold.number + 1,
            training_samples: fold.split.training.len(),
            validation_samples: fold.split.held_out.len(),
            test_samples: fold.split.test.len(),
            epochs: fitted.epochs,
            kept_epoch: fitted.kept,
            stopped: fitted.stop.map(|reason| reason.to_string()),
            diverged: fitted.diverged,
            parameter_hash: fitted.parameter_hash.clone(),
            measures: match fitted.diverged {
                true => Measures::of(Vec::new(), fitted.measures.learning_rate),
                false => fitted.measures.clone(),
            },
        });
        Self {
            version: env!("CARGO_PKG_VERSION"),
            data: samples.source().to_owned(),
            samples: samples.len(),
            folds: count,
            repeats: folds.len() / count.max(1),
            device: adapter.to_string(),
            metrics: found.iter().map(summary).collect(),
            each: each.collect(),
            order: found.into_iter().map(|(metric, ..)| metric).collect(),
        }
    }
}

/// Each metric on the samples held out: its values, of folds in which it has one and whose network did not diverge,
/// their mean and their deviation.
pub fn summary(fitted: &[Fitted]) -> Vec<(Metric, Vec<f64>, f64, f64)> {
    let all: Vec<_> = fitted.iter().collect();
    let each = measured(&all, Part::Test).into_iter();
    each.map(|(metric, values)| {
        let is_known = |(value, fitted): &(f64, &Fitted)| !value.is_nan() && !fitted.diverged;
        let known = values.into_iter().zip(fitted).filter(is_known);
        let values: Vec<f64> = known.map(|(value, _)| value).collect();
        let (mean, deviation) = mean_and_deviation(&values);
        (metric, values, mean, deviation)
    })
    .collect()
}

/// The name of each class or column that is predicted.
pub fn target_names(targets: &Targets) -> Vec<String> {
    match targets {
        Targets::Classes { names, .. } => names.clone(),
        Targets::Labels { columns, .. } => columns.iter().map(|label| label.name.clone()).collect(),
        Targets::Values { columns, .. } => columns.clone(),
        Targets::Unknown => Vec::new(),
    }
}

/// What is answered to each sample by networks that have not seen it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Unseen {
    /// `[samples, classes, labels or values]`: of repeats the mean, values in the units of their columns; 0
    /// where nothing is answered.
    pub means: Vec<f64>,
    /// How often each sample was answered; 0 for one of a class that no sample of the other folds has.
    pub counts: Vec<u32>,
    /// The fold of each sample, from 1, of the last repeat; 0 where nothing is answered.
    pub folds: Vec<usize>,
    /// As [`Self::means`], of the last repeat: the spread of a column of values in its fold, and the network's
    /// own number. They say how many digits a value has.
    pub exact: Vec<(f64, f32)>,
}

impl Unseen {
    /// Of folds whose networks have these preprocessings and kept their answers to the samples for test first; what
    /// diverged answers nothing.
    pub fn new(
        samples: &Samples,
        folds: &[Fold],
        preprocessings: &[&Preprocessing],
        fitted: &[Fitted],
    ) -> Self {
        let names = target_names(&samples.targets);
        let (count, width) = (samples.len(), names.len());
        let is_values = matches!(samples.targets, Targets::Values { .. });
        let mut all = Self {
            means: vec![0.0; count * width],
            counts: vec![0; count],
            folds: vec![0; count],
            exact: vec![(0.0, 0.0); count * width],
        };
        for fold in folds {
            fold.split.test.iter().for_each(|&row| all.folds[row as usize] = fold.number + 1);
        }
        let each = folds.iter().zip(preprocessings).zip(fitted);
        for ((fold, preprocessing), fitted) in each.filter(|(_, fitted)| !fitted.diverged) {
            let outputs = &fitted.answers[0];
            let values: Vec<f64> = match is_values {
                true => preprocessing.decode_values(outputs),
                false => outputs.iter().map(|&output| f64::from(output)).collect(),
            };
            let own = preprocessing.outputs();
            let columns = columns(&preprocessing.targets, &names);
            let spreads: Vec<_> = match &preprocessing.targets {
                TargetEncoding::Values { columns } => {
                    columns.iter().map(|column| column.scale.spread).collect()
                }
                _ => vec![0.0; own],
            };
            let answers = outputs.chunks_exact(own).zip(values.chunks_exact(own));
            for (&sample, (outputs, values)) in fold.split.test.iter().zip(answers) {
                let sample = sample as usize;
                all.counts[sample] += 1;
                for (output, &column) in columns.iter().enumerate() {
                    all.exact[sample * width + column] = (spreads[output], outputs[output]);
                    all.means[sample * width + column] += values[output];
                }
            }
        }
        for (place, sum) in all.means.iter_mut().enumerate() {
            *sum /= f64::from(all.counts[place / width].max(1));
        }
        all
    }
}

/// The column of each output.
fn columns(targets: &TargetEncoding, names: &[String]) -> Vec<usize> {
    match targets {
        // A class that a fold does not know has no output there.
        TargetEncoding::Classes { names: known, .. } => known
            .iter()
            .map(|name| names.iter().position(|other| other == name).unwrap_or(0))
            .collect(),
        _ => (0..names.len()).collect(),
    }
}
