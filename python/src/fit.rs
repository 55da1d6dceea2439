//! From a frame and an estimator's parameters to a trained model.

use gradshader::dataset::table::{Cells, RowNumbers};
use gradshader::dataset::{
    self, Dataset, Holdout, Kind, Preprocessing, Samples, Split, Table, TableOptions,
    TargetColumns, Targets,
};
use gradshader::device::{Choice, Device, Purpose, Work};
use gradshader::gpu::GpuOptions;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::network::Parameters;
use gradshader::run::{FitOptions, Meaning, Outcome, Part, StopReason, fit as run};
use gradshader::train::{Hyperparameters, State as Standing, Trainer};
use gradshader::{Error, Result, block_on};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::merge::merged;
use crate::model::{Model, State};
use crate::settings::{Chosen, Settings};

/// What a run came to.
struct Fitted {
    model: Kept,
    outcome: Outcome,
    state: Option<Standing>,
    device: String,
    samples: usize,
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
    let weights = weights.map(|weights| weights.as_array().to_vec());
    let table = frame.take();
    let numbers = frame.numbers;
    let metric = if settings.classes { Metric::Accuracy } else { Metric::RSquared };
    let mut front = Front::new(told, metric);
    let job = Job {
        settings: &settings,
        numbers,
        weights,
        class_weights,
        model: model.as_ref().map(|model| &model.kept),
        state: state.as_ref().map(|state| &state.standing),
        continues,
        metric,
    };
    let front_of = &mut front;
    let fitted = py.detach(move || block_on(job.run(table, front_of)));
    if let Some(failure) = front.failure() {
        return Err(failure.into());
    }
    let Fitted { model, outcome, state, device, samples } = fitted?;
    let facts = PyDict::new(py);
    let series = |part, metric| -> Vec<f64> {
        outcome.store.series(part, metric, 0).iter().map(|&(_, value)| value).collect()
    };
    facts.set_item("losses", series(Part::Training, Metric::Loss))?;
    facts.set_item("validation_losses", series(Part::Validation, Metric::Loss))?;
    facts.set_item("validation_scores", series(Part::Validation, metric))?;
    facts.set_item("epochs", outcome.epochs)?;
    facts.set_item("kept_epoch", outcome.kept[0])?;
    facts.set_item("reason", outcome.reason.name())?;
    facts.set_item("interrupted", outcome.reason == StopReason::Interrupted)?;
    facts.set_item("seconds", outcome.seconds)?;
    facts.set_item("device", device)?;
    facts.set_item("samples", samples)?;
    Ok((Model { kept: model }, state.map(|standing| State { standing }), facts))
}

/// The numbers of a run, and what they are trained with.
pub(crate) struct Prepared {
    pub(crate) chosen: Chosen,
    preprocessing: Preprocessing,
    pub(crate) training: Dataset,
    validation: Option<Dataset>,
    pub(crate) parameters: Parameters,
}

/// What to train.
pub(crate) struct Job<'a> {
    settings: &'a Settings,
    /// Whether all features are numbers, whatever they look like.
    numbers: bool,
    weights: Option<Vec<f64>>,
    /// One a class.
    class_weights: Option<Vec<f64>>,
    model: Option<&'a Kept>,
    state: Option<&'a Standing>,
    continues: bool,
    metric: Metric,
}

impl<'a> Job<'a> {
    /// Of verification: no weights, and from the model's parameters on.
    pub(crate) fn of_model(settings: &'a Settings, numbers: bool, model: &'a Kept) -> Self {
        Self {
            settings,
            numbers,
            weights: None,
            class_weights: None,
            model: Some(model),
            state: None,
            continues: false,
            metric: Metric::Loss,
        }
    }

    /// The numbers of the samples, and what they are trained with.
    pub(crate) fn prepare(mut self, table: Table) -> Result<Prepared> {
        let table = self.merge(table)?;
        let samples = self.samples(table)?;
        let split = self.split(&samples)?;
        let settings = self.settings;
        let criterion = match self.model {
            Some(model) => {
                let activations = model.network.activations();
                (model.loss, activations[activations.len() - 1])
            }
            None => settings.criterion(&samples.targets),
        };
        let preprocessing = match self.model {
            Some(model) => model.preprocessing.clone(),
            None => {
                let scaling = settings.scaling(&samples);
                Preprocessing::fit(&samples, &split.training, scaling, criterion.1)?
            }
        };
        let weights = self.weights(&samples)?;
        let chosen = settings.choose(
            split.training.len(),
            preprocessing.inputs(),
            preprocessing.outputs(),
            weights.is_some(),
            criterion,
            self.model.map(|model| &model.network),
        )?;
        let part = |rows: &[u32]| -> Result<Dataset> {
            let data = preprocessing.apply_rows(&samples, rows)?;
            let Some(weights) = &weights else { return Ok(data) };
            let weights: Vec<_> = rows.iter().map(|&row| weights[row as usize] as f32).collect();
            Ok(data.with_weights(&weights))
        };
        let training = part(&split.training)?;
        let validation = match split.held_out.as_slice() {
            [] => None,
            rows => Some(part(rows)?),
        };
        let parameters = match self.model {
            Some(model) => model.parameters.clone(),
            None => Parameters::initialise(&chosen.network, &[settings.seed]),
        };
        Ok(Prepared { chosen, preprocessing, training, validation, parameters })
    }

