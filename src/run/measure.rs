//! From outputs to values in the store.

use super::{Meaning, Part, Store};
use crate::dataset::{Dataset, TargetEncoding};
use crate::metrics::{Answers, Metric};
use crate::train::Evaluation;

/// Enters what `evaluation` of `data` is worth. `epochs` has each member's epoch.
pub(super) fn measure(
    store: &mut Store,
    epochs: &[u32],
    part: Part,
    meaning: Meaning<'_>,
    metrics: &[Metric],
    data: &Dataset,
    evaluation: &Evaluation,
) {
    let width = data.targets.len() / data.samples;
    for (member, &epoch) in epochs.iter().enumerate() {
        store.put(epoch, part, Metric::Loss, member, evaluation.losses[member]);
        if metrics.is_empty() || store.closed(member).is_some_and(|last| epoch > last) {
            continue;
        }
        let outputs = evaluation.member(member);
        let of_values = |metric: Metric, outputs: &[f32], targets: &[f32]| {
            metric.of_values(width, outputs, targets, None)
        };
        let values: Vec<Option<f64>> = if meaning.is_classes() {
            let answers = Answers::new(width, outputs, &data.targets, None);
            let confusion = answers.confusion();
            metrics.iter().map(|metric| metric.of_answers(&answers, &confusion)).collect()
        } else if let Meaning::Encoded(preprocessing) = meaning {
            debug_assert!(matches!(preprocessing.targets, TargetEncoding::Values { .. }));
            let decode = |numbers: &[f32]| preprocessing.decode_values(numbers);
            let (outputs, targets) = (decode(outputs), decode(&data.targets));
            metrics.iter().map(|&metric| of_values(metric, &outputs, &targets)).collect()
        } else {
            metrics.iter().map(|&metric| of_values(metric, outputs, &data.targets)).collect()
        };
        for (&metric, value) in metrics.iter().zip(values) {
            if let Some(value) = value {
                store.put(epoch, part, metric, member, value);
            }
        }
    }
}
