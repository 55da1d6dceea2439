//! What the networks predict of the samples that they have not seen, as CSV.

use gradshader::dataset::{TargetEncoding, Targets};
use gradshader::error::{Error, Result};
use gradshader::metrics::argmax;

use super::Jobs;
use crate::cli::predict::digits;
use crate::cli::together::Fitted;

/// A row a sample in the order of the file: `row`, its line or record there; `fold`, where there are no
/// repeats; what it is; and what is predicted, of classes the class and a probability each, of labels
/// each label and its probability, of values each value. Of repeats that is the mean. Nothing is
/// predicted of a class that no sample of the other folds has.
pub(super) fn csv(jobs: &Jobs, fitted: &[Fitted]) -> Result<Vec<u8>> {
    let names = jobs.targets();
    let is_values = matches!(jobs.samples.targets, Targets::Values { .. });
    // The sum over the repeats, and of how many, for each sample.
    let mut sums = vec![vec![0.0; names.len()]; jobs.samples.len()];
    let mut counts = vec![0u32; jobs.samples.len()];
    let mut first_fold = vec![0; jobs.samples.len()];
    // The spread of a column in its fold, and the network's own number: they say how many digits a
    // value has.
    let mut exact = vec![vec![(0.0, 0.0f32); names.len()]; jobs.samples.len()];
    for (place, fold) in jobs.folds.iter().enumerate() {
        let preprocessing = &jobs.all[place].preprocessing;
        let width = preprocessing.outputs();
        let outputs = &fitted[place].answers[0];
        let values: Vec<f64> = match is_values {
            true => preprocessing.decode_values(outputs),
            false => outputs.iter().map(|&output| f64::from(output)).collect(),
        };
        let columns = columns(&preprocessing.targets, &names);
        let spreads: Vec<_> = match &preprocessing.targets {
            TargetEncoding::Values { columns } => columns.iter().map(|c| c.scale.spread).collect(),
            _ => vec![0.0; width],
        };
        let answers = outputs.chunks_exact(width).zip(values.chunks_exact(width));
        for (&sample, (outputs, values)) in fold.split.test.iter().zip(answers) {
            let sample = sample as usize;
            counts[sample] += 1;
            first_fold[sample] = fold.number + 1;
            for (output, &column) in columns.iter().enumerate() {
                exact[sample][column] = (spreads[output], outputs[output]);
                sums[sample][column] += values[output];
            }
        }
    }
    let has_repeats = jobs.folds.len() > jobs.count;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut heads = vec!["row".to_owned()];
    heads.extend((!has_repeats).then(|| "fold".to_owned()));
    match &jobs.samples.targets {
        Targets::Classes { column, .. } => {
            heads.extend([column.clone(), format!("predicted {column}")]);
            heads.extend(names.iter().cloned());
        }
        Targets::Labels { .. } => {
            for name in &names {
                heads.extend([
                    name.clone(),
                    format!("predicted {name}"),
                    format!("{name} probability"),
                ]);
            }
        }
        Targets::Values { .. } | Targets::Unknown => {
            heads.extend(names.iter().flat_map(|name| [name.clone(), format!("predicted {name}")]));
        }
    }
    writer.write_record(&heads).map_err(unwritten)?;
    for sample in 0..jobs.samples.len() {
        let mut row = vec![jobs.samples.row(sample).to_string()];
        let is_known = counts[sample] > 0;
        let known = |text: String| if is_known { text } else { String::new() };
        if !has_repeats {
            row.push(known(first_fold[sample].to_string()));
        }
        let means: Vec<f64> =
            sums[sample].iter().map(|sum| sum / f64::from(counts[sample].max(1))).collect();
        match &jobs.samples.targets {
            Targets::Classes { names, labels, .. } => {
                let outputs: Vec<f32> = means.iter().map(|&mean| mean as f32).collect();
                row.push(names[labels[sample] as usize].clone());
                row.push(known(names[argmax(&outputs)].clone()));
                row.extend(outputs.iter().map(|output| known(output.to_string())));
            }
            Targets::Labels { columns, values } => {
                for (place, label) in columns.iter().enumerate() {
                    let say = |is: bool| if is { &label.positive } else { &label.negative }.clone();
                    row.push(say(values[sample * columns.len() + place] == 1));
                    row.push(known(say(means[place] >= 0.5)));
                    row.push(known((means[place].clamp(0.0, 1.0) as f32).to_string()));
                }
            }
            Targets::Values { values, .. } => {
                for (place, &mean) in means.iter().enumerate() {
                    let (spread, output) = exact[sample][place];
                    row.push(values[sample * names.len() + place].to_string());
                    row.push(known(digits(mean, spread, output)));
                }
            }
            Targets::Unknown => {}
        }
        writer.write_record(&row).map_err(unwritten)?;
    }
    writer.into_inner().map_err(|e| unwritten(e.into_error()))
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

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the predictions cannot be written as CSV").caused_by(e)
}
