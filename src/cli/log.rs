//! What happens in a run, as JSON lines. A field without a value is left out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use gradshader::error::{Error, Result};
use gradshader::executor::Fusion;
use gradshader::files::{self, Replacement};
use gradshader::gpu::{AdapterDescription, Context, Family, Tile};
use gradshader::metrics::Metric;
pub(super) use gradshader::run::Measures;
use gradshader::run::RateChange;
use serde::Serialize;
use serde_json::Value;

use super::arguments::Precision;
use super::plan::{Source, Stopping};
use super::train::{Guess, Worth};
use super::values::{path_text, path_text_if_any};

/// One line.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub(super) enum Event<'a> {
    Start(Box<Start<'a>>),
    Epoch(Epoch),
    Rollback(RolledBack),
    DeviceLost(Reopened),
    #[serde(rename = "learning_rate")]
    LearningRate(LearningRate),
    Saved(Saved),
    End(Box<End>),
}

/// Before the first epoch.
#[derive(Debug, Serialize)]
pub(super) struct Start<'a> {
    /// Of gradshader.
    pub(super) version: &'static str,
    /// Name, backend, kind and driver of the device.
    pub(super) adapter: &'a str,
    pub(super) backend: &'a str,
    pub(super) adapter_type: &'a str,
    pub(super) driver: &'a str,
    /// Of a GPU: `single`, `panels`, `tiles` or `matrices`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) family: Option<&'static str>,
    /// The side of every tile, where it is one for all products.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tile: Option<usize>,
    /// Whether one dispatch does whole steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) whole_steps: Option<bool>,
    /// In mixed precision, how close the step that was verified came to its bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mixed_ratio: Option<f64>,
    pub(super) configuration: Configuration<'a>,
}

impl<'a> Start<'a> {
    /// Of a run on `adapter`, whose context is there where it is a GPU.
    pub(super) fn new(
        adapter: &'a AdapterDescription,
        context: Option<&Context>,
        fusion: &Fusion,
        configuration: Configuration<'a>,
    ) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            adapter: &adapter.name,
            backend: &adapter.backend,
            adapter_type: &adapter.kind,
            driver: &adapter.driver,
            family: context.map(|context| match context.family() {
                Family::Single => "single",
                Family::Panels => "panels",
                Family::Tiles => "tiles",
                Family::Matrices => "matrices",
            }),
            tile: context.and_then(|context| context.options().tile).map(Tile::side),
            whole_steps: context.map(|_| fusion.whole_steps),
            mixed_ratio: None,
            configuration,
        }
    }
}

/// Everything that decides what a run gives.
#[derive(Debug, Serialize)]
pub(super) struct Configuration<'a> {
    pub(super) training: &'a Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) test: Option<&'a Source>,
    pub(super) task: &'static str,
    pub(super) target: Vec<String>,
    pub(super) scaling: String,
    pub(super) validation: f64,
    pub(super) split_seed: u64,
    pub(super) training_samples: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) validation_samples: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) test_samples: Option<usize>,
    /// Inputs first, outputs last.
    pub(super) sizes: &'a [usize],
    /// One a layer.
    pub(super) activations: Vec<&'static str>,
    /// Of one member.
    pub(super) parameters: usize,
    pub(super) members: usize,
    /// How many networks share weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sharers: Option<usize>,
    /// How many ranks train it together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ranks: Option<usize>,
    /// One a member, as are `learning_rates`.
    pub(super) seeds: &'a [u64],
    pub(super) learning_rates: &'a [f32],
    /// `preset`, `loss`, `optimizer` and its settings, `schedule` and so on, by the names of the flags with
    /// underscores.
    #[serde(flatten)]
    pub(super) recipe: BTreeMap<String, Value>,
    /// One a layer; none where a model gave the parameters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) initialisation: Option<Vec<&'static str>>,
    pub(super) batch: usize,
    pub(super) epochs: u32,
    #[serde(flatten)]
    pub(super) stopping: Stopping,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "path_text_if_any")]
    pub(super) init: Option<&'a PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) initial_hash: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verify: Option<u64>,
    pub(super) tune: bool,
    pub(super) strict: bool,
    pub(super) fusion: &'static str,
    pub(super) precision: Precision,
    /// Replaced shaders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) shaders: Vec<&'a str>,
}

