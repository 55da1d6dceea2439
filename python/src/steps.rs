//! A training step by step, with every quantity of the last step to look at.

use gradshader::cpu::CpuExecutor;
use gradshader::dataset::Dataset;
use gradshader::device::{Choice, Device, DeviceExecutor, Purpose};
use gradshader::executor::Executor;
use gradshader::formula::{Loss, OptimizerName, OptimizerSettings};
use gradshader::gpu::{Family, GpuOptions};
use gradshader::network::{Activation, Layer, Network as Shape, Parameters};
use gradshader::recording::Buffer;
use gradshader::train::{Hyperparameters, Trainer as Training};
use gradshader::{Error, Result, block_on};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use crate::error::Answer;

/// The shape of a fully connected network: its widths, inputs first, and the activation of each layer.
#[pyclass(frozen, subclass, module = "gradshader._gradshader")]
pub(crate) struct Network {
    shape: Shape,
}

#[pymethods]
impl Network {
    #[new]
    fn new(sizes: Vec<usize>, activations: Vec<String>) -> Answer<Self> {
        let activations: Vec<Activation> =
            activations.iter().map(|name| name.parse()).collect::<Result<_>>()?;
        Ok(Self { shape: Shape::new(&sizes, &activations)? })
    }

    /// The widths, inputs first.
    #[getter]
    fn sizes(&self) -> Vec<usize> {
        self.shape.sizes().to_vec()
    }

    /// The activation of each layer.
    #[getter]
    fn activations(&self) -> Vec<&'static str> {
        self.shape.activations().iter().map(|f| f.name()).collect()
    }

    /// Weights and biases, all together.
    #[getter]
    fn parameter_count(&self) -> usize {
        self.shape.parameter_count()
    }

    fn __repr__(&self) -> String {
        format!("Network({})", self.shape)
    }
}

/// A training, step by step, each kernel by itself.
#[pyclass(module = "gradshader._gradshader")]
pub(crate) struct Steps {
    trainer: Training<DeviceExecutor>,
    shape: Shape,
    /// Samples of a full step.
    batch: usize,
    /// Samples of the last step.
    rows: usize,
    /// Samples used of the epoch under way.
    position: usize,
    device: String,
}

#[pymethods]
impl Steps {
    #[new]
    #[pyo3(signature = (network, inputs, targets, *, learning_rate, batch, seed, shuffle, optimizer, momentum, loss, device))]
    #[expect(clippy::too_many_arguments, reason = "they are named")]
    fn new(
        py: Python<'_>,
        network: &Network,
        inputs: PyReadonlyArray2<'_, f32>,
        targets: PyReadonlyArray2<'_, f32>,
        learning_rate: f32,
        batch: Option<usize>,
        seed: u64,
        shuffle: bool,
        optimizer: &str,
        momentum: f64,
        loss: &str,
        device: &str,
    ) -> Answer<Self> {
        let (x, y) = (inputs.as_array(), targets.as_array());
        if x.nrows() != y.nrows() {
            let (x, y) = (x.nrows(), y.nrows());
            return Err(Error::input(format!("{x} samples of inputs and {y} of targets")).into());
        }
        let data = Dataset {
            samples: x.nrows(),
            inputs: x.iter().copied().collect(),
            targets: y.iter().copied().collect(),
        };
        let name: OptimizerName = optimizer.parse()?;
        let optimizer = name.optimizer(momentum != 0.0);
        let settings = OptimizerSettings { momentum, ..OptimizerSettings::new(optimizer) };
        let hyperparameters = Hyperparameters {
            optimizer,
            settings,
            loss: loss.parse::<Loss>()?,
            shuffle,
            ..Hyperparameters::new(learning_rate, batch.unwrap_or(data.samples), seed)
        };
        let shape = network.shape.clone();
        let batch = hyperparameters.batch;
        let choice = match Choice::new(device) {
            Choice::Auto => Choice::Reference,
            told => told,
        };
        let (trainer, device) = py.detach(|| {
            block_on(async {
                let options = GpuOptions { family: Some(Family::Single), ..GpuOptions::default() };
                let (executor, name) = match choice {
                    Choice::Reference => {
                        let executor = DeviceExecutor::Reference(CpuExecutor::new());
                        (executor, gradshader::device::reference().to_string())
                    }
                    choice => {
                        let device = Device::open(&choice, options, Purpose::Itself).await?;
                        (device.executor, device.description.to_string())
                    }
                };
                let parameters = Parameters::initialise(&shape, &[seed]);
                let shape = shape.clone();
                let trainer =
                    Training::new(executor, shape, &parameters, data, None, hyperparameters);
                Ok::<_, Error>((trainer.await?, name))
            })
        })?;
        Ok(Self { trainer, shape, batch, rows: 0, position: 0, device })
    }

