//! Products of matrices, by the crate gemm.

use std::ops::Range;

use gemm::Parallelism;
use rayon::prelude::*;

use crate::cpu::Size;

/// A matrix as it is needed, and how it lies in memory: row-major, or row-major as its transpose.
#[derive(Debug, Clone, Copy)]
pub(super) enum Matrix<'a> {
    Plain(&'a [f32]),
    Transposed(&'a [f32]),
}

impl Matrix<'_> {
    /// The first element, and the strides of columns and rows, of a matrix of this size.
    ///
    /// # Panics
    /// When there are fewer values.
    fn layout(self, rows: usize, columns: usize) -> (*const f32, isize, isize) {
        let (Self::Plain(values) | Self::Transposed(values)) = self;
        let fits = rows.checked_mul(columns).is_some_and(|elements| values.len() >= elements);
        assert!(fits, "a matrix of {rows} x {columns}");
        match self {
            Self::Plain(_) => (values.as_ptr(), 1, columns as isize),
            Self::Transposed(_) => (values.as_ptr(), rows as isize, 1),
        }
    }
}

/// `A B`, `[rows, inner]` times `[inner, columns]`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product<'a> {
    size: Size,
    a: Matrix<'a>,
    b: Matrix<'a>,
    threads: usize,
}

/// Terms that gemm adds up before it adds them to the result, at least (unless there are fewer).
const PANEL: usize = 512;

/// Additions by which a product of so many terms reaches its place; see
/// [`crate::executor::Fusion::update_panels`].
pub(super) fn panels(terms: usize) -> usize {
    terms.div_ceil(PANEL)
}

impl<'a> Product<'a> {
    /// On at most so many threads.
    pub(super) fn new(size: Size, a: Matrix<'a>, b: Matrix<'a>, threads: usize) -> Self {
        /// Multiplications that are worth a thread. Measured on 2026-11-24 on two Zen 5 cores: two
        /// threads gain from 1.3 million on.
        const WORTH_A_THREAD: usize = 1 << 19;
        let work = size.rows.saturating_mul(size.inner).saturating_mul(size.columns);
        let threads = (work / WORTH_A_THREAD).clamp(1, threads);
        Self { size, a, b, threads }
    }

    /// `C = A B` for a plain A, each row by itself: its bits depend on no other row, nor on how many
    /// there are.
    pub(super) fn store_rows(self, c: &mut [f32]) {
        /// With one column gemm takes other sums for more rows.
        const ROWS_OF_ONE: usize = 256;
        let Size { rows, inner, columns } = self.size;
        let Matrix::Plain(a) = self.a else { return self.store(c) };
        if rows == 1 && columns > 1 {
            // For a vector gemm has other sums.
            let twice = a[..inner].repeat(2);
            let mut both = vec![0.0; 2 * columns];
            let size = Size { rows: 2, ..self.size };
            let (b, threads) = (self.b, self.threads);
            Product { size, a: Matrix::Plain(&twice), b, threads }.store_rows(&mut both);
            c[..columns].copy_from_slice(&both[..columns]);
        } else if rows > ROWS_OF_ONE && columns == 1 {
            let parts = a[..rows * inner].chunks(ROWS_OF_ONE * inner);
            for (a, c) in parts.zip(c[..rows].chunks_mut(ROWS_OF_ONE)) {
                let size = Size { rows: c.len(), ..self.size };
                Self { size, a: Matrix::Plain(a), ..self }.store_rows(c);
            }
        } else {
            // gemm cuts longer sums, for few rows elsewhere than for many.
            let each = inner.div_ceil(panels(inner).max(1)).max(1);
            for start in (0..inner.max(1)).step_by(each) {
                let keep = if start == 0 { 0.0 } else { 1.0 };
                self.run_terms(start..inner.min(start + each), keep, 1.0, c);
            }
        }
    }

