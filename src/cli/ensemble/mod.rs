//! `gradshader train --ensemble N` and `--preset best`: networks of hyperparameters drawn around the
//! defaults, of which those that together do best on samples that they have not seen become one model.

mod log;
mod trained;

use gradshader::dataset;
use gradshader::dataset::{Folds, Holdout, Samples, hold_out};
use gradshader::defaults::{Defaults, EnsembleSize, HELD_OUT, Preset, Table};
use gradshader::ensemble::{self, Around, Parts, Whole, drawn, space};
use gradshader::error::{Error, Result};
use gradshader::run::Part;

use self::trained::Trained;
use super::arguments::{Settings, TrainArguments, refuse, refuse_with_folds};
use super::chosen::Chosen;
use super::held_out::check_weights;
use super::output;
use super::plan::{Instead, Plan, at_least_1};
use super::prepare::{Job, load_training, numbers, redesign};
use super::progress::{Control, Progress};
use super::sizes::check_many;
use super::sweep::settings;
use super::together::{self, Candidate, Done, How};

/// Whether a plan is one of several networks.
pub(super) fn is_asked(plan: &Plan) -> bool {
    let told = plan.told.ensemble.or(plan.told.ensemble_folds);
    let of_several = told.is_some() || plan.preset == Preset::Best;
    of_several && plan.sharers == 0 && plan.instead != Some(Instead::FindLearningRate)
}

pub(super) fn run(plan: &Plan) -> Result<()> {
    check(plan)?;
    let samples = load_training(plan, None)?;
    let size = size(plan, &samples)?;
    let mut shared = Settings { ensemble: None, ensemble_folds: None, ..plan.told.clone() };
    let holds_out = plan.validation > 0.0 || shared.columns.split_column.is_some();
    if !holds_out && size.folds == 0 {
        if plan.told.validation.is_some() {
            let what = match plan.told.ensemble {
                Some(count) => format!("--ensemble {count}"),
                None => "--preset best".to_owned(),
            };
            return Err(Error::input(format!(
                "{what} with --validation 0, which leaves no samples to choose by"
            ))
            .advice("leave --validation out, or choose by all samples: --ensemble-folds 5"));
        }
        shared.validation = Some(HELD_OUT);
    }
    let print_config = plan.instead.is_some();
    let of_one = |settings: Settings| {
        Plan::new(TrainArguments { print_config, ..TrainArguments::of(settings, None) })
    };
    let mut plan = of_one(shared.clone())?;
    // Of folds the loss decides, that of all of them together.
    plan.told =
        Settings { ensemble: Some(size.settings), ensemble_folds: Some(size.folds), ..plan.told };
    let split = hold_out(&samples, &plan.holdout)?;
    if split.held_out.is_empty() && size.folds == 0 {
        return Err(Error::input("--ensemble without samples held out, by which it is chosen")
            .advice("hold some out: --validation 0.2"));
    }
    let scalings = match shared.scaling {
        None => Defaults::scalings(plan.preset, samples.are_images()),
        told => vec![told],
    };
    let wholes = scalings.into_iter().map(|scaling| {
        Job::of(&of_one(Settings { scaling, ..shared.clone() })?, &samples, &split, None)
    });
    let mut wholes: Vec<Job> = wholes.collect::<Result<_>>()?;
    // Without a number that has parts they are the same.
    wholes.dedup_by_key(|job| job.preprocessing.inputs());
    let whole = &wholes[0];
    if print_config {
        return output::print(&whole.chosen.file(&configuration(&plan, &shared, whole))?);
    }
    if size.folds == 0 {
        whole.check_monitor(&plan)?;
    }
    let progress = Progress::of(&plan, 0, Control::Stop);
    whole.notes.iter().for_each(|note| progress.note(note));
    let count = size.settings.saturating_mul(size.folds.max(1));
    check_many(&format!("--ensemble {}", size.settings), count, &whole.network)?;
    let hidden: Vec<usize> = whole.chosen.hidden.iter().map(|layer| layer.width).collect();
    let space = space(&around(&shared, &whole.chosen, &hidden))?;
    let tables: Vec<Table> = wholes.iter().map(|job| job.table).collect();
    let (loss, weighted) = (whole.hyperparameters.loss, whole.hyperparameters.weighted);
    let whole_of = |job: Job| Whole {
        preprocessing: job.preprocessing,
        training: job.training,
        validation: job.validation,
        test: job.test,
    };
    let wholes = wholes.into_iter().map(whole_of).collect();
    let group = plan.told.columns.group.clone();
    let folds = Folds { count: size.folds, repeats: 1, seed: plan.split_seed, group };
    let parts = Parts::new(&samples, &split, wholes, &folds, &|preprocessing, rows, training| {
        numbers(&plan, &samples, preprocessing, rows, training)
    })?;
    for part in &parts.jobs {
        let data = part.validation.as_ref();
        let checked = data.map_or(Ok(()), |data| check_weights(&part.preprocessing, data));
        checked.map_err(|error| error.file(samples.source()))?;
    }
    if size.folds > 0 {
        let count = split.training.len();
        progress.note(&format!("each setting on {} parts of {count} samples but one", size.folds));
    }

    let each = parts.each();
    let seed = plan.seeds[0];
    let plans = (0..size.settings * each).map(|place| {
        let mut settings = match place / each {
            // The first is that of no ensemble, which is so never far from it.
            0 => shared.clone(),
            setting => settings(&shared, &space, &drawn(&space, seed, setting))?,
        };
        settings.seed = Some(seed.checked_add(place as u64).ok_or_else(|| {
            Error::input(format!("--seed {seed} is too large for so many networks"))
        })?);
        Plan::new(TrainArguments::of(settings, None))
    });
    let plans: Vec<Plan> = plans.collect::<Result<_>>()?;
    let candidates = plans.iter().enumerate().map(|(place, plan)| {
        let job = parts.job(place / each, place % each);
        let design = redesign(plan, &tables[job / each], &parts.jobs[job].preprocessing, true)?;
        Ok(Candidate { job, team: place / each, design })
    });
    let candidates: Vec<_> = candidates.collect::<Result<_>>()?;
    let how = How { answers: &[Part::Validation, Part::Test], ..How::default() };
    let data: Vec<_> = parts.jobs.iter().map(Whole::data).collect();
    let done = together::train(&plan, &data, &candidates, how, progress)?;
    let Done { fitted, adapter, verified, error } = done;
    let fitted = together::whole(fitted, each);
    let of = ensemble::Trained { parts: &parts, fitted: &fitted, loss, weighted };
    let trained = Trained { plan: &plan, plans, of, candidates, adapter, verified };
    match error {
        None => trained.end(),
        Some(error) if fitted.is_empty() => Err(error),
        Some(error) => {
            let (count, all) = (fitted.len(), size.settings);
            let kept = format!("and the ensemble is chosen from {count} of {all} settings");
            Err(together::ended(error, trained.end(), kept))
        }
    }
}

