//! The hyperparameters that a sweep tries: lists and ranges as they are typed, and trials of them.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};

use gradshader::error::{Error, Result};
use gradshader::random::{self, Purpose};

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

/// Flags of `sweep` alone, and whether a value follows: they are none of `train`'s.
const OF_SWEEP: [(&str, bool); 11] = [
    ("--trials", true),
    ("--sweep-seed", true),
    ("--folds", true),
    ("--halving", false),
    ("--json", true),
    // That of the trials is no report of one.
    ("--report", true),
    ("--csv", true),
    ("--model", true),
    ("--quiet", false),
    ("--tui", false),
    ("--help", false),
];

/// One of a list.
#[derive(Debug, Clone, PartialEq)]
enum Alternative {
    One(String),
    Range(f64, f64),
}

/// A hyperparameter and what to try of it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::cli) struct Dimension {
    pub(in crate::cli) flag: &'static str,
    scale: Scale,
    alternatives: Vec<Alternative>,
}

/// The command line of a sweep, without what is tried.
#[derive(Debug)]
pub(super) struct Typed {
    /// What else was typed, the program and the command first.
    pub(super) rest: Vec<OsString>,
    /// Each flag whose values are tried, with its text.
    swept: Vec<(&'static str, Scale, String)>,
}

impl Typed {
    /// Takes what is to be tried out of the arguments, `gradshader sweep` first.
    ///
    /// # Errors
    /// Where a flag has no value.
    pub(super) fn of(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut rest = Vec::new();
        let mut swept: Vec<(&'static str, Scale, String)> = Vec::new();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let text = argument.to_string_lossy();
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (&*text, None),
            };
            if name == "--" {
                rest.push(argument);
                rest.extend(arguments.by_ref());
                break;
            }
            let Some(&(flag, scale)) = SWEPT.iter().find(|(flag, _)| *flag == name) else {
                rest.push(argument);
                continue;
            };
            let next = || arguments.next().map(|value| value.to_string_lossy().into_owned());
            let value = value.or_else(next).ok_or_else(|| {
                Error::input(format!("{flag} without a value"))
                    .advice("give a list or a range, such as 1e-4..1e-2")
            })?;
            if swept.iter().any(|(other, ..)| *other == flag) {
                return Err(Error::input(format!("{flag} is given twice"))
                    .advice("write a list with commas"));
            }
            swept.push((flag, scale, value));
        }
        Ok(Self { rest, swept })
    }

    /// What is tried; whether it was told.
    ///
    /// # Errors
    /// Name the flag and what of it is no value.
    pub(super) fn space(&self) -> Result<(Vec<Dimension>, bool)> {
        let told = self.swept.iter().map(|(flag, scale, text)| Dimension::of(flag, *scale, text));
        let told: Vec<_> = told.collect::<Result<_>>()?;
        if told.iter().any(|dimension| dimension.is_open()) {
            return Ok((told, true));
        }
        let more = UNLESS_TOLD.iter().filter(|(flag, _)| told.iter().all(|d| d.flag != *flag));
        let more = more.map(|(flag, text)| {
            let scale = SWEPT.iter().find(|(swept, _)| swept == flag).expect("it is swept").1;
            Dimension::of(flag, scale, text)
        });
        let more: Vec<_> = more.collect::<Result<_>>()?;
        Ok((told.into_iter().chain(more).collect(), false))
    }

    /// The arguments of `train` that all trials share: what was typed after `gradshader sweep`, without
    /// what is `sweep`'s alone, and without one other flag that takes a value.
    pub(super) fn shared(&self, but: Option<&str>) -> Vec<OsString> {
        let mut shared = Vec::new();
        let mut typed = self.rest.iter().skip(2);
        while let Some(argument) = typed.next() {
            let text = argument.to_string_lossy();
            let name = text.split('=').next().unwrap_or(&text);
            let other = but.filter(|flag| *flag == name).map(|_| ("", true));
            match OF_SWEEP.iter().copied().find(|(flag, _)| *flag == name).or(other) {
                None => shared.push(argument.clone()),
                Some((_, true)) if !text.contains('=') => {
                    typed.next();
                }
                Some(_) => {}
            }
        }
        shared
    }
}

impl Dimension {
    /// One of [`SWEPT`], as it is typed.
    ///
    /// # Errors
    /// Names the flag and what of it is no value.
    pub(in crate::cli) fn typed(flag: &str, text: &str) -> Result<Self> {
        let known = SWEPT.iter().find(|(swept, _)| *swept == flag);
        let &(flag, scale) = known.ok_or_else(|| Error::input(format!("{flag} is not tried")))?;
        Self::of(flag, scale, text)
    }

