//! Which vector instructions the executor uses.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};

use pulp::Arch;

use crate::error::{Error, Result};

/// A place in [`Vectors::ALL`], or none.
static PREFERRED: AtomicUsize = AtomicUsize::new(usize::MAX);

/// A set of vector instructions. What an executor computes has the same bits with all in which multiplication
/// and addition are fused ([`Self::is_fused`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vectors {
    /// What every processor of its kind has.
    Plain,
    /// AVX2 with fused multiplication and addition, 8 numbers at a time.
    Avx2,
    /// AVX-512 (F, BW, CD, DQ and VL), 16 numbers at a time.
    Avx512,
    /// NEON, 4 numbers at a time.
    Neon,
    /// WebAssembly's vectors, 4 numbers at a time.
    Simd128,
}

impl Vectors {
    /// All of them, the widest of a kind of processor last.
    pub const ALL: [Self; 5] = [Self::Plain, Self::Avx2, Self::Avx512, Self::Neon, Self::Simd128];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Neon => "neon",
            Self::Simd128 => "simd128",
        }
    }

    /// Whether multiplication and addition of a product round once.
    pub fn is_fused(self) -> bool {
        !matches!(self, Self::Plain | Self::Simd128)
    }

    /// Whether this processor has it.
    pub fn is_available(self) -> bool {
        self.found().is_some()
    }

    /// The widest that this processor has.
    pub fn widest() -> Self {
        let available = Self::ALL.into_iter().rev().find(|vectors| vectors.is_available());
        available.unwrap_or(Self::Plain)
    }

    /// Makes it what all executors of this process use whose options name none.
    ///
    /// # Errors
    /// When this processor does not have it.
    pub fn prefer(self) -> Result<()> {
        self.arch()?;
        PREFERRED.store(self as usize, Ordering::Relaxed);
        Ok(())
    }

    /// Whether [`Self::prefer`] was called.
    pub(crate) fn are_told() -> bool {
        PREFERRED.load(Ordering::Relaxed) != usize::MAX
    }

    /// What is used where options name none.
    pub(crate) fn preferred() -> Self {
        Self::ALL.get(PREFERRED.load(Ordering::Relaxed)).copied().unwrap_or_else(Self::widest)
    }

    /// # Errors
    /// When this processor does not have it.
    pub(super) fn arch(self) -> Result<Arch> {
        self.found().ok_or_else(|| {
            let has = Self::ALL.into_iter().filter(|vectors| vectors.is_available());
            let has: Vec<_> = has.map(Self::name).collect();
            Error::input(format!("this processor has no {self}"))
                .advice(format!("it has {}", has.join(", ")))
        })
    }

    fn found(self) -> Option<Arch> {
        match self {
            Self::Plain => Some(Arch::Scalar),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Self::Avx2 => pulp::x86::V3::try_new().map(Arch::V3),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Self::Avx512 => pulp::x86::V4::try_new().map(Arch::V4),
            #[cfg(target_arch = "aarch64")]
            Self::Neon => pulp::aarch64::Neon::try_new().map(Arch::Neon),
            #[cfg(target_arch = "wasm32")]
            Self::Simd128 => pulp::wasm::Simd128::try_new().map(Arch::Simd128),
            #[allow(unreachable_patterns)]
            _ => None,
        }
    }
}

impl fmt::Display for Vectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "no wide vectors",
            Self::Avx2 => "AVX2",
            Self::Avx512 => "AVX-512",
            Self::Neon => "NEON",
            Self::Simd128 => "SIMD128",
        })
    }
}

impl FromStr for Vectors {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|vectors| vectors.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::input(format!("no vectors are called {name:?}")).advice(format!("use {names}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_the_widest_is_there() {
        for vectors in Vectors::ALL {
            assert_eq!(vectors.name().parse::<Vectors>().unwrap(), vectors);
        }
        let message = "avx".parse::<Vectors>().unwrap_err().to_string();
        assert!(message.contains("avx2, avx512"), "{message}");
        assert!(Vectors::Plain.is_available() && Vectors::widest().is_available());
        let missing = Vectors::ALL.into_iter().find(|vectors| !vectors.is_available());
        let message = missing.unwrap().arch().unwrap_err().to_string();
        assert!(message.contains("it has plain"), "{message}");
    }
}
