//! What becomes of each column that goes in, as every format needs it.

use super::{Format, Options, Takes, dates};
use crate::dataset::{Encoding, Scale, ScaledPart, TargetEncoding, parts};
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
    /// One input a part; of the programs of Python alone.
    Date {
        /// The patterns that texts have; none where numbers stand for dates.
        patterns: Option<Vec<String>>,
        /// Whether texts name a zone.
        zone: bool,
        parts: Vec<ScaledPart>,
        indicator: bool,
    },
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
            Step::Date { parts, indicator, .. } => parts.len() + usize::from(*indicator),
        }
    }

    /// Its parts, with their inputs where the cell is missing; of a number alone.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Scale, f32)> + '_ {
        let (parts, fill) = match &self.step {
            Step::Number { parts, fill, .. } => (&parts[..], *fill),
            Step::Category { .. } | Step::Date { .. } => (&[][..], 0.0),
        };
        parts.iter().map(move |part| (*part, part.encode(fill).clamp(0.0, 1.0)))
    }

    /// Whether its numbers are drawn in.
    pub(super) fn is_clipped(&self) -> bool {
        match &self.step {
            Step::Number { scale, .. } => scale.clip.is_some(),
            Step::Category { .. } => false,
            Step::Date { parts, .. } => parts.iter().any(|part| part.scale.clip.is_some()),
        }
    }

    /// Whether a missing cell of it is an error.
    pub(super) fn refuses_missing(&self) -> bool {
        matches!(self.step, Step::Number { filled: None, .. })
    }
}

/// The columns that go in, in their order; their inputs are those of the network, in its order.
///
/// # Errors
/// When a column holds dates, which only the programs of Python can take apart, and these not all.
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
            Encoding::Date { format: written, parts, indicator }
                if format.has_program()
                    && written.as_ref().is_none_or(|of| dates::patterns(of).is_some()) =>
            {
                Step::Date {
                    patterns: written.as_ref().and_then(dates::patterns),
                    zone: written.as_ref().is_some_and(|of| of.to_string().ends_with("%z")),
                    parts: parts.clone(),
                    indicator: *indicator,
                }
            }
            Encoding::Date { format: Some(written), .. } if format.has_program() => {
                return Err(Error::input(format!("Python reads no dates as {written} has them"))
                    .column(&feature.name)
                    .advice("export with --takes inputs, or train on dates such as 2020-12-31"));
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

/// What is wrong with the numbers of a column, or of a target, as f32: it holds them only to more than a ten
/// thousandth of what they are divided by.
fn coarseness(Scale { shift, spread, .. }: &Scale) -> Option<&'static str> {
    let step = 1e-4 * spread.abs();
    if *spread == 0.0 {
        None
    } else if shift.abs() * f64::from(f32::EPSILON) > step {
        Some("have more digits than f32 holds")
    } else if f64::from(f32::MIN_POSITIVE) > step {
        Some("are so near 0 that f32 holds few of their digits, or 0")
    } else {
        None
    }
}

/// The columns and targets whose numbers f32 holds too coarsely. Python's programs take and give f64.
pub(super) fn notes(
    columns: &[Column],
    targets: &TargetEncoding,
    format: Format,
    options: &Options,
) -> Vec<String> {
    if options.double || format.has_program() {
        return Vec::new();
    }
    let taken = columns.iter().filter_map(|Column { name, step }| {
        let what = match step {
            Step::Number { scale, parts, .. } => {
                std::iter::once(scale).chain(parts).find_map(coarseness)?
            }
            Step::Category { .. } | Step::Date { .. } => return None,
        };
        Some(format!("column {name:?}: its numbers {what}; --double takes them as f64"))
    });
    let given = match targets {
        TargetEncoding::Values { columns } => &columns[..],
        _ => &[],
    };
    let given = given.iter().filter_map(|target| {
        let what = coarseness(&target.scale)?;
        Some(format!("target {:?}: its values {what}; --double gives them as f64", target.name))
    });
    taken.chain(given).map(|note| note + " (onnx, c, rust)").collect()
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

/// What a column's numbers are divided by, or a target's multiplied with, as f32.
///
/// # Errors
/// When f32 ends before it, or holds it with few digits or as 0, which engines make 0 of too.
pub(super) fn narrow_spread(spread: f64, column: &str) -> Result<f32> {
    if spread == 0.0 || spread.abs() >= f64::from(f32::MIN_POSITIVE) {
        return narrow(spread, column);
    }
    Err(Error::input(format!("its numbers differ by {spread:e}, which is less than f32 holds"))
        .column(column)
        .advice("export with --double, or multiply the column before training"))
}