    fn of(flag: &'static str, scale: Scale, text: &str) -> Result<Self> {
        let wrong = |what: String| {
            let how = match scale {
                Scale::Layers => "64,128x2,256x3 or none",
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
    fn is_open(&self) -> bool {
        self.alternatives.len() > 1 || self.has_range()
    }

    fn has_range(&self) -> bool {
        self.alternatives.iter().any(|one| matches!(one, Alternative::Range(..)))
    }

    /// The value of two numbers in `[0, 1)`: which of the list, and where in its range. Of four digits,
    /// so that it is the same when it is typed.
    pub(in crate::cli) fn draw(&self, which: f64, place: f64) -> String {
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
    pub(super) fn text(&self) -> String {
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

/// `128x2` as `--hidden` of `train` has it: `128,128`; an activation may stand behind the width.
fn layers(text: &str) -> std::result::Result<String, String> {
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
pub(super) fn trials(
    space: &[Dimension],
    most: Option<usize>,
    seed: u64,
) -> Result<Vec<Vec<String>>> {
    if most == Some(0) {
        return Err(Error::input("--trials 0 tries nothing").advice("use at least 1"));
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
    // Whole spaces of names may have fewer than are asked for: then some are drawn twice, and left out.
    let draws = count.saturating_mul(if has_ranges { 1 } else { 16 }).max(count);
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
    Ok((0..draws).map(of).filter(|trial| seen.insert(trial.clone())).take(count).collect())
}

/// A command as a shell takes it.
pub(in crate::cli) fn shell<T: AsRef<OsStr>>(arguments: &[T]) -> String {
    let quoted = |argument: &T| {
        let text = argument.as_ref().to_string_lossy();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./,:=+-@%".contains(c);
        match !text.is_empty() && text.chars().all(is_plain) {
            true => text.into_owned(),
            false => format!("'{}'", text.replace('\'', r"'\''")),
        }
    };
    arguments.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &[&str]) -> Typed {
        let words = ["gradshader", "sweep"].iter().chain(words);
        Typed::of(words.map(OsString::from)).unwrap()
    }

    fn space(words: &[&str]) -> Vec<Dimension> {
        typed(words).space().unwrap().0
    }

    #[test]
    fn lists_alone_are_tried_in_all_combinations() {
        let words = ["--learning-rate", "1e-3,0.1", "a.csv", "--hidden=64,128x2,none,32:tanhx3"];
        let all = trials(&space(&words), None, 0).unwrap();
        assert_eq!(all.len(), 8);
        assert_eq!(all[0], ["1e-3", "64"]);
        assert_eq!(all[1], ["1e-3", "128,128"]);
        assert_eq!(all[7], ["0.1", "32:tanh,32:tanh,32:tanh"]);
        assert_eq!(trials(&space(&words), Some(3), 0).unwrap().len(), 3);
        assert_eq!(trials(&space(&words), Some(8), 0).unwrap(), all);
    }

    #[test]
    fn ranges_are_drawn_by_seed_and_each_flag_by_itself() {
        let words =
            ["--learning-rate", "1e-4..1e-2", "--decay", "0,1e-4..1e-1", "--batch", "8..64"];
        let of = |words: &[&str], seed| trials(&space(words), Some(200), seed).unwrap();
        let all = of(&words, 0);
        assert_eq!(all, of(&words, 0));
        assert_ne!(all, of(&words, 1));
        let rates: Vec<f64> = all.iter().map(|trial| trial[0].parse().unwrap()).collect();
        assert!(rates.iter().all(|rate| (1e-4..=1e-2).contains(rate)));
        // Of the decades each as often, and of the list half.
        let low = rates.iter().filter(|&&rate| rate < 1e-3).count();
        assert!((70..130).contains(&low), "{low}");
        let none = all.iter().filter(|trial| trial[1] == "0").count();
        assert!((70..130).contains(&none), "{none}");
        assert!(all.iter().all(|trial| (8..=64).contains(&trial[2].parse::<u32>().unwrap())));
        // Before any that is drawn twice, which is left out.
        let alone = of(&words[..2], 0);
        assert!(alone.iter().zip(&all).take(20).all(|(alone, all)| alone[0] == all[0]));
    }

    #[test]
    fn what_is_no_list_and_no_range_is_said() {
        for (words, expected) in [
            (["--decay", "0..1"], "--decay 0..1: 0 has no logarithm"),
            (["--dropout", "0.5..0.1"], "--dropout 0.5..0.1: 0.5..0.1 is empty"),
            (["--learning-rate", "fast"], "--learning-rate fast: \"fast\" is no number"),
            (["--hidden", "64x"], "--hidden 64x: \"64x\" is no width"),
            (["--dropout", "0,0"], "--dropout 0,0: an entry is there twice"),
        ] {
            let error = typed(&words).space().unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let error = Typed::of(["gradshader", "sweep", "--decay"].map(OsString::from)).unwrap_err();
        assert!(error.to_string().starts_with("--decay without a value"));
    }

    #[test]
    fn what_trials_share_is_what_train_takes() {
        let words =
            ["a b.csv", "--trials", "3", "--seed", "7", "--json=x", "--halving", "--quiet", "--tui"];
        let typed = typed(&words);
        assert_eq!(shell(&typed.shared(None)), "'a b.csv' --seed 7");
        assert_eq!(shell(&typed.shared(Some("--seed"))), "'a b.csv'");
        let (space, told) = typed.space().unwrap();
        assert_eq!((space.len(), told), (3, false));
        assert_eq!(trials(&space, None, 0).unwrap().len(), TRIALS);
    }
}
