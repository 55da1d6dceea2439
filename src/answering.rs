//! A model's networks on a device, to be asked.

use crate::dataset::{Dataset, Samples};
use crate::device::{Choice, Device, DeviceExecutor, Purpose};
use crate::ensemble;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::gpu::{AdapterDescription, GpuOptions};
use crate::model::Model;
use crate::network::{Network, Parameters};
use crate::report::{Importance, importance};
use crate::together::joined;
use crate::train::{Hyperparameters, Trainer};

/// Rows that the device holds at once.
const WINDOW: usize = 4096;

/// Refuses answers that are not finite; `outputs` is `[samples, outputs]`.
///
/// # Errors
/// Names the first row that has one.
pub fn check(model: &Model, samples: &Samples, outputs: &[f32]) -> Result<()> {
    let width = model.preprocessing.outputs();
    let mut rows = outputs.chunks_exact(width).enumerate();
    match rows.find(|(_, outputs)| !outputs.iter().all(|output| output.is_finite())) {
        None => Ok(()),
        Some((row, outputs)) => {
            let place = outputs.iter().position(|output| !output.is_finite()).unwrap_or(0);
            let what = format!("output {} of the network is {}", place + 1, outputs[place]);
            Err(Error::failed(what)
                .file(samples.source())
                .sample(&samples.table.rows, row)
                .advice("its weights are too large for these inputs; train it again, at a lower learning rate"))
        }
    }
}

/// A model's networks on a device.
#[derive(Debug)]
pub struct Answering<'a> {
    model: &'a Model,
    /// Those of one shape together, with the place of each in the model.
    groups: Vec<(Trainer<DeviceExecutor>, Vec<usize>)>,
    /// What answers.
    pub adapter: AdapterDescription,
    /// What the user should know of it, if anything.
    pub note: Option<String>,
}

/// What a model answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// `[samples, outputs]`
    pub outputs: Vec<f32>,
    /// The deviation between its networks, `[samples, outputs]`; empty of one network.
    pub spread: Vec<f32>,
}

impl<'a> Answering<'a> {
    /// Opens the device for as many rows as `data` has, at least one.
    ///
    /// # Errors
    /// When there is no such device, or it has no room.
    pub async fn open(
        model: &'a Model,
        data: &Dataset,
        device: &Choice,
        options: GpuOptions,
    ) -> Result<Self> {
        let device = Device::open(device, options, Purpose::Inference).await?;
        let mut shapes: Vec<(&Network, Vec<usize>, Vec<&Parameters>)> = Vec::new();
        for (place, (network, parameters, _)) in model.members().enumerate() {
            match shapes.iter_mut().find(|(known, ..)| *known == network) {
                Some((_, places, all)) => {
                    places.push(place);
                    all.push(parameters);
                }
                None => shapes.push((network, vec![place], vec![parameters])),
            }
        }
        // A trainer wants training samples, of which it sizes its window; it never looks at these.
        let samples = data.samples.min(WINDOW);
        let idle = Dataset {
            samples,
            inputs: data.inputs[..samples * model.network.inputs()].to_vec().into(),
            targets: vec![0.0; samples * model.network.outputs()].into(),
        };
        let mut groups = Vec::new();
        for (network, places, all) in shapes {
            let hyperparameters = Hyperparameters {
                loss: model.loss,
                seeds: vec![0; all.len()],
                ..Hyperparameters::new(1.0, 1, 0)
            };
            let parameters = joined(all.into_iter());
            let trainer = Trainer::new(
                device.executor.fresh()?,
                network.clone(),
                &parameters,
                idle.clone(),
                None,
                hyperparameters,
            );
            groups.push((trainer.await?, places));
        }
        Ok(Self { model, groups, adapter: device.description, note: device.note })
    }

    /// What the model answers to `data`: of an ensemble the mean.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn predict(&mut self, data: &Dataset) -> Result<Answers> {
        if let [(trainer, places)] = &mut self.groups[..]
            && places.len() == 1
        {
            return Ok(Answers { outputs: trainer.predict(data).await?, spread: Vec::new() });
        }
        let times: Vec<_> = self.model.members().map(|(.., times)| times).collect();
        let mut all: Vec<(Vec<f32>, usize)> = Vec::new();
        for (trainer, places) in &mut self.groups {
            let outputs = trainer.predict(data).await?;
            let each = outputs.chunks(outputs.len() / places.len()).map(<[f32]>::to_vec);
            all.extend(each.zip(places.iter().copied()));
        }
        // In the order of the model, so that the sums are, whatever the shapes.
        all.sort_by_key(|(_, place)| *place);
        let all: Vec<_> = all.iter().map(|(each, place)| (&each[..], times[*place])).collect();
        let (outputs, spread) = ensemble::combine(&all);
        Ok(Answers { outputs, spread })
    }

    /// What each column is worth to the first network on `data`, by name `part`; none where `stop`.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn importance(
        &mut self,
        part: &str,
        data: &Dataset,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<Importance>> {
        let (trainer, _) = &mut self.groups[0];
        importance(part, &self.model.preprocessing, trainer, 0, data, stop).await
    }

    /// The loss on `data` and what the model answers.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn evaluate(&mut self, data: &Dataset) -> Result<(f64, Vec<f32>)> {
        if !self.model.is_ensemble() {
            let evaluation = self.groups[0].0.evaluate(data).await?;
            return Ok((evaluation.losses[0], evaluation.outputs));
        }
        let outputs = self.predict(data).await?.outputs;
        Ok((ensemble::loss(self.model.loss, data, &outputs, false), outputs))
    }
}
