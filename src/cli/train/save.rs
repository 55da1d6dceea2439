//! The models of a run as files: at its end, and whenever they are asked for before.

use std::collections::BTreeMap;
use std::path::Path;

use gradshader::dataset::Preprocessing;
use gradshader::error::Result;
use gradshader::formula::Loss;
use gradshader::gpu::AdapterDescription;
use gradshader::model::{Ensemble, Model};
use gradshader::network::Network;
use gradshader::run::{Keep, Monitor, Outcome, RateChange, StopReason};
use serde_json::Value;

use crate::cli::chosen::Chosen;
use crate::cli::log::{Measures, Member};
use crate::cli::places::member_path;
use crate::cli::plan::Plan;
use crate::cli::ranks;

/// What model files say beside what was trained.
pub(super) struct Saver<'a> {
    pub(super) plan: &'a Plan,
    pub(super) chosen: &'a Chosen,
    pub(super) network: Network,
    pub(super) loss: Loss,
    pub(super) preprocessing: &'a Preprocessing,
    pub(super) initial_hash: Option<String>,
    pub(super) adapter: &'a AdapterDescription,
    /// Samples of an epoch.
    pub(super) samples: usize,
    /// One a member, at the base.
    pub(super) learning_rates: Vec<f32>,
}

impl Saver<'_> {
    /// Each member as the log has it, with the learning rates of the last steps.
    pub(super) fn members(&self, outcome: &Outcome, last_rates: &[f32]) -> Vec<Member> {
        let member = |member: usize| {
            let (epoch, rate) = (outcome.kept[member], last_rates[member]);
            Member {
                member,
                seed: self.plan.seeds[member],
                parameter_hash: self.hash(outcome, member),
                diverged: outcome.diverged[member],
                reason: outcome.stops[member].map(|stop| stop.name()),
                kept_epoch: epoch,
                learning_rate: self.learning_rates[member],
                measures: Measures::at(&outcome.store, epoch, member, rate),
            }
        };
        (0..outcome.kept.len()).map(member).collect()
    }

    /// The hash of what a member's file has: of networks that share weights, as each is by itself.
    pub(super) fn hash(&self, outcome: &Outcome, member: usize) -> String {
        let (parameters, sharers) = (&outcome.parameters, self.plan.sharers);
        if sharers > 0
            && let Ok(each) = parameters.member(member).unshared(&self.network, sharers)
        {
            return each.hash();
        }
        parameters.hash_of_member(member)
    }

    /// Saves the best member where that was asked for, and of several each beside it; `note` hears of those
    /// that are not written.
    ///
    /// # Errors
    /// When one cannot be written; whatever fails, all the others are saved.
    pub(super) fn save(
        &self,
        outcome: &Outcome,
        last_rates: &[f32],
        note: &dyn Fn(&str),
    ) -> Result<()> {
        let Some(path) = &self.plan.model else { return Ok(()) };
        let save = |member: usize, path: &Path| self.model(outcome, member, last_rates)?.save(path);
        let mut saved = save(outcome.best_member, path);
        let members = outcome.kept.len();
        for member in (0..members).filter(|_| members > 1) {
            let path = member_path(path, member);
            if outcome.diverged[member] {
                note(&format!("member {member} diverged: {} is not written", path.display()));
                continue;
            }
            if let Some(StopReason::Diverged { epoch }) = outcome.stops[member] {
                let (kept, path) = (outcome.kept[member], path.display());
                note(&format!(
                    "member {member} diverged at epoch {epoch}: {path} is of epoch {kept}"
                ));
            }
            saved = saved.and(save(member, &path));
        }
        saved
    }

    /// A member as a model; of networks that share weights each as it is by itself.
    fn model(&self, outcome: &Outcome, member: usize, last_rates: &[f32]) -> Result<Model> {
        let (epoch, rate) = (outcome.kept[member], last_rates[member]);
        let measures = Measures::at(&outcome.store, epoch, member, rate);
        let origin = Origin {
            plan: self.plan,
            chosen: self.chosen,
            adapter: self.adapter,
            initial_hash: self.initial_hash.as_deref(),
            samples: self.samples,
            seed: self.plan.seeds[member],
            learning_rate: self.learning_rates[member],
            epochs: outcome.epochs,
            monitor: outcome.monitor,
            stop_reason: outcome.reason.name(),
            kept_epoch: outcome.kept[member],
            measures: &measures,
            rate_changes: &outcome.rate_changes,
        };
        let mut training = origin.facts();
        training.extend(ranks::sharing().map(|size| ("ranks".to_owned(), size.to_string())));
        let (mut parameters, mut ensemble) =
            (outcome.parameters.member(member), Ensemble::default());
        let sharers = self.plan.sharers;
        if sharers > 0 {
            training.insert("ensemble".to_owned(), sharers.to_string());
            training.insert("share".to_owned(), "weights".to_owned());
            (parameters, ensemble) = Ensemble::of_sharing(&self.network, &parameters, sharers)?;
        }
        Ok(Model {
            network: self.network.clone(),
            loss: self.loss,
            preprocessing: self.preprocessing.clone(),
            ensemble,
            parameters,
            training,
        })
    }
}

