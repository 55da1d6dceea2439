//! `gradshader sweep`: many settings tried side by side, and the best of them kept.

mod page;
mod report;
mod space;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use gradshader::defaults::HELD_OUT;
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::run::{Monitor, Part};
use gradshader::search::{Dimension, trials};

use self::report::{Report, Trial};
use self::space::Typed;
pub(super) use self::space::shell;
use super::arguments::{
    Arguments, Command, Settings, SweepArguments, TrainArguments, refuse, refuse_all,
    refuse_with_folds,
};
use super::cross_validate::Jobs;
use super::device::Choice;
use super::held_out::check_folds;
use super::places::Places;
use super::plan::{Plan, Source};
use super::prepare::{Job, load_training};
use super::progress::{Control, Progress};
use super::sizes::{check_in_turns, check_many};
use super::together::{self, Candidate, Done, Fitted, How, Keeps};
use super::{output, ranks, report as pages, train};

/// The arguments without what is tried, of which clap knows other forms; none for another command.
///
/// # Errors
/// Where a flag has no value.
pub(super) fn typed() -> Result<Option<Vec<OsString>>> {
    let is_sweep = std::env::args_os().nth(1).is_some_and(|command| command == "sweep");
    is_sweep.then(|| Typed::of(std::env::args_os()).map(|typed| typed.rest)).transpose()
}

pub(super) fn run(arguments: SweepArguments) -> Result<()> {
    let typed = Typed::of(std::env::args_os())?;
    Sweep::new(arguments, typed)?.run()
}

/// What a sweep leaves to clap of all `words`, once what it tries was drawn.
#[cfg(fuzzing)]
pub(super) fn fuzz_space(words: Vec<OsString>) -> Option<Vec<OsString>> {
    let typed = Typed::of(words.into_iter()).ok()?;
    if let Ok((space, _)) = typed.space() {
        let _ = trials(&space, Some(100), 0);
    }
    Some(typed.rest)
}

/// A sweep that has been checked.
struct Sweep {
    arguments: SweepArguments,
    typed: Typed,
    space: Vec<Dimension>,
    /// Of each trial the value of every dimension.
    trials: Vec<Vec<String>>,
    /// What all trials are told, but for those.
    shared: Settings,
    /// Columns that the file alone names: not to learn from, and that of groups.
    of_file: (Vec<String>, Option<String>),
    /// What all have in common.
    plan: Plan,
    /// By what trials are compared.
    metric: Metric,
    /// Whether the best is trained without samples to watch that metric on.
    unwatched: bool,
    notes: Vec<String>,
}

impl Sweep {
    fn new(mut arguments: SweepArguments, typed: Typed) -> Result<Self> {
        let (mut space, told) = typed.space()?;
        let mut shared = arguments.settings.clone();
        let folds = arguments.folds;
        let file = refuse_all(&shared, arguments.config.as_deref(), &|settings| {
            refuse(settings, "sweep, which trains many networks")?;
            folds.map_or(Ok(()), |_| refuse_with_folds(settings))
        })?;
        let mut notes = Vec::new();
        if !told {
            // What the file says is tried no more than what a flag says.
            let is_said = |flag| match flag {
                "--learning-rate" => file.learning_rate.is_some(),
                "--decay" => file.recipe.decay.is_some(),
                "--dropout" => file.recipe.dropout.is_some(),
                _ => false,
            };
            space.retain(|tried| typed.names(tried.flag) || !is_said(tried.flag));
            let open: Vec<_> = space.iter().map(Dimension::text).collect();
            if open.is_empty() {
                let error = "learning rate, decay and dropout have one value each, and nothing is left to try";
                let error = Error::input(error)
                    .advice("give a list or a range: --learning-rate 1e-4..1e-2");
                return Err(match &arguments.config {
                    Some(path) => error.file(path),
                    None => error,
                });
            }
            notes.push(format!("nothing is said of what to try: {}", open.join(" ")));
        }
        arguments.settings.model = arguments.settings.model.or(file.model);
        let ignored = file.columns.ignore.filter(|_| shared.columns.ignore.is_none());
        let group = file.columns.group.filter(|_| shared.columns.group.is_none());
        shared.model = None;
        shared.report = None;
        let trials = trials(&space, arguments.trials, arguments.sweep_seed)?;
        let first = settings(&shared, &space, &trials[0])?;
        let arguments_of = |settings| TrainArguments::of(settings, arguments.config.clone());
        let mut plan = match folds {
            Some(_) => Plan::of_folds(arguments_of(first))?,
            None => Plan::new(arguments_of(first))?,
        };
        let metric = plan.stopping.monitor;
        let mut unwatched = false;
        let holds_out = plan.validation > 0.0 || plan.told.columns.split_column.is_some();
        match (folds, holds_out) {
            (None, false) if plan.told.validation.is_some() => {
                return Err(Error::input("--validation 0 leaves nothing to judge settings by")
                    .advice("leave it out for 0.2, or judge by folds: --folds 5"));
            }
            (None, false) => {
                shared.validation = Some(HELD_OUT);
                plan = Plan::new(arguments_of(settings(&shared, &space, &trials[0])?))?;
            }
            (Some(_), false) => {
                if arguments.halving.is_some() {
                    return Err(Error::input(
                        "--halving with --folds, whose samples decide nothing on the way",
                    )
                    .advice("hold some out of what each trains on: --validation 0.2"));
                }
                plan.stopping.monitor = Metric::Loss;
                unwatched = metric != Metric::Loss;
            }
            _ => {}
        }
        let Source { data, labels } = &plan.training;
        plan.report = arguments.settings.report.clone().or(plan.report);
        let places = Places::new()
            .inputs("DATA", data)
            .input("--labels", labels.as_deref())
            .input("--config", arguments.config.as_deref())
            .output("--json", arguments.json.as_deref())
            .output("--csv", arguments.csv.as_deref())
            .model(arguments.settings.model.as_deref(), 1);
        pages::check(places, plan.report.as_deref())?;
        Ok(Self {
            arguments,
            typed,
            space,
            trials,
            shared,
            of_file: (ignored.unwrap_or_default(), group),
            plan,
            metric,
            unwatched,
            notes,
        })
    }

