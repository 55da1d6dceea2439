//! The innermost loops of a product: a tile of the result in registers, a row of B by a column of A after
//! the other.
//!
//! An element is one chain of multiplications and additions over its terms in their order, whatever the
//! tile and the vectors are. So its bits depend on no other row or column, not on the number of threads,
//! and wherever multiplication and addition are fused (AVX2, AVX-512, NEON) they are the same.

use pulp::{MemMask, Simd, WithSimd};

/// Terms that are added up in registers before they are added to the result, at most.
pub(super) const TERMS: usize = 512;

/// How the rows of A lie.
pub(super) trait Walk: Copy {
    /// Element `[row, term]`.
    ///
    /// # Safety
    /// There is one.
    unsafe fn at(self, row: usize, term: usize) -> *const f32;

    /// From this row on.
    ///
    /// # Safety
    /// There is one.
    unsafe fn from(self, row: usize) -> Self;
}

/// The terms of a row next to each other, rows so many elements apart.
#[derive(Clone, Copy)]
pub(super) struct ByRow(pub(super) *const f32, pub(super) usize);

/// The rows of a term next to each other, terms so many elements apart.
#[derive(Clone, Copy)]
pub(super) struct ByTerm(pub(super) *const f32, pub(super) usize);

impl Walk for ByRow {
    #[inline(always)]
    unsafe fn at(self, row: usize, term: usize) -> *const f32 {
        // SAFETY: the caller's.
        unsafe { self.0.add(row * self.1 + term) }
    }

    #[inline(always)]
    unsafe fn from(self, row: usize) -> Self {
        // SAFETY: the caller's.
        Self(unsafe { self.0.add(row * self.1) }, self.1)
    }
}

impl Walk for ByTerm {
    #[inline(always)]
    unsafe fn at(self, row: usize, term: usize) -> *const f32 {
        // SAFETY: the caller's.
        unsafe { self.0.add(term * self.1 + row) }
    }

    #[inline(always)]
    unsafe fn from(self, row: usize) -> Self {
        // SAFETY: the caller's.
        Self(unsafe { self.0.add(row) }, self.1)
    }
}

/// Some rows, terms and columns of a product, laid out.
pub(super) struct Panels {
    pub(super) rows: usize,
    pub(super) terms: usize,
    pub(super) columns: usize,
    pub(super) b: *const f32,
    pub(super) b_step: usize,
    /// From one panel of B to the next.
    pub(super) b_panel: usize,
    pub(super) c: *mut f32,
    pub(super) c_step: usize,
    pub(super) adds: bool,
    pub(super) factor: f32,
}

impl Panels {
    /// # Safety
    /// `a` has so many rows and terms; `b` so many terms, and `c` so many rows, of all these columns; nobody
    /// else uses those of `c`.
    #[inline(always)]
    pub(super) unsafe fn run<S: Simd, A: Walk, const FUSED: bool>(&self, simd: S, a: A) {
        let width = 2 * S::F32_LANES;
        let mut column = 0;
        while column < self.columns {
            let left = self.columns - column;
            // SAFETY: the column is one of B and of C.
            let (b, c) = unsafe {
                (self.b.add(column / width * self.b_panel + column % width), self.c.add(column))
            };
            let Self { rows, terms, b_step, c_step, adds, factor, .. } = *self;
            let panel = Panel { rows, terms, a, b, b_step, c, c_step, rest: 0, adds, factor };
            // SAFETY: the caller's.
            unsafe {
                if left >= width {
                    simd.vectorize(RunPanel::<A, 2, FUSED>::new(panel));
                    column += width;
                } else if left >= S::F32_LANES {
                    simd.vectorize(RunPanel::<A, 1, FUSED>::new(panel));
                    column += S::F32_LANES;
                } else {
                    let panel = Panel { rest: left, ..panel };
                    simd.vectorize(RunPanel::<A, 1, FUSED>::new(panel));
                    column = self.columns;
                }
            }
        }
    }
}

/// `C = factor A B`, or `C += factor A B`, for as many columns as one or two vectors have, or fewer.
#[derive(Clone, Copy)]
pub(super) struct Panel<A> {
    pub(super) rows: usize,
    pub(super) terms: usize,
    pub(super) a: A,
    pub(super) b: *const f32,
    /// From a term of B to the next.
    pub(super) b_step: usize,
    pub(super) c: *mut f32,
    /// From a row of C to the next.
    pub(super) c_step: usize,
    /// Columns, where they are fewer than a vector has; else 0.
    pub(super) rest: usize,
    pub(super) adds: bool,
    pub(super) factor: f32,
}

/// Runs a panel of so many vectors, with multiplication and addition fused or not.
pub(super) struct RunPanel<A, const VECTORS: usize, const FUSED: bool>(Panel<A>);

