//! A trained network with its preprocessing, to be asked and kept.

use std::collections::BTreeMap;
use std::ffi::CString;

use gradshader::answering::{self, Answering, Answers};
use gradshader::dataset::{Dataset, Samples, TableOptions, TargetEncoding};
use gradshader::device::Choice;
use gradshader::error::Error;
use gradshader::export::{Options, Takes, export};
use gradshader::gpu::GpuOptions;
use gradshader::import::{self, Imported};
use gradshader::model::Model as Kept;
use gradshader::network::Activation;
use gradshader::train::State as Standing;
use gradshader::{Result, block_on};
use numpy::{PyArray1, PyArray2, PyArrayMethods};
use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::error::Answer;
use crate::frame::Frame;

/// A trained network with all that it takes to predict.
#[pyclass(frozen, module = "gradshader._gradshader")]
pub(crate) struct Model {
    pub(crate) kept: Kept,
}

#[pymethods]
impl Model {
    /// The model of the bytes of a file.
    #[new]
    fn new(bytes: &[u8]) -> Answer<Self> {
        Ok(Self { kept: Kept::from_bytes("the model", bytes)? })
    }

    /// The model of the bytes of a file of any form that the command line takes; `source` names it in
    /// messages. Of one that has layers alone `columns` are what goes in, `classes` what comes out, of
    /// values none, and `activations` one a layer, where the file has none.
    #[staticmethod]
    #[pyo3(signature = (source, bytes, columns = None, classes = None, activations = None))]
    fn load(
        py: Python<'_>,
        source: &str,
        bytes: &[u8],
        columns: Option<Vec<String>>,
        classes: Option<Vec<String>>,
        activations: Option<Vec<String>>,
    ) -> Answer<Self> {
        let layers = match import::from_bytes(source, bytes)? {
            Imported::Whole(model) => return Ok(Self { kept: *model }),
            Imported::Layers(layers) => layers,
        };
        if let Some(note) = &layers.note {
            let note = CString::new(format!("{source}: {note}")).unwrap_or_default();
            PyErr::warn(py, &py.get_type::<PyUserWarning>(), &note, 1)?;
        }
        let activations: Option<Vec<Activation>> = activations
            .map(|names| names.iter().map(|name| name.parse()).collect::<Result<_>>())
            .transpose()?;
        let columns = columns
            .unwrap_or_else(|| (0..layers.sizes[0]).map(|place| format!("x{place}")).collect());
        let targets =
            classes.map(|names| TargetEncoding::Classes { column: "y".to_owned(), names });
        let model = layers.with_columns(&columns, targets, activations.as_deref());
        Ok(Self { kept: model.map_err(|error| error.file(source))? })
    }

