//! Graphs of ONNX: Gemm, or MatMul and Add, with activations between them.

use std::collections::HashMap;

use rten_onnx::onnx::{DataType, GraphProto, ModelProto, NodeProto, TensorProto};
use rten_onnx::protobuf::DecodeMessage;

use super::bytes::Bytes;
use super::function::{of_one, of_two, points, recognised};
use super::numbers::{Kind, finite, transposed};
use super::{Imported, Layers};
use crate::error::{Error, Result};
use crate::model::{KEY, Model, NamedLayer};
use crate::network::{Activation, Layer};

/// # Errors
/// When the file is no graph, or not one of fully connected layers.
pub(super) fn read(bytes: &[u8]) -> Result<Imported> {
    let unusable = || {
        Error::input("the file is damaged, or not a model")
            .advice("give a whole file that `gradshader train` wrote, safetensors of PyTorch or an ONNX graph")
    };
    // Of a text the decoder finds fault with fields that no one has written.
    let is_text =
        bytes.iter().take(64).all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    let damaged = |e| if is_text { unusable() } else { unusable().caused_by(e) };
    let model = ModelProto::decode(Bytes::new(bytes)).map_err(damaged)?;
    let graph = model.graph.ok_or_else(unusable)?;
    let own = model.metadata_props.iter().find(|entry| entry.key.as_deref() == Some(KEY));
    if let Some(document) = own.and_then(|entry| entry.value.as_deref()) {
        return Ok(Imported::Whole(Box::new(Model::of_document(document, own_layers(&graph)?)?)));
    }
    Walk::of(&graph)?.layers().map(Imported::Layers)
}

/// The layers of a graph that gradshader wrote, which has each as a Gemm.
fn own_layers(graph: &GraphProto) -> Result<Vec<NamedLayer>> {
    let constants = constants(graph)?;
    let gemms = graph.node.iter().filter(|node| node.op_type.as_deref() == Some("Gemm"));
    gemms.map(|node| gemm(node, &constants)).collect()
}

/// A tensor of numbers that do not change.
struct Constant {
    shape: Vec<usize>,
    values: Vec<f32>,
}

/// The constants of a graph by name; those that hold no numbers of ours are left out.
fn constants(graph: &GraphProto) -> Result<HashMap<&str, Constant>> {
    let mut all = HashMap::new();
    for tensor in &graph.initializer {
        let name = tensor.name.as_deref().unwrap_or_default();
        if let Some(constant) = constant(tensor).map_err(|error| error.tensor(name))? {
            all.insert(name, constant);
        }
    }
    for node in graph.node.iter().filter(|node| node.op_type.as_deref() == Some("Constant")) {
        let Some(name) = node.output.first() else { continue };
        let value = node.attribute.iter().find_map(|attribute| match (&attribute.t, attribute.f) {
            (Some(tensor), _) => constant(tensor).transpose(),
            (None, Some(value)) => Some(Ok(Constant { shape: vec![], values: vec![value] })),
            _ => None,
        });
        if let Some(constant) = value.transpose().map_err(|error| error.tensor(name))? {
            all.insert(name, constant);
        }
    }
    Ok(all)
}

fn constant(tensor: &TensorProto) -> Result<Option<Constant>> {
    let kind = match tensor.data_type {
        Some(DataType::FLOAT) => Kind::F32,
        Some(DataType::DOUBLE) => Kind::F64,
        Some(DataType::FLOAT16) => Kind::F16,
        Some(DataType::BFLOAT16) => Kind::Bf16,
        _ => return Ok(None),
    };
    if !tensor.external_data.is_empty() {
        return Err(Error::input("its numbers are in another file")
            .advice("save the graph with its numbers in it"));
    }
    let size = |&size: &i64| usize::try_from(size).ok();
    let shape: Option<Vec<usize>> = tensor.dims.iter().map(size).collect();
    let count = shape
        .as_ref()
        .and_then(|shape| shape.iter().try_fold(1usize, |count, &size| count.checked_mul(size)));
    let (Some(shape), Some(count)) = (shape, count) else {
        return Err(Error::input(format!("its shape is {:?}", tensor.dims)));
    };
    let values = match (&tensor.raw_data, kind) {
        (Some(raw), _) => kind.read(&raw.borrow(), count)?,
        (None, Kind::F32) => tensor.float_data.clone(),
        (None, Kind::F64) => tensor.double_data.iter().map(|&value| value as f32).collect(),
        // Halves are kept in the lower bits of i32.
        (None, kind) => {
            let bytes = tensor.int32_data.iter().flat_map(|&bits| (bits as u16).to_le_bytes());
            kind.read(&bytes.collect::<Vec<_>>(), count)?
        }
    };
    if values.len() != count {
        return Err(Error::input(format!("{} numbers where its shape has {count}", values.len())));
    }
    Ok(Some(Constant { shape, values }))
}

