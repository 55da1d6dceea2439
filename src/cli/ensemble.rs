//! `gradshader train --ensemble N`: networks of hyperparameters drawn around the defaults, of which those
//! that together do best on the samples held out become one model.

use gradshader::block_on;
use gradshader::dataset::hold_out;
use gradshader::ensemble::{combine, loss, select};
use gradshader::error::{Error, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Member, Model};
use gradshader::random::{self, Purpose};
use gradshader::run::{Meaning, Part, measures};

use super::arguments::{Settings, TrainArguments, refuse};
use super::chosen::Chosen;
use super::output;
use super::plan::{Plan, at_least_1};
use super::prepare::{Job, load_training};
use super::progress::Progress;
use super::sweep::{Dimension, settings};
use super::together::{Candidate, Fitted, Session};

/// The share held out where nothing says who is.
const VALIDATION: f64 = 0.2;

/// Rounds of the selection: no network counts more often.
const ROUNDS: usize = 40;

/// Networks that begin, the best by themselves, of four times as many at the least.
const BEGIN: usize = 8;

/// Of the networks that are taken, how many the screen shows.
const LINES: usize = 20;

pub(super) fn run(plan: &Plan, count: usize) -> Result<()> {
    let count = at_least_1("--ensemble", count)?;
    let told = plan.told.clone();
    refuse(
        &Settings {
            ensemble: None,
            test: None,
            test_labels: None,
            // One of a file is that of one network.
            members: told.members.filter(|&members| members > 1),
            ..told.clone()
        },
        "--ensemble, whose networks are trained side by side",
    )?;
    if plan.profile.is_some() || !plan.options.shaders.is_empty() {
        return Err(Error::input("--profile or --shader with --ensemble")
            .advice("give it to a run of one network"));
    }
    if plan.report.is_some() {
        return Err(Error::input("--report with --ensemble, of whose networks no page is made")
            .advice("give --report to `gradshader evaluate` with the model that is kept"));
    }
    if plan.learning_rates.as_ref().is_some_and(|rates| rates.len() > 1) {
        return Err(Error::input("several of --learning-rate with --ensemble, which draws them")
            .advice("give one, or none"));
    }
    let holds_out = plan.validation > 0.0 || told.columns.split_column.is_some();
    let mut shared = Settings { ensemble: None, ..told };
    if !holds_out {
        shared.validation = Some(VALIDATION);
    }
    let plan = Plan::new(TrainArguments::of(shared.clone(), None))?;
    let samples = load_training(&plan, None)?;
    let split = hold_out(&samples, &plan.holdout)?;
    if split.held_out.is_empty() {
        return Err(Error::input("--ensemble without samples held out, by which it is chosen")
            .advice("hold some out: --validation 0.2"));
    }
    let job = Job::of(&plan, &samples, &split, None)?;
    let progress = Progress::new(plan.quiet, 0);
    job.notes.iter().for_each(|note| progress.note(note));

    let space = space(&shared, &job.chosen)?;
    let seed = plan.seeds[0];
    let plans = (0..count).map(|member| {
        let mut settings = match member {
            // The first is that of no ensemble, which is so never far from it.
            0 => shared.clone(),
            _ => settings(&shared, &space, &drawn(&space, seed, member))?,
        };
        settings.seed = Some(seed.checked_add(member as u64).ok_or_else(|| {
            Error::input(format!("--seed {seed} is too large for {count} networks"))
        })?);
        Plan::new(TrainArguments::of(settings, None))
    });
    let plans: Vec<Plan> = plans.collect::<Result<_>>()?;
    let candidates = plans
        .iter()
        .enumerate()
        .map(|(team, plan)| Ok(Candidate { job: 0, team, design: job.redesign(plan)? }));
    let candidates: Vec<_> = candidates.collect::<Result<_>>()?;
    let jobs = [job];
    let answers = &[Part::Validation, Part::Test];
    let mut session =
        Session { plan: &plan, jobs: &jobs, halving: None, answers, progress, runs: 1 };
    let (fitted, adapter) = block_on(session.train(&candidates))?;
    let [job] = jobs;
    Trained { plan: &plan, plans, job, candidates, fitted, adapter }.end()
}

