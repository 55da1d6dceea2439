//! The hyperparameters that a sweep tries: lists and ranges as they are typed, and trials of them.
//!
//! ```
//! use gradshader::search::{Dimension, trials};
//!
//! let space = [
//!     Dimension::typed("--learning-rate", "1e-3,1e-2")?,
//!     Dimension::typed("--hidden", "none,128x2")?,
//! ];
//! let all = trials(&space, None, 0)?;
//! assert_eq!(all[1], ["1e-3", "128,128"]);
//! # Ok::<(), gradshader::error::Error>(())
//! ```

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::memory;
use crate::random::{self, Purpose};

/// How a hyperparameter's values are written and drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Ranges by the logarithm.
    Logarithmic,
    /// The same, in whole numbers.
    Whole,
    /// Ranges evenly.
    Even,
    /// Widths of hidden layers.
    Layers,
    /// A name of several.
    Name,
}

/// Flags of `train` whose values a sweep tries.
const SWEPT: [(&str, Scale); 14] = [
    ("--learning-rate", Scale::Logarithmic),
    ("--decay", Scale::Logarithmic),
    ("--l2", Scale::Logarithmic),
    ("--clip-norm", Scale::Logarithmic),
    ("--clip-value", Scale::Logarithmic),
    ("--batch", Scale::Whole),
    ("--dropout", Scale::Even),
    ("--input-dropout", Scale::Even),
    ("--momentum", Scale::Even),
    ("--label-smoothing", Scale::Even),
    ("--hidden", Scale::Layers),
    ("--activation", Scale::Name),
    ("--initialisation", Scale::Name),
    ("--optimizer", Scale::Name),
];

/// What is tried where nothing is said.
const UNLESS_TOLD: [(&str, &str); 3] =
    [("--learning-rate", "5e-4..5e-2"), ("--decay", "0.01..1"), ("--dropout", "0,0..0.5")];

/// Trials unless told, where there are ranges.
const TRIALS: usize = 32;

/// One of a list.
#[derive(Debug, Clone, PartialEq)]
enum Alternative {
    One(String),
    Range(f64, f64),
}

/// A hyperparameter and what to try of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dimension {
    /// As `train` has it, such as `--learning-rate`.
    pub flag: &'static str,
    scale: Scale,
    alternatives: Vec<Alternative>,
}

/// The name of a flag, if its values can be tried.
pub fn flag(name: &str) -> Option<&'static str> {
    SWEPT.iter().map(|(flag, _)| *flag).find(|flag| *flag == name)
}

/// What is tried where `told` says so much: with nothing of several values learning rate, decay and dropout
/// too. Whether it was told.
///
/// # Errors
/// None.
pub fn space(told: Vec<Dimension>) -> Result<(Vec<Dimension>, bool)> {
    if told.iter().any(Dimension::is_open) {
        return Ok((told, true));
    }
    let more = UNLESS_TOLD.iter().filter(|(flag, _)| told.iter().all(|d| d.flag != *flag));
    let more = more.map(|(flag, text)| Dimension::typed(flag, text));
    let more: Vec<_> = more.collect::<Result<_>>()?;
    Ok((told.into_iter().chain(more).collect(), false))
}

impl Dimension {
    /// One of those that are tried, such as `--decay`, and its list or ranges as they are typed: `0,1e-4..1e-1`.
    ///
    /// # Errors
    /// Names the flag and what of it is no value.
    pub fn typed(flag: &str, text: &str) -> Result<Self> {
        let known = SWEPT.iter().find(|(swept, _)| *swept == flag);
        let &(flag, scale) = known.ok_or_else(|| {
            let all: Vec<_> = SWEPT.iter().map(|(flag, _)| *flag).collect();
            Error::input(format!("{flag} is not tried")).advice(format!("use {}", all.join(", ")))
        })?;
        Self::of(flag, scale, text)
    }

