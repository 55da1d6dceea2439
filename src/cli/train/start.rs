//! Before the first epoch: what is trained on what, and one step of mixed precision verified.

use gradshader::Dataset;
use gradshader::dataset::Preprocessing;
use gradshader::error::{Error, Result};
use gradshader::executor::Executor;
use gradshader::gpu::Family;
use gradshader::run::Keep;
use gradshader::train::{Sets, Trainer};

use crate::cli::chosen::Chosen;
use crate::cli::data;
use crate::cli::device::{Device, DeviceExecutor};
use crate::cli::log::Configuration;
use crate::cli::plan::{Plan, Stopping};
use crate::cli::prepare::Job;
use crate::cli::progress::Progress;
use crate::cli::ranks;

/// One step in mixed precision on the first batch, held against the reference: how close a quantity
/// came to its bound.
pub(super) async fn verified_step(device: &Device, job: &Job) -> Result<f64> {
    let Job { network, parameters, training, hyperparameters, .. } = job;
    let samples = hyperparameters.batch.min(training.samples);
    // With the weights of the samples, if they have any.
    let columns = training.targets.len() / training.samples;
    let batch = Dataset {
        samples,
        inputs: training.inputs[..samples * network.inputs()].to_vec().into(),
        targets: training.targets[..samples * columns].to_vec().into(),
    };
    let executor = device.executor.fresh()?;
    let (network, hyperparameters) = (network.clone(), hyperparameters.clone());
    let mut trainer =
        Trainer::new(executor, network, parameters, batch, None, hyperparameters).await?;
    trainer.verify_every(1)?;
    let epoch = trainer.epoch().await;
    let report = trainer.verification().expect("verification is on");
    if let Some(failure) = &report.failure {
        let why = match failure.computed.is_finite() {
            true => "this device's matrices are wrong",
            false => "a number is larger than 65504, where f16 ends, or the device is wrong",
        };
        return Err(Error::verification(format!("mixed precision fails: {failure}"))
            .advice(format!("{why}; use --precision f32")));
    }
    epoch?;
    Ok(report.findings.iter().map(|finding| finding.ratio).fold(0.0, f64::max))
}

/// Says what is trained on what.
pub(super) fn announce(progress: &Progress, plan: &Plan, device: &Device, job: &Job) {
    if let Some(note) = &device.note {
        progress.note(note);
    }
    for note in &job.notes {
        progress.note(note);
    }
    if let Some(test) = &plan.test
        && test.data.iter().any(|path| plan.training.data.contains(path))
    {
        progress.note(
            "--test names a file that is trained on: what is measured there says nothing of other samples",
        );
    }
    if let Some(baseline) = &job.baseline {
        progress.note(&data::guess(baseline));
    }
    progress.note(&format!("device: {}", device.description));
    let members = match job.parameters.members {
        1 if plan.sharers > 0 => format!(", {} that share weights", plan.sharers),
        1 => String::new(),
        count => format!(", {count} members"),
    };
    progress.note(&format!(
        "network: {}, {} parameters{members}",
        job.network,
        job.network.parameter_count()
    ));
    progress.about(&format!("{}{members} on {}", job.network, device.description.name));
    let count = |what: &str, data: &Option<Dataset>| match data {
        None => String::new(),
        Some(data) => format!(", {what} on {}", data.samples),
    };
    progress.note(&format!(
        "training on {} samples{}{}",
        job.training.samples,
        count("validation", &job.validation),
        count("test", &job.test)
    ));
    if plan.model.is_none() && plan.instead.is_none() {
        progress.note("the network is not kept: --model FILE.safetensors keeps it");
    }
}

/// All but what is known of the test samples and the initial model.
pub(super) fn configuration<'a>(
    plan: &'a Plan,
    chosen: &'a Chosen,
    preprocessing: &'a Preprocessing,
    trainer: &'a Trainer<DeviceExecutor>,
) -> Configuration<'a> {
    let network = trainer.network();
    let (task, target) = preprocessing.targets.task_and_columns();
    let task = task.name();
    let suits = if trainer.validation().is_some() { Keep::Best } else { Keep::Last };
    let kept = chosen.stopping.keep.unwrap_or(suits);
    Configuration {
        training: &plan.training,
        test: plan.test.as_ref(),
        task,
        target,
        scaling: preprocessing.scaling.to_string(),
        validation: plan.validation,
        split_seed: plan.split_seed,
        training_samples: trainer.samples(),
        validation_samples: trainer.validation_sets().map(Sets::samples),
        test_samples: None,
        sizes: network.sizes(),
        activations: network.activations().iter().map(|f| f.name()).collect(),
        parameters: network.parameter_count(),
        members: plan.seeds.len(),
        sharers: Some(plan.sharers).filter(|&sharers| sharers > 0),
        ranks: ranks::sharing(),
        seeds: &plan.seeds,
        learning_rates: &chosen.learning_rates,
        recipe: chosen.facts(),
        initialisation: plan.init.is_none().then(|| chosen.initialisations()),
        batch: chosen.batch,
        epochs: chosen.epochs,
        stopping: Stopping { keep: Some(kept), ..chosen.stopping },
        init: plan.init.as_ref(),
        initial_hash: None,
        verify: plan.verify,
        tune: plan.tune,
        strict: plan.options.checked,
        fusion: match plan.options.family {
            None | Some(Family::Matrices) => "on",
            Some(Family::Single) => "off",
            Some(Family::Panels) => "panels",
            Some(Family::Tiles) => "tiles",
        },
        precision: plan.precision,
        shaders: plan.options.shaders.keys().map(String::as_str).collect(),
    }
}
