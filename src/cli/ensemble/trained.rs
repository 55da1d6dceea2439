//! Networks that were trained to answer together: which are taken, and what they are worth.

use gradshader::dataset::Scaling;
use gradshader::ensemble::{combine, loss, select};
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Member, Model};
use gradshader::run::{Meaning, measures};

use super::parts::{Parts, widened};
use crate::cli::output;
use crate::cli::plan::Plan;
use crate::cli::together::{Candidate, Fitted};

/// Rounds of the selection: no setting counts more often.
const ROUNDS: usize = 40;

/// Settings that begin, the best by themselves, of four times as many at the least.
const BEGIN: usize = 8;

/// Of the settings that are taken, how many the screen shows.
const LINES: usize = 20;

/// What was trained.
pub(super) struct Trained<'a> {
    pub(super) plan: &'a Plan,
    /// One a network.
    pub(super) plans: Vec<Plan>,
    pub(super) parts: Parts,
    /// Those of a setting one after the other, one a fold.
    pub(super) candidates: Vec<Candidate>,
    pub(super) fitted: Vec<Fitted>,
    pub(super) adapter: AdapterDescription,
}

/// A metric of some part by name: of the ensemble, and of the best setting alone.
pub(super) type Row = (String, Option<f64>, Option<f64>);

/// A setting that was taken.
pub(super) struct Taken {
    pub(super) setting: usize,
    pub(super) times: u32,
}

