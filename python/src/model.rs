//! A trained network with its preprocessing, to be asked and kept.

use gradshader::dataset::{Dataset, Samples, TableOptions, TargetEncoding};
use gradshader::device::{Choice, Device, Purpose};
use gradshader::error::Error;
use gradshader::gpu::GpuOptions;
use gradshader::model::Model as Kept;
use gradshader::train::{Hyperparameters, State as Standing, Trainer};
use gradshader::{Result, block_on};
use numpy::{PyArray1, PyArray2, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::error::Answer;
use crate::frame::Frame;

/// A trained network with all that it takes to predict.
#[pyclass(frozen, module = "gradshader._gradshader")]
pub(crate) struct Model {
    pub(crate) kept: Kept,
}

/// Samples that the device holds at once.
const WINDOW: usize = 4096;

#[pymethods]
impl Model {
    /// The model of the bytes of a file.
    #[new]
    fn new(bytes: &[u8]) -> Answer<Self> {
        let kept = Kept::from_bytes("the model", bytes)?;
        if !kept.ensemble.others.is_empty() {
            let count = kept.ensemble.others.len() + 1;
            return Err(Error::input(format!("an ensemble of {count} networks"))
                .advice("ask it with gradshader predict")
                .into());
        }
        Ok(Self { kept })
    }

    /// The bytes of a file, as `gradshader predict` takes it.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Answer<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &self.kept.to_bytes()?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Answer<(Py<PyAny>, (Bound<'py, PyBytes>,))> {
        let class = py.get_type::<Self>().into_any().unbind();
        Ok((class, (self.to_bytes(py)?,)))
    }

    /// `[samples, outputs]`: shares of classes, or values in the units of the targets.
    fn predict<'py>(
        &self,
        py: Python<'py>,
        mut frame: PyRefMut<'_, Frame>,
        device: &str,
    ) -> Answer<Bound<'py, PyArray2<f64>>> {
        let table = frame.take();
        let values = py.detach(|| -> Result<Vec<f64>> {
            let options = TableOptions::to_predict(&self.kept.preprocessing);
            let samples = Samples::from_table(table, &options)?;
            let data = self.kept.preprocessing.apply(&samples)?;
            let outputs = block_on(outputs(&self.kept, &data, device))?;
            Ok(self.kept.preprocessing.decode_values(&outputs))
        })?;
        let width = self.kept.preprocessing.outputs();
        let rows = values.len() / width;
        Ok(PyArray1::from_vec(py, values).reshape([rows, width])?)
    }

    /// The classes that the outputs stand for; none for values.
    #[getter]
    fn classes(&self) -> Option<Vec<String>> {
        match &self.kept.preprocessing.targets {
            TargetEncoding::Classes { names, .. } => Some(names.clone()),
            _ => None,
        }
    }

    /// SHA-256 over the bits of all parameters, as the command line prints it.
    #[getter]
    fn parameter_hash(&self) -> String {
        self.kept.parameters.hash()
    }

    /// The widths, inputs first.
    #[getter]
    fn sizes(&self) -> Vec<usize> {
        self.kept.network.sizes().to_vec()
    }

    /// The activation of each layer.
    #[getter]
    fn activations(&self) -> Vec<&'static str> {
        self.kept.network.activations().iter().map(|f| f.name()).collect()
    }

    /// The loss that was minimised.
    #[getter]
    fn loss(&self) -> &'static str {
        self.kept.loss.name()
    }

    /// The name of each input of the network.
    #[getter]
    fn input_names(&self) -> Vec<String> {
        self.kept.preprocessing.input_names()
    }

    /// The weights of each layer, `[inputs, outputs]`.
    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyArray2<f32>>>> {
        let sizes = self.kept.network.sizes().windows(2);
        let layers = sizes.zip(&self.kept.parameters.layers);
        let weight = |(size, layer): (&[usize], &gradshader::network::Layer)| {
            PyArray1::from_slice(py, &layer.weight).reshape([size[0], size[1]])
        };
        layers.map(weight).collect()
    }

    /// The biases of each layer.
    #[getter]
    fn biases<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyArray1<f32>>> {
        let layers = self.kept.parameters.layers.iter();
        layers.map(|layer| PyArray1::from_slice(py, &layer.bias)).collect()
    }
}

/// What the network answers, `[samples, outputs]`.
async fn outputs(model: &Kept, data: &Dataset, device: &str) -> Result<Vec<f32>> {
    if data.samples == 0 {
        return Ok(Vec::new());
    }
    let choice = match Choice::new(device) {
        // Done before an adapter is ready, and a row's answer does not depend on the others.
        Choice::Auto => Choice::Cpu,
        told => told,
    };
    let device = Device::open(&choice, GpuOptions::default(), Purpose::Inference).await?;
    // A trainer wants training samples, of which it sizes its window; it never looks at these.
    let samples = data.samples.min(WINDOW);
    let idle = Dataset {
        samples,
        inputs: data.inputs[..samples * model.network.inputs()].to_vec().into(),
        targets: vec![0.0; samples * model.network.outputs()].into(),
    };
    let settings = Hyperparameters { loss: model.loss, ..Hyperparameters::new(1.0, 1, 0) };
    let (network, parameters) = (model.network.clone(), &model.parameters);
    let mut trainer =
        Trainer::new(device.executor, network, parameters, idle, None, settings).await?;
    let outputs = trainer.predict(data).await?;
    match outputs.iter().position(|output| !output.is_finite()) {
        None => Ok(outputs),
        Some(place) => {
            let width = model.network.outputs();
            let what = format!("output {} of the network is {}", place % width + 1, outputs[place]);
            Err(Error::failed(what).row((place / width + 1) as u64).advice(
                "its weights are too large for these inputs; train it again, at a lower \
                 learning rate",
            ))
        }
    }
}

/// The class of a state with what makes one, as `pickle` takes it.
type Reduced<'py> = (Py<PyAny>, (String, Bound<'py, PyDict>));

/// What an optimizer keeps from step to step, for `partial_fit`.
#[pyclass(frozen, module = "gradshader._gradshader")]
pub(crate) struct State {
    pub(crate) standing: Standing,
}

#[pymethods]
impl State {
    #[new]
    fn new(json: &str, tensors: std::collections::BTreeMap<String, Vec<f32>>) -> Answer<Self> {
        let standing: Standing = serde_json::from_str(json)
            .map_err(|e| Error::input("the state is not usable").caused_by(e))?;
        Ok(Self { standing: Standing { tensors, ..standing } })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Answer<Reduced<'py>> {
        let json = serde_json::to_string(&self.standing)
            .map_err(|e| Error::failed("the state cannot be written").caused_by(e))?;
        let tensors = PyDict::new(py);
        for (name, values) in &self.standing.tensors {
            tensors.set_item(name, PyArray1::from_slice(py, values))?;
        }
        Ok((py.get_type::<Self>().into_any().unbind(), (json, tensors)))
    }
}
