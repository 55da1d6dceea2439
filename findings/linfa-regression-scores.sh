#!/usr/bin/env bash
# linfa 0.8.1: explained_variance of a prediction that is right but for a constant is -11 instead of 1, R2 of predicting the mean
# is 0.9999917 for a target of the size of 1e-9, and the mean absolute percentage error is measured by the prediction, not by the
# target.
#
# A good guess would be: 1, 0, and the documented mean of |(prediction - target) / target|. The first subtracts the mean error
# from the sum of squares where the number of rows times its square belongs; the second adds 1e-10 to the sum of squares that it
# divides by.
# Seen on 2026-11-30, 100 targets 0, 0.1, ... 9.9:
#                                                     linfa         right
#   explained_variance of target + 10                 -10.989       1
#   explained_variance of half the target             0.0119        0.75
#   r2 of the mean, target times 1                    1e-13         0
#   r2 of the mean, target times 0.000001             0.107         0
#   r2 of the mean, target times 0.000000001          0.9999917     0
#   r2 of minus the target, times 0.000000001         0.99987       -14.76
#   percentage error of twice the target (+ 1)        0.5           1
#   percentage error of half the target (+ 1)         1             0.5
#
# What it means: whether a bias is all that is wrong cannot be seen; a model of concentrations, currents or lengths in base units
# looks perfect whatever it predicts; and a model that predicts too much looks better than one that predicts too little. Scale the
# target before scoring.
#
# Builds and runs what it needs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name probe --edition 2021
cargo add --quiet linfa@=0.8.1 ndarray@0.16
cat >src/main.rs <<'RUST'
use linfa::prelude::*;
use ndarray::Array1;

fn variance(numbers: &Array1<f64>) -> f64 {
    let mean = numbers.sum() / numbers.len() as f64;
    numbers.mapv(|number| (number - mean).powi(2)).sum() / numbers.len() as f64
}

fn explained(prediction: &Array1<f64>, target: &Array1<f64>) -> f64 {
    1.0 - variance(&(target - prediction)) / variance(target)
}

fn r2(prediction: &Array1<f64>, target: &Array1<f64>) -> f64 {
    let left = (target - prediction).mapv(|number| number * number).sum() / target.len() as f64;
    1.0 - left / variance(target)
}

fn main() {
    let target = Array1::from_iter((0..100).map(|row| f64::from(row) / 10.0));
    for (name, prediction, seen) in [("+ 10", &target + 10.0, -10.989), ("/ 2", &target * 0.5, 0.0119)] {
        let score = prediction.explained_variance(&target).unwrap();
        println!("explained_variance of target {name}: {score}, right {}", explained(&prediction, &target));
        assert!((score - seen).abs() < 1e-3, "the behaviour changed");
    }
    assert!((explained(&(&target + 10.0), &target) - 1.0).abs() < 1e-9);
    assert!((explained(&(&target * 0.5), &target) - 0.75).abs() < 1e-9);

    for (scale, seen) in [(1.0, 0.0), (1e-6, 0.107152), (1e-9, 0.9999917)] {
        let small = &target * scale;
        let mean = Array1::from_elem(100, small.sum() / 100.0);
        let score = mean.r2(&small).unwrap();
        let minus = -&small;
        println!("r2 of the mean, times {scale}: {score}, right {:.9}", r2(&mean, &small));
        println!("   of minus the target {}, right {}", minus.r2(&small).unwrap(), r2(&minus, &small));
        assert!(r2(&mean, &small).abs() < 1e-9 && (r2(&minus, &small) + 14.76).abs() < 0.01);
        assert!((score - seen).abs() < 1e-6, "the behaviour changed");
        assert!(scale > 1e-9 || minus.r2(&small).unwrap() > 0.999, "the behaviour changed");
    }

    let target = &target + 1.0;
    for (factor, seen, right) in [(2.0, 0.5, 1.0), (0.5, 1.0, 0.5)] {
        let prediction = &target * factor;
        let score = prediction.mean_absolute_percentage_error(&target).unwrap();
        let own = ((&prediction - &target) / &target).mapv(f64::abs).sum() / 100.0;
        println!("percentage error of {factor} times the target: {score}, right {own}");
        assert!((own - right).abs() < 1e-12 && (score - seen).abs() < 1e-12, "the behaviour changed");
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
