//! Dates and times as texts, to seconds and to the parts that a network is given.

mod part;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt::{self, Write};

use chrono::format::{ParseErrorKind, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

pub use self::part::DatePart;
use crate::error::{Error, Result};

/// The dates that are known, as strftime has them, the first of those that fit a whole column. Days
/// before months come after months before days where a separator is used for both.
const DATES: [&str; 28] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%B %d %Y",
    "%B %d, %Y",
    "%d %B %Y",
    "%d-%B-%Y",
    "%a %B %d %Y",
    "%a, %d %B %Y",
    "%A, %B %d, %Y",
    "%d-%B-%y",
    "%d %B %y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d.%m.%y",
    "%Y-%m",
    "%B %Y",
    "%Y/%m",
    "%Y %B",
    "%Y-%B",
    "%B-%Y",
    "%B-%d-%Y",
    QUARTER,
];

/// A year and its quarter, `1974Q1`, `1974 q1` or `1974-Q1`.
const QUARTER: &str = "%YQ%q";

/// What can stand before, between and after a date and a time of day.
const TIMES: [&str; 8] = [
    "%H:%M:%S",
    "%H:%M",
    "%H:%M:%S%.f",
    "%I:%M:%S %p",
    "%I:%M %p",
    "%I:%M:%S%p",
    "%I:%M%p",
    "%H:%M:%S,%3f",
];

/// Moments that are no date with a time of day behind it: ISO 8601 without separators, C's `ctime`, and what servers
/// log.
const MOMENTS: [&str; 4] =
    ["%Y%m%dT%H%M%S", "%Y%m%dT%H%M", "%a %B %d %H:%M:%S %Y", "%d/%B/%Y:%H:%M:%S"];

/// What ISO 8601 calls a day, and a moment of it with or without seconds and a fraction of them.
const ISO: [&str; 5] = [
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
];

/// The years that two or more digits are believed to mean.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// How a column writes its dates: strftime's pattern, where a final `%z` also is `Z` and an offset
/// of any usual form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateFormat(String);

/// Different texts that are looked at for the formats that most may have.
const LOOKED_AT: usize = 16;

