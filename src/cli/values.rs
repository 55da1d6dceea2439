//! What flags take that is no number and no text: from the command line and from a configuration file.

use clap::ValueEnum;
use gradshader::dataset;
use serde::{Deserialize, Deserializer, Serialize};

/// Which shaders to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Fusion {
    /// Fused shaders that suit the device, where there are such
    On,
    /// No fused shaders: the kernels one by one
    Off,
    /// Fused shaders for software adapters with subgroups of eight
    Panels,
    /// Fused shaders for GPUs, which any device can run
    Tiles,
}

/// In which precision to compute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Precision {
    /// Everything in f32
    #[default]
    F32,
    /// The operands of products in f16, everything else in f32
    Mixed,
}

/// [`dataset::Task`] by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Task {
    /// One of several classes
    Classify,
    /// Several labels, each there or not
    Label,
    /// One or more real values
    Regress,
}

impl From<Task> for dataset::Task {
    fn from(task: Task) -> Self {
        match task {
            Task::Classify => Self::Classify,
            Task::Label => Self::Label,
            Task::Regress => Self::Regress,
        }
    }
}

/// The widths of the hidden layers. A type of its own, since clap takes a `Vec` for a flag that is
/// given several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Widths(pub(super) Vec<usize>);

pub(super) fn widths(text: &str) -> Result<Widths, String> {
    if text == "none" {
        return Ok(Widths::default());
    }
    let width = |part: &str| {
        part.trim().parse().map_err(|_| format!("{part:?} is no width; use for example 128,64"))
    };
    text.split(',').map(width).collect::<Result<_, _>>().map(Widths)
}

pub(super) fn list_of_widths<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Widths>, D::Error> {
    one_or_many(deserializer).map(|widths| widths.map(Widths))
}

/// `learning-rate = 0.5` as well as `learning-rate = [0.5, 1.0]`.
pub(super) fn one_or_many<'de, T, D>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected one value or a list of values of the right type")]
    enum OneOrMany<T> {
        One(T),
        Many(Vec<T>),
    }
    Ok(Some(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(value) => vec![value],
        OneOrMany::Many(values) => values,
    }))
}
