//! Dates and times as texts, to seconds and to the parts that a network is given.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

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
const TIMES: [&str; 7] =
    ["%H:%M:%S", "%H:%M", "%H:%M:%S%.f", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p"];

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

impl DateFormat {
    /// A format that a user wrote.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self(pattern.into())
    }

    /// The first format that every text has.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let first = texts.clone().next()?;
        if !(3..=48).contains(&first.len()) || !first.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let zone = zone(first).is_some();
        let mut candidates: Vec<_> =
            patterns(zone).map(Self).filter(|format| format.seconds(first).is_some()).collect();
        for text in texts {
            candidates.retain(|format| format.seconds(text).is_some());
            if candidates.is_empty() {
                return None;
            }
        }
        candidates.into_iter().next()
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
        let clock = pattern.contains("%H") || pattern.contains("%I");
        let moment = if !pattern.contains("%Y") && !pattern.contains("%y") {
            NaiveDateTime::new(
                NaiveDate::from_ymd_opt(1970, 1, 1)?,
                NaiveTime::parse_from_str(text, pattern).ok()?,
            )
        } else if pattern == QUARTER {
            quarter(text)?.and_time(NaiveTime::MIN)
        } else if clock {
            NaiveDateTime::parse_from_str(text, pattern).ok()?
        } else if pattern.contains("%d") {
            NaiveDate::parse_from_str(text, pattern).ok()?.and_time(NaiveTime::MIN)
        } else {
            let first = (format!("{text} 01"), format!("{pattern} %d"));
            NaiveDate::parse_from_str(&first.0, &first.1).ok()?.and_time(NaiveTime::MIN)
        };
        if !YEARS.contains(&moment.year()) {
            return None;
        }
        let moment = moment.and_utc();
        let fraction = f64::from(moment.timestamp_subsec_nanos()) / 1e9;
        Some((moment.timestamp() - i64::from(offset)) as f64 + fraction)
    }

    /// The same, also of a text in ISO 8601 with a year, a month and a day, which no other format means otherwise: so
    /// files say it that know dates from texts. With a zone only where the others have one, and without otherwise.
    pub(super) fn seconds_or_iso(&self, text: &str) -> Option<f64> {
        let zone = if self.0.ends_with("%z") { "%z" } else { "" };
        let has_year = self.0.contains("%Y") || self.0.contains("%y");
        let iso = |pattern: &&str| Self(format!("{pattern}{zone}")).seconds(text);
        self.seconds(text).or_else(|| ISO.iter().filter(|_| has_year).find_map(iso))
    }
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

/// The seconds since 1970 that a number means: a year, a day written `20010203`, or Unix time.
pub(super) fn seconds_of_number(number: f64) -> f64 {
    let date = |year: i32, month: u32, day: u32| {
        NaiveDate::from_ymd_opt(year, month, day)
            .map(|day| day.and_time(NaiveTime::MIN).and_utc().timestamp() as f64)
    };
    let whole = number.fract() == 0.0;
    if whole && (1000.0..=9999.0).contains(&number) {
        date(number as i32, 1, 1).unwrap_or(number)
    } else if whole && (10_000_101.0..=99_991_231.0).contains(&number) {
        let day = number as u32;
        date((day / 10000) as i32, day / 100 % 100, day % 100).unwrap_or(number)
    } else {
        number
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
        assert_eq!(seconds_of_number(1971.0), 365.0 * 86400.0);
        assert_eq!(seconds_of_number(19700102.0), 86400.0);
        assert_eq!(seconds_of_number(1.6e9), 1.6e9);
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
