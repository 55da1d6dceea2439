//! PyTorch: the state dictionary of an `nn.Sequential` as safetensors, of an ensemble that of a list of such.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, TensorView, serialize};

use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::model::{KEY, Model};
use crate::network::Network;

/// Where each layer's `Linear` stands among the modules.
fn places(network: &Network) -> Vec<usize> {
    let follow = |next: &mut usize, f: &Activation| {
        let place = *next;
        *next += if *f == Activation::Linear { 1 } else { 2 };
        Some(place)
    };
    network.activations().iter().scan(0, follow).collect()
}

/// `N.weight` `[outputs, inputs]` and `N.bias` `[outputs]`, both contiguous, of an ensemble with the number of the network
/// and a point before; the metadata is that of a model of gradshader, so that it can be read back whole.
///
/// # Errors
/// None that a checked model has.
pub(super) fn write(model: &Model) -> Result<Vec<u8>> {
    let of_member = |member: usize| match model.is_ensemble() {
        true => format!("{member}."),
        false => String::new(),
    };
    let layers = model.members().enumerate().flat_map(|(member, (network, parameters, _))| {
        let sizes = network.sizes().windows(2);
        let names =
            places(network).into_iter().map(move |place| of_member(member) + &place.to_string());
        names.zip(sizes).zip(&parameters.layers)
    });
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

/// An `nn.Sequential`, with so much before each of its lines.
fn sequential(network: &Network, before: &str) -> String {
    let mut text = "nn.Sequential(\n".to_owned();
    for (size, f) in network.sizes().windows(2).zip(network.activations()) {
        text.push_str(&format!("{before}    nn.Linear({}, {}),\n", size[0], size[1]));
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
        text.push_str(&format!("{before}    nn.{module},\n"));
    }
    text + before + ")"
}

/// What loads the file.
pub(super) fn program(model: &Model) -> String {
    let (network, answer) = match model.is_ensemble() {
        false => (
            sequential(&model.network, ""),
            "        return network(torch.from_numpy(inputs)).numpy()\n".to_owned(),
        ),
        true => {
            let each = model.members().map(|(of, ..)| format!("    {},\n", sequential(of, "    ")));
            let times: Vec<_> = model.members().map(|(.., times)| times.to_string()).collect();
            let answer = format!(
                "        inputs = torch.from_numpy(inputs)
        # How often each network counts.
        times = [{}]
        total = sum(count * one(inputs) for count, one in zip(times, network))
        return (total / sum(times)).numpy()
",
                times.join(", ")
            );
            (format!("nn.ModuleList([\n{}])", each.collect::<String>()), answer)
        }
    };
    format!(
        "import torch
from safetensors.torch import load_file
from torch import nn

network = {network}
network.load_state_dict(load_file(beside({{{{ file }}}})))
network.eval()


def outputs(inputs):
    with torch.no_grad():
{answer}
"
    )
}