/// What is drawn: what no flag says of rate, decay, dropout and depth, around the defaults.
fn space(told: &Settings, chosen: &Chosen) -> Result<Vec<Dimension>> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    if told.learning_rate.is_none() {
        let rate = chosen.learning_rates[0];
        texts.push(("--learning-rate", format!("{}..{}", rate / 3.0, rate * 2.0)));
    }
    let decay = chosen.recipe.decay.unwrap_or(0.0);
    if told.recipe.decay.is_none() && decay > 0.0 {
        texts.push(("--decay", format!("{}..{}", decay / 10.0, decay * 3.0)));
    }
    if told.recipe.dropout.is_none() && !chosen.hidden.is_empty() {
        texts.push(("--dropout", "0,0.05..0.4".to_owned()));
    }
    if told.hidden.is_none()
        && let Some(last) = chosen.hidden.last()
        && chosen.hidden.iter().all(|layer| layer.width == last.width)
    {
        let depth = chosen.hidden.len();
        texts.push(("--hidden", format!("{0}x{depth},{0}x{1}", last.width, depth + 1)));
    }
    texts.iter().map(|(flag, text)| Dimension::typed(flag, text)).collect()
}

/// The values of a member.
fn drawn(space: &[Dimension], seed: u64, member: usize) -> Vec<String> {
    let value = |(place, dimension): (usize, &Dimension)| {
        let purpose = Purpose::Search { dimension: place as u32 };
        let numbers = random::uniform(seed, purpose, 2 * member + 2, 0.5);
        let unit = |place: usize| f64::from(numbers[place]) + 0.5;
        dimension.draw(unit(2 * member), unit(2 * member + 1))
    };
    space.iter().enumerate().map(value).collect()
}

/// Networks that were trained to answer together.
struct Trained<'a> {
    plan: &'a Plan,
    /// One a network.
    plans: Vec<Plan>,
    job: Job,
    candidates: Vec<Candidate>,
    fitted: Vec<Fitted>,
    adapter: AdapterDescription,
}

