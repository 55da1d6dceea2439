//! `--tensorboard DIR`: what happens in a run as event files that TensorBoard reads, one a member.

mod file;
mod message;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gradshader::error::{Error, Result};
use gradshader::report::{Bins, figure};
use gradshader::run::{EpochDone, Event, Measures};
use gradshader::train::Probe;
use serde_json::Value;

use self::file::{EventFile, now};
use self::message::{Histogram, Message};
use super::log::End;
use super::places::check_folder;
use super::train::Worth;

/// What the network that is kept measured, at the end.
const KEPT: &str = "kept";

/// The event files of a run.
#[derive(Debug)]
pub(super) struct Events {
    /// One a member.
    files: Vec<EventFile>,
    samples: usize,
}

/// Makes the folder where it is not there, and sees whether it takes files.
///
/// # Errors
/// When it does not.
pub(super) fn check(folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    check_folder("--tensorboard", folder)?;
    let wrong = |e| {
        let error = Error::input("the folder of --tensorboard takes no files").caused_by(e);
        error.file(folder).advice("name another")
    };
    fs::create_dir_all(folder).map_err(wrong)?;
    tempfile::tempfile_in(folder).map(drop).map_err(wrong)
}

impl Events {
    /// Begins the files of a run, which goes on after the epoch `completed`; `configuration` has what decides it.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(super) fn begin(
        folder: &Path,
        seeds: &[u64],
        configuration: &BTreeMap<String, Value>,
        (completed, has_validation): (u32, bool),
    ) -> Result<Self> {
        let mut files = Vec::new();
        let part = if has_validation { "validation" } else { "train" };
        let tags =
            [format!("loss/{part}"), format!("accuracy/{part}"), format!("r_squared/{part}")];
        let is_class = configuration.get("task").is_none_or(|task| task != "regress");
        let tags = match (has_validation, is_class) {
            (false, _) => vec![tags[0].clone()],
            (true, true) => tags[..2].to_vec(),
            (true, false) => vec![tags[0].clone(), tags[2].clone()],
        };
        // The last epoch's, and those of the epoch that is kept.
        let kept: Vec<_> = tags.iter().map(|tag| format!("{KEPT}/{tag}")).collect();
        let tags = [tags, kept].concat();
        let step = if completed == 0 { 0 } else { u64::from(completed) + 1 };
        for (member, &seed) in seeds.iter().enumerate() {
            let own = match seeds.len() {
                1 => folder.to_owned(),
                _ => folder.join(format!("member-{member}")),
            };
            let mut file = EventFile::create(&own, step)?;
            let values = hyperparameters(configuration, member, seed);
            let began = now();
            let event = message::event(began, step);
            let experiment = message::experiment(&values, &tags, began);
            let start = message::session_start(&values, began);
            file.write(message::summary(event, vec![experiment, start]))?;
            files.push(file);
        }
        Ok(Self { files, samples: 0 })
    }

    /// Something has happened.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn event(&mut self, event: &Event<'_>) -> Result<()> {
        match event {
            Event::Start(start) => self.samples = start.samples,
            Event::Epoch(done) => return self.epoch(done),
            Event::RolledBack(back) => return self.restart(back.to),
            Event::Reopened(event) => return self.restart(event.to),
            _ => {}
        }
        Ok(())
    }

    /// What comes after an epoch is done again.
    fn restart(&mut self, to: u32) -> Result<()> {
        let each = |file: &mut EventFile| file.write(message::restart(now(), u64::from(to) + 1));
        self.files.iter_mut().try_for_each(each)
    }

    fn epoch(&mut self, done: &EpochDone<'_>) -> Result<()> {
        let samples = (self.samples * done.members.len()) as f64;
        for (member, file) in self.files.iter_mut().enumerate() {
            let has_stopped = done.store.closed(member).is_some_and(|last| last < done.number);
            if has_stopped {
                continue;
            }
            let mut values: Vec<Message> = done
                .store
                .values(done.number, member)
                .map(|(part, metric, value)| {
                    message::scalar(&format!("{metric}/{}", part.name()), value)
                })
                .collect();
            values.push(message::scalar("learning_rate", done.learning_rates[member]));
            let speed = samples / done.training_seconds;
            values.push(message::scalar("speed/samples_per_second", speed));
            // Layers are looked at in the first that still trains.
            if let (Some(probe), Some(&first)) = (done.probe, done.members.first())
                && first == member
            {
                values.extend(histograms(probe));
            }
            let event = message::event(now(), u64::from(done.number));
            file.write(message::summary(event, values))?;
        }
        Ok(())
    }

    /// The run is over: what each member that is kept is worth, what the best takes for what, where that is known, and
    /// how it ended.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn end(mut self, end: &End) -> Result<()> {
        let best = end.best_member.unwrap_or(0);
        for (member, file) in self.files.iter_mut().enumerate() {
            let mut values = vec![message::session_end(end.error.is_none(), now())];
            let measures = match end.members.get(member) {
                Some(of) => Some(&of.measures),
                None => end.measures.as_ref(),
            };
            values.extend(measures.into_iter().flat_map(Measures::iter).map(
                |(part, metric, value)| {
                    message::scalar(&format!("{KEPT}/{metric}/{}", part.name()), value)
                },
            ));
            if let Some(Worth::Classes { confusion: counts, .. }) = &end.held_out
                && best == member
                && let Some((size, png)) = picture(counts)
            {
                values.push(message::image("confusion/validation", size, &png));
            }
            let event = message::event(now(), u64::from(end.epochs));
            file.write(message::summary(event, values))?;
        }
        Ok(())
    }
}

