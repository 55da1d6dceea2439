//! Parts of matrices, laid out as the innermost loops of a product walk through them.

use std::cell::RefCell;

use bytemuck::{Pod, Zeroable, cast_slice_mut};
use pulp::{Simd, WithSimd};

/// As long as the longest vector, and as aligned.
#[repr(C, align(64))]
#[derive(Clone, Copy, Zeroable, Pod)]
struct Line([f32; 16]);

/// Memory of a thread that grows to what its largest product needs.
#[derive(Default)]
pub(super) struct Room(Vec<Line>);

thread_local! {
    static ROOMS: RefCell<[Room; 3]> = RefCell::default();
}

/// Hands this thread's memory to `body`, in which no other product may begin on this thread.
pub(super) fn with_rooms(body: impl FnOnce(&mut [Room; 3])) {
    ROOMS.with_borrow_mut(body);
}

impl Room {
    /// So many elements, of whatever value.
    pub(super) fn of(&mut self, elements: usize) -> &mut [f32] {
        let lines = elements.div_ceil(16);
        if self.0.len() < lines {
            self.0.resize(lines, Line::zeroed());
        }
        &mut cast_slice_mut(&mut self.0[..lines])[..elements]
    }
}

/// `B[term, column]` in panels of two vectors: `to[panel][term][column]`. What is missing of the last one
/// stays as it is.
pub(super) struct PackPanels<'a> {
    /// From the first element on.
    pub(super) from: &'a [f32],
    /// From a term, or where it is transposed from a column, to the next.
    pub(super) step: usize,
    pub(super) transposed: bool,
    pub(super) terms: usize,
    pub(super) columns: usize,
    pub(super) to: &'a mut [f32],
}

impl WithSimd for PackPanels<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { from, step, transposed, terms, columns, to } = self;
        let width = 2 * S::F32_LANES;
        for (panel, to) in to.chunks_mut(width * terms).enumerate() {
            let first = panel * width;
            let columns = width.min(columns - first);
            match transposed {
                true => transpose(&from[first * step..], step, width, columns, to),
                false if columns == width => {
                    for (term, to) in to.chunks_exact_mut(width).enumerate() {
                        to.copy_from_slice(&from[term * step + first..][..width]);
                    }
                }
                false => {
                    for (term, to) in to.chunks_exact_mut(width).enumerate() {
                        to[..columns].copy_from_slice(&from[term * step + first..][..columns]);
                    }
                }
            }
        }
    }
}

/// Columns, each `step` after the other, to rows of `width`, of which `columns` are there.
#[inline(always)]
fn transpose(from: &[f32], step: usize, width: usize, columns: usize, to: &mut [f32]) {
    const SIDE: usize = 8;
    let terms = to.len() / width;
    let whole = terms - terms % SIDE;
    let mut column = 0;
    while column + SIDE <= columns {
        for term in (0..whole).step_by(SIDE) {
            let mut square = [[0.0; SIDE]; SIDE];
            for (k, square) in square.iter_mut().enumerate() {
                square.copy_from_slice(&from[(column + k) * step + term..][..SIDE]);
            }
            for (k, row) in transposed(square).iter().enumerate() {
                to[(term + k) * width + column..][..SIDE].copy_from_slice(row);
            }
        }
        for term in whole..terms {
            for k in 0..SIDE {
                to[term * width + column + k] = from[(column + k) * step + term];
            }
        }
        column += SIDE;
    }
    for column in column..columns {
        for (to, &from) in to[column..].iter_mut().step_by(width).zip(&from[column * step..]) {
            *to = from;
        }
    }
}

/// Three times the upper half interleaved with the lower, which is three instructions' worth of shuffles.
#[inline(always)]
fn transposed(mut square: [[f32; 8]; 8]) -> [[f32; 8]; 8] {
    for _ in 0..3 {
        let mut next = [[0.0; 8]; 8];
        for i in 0..4 {
            for j in 0..4 {
                next[2 * i][2 * j] = square[i][j];
                next[2 * i][2 * j + 1] = square[i + 4][j];
                next[2 * i + 1][2 * j] = square[i][j + 4];
                next[2 * i + 1][2 * j + 1] = square[i + 4][j + 4];
            }
        }
        square = next;
    }
    square
}