impl Trained<'_> {
    fn end(self) -> Result<()> {
        let job = &self.job;
        let data = job.validation.as_ref().expect("samples are held out");
        let usable: Vec<usize> =
            (0..self.fitted.len()).filter(|&place| !self.fitted[place].diverged).collect();
        if usable.is_empty() {
            return Err(
                Error::failed("every network diverged").advice("use a smaller --learning-rate")
            );
        }
        let of = |place: usize| &self.fitted[place].answers[0][..];
        let answers: Vec<_> = usable.iter().map(|&place| of(place)).collect();
        let kind = job.hyperparameters.loss;
        let loss = |mean: &[f32]| loss(kind, data, mean, job.hyperparameters.weighted);
        let begin = answers.len().div_ceil(4).min(BEGIN);
        let times = select(&answers, &loss, begin, ROUNDS)?;
        let mut chosen: Vec<(usize, u32)> =
            usable.iter().copied().zip(times).filter(|(_, times)| *times > 0).collect();
        // The one that counts most first: it is what a reader of one network sees.
        chosen.sort_by_key(|&(place, times)| (std::cmp::Reverse(times), place));
        let best = usable.iter().copied().min_by(|&a, &b| loss(of(a)).total_cmp(&loss(of(b))));
        let best = best.expect("one is usable");
        let text = self.text(&chosen, best, &loss)?;
        if let Some(path) = &self.plan.model {
            self.model(&chosen).save(path)?;
        }
        output::print(&text)
    }

    /// What was taken, and what it is worth beside the best of them alone.
    fn text(
        &self,
        chosen: &[(usize, u32)],
        best: usize,
        loss: &dyn Fn(&[f32]) -> f64,
    ) -> Result<String> {
        let heads = ["network", "counts", "seed", "hidden", "learning_rate", "decay", "dropout"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        rows[0].extend(["epochs", "validation_loss"].map(str::to_owned));
        for &(place, times) in chosen.iter().take(LINES) {
            let (design, fitted) = (&self.candidates[place].design, &self.fitted[place]);
            let widths = design.chosen.hidden.iter().map(|layer| layer.width.to_string());
            let widths: Vec<_> = widths.collect();
            let recipe = &design.chosen.recipe;
            let dropout = recipe.dropout.iter().flatten().map(f64::to_string);
            rows.push(vec![
                place.to_string(),
                times.to_string(),
                self.plans[place].seeds[0].to_string(),
                if widths.is_empty() { "none".to_owned() } else { widths.join(",") },
                design.chosen.learning_rates[0].to_string(),
                recipe.decay.unwrap_or(0.0).to_string(),
                dropout.collect::<Vec<_>>().join(","),
                fitted.epochs.to_string(),
                output::figure(Metric::Loss, loss(&fitted.answers[0])),
            ]);
        }
        let mut text = output::table(&rows, 0);
        if chosen.len() > LINES {
            text.push_str(&format!("and {} more\n", chosen.len() - LINES));
        }
        let heads = ["", "ensemble", "best alone"].map(str::to_owned).to_vec();
        let mut rows = vec![heads];
        let parts = [(Part::Validation, &self.job.validation), (Part::Test, &self.job.test)];
        let mut asked = 0;
        for (part, data) in parts {
            let Some(data) = data else { continue };
            let of = |place: usize| &self.fitted[place].answers[asked][..];
            let all: Vec<_> = chosen.iter().map(|&(place, times)| (of(place), times)).collect();
            let (together, _) = combine(&all);
            let metrics = self.metrics();
            let worth = |outputs: &[f32]| {
                measures(Meaning::Encoded(&self.job.preprocessing), &metrics, data, outputs)
            };
            let both = worth(&together).into_iter().zip(worth(of(best)));
            for (&metric, (together, alone)) in metrics.iter().zip(both) {
                let figure = |value: Option<f64>| {
                    value.map_or("-".to_owned(), |value| output::figure(metric, value))
                };
                let name = format!("{}_{metric}", part.name());
                rows.push(vec![name, figure(together), figure(alone)]);
            }
            asked += 1;
        }
        let mut names =
            vec![vec!["networks".to_owned(), format!("{} of {}", chosen.len(), self.fitted.len())]];
        match &self.plan.model {
            Some(path) => names.push(vec!["model".to_owned(), path.display().to_string()]),
            None => names.push(vec!["model".to_owned(), "not kept; --model keeps it".to_owned()]),
        }
        Ok(format!("{text}\n{}\n{}", output::table(&rows, 1), output::table(&names, 2)))
    }

    fn metrics(&self) -> Vec<Metric> {
        match &self.job.preprocessing.targets {
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

    /// The networks that were taken as one model.
    fn model(&self, chosen: &[(usize, u32)]) -> Model {
        let (first, times) = chosen[0];
        let one = |place: usize| {
            let design = &self.candidates[place].design;
            (&self.fitted[place], &self.plans[place], design)
        };
        let (fitted, plan, design) = one(first);
        let mut model = fitted.model(plan, &self.job, design, &self.adapter);
        let training = &mut model.training;
        let count = self.fitted.len().to_string();
        training.insert("ensemble".to_owned(), count);
        let common = training.clone();
        for (number, &(place, _)) in chosen.iter().enumerate().skip(1) {
            let (fitted, plan, design) = one(place);
            for (name, value) in fitted.facts(plan, &self.job, design, &self.adapter) {
                // What it has in common with the first is said once.
                if common.get(&name) != Some(&value) {
                    training.insert(format!("member_{number}_{name}"), value);
                }
            }
        }
        let others = chosen[1..].iter().map(|&(place, times)| Member {
            network: self.candidates[place].design.network.clone(),
            parameters: self.fitted[place].parameters.clone(),
            times,
        });
        model.ensemble = Ensemble { times, others: others.collect() };
        model
    }
}
