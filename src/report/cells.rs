//! Cells of a sample as people read them, from the inputs that the network sees.

use super::Evaluation;
use super::picture::decoded;
use crate::dataset::{Encoding, Preprocessing, Truths};

/// Columns of a sample that are shown.
const CELLS: usize = 8;

/// The first columns of a sample, from its inputs.
pub(super) fn cells(preprocessing: &Preprocessing, inputs: &[f32]) -> Vec<(String, String)> {
    let mut offset = 0;
    let mut cells = Vec::new();
    for feature in preprocessing.features.iter().take(CELLS) {
        let width = feature.encoding.width();
        let own = &inputs[offset..offset + width];
        offset += width;
        let is_missing = match &feature.encoding {
            Encoding::Number { indicator, .. }
            | Encoding::Boolean { indicator, .. }
            | Encoding::Date { indicator, .. } => *indicator && own[width - 1] == 1.0,
            Encoding::Category { missing, .. } => *missing && own[width - 1] == 1.0,
        };
        let text = match &feature.encoding {
            _ if is_missing => "missing".to_owned(),
            Encoding::Number { scale, .. } => {
                let value = decoded(scale, own[0]);
                // What f32 has made of a 0.
                let is_nothing = value.abs() < scale.spread * f64::from(f32::EPSILON) * 16.0;
                number(if is_nothing { 0.0 } else { value }, scale.spread)
            }
            Encoding::Boolean { .. } => truth(own[0] >= 0.5).to_owned(),
            Encoding::Category { values, .. } => match own.iter().position(|&value| value == 1.0) {
                Some(place) => values.get(place).map_or("another", String::as_str).to_owned(),
                None => "another".to_owned(),
            },
            // Its parts say little by themselves.
            Encoding::Date { .. } => continue,
        };
        cells.push((feature.name.clone(), text));
    }
    cells
}

/// A truth where no one knows how it is written.
fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

impl Evaluation {
    /// Has truths among the cells written as in their columns.
    pub fn written_as(mut self, truths: &Truths) -> Self {
        for (name, text) in self.worst.iter_mut().flat_map(|sample| &mut sample.cells) {
            let Some(words) = truths.get(name) else { continue };
            let is = [false, true].into_iter().find(|&is| *text == truth(is));
            if let Some(word) = is.and_then(|is| words[usize::from(is)].clone()) {
                *text = word;
            }
        }
        self
    }
}

/// A number in five digits, as people write it, or in more where numbers that differ by `spread` are else alike.
pub(super) fn number(value: f64, spread: f64) -> String {
    let places = |digits: f64, size: f64| digits - size.abs().log10().floor();
    match value.abs() {
        0.0 => "0".to_owned(),
        1e-3..1e15 => {
            let apart = if spread > 0.0 { places(2.0, spread) } else { 0.0 };
            let digits = places(4.0, value).max(apart).clamp(0.0, 8.0) as usize;
            let text = format!("{value:.digits$}");
            match text.contains('.') {
                true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => text,
            }
        }
        _ => format!("{value:.3e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_five_digits_or_as_many_as_tell_them_apart() {
        for (value, spread, text) in [
            (0.0, 1.0, "0"),
            (5.1, 1.0, "5.1"),
            (-12.345_678, 10.0, "-12.346"),
            (100_000.0, 1e5, "100000"),
            (1_743_527.2, 3e5, "1743527"),
            (0.012_345_678, 0.0, "0.012346"),
            (1e-9, 1e-9, "1.000e-9"),
            (101_327.974, 1.2, "101327.97"),
            (1_696_757_707.0, 1.3e6, "1696757707"),
            (3e20, 1e20, "3.000e20"),
            (f64::NAN, 1.0, "NaN"),
        ] {
            assert_eq!(number(value, spread), text);
        }
    }
}
