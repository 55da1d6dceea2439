//! Signs of currency and of percent that numbers have, which a model knows as it knows units.

use super::kind::number_of;
use super::quoted;
use super::read::numbers_with;
use super::table::{Cells, MISSING, RowNumbers, TableColumn};
use super::values::Growing;
use crate::error::{Error, Result};

/// What a model keeps of a column's sign: empty for numbers without; none of pixels, and of numbers with a unit.
pub(super) fn kept(column: &TableColumn) -> Option<String> {
    match (&column.cells, &column.unit) {
        (Cells::Bytes(_), _) | (_, Some(_)) => None,
        _ => Some(column.sign.unwrap_or_default().to_owned()),
    }
}

/// Refuses numbers whose sign is not `expected`, which is empty for numbers without; plain numbers are of a currency
/// too. Texts that have it, as data frames hold them, become numbers.
///
/// # Errors
/// At the first row of a number without that sign, or with one that is not expected.
pub(super) fn expect(column: &mut TableColumn, expected: &str, rows: &RowNumbers) -> Result<()> {
    let found = column.sign.unwrap_or_default();
    // A plain number is an amount of the currency that the others are of; of percent it may be a share.
    let may_lack = !expected.is_empty() && expected != "%";
    let (row, text) = match &column.cells {
        // Numbers alone are read of them, and others refused.
        Cells::Texts { .. } if expected.is_empty() => return Ok(()),
        Cells::Texts { values, codes } => {
            let used = || codes.iter().enumerate().filter(|(_, code)| **code != MISSING);
            let all: Vec<&str> = used().map(|(_, &code)| &*values[code as usize]).collect();
            if let Some(numbers) = numbers_with(expected, &all) {
                let mut numbers = numbers.into_iter();
                let number = |&code: &u32| match code {
                    MISSING => f64::NAN,
                    _ => numbers.next().unwrap_or(f64::NAN),
                };
                let numbers = codes.iter().map(number);
                let numbers = Growing::collect(&codes.storage(), codes.len(), numbers)?;
                column.cells = Cells::Wide(numbers);
                return Ok(());
            }
            if may_lack && all.iter().all(|text| number_of(text).is_some()) {
                return Ok(());
            }
            let is_other = |code: u32| numbers_with(expected, &[&values[code as usize]]).is_none();
            let Some((row, &code)) = used().find(|(_, code)| is_other(**code)) else {
                return Ok(());
            };
            (row, quoted(&values[code as usize]))
        }
        cells => {
            let first = (0..cells.len()).find(|&row| !cells.is_missing(row));
            let is_plain = may_lack && found.is_empty();
            let first = first.filter(|_| found != expected && !is_plain);
            let Some(row) = first else { return Ok(()) };
            (row, cells.number(row).to_string())
        }
    };
    let example = match expected {
        "%" => "12%".to_owned(),
        sign => format!("{sign}12"),
    };
    let (what, advice) = match (found, expected) {
        (found, "") => (
            format!("the numbers have the sign {found}, and the model learnt numbers without"),
            "write the numbers alone, as those that it learnt".to_owned(),
        ),
        ("", _) => (
            format!("{text} is no number with {expected}, which the model learnt"),
            format!("write it with that sign, such as {example}"),
        ),
        _ => (
            format!(
                "the numbers have the sign {found}, and the model learnt those with {expected}"
            ),
            format!("write what they are with that sign, such as {example}"),
        ),
    };
    Err(Error::input(what).sample(rows, row).column(&column.name).advice(advice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_the_sign_that_is_expected_are_numbers() {
        let texts = |values: [&str; 2], codes: [u32; 3]| Cells::Texts {
            values: values.map(str::to_owned).to_vec(),
            codes: codes.to_vec().into(),
        };
        let rows = RowNumbers::From(1);
        let mut column = TableColumn::new("p", texts(["45%", "1.5%"], [1, MISSING, 0]));
        expect(&mut column, "%", &rows).unwrap();
        let numbers: Vec<f64> = (0..3).map(|row| column.cells.number(row)).collect();
        assert!(numbers[0] == 1.5 && numbers[1].is_nan() && numbers[2] == 45.0, "{numbers:?}");
        let mut column = TableColumn::new("p", texts(["45%", "0.45"], [0, 0, 1]));
        let error = expect(&mut column, "%", &rows).unwrap_err().to_string();
        let what = "\"0.45\" is no number with %, which the model learnt";
        assert_eq!(
            error,
            format!("row 3, column \"p\": {what}; write it with that sign, such as 12%")
        );
        // Where nothing is known of a cell there is nothing to refuse.
        let mut column = TableColumn::new("p", texts(["45%", "0.45"], [MISSING; 3]));
        expect(&mut column, "$", &rows).unwrap();
    }
}
