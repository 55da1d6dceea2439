//! Networks that other programs trained: state dictionaries of PyTorch as safetensors, and ONNX graphs of
//! fully connected layers.
//!
//! What gradshader exported itself has its own description in the metadata, and comes back as the whole
//! model, with the weights that the file has now. Of others there are the layers alone.

mod bytes;
mod function;
mod numbers;
mod onnx;
mod order;
mod pytorch;

use std::collections::BTreeMap;

use crate::dataset::{Column, Encoding, Feature, Preprocessing, Scale, Scaling, TargetEncoding};
use crate::error::{Error, Result};
use crate::formula::Loss;
use crate::model::{Ensemble, Model, NamedLayer};
use crate::network::{Activation, Network, Parameters};

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// A model with all that it takes to predict.
    Whole(Box<Model>),
    /// The layers of a network alone.
    Layers(Layers),
}

/// Layers one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Layers {
    /// The widths, inputs first.
    pub sizes: Vec<usize>,
    /// Weights `[inputs, outputs]` and biases, one member.
    pub parameters: Parameters,
    /// One a layer; none where the file has none (PyTorch's).
    pub activations: Option<Vec<Activation>>,
    /// What to know of them, for people: their order, where the file's names do not tell it.
    pub note: Option<String>,
}

impl Layers {
    /// # Errors
    /// When there are none, or one does not take what the one before it gives.
    fn new(layers: Vec<NamedLayer>, activations: Option<Vec<Activation>>) -> Result<Self> {
        let Some((_, [inputs, _], _)) = layers.first() else {
            return Err(Error::input("there are no fully connected layers in it"));
        };
        let mut sizes = vec![*inputs];
        for (name, [inputs, outputs], _) in &layers {
            let given = sizes[sizes.len() - 1];
            if given != *inputs {
                return Err(Error::input(format!(
                    "it takes {inputs} numbers where the layer before it gives {given}"
                ))
                .tensor(name)
                .advice("give a network of fully connected layers one after the other"));
            }
            sizes.push(*outputs);
        }
        let layers = layers.into_iter().map(|(_, _, layer)| layer).collect();
        Ok(Self { sizes, parameters: Parameters { members: 1, layers }, activations, note: None })
    }

    /// Whether outputs that stand for classes are sums, of which a softmax makes shares: networks are often
    /// kept so, since their loss has the softmax in it.
    pub fn has_sums_of(
        &self,
        targets: Option<&TargetEncoding>,
        activations: Option<&[Activation]>,
    ) -> bool {
        let last = activations.or(self.activations.as_deref()).and_then(<[_]>::last);
        let are_classes =
            matches!(targets, Some(TargetEncoding::Classes { names, .. }) if names.len() > 1);
        are_classes && last == Some(&Activation::Linear)
    }

    /// A model that takes columns of these names as they are. Without `targets` it answers classes by their
    /// places where its last layer is a softmax, else values; with classes a last layer without activation
    /// gets a softmax.
    ///
    /// # Errors
    /// When there is another number of columns than inputs, of targets than outputs, or of activations than
    /// layers; or when the file says none and `activations` does not.
    pub fn with_columns(
        self,
        columns: &[String],
        targets: Option<TargetEncoding>,
        activations: Option<&[Activation]>,
    ) -> Result<Model> {
        let has_sums = self.has_sums_of(targets.as_ref(), activations);
        let told = activations.map(<[_]>::to_vec).or(self.activations);
        let mut activations = told.ok_or_else(|| {
            let layers = self.sizes.len() - 1;
            Error::input("the file does not say what the activations are")
                .advice(format!("give one for each of the {layers} layers with --activations"))
        })?;
        if let Some(last) = activations.last_mut().filter(|_| has_sums) {
            *last = Activation::Softmax;
        }
        let network = Network::new(&self.sizes, &activations)?;
        if columns.len() != network.inputs() {
            return Err(Error::input(format!(
                "the network takes {} numbers where there are {} columns",
                network.inputs(),
                columns.len()
            )));
        }
        let scale = Scale { shift: 0.0, spread: 1.0, clip: None };
        let encoding = Encoding::Number {
            scale,
            edges: Vec::new(),
            fill: None,
            indicator: false,
            unit: None,
            sign: None,
        };
        let feature = |name: &String| Feature { name: name.clone(), encoding: encoding.clone() };
        let count = network.outputs();
        let is_softmax = activations.last() == Some(&Activation::Softmax);
        let targets = match targets {
            Some(targets) => targets,
            None if is_softmax => TargetEncoding::Classes {
                column: "class".to_owned(),
                names: (0..count).map(|place| place.to_string()).collect(),
            },
            None => TargetEncoding::Values {
                columns: (1..=count)
                    .map(|place| Column { name: format!("output {place}"), scale })
                    .collect(),
            },
        };
        let model = Model {
            network,
            parameters: self.parameters,
            loss: if is_softmax { Loss::SoftmaxCrossEntropy } else { Loss::default() },
            preprocessing: Preprocessing {
                scaling: Scaling::None,
                features: columns.iter().map(feature).collect(),
                targets,
                missing_texts: Vec::new(),
                dialect: None,
                first_place: None,
                narrow: false,
            },
            ensemble: Ensemble::default(),
            training: BTreeMap::new(),
        };
        model.check()?;
        Ok(model)
    }
}

/// Reads a file of any of the forms; `source` names it in messages.
///
/// # Errors
/// Names the file and the tensor or operator: a file of none of the forms, an operator or an activation
/// that is not one of ours, tensors that are no layers, numbers that are not finite.
pub fn from_bytes(source: &str, bytes: &[u8]) -> Result<Imported> {
    let read = || {
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(Error::input("it is an archive, as torch.save and Keras write them").advice(
                "write the state dictionary with safetensors.torch.save_file, or export to ONNX",
            ));
        }
        // A length of eight bytes and JSON; an ONNX file begins with the number of a field.
        if bytes.get(8) == Some(&b'{') { pytorch::read(bytes) } else { onnx::read(bytes) }
    };
    read().map_err(|error: Error| error.file(source))
}

/// Reads the file at `path`.
///
/// # Errors
/// As those of [`from_bytes`], and when there is no file to read.
#[cfg(feature = "files")]
pub fn load(path: impl AsRef<std::path::Path>) -> Result<Imported> {
    let path = path.as_ref();
    let bytes = std::fs::read(path)
        .map_err(|e| Error::input("the model cannot be read").caused_by(e).file(path))?;
    from_bytes(&path.display().to_string(), &bytes)
}

/// Reads a model that is whole.
///
/// # Errors
/// As those of [`load`], and when the file has layers alone.
#[cfg(feature = "files")]
pub fn load_whole(path: impl AsRef<std::path::Path>) -> Result<Model> {
    let path = path.as_ref();
    match load(path)? {
        Imported::Whole(model) => Ok(*model),
        Imported::Layers(_) => {
            Err(Error::input("it has layers alone, and nothing of what they take")
                .file(path)
                .advice("give it to evaluate or predict with a table, or to train --init"))
        }
    }
}
