//! Many networks side by side: folds, sweeps and ensembles, as the command line trains them.

use gradshader::dataset::{Fold, Folds, Split, Table, cross_validation};
use gradshader::defaults::{Defaults, EnsembleSize, HELD_OUT, Table as Sizes};
use gradshader::device::{Choice, Device};
use gradshader::ensemble::{Parts, Taken, Trained, Whole, Worth, drawn, space as ensemble_space};
use gradshader::gpu::{AdapterDescription, GpuOptions};
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::network::Parameters;
use gradshader::run::{Monitor, Part};
use gradshader::search::{Dimension, space as search_space, trials as trials_of};
use gradshader::together::{
    Candidate, CrossValidation, Data, Fitted, Session, Trial, Unseen, ranked,
};
use gradshader::{Error, Result, block_on};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1};
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::job::{Gathered, Job, Prepared};
use crate::model::Model;
use crate::settings::{Chosen, Settings};

/// What is trained on which data.
struct Design {
    data: usize,
    team: usize,
    settings: Settings,
    chosen: Chosen,
    parameters: Parameters,
}

impl Design {
    /// Of one network that is prepared.
    fn of(data: usize, team: usize, settings: &Settings, prepared: &Prepared) -> Self {
        let (chosen, parameters) = (prepared.chosen.clone(), prepared.parameters.clone());
        Self { data, team, settings: settings.clone(), chosen, parameters }
    }
}

/// How a session is run.
struct How<'a> {
    monitor: Metric,
    halving: Option<u32>,
    answers: &'a [Part],
}

/// Trains them, in their order.
fn train(
    designs: &[Design],
    data: &[Data<'_>],
    how: &How<'_>,
    front: &mut Front,
) -> Result<(Vec<Fitted>, AdapterDescription)> {
    let Some(first) = designs.first() else {
        return Err(Error::input("there is nothing to train"));
    };
    let device = Choice::new(&first.settings.device);
    let session = Session {
        data,
        device: &device,
        gpu: GpuOptions::default(),
        halving: how.halving,
        verify: None,
        answers: how.answers,
        collects: false,
    };
    let candidates = designs.iter().map(|of| Candidate {
        data: of.data,
        team: of.team,
        network: &of.chosen.network,
        parameters: &of.parameters,
        hyperparameters: &of.chosen.hyperparameters,
        schedules: of.chosen.schedules,
        options: of.chosen.options(how.monitor, data[of.data].preprocessing),
    });
    let candidates: Vec<_> = candidates.collect();
    block_on(session.train(&candidates, front))
}

/// What Python gives to each of these functions.
struct Given {
    settings: Settings,
    table: Option<Table>,
    numbers: bool,
    weights: Option<Vec<f64>>,
    class_weights: Option<Vec<f64>>,
    group: Option<String>,
}

impl Given {
    fn new(
        mut frame: PyRefMut<'_, Frame>,
        weights: Option<PyReadonlyArray1<'_, f64>>,
        class_weights: Option<Vec<f64>>,
        settings: &str,
    ) -> Result<Self> {
        Ok(Self {
            settings: Settings::read(settings)?,
            table: Some(frame.take()),
            numbers: frame.numbers,
            weights: weights.map(|weights| weights.as_array().to_vec()),
            class_weights,
            group: frame.group.clone(),
        })
    }

    fn gather(&mut self) -> Result<Gathered<'_>> {
        let table = self.table.take().ok_or_else(|| Error::input("there are no samples"))?;
        let job = Job {
            settings: &self.settings,
            numbers: self.numbers,
            weights: self.weights.take(),
            class_weights: self.class_weights.take(),
            model: None,
            group: self.group.clone(),
        };
        job.gather(table, false)
    }
}

/// Folds and what is prepared of each.
struct Dealt {
    folds: Vec<Fold>,
    each: Vec<Prepared>,
}

impl Dealt {
    fn new(
        gathered: &Gathered<'_>,
        settings: &Settings,
        count: usize,
        repeats: usize,
    ) -> Result<Self> {
        let group = gathered.group().map(str::to_owned);
        let folds = Folds { count, repeats, seed: settings.split_seed(), group };
        let folds = cross_validation(&gathered.samples, &folds, &gathered.holdout(settings))?;
        if let Some(fold) = folds.iter().find(|fold| fold.split.test.is_empty()) {
            let what =
                format!("fold {} has no sample of a class that is trained on", fold.number + 1);
            return Err(Error::input(what).advice("use fewer folds"));
        }
        let each = folds.iter().map(|fold| gathered.prepare(settings, &fold.split, None));
        Ok(Self { each: each.collect::<Result<_>>()?, folds })
    }

