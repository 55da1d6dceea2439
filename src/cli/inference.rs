//! A model on a device, to be asked.

use gradshader::Dataset;
use gradshader::dataset::Samples;
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::model::Model;
use gradshader::train::{Hyperparameters, Trainer};

use super::arguments::DeviceArguments;
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::output;

/// Rows that the device holds at once.
const WINDOW: usize = 4096;

/// Refuses answers that are not finite; `outputs` is `[samples, outputs]`.
///
/// # Errors
/// Names the first row that has one.
pub(super) fn check_answers(model: &Model, samples: &Samples, outputs: &[f32]) -> Result<()> {
    let width = model.preprocessing.outputs();
    let mut rows = outputs.chunks_exact(width).enumerate();
    match rows.find(|(_, outputs)| !outputs.iter().all(|output| output.is_finite())) {
        None => Ok(()),
        Some((row, outputs)) => {
            let place = outputs.iter().position(|output| !output.is_finite()).unwrap_or(0);
            let what = format!("output {} of the network is {}", place + 1, outputs[place]);
            Err(Error::failed(what)
                .file(samples.source())
                .row(samples.table.rows.get(row))
                .advice("its weights are too large for these inputs; train it again, at a lower learning rate"))
        }
    }
}

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