    fn of(flag: &'static str, scale: Scale, text: &str) -> Result<Self> {
        let wrong = |what: String| {
            let how = match scale {
                Scale::Layers => "64,128x2,128+64 or none",
                Scale::Name => "names with commas",
                Scale::Whole => "16,32 or 16..256",
                _ => "1e-3,1e-2 or 1e-4..1e-2",
            };
            Error::input(format!("{flag} {text}: {what}")).advice(format!("write {how}"))
        };
        let number = |text: &str| {
            let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| wrong(format!("{text:?} is no number")))
        };
        let one = |entry: &str| {
            let entry = entry.trim();
            match (scale, entry.split_once("..")) {
                (Scale::Name, _) if entry.is_empty() => Err(wrong("an entry is empty".to_owned())),
                (Scale::Name, _) => Ok(Alternative::One(entry.to_owned())),
                (Scale::Layers, _) => layers(entry).map(Alternative::One).map_err(wrong),
                (_, None) => number(entry).map(|_| Alternative::One(entry.to_owned())),
                (_, Some((low, high))) => {
                    let (low, high) = (number(low)?, number(high.trim_start_matches('='))?);
                    if low >= high {
                        return Err(wrong(format!("{entry} is empty")));
                    }
                    if low <= 0.0 && matches!(scale, Scale::Logarithmic | Scale::Whole) {
                        return Err(wrong(format!(
                            "{low} has no logarithm: begin above 0, and name 0 by itself"
                        )));
                    }
                    Ok(Alternative::Range(low, high))
                }
            }
        };
        let alternatives: Vec<_> = text.split(',').map(one).collect::<Result<_>>()?;
        let mut seen = Vec::new();
        for alternative in &alternatives {
            if seen.contains(&alternative) {
                return Err(wrong("an entry is there twice".to_owned()));
            }
            seen.push(alternative);
        }
        Ok(Self { flag, scale, alternatives })
    }

    /// Whether there is more than one value.
    pub fn is_open(&self) -> bool {
        self.alternatives.len() > 1 || self.has_range()
    }

    fn has_range(&self) -> bool {
        self.alternatives.iter().any(|one| matches!(one, Alternative::Range(..)))
    }

    /// The value of two numbers in `[0, 1)`: which of the list, and where in its range. Of four digits,
    /// so that it is the same when it is typed.
    pub fn draw(&self, which: f64, place: f64) -> String {
        let count = self.alternatives.len();
        match &self.alternatives[((which * count as f64) as usize).min(count - 1)] {
            Alternative::One(text) => text.clone(),
            Alternative::Range(low, high) => match self.scale {
                Scale::Even => four_digits(low + place * (high - low)),
                Scale::Whole => {
                    let value = libm::exp(libm::log(*low) + place * libm::log(high / low));
                    value.round().to_string()
                }
                _ => four_digits(libm::exp(libm::log(*low) + place * libm::log(high / low))),
            },
        }
    }

    /// As it was typed, for people.
    pub fn text(&self) -> String {
        let one = |alternative: &Alternative| match alternative {
            Alternative::One(text) => text.clone(),
            Alternative::Range(low, high) => format!("{low}..{high}"),
        };
        let all: Vec<_> = self.alternatives.iter().map(one).collect();
        format!("{} {}", self.flag, all.join(","))
    }
}

fn four_digits(value: f64) -> String {
    let rounded = format!("{value:.3e}").parse::<f64>();
    rounded.unwrap_or(value).to_string()
}

/// `128x2+64` as `--hidden` of `train` has it: `128,128,64`; an activation may stand behind a width.
fn layers(text: &str) -> std::result::Result<String, String> {
    if text.contains('+') {
        let each = text.split('+').map(|text| match text {
            "none" => Err(format!("{text:?} is no layer")),
            text => layers(text),
        });
        return Ok(each.collect::<std::result::Result<Vec<_>, _>>()?.join(","));
    }
    let (layer, times) = match text.rsplit_once('x') {
        Some((layer, times)) if times.bytes().all(|b| b.is_ascii_digit()) && !times.is_empty() => {
            (layer, times.parse::<usize>().map_err(|_| format!("{times} layers are too many"))?)
        }
        _ => (text, 1),
    };
    if layer == "none" && times == 1 {
        return Ok(layer.to_owned());
    }
    let width = layer.split(':').next().unwrap_or(layer);
    if width.parse::<usize>().is_err() {
        return Err(format!("{text:?} is no width of layers"));
    }
    match times {
        1..=64 => Ok(vec![layer; times].join(",")),
        _ => Err(format!("{times} hidden layers")),
    }
}

/// The trials: of each the value of every dimension. All combinations where there are lists alone and no
/// more than `most` of them; else drawn.
///
/// # Errors
/// With no trial at all.
pub fn trials(space: &[Dimension], most: Option<usize>, seed: u64) -> Result<Vec<Vec<String>>> {
    if most == Some(0) {
        return Err(Error::input("--trials 0 tries nothing").advice("use at least 1"));
    }
    if let Some(most) = most {
        memory::check_count("--trials", most)?;
    }
    let has_ranges = space.iter().any(Dimension::has_range);
    let combinations = space.iter().fold(1usize, |all, d| all.saturating_mul(d.alternatives.len()));
    if !has_ranges && most.is_none_or(|most| combinations <= most) {
        let of = |mut place: usize| -> Vec<String> {
            let mut values: Vec<_> = space
                .iter()
                .rev()
                .map(|dimension| {
                    let count = dimension.alternatives.len();
                    let value = dimension.draw((place % count) as f64 / count as f64, 0.0);
                    place /= count;
                    value
                })
                .collect();
            values.reverse();
            values
        };
        if combinations > 100_000 {
            return Err(Error::input(format!("{combinations} combinations"))
                .advice("say with --trials how many of them to try"));
        }
        return Ok((0..combinations).map(of).collect());
    }
    let count = most.unwrap_or(TRIALS);
    // What is drawn twice is left out. Spaces of names, and of whole numbers, may have fewer than are asked for.
    let found = drawn(space, count, count, seed);
    match found.len() < count {
        true => Ok(drawn(space, count, count.saturating_mul(16), seed)),
        false => Ok(found),
    }
}

/// So many of the first different ones of `draws`.
fn drawn(space: &[Dimension], count: usize, draws: usize, seed: u64) -> Vec<Vec<String>> {
    let numbers: Vec<Vec<f64>> = (0..space.len())
        .map(|dimension| {
            let purpose = Purpose::Search { dimension: dimension as u32 };
            let numbers = random::uniform(seed, purpose, 2 * draws, 0.5);
            numbers.into_iter().map(|number| f64::from(number) + 0.5).collect()
        })
        .collect();
    let mut seen = HashSet::new();
    let of = |trial: usize| -> Vec<String> {
        let both = space.iter().zip(&numbers);
        both.map(|(dimension, numbers)| dimension.draw(numbers[2 * trial], numbers[2 * trial + 1]))
            .collect()
    };
    (0..draws).map(of).filter(|trial| seen.insert(trial.clone())).take(count).collect()
}
