//! What is read of a column of a Parquet file, value by value.

use chrono::{DateTime, Duration, NaiveDate};
use half::f16;

use super::Meaning;
use crate::dataset::Storage;
use crate::dataset::read::column::{Numbers, Texts};
use crate::dataset::read::is_missing;
use crate::error::Result;

/// What has been read of a column.
#[derive(Debug)]
pub(super) struct Growing {
    pub(super) numbers: Numbers,
    pub(super) texts: Texts,
    /// Of the numbers that are taken at once.
    pub(super) bits: Vec<u64>,
    /// Whether numbers are kept as texts, with all their digits.
    pub(super) are_digits: bool,
    /// Those that were read.
    pub(super) rows: u64,
    /// The first time of day that is none: its row and its seconds.
    pub(super) no_time: Option<(u64, f64)>,
}

impl Growing {
    pub(super) fn new(storage: &Storage, texts: Texts) -> Self {
        let numbers = Numbers::new(storage);
        Self { numbers, texts, bits: Vec::new(), are_digits: false, rows: 0, no_time: None }
    }

    /// Takes many numbers at once.
    pub(super) fn all(&mut self, values: impl ExactSizeIterator<Item = f64>) -> Result<bool> {
        self.rows += values.len() as u64;
        self.bits.clear();
        self.bits.extend(values.map(f64::to_bits));
        self.numbers.extend(&self.bits)?;
        Ok(true)
    }

    /// An integer that is divided by a power of ten.
    pub(super) fn number(&mut self, value: i128, scale: i32) {
        match self.are_digits {
            true => self.texts.push(&digits(value, scale)),
            false => self.numbers.push(decimal(value, scale)),
        }
    }

    pub(super) fn integer(&mut self, value: i64, meaning: Meaning) {
        match meaning {
            Meaning::Decimal(scale) => self.number(i128::from(value), scale),
            Meaning::Date => self.date(Duration::try_days(value)),
            Meaning::Time(unit) => {
                let is_of_day = (0..unit.saturating_mul(86_400)).contains(&value);
                if !is_of_day && self.no_time.is_none() {
                    self.no_time = Some((self.rows, value as f64 / unit as f64));
                }
                let text = moment(value, unit).map(|moment| moment.time().to_string());
                self.text(text);
            }
            Meaning::Timestamp { unit, is_utc } => {
                let zone = if is_utc { "Z" } else { "" };
                let text = moment(value, unit)
                    .map(|moment| format!("{}T{}{zone}", moment.date_naive(), moment.time()));
                self.text(text);
            }
            _ => self.number(i128::from(value), 0),
        }
    }

    fn date(&mut self, since: Option<Duration>) {
        let first = NaiveDate::from_ymd_opt(1970, 1, 1);
        let date = first.zip(since).and_then(|(first, since)| first.checked_add_signed(since));
        self.text(date.map(|date| date.to_string()));
    }

    fn text(&mut self, text: Option<String>) {
        match text {
            Some(text) => self.texts.push(&text),
            None => self.texts.missing(),
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8], meaning: Meaning) {
        match meaning {
            Meaning::Decimal(scale) => {
                // Big end first, with a sign; beyond 16 bytes it is too large for what tables hold.
                let sign =
                    if bytes.first().is_some_and(|&byte| byte & 0x80 != 0) { 0xff } else { 0 };
                let mut value = [sign; 16];
                let bytes = &bytes[bytes.len().saturating_sub(16)..];
                value[16 - bytes.len()..].copy_from_slice(bytes);
                self.number(i128::from_be_bytes(value), scale);
            }
            Meaning::Half => {
                let value = <[u8; 2]>::try_from(bytes)
                    .map_or(f64::NAN, |bytes| f16::from_le_bytes(bytes).to_f64());
                self.numbers.push(value);
            }
            Meaning::Text => {
                let text = String::from_utf8_lossy(bytes);
                // A minus may stand beside a plus, which the whole column shows.
                if is_missing(text.trim().as_bytes()) && text.trim() != "-" {
                    self.texts.missing();
                } else {
                    self.texts.push(&text);
                }
            }
            _ => self.numbers.push(f64::NAN),
        }
    }
}

/// The moment so many units after 1970.
fn moment(value: i64, unit: i64) -> Option<DateTime<chrono::Utc>> {
    let nanos = value.rem_euclid(unit) * (1_000_000_000 / unit);
    DateTime::from_timestamp(value.div_euclid(unit), u32::try_from(nanos).ok()?)
}

/// An integer divided by a power of ten, rounded once.
fn decimal(value: i128, scale: i32) -> f64 {
    match scale {
        0 => value as f64,
        _ => format!("{value}e{}", -i64::from(scale)).parse().unwrap_or(f64::NAN),
    }
}

/// All digits of an integer divided by a power of ten.
fn digits(value: i128, scale: i32) -> String {
    let text = value.unsigned_abs().to_string();
    let text = match usize::try_from(scale) {
        Ok(0) => text,
        Ok(scale) => {
            let text = format!("{text:0>width$}", width = scale + 1);
            let (whole, rest) = text.split_at(text.len() - scale);
            format!("{whole}.{rest}")
        }
        Err(_) => text + &"0".repeat(scale.unsigned_abs() as usize),
    };
    if value < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_decimals() {
        let text = |value, unit| moment(value, unit).unwrap().to_string();
        assert_eq!(text(-1, 1000), "1969-12-31 23:59:59.999 UTC");
        assert_eq!(text(981173106, 1), "2001-02-03 04:05:06 UTC");
        assert_eq!(decimal(-12345, 2), -123.45);
        assert_eq!(decimal(1, -3), 1000.0);
        assert_eq!(digits(-12345, 2), "-123.45");
        assert_eq!(digits(5, 2), "0.05");
        assert_eq!(digits(9_007_199_254_740_993, 0), "9007199254740993");
        assert_eq!(digits(1, -3), "1000");
    }
}