impl DateFormat {
    /// A format that a user wrote.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self(pattern.into())
    }

    /// The same, if there is a moment that it writes and reads.
    ///
    /// # Errors
    /// Names the format.
    pub(super) fn checked(pattern: &str) -> Result<Self> {
        let format = Self::new(pattern);
        let text = format.written().unwrap_or_default();
        match format.seconds(&text) {
            Some(_) => Ok(format),
            None => Err(Error::input(format!("{} is no format of dates", super::quoted(pattern)))
                .advice(
                    "use strftime's letters for a year, a time of day or both: %Y-%m-%d %H:%M",
                )),
        }
    }

    /// How some moment is written.
    fn written(&self) -> Option<String> {
        let moment = NaiveDate::from_ymd_opt(2003, 12, 13)?.and_hms_opt(14, 15, 16)?;
        let (pattern, zone) = match self.0.strip_suffix("%z") {
            Some(pattern) => (pattern, "+00:00"),
            None => (&*self.0, ""),
        };
        let mut text = String::new();
        write!(text, "{}{zone}", moment.format(pattern)).ok()?;
        Some(text)
    }

    /// The first format that every text has; of days and moments as ISO 8601 has them that of moments.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let mut candidates = candidates(texts.clone().next()?);
        let is_iso = candidates.iter().any(|format| ISO.contains(&&*format.0));
        for text in texts.clone() {
            candidates.retain(|format| format.seconds(text).is_some());
            if candidates.is_empty() {
                break;
            }
        }
        let mixed = || {
            let moments = Self::new(ISO[2]);
            let mut texts = texts;
            (is_iso && texts.all(|text| moments.seconds_or_iso(text).is_some())).then_some(moments)
        };
        candidates.into_iter().next().or_else(mixed)
    }

    /// The format that texts have, which stand in so many cells each, but for those of a share of the cells.
    pub(super) fn of_most<'a>(
        texts: impl Iterator<Item = (&'a str, usize)> + Clone,
        share: f64,
    ) -> Option<Self> {
        let (distinct, cells) =
            texts.clone().fold((0, 0), |(texts, cells), (_, count)| (texts + 1, cells + count));
        // A mistake is one beside many dates.
        if distinct <= LOOKED_AT {
            return None;
        }
        let mut votes: HashMap<String, usize> = HashMap::new();
        for (text, _) in texts.clone().take(LOOKED_AT) {
            for format in candidates(text) {
                *votes.entry(format.0).or_default() += 1;
            }
        }
        votes.retain(|_, votes| *votes > LOOKED_AT / 2);
        let most = (share * cells as f64).max(1.0);
        let has = |pattern: &String| {
            let format = Self::new(pattern);
            let others = texts.clone().filter(|(text, _)| format.seconds_or_iso(text).is_none());
            let others = others.map(|(_, count)| count).scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            });
            !others.into_iter().any(|sum| sum as f64 > most)
        };
        // In the order in which they are known.
        let known = [false, true].into_iter().flat_map(patterns);
        known.filter(|pattern| votes.contains_key(pattern)).find(has).map(Self)
    }

    /// The seconds since 1970 that a text means, in the clock of its place if it names none.
    pub(super) fn seconds(&self, text: &str) -> Option<f64> {
        let (text, pattern, offset) = match self.0.strip_suffix("%z") {
            None => (text, self.0.as_str(), 0),
            Some(pattern) => {
                let (text, offset) = zone(text)?;
                (text, pattern, offset)
            }
        };
        let moment = match pattern == QUARTER {
            true => quarter(text)?.and_time(NaiveTime::MIN),
            false => moment(text, pattern)?,
        };
        if !YEARS.contains(&moment.year()) {
            return None;
        }
        let moment = moment.and_utc();
        let fraction = f64::from(moment.timestamp_subsec_nanos()) / 1e9;
        Some((moment.timestamp() - i64::from(offset)) as f64 + fraction)
    }

    /// The same of numbers, whose texts have lost the zeros that they began with.
    pub(super) fn seconds_of_numbers(&self) -> impl Fn(f64) -> Option<f64> {
        let width = self.width();
        move |number| self.seconds(&format!("{:0>width$}", number.to_string()))
    }

    /// How long texts are whose parts have their zeros.
    fn width(&self) -> usize {
        self.written().map_or(0, |text| text.len())
    }

    /// The same, also of a number's text, and of a text in ISO 8601 with a year, a month and a day, which no other format means otherwise: so
    /// files say it that know dates from texts. With a zone only where the others have one, and without otherwise.
    pub(super) fn seconds_or_iso(&self, text: &str) -> Option<f64> {
        let zone = if self.0.ends_with("%z") { "%z" } else { "" };
        let iso = |pattern: &&str| Self(format!("{pattern}{zone}")).seconds(text);
        let of_day = || ISO.iter().filter(|_| self.has_days()).find_map(iso);
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let padded = || format!("{text:0>width$}", width = self.width());
        let of_number = || is_number.then(|| self.seconds(&padded())).flatten();
        self.seconds(text).or_else(of_number).or_else(of_day)
    }

    /// Whether it says more than a time of day.
    fn has_days(&self) -> bool {
        let letters = self.0.split('%').skip(1);
        let mut letters =
            letters.filter_map(|rest| rest.trim_start_matches(['-', '_', '0']).chars().next());
        letters.any(|letter| "YyCGgFDxvcs+".contains(letter))
    }
}

