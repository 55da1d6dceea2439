#!/usr/bin/env bash
# gemm 0.19.0 (the matrix product of faer, candle and Burn's Flex): a row of a product has other bits when it
# is computed alone than among others.
#
# A good guess would be: a row of x * w is a sum of products in the order of the inner dimension, whatever other
# rows there are; one thread or two may differ, the number of rows does not.
# Seen on 2026-11-28 (x86-64, default features, one thread): 124 of 128 outputs of one row of 784 inputs differ in the
# last bits between a product of 1 row and one of 300. From 2 rows on the bits are those of 300: one row takes a path
# of its own, which adds up in another order.
#
# What it means: a network that predicts a sample alone (a request) and in a batch (the evaluation) answers
# differently, and a test that compares the two exactly fails. Pad a single row to two.
#
# Needs Rust; installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "rows"
version = "0.0.0"
edition = "2021"

[dependencies]
gemm = "=0.19.0"
TOML
cat >src/main.rs <<'RUST'
use gemm::{gemm, Parallelism};

const INNER: usize = 784;
const COLUMNS: usize = 128;

/// Numbers between -1 and 1.
fn numbers(count: usize, mut state: u32) -> Vec<f32> {
    let mut next = || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// The first row of the product of so many rows of x with w; both are row by row.
fn first_row(x: &[f32], w: &[f32], rows: usize) -> Vec<f32> {
    let mut y = vec![0.0f32; rows * COLUMNS];
    let (columns, inner) = (COLUMNS as isize, INNER as isize);
    unsafe {
        gemm(
            rows, COLUMNS, INNER, y.as_mut_ptr(), 1, columns, false, x.as_ptr(), 1, inner,
            w.as_ptr(), 1, columns, 0.0, 1.0, false, false, false, Parallelism::None,
        );
    }
    y.truncate(COLUMNS);
    y
}

fn main() {
    let x = numbers(300 * INNER, 1);
    let w = numbers(INNER * COLUMNS, 2);
    let among_others = first_row(&x, &w, 300);
    for rows in [1, 2, 3, 4, 7, 8, 16, 64, 256, 257, 299] {
        let row = first_row(&x, &w, rows);
        let differ = row.iter().zip(&among_others).filter(|(a, b)| a != b).count();
        println!("{rows} rows: {differ} of {COLUMNS} outputs of the first differ from those among 300");
        assert!((differ > COLUMNS / 4) == (rows == 1), "as seen before");
        assert!(rows == 1 || differ == 0, "as seen before");
    }
}
RUST
cargo run --quiet --release
