//! The model file: safetensors with all that it takes to predict.
//!
//! The tensors are `layers.N.weight` (`[inputs, outputs]`) and `layers.N.bias` (`[outputs]`), `N`
//! from 0, both `F32`; those of further networks of an ensemble `members.M.layers.N.weight`, `M` from 1.
//! The metadata holds one JSON document under the key `gradshader`: the
//! network, the preprocessing, and how it was trained. It is one document because safetensors
//! keeps metadata in a hash map, whose order would make the bytes differ from run to run.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use safetensors::tensor::{Dtype, SafeTensors, TensorInfo, TensorView, serialize};
use serde::{Deserialize, Serialize};

use crate::dataset::Preprocessing;
use crate::error::{Error, Result};
use crate::formula::Loss;
use crate::network::{Activation, Layer, Network, Parameters};

/// The metadata key of [`Document`].
pub(crate) const KEY: &str = "gradshader";

/// The version of the format of one network, which older programs read too.
const FORMAT: u32 = 2;

/// That of an ensemble, and the latest that this program reads.
const FORMAT_OF_ENSEMBLES: u32 = 3;

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
    /// The networks that answer together with it, if there are any.
    pub ensemble: Ensemble,
    /// How it was trained (seed, epochs, adapter and the like), for people to read.
    pub training: BTreeMap<String, String>,
}

/// A layer of a file, the name of its weight, and the numbers of its inputs and outputs.
#[cfg(feature = "export")]
pub(crate) type NamedLayer = (String, [usize; 2], Layer);

/// What makes one model of several networks: its answer is the mean of theirs, before classes and units are
/// made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ensemble {
    /// How often [`Model::network`] counts.
    pub times: u32,
    /// The others.
    pub others: Vec<Member>,
}

/// A further network of an ensemble, with the inputs, outputs and preprocessing of the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its shape.
    pub network: Network,
    /// Its weights and biases; one member.
    pub parameters: Parameters,
    /// How often it counts.
    pub times: u32,
}

impl Ensemble {
    /// Networks that shared weights, each of which counts once: the parameters of the first, and the others.
    ///
    /// # Errors
    /// As [`Parameters::unshared`].
    pub fn of_sharing(
        network: &Network,
        parameters: &Parameters,
        sharers: usize,
    ) -> Result<(Parameters, Self)> {
        let each = parameters.unshared(network, sharers)?;
        let other =
            |sharer| Member { network: network.clone(), parameters: each.member(sharer), times: 1 };
        Ok((each.member(0), Self { times: 1, others: (1..sharers).map(other).collect() }))
    }
}

impl Default for Ensemble {
    /// One network alone.
    fn default() -> Self {
        Self { times: 1, others: Vec::new() }
    }
}

/// What the metadata says of a further network.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    sizes: Vec<usize>,
    activations: Vec<Activation>,
    times: u32,
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
    /// Of an ensemble, how often the first counts, and the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    members: Vec<Further>,
}

/// The part of [`Document`] that every version has.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Document {
    /// # Errors
    /// When it is none, or one of a newer version.
    fn read(document: &str) -> Result<Self> {
        let Version { format } = serde_json::from_str(document).map_err(damaged)?;
        if format > FORMAT_OF_ENSEMBLES {
            return Err(Error::input(format!(
                "written by a newer gradshader (format {format}, this one reads up to \
                 {FORMAT_OF_ENSEMBLES})"
            ))
            .advice("update gradshader"));
        }
        serde_json::from_str(document).map_err(damaged)
    }

    /// The model, with the `parameters` of each of its networks, by its place.
    ///
    /// # Errors
    /// Those of `parameters`, and when the parts do not fit together.
    fn model(
        self,
        mut parameters: impl FnMut(usize, &Network) -> Result<Parameters>,
    ) -> Result<Model> {
        let network = Network::new(&self.sizes, &self.activations)?;
        let first = parameters(0, &network)?;
        let further = |(of, place): (&Further, usize)| {
            let network = Network::new(&of.sizes, &of.activations)?;
            let parameters = parameters(place, &network)?;
            Ok(Member { network, parameters, times: of.times })
        };
        let others = self.members.iter().zip(1..).map(further).collect::<Result<_>>()?;
        let model = Model {
            network,
            parameters: first,
            loss: self.loss,
            preprocessing: self.preprocessing,
            ensemble: Ensemble { times: self.times.unwrap_or(1), others },
            training: self.training,
        };
        model.check()?;
        Ok(model)
    }
}

