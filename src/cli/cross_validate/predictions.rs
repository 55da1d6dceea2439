//! What the networks predict of the samples that they have not seen, as CSV.

use gradshader::dataset::Targets;
use gradshader::error::{Error, Result};
use gradshader::metrics::argmax;
use gradshader::together::{Unseen, target_names};

use super::Jobs;
use crate::cli::predict::digits;
use crate::cli::together::Fitted;

/// A row a sample in the order of the file: `row`, its line or record there; `fold`, where there are no
/// repeats; what it is; and what is predicted, of classes the class and a probability each, of labels
/// each label and its probability, of values each value. Of repeats that is the mean. Nothing is
/// predicted of a class that no sample of the other folds has, and of a fold that was not trained.
pub(super) fn csv(jobs: &Jobs, fitted: &[Fitted]) -> Result<Vec<u8>> {
    let names = target_names(&jobs.samples.targets);
    let preprocessings: Vec<_> = jobs.all.iter().map(|job| &job.preprocessing).collect();
    let unseen = Unseen::new(&jobs.samples, &jobs.folds, &preprocessings, fitted);
    let has_repeats = jobs.repeats > 1;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut heads = vec!["row".to_owned()];
    heads.extend((!has_repeats).then(|| "fold".to_owned()));
    // A name that a column has already is told from it, so that who reads by names finds what is meant.
    let mut add = |name: &str, otherwise: String| {
        let mut name = name.to_owned();
        if heads.contains(&name) {
            name = otherwise;
        }
        while heads.contains(&name) {
            name.push('_');
        }
        heads.push(name);
    };
    match &jobs.samples.targets {
        Targets::Classes { column, .. } => {
            add(column, format!("actual {column}"));
            add(&format!("predicted {column}"), format!("predicted {column}"));
            names.iter().for_each(|name| add(name, format!("{name} probability")));
        }
        Targets::Labels { .. } => {
            for name in &names {
                add(name, format!("actual {name}"));
                for what in [format!("predicted {name}"), format!("{name} probability")] {
                    add(&what, what.clone());
                }
            }
        }
        Targets::Values { .. } | Targets::Unknown => {
            for name in &names {
                add(name, format!("actual {name}"));
                let predicted = format!("predicted {name}");
                add(&predicted, predicted.clone());
            }
        }
    }
    writer.write_record(&heads).map_err(unwritten)?;
    for sample in 0..jobs.samples.len() {
        let mut row = vec![jobs.samples.row(sample).to_string()];
        let is_known = unseen.counts[sample] > 0;
        let known = |text: String| if is_known { text } else { String::new() };
        if !has_repeats {
            // Of a class that no other fold has a sample is in none, nor is one of a fold that was not trained.
            row.push(
                Some(unseen.folds[sample])
                    .filter(|&fold| fold > 0)
                    .map_or(String::new(), |fold| fold.to_string()),
            );
        }
        let means = &unseen.means[sample * names.len()..][..names.len()];
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
                    let (spread, output) = unseen.exact[sample * means.len() + place];
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

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the predictions cannot be written as CSV").caused_by(e)
}
