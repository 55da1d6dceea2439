//! The page of `evaluate`.

use gradshader::Dataset;
use gradshader::dataset::Samples;
use gradshader::error::Result;
use gradshader::metrics::Metric;
use gradshader::model::Model;
use gradshader::report::{
    Evaluation, Grid, Headline, Kind, Outcome, Pictures, Report, Unit, figure,
};
use serde_json::json;

use super::{command, data_name, worth};
use crate::cli::arguments::EvaluateArguments;
use crate::cli::inference::Answering;
use crate::cli::interrupt;

/// What a model is worth, as a page shows it.
///
/// # Errors
/// When the device fails.
pub(in crate::cli) async fn of_evaluation(
    arguments: &EvaluateArguments,
    model: &Model,
    (samples, data): (&Samples, &Dataset),
    (loss, outputs): (f64, &[f32]),
    answering: &mut Answering<'_>,
) -> Result<Report> {
    let name = data_name(std::slice::from_ref(&arguments.model));
    let title = format!("{name} on {}", data_name(&arguments.data));
    let mut report = Report::new(Kind::Evaluate, title, command());
    report.device = answering.adapter.to_string();
    report.notes = samples.notes();
    if samples.without_target > 0 {
        report.notes.push(format!("rows without a target, left out: {}", samples.without_target));
    }
    report.outcome = Some(Outcome {
        reason: "evaluated".to_owned(),
        is_good: true,
        because: None,
        epochs: None,
        seconds: None,
    });
    let rows: Vec<u64> = (0..samples.len()).map(|sample| samples.row(sample)).collect();
    let found = Evaluation::new("data", &model.preprocessing, data, outputs, Some(&rows))
        .written_as(&samples.truths());
    for metric in [Metric::Accuracy, Metric::RSquared, Metric::RocAuc, Metric::Rmse] {
        let value = found.metrics.iter().find(|(name, _)| *name == metric.to_string());
        if let Some((name, Some(value))) = value {
            report.headline.push(worth(name.replace('_', " "), metric, *value));
        }
    }
    report.headline.push(worth("loss", Metric::Loss, loss));
    let parameters: usize = model.members().map(|(network, ..)| network.parameter_count()).sum();
    for (name, count) in [("samples", data.samples), ("parameters", parameters)] {
        let value = Some(count as f64);
        report.headline.push(Headline {
            name: name.to_owned(),
            value,
            unit: Unit::Count,
            beside: None,
        });
    }
    report.evaluations.push(Evaluation { loss: figure(loss), ..found });
    if model.is_ensemble() {
        report
            .notes
            .push("of several networks columns and first layers are not looked at".to_owned());
    } else {
        report.first_layer = Grid::of(&model.preprocessing)
            .map(|grid| Pictures::of_weights(&grid, &model.parameters.layers[0].weight));
        let stop = &interrupt::asked;
        report.importance = answering.importance("data", data, stop).await?;
    }
    report.configuration =
        model.training.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    report.configuration.insert("network".to_owned(), json!(model.network.to_string()));
    report.configuration.insert("data".to_owned(), json!(arguments.data));
    report.configuration.insert("data_samples".to_owned(), json!(data.samples));
    Ok(report)
}