/// What was made of the learning rates by hand, such as `x0.5 after step 120 (epoch 3)`; none where
/// nothing was.
pub(super) fn changes_of(changes: &[RateChange]) -> Option<String> {
    let change = |change: &RateChange| {
        format!("x{} after step {} (epoch {})", change.scale, change.steps, change.epoch)
    };
    let each: Vec<_> = changes.iter().map(change).collect();
    (!each.is_empty()).then(|| each.join(", "))
}

/// Where a model comes from; nothing in it tells one run from another of the same configuration.
pub(in crate::cli) struct Origin<'a> {
    pub(in crate::cli) plan: &'a Plan,
    pub(in crate::cli) chosen: &'a Chosen,
    pub(in crate::cli) adapter: &'a AdapterDescription,
    pub(in crate::cli) initial_hash: Option<&'a str>,
    /// Samples of an epoch.
    pub(in crate::cli) samples: usize,
    pub(in crate::cli) seed: u64,
    pub(in crate::cli) learning_rate: f32,
    pub(in crate::cli) epochs: u32,
    pub(in crate::cli) monitor: Monitor,
    pub(in crate::cli) stop_reason: &'static str,
    pub(in crate::cli) kept_epoch: u32,
    pub(in crate::cli) measures: &'a Measures,
    pub(in crate::cli) rate_changes: &'a [RateChange],
}

impl Origin<'_> {
    /// As the model file has it.
    pub(in crate::cli) fn facts(&self) -> BTreeMap<String, String> {
        let mut training = BTreeMap::from([
            ("gradshader".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("adapter".to_owned(), self.adapter.name.clone()),
            ("backend".to_owned(), self.adapter.backend.clone()),
            ("driver".to_owned(), self.adapter.driver.clone()),
            ("seed".to_owned(), self.seed.to_string()),
            ("learning_rate".to_owned(), self.learning_rate.to_string()),
            ("batch".to_owned(), self.chosen.batch.to_string()),
            ("epochs".to_owned(), self.epochs.to_string()),
            // Over which schedules ran.
            ("epochs_planned".to_owned(), self.chosen.epochs.to_string()),
            ("monitor".to_owned(), self.monitor.to_string()),
            ("stop_reason".to_owned(), self.stop_reason.to_owned()),
            ("kept_epoch".to_owned(), self.kept_epoch.to_string()),
            ("samples".to_owned(), self.samples.to_string()),
            ("validation".to_owned(), self.plan.validation.to_string()),
            ("split_seed".to_owned(), self.plan.split_seed.to_string()),
        ]);
        for (name, value) in self.chosen.facts() {
            let text = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            training.insert(name, text);
        }
        for (part, metric, value) in self.measures.iter() {
            training.insert(format!("{}_{metric}", part.name()), value.to_string());
        }
        if let Some(changes) = changes_of(self.rate_changes) {
            training.insert("learning_rate_changes".to_owned(), changes);
        }
        let stopping = &self.chosen.stopping;
        if let Some(patience) = stopping.early_stop {
            training.insert("early_stop".to_owned(), patience.to_string());
            training.insert("min_delta".to_owned(), stopping.min_delta.to_string());
        }
        if let Some(keep) = stopping.keep {
            let keep = if keep == Keep::Best { "best" } else { "last" };
            training.insert("keep".to_owned(), keep.to_owned());
        }
        if let Some(seconds) = stopping.max_seconds {
            training.insert("max_seconds".to_owned(), seconds.to_string());
        }
        if let Some(target) = stopping.target_metric {
            training.insert("target_metric".to_owned(), target.to_string());
        }
        let told = &self.plan.told;
        let named = [
            ("fusion", serde_json::json!(told.fusion)),
            ("precision", serde_json::json!(told.precision)),
            ("strict", serde_json::json!(told.strict.then_some(true))),
        ];
        for (name, value) in named.iter().filter(|(_, value)| !value.is_null()) {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            training.insert((*name).to_owned(), text);
        }
        match self.initial_hash {
            None => {
                let each = self.chosen.initialisations().join(",");
                training.insert("initialisation".to_owned(), each);
            }
            Some(hash) => {
                training.insert("initial_parameter_hash".to_owned(), hash.to_owned());
            }
        }
        training
    }
}
