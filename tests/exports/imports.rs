//! Networks that other programs wrote, and our own exports read back.

use std::cell::RefCell;
use std::collections::HashMap;

use gradshader::export::{Format, Options, Takes, export};
use gradshader::import::{Imported, Layers, from_bytes};
use gradshader::network::Activation;
use rten_onnx::onnx::{
    AttributeProto, DataType, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto,
};
use safetensors::tensor::{Dtype, TensorView, serialize};

use crate::models;

fn layers(bytes: &[u8]) -> Layers {
    match from_bytes("file", bytes).unwrap() {
        Imported::Layers(layers) => layers,
        whole => panic!("{whole:?}"),
    }
}

fn refused(bytes: &[u8]) -> String {
    from_bytes("file", bytes).unwrap_err().to_string()
}

#[test]
fn our_own_exports_come_back_whole() {
    for (name, model) in models::all() {
        for (format, takes) in [
            (Format::Onnx, Takes::Columns),
            (Format::Onnx, Takes::Numbers),
            (Format::PyTorch, Takes::Columns),
        ] {
            let options = Options { takes, ..Options::default() };
            let bytes = export(&model, format, &options, "").unwrap().bytes;
            let back = from_bytes("file", &bytes).unwrap();
            assert_eq!(back, Imported::Whole(Box::new(model.clone())), "{name}, {format}");
        }
        let bytes = model.to_bytes().unwrap();
        assert_eq!(from_bytes("file", &bytes).unwrap(), Imported::Whole(Box::new(model)));
    }
}

#[test]
fn whole_exports_have_the_layers_of_their_description() {
    let (_, model) = models::all().into_iter().find(|(_, model)| model.is_ensemble()).unwrap();
    let bytes = export(&model, Format::Onnx, &Options::default(), "").unwrap().bytes;
    // Of that size, in the file.
    let node = |bytes: &[u8], from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let place = bytes.windows(from.len()).rposition(|part| part == from.as_bytes()).unwrap();
        [&bytes[..place], to.as_bytes(), &bytes[place + from.len()..]].concat()
    };
    let fewer = node(&bytes, "\x04Gemm", "\x04Gemn");
    assert_eq!(
        refused(&fewer),
        "file: it has fewer layers than its description says; give a whole file that `gradshader export` wrote"
    );
}

#[test]
fn graphs_hold_nothing_that_is_not_used() {
    for (name, model) in models::all() {
        for takes in [Takes::Columns, Takes::Numbers] {
            let options = Options { takes, ..Options::default() };
            let bytes = export(&model, Format::Onnx, &options, "").unwrap().bytes;
            let graph = ModelProto::parse_buf(&bytes).unwrap().graph.unwrap();
            let used: Vec<_> = graph.node.iter().flat_map(|node| &node.input).collect();
            let goes_out =
                |output: &String| graph.output.iter().any(|out| out.name.as_ref() == Some(output));
            for tensor in &graph.initializer {
                assert!(used.contains(&tensor.name.as_ref().unwrap()), "{name}: {:?}", tensor.name);
            }
            for output in graph.node.iter().flat_map(|node| &node.output) {
                assert!(used.contains(&output) || goes_out(output), "{name}: {output}");
            }
        }
    }
}

/// A state dictionary.
fn state(dtype: Dtype, tensors: &[(&str, &[usize], Vec<u8>)]) -> Vec<u8> {
    let views = tensors.iter().map(|(name, shape, bytes)| {
        (*name, TensorView::new(dtype, shape.to_vec(), bytes).unwrap())
    });
    serialize(views, None::<HashMap<String, String>>).unwrap()
}

#[test]
fn a_state_dictionary_is_read_in_any_float() {
    // 1.5, -2 and 0.25 are the same in all.
    let halves = |bits: [u16; 3]| bits.map(u16::to_le_bytes).concat();
    let kinds = [
        (Dtype::F16, halves([0x3e00, 0xc000, 0x3400])),
        (Dtype::BF16, halves([0x3fc0, 0xc000, 0x3e80])),
        (Dtype::F32, [1.5f32, -2.0, 0.25].map(f32::to_le_bytes).concat()),
        (Dtype::F64, [1.5f64, -2.0, 0.25].map(f64::to_le_bytes).concat()),
    ];
    for (dtype, numbers) in kinds {
        let size = numbers.len() / 3;
        let six = [&numbers[..], &numbers[..]].concat();
        // Tenth after second, whatever the texts' order; a layer without bias.
        let bytes = state(
            dtype,
            &[
                ("net.10.weight", &[1, 3], numbers.clone()),
                ("net.2.weight", &[3, 2], six),
                ("net.2.bias", &[3], numbers.clone()),
            ],
        );
        let found = layers(&bytes);
        assert_eq!((&found.sizes[..], found.activations), (&[2, 3, 1][..], None), "{dtype}");
        let [first, second] = &found.parameters.layers[..] else { panic!("two layers") };
        assert_eq!(first.weight, [1.5, 0.25, -2.0, -2.0, 1.5, 0.25], "transposed");
        assert_eq!((&first.bias[..], &second.bias[..]), (&[1.5, -2.0, 0.25][..], &[0.0][..]));
        let bytes = state(
            dtype,
            &[("0.weight", &[1, 3], numbers), ("1.weight", &[1, 2], vec![0; 2 * size])],
        );
        assert_eq!(
            refused(&bytes),
            "file, tensor \"1.weight\": it takes 2 numbers where the layer before it gives 1; give a network \
             of fully connected layers one after the other"
        );
    }
    let bytes = state(Dtype::F32, &[("0.running_mean", &[1], vec![0; 4])]);
    assert!(
        refused(&bytes).starts_with("file, tensor \"0.running_mean\": it is of no fully connected")
    );
    let bytes = state(Dtype::I64, &[("0.weight", &[1, 1], vec![0; 8])]);
    assert!(refused(&bytes).contains("the tensor is I64; save it as F16, BF16, F32 or F64"));
    let bytes = state(Dtype::F32, &[("0.weight", &[1, 1], f32::NAN.to_le_bytes().to_vec())]);
    assert!(refused(&bytes).starts_with("file, tensor \"0.weight\": value 1 is NaN; "));
}

