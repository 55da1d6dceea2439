//! What a sweep tries, as it is typed: flags whose values clap does not know.

use std::ffi::{OsStr, OsString};

use gradshader::error::{Error, Result};
use gradshader::search::{self, Dimension};

/// Flags of `sweep` alone, and whether a value follows: they are none of `train`'s.
const OF_SWEEP: [(&str, bool); 12] = [
    ("--trials", true),
    ("--sweep-seed", true),
    ("--folds", true),
    ("--halving", false),
    ("--mix-widths", true),
    ("--json", true),
    // That of the trials is no report of one.
    ("--report", true),
    ("--csv", true),
    ("--model", true),
    ("--quiet", false),
    ("--tui", false),
    ("--help", false),
];

/// The command line of a sweep, without what is tried.
#[derive(Debug)]
pub(super) struct Typed {
    /// What else was typed, the program and the command first.
    pub(super) rest: Vec<OsString>,
    /// Each flag whose values are tried, with its text.
    swept: Vec<(&'static str, String)>,
}

impl Typed {
    /// Takes what is to be tried out of the arguments, `gradshader sweep` first.
    ///
    /// # Errors
    /// Where a flag has no value.
    pub(super) fn of(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut rest = Vec::new();
        let mut swept: Vec<(&'static str, String)> = Vec::new();
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
            let Some(flag) = search::flag(name) else {
                rest.push(argument);
                continue;
            };
            let next = || arguments.next().map(|value| value.to_string_lossy().into_owned());
            let value = value.or_else(next).ok_or_else(|| {
                Error::input(format!("{flag} without a value"))
                    .advice("give a list or a range, such as 1e-4..1e-2")
            })?;
            if swept.iter().any(|(other, _)| *other == flag) {
                return Err(Error::input(format!("{flag} is given twice"))
                    .advice("write a list with commas"));
            }
            swept.push((flag, value));
        }
        Ok(Self { rest, swept })
    }

    /// What is tried; whether it was told.
    ///
    /// # Errors
    /// Name the flag and what of it is no value.
    pub(super) fn space(&self) -> Result<(Vec<Dimension>, bool)> {
        let told = self.swept.iter().map(|(flag, text)| Dimension::typed(flag, text));
        search::space(told.collect::<Result<_>>()?)
    }

    /// Whether this flag was typed, with what is tried of it.
    pub(super) fn names(&self, flag: &str) -> bool {
        self.swept.iter().any(|(typed, _)| *typed == flag)
    }

    /// The arguments of `train` that all trials share: what was typed after `gradshader sweep`, without
    /// what is `sweep`'s alone, and without other flags that take a value.
    pub(super) fn shared(&self, but: &[&str]) -> Vec<OsString> {
        let mut shared = Vec::new();
        let mut typed = self.rest.iter().skip(2);
        while let Some(argument) = typed.next() {
            let text = argument.to_string_lossy();
            let name = text.split('=').next().unwrap_or(&text);
            let other = but.contains(&name).then_some(("", true));
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
    use gradshader::search::trials;

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
    fn what_is_drawn_twice_is_drawn_again_while_there_is_more() {
        let of = |text: &str| trials(&space(&["--batch", text]), Some(30), 0).unwrap();
        assert_eq!(of("1..200").len(), 30);
        assert_eq!(of("8..16").len(), 9);
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
        let words = [
            "a b.csv",
            "--trials",
            "3",
            "--seed",
            "7",
            "--json=x",
            "--halving",
            "--quiet",
            "--tui",
        ];
        let typed = typed(&words);
        assert_eq!(shell(&typed.shared(&[])), "'a b.csv' --seed 7");
        assert_eq!(shell(&typed.shared(&["--seed"])), "'a b.csv'");
        let (space, told) = typed.space().unwrap();
        assert_eq!((space.len(), told), (3, false));
        assert_eq!(trials(&space, None, 0).unwrap().len(), 32);
    }
}