    /// Trains for one step and returns the loss of its batch before the update.
    fn step(&mut self, py: Python<'_>) -> Answer<f64> {
        let samples = self.trainer.samples();
        let rows = self.batch.min(samples - self.position);
        let losses = py.detach(|| block_on(self.trainer.step()))?;
        self.rows = rows;
        self.position = (self.position + rows) % samples;
        Ok(losses[0])
    }

    /// What runs the kernels.
    #[getter]
    fn device(&self) -> &str {
        &self.device
    }

    /// A quantity of the last step, `[rows, columns]`: "inputs", "targets", or of a layer (from 0)
    /// "sum", "activation", "delta", "back_sum", "weight_gradient", "bias_gradient", "weight", "bias".
    #[pyo3(signature = (quantity, layer = 0))]
    fn read<'py>(
        &mut self,
        py: Python<'py>,
        quantity: &str,
        layer: u32,
    ) -> Answer<Bound<'py, PyArray2<f32>>> {
        let sizes = self.shape.sizes();
        if layer as usize >= self.shape.layers() {
            let layers = self.shape.layers();
            return Err(
                Error::input(format!("layer {layer} of {layers}, which count from 0")).into()
            );
        }
        let (from, to) = (sizes[layer as usize], sizes[layer as usize + 1]);
        let (buffer, rows, columns) = match quantity {
            "inputs" => (Buffer::Inputs, self.rows, self.shape.inputs()),
            "targets" => (Buffer::Targets, self.rows, self.shape.outputs()),
            "sum" => (Buffer::Sum(layer), self.rows, to),
            "activation" => (Buffer::Activation(layer), self.rows, to),
            "delta" => (Buffer::Delta(layer), self.rows, to),
            "back_sum" => (Buffer::BackSum(layer), self.rows, to),
            "weight_gradient" => (Buffer::WeightGradient(layer), from, to),
            "bias_gradient" => (Buffer::BiasGradient(layer), 1, to),
            "weight" => (Buffer::Weight(layer), from, to),
            "bias" => (Buffer::Bias(layer), 1, to),
            other => {
                return Err(Error::input(format!("there is no quantity {other:?}"))
                    .advice("use for example activation, delta or weight_gradient")
                    .into());
            }
        };
        if self.rows == 0 && !buffer.is_parameter() {
            let error = Error::input(format!("there is no {quantity} before the first step"));
            return Err(error.advice("call step()").into());
        }
        if self.trainer.fusion().elided.contains(&buffer) {
            return Err(Error::input(format!("this device keeps the {quantity} to itself"))
                .advice("use device=\"reference\", or an adapter, which runs each kernel by itself")
                .into());
        }
        let mut values = py.detach(|| block_on(self.trainer.executor_mut().read(buffer)))?;
        values.truncate(rows * columns);
        Ok(PyArray1::from_vec(py, values).reshape([rows, columns])?)
    }

    /// Replaces weights and biases.
    fn set_parameters(
        &mut self,
        py: Python<'_>,
        weights: Vec<PyReadonlyArray2<'_, f32>>,
        biases: Vec<PyReadonlyArray1<'_, f32>>,
    ) -> Answer<()> {
        let sizes = self.shape.sizes().windows(2);
        for (layer, (weight, size)) in weights.iter().zip(sizes).enumerate() {
            let found = weight.as_array().dim();
            if found != (size[0], size[1]) {
                let error = Error::input(format!("a weight of {found:?} where {size:?} is"));
                return Err(error.tensor(format!("layers.{layer}.weight")).into());
            }
        }
        let layers = std::iter::zip(&weights, &biases).map(|(weight, bias)| Layer {
            weight: weight.as_array().iter().copied().collect(),
            bias: bias.as_array().to_vec(),
        });
        let parameters = Parameters { members: 1, layers: layers.collect() };
        Ok(py.detach(|| self.trainer.set_parameters(&parameters))?)
    }
}