    /// `C = A B`
    pub(super) fn store(self, c: &mut [f32]) {
        self.run(0.0, 1.0, c);
    }

    /// `C = factor A B`
    pub(super) fn store_scaled(self, factor: f32, c: &mut [f32]) {
        self.run(0.0, factor, c);
    }

    /// `C -= factor A B`
    pub(super) fn subtract(self, factor: f32, c: &mut [f32]) {
        if self.size.rows > 1 && self.size.columns > 1 {
            return self.run(1.0, -factor, c);
        }
        // For a vector gemm adds each term to the result by itself, which would lose the small ones.
        let mut product = vec![0.0; c.len()];
        self.store(&mut product);
        for (c, product) in c.iter_mut().zip(product) {
            *c -= factor * product;
        }
    }

    /// `C = keep C + factor A B`
    fn run(self, keep: f32, factor: f32, c: &mut [f32]) {
        self.run_terms(0..self.size.inner, keep, factor, c);
    }

    /// The same of these terms of each sum alone.
    fn run_terms(self, terms: Range<usize>, keep: f32, factor: f32, c: &mut [f32]) {
        let Size { rows, columns, .. } = self.size;
        let fits = rows.checked_mul(columns).is_some_and(|elements| c.len() >= elements);
        assert!(fits, "a result of {rows} x {columns}");
        let place = Place(c.as_mut_ptr());
        // gemm transposes B on one thread while the others wait: so in parts, by the sizes alone, on
        // which gemm's order of additions depends.
        let parts = match self.b {
            Matrix::Transposed(_) => (columns / COLUMNS).clamp(1, MOST_PARTS),
            Matrix::Plain(_) => 1,
        };
        let each = columns.div_ceil(parts).next_multiple_of(16);
        let parallelism = match self.threads / parts {
            0 | 1 => Parallelism::None,
            threads => Parallelism::Rayon(threads),
        };
        let run = |part: usize| {
            let part = part * each..columns.min((part + 1) * each);
            self.run_part(part, terms.clone(), keep, factor, &place, parallelism);
        };
        if self.threads == 1 || parts == 1 {
            (0..parts).for_each(run);
        } else {
            (0..parts).into_par_iter().for_each(run);
        }
    }

    /// The same for some columns of a result that has all rows and columns.
    fn run_part(
        self,
        part: Range<usize>,
        terms: Range<usize>,
        keep: f32,
        factor: f32,
        c: &Place,
        parallelism: Parallelism,
    ) {
        let Size { rows, inner, columns } = self.size;
        assert!(part.start <= part.end && part.end <= columns);
        assert!(terms.start <= terms.end && terms.end <= inner);
        let (a, a_columns, a_rows) = self.a.layout(rows, inner);
        let (b, b_columns, b_rows) = self.b.layout(inner, columns);
        // SAFETY: with these strides gemm reads rows x inner values of `a`, and of the inner x
        // columns of `b` and the rows x columns of `c` those of `terms` and `part`; each slice was seen
        // to have as many. `run` borrowed `c` mutably, so it overlaps neither `a` nor `b`, and gives no two
        // threads the same columns of it.
        unsafe {
            gemm::gemm(
                rows,
                part.len(),
                terms.len(),
                c.0.add(part.start),
                1,
                columns as isize,
                keep != 0.0,
                a.offset(terms.start as isize * a_columns),
                a_columns,
                a_rows,
                b.offset(part.start as isize * b_columns + terms.start as isize * b_rows),
                b_columns,
                b_rows,
                keep,
                factor,
                false,
                false,
                false,
                parallelism,
            );
        }
    }
}

/// Columns of a part at least, more or less, and parts at most: each packs all of A.
const COLUMNS: usize = 256;
const MOST_PARTS: usize = 4;

/// Where a result lies, for the threads that write parts of it.
struct Place(*mut f32);

// SAFETY: see `run_part`, the only one to write there.
unsafe impl Sync for Place {}
