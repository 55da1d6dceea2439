//! What a network is told of a moment.

use chrono::{DateTime, Datelike, Timelike};
use serde::{Deserialize, Serialize};

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
    pub(in crate::dataset) const GROUPS: [&[Self]; 5] = [
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
    pub(in crate::dataset) fn is_scaled(self) -> bool {
        matches!(self, Self::Year | Self::Seconds)
    }

    /// The part of the moment `seconds` since 1970; NaN where that is no moment of our calendar.
    pub(in crate::dataset) fn of(self, seconds: f64) -> f64 {
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
