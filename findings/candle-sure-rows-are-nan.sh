#!/usr/bin/env bash
# candle-nn 0.11.1: binary_cross_entropy_with_logit of a row that is right and sure is NaN (logit 17 for target 1, -89 for target 0), and
# the gradient of SELU and Mish of 89 is NaN where their value is right.
#
# A good guess would be: a loss that takes logits is there to be stable: max(x, 0) - x t + log(1 + exp(-|x|)), so nearly 0 for such
# a row. A gradient of 1.05 for SELU and 1 for Mish.
# Seen on 2026-11-29, f32:
#   logit, target   16, 1     17, 1   -17, 0    -88, 0   -89, 0   17, 0
#   loss            1.2e-7    NaN     6.0e-8    0        NaN      infinity (17 is right)
#   gradient        -1.2e-7   NaN     4.1e-8    6e-39    NaN      NaN
#   of              SELU 88   89      Mish 88   89       Mish 11, f16   12, f16   NewGelu 40, f16   41, f16
#   gradient        1.05      NaN     1         NaN      1              NaN       1                 NaN
# And at exactly 0 the gradient of ReLU is 1 (PyTorch: 0), of ReLU6 0.5, of LeakyReLU(0.1) 0.55: a dead row of zeros learns.
#
# What it means: a two-class network is trained until it is sure of one row, and then every weight is NaN, with no loss that rose before.
# Write the loss with relu, abs and exp of a negative number, or use cross_entropy of two outputs, which is stable.
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
candle-nn = "=0.11.1"

[profile.dev]
opt-level = 1
debug = false
TOML
cat >src/main.rs <<'RUST'
use candle_core::{DType, Device, Result, Tensor, Var};
use candle_nn::{loss, ops, Activation, Module};

/// A function of numbers, and the gradient of its sum.
fn run(numbers: &[f32], kind: DType, function: impl Fn(&Tensor) -> Result<Tensor>) -> Result<(Vec<f32>, Vec<f32>)> {
    let given = Var::from_tensor(&Tensor::new(numbers, &Device::Cpu)?.to_dtype(kind)?)?;
    let value = function(given.as_tensor())?;
    let gradients = value.sum_all()?.backward()?;
    let gradient = gradients.get(given.as_tensor()).unwrap();
    Ok((value.flatten_all()?.to_dtype(DType::F32)?.to_vec1()?, gradient.to_dtype(DType::F32)?.to_vec1()?))
}

fn main() -> Result<()> {
    let loss = |logit: f32, target: f32| -> Result<(f32, f32)> {
        let targets = Tensor::new(&[target], &Device::Cpu)?;
        let (value, gradient) = run(&[logit], DType::F32, |x| loss::binary_cross_entropy_with_logit(x, &targets))?;
        println!("loss of logit {logit}, target {target}: {} and gradient {}", value[0], gradient[0]);
        Ok((value[0], gradient[0]))
    };
    for (logit, target) in [(16.0, 1.0), (-17.0, 0.0), (-88.0, 0.0)] {
        let (value, gradient) = loss(logit, target)?;
        assert!(value.abs() < 2e-7 && gradient.abs() < 2e-7);
    }
    for (logit, target) in [(17.0, 1.0), (-89.0, 0.0)] {
        let (value, gradient) = loss(logit, target)?;
        assert!(value.is_nan() && gradient.is_nan());
    }
    let (value, gradient) = loss(17.0, 0.0)?;
    assert!(value.is_infinite() && gradient.is_nan());

    let selu = |x: &Tensor| ops::selu(x, 1.673_263_2, 1.050_701);
    let cases: [(&str, DType, Box<dyn Fn(&Tensor) -> Result<Tensor>>, f32, f32); 4] = [
        ("SELU", DType::F32, Box::new(selu), 88.0, 89.0),
        ("Mish", DType::F32, Box::new(|x| Activation::Mish.forward(x)), 88.0, 89.0),
        ("Mish", DType::F16, Box::new(|x| Activation::Mish.forward(x)), 11.0, 12.0),
        ("GELU by tanh", DType::F16, Box::new(|x| Activation::NewGelu.forward(x)), 40.0, 41.0),
    ];
    for (name, kind, function, right, wrong) in cases {
        let (value, gradient) = run(&[right, wrong], kind, function)?;
        println!("{name} in {kind:?} of {right}, {wrong}: {value:?}, gradient {gradient:?}");
        assert!((value[0] / value[1] - right / wrong).abs() < 1e-2);
        assert!((gradient[0] - 1.0).abs() < 0.06 && gradient[1].is_nan());
    }
    for (name, function, seen) in [
        ("ReLU", Activation::Relu, 1.0),
        ("ReLU6", Activation::Relu6, 0.5),
        ("LeakyReLU(0.1)", Activation::LeakyRelu(0.1), 0.55),
    ] {
        let gradient = run(&[0.0], DType::F32, |x| function.forward(x))?.1[0];
        println!("gradient of {name} at 0: {gradient}");
        assert!((gradient - seen).abs() < 1e-6);
    }
    Ok(())
}
RUST
CARGO_TARGET_DIR=$folder/target cargo build --quiet 2>build.log || { cat build.log >&2; exit 1; }
target/debug/program