    fn run(self) -> Result<()> {
        let progress = Progress::of(&self.plan, 0, Control::Stop);
        let samples = load_training(&self.plan, None)?;
        let (jobs, notes) = match self.arguments.folds {
            Some(folds) => {
                if self.arguments.settings.model.is_some() && self.plan.validation > 0.0 {
                    // The best is trained on all samples, but for those that are held out of them.
                    let split = gradshader::dataset::hold_out(&samples, &self.plan.holdout)?;
                    Job::of(&self.plan, &samples, &split, None)?.check_monitor(&self.plan)?;
                }
                let jobs = Jobs::new(&self.plan, samples, folds, 1)?;
                check_folds(&jobs.all, self.metric)?;
                let notes = jobs.notes();
                (jobs.all, notes)
            }
            None => {
                let split = gradshader::dataset::hold_out(&samples, &self.plan.holdout)?;
                if split.held_out.is_empty() {
                    return Err(Error::input("no sample is for validation, to judge settings by")
                        .file(samples.source())
                        .advice("name some validation in the column of --split-column"));
                }
                let job = Job::of(&self.plan, &samples, &split, None)?;
                job.check_monitor(&self.plan)?;
                let notes = job.notes.clone();
                (vec![job], notes)
            }
        };
        notes.iter().chain(&self.notes).for_each(|note| progress.note(note));
        progress.note(&format!(
            "{} settings{}",
            self.trials.len(),
            match self.arguments.folds {
                Some(folds) => format!(", {folds} folds each"),
                None => String::new(),
            }
        ));
        let candidates = self.candidates(&jobs)?;
        let epochs = jobs.iter().map(|job| job.chosen.epochs).max().unwrap_or(1);
        let halving = self.arguments.halving.map(|first| first.unwrap_or((epochs / 8).max(1)));
        let began = Instant::now();
        let answers: &[Part] = match (&self.plan.report, self.arguments.folds) {
            (Some(_), None) => &[Part::Validation],
            _ => &[],
        };
        let data: Vec<_> = jobs.iter().map(Job::data).collect();
        let mixing = self.arguments.mix_widths.into();
        let keeps = match self.arguments.folds {
            Some(_) => Keeps::None,
            None => Keeps::Best(Monitor { part: Part::Validation, metric: self.metric }),
        };
        let how = How { halving, answers, mixing, keeps };
        let done = together::train(&self.plan, &data, &candidates, how, progress)?;
        let Done { mut fitted, adapter, error, .. } = done;
        // The command of a setting that was being trained would train another network: where others are whole it is
        // not among them, and where none is that is said.
        let is_whole = |fitted: &Fitted| !fitted.is_cut_off();
        let mut cut_off = None;
        if fitted.iter().flatten().any(is_whole) {
            fitted.iter_mut().for_each(|fitted| *fitted = fitted.take().filter(is_whole));
        } else {
            cut_off = fitted.iter().flatten().map(|fitted| fitted.epochs).max();
        }
        // A trial is its networks on all jobs.
        let whole = together::whole(fitted, jobs.len());
        let seconds = began.elapsed().as_secs_f64();
        match error {
            None => self.end(&jobs, &candidates, &whole, adapter, seconds),
            // What diverged is nothing to keep.
            Some(error) if whole.values().all(|fitted| fitted.iter().any(|f| f.diverged)) => {
                Err(error)
            }
            Some(error) => {
                let ended = self.end(&jobs, &candidates, &whole, adapter, seconds);
                let (count, all) = (whole.len(), self.trials.len());
                let mut kept = format!("and the table has {count} of {all} settings");
                if let Some(after) = cut_off {
                    let to = format!("to epoch {epochs}, as their commands train them");
                    kept += &format!("; none was trained {to}, but to epoch {after}");
                }
                Err(together::ended(error, ended, kept))
            }
        }
    }

