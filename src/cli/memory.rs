//! `--memory`: how much a table and the numbers made of it may take.

use std::fmt;
use std::str::FromStr;

use clap::Args;
use gradshader::dataset::Storage;
use gradshader::error::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// For the commands that take no configuration file.
#[derive(Debug, Default, Clone, Copy, Args)]
pub(super) struct MemoryArguments {
    /// Memory for the table and the numbers made of it, such as 2GB or 500MiB; what is larger goes to a
    /// temporary file, which is mapped [default: all in memory]
    #[arg(long, value_name = "SIZE")]
    memory: Option<Size>,
}

impl MemoryArguments {
    pub(super) fn storage(self) -> Storage {
        storage(self.memory)
    }
}

/// Where numbers go.
pub(super) fn storage(memory: Option<Size>) -> Storage {
    memory.map_or_else(Storage::default, |Size(bytes)| Storage::within(bytes))
}

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size(u64);

/// The units, each of its name without the B too.
const UNITS: [(&str, u64); 9] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
    ("kB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("B", 1),
];

impl FromStr for Size {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let digits = text.find(|sign: char| !(sign.is_ascii_digit() || sign == '.'));
        let (number, unit) = text.split_at(digits.unwrap_or(text.len()));
        let unit = unit.trim();
        let is = |name: &str| {
            unit.eq_ignore_ascii_case(name) || unit.eq_ignore_ascii_case(name.trim_end_matches('B'))
        };
        let times = UNITS.iter().find(|(name, _)| is(name)).map(|&(_, times)| times as f64);
        match (number.parse::<f64>(), times) {
            (Ok(number), Some(times)) if number * times < 1e18 => {
                Ok(Self((number * times).round() as u64))
            }
            _ => Err(Error::input(format!("{text:?} is no size of memory"))
                .advice("write a number and a unit, such as 2GB or 500MiB")),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}B", self.0)
    }
}

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let bytes = |text: &str| text.parse::<Size>().unwrap().0;
        assert_eq!(bytes("0"), 0);
        assert_eq!(bytes("123"), 123);
        assert_eq!(bytes("2GB"), 2_000_000_000);
        assert_eq!(bytes("1.5 gib"), 3 << 29);
        assert_eq!(bytes("64k"), 64_000);
        assert_eq!(bytes("3Mi"), 3 << 20);
        assert_eq!(bytes(&"1.5GiB".parse::<Size>().unwrap().to_string()), 3 << 29);
        for text in ["", "GB", "-1GB", "2 apples", "1e9", "1.2.3MB", "99999999999TB"] {
            let error = text.parse::<Size>().unwrap_err().to_string();
            assert!(error.contains("is no size of memory; write"), "{error}");
        }
    }
}
