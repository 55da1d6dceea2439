//! The model file: safetensors with all that it takes to predict.
//!
//! The tensors are `layers.N.weight` (`[inputs, outputs]`) and `layers.N.bias` (`[outputs]`), `N`
//! from 0, both `F32`. The metadata holds one JSON document under the key `gradshader`: the
//! network, the preprocessing, and how it was trained. It is one document because safetensors
//! keeps metadata in a hash map, whose order would make the bytes differ from run to run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use safetensors::tensor::{Dtype, SafeTensors, TensorInfo, TensorView, serialize};
use serde::{Deserialize, Serialize};

use crate::dataset::Preprocessing;
use crate::error::{Error, Result};
use crate::formula::Loss;
use crate::network::{Activation, Layer, Network, Parameters};

/// The metadata key of [`Document`].
pub(crate) const KEY: &str = "gradshader";

/// The version of the format that this program writes, and the latest that it reads.
const FORMAT: u32 = 2;

/// A trained network with all that it takes to predict.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The network's shape.
    pub network: Network,
    /// Its weights and biases; one member.
    pub parameters: Parameters,
    /// The loss that it was trained on.
    pub loss: Loss,
    /// How samples become its inputs, and what its outputs stand for.
    pub preprocessing: Preprocessing,
    /// How it was trained (seed, epochs, adapter and the like), for people to read.
    pub training: BTreeMap<String, String>,
}

/// What the metadata says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    sizes: Vec<usize>,
    activations: Vec<Activation>,
    loss: Loss,
    preprocessing: Preprocessing,
    training: BTreeMap<String, String>,
}

