//! Tensors of several types as f32.

use half::{bf16, f16};

use crate::error::{Error, Result};

/// A type of numbers in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    F16,
    Bf16,
    F32,
    F64,
}

impl Kind {
    fn size(self) -> usize {
        match self {
            Self::F16 | Self::Bf16 => 2,
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// `count` numbers in little-endian bytes, rounded to f32.
    ///
    /// # Errors
    /// When there are more or fewer bytes than that.
    pub(super) fn read(self, bytes: &[u8], count: usize) -> Result<Vec<f32>> {
        if Some(bytes.len()) != count.checked_mul(self.size()) {
            let found = bytes.len() / self.size();
            return Err(Error::input(format!("{found} numbers where its shape has {count}")));
        }
        Ok(match self {
            Self::F16 => each(bytes, |b| f16::from_le_bytes(b).to_f32()),
            Self::Bf16 => each(bytes, |b| bf16::from_le_bytes(b).to_f32()),
            Self::F32 => each(bytes, f32::from_le_bytes),
            Self::F64 => each(bytes, |b| f64::from_le_bytes(b) as f32),
        })
    }
}

/// Refuses numbers that are not finite.
pub(super) fn finite(values: Vec<f32>) -> Result<Vec<f32>> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(values),
        Some(place) => Err(Error::input(format!("value {} is {}", place + 1, values[place]))
            .advice("give a network whose numbers are finite in f32")),
    }
}

fn each<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks();
    numbers.iter().map(|&bytes| number(bytes)).collect()
}

/// `[outputs, inputs]` as `[inputs, outputs]`.
pub(super) fn transposed(values: &[f32], outputs: usize, inputs: usize) -> Vec<f32> {
    let column = |i: usize| (0..outputs).map(move |j| values[j * inputs + i]);
    (0..inputs).flat_map(column).collect()
}
