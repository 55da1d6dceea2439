//! Networks that were trained to answer together: what the screen and the file say of them.

use std::path::PathBuf;

use gradshader::dataset::Scaling;
use gradshader::ensemble::{self, Taken, Worth};
use gradshader::error::Result;
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model};

use crate::cli::output;
use crate::cli::plan::Plan;
use crate::cli::together::{Candidate, Verified, facts};

/// Of the settings that are taken, how many the screen shows.
const LINES: usize = 20;

/// What was trained.
pub(super) struct Trained<'a> {
    pub(super) plan: &'a Plan,
    /// One a network.
    pub(super) plans: Vec<Plan>,
    pub(super) of: ensemble::Trained<'a>,
    /// Those of a setting one after the other, one a fold.
    pub(super) candidates: Vec<Candidate>,
    pub(super) adapter: AdapterDescription,
    /// Of all networks.
    pub(super) verified: Option<Verified>,
}

impl Trained<'_> {
    pub(super) fn end(self) -> Result<()> {
        let (taken, best) = self.of.choose()?;
        let worth = self.of.worth(&taken, best);
        let save = |path: &PathBuf| self.model(&taken, &worth)?.save(path);
        let saved = self.plan.model.as_ref().map_or(Ok(()), save);
        // Whatever one of them meets, the others are written.
        let text = self.text(&taken, &worth, saved.is_ok());
        let written = [saved, self.log(&taken, &worth), output::print(&text)];
        written.into_iter().collect()
    }

    /// How a setting's networks have numbers scaled.
    pub(super) fn scaling(&self, setting: usize) -> Scaling {
        self.of.parts.jobs[self.of.parts.job(setting, 0)].preprocessing.scaling
    }

    /// What was taken, and what it is worth beside the best setting alone.
    fn text(&self, taken: &[Taken], worth: &[Worth], is_saved: bool) -> String {
        let which = self.of.which();
        let heads =
            ["setting", "counts", "seed", "scaling", "hidden", "learning_rate", "decay", "dropout"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        rows[0].extend(["epochs".to_owned(), format!("{which}_loss")]);
        for &Taken { setting, times } in taken.iter().take(LINES) {
            let (first, _) = self.of.of(setting).next().expect("a setting has a network");
            let chosen = &self.candidates[first].design.chosen;
            let epochs: u32 = self.of.of(setting).map(|(_, fitted)| fitted.epochs).sum();
            let dropout = chosen.recipe.dropout.iter().flatten().map(f64::to_string);
            rows.push(vec![
                setting.to_string(),
                times.to_string(),
                self.plans[first].seeds[0].to_string(),
                self.scaling(setting).to_string(),
                chosen.widths(),
                chosen.learning_rates[0].to_string(),
                chosen.recipe.decay.unwrap_or(0.0).to_string(),
                dropout.collect::<Vec<_>>().join(","),
                (f64::from(epochs) / self.of.parts.each() as f64).round().to_string(),
                output::figure(Metric::Loss, self.of.loss_of(&self.of.decisive(setting))),
            ]);
        }
        let mut text = output::table(&rows, 0);
        if taken.len() > LINES {
            text.push_str(&format!("and {} more\n", taken.len() - LINES));
        }
        let networks = format!("{} of {}", taken.len() * self.of.parts.each(), self.of.networks());
        let mut names = vec![vec!["networks".to_owned(), networks]];
        let model = match &self.plan.model {
            Some(path) if is_saved => path.display().to_string(),
            Some(_) => "not saved".to_owned(),
            None => "not kept; --model keeps it".to_owned(),
        };
        if let Some(verified) = &self.verified {
            names.push(vec!["verified_steps".to_owned(), verified.to_string()]);
        }
        names.push(vec!["model".to_owned(), model]);
        let mut figures = vec![["", "ensemble", "best alone"].map(str::to_owned).to_vec()];
        figures.extend(worth.iter().map(|Worth { metric, name, together, alone }| {
            let figure = |value: &Option<f64>| {
                value.map_or("-".to_owned(), |value| output::figure(*metric, value))
            };
            vec![name.clone(), figure(together), figure(alone)]
        }));
        format!("{text}\n{}\n{}", output::table(&figures, 1), output::table(&names, 2))
    }

    /// The networks that were taken as one model; the inputs are those of the one that has most.
    fn model(&self, taken: &[Taken], worth: &[Worth]) -> Result<Model> {
        let places = self.of.places(taken);
        let network = |place: usize| &self.candidates[place].design.network;
        let (preprocessing, members) = self.of.members(&places, &network)?;
        let mut members = members.into_iter();
        let first = members.next().expect("a network is taken");

        let facts = |place: usize| {
            let Candidate { job, design, .. } = &self.candidates[place];
            let samples = self.of.parts.jobs[*job].training.samples;
            facts(self.of.at(place), &self.plans[place], samples, design, &self.adapter)
        };
        let mut training = facts(places[0].0);
        training.insert("ensemble".to_owned(), self.of.settings().len().to_string());
        training.insert("ensemble_folds".to_owned(), self.of.parts.folds.to_string());
        let common = training.clone();
        if places.len() > 1 {
            // What the first measured is its own.
            for (name, value) in common.iter().filter(|(name, _)| output::measure(name).is_some()) {
                training.remove(name);
                training.insert(format!("member_0_{name}"), value.clone());
            }
        }
        training.extend(
            worth.iter().filter_map(|row| Some((row.name.clone(), row.together?.to_string()))),
        );
        for (number, &(place, _)) in places.iter().enumerate().skip(1) {
            for (name, value) in facts(place) {
                // What it has in common with the first is said once; what it measured is its own.
                if common.get(&name) != Some(&value) || output::measure(&name).is_some() {
                    training.insert(format!("member_{number}_{name}"), value);
                }
            }
        }
        Ok(Model {
            network: first.network,
            parameters: first.parameters,
            loss: self.of.loss,
            preprocessing,
            ensemble: Ensemble { times: first.times, others: members.collect() },
            training,
        })
    }
}
