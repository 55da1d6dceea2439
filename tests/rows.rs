//! What a network answers to a sample depends on no other sample: alone and among others, in every
//! order, the same bits. On the CPU and on the adapter with each family of shaders.

mod common;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::executor::Executor;
use gradshader::gpu::{GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};

/// Widths at which a product takes other ways: one output, few, long sums, narrow and wide.
const NETWORKS: [&[usize]; 6] =
    [&[784, 128, 10], &[4, 1], &[1, 1], &[2, 3, 2], &[1500, 40, 1], &[1030, 200, 70, 3]];

const SIZES: [usize; 7] = [1, 2, 64, 65, 255, 256, 257];

/// Asks for some samples, and for the same in another order.
fn check<E: Executor>(executor: impl Fn() -> E, what: &str) {
    for sizes in NETWORKS {
        let activations = vec![Activation::Sigmoid; sizes.len() - 1];
        let network = Network::new(sizes, &activations).unwrap();
        let parameters = Parameters::initialise(&network, &[3]);
        let (inputs, outputs) = (network.inputs(), network.outputs());
        let data = common::data(SIZES.into_iter().max().unwrap(), inputs, outputs);
        let mut trainer = block_on(Trainer::new(
            executor(),
            network,
            &parameters,
            data.clone(),
            None,
            Hyperparameters::new(1.0, 1, 0),
        ))
        .unwrap();
        let mut answers = |rows: &[u32]| -> Vec<Vec<u32>> {
            let outputs_of = block_on(trainer.predict(&data.select(rows))).unwrap();
            let bits = outputs_of.iter().map(|output| output.to_bits()).collect::<Vec<_>>();
            bits.chunks(outputs).map(<[u32]>::to_vec).collect()
        };
        let alone: Vec<_> = (0..data.samples as u32).flat_map(|row| answers(&[row])).collect();
        for size in SIZES {
            // In order, backwards, and the same row again and again.
            let forward: Vec<u32> = (0..size as u32).collect();
            let backward: Vec<u32> = forward.iter().rev().copied().collect();
            let shifted: Vec<u32> =
                forward.iter().map(|&row| (row * 7 + 5) % data.samples as u32).collect();
            for rows in [forward, backward, shifted] {
                for (row, answer) in rows.iter().zip(answers(&rows)) {
                    let expected = &alone[*row as usize];
                    assert_eq!(answer, *expected, "{what}, {sizes:?}, row {row} of {size}");
                }
            }
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn on_the_cpu() {
    for threads in [1, 2, 3] {
        check(|| ParallelExecutor::new(Some(threads)).unwrap(), &format!("{threads} threads"));
    }
}

#[test]
fn on_the_reference() {
    check(CpuExecutor::<f32>::new, "the reference");
}

#[test]
fn on_the_adapter() {
    for family in common::families() {
        let context = common::open(GpuOptions { family, ..GpuOptions::default() });
        check(|| GpuExecutor::new(context.clone()), &format!("{family:?}"));
    }
}
