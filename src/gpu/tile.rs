//! Workgroup-memory tiles: what each takes of a device, and how it divides a result.

use super::matrix::Matrices;
use crate::shape::Shape;

/// Rows and columns of the result that one workgroup computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tile {
    /// 32 x 32.
    Small,
    /// 64 x 64.
    Middle,
    /// 128 x 128.
    Large,
    /// Of cooperative matrices, in mixed precision.
    Matrices(Matrices),
}

impl Tile {
    /// Those of f32, largest first.
    pub const ALL: [Self; 3] = [Self::Large, Self::Middle, Self::Small];

    /// Rows, and columns.
    pub fn side(self) -> usize {
        match self {
            Self::Small => 32,
            Self::Middle => 64,
            Self::Large => 128,
            Self::Matrices(Matrices::EightBy8) => 32,
            Self::Matrices(Matrices::EightBy32 | Matrices::SixteenBy32) => 64,
        }
    }

    /// Blocks of four by four results that an invocation has, across and down; or matrices that a
    /// subgroup has.
    pub(super) fn halves(self) -> usize {
        match self {
            Self::Small | Self::Middle => 1,
            Self::Large => 2,
            // Two by two subgroups share a tile.
            Self::Matrices(matrices) => self.side() / 2 / matrices.side(),
        }
    }

    /// Invocations of a workgroup: one for each `halves * halves` blocks, or four subgroups.
    fn invocations(self) -> usize {
        match self {
            Self::Matrices(matrices) => 4 * matrices.subgroup(),
            _ => (self.side() / 4 / self.halves()).pow(2),
        }
    }

    /// Terms in workgroup memory at a time: as many as take one block of each invocation to load.
    pub(super) fn depth(self) -> usize {
        8 * self.invocations() / self.side()
    }

    /// Bytes of workgroup memory.
    fn memory(self) -> usize {
        let slab = 2 * self.depth() * self.side();
        match self {
            // The slab in f16, the sums, those of the bias, one for each four terms, and a vector
            // for each invocation.
            Self::Matrices(_) => {
                let sums = 4 * self.side().pow(2) + self.depth() * self.side();
                2 * slab + sums + 16 * self.invocations()
            }
            _ => 4 * slab,
        }
    }

    /// What tells its shaders from those of other tiles.
    pub(super) fn label(self) -> String {
        match self {
            Self::Matrices(matrices) => {
                format!("matrices_{}x{}", matrices.side(), matrices.subgroup())
            }
            _ => self.side().to_string(),
        }
    }

    /// The values of the overrides of `tile_operands.wgsl`.
    pub(super) fn constants(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Small => &[("WORKGROUP", 64.0), ("SIDE", 32.0), ("DEPTH", 16.0)],
            Self::Middle => &[("WORKGROUP", 256.0), ("SIDE", 64.0), ("DEPTH", 32.0)],
            Self::Large => &[("WORKGROUP", 256.0), ("SIDE", 128.0), ("DEPTH", 16.0)],
            Self::Matrices(matrices) => matrices.constants(),
        }
    }

    /// Whether a device of these limits runs it.
    pub(super) fn fits(self, limits: &wgpu::Limits) -> bool {
        self.invocations() <= limits.max_compute_invocations_per_workgroup as usize
            && self.invocations() <= limits.max_compute_workgroup_size_x as usize
            && self.memory() <= limits.max_compute_workgroup_storage_size as usize
    }

    /// Tiles that cover the result of one member.
    pub(super) fn count(self, shape: Shape) -> usize {
        shape.columns.div_ceil(self.side()) * shape.rows.div_ceil(self.side())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_runs_on_webgpu_s_default_limits_and_has_its_constants() {
        let matrices = Matrices::ALL.map(Tile::Matrices);
        for tile in Tile::ALL.into_iter().chain(matrices) {
            let values = [tile.invocations(), tile.side(), tile.depth()].map(|n| n as f64);
            let constants = tile.constants().iter().map(|&(_, value)| value);
            assert_eq!(constants.collect::<Vec<_>>(), values, "{tile:?}");
            // A slab is a whole number of blocks.
            assert!(tile.depth().is_multiple_of(4), "{tile:?}");
        }
        assert!(Tile::ALL.iter().all(|tile| tile.fits(&wgpu::Limits::default())));
        for (tile, matrices) in matrices.into_iter().zip(Matrices::ALL) {
            // A slab is whole matrices; four subgroups have the tile.
            assert!(tile.depth().is_multiple_of(matrices.side()), "{tile:?}");
            assert_eq!(tile.side(), 2 * tile.halves() * matrices.side(), "{tile:?}");
        }
    }
}