/// The bytes of safetensors: on every processor that this runs on but a few as they lie in memory.
pub(crate) fn little_endian(values: &[f32]) -> Cow<'_, [u8]> {
    match cfg!(target_endian = "little") {
        true => Cow::Borrowed(bytemuck::cast_slice(values)),
        false => values.iter().flat_map(|value| value.to_le_bytes()).collect(),
    }
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
            .map(|(name, shape, values)| (name, shape, little_endian(values)))
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
        let further = |member: &Member| Further {
            sizes: member.network.sizes().to_vec(),
            activations: member.network.activations().to_vec(),
            times: member.times,
        };
        let is_ensemble = self.is_ensemble();
        let document = Document {
            format: if is_ensemble { FORMAT_OF_ENSEMBLES } else { FORMAT },
            sizes: self.network.sizes().to_vec(),
            activations: self.network.activations().to_vec(),
            loss: self.loss,
            preprocessing: self.preprocessing.clone(),
            training: self.training.clone(),
            times: is_ensemble.then_some(self.ensemble.times),
            members: self.ensemble.others.iter().map(further).collect(),
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

    /// A model of what its metadata says and parameters that came otherwise: `layers` are those of all its
    /// networks, one after the other.
    ///
    /// # Errors
    /// When they do not fit together.
    #[cfg(feature = "export")]
    pub(crate) fn of_document(document: &str, layers: Vec<NamedLayer>) -> Result<Self> {
        let mut layers = layers.into_iter();
        let model = Document::read(document)?.model(|_, network| {
            let of = |size: &[usize]| {
                let (name, shape, layer) = layers.next().ok_or_else(|| {
                    Error::input("it has fewer layers than its description says")
                        .advice("give a whole file that `gradshader export` wrote")
                })?;
                if shape != *size {
                    let [inputs, outputs] = shape;
                    let (i, o) = (size[0], size[1]);
                    return Err(Error::input(format!(
                        "it is of {inputs} inputs and {outputs} outputs, and its description of {i} and {o}"
                    ))
                    .tensor(name)
                    .advice("give a file that `gradshader export` wrote, its layers as they are"));
                }
                Ok(layer)
            };
            let layers = network.sizes().windows(2).map(of).collect::<Result<_>>()?;
            Ok(Parameters { members: 1, layers })
        })?;
        match layers.count() {
            0 => Ok(model),
            more => {
                Err(Error::input(format!("it has {more} layers more than its description says"))
                    .advice("give a file that `gradshader export` wrote, with its layers alone"))
            }
        }
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let (length, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
        let data = &bytes[8 + length..];
        let document = header.metadata().as_ref().and_then(|metadata| metadata.get(KEY));
        let document = document.ok_or_else(|| {
            Error::input(format!("not a gradshader model: its metadata has no {KEY:?}"))
                .advice("give a file that `gradshader train` wrote")
        })?;
        let read = |(name, shape): &(String, Vec<usize>)| {
            values(header.info(name), data, shape).map_err(|error| error.tensor(name))
        };
        let model = Document::read(document)?.model(|member, network| {
            let each = tensors(network, member);
            let layer = |pair: &[_]| Ok(Layer { weight: read(&pair[0])?, bias: read(&pair[1])? });
            let layers = each.chunks_exact(2).map(layer).collect::<Result<_>>()?;
            Ok(Parameters { members: 1, layers })
        })?;
        let mut extra: BTreeSet<_> = header.tensors().into_keys().collect();
        for (name, ..) in model.tensors() {
            extra.remove(&name);
        }
        match extra.first() {
            None => Ok(model),
            Some(name) => Err(Error::input("the network has no such tensor").tensor(name)),
        }
    }

    /// Whether it is of several networks.
    pub fn is_ensemble(&self) -> bool {
        !self.ensemble.others.is_empty()
    }

    /// Every network with its parameters and how often it counts: the answer is the mean of their outputs.
    pub fn members(&self) -> impl Iterator<Item = (&Network, &Parameters, u32)> {
        let first = (&self.network, &self.parameters, self.ensemble.times);
        let others = self.ensemble.others.iter();
        std::iter::once(first).chain(others.map(|of| (&of.network, &of.parameters, of.times)))
    }

    /// [`Parameters::hash`], of an ensemble over all its networks.
    pub fn hash(&self) -> String {
        Parameters::hash_of(self.members().map(|(_, parameters, _)| parameters))
    }

    /// Refuses an ensemble; `what` takes one network alone.
    ///
    /// # Errors
    /// For an ensemble.
    pub fn check_alone(&self, what: &str) -> Result<()> {
        match self.is_ensemble() {
            false => Ok(()),
            true => Err(Error::input(format!("{what} takes one network, and this is an ensemble"))
                .advice("train one without --ensemble")),
        }
    }

    /// Every tensor with its name and shape.
    fn tensors(&self) -> impl Iterator<Item = (String, Vec<usize>, &Vec<f32>)> {
        self.members().enumerate().flat_map(|(member, (network, parameters, _))| {
            let values = parameters.layers.iter().flat_map(|layer| [&layer.weight, &layer.bias]);
            let both = tensors(network, member).into_iter().zip(values);
            both.map(|((name, shape), values)| (name, shape, values))
        })
    }

    /// Whether the parts fit together and every number is finite.
    pub(crate) fn check(&self) -> Result<()> {
        self.preprocessing.check()?;
        let ends = |network: &Network| (network.inputs(), network.outputs());
        for (network, parameters, times) in self.members() {
            if parameters.members != 1 {
                return Err(Error::input(format!("a model of {} members", parameters.members))
                    .advice("save one member"));
            }
            parameters.check(network)?;
            if times == 0 {
                return Err(Error::input("a network of an ensemble that does not count"));
            }
            if ends(network) != ends(&self.network) {
                return Err(Error::input("networks of an ensemble with other inputs or outputs"));
            }
        }
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
fn tensors(network: &Network, member: usize) -> Vec<(String, Vec<usize>)> {
    let whose = if member == 0 { String::new() } else { format!("members.{member}.") };
    let layers = network.sizes().windows(2).enumerate();
    let both = layers.flat_map(|(layer, size)| {
        [
            (format!("{whose}layers.{layer}.weight"), size.to_vec()),
            (format!("{whose}layers.{layer}.bias"), vec![size[1]]),
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