    /// Every trial on every job.
    fn candidates(&self, jobs: &[Job]) -> Result<Vec<Candidate>> {
        let count = self.trials.len().saturating_mul(jobs.len());
        let what = format!("--trials {}", self.trials.len());
        match ranks::world() {
            None => check_in_turns(&what, count, &jobs[0].network)?,
            // Each keeps what it has trained.
            Some(_) => check_many(&what, count, &jobs[0].network)?,
        }
        let mut candidates = Vec::new();
        for (team, values) in self.trials.iter().enumerate() {
            let plan = self.plan_of(values)?;
            for (place, job) in jobs.iter().enumerate() {
                let design = job.redesign(&plan)?.unmade();
                candidates.push(Candidate { job: place, team, design });
            }
        }
        Ok(candidates)
    }

    /// The plan of a trial; what it says of folds and metrics is that of all.
    fn plan_of(&self, values: &[String]) -> Result<Plan> {
        let settings = settings(&self.shared, &self.space, values)?;
        let arguments = TrainArguments::of(settings, self.arguments.config.clone());
        let mut plan = match self.arguments.folds {
            Some(_) => Plan::of_folds(arguments)?,
            None => Plan::new(arguments)?,
        };
        plan.stopping.monitor = self.plan.stopping.monitor;
        Ok(plan)
    }

    /// Sorts the trials that were trained (by their numbers their networks, one a job), tells of them, and keeps the
    /// best.
    fn end(
        &self,
        jobs: &[Job],
        candidates: &[Candidate],
        trained: &BTreeMap<usize, Vec<Fitted>>,
        adapter: AdapterDescription,
        seconds: f64,
    ) -> Result<()> {
        let part = if self.arguments.folds.is_some() { Part::Test } else { Part::Validation };
        let monitor = Monitor { part, metric: self.metric };
        let of_trial = |(&number, fitted): (&usize, &Vec<Fitted>)| {
            let values = &self.trials[number];
            let command = self.command(values, &adapter, None);
            let of = together::Trial::new(number, (&self.space, values), fitted, monitor);
            Trial { of, command }
        };
        let trials: Vec<_> = trained.iter().map(of_trial).collect();
        let best_first =
            together::Trial::best_first(trials.iter().map(|trial| &trial.of), self.metric);
        let mut trials: Vec<_> = trials.into_iter().map(Some).collect();
        let trials: Vec<_> =
            best_first.into_iter().filter_map(|place| trials[place].take()).collect();
        let best = &trials[0];
        let values = &self.trials[best.of.trial];
        let is_usable = !best.of.value.is_nan();
        let model = self.arguments.settings.model.as_deref();
        let command = self.command(values, &adapter, model);
        let report = Report::new(self, jobs, monitor, adapter.to_string(), &trials, &command);
        let save = |path: &Path| {
            let candidate = &candidates[best.of.trial * jobs.len()];
            let (job, fitted) = (&jobs[0], &trained[&best.of.trial][0]);
            let (data, design) = (job.data(), &candidate.design);
            together::model(fitted, &self.plan, &data, design, &adapter).save(path)
        };
        let is_of_folds = self.arguments.folds.is_some();
        let of_alone = model.filter(|_| is_usable && !is_of_folds);
        // Whatever one of them meets, the others are written, the network first.
        let saved = of_alone.map(save);
        let of_model = match (&saved, of_alone) {
            (Some(Ok(())), Some(path)) => format!("model  {}\n", path.display()),
            _ => String::new(),
        };
        let write_page = |folder: &PathBuf| {
            let of = (monitor, adapter.to_string());
            let page = page::of(self, jobs, trained, &trials, of, (&command, seconds));
            pages::save(folder, &page)
        };
        let write_json =
            |path: &PathBuf| output::save(path, (output::to_json(&report)? + "\n").as_bytes());
        let write_csv = |path: &PathBuf| output::save(path, &report.csv()?);
        let written = [
            saved.unwrap_or(Ok(())),
            self.plan.report.as_ref().map_or(Ok(()), write_page),
            self.arguments.json.as_ref().map_or(Ok(()), write_json),
            self.arguments.csv.as_ref().map_or(Ok(()), write_csv),
            output::print(&(report.text() + &of_model)),
        ];
        let written: Result<()> = written.into_iter().collect();
        if !is_usable {
            let all_diverged = trials.iter().all(|trial| trial.of.diverged);
            return Err(match all_diverged {
                true => Error::failed("every setting diverged")
                    .advice("try smaller ones of --learning-rate"),
                false => Error::failed(format!("no setting has a {monitor}"))
                    .advice("name another metric with --monitor"),
            });
        }
        let is_whole = trained.len() == self.trials.len();
        match model.filter(|_| is_of_folds && is_whole) {
            None => written,
            // Those of the folds have not seen all samples: the best setting is trained on them.
            Some(path) => {
                let mut settings = settings(&self.shared, &self.space, values)?;
                settings.model = Some(path.to_owned());
                if self.unwatched {
                    settings.monitor = Some(Metric::Loss);
                }
                settings.device = Some(device(&self.plan.device, &settings, &adapter));
                let arguments = TrainArguments::of(settings, self.arguments.config.clone());
                // The report is of the trials.
                let trained = train::of_plan(&Plan { report: None, ..Plan::new(arguments)? });
                written.and(trained)
            }
        }
    }

