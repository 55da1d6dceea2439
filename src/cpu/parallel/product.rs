//! Products of matrices: cut for threads and caches, packed where that pays, and handed to the innermost
//! loops. None of it shows in the bits; see [`super::tile`].

use pulp::{Arch, Scalar128b, Simd, WithSimd};

use super::How;
use super::pack::{PackPanels, Room, with_rooms};
use super::tile::{ByRow, ByTerm, Panels, TERMS};
use crate::cpu::Size;

/// A matrix as it is needed, and how it lies in memory: row-major, or row-major as its transpose.
#[derive(Debug, Clone, Copy)]
pub(super) enum Matrix<'a> {
    Plain(&'a [f32]),
    Transposed(&'a [f32]),
}

impl<'a> Matrix<'a> {
    /// Its values.
    ///
    /// # Panics
    /// When there are fewer than a matrix of this size has.
    fn values(self, rows: usize, columns: usize) -> &'a [f32] {
        let (Self::Plain(values) | Self::Transposed(values)) = self;
        let elements = rows.checked_mul(columns).filter(|&elements| values.len() >= elements);
        &values[..elements.unwrap_or_else(|| panic!("a matrix of {rows} x {columns}"))]
    }
}

/// Some rows and columns of a result, complete.
pub(super) struct Tile<'a> {
    /// Its first row and column.
    pub(super) first: [usize; 2],
    pub(super) columns: usize,
    /// One row after the other.
    pub(super) values: &'a [f32],
}

/// Who is handed the tiles of a result, by the threads that compute them.
type Taker<'a> = &'a (dyn Fn(Tile<'_>) + Sync);

/// `A B`, `[rows, inner]` times `[inner, columns]`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Product<'a> {
    size: Size,
    a: Matrix<'a>,
    b: Matrix<'a>,
    how: How<'a>,
}

/// Additions by which a product of so many terms reaches its place; see
/// [`crate::executor::Fusion::update_panels`].
pub(super) fn panels(terms: usize) -> usize {
    terms.div_ceil(TERMS)
}

/// Multiplications that are worth a thread: some microseconds, beside the one or two until another thread begins.
const WORTH_A_THREAD: usize = 1 << 17;

impl<'a> Product<'a> {
    pub(super) fn new(size: Size, a: Matrix<'a>, b: Matrix<'a>, how: How<'a>) -> Self {
        Self { size, a, b, how }
    }

    /// `C = A B`
    pub(super) fn store(self, c: &mut [f32]) {
        self.run(false, 1.0, c);
    }

    /// `C = factor A B`
    pub(super) fn store_scaled(self, factor: f32, c: &mut [f32]) {
        self.run(false, factor, c);
    }

    /// `C -= factor A B`
    pub(super) fn subtract(self, factor: f32, c: &mut [f32]) {
        self.run(true, -factor, c);
    }

    /// Hands out `factor A B` in tiles, each once, and keeps none of it. `taker` may begin no other product.
    ///
    /// # Panics
    /// When there are more terms than [`TERMS`], so that no tile would be complete before all are added up, or
    /// none.
    pub(super) fn hand(self, factor: f32, taker: Taker<'_>) {
        assert!((1..=TERMS).contains(&self.size.inner), "a product of {} terms", self.size.inner);
        self.cut(false, factor, Goal::Taker(taker));
    }

    /// `C = factor A B`, or `C += factor A B`.
    fn run(self, adds: bool, factor: f32, c: &mut [f32]) {
        let Size { rows, inner, columns } = self.size;
        let elements = rows.checked_mul(columns).filter(|&elements| c.len() >= elements);
        let c = &mut c[..elements.unwrap_or_else(|| panic!("a result of {rows} x {columns}"))];
        if inner == 0 && !adds {
            c.fill(0.0);
        }
        self.cut(adds, factor, Goal::Place(c.as_mut_ptr()));
    }

    /// Cuts it for the threads.
    fn cut(self, adds: bool, factor: f32, goal: Goal<'_>) {
        let Size { rows, inner, columns } = self.size;
        let (a, b) = (self.a.values(rows, inner), self.b.values(inner, columns));
        let work = rows.saturating_mul(columns).saturating_mul(inner);
        let parts = (work / WORTH_A_THREAD).clamp(1, self.how.threads());
        let part = |[first_row, rows]: [usize; 2], [first_column, columns]: [usize; 2]| {
            let by_row = |values: &'a [f32], transposed: bool, row: usize| match transposed {
                true => &values[row..],
                false => &values[row * inner..],
            };
            let transposed = [self.a, self.b].map(|of| matches!(of, Matrix::Transposed(_)));
            Part {
                first: [first_row, first_column],
                rows,
                inner,
                columns,
                a: by_row(a, transposed[0], first_row),
                a_transposed: transposed[0],
                b: by_row(b, !transposed[1], first_column),
                b_transposed: transposed[1],
                whole: self.size,
                goal,
                adds,
                factor,
            }
        };
        if parts == 1 {
            return part([0, rows], [0, columns]).on(self.how.arch);
        }
        // What is cut is packed by each part for itself, and the other operand by all.
        let by_columns = columns >= rows || matches!(self.b, Matrix::Transposed(_));
        let (length, step) = if by_columns { (columns, 32) } else { (rows, 24) };
        let each = length.div_ceil(parts).next_multiple_of(step);
        self.how.deal(length.div_ceil(each), &|i| {
            let cut = [i * each, each.min(length - i * each)];
            let (of_rows, of_columns) =
                if by_columns { ([0, rows], cut) } else { (cut, [0, columns]) };
            part(of_rows, of_columns).on(self.how.arch);
        });
    }
}

