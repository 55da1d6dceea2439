//! Which panel a product takes, and how its rows are shared among workgroups.

use super::shader::{Lanes, Panel, Product};
use crate::shape::Shape;

/// The panel for a product: its terms split evenly into pieces. More terms are better code, and what
/// compiling takes grows faster than they do.
pub(super) fn panel(
    shape: Shape,
    product: Product,
    lanes: Lanes,
    is_training: bool,
    long_run: bool,
) -> Panel {
    const LARGE: usize = 1 << 22;
    let large = shape.rows * shape.inner * shape.columns >= LARGE;
    let terms = match product {
        Product::Update(_) => gradient_terms(shape.inner),
        _ if !is_training || lanes == Lanes::Four => pieces_of(32, shape.inner),
        _ if long_run && large => pieces_of(128, shape.inner),
        _ => pieces_of(64, shape.inner),
    };
    let vectors = if shape.columns > 4 * lanes.count() { 2 } else { 1 };
    Panel { terms, vectors, unrolled: long_run, lanes }
}

/// The most terms of a panel in the gradient of a weight.
pub(super) const MOST_GRADIENT_TERMS: usize = 64;

/// Terms of a panel in the gradient of a weight. Each panel is subtracted by itself, so that this
/// decides bits, unlike the terms of other products.
pub(super) fn gradient_terms(samples: usize) -> usize {
    pieces_of(MOST_GRADIENT_TERMS, samples)
}

fn pieces_of(most: usize, terms: usize) -> usize {
    terms.div_ceil(terms.div_ceil(most)).next_multiple_of(8)
}

/// Columns and rows of workgroups of a panel kernel, and the rows of each: enough workgroups to
/// keep the cores busy, but with so many rows that filling the panel, which costs as much as some 25
/// of them, does not count. How rows are shared changes no sum.
pub(super) fn panel_grid(shape: Shape, panel: Panel) -> ([u32; 3], u32) {
    const MOST_ROWS: usize = 256;
    const LEAST_ROWS: usize = 64;
    let workgroups = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    let x = shape.columns.div_ceil(panel.columns());
    let mut y = shape.rows.div_ceil(MOST_ROWS);
    while x * y * shape.members < workgroups && shape.rows / y > LEAST_ROWS {
        y *= 2;
    }
    // Four rows share a load in the gradient.
    let rows_each = shape.rows.div_ceil(y).next_multiple_of(4);
    let y = shape.rows.div_ceil(rows_each);
    ([x as u32, y as u32, shape.members as u32], rows_each as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_grid_covers_every_row_and_column() {
        for (rows, columns) in [(1, 1), (10, 30), (64, 128), (784, 10), (1000, 2000)] {
            let shape = Shape { members: 2, rows, inner: 50, columns };
            let panel = panel(shape, Product::Update(None), Lanes::Subgroup, true, true);
            let ([x, y, z], each) = panel_grid(shape, panel);
            assert!(each % 4 == 0 && z == 2);
            assert!(
                y as usize * each as usize >= rows && (y as usize - 1) * (each as usize) < rows
            );
            assert!(x as usize * panel.columns() >= columns);
        }
    }
}
