//! PyTorch: the state dictionary of an `nn.Sequential` as safetensors.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, TensorView, serialize};

use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::model::{KEY, Model};

/// Where each layer's `Linear` stands among the modules.
fn places(model: &Model) -> Vec<usize> {
    let follow = |next: &mut usize, f: &Activation| {
        let place = *next;
        *next += if *f == Activation::Linear { 1 } else { 2 };
        Some(place)
    };
    model.network.activations().iter().scan(0, follow).collect()
}

/// `N.weight` `[outputs, inputs]` and `N.bias` `[outputs]`, both contiguous; the metadata is that of a model
/// of gradshader, so that it can be read back whole.
///
/// # Errors
/// None that a checked model has.
pub(super) fn write(model: &Model) -> Result<Vec<u8>> {
    let sizes = model.network.sizes().windows(2);
    let layers = places(model).into_iter().zip(sizes).zip(&model.parameters.layers);
    let tensors: Vec<(String, Vec<usize>, Vec<u8>)> = layers
        .flat_map(|((place, size), layer)| {
            let (inputs, outputs) = (size[0], size[1]);
            let weight = (0..outputs)
                .flat_map(|j| (0..inputs).map(move |i| (i, j)))
                .flat_map(|(i, j)| layer.weight[i * outputs + j].to_le_bytes());
            let bias = layer.bias.iter().flat_map(|value| value.to_le_bytes());
            [
                (format!("{place}.weight"), vec![outputs, inputs], weight.collect()),
                (format!("{place}.bias"), vec![outputs], bias.collect()),
            ]
        })
        .collect();
    let unwritten = |e| Error::failed("the tensors cannot be written").caused_by(e);
    let views = tensors
        .iter()
        .map(|(name, shape, bytes)| {
            Ok((name, TensorView::new(Dtype::F32, shape.clone(), bytes).map_err(unwritten)?))
        })
        .collect::<Result<Vec<_>>>()?;
    let metadata = HashMap::from([(KEY.to_owned(), model.document()?)]);
    serialize(views, Some(metadata)).map_err(unwritten)
}

/// What loads the file.
pub(super) fn program(model: &Model) -> String {
    let mut modules = Vec::new();
    for (size, f) in model.network.sizes().windows(2).zip(model.network.activations()) {
        modules.push(format!("    nn.Linear({}, {}),\n", size[0], size[1]));
        let module = match f {
            Activation::Linear => continue,
            Activation::Sigmoid => "Sigmoid()",
            Activation::Tanh => "Tanh()",
            Activation::Relu => "ReLU()",
            Activation::LeakyRelu => "LeakyReLU(0.01)",
            Activation::Elu => "ELU()",
            Activation::Selu => "SELU()",
            Activation::Gelu => "GELU()",
            Activation::GeluTanh => "GELU(approximate=\"tanh\")",
            Activation::Silu => "SiLU()",
            Activation::Mish => "Mish()",
            Activation::Softplus => "Softplus()",
            Activation::Softmax => "Softmax(dim=1)",
        };
        modules.push(format!("    nn.{module},\n"));
    }
    format!(
        "import torch
from safetensors.torch import load_file
from torch import nn

network = nn.Sequential(
{})
network.load_state_dict(load_file({{{{ file }}}}))
network.eval()


def outputs(inputs):
    with torch.no_grad():
        return network(torch.from_numpy(inputs)).numpy()

",
        modules.concat()
    )
}
