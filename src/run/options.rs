//! What a run shall do.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Monitor, Part};
use crate::dataset::{Dataset, Preprocessing, TargetEncoding};
use crate::error::{Error, Result, digits};
use crate::metrics::Metric;
use crate::names::{self, by_text};
use crate::schedule::Plateau;
use crate::train::Sets;

/// When to end a run whose monitored value no longer gets better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EarlyStop {
    /// So many epochs in a row without an improvement end a member's training.
    pub patience: u32,
    /// What is better by no more than this is no improvement. It has no say in which epoch is the best.
    pub min_delta: f64,
}

/// A value that is good enough; as text `METRIC:VALUE`, such as `accuracy:0.98`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Of the part that is monitored.
    pub metric: Metric,
    /// To be reached or surpassed.
    pub value: f64,
}

/// Which epoch's parameters are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// Those of the best epoch, of each member its own.
    Best,
    /// Those of the last complete epoch.
    Last,
}

/// What to do where a loss or a parameter is no longer finite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnDivergence {
    /// End the member.
    #[default]
    Stop,
    /// Go back to the last epoch in which all was finite, with half the member's learning rate; a tenth
    /// time of a run ends it.
    Rollback,
    /// Train on.
    Ignore,
}

impl FromStr for OnDivergence {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "stop" => Ok(Self::Stop),
            "rollback" => Ok(Self::Rollback),
            "ignore" => Ok(Self::Ignore),
            _ => Err(names::unknown("way to go on", name, &["stop", "rollback", "ignore"])),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.metric, self.value)
    }
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (metric, value) = text.split_once(':').ok_or_else(|| {
            Error::input(format!("{text:?} is no target"))
                .advice("write a metric and its value, such as accuracy:0.98")
        })?;
        let value = value.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        let value = value.ok_or_else(|| {
            Error::input(format!("{text:?} has no value to reach"))
                .advice("write a metric and its value, such as accuracy:0.98")
        })?;
        Ok(Self { metric: metric.trim().parse()?, value })
    }
}

by_text!(Target, to_string);

impl FromStr for Keep {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "best" => Ok(Self::Best),
            "last" => Ok(Self::Last),
            _ => Err(names::unknown("epoch to keep", name, &["best", "last"])),
        }
    }
}

/// Successive halving (Jamieson and Talwalkar 2016): after `first` epochs, and whenever there have been
/// twice as many, the half of the teams with the better monitored values goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halving {
    /// Epochs before the first members are stopped.
    pub first: u32,
    /// The team of each member, which goes on or is stopped as a whole: the parts of one setting's
    /// cross-validation, say. They are compared by the mean over their members.
    pub teams: Vec<usize>,
    /// Teams that other runs have decided of: each ends after this epoch, if there is one, and is compared with none.
    pub decided: BTreeMap<usize, Option<u32>>,
}

/// What a network's outputs stand for, by which they are measured.
#[derive(Debug, Clone, Copy)]
pub enum Meaning<'a> {
    /// A class each, or one for the second of two.
    Classes,
    /// Labels that each are there or not; a metric is the mean over them, each as two classes.
    Labels,
    /// Values, measured as they are.
    Values,
    /// Whatever a preprocessing encoded; values are measured in their columns' units.
    Encoded(&'a Preprocessing),
}

impl Meaning<'_> {
    /// Whether they are labels.
    pub(super) fn is_labels(&self) -> bool {
        match self {
            Self::Labels => true,
            Self::Classes | Self::Values => false,
            Self::Encoded(preprocessing) => {
                matches!(preprocessing.targets, TargetEncoding::Labels { .. })
            }
        }
    }

    /// How many classes a sample is one of, if that is known; a label is there or not.
    fn alternatives(&self) -> Option<usize> {
        match self {
            Self::Labels => Some(2),
            Self::Classes | Self::Values => None,
            Self::Encoded(preprocessing) => match &preprocessing.targets {
                TargetEncoding::Classes { names, .. } => Some(names.len()),
                TargetEncoding::Labels { .. } => Some(2),
                TargetEncoding::Values { .. } => None,
            },
        }
    }

    /// Whether they are classes or labels.
    pub(super) fn is_classes(&self) -> bool {
        match self {
            Self::Classes | Self::Labels => true,
            Self::Values => false,
            Self::Encoded(preprocessing) => {
                !matches!(preprocessing.targets, TargetEncoding::Values { .. })
            }
        }
    }
}

