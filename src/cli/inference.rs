//! A model on a device, to be asked.

use gradshader::Dataset;
use gradshader::error::Result;
use gradshader::gpu::AdapterDescription;
use gradshader::model::Model;
use gradshader::train::{Hyperparameters, Trainer};

use super::arguments::DeviceArguments;
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::output;

/// Rows that the device holds at once.
const WINDOW: usize = 4096;

/// A trainer that is never asked to train, and the device it is on.
pub(super) async fn open(
    model: &Model,
    data: &Dataset,
    arguments: &DeviceArguments,
) -> Result<(Trainer<DeviceExecutor>, AdapterDescription)> {
    let options = device::options(arguments.strict, None, None, &[])?;
    let device = Device::open(&Choice::new(&arguments.device), options, Purpose::Inference).await?;
    if let Some(note) = &device.note {
        output::warn(note);
    }
    // A trainer wants training samples, of which it sizes its window; it never looks at these.
    let samples = data.samples.min(WINDOW);
    let idle = Dataset {
        samples,
        inputs: data.inputs[..samples * model.network.inputs()].to_vec(),
        targets: vec![0.0; samples * model.network.outputs()],
    };
    let trainer = Trainer::new(
        device.executor,
        model.network.clone(),
        &model.parameters,
        idle,
        None,
        Hyperparameters { loss: model.loss, ..Hyperparameters::new(1.0, 1, 0) },
    )
    .await?;
    Ok((trainer, device.description))
}
