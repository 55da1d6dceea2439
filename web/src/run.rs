//! A run: what a page's settings make of a data set, trained, stopped and gone on with.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gradshader::dataset::{self, Baseline, Holdout, Preprocessing, Samples, Task};
use gradshader::defaults::Table;
use gradshader::formula::Loss;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::network::{Network, Parameters};
use gradshader::run::{FitOptions, Meaning, Outcome, Part, Standing, fit_kept};
use gradshader::train::Trainer;
use gradshader::{Dataset, Error, Result};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_time::Instant;

use crate::command::Said;
use crate::data::{Columns, Data};
use crate::device::Device;
use crate::error::{json, parsed, thrown};
use crate::front::{Asked, Front, Live, values};
use crate::image::{Image, image};
use crate::look::{self, Grid, Plane};
use crate::model::Model;
use crate::settings::{Chosen, Settings};

/// A network and the data that it is trained on.
#[wasm_bindgen]
pub struct Run {
    inner: Rc<Inner>,
}

struct Inner {
    samples: Samples,
    preprocessing: Preprocessing,
    chosen: Chosen,
    loss: Loss,
    training: Dataset,
    validation: Option<Dataset>,
    image: Option<Image>,
    seed: u64,
    share: f64,
    command: String,
    notes: Vec<String>,
    baseline: Option<Baseline>,
    standing: RefCell<Option<Standing>>,
    outcome: RefCell<Option<(Outcome, String)>>,
    grid: RefCell<Option<Grid>>,
    asked: Asked,
    is_busy: Cell<bool>,
}

/// What will be trained, for the page.
#[derive(Serialize)]
struct Description {
    sizes: Vec<usize>,
    activations: Vec<&'static str>,
    parameters: usize,
    loss: &'static str,
    optimizer: &'static str,
    schedule: &'static str,
    learning_rate: f32,
    batch: usize,
    epochs: u32,
    patience: Option<u32>,
    training_samples: usize,
    held_out_samples: usize,
    notes: Vec<String>,
    /// What the best guess is worth that looks at no feature, for people.
    baseline: Option<String>,
    image: Option<Image>,
    /// The command that does the same, of the file of this name.
    command: String,
}

/// What a run came to, for the page.
#[derive(Serialize)]
struct Ended {
    reason: &'static str,
    epochs: u32,
    kept_epoch: u32,
    seconds: f64,
    usable: bool,
    /// Of the kept epoch, by part and metric.
    values: serde_json::Map<String, serde_json::Value>,
    parameter_hash: String,
    device: String,
}

#[wasm_bindgen]
impl Run {
    /// What `settings`, JSON, make of a data set.
    ///
    /// # Errors
    /// Where the data or the settings do not go together.
    #[wasm_bindgen(constructor)]
    pub fn new(data: &Data, settings: &str) -> Result<Run, JsValue> {
        let prepared = parsed(settings).and_then(|settings| Inner::prepare(data, &settings));
        Ok(Self { inner: Rc::new(prepared.map_err(thrown)?) })
    }

    /// What will be trained, as JSON.
    ///
    /// # Errors
    /// None.
    pub fn describe(&self) -> Result<String, JsValue> {
        json(&self.inner.description())
    }

    /// Trains, or goes on where it was stopped: a promise of what it came to, as JSON. `told` hears of each
    /// event, as JSON; `shown` of what was learned so far: the picture of the plane, `[side, side, 2]`,
    /// and the first layer's weights `[inputs, outputs]`, either perhaps undefined.
    pub fn fit(
        &self,
        device: &Device,
        told: js_sys::Function,
        shown: js_sys::Function,
    ) -> js_sys::Promise {
        let (inner, device) = (self.inner.clone(), device.clone());
        future_to_promise(async move {
            if inner.is_busy.replace(true) {
                return Err(thrown(Error::failed("it is trained already")));
            }
            let ended = inner.fit(&device, told, &shown).await;
            inner.is_busy.set(false);
            Ok(json(&ended.map_err(thrown)?)?.into())
        })
    }

    /// Asks a run to end; it can be gone on with.
    pub fn stop(&self) {
        self.inner.asked.set(true);
    }

    /// What was kept, as a model.
    ///
    /// # Errors
    /// Before anything was trained, and when it diverged.
    pub fn model(&self) -> Result<Model, JsValue> {
        self.inner.model().map(Model::of).map_err(thrown)
    }

    /// From now on shows what a network makes of a plane, JSON of [`Plane`]; nothing ends that. Returns
    /// where the plane lies, as JSON.
    ///
    /// # Errors
    /// When a feature is none of the run's, or is no number.
    pub fn look_at(&self, plane: Option<String>) -> Result<Option<String>, JsValue> {
        let Some(plane) = plane else {
            self.inner.grid.replace(None);
            return Ok(None);
        };
        let plane = parsed::<Plane>(&plane);
        let grid = plane.and_then(|plane| self.inner.grid(&plane)).map_err(thrown)?;
        let edges = json(grid.edges())?;
        self.inner.grid.replace(Some(grid));
        Ok(Some(edges))
    }

