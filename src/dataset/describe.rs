//! What a table holds, column by column, and what would be made of it.

use serde::Serialize;

use super::kind::{self, Found, Kind};
use super::names;
use super::scale::Statistics;
use super::table::{Cells, RowNumbers, Table, TableColumn, counts};
use super::{target, unit};

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnDescription {
    /// Its name.
    pub name: String,
    /// `number`, `category`, `boolean` or `date`, or why it is left out.
    pub kind: String,
    /// Whether it would be a feature.
    pub used: bool,
    /// How many cells have no value.
    pub missing: usize,
    /// How many values differ.
    pub distinct: usize,
    /// Of numbers.
    pub mean: Option<f64>,
    /// Of numbers: the standard deviation of the population.
    pub deviation: Option<f64>,
    /// Of numbers.
    pub lowest: Option<f64>,
    /// Of numbers.
    pub highest: Option<f64>,
    /// The most frequent value, of equally frequent ones the first in order.
    pub most_frequent: Option<String>,
    /// How often it occurs.
    pub most_frequent_count: usize,
}

/// Describes every column; names are completed as [`Samples`](super::Samples) has them.
pub fn describe(table: &Table) -> Vec<ColumnDescription> {
    let mut complete: Vec<String> =
        table.columns.iter().map(|column| column.name.clone()).collect();
    let named = names::complete(complete.iter_mut());
    let columns = table.columns.iter().zip(complete).enumerate();
    columns.map(|(place, (column, name))| one(column, name, place, &named)).collect()
}

fn one(column: &TableColumn, name: String, place: usize, named: &[bool]) -> ColumnDescription {
    let rows = column.cells.len();
    let found = match column.set_aside {
        true => Found::LeftOut(kind::set_aside(&column.name, named[place])),
        false => kind::find_at(column, place, named),
    };
    let (kind, used) = match found {
        Found::Kind(kind) => (kind.name().to_owned(), true),
        Found::LeftOut(reason) => (reason.to_string(), false),
        Found::Word(..) => ("numbers and a text".to_owned(), false),
    };
    // With a unit they are numbers as others are, all of them, or texts.
    let read = || {
        let mut numbers = column.clone();
        unit::to_numbers(&mut numbers, None, &RowNumbers::From(1)).ok()?;
        Some(numbers)
    };
    let is_read = column.cells.is_text() && kind == Kind::Number.name();
    let numbers = is_read.then(read).flatten();
    let column = numbers.as_ref().unwrap_or(column);
    let missing = (0..rows).filter(|&row| column.cells.is_missing(row)).count();
    let (distinct, most) = frequencies(column);
    let numbers = !matches!(column.cells, Cells::Texts { .. }) && missing < rows;
    let values = || (0..rows).map(|row| column.cells.number(row)).collect::<Vec<_>>();
    let fitted = numbers.then(|| Statistics::of(&values()));
    // A cell beyond f64 has a place among the numbers, and no mean is left beside it.
    let finite = |value: f64| value.is_finite().then_some(value);
    ColumnDescription {
        name,
        kind,
        used,
        missing,
        distinct,
        mean: fitted.and_then(|fitted| finite(fitted.mean)),
        deviation: fitted.and_then(|fitted| finite(fitted.mean).and(finite(fitted.deviation))),
        lowest: fitted.and_then(|fitted| finite(fitted.lowest)),
        highest: fitted.and_then(|fitted| finite(fitted.highest)),
        most_frequent_count: most.as_ref().map_or(0, |(_, count)| *count),
        most_frequent: most.map(|(text, _)| text),
    }
}

/// How many values differ, and the most frequent.
fn frequencies(column: &TableColumn) -> (usize, Option<(String, usize)>) {
    match &column.cells {
        Cells::Texts { values, codes } => {
            let counts = counts(values.len(), codes);
            let order = target::order(values, codes, column.declared.as_deref());
            let most = order.iter().rev().max_by_key(|&&place| counts[place]);
            (order.len(), most.map(|&place| (values[place].clone(), counts[place])))
        }
        cells => {
            let mut values: Vec<f64> = (0..cells.len())
                .map(|row| cells.number(row) + 0.0)
                .filter(|value| !value.is_nan())
                .collect();
            values.sort_unstable_by(f64::total_cmp);
            let runs = values.chunk_by(|a, b| a == b);
            let distinct = runs.clone().count();
            let most = runs.rev().max_by_key(|run| run.len());
            (distinct, most.map(|run| (target::number_name(run[0]), run.len())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_csv;
    use super::*;

    #[test]
    fn a_column_is_described_by_its_cells() {
        let text = b"id,age,city,day\n1,20,Bonn,2001-01-01\n2,40,,2001-01-02\n3,,Ulm,2001-01-03\n4,20,Ulm,2001-01-04\n";
        let table = read_csv("data.csv", text).unwrap();
        let all = describe(&table);
        let kinds: Vec<_> = all.iter().map(|column| (&*column.kind, column.used)).collect();
        let expected =
            [("counts the rows", false), ("number", true), ("category", true), ("date", true)];
        assert_eq!(kinds, expected);
        let age = &all[1];
        assert_eq!((age.missing, age.distinct), (1, 2));
        assert_eq!(
            (age.mean, age.lowest, age.highest),
            (Some(26.666666666666664), Some(20.0), Some(40.0))
        );
        assert_eq!((age.most_frequent.as_deref(), age.most_frequent_count), (Some("20"), 2));
        let far = &describe(&read_csv("t", b"a,b\n1e400,1\n2,2\n").unwrap())[0];
        assert_eq!(
            (far.mean, far.deviation, far.lowest, far.highest),
            (None, None, Some(2.0), None)
        );
        let heights = read_csv("t", b"h,b\n150 cm,1\n1e2cm,2\n,2\n").unwrap();
        let height = &describe(&heights)[0];
        assert_eq!((&*height.kind, height.mean, height.missing), ("number", Some(125.0), 1));
        let city = &all[2];
        assert_eq!((city.missing, city.distinct, city.mean), (1, 2, None));
        assert_eq!((city.most_frequent.as_deref(), city.most_frequent_count), (Some("Ulm"), 2));
    }
}
