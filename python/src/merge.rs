//! Equal samples as one, with the sum of their weights, in an order that does not depend on theirs: so
//! that a weight of 2 is a sample twice, to the bit.

use std::cmp::Ordering;
use std::collections::HashMap;

use gradshader::dataset::Table;
use gradshader::dataset::table::{Cells, MISSING, TableColumn};
use rayon::prelude::*;

/// Samples of which less than this share repeat others are left as they are, unless told.
const WORTH_MERGING: f64 = 0.1;

/// The rows to train on, each with its weight: one of each that are equal, of those that have a weight.
pub(crate) fn merged(
    table: &Table,
    weights: Option<&[f64]>,
    told: Option<bool>,
) -> Option<Vec<(u32, f64)>> {
    if told == Some(false) || table.is_empty() {
        return None;
    }
    let hashes = hashes(table);
    if told.is_none() && weights.is_none() {
        let mut sorted = hashes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let repeated = hashes.len() - sorted.len();
        if (repeated as f64) < (WORTH_MERGING * hashes.len() as f64).max(1.0) {
            return None;
        }
    }
    let mut rows: Vec<u32> = (0..table.len() as u32).collect();
    if let Some(weights) = weights {
        rows.retain(|&row| weights[row as usize] > 0.0);
    }
    let ranks: Vec<Option<Vec<u32>>> = table.columns.iter().map(ranks).collect();
    let compare = |a: &u32, b: &u32| {
        let (a, b) = (*a as usize, *b as usize);
        let hashed = hashes[a].cmp(&hashes[b]);
        hashed.then_with(|| {
            let columns = table.columns.iter().zip(&ranks);
            let each = columns.map(|(column, ranks)| of_cells(&column.cells, ranks, a, b));
            each.fold(Ordering::Equal, Ordering::then)
        })
    };
    rows.sort_by(compare);
    let mut merged: Vec<(u32, f64)> = Vec::new();
    for row in rows {
        let weight = weights.map_or(1.0, |weights| weights[row as usize]);
        match merged.last_mut() {
            Some((last, sum)) if compare(last, &row).is_eq() => *sum += weight,
            _ => merged.push((row, weight)),
        }
    }
    Some(merged)
}

/// A number a row, equal where all cells are and most likely nowhere else.
fn hashes(table: &Table) -> Vec<u64> {
    /// Rows whose numbers stay in a cache while the columns go by.
    const ROWS: usize = 4096;
    let mut hashes = vec![0u64; table.len()];
    // Of a text, whatever its code: rows are compared whatever came before them.
    let texts = |column: &TableColumn| match &column.cells {
        Cells::Texts { values, .. } => values.iter().map(|text| of_text(text)).collect(),
        _ => Vec::new(),
    };
    let texts: Vec<Vec<u64>> = table.columns.iter().map(texts).collect();
    hashes.par_chunks_mut(ROWS).enumerate().for_each(|(part, hashes)| {
        let rows = part * ROWS..part * ROWS + hashes.len();
        for (TableColumn { cells, .. }, texts) in table.columns.iter().zip(&texts) {
            let rows = rows.clone();
            match cells {
                Cells::Texts { codes, .. } => {
                    let of = |code: u32| if code == MISSING { 1 } else { texts[code as usize] };
                    mix(hashes, codes[rows].iter().map(|&code| of(code)));
                }
                Cells::Bytes(values) => mix(hashes, values[rows].iter().map(|&v| u64::from(v))),
                Cells::Narrow(values) => {
                    mix(hashes, values[rows].iter().map(|v| u64::from((v + 0.0).to_bits())));
                }
                Cells::Wide(values) => {
                    mix(hashes, values[rows].iter().map(|v| (v + 0.0).to_bits()))
                }
            }
        }
    });
    hashes
}

/// As FNV-1a mixes, a word at a time, and rotated so that high bits tell too.
fn mix(hashes: &mut [u64], values: impl Iterator<Item = u64>) {
    for (hash, value) in hashes.iter_mut().zip(values) {
        *hash = (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

fn of_text(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Of texts, the place of each value in their order.
fn ranks(column: &TableColumn) -> Option<Vec<u32>> {
    let Cells::Texts { values, .. } = &column.cells else { return None };
    let mut sorted: Vec<_> = values.iter().collect();
    sorted.sort_unstable();
    let places: HashMap<_, u32> = sorted.into_iter().zip(0..).collect();
    Some(values.iter().map(|value| places[value]).collect())
}

fn of_cells(cells: &Cells, ranks: &Option<Vec<u32>>, a: usize, b: usize) -> Ordering {
    match (cells, ranks) {
        (Cells::Texts { codes, .. }, Some(ranks)) => {
            let rank = |row: usize| ranks.get(codes[row] as usize);
            rank(a).cmp(&rank(b))
        }
        (cells, _) => {
            let number = |row: usize| cells.number(row) + 0.0;
            number(a).total_cmp(&number(b))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradshader::dataset::table::RowNumbers;

    fn table(numbers: &[f64], texts: &[&str]) -> Table {
        let numbers = TableColumn::new("x", Cells::Wide(numbers.to_vec().into()));
        let columns = vec![numbers, TableColumn::texts("t", texts)];
        Table { source: "test".into(), columns, rows: RowNumbers::From(1) }
    }

    #[test]
    fn a_weight_of_two_is_a_sample_twice_whatever_the_order() {
        let twice = table(&[1.0, 2.0, 1.0, 2.0], &["a", "b", "a", "a"]);
        let weighted = table(&[2.0, 3.0, 2.0, 1.0], &["a", "c", "b", "a"]);
        let rows = |table: &Table, merged: Vec<(u32, f64)>| -> Vec<_> {
            let x = |row: u32| table.columns[0].cells.number(row as usize);
            merged.into_iter().map(|(row, weight)| (x(row), weight)).collect()
        };
        let one = rows(&twice, merged(&twice, None, None).unwrap());
        let weights = [1.0, 0.0, 1.0, 2.0];
        let other = rows(&weighted, merged(&weighted, Some(&weights), None).unwrap());
        assert_eq!(one, other);
        assert_eq!(one.len(), 3);
        assert!(one.contains(&(1.0, 2.0)));
    }

    #[test]
    fn samples_that_hardly_repeat_are_left_alone() {
        let numbers: Vec<_> = (0..40).map(|row| f64::from(row).max(1.0)).collect();
        let texts = vec!["a"; 40];
        let table = table(&numbers, &texts);
        assert!(merged(&table, None, None).is_none());
        assert_eq!(merged(&table, None, Some(true)).unwrap().len(), 39);
        assert!(merged(&table, Some(&[1.0; 40]), Some(false)).is_none());
    }
}