    fn data(&self) -> Vec<Data<'_>> {
        self.each.iter().map(|prepared| prepared.data.data()).collect()
    }
}

/// What Python gets of a cross-validation: what was found as JSON; what is answered to each sample by a
/// network that has not seen it, `[samples, classes, labels or values]`; and the fold of each sample, from 1.
type Validated<'py> = (String, Bound<'py, PyArray2<f64>>, Bound<'py, PyArray1<i64>>);

/// Trains a network on all folds but one, for each. `told` is called with a dictionary after each epoch.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "called from one place")]
pub(crate) fn cross_validate<'py>(
    py: Python<'py>,
    frame: PyRefMut<'_, Frame>,
    weights: Option<PyReadonlyArray1<'_, f64>>,
    class_weights: Option<Vec<f64>>,
    settings: &str,
    folds: usize,
    repeats: usize,
    told: Option<Py<PyAny>>,
) -> Answer<Validated<'py>> {
    let mut given = Given::new(frame, weights, class_weights, settings)?;
    let settings = given.settings.clone();
    refuse_ensembles(&settings)?;
    let mut front = Front::new(told, settings.shown());
    let front_of = &mut front;
    let done = py.detach(move || -> Result<_> {
        let gathered = given.gather()?;
        let dealt = Dealt::new(&gathered, &settings, folds, repeats)?;
        let designs: Vec<_> = dealt
            .each
            .iter()
            .enumerate()
            .map(|(place, prepared)| Design::of(place, place, &settings, prepared))
            .collect();
        let how = How { monitor: settings.monitor(), halving: None, answers: &[Part::Test] };
        let (fitted, adapter) = train(&designs, &dealt.data(), &how, front_of)?;
        if let Some(place) = fitted.iter().position(|fitted| fitted.diverged) {
            let Fold { repeat, number, .. } = dealt.folds[place];
            return Err(Error::failed(format!(
                "training diverged in fold {} of repeat {}",
                number + 1,
                repeat + 1
            ))
            .advice("use a smaller learning_rate_init"));
        }
        let samples = &gathered.samples;
        let found = CrossValidation::new(samples, &dealt.folds, folds, &fitted, &adapter);
        let preprocessings: Vec<_> =
            dealt.each.iter().map(|prepared| &prepared.data.preprocessing).collect();
        let unseen = Unseen::new(samples, &dealt.folds, &preprocessings, &fitted);
        Ok((to_json(&found)?, unseen))
    });
    front.raise()?;
    let (found, unseen) = done?;
    let rows = unseen.counts.len();
    let width = unseen.means.len() / rows.max(1);
    let mean = |(place, mean): (usize, &f64)| match unseen.counts[place / width] {
        0 => f64::NAN,
        _ => *mean,
    };
    let means: Vec<f64> = unseen.means.iter().enumerate().map(mean).collect();
    let folds: Vec<i64> = unseen.folds.iter().map(|&fold| fold as i64).collect();
    let means = PyArray1::from_vec(py, means).reshape([rows, width])?;
    Ok((found, means, PyArray1::from_vec(py, folds)))
}

/// What Python says of a sweep.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sweep {
    /// Flags and texts, as the command line has them.
    space: Vec<(String, String)>,
    trials: Option<usize>,
    sweep_seed: u64,
    folds: Option<usize>,
    /// Whether the worse half is stopped, and after how many epochs; 0 for what suits.
    halving: Option<u32>,
}

/// Tries settings; returns what was found as JSON, and the best network where there are no folds.
#[pyfunction]
pub(crate) fn sweep(
    py: Python<'_>,
    frame: PyRefMut<'_, Frame>,
    weights: Option<PyReadonlyArray1<'_, f64>>,
    class_weights: Option<Vec<f64>>,
    settings: &str,
    sweep: &str,
    told: Option<Py<PyAny>>,
) -> Answer<(String, Option<Model>)> {
    let mut given = Given::new(frame, weights, class_weights, settings)?;
    let sweep: Sweep = serde_json::from_str(sweep)
        .map_err(|e| Error::input("the sweep is not usable").caused_by(e))?;
    let settings = given.settings.clone();
    refuse_ensembles(&settings)?;
    let mut front = Front::new(told, settings.shown());
    let front_of = &mut front;
    let done = py.detach(move || {
        let gathered = given.gather()?;
        try_all(&gathered, settings, &sweep, front_of)
    });
    front.raise()?;
    let (found, model) = done?;
    Ok((found, model.map(|kept| Model { kept })))
}

