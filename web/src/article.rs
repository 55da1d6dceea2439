//! One sample through a small network, a step at a time, every kernel by itself, and every number that
//! it leaves: what the page that explains backpropagation shows.

use std::cell::RefCell;
use std::rc::Rc;

use gradshader::executor::Executor;
use gradshader::network::{Activation, Layer, Network, Parameters};
use gradshader::recording::Buffer;
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, Error, Result};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::device::Device;
use crate::error::{json, parsed, thrown};
use crate::executor::PageExecutor;

/// What is computed: sigmoids, half the squared error, gradient descent on one sample.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// Inputs first.
    sizes: Vec<usize>,
    inputs: Vec<f32>,
    targets: Vec<f32>,
    learning_rate: f32,
    /// Of the initial weights.
    seed: u64,
    /// In their place, `[inputs, outputs]` and `[outputs]` of each layer.
    parameters: Option<Vec<Given>>,
}

/// The parameters of a layer.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Given {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// What a step computed, as it stands in the device's buffers.
#[derive(Serialize)]
struct Step {
    loss: f64,
    inputs: Vec<f32>,
    targets: Vec<f32>,
    layers: Vec<Quantities>,
}

/// Those of a layer; weights are `[inputs, outputs]`.
#[derive(Serialize)]
struct Quantities {
    /// Before the step.
    weight: Vec<f32>,
    bias: Vec<f32>,
    sum: Vec<f32>,
    activation: Vec<f32>,
    /// What the layer above gives back; none at the output.
    back_sum: Option<Vec<f32>>,
    delta: Vec<f32>,
    weight_gradient: Vec<f32>,
    bias_gradient: Vec<f32>,
    new_weight: Vec<f32>,
    new_bias: Vec<f32>,
}

/// A training that is looked at.
#[wasm_bindgen]
pub struct Article {
    /// Away while a step runs.
    trainer: Rc<RefCell<Option<Trainer<PageExecutor>>>>,
}

#[wasm_bindgen]
impl Article {
    /// A promise of a training on one sample; `told` is JSON.
    pub fn start(device: &Device, told: String) -> js_sys::Promise {
        let executor = device.alone();
        future_to_promise(async move {
            let trainer = start(executor, &told).await.map_err(thrown)?;
            Ok(Self { trainer: Rc::new(RefCell::new(Some(trainer))) }.into())
        })
    }

    /// A promise of the next step's numbers, as JSON.
    pub fn step(&self) -> js_sys::Promise {
        let place = self.trainer.clone();
        future_to_promise(async move {
            let Some(mut trainer) = place.borrow_mut().take() else {
                return Err(thrown(Error::failed("a step runs already")));
            };
            let step = step(&mut trainer).await;
            place.replace(Some(trainer));
            Ok(json(&step.map_err(thrown)?)?.into())
        })
    }
}

async fn start(executor: PageExecutor, told: &str) -> Result<Trainer<PageExecutor>> {
    let Told { sizes, inputs, targets, learning_rate, seed, parameters } = parsed(told)?;
    let layers = sizes.len().saturating_sub(1);
    let network = Network::new(&sizes, &vec![Activation::Sigmoid; layers])?;
    let numbers = inputs.iter().chain(&targets);
    if numbers.chain([&learning_rate]).any(|number| !number.is_finite()) {
        return Err(Error::input("a number is missing").advice("write a number in each field"));
    }
    let data = Dataset { samples: 1, inputs: inputs.into(), targets: targets.into() };
    let parameters = match parameters {
        None => Parameters::initialise(&network, &[seed]),
        Some(layers) => {
            let layer = |Given { weight, bias }| Layer { weight, bias };
            Parameters { members: 1, layers: layers.into_iter().map(layer).collect() }
        }
    };
    let settings =
        Hyperparameters { shuffle: false, ..Hyperparameters::new(learning_rate, 1, seed) };
    Trainer::new(executor, network, &parameters, data, None, settings).await
}

async fn step(trainer: &mut Trainer<PageExecutor>) -> Result<Step> {
    let layers = trainer.network().layers() as u32;
    let sizes = trainer.network().sizes().to_vec();
    let before = trainer.parameters().await?;
    let loss = trainer.step().await?[0];
    let after = trainer.parameters().await?;
    let executor = trainer.executor_mut();
    let mut all = Vec::new();
    let layers_of = std::iter::zip(before.layers, after.layers);
    for (layer, (old, new)) in (0..layers).zip(layers_of) {
        let width = sizes[layer as usize + 1];
        let mut row = async |buffer, elements: usize| {
            let mut values = executor.read(buffer).await?;
            values.truncate(elements);
            Ok::<_, Error>(values)
        };
        all.push(Quantities {
            sum: row(Buffer::Sum(layer), width).await?,
            activation: row(Buffer::Activation(layer), width).await?,
            back_sum: match layer + 1 < layers {
                true => Some(row(Buffer::BackSum(layer), width).await?),
                false => None,
            },
            delta: row(Buffer::Delta(layer), width).await?,
            weight_gradient: row(Buffer::WeightGradient(layer), old.weight.len()).await?,
            bias_gradient: row(Buffer::BiasGradient(layer), width).await?,
            weight: old.weight,
            bias: old.bias,
            new_weight: new.weight,
            new_bias: new.bias,
        });
    }
    let mut inputs = executor.read(Buffer::Inputs).await?;
    inputs.truncate(sizes[0]);
    let mut targets = executor.read(Buffer::Targets).await?;
    targets.truncate(sizes[layers as usize]);
    Ok(Step { loss, inputs, targets, layers: all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradshader::block_on;

    #[test]
    fn a_step_shows_the_numbers_of_the_article() {
        let told = r#"{"sizes": [2, 3, 2], "inputs": [0.05, 0.1], "targets": [0.01, 0.99],
            "learning_rate": 0.5, "seed": 1, "parameters": null}"#;
        let step = block_on(async {
            let mut trainer = start(PageExecutor::plain(), told).await.unwrap();
            step(&mut trainer).await.unwrap()
        });
        let [hidden, output] = &step.layers[..] else { panic!("two layers") };
        let near = |a: f32, b: f32| assert!((a - b).abs() < 1e-6, "{a} and {b}");
        near(hidden.sum[1], 0.05 * hidden.weight[1] + 0.1 * hidden.weight[4] + hidden.bias[1]);
        let y = output.activation[0];
        near(output.delta[0], (y - 0.01) * y * (1.0 - y));
        let back = hidden.back_sum.as_ref().unwrap();
        near(back[2], output.delta[0] * output.weight[4] + output.delta[1] * output.weight[5]);
        near(output.weight_gradient[0], hidden.activation[0] * output.delta[0]);
        near(output.new_weight[0], output.weight[0] - 0.5 * output.weight_gradient[0]);
    }
}
