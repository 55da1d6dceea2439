//! What becomes of each column that goes in, as every format needs it.

use super::{Format, Options, Takes};
use crate::dataset::{Encoding, Scale, parts};
use crate::error::{Error, Result};
use crate::model::Model;

/// A column that goes in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) step: Step,
}

/// How it becomes inputs of the network.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// One input, one for each part, and one that says whether it is missing.
    Number {
        scale: Scale,
        /// Of each part, whose input stays from 0 to 1.
        parts: Vec<Scale>,
        /// What a missing cell counts as, in the column's units, where there are parts.
        fill: f64,
        /// The input where the cell is missing; none where that is an error.
        filled: Option<f32>,
        indicator: bool,
        /// Whether it has to be 0 or 1.
        truth: bool,
    },
    /// One input a value.
    Category { values: Vec<String>, other: bool, missing: bool },
}

/// A number that is not scaled.
pub(super) const AS_IT_IS: Scale = Scale { shift: 0.0, spread: 1.0, clip: None };

impl Column {
    /// How many inputs it becomes.
    pub(super) fn width(&self) -> usize {
        match &self.step {
            Step::Number { parts, indicator, .. } => 1 + parts.len() + usize::from(*indicator),
            Step::Category { values, other, missing } => {
                values.len() + usize::from(*other) + usize::from(*missing)
            }
        }
    }

    /// Its parts, with their inputs where the cell is missing; none of a category.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Scale, f32)> + '_ {
        let (parts, fill) = match &self.step {
            Step::Number { parts, fill, .. } => (&parts[..], *fill),
            Step::Category { .. } => (&[][..], 0.0),
        };
        parts.iter().map(move |part| (*part, part.encode(fill).clamp(0.0, 1.0)))
    }

    /// Whether its numbers are drawn in.
    pub(super) fn is_clipped(&self) -> bool {
        matches!(self.step, Step::Number { scale: Scale { clip: Some(_), .. }, .. })
    }

    /// Whether a missing cell of it is an error.
    pub(super) fn refuses_missing(&self) -> bool {
        matches!(self.step, Step::Number { filled: None, .. })
    }
}

/// The columns that go in, in their order; their inputs are those of the network, in its order.
///
/// # Errors
/// When a column holds dates, which no format can take apart.
pub(super) fn columns(model: &Model, format: Format, options: &Options) -> Result<Vec<Column>> {
    let preprocessing = &model.preprocessing;
    if options.takes == Takes::Inputs {
        let step = Step::Number {
            scale: AS_IT_IS,
            parts: Vec::new(),
            fill: 0.0,
            filled: None,
            indicator: false,
            truth: false,
        };
        let names = preprocessing.input_names().into_iter();
        return Ok(names.map(|name| Column { name, step: step.clone() }).collect());
    }
    let column = |feature: &crate::dataset::Feature| {
        let step = match &feature.encoding {
            Encoding::Number { scale, edges, fill, indicator, .. } => Step::Number {
                scale: *scale,
                parts: parts(edges).collect(),
                fill: fill.unwrap_or(0.0),
                filled: fill.map(|value| scale.encode(value)),
                indicator: *indicator,
                truth: false,
            },
            Encoding::Boolean { fill, indicator } => Step::Number {
                scale: AS_IT_IS,
                parts: Vec::new(),
                fill: 0.0,
                filled: fill.map(|value| value as f32),
                indicator: *indicator,
                truth: true,
            },
            Encoding::Category { values, other, missing } => {
                Step::Category { values: values.clone(), other: *other, missing: *missing }
            }
            Encoding::Date { .. } => {
                return Err(Error::input(format!("{format} has no dates"))
                    .column(&feature.name)
                    .advice(
                        "export with --takes inputs, and make them of the dates as `gradshader show` \
                         has it; or train on numbers that you make of the dates",
                    ));
            }
        };
        Ok(Column { name: feature.name.clone(), step })
    };
    preprocessing.features.iter().map(column).collect()
}

/// The columns whose numbers f32 holds too coarsely: by more than a ten thousandth of what they are
/// divided by.
pub(super) fn notes(columns: &[Column], options: &Options) -> Vec<String> {
    let is_coarse = |Scale { shift, spread, .. }: &Scale| {
        *spread != 0.0 && shift.abs() * f64::from(f32::EPSILON) > 1e-4 * spread.abs()
    };
    let coarse = |column: &&Column| match &column.step {
        Step::Number { scale, parts, .. } => is_coarse(scale) || parts.iter().any(is_coarse),
        Step::Category { .. } => false,
    };
    if options.double {
        return Vec::new();
    }
    let note = |column: &Column| {
        format!(
            "column {:?}: its numbers have more digits than f32 holds; --double takes them as f64 (onnx, c, \
             rust)",
            column.name
        )
    };
    columns.iter().filter(coarse).map(note).collect()
}

/// A constant as f32.
///
/// # Errors
/// When f32 ends before it.
pub(super) fn narrow(value: f64, column: &str) -> Result<f32> {
    let narrow = value as f32;
    if narrow.is_finite() {
        return Ok(narrow);
    }
    Err(Error::input(format!("{value:e} is more than f32 holds"))
        .column(column)
        .advice("export with --double, or divide the column before training"))
}