/// A number that a node has under a name; that of a text is 1 unless it says none.
fn attribute(node: &NodeProto, name: &str) -> Option<f64> {
    let found = node.attribute.iter().find(|attribute| attribute.name.as_deref() == Some(name))?;
    let text = found.s.as_deref().filter(|text| *text != "none").map(|_| 1.0);
    found.f.map(f64::from).or(found.i.map(|i| i as f64)).or(text)
}

/// The layer of a Gemm.
fn gemm(node: &NodeProto, constants: &HashMap<&str, Constant>) -> Result<NamedLayer> {
    let unusual =
        ["alpha", "beta"].iter().any(|name| attribute(node, name).is_some_and(|x| x != 1.0));
    let is_set = |name: &str| attribute(node, name).is_some_and(|value| value != 0.0);
    if unusual || is_set("transA") {
        return Err(refused(node, "with a factor, or of a transposed input"));
    }
    let (name, shape, mut layer) = product(node, constants, is_set("transB"))?;
    if let Some(bias) = node.input.get(2).filter(|name| !name.is_empty()) {
        layer.bias = added(constants.get(bias.as_str()), shape[1])
            .ok_or_else(|| refused(node, "whose bias is no constant of one number an output"))?;
    }
    Ok((name, shape, layer))
}

/// The layer of a product with a constant; its bias is 0.
fn product(
    node: &NodeProto,
    constants: &HashMap<&str, Constant>,
    transposes: bool,
) -> Result<NamedLayer> {
    let name = node.input.get(1).map(String::as_str).unwrap_or_default();
    let Some(Constant { shape, values }) = constants.get(name) else {
        return Err(refused(node, "whose weight is no constant"));
    };
    let &[first, second] = &shape[..] else {
        return Err(refused(node, "whose weight is no matrix"));
    };
    let (shape, weight) = match transposes {
        true => ([second, first], transposed(values, first, second)),
        false => ([first, second], values.clone()),
    };
    let weight = finite(weight).map_err(|error| error.tensor(name))?;
    Ok((name.to_owned(), shape, Layer { weight, bias: vec![0.0; shape[1]] }))
}

/// A bias: one number an output, or one for all.
fn added(constant: Option<&Constant>, outputs: usize) -> Option<Vec<f32>> {
    let Constant { shape, values } = constant?;
    let is_row = shape.iter().rev().skip(1).all(|&size| size == 1);
    match values.len() {
        1 => Some(vec![values[0]; outputs]),
        count if count == outputs && is_row => Some(values.clone()),
        _ => None,
    }
}

fn refused(node: &NodeProto, what: &str) -> Error {
    let operator = node.op_type.as_deref().unwrap_or_default();
    Error::input(format!("the graph has the operator {operator} {what}")).advice(
        "give a graph of fully connected layers and the activations of `train --help` alone",
    )
}

/// What is known of a value of the graph: which layer's sums it is a function of, and that function's
/// values.
#[derive(Clone)]
struct Row {
    /// 0 is what goes in.
    layer: usize,
    values: Vec<f64>,
    is_softmax: bool,
}

/// A graph that is followed node by node.
struct Walk {
    layers: Vec<NamedLayer>,
    /// That of each layer but the last.
    activations: Vec<Activation>,
    last: Option<Row>,
}

impl Walk {
    fn of(graph: &GraphProto) -> Result<Self> {
        let constants = constants(graph)?;
        let mut walk = Self { layers: Vec::new(), activations: Vec::new(), last: None };
        let mut rows: HashMap<&str, Row> = HashMap::new();
        let is_constant = |name: &str| constants.contains_key(name);
        for input in &graph.input {
            let name = input.name.as_deref().unwrap_or_default();
            if !is_constant(name)
                && !graph.initializer.iter().any(|t| t.name.as_deref() == Some(name))
            {
                rows.insert(name, Row { layer: 0, values: points(), is_softmax: false });
            }
        }
        if rows.len() != 1 {
            return Err(Error::input(format!("the graph takes {} tensors", rows.len()))
                .advice("give one that takes a matrix of numbers"));
        }
        for node in &graph.node {
            let Some(output) = node.output.first() else { continue };
            if let Some(row) = walk.follow(node, &rows, &constants)? {
                walk.last = Some(row.clone());
                rows.insert(output, row);
            }
        }
        Ok(walk)
    }

