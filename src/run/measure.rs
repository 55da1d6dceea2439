//! From outputs to values in the store.

use std::borrow::Cow;

use super::{FitOptions, Meaning, Part, Store};
use crate::dataset::Dataset;
use crate::error::Result;
use crate::metrics::{Answers, Confusion, Metric};
use crate::train::Evaluation;

/// Enters what `evaluation` of `data` is worth, of the members `present`. `epochs` has each member's
/// epoch, whether it is present or not.
pub(crate) fn measure<'d>(
    store: &mut Store,
    (epochs, present): (&[u32], &[usize]),
    part: Part,
    options: &FitOptions<'_>,
    metrics: &[Metric],
    data: &dyn Fn(usize) -> Result<Cow<'d, Dataset>>,
    evaluation: &Evaluation,
) -> Result<()> {
    for (place, &member) in present.iter().enumerate() {
        let epoch = epochs[member];
        store.put(epoch, part, Metric::Loss, member, evaluation.losses[place]);
        if metrics.is_empty() || store.closed(member).is_some_and(|last| epoch > last) {
            continue;
        }
        let data = data(place)?;
        let meaning = options.meaning_of(member);
        let values = measures(meaning, metrics, &data, evaluation.member(place));
        for (&metric, value) in metrics.iter().zip(values) {
            if let Some(value) = value {
                store.put(epoch, part, metric, member, value);
            }
        }
    }
    Ok(())
}

/// What the answers `outputs` `[samples, outputs]` to `data` are worth by each metric, where it has a value;
/// each sample counts once.
///
/// # Panics
/// If there are not as many answers as targets.
pub fn measures(
    meaning: Meaning<'_>,
    metrics: &[Metric],
    data: &Dataset,
    outputs: &[f32],
) -> Vec<Option<f64>> {
    let width = outputs.len() / data.samples;
    let targets = without_weights(data, width);
    let targets = targets.as_ref();
    if meaning.is_labels() {
        of_labels(width, metrics, outputs, targets)
    } else if meaning.is_classes() {
        of_classes(width, metrics, outputs, targets)
    } else if let Meaning::Encoded(preprocessing) = meaning {
        let decode = |numbers: &[f32]| preprocessing.decode_values(numbers);
        of_values(width, metrics, &decode(outputs), &decode(targets))
    } else {
        of_values(width, metrics, outputs, targets)
    }
}

/// Whether a metric has a value on these samples, whatever is answered: the area under a curve has none where a
/// class has no sample or all, R² where there is one sample, and the loss where each weighs 0. `width` is the number of
/// outputs.
pub fn is_defined(meaning: Meaning<'_>, metric: Metric, data: &Dataset, width: usize) -> bool {
    let columns = data.targets.len() / data.samples.max(1);
    match metric {
        Metric::Loss if columns > width => data.targets.chunks(columns).any(|row| row[width] > 0.0),
        // What is right in all is as good an answer as any.
        Metric::RocAuc | Metric::RSquared if data.samples > 0 => {
            let answers = without_weights(data, width);
            let found = measures(meaning, &[metric], data, &answers);
            found[0].is_none_or(|value| !value.is_nan())
        }
        _ => true,
    }
}

/// The targets without a column of weights: metrics count each sample once.
fn without_weights(data: &Dataset, width: usize) -> Cow<'_, [f32]> {
    match data.targets.len() / data.samples {
        columns if columns == width => Cow::Borrowed(&data.targets),
        columns => data.targets.chunks(columns).flat_map(|row| &row[..width]).copied().collect(),
    }
}

/// The metrics of labels: the mean over them, each as a class of two.
fn of_labels(
    width: usize,
    metrics: &[Metric],
    outputs: &[f32],
    targets: &[f32],
) -> Vec<Option<f64>> {
    let labels = Answers::of_labels(width, outputs, targets);
    metrics.iter().map(|metric| metric.of_labels(&labels)).collect()
}

fn of_values<T: Copy + Into<f64>>(
    width: usize,
    metrics: &[Metric],
    outputs: &[T],
    targets: &[T],
) -> Vec<Option<f64>> {
    metrics.iter().map(|metric| metric.of_values(width, outputs, targets, None)).collect()
}

/// The metrics of outputs that are classes; without the probabilities where no metric needs them.
fn of_classes(
    width: usize,
    metrics: &[Metric],
    outputs: &[f32],
    targets: &[f32],
) -> Vec<Option<f64>> {
    if width > 1 {
        let confusion = Confusion::new(width, outputs, targets);
        let values: Vec<_> = metrics.iter().map(|m| m.of_confusion(&confusion)).collect();
        if values.iter().all(Option::is_some) {
            return values;
        }
    }
    let answers = Answers::new(width, outputs, targets, None);
    let confusion = answers.confusion();
    metrics.iter().map(|metric| metric.of_answers(&answers, &confusion)).collect()
}
