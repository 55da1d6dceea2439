#!/usr/bin/env bash
# linfa-linear 0.8.1: IsotonicRegression follows the data only for rows in ascending order of x and a rising y: of the rows 3, 1,
# 5, 2, 4 with y = x it predicts 1, 1, 5, 1, 5, and for y falling from 5 to 1 the numbers 1 to 5, rising.
#
# A good guess would be: y itself, in any order of the rows, since the rows are sorted by x first, and in the direction of the
# correlation, which is computed for that. But the steps that are found in that order are given the x of the rows as they stand.
# Seen on 2026-11-30, the predictions for the rows themselves:
#   x                  y                  linfa                       scikit-learn's rule (pooled means)
#   1, 2, 3, 4, 5      1, 2, 3, 4, 5      1, 2, 3, 4, 5               1, 2, 3, 4, 5
#   3, 1, 5, 2, 4      3, 1, 5, 2, 4      1, 1, 5, 1, 5               3, 1, 5, 2, 4
#   1, 2, 3, 4, 5      5, 4, 3, 2, 1      1, 2, 3, 4, 5               5, 4, 3, 2, 1
#   5, 4, 3, 2, 1      5, 4, 3, 2, 1      5, 5, 5, 5, 5               5, 4, 3, 2, 1
#   1, 2, 3, 4, 5, 6   1, 3, 2, 5, 4, 6   1, 1.75, 2.5, 3.5, 4.5, 6   1, 2.5, 2.5, 4.5, 4.5, 6
# 1,000 shuffled rows of y = x + noise, x from 0 to 1: R2 is -0.12, and 0.75 when sorted; the pooled means have 0.90. Within a
# pool linfa draws a line instead of the mean.
#
# What it means: probabilities that are calibrated by it are those of other rows, with no error, since data sets come in any
# order. Sort the rows by x first, and for a falling relation turn the sign of x.
#
# Builds and runs what it needs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name probe --edition 2021
cargo add --quiet linfa@=0.8.1 linfa-linear@=0.8.1 ndarray@0.16
cat >src/main.rs <<'RUST'
use linfa::prelude::*;
use linfa_linear::IsotonicRegression;
use ndarray::{Array1, Array2};

fn linfa(x: &[f64], y: &[f64]) -> Vec<f64> {
    let rows = Array2::from_shape_vec((x.len(), 1), x.to_vec()).unwrap();
    let model = IsotonicRegression::new().fit(&Dataset::new(rows.clone(), Array1::from(y.to_vec()))).unwrap();
    model.predict(&rows).to_vec()
}

/// Means of the pools that violate the order, for different x; `sign` is -1 for a falling relation.
fn right(x: &[f64], y: &[f64], sign: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|a, b| (sign * x[*a]).total_cmp(&(sign * x[*b])));
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for row in &order {
        pools.push((y[*row], 1));
        while pools.len() > 1 && pools[pools.len() - 2].0 > pools[pools.len() - 1].0 {
            let (b, m) = pools.pop().unwrap();
            let (a, n) = pools.pop().unwrap();
            pools.push(((a * n as f64 + b * m as f64) / (n + m) as f64, n + m));
        }
    }
    let sorted = pools.iter().flat_map(|(mean, count)| vec![*mean; *count]);
    let mut answer = vec![0.0; x.len()];
    for (row, mean) in order.iter().zip(sorted) {
        answer[*row] = mean;
    }
    answer
}

fn score(answer: &[f64], y: &[f64]) -> f64 {
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let left: f64 = answer.iter().zip(y).map(|(a, b)| (a - b).powi(2)).sum();
    1.0 - left / y.iter().map(|b| (b - mean).powi(2)).sum::<f64>()
}

fn main() {
    let rising = [1.0, 2.0, 3.0, 4.0, 5.0];
    let falling = [5.0, 4.0, 3.0, 2.0, 1.0];
    let mixed = [3.0, 1.0, 5.0, 2.0, 4.0];
    for (x, y, sign, seen) in [
        (rising, rising, 1.0, rising),
        (mixed, mixed, 1.0, [1.0, 1.0, 5.0, 1.0, 5.0]),
        (rising, falling, -1.0, rising),
        (falling, falling, 1.0, [5.0; 5]),
    ] {
        let answer = linfa(&x, &y);
        println!("x {x:?} y {y:?}: {answer:?}, right {:?}", right(&x, &y, sign));
        assert_eq!(right(&x, &y, sign), y);
        assert_eq!(answer, seen, "the behaviour changed");
    }
    let noisy = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0];
    let places = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    println!("y {noisy:?}: {:?}, right {:?}", linfa(&places, &noisy), right(&places, &noisy, 1.0));

    let mut state = 1u64;
    let mut uniform = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let mut rows: Vec<(f64, f64)> = (0..1000).map(|_| (uniform(), 0.2 * (uniform() + uniform() + uniform() - 1.5))).collect();
    for sorted in [false, true] {
        if sorted {
            rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let y: Vec<f64> = rows.iter().map(|row| row.0 + row.1).collect();
        let (own, wanted) = (score(&linfa(&x, &y), &y), score(&right(&x, &y, 1.0), &y));
        println!("1,000 rows, sorted {sorted}: R2 {own}, right {wanted}");
        assert!(wanted > 0.85);
        assert!(if sorted { own > 0.7 } else { own < 0.3 }, "the behaviour changed");
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
