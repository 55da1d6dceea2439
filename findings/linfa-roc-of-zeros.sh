#!/usr/bin/env bash
# linfa 0.8.1: the area under a ROC curve leaves out the rows of probability 0: that of a classifier's answers 0 and 1 is 0.656
# instead of 0.788, and that of a constant 0 is 0 instead of 0.5. Scores less than 1e-10 apart are one.
#
# A good guess would be: 0.788 for the answers 0 and 1, for 0.1 and 0.9 and for 0.2 and 0.3 alike, since the area tells nothing
# but order. But a point of the curve is stored where the score differs from the one before, which is 0 at the start, so that the
# corner (0, 0) is missing if the least score is 0, and the triangle below the first point with it.
# Seen on 2026-11-30, 20 of 100 rows positive, 14 of them answered 1, and 10 of the 80 negative ones:
#   scores             linfa     right
#   0 and 1            0.656     0.7875
#   0.1 and 0.9        0.7875    0.7875
#   all 0              0         0.5
#   all 0.5            0.5       0.5
#
# What it means: a tree or a vote whose probabilities are 0 for many rows, or a score that is rounded or that underflows, looks
# worse than it is, by half the product of the two shares at 0. Add a small number to all probabilities.
#
# Builds and runs what it needs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name probe --edition 2021
cargo add --quiet linfa@=0.8.1
cat >src/main.rs <<'RUST'
use linfa::dataset::Pr;
use linfa::prelude::*;

fn area(scores: &[f32], truth: &[bool]) -> f32 {
    let scores: Vec<Pr> = scores.iter().map(|score| Pr::new(*score)).collect();
    scores.as_slice().roc(truth).unwrap().area_under_curve()
}

/// The share of pairs of a positive and a negative row in the right order, ties for a half.
fn right(scores: &[f32], truth: &[bool]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (a, _) in scores.iter().zip(truth).filter(|(_, truth)| **truth) {
        for (b, _) in scores.iter().zip(truth).filter(|(_, truth)| !**truth) {
            sum += if a > b { 1.0 } else if a == b { 0.5 } else { 0.0 };
            count += 1.0;
        }
    }
    sum / count
}

fn main() {
    let truth: Vec<bool> = (0..100).map(|row| row < 20).collect();
    let answers: Vec<f32> = (0..100).map(|row| if row < 14 || (20..30).contains(&row) { 1.0 } else { 0.0 }).collect();
    let shifted: Vec<f32> = answers.iter().map(|answer| 0.1 + 0.8 * answer).collect();
    let tiny: Vec<f32> = (0..100).map(|row| (100 - row) as f32 * 1e-12).collect();
    for (name, scores, seen, wanted) in [
        ("0 and 1", &answers, None, 0.7875),
        ("0.1 and 0.9", &shifted, Some(0.7875), 0.7875),
        ("all 0", &vec![0.0; 100], Some(0.0), 0.5),
        ("all 0.5", &vec![0.5; 100], Some(0.5), 0.5),
        ("1e-10 to 1e-12 in order", &tiny, Some(0.0), 1.0),
    ] {
        let own = right(scores, &truth);
        println!("{name}: {}, right {own}", area(scores, &truth));
        assert!((own - wanted).abs() < 1e-6);
        match seen {
            Some(seen) => assert!((area(scores, &truth) - seen as f32).abs() < 1e-6, "the behaviour changed"),
            None => assert!(area(scores, &truth) < 0.7, "the behaviour changed"),
        }
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
