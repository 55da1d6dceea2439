//! A model: opened, saved, asked and measured.

use std::rc::Rc;

use gradshader::dataset::read::{DialectOptions, read};
use gradshader::dataset::{Encoding, Samples, TableOptions, TargetEncoding};
use gradshader::ensemble;
use gradshader::metrics::{Confusion, Metric, argmax};
use gradshader::model::Model as Kept;
use gradshader::run::{Meaning, measures};
use gradshader::{Dataset, Error, Result};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::data::Data;
use crate::device::Device;
use crate::error::{json, thrown};
use crate::image::{Image, image_of};
use crate::predictor::{Predictor, on_device};

/// A trained network with all that it takes to predict.
#[wasm_bindgen]
pub struct Model {
    kept: Rc<Kept>,
}

/// What is in a model, for the page.
#[derive(Serialize)]
struct Description<'a> {
    sizes: &'a [usize],
    activations: Vec<&'static str>,
    networks: usize,
    loss: &'static str,
    features: Vec<Feature<'a>>,
    targets: Vec<String>,
    classes: &'a [String],
    image: Option<Image>,
    training: &'a std::collections::BTreeMap<String, String>,
    parameter_hash: String,
}

#[derive(Serialize)]
struct Feature<'a> {
    name: &'a str,
    kind: &'static str,
    /// Those that it knows, of categories.
    values: &'a [String],
    /// What is usual, of numbers: the mean of the training samples, where they were standardised.
    usual: Option<f64>,
}

/// What a model answers to one sample, for the page.
#[derive(Serialize)]
struct Answer {
    /// The class; none of values.
    class: Option<String>,
    /// One an output: of classes their shares, else values in their units.
    outputs: Vec<f64>,
}

/// What a model is worth on data, for the page.
#[derive(Serialize)]
struct Worth {
    samples: usize,
    loss: f64,
    /// By name.
    metrics: serde_json::Map<String, serde_json::Value>,
    classes: Vec<String>,
    /// A row a true class, a column a predicted one.
    confusion: Vec<Vec<u64>>,
    device: String,
}

#[wasm_bindgen]
impl Model {
    /// The model of the bytes of a file, as the command line writes it.
    ///
    /// # Errors
    /// Name the file and what is wrong with it.
    pub fn open(source: &str, bytes: &[u8]) -> Result<Model, JsValue> {
        Kept::from_bytes(source, bytes).map(Self::of).map_err(thrown)
    }

    /// The bytes of a file, as the command line opens it.
    ///
    /// # Errors
    /// When a parameter is not finite.
    pub fn bytes(&self) -> Result<Vec<u8>, JsValue> {
        self.kept.to_bytes().map_err(thrown)
    }

    /// What is in it, as JSON.
    ///
    /// # Errors
    /// None.
    pub fn describe(&self) -> Result<String, JsValue> {
        let Kept { network, preprocessing, .. } = &*self.kept;
        let classes = match &preprocessing.targets {
            TargetEncoding::Classes { names, .. } => &names[..],
            _ => &[],
        };
        let features = preprocessing.features.iter().map(|feature| {
            let (kind, values, usual) = match &feature.encoding {
                Encoding::Number { scale, .. } => ("number", &[][..], Some(scale.shift)),
                Encoding::Boolean { .. } => ("boolean", &[][..], None),
                Encoding::Category { values, .. } => ("category", &values[..], None),
                Encoding::Date { .. } => ("date", &[][..], None),
            };
            Feature { name: &feature.name, kind, values, usual }
        });
        json(&Description {
            sizes: network.sizes(),
            activations: network.activations().iter().map(|f| f.name()).collect(),
            networks: 1 + self.kept.ensemble.others.len(),
            loss: self.kept.loss.name(),
            features: features.collect(),
            targets: preprocessing.targets.task_and_columns().1,
            classes,
            image: image_of(preprocessing),
            training: &self.kept.training,
            parameter_hash: self.kept.hash(),
        })
    }

    /// What it answers to one sample, whose cells are those of its features in their order, as text.
    /// JSON.
    ///
    /// # Errors
    /// At a cell that is not of its feature's kind.
    pub fn ask(&self, cells: Vec<String>) -> Result<String, JsValue> {
        json(&self.answer(&cells).map_err(thrown)?)
    }

    /// A promise of the answers to a data set, as the text of a CSV file.
    pub fn predict(&self, data: &Data, device: &Device) -> js_sys::Promise {
        let (kept, data, device) = (self.kept.clone(), data.clone(), device.clone());
        future_to_promise(async move {
            Ok(predict(&kept, &data, &device).await.map_err(thrown)?.into())
        })
    }

    /// A promise of what it is worth on data whose targets are known, as JSON.
    pub fn evaluate(&self, data: &Data, device: &Device) -> js_sys::Promise {
        let (kept, data, device) = (self.kept.clone(), data.clone(), device.clone());
        future_to_promise(async move {
            let worth = evaluate(&kept, &data, &device).await;
            Ok(json(&worth.map_err(thrown)?)?.into())
        })
    }
}

impl Model {
    pub(crate) fn of(kept: Kept) -> Self {
        Self { kept: Rc::new(kept) }
    }

