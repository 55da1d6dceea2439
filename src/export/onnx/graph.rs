//! A graph of ONNX that grows node by node, and its file.

use std::cell::RefCell;
use std::collections::HashSet;

use rten_onnx::onnx::{
    AttributeProto, AttributeType, DataType, Dimension, GraphProto, NodeProto, OperatorSetIdProto,
    StringStringEntryProto, TensorProto, TensorShapeProto, TypeProto, TypeProtoTensor,
    ValueInfoProto,
};
use rten_onnx::protobuf::{EncodeMessage, MessageWriter, ProtobufError, ValueWriter, WriteValue};

use crate::error::{Error, Result};

/// The domain of operators for texts.
const ML: &str = "ai.onnx.ml";

/// A graph under way. Names of inner values begin with a slash, so that no column has one, and are told
/// from each other by a number.
#[derive(Default)]
pub(super) struct Graph {
    proto: GraphProto,
    taken: HashSet<String>,
    uses_ml: bool,
}

/// An attribute of a node.
pub(super) enum Attribute<'a> {
    Int(i64),
    Float(f32),
    Text(&'a str),
    Ints(Vec<i64>),
    Texts(Vec<String>),
}

impl Attribute<'_> {
    fn proto(self, name: &str) -> AttributeProto {
        let mut proto = AttributeProto { name: Some(name.to_owned()), ..Default::default() };
        proto.r#type = Some(match self {
            Self::Int(value) => {
                proto.i = Some(value);
                AttributeType::INT
            }
            Self::Float(value) => {
                proto.f = Some(value);
                AttributeType::FLOAT
            }
            Self::Text(value) => {
                proto.s = Some(value.to_owned());
                AttributeType::STRING
            }
            Self::Ints(values) => {
                proto.ints = values;
                AttributeType::INTS
            }
            Self::Texts(values) => {
                proto.strings = values;
                AttributeType::STRINGS
            }
        });
        proto
    }
}

impl Graph {
    /// A tensor that goes in: rows by `columns`.
    pub(super) fn input(&mut self, name: &str, kind: DataType, columns: usize) -> String {
        self.taken.insert(name.to_owned());
        self.proto.input.push(value(name, kind, Some(columns)));
        name.to_owned()
    }

    /// Gives what `from` is the name `name`, and lets it come out: rows by `columns`, or rows alone.
    pub(super) fn output(
        &mut self,
        from: &str,
        name: &str,
        kind: DataType,
        columns: Option<usize>,
    ) {
        // A column may have that name.
        let mut own = name.to_owned();
        while self.taken.contains(&own) {
            own.push('_');
        }
        self.taken.insert(own.clone());
        let node = self.proto.node.iter_mut().find(|node| node.output.iter().any(|o| o == from));
        match node {
            // Nothing reads it but what comes out.
            Some(node) if !self.proto.output.iter().any(|o| o.name.as_deref() == Some(from)) => {
                node.output.iter_mut().for_each(|output| {
                    if output == from {
                        own.clone_into(output);
                    }
                });
                for node in &mut self.proto.node {
                    for input in node.input.iter_mut().filter(|input| *input == from) {
                        own.clone_into(input);
                    }
                }
            }
            _ => self.proto.node.push(NodeProto {
                op_type: Some("Identity".to_owned()),
                input: vec![from.to_owned()],
                output: vec![own.clone()],
                ..Default::default()
            }),
        }
        self.proto.output.push(value(&own, kind, columns));
    }

    fn own_name(&mut self, base: &str) -> String {
        let mut count = 0;
        loop {
            let name = format!("/{base}_{count}");
            if self.taken.insert(name.clone()) {
                return name;
            }
            count += 1;
        }
    }

    /// What an operator gives.
    pub(super) fn node(
        &mut self,
        operator: &str,
        inputs: &[&str],
        attributes: Vec<(&str, Attribute)>,
    ) -> String {
        let name = self.own_name(&operator.to_lowercase());
        let is_ml = operator == "LabelEncoder";
        self.uses_ml |= is_ml;
        self.proto.node.push(NodeProto {
            domain: is_ml.then(|| ML.to_owned()),
            name: Some(name.clone()),
            op_type: Some(operator.to_owned()),
            input: inputs.iter().map(|&input| input.to_owned()).collect(),
            output: vec![name.clone()],
            attribute: attributes.into_iter().map(|(name, value)| value.proto(name)).collect(),
        });
        name
    }

    /// Another type.
    pub(super) fn cast(&mut self, from: &str, to: DataType) -> String {
        self.node("Cast", &[from], vec![("to", Attribute::Int(i64::from(to.0)))])
    }

    fn constant(&mut self, name: &str, kind: DataType, shape: &[usize], bytes: Vec<u8>) -> String {
        let name = self.own_name(name);
        self.proto.initializer.push(TensorProto {
            dims: shape.iter().map(|&size| size as i64).collect(),
            data_type: Some(kind),
            raw_data: Some(RefCell::new(bytes)),
            name: Some(name.clone()),
            ..Default::default()
        });
        name
    }

