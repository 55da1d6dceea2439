//! Schedules as text: `NAME[:PARAMETER=VALUE,..]`.

use std::fmt;
use std::str::FromStr;

use super::{Plateau, Shape};
use crate::error::{Error, Result};
use crate::names::{self, by_text};

/// What a parameter of a shape may be.
#[derive(Debug, Clone, Copy)]
enum Range {
    /// Above 0.
    Positive,
    /// 0 or more.
    NotNegative,
    /// At least 1.
    AtLeast1,
    /// 0 to 1, both allowed.
    Share,
    /// Above 0 and below 1.
    Inside,
    /// A whole number that u32 holds.
    Count,
}

impl Range {
    fn holds(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Self::Positive => value > 0.0,
                Self::NotNegative => value >= 0.0,
                Self::AtLeast1 => value >= 1.0,
                Self::Share => (0.0..=1.0).contains(&value),
                Self::Inside => value > 0.0 && value < 1.0,
                Self::Count => (0.0..=f64::from(u32::MAX)).contains(&value) && value.fract() == 0.0,
            }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Positive => "a number above 0",
            Self::NotNegative => "a number from 0",
            Self::AtLeast1 => "a number from 1",
            Self::Share => "a number from 0 to 1",
            Self::Inside => "a number between 0 and 1",
            Self::Count => "a whole number",
        }
    }
}

/// A parameter's name, range and value; that of a shape as the table has it is its default.
type Parameter = (&'static str, Range, f64);

impl Shape {
    fn parameters(self) -> Vec<Parameter> {
        match self {
            Self::Constant => vec![],
            Self::Step { size, factor } => {
                vec![("size", Range::Positive, size), ("factor", Range::Positive, factor)]
            }
            Self::Exponential { factor } => vec![("factor", Range::Positive, factor)],
            Self::Linear { start, last } => {
                vec![("start", Range::NotNegative, start), ("final", Range::NotNegative, last)]
            }
            Self::Cosine { last } => vec![("final", Range::NotNegative, last)],
            Self::CosineRestarts { period, multiplier, last } => vec![
                ("period", Range::Positive, period),
                ("multiplier", Range::AtLeast1, multiplier),
                ("final", Range::NotNegative, last),
            ],
            Self::OneCycle { rise, start, last } => vec![
                ("rise", Range::Inside, rise),
                ("start", Range::NotNegative, start),
                ("final", Range::NotNegative, last),
            ],
            Self::CosLog { cycles } => vec![("cycles", Range::Positive, cycles)],
            Self::FlatCosine { flat, last } => {
                vec![("flat", Range::Share, flat), ("final", Range::NotNegative, last)]
            }
            Self::Plateau(plateau) => vec![
                ("factor", Range::Inside, plateau.factor),
                ("patience", Range::Count, f64::from(plateau.patience)),
                ("threshold", Range::NotNegative, plateau.threshold),
                ("cooldown", Range::Count, f64::from(plateau.cooldown)),
                ("final", Range::Share, plateau.last),
            ],
        }
    }

    /// The same shape with other values, in the order of [`Self::parameters`].
    fn with(self, values: &[f64]) -> Self {
        match (self, values) {
            (Self::Step { .. }, &[size, factor]) => Self::Step { size, factor },
            (Self::Exponential { .. }, &[factor]) => Self::Exponential { factor },
            (Self::Linear { .. }, &[start, last]) => Self::Linear { start, last },
            (Self::Cosine { .. }, &[last]) => Self::Cosine { last },
            (Self::CosineRestarts { .. }, &[period, multiplier, last]) => {
                Self::CosineRestarts { period, multiplier, last }
            }
            (Self::OneCycle { .. }, &[rise, start, last]) => Self::OneCycle { rise, start, last },
            (Self::CosLog { .. }, &[cycles]) => Self::CosLog { cycles },
            (Self::FlatCosine { .. }, &[flat, last]) => Self::FlatCosine { flat, last },
            (Self::Plateau(_), &[factor, patience, threshold, cooldown, last]) => {
                let (patience, cooldown) = (patience as u32, cooldown as u32);
                Self::Plateau(Plateau { factor, patience, threshold, cooldown, last })
            }
            (same, _) => same,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        for (place, (name, _, value)) in self.parameters().into_iter().enumerate() {
            write!(f, "{}{name}={value}", if place == 0 { ':' } else { ',' })?;
        }
        Ok(())
    }
}

impl FromStr for Shape {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, given) = text.split_once(':').unwrap_or((text, ""));
        let shape = Self::ALL
            .into_iter()
            .find(|shape| shape.name() == name)
            .ok_or_else(|| names::unknown("schedule", name, &Self::ALL.map(Self::name)))?;
        let parameters = shape.parameters();
        let mut values: Vec<_> = parameters.iter().map(|parameter| parameter.2).collect();
        let mut told = vec![false; values.len()];
        for part in given.split(',').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').ok_or_else(|| {
                Error::input(format!("schedule {name}: {part:?} has no value"))
                    .advice(format!("write it as {shape}"))
            })?;
            let known: Vec<_> = parameters.iter().map(|parameter| parameter.0).collect();
            let place = known.iter().position(|known| *known == key.trim()).ok_or_else(|| {
                if known.is_empty() {
                    return Error::input(format!("schedule {name} has no parameters"))
                        .advice(format!("leave {part:?} out"));
                }
                names::unknown(&format!("parameter of schedule {name}"), key, &known)
            })?;
            if std::mem::replace(&mut told[place], true) {
                return Err(Error::input(format!(
                    "schedule {name}: {} is said twice",
                    known[place]
                ))
                .advice("say it once"));
            }
            let range = parameters[place].1;
            values[place] =
                value.trim().parse().ok().filter(|&value| range.holds(value)).ok_or_else(|| {
                    Error::input(format!("schedule {name}: {key}={value} cannot be"))
                        .advice(format!("use {}", range.text()))
                })?;
        }
        Ok(shape.with(&values))
    }
}

