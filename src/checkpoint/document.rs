//! A checkpoint as bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::little_endian;
use crate::network::{Layer, Network, Parameters};
use crate::run::Standing;

/// The metadata key of [`Document`].
const KEY: &str = "gradshader checkpoint";

/// The version of the format, the only one there is.
const FORMAT: u32 = 1;

/// What names of tensors begin with: of the training, of what is kept, and of the best epoch before that.
const TRAINING: &str = "training.";
const KEPT: &str = "kept.";
const BEST: &str = "best_before.";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    /// What tells the run from others.
    run: BTreeMap<String, String>,
    standing: Standing,
}

/// Where a run stands as the bytes of a file; `run` tells it from others
/// ([`crate::train::Trainer::fingerprint`]).
///
/// # Errors
/// When it cannot be written as safetensors.
pub fn to_bytes(standing: &Standing, run: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let document = Document { format: FORMAT, run: run.clone(), standing: standing.clone() };
    let document = serde_json::to_string(&document).map_err(unwritten)?;
    let training = standing.training.tensors.iter();
    let training = training.map(|(name, values)| (format!("{TRAINING}{name}"), values));
    let best = standing.best_before.as_ref().and_then(|best| best.parameters.as_ref());
    let kept = [(KEPT, standing.parameters.as_ref()), (BEST, best)];
    let layers = kept.into_iter().flat_map(|(begin, kept)| {
        let layers = kept.into_iter().flat_map(|kept| (0..).zip(&kept.layers));
        layers.map(move |(layer, values): (usize, &Layer)| (begin, layer, values))
    });
    let kept = layers.flat_map(|(begin, layer, values)| {
        [
            (format!("{begin}layers.{layer}.weight"), &values.weight),
            (format!("{begin}layers.{layer}.bias"), &values.bias),
        ]
    });
    let tensors: Vec<(String, usize, Cow<'_, [u8]>)> = training
        .chain(kept)
        .map(|(name, values)| (name, values.len(), little_endian(values)))
        .collect();
    let views = tensors
        .iter()
        .map(|(name, length, bytes)| {
            TensorView::new(Dtype::F32, vec![*length], bytes).map(|view| (name, view))
        })
        .collect::<Result<Vec<_>, _>>()
        .map_err(unwritten)?;
    serialize(views, Some(HashMap::from([(KEY.to_owned(), document)]))).map_err(unwritten)
}

/// Reads where a run stood. `run` tells which run is to go on, and `network` is its network.
///
/// # Errors
/// When it is no checkpoint or damaged; when it is one of another run, which it names. Memory is taken
/// for what the file holds, never for what it promises.
pub fn from_bytes(
    bytes: &[u8],
    run: &BTreeMap<String, String>,
    network: &Network,
) -> Result<Standing> {
    let (length, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
    let data = &bytes[8 + length..];
    let document = header.metadata().as_ref().and_then(|metadata| metadata.get(KEY));
    let document = document.ok_or_else(|| damaged("its metadata are not those of a checkpoint"))?;
    let document: Document = serde_json::from_str(document).map_err(damaged)?;
    if document.format != FORMAT {
        let format = document.format;
        return Err(Error::input(format!("a checkpoint of format {format}, not {FORMAT}"))
            .advice("go on with the version of gradshader that wrote it"));
    }
    same(&document.run, run)?;
    let mut standing = document.standing;
    let (mut kept, mut best) = (BTreeMap::new(), BTreeMap::new());
    for (name, info) in header.tensors() {
        if info.dtype != Dtype::F32 {
            return Err(damaged(format!("the tensor {name} is {}", info.dtype)));
        }
        let (start, end) = info.data_offsets;
        let (values, _) = data[start..end].as_chunks();
        let values: Vec<f32> = values.iter().map(|&value| f32::from_le_bytes(value)).collect();
        if let Some(name) = name.strip_prefix(TRAINING) {
            standing.training.tensors.insert(name.to_owned(), values);
        } else if let Some(name) = name.strip_prefix(KEPT) {
            kept.insert(name.to_owned(), values);
        } else if let Some(name) = name.strip_prefix(BEST) {
            best.insert(name.to_owned(), values);
        }
    }
    let members = standing.kept.len();
    standing.parameters = parameters(kept, network, members)?;
    let best = parameters(best, network, members)?;
    if let Some(before) = &mut standing.best_before {
        before.parameters = best;
    }
    Ok(standing)
}

/// The parameters that tensors by their names are; none where there are none.
fn parameters(
    mut kept: BTreeMap<String, Vec<f32>>,
    network: &Network,
    members: usize,
) -> Result<Option<Parameters>> {
    if kept.is_empty() {
        return Ok(None);
    }
    // Of networks that share weights the factors are a layer more.
    let factors = kept.contains_key(&format!("layers.{}.weight", network.layers()));
    let mut take = |layer: usize, of: &str| {
        let name = format!("layers.{layer}.{of}");
        kept.remove(&name).ok_or_else(|| damaged(format!("it has no {KEPT}{name}")))
    };
    let layers = (0..network.layers() + usize::from(factors))
        .map(|layer| Ok(Layer { weight: take(layer, "weight")?, bias: take(layer, "bias")? }))
        .collect::<Result<_>>()?;
    Ok(Some(Parameters { members, layers }))
}

/// Whether a checkpoint is one of this run.
fn same(found: &BTreeMap<String, String>, wanted: &BTreeMap<String, String>) -> Result<()> {
    let differs = |key: &&String| found.get(*key) != wanted.get(*key);
    let is_of_both = |key: &&String| found.contains_key(*key) && wanted.contains_key(*key);
    // What both have says more than what one has not; a schedule more than what it spans.
    let both = found.keys().filter(is_of_both).find(differs);
    let Some(key) = both.or_else(|| found.keys().chain(wanted.keys()).filter(differs).max()) else {
        return Ok(());
    };
    let named = match key.starts_with("--") || key.ends_with("data") {
        true => key.clone(),
        false => format!("a {key}"),
    };
    let what = match (found.get(key), wanted.get(key)) {
        (Some(found), Some(wanted)) => {
            let (found, wanted) = difference(found, wanted);
            let (found, wanted) = (found.replace('_', " "), wanted.replace('_', " "));
            format!("the checkpoint is of another {key}: {found}, not {wanted}")
        }
        (Some(_), None) => format!("the checkpoint is of a run with {named}"),
        _ => format!("the checkpoint is of a run without {named}"),
    };
    Err(Error::input(what).advice("give the data and the settings of that run, or another folder"))
}

/// Where two texts differ: the first of their parts that do.
fn difference<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let mut pairs = parts(one).into_iter().zip(parts(other));
    pairs.find(|(one, other)| one != other).unwrap_or((one, other))
}

/// The parts of a text between commas; of a structure, such as `Name { a: [1, 2], b: 3 }`, what stands within, with
/// brackets whole.
fn parts(text: &str) -> Vec<&str> {
    let within = text.split_once(" { ").and_then(|(_, rest)| rest.strip_suffix(" }"));
    let Some(within) = within else { return text.split(", ").collect() };
    let mut depth = 0;
    let comma = |sign: char| {
        depth += i32::from("([{".contains(sign)) - i32::from(")]}".contains(sign));
        depth == 0 && sign == ','
    };
    within.split(comma).map(str::trim).collect()
}

fn damaged(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::input("the checkpoint is damaged").caused_by(e)
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the checkpoint cannot be written").caused_by(e)
}
