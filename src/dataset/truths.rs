//! How the truths of a table are written.

use std::collections::BTreeMap;

use super::kind::boolean;
use super::table::Cells;
use super::{Kind, Samples};

/// The words for false and for true of each column of truths, by its name; none for what does not occur.
pub type Truths = BTreeMap<String, [Option<String>; 2]>;

impl Samples {
    /// How the columns of truths are written, by the first cell of each.
    pub fn truths(&self) -> Truths {
        let each = self.features.iter().zip(self.feature_columns());
        let truths = each.filter(|(chosen, _)| chosen.kind == Kind::Boolean);
        let words = truths.filter_map(|(_, column)| match &column.cells {
            Cells::Texts { values, .. } => {
                let word = |is| values.iter().find(|text| boolean(text) == Some(is)).cloned();
                Some((column.name.clone(), [false, true].map(word)))
            }
            _ => None,
        });
        words.collect()
    }
}