/// After each epoch. The measures are those of member 0; with several, `members` has all. Those of a
/// member that has stopped are left out.
#[derive(Debug, Serialize)]
pub(super) struct Epoch {
    /// From 1.
    pub(super) epoch: u32,
    #[serde(flatten)]
    pub(super) first: Measures,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) members: Vec<Measures>,
    /// Training samples, those of all members, by the time of the epoch's training alone.
    pub(super) samples_per_second: f64,
    /// Since the first epoch began.
    pub(super) elapsed_seconds: f64,
}

impl Epoch {
    /// Whether all losses of a member are finite.
    fn is_finite(&self) -> bool {
        let is_finite = |measures: &Measures| {
            let losses = measures.iter().filter(|&(_, metric, _)| metric == Metric::Loss);
            let mut losses = losses.peekable();
            losses.peek().is_some() && losses.all(|(.., loss)| loss.is_finite())
        };
        std::iter::once(&self.first).chain(&self.members).any(is_finite)
    }
}

/// Members have diverged, and the run goes back.
#[derive(Debug, Serialize)]
pub(super) struct RolledBack {
    /// The epoch that diverged.
    pub(super) epoch: u32,
    /// The last good one; 0 is the beginning.
    pub(super) to: u32,
    pub(super) members: Vec<usize>,
    /// What is left of each member's learning rate.
    pub(super) rate_factors: Vec<f64>,
}

/// The device was lost, and the run goes on with another.
#[derive(Debug, Serialize)]
pub(super) struct Reopened {
    /// Complete epochs after which it goes on; later ones that were told of are done again.
    pub(super) to: u32,
    /// What was lost.
    pub(super) because: String,
}

/// All learning rates are changed by hand.
#[derive(Debug, Serialize)]
pub(super) struct LearningRate {
    /// `epoch`, which is under way, `steps` of the run before the change, and `scale`: what learning rates
    /// are multiplied by from there on, beside schedule and plateaus.
    #[serde(flatten)]
    pub(super) change: RateChange,
    /// Those of the next step, of the members that train.
    pub(super) learning_rates: Vec<f64>,
}

/// A model was saved while the run goes on.
#[derive(Debug, Serialize)]
pub(super) struct Saved {
    /// Epochs completed.
    pub(super) epochs: u32,
    /// The epoch that it is of; 0 is before the first was complete.
    pub(super) kept_epoch: u32,
    pub(super) parameter_hash: String,
    #[serde(serialize_with = "path_text")]
    pub(super) model: PathBuf,
}

/// After the last. The hash and the measures are those of the best member, at the epoch that is kept of
/// it.
#[derive(Debug, Default, Serialize)]
pub(super) struct End {
    /// `finished`, `early stop`, `target reached`, `time is up`, `interrupted`, `diverged`,
    /// `verification failed` or `failed`.
    pub(super) reason: &'static str,
    /// The same in a sentence, where it is not the last epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) because: Option<String>,
    /// What failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
    /// Epochs completed.
    pub(super) epochs: u32,
    pub(super) elapsed_seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parameter_hash: Option<String>,
    #[serde(flatten)]
    pub(super) measures: Option<Measures>,
    /// The epoch that is kept; 0 is before the first was complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kept_epoch: Option<u32>,
    /// What the network that is kept answers to the samples held out: `classes` and `confusion`, or
    /// `columns` and the errors of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) held_out: Option<Worth>,
    /// What the best constant guess is worth there: its `accuracy`, or its errors, one a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline: Option<Guess>,
    /// The epoch whose test accuracy was best, when every epoch was tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) best_test_epoch: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) best_test_accuracy: Option<f64>,
    /// The member that the measures are of, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) best_member: Option<usize>,
    /// The epochs that it was trained for, where others were trained longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) best_epochs: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) members: Vec<Member>,
    /// What was made of the learning rates by hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) rate_changes: Vec<RateChange>,
    /// Where the model went.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "path_text_if_any")]
    pub(super) model: Option<PathBuf>,
    /// Steps compared with the reference, and how close a quantity came to its bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verified_steps: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) largest_ratio: Option<f64>,
}