by_text!(Shape, to_string);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_comes_back_from_its_text() {
        for shape in Shape::ALL {
            assert_eq!(shape.name().parse::<Shape>().unwrap(), shape);
            assert_eq!(shape.to_string().parse::<Shape>().unwrap(), shape);
        }
        let shape: Shape = "step: factor=0.5, size=3".replace(' ', "").parse().unwrap();
        assert_eq!(shape, Shape::Step { size: 3.0, factor: 0.5 });
        assert_eq!(shape.to_string(), "step:size=3,factor=0.5");
        let plateau: Shape = "plateau:patience=4".parse().unwrap();
        let Shape::Plateau(plateau) = plateau else { panic!("{plateau}") };
        assert_eq!(plateau, Plateau { patience: 4, ..Plateau::default() });
    }

    #[test]
    fn what_is_no_schedule_is_said_to_be_none() {
        for (text, expected) in [
            ("cosin", "there is no schedule \"cosin\"; did you mean cosine? there are constant, "),
            ("step:sise=3", "there is no parameter of schedule step \"sise\"; did you mean size?"),
            ("step:size", "schedule step: \"size\" has no value; write it as step:size=10,"),
            ("step:size=0", "schedule step: size=0 cannot be; use a number above 0"),
            ("step:size=NaN", "schedule step: size=NaN cannot be"),
            ("one-cycle:rise=1", "schedule one-cycle: rise=1 cannot be; use a number between"),
            ("plateau:patience=1.5", "schedule plateau: patience=1.5 cannot be; use a whole"),
            ("constant:a=1", "schedule constant has no parameters"),
            ("step:size=3,size=4", "schedule step: size is said twice; say it once"),
        ] {
            let error = text.parse::<Shape>().unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
