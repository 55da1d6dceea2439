//! Keras 3: a `.keras` file, as `keras.saving.load_model` takes it. That is a ZIP archive with a
//! description of the layers in JSON and their weights in HDF5.

use std::io::{Cursor, Write};

use hdf5_writer::{DatasetBuilder, Hdf5Builder, Hdf5Writer, WriteOptions};
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::model::Model;

/// What loads the file.
pub(super) const PROGRAM: &str = "import keras

network = keras.saving.load_model(beside({{ file }}))


def outputs(inputs):
    return keras.ops.convert_to_numpy(network(inputs))
";

/// The version of Keras whose files these are like.
const VERSION: &str = "3.15.1";

/// The bytes of a file.
///
/// # Errors
/// Of a model with GELU by a hyperbolic tangent, which Keras has as a function, not as a layer that a file
/// can name.
pub(super) fn write(model: &Model) -> Result<Vec<u8>> {
    let unwritten = |e: std::io::Error| Error::failed("the file cannot be written").caused_by(e);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let metadata = json!({"keras_version": VERSION, "date_saved": "1980-01-01@00:00:00"});
    for (name, bytes) in [
        ("metadata.json", metadata.to_string().into_bytes()),
        ("config.json", config(model)?.to_string().into_bytes()),
        ("model.weights.h5", weights(model)?),
    ] {
        let options = SimpleFileOptions::default();
        archive.start_file(name, options).map_err(|e| unwritten(e.into()))?;
        archive.write_all(&bytes).map_err(unwritten)?;
    }
    Ok(archive.finish().map_err(|e| unwritten(e.into()))?.into_inner())
}

/// The name of a layer of a kind: Keras looks for the weights of the first under `dense`, of the second
/// under `dense_1`.
fn dense(place: usize) -> String {
    if place == 0 { "dense".to_owned() } else { format!("dense_{place}") }
}

fn config(model: &Model) -> Result<Value> {
    let part = |class: &str, config: Value| json!({"module": "keras.layers", "class_name": class, "config": config, "registered_name": null});
    let inputs = model.network.inputs();
    let mut layers = vec![part(
        "InputLayer",
        json!({"batch_shape": [null, inputs], "dtype": "float32", "sparse": false, "name": "inputs"}),
    )];
    let sizes = model.network.sizes().windows(2).zip(model.network.activations());
    for (place, (size, f)) in sizes.enumerate() {
        let (named, layer) = match f {
            Activation::LeakyRelu => {
                let config =
                    json!({"name": format!("leaky_re_lu_{place}"), "negative_slope": 0.01});
                ("linear", Some(part("LeakyReLU", config)))
            }
            Activation::GeluTanh => {
                return Err(Error::input("Keras has no activation gelu-tanh that a file can name")
                    .advice("export to onnx, pytorch or npz, or train with gelu"));
            }
            other => (other.name(), None),
        };
        let config = json!({
            "name": dense(place), "trainable": true, "dtype": "float32", "units": size[1],
            "activation": named, "use_bias": true,
        });
        let mut dense = part("Dense", config);
        dense["build_config"] = json!({"input_shape": [null, size[0]]});
        layers.push(dense);
        layers.extend(layer);
    }
    Ok(json!({
        "module": "keras", "class_name": "Sequential", "registered_name": null,
        "config": {"name": "gradshader", "trainable": true, "dtype": "float32", "layers": layers,
                   "build_input_shape": [null, inputs]},
        "build_config": {"input_shape": [null, inputs]},
    }))
}

/// `layers/dense_N/vars/0` `[inputs, outputs]` and `/1` `[outputs]`.
fn weights(model: &Model) -> Result<Vec<u8>> {
    let unwritten = |e| Error::failed("the weights cannot be written").caused_by(e);
    let mut file = Hdf5Builder::new();
    let sizes = model.network.sizes().windows(2);
    for (place, (layer, size)) in model.parameters.layers.iter().zip(sizes).enumerate() {
        for (number, shape, values) in [(0, size, &layer.weight), (1, &size[1..], &layer.bias)] {
            let name = format!("layers/{}/vars/{number}", dense(place));
            let shape: Vec<u64> = shape.iter().map(|&size| size as u64).collect();
            let tensor = DatasetBuilder::typed_data(name, shape, values).map_err(unwritten)?;
            file = file.dataset(tensor);
        }
    }
    let plan = file.into_plan().map_err(unwritten)?;
    let sink = Cursor::new(Vec::new());
    let written = Hdf5Writer::new(sink, WriteOptions::default()).finish(plan);
    Ok(written.map_err(unwritten)?.into_inner())
}
