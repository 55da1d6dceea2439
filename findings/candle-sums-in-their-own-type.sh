#!/usr/bin/env bash
# candle-core 0.11.1 on the CPU: sums and means are added one by one in the tensor's own type: the mean of 512 ones in BF16 is 0.5. cumsum
# makes NaN of what stands before an infinity, and pow(-2, 2) is NaN.
#
# A good guess would be: means of halves are summed in f32, as PyTorch and NumPy have them; a cumulative sum at a place depends on what
# stands up to there; pow is that of the processor's library.
# Seen on 2026-11-29:
#   mean of                   BF16, 512 ones   BF16, 65,536 ones   F16, 65,536 ones   F32, 2e7 times 0.1   F32, 2^25 ones in a column
#                             0.5              0.0039              0.031              0.1006               0.5
#   cumsum of 1, 2, inf, 4    NaN, NaN, inf, inf;   of 1, 2, NaN, 4    NaN, NaN, NaN, NaN (it is a product with a matrix of 0 and 1)
#   pow of tensors            (-2, 2), (-2, 3) and (0, 0) are NaN;     powf(3) of -2 is -8
#
# What it means: the loss of a batch of more than 256 rows in BF16 is divided by the rows but not summed over them: it looks twice as
# good with twice the batch. Cast to F32 before a sum.
#
# Builds what it runs in a temporary folder (needs Rust; 1.95 was used; minutes); fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "program"
version = "0.1.0"
edition = "2021"

[dependencies]
candle-core = "=0.11.1"

[profile.dev]
opt-level = 1
debug = false
TOML
cat >src/main.rs <<'RUST'
use candle_core::{DType, Device, Result, Tensor};

fn main() -> Result<()> {
    let device = &Device::Cpu;
    let mean = |kind: DType, count: usize, number: f64, column: bool| -> Result<f64> {
        let numbers = (Tensor::ones((count, 1), kind, device)? * number)?;
        let mean = if column { numbers.mean(0)?.squeeze(0)? } else { numbers.mean_all()? };
        let mean = mean.to_dtype(DType::F64)?.to_scalar()?;
        println!("mean of {count} times {number} in {kind:?}{}: {mean}", if column { ", down a column" } else { "" });
        Ok(mean)
    };
    for (kind, count, number, column, seen) in [
        (DType::BF16, 256, 1.0, false, 1.0),
        (DType::BF16, 512, 1.0, false, 0.5),
        (DType::BF16, 65_536, 1.0, false, 0.003_906_25),
        (DType::F16, 2_048, 1.0, false, 1.0),
        (DType::F16, 65_536, 1.0, false, 0.031_25),
        (DType::F32, 20_000_000, 0.1, false, 0.1006),
        (DType::F32, 20_000_000, 0.1, true, 0.104_857_6),
        (DType::F32, 1 << 25, 1.0, true, 0.5),
        (DType::F64, 20_000_000, 0.1, true, 0.1),
    ] {
        let found = mean(kind, count, number, column)?;
        assert!((found / seen - 1.0).abs() < 1e-3, "{found} instead of {seen}");
    }
    let vector = |numbers: &[f32]| Tensor::new(numbers, device);
    let sums: Vec<f32> = vector(&[1.0, 2.0, f32::INFINITY, 4.0])?.cumsum(0)?.to_vec1()?;
    println!("cumsum of 1, 2, infinity, 4: {sums:?}");
    assert!(sums[0].is_nan() && sums[1].is_nan() && sums[2].is_infinite() && sums[3].is_infinite());
    let sums: Vec<f32> = vector(&[1.0, 2.0, f32::NAN, 4.0])?.cumsum(0)?.to_vec1()?;
    println!("cumsum of 1, 2, NaN, 4: {sums:?}");
    assert!(sums.iter().all(|x| x.is_nan()));
    let powers: Vec<f32> = vector(&[-2.0, -2.0, 0.0, 0.0])?.pow(&vector(&[2.0, 3.0, 0.0, 2.0])?)?.to_vec1()?;
    println!("pow of (-2, 2), (-2, 3), (0, 0), (0, 2): {powers:?}, powf(3) of -2: {:?}", vector(&[-2.0])?.powf(3.0)?.to_vec1::<f32>()?);
    assert!(powers[..3].iter().all(|x| x.is_nan()) && powers[3] == 0.0);
    assert_eq!(vector(&[-2.0])?.powf(3.0)?.to_vec1::<f32>()?, [-8.0]);
    Ok(())
}
RUST
CARGO_TARGET_DIR=$folder/target cargo build --quiet 2>build.log || { cat build.log >&2; exit 1; }
target/debug/program
