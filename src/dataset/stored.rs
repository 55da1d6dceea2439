//! A preprocessing as model files hold it, those of version 0.1 too.

use serde::Deserialize;

use super::encoding::Encoding;
use super::preprocessing::{Column, Feature, Preprocessing, TargetEncoding};
use super::read::DialectOptions;
use super::scale::{Scale, Scaling};

/// What a model file says.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Stored {
    Now(Now),
    First(First),
}

/// [`Preprocessing`] itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Now {
    scaling: Scaling,
    features: Vec<Feature>,
    targets: TargetEncoding,
    #[serde(default)]
    missing_texts: Vec<String>,
    #[serde(default)]
    dialect: Option<DialectOptions>,
    #[serde(default)]
    first_place: Option<u32>,
    #[serde(default)]
    narrow: bool,
}

/// That of version 0.1: every feature is a number, and all is f32.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct First {
    scaling: Scaling,
    features: Vec<FirstColumn>,
    targets: FirstTargets,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstColumn {
    name: String,
    shift: f32,
    spread: f32,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum FirstTargets {
    Classes { column: String, names: Vec<String> },
    Values { columns: Vec<FirstColumn> },
}

impl FirstColumn {
    fn scale(&self) -> Scale {
        Scale { shift: f64::from(self.shift), spread: f64::from(self.spread), clip: None }
    }
}

impl From<Stored> for Preprocessing {
    fn from(stored: Stored) -> Self {
        let First { scaling, features, targets } = match stored {
            Stored::Now(now) => {
                let Now { scaling, features, targets, missing_texts, dialect, .. } = now;
                let (first_place, narrow) = (now.first_place, now.narrow);
                return Self {
                    scaling,
                    features,
                    targets,
                    missing_texts,
                    dialect,
                    first_place,
                    narrow,
                };
            }
            Stored::First(first) => first,
        };
        let feature = |column: FirstColumn| Feature {
            encoding: Encoding::Number {
                scale: column.scale(),
                edges: Vec::new(),
                fill: None,
                indicator: false,
                unit: None,
                sign: None,
            },
            name: column.name,
        };
        let value = |column: FirstColumn| Column { scale: column.scale(), name: column.name };
        Self {
            scaling,
            features: features.into_iter().map(feature).collect(),
            targets: match targets {
                FirstTargets::Classes { column, names } => {
                    TargetEncoding::Classes { column, names }
                }
                FirstTargets::Values { columns } => {
                    TargetEncoding::Values { columns: columns.into_iter().map(value).collect() }
                }
            },
            missing_texts: Vec::new(),
            dialect: None,
            first_place: None,
            narrow: true,
        }
    }
}
