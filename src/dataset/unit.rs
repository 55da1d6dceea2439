//! Texts that are numbers with a unit, such as `12 kg`, or durations, such as `90:05`, where a whole column has one.

use super::kind::{are_few, number_of};
use super::quoted;
use super::table::{Cells, MISSING, RowNumbers, TableColumn};
use super::values::Growing;
use crate::error::{Error, Result};

/// Units that may stand at a number without a blank; others need one.
const KNOWN: [&str; 76] = [
    "kg", "g", "mg", "µg", "ug", "t", "lb", "lbs", "oz", "km", "m", "cm", "mm", "µm", "um", "nm",
    "mi", "ft", "in", "yd", "px", "pt", "l", "L", "ml", "mL", "cl", "dl", "gal", "m2", "m²", "m3",
    "m³", "km2", "km²", "ha", "cc", "s", "ms", "µs", "us", "ns", "sec", "min", "h", "hr", "hrs",
    "K", "°", "°C", "°F", "Pa", "hPa", "kPa", "bar", "psi", "W", "kW", "MW", "hp", "bhp", "Wh",
    "kWh", "MWh", "V", "mV", "A", "mA", "Hz", "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB",
];

/// Durations of minutes and seconds.
const MINUTES: &str = "mm:ss";

/// Durations of hours, minutes and seconds, or of days and those.
const HOURS: &str = "hh:mm:ss";

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// The unit that all texts have; none of no texts.
pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let first = texts.clone().next()?;
    let durations = [MINUTES, HOURS].into_iter().filter(|unit| parse(first, unit).is_some());
    let mut units = split(first).map(|(_, unit)| unit).into_iter().chain(durations);
    // `2 days` may have a text with hours too beside it.
    let is_of_all = |unit: &&str| texts.clone().all(|text| parse(text, unit).is_some());
    units.find(is_of_all).map(str::to_owned)
}

/// The unit that nearly all cells have, few of them having another or none; texts with how often each occurs.
pub(super) fn of_most<'a>(texts: impl Iterator<Item = (&'a str, usize)> + Clone) -> Option<String> {
    // One of the first texts is none of the few.
    let candidates = texts.clone().take(3).filter_map(|(text, _)| of(std::iter::once(text)));
    let mut candidates =
        candidates.filter(|unit| are_few(texts.clone(), |text| parse(text, unit).is_none()));
    candidates.next()
}

/// The unit of a column's texts.
pub(super) fn of_column(column: &TableColumn) -> Option<String> {
    let Cells::Texts { values, codes } = &column.cells else { return None };
    let mut is_used = vec![false; values.len()];
    codes.iter().filter(|&&code| code != MISSING).for_each(|&code| is_used[code as usize] = true);
    of(values.iter().zip(&is_used).filter(|(_, used)| **used).map(|(text, _)| text.as_str()))
}

/// The number of a text in a unit; a duration's is its seconds.
pub(super) fn parse(text: &str, unit: &str) -> Option<f64> {
    match unit {
        MINUTES => seconds(text, 2),
        HOURS => seconds(text, 3).or_else(|| seconds_with_days(text)),
        _ => split(text)
            .filter(|&(_, found)| found == unit)
            .and_then(|(number, _)| number_of(number)),
    }
}

/// The first cell has a unit where the model learnt plain numbers.
fn unexpected(column: &TableColumn, unit: &str, rows: &RowNumbers) -> Error {
    let row = (0..column.cells.len()).find(|&row| !column.cells.is_missing(row)).unwrap_or(0);
    Error::input(format!("the numbers have the unit {unit}, and the model learnt numbers without"))
        .sample(rows, row)
        .column(&column.name)
        .advice("write the numbers alone, in the unit of those that it learnt")
}

/// Makes numbers of a column whose texts have one unit, that of `expected` if a model was trained on such; it is
/// empty where that learnt plain numbers.
///
/// # Errors
/// At the first row of a cell that is not in the unit that is expected.
pub(super) fn to_numbers(
    column: &mut TableColumn,
    expected: Option<&str>,
    rows: &RowNumbers,
) -> Result<()> {
    if expected == Some("") {
        return match of_column(column) {
            None => Ok(()),
            Some(unit) => Err(unexpected(column, &unit, rows)),
        };
    }
    let Some(unit) = expected.map(str::to_owned).or_else(|| of_column(column)) else {
        return Ok(());
    };
    if column.unit.as_ref() == Some(&unit) {
        return Ok(());
    }
    let found = match &column.cells {
        Cells::Texts { values, .. } => values.iter().map(|text| parse(text, &unit)).collect(),
        _ => Vec::new(),
    };
    let number = |row: usize| match &column.cells {
        Cells::Texts { codes, .. } if codes[row] == MISSING => Some(f64::NAN),
        Cells::Texts { codes, .. } => found[codes[row] as usize],
        // Without a unit it may be of another.
        cells => cells.is_missing(row).then_some(f64::NAN),
    };
    let all = column.cells.len();
    if let Some(row) = (0..all).find(|&row| number(row).is_none()) {
        let text = match &column.cells {
            Cells::Texts { values, codes } => quoted(&values[codes[row] as usize]),
            cells => cells.number(row).to_string(),
        };
        let (what, example) = match &*unit {
            MINUTES | HOURS => ("duration as", String::new()),
            _ => ("number of", format!(", such as 12 {unit}")),
        };
        return Err(Error::input(format!("{text} is no {what} {unit}, which the model learnt"))
            .sample(rows, row)
            .column(&column.name)
            .advice(format!("write it in that unit{example}")));
    }
    let numbers = (0..all).map(|row| number(row).unwrap_or(f64::NAN));
    column.cells = Cells::Wide(Growing::collect(&column.cells.storage(), all, numbers)?);
    column.unit = Some(unit);
    Ok(())
}

