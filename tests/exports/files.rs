//! Files of Python's and graphs: what stands in them.

use std::io::{Cursor, Read};

use gradshader::dataset::read;
use gradshader::export::{Exported, Format, Options, Takes, export};
use gradshader::model::Model;
use gradshader::network::Activation;
use rten_onnx::onnx::{DataType, ModelProto, NodeProto};
use safetensors::SafeTensors;
use zip::ZipArchive;

use crate::models::{self, Kind};

fn exported(model: &Model, format: Format) -> Exported {
    export(model, format, &Options::default(), "it's \"m\"").unwrap()
}

#[test]
fn pytorch_gets_outputs_by_inputs_under_the_names_of_its_modules() {
    let model =
        models::model(&[Activation::Linear, Activation::Relu], Activation::Softmax, Kind::Classes);
    let Exported { bytes, program, .. } = exported(&model, Format::PyTorch);
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let mut names = file.names();
    names.sort();
    // A linear layer has no module behind it.
    assert_eq!(names, ["0.bias", "0.weight", "1.bias", "1.weight", "3.bias", "3.weight"]);
    let weight = file.tensor("1.weight").unwrap();
    assert_eq!(weight.shape(), [8, 7]);
    let second = f32::from_le_bytes(weight.data()[4..8].try_into().unwrap());
    assert_eq!(second, model.parameters.layers[1].weight[8], "input 1 of output 0");
    let program = program.unwrap();
    for part in [
        "    nn.Linear(15, 7),\n    nn.Linear(7, 8),\n    nn.ReLU(),\n    nn.Linear(8, 3),\n",
        "load_file(beside(\"it's \\\"m\\\"\"))",
        "{\"kind\": \"category\", \"missing\": True, \"name\": \"city \\\"x\\\"\"",
    ] {
        assert!(program.contains(part), "{part:?} is missing: {program}");
    }
}

#[test]
fn keras_gets_its_layers_and_a_file_of_hdf5() {
    let model = models::model(&[Activation::LeakyRelu], Activation::Softmax, Kind::Classes);
    let Exported { bytes, .. } = exported(&model, Format::Keras);
    assert_eq!(bytes, exported(&model, Format::Keras).bytes, "the same each time");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut config = String::new();
    archive.by_name("config.json").unwrap().read_to_string(&mut config).unwrap();
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let layers = config["config"]["layers"].as_array().unwrap();
    let classes: Vec<_> =
        layers.iter().map(|layer| layer["class_name"].as_str().unwrap()).collect();
    assert_eq!(classes, ["InputLayer", "Dense", "LeakyReLU", "Dense"]);
    assert_eq!(layers[3]["config"]["activation"], "softmax");
    let mut weights = Vec::new();
    archive.by_name("model.weights.h5").unwrap().read_to_end(&mut weights).unwrap();
    assert_eq!(&weights[..8], b"\x89HDF\r\n\x1a\n");
    let values = model.parameters.layers[1].weight.iter().flat_map(|x| x.to_le_bytes());
    let values: Vec<u8> = values.collect();
    assert!(weights.windows(values.len()).any(|part| part == values), "contiguous");

    let model = models::model(&[Activation::GeluTanh], Activation::Softmax, Kind::Classes);
    let error = export(&model, Format::Keras, &Options::default(), "").unwrap_err().to_string();
    assert_eq!(
        error,
        "Keras has no activation gelu-tanh that a file can name; export to onnx, pytorch or npz, or train \
         with gelu"
    );
}

#[test]
fn an_ensemble_is_refused_where_a_file_is_of_one_network() {
    let model = models::several(Kind::Classes);
    let error = export(&model, Format::Keras, &Options::default(), "").unwrap_err().to_string();
    assert_eq!(
        error,
        "keras takes one network, and this is an ensemble; export to another format, such as onnx, or train one \
         without --ensemble"
    );
}