/// What decides a member's run: numbers, truths and words of the configuration.
fn hyperparameters(
    configuration: &BTreeMap<String, Value>,
    member: usize,
    seed: u64,
) -> Vec<(String, Value)> {
    let plain = |(name, value): (&String, &Value)| match value {
        Value::Null | Value::Object(_) => None,
        // Of rates and seeds the member's own.
        Value::Array(_) if name == "seeds" => None,
        Value::Array(values) if name == "learning_rates" => {
            Some(("learning_rate".to_owned(), values.get(member)?.clone()))
        }
        Value::Array(values) => {
            let words = values.iter().map(|value| match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            Some((name.clone(), words.collect::<Vec<_>>().join(",").into()))
        }
        value => Some((name.clone(), value.clone())),
    };
    let mut values: Vec<_> = configuration.iter().filter_map(plain).collect();
    // Rates are f32, whose digits beyond the seventh say nothing.
    for (_, value) in values.iter_mut().filter(|(_, value)| value.is_f64()) {
        *value = value.as_f64().and_then(figure).into();
    }
    values.push(("seed".to_owned(), seed.into()));
    values
}

/// One of each quantity of each layer.
fn histograms(probe: &Probe) -> impl Iterator<Item = Message> {
    probe.values.iter().map(|(buffer, values)| {
        let layer = buffer.layer().unwrap_or(0);
        let tag = format!("layer_{layer}/{}", buffer.quantity().replace(' ', "_"));
        message::histogram(&tag, &counted(values))
    })
}

/// Values in the bins of a report.
fn counted(values: &[f32]) -> Histogram {
    let bins = Bins::HERE;
    let mut counts = vec![0.0; 2 * bins.side as usize + 1];
    let mut of =
        Histogram { least: f64::INFINITY, most: f64::NEG_INFINITY, ..Histogram::default() };
    for &value in values.iter().filter(|value| value.is_finite()) {
        let Some(bin) = bins.of(value) else { continue };
        counts[bin] += 1.0;
        let value = f64::from(value);
        of.least = of.least.min(value);
        of.most = of.most.max(value);
        of.count += 1.0;
        of.sum += value;
        of.squares += value * value;
    }
    if of.count == 0.0 {
        return Histogram::default();
    }
    let magnitude =
        |k: i32| 10f64.powf(f64::from(bins.least) + f64::from(k) / f64::from(bins.per_decade));
    let limit = |bin: usize| match bin as i32 - bins.side {
        // What is smaller than all bins counts as 0.
        k @ 0.. => magnitude(k),
        k => -magnitude(-k - 1),
    };
    let first = counts.iter().position(|&count| count > 0.0).unwrap_or(0);
    let last = counts.iter().rposition(|&count| count > 0.0).unwrap_or(0);
    of.limits = (first..=last).map(limit).collect();
    // The outermost bins have no end.
    if let Some(end) = of.limits.last_mut() {
        *end = end.max(of.most);
    }
    of.counts = counts[first..=last].to_vec();
    of
}

/// Pixels of the side of a picture, about.
const SIDE: usize = 480;

/// A confusion matrix as a PNG image: a row a true class, the bluer the more of it. None of no classes.
fn picture(counts: &[Vec<u64>]) -> Option<([usize; 2], Vec<u8>)> {
    let classes = counts.len();
    let cell = (SIDE / classes.max(1)).clamp(2, 60);
    let side = classes * cell + 1;
    let mut pixels = vec![225u8; side * side * 3];
    for (row, counts) in counts.iter().enumerate() {
        let all = counts.iter().sum::<u64>().max(1) as f64;
        for (column, &count) in counts.iter().enumerate() {
            let share = (count as f64 / all).sqrt();
            let colour =
                [31.0, 98.0, 168.0].map(|dark: f64| (255.0 + (dark - 255.0) * share) as u8);
            for y in row * cell + 1..(row + 1) * cell {
                for x in column * cell + 1..(column + 1) * cell {
                    pixels[(y * side + x) * 3..][..3].copy_from_slice(&colour);
                }
            }
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    (classes > 0).then_some(([side, side], bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_holds_all_values_between_growing_limits() {
        let values = [-2.0, -0.5, 0.0, 1e-9, 0.25, 3.0, 3.5, f32::NAN, 1e30];
        let found = counted(&values);
        assert_eq!((found.least, found.count), (-2.0, 8.0));
        assert_eq!(found.counts.iter().sum::<f64>(), 8.0);
        assert_eq!(found.limits.len(), found.counts.len());
        assert!(found.limits.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", found.limits);
        assert!(found.limits[0] > -2.0 && *found.limits.last().unwrap() >= found.most);
        // Each value is below the end of its bin and not below the end of the one before.
        for value in [-2.0, -0.5, 0.25, 3.0] {
            let place = found.limits.partition_point(|&limit| limit <= value);
            assert!(found.counts[place] > 0.0, "{value}");
        }
        assert_eq!(counted(&[]).count, 0.0);
    }

    #[test]
    fn a_confusion_matrix_is_a_picture() {
        let ([width, height], png) = picture(&[vec![3, 0], vec![1, 2]]).unwrap();
        assert_eq!((width, height), (121, 121));
        assert!(png.starts_with(b"\x89PNG"));
        assert!(picture(&[]).is_none());
    }
}
