//! Whether the samples held out can decide: of which classes none is among them, and what has no value there.

use gradshader::Dataset;
use gradshader::dataset::{Preprocessing, TargetEncoding};
use gradshader::error::{Error, Result};
use gradshader::metrics::Metric;
use gradshader::run::{Meaning, is_defined};

use super::plan::Plan;
use super::prepare::Job;

/// Classes that a line names at the most.
const NAMES: usize = 3;

/// The classes of which no sample is there; of labels, what no sample says of them.
fn lacking(preprocessing: &Preprocessing, data: &Dataset) -> Vec<String> {
    let width = preprocessing.outputs();
    let columns = data.targets.len() / data.samples.max(1);
    let has = |column: usize, is_high: bool| {
        data.targets.chunks(columns).any(|row| (row[column] > 0.5) == is_high)
    };
    match &preprocessing.targets {
        TargetEncoding::Classes { names, .. } => {
            let is_there = |class: usize| match width {
                1 => has(0, class == 1),
                _ => has(class, true),
            };
            let each = names.iter().enumerate().filter(|(class, _)| !is_there(*class));
            each.map(|(_, name)| name.clone()).collect()
        }
        TargetEncoding::Labels { columns } => {
            let each = columns
                .iter()
                .enumerate()
                .flat_map(|(column, label)| [(column, label, true), (column, label, false)]);
            let is_lacking = each.filter(|&(column, _, is_high)| !has(column, is_high));
            let said = is_lacking.map(|(_, label, is_high)| {
                let says = if is_high { &label.positive } else { &label.negative };
                format!("{}={says}", label.name)
            });
            said.collect()
        }
        TargetEncoding::Values { .. } => Vec::new(),
    }
}

/// Some of them in a line.
fn named(names: &[String]) -> String {
    let shown: Vec<_> = names.iter().take(NAMES).map(|name| format!("{name:?}")).collect();
    match names.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn has_value(metric: Metric, preprocessing: &Preprocessing, data: &Dataset) -> bool {
    is_defined(Meaning::Encoded(preprocessing), metric, data, preprocessing.outputs())
}

/// Refuses samples to judge by that count nothing in the loss.
///
/// # Errors
/// Where each of them weighs 0.
pub(super) fn check_weights(preprocessing: &Preprocessing, data: &Dataset) -> Result<()> {
    match has_value(Metric::Loss, preprocessing, data) {
        true => Ok(()),
        false => Err(Error::input(
            "every validation sample has a weight of 0, so that there is no loss to judge by",
        )
        .advice("give some of them more, or hold out others, with another --split-seed")),
    }
}

/// What is said of samples for test that count nothing in the loss.
pub(super) fn of_test(preprocessing: &Preprocessing, data: &Dataset) -> Option<String> {
    let is_weightless = !has_value(Metric::Loss, preprocessing, data);
    is_weightless
        .then(|| "every test sample has a weight of 0: there is no loss of them".to_owned())
}

impl Job {
    /// Refuses a run that would be judged by what has no value on the samples held out.
    ///
    /// # Errors
    /// Names the metric, and the class that is not there.
    pub(super) fn check_monitor(&self, plan: &Plan) -> Result<()> {
        let Some(data) = &self.validation else { return Ok(()) };
        let target = plan.stopping.target_metric.map(|target| ("--target-metric", target.metric));
        let watched = [("--monitor", plan.stopping.monitor)].into_iter().chain(target);
        for (flag, metric) in watched {
            if !has_value(metric, &self.preprocessing, data) {
                let names = named(&lacking(&self.preprocessing, data));
                let which = match data.samples {
                    1 if metric == Metric::RSquared => "one sample, which is held out".to_owned(),
                    1 => format!("the sample held out, which is not {names}"),
                    count => format!("the {count} samples held out, of which none is {names}"),
                };
                return Err(Error::input(format!("{flag} {metric} has no value on {which}"))
                    .advice("hold out more or others, or name another metric"));
            }
        }
        Ok(())
    }
}

/// What folds lack, a line each; `monitor` is by what each is judged on its way.
pub(super) fn of_folds(jobs: &[Job], monitor: Metric) -> Vec<String> {
    let held: Vec<_> =
        jobs.iter().filter_map(|job| Some((&job.preprocessing, job.test.as_ref()?))).collect();
    let each: Vec<_> = held.iter().map(|(of, data)| lacking(of, data)).collect();
    let some = |count: usize| format!("{count} of {} folds", jobs.len());
    let hold = |count: usize| if count == 1 { "holds out" } else { "hold out" };
    let mut notes = Vec::new();
    let count = each.iter().filter(|names| !names.is_empty()).count();
    if count > 0 {
        let mut names: Vec<String> = Vec::new();
        for name in each.into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        notes.push(format!(
            "{} {} no sample of {}: there metrics by class are those of the others, and roc_auc \
             has no value; use fewer folds",
            some(count),
            hold(count),
            named(&names)
        ));
    }
    let weightless = held.iter().filter(|(of, data)| !has_value(Metric::Loss, of, data)).count();
    if weightless > 0 {
        notes.push(format!(
            "{} {} samples that all weigh 0: there is no loss of them",
            some(weightless),
            hold(weightless)
        ));
    }
    let watched =
        jobs.iter().filter_map(|job| Some((&job.preprocessing, job.validation.as_ref()?)));
    let unwatched = watched.filter(|(of, data)| !has_value(monitor, of, data)).count();
    if unwatched > 0 {
        notes.push(format!(
            "in {} validation {monitor} has no value, since {}: the last epoch is kept",
            some(unwatched),
            lack(monitor, "a class is not there")
        ));
    }
    notes
}

/// Why a metric has no value: one sample has no R².
fn lack(metric: Metric, class: &'static str) -> &'static str {
    if metric == Metric::RSquared { "one sample is held out" } else { class }
}

/// Refuses folds that shall be compared by what has a value in none of them.
///
/// # Errors
/// Names the metric.
pub(super) fn check_folds(jobs: &[Job], metric: Metric) -> Result<()> {
    let mut held = jobs.iter().filter_map(|job| Some((&job.preprocessing, job.test.as_ref()?)));
    match held.any(|(of, data)| has_value(metric, of, data)) {
        true => Ok(()),
        false => Err(Error::input(format!(
            "--monitor {metric} has a value in none of the {} folds, since {}",
            jobs.len(),
            lack(metric, "each lacks a class")
        ))
        .advice("use fewer folds, or name another metric")),
    }
}