/// What becomes of a result.
#[derive(Clone, Copy)]
enum Goal<'a> {
    /// It lies here, for the threads that write parts of it.
    Place(*mut f32),
    /// It is handed on.
    Taker(Taker<'a>),
}

// SAFETY: each part of a product writes rows and columns of its own.
unsafe impl Sync for Goal<'_> {}

/// Some rows and columns of a product.
struct Part<'a> {
    /// Its first row and column.
    first: [usize; 2],
    rows: usize,
    inner: usize,
    columns: usize,
    /// From its first row on.
    a: &'a [f32],
    a_transposed: bool,
    /// From its first column on.
    b: &'a [f32],
    b_transposed: bool,
    /// The product that it is a part of.
    whole: Size,
    goal: Goal<'a>,
    adds: bool,
    factor: f32,
}

impl Part<'_> {
    fn on(self, arch: Arch) {
        match arch {
            // Fewer columns than half a vector has are as fast in the shorter one.
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V4(simd) if self.columns <= 8 => Simd::vectorize(*simd, Fused::<true>(self)),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V4(simd) => Simd::vectorize(simd, Fused::<true>(self)),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Arch::V3(simd) => Simd::vectorize(simd, Fused::<true>(self)),
            #[cfg(target_arch = "aarch64")]
            Arch::Neon(simd) => Simd::vectorize(simd, Fused::<true>(self)),
            #[cfg(target_arch = "wasm32")]
            Arch::Simd128(simd) => Simd::vectorize(simd, Fused::<false>(self)),
            // Without the instruction a fused operation would be a call.
            _ => Simd::vectorize(Scalar128b, Fused::<false>(self)),
        }
    }
}

/// A part, with multiplication and addition fused or not.
struct Fused<'a, const FUSED: bool>(Part<'a>);

/// Rows of A, and columns of B, that stay in the cache of second level while they are used.
const ROWS: usize = 96;
const COLUMNS: usize = 512;
/// Elements between the rows of a packed A besides its terms: so that they are not all of one set of the
/// cache.
const APART: usize = 16;

impl<const FUSED: bool> WithSimd for Fused<'_, FUSED> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        with_rooms(|rooms| {
            for term in (0..self.0.inner).step_by(TERMS) {
                for column in (0..self.0.columns).step_by(COLUMNS) {
                    self.block(simd, [term, column], rooms);
                }
            }
        });
    }
}