    /// The model in another form: the file, a program of Python around it where the format is one of
    /// Python's, and what to know of it.
    #[expect(clippy::too_many_arguments, reason = "called from one place")]
    fn export<'py>(
        &self,
        py: Python<'py>,
        format: &str,
        takes: &str,
        double: bool,
        opset: Option<i64>,
        name: String,
        file: &str,
    ) -> Answer<(Bound<'py, PyBytes>, Option<String>, Vec<String>)> {
        let takes = match takes {
            "columns" => Takes::Columns,
            "numbers" => Takes::Numbers,
            "inputs" => Takes::Inputs,
            other => {
                return Err(Error::input(format!("a model that takes {other:?}"))
                    .advice("use columns, numbers or inputs")
                    .into());
            }
        };
        let defaults = Options::default();
        let opset = opset.unwrap_or(defaults.opset);
        let options = Options { takes, double, opset, name };
        let exported = export(&self.kept, format.parse()?, &options, file)?;
        Ok((PyBytes::new(py, &exported.bytes), exported.program, exported.notes))
    }

    /// The bytes of a file, as `gradshader predict` takes it; `facts` are added to how it was trained.
    #[pyo3(signature = (facts = BTreeMap::new()))]
    fn to_bytes<'py>(
        &self,
        py: Python<'py>,
        facts: BTreeMap<String, String>,
    ) -> Answer<Bound<'py, PyBytes>> {
        if facts.is_empty() {
            return Ok(PyBytes::new(py, &self.kept.to_bytes()?));
        }
        let mut told = self.kept.clone();
        told.training.extend(facts);
        Ok(PyBytes::new(py, &told.to_bytes()?))
    }

    /// How it was trained.
    #[getter]
    fn training(&self) -> BTreeMap<String, String> {
        self.kept.training.clone()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Answer<(Py<PyAny>, (Bound<'py, PyBytes>,))> {
        let class = py.get_type::<Self>().into_any().unbind();
        Ok((class, (self.to_bytes(py, BTreeMap::new())?,)))
    }

    /// `[samples, outputs]`: shares of classes or labels, or values in the units of the targets; and, of an
    /// ensemble, how far its networks lie apart, the same shape.
    fn predict<'py>(
        &self,
        py: Python<'py>,
        mut frame: PyRefMut<'_, Frame>,
        device: &str,
    ) -> Answer<Predicted<'py>> {
        let table = frame.take();
        let (values, spread) = py.detach(|| -> Result<_> {
            let options = TableOptions::to_predict(&self.kept.preprocessing);
            let samples = Samples::from_table(table, &options)?;
            let data = self.kept.preprocessing.apply(&samples)?;
            let answers = block_on(answers(&self.kept, &samples, &data, device))?;
            let spread = self.in_units(&answers.spread);
            Ok((self.kept.preprocessing.decode_values(&answers.outputs), spread))
        })?;
        let width = self.kept.preprocessing.outputs();
        let of = |values: Vec<f64>| {
            let rows = values.len() / width;
            PyArray1::from_vec(py, values).reshape([rows, width])
        };
        let spread = (self.kept.is_ensemble()).then(|| of(spread)).transpose()?;
        Ok((of(values)?, spread))
    }

    /// How many networks answer.
    #[getter]
    fn networks(&self) -> usize {
        self.kept.members().count()
    }

    /// How often each network counts.
    #[getter]
    fn times(&self) -> Vec<u32> {
        self.kept.members().map(|(.., times)| times).collect()
    }

    /// `classify`, `label` or `regress`.
    #[getter]
    fn task(&self) -> &'static str {
        self.kept.preprocessing.targets.task_and_columns().0.name()
    }

    /// The columns that it was trained on.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.kept.preprocessing.features.iter().map(|feature| feature.name.clone()).collect()
    }

    /// The columns that it predicts.
    #[getter]
    fn targets(&self) -> Vec<String> {
        self.kept.preprocessing.targets.task_and_columns().1
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
        self.kept.hash()
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

/// What is answered, and how far networks lie apart.
type Predicted<'py> = (Bound<'py, PyArray2<f64>>, Option<Bound<'py, PyArray2<f64>>>);

impl Model {
    /// Deviations in the units of the targets, of values.
    fn in_units(&self, spread: &[f32]) -> Vec<f64> {
        let spread = spread.iter().copied().map(f64::from);
        match &self.kept.preprocessing.targets {
            TargetEncoding::Values { columns } => {
                let units = columns.iter().map(|column| column.scale.spread.abs()).cycle();
                spread.zip(units).map(|(spread, unit)| spread * unit).collect()
            }
            _ => spread.collect(),
        }
    }
}

/// What the networks answer.
async fn answers(model: &Kept, samples: &Samples, data: &Dataset, device: &str) -> Result<Answers> {
    if data.samples == 0 {
        return Ok(Answers { outputs: Vec::new(), spread: Vec::new() });
    }
    let choice = match Choice::new(device) {
        // Done before an adapter is ready, and a row's answer does not depend on the others.
        Choice::Auto => Choice::Cpu,
        told => told,
    };
    let mut answering = Answering::open(model, data, &choice, GpuOptions::default()).await?;
    let answers = answering.predict(data).await?;
    answering::check(model, samples, &answers.outputs)?;
    Ok(answers)
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
    fn new(json: &str, tensors: BTreeMap<String, Vec<f32>>) -> Answer<Self> {
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