/// The part of [`Document`] that every version has.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Model {
    /// The model as the bytes of a file; the same bytes for the same model.
    ///
    /// # Errors
    /// When the parts do not fit together, or a parameter is not finite.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.check()?;
        let document = self.document()?;
        let bytes: Vec<_> = self
            .tensors()
            .map(|(name, shape, values)| {
                let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                (name, shape, bytes)
            })
            .collect();
        let views = bytes
            .iter()
            .map(|(name, shape, bytes)| {
                TensorView::new(Dtype::F32, shape.clone(), bytes).map(|view| (name, view))
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(unwritten)?;
        serialize(views, Some(HashMap::from([(KEY.to_owned(), document)]))).map_err(unwritten)
    }

    /// What the metadata says, as JSON.
    ///
    /// # Errors
    /// None that a checked model has.
    pub(crate) fn document(&self) -> Result<String> {
        let document = Document {
            format: FORMAT,
            sizes: self.network.sizes().to_vec(),
            activations: self.network.activations().to_vec(),
            loss: self.loss,
            preprocessing: self.preprocessing.clone(),
            training: self.training.clone(),
        };
        serde_json::to_string(&document).map_err(unwritten)
    }

    /// Reads the bytes of a file; `source` names it in messages.
    ///
    /// # Errors
    /// Names file and tensor: not a safetensors file, not one of gradshader or one of a newer
    /// version, a network that cannot be, a tensor that is missing, too many, of another type or
    /// shape than the network gives it, or a number that is not finite. Memory is taken for what
    /// the file holds, never for what it promises.
    pub fn from_bytes(source: &str, bytes: &[u8]) -> Result<Self> {
        Self::parse(bytes).map_err(|error| error.file(source))
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        let (length, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
        let data = &bytes[8 + length..];
        let document = header.metadata().as_ref().and_then(|metadata| metadata.get(KEY));
        let document = document.ok_or_else(|| {
            Error::input(format!("not a gradshader model: its metadata has no {KEY:?}"))
                .advice("give a file that `gradshader train` wrote")
        })?;
        let Version { format } = serde_json::from_str(document).map_err(damaged)?;
        if format > FORMAT {
            return Err(Error::input(format!(
                "written by a newer gradshader (format {format}, this one reads up to {FORMAT})"
            ))
            .advice("update gradshader"));
        }
        let document: Document = serde_json::from_str(document).map_err(damaged)?;
        let network = Network::new(&document.sizes, &document.activations)?;

        let expected = tensors(&network);
        let read = |place: usize| {
            let (name, shape) = &expected[place];
            values(header.info(name), data, shape).map_err(|error| error.tensor(name))
        };
        let layers = (0..network.layers())
            .map(|layer| Ok(Layer { weight: read(2 * layer)?, bias: read(2 * layer + 1)? }))
            .collect::<Result<_>>()?;
        let mut extra: BTreeSet<_> = header.tensors().into_keys().collect();
        for (name, _) in &expected {
            extra.remove(name);
        }
        if let Some(name) = extra.first() {
            return Err(Error::input("the network has no such tensor").tensor(name));
        }
        let model = Self {
            network,
            loss: document.loss,
            parameters: Parameters { members: 1, layers },
            preprocessing: document.preprocessing,
            training: document.training,
        };
        model.check()?;
        Ok(model)
    }

    /// Every tensor with its name and shape.
    fn tensors(&self) -> impl Iterator<Item = (String, Vec<usize>, &Vec<f32>)> {
        let values = self.parameters.layers.iter().flat_map(|layer| [&layer.weight, &layer.bias]);
        tensors(&self.network).into_iter().zip(values).map(|((name, shape), v)| (name, shape, v))
    }

    /// Whether the parts fit together and every number is finite.
    pub(crate) fn check(&self) -> Result<()> {
        if self.parameters.members != 1 {
            return Err(Error::input(format!("a model of {} members", self.parameters.members))
                .advice("save one member"));
        }
        self.parameters.check(&self.network)?;
        self.preprocessing.check()?;
        for (what, network, preprocessing) in [
            ("inputs", self.network.inputs(), self.preprocessing.inputs()),
            ("outputs", self.network.outputs(), self.preprocessing.outputs()),
        ] {
            if network != preprocessing {
                return Err(Error::input(format!(
                    "{network} {what} of the network for {preprocessing} of the preprocessing"
                )));
            }
        }
        for (name, _, values) in self.tensors() {
            if let Some(place) = values.iter().position(|value| !value.is_finite()) {
                return Err(Error::input(format!("value {} is {}", place + 1, values[place]))
                    .tensor(name)
                    .advice("train again, at a lower learning rate"));
            }
        }
        Ok(())
    }
}

/// The tensors that a network has, with their shapes, in the order of [`Parameters`].
fn tensors(network: &Network) -> Vec<(String, Vec<usize>)> {
    let layers = network.sizes().windows(2).enumerate();
    let both = layers.flat_map(|(layer, size)| {
        [
            (format!("layers.{layer}.weight"), size.to_vec()),
            (format!("layers.{layer}.bias"), vec![size[1]]),
        ]
    });
    both.collect()
}

/// The values of one tensor, if it is what it has to be.
fn values(tensor: Option<&TensorInfo>, data: &[u8], shape: &[usize]) -> Result<Vec<f32>> {
    let tensor = tensor.ok_or_else(|| Error::input("the tensor is missing"))?;
    if tensor.dtype != Dtype::F32 {
        return Err(Error::input(format!("the tensor is {}, not F32", tensor.dtype)));
    }
    if tensor.shape != shape {
        let found = &tensor.shape;
        return Err(Error::input(format!(
            "the shape is {found:?} where the network has {shape:?}"
        )));
    }
    let (start, end) = tensor.data_offsets;
    let (values, _) = data[start..end].as_chunks();
    Ok(values.iter().map(|&value| f32::from_le_bytes(value)).collect())
}

fn damaged(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::input("the file is damaged, or not a model")
        .caused_by(e)
        .advice("give a whole file that `gradshader train` wrote")
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the model cannot be written").caused_by(e)
}

/// Models by path.
#[cfg(feature = "files")]
mod files {
    use std::fs;
    use std::path::Path;

    use super::{Error, Model, Result};
    use crate::files;

    impl Model {
        /// Writes the model to `path`. A file that stands there is replaced at once and as a
        /// whole, once the new one is on the disk; when anything fails it stays as it was.
        ///
        /// # Errors
        /// As those of [`to_bytes`](Self::to_bytes), and when the folder cannot be written to.
        pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
            let path = path.as_ref();
            let bytes = self.to_bytes().map_err(|error| error.file(path))?;
            files::replace(path, &bytes).map_err(|e| super::unwritten(e).file(path))
        }

        /// Reads the model at `path`.
        ///
        /// # Errors
        /// As those of [`from_bytes`](Self::from_bytes), and when there is no file to read.
        pub fn load(path: impl AsRef<Path>) -> Result<Self> {
            let path = path.as_ref();
            let bytes = fs::read(path)
                .map_err(|e| Error::input("the model cannot be read").caused_by(e).file(path))?;
            Self::parse(&bytes).map_err(|error| error.file(path))
        }
    }
}

#[cfg(test)]
mod tests;