    pub(super) fn floats(&mut self, name: &str, shape: &[usize], values: &[f32]) -> String {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(name, DataType::FLOAT, shape, bytes)
    }

    pub(super) fn doubles(&mut self, name: &str, shape: &[usize], values: &[f64]) -> String {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(name, DataType::DOUBLE, shape, bytes)
    }

    pub(super) fn ints(&mut self, name: &str, shape: &[usize], values: &[i64]) -> String {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(name, DataType::INT64, shape, bytes)
    }

    /// These columns of a matrix.
    pub(super) fn columns(&mut self, from: &str, places: &[usize]) -> String {
        let places: Vec<i64> = places.iter().map(|&place| place as i64).collect();
        let places = self.ints("columns", &[places.len()], &places);
        self.node("Gather", &[from, &places], vec![("axis", Attribute::Int(1))])
    }

    /// Leaves out nodes and constants of which nothing that comes out is made.
    fn leave_out_unused(&mut self) {
        let outputs = self.proto.output.iter().filter_map(|output| output.name.clone());
        let mut used: HashSet<String> = outputs.collect();
        // What reads a node stands behind it.
        for place in (0..self.proto.node.len()).rev() {
            let node = &self.proto.node[place];
            if node.output.iter().any(|output| used.contains(output)) {
                used.extend(node.input.iter().cloned());
            } else {
                self.proto.node.remove(place);
            }
        }
        self.proto
            .initializer
            .retain(|tensor| tensor.name.as_ref().is_some_and(|n| used.contains(n)));
    }

    /// The bytes of a file. `document` is the gradshader model's own description.
    pub(super) fn encode(mut self, name: &str, opset: i64, document: &str) -> Result<Vec<u8>> {
        self.leave_out_unused();
        let set = |domain: &str, version| OperatorSetIdProto {
            domain: Some(domain.to_owned()),
            version: Some(version),
        };
        let mut opsets = vec![set("", opset)];
        if self.uses_ml {
            opsets.push(set(ML, 3));
        }
        let file = File {
            ir_version: ir_version(opset),
            graph: Named { name, graph: &self.proto },
            opsets,
            metadata: vec![StringStringEntryProto {
                key: Some(crate::model::KEY.to_owned()),
                value: Some(document.to_owned()),
            }],
        };
        let mut bytes = Vec::new();
        let written = file.encode(ValueWriter::new(&mut bytes));
        written.map_err(|e| Error::failed("the graph cannot be written").caused_by(e))?;
        Ok(bytes)
    }
}

fn value(name: &str, kind: DataType, columns: Option<usize>) -> ValueInfoProto {
    let rows = Dimension { dim_value: None, dim_param: Some("rows".to_owned()) };
    let columns =
        columns.map(|columns| Dimension { dim_value: Some(columns as i64), dim_param: None });
    let shape = TensorShapeProto { dim: std::iter::once(rows).chain(columns).collect() };
    let tensor = TypeProtoTensor { elem_type: Some(kind), shape: Some(shape) };
    ValueInfoProto {
        name: Some(name.to_owned()),
        r#type: Some(TypeProto { tensor_type: Some(tensor), ..Default::default() }),
    }
}

/// The version of the file format that came with an operator set, 8 for the sets up to 18.
fn ir_version(opset: i64) -> i64 {
    match opset {
        ..=18 => 8,
        19..=20 => 9,
        21..=22 => 10,
        _ => 11,
    }
}

/// A graph with its name, which the checker of ONNX asks for and `rten_onnx` leaves out.
struct Named<'a> {
    name: &'a str,
    graph: &'a GraphProto,
}

impl EncodeMessage for Named<'_> {
    fn encode_fields<W: WriteValue>(
        &self,
        fields: &mut MessageWriter<W>,
    ) -> Result<(), ProtobufError> {
        self.graph.encode_fields(fields)?;
        // GraphProto.name
        fields.write_string(2, self.name)
    }
}

/// `ModelProto`, with the numbers of its fields.
struct File<'a> {
    ir_version: i64,
    graph: Named<'a>,
    opsets: Vec<OperatorSetIdProto>,
    metadata: Vec<StringStringEntryProto>,
}

impl EncodeMessage for File<'_> {
    fn encode_fields<W: WriteValue>(
        &self,
        fields: &mut MessageWriter<W>,
    ) -> Result<(), ProtobufError> {
        fields.write_int64(1, self.ir_version)?;
        fields.write_string(2, "gradshader")?;
        fields.write_string(3, env!("CARGO_PKG_VERSION"))?;
        fields.write_message(7, &self.graph)?;
        fields.write_repeated_message(8, &self.opsets)?;
        fields.write_repeated_message(14, &self.metadata)
    }
}
