//! Arrays for NumPy, in one NPZ file, and a program that computes with them alone.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::model::Model;

/// `layers.N.weight` `[inputs, outputs]` and `layers.N.bias` `[outputs]`, float32, of further networks of an ensemble
/// `members.M.layers.N.weight`; the preprocessing stands in the program.
///
/// # Errors
/// None that a checked model has.
pub(super) fn write(model: &Model) -> Result<Vec<u8>> {
    let unwritten = |e: std::io::Error| Error::failed("the arrays cannot be written").caused_by(e);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (member, (network, parameters, _)) in model.members().enumerate() {
        let sizes = network.sizes().windows(2);
        for (place, (layer, size)) in parameters.layers.iter().zip(sizes).enumerate() {
            for (name, shape, values) in
                [("weight", size, &layer.weight), ("bias", &size[1..], &layer.bias)]
            {
                let file = format!("{}layers.{place}.{name}.npy", of_member(member));
                let options = SimpleFileOptions::default();
                archive.start_file(file, options).map_err(|e| unwritten(e.into()))?;
                archive.write_all(&npy(shape, values)).map_err(unwritten)?;
            }
        }
    }
    Ok(archive.finish().map_err(|e| unwritten(e.into()))?.into_inner())
}

/// What the names of a network's arrays begin with.
fn of_member(member: usize) -> String {
    if member == 0 { String::new() } else { format!("members.{member}.") }
}

/// An array in NumPy's format, version 1.0.
fn npy(shape: &[usize], values: &[f32]) -> Vec<u8> {
    let sizes: Vec<_> = shape.iter().map(|size| format!("{size},")).collect();
    let mut header =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}), }}", sizes.join(" "));
    // What precedes the values is a multiple of 64 bytes, and ends a line.
    let length = (10 + header.len() + 1).next_multiple_of(64) - 10;
    header.push_str(&" ".repeat(length - header.len() - 1));
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes
}

/// What follows the list of an ensemble's networks.
const OF_ENSEMBLES: &str = "]


def outputs(inputs):
    total = 0
    for times, prefix, activations in NETWORKS:
        h = inputs
        for place, activation in enumerate(activations):
            name = f\"{prefix}layers.{place}\"
            h = activation(h @ arrays[f\"{name}.weight\"] + arrays[f\"{name}.bias\"])
        total = total + np.float32(times) * h
    return total / np.float32(sum(times for times, _, _ in NETWORKS))
";

/// What loads the file.
pub(super) fn program(model: &Model) -> String {
    let activations: Vec<_> =
        model.members().flat_map(|(network, ..)| network.activations().to_vec()).collect();
    let mut text = "arrays = np.load(beside({{ file }}))\n\n".to_owned();
    let mut needed: Vec<&str> = Vec::new();
    for f in &activations {
        let sigmoid = "def sigmoid(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, np.float32(1), e) / (1 + e)
";
        let own: &[&str] = match f {
            Activation::Linear => &["def linear(a):\n    return a\n"],
            Activation::Sigmoid => &[sigmoid],
            Activation::Tanh => &["def tanh(a):\n    return np.tanh(a)\n"],
            Activation::Relu => &["def relu(a):\n    return np.maximum(a, 0)\n"],
            Activation::LeakyRelu => {
                &["def leaky_relu(a):\n    return np.where(a > 0, a, np.float32(0.01) * a)\n"]
            }
            Activation::Elu => {
                &["def elu(a):\n    return np.where(a > 0, a, np.expm1(np.minimum(a, 0)))\n"]
            }
            Activation::Selu => &["def selu(a):
    negative = np.float32(1.7580993408473766) * np.expm1(np.minimum(a, 0))
    return np.where(a > 0, np.float32(1.0507009873554805) * a, negative)
"],
            Activation::Gelu => &["def gelu(a):
    erf = np.vectorize(math.erf, otypes=[np.float32])
    return np.float32(0.5) * a * (1 + erf(a * np.float32(0.7071067811865476)))
"],
            Activation::GeluTanh => &[
                sigmoid,
                "def gelu_tanh(a):
    scale, cubic = np.float32(1.5957691216057308), np.float32(0.044715)
    return a * sigmoid(scale * a * (1 + cubic * a * a))
",
            ],
            Activation::Silu => &[sigmoid, "def silu(a):\n    return a * sigmoid(a)\n"],
            Activation::Mish => {
                &["def mish(a):\n    return a * np.tanh(np.logaddexp(np.float32(0), a))\n"]
            }
            Activation::Softplus => {
                &["def softplus(a):\n    return np.logaddexp(np.float32(0), a)\n"]
            }
            Activation::Softmax => &["def softmax(a):
    e = np.exp(a - a.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"],
        };
        for function in own {
            if !needed.contains(function) {
                needed.push(function);
            }
        }
    }
    if activations.contains(&Activation::Gelu) {
        text.insert_str(0, "import math\n\n");
    }
    for function in needed {
        text.push_str(&format!("\n{function}\n"));
    }
    if model.is_ensemble() {
        text.push_str("\n# How often each network counts, where its arrays are, and its activations.\nNETWORKS = [\n");
        for (member, (network, _, times)) in model.members().enumerate() {
            let names: Vec<_> = network.activations().iter().map(|f| f.name()).collect();
            let (prefix, names) = (of_member(member), names.join(", "));
            text.push_str(&format!("    ({times}, \"{prefix}\", [{names}]),\n"));
        }
        text.push_str(OF_ENSEMBLES);
        return text;
    }
    text.push_str("\ndef outputs(inputs):\n    h = inputs\n");
    for (place, f) in activations.iter().enumerate() {
        let name = f.name();
        text.push_str(&format!(
            "    h = {name}(h @ arrays[\"layers.{place}.weight\"] + arrays[\"layers.{place}.bias\"])\n"
        ));
    }
    text.push_str("    return h\n");
    text
}