fn try_all(
    gathered: &Gathered<'_>,
    mut settings: Settings,
    sweep: &Sweep,
    front: &mut Front,
) -> Result<(String, Option<Kept>)> {
    let told = sweep.space.iter().map(|(flag, text)| Dimension::typed(flag, text));
    let (space, _) = search_space(told.collect::<Result<_>>()?)?;
    let trials = trials_of(&space, sweep.trials, sweep.sweep_seed)?;
    let of_trial = |settings: &Settings, values: &[String]| {
        let mut both = space.iter().zip(values);
        both.try_fold(settings.clone(), |settings, (dimension, value)| {
            settings.with(dimension.flag, value)
        })
    };
    let metric = settings.monitor();
    let mut watched = metric;
    if settings.validation == 0.0 {
        match sweep.folds {
            None => settings.validation = HELD_OUT,
            Some(_) if sweep.halving.is_some() => {
                return Err(Error::input(
                    "halving with folds, whose samples decide nothing on the way",
                )
                .advice("hold some out of what each trains on: early_stopping=True"));
            }
            Some(_) => watched = Metric::Loss,
        }
    }
    let first = of_trial(&settings, &trials[0])?;
    let dealt = match sweep.folds {
        Some(count) => Dealt::new(gathered, &first, count, 1)?,
        None => {
            let split = gathered.split(&first)?;
            Dealt { each: vec![gathered.prepare(&first, &split, None)?], folds: Vec::new() }
        }
    };
    let mut designs = Vec::new();
    for (team, values) in trials.iter().enumerate() {
        let settings = of_trial(&settings, values)?;
        for (place, prepared) in dealt.each.iter().enumerate() {
            let Whole { preprocessing, training, validation, .. } = &prepared.data;
            let (rows, holds_out) = (training.samples, validation.is_some());
            let (chosen, parameters) =
                gathered.redesign(&settings, preprocessing, rows, holds_out)?;
            designs.push(Design {
                data: place,
                team,
                settings: settings.clone(),
                chosen,
                parameters,
            });
        }
    }
    let epochs = dealt.each.iter().map(|of| of.chosen.epochs).max().unwrap_or(1);
    let halving = sweep.halving.map(|first| if first == 0 { (epochs / 8).max(1) } else { first });
    let how = How { monitor: watched, halving, answers: &[] };
    let (fitted, adapter) = train(&designs, &dealt.data(), &how, front)?;
    let part = if sweep.folds.is_some() { Part::Test } else { Part::Validation };
    let monitor = Monitor { part, metric };
    let each = dealt.each.len();
    let found: Vec<_> = trials
        .iter()
        .enumerate()
        .map(|(trial, values)| {
            Trial::new(trial, (&space, values), &fitted[trial * each..][..each], monitor)
        })
        .collect();
    let values: Vec<_> = found.iter().map(|trial| trial.value).collect();
    let places = ranked(&values, metric);
    let best = places[0];
    if values[best].is_nan() {
        return Err(Error::failed("every setting diverged").advice("try smaller learning rates"));
    }
    let found = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "monitor": format!("{}_{metric}", part.name()),
        "folds": sweep.folds,
        "training_samples": dealt.each[0].data.training.samples,
        "device": adapter.to_string(),
        "trials": places.iter().map(|&place| &found[place]).collect::<Vec<_>>(),
    });
    let model = sweep.folds.is_none().then(|| {
        let preprocessing = dealt.each[0].data.preprocessing.clone();
        kept(&designs[best], &fitted[best], preprocessing, &adapter)
    });
    Ok((to_json(&found)?, model))
}

/// Trains networks of settings drawn around an estimator's, and returns those that together do best as one
/// model, with what they are and what they are worth as JSON.
#[pyfunction]
pub(crate) fn ensemble(
    py: Python<'_>,
    frame: PyRefMut<'_, Frame>,
    weights: Option<PyReadonlyArray1<'_, f64>>,
    class_weights: Option<Vec<f64>>,
    settings: &str,
    told: Option<Py<PyAny>>,
) -> Answer<(Model, String)> {
    let mut given = Given::new(frame, weights, class_weights, settings)?;
    let settings = given.settings.clone();
    let mut front = Front::new(told, settings.shown());
    let front_of = &mut front;
    let done = py.detach(move || {
        let gathered = given.gather()?;
        train_ensemble(&gathered, settings, front_of)
    });
    front.raise()?;
    let (kept, found) = done?;
    Ok((Model { kept }, found))
}

