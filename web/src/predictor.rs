//! A network's answers without a device: at once, for a drawing or a picture of what it has learned.

use gradshader::cpu::CpuExecutor;
use gradshader::formula::Loss;
use gradshader::network::{Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, Result, block_on};

use crate::executor::PageExecutor;

/// Samples that are asked about at once, at the most.
const WINDOW: usize = 4096;

/// A trainer that is only asked. It wants training samples, of which it sizes its window, and never
/// looks at these.
async fn asked<E: gradshader::executor::Executor>(
    executor: E,
    network: &Network,
    parameters: &Parameters,
    loss: Loss,
    samples: usize,
) -> Result<Trainer<E>> {
    let samples = samples.clamp(1, WINDOW);
    let idle = Dataset {
        samples,
        inputs: vec![0.0; samples * network.inputs()].into(),
        targets: vec![0.0; samples * network.outputs()].into(),
    };
    let settings = Hyperparameters { loss, ..Hyperparameters::new(1.0, 1, 0) };
    Trainer::new(executor, network.clone(), parameters, idle, None, settings).await
}

/// The same on a device.
pub(crate) async fn on_device(
    executor: PageExecutor,
    network: &Network,
    parameters: &Parameters,
    loss: Loss,
    samples: usize,
) -> Result<Trainer<PageExecutor>> {
    asked(executor, network, parameters, loss, samples).await
}

/// A network on the reference, which never waits.
pub(crate) struct Predictor {
    trainer: Trainer<CpuExecutor<f32>>,
}

impl Predictor {
    pub(crate) fn new(network: &Network, parameters: &Parameters, loss: Loss) -> Result<Self> {
        let trainer = asked(CpuExecutor::new(), network, parameters, loss, WINDOW);
        Ok(Self { trainer: block_on(trainer)? })
    }

    /// Goes on with other parameters.
    pub(crate) fn set(&mut self, parameters: &Parameters) -> Result<()> {
        self.trainer.set_parameters(parameters)
    }

    /// What the network answers, `[samples, outputs]`; the targets are not looked at.
    pub(crate) fn predict(&mut self, data: &Dataset) -> Result<Vec<f32>> {
        block_on(self.trainer.predict(data))
    }
}
