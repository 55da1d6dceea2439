//! How often to keep where a run stands.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::names::by_text;

/// How often to keep where a run stands; as text `100 steps`, `5 epochs` or `10 seconds`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Every {
    /// After so many steps.
    Steps(u64),
    /// After so many epochs.
    Epochs(u32),
    /// After so many seconds, where a look at whether to stop finds that, and no sooner than eighty times what
    /// the last one took to write.
    Seconds(f64),
}

impl Default for Every {
    /// A minute.
    fn default() -> Self {
        Self::Seconds(60.0)
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(steps) => write!(f, "{steps} steps"),
            Self::Epochs(epochs) => write!(f, "{epochs} epochs"),
            Self::Seconds(seconds) => write!(f, "{seconds} seconds"),
        }
    }
}

impl FromStr for Every {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::input(format!("{text:?} is no interval"))
                .advice("write for example \"100 steps\", \"5 epochs\" or \"10 seconds\"")
        };
        let text = text.trim();
        let end = text.find(|c: char| c.is_alphabetic()).ok_or_else(wrong)?;
        let (number, unit) = (text[..end].trim(), &text[end..]);
        let every = match unit {
            "step" | "steps" => number.parse().ok().filter(|&n| n > 0).map(Self::Steps),
            "epoch" | "epochs" => number.parse().ok().filter(|&n| n > 0).map(Self::Epochs),
            "s" | "second" | "seconds" => {
                let above_0 = |n: &f64| n.is_finite() && *n > 0.0;
                number.parse().ok().filter(above_0).map(Self::Seconds)
            }
            _ => None,
        };
        every.ok_or_else(wrong)
    }
}

by_text!(Every, to_string);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_a_number_above_0_and_a_unit() {
        for (text, expected) in [
            ("100 steps", Every::Steps(100)),
            ("1 step", Every::Steps(1)),
            ("5epochs", Every::Epochs(5)),
            ("0.5 seconds", Every::Seconds(0.5)),
            ("10s", Every::Seconds(10.0)),
        ] {
            assert_eq!(text.parse::<Every>().unwrap(), expected);
            let again: Every = expected.to_string().parse().unwrap();
            assert_eq!(again, expected);
        }
        for text in ["", "5", "steps", "0 steps", "-1 epochs", "1.5 steps", "nan s", "3 hours", "é"]
        {
            assert!(text.parse::<Every>().is_err(), "{text:?}");
        }
    }
}