#[test]
fn layers_whose_names_tell_no_order_have_that_of_their_shapes() {
    let of = |named: &[(&'static str, [usize; 2])]| {
        let tensors = named.iter().zip(1u8..).map(|(&(name, [inputs, outputs]), place)| {
            let number = f32::from(place).to_le_bytes();
            (name, [outputs, inputs], number.repeat(inputs * outputs))
        });
        let tensors: Vec<_> = tensors.collect();
        let tensors: Vec<_> =
            tensors.iter().map(|(name, shape, bytes)| (*name, &shape[..], bytes.clone())).collect();
        state(Dtype::F32, &tensors)
    };
    // As they are used; each holds its place.
    for (named, said) in [
        (&[("encoder.weight", [4, 2]), ("decoder.weight", [2, 3])][..], Some("encoder, decoder")),
        (
            &[("layers.0.weight", [4, 3]), ("layers.1.weight", [3, 3]), ("head.weight", [3, 2])],
            Some("layers.0, layers.1, head"),
        ),
        (
            &[("b.0.weight", [5, 4]), ("b.2.weight", [4, 3]), ("a.0.weight", [3, 2])],
            Some("b.0, b.2, a.0"),
        ),
        // Numbers tell an order by themselves.
        (&[("fc2.weight", [2, 2]), ("fc10.weight", [2, 2])], None),
        (&[("net.0.weight", [2, 2]), ("net.1.out.weight", [2, 2])], None),
        (&[("only.weight", [2, 2])], None),
    ] {
        let found = layers(&of(named));
        let places: Vec<f32> = found.parameters.layers.iter().map(|l| l.weight[0]).collect();
        let expected: Vec<f32> = (1..=named.len()).map(|place| place as f32).collect();
        assert_eq!(places, expected, "{named:?}");
        let note = said.map(|order| {
            format!("layers in the only order that their shapes allow, as their names tell none: {order}")
        });
        assert_eq!(found.note, note, "{named:?}");
    }
    let square = [("hidden.weight", [3, 3]), ("a_out.weight", [3, 3])];
    assert_eq!(
        refused(&of(&square)),
        "file: neither the names nor the shapes of its layers tell their order: a_out, hidden; name them by \
         numbers in their order, as 0.weight, 0.bias and 1.weight, or save an nn.Sequential of them"
    );
    // There and back: either half may come first.
    let halves = [
        ("encoder.0.weight", [4, 3]),
        ("encoder.2.weight", [3, 2]),
        ("decoder.0.weight", [2, 3]),
        ("decoder.2.weight", [3, 4]),
    ];
    assert!(
        refused(&of(&halves)).contains("decoder.0, decoder.2, encoder.0, encoder.2; name them")
    );
    // So many that no one looks at all of their orders.
    let names: Vec<String> =
        (1..=40).map(|count| format!("{}.weight", "x".repeat(count))).collect();
    let many = names.iter().map(|name| (&*name.clone().leak(), [1, 1]));
    assert!(refused(&of(&many.collect::<Vec<_>>())).contains("xxxxxxxx, 32 more; name them"));
    let none = [("a.weight", [2, 3]), ("b.weight", [4, 5])];
    assert!(
        refused(&of(&none)).contains("\"b.weight\": it takes 4 numbers where the layer before")
    );
}

/// A graph with the input `x`.
struct Graph(GraphProto);

impl Graph {
    fn new() -> Self {
        let input = ValueInfoProto { name: Some("x".to_owned()), ..Default::default() };
        Self(GraphProto { input: vec![input], ..Default::default() })
    }

    fn constant(mut self, name: &str, shape: &[i64], values: &[f32]) -> Self {
        self.0.initializer.push(TensorProto {
            dims: shape.to_vec(),
            data_type: Some(DataType::FLOAT),
            raw_data: Some(RefCell::new(values.iter().flat_map(|v| v.to_le_bytes()).collect())),
            name: Some(name.to_owned()),
            ..Default::default()
        });
        self
    }

    fn node(mut self, operator: &str, inputs: &str, output: &str) -> Self {
        self.0.node.push(NodeProto {
            op_type: Some(operator.to_owned()),
            input: inputs.split_whitespace().map(str::to_owned).collect(),
            output: vec![output.to_owned()],
            ..Default::default()
        });
        self
    }

    fn with(mut self, name: &str, value: f32) -> Self {
        let whole = (value.fract() == 0.0).then_some(value as i64);
        let f = whole.is_none().then_some(value);
        self.0.node.last_mut().unwrap().attribute.push(AttributeProto {
            name: Some(name.to_owned()),
            f,
            i: whole,
            ..Default::default()
        });
        self
    }

    fn bytes(self) -> Vec<u8> {
        ModelProto { graph: Some(self.0), ..Default::default() }.write_buf().unwrap()
    }

    /// A product of two numbers with two, and what follows.
    fn product() -> Self {
        Self::new().constant("w", &[2, 2], &[1.0, 2.0, 3.0, 4.0]).node("MatMul", "x w", "p")
    }
}

#[test]
fn a_graph_of_products_and_activations_is_followed() {
    let graph = Graph::product()
        .constant("b", &[1, 2], &[5.0, 6.0])
        .node("Add", "b p", "a")
        .constant("root", &[], &[std::f32::consts::SQRT_2])
        .constant("one", &[1], &[1.0])
        .constant("half", &[], &[0.5])
        .node("Div", "a root", "d")
        .node("Erf", "d", "e")
        .node("Add", "e one", "f")
        .node("Mul", "a f", "g")
        .node("Mul", "g half", "h")
        .constant("v", &[1, 2], &[7.0, 8.0])
        .constant("c", &[1], &[9.0])
        .node("Gemm", "h v c", "y")
        .with("transB", 1.0)
        .node("Softmax", "y", "z")
        .with("axis", 1.0)
        .node("ArgMax", "z", "label");
    let found = layers(&graph.bytes());
    assert_eq!(found.sizes, [2, 2, 1]);
    assert_eq!(found.activations, Some(vec![Activation::Gelu, Activation::Softmax]));
    assert_eq!(found.parameters.layers[0].weight, [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(found.parameters.layers[0].bias, [5.0, 6.0]);
    assert_eq!(found.parameters.layers[1].weight, [7.0, 8.0]);
    assert_eq!(found.parameters.layers[1].bias, [9.0]);
}

#[test]
fn what_is_no_network_of_ours_is_refused_by_its_operator() {
    let second =
        |graph: Graph| graph.constant("v", &[2, 1], &[7.0, 8.0]).node("MatMul", "h v", "y");
    for (graph, what) in [
        (second(Graph::product().node("Conv", "p", "h")), "the operator Conv which no layer has"),
        (second(Graph::product().node("Elu", "p", "h").with("alpha", 0.5)), "behind an activation"),
        (
            second(Graph::product().node("LeakyRelu", "p", "h").with("alpha", 0.2)),
            "behind an activation",
        ),
        (
            Graph::product().node("HardSigmoid", "p", "h"),
            "ends in an activation that is none of ours",
        ),
        (Graph::product().node("Softmax", "p", "h").with("axis", 0.0), "Softmax over another axis"),
        (
            Graph::product().node("Softmax", "p", "h").with("axis", -2.0),
            "Softmax over another axis",
        ),
        (Graph::new().node("MatMul", "x w", "p"), "MatMul whose weight is no constant"),
        (Graph::new().node("Relu", "x", "p"), "there are no fully connected layers in it"),
        (
            Graph::new()
                .node("Tanh", "x", "t")
                .constant("w", &[1, 1], &[1.0])
                .node("MatMul", "t w", "p"),
            "behind a function of what goes in",
        ),
        (
            Graph::product().constant("short", &[3], &[1.0]).node("Add", "p short", "h"),
            "tensor \"short\": 1 numbers where its shape has 3",
        ),
    ] {
        let error = refused(&graph.bytes());
        assert!(error.starts_with("file") && error.contains(what), "{what}: {error}");
    }
    // However a file ends or lies about its lengths, it is refused.
    let whole = export(&models::wide(), Format::Onnx, &Options::default(), "").unwrap().bytes;
    for cut in (0..whole.len()).step_by(191) {
        from_bytes("file", &whole[..cut]).unwrap_err();
    }
    for bytes in [&b""[..], b"no model", &[255; 30], b"\x12\xff\xff\xff\xff\xff\xff\xff\x7f"] {
        assert!(refused(bytes).starts_with("file: the file is damaged, or not a model"));
    }
}
