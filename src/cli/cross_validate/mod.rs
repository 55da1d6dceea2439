//! `gradshader cross-validate`: what networks are worth on samples that they have not seen.

mod page;
mod predictions;
mod report;

use std::path::PathBuf;
use std::time::Instant;

use gradshader::dataset::{Fold, Folds, Samples, Targets, cross_validation};
use gradshader::error::{Error, Result};
use gradshader::memory;
use gradshader::run::{Part, StopReason};
use gradshader::together::CrossValidation;

use super::arguments::{
    CrossValidateArguments, TrainArguments, refuse, refuse_all, refuse_with_folds,
};
use super::held_out::of_folds;
use super::places::Places;
use super::plan::{Plan, Source};
use super::prepare::{Job, load_training};
use super::progress::{Control, Progress};
use super::together::{self, Candidate, Done, Fitted, How, Keeps};
use super::{output, report as pages};

pub(super) fn run(arguments: CrossValidateArguments) -> Result<()> {
    let CrossValidateArguments { settings, config, folds, repeats, output, json } = arguments;
    refuse_all(&settings, config.as_deref(), &|settings| {
        refuse(settings, "cross-validate, which trains a network a fold")?;
        refuse_with_folds(settings)?;
        match settings.model {
            None => Ok(()),
            Some(_) => Err(Error::input("--model with cross-validate, which keeps no network")
                .advice("leave it out, or train one on all samples with `gradshader train`")),
        }
    })?;
    let plan = Plan::of_folds(TrainArguments::of(settings, config.clone()))?;
    let Source { data, labels } = &plan.training;
    let places = Places::new()
        .inputs("DATA", data)
        .input("--labels", labels.as_deref())
        .input("--config", config.as_deref())
        .output("--output", output.as_deref())
        .output("--json", json.as_deref());
    pages::check(places, plan.report.as_deref())?;
    let samples = load_training(&plan, None)?;
    let mut jobs = Jobs::new(&plan, samples, folds, repeats)?;
    let progress = Progress::of(&plan, 0, Control::Stop);
    for note in jobs.notes() {
        progress.note(&note);
    }
    let candidates: Vec<_> = jobs.all.iter().enumerate().map(candidate).collect();
    let data: Vec<_> = jobs.all.iter().map(Job::data).collect();
    let began = Instant::now();
    let how = How { answers: &[Part::Test], keeps: Keeps::None, ..How::default() };
    let done = together::train(&plan, &data, &candidates, how, progress)?;
    let Done { fitted, adapter, error, .. } = done;
    let all = fitted.len();
    jobs.keep_only(|place| fitted[place].is_some());
    let fitted: Vec<Fitted> = fitted.into_iter().flatten().collect();
    let verdict = verdict(&jobs, &fitted);
    if fitted.iter().all(|fitted| fitted.diverged) {
        return error.map_or(verdict, Err);
    }
    let stopped = jobs.stopped(&fitted);
    let mut found = CrossValidation::new(&jobs.samples, &jobs.folds, jobs.count, &fitted, &adapter);
    found.repeats = jobs.repeats;
    let seconds = began.elapsed().as_secs_f64();
    let write_json =
        |path: &PathBuf| output::save(path, (output::to_json(&found)? + "\n").as_bytes());
    let write_output = |path: &PathBuf| output::save(path, &predictions::csv(&jobs, &fitted)?);
    let write_report = |folder: &PathBuf| {
        let end = (&stopped[..], error.as_ref(), seconds);
        pages::save(folder, &page::of(&plan, &jobs, &fitted, &adapter, end)).map(drop)
    };
    // Whatever one of them meets, the others are written.
    let written = [
        output::print(&report::text(&found, &stopped)),
        json.as_ref().map_or(Ok(()), write_json),
        output.as_ref().map_or(Ok(()), write_output),
        plan.report.as_ref().map_or(Ok(()), write_report),
    ];
    let written = written.into_iter().collect::<Result<()>>();
    match error {
        None => written.and(verdict),
        Some(error) => {
            let kept = format!("and the table has {} of {all} folds", fitted.len());
            let kept = std::iter::once(kept).chain(stopped).collect::<Vec<_>>().join("; ");
            Err(together::ended(error, written, kept))
        }
    }
}

