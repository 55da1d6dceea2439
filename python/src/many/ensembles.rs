//! Networks of drawn settings, of which those that do best together become one model.

use gradshader::dataset::{Folds, Split};
use gradshader::defaults::{Defaults, EnsembleSize, HELD_OUT, Table as Sizes};
use gradshader::ensemble::{Parts, Taken, Trained, Whole, Worth, drawn, space as space_of};
use gradshader::gpu::AdapterDescription;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::run::Part;
use gradshader::together::whole;
use gradshader::{Error, Result};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use serde_json::{Value, json};

use super::{Design, Given, How, kept, to_json, train};
use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::job::{Gathered, Prepared};
use crate::model::Model;
use crate::settings::Settings;

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
    let given = Given::new(frame, weights, class_weights, settings)?;
    let (kept, found) = given.train(py, told, train_ensemble)?;
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
    let space = space_of(&settings.around(&chosen, hidden))?;
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
    let fitted = whole(fitted.into_iter().map(Some).collect(), each);
    let of = Trained { parts: &parts, fitted: &fitted, loss, weighted };
    let (taken, best) = of.choose()?;
    let worth = of.worth(&taken, best);
    let places = of.places(&taken);
    let (preprocessing, members) = of.members(&places, &|place| &designs[place].chosen.network)?;
    let mut members = members.into_iter();
    let first = members.next().ok_or_else(|| Error::input("an ensemble of no networks"))?;
    let (place, _) = places[0];
    let mut model = kept(&designs[place], of.at(place), preprocessing, &adapter);
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
    let settings = of.settings().map(|setting| {
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
            "epochs": each(&|place| of.at(place).epochs.into()),
            "kept_epochs": each(&|place| of.at(place).kept.into()),
            "diverged": each(&|place| of.at(place).diverged.into()),
            "parameter_hashes": each(&|place| of.at(place).parameters.hash().into()),
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