    /// What a node gives; none if it reads nothing of the layers, or makes classes of their answers.
    fn follow(
        &mut self,
        node: &NodeProto,
        rows: &HashMap<&str, Row>,
        constants: &HashMap<&str, Constant>,
    ) -> Result<Option<Row>> {
        let operator = node.op_type.as_deref().unwrap_or_default();
        let given: Vec<Option<&Row>> =
            node.input.iter().map(|name| rows.get(name.as_str())).collect();
        let Some(first) = given.iter().copied().flatten().next() else { return Ok(None) };
        let here = self.layers.len();
        if matches!(
            operator,
            "ArgMax" | "TopK" | "ZipMap" | "Normalizer" | "LabelEncoder" | "Shape"
        ) {
            return Ok(None);
        }
        if first.layer != here || first.is_softmax {
            // What comes after a softmax makes classes of it, or passes it on.
            let passes = matches!(operator, "Identity" | "Cast");
            return if passes && first.is_softmax { Ok(Some(first.clone())) } else { Ok(None) };
        }
        let fresh = |layer: usize| Row { layer, values: points(), is_softmax: false };
        match operator {
            "Gemm" | "MatMul" if given[0].is_some() => {
                if here > 0 {
                    let f = recognised(&first.values).ok_or_else(|| {
                        refused(node, "behind an activation that is none of ours")
                    })?;
                    self.activations.push(f);
                } else if first.values != points() {
                    return Err(refused(node, "behind a function of what goes in"));
                }
                let layer = match operator {
                    "Gemm" => gemm(node, constants)?,
                    _ => product(node, constants, false)?,
                };
                self.layers.push(layer);
                Ok(Some(fresh(here + 1)))
            }
            "Softmax" if attribute(node, "axis").is_some_and(|axis| axis.abs() != 1.0) => {
                Err(refused(node, "over another axis than the last of two"))
            }
            "Softmax" => Ok(Some(Row { is_softmax: true, ..first.clone() })),
            "Reshape" => Ok(Some(first.clone())),
            _ => self.elementwise(node, &given, constants).map(Some),
        }
    }

    /// A function of each number by itself; the first Add of a row behind a product is its bias.
    fn elementwise(
        &mut self,
        node: &NodeProto,
        given: &[Option<&Row>],
        constants: &HashMap<&str, Constant>,
    ) -> Result<Row> {
        let operator = node.op_type.as_deref().unwrap_or_default();
        let layer = self.layers.len();
        let row = |values: Option<Vec<f64>>| {
            let values = values.ok_or_else(|| refused(node, "which no layer has"))?;
            Ok(Row { layer, values, is_softmax: false })
        };
        let is_single = |place: usize| given.get(place).is_none_or(Option::is_none);
        if let [Some(x)] | [Some(x), None, ..] = given
            && let Some(values) = x
                .values
                .iter()
                .map(|&x| of_one(operator, x, |name| attribute(node, name)))
                .collect::<Option<Vec<_>>>()
        {
            return row(Some(values));
        }
        if let [Some(a), Some(b)] = given {
            let pairs = a.values.iter().zip(&b.values);
            return row(pairs.map(|(&a, &b)| of_two(operator, a, b)).collect());
        }
        let (place, other) = if is_single(0) { (1, 0) } else { (0, 1) };
        let (Some(Some(x)), Some(name)) = (given.get(place), node.input.get(other)) else {
            return row(None);
        };
        let constant = constants.get(name.as_str());
        if let Some((_, [_, outputs], of)) = self.layers.last_mut()
            && operator == "Add"
            && x.values == points()
            && constant.is_some_and(|constant| constant.values.len() == *outputs)
            && let Some(bias) = added(constant, *outputs)
        {
            of.bias.iter_mut().zip(bias).for_each(|(sum, b)| *sum += b);
            return Ok((*x).clone());
        }
        let Some([single]) = constant.map(|constant| &constant.values[..]) else {
            return row(None);
        };
        let c = f64::from(*single);
        let both = |&x: &f64| match place {
            0 => of_two(operator, x, c),
            _ => of_two(operator, c, x),
        };
        row(x.values.iter().map(both).collect())
    }

    fn layers(mut self) -> Result<Layers> {
        if let Some(last) =
            self.last.filter(|last| last.layer == self.layers.len() && last.layer > 0)
        {
            let f = match last.is_softmax {
                true => recognised(&last.values)
                    .filter(|&f| f == Activation::Linear)
                    .map(|_| Activation::Softmax),
                false => recognised(&last.values),
            };
            self.activations.push(f.ok_or_else(|| {
                Error::input("the graph ends in an activation that is none of ours")
                    .advice("give a graph with the activations of `train --help` alone")
            })?);
        }
        Layers::new(self.layers, Some(self.activations))
    }
}
