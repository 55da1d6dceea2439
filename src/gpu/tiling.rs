//! Which tile a product takes, when its terms are split among workgroups, and the grids of both.

use super::layout::Layout;
use super::matrix::Matrices;
use super::shader::{Pass, Place, Product};
use super::tile::Tile;
use crate::kernel::{folded, grid};
use crate::shape::{Extent, Shape};

/// Workgroups from which a GPU has enough to do: about two each of the 30 to 40 units that compute
/// in a middle-sized one.
const ENOUGH: usize = 64;
/// Terms from which a sum is split, and the least in a chunk: less work than that is not worth the
/// second pass. Reasoned, not measured: a slab of 16 terms waits for memory once.
const LONG: usize = 512;
const CHUNK: usize = 128;

/// The tiles to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tiles {
    /// Largest first.
    usable: Vec<Tile>,
    may_split: bool,
}

impl Tiles {
    /// Those that a device of these limits runs, or the one asked for, for everything.
    pub(super) fn new(limits: &wgpu::Limits, forced: Option<Tile>) -> Self {
        let usable = match forced {
            Some(tile) => vec![tile],
            None => Tile::ALL.into_iter().filter(|tile| tile.fits(limits)).collect(),
        };
        Self { usable, may_split: forced.is_none() }
    }

    /// Whether they are of cooperative matrices.
    pub(super) fn are_mixed(&self) -> bool {
        matches!(self.usable[..], [Tile::Matrices(_), ..])
    }

    /// Those of cooperative matrices, for everything.
    pub(super) fn of_matrices(matrices: Matrices) -> Self {
        Self { usable: vec![Tile::Matrices(matrices)], may_split: true }
    }

    /// The least work of one workgroup.
    fn smallest(&self) -> Tile {
        self.usable.last().copied().unwrap_or(Tile::Small)
    }

    /// The dispatches of a product: one, or two where its terms are split. `may_split` is false
    /// where a row's sums must come out the same whatever the number of rows.
    pub(super) fn passes(&self, shape: Shape, may_split: bool) -> Vec<Pass> {
        if self.may_split && may_split && Chunks::of(shape).count > 1 {
            return vec![Pass::Part(self.smallest()), Pass::Sum];
        }
        vec![Pass::Whole(self.choose(shape))]
    }

    /// The largest tile of which there are enough, or the smallest. Members do not count, so that
    /// a member is computed as it would be alone.
    fn choose(&self, shape: Shape) -> Tile {
        let enough = |tile: &Tile| tile.count(shape) >= ENOUGH;
        self.usable.iter().copied().find(enough).unwrap_or(self.smallest())
    }
}

/// How the terms of a product's sums are shared among workgroups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunks {
    /// Terms of each chunk but the last.
    pub(super) each: usize,
    /// How many.
    pub(super) count: usize,
}

impl Chunks {
    /// All terms in one.
    fn whole(shape: Shape) -> Self {
        Self { each: shape.inner, count: 1 }
    }

    /// By the shape of one member alone, since it decides the order of the additions.
    fn of(shape: Shape) -> Self {
        let tiles = Tile::Small.count(shape);
        if shape.inner < LONG || tiles >= ENOUGH {
            return Self::whole(shape);
        }
        let count = ENOUGH.div_ceil(tiles).min(shape.inner / CHUNK);
        let each = shape.inner.div_ceil(count).next_multiple_of(Tile::Small.depth());
        Self { each, count: shape.inner.div_ceil(each) }
    }

    /// Those of a pass.
    pub(super) fn in_pass(pass: Pass, shape: Shape) -> Self {
        match pass {
            Pass::Whole(_) => Self::whole(shape),
            Pass::Part(_) | Pass::Sum => Self::of(shape),
        }
    }
}

/// Workgroups in each dimension. The sums of an update have a row for the bias too, and the second
/// pass of the last forward product has an invocation for each row.
pub(super) fn pass_grid(product: Product, pass: Pass, place: Place, shape: Shape) -> [u32; 3] {
    let members = shape.members as u32;
    match (pass, product, place) {
        (Pass::Sum, Product::Forward(_), Place::Last) => grid(shape.rows, members),
        (Pass::Sum, ..) => grid(partial_rows(product, shape) * pitch(shape) / 4, members),
        _ => {
            let workgroups = pass.tile().count(shape) * Chunks::in_pass(pass, shape).count;
            folded(workgroups as u32, members)
        }
    }
}

/// Elements between two rows of the result.
fn pitch(shape: Shape) -> usize {
    Layout::new(Extent { members: 1, rows: shape.rows, columns: shape.columns }).pitch
}

