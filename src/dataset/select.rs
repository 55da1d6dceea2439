//! Some of the samples.

use super::{Samples, Targets};
use crate::error::Result;

impl Samples {
    /// The samples `rows` alone, in their order; what columns are was decided on all.
    ///
    /// # Errors
    /// When the file of what has no room in memory cannot be written.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn select(&self, rows: &[u32]) -> Result<Self> {
        Ok(Self {
            table: self.table.clone().select(rows)?,
            targets: self.targets.select(rows),
            ..self.clone()
        })
    }
}

impl Targets {
    /// Those of the samples `rows` alone; classes and columns stay as they are.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn select(&self, rows: &[u32]) -> Self {
        match self {
            Self::Unknown => Self::Unknown,
            Self::Classes { column, names, labels } => Self::Classes {
                column: column.clone(),
                names: names.clone(),
                labels: part(labels, 1, rows),
            },
            Self::Labels { columns, values } => {
                Self::Labels { columns: columns.clone(), values: part(values, columns.len(), rows) }
            }
            Self::Values { columns, values } => {
                Self::Values { columns: columns.clone(), values: part(values, columns.len(), rows) }
            }
        }
    }
}

fn part<T: Copy>(values: &[T], width: usize, rows: &[u32]) -> Vec<T> {
    rows.iter().flat_map(|&row| &values[row as usize * width..][..width]).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_go_with_their_rows() {
        let values = Targets::Values {
            columns: vec!["a".into(), "b".into()],
            values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        };
        let Targets::Values { values, .. } = values.select(&[2, 0]) else { panic!("values") };
        assert_eq!(values, [5.0, 6.0, 1.0, 2.0]);
    }
}
