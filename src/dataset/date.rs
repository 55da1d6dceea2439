//! Dates and times as texts, to seconds and to the parts that a network is given.

use std::collections::HashMap;
use std::fmt::{self, Write};

use chrono::format::{ParseErrorKind, Parsed, StrftimeItems, parse};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize};

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

    /// The same of a number, whose text has lost the zeros that it began with.
    pub(super) fn seconds_of(&self, number: f64) -> Option<f64> {
        self.seconds_of_digits(&number.to_string())
    }

    fn seconds_of_digits(&self, digits: &str) -> Option<f64> {
        let width = self.written()?.len();
        self.seconds(&format!("{digits:0>width$}"))
    }

    /// The same, also of a number's text, and of a text in ISO 8601 with a year, a month and a day, which no other format means otherwise: so
    /// files say it that know dates from texts. With a zone only where the others have one, and without otherwise.
    pub(super) fn seconds_or_iso(&self, text: &str) -> Option<f64> {
        let zone = if self.0.ends_with("%z") { "%z" } else { "" };
        let iso = |pattern: &&str| Self(format!("{pattern}{zone}")).seconds(text);
        let of_day = || ISO.iter().filter(|_| self.has_days()).find_map(iso);
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let of_number = || is_number.then(|| self.seconds_of_digits(text)).flatten();
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

/// What a network is told of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePart {
    /// The year.
    Year,
    /// The sine of the month as an angle, January at 0.
    MonthSine,
    /// Its cosine.
    MonthCosine,
    /// 1 on a Monday, else 0.
    Monday,
    /// 1 on a Tuesday, else 0.
    Tuesday,
    /// 1 on a Wednesday, else 0.
    Wednesday,
    /// 1 on a Thursday, else 0.
    Thursday,
    /// 1 on a Friday, else 0.
    Friday,
    /// 1 on a Saturday, else 0.
    Saturday,
    /// 1 on a Sunday, else 0.
    Sunday,
    /// The sine of the time of day as an angle, midnight at 0.
    TimeSine,
    /// Its cosine.
    TimeCosine,
    /// Seconds, counted from the first of the training samples.
    Seconds,
}

impl DatePart {
    /// Every part. Those that belong together stand together.
    pub(super) const GROUPS: [&[Self]; 5] = [
        &[Self::Year],
        &[Self::MonthSine, Self::MonthCosine],
        &[
            Self::Monday,
            Self::Tuesday,
            Self::Wednesday,
            Self::Thursday,
            Self::Friday,
            Self::Saturday,
            Self::Sunday,
        ],
        &[Self::TimeSine, Self::TimeCosine],
        &[Self::Seconds],
    ];

    /// Whether the part is scaled; the others lie in `[-1, 1]`.
    pub(super) fn is_scaled(self) -> bool {
        matches!(self, Self::Year | Self::Seconds)
    }