impl<const FUSED: bool> Fused<'_, FUSED> {
    /// Some terms for some columns.
    #[inline(always)]
    fn block<S: Simd>(
        &self,
        simd: S,
        [term, column]: [usize; 2],
        [of_a, of_b, of_c]: &mut [Room; 3],
    ) {
        let part = &self.0;
        let terms = TERMS.min(part.inner - term);
        let columns = COLUMNS.min(part.columns - column);
        let Size { rows: all_rows, inner, columns: all_columns } = part.whole;
        // As they lie, columns are many lines apart: that is paid for by each of many rows.
        let long = part.rows >= 48 && terms * columns >= 1 << 12;
        let packs_b = part.b_transposed || (long && (S::F32_LANES < 16 || all_columns >= 1024));
        let a_step = if part.a_transposed { all_rows } else { inner };
        let packs_a = columns >= 256 && a_step >= 512;
        let width = 2 * S::F32_LANES;
        let (b, b_step, b_panel) = if packs_b {
            let (from, step) = match part.b_transposed {
                true => (&part.b[column * inner + term..], inner),
                false => (&part.b[term * all_columns + column..], all_columns),
            };
            let to = of_b.of(columns.next_multiple_of(width) * terms);
            let b = to.as_ptr();
            let transposed = part.b_transposed;
            simd.vectorize(PackPanels { from, step, transposed, terms, columns, to });
            (b, width, width * terms)
        } else {
            (part.b[term * all_columns + column..].as_ptr(), all_columns, width)
        };
        for row in (0..part.rows).step_by(ROWS) {
            let rows = ROWS.min(part.rows - row);
            let first = [part.first[0] + row, part.first[1] + column];
            let (c, c_step) = match part.goal {
                // SAFETY: the part lies inside the result.
                Goal::Place(c) => unsafe {
                    (c.add(first[0] * all_columns + first[1]), all_columns)
                },
                Goal::Taker(_) => (of_c.of(rows * columns).as_mut_ptr(), columns),
            };
            let adds = part.adds || term > 0;
            let panels = Panels {
                rows,
                terms,
                columns,
                b,
                b_step,
                b_panel,
                c,
                c_step,
                adds,
                factor: part.factor,
            };
            if part.a_transposed {
                let a = &part.a[term * all_rows + row..];
                let mut from = ByTerm(a.as_ptr(), all_rows);
                if packs_a {
                    let to = of_a.of(rows * terms);
                    for (to, a) in to.chunks_exact_mut(rows).zip(a.chunks(all_rows)) {
                        to.copy_from_slice(&a[..rows]);
                    }
                    from = ByTerm(to.as_ptr(), rows);
                }
                // SAFETY: slices that begin where the operands do were found to have all these rows, terms and
                // columns; the result is a part of one that was borrowed mutably, or this thread's memory.
                unsafe { panels.run::<S, _, FUSED>(simd, from) };
            } else {
                let a = &part.a[row * inner + term..];
                let mut from = ByRow(a.as_ptr(), inner);
                if packs_a {
                    let step = TERMS + APART;
                    let to = of_a.of(rows * step);
                    for (to, a) in to.chunks_exact_mut(step).zip(a.chunks(inner)) {
                        to[..terms].copy_from_slice(&a[..terms]);
                    }
                    from = ByRow(to.as_ptr(), step);
                }
                // SAFETY: as above.
                unsafe { panels.run::<S, _, FUSED>(simd, from) };
            }
            if let Goal::Taker(taker) = part.goal {
                taker(Tile { first, columns, values: of_c.of(rows * columns) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{LazyLock, Mutex};

    use super::*;
    use crate::bound::{self, Growth, Operand};
    use crate::cpu::parallel::Vectors;
    use crate::cpu::parallel::team::Team;
    use crate::cpu::{matmul_nn, matmul_nt, weight_gradient};
    use crate::kernel::Kernel;
    use crate::random::{Purpose, uniform};

    /// Rows, terms and columns around the sides of tiles, vectors, and what is packed or cut.
    const SIZES: [[usize; 3]; 13] = [
        [1, 1, 1],
        [1, 5, 40],
        [7, 3, 1],
        [5, 1, 9],
        [13, 30, 64],
        [32, 64, 10],
        [31, 2, 17],
        [100, 513, 33],
        [97, 100, 130],
        [130, 1030, 70],
        [600, 40, 300],
        [100, 20, 1030],
        [300, 520, 260],
    ];

    static TEAM: LazyLock<Team> = LazyLock::new(|| Team::new(3));

    fn ways() -> Vec<(Vectors, How<'static>)> {
        let available = Vectors::ALL.into_iter().filter(|vectors| vectors.is_available());
        let of = |vectors: Vectors| {
            let arch = vectors.arch().unwrap();
            [None, Some(&*TEAM)].map(|team| (vectors, How { arch, team }))
        };
        available.flat_map(of).collect()
    }

    fn wide(values: &[f32]) -> Vec<f64> {
        values.iter().copied().map(f64::from).collect()
    }

    /// Both operands of a product of a kernel, and what the twin makes of them.
    fn case(kernel: Kernel, [rows, inner, columns]: [usize; 3]) -> (Vec<f32>, Vec<f32>, Vec<f64>) {
        let numbers = |layer: u32, count| uniform(11, Purpose::Weights { layer }, count, 1.0);
        let (a, b) = (numbers(0, rows * inner), numbers(1, inner * columns));
        let mut exact = vec![0.0; rows * columns];
        let size = Size { rows, inner, columns };
        match kernel {
            Kernel::MatmulNn => matmul_nn(size, &wide(&a), &wide(&b), &mut exact),
            Kernel::MatmulNt => matmul_nt(size, &wide(&a), &wide(&b), &mut exact),
            _ => weight_gradient(size, &wide(&a), &wide(&b), &mut exact),
        }
        (a, b, exact)
    }

    fn product<'a>(kernel: Kernel, size: [usize; 3], a: &'a [f32], b: &'a [f32]) -> Product<'a> {
        let [rows, inner, columns] = size;
        let (a, b) = match kernel {
            Kernel::MatmulNn => (Matrix::Plain(a), Matrix::Plain(b)),
            Kernel::MatmulNt => (Matrix::Plain(a), Matrix::Transposed(b)),
            _ => (Matrix::Transposed(a), Matrix::Plain(b)),
        };
        Product { size: Size { rows, inner, columns }, a, b, how: ways()[0].1 }
    }

    /// What is handed out, each element once.
    fn handed(of: Product<'_>, factor: f32) -> Vec<f32> {
        let Size { rows, columns, .. } = of.size;
        let all = Mutex::new(vec![f32::NAN; rows * columns]);
        of.hand(factor, &|Tile { first: [row, column], columns: width, values }| {
            let mut all = all.lock().unwrap();
            for (row, values) in (row..).zip(values.chunks_exact(width)) {
                let to = &mut all[row * columns + column..][..width];
                assert!(to.iter().all(|to| to.is_nan()), "{of:?}: row {row} again");
                to.copy_from_slice(values);
            }
        });
        all.into_inner().unwrap()
    }

    #[test]
    fn products_are_within_their_bounds_and_fused_ones_the_same_bits() {
        for kernel in [Kernel::MatmulNn, Kernel::MatmulNt, Kernel::WeightGradient] {
            for size in SIZES {
                let (a, b, exact) = case(kernel, size);
                let factor = match kernel {
                    Kernel::WeightGradient => 1.0 / size[1] as f32,
                    _ => 1.0,
                };
                let values = [wide(&a), wide(&b)];
                let errors = values.clone().map(|values| vec![0.0; values.len()]);
                let operand = |i: usize| Operand { value: &values[i], error: &errors[i] };
                let of = product(kernel, size, &a, &b);
                let operands = [operand(0), operand(1)];
                let bounds = bound::error(kernel, Growth::Guaranteed, of.size, &operands, &exact);
                let mut fused = None;
                for (vectors, how) in ways() {
                    // More room than is needed, which stays as it is.
                    let mut c = vec![7.0; exact.len() + 5];
                    Product { how, ..of }.store_scaled(factor, &mut c);
                    let which = || format!("{kernel:?} {size:?}, {vectors}, {}", how.threads());
                    assert!(c.split_off(exact.len()).iter().all(|&c| c == 7.0), "{}", which());
                    for ((&c, exact), bound) in c.iter().zip(&exact).zip(&bounds) {
                        let error = (f64::from(c) - exact).abs();
                        assert!(error <= *bound, "{}: off by {error:e} of {bound:e}", which());
                    }
                    if (1..=TERMS).contains(&size[1]) {
                        assert_eq!(handed(Product { how, ..of }, factor), c, "{}", which());
                    }
                    if vectors.is_fused() {
                        assert!(*fused.get_or_insert_with(|| c.clone()) == c, "{}", which());
                    }
                }
            }
        }
    }

    #[test]
    fn a_part_is_subtracted_as_the_product_says() {
        let size = [70, 530, 66];
        let (a, b, exact) = case(Kernel::WeightGradient, size);
        for (_, how) in ways() {
            let mut c = vec![1.0; exact.len()];
            let of = product(Kernel::WeightGradient, size, &a, &b);
            Product { how, ..of }.subtract(0.5, &mut c);
            for (&c, mean) in c.iter().zip(&exact) {
                let expected = 1.0 - 0.5 * mean * size[1] as f64;
                assert!((f64::from(c) - expected).abs() < 1e-4, "{c} and not {expected}");
            }
        }
    }

    #[test]
    fn a_row_is_the_same_alone_and_among_others() {
        for &size in &SIZES[..SIZES.len() - 1] {
            let [rows, inner, columns] = size;
            for kernel in [Kernel::MatmulNn, Kernel::MatmulNt] {
                let (a, b, _) = case(kernel, size);
                for (vectors, how) in ways() {
                    let mut all = vec![0.0; rows * columns];
                    Product { how, ..product(kernel, size, &a, &b) }.store(&mut all);
                    for row in [0, rows / 2, rows - 1] {
                        let own = &a[row * inner..][..inner];
                        let mut alone = vec![0.0; columns];
                        let of = product(kernel, [1, inner, columns], own, &b);
                        Product { how, ..of }.store(&mut alone);
                        let same = alone == all[row * columns..][..columns];
                        assert!(same, "{kernel:?} {size:?}, {vectors}");
                    }
                }
            }
        }
    }
}
