//! A table with classes from its text to a model file, and the model's answers to a text that has no classes:
//! `cargo run --release --example table -- data/iris.csv`.

use gradshader::answering::Answering;
use gradshader::dataset::{Preprocessing, Samples, TableOptions, TargetEncoding, read_csv, split};
use gradshader::device::{Choice, Device, Purpose, Work};
use gradshader::formula::{Loss, Optimizer};
use gradshader::gpu::GpuOptions;
use gradshader::metrics::{Metric, argmax};
use gradshader::model::{Ensemble, Model};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{EarlyStop, Event, FitOptions, Flow, Part, fit};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Error, Result, block_on};

fn main() -> Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "data/iris.csv".to_owned());
    let text = std::fs::read(&path)
        .map_err(|e| Error::input("cannot be read").file(&path).caused_by(e))?;
    let model = block_on(train(&path, &text))?;

    // What the command line's `predict`, `evaluate` and `show` take.
    let saved = model.to_bytes()?;
    println!("{} bytes of a model, parameters {}", saved.len(), model.hash());
    let model = Model::from_bytes("the model", &saved)?;
    block_on(answer(&model, &path, &text))
}

async fn train(path: &str, text: &[u8]) -> Result<Model> {
    // The last column is the target; what the others hold is found.
    let samples = Samples::from_table(read_csv(path, text)?, &TableOptions::default())?;
    samples.notes().iter().for_each(|note| println!("{note}"));

    // A fifth is held out, and has no say in how inputs are scaled.
    let parts = split(&samples, 0.2, 0)?;
    let (output, loss) = (Activation::Softmax, Loss::SoftmaxCrossEntropy);
    let scaling = samples.default_scaling();
    let preprocessing = Preprocessing::fit(&samples, &parts.training, scaling, output)?;
    if !matches!(preprocessing.targets, TargetEncoding::Classes { .. }) {
        return Err(Error::input("the target has no classes").file(path));
    }
    let training = preprocessing.apply_rows(&samples, &parts.training)?;
    let held_out = preprocessing.apply_rows(&samples, &parts.held_out)?;

    let sizes = [preprocessing.inputs(), 32, preprocessing.outputs()];
    let network = Network::new(&sizes, &[Activation::Relu, output])?;
    let settings = Hyperparameters { loss, ..Hyperparameters::new(0.01, 16, 1) };
    let settings = settings.with_optimizer(Optimizer::Adam);
    let options = FitOptions {
        epochs: 100,
        early_stop: Some(EarlyStop { patience: 20, min_delta: 0.0 }),
        ..FitOptions::of(&preprocessing, true)
    };

    let samples = training.samples as f64 * f64::from(options.epochs);
    let work = Work { network: &network, hyperparameters: &settings, samples, hears: None };
    let device =
        Device::open(&Choice::Auto, GpuOptions::default(), Purpose::Training(work)).await?;
    println!("on {}", device.description);
    let parameters = Parameters::initialise(&network, &[1]);
    let mut trainer = Trainer::new(
        device.executor,
        network.clone(),
        &parameters,
        training,
        Some(held_out),
        settings,
    )
    .await?;
    let mut listener = |event: &Event<'_>| {
        if let Event::Epoch(done) = event {
            let accuracy = done.store.get(done.number, Part::Validation, Metric::Accuracy, 0);
            println!("epoch {}: {:.1} %", done.number, 100.0 * accuracy.unwrap_or(f64::NAN));
        }
        Ok(Flow::Continue)
    };
    let outcome = fit(&mut trainer, &options, &mut listener).await?;
    println!("{}; epoch {} was kept", outcome.reason, outcome.kept[0]);
    Ok(Model {
        network,
        parameters: outcome.parameters,
        loss,
        preprocessing,
        ensemble: Ensemble::default(),
        training: Default::default(),
    })
}

async fn answer(model: &Model, path: &str, text: &[u8]) -> Result<()> {
    // Columns are found by their names; that of the classes need not be there.
    let options = TableOptions::to_predict(&model.preprocessing);
    let samples = Samples::from_table(read_csv(path, text)?, &options)?;
    let data = model.preprocessing.apply(&samples)?;
    let mut network = Answering::open(model, &data, &Choice::Cpu, GpuOptions::default()).await?;
    let answers = network.predict(&data).await?;
    let TargetEncoding::Classes { names, .. } = &model.preprocessing.targets else { return Ok(()) };
    for (row, outputs) in answers.outputs.chunks(names.len()).enumerate().step_by(30) {
        let class = argmax(outputs);
        println!("row {}: {} ({:.3})", samples.row(row), names[class], outputs[class]);
    }
    Ok(())
}