/// How many settings, and networks of each: as told, else as the preset has it for so many samples.
fn size(settings: &Settings, gathered: &Gathered<'_>) -> Result<EnsembleSize> {
    // No size of it follows the rest.
    let task = settings.task()?;
    let sizes = Sizes { task, rows: gathered.samples.len(), features: 1, outputs: 1 };
    let suits = Defaults::of(settings.preset, &sizes).ensemble;
    let count = settings.ensemble.or(suits.map(|size| size.settings)).unwrap_or(0);
    let folds = settings.ensemble_folds.unwrap_or(suits.map_or(0, |size| size.folds));
    match (count, folds) {
        (0, _) => Err(Error::input("an ensemble of no networks").advice("use ensemble=8")),
        (_, 1) => Err(Error::input("ensemble_folds is 1").advice("use at least 2, or 0 for none")),
        _ => Ok(EnsembleSize { settings: count, folds }),
    }
}

fn train_ensemble(
    gathered: &Gathered<'_>,
    mut settings: Settings,
    front: &mut Front,
) -> Result<(Kept, String)> {
    let size = size(&settings, gathered)?;
    if settings.validation == 0.0 && size.folds == 0 {
        settings.validation = HELD_OUT;
    }
    let split = gathered.split(&settings)?;
    let wholes = settings.scalings(&gathered.samples).into_iter();
    let wholes = wholes.map(|scaling| gathered.prepare(&settings, &split, scaling));
    let mut wholes: Vec<Prepared> = wholes.collect::<Result<_>>()?;
    // Without a number that has parts they are the same.
    wholes.dedup_by_key(|whole| whole.data.preprocessing.inputs());
    let chosen = wholes[0].chosen.clone();
    let sizes = chosen.network.sizes();
    let hidden = &sizes[1..sizes.len() - 1];
    let space = ensemble_space(&settings.around(&chosen, hidden))?;
    let rows = split.training.len();
    let parts = parts(gathered, &settings, &split, wholes, size.folds)?;
    let each = parts.each();
    let design = |place: usize| -> Result<Design> {
        let setting = place / each;
        let mut own = settings.clone();
        // The first is that of no ensemble, which is so never far from it.
        if setting > 0 {
            for (dimension, value) in space.iter().zip(drawn(&space, settings.seed, setting)) {
                own = own.with(dimension.flag, &value)?;
            }
        }
        own.seed = settings
            .seed
            .checked_add(place as u64)
            .ok_or_else(|| Error::input(format!("random_state {} is too large", settings.seed)))?;
        let data = parts.job(setting, place % each);
        let preprocessing = &parts.jobs[data].preprocessing;
        let (chosen, parameters) = gathered.redesign(&own, preprocessing, rows, true)?;
        Ok(Design { data, team: setting, settings: own, chosen, parameters })
    };
    let designs: Vec<_> = (0..size.settings * each).map(design).collect::<Result<_>>()?;
    let data: Vec<_> = parts.jobs.iter().map(Whole::data).collect();
    let how = How {
        monitor: settings.monitor(),
        halving: None,
        answers: &[Part::Validation, Part::Test],
    };
    let (fitted, adapter) = train(&designs, &data, &how, front)?;
    let (loss, weighted) = (chosen.hyperparameters.loss, gathered.weighs());
    let of = Trained { parts: &parts, fitted: &fitted, loss, weighted };
    let (taken, best) = of.choose()?;
    let worth = of.worth(&taken, best);
    let places = of.places(&taken);
    let (preprocessing, members) = of.members(&places, &|place| &designs[place].chosen.network)?;
    let mut members = members.into_iter();
    let first = members.next().ok_or_else(|| Error::input("an ensemble of no networks"))?;
    let (place, _) = places[0];
    let mut model = kept(&designs[place], &fitted[place], preprocessing, &adapter);
    model.training.insert("ensemble".to_owned(), size.settings.to_string());
    model.training.insert("ensemble_folds".to_owned(), size.folds.to_string());
    let model = Kept {
        network: first.network,
        parameters: first.parameters,
        ensemble: Ensemble { times: first.times, others: members.collect() },
        ..model
    };
    Ok((model, to_json(&told(&of, &designs, &taken, &worth, &adapter))?))
}

