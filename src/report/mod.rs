//! What a run has shown, as one document: a page is drawn from it, and runs are compared by it.
//!
//! [`Report`] is plain data, the same for training, evaluation, folds, trials, verification and
//! comparison; what a command does not have is left out. It is written as JSON, whose `schema` counts the
//! changes that a reader has to know of. Numbers that are not finite are `null`. Who fills it in holds no
//! figures of its own: [`Evaluation`] comes from outputs and targets, [`Curve`]s from the run's
//! [`Store`](crate::run::Store), [`Layers`] from its [`Probe`](crate::train::Probe)s.
//!
//! `page::render` makes one HTML file of it that opens without a network (feature `report`).

mod binary;
mod cells;
mod collect;
mod curve;
mod evaluation;
mod histogram;
mod importance;
#[cfg(feature = "report")]
pub mod page;
mod picture;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::binary::{Binary, Calibration, Roc};
pub use self::collect::Collector;
pub use self::curve::{Curve, Run};
pub use self::evaluation::{Class, Classes, Column, Evaluation, Residuals, Sample};
pub use self::histogram::{Bins, Layers, Quantity};
pub use self::importance::{Importance, Influence, importance};
pub use self::picture::{Grid, Picture, Pictures};

use crate::error::{Error, Result};
use crate::random;

/// The version of [`Report`] as it is written: 1.
pub const SCHEMA: u32 = 1;

/// A number, or nothing where it is not finite.
pub type Figure = Option<f64>;

/// A number as a report has it: seven digits are more than a chart shows.
pub fn figure(value: f64) -> Figure {
    if !value.is_finite() {
        return None;
    }
    format!("{value:.6e}").parse().ok()
}

/// Samples in so many places of `count`, in their order: all, or as many as are wanted, drawn at random, since a file
/// may be sorted. The same each time.
pub fn drawn(count: usize, most: usize) -> Vec<u32> {
    if count <= most {
        return (0..count as u32).collect();
    }
    let mut places = random::permutation(0, random::Purpose::Split, count);
    places.truncate(most);
    places.sort_unstable();
    places
}

/// What a report is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One network, or members side by side.
    Train,
    /// A model on data with known targets.
    Evaluate,
    /// A network a fold.
    CrossValidate,
    /// A network a setting.
    Sweep,
    /// A device beside the reference.
    Verify,
    /// Several of these side by side.
    Compare,
}

/// All that a page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The version of gradshader.
    pub version: String,
    /// What it is of.
    pub kind: Kind,
    /// For people, such as the name of the data.
    pub title: String,
    /// The command that gives it again, as a shell takes it.
    pub command: String,
    /// What it ran on.
    pub device: String,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What to see first, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headline: Vec<Headline>,
    /// What was noticed on the way, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// By what epochs, members, folds or trials are compared, as `validation loss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitor: Option<String>,
    /// One a network.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// The place in `runs` of the one that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_run: Option<usize>,
    /// Folds, trials or runs as lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// Answers beside targets, the part that was held out first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// What the layers held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layers: Option<Layers>,
    /// The weights of the first layer, one picture a unit, where inputs are pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_layer: Option<Pictures>,
    /// What the columns are worth to the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// What each shader took, the costliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timing: Vec<Timing>,
    /// How close quantities came to their bounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Compared>,
    /// Everything that decides what it gives, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub configuration: BTreeMap<String, Value>,
}

impl Report {
    /// Nothing yet but what it is of.
    pub fn new(kind: Kind, title: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            kind,
            title: title.into(),
            command: command.into(),
            device: String::new(),
            outcome: None,
            headline: Vec::new(),
            notes: Vec::new(),
            monitor: None,
            runs: Vec::new(),
            best_run: None,
            tables: Vec::new(),
            evaluations: Vec::new(),
            layers: None,
            first_layer: None,
            importance: None,
            timing: Vec::new(),
            quantities: Vec::new(),
            configuration: BTreeMap::new(),
        }
    }

    /// The document as JSON in one line.
    ///
    /// # Errors
    /// Never of what this library fills in.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|e| Error::failed("the report cannot be written as JSON").caused_by(e))
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// When it is not that, or of a later schema.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Version {
            schema: u32,
        }
        let damaged = |e| {
            Error::input("the file is damaged, or no report")
                .caused_by(e)
                .advice("give the report.json of a --report")
        };
        let Version { schema } = serde_json::from_slice(json).map_err(damaged)?;
        if schema > SCHEMA {
            return Err(Error::input(format!(
                "a report of schema {schema}, and {SCHEMA} is known"
            ))
            .advice("use the gradshader that wrote it"));
        }
        serde_json::from_slice(json).map_err(damaged)
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// [`StopReason::name`](crate::run::StopReason::name), or `failed`, `passes` and the like.
    pub reason: String,
    /// Whether it came to what it was to come to.
    pub is_good: bool,
    /// The reason in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Complete epochs, or steps that were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epochs: Option<u64>,
    /// Since the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Figure,
}

/// A figure to see first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// What it is.
    pub name: String,
    /// How much.
    pub value: Figure,
    /// How it is written.
    pub unit: Unit,
    /// What stands beside it, such as the figure of a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 0 to 1, as a percentage.
    Share,
    /// A whole number.
    Count,
    /// Any number.
    Number,
    /// Seconds.
    Seconds,
}

/// Lines beneath each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What stands above.
    pub title: String,
    /// What each column holds.
    pub columns: Vec<Head>,
    /// Texts and numbers; `null` is not known.
    pub rows: Vec<Vec<Value>>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// How its numbers are written; none of texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

/// What a shader took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Its name.
    pub shader: String,
    /// How often it ran.
    pub dispatches: u64,
    /// All together.
    pub seconds: f64,
}

/// The element of a quantity that came closest to its bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// From 0; none of what belongs to no layer.
    pub layer: Option<u32>,
    /// In the field's words.
    pub quantity: String,
    /// Whether fused shaders computed it.
    pub fused: bool,
    /// Difference to the reference.
    pub error: Figure,
    /// What rounding may come to.
    pub bound: Figure,
    /// `error / bound`; `null` where it is not finite.
    pub ratio: Figure,
    /// Elements above what independent roundings come to.
    pub suspicious: u64,
    /// Whether it is within.
    pub passes: bool,
}