    fn answer(&self, cells: &[String]) -> Result<Answer> {
        let features = &self.kept.preprocessing.features;
        if cells.len() != features.len() {
            let (found, wanted) = (cells.len(), features.len());
            return Err(Error::input(format!("{found} cells for {wanted} features")));
        }
        let row = |cells: &mut dyn Iterator<Item = &String>| {
            let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            quoted.collect::<Vec<_>>().join(",")
        };
        let names = row(&mut features.iter().map(|feature| &feature.name));
        let text = format!("{names}\n{}\n", row(&mut cells.iter()));
        let reading = read(
            "the sample",
            text.as_bytes(),
            &DialectOptions {
                header: gradshader::dataset::read::Header::Yes,
                separator: Some(gradshader::dataset::read::Separator::Byte(b',')),
                ..DialectOptions::default()
            },
        )?;
        // Who types a number types no sign.
        let signs = Vec::new();
        let options = TableOptions { signs, ..TableOptions::to_predict(&self.kept.preprocessing) };
        let samples = Samples::from_reading(reading, &options)?;
        let data = self.kept.preprocessing.apply(&samples)?;
        let mut all = Vec::new();
        for (network, parameters, times) in self.kept.members() {
            let mut predictor = Predictor::new(network, parameters, self.kept.loss)?;
            all.push((predictor.predict(&data)?, times));
        }
        let outputs = combined(all);
        check(&self.kept, &outputs)?;
        Ok(Answer {
            class: class(&self.kept, &outputs),
            outputs: self.kept.preprocessing.decode_values(&outputs),
        })
    }
}

/// The class that these outputs of one sample stand for.
fn class(model: &Kept, outputs: &[f32]) -> Option<String> {
    match &model.preprocessing.targets {
        TargetEncoding::Classes { names, .. } => names.get(argmax(outputs)).cloned(),
        _ => None,
    }
}

/// The mean of what networks answer, each as often as it counts.
fn combined(all: Vec<(Vec<f32>, u32)>) -> Vec<f32> {
    match &all[..] {
        [(outputs, _)] => outputs.clone(),
        _ => {
            let all: Vec<_> = all.iter().map(|(outputs, times)| (&outputs[..], *times)).collect();
            ensemble::combine(&all).0
        }
    }
}

/// Refuses answers that are no numbers.
fn check(model: &Kept, outputs: &[f32]) -> Result<()> {
    match outputs.iter().position(|output| !output.is_finite()) {
        None => Ok(()),
        Some(place) => {
            let width = model.network.outputs();
            let what = format!("output {} of the network is {}", place % width + 1, outputs[place]);
            Err(Error::failed(what)
                .row((place / width + 1) as u64)
                .advice("its weights are too large for these inputs; train it again, at a lower learning rate"))
        }
    }
}

/// What a model answers on a device, `[samples, outputs]`, and the loss where targets are known.
async fn outputs(
    model: &Kept,
    data: &Dataset,
    device: &Device,
    judged: bool,
) -> Result<(Vec<f32>, f64)> {
    let mut all = Vec::new();
    let mut loss = f64::NAN;
    for (network, parameters, times) in model.members() {
        let executor = device.executor();
        let mut trainer =
            on_device(executor, network, parameters, model.loss, data.samples).await?;
        match judged {
            true => {
                let evaluation = trainer.evaluate(data).await?;
                loss = evaluation.losses[0];
                all.push((evaluation.outputs, times));
            }
            false => all.push((trainer.predict(data).await?, times)),
        }
    }
    let is_ensemble = all.len() > 1;
    let outputs = combined(all);
    check(model, &outputs)?;
    if judged && is_ensemble {
        loss = ensemble::loss(model.loss, data, &outputs, false);
    }
    Ok((outputs, loss))
}

async fn evaluate(model: &Kept, data: &Data, device: &Device) -> Result<Worth> {
    let preprocessing = &model.preprocessing;
    let samples = data.samples(&TableOptions::to_evaluate(preprocessing))?;
    let dataset = preprocessing.apply(&samples)?;
    let (outputs, loss) = outputs(model, &dataset, device, true).await?;
    let (metrics, classes) = match &preprocessing.targets {
        TargetEncoding::Classes { names, .. } => {
            (Metric::all_of_classes(names.len()), names.clone())
        }
        TargetEncoding::Labels { .. } => (Metric::OF_CLASSES.to_vec(), Vec::new()),
        TargetEncoding::Values { .. } => (Metric::OF_VALUES.to_vec(), Vec::new()),
    };
    let values = measures(Meaning::Encoded(preprocessing), &metrics, &dataset, &outputs);
    let named = std::iter::zip(metrics, values)
        .filter_map(|(metric, value)| Some((metric.to_string(), value?.into())));
    let confusion = match &classes[..] {
        [] => Vec::new(),
        classes => Confusion::new(classes.len(), &outputs, &dataset.targets).rows(),
    };
    Ok(Worth {
        samples: dataset.samples,
        loss,
        metrics: named.collect(),
        classes,
        confusion,
        device: device.name.clone(),
    })
}

/// As `gradshader predict` writes it.
async fn predict(model: &Kept, data: &Data, device: &Device) -> Result<String> {
    let preprocessing = &model.preprocessing;
    let samples = data.samples(&TableOptions::to_predict(preprocessing))?;
    let dataset = preprocessing.apply(&samples)?;
    let (outputs, _) = outputs(model, &dataset, device, false).await?;
    let decoded = preprocessing.decode_values(&outputs);
    let width = preprocessing.outputs();
    let quoted = |text: &str| match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut lines = Vec::new();
    match &preprocessing.targets {
        TargetEncoding::Classes { names, .. } => {
            let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            lines.push(format!("class,{}", names.join(",")));
            for row in outputs.chunks(width) {
                let shares: Vec<_> = row.iter().map(f32::to_string).collect();
                lines.push(format!("{},{}", names[argmax(row)], shares.join(",")));
            }
        }
        targets => {
            let names = targets.task_and_columns().1;
            let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
            lines.push(names.join(","));
            for row in decoded.chunks(width) {
                let values: Vec<_> = row.iter().map(f64::to_string).collect();
                lines.push(values.join(","));
            }
        }
    }
    Ok(lines.join("\n") + "\n")
}
