//! XOR, the smallest problem that needs a hidden layer, on the GPU if there is one:
//! `cargo run --release --example xor`.

use gradshader::cpu::CpuExecutor;
use gradshader::executor::Executor;
use gradshader::gpu::{Context, GpuExecutor, GpuOptions, adapters};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, Result, block_on};

fn main() -> Result<()> {
    block_on(async {
        match adapters().await.first() {
            None => learn(CpuExecutor::<f32>::new()).await,
            Some(adapter) => {
                let context = Context::open(adapter, GpuOptions::default()).await?;
                println!("on {}", context.description());
                learn(GpuExecutor::new(context)).await
            }
        }
    })
}

async fn learn(executor: impl Executor) -> Result<()> {
    let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let data = Dataset::from_rows(&inputs, &[[0.0], [1.0], [1.0], [0.0]]);
    let network = Network::new(&[2, 4, 1], &[Activation::Sigmoid; 2])?;
    let parameters = Parameters::initialise(&network, &[1]);
    let settings = Hyperparameters::new(4.0, 4, 1);
    let mut trainer =
        Trainer::new(executor, network, &parameters, data.clone(), None, settings).await?;
    for _ in 0..4000 {
        trainer.epoch().await?;
    }
    for (input, output) in inputs.iter().zip(trainer.predict(&data).await?) {
        println!("{input:?} -> {output:.3}");
    }
    Ok(())
}