/// The moment that a text means: a day that is not said is the first, a time of day midnight. None where it is not as the
/// pattern has it, and where that says neither a year nor an hour.
fn moment(text: &str, pattern: &str) -> Option<NaiveDateTime> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, StrftimeItems::new(pattern)).ok()?;
    if parsed.timestamp().is_some() {
        return parsed.to_naive_datetime_with_offset(0).ok();
    }
    let has_hour = parsed.hour_div_12().or(parsed.hour_mod_12()).is_some();
    if has_hour && parsed.minute().is_none() {
        parsed.set_minute(0).ok()?;
    }
    let time = match has_hour {
        true => parsed.to_naive_time().ok()?,
        false => NaiveTime::MIN,
    };
    // From 69 to 99 they are of the last century, as POSIX has it.
    if parsed.year().is_none() && parsed.year_mod_100() == Some(69) {
        parsed.set_year_div_100(19).ok()?;
    }
    let of_year =
        [parsed.year(), parsed.year_mod_100(), parsed.isoyear(), parsed.isoyear_mod_100()];
    let of_day = [parsed.month(), parsed.day(), parsed.ordinal(), parsed.isoweek()];
    if of_year.iter().all(Option::is_none) {
        let is_time = has_hour && of_day.iter().all(Option::is_none);
        return NaiveDate::from_ymd_opt(1970, 1, 1)
            .filter(|_| is_time)
            .map(|day| day.and_time(time));
    }
    let day = match parsed.to_naive_date() {
        Err(error) if error.kind() == ParseErrorKind::NotEnough => {
            match (parsed.isoweek(), parsed.month(), parsed.quarter()) {
                (Some(_), ..) => parsed.set_weekday(Weekday::Mon).ok()?,
                (None, Some(_), _) => parsed.set_day(1).ok()?,
                (None, None, quarter) => {
                    let month = quarter.map_or(1, |quarter| i64::from(quarter) * 3 - 2);
                    parsed.set_month(month).and_then(|()| parsed.set_day(1)).ok()?;
                }
            }
            parsed.to_naive_date().ok()?
        }
        day => day.ok()?,
    };
    Some(day.and_time(time))
}

/// The formats that a text has.
fn candidates(text: &str) -> Vec<DateFormat> {
    if !(3..=48).contains(&text.len()) || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let all = patterns(zone(text).is_some()).map(DateFormat);
    all.filter(|format| format.seconds(text).is_some()).collect()
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The first day of a quarter.
fn quarter(text: &str) -> Option<NaiveDate> {
    let (year, quarter) = text.split_once(['Q', 'q'])?;
    let year = year.trim_end_matches([' ', '-', ':']);
    match (year.len(), quarter) {
        (4, "1" | "2" | "3" | "4") => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, quarter.parse::<u32>().ok()? * 3 - 2, 1)
        }
        _ => None,
    }
}

/// Every pattern there is, with a zone or without.
fn patterns(zone: bool) -> impl Iterator<Item = String> {
    let times = || TIMES.iter();
    let dates = DATES.iter().map(|date| (*date).to_owned());
    let both = DATES.iter().filter(|date| **date != QUARTER).flat_map(move |date| {
        let join = move |between| times().map(move |time| format!("{date}{between}{time}"));
        join("T").chain(join(" "))
    });
    let suffix = if zone { "%z" } else { "" };
    dates
        .filter(move |_| !zone)
        .chain(both)
        .chain(MOMENTS.map(str::to_owned))
        .chain(times().map(|time| (*time).to_owned()))
        .map(move |pattern| pattern + suffix)
}

/// A text without the zone at its end, and that zone in seconds east of Greenwich.
fn zone(text: &str) -> Option<(&str, i32)> {
    if let Some(rest) = text.strip_suffix(" UTC").or_else(|| text.strip_suffix(['Z', 'z'])) {
        return Some((rest.trim_end(), 0));
    }
    // A sign behind a time of day: there is a `-` in dates too.
    let clock = text.find(':')?;
    let place = clock + text[clock..].rfind(['+', '-'])?;
    let digits: Vec<u8> = text[place + 1..].bytes().filter(|byte| *byte != b':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |at: usize| {
        digits.get(at..at + 2).map_or(0, |d| i32::from(d[0] - b'0') * 10 + i32::from(d[1] - b'0'))
    };
    let seconds = two(0) * 3600 + two(2) * 60;
    let sign = if text.as_bytes()[place] == b'-' { -1 } else { 1 };
    Some((text[..place].trim_end(), sign * seconds))
}

/// The seconds since 1970 that a number means: a year, a day written `20010203`, or Unix time. None of what looks like a
/// day and is none, and of a moment that is far from ours, as milliseconds are.
pub(super) fn seconds_of_number(number: f64) -> Option<f64> {
    let date = |year: i32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(|day| day.and_time(NaiveTime::MIN).and_utc().timestamp() as f64)
    };
    let whole = number.fract() == 0.0;
    if whole && (1000.0..=9999.0).contains(&number) {
        date(number as i32, 1, 1)
    } else if whole && (10_000_101.0..=99_991_231.0).contains(&number) {
        let day = number as u32;
        date((day / 10000) as i32, day / 100 % 100, day % 100)
    } else {
        let moment = DateTime::from_timestamp(number.floor() as i64, 0)?;
        YEARS.contains(&moment.year()).then_some(number)
    }
}
