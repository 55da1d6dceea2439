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
use crate::network::{Activation, Layer, Network, Parameters};

/// The metadata key of [`Document`].
const KEY: &str = "gradshader";

/// The version of the format that this program writes, and the latest that it reads.
const FORMAT: u32 = 2;

/// A trained network with all that it takes to predict.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The network's shape.
    pub network: Network,
    /// Its weights and biases; one member.
    pub parameters: Parameters,
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

/// The loss that the network was trained on.
#[derive(Serialize, Deserialize)]
enum Loss {
    /// Half the squared error summed over the outputs, and its mean over the samples.
    #[serde(rename = "half_squared_error")]
    HalfSquaredError,
}

impl Model {
    /// The model as the bytes of a file; the same bytes for the same model.
    ///
    /// # Errors
    /// When the parts do not fit together, or a parameter is not finite.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.check()?;
        let document = Document {
            format: FORMAT,
            sizes: self.network.sizes().to_vec(),
            activations: self.network.activations().to_vec(),
            loss: Loss::HalfSquaredError,
            preprocessing: self.preprocessing.clone(),
            training: self.training.clone(),
        };
        let document = serde_json::to_string(&document).map_err(unwritten)?;
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
    fn check(&self) -> Result<()> {
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
mod tests {
    use super::*;
    use crate::dataset::{
        Column, DateFormat, DatePart, Encoding, Feature, Label, Scale, ScaledPart, Scaling,
        TargetEncoding,
    };

    fn model() -> Model {
        let network = Network::new(&[3, 4, 2], &[Activation::Tanh, Activation::Sigmoid]).unwrap();
        let scale = Scale { shift: 0.1, spread: 1.5e-39 };
        let number = Encoding::Number { scale, fill: Some(0.3), indicator: false };
        let column = |name: &str| Feature { name: name.into(), encoding: number.clone() };
        Model {
            parameters: Parameters::initialise(&network, &[7]),
            network,
            preprocessing: Preprocessing {
                scaling: Scaling::Standard,
                features: ["a", "b", "ü \"c\""].map(column).to_vec(),
                targets: TargetEncoding::Classes {
                    column: "kind".into(),
                    names: vec!["no".into(), "yes".into()],
                },
                missing_texts: vec!["none".into()],
                narrow: false,
            },
            training: (0..20).map(|i| (format!("key {i}"), i.to_string())).collect(),
        }
    }

    /// The scale of a feature that is a number.
    fn scale(model: &mut Model, place: usize) -> &mut Scale {
        match &mut model.preprocessing.features[place].encoding {
            Encoding::Number { scale, .. } => scale,
            other => panic!("{other:?}"),
        }
    }

    /// The model's file after its header was edited; the data stay.
    fn edited(edit: impl Fn(String) -> String) -> Vec<u8> {
        let bytes = model().to_bytes().unwrap();
        let (length, rest) = bytes.split_first_chunk().unwrap();
        let (header, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
        let text = String::from_utf8(header.to_vec()).unwrap();
        let changed = edit(text.clone());
        assert_ne!(text, changed, "the edit found nothing to change");
        [&(changed.len() as u64).to_le_bytes(), changed.as_bytes(), data].concat()
    }

    fn refused(bytes: &[u8]) -> String {
        Model::from_bytes("m.safetensors", bytes).unwrap_err().to_string()
    }

    #[test]
    fn a_model_comes_back_as_it_was_and_its_bytes_are_the_same_each_time() {
        let model = model();
        let bytes = model.to_bytes().unwrap();
        let back = Model::from_bytes("m.safetensors", &bytes).unwrap();
        assert_eq!(back, model);
        assert_eq!(back.parameters.hash(), model.parameters.hash());
        assert_eq!(back.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn every_kind_of_column_comes_back_as_it_was() {
        let scale = Scale { shift: 2450000.1, spread: 0.1 };
        let part = |part| ScaledPart { part, scale };
        let encodings = [
            Encoding::Number { scale, fill: None, indicator: true },
            Encoding::Boolean { fill: Some(0.3), indicator: false },
            Encoding::Category {
                values: vec!["a \"b\"".into(), String::new(), "1".into()],
                other: true,
                missing: true,
            },
            Encoding::Date {
                format: Some(DateFormat::new("%d/%m/%Y")),
                parts: vec![part(DatePart::Year), part(DatePart::MonthSine)],
                indicator: true,
            },
        ];
        let names = ["n", "b", "c", "d"].map(String::from);
        let features: Vec<_> = std::iter::zip(names, encodings)
            .map(|(name, encoding)| Feature { name, encoding })
            .collect();
        let label =
            |name: &str| Label { name: name.into(), negative: "no".into(), positive: "yes".into() };
        let values = |name: &str| Column { name: name.into(), scale };
        for targets in [
            TargetEncoding::Labels { columns: vec![label("wet"), label("cold")] },
            TargetEncoding::Values { columns: vec![values("x"), values("y")] },
        ] {
            let network = Network::new(&[11, 2], &[Activation::Sigmoid]).unwrap();
            let model = Model {
                parameters: Parameters::initialise(&network, &[7]),
                network,
                preprocessing: Preprocessing {
                    features: features.clone(),
                    targets,
                    ..model().preprocessing
                },
                training: BTreeMap::new(),
            };
            let bytes = model.to_bytes().unwrap();
            assert_eq!(Model::from_bytes("m.safetensors", &bytes).unwrap(), model);
        }
    }

    #[test]
    fn any_reader_of_safetensors_finds_the_layers() {
        let bytes = model().to_bytes().unwrap();
        let file = SafeTensors::deserialize(&bytes).unwrap();
        let weight = file.tensor("layers.0.weight").unwrap();
        assert_eq!((weight.dtype(), weight.shape()), (Dtype::F32, &[3, 4][..]));
        assert_eq!(file.tensor("layers.1.bias").unwrap().shape(), [2]);
        assert_eq!(file.len(), 4);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let bytes = model().to_bytes().unwrap();
        for part in [&[][..], &[255; 20], &bytes[..bytes.len() - 1], &bytes[..40]] {
            assert!(
                refused(part).starts_with("m.safetensors: the file is damaged, or not a model")
            );
        }
        let other = edited(|header| header.replace("\"gradshader\"", "\"other\""));
        assert!(refused(&other).contains("not a gradshader model"));
        let newer = edited(|header| header.replace(r#"\"format\":2"#, r#"\"format\":3,\"new\":0"#));
        assert!(refused(&newer).contains("written by a newer gradshader (format 3"));
    }

    #[test]
    fn a_description_that_cannot_be_is_refused() {
        for (from, to, expected) in [
            (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[]"#, "at least one layer"),
            (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[3,0,2]"#, "layer 1 is 0 wide"),
            (r#"\"sizes\":[3,4,2]"#, r#"\"sizes\":[4294967295,4294967295,2]"#, "too large"),
            (r#"\"tanh\""#, r#"\"tan\""#, "the file is damaged, or not a model"),
            (r#"half_squared_error"#, r#"cross_entropy"#, "the file is damaged, or not a model"),
            (r#"\"shift\":0.1"#, r#"\"shift\":1e999"#, "the file is damaged, or not a model"),
            (r#"\"name\":\"b\""#, r#"\"name\":\"a\""#, "have one name"),
            (r#"[\"no\",\"yes\"]"#, r#"[\"no\",\"no\"]"#, "have one name"),
            (r#"[\"no\",\"yes\"]"#, r#"[\"no\"]"#, "2 outputs of the network for 1"),
        ] {
            let error = refused(&edited(|header| header.replace(from, to)));
            assert!(error.starts_with("m.safetensors") && error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_tensor_other_than_the_network_has_is_refused_by_name() {
        let place = "m.safetensors, tensor \"layers.1.weight\": ";
        let edit = |from: &str, to: &str| refused(&edited(|header| header.replace(from, to)));
        assert_eq!(edit("layers.1.weight", "other"), format!("{place}the tensor is missing"));
        let error = edit(r#""shape":[4,2]"#, r#""shape":[2,4]"#);
        assert_eq!(error, format!("{place}the shape is [2, 4] where the network has [4, 2]"));
        let error = edit(r#"{"dtype":"F32","shape":[4,2]"#, r#"{"dtype":"I32","shape":[4,2]"#);
        assert_eq!(error, format!("{place}the tensor is I32, not F32"));
        let extra = r#""extra":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"layers.0.bias""#;
        let error = edit(r#""layers.0.bias""#, extra);
        assert_eq!(error, "m.safetensors, tensor \"extra\": the network has no such tensor");
    }

    #[test]
    fn a_parameter_that_is_not_finite_is_neither_written_nor_read() {
        let mut broken = model();
        broken.parameters.layers[1].bias[1] = f32::NAN;
        let error = broken.to_bytes().unwrap_err().to_string();
        assert!(error.starts_with("tensor \"layers.1.bias\": value 2 is NaN"), "{error}");

        let mut bytes = model().to_bytes().unwrap();
        let end = bytes.len() - 4;
        bytes[end..].copy_from_slice(&f32::INFINITY.to_le_bytes());
        let error = refused(&bytes);
        assert!(error.starts_with("m.safetensors, tensor \"layers.1.weight\": value 8 is inf"));
    }

    #[test]
    fn parts_that_do_not_fit_are_not_written() {
        let two = Model { parameters: model().parameters.repeat(2), ..model() };
        assert!(two.to_bytes().unwrap_err().to_string().contains("2 members"));
        let mut narrow = model();
        narrow.preprocessing.features.pop();
        let error = narrow.to_bytes().unwrap_err().to_string();
        assert!(error.contains("3 inputs of the network for 2"), "{error}");
        let mut short = model();
        short.parameters.layers.pop();
        assert!(short.to_bytes().unwrap_err().to_string().contains("have 1 layers, the network 2"));
        let mut unusable = model();
        *scale(&mut unusable, 1) = Scale { shift: 0.0, spread: f64::NAN };
        let error = unusable.to_bytes().unwrap_err().to_string();
        assert!(error.starts_with("column \"b\": its shift, spread"), "{error}");
    }

    #[cfg(feature = "files")]
    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.safetensors");
        model().save(&path).unwrap();
        assert_eq!(Model::load(&path).unwrap(), model());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode();
            let ordinary = folder.path().join("ordinary");
            std::fs::write(&ordinary, b"").unwrap();
            assert_eq!(mode(&path), mode(&ordinary));
            std::fs::remove_file(ordinary).unwrap();
        }

        let mut broken = model();
        broken.parameters.layers[0].bias[0] = f32::NAN;
        assert!(broken.save(&path).unwrap_err().to_string().contains("m.safetensors, tensor"));
        assert_eq!(Model::load(&path).unwrap(), model());
        assert_eq!(folder.path().read_dir().unwrap().count(), 1, "nothing is left beside it");

        let nowhere = folder.path().join("missing").join("m.safetensors");
        assert!(model().save(&nowhere).unwrap_err().to_string().contains("cannot be written"));
        assert!(Model::load(&nowhere).unwrap_err().to_string().contains("cannot be read"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_give_a_model_or_an_error(
            bytes: Vec<u8>,
            place: proptest::sample::Index,
            value: u8,
            end: proptest::sample::Index,
        ) {
            let _ = Model::from_bytes("m.safetensors", &bytes);
            let mut near = model().to_bytes().unwrap();
            let place = place.index(near.len());
            near[place] = value;
            let _ = Model::from_bytes("m.safetensors", &near);
            let _ = Model::from_bytes("m.safetensors", &near[..end.index(near.len())]);
        }

        #[test]
        fn every_number_comes_back_bit_for_bit(
            shift in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
            spread in proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL,
            weight in proptest::num::f32::NORMAL | proptest::num::f32::SUBNORMAL,
        ) {
            let mut model = model();
            *scale(&mut model, 1) = Scale { shift, spread };
            model.parameters.layers[0].weight[3] = weight;
            let bytes = model.to_bytes().unwrap();
            proptest::prop_assert_eq!(Model::from_bytes("m.safetensors", &bytes).unwrap(), model);
        }
    }
}
