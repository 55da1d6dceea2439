//! Sizes of tensors and of loops; the only place where sizes are multiplied, and every product is
//! checked.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The number of elements of a tensor of this shape.
///
/// # Errors
/// When it exceeds `u32::MAX`, which is what a kernel can index.
pub fn elements(what: &str, shape: &[usize]) -> Result<usize> {
    shape
        .iter()
        .try_fold(1usize, |product, &size| product.checked_mul(size))
        .filter(|&product| u32::try_from(product).is_ok())
        .ok_or_else(|| {
            let shape = shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" x ");
            Error::input(format!("{what} of {shape} elements is too large"))
                .advice("use fewer members, smaller layers or a smaller batch")
        })
}

/// The size of a buffer: `[members, rows, columns]`. `members` is 1 where all members share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Members, or 1.
    pub members: usize,
    /// Rows of one member.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

impl Extent {
    /// The number of elements.
    ///
    /// # Errors
    /// When a kernel could not index them.
    pub fn elements(self) -> Result<usize> {
        elements("a tensor", &[self.members, self.rows, self.columns])
    }
}

/// The loops of a command: `members`, `rows` and `columns` of the result, `inner` the length of
/// the sum (1 where there is none).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Networks side by side.
    pub members: usize,
    /// Rows of the result.
    pub rows: usize,
    /// Terms of each sum.
    pub inner: usize,
    /// Columns of the result.
    pub columns: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_that_overflows_is_an_error() {
        assert_eq!(elements("weight", &[3, 4, 5]).unwrap(), 60);
        assert!(elements("weight", &[usize::MAX, 2]).is_err());
        assert!(elements("weight", &[1 << 16, 1 << 16]).is_err());
    }
}
