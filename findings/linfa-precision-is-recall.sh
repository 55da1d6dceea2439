#!/usr/bin/env bash
# linfa 0.8.1: precision() of a confusion matrix is the recall and recall() the precision, so that f_score(2.0), which weighs the
# recall more, is the F-score of 1/2; the rows of the matrix are the predictions, where the documentation says the targets.
#
# A good guess would be: prediction.confusion_matrix(&ground_truth), as the documentation has it, counts what its names say. F1
# and the accuracy do not tell, since they are the same either way.
# Seen on 2026-11-30, 10 rows of which 1 is positive, 4 predicted as positive, the true one among them:
#                  linfa    right
#   precision      1        0.25
#   recall         0.25     1
#   F1             0.4      0.4
#   F2             0.294    0.625
#   F0.5           0.625    0.294
#   three classes, precision and recall   0.722, 0.778   0.778, 0.722
# Called as ground_truth.confusion_matrix(&prediction) all are right.
#
# What it means: an alarm that is false three times out of four is reported as one of precision 1, and a threshold chosen for a
# recall of 0.9 gives a precision of 0.9. Swap the two, in the call or in the report.
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
use ndarray::{array, Array1};

/// Mean over the classes, or the numbers of class 1 where there are two.
fn right(prediction: &Array1<usize>, truth: &Array1<usize>, classes: usize) -> (f32, f32) {
    let each: Vec<(f32, f32)> = (0..classes)
        .map(|class| {
            let pairs = || prediction.iter().zip(truth);
            let hits = pairs().filter(|(p, t)| **p == class && **t == class).count() as f32;
            let predicted = pairs().filter(|(p, _)| **p == class).count() as f32;
            let actual = pairs().filter(|(_, t)| **t == class).count() as f32;
            (hits / predicted, hits / actual)
        })
        .collect();
    if classes == 2 {
        return each[1];
    }
    let count = classes as f32;
    (each.iter().map(|pair| pair.0).sum::<f32>() / count, each.iter().map(|pair| pair.1).sum::<f32>() / count)
}

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-6
}

fn main() {
    for (prediction, truth, classes) in [
        (array![1usize, 1, 1, 1, 0, 0, 0, 0, 0, 0], array![1usize, 0, 0, 0, 0, 0, 0, 0, 0, 0], 2),
        (array![0, 0, 0, 1, 2, 2], array![0, 1, 2, 1, 2, 2], 3),
    ] {
        let matrix = prediction.confusion_matrix(&truth).unwrap();
        let (precision, recall) = right(&prediction, &truth, classes);
        println!("{matrix:?}\nprecision {} right {precision}, recall {} right {recall}", matrix.precision(), matrix.recall());
        assert!(!close(precision, recall));
        assert!(close(matrix.precision(), recall) && close(matrix.recall(), precision), "the behaviour changed");
        if classes == 2 {
            let score = |beta: f32| (1.0 + beta * beta) * precision * recall / (beta * beta * precision + recall);
            for beta in [0.5, 1.0, 2.0] {
                println!("F of {beta}: {} right {}", matrix.f_score(beta), score(beta));
                assert!(close(matrix.f_score(beta), score(1.0 / beta)), "the behaviour changed");
            }
        }
        let other = truth.confusion_matrix(&prediction).unwrap();
        assert!(close(other.precision(), precision) && close(other.recall(), recall));
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
