//! Many settings tried side by side.

use gradshader::defaults::HELD_OUT;
use gradshader::ensemble::Whole;
use gradshader::metrics::Metric;
use gradshader::model::Model as Kept;
use gradshader::run::{Monitor, Part};
use gradshader::search::{Dimension, space as space_of, trials as trials_of};
use gradshader::together::Trial;
use gradshader::{Error, Result};
use numpy::PyReadonlyArray1;
use pyo3::prelude::*;
use serde_json::json;

use super::{Dealt, Design, Given, How, kept, refuse_ensembles, to_json, train};
use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::job::Gathered;
use crate::model::Model;
use crate::settings::Settings;

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
    let given = Given::new(frame, weights, class_weights, settings)?;
    let sweep: Sweep = serde_json::from_str(sweep)
        .map_err(|e| Error::input("the sweep is not usable").caused_by(e))?;
    refuse_ensembles(&given.settings)?;
    let (found, model) = given
        .train(py, told, |gathered, settings, front| try_all(gathered, settings, &sweep, front))?;
    Ok((found, model.map(|kept| Model { kept })))
}

fn try_all(
    gathered: &Gathered<'_>,
    mut settings: Settings,
    sweep: &Sweep,
    front: &mut Front,
) -> Result<(String, Option<Kept>)> {
    let told = sweep.space.iter().map(|(flag, text)| Dimension::typed(flag, text));
    let (space, _) = space_of(told.collect::<Result<_>>()?)?;
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
    let places = Trial::best_first(&found, metric);
    let best = places[0];
    if found[best].value.is_nan() {
        return Err(match found.iter().all(|trial| trial.diverged) {
            true => Error::failed("every setting diverged").advice("try smaller learning rates"),
            false => Error::failed(format!("no setting has a {monitor}, since a class is missing"))
                .advice("use another metric, or fewer folds"),
        });
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