/// What a run shall do. The default trains for 50 epochs and measures values.
#[derive(Debug, Clone)]
pub struct FitOptions<'a> {
    /// Passes over the training samples, at the most.
    pub epochs: u32,
    /// What is measured, beside the loss and after every epoch, on the validation part and, with
    /// [`Self::test_each_epoch`], on the test samples; by default what is cheap.
    pub metrics: Option<Vec<Metric>>,
    /// What is measured on these parts at the end too, of what was kept.
    pub final_metrics: Vec<Metric>,
    /// What the outputs stand for.
    pub meaning: Meaning<'a>,
    /// What those of each member stand for, where members have preprocessings of their own; of the same
    /// task as [`Self::meaning`]. Empty where it is the same for all.
    pub meanings: Vec<Meaning<'a>>,
    /// By what epochs and members are compared: on the validation part, or where there is none on the
    /// training part, of which only the loss is known.
    pub monitor: Metric,
    /// Which epoch's parameters are kept; by default the best one's where there is a validation part.
    pub keep: Option<Keep>,
    /// When to end because nothing gets better.
    pub early_stop: Option<EarlyStop>,
    /// When to end because it is good enough; the epoch that is so is kept.
    pub target: Option<Target>,
    /// When to end because it takes too long, in seconds from the start. The epoch that is under way is
    /// given up, unless it is the first.
    pub max_seconds: Option<f64>,
    /// Reduces each member's learning rate where its monitored value no longer gets better.
    pub plateau: Option<Plateau>,
    /// Samples that decide nothing, measured at the end.
    pub test: Option<&'a Dataset>,
    /// In place of these, samples of each member's own.
    pub test_sets: Option<&'a Sets>,
    /// Whether these are measured after every epoch too.
    pub test_each_epoch: bool,
    /// What to do where a loss or a parameter is no longer finite.
    pub on_divergence: OnDivergence,
    /// Stops members that do worse than others on the way.
    pub halving: Option<Halving>,
    /// Whether members that have stopped stay on the device until the run ends, as for a profile of one
    /// program. Otherwise they are cut out, so that the others take less time.
    pub keep_stopped: bool,
    /// Whether to look at what the layers hold after some epochs, as many as take no more than a
    /// twenty-fifth of the run's time.
    pub probe: bool,
}

impl Default for FitOptions<'_> {
    fn default() -> Self {
        Self {
            epochs: 50,
            metrics: None,
            final_metrics: Vec::new(),
            meaning: Meaning::Values,
            meanings: Vec::new(),
            monitor: Metric::Loss,
            keep: None,
            early_stop: None,
            target: None,
            max_seconds: None,
            plateau: None,
            test: None,
            test_sets: None,
            test_each_epoch: false,
            on_divergence: OnDivergence::Stop,
            halving: None,
            keep_stopped: false,
            probe: false,
        }
    }
}

impl<'a> FitOptions<'a> {
    /// Those of what `preprocessing` encoded. Every metric of its kind is measured at the end; after every
    /// epoch those that are cheap where `each_epoch`, else the one that is shown.
    pub fn of(preprocessing: &'a Preprocessing, each_epoch: bool) -> Self {
        let (each, shown, all) = match &preprocessing.targets {
            TargetEncoding::Classes { names, .. } => {
                let all = Metric::all_of_classes(names.len());
                (&Metric::OF_CLASSES[..], Metric::Accuracy, all)
            }
            // Of two classes each.
            TargetEncoding::Labels { .. } => {
                (&Metric::OF_CLASSES[..], Metric::Accuracy, Metric::all_of_classes(2))
            }
            TargetEncoding::Values { .. } => {
                (&Metric::OF_VALUES[..], Metric::RSquared, Metric::OF_VALUES.to_vec())
            }
        };
        let each = if each_epoch { each.to_vec() } else { vec![shown] };
        Self {
            final_metrics: all.into_iter().filter(|metric| !each.contains(metric)).collect(),
            metrics: Some(each),
            meaning: Meaning::Encoded(preprocessing),
            ..Self::default()
        }
    }
}