/// Refuses what several networks have no use for.
fn check(plan: &Plan) -> Result<()> {
    let told = &plan.told;
    if told.ensemble.is_none() && plan.preset != Preset::Best {
        return Err(Error::input("--ensemble-folds without --ensemble")
            .advice("say how many settings: --ensemble 8"));
    }
    let why = match told.ensemble {
        Some(_) => "--ensemble, whose networks are trained side by side",
        None => "--preset best, whose networks are trained side by side",
    };
    refuse(
        &Settings {
            ensemble: None,
            ensemble_folds: None,
            preset: None,
            test: None,
            test_labels: None,
            log: None,
            // One of a file is that of one network.
            members: told.members.filter(|&members| members > 1),
            ..told.clone()
        },
        why,
    )?;
    if plan.profile.is_some() || !plan.options.shaders.is_empty() {
        return Err(Error::input(format!("--profile or --shader with {why}"))
            .advice("give it to a run of one network"));
    }
    if plan.report.is_some() {
        return Err(Error::input(format!(
            "--report with {why}, of whose networks no page is made"
        ))
        .advice("give --report to `gradshader evaluate` with the model that is kept"));
    }
    if plan.learning_rates.as_ref().is_some_and(|rates| rates.len() > 1) {
        return Err(Error::input("several of --learning-rate with --ensemble, which draws them")
            .advice("give one, or none"));
    }
    Ok(())
}

/// How many networks there are: as told, else as the preset has it for so many samples.
fn size(plan: &Plan, samples: &Samples) -> Result<EnsembleSize> {
    let told = &plan.told;
    // No size of it follows the rest.
    let task = dataset::Task::Classify;
    let table = Table { task, rows: samples.len(), features: 1, outputs: 1 };
    let suits = Defaults::of(plan.preset, &table).ensemble;
    let settings = told.ensemble.or(suits.map(|size| size.settings)).unwrap_or_default();
    let settings = at_least_1("--ensemble", settings)?;
    let is_dealt = matches!(plan.holdout, Holdout::Random { .. } | Holdout::Groups { .. });
    let suits = suits.filter(|_| is_dealt).map_or(0, |size| size.folds);
    let folds = told.ensemble_folds.unwrap_or(suits);
    if folds == 1 {
        return Err(Error::input("--ensemble-folds 1").advice("use at least 2, or 0 for none"));
    }
    if folds > 0 {
        refuse_with_folds(told)?;
    }
    Ok(EnsembleSize { settings, folds })
}

/// Around what settings are drawn: what no flag says of rate, decay, dropout and depth.
fn around<'a>(told: &Settings, chosen: &Chosen, hidden: &'a [usize]) -> Around<'a> {
    Around {
        learning_rate: told.learning_rate.is_none().then_some(chosen.learning_rates[0]),
        decay: chosen.recipe.decay.filter(|_| told.recipe.decay.is_none()),
        hidden: told.hidden.is_none().then_some(hidden),
        dropout: told.recipe.dropout.is_none() && !hidden.is_empty(),
    }
}

/// What gives this run again: what is drawn is left out, since what is told is not drawn.
fn configuration(plan: &Plan, shared: &Settings, job: &Job) -> Settings {
    let mut settings = job.chosen.settings(plan, &job.preprocessing);
    settings.scaling = shared.scaling;
    settings.learning_rate.clone_from(&shared.learning_rate);
    settings.recipe.decay = shared.recipe.decay;
    settings.recipe.dropout.clone_from(&shared.recipe.dropout);
    settings.recipe.label_smoothing = shared.recipe.label_smoothing;
    settings.hidden.clone_from(&shared.hidden);
    settings.activation =
        shared.activation.or(job.chosen.hidden.first().and_then(|l| l.activation));
    settings.keep = shared.keep;
    settings.early_stop = shared.early_stop;
    settings.min_delta = shared.min_delta;
    settings
}

impl Chosen {
    /// The hidden widths, for people.
    fn widths(&self) -> String {
        let widths: Vec<_> = self.hidden.iter().map(|layer| layer.width.to_string()).collect();
        if widths.is_empty() { "none".to_owned() } else { widths.join(",") }
    }
}
