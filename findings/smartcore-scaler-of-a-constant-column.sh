#!/usr/bin/env bash
# smartcore 0.7.0: StandardScaler makes NaN of a constant column of f32, of 0 for example, and numbers around -1e292 of one of 0.7
# in f64; numbers 1 to both sides of 100,000,000 become 4.5e307 and -4.5e307.
#
# A good guess would be: 0, which is what scikit-learn gives, what smartcore's own test of a column without variance expects, and
# what its guard promises, which replaces a deviation of 0 by the smallest positive number. That number is the one of f64 and
# becomes 0 in f32; and in f64 the mean of a thousand 0.7 is not 0.7 to the last bit, so that the rest is divided by 2.2e-308. The
# deviation is the root of the mean square less the squared mean, which is off or negative where numbers are far from 0 compared
# with their deviation.
# Seen on 2026-11-30, the first two numbers of a scaled column of 1,000:
#   column                            f64                  f32
#   0.0                               0, 0                 NaN, NaN
#   0.5                               0, 0                 NaN, NaN
#   0.3                               -2.5e293, -2.5e293   NaN, NaN
#   0.7                               -2.9e293, -2.9e293   0, 0
#   1.1                               -3.9e293, -3.9e293   0, 0
#   999999, 1000001, ...              -1, 1                -1, 1
#   9999999, 10000001, ...            -3.27, 3.27          -3.27, 3.27
#   99999999, 100000001, ...          -4.5e307, 4.5e307    (equal in f32)
# Of the constants 0, 0.01, ... 9.99 so are 469 above 1e290 in f64 and 797 NaN or infinite in f32.
#
# What it means: one setting that never changes, a pixel that is always black or a class that a one-hot column of the training
# rows lacks makes a whole table unusable, with no error; smartcore's Lasso refuses such a column by name. Drop constant columns
# and subtract a typical value of large ones before scaling.
#
# Builds and runs what it needs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name probe --edition 2021
cargo add --quiet smartcore@=0.7.0
cat >src/main.rs <<'RUST'
use smartcore::api::{Transformer, UnsupervisedEstimator};
use smartcore::linalg::basic::arrays::Array;
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::numbers::realnum::RealNumber;
use smartcore::preprocessing::numerical::{StandardScaler, StandardScalerParameters};

fn scaled<T: RealNumber>(column: &[T]) -> (T, T) {
    let rows: Vec<Vec<T>> = column.iter().map(|number| vec![*number]).collect();
    let matrix = DenseMatrix::from_2d_vec(&rows).unwrap();
    let scaler = StandardScaler::fit(&matrix, StandardScalerParameters::default()).unwrap();
    let answer: DenseMatrix<T> = scaler.transform(&matrix).unwrap();
    (*answer.get((0, 0)), *answer.get((1, 0)))
}

/// Deviations from the mean, found in two passes.
fn right(column: &[f64]) -> f64 {
    let count = column.len() as f64;
    let mean = column.iter().map(|number| number - column[0]).sum::<f64>() / count;
    let square = column.iter().map(|number| (number - column[0] - mean).powi(2)).sum::<f64>() / count;
    if square == 0.0 { 0.0 } else { -mean / square.sqrt() }
}

fn main() {
    for constant in [0.0, 0.5, 0.3, 0.7, 1.1] {
        let double = scaled(&vec![constant; 1000]);
        let single = scaled(&vec![constant as f32; 1000]);
        println!("{constant} in f64 {double:?}, in f32 {single:?}");
        assert_eq!(right(&vec![constant; 1000]), 0.0);
        if constant == 0.0 || constant == 0.5 {
            assert_eq!(double.0, 0.0);
            assert!(single.0.is_nan(), "the behaviour changed");
        } else {
            assert!(double.0.abs() > 1e290, "the behaviour changed");
        }
    }
    let constants = (0..1000).map(|k| f64::from(k) / 100.0);
    let double = constants.clone().filter(|c| scaled(&vec![*c; 1000]).0.abs() > 1e290).count();
    let single = constants.filter(|c| !scaled(&vec![*c as f32; 1000]).0.is_finite()).count();
    println!("of the constants 0, 0.01, ... 9.99 above 1e290 in f64: {double}, NaN or infinite in f32: {single}");
    assert!(double > 100 && single > 100, "the behaviour changed");
    for middle in [1e3, 1e6, 1e7, 1e8, 1e9] {
        let column: Vec<f64> = (0..1000).map(|row| middle + f64::from(row % 2) * 2.0 - 1.0).collect();
        let double = scaled(&column);
        println!("{middle} -1 and +1 in f64 {double:?}, right {}", right(&column));
        assert_eq!(right(&column), -1.0);
        match middle {
            1e3 | 1e6 => assert!((double.0 + 1.0).abs() < 1e-3),
            1e7 => assert!(double.0 < -2.0, "the behaviour changed"),
            _ => assert!(double.0 < -1e300 && double.1 > 1e300, "the behaviour changed"),
        }
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