/// A number and the unit behind it.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let ends_in_digit = |number: &str| number.ends_with(|c: char| c.is_ascii_digit());
    let text = text.trim();
    let known = KNOWN.iter().filter_map(|unit| {
        let number = text.strip_suffix(unit)?.trim_end();
        ends_in_digit(number).then_some((number, *unit))
    });
    // Of `m2` the digit is the unit's own.
    let longest = known.max_by_key(|(_, unit)| unit.len());
    let word = || {
        let (number, unit) = text.rsplit_once(char::is_whitespace)?;
        let is_letter = |c: char| c.is_alphabetic() || c == '°';
        let is_unit = unit.starts_with(is_letter)
            && unit.chars().all(|c| is_letter(c) || matches!(c, '/' | '²' | '³' | '.'));
        let number = number.trim_end();
        (is_unit && ends_in_digit(number)).then_some((number, unit))
    };
    longest.or_else(word)
}

/// The seconds of so many numbers with colons between: all but the first have two digits and are below 60.
fn seconds(text: &str, count: usize) -> Option<f64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (whole, fraction) = clock(text, count)?;
    Some(sign * (whole + fraction)).filter(|seconds| seconds.is_finite())
}

/// The seconds of a duration with days, as pandas and Python write it: `1 days 02:03:04.5`, `1 day, 2:03:04`, and
/// `-1 days +23:00:00` for an hour below 0.
fn seconds_with_days(text: &str) -> Option<f64> {
    let (days, behind) = text.trim().split_once(" day")?;
    is_digits(days.strip_prefix('-').unwrap_or(days)).then_some(())?;
    let days: f64 = days.parse().ok()?;
    let behind = behind.strip_prefix('s').unwrap_or(behind);
    if behind.is_empty() {
        return Some(days * DAY);
    }
    let time = behind.strip_prefix(',').unwrap_or(behind).strip_prefix(' ')?;
    let (whole, fraction) = clock(time.strip_prefix('+').unwrap_or(time), 3)?;
    // The fraction last: of a little below 0 it is nearly all.
    (whole < DAY).then_some(days * DAY + whole + fraction)
}

/// The whole seconds of so many numbers with colons between, which have no sign, and their fraction.
fn clock(text: &str, count: usize) -> Option<(f64, f64)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    let is_right = |(place, part): (usize, &&str)| {
        is_digits(part) && (place == 0 || part.len() == 2 && **part < *"60")
    };
    if parts.len() != count || !is_digits(fraction) || !parts.iter().enumerate().all(is_right) {
        return None;
    }
    let number = |part: &&str| part.parse::<f64>().ok();
    let whole = parts.iter().try_fold(0.0, |all, part| Some(all * 60.0 + number(part)?))?;
    Some((whole, format!("0.{fraction}").parse().ok()?))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_column_has_one_unit() {
        let unit = |texts: &[&str]| of(texts.iter().copied());
        for (texts, expected) in [
            (&["12 kg", "3.5kg", "-1e3 kg"][..], Some("kg")),
            (&["12 m2", "14m2"], Some("m2")),
            (&["12 m²"], Some("m²")),
            (&["36 months", "60 months"], Some("months")),
            (&["5 km/h", "7.25 km/h"], Some("km/h")),
            (&["20°", "21°"], Some("°")),
            (&["75:30", "2:05.5"], Some("mm:ss")),
            (&["1:00:00", "100:59:59"], Some("hh:mm:ss")),
            (&["1 days 02:03:04.5", "0 days 00:00:10", "-1 days +23:00:00"], Some("hh:mm:ss")),
            (&["2 days", "1 days 12:00:00", "1 day, 2:03:04", "26:03:04"], Some("hh:mm:ss")),
            (&["2 days", "1 days"], Some("days")),
            (&["1 days 24:00:00"], None),
            (&["1 days 02:03"], None),
            (&["1 days, "], None),
            (&["+1 days 00:00:00"], None),
            (&["1 days -02:00:00"], None),
            (&["Monday 02:00:00"], None),
            (&["12 kg", "3 lb"], None),
            (&["12 kg", "3"], None),
            (&["12 KG", "3 kg"], None),
            (&["1,234 kg"], None),
            (&["4WD", "2WD"], None),
            (&["1st", "2nd"], None),
            (&["Room 5 A"], None),
            (&["kg"], None),
            (&["1:2:3"], None),
            (&["1:60", "1:59"], None),
            (&["75:30", "1:00:00"], None),
            (&["inf kg"], None),
            (&[], None),
        ] {
            assert_eq!(unit(texts).as_deref(), expected, "{texts:?}");
        }
        assert_eq!(parse("-3.5kg", "kg"), Some(-3.5));
        assert_eq!(
            (parse("90:05.5", MINUTES), parse("-1:00:01", HOURS)),
            (Some(5405.5), Some(-3601.0))
        );
        for (text, seconds) in [
            ("1 days 02:03:04.5", 93784.5),
            ("0 days 00:00:10", 10.0),
            ("-1 days +23:00:00", -3600.0),
            ("-1 days +23:59:59.999999999", -1.0 + 0.999999999),
            ("-2 days", -172800.0),
            ("1 day, 2:03:04", 93784.0),
        ] {
            assert_eq!(parse(text, HOURS), Some(seconds), "{text}");
            assert_eq!(parse(text, MINUTES), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_unit_or_none(text in "\\PC{0,12}", more in "[0-9:. kgmh°²-]{0,10}") {
            for text in [text, more] {
                if let Some(unit) = of(std::iter::once(text.as_str())) {
                    proptest::prop_assert!(parse(&text, &unit).is_some());
                }
            }
        }
    }
}