fn parts(
    gathered: &Gathered<'_>,
    settings: &Settings,
    split: &Split,
    wholes: Vec<Prepared>,
    count: usize,
) -> Result<Parts> {
    let group = gathered.group().map(str::to_owned);
    let folds = Folds { count, repeats: 1, seed: settings.split_seed(), group };
    let wholes = wholes.into_iter().map(|whole| whole.data).collect();
    Parts::new(&gathered.samples, split, wholes, &folds, &|preprocessing, rows, training| {
        gathered.numbers(preprocessing, rows, training)
    })
}

/// What became of each setting, by the names of the command line's log.
fn told(
    of: &Trained<'_>,
    designs: &[Design],
    taken: &[Taken],
    worth: &[Worth],
    adapter: &AdapterDescription,
) -> Value {
    let which = format!("{}_loss", of.which());
    let settings = (0..of.settings()).map(|setting| {
        let (first, _) = of.of(setting).next().expect("a setting has a network");
        let chosen = &designs[first].chosen;
        let hyperparameters = &chosen.hyperparameters;
        let sizes = chosen.network.sizes();
        let counts = taken.iter().find(|taken| taken.setting == setting);
        let each = |of_one: &dyn Fn(usize) -> Value| -> Value {
            of.of(setting).map(|(place, _)| of_one(place)).collect()
        };
        let scaling = of.parts.jobs[of.parts.job(setting, 0)].preprocessing.scaling;
        let mut line = json!({
            "setting": setting,
            "counts": counts.map_or(0, |taken| taken.times),
            "scaling": scaling.name(),
            "hidden": &sizes[1..sizes.len() - 1],
            "learning_rate": hyperparameters.learning_rates[0],
            "decay": hyperparameters.decay,
            "dropout": hyperparameters.dropout.last().copied().unwrap_or(0.0),
            "batch": hyperparameters.batch,
            "seeds": each(&|place| designs[place].settings.seed.into()),
            "epochs": each(&|place| of.fitted[place].epochs.into()),
            "kept_epochs": each(&|place| of.fitted[place].kept.into()),
            "diverged": each(&|place| of.fitted[place].diverged.into()),
            "parameter_hashes": each(&|place| of.fitted[place].parameters.hash().into()),
        });
        line[&which] = json!(of.loss_of(&of.decisive(setting)));
        line
    });
    let figures = |of: &dyn Fn(&Worth) -> Option<f64>| -> Value {
        worth.iter().map(|row| (row.name.clone(), json!(of(row)))).collect()
    };
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "device": adapter.to_string(),
        "ensemble_folds": of.parts.folds,
        "networks": taken.len() * of.parts.each(),
        "settings": settings.collect::<Vec<_>>(),
        "ensemble": figures(&|row| row.together),
        "best_alone": figures(&|row| row.alone),
    })
}

/// A network as a model of its own.
fn kept(
    design: &Design,
    fitted: &Fitted,
    preprocessing: gradshader::dataset::Preprocessing,
    adapter: &AdapterDescription,
) -> Kept {
    let facts = [
        ("device", adapter.to_string()),
        ("epochs", fitted.epochs.to_string()),
        ("kept_epoch", fitted.kept.to_string()),
        ("seed", design.settings.seed.to_string()),
    ];
    Kept {
        network: design.chosen.network.clone(),
        parameters: fitted.parameters.clone(),
        loss: design.chosen.hyperparameters.loss,
        preprocessing,
        ensemble: Ensemble::default(),
        training: facts.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

fn refuse_ensembles(settings: &Settings) -> Result<()> {
    match settings.is_ensemble() {
        false => Ok(()),
        true => Err(Error::input("an estimator of many networks, where each is one")
            .advice("leave ensemble, ensemble_folds and preset='best' out")),
    }
}

fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|e| Error::failed("what was found cannot be written").caused_by(e))
}

impl gradshader::together::Front for Front {
    fn opened(&mut self, _device: &Device) {}

    fn begins(&mut self, class: &gradshader::together::Class<'_>) {
        self.run = (class.number.0 + 1, class.number.1);
    }

    fn event(
        &mut self,
        event: &gradshader::run::Event<'_>,
        _rates: &[f32],
    ) -> Result<gradshader::run::Flow> {
        gradshader::run::Listener::event(self, event)
    }

    fn interrupted(&self) -> bool {
        gradshader::run::Listener::interrupted(self)
    }
}
