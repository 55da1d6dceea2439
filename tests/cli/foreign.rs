//! Models exported, and networks of other programs.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, TensorView, serialize};

use super::*;

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// A state dictionary of one layer for irises: each output looks at one length.
fn state() -> Vec<u8> {
    let weight = bytes(&[0., 1., 0., 0., 0., 0., 1., 0., 1., 0., 0., 0.]);
    let bias = bytes(&[0.5, -0.5, -2.0]);
    let view = |shape: &[usize], bytes| TensorView::new(Dtype::F32, shape.to_vec(), bytes).unwrap();
    let tensors = [("fc.weight", view(&[3, 4], &weight)), ("fc.bias", view(&[3], &bias))];
    serialize(tensors, None::<HashMap<String, String>>).unwrap()
}

#[test]
fn a_network_of_pytorch_is_evaluated_asked_and_trained() {
    let place = Place::new();
    place.write("net.safetensors", state());
    let evaluate = ["evaluate", "net.safetensors", IRIS];
    place
        .run(&evaluate)
        .fails(2, &["the file does not say what the activations are; give one for"]);
    let run = place.done(&[&evaluate[..], &["--activations", "softmax"]].concat());
    assert_eq!(run.result("samples"), "150");
    // Kept without its softmax, as the loss that it was trained with has it.
    let sums = place.done(&[&evaluate[..], &["--activations", "linear"]].concat());
    assert_eq!(sums.result("log_loss"), run.result("log_loss"));
    assert!(sums.stderr.contains("it ends without an activation; a softmax "), "{sums:?}");
    place.write("net.pt", b"PK\x03\x04 and so on");
    place
        .run(&["evaluate", "net.pt", IRIS])
        .fails(2, &["net.pt: it is an archive, as torch.save "]);
    let predict = ["predict", "net.safetensors", IRIS, "--activations", "softmax"];
    let stdout = place.done(&predict).stdout;
    // 5.1, 3.5, 1.4, 0.2: 3.5 + 0.5, 1.4 - 0.5 and 5.1 - 2.
    let sums = [4.0f64, 0.9, 3.1].map(f64::exp);
    let first: Vec<f64> =
        stdout.lines().nth(1).unwrap().split(',').map(|cell| cell.parse().unwrap()).collect();
    for (found, sum) in first[1..].iter().zip(sums) {
        assert!((found - sum / sums.iter().sum::<f64>()).abs() < 1e-6, "{stdout}");
    }

    let train = ["train", IRIS, "--init", "net.safetensors", "--epochs", "0", "--quiet"];
    place.done(&[&train[..], &["--model", "m.safetensors"]].concat());
    let model = gradshader::model::Model::load(place.path("m.safetensors")).unwrap();
    assert_eq!(model.parameters.layers[0].bias, [0.5, -0.5, -2.0]);
    assert_eq!(model.parameters.layers[0].weight[3], 1.0, "the second length of the first output");
    let run = place.run(&["train", DIGITS, "--init", "net.safetensors"]);
    run.fails(2, &["net.safetensors: the network is 4-3 where the samples have "]);
}

#[test]
fn the_order_of_layers_is_said_where_their_names_do_not_tell_it() {
    let place = Place::new();
    let (first, second) = (bytes(&[1.0; 8]), bytes(&[1.0; 6]));
    let view = |shape: &[usize], bytes| TensorView::new(Dtype::F32, shape.to_vec(), bytes).unwrap();
    let tensors =
        [("hidden.weight", view(&[2, 4], &first)), ("best.weight", view(&[3, 2], &second))];
    place.write("net.safetensors", serialize(tensors, None::<HashMap<String, String>>).unwrap());
    let note =
        "layers in the only order that their shapes allow, as their names tell none: hidden, best";
    for command in ["predict", "evaluate"] {
        let run = place.done(&[command, "net.safetensors", IRIS, "--activations", "relu,softmax"]);
        assert_eq!(
            run.stderr.lines().next(),
            Some(&*format!("net.safetensors: {note}")),
            "{run:?}"
        );
    }
    let run = place.done(&["train", IRIS, "--init", "net.safetensors", "--epochs", "0"]);
    assert!(run.stderr.contains(note), "{run:?}");
}

#[test]
fn an_exported_model_answers_as_the_model_does() {
    let place = Place::new();
    place.iris_model("m.safetensors");
    let run = place.done(&["export", "m.safetensors", "--format", "onnx"]);
    assert_eq!(run.stdout, "m.onnx\n");
    let program = place.done(&["export", "m.safetensors", "--format", "pytorch"]).stdout;
    assert!(program.contains("load_file(beside(\"m.pytorch.safetensors\"))"), "{program}");
    let answers = |model| place.done(&["predict", model, IRIS, "--device", "reference"]).stdout;
    let expected = answers("m.safetensors");
    assert_eq!(answers("m.onnx"), expected);
    assert_eq!(answers("m.pytorch.safetensors"), expected);
    let told = ["train", IRIS, "--missing", "-999", "--epochs", "0", "--quiet"];
    place.done(&[&told[..], &["--model", "told.safetensors"]].concat());
    let run = place.done(&["export", "told.safetensors", "--format", "c"]);
    let note = "\"-999\", told with --missing, is no missing cell there; give NaN\n";
    assert_eq!(run.stderr, note);
    let export = ["export", "m.safetensors", "--format"];
    place.run(&[&export[..], &["coreml"]].concat()).fails(2, &["there is no format \"coreml\""]);
    let opset = ["c", "--opset", "17"];
    place
        .run(&[&export[..], &opset].concat())
        .fails(2, &["--opset with --format c; leave --opset out"]);
    let itself = ["c", "--output", "m.safetensors"];
    place
        .run(&[&export[..], &itself].concat())
        .fails(2, &["--output would replace an input, MODEL"]);
}
