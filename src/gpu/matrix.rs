//! Cooperative matrices: the forms that the shaders use for products in mixed precision.

/// Square matrices that the invocations of a subgroup multiply together: operands in f16, sums in
/// f32. The forms are those for which `matrices.wgsl` has constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matrices {
    /// 8 x 8, in subgroups of 8: lavapipe.
    EightBy8,
    /// 8 x 8, in subgroups of 32.
    EightBy32,
    /// 16 x 16, in subgroups of 32: NVIDIA.
    SixteenBy32,
}

impl Matrices {
    /// All of them, the one to prefer first.
    pub const ALL: [Self; 3] = [Self::SixteenBy32, Self::EightBy32, Self::EightBy8];

    /// Rows, columns and terms of one.
    pub fn side(self) -> usize {
        match self {
            Self::EightBy8 | Self::EightBy32 => 8,
            Self::SixteenBy32 => 16,
        }
    }

    /// Invocations of a subgroup.
    pub fn subgroup(self) -> usize {
        match self {
            Self::EightBy8 => 8,
            Self::EightBy32 | Self::SixteenBy32 => 32,
        }
    }

    /// The values of the overrides of `tile_operands.wgsl`.
    pub(super) fn constants(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::EightBy8 => &[("WORKGROUP", 32.0), ("SIDE", 32.0), ("DEPTH", 8.0)],
            Self::EightBy32 | Self::SixteenBy32 => {
                &[("WORKGROUP", 128.0), ("SIDE", 64.0), ("DEPTH", 16.0)]
            }
        }
    }
}
