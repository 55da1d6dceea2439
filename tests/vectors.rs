//! The CPU's executor with each set of vector instructions that the processor has: within the bounds, and
//! the same bits with all that fuse multiplication and addition.

#![cfg(feature = "parallel")]

mod common;

use gradshader::block_on;
use gradshader::cpu::{CpuOptions, ParallelExecutor, Vectors};
use gradshader::formula::{Loss, Optimizer};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};

/// The parameters after two epochs, each step of them held against the reference.
fn trained(vectors: Vectors, threads: usize, members: usize) -> Parameters {
    let f = [Activation::Relu, Activation::Tanh, Activation::Softmax];
    let network = Network::new(&[37, 65, 20, 3], &f).unwrap();
    let seeds: Vec<u64> = (0..members as u64).collect();
    let parameters = Parameters::initialise(&network, &seeds);
    let rates = vec![0.01; members];
    let hyperparameters = Hyperparameters {
        learning_rates: rates,
        seeds,
        decay: 0.01,
        loss: Loss::SoftmaxCrossEntropy,
        ..Hyperparameters::new(0.01, 32, 0).with_optimizer(Optimizer::Adam)
    };
    let options = CpuOptions { threads: Some(threads), vectors: Some(vectors) };
    let executor = ParallelExecutor::with(options).unwrap();
    assert_eq!(executor.vectors(), vectors);
    let data = common::data(101, 37, 3);
    let trainer = Trainer::new(executor, network, &parameters, data, None, hyperparameters);
    let mut trainer = block_on(trainer).unwrap();
    trainer.verify_every(1).unwrap();
    for _ in 0..2 {
        block_on(trainer.epoch()).unwrap();
    }
    block_on(trainer.parameters()).unwrap()
}

#[test]
fn each_set_is_verified_and_those_that_fuse_have_the_same_bits() {
    let available = Vectors::ALL.into_iter().filter(|vectors| vectors.is_available());
    for members in [1, 5] {
        let mut fused: Option<Parameters> = None;
        for vectors in available.clone() {
            for threads in [1, 2, 3] {
                let found = trained(vectors, threads, members);
                if vectors.is_fused() {
                    let known = fused.get_or_insert_with(|| found.clone());
                    assert!(*known == found, "{vectors}, {threads} threads, {members} members");
                }
            }
        }
    }
}

#[test]
fn what_the_processor_lacks_is_refused() {
    let missing = Vectors::ALL.into_iter().find(|vectors| !vectors.is_available()).unwrap();
    let options = CpuOptions { vectors: Some(missing), ..CpuOptions::default() };
    let message = ParallelExecutor::with(options).unwrap_err().to_string();
    assert!(message.contains("this processor has no"), "{message}");
    assert!(missing.prefer().is_err());
}
