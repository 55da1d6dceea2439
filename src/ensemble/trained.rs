//! Networks that were trained to answer together: which are taken, and what they are worth.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Parts, combine, loss, select, widened};
use crate::dataset::{Dataset, Preprocessing, TargetEncoding};
use crate::error::{Error, Result};
use crate::formula::Loss;
use crate::metrics::Metric;
use crate::model::Member;
use crate::network::Network;
use crate::run::{Meaning, measures};
use crate::together::Fitted;

/// Rounds of the selection: no setting counts more often.
const ROUNDS: usize = 40;

/// Settings that begin, the best by themselves, of four times as many at the least.
const BEGIN: usize = 8;

/// Networks of several settings, trained on [`Parts`].
#[derive(Debug, Clone, Copy)]
pub struct Trained<'a> {
    /// Their samples.
    pub parts: &'a Parts,
    /// By setting, from 0, its networks, one a fold, with their answers to the samples for validation and for test.
    pub fitted: &'a BTreeMap<usize, Vec<Fitted>>,
    /// What was minimised.
    pub loss: Loss,
    /// Whether samples have weights.
    pub weighted: bool,
}

/// A setting that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// From 0.
    pub setting: usize,
    /// How often its networks count.
    pub times: u32,
}

/// A metric of some samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// The metric.
    pub metric: Metric,
    /// Of which samples, and the metric: `folds_accuracy`, `validation_loss`.
    pub name: String,
    /// Of all that are taken.
    pub together: Option<f64>,
    /// Of the best setting alone.
    pub alone: Option<f64>,
}