/// Says which folds diverged, whose networks are none.
fn verdict(jobs: &Jobs, fitted: &[Fitted]) -> Result<()> {
    let diverged = || (0..fitted.len()).filter(|&place| fitted[place].diverged);
    let Some(first) = diverged().next() else { return Ok(()) };
    let Fold { repeat, number, .. } = jobs.folds[first];
    let mut which = match jobs.repeats == 1 {
        true => format!("fold {}", number + 1),
        false => format!("fold {} of repeat {}", number + 1, repeat + 1),
    };
    let more = diverged().count() - 1;
    if more > 0 {
        which += &format!(" and {more} more");
    }
    let rate = jobs.all[first].chosen.learning_rates[0];
    Err(Error::failed(format!("training diverged in {which}"))
        .advice(format!("use a smaller --learning-rate than {rate}")))
}

fn candidate((place, job): (usize, &Job)) -> Candidate {
    Candidate { job: place, team: place, design: job.design() }
}

/// The samples, their folds, and what is trained on each.
pub(super) struct Jobs {
    pub(super) samples: Samples,
    pub(super) folds: Vec<Fold>,
    /// One a fold.
    pub(super) all: Vec<Job>,
    /// Folds of a repeat.
    pub(super) count: usize,
    pub(super) repeats: usize,
    by: Option<String>,
    /// What folds lack, a line each.
    lacks: Vec<String>,
}

impl Jobs {
    pub(super) fn new(plan: &Plan, samples: Samples, count: usize, repeats: usize) -> Result<Self> {
        // Each fold has its own numbers of all samples.
        let cells = samples.len().saturating_mul(samples.table.columns.len());
        let fold = memory::bytes(&[cells.saturating_add(1024), count]);
        let what = match repeats {
            1 => format!("--folds {count}"),
            _ => format!("--repeats {repeats}"),
        };
        memory::check(&what, fold.saturating_mul(repeats as u64), "use fewer")?;
        let by = plan.told.columns.group.clone();
        let folds = Folds { count, repeats, seed: plan.split_seed, group: by.clone() };
        let folds = cross_validation(&samples, &folds, &plan.holdout)?;
        if let Some(fold) = folds.iter().find(|fold| fold.split.test.is_empty()) {
            let what =
                format!("fold {} has no sample of a class that is trained on", fold.number + 1);
            return Err(Error::input(what).file(samples.source()).advice("use fewer folds"));
        }
        let all = folds.iter().map(|fold| Job::of(plan, &samples, &fold.split, None));
        let all = all.collect::<Result<Vec<_>>>()?;
        let lacks = of_folds(&all, plan.stopping.monitor);
        Ok(Self { samples, folds, all, count, repeats, by, lacks })
    }

    /// Leaves out the folds at other places, of which nothing is known.
    fn keep_only(&mut self, is_known: impl Fn(usize) -> bool) {
        let (mut folds, mut jobs) = (0.., 0..);
        self.folds.retain(|_| folds.next().is_some_and(&is_known));
        self.all.retain(|_| jobs.next().is_some_and(&is_known));
    }

    /// Of folds that were stopped from outside after how many of their epochs, and why; a line for those that have
    /// it in common.
    fn stopped(&self, fitted: &[Fitted]) -> Vec<String> {
        let mut lines: Vec<(String, usize)> = Vec::new();
        for (job, fitted) in self.all.iter().zip(fitted) {
            let Some(reason) = fitted.stop else { continue };
            if !(fitted.is_cut_off() || matches!(reason, StopReason::TimeIsUp { .. })) {
                continue;
            }
            let (epochs, all) = (fitted.epochs, job.chosen.epochs);
            let line = format!("stopped after epoch {epochs} of {all}: {reason}");
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, count)) => *count += 1,
                None => lines.push((line, 1)),
            }
        }
        let text = |(line, count)| match count {
            1 => format!("1 fold {line}"),
            _ => format!("{count} folds {line}"),
        };
        lines.into_iter().map(text).collect()
    }

    /// How the samples are dealt, and what was found in them.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = self.samples.notes();
        let how = match (&self.by, &self.samples.targets) {
            (Some(column), _) => format!(", whole groups of {column:?}"),
            (None, Targets::Classes { column, .. }) => format!(", stratified by {column:?}"),
            _ => String::new(),
        };
        let times = match self.repeats {
            1 => String::new(),
            repeats => format!(", {repeats} times"),
        };
        notes.push(format!("{} folds of {} samples{how}{times}", self.count, self.samples.len()));
        let unknown: usize = self.folds.iter().map(|fold| fold.split.unknown.len()).sum();
        if unknown > 0 {
            notes.push(format!(
                "left out: {unknown} of the samples held out, of classes that no sample of the other \
                 folds has"
            ));
        }
        notes.extend(self.lacks.iter().cloned());
        notes
    }
}