impl FitOptions<'_> {
    /// What the outputs of a member stand for.
    pub(super) fn meaning_of(&self, member: usize) -> Meaning<'_> {
        self.meanings.get(member).copied().unwrap_or(self.meaning)
    }

    /// What is watched.
    pub fn watched(&self, has_validation: bool) -> Monitor {
        let part = if has_validation { Part::Validation } else { Part::Training };
        Monitor { part, metric: self.monitor }
    }

    /// Which epoch is kept.
    pub fn kept(&self, has_validation: bool) -> Keep {
        self.keep.unwrap_or(if has_validation { Keep::Best } else { Keep::Last })
    }

    /// What is measured after every epoch.
    pub(crate) fn metrics(&self) -> Vec<Metric> {
        let default: &[Metric] =
            if self.meaning.is_classes() { &Metric::OF_CLASSES } else { &Metric::OF_VALUES };
        let mut metrics = self.metrics.clone().unwrap_or_else(|| default.to_vec());
        let watched = std::iter::once(self.monitor).chain(self.target.map(|target| target.metric));
        for metric in watched {
            if metric != Metric::Loss && !metrics.contains(&metric) {
                metrics.push(metric);
            }
        }
        metrics
    }

    /// Checks what cannot be, before anything is spent on it; [`fit`](super::fit) does so too.
    ///
    /// # Errors
    /// A patience of 0, an amount that is no number, a metric that is not of what the targets are, or
    /// one that only a validation part has where there is none.
    pub fn check(&self, has_validation: bool) -> Result<()> {
        if let Some(EarlyStop { patience, min_delta }) = self.early_stop {
            if patience == 0 {
                return Err(Error::input("early stopping after 0 epochs without improvement")
                    .advice("use at least 1"));
            }
            if !(min_delta.is_finite() && min_delta >= 0.0) {
                return Err(Error::input(format!(
                    "an improvement of at least {}",
                    digits(min_delta)
                ))
                .advice("use a number from 0"));
            }
        }
        if self.keep == Some(Keep::Best) && !has_validation {
            return Err(Error::input("no samples are held out to find the best epoch by")
                .advice("hold some out, or keep the last"));
        }
        if self.halving.as_ref().is_some_and(|halving| halving.first == 0) {
            return Err(Error::input("halving after 0 epochs").advice("use at least 1"));
        }
        if let Some(seconds) = self.max_seconds.filter(|s| !(s.is_finite() && *s > 0.0)) {
            return Err(Error::input(format!("training for at most {} seconds", digits(seconds)))
                .advice("use a number above 0"));
        }
        if let Some(target) = self.target.filter(|target| !target.value.is_finite()) {
            return Err(Error::input(format!("a {} of {} to reach", target.metric, target.value))
                .advice("use a finite number"));
        }
        let watched = std::iter::once(self.monitor).chain(self.target.map(|target| target.metric));
        for metric in watched {
            if !has_validation && metric != Metric::Loss {
                return Err(Error::input(format!(
                    "no samples are held out to measure {metric} on"
                ))
                .advice("hold some out, or watch the loss"));
            }
            // It would end the run after its first epoch.
            if let (Metric::TopKAccuracy(k), Some(of)) = (metric, self.meaning.alternatives())
                && k >= of
            {
                let of = if of == 2 { "two answers" } else { "so few classes" };
                return Err(Error::input(format!("{metric} of {of} is always 1"))
                    .advice("use for example accuracy or log-loss"));
            }
        }
        let all = watched_and_measured(self);
        let is_classes = self.meaning.is_classes();
        match all.into_iter().find(|metric| metric.is_of_classes() == Some(!is_classes)) {
            None => Ok(()),
            Some(metric) => {
                let (of, what) =
                    if is_classes { ("values", "classes") } else { ("classes", "values") };
                Err(Error::input(format!("{metric} is a metric of {of}, the targets are {what}"))
                    .advice(match is_classes {
                        true => "use for example accuracy or log-loss",
                        false => "use for example rmse or r-squared",
                    }))
            }
        }
    }
}

fn watched_and_measured(options: &FitOptions<'_>) -> Vec<Metric> {
    let mut all = options.metrics();
    all.extend(&options.final_metrics);
    all
}