    /// The samples in the plane, JSON of [`Plane`]: of each its two features and its class or first value,
    /// `[samples, 3]`; every n-th where there are many.
    ///
    /// # Errors
    /// When a feature is none of the run's.
    pub fn points(&self, plane: &str) -> Result<Vec<f64>, JsValue> {
        let plane = parsed::<Plane>(plane);
        plane.and_then(|plane| look::points(&plane, &self.inner.samples)).map_err(thrown)
    }

    /// What the plane is answered by what was kept so far; as `fit` shows it.
    ///
    /// # Errors
    /// Without a plane, and before anything was trained.
    pub fn look(&self) -> Result<Option<Vec<f32>>, JsValue> {
        let parameters = self.inner.parameters().map_err(thrown)?;
        self.inner.picture(&parameters).map_err(thrown)
    }
}

impl Inner {
    fn prepare(data: &Data, settings: &Settings) -> Result<Self> {
        let samples = data.samples(&settings.columns.options()?)?;
        if !(0.0..1.0).contains(&settings.validation) {
            let what = format!("a share of {} cannot be held out", settings.validation);
            return Err(Error::input(what).advice("use one from 0 to below 1, such as 0.2"));
        }
        // As the command line: what is held out does not depend on the seed of the weights.
        let holdout = Holdout::Random { fraction: settings.validation, seed: 0 };
        let split = dataset::hold_out(&samples, &holdout)?;
        let criterion = settings.criterion(&samples)?;
        let scaling = samples.default_scaling();
        let preprocessing = Preprocessing::fit(&samples, &split.training, scaling, criterion.1)?;
        let table = Table {
            task: Task::of(&samples.targets),
            rows: split.training.len(),
            features: preprocessing.inputs(),
            outputs: preprocessing.outputs(),
        };
        let chosen = settings.choose(&table, criterion)?;
        let features = Self::told_features(data, settings)?;
        let features = features.as_deref();
        let command =
            Said { data, settings, chosen: &chosen, loss: criterion.0, features }.command();
        let training = preprocessing.apply_rows(&samples, &split.training)?;
        let validation = match &split.held_out[..] {
            [] => None,
            rows => Some(preprocessing.apply_rows(&samples, rows)?),
        };
        Ok(Self {
            notes: samples.notes(),
            baseline: Baseline::of(&samples, &split.training, &split.held_out),
            image: image(&samples),
            samples,
            preprocessing,
            chosen,
            loss: criterion.0,
            training,
            validation,
            seed: settings.seed,
            share: settings.validation,
            command,
            standing: RefCell::default(),
            outcome: RefCell::default(),
            grid: RefCell::default(),
            asked: Asked::default(),
            is_busy: Cell::new(false),
        })
    }

    /// The features that are told, where those that are found are others.
    fn told_features(data: &Data, settings: &Settings) -> Result<Option<Vec<String>>> {
        let Some(told) = &settings.columns.features else { return Ok(None) };
        let free = Columns { features: None, ..settings.columns.clone() };
        let found = data.samples(&free.options()?);
        let found = found.map(|samples| {
            let columns = samples.feature_columns();
            columns.map(|column| column.name.clone()).collect::<Vec<_>>()
        });
        // Where nothing is found without a word, that word is needed.
        Ok(Some(told.clone()).filter(|told| found.is_err() || found.is_ok_and(|of| of != *told)))
    }

    fn description(&self) -> Description {
        let Chosen { network, hyperparameters, epochs, early_stop, .. } = &self.chosen;
        let baseline = self.baseline.as_ref().and_then(|baseline| match baseline {
            Baseline::Class { class, accuracy } => {
                Some(format!("always {class:?}: {:.2} % right", 100.0 * accuracy))
            }
            Baseline::Means { rmse, .. } => Some(format!("always the mean: RMSE {:.4}", rmse[0])),
            Baseline::Labels { .. } => None,
        });
        Description {
            sizes: network.sizes().to_vec(),
            activations: network.activations().iter().map(|f| f.name()).collect(),
            parameters: network.parameter_count(),
            loss: self.loss.name(),
            optimizer: self.optimizer(),
            schedule: self.chosen.schedule.name(),
            learning_rate: hyperparameters.learning_rates[0],
            batch: hyperparameters.batch,
            epochs: *epochs,
            patience: early_stop.map(|rule| rule.patience),
            training_samples: self.training.samples,
            held_out_samples: self.validation.as_ref().map_or(0, |data| data.samples),
            notes: self.notes.clone(),
            baseline,
            image: self.image.clone(),
            command: self.command.clone(),
        }
    }

