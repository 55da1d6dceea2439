//! A caller that owns a wgpu device trains a network on it, between its own work:
//! `cargo run --release --example bring_your_own_device`.

use gradshader::block_on;
use gradshader::gpu::{Context, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, Error, Result};

fn main() -> Result<()> {
    block_on(async {
        // The caller's part. A device with more features and limits than the defaults is used
        // better: `SUBGROUP` and `SHADER_INT64` allow faster shaders on software adapters.
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
        let adapter = instance.request_adapter(&wgpu::RequestAdapterOptions::default()).await;
        let adapter = adapter.map_err(|e| Error::device("no adapter").caused_by(e.to_string()))?;
        let device = adapter.request_device(&wgpu::DeviceDescriptor::default()).await;
        let (device, queue) =
            device.map_err(|e| Error::device("no device").caused_by(e.to_string()))?;

        // Ours: the device and the queue are handles, so both sides go on using them.
        let context = Context::from_device(device.clone(), queue.clone(), GpuOptions::default());
        println!("training on {}", context.description());
        let line = |i: usize| i as f32 / 50.0 - 1.0;
        let data = Dataset {
            samples: 100,
            inputs: (0..100).map(line).collect(),
            targets: (0..100).map(|i| line(i).powi(2)).collect(),
        };
        let network = Network::new(&[1, 16, 1], &[Activation::Tanh, Activation::Linear])?;
        let parameters = Parameters::initialise(&network, &[7]);
        let settings = Hyperparameters::new(0.1, 10, 7);
        let executor = GpuExecutor::new(context);
        let mut trainer =
            Trainer::new(executor, network, &parameters, data, None, settings).await?;
        for _ in 0..200 {
            let epoch = trainer.epoch().await?;
            if epoch.number % 50 == 0 {
                println!("epoch {}: loss {:.6}", epoch.number, epoch.losses[0]);
            }
        }

        // The caller's own work on the same device.
        let encoder = device.create_command_encoder(&Default::default());
        queue.submit([encoder.finish()]);
        Ok(())
    })
}
