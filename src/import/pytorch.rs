//! State dictionaries of PyTorch: `NAME.weight` `[outputs, inputs]` and `NAME.bias` `[outputs]`.

use safetensors::tensor::{Dtype, Metadata, SafeTensors, TensorInfo};

use super::numbers::{Kind, finite, transposed};
use super::order::ordered;
use super::{Imported, Layers};
use crate::error::{Error, Result};
use crate::model::{KEY, Model, NamedLayer};
use crate::network::Layer;

/// # Errors
/// When the file is damaged, or a tensor is none of a fully connected layer.
pub(super) fn read(bytes: &[u8]) -> Result<Imported> {
    let damaged = |e| {
        Error::input("the file is damaged, or not a model")
            .caused_by(e)
            .advice("give a whole file that `gradshader train` wrote, or safetensors of PyTorch")
    };
    let (length, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
    let document = header.metadata().as_ref().and_then(|metadata| metadata.get(KEY));
    if document.is_some() && header.info("layers.0.weight").is_some() {
        return Ok(Imported::Whole(Box::new(Model::parse(bytes)?)));
    }
    let (layers, note) = ordered(layers(&header, &bytes[8 + length..])?)?;
    match document {
        None => Ok(Imported::Layers(Layers { note, ..Layers::new(layers, None)? })),
        Some(document) => Ok(Imported::Whole(Box::new(Model::of_document(document, layers)?))),
    }
}

/// The layers, in no order.
fn layers(header: &Metadata, data: &[u8]) -> Result<Vec<NamedLayer>> {
    let tensors = header.tensors();
    let mut names: Vec<&str> =
        tensors.keys().filter_map(|name| name.strip_suffix(".weight")).collect();
    names.sort_unstable();
    for name in tensors.keys() {
        let layer = name.strip_suffix(".weight").or(name.strip_suffix(".bias"));
        if !layer.is_some_and(|layer| names.contains(&layer)) {
            return Err(Error::input("it is of no fully connected layer")
                .tensor(name)
                .advice("give a state dictionary of Linear modules alone"));
        }
    }
    let layer = |name: &&str| {
        let weight = format!("{name}.weight");
        let of = |name: &str| tensors.get(name).copied();
        let (shape, values) = of(&weight)
            .map_or_else(|| Err(Error::input("the tensor is missing")), |info| tensor(info, data))
            .map_err(|error| error.tensor(&weight))?;
        let &[outputs, inputs] = &shape[..] else {
            return Err(Error::input(format!("a weight of {shape:?}, not [outputs, inputs]"))
                .tensor(&weight)
                .advice("give a network of fully connected layers alone"));
        };
        let named = format!("{name}.bias");
        let bias = match of(&named) {
            // `nn.Linear(.., bias=False)`
            None => vec![0.0; outputs],
            Some(info) => {
                let (shape, values) = tensor(info, data).map_err(|error| error.tensor(&named))?;
                if shape != [outputs] {
                    return Err(Error::input(format!("a bias of {shape:?} for {outputs} outputs"))
                        .tensor(&named));
                }
                values
            }
        };
        let weight = transposed(&values, outputs, inputs);
        Ok((format!("{name}.weight"), [inputs, outputs], Layer { weight, bias }))
    };
    names.iter().map(layer).collect()
}

/// A tensor's shape and its numbers.
fn tensor(info: &TensorInfo, data: &[u8]) -> Result<(Vec<usize>, Vec<f32>)> {
    let kind = match info.dtype {
        Dtype::F16 => Kind::F16,
        Dtype::BF16 => Kind::Bf16,
        Dtype::F32 => Kind::F32,
        Dtype::F64 => Kind::F64,
        other => {
            return Err(Error::input(format!("the tensor is {other}"))
                .advice("save it as F16, BF16, F32 or F64"));
        }
    };
    let (start, end) = info.data_offsets;
    let values = kind.read(&data[start..end], info.shape.iter().product())?;
    Ok((info.shape.clone(), finite(values)?))
}