/// One of several members at the end.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Member {
    pub(super) member: usize,
    pub(super) seed: u64,
    pub(super) parameter_hash: String,
    /// Whether its loss or a parameter is no longer finite; it is not saved.
    pub(super) diverged: bool,
    /// Why it stopped before the run ended, where it did: one that diverged may have kept an epoch from before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<&'static str>,
    /// The epoch that is kept of it.
    pub(super) kept_epoch: u32,
    /// At the base, for people; that of the last step is among the measures.
    #[serde(skip)]
    pub(super) learning_rate: f32,
    #[serde(flatten)]
    pub(super) measures: Measures,
}

/// The file, if one is wanted. Where one stands already the new one is written beside it, and takes its
/// place once there is something to keep: an epoch has finite losses, or a model is saved.
#[derive(Debug)]
pub(super) struct Log(Option<(PathBuf, To)>);

#[derive(Debug)]
enum To {
    File(File),
    Beside(Replacement),
}

impl Log {
    /// Begins the file anew, or goes on with the one that is there.
    pub(super) fn create(path: Option<&Path>, append: bool) -> Result<Self> {
        let Some(path) = path else { return Ok(Self(None)) };
        let to = match append {
            _ if files::is_stream(path) => files::open_stream(path).map(To::File),
            true => appended(path).map(To::File),
            false if fs::metadata(path).is_ok_and(|old| old.is_file() && old.len() > 0) => {
                Replacement::new(path).map(To::Beside)
            }
            false => File::create(path).map(To::File),
        };
        Ok(Self(Some((path.to_owned(), to.map_err(|e| unwritten(e, path))?))))
    }

    /// The file that stands there as it was before.
    pub(super) fn left(&self) -> Option<&Path> {
        match &self.0 {
            Some((path, To::Beside(_))) => Some(path),
            _ => None,
        }
    }

    /// Writes one event; it is in the file when this returns.
    pub(super) fn write(&mut self, event: &Event<'_>) -> Result<()> {
        let Some((path, to)) = &mut self.0 else { return Ok(()) };
        let mut line = serde_json::to_vec(event)
            .map_err(|e| Error::failed("the log cannot be written").caused_by(e))?;
        line.push(b'\n');
        let file = match to {
            To::File(file) => file,
            To::Beside(replacement) => replacement.file(),
        };
        file.write_all(&line).map_err(|e| unwritten(e, path))?;
        let keeps = match event {
            Event::Start(_) | Event::Rollback(_) | Event::DeviceLost(_) => false,
            Event::LearningRate(_) => false,
            // One that has diverged is nothing to keep.
            Event::Epoch(epoch) => epoch.is_finite(),
            Event::Saved(_) => true,
            Event::End(end) => end.model.is_some(),
        };
        if !keeps {
            return Ok(());
        }
        if let Some((path, to)) = self.0.take() {
            let file = match to {
                To::File(file) => Ok(file),
                To::Beside(replacement) => replacement.put(),
            };
            let file = file.map_err(|e| unwritten(e, &path))?;
            self.0 = Some((path, To::File(file)));
        }
        Ok(())
    }
}

/// A file to go on with. A line that a killed process left half written is ended first.
fn appended(path: &Path) -> io::Result<File> {
    let mut file = File::options().append(true).read(true).create(true).open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.is_file() && file.seek(SeekFrom::End(-1)).is_ok() {
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.write_all(b"\n")?;
    }
    Ok(file)
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>, path: &Path) -> Error {
    Error::failed("the log cannot be written").caused_by(e).file(path)
}
