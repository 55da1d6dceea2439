//! XOR, the smallest problem that needs a hidden layer: `cargo run --release --example xor`.

use gradshader::gpu::{Context, GpuExecutor, GpuOptions, adapters};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, Error, Result, block_on};

fn main() -> Result<()> {
    let inputs = vec![0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0];
    let data = Dataset { samples: 4, inputs, targets: vec![0.0, 1.0, 1.0, 0.0] };
    let network = Network::new(&[2, 4, 1], &[Activation::Sigmoid; 2])?;
    let parameters = Parameters::initialise(&network, &[1]);

    block_on(async {
        let adapters = adapters().await;
        let adapter = adapters.first().ok_or_else(|| Error::device("there is no adapter"))?;
        let executor = GpuExecutor::new(Context::open(adapter, GpuOptions::default()).await?);
        let settings = Hyperparameters::new(4.0, 4, 1);
        let mut trainer =
            Trainer::new(executor, network, &parameters, data.clone(), None, settings).await?;
        for _ in 0..4000 {
            trainer.epoch().await?;
        }
        println!("outputs for 00, 01, 10, 11: {:.3?}", trainer.predict(&data).await?);
        Ok(())
    })
}
