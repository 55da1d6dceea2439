//! Many networks side by side, as the command line trains them: folds here, sweeps and ensembles beside.

mod ensembles;
mod sweeps;

use gradshader::dataset::{Fold, Folds, Preprocessing, Table, cross_validation};
use gradshader::device::Choice;
use gradshader::gpu::{AdapterDescription, GpuOptions};
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model as Kept};
use gradshader::network::Parameters;
use gradshader::run::{Event, Flow, Listener, Part};
use gradshader::together::{
    self, Candidate, CrossValidation, Data, Fitted, Mixing, Session, Unseen,
};
use gradshader::{Error, Result, block_on};
use numpy::{PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray1};
use pyo3::prelude::*;

pub(crate) use self::ensembles::ensemble;
pub(crate) use self::sweeps::sweep;
use crate::error::Answer;
use crate::frame::Frame;
use crate::front::Front;
use crate::job::{Gathered, Job, Prepared};
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
        mixing: Mixing::default(),
        halving: how.halving,
        verify: None,
        answers: how.answers,
        collects: false,
    };
    let candidates = designs.iter().map(|of| Candidate {
        data: of.data,
        team: of.team,
        network: &of.chosen.network,
        parameters: (&of.parameters).into(),
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

    /// Does the work without Python's lock. What the function raises that is told of epochs, or Ctrl-C, comes
    /// before what the work comes to.
    fn train<T: Send>(
        mut self,
        py: Python<'_>,
        told: Option<Py<PyAny>>,
        work: impl FnOnce(&Gathered<'_>, Settings, &mut Front) -> Result<T> + Send,
    ) -> Answer<T> {
        let settings = self.settings.clone();
        let mut front = Front::new(told, settings.shown());
        let front_of = &mut front;
        let done = py.detach(move || work(&self.gather()?, settings, front_of));
        front.raise()?;
        Ok(done?)
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
            more: false,
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
    let given = Given::new(frame, weights, class_weights, settings)?;
    refuse_ensembles(&given.settings)?;
    let (found, unseen) = given.train(py, told, |gathered, settings, front| {
        let dealt = Dealt::new(gathered, &settings, folds, repeats)?;
        let designs: Vec<_> = dealt
            .each
            .iter()
            .enumerate()
            .map(|(place, prepared)| Design::of(place, place, &settings, prepared))
            .collect();
        let how = How { monitor: settings.monitor(), halving: None, answers: &[Part::Test] };
        let (fitted, adapter) = train(&designs, &dealt.data(), &how, front)?;
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
    })?;
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

/// A network as a model of its own.
fn kept(
    design: &Design,
    fitted: &Fitted,
    preprocessing: Preprocessing,
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

impl together::Front for Front {
    fn begins(&mut self, class: &together::Class<'_>) {
        self.run = (class.number.0 + 1, class.number.1);
    }

    fn event(&mut self, event: &Event<'_>, _rates: &[f32]) -> Result<Flow> {
        Listener::event(self, event)
    }

    fn interrupted(&self) -> bool {
        Listener::interrupted(self)
    }
}