    /// The command that trains these values alone.
    fn command(
        &self,
        values: &[String],
        adapter: &AdapterDescription,
        model: Option<&Path>,
    ) -> String {
        let mut words: Vec<OsString> = vec!["gradshader".into(), "train".into()];
        // Where nobody is held out, groups are no feature and nothing else.
        let (ignored, of_file) = &self.of_file;
        let group = self.shared.columns.group.as_ref().or(of_file.as_ref());
        let group = group.filter(|_| self.plan.validation == 0.0);
        let mut but = Vec::new();
        but.extend(self.unwatched.then_some("--monitor"));
        but.extend(group.map(|_| "--group"));
        let mut shared = self.typed.shared(&but);
        // What stands behind `--` is no flag, and stays behind all flags.
        let plain = shared.iter().position(|word| word == "--").unwrap_or(shared.len());
        let plain = shared.split_off(plain);
        words.extend(shared);
        if let Some(column) = group {
            // The flag takes the place of what the file says of it.
            for column in ignored.iter().chain([column]) {
                words.extend(["--ignore".into(), column.into()]);
            }
        }
        for (dimension, value) in self.space.iter().zip(values) {
            words.extend([dimension.flag.into(), value.into()]);
        }
        let is_told = self.arguments.settings.validation.is_some();
        if let Some(validation) = self.shared.validation.filter(|_| !is_told) {
            words.extend(["--validation".into(), validation.to_string().into()]);
        }
        if self.unwatched {
            words.extend(["--monitor".into(), "loss".into()]);
        }
        if self.shared.device.is_none() {
            // What is alone may be trained elsewhere than many are, to other bits.
            words.extend([
                "--device".into(),
                device(&self.plan.device, &self.shared, adapter).into(),
            ]);
        }
        if let Some(path) = model {
            words.extend(["--model".into(), path.into()]);
        }
        words.extend(plain);
        shell(&words)
    }
}

/// The device that was used, as `--device` has it.
fn device(choice: &Choice, settings: &Settings, adapter: &AdapterDescription) -> String {
    match (&settings.device, choice) {
        (Some(told), choice) if *choice != Choice::Auto => told.clone(),
        _ if adapter.backend == "CPU" => "cpu".to_owned(),
        _ => adapter.name.clone(),
    }
}

/// What is shared, with the values of a trial.
///
/// # Errors
/// What clap says of a value.
pub(super) fn settings(
    shared: &Settings,
    space: &[Dimension],
    values: &[String],
) -> Result<Settings> {
    let both = space.iter().zip(values);
    let words = both.flat_map(|(dimension, value)| [dimension.flag, value.as_str()]);
    let parsed = Arguments::try_parse_from(["gradshader", "train"].into_iter().chain(words));
    let parsed = parsed.map_err(|e| {
        let line = super::one_line(&e.render().to_string());
        Error::input(line.strip_prefix("error: ").unwrap_or(&line))
    })?;
    let Command::Train(parsed) = parsed.command else { unreachable!("it is train") };
    let Settings { hidden, activation, initialisation, learning_rate, recipe, batch, .. } =
        parsed.settings;
    let shared = shared.clone();
    Ok(Settings {
        hidden: hidden.or(shared.hidden),
        activation: activation.or(shared.activation),
        initialisation: initialisation.or(shared.initialisation),
        learning_rate: learning_rate.or(shared.learning_rate),
        recipe: recipe.or(shared.recipe),
        batch: batch.or(shared.batch),
        ..shared
    })
}
