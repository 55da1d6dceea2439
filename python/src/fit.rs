//! From a frame and an estimator's parameters to a trained model.

use gradshader::dataset::Table;
use gradshader::device::{Choice, Device, Purpose, Work};
use gradshader::ensemble::Whole;
use gradshader::gpu::GpuOptions;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::run::{FitOptions, Outcome, Part, StopReason};
use gradshader::train::{Hyperparameters, State as Standing, Trainer};
use gradshader::{Error, Result, block_on};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::job::{Job, Prepared};
use crate::model::{Model, State};
use crate::settings::Settings;

/// What a run came to.
struct Fitted {
    model: Kept,
    outcome: Outcome,
    state: Option<Standing>,
    device: String,
    samples: usize,
    /// What was found in the columns.
    notes: Vec<String>,
}

/// Trains, without the lock of the interpreter, and returns the model, what the optimizer keeps (where
/// `continues`) and what was measured.
///
/// `frame` has the targets as its last columns and is empty afterwards. `model` and `state` are what to
/// go on from. `told` is called with a dictionary after each epoch.
#[pyfunction]
#[pyo3(signature = (frame, weights, class_weights, settings, model, state, continues, told))]
#[expect(clippy::too_many_arguments, reason = "called from one place")]
pub(crate) fn fit<'py>(
    py: Python<'py>,
    mut frame: PyRefMut<'_, Frame>,
    weights: Option<PyReadonlyArray1<'_, f64>>,
    class_weights: Option<Vec<f64>>,
    settings: &str,
    model: Option<PyRef<'_, Model>>,
    state: Option<PyRef<'_, State>>,
    continues: bool,
    told: Option<Py<PyAny>>,
) -> Answer<(Model, Option<State>, Bound<'py, PyDict>)> {
    let settings = Settings::read(settings)?;
    if settings.is_ensemble() && settings.sharers == 0 {
        return Err(Error::input("an ensemble where one network is trained").into());
    }
    let weights = weights.map(|weights| weights.as_array().to_vec());
    let table = frame.take();
    let numbers = frame.numbers;
    let metric = settings.shown();
    let mut front = Front::new(told, metric);
    let job = Job {
        settings: &settings,
        numbers,
        weights,
        class_weights,
        model: model.as_ref().map(|model| &model.kept),
        group: None,
        more: continues,
    };
    if let Some(model) = job.model {
        model.check_alone("going on")?;
    }
    let state = state.as_ref().map(|state| &state.standing);
    let front_of = &mut front;
    let fitted = py.detach(move || block_on(run(job, table, state, continues, front_of)));
    front.raise()?;
    let Fitted { model, outcome, state, device, samples, notes } = fitted?;
    let facts = PyDict::new(py);
    let series = |part, metric| -> Vec<f64> {
        outcome.store.series(part, metric, 0).iter().map(|&(_, value)| value).collect()
    };
    facts.set_item("losses", series(Part::Training, Metric::Loss))?;
    facts.set_item("validation_losses", series(Part::Validation, Metric::Loss))?;
    facts.set_item("validation_scores", series(Part::Validation, metric))?;
    facts.set_item("epochs", outcome.epochs)?;
    facts.set_item("kept_epoch", outcome.kept[0])?;
    // In the function that is called each epoch it is one of the listener's ends.
    let pressed = outcome.reason == StopReason::Stopped && front.was_interrupted();
    let reason = if pressed { StopReason::Interrupted } else { outcome.reason };
    facts.set_item("reason", reason.name())?;
    facts.set_item("interrupted", reason == StopReason::Interrupted)?;
    facts.set_item("seconds", outcome.seconds)?;
    facts.set_item("device", device)?;
    facts.set_item("samples", samples)?;
    facts.set_item("notes", notes)?;
    Ok((Model { kept: model }, state.map(|standing| State { standing }), facts))
}

/// Trains; `state` is what the optimizer kept, and `continues` whether that is wanted again.
async fn run(
    job: Job<'_>,
    table: Table,
    state: Option<&Standing>,
    continues: bool,
    front: &mut Front,
) -> Result<Fitted> {
    let settings = job.settings;
    let gathered = job.gather(table, true)?;
    let split = gathered.split(settings)?;
    let Prepared { chosen, data, parameters } = gathered.prepare(settings, &split, None)?;
    let notes = gathered.samples.notes();
    drop(gathered);
    let Whole { preprocessing, training, validation, .. } = data;
    let hyperparameters = chosen.hyperparameters.clone();
    let timed = Hyperparameters {
        batch: hyperparameters.batch.min(training.samples),
        ..hyperparameters.clone()
    };
    let samples = training.samples;
    let work = Work {
        network: &chosen.network,
        hyperparameters: &timed,
        samples: samples as f64 * f64::from(chosen.epochs),
        hears: None,
    };
    let choice = Choice::new(&settings.device);
    let device = Device::open(&choice, GpuOptions::default(), Purpose::Training(work)).await?;
    let (network, loss) = (chosen.network.clone(), hyperparameters.loss);
    let executor = device.executor;
    let mut trainer =
        Trainer::new(executor, network, &parameters, training, validation, hyperparameters).await?;
    trainer.set_schedules(chosen.schedules, chosen.epochs)?;
    if let Some(state) = state {
        // The losses of its last epoch were of other batches.
        let mut state = state.clone();
        state.tensors.extend(losses(trainer.state().await?));
        trainer.restore(&state)?;
    }
    let options = FitOptions {
        metrics: Some(vec![settings.shown()]),
        final_metrics: Vec::new(),
        ..chosen.options(settings.monitor(), &preprocessing)
    };
    let outcome = gradshader::run::fit(&mut trainer, &options, front).await?;
    // What is kept of a run without samples held out is no estimator that was asked for.
    let has_diverged = matches!(outcome.reason, StopReason::Diverged { .. })
        && outcome.monitor.part == Part::Training;
    if has_diverged || !outcome.is_usable() {
        return Err(Error::failed(format!("training diverged: {}", outcome.reason))
            .advice("use a smaller learning_rate_init, or clip_norm"));
    }
    let state = match continues {
        true => Some(trainer.state().await?),
        false => None,
    };
    let device = device.description.to_string();
    let sharers = settings.sharers;
    let (parameters, ensemble) = match sharers {
        0 => (outcome.parameters.clone(), Ensemble::default()),
        _ => Ensemble::of_sharing(&chosen.network, &outcome.parameters, sharers)?,
    };
    let shared = [("ensemble", sharers.to_string()), ("share", "weights".to_owned())];
    let facts = [
        ("device", device.clone()),
        ("epochs", outcome.epochs.to_string()),
        ("seed", settings.seed.to_string()),
    ];
    let model = Kept {
        network: chosen.network,
        parameters,
        loss,
        preprocessing,
        ensemble,
        training: (facts.into_iter().chain(shared.into_iter().filter(|_| sharers > 0)))
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    };
    Ok(Fitted { model, outcome, state, device, samples, notes })
}

/// The losses of a state.
fn losses(state: Standing) -> impl Iterator<Item = (String, Vec<f32>)> {
    state.tensors.into_iter().filter(|(name, _)| name == "losses")
}