impl Trained<'_> {
    /// The settings that were trained.
    pub fn settings(&self) -> impl ExactSizeIterator<Item = usize> {
        self.fitted.keys().copied()
    }

    /// How many networks were trained.
    pub fn networks(&self) -> usize {
        self.fitted.len() * self.parts.each()
    }

    /// The networks of a setting, and where they stand among those of all.
    ///
    /// # Panics
    /// If it was not trained.
    pub fn of(&self, setting: usize) -> impl Iterator<Item = (usize, &Fitted)> {
        (setting * self.parts.each()..).zip(&self.fitted[&setting])
    }

    /// The network at a place of [`Self::of`].
    ///
    /// # Panics
    /// If its setting was not trained.
    pub fn at(&self, place: usize) -> &Fitted {
        let each = self.parts.each();
        &self.fitted[&(place / each)][place % each]
    }

    /// What decided, by name: `folds` or `validation`.
    pub fn which(&self) -> &'static str {
        if self.parts.folds > 0 { "folds" } else { "validation" }
    }

    /// A setting's answers to what decides: each sample's by the network that has not seen it.
    pub fn decisive(&self, setting: usize) -> Vec<f32> {
        self.of(setting).flat_map(|(_, fitted)| fitted.answers[0].iter().copied()).collect()
    }

    /// The mean loss of answers to what decides.
    pub fn loss_of(&self, answers: &[f32]) -> f64 {
        loss(self.loss, &self.parts.decide, answers, self.weighted)
    }

    /// The settings that together do best on what decides, the one that counts most first, and the setting
    /// that does so alone.
    ///
    /// # Errors
    /// When every network diverged.
    pub fn choose(&self) -> Result<(Vec<Taken>, usize)> {
        let is_usable = |&setting: &usize| self.of(setting).all(|(_, fitted)| !fitted.diverged);
        let usable: Vec<usize> = self.settings().filter(is_usable).collect();
        let answers: Vec<Vec<f32>> = usable.iter().map(|&setting| self.decisive(setting)).collect();
        let each: Vec<_> = answers.iter().map(Vec::as_slice).collect();
        let loss = |mean: &[f32]| self.loss_of(mean);
        let alone = usable.iter().copied().zip(each.iter().map(|answers| loss(answers)));
        let Some((best, _)) = alone.min_by(|(_, a), (_, b)| a.total_cmp(b)) else {
            return Err(
                Error::failed("every network diverged").advice("use a smaller --learning-rate")
            );
        };
        let begin = each.len().div_ceil(4).min(BEGIN);
        let times = select(&each, &loss, begin, ROUNDS)?;
        let taken = usable.iter().zip(times).filter(|(_, times)| *times > 0);
        let mut taken: Vec<_> = taken.map(|(&setting, times)| Taken { setting, times }).collect();
        // The one that counts most first: it is what a reader of one network sees.
        taken.sort_by_key(|taken| (Reverse(taken.times), taken.setting));
        Ok((taken, best))
    }

    /// Each metric of what decided and of the rest: of what was taken, and of the best setting alone.
    pub fn worth(&self, taken: &[Taken], best: usize) -> Vec<Worth> {
        let mut rows = Vec::new();
        let decisive: Vec<_> =
            taken.iter().map(|taken| (self.decisive(taken.setting), taken.times)).collect();
        let together = mean(&decisive);
        let alone = self.decisive(best);
        let metrics = self.metrics();
        let preprocessing = &self.parts.jobs[0].preprocessing;
        let mut add = |name: &str, data: &Dataset, together: &[f32], alone: &[f32]| {
            rows.push(Worth {
                metric: Metric::Loss,
                name: format!("{name}_loss"),
                together: Some(loss(self.loss, data, together, self.weighted)),
                alone: Some(loss(self.loss, data, alone, self.weighted)),
            });
            let of = |outputs| measures(Meaning::Encoded(preprocessing), &metrics, data, outputs);
            for (&metric, (together, alone)) in
                metrics.iter().zip(of(together).into_iter().zip(of(alone)))
            {
                rows.push(Worth { metric, name: format!("{name}_{metric}"), together, alone });
            }
        };
        add(self.which(), &self.parts.decide, &together, &alone);
        let mut start = 0;
        for (part, data) in &self.parts.rest {
            let length = data.samples * preprocessing.outputs();
            let of = |setting, times| {
                let part = move |(_, fitted): (usize, &Fitted)| {
                    (fitted.answers[1][start..][..length].to_vec(), times)
                };
                self.of(setting).map(part).collect::<Vec<_>>()
            };
            let each: Vec<_> =
                taken.iter().flat_map(|taken| of(taken.setting, taken.times)).collect();
            add(part.name(), data, &mean(&each), &mean(&of(best, 1)));
            start += length;
        }
        rows
    }

    fn metrics(&self) -> Vec<Metric> {
        let classes = match &self.parts.jobs[0].preprocessing.targets {
            TargetEncoding::Classes { names, .. } => names.len(),
            // Of two classes each.
            TargetEncoding::Labels { .. } => 2,
            TargetEncoding::Values { .. } => return Metric::OF_VALUES.to_vec(),
        };
        let is_shown = |metric: &Metric| {
            !matches!(metric, Metric::Precision | Metric::Recall | Metric::TopKAccuracy(_))
        };
        Metric::all_of_classes(classes).into_iter().filter(is_shown).collect()
    }

    /// Where the networks that were taken stand, and how often each counts.
    pub fn places(&self, taken: &[Taken]) -> Vec<(usize, u32)> {
        let of = |taken: &Taken| {
            let times = taken.times;
            self.of(taken.setting).map(move |(place, _)| (place, times)).collect::<Vec<_>>()
        };
        taken.iter().flat_map(of).collect()
    }

    /// The networks at these places, all for the inputs of the one that has most, whose preprocessing is the
    /// model's. `network` has the shape of each.
    ///
    /// # Errors
    /// Without any.
    pub fn members<'n>(
        &self,
        places: &[(usize, u32)],
        network: &dyn Fn(usize) -> &'n Network,
    ) -> Result<(Preprocessing, Vec<Member>)> {
        let each = self.parts.each();
        let of = |place: usize| {
            &self.parts.jobs[self.parts.job(place / each, place % each)].preprocessing
        };
        let widest = places.iter().map(|&(place, _)| of(place)).max_by_key(|of| of.inputs());
        let widest = widest.ok_or_else(|| Error::input("an ensemble of no networks"))?;
        let member = |&(place, times): &(usize, u32)| {
            let parameters = &self.at(place).parameters;
            let (network, parameters) = widened(network(place), parameters, of(place), widest)?;
            Ok(Member { network, parameters, times })
        };
        let members = places.iter().map(member).collect::<Result<_>>()?;
        Ok((widest.clone(), members))
    }
}

/// The mean of answers, each counted so many times.
fn mean(each: &[(Vec<f32>, u32)]) -> Vec<f32> {
    let each: Vec<_> = each.iter().map(|(answers, times)| (&answers[..], *times)).collect();
    combine(&each).0
}
