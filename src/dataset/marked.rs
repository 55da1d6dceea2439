//! Columns most of whose texts are numbers with a sign, a unit or thousands that are separated, and some are not.

use super::kind::{Mix, number_of};
use super::read::NumberStyle;
use super::{quoted, unit};

/// What makes numbers of most texts of a column.
#[derive(Debug)]
pub(super) enum Marked {
    Unit(String),
    Style(NumberStyle),
}

impl Marked {
    /// Of texts with how often each occurs.
    pub(super) fn of_most<'a>(
        texts: impl Iterator<Item = (&'a str, usize)> + Clone,
    ) -> Option<Self> {
        let unit = unit::of_most(texts.clone()).map(Self::Unit);
        unit.or_else(|| NumberStyle::of_most(texts).map(Self::Style))
    }

    /// Whether a text is no such number.
    pub(super) fn is_word(&self, text: &str) -> bool {
        match self {
            Self::Unit(unit) => unit::parse(text, unit).is_none(),
            Self::Style(style) => !style.reads(text),
        }
    }

    /// What a word is not, which may be a number of another style.
    pub(super) fn not(&self, word: &str) -> String {
        match self {
            Self::Unit(unit) => format!("no number of {unit}"),
            Self::Style(style) => match (style.sign(), style.group()) {
                (Some(sign), _) => format!("no number with {sign}"),
                (None, Some(group)) if word.contains(|c: char| c.is_ascii_digit()) => {
                    format!("no number with {} between thousands", quoted(group))
                }
                (None, _) => "not a number".to_owned(),
            },
        }
    }
}

/// How texts, with how often each occurs, are words and numbers.
pub(super) fn mix<'a>(
    texts: impl Iterator<Item = (&'a str, usize)>,
    is_word: impl Fn(&str) -> bool,
) -> Mix {
    let mut mix = Mix { words: 0, numbers: 0, of_words: 0, cells: 0 };
    for (text, count) in texts {
        mix.cells += count;
        match is_word(text) {
            true => (mix.words, mix.of_words) = (mix.words + 1, mix.of_words + count),
            false => mix.numbers += 1,
        }
    }
    mix
}

/// Whether a text is no plain number.
pub(super) fn is_word(text: &str) -> bool {
    number_of(text).is_none()
}