/// Rows of the sums that a split product leaves for its second pass.
fn partial_rows(product: Product, shape: Shape) -> usize {
    shape.rows + usize::from(matches!(product, Product::Update(_)))
}

/// Bytes of the sums of all chunks, which the first pass leaves for the second.
pub(super) fn partial_bytes(product: Product, shape: Shape) -> u64 {
    let each = partial_rows(product, shape) * pitch(shape);
    4 * (shape.members * Chunks::of(shape).count * each) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(rows: usize, inner: usize, columns: usize) -> Shape {
        Shape { members: 1, rows, inner, columns }
    }

    fn tiles() -> Tiles {
        Tiles::new(&wgpu::Limits::default(), None)
    }

    #[test]
    fn tiles_that_a_device_has_no_memory_for_are_none_of_its() {
        let small = wgpu::Limits { max_compute_workgroup_storage_size: 8192, ..Default::default() };
        assert_eq!(Tiles::new(&small, None).usable, [Tile::Small]);
    }

    #[test]
    fn a_product_takes_the_largest_tile_that_fills_a_gpu() {
        let whole = |tile| vec![Pass::Whole(tile)];
        let split = vec![Pass::Part(Tile::Small), Pass::Sum];
        for (rows, inner, columns, expected) in [
            // 784-512-512-10 with 256 samples: forward, gradients.
            (256, 784, 512, whole(Tile::Small)),
            (784, 256, 512, whole(Tile::Middle)),
            (256, 512, 10, split.clone()),
            // 784-128-10 with 64.
            (64, 784, 128, split.clone()),
            (784, 64, 128, whole(Tile::Small)),
            (64, 128, 10, whole(Tile::Small)),
            (1024, 512, 1024, whole(Tile::Large)),
            (1023, 512, 800, whole(Tile::Middle)),
            (5, 1000, 3, split),
            (5, 511, 3, whole(Tile::Small)),
        ] {
            let passes =
                |members| tiles().passes(Shape { members, ..shape(rows, inner, columns) }, true);
            assert_eq!(passes(1), expected, "{rows} x {inner} x {columns}");
            assert_eq!(passes(64), passes(1), "{rows} x {inner} x {columns}");
        }
        let forced = Tiles::new(&wgpu::Limits::default(), Some(Tile::Large));
        assert_eq!(forced.passes(shape(5, 1000, 3), true), whole(Tile::Large));
        assert_eq!(tiles().passes(shape(5, 1000, 3), false), whole(Tile::Small));
    }

    #[test]
    fn chunks_cover_the_terms_and_none_is_empty() {
        for rows in [1, 31, 64, 200, 500] {
            for inner in [1, 511, 512, 513, 1000, 1037, 65_536, 1_000_000] {
                let shape = shape(rows, inner, 40);
                let Chunks { each, count } = Chunks::of(shape);
                assert!(count * each >= inner && (count - 1) * each < inner, "{shape:?}");
                assert!(count == 1 || each.is_multiple_of(Tile::Small.depth()) && each >= CHUNK);
                assert!(count <= ENOUGH);
            }
        }
    }

    #[test]
    fn a_chunk_is_whole_slabs_of_every_tile() {
        for tile in Tile::ALL.into_iter().chain(Matrices::ALL.map(Tile::Matrices)) {
            assert!(CHUNK.is_multiple_of(tile.depth()), "{tile:?}");
            // In mixed precision chunks are as long as in f32.
            let is_mixed = matches!(tile, Tile::Matrices(_));
            assert!(!is_mixed || Tile::Small.depth().is_multiple_of(tile.depth()), "{tile:?}");
        }
    }

    #[test]
    fn a_grid_has_a_workgroup_for_every_tile_and_chunk() {
        for (rows, columns) in [(1, 1), (33, 70), (40_000_000, 3), (784, 512)] {
            let shape = shape(rows, 1000, columns);
            let matrices = Tile::Matrices(Matrices::SixteenBy32);
            for pass in [Tile::Small, Tile::Large, matrices]
                .into_iter()
                .flat_map(|tile| [Pass::Whole(tile), Pass::Part(tile)])
            {
                let [x, y, z] = pass_grid(Product::Update(None), pass, Place::Inner, shape);
                let needed = pass.tile().count(shape) * Chunks::in_pass(pass, shape).count;
                assert!(x <= 65_535 && y <= 65_535 && z == 1);
                assert!((x * y) as usize >= needed, "{shape:?} {pass:?}");
            }
        }
    }
}