impl<A: Walk, const VECTORS: usize, const FUSED: bool> RunPanel<A, VECTORS, FUSED> {
    /// # Safety
    /// `a` has so many rows and terms; `b` so many terms, and `c` so many rows, of all these columns; nobody
    /// else uses those of `c`.
    pub(super) unsafe fn new(panel: Panel<A>) -> Self {
        Self(panel)
    }
}

impl<A: Walk, const VECTORS: usize, const FUSED: bool> WithSimd for RunPanel<A, VECTORS, FUSED> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // SAFETY: who made it has seen to what it reads and writes.
        unsafe {
            match self.0.rest {
                0 => self.0.run::<S, VECTORS, FUSED, false>(simd),
                _ => self.0.run::<S, 1, FUSED, true>(simd),
            }
        }
    }
}

impl<A: Walk> Panel<A> {
    /// # Safety
    /// As [`RunPanel::new`]'s.
    #[inline(always)]
    unsafe fn run<S: Simd, const VECTORS: usize, const FUSED: bool, const MASKED: bool>(
        &self,
        simd: S,
    ) {
        // WebAssembly names as many as one likes; most processors that it runs on have 16.
        let registers = if cfg!(target_arch = "wasm32") { 16 } else { S::REGISTER_COUNT };
        let mut row = 0;
        macro_rules! tiles {
            ($rows:literal) => {
                while self.rows - row >= $rows {
                    // SAFETY: so many rows are left.
                    unsafe { self.tile::<S, $rows, VECTORS, FUSED, MASKED>(simd, row) };
                    row += $rows;
                }
            };
        }
        // As many sums as hide how long an addition takes, and leave registers for the operands.
        if VECTORS == 2 {
            if registers >= 32 {
                tiles!(12);
            } else {
                tiles!(6);
            }
        }
        if registers >= 32 || VECTORS == 1 {
            tiles!(8);
        }
        tiles!(4);
        tiles!(2);
        tiles!(1);
    }

    /// # Safety
    /// As [`RunPanel::new`]'s, and there are `ROWS` more rows from `first` on.
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "indices alone are sure to be unrolled")]
    unsafe fn tile<
        S: Simd,
        const ROWS: usize,
        const VECTORS: usize,
        const FUSED: bool,
        const MASKED: bool,
    >(
        &self,
        simd: S,
        first: usize,
    ) {
        let mask: MemMask<S::m32s> = simd.mask_between_m32s(0, self.rest as u32);
        let zero = simd.splat_f32s(0.0);
        let mut sums = [[zero; VECTORS]; ROWS];
        // SAFETY: all that is read and written is of these rows, terms and columns, the mask leaving out
        // those that are not there; vectors need not be aligned.
        unsafe {
            let a = self.a.from(first);
            let mut b = self.b;
            for term in 0..self.terms {
                let mut row = [zero; VECTORS];
                for v in 0..VECTORS {
                    let place = b.add(v * S::F32_LANES);
                    row[v] = match MASKED {
                        true => simd.mask_load_ptr_f32s(mask, place),
                        false => place.cast::<S::f32s>().read_unaligned(),
                    };
                }
                // Past the last row this may be outside, where nothing is read.
                b = b.wrapping_add(self.b_step);
                for r in 0..ROWS {
                    let x = simd.splat_f32s(*a.at(r, term));
                    for v in 0..VECTORS {
                        sums[r][v] = sum::<S, FUSED>(simd, x, row[v], sums[r][v]);
                    }
                }
            }
            let factor = simd.splat_f32s(self.factor);
            for r in 0..ROWS {
                for v in 0..VECTORS {
                    let place = self.c.add((first + r) * self.c_step + v * S::F32_LANES);
                    let whole = place.cast::<S::f32s>();
                    let result = if !self.adds {
                        simd.mul_f32s(factor, sums[r][v])
                    } else {
                        let before = match MASKED {
                            true => simd.mask_load_ptr_f32s(mask, place),
                            false => whole.read_unaligned(),
                        };
                        sum::<S, FUSED>(simd, factor, sums[r][v], before)
                    };
                    match MASKED {
                        true => simd.mask_store_ptr_f32s(mask, place, result),
                        false => whole.write_unaligned(result),
                    }
                }
            }
        }
    }
}

/// `x y + sum`; a function and no closure, for only so it is surely part of the loop.
#[inline(always)]
fn sum<S: Simd, const FUSED: bool>(simd: S, x: S::f32s, y: S::f32s, sum: S::f32s) -> S::f32s {
    match FUSED {
        true => simd.mul_add_f32s(x, y, sum),
        false => simd.add_f32s(simd.mul_f32s(x, y), sum),
    }
}