    /// The part of the moment `seconds` since 1970; NaN where that is no moment of our calendar.
    pub(super) fn of(self, seconds: f64) -> f64 {
        if self == Self::Seconds {
            return seconds;
        }
        let Some(moment) = DateTime::from_timestamp(seconds.floor() as i64, 0) else {
            return f64::NAN;
        };
        let angle = |turn: f64| turn * std::f64::consts::TAU;
        let month = || angle(f64::from(moment.month0()) / 12.0);
        let time = || angle(f64::from(moment.num_seconds_from_midnight()) / 86400.0);
        let is = |day: u32| f64::from(u8::from(moment.weekday().num_days_from_monday() == day));
        match self {
            Self::Year => f64::from(moment.year()),
            Self::MonthSine => month().sin(),
            Self::MonthCosine => month().cos(),
            Self::Monday => is(0),
            Self::Tuesday => is(1),
            Self::Wednesday => is(2),
            Self::Thursday => is(3),
            Self::Friday => is(4),
            Self::Saturday => is(5),
            Self::Sunday => is(6),
            Self::TimeSine => time().sin(),
            Self::TimeCosine => time().cos(),
            Self::Seconds => seconds,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(texts: &[&str]) -> Option<String> {
        DateFormat::of(texts.iter().copied()).map(|format| format.to_string())
    }

    #[test]
    fn iso_is_read_whatever_the_others_are_written_as() {
        let noon = Some(1_606_824_000.0);
        for format in ["%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%m/%d/%y %I:%M %p"] {
            let format = DateFormat::new(format);
            assert_eq!(format.seconds_or_iso("2020-12-01T12:00:00"), noon);
            assert_eq!(format.seconds_or_iso("2020-12-01 12:00"), noon);
            assert_eq!(format.seconds_or_iso("2020-12-01T12:00:00.250"), noon.map(|s| s + 0.25));
            assert_eq!(format.seconds_or_iso("2020-12-01"), noon.map(|s| s - 43_200.0));
            for other in ["2020-12-01T12:00:00Z", "12/31/2020 1", "2020-13-01", "20201201"] {
                assert_eq!(format.seconds_or_iso(other), None, "{other}");
            }
        }
        let zoned = DateFormat::new("%Y-%m-%dT%H:%M:%S%z");
        assert_eq!(zoned.seconds_or_iso("2020-12-01T12:00:00.5+00:00"), noon.map(|s| s + 0.5));
        assert_eq!(zoned.seconds_or_iso("2020-12-01T12:00:00"), None);
        assert_eq!(DateFormat::new("%H:%M").seconds_or_iso("2020-12-01"), None);
    }

    #[test]
    fn the_format_of_a_column_is_one_that_every_text_has() {
        for (texts, expected) in [
            (&["2001-02-03", "1999-12-31"][..], "%Y-%m-%d"),
            (&["1/2/2003", "1/13/2003"], "%m/%d/%Y"),
            (&["1/2/2003", "13/1/2003"], "%d/%m/%Y"),
            (&["Jan 1 2000", "December 31 2001"], "%B %d %Y"),
            (&["2012/01/01 00:00", "2012/01/01 00:10"], "%Y/%m/%d %H:%M"),
            (&["2001-02-03T04:05:06Z", "2001-02-03T04:05:06+01:00"], "%Y-%m-%dT%H:%M:%S%z"),
            (&["31.12.1999"], "%d.%m.%Y"),
            (&["2001-02"], "%Y-%m"),
            (&["2001 Feb", "2001 Mar"], "%Y %B"),
            (&["1949-Jan", "1949-Feb"], "%Y-%B"),
            (&["Mon, 03 Mar 2003", "Tue, 04 Mar 2003"], "%a, %d %B %Y"),
            (&["Jan-1-1995"], "%B-%d-%Y"),
            (&["1974Q1", "1974 q4", "1975-Q2"], "%YQ%q"),
            (&["12:30", "23:59"], "%H:%M"),
            (&["3/4/99 5:06 PM"], "%m/%d/%y %I:%M %p"),
            (&["2023-03-01", "2023-03-01 06:00:00"], "%Y-%m-%d %H:%M:%S%.f"),
            (&["2023-03-01 06:00:00", "2023-03-02"], "%Y-%m-%d %H:%M:%S%.f"),
            (&["2023-03-01 00:00:00,123"], "%Y-%m-%d %H:%M:%S,%3f"),
            (&["20230301T060000"], "%Y%m%dT%H%M%S"),
            (&["Wed Mar  1 00:00:00 2023", "Wed Mar 22 01:00:00 2023"], "%a %B %d %H:%M:%S %Y"),
            (&["01/Mar/2023:00:00:00 +0200"], "%d/%B/%Y:%H:%M:%S%z"),
        ] {
            assert_eq!(format(texts).as_deref(), Some(expected), "{texts:?}");
        }
        for texts in [&["red", "blue"][..], &["2001-02-03", "soon"], &["1/13/2003", "13/1/2003"]] {
            assert_eq!(format(texts), None, "{texts:?}");
        }
        assert_eq!(format(&["1/2/2003"]).as_deref(), Some("%m/%d/%Y"), "months come first");
    }

    #[test]
    fn seconds_are_those_of_the_calendar() {
        let seconds = |pattern: &str, text: &str| DateFormat::new(pattern).seconds(text);
        assert_eq!(seconds("%Y-%m-%d", "1970-01-02"), Some(86400.0));
        assert_eq!(seconds("%Y-%m-%dT%H:%M:%S%z", "2001-09-09T01:46:40Z"), Some(1e9));
        assert_eq!(seconds("%Y-%m-%dT%H:%M:%S%z", "2001-09-09T03:46:40+0200"), Some(1e9));
        assert_eq!(seconds("%H:%M", "01:00"), Some(3600.0));
        assert_eq!(seconds("%Y-%m", "1970-02"), Some(31.0 * 86400.0));
        assert_eq!(seconds("%YQ%q", "1970Q2"), Some(90.0 * 86400.0));
        assert_eq!(seconds("%YQ%q", "1970Q5"), None);
        assert_eq!(seconds("%m/%d/%Y", "1/2/03"), None, "a year of two digits");
        assert_eq!(seconds_of_number(1971.0), Some(365.0 * 86400.0));
        assert_eq!(seconds_of_number(19700102.0), Some(86400.0));
        assert_eq!(seconds_of_number(1.6e9), Some(1.6e9));
        for none in [20_230_230.0, 1.6e12, -1e12, 1e300] {
            assert_eq!(seconds_of_number(none), None, "{none}");
        }
    }

    #[test]
    fn letters_that_stand_for_several_are_those() {
        let noon = Some(1_606_824_000.0);
        for (pattern, text) in [
            ("%F %T", "2020-12-01 12:00:00"),
            ("%Y-%m-%d %T", "2020-12-01 12:00:00"),
            ("%D %R", "12/01/20 12:00"),
            ("%Y-%j %k:%M", "2020-336 12:00"),
            ("%Y-%m-%d %k:%M:%S", "2020-12-01 12:00:00"),
            ("%G-W%V-%u %H", "2020-W49-2 12"),
            ("%e %b %Y %r", " 1 Dec 2020 12:00:00 PM"),
            ("%s", "1606824000"),
        ] {
            let format = DateFormat::checked(pattern).unwrap();
            assert_eq!(format.seconds(text), noon, "{pattern}");
            assert_eq!(format.seconds_or_iso("2020-12-01 12:00"), noon, "{pattern}");
        }
        let first = |pattern: &str, text: &str| DateFormat::checked(pattern).unwrap().seconds(text);
        assert_eq!(first("%G-W%V", "2020-W49"), noon.map(|s| s - 129_600.0));
        assert_eq!(first("%Y", "1971"), Some(365.0 * 86400.0));
        assert_eq!(first("%T", "00:01:00"), Some(60.0));
        let years = ["68", "69", "70"].map(|year| first("%y-%m-%d", &format!("{year}-01-01")));
        let year = |years: f64, leap: f64| Some((years * 365.0 + leap) * 86_400.0);
        assert_eq!(years, [year(98.0, 24.0), year(-1.0, 0.0), year(0.0, 0.0)]);
        assert_eq!(first("%Y/%q", "1970/2"), Some(90.0 * 86400.0));
        for none in ["", "%", "%Q", "day", "%m-%d", "%I:%M", "%a", "%d %H:%M"] {
            let error = DateFormat::checked(none).unwrap_err().to_string();
            assert!(error.contains("is no format of dates; use strftime's letters"), "{error}");
        }
    }

    #[test]
    fn numbers_have_lost_the_zeros_that_they_began_with() {
        let of = |pattern, number| DateFormat::new(pattern).seconds_of(number);
        assert_eq!(of("%d%m%Y", 2_011_970.0), Some(86400.0));
        assert_eq!(of("%Y%m%d", 19_700_102.0), Some(86400.0));
        assert_eq!(of("%d%m%Y", 32_011_970.0), None);
        assert_eq!(of("%d.%m.%Y", 2_011_970.0), None);
    }

    #[test]
    fn a_format_that_most_have_is_found_and_what_is_none_is_not() {
        let mut texts: Vec<String> =
            (0..60).map(|i| format!("{:02}/{:02}/2023", i % 28 + 1, i % 12 + 1)).collect();
        let of_most = |texts: &[String], share| {
            let texts = texts.iter().map(|text| (text.as_str(), 1));
            DateFormat::of_most(texts, share).map(|format| format.to_string())
        };
        texts[3] = "29/02/2023".to_owned();
        assert_eq!(of_most(&texts, 0.05).as_deref(), Some("%d/%m/%Y"));
        texts[7..20].fill("soon".to_owned());
        assert_eq!(of_most(&texts, 0.05), None);
        assert_eq!(of_most(&texts[..12], 0.5), None, "too few");
    }

    #[test]
    fn parts_are_those_of_the_day() {
        // 2001-09-09 01:46:40 was a Sunday.
        let part = |part: DatePart| part.of(1e9);
        assert_eq!((part(DatePart::Year), part(DatePart::Sunday)), (2001.0, 1.0));
        assert_eq!(part(DatePart::Monday), 0.0);
        assert!((part(DatePart::MonthSine) - (-0.75f64.sqrt())).abs() < 1e-12);
        assert!((part(DatePart::MonthCosine) + 0.5).abs() < 1e-12);
        let turn = 6400.0 / 86400.0 * std::f64::consts::TAU;
        assert_eq!(part(DatePart::TimeSine), turn.sin());
        assert_eq!(part(DatePart::Seconds), 1e9);
        assert!(DatePart::Year.of(1e300).is_nan());
    }
}