    fn optimizer(&self) -> &'static str {
        self.chosen.optimizer.name()
    }

    fn network(&self) -> &Network {
        &self.chosen.network
    }

    fn grid(&self, plane: &Plane) -> Result<Grid> {
        Grid::new(plane, &self.samples, &self.preprocessing, self.network(), self.loss)
    }

    fn picture(&self, parameters: &Parameters) -> Result<Option<Vec<f32>>> {
        self.grid.borrow_mut().as_mut().map(|grid| grid.answers(parameters)).transpose()
    }

    /// Shows the page what was learned so far.
    fn show(&self, shown: &js_sys::Function, parameters: &Parameters) -> Result<()> {
        let array = |values: &[f32]| JsValue::from(js_sys::Float32Array::from(values));
        let picture = self.picture(parameters)?;
        let picture = picture.map_or(JsValue::UNDEFINED, |picture| array(&picture));
        let weights = match self.image {
            Some(_) => array(&parameters.layers[0].weight),
            None => JsValue::UNDEFINED,
        };
        let told = shown.call2(&JsValue::NULL, &picture, &weights);
        told.map(drop).map_err(crate::error::caught)
    }

    async fn fit(
        &self,
        device: &Device,
        told: js_sys::Function,
        shown: &js_sys::Function,
    ) -> Result<Ended> {
        self.asked.set(false);
        let Chosen { network, hyperparameters, schedules, epochs, early_stop, .. } = &self.chosen;
        let mut trainer = Trainer::new(
            device.executor(),
            network.clone(),
            &Parameters::initialise(network, &[self.seed]),
            self.training.clone(),
            self.validation.clone(),
            hyperparameters.clone(),
        )
        .await?;
        trainer.set_schedules(*schedules, *epochs)?;
        let options = FitOptions {
            epochs: *epochs,
            meaning: Meaning::Encoded(&self.preprocessing),
            early_stop: *early_stop,
            ..FitOptions::default()
        };
        let mut front = Front::new(told, self.asked.clone());
        let mut live = Live {
            standing: &self.standing,
            network,
            shown: &|parameters| self.show(shown, parameters),
            last_shown: Cell::new(Instant::now()),
        };
        let outcome = fit_kept(&mut trainer, &options, &mut front, Some(&mut live)).await?;
        let ended = Ended {
            reason: outcome.reason.name(),
            epochs: outcome.epochs,
            kept_epoch: outcome.kept[0],
            seconds: outcome.seconds,
            usable: outcome.is_usable(),
            values: values(&outcome.store, outcome.kept[0]),
            parameter_hash: outcome.parameters.hash(),
            device: device.name.clone(),
        };
        self.show(shown, &outcome.parameters)?;
        self.outcome.replace(Some((outcome, device.name.clone())));
        Ok(ended)
    }

    fn parameters(&self) -> Result<Parameters> {
        let outcome = self.outcome.borrow();
        let outcome = outcome.as_ref().map(|(outcome, _)| outcome.parameters.clone());
        outcome.ok_or_else(|| Error::input("nothing is trained yet").advice("train first"))
    }

    fn model(&self) -> Result<Kept> {
        let outcome = self.outcome.borrow();
        let Some((outcome, device)) = outcome.as_ref() else {
            return Err(Error::input("nothing is trained yet").advice("train first"));
        };
        if !outcome.is_usable() {
            return Err(Error::failed(format!("training diverged: {}", outcome.reason))
                .advice("use a smaller learning rate"));
        }
        let hyperparameters = &self.chosen.hyperparameters;
        let kept = outcome.kept[0];
        let mut training = BTreeMap::from(
            [
                ("gradshader", env!("CARGO_PKG_VERSION").to_owned()),
                ("adapter", device.clone()),
                ("backend", "in a browser".to_owned()),
                ("seed", self.seed.to_string()),
                ("learning_rate", hyperparameters.learning_rates[0].to_string()),
                ("optimizer", self.optimizer().to_owned()),
                ("batch", hyperparameters.batch.to_string()),
                ("epochs", outcome.epochs.to_string()),
                ("stop_reason", outcome.reason.name().to_owned()),
                ("kept_epoch", kept.to_string()),
                ("samples", self.training.samples.to_string()),
                ("validation", self.share.to_string()),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        for (part, metric) in [
            (Part::Training, Metric::Loss),
            (Part::Validation, Metric::Loss),
            (Part::Validation, Metric::Accuracy),
        ] {
            if let Some(value) = outcome.store.get(kept, part, metric, 0) {
                training.insert(format!("{}_{metric}", part.name()), value.to_string());
            }
        }
        Ok(Kept {
            network: self.network().clone(),
            parameters: outcome.parameters.clone(),
            loss: self.loss,
            preprocessing: self.preprocessing.clone(),
            ensemble: Ensemble::default(),
            training,
        })
    }
}
