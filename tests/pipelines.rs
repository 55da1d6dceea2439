//! Pipelines kept from run to run: what was saved is taken, what is damaged is not, and the numbers
//! are the same.

mod common;

use gradshader::gpu::{Context, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, block_on};

fn train(context: Context) -> String {
    let network = Network::new(&[3, 7, 2], &[Activation::Tanh; 2]).unwrap();
    let parameters = Parameters::initialise(&network, &[1]);
    let data = Dataset::from_rows(&[[0.0, 0.5, 1.0], [1.0, 0.2, 0.1]], &[[0.0, 0.3], [0.9, 0.1]]);
    let executor = GpuExecutor::new(context);
    let settings = Hyperparameters::new(0.5, 2, 1);
    block_on(async {
        let mut trainer =
            Trainer::new(executor, network, &parameters, data, None, settings).await.unwrap();
        trainer.epoch().await.unwrap();
        trainer.parameters().await.unwrap().hash()
    })
}

#[test]
fn pipelines_are_kept_and_damaged_ones_ignored() {
    let context = common::open(GpuOptions::default());
    let hash = train(context.clone());
    let keep = |saved: &[u8]| {
        let mut keeping = context.clone();
        // SAFETY: it is empty, what an earlier context gave, or that with bytes that a digest notices.
        unsafe { keeping.keep_pipelines(saved) };
        assert_eq!(train(keeping.clone()), hash);
        keeping.pipelines()
    };
    let Some(saved) = keep(&[]) else {
        println!("this driver keeps no pipelines");
        return;
    };
    println!("{} bytes saved as {:?}", saved.len(), context.pipelines_key());
    assert!(keep(&saved).is_some_and(|again| again.len() >= saved.len()));
    let mut damaged = saved.clone();
    *damaged.last_mut().unwrap() ^= 1;
    for damaged in [&damaged[..], &saved[..saved.len() - 1], &saved[..7], b"not a cache"] {
        assert!(keep(damaged).is_some());
    }
}