#[test]
fn programs_of_python_answer_with_the_mean_of_an_ensemble() {
    let model = models::several(Kind::Classes);
    let Exported { bytes, program, .. } = exported(&model, Format::PyTorch);
    let file = SafeTensors::deserialize(&bytes).unwrap();
    for (name, layer) in [
        ("0.2.weight", &model.parameters.layers[1]),
        ("2.0.weight", &model.ensemble.others[1].parameters.layers[0]),
    ] {
        let tensor = file.tensor(name).unwrap();
        let second = f32::from_le_bytes(tensor.data()[4..8].try_into().unwrap());
        assert_eq!(second, layer.weight[tensor.shape()[0]], "{name}: input 1 of output 0");
    }
    let program = program.unwrap();
    for part in [
        "network = nn.ModuleList([\n    nn.Sequential(\n        nn.Linear(15, 7),\n        nn.Tanh(),\n",
        "        nn.Softmax(dim=1),\n    ),\n])\nnetwork.load_state_dict(",
        "        times = [2, 1, 4]\n",
    ] {
        assert!(program.contains(part), "{part:?} is missing: {program}");
    }
    let Exported { bytes, program, .. } = exported(&model, Format::Npz);
    let archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<_> = archive.file_names().filter(|name| name.ends_with("weight.npy")).collect();
    let expected = [
        "layers.0.weight.npy",
        "layers.1.weight.npy",
        "layers.2.weight.npy",
        "members.1.layers.0.weight.npy",
        "members.2.layers.0.weight.npy",
        "members.2.layers.1.weight.npy",
    ];
    assert_eq!(names, expected);
    let networks = "NETWORKS = [
    (2, \"\", [tanh, relu, softmax]),
    (1, \"members.1.\", [softmax]),
    (4, \"members.2.\", [relu, softmax]),
]
";
    assert!(program.unwrap().contains(networks));
}

#[test]
fn programs_of_python_are_valid_whatever_the_model_is_called() {
    let model = models::model(&[], Activation::Softmax, Kind::Classes);
    let options = Options { name: "C:\\U\"\"\"".to_owned(), ..Options::default() };
    let program = export(&model, Format::Npz, &options, "").unwrap().program.unwrap();
    assert!(program.starts_with("\"\"\"C:\\\\U\\\"\\\"\\\", as gradshader "), "{program}");
}

#[test]
fn programs_of_python_refuse_what_predict_refuses() {
    let model = models::model(&[], Activation::Softmax, Kind::Classes);
    let program = exported(&model, Format::Npz).program.unwrap();
    // NumPy makes infinity of it, of which a class would be the first of NaNs.
    for part in [
        "far = ~missing & ~(np.isfinite(numbers) & np.isfinite(scaled))",
        "the value is too far from those trained on",
    ] {
        assert!(program.contains(part), "{part:?} is missing: {program}");
    }
}

#[test]
fn numpy_reads_the_arrays() {
    let model = models::model(&[], Activation::Linear, Kind::Values);
    let Exported { bytes, program, .. } = exported(&model, Format::Npz);
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut array = Vec::new();
    archive.by_name("layers.0.weight.npy").unwrap().read_to_end(&mut array).unwrap();
    let table = read::read("weight.npy", &array, &Default::default()).unwrap().table;
    assert_eq!((table.len(), table.columns.len()), (15, 3));
    assert_eq!(table.columns[2].cells.number(1) as f32, model.parameters.layers[0].weight[5]);
    assert!(program.unwrap().contains("\"spread\": [41.1, 41.1, 41.1]"));
}

fn graph(model: &Model, options: &Options) -> ModelProto {
    let bytes = export(model, Format::Onnx, options, "").unwrap().bytes;
    ModelProto::parse_buf(&bytes).unwrap()
}

#[test]
fn a_graph_takes_texts_or_a_matrix_and_gives_labels_and_probabilities() {
    let model = models::model(&[Activation::Relu], Activation::Softmax, Kind::Classes);
    let described = |values: &[rten_onnx::onnx::ValueInfoProto]| -> Vec<(String, i32)> {
        let kind = |v: &rten_onnx::onnx::ValueInfoProto| {
            v.r#type.as_ref().and_then(|t| t.tensor_type.as_ref()?.elem_type).unwrap().0
        };
        values.iter().map(|v| (v.name.clone().unwrap(), kind(v))).collect()
    };
    let (float, double) = (DataType::FLOAT.0, DataType::DOUBLE.0);
    let (int, string) = (DataType::INT64.0, DataType::STRING.0);

    let texts = graph(&model, &Options::default());
    assert_eq!(texts.ir_version, Some(8));
    assert_eq!(texts.opset_import[0].version, Some(17));
    let of = texts.graph.unwrap();
    let named = |name: &str, kind| (name.to_owned(), kind);
    let inputs = described(&of.input);
    assert_eq!(inputs[0], named("height ?*/", float));
    assert_eq!(inputs[4], named("city \"x\"", string));
    let outputs = [named("label", string), named("probabilities", float)];
    assert_eq!(described(&of.output), outputs);

    let options = Options { takes: Takes::Numbers, double: true, opset: 21, ..Options::default() };
    let numbers = graph(&model, &options);
    assert_eq!((numbers.ir_version, numbers.opset_import.len()), (Some(10), 1));
    let of = numbers.graph.unwrap();
    assert_eq!(described(&of.input), [named("input", double)]);
    assert_eq!(described(&of.output)[0], named("label", int));

    let error = export(&model, Format::Onnx, &Options { opset: 9, ..options }, "").unwrap_err();
    assert_eq!(error.to_string(), "operator set 9; use one of 13 to 23");
}

#[test]
fn a_graph_knows_numbers_among_the_values_of_a_category_with_a_point_and_without() {
    let model = models::model(&[], Activation::Softmax, Kind::Classes);
    let of = graph(&model, &Options::default()).graph.unwrap();
    let attribute = |node: &NodeProto, name: &str| {
        node.attribute.iter().find(|given| given.name.as_deref() == Some(name)).cloned()
    };
    let encoders = of.node.iter().filter(|node| node.op_type.as_deref() == Some("LabelEncoder"));
    // Another gives classes their names.
    let known = encoders.filter_map(|node| {
        let (keys, places) = (attribute(node, "keys_strings")?, attribute(node, "values_int64s")?);
        Some(std::iter::zip(keys.strings, places.ints).collect::<Vec<_>>())
    });
    let sizes = known.filter(|known| known[0].0 == "1").collect::<Vec<_>>();
    let [size] = &sizes[..] else { panic!("{sizes:?}") };
    let expected = [("1", 0), ("2", 1), ("1.0", 0), ("2.0", 1)];
    assert_eq!(size[..4], expected.map(|(text, place)| (text.to_owned(), place)));
    let different: std::collections::HashSet<_> = size.iter().map(|(text, _)| text).collect();
    assert_eq!(different.len(), size.len(), "each text once");
}

#[test]
fn between_what_a_graph_takes_off_and_what_it_divides_by_stands_what_is_not_linear() {
    let model = models::model(&[], Activation::Linear, Kind::Values);
    for double in [false, true] {
        let options = Options { takes: Takes::Numbers, double, ..Options::default() };
        let graph = graph(&model, &options).graph.unwrap();
        let takers = |name: &str| -> Vec<_> {
            graph.node.iter().filter(|node| node.input.iter().any(|input| input == name)).collect()
        };
        let shifts = graph.initializer.iter().filter_map(|constant| constant.name.as_deref());
        let shifts: Vec<&str> = shifts.filter(|name| name.starts_with("/shift_")).collect();
        let shifts: Vec<_> = shifts.iter().filter(|name| !name.contains("rest")).collect();
        assert_eq!(shifts.len(), 2, "of the numbers and of their parts");
        for shift in shifts {
            let shifted = takers(shift)[0];
            assert_eq!(shifted.op_type.as_deref(), Some("Sub"));
            let [choice] = takers(&shifted.output[0])[..] else { panic!("one takes it") };
            assert_eq!(choice.op_type.as_deref(), Some("Where"), "{double}");
            // Of the numbers as they go in.
            let is_nan = graph.node.iter().find(|node| node.output[0] == choice.input[0]).unwrap();
            assert_eq!(is_nan.op_type.as_deref(), Some("IsNaN"));
            assert_eq!(is_nan.input, shifted.input[..1]);
            let divided = takers(&choice.output[0])[0];
            assert_eq!(divided.op_type.as_deref(), Some("Div"));
        }
        let is_rest = |name: &str| name.starts_with("/shift_rest_");
        let mut constants = graph.initializer.iter();
        assert!(
            constants.any(|constant| constant.name.as_deref().is_some_and(is_rest)),
            "{double}"
        );
    }
}

#[test]
fn nothing_stands_behind_the_nan_of_a_row_with_a_missing_cell() {
    let cases = [
        (Activation::Linear, Kind::Classes, vec!["label", "probabilities"]),
        (Activation::Softmax, Kind::Classes, vec!["label", "probabilities"]),
        (Activation::Linear, Kind::Labels, vec!["label", "probabilities"]),
        (Activation::Sigmoid, Kind::Labels, vec!["label", "probabilities"]),
    ];
    for (output, kind, names) in cases {
        let model = models::model(&[Activation::Relu], output, kind);
        let options = Options { takes: Takes::Numbers, ..Options::default() };
        let graph = graph(&model, &options).graph.unwrap();
        let maker = |name: &str| graph.node.iter().find(|node| node.output[0] == name).unwrap();
        for name in names {
            let last = maker(name);
            assert_eq!(last.op_type.as_deref(), Some("Where"), "{name} of {output:?} {kind:?}");
            assert!(last.input[1].starts_with("/none_"), "{:?}", last.input);
        }
    }
}