impl Trained<'_> {
    pub(super) fn end(self) -> Result<()> {
        let settings = self.fitted.len() / self.each();
        let is_usable = |&setting: &usize| self.of(setting).all(|(_, fitted)| !fitted.diverged);
        let usable: Vec<usize> = (0..settings).filter(is_usable).collect();
        if usable.is_empty() {
            return Err(
                Error::failed("every network diverged").advice("use a smaller --learning-rate")
            );
        }
        let answers: Vec<Vec<f32>> = usable.iter().map(|&setting| self.decisive(setting)).collect();
        let each: Vec<_> = answers.iter().map(Vec::as_slice).collect();
        let job = &self.parts.jobs[0];
        let kind = job.hyperparameters.loss;
        let loss =
            |mean: &[f32]| loss(kind, &self.parts.decide, mean, job.hyperparameters.weighted);
        let begin = each.len().div_ceil(4).min(BEGIN);
        let times = select(&each, &loss, begin, ROUNDS)?;
        let taken = usable.iter().zip(times).filter(|(_, times)| *times > 0);
        let mut taken: Vec<_> = taken.map(|(&setting, times)| Taken { setting, times }).collect();
        // The one that counts most first: it is what a reader of one network sees.
        taken.sort_by_key(|taken| (std::cmp::Reverse(taken.times), taken.setting));
        let best =
            usable.iter().copied().zip(&each).min_by(|(_, a), (_, b)| loss(a).total_cmp(&loss(b)));
        let (best, _) = best.expect("one is usable");
        let worth = self.worth(&taken, best);
        let text = self.text(&taken, &worth, &loss);
        let figures: Vec<_> = worth.into_iter().map(|(_, row)| row).collect();
        self.log(&taken, &loss, &figures)?;
        if let Some(path) = &self.plan.model {
            self.model(&taken)?.save(path)?;
        }
        output::print(&text)
    }

    /// What decided, by name.
    pub(super) fn which(&self) -> &'static str {
        if self.parts.folds > 0 { "folds" } else { "validation" }
    }

    /// How a setting's networks have numbers scaled.
    pub(super) fn scaling(&self, setting: usize) -> Scaling {
        self.parts.jobs[self.parts.job(setting, 0)].preprocessing.scaling
    }

    /// Networks of a setting.
    pub(super) fn each(&self) -> usize {
        self.parts.each()
    }

    /// The networks of a setting, and where they stand.
    pub(super) fn of(&self, setting: usize) -> impl Iterator<Item = (usize, &Fitted)> {
        let first = setting * self.each();
        (first..first + self.each()).map(|place| (place, &self.fitted[place]))
    }

    /// Its answers to what decides: each sample's by the network that has not seen it.
    pub(super) fn decisive(&self, setting: usize) -> Vec<f32> {
        self.of(setting).flat_map(|(_, fitted)| fitted.answers[0].iter().copied()).collect()
    }

    /// What was taken, and what it is worth beside the best setting alone.
    fn text(
        &self,
        taken: &[Taken],
        worth: &[(Metric, Row)],
        loss: &dyn Fn(&[f32]) -> f64,
    ) -> String {
        let which = self.which();
        let heads =
            ["setting", "counts", "seed", "scaling", "hidden", "learning_rate", "decay", "dropout"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        rows[0].extend(["epochs".to_owned(), format!("{which}_loss")]);
        for &Taken { setting, times } in taken.iter().take(LINES) {
            let (first, _) = self.of(setting).next().expect("a setting has a network");
            let chosen = &self.candidates[first].design.chosen;
            let epochs: u32 = self.of(setting).map(|(_, fitted)| fitted.epochs).sum();
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
                (f64::from(epochs) / self.each() as f64).round().to_string(),
                output::figure(Metric::Loss, loss(&self.decisive(setting))),
            ]);
        }
        let mut text = output::table(&rows, 0);
        if taken.len() > LINES {
            text.push_str(&format!("and {} more\n", taken.len() - LINES));
        }
        let networks = format!("{} of {}", taken.len() * self.each(), self.fitted.len());
        let mut names = vec![vec!["networks".to_owned(), networks]];
        match &self.plan.model {
            Some(path) => names.push(vec!["model".to_owned(), path.display().to_string()]),
            None => names.push(vec!["model".to_owned(), "not kept; --model keeps it".to_owned()]),
        }
        let mut figures = vec![["", "ensemble", "best alone"].map(str::to_owned).to_vec()];
        figures.extend(worth.iter().map(|(metric, (name, together, alone))| {
            let figure = |value: &Option<f64>| {
                value.map_or("-".to_owned(), |value| output::figure(*metric, value))
            };
            vec![name.clone(), figure(together), figure(alone)]
        }));
        format!("{text}\n{}\n{}", output::table(&figures, 1), output::table(&names, 2))
    }

    /// Each metric of what decided and of the rest: of what was taken, and of the best setting alone.
    fn worth(&self, taken: &[Taken], best: usize) -> Vec<(Metric, Row)> {
        let mut rows = Vec::new();
        let decisive: Vec<_> =
            taken.iter().map(|taken| (self.decisive(taken.setting), taken.times)).collect();
        let decisive: Vec<_> =
            decisive.iter().map(|(answers, times)| (&answers[..], *times)).collect();
        let (together, _) = combine(&decisive);
        let metrics = self.metrics();
        let meaning = || Meaning::Encoded(&self.parts.jobs[0].preprocessing);
        let mut add = |name: &str, data, together: &[f32], alone: &[f32]| {
            let worth = |outputs| measures(meaning(), &metrics, data, outputs);
            for (&metric, (a, b)) in
                metrics.iter().zip(worth(together).into_iter().zip(worth(alone)))
            {
                rows.push((metric, (format!("{name}_{metric}"), a, b)));
            }
        };
        add(self.which(), &self.parts.decide, &together, &self.decisive(best));
        let mut start = 0;
        for (part, data) in &self.parts.rest {
            let length = data.samples * self.candidates[0].design.network.outputs();
            let of = |setting, times| {
                let part = |(_, fitted): (usize, &'_ Fitted)| {
                    fitted.answers[1][start..][..length].to_vec()
                };
                self.of(setting).map(part).map(move |answers| (answers, times)).collect::<Vec<_>>()
            };
            let mean = |all: Vec<(Vec<f32>, u32)>| {
                let all: Vec<_> =
                    all.iter().map(|(answers, times)| (&answers[..], *times)).collect();
                combine(&all).0
            };
            let together = mean(taken.iter().flat_map(|t| of(t.setting, t.times)).collect());
            add(part.name(), data, &together, &mean(of(best, 1)));
            start += length;
        }
        rows
    }

    fn metrics(&self) -> Vec<Metric> {
        match &self.parts.jobs[0].preprocessing.targets {
            gradshader::dataset::TargetEncoding::Classes { names, .. } => {
                let all = Metric::all_of_classes(names.len()).into_iter();
                let shown = |metric: &Metric| {
                    !matches!(metric, Metric::Precision | Metric::Recall | Metric::TopKAccuracy(_))
                };
                all.filter(shown).collect()
            }
            gradshader::dataset::TargetEncoding::Labels { .. } => Metric::OF_CLASSES.to_vec(),
            gradshader::dataset::TargetEncoding::Values { .. } => Metric::OF_VALUES.to_vec(),
        }
    }

    /// The networks that were taken as one model; the inputs are those of the one that has most.
    fn model(&self, taken: &[Taken]) -> Result<Model> {
        let places: Vec<(usize, u32)> = taken
            .iter()
            .flat_map(|taken| self.of(taken.setting).map(|(place, _)| (place, taken.times)))
            .collect();
        let one = |place: usize| {
            let Candidate { job, design, .. } = &self.candidates[place];
            (&self.fitted[place], &self.plans[place], &self.parts.jobs[*job], design)
        };
        let of = |place: usize| &one(place).2.preprocessing;
        let preprocessing = places.iter().map(|&(place, _)| of(place)).max_by_key(|of| of.inputs());
        let preprocessing = preprocessing.expect("a network is taken");
        let members = places.iter().map(|&(place, times)| {
            let (network, parameters) =
                (&self.candidates[place].design.network, &self.fitted[place].parameters);
            let (network, parameters) = widened(network, parameters, of(place), preprocessing)?;
            Ok(Member { network, parameters, times })
        });
        let mut members = members.collect::<Result<Vec<_>>>()?.into_iter();
        let first = members.next().expect("a network is taken");

        let (fitted, plan, job, design) = one(places[0].0);
        let mut model = fitted.model(plan, job, design, &self.adapter);
        let training = &mut model.training;
        let settings = self.fitted.len() / self.each();
        training.insert("ensemble".to_owned(), settings.to_string());
        training.insert("ensemble_folds".to_owned(), self.parts.folds.to_string());
        let common = training.clone();
        for (number, &(place, _)) in places.iter().enumerate().skip(1) {
            let (fitted, plan, job, design) = one(place);
            for (name, value) in fitted.facts(plan, job, design, &self.adapter) {
                // What it has in common with the first is said once.
                if common.get(&name) != Some(&value) {
                    training.insert(format!("member_{number}_{name}"), value);
                }
            }
        }
        Ok(Model {
            network: first.network,
            parameters: first.parameters,
            preprocessing: preprocessing.clone(),
            ensemble: Ensemble { times: first.times, others: members.collect() },
            ..model
        })
    }
}