    async fn run(self, table: Table, front: &mut Front) -> Result<Fitted> {
        let (settings, state, continues, metric) =
            (self.settings, self.state, self.continues, self.metric);
        let Prepared { chosen, preprocessing, training, validation, parameters } =
            self.prepare(table)?;
        let hyperparameters = chosen.hyperparameters;
        let timed = Hyperparameters {
            batch: hyperparameters.batch.min(training.samples),
            ..hyperparameters.clone()
        };
        let samples = training.samples;
        let work = Work {
            network: &chosen.network,
            hyperparameters: &timed,
            samples: samples as f64 * f64::from(chosen.epochs),
        };
        let choice = Choice::new(&settings.device);
        let device = Device::open(&choice, GpuOptions::default(), Purpose::Training(work)).await?;
        let (network, loss) = (chosen.network.clone(), hyperparameters.loss);
        let executor = device.executor;
        let mut trainer =
            Trainer::new(executor, network, &parameters, training, validation, hyperparameters)
                .await?;
        trainer.set_schedules(chosen.schedules, chosen.epochs)?;
        if let Some(state) = state {
            // The losses of its last epoch were of other batches.
            let mut state = state.clone();
            state.tensors.extend(losses(trainer.state().await?));
            trainer.restore(&state)?;
        }
        let options = FitOptions {
            epochs: chosen.epochs,
            metrics: Some(vec![metric]),
            meaning: Meaning::Encoded(&preprocessing),
            early_stop: chosen.early_stop,
            ..FitOptions::default()
        };
        let outcome = run(&mut trainer, &options, front).await?;
        if !outcome.is_usable() {
            return Err(Error::failed(format!("training diverged: {}", outcome.reason))
                .advice("use a smaller learning_rate_init, or clip_norm"));
        }
        let state = match continues {
            true => Some(trainer.state().await?),
            false => None,
        };
        let device = device.description.to_string();
        let facts = [
            ("device", device.clone()),
            ("epochs", outcome.epochs.to_string()),
            ("seed", settings.seed.to_string()),
        ];
        let model = Kept {
            network: chosen.network,
            parameters: outcome.parameters.clone(),
            loss,
            preprocessing,
            ensemble: Ensemble::default(),
            training: facts.map(|(name, value)| (name.to_owned(), value)).into(),
        };
        Ok(Fitted { model, outcome, state, device, samples })
    }

    /// One of each sample, where that is wanted or pays; its weights then are sums.
    fn merge(&mut self, table: Table) -> Result<Table> {
        let Some(merged) = merged(&table, self.weights.as_deref(), self.settings.merge) else {
            return Ok(table);
        };
        let (rows, weights): (Vec<_>, Vec<_>) = merged.into_iter().unzip();
        self.weights = Some(weights);
        table.select(&rows)
    }

    fn samples(&self, table: Table) -> Result<Samples> {
        let targets = table.columns.len().saturating_sub(self.settings.targets);
        let (features, targets) = table.columns.split_at(targets);
        let targets = targets.iter().map(|column| column.name.clone()).collect();
        let mut options = match self.model {
            Some(model) => TableOptions::to_evaluate(&model.preprocessing),
            None => self.settings.columns()?,
        };
        if self.model.is_none() && self.numbers {
            // Whoever gives an array without names knows what its columns are.
            let counting = features.iter().filter(|column| counts_rows(&column.cells));
            options.kinds.extend(counting.map(|column| (column.name.clone(), Kind::Number)));
        }
        options.target = TargetColumns::Named(targets);
        let samples = Samples::from_table(table, &options)?;
        match samples.without_target {
            0 => Ok(samples),
            count => {
                Err(Error::input(format!("{count} samples have no target"))
                    .advice("leave them out"))
            }
        }
    }

    fn split(&self, samples: &Samples) -> Result<Split> {
        let Settings { validation, seed, .. } = *self.settings;
        if validation > 0.0 {
            return dataset::hold_out(samples, &Holdout::Random { fraction: validation, seed });
        }
        Ok(Split { training: (0..samples.len() as u32).collect(), ..Split::default() })
    }

    /// The weight of each sample; none where all are equal.
    fn weights(&self, samples: &Samples) -> Result<Option<Vec<f64>>> {
        let classes = match (&self.class_weights, &samples.targets) {
            (Some(each), Targets::Classes { labels, .. }) => {
                let weight = |&label: &u32| each.get(label as usize).copied().unwrap_or(1.0);
                Some(labels.iter().map(weight).collect::<Vec<_>>())
            }
            _ => None,
        };
        let weights = match (&self.weights, classes) {
            (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| a * b).collect(),
            (Some(weights), None) => weights.clone(),
            (None, Some(weights)) => weights,
            (None, None) => return Ok(None),
        };
        if weights.len() != samples.len() {
            let (found, rows) = (weights.len(), samples.len());
            return Err(Error::input(format!("{found} weights for {rows} samples")));
        }
        Ok(weights.iter().any(|&weight| weight != weights[0]).then_some(weights))
    }
}

impl Frame {
    /// The table, which is empty from here on.
    pub(crate) fn take(&mut self) -> Table {
        let empty =
            Table { source: "X".to_owned(), columns: Vec::new(), rows: RowNumbers::From(1) };
        std::mem::replace(&mut self.table, empty)
    }
}

/// The losses of a state.
fn losses(state: Standing) -> impl Iterator<Item = (String, Vec<f32>)> {
    state.tensors.into_iter().filter(|(name, _)| name == "losses")
}

/// Whether a column counts the rows, which in a file would be an index.
fn counts_rows(cells: &Cells) -> bool {
    let first = if cells.is_empty() { f64::NAN } else { cells.number(0) };
    (first == 0.0 || first == 1.0)
        && (0..cells.len()).all(|row| cells.number(row) == first + row as f64)
}
