//! Many networks in as few runs as their shapes allow: those of one shape, with as many samples, train
//! side by side, and each comes to what it would alone.

use std::collections::{BTreeMap, HashMap};

use gradshader::Dataset;
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::executor::Executor;
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::model::{Ensemble, Model};
use gradshader::network::Parameters;
use gradshader::report::Run;
use gradshader::run::{
    Event, FitOptions, Flow, Halving, Listener, Meaning, Monitor, Outcome, Part, StopReason, fit,
};
use gradshader::train::{Hyperparameters, Sets, Trainer};

use super::device::{Device, Purpose, Work};
use super::interrupt;
use super::log::Measures;
use super::plan::Plan;
use super::prepare::{Design, Job};
use super::progress::Progress;
use super::report::Collector;
use super::train;

/// A network to be trained.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The job whose data it has.
    pub(super) job: usize,
    /// The setting that it is of.
    pub(super) team: usize,
    pub(super) design: Design,
}

/// What became of a candidate.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub(super) parameters: Parameters,
    /// Whether nothing usable was kept.
    pub(super) diverged: bool,
    /// The epoch that the parameters are of.
    pub(super) kept: u32,
    /// Epochs that it was trained for.
    pub(super) epochs: u32,
    /// Why it stopped, if it did before the last epoch.
    pub(super) stop: Option<StopReason>,
    pub(super) monitor: Monitor,
    /// What was kept is worth.
    pub(super) measures: Measures,
    /// Its answers to the samples that were asked for, `[samples, outputs]` of each part.
    pub(super) answers: Vec<Vec<f32>>,
    /// Its way, where there is to be a report.
    pub(super) way: Option<Run>,
}

impl Fitted {
    /// Where it comes from, as its model file has it; `plan` is that of the network alone.
    pub(super) fn facts(
        &self,
        plan: &Plan,
        job: &Job,
        design: &Design,
        adapter: &AdapterDescription,
    ) -> BTreeMap<String, String> {
        let origin = train::Origin {
            plan,
            chosen: &design.chosen,
            adapter,
            initial_hash: None,
            samples: job.training.samples,
            seed: plan.seeds[0],
            learning_rate: design.chosen.learning_rates[0],
            epochs: self.epochs,
            monitor: self.monitor,
            stop_reason: self.stop.map_or("finished", |reason| reason.name()),
            kept_epoch: self.kept,
            measures: &self.measures,
            rate_changes: &[],
        };
        origin.facts()
    }

    /// The network as a model of its own.
    pub(super) fn model(
        &self,
        plan: &Plan,
        job: &Job,
        design: &Design,
        adapter: &AdapterDescription,
    ) -> Model {
        Model {
            network: design.network.clone(),
            loss: design.hyperparameters.loss,
            parameters: self.parameters.clone(),
            preprocessing: job.preprocessing.clone(),
            ensemble: Ensemble::default(),
            training: self.facts(plan, job, design, adapter),
        }
    }
}

/// What is done with the candidates.
pub(super) struct Session<'a> {
    pub(super) plan: &'a Plan,
    pub(super) jobs: &'a [Job],
    /// Epochs before the first half of the teams is stopped.
    pub(super) halving: Option<u32>,
    /// Whose answers are kept: those to the samples for validation, for test, or both.
    pub(super) answers: &'a [Part],
    pub(super) progress: Progress,
    /// How many there are, once that is known.
    pub(super) runs: u32,
}

impl Session<'_> {
    /// Trains them all; in their order.
    ///
    /// # Errors
    /// When the device fails, a verified step is wrong, or the user interrupts.
    pub(super) async fn train(
        &mut self,
        candidates: &[Candidate],
    ) -> Result<(Vec<Fitted>, AdapterDescription)> {
        let classes = self.classes(candidates);
        let device = self.open(candidates, &classes).await?;
        if let Some(note) = &device.note {
            self.progress.note(note);
        }
        self.progress.note(&format!("device: {}", device.description));
        interrupt::defer(self.progress.voice());
        let mut fitted: Vec<Option<Fitted>> = vec![None; candidates.len()];
        self.runs = classes.len() as u32;
        for (number, class) in classes.iter().enumerate() {
            self.announce(candidates, class, (number, classes.len()));
            let mut left = &class[..];
            let mut at_once = left.len();
            while !left.is_empty() {
                let now = &left[..at_once.min(left.len())];
                match self.run(&device, candidates, now).await {
                    Ok(done) => {
                        for (&place, done) in now.iter().zip(done) {
                            fitted[place] = Some(done);
                        }
                        left = &left[now.len()..];
                    }
                    // What does not fit side by side may in turn.
                    Err(error) if now.len() > 1 && is_too_large(&error) => {
                        at_once = now.len().div_ceil(2);
                        self.progress.note(&format!("{at_once} at once, since {error}"));
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        self.progress.close();
        let all = fitted.into_iter().map(|fitted| fitted.expect("each is in a class"));
        Ok((all.collect(), device.description))
    }

    /// Which candidates may train side by side, in the order of the first of each.
    fn classes(&self, candidates: &[Candidate]) -> Vec<Vec<usize>> {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for (place, candidate) in candidates.iter().enumerate() {
            let key = key(&self.jobs[candidate.job], &candidate.design);
            let class = *known.entry(key).or_insert(classes.len());
            match classes.get_mut(class) {
                Some(class) => class.push(place),
                None => classes.push(vec![place]),
            }
        }
        classes
    }

    /// The device for the largest class, of whose steps most time is.
    async fn open(&self, candidates: &[Candidate], classes: &[Vec<usize>]) -> Result<Device> {
        let cost = |class: &Vec<usize>| {
            let candidate = &candidates[class[0]];
            let samples = self.jobs[candidate.job].training.samples;
            let each = samples * candidate.design.network.parameter_count();
            each as f64 * class.len() as f64 * f64::from(candidate.design.chosen.epochs)
        };
        let Some(class) = classes.iter().max_by(|a, b| cost(a).total_cmp(&cost(b))) else {
            return Err(Error::input("there is nothing to train"));
        };
        let first = &candidates[class[0]];
        let samples = |candidate: &Candidate| {
            let samples = self.jobs[candidate.job].training.samples as f64;
            samples * f64::from(candidate.design.chosen.epochs)
        };
        let of = &first.design.hyperparameters;
        let hyperparameters = Hyperparameters {
            batch: of.batch.min(self.jobs[first.job].training.samples),
            learning_rates: of.learning_rates.repeat(class.len()),
            seeds: of.seeds.repeat(class.len()),
            ..of.clone()
        };
        let work = Work {
            network: &first.design.network,
            hyperparameters: &hyperparameters,
            samples: candidates.iter().map(samples).sum(),
        };
        let purpose = Purpose::Training(work);
        Device::open(&self.plan.device, self.plan.options.clone(), purpose).await
    }

    fn announce(&self, candidates: &[Candidate], class: &[usize], of: (usize, usize)) {
        let candidate = &candidates[class[0]];
        let job = &self.jobs[candidate.job];
        let which = match of {
            (_, 1) => String::new(),
            (number, all) => format!("run {} of {all}: ", number + 1),
        };
        let side_by_side = match class.len() {
            1 => String::new(),
            count => format!(", {count} side by side"),
        };
        let count = |what: &str, data: &Option<Dataset>| match data {
            None => String::new(),
            Some(data) => format!(", {what} {}", data.samples),
        };
        self.progress.about(&format!("{which}{}{side_by_side}", candidate.design.network));
        self.progress.note(&format!(
            "{which}{}, {} parameters{side_by_side}, each trained on {} samples{}{}",
            candidate.design.network,
            candidate.design.network.parameter_count(),
            job.training.samples,
            count("validated on", &job.validation),
            count("tested on", &job.test)
        ));
    }

    /// Trains candidates of one class.
    async fn run(
        &mut self,
        device: &Device,
        candidates: &[Candidate],
        class: &[usize],
    ) -> Result<Vec<Fitted>> {
        let of = |place: &usize| &candidates[*place];
        let first = of(&class[0]);
        let mut jobs: Vec<usize> = class.iter().map(|place| of(place).job).collect();
        jobs.dedup();
        jobs.sort_unstable();
        jobs.dedup();
        let sets = |part: &dyn Fn(&Job) -> Dataset| {
            let sets = jobs.iter().map(|&job| part(&self.jobs[job])).collect();
            let place = |job| jobs.binary_search(&job).expect("it is among them");
            Sets::each(sets, class.iter().map(|member| place(of(member).job)).collect())
        };
        let has = &self.jobs[first.job];
        let training = sets(&|job| job.training.clone())?;
        let validation = has
            .validation
            .as_ref()
            .map(|_| sets(&|job| job.validation.clone().expect("all of a class have one")));
        let test = has
            .test
            .as_ref()
            .map(|_| sets(&|job| job.test.clone().expect("all of a class have one")));
        let (validation, test) = (validation.transpose()?, test.transpose()?);
        let parameters = joined(class.iter().map(|place| &of(place).design.parameters));
        let each: Vec<_> =
            class.iter().map(|place| of(place).design.hyperparameters.clone()).collect();
        let rates: Vec<_> = each.iter().map(|of| of.learning_rates[0]).collect();
        let chosen = &first.design.chosen;
        let mut trainer = Trainer::of_members(
            device.executor.fresh()?,
            first.design.network.clone(),
            &parameters,
            training,
            validation,
            each,
        )
        .await?;
        trainer.set_schedules(chosen.schedules, chosen.epochs)?;
        if let Some(every) = self.plan.verify {
            trainer.verify_every(every)?;
        }
        let meaning = |place: &usize| Meaning::Encoded(&self.jobs[of(place).job].preprocessing);
        let options = FitOptions {
            meanings: class.iter().map(meaning).collect(),
            test_sets: test.as_ref(),
            halving: self.halving.map(|first| Halving {
                first,
                teams: class.iter().map(|place| of(place).team).collect(),
            }),
            ..train::options(self.plan, chosen, &has.preprocessing)
        };
        let runs = self.runs;
        let report = self.plan.report.is_some().then(Collector::default);
        let mut watch =
            Watch { progress: &mut self.progress, samples: 0, rates: rates.clone(), runs, report };
        let outcome = fit(&mut trainer, &options, &mut watch).await?;
        let report = watch.report.take();
        self.progress.finish();
        if outcome.reason == StopReason::Interrupted {
            return Err(Error::new(ErrorKind::Interrupted, "interrupted; nothing is written"));
        }
        let mut answers = vec![Vec::new(); class.len()];
        for part in self.answers {
            let asked = match part {
                Part::Test => test.clone(),
                _ => trainer.validation_sets().cloned(),
            };
            let Some(sets) = asked else { continue };
            let evaluation = trainer.evaluate_each(&sets).await?;
            for (member, answers) in answers.iter_mut().enumerate() {
                answers.push(evaluation.member(member).to_vec());
            }
        }
        let ways = report.map(|of| of.runs(Some(&outcome), &[], |_| String::new()));
        let each = answers.into_iter().zip(rates).enumerate();
        Ok(each
            .map(|(member, (answers, rate))| Fitted {
                way: ways.as_ref().map(|ways| ways[member].clone()),
                ..fitted(&outcome, member, rate, answers)
            })
            .collect())
    }
}

/// What must be the same for all that train side by side.
fn key(job: &Job, design: &Design) -> String {
    let count = |data: &Option<Dataset>| data.as_ref().map(|data| data.samples);
    let Design { network, chosen, hyperparameters, .. } = design;
    format!(
        "{:?}",
        (
            (network, job.training.samples, count(&job.validation), count(&job.test)),
            (hyperparameters.recipe(), hyperparameters.batch, chosen.epochs, chosen.schedules),
            (chosen.stopping.early_stop, chosen.stopping.keep),
        )
    )
}

/// Whether there is advice to train fewer at once: neither host nor device holds them all.
fn is_too_large(error: &Error) -> bool {
    let is_of_size = matches!(error.kind(), ErrorKind::Device | ErrorKind::Input);
    is_of_size && error.to_string().contains("fewer members")
}

/// Members one after the other.
pub(super) fn joined<'a>(each: impl Iterator<Item = &'a Parameters>) -> Parameters {
    let mut all: Option<Parameters> = None;
    for one in each {
        let Some(all) = &mut all else {
            all = Some(one.clone());
            continue;
        };
        all.members += one.members;
        for (to, from) in all.layers.iter_mut().zip(&one.layers) {
            to.weight.extend(&from.weight);
            to.bias.extend(&from.bias);
        }
    }
    all.expect("a class has a member")
}

fn fitted(outcome: &Outcome, member: usize, rate: f32, answers: Vec<Vec<f32>>) -> Fitted {
    let kept = outcome.kept[member];
    Fitted {
        parameters: outcome.parameters.member(member),
        diverged: outcome.diverged[member],
        kept,
        epochs: outcome.store.closed(member).unwrap_or(outcome.epochs),
        stop: outcome.stops[member],
        monitor: outcome.monitor,
        measures: Measures::at(&outcome.store, kept, member, rate),
        answers,
        way: None,
    }
}

/// The mean of numbers and their deviation, that of a sample: NaN of one alone.
pub(super) fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

/// What is measured of a part, of each that was trained; those that all have.
pub(super) fn measured(fitted: &[&Fitted], part: Part) -> Vec<(Metric, Vec<f64>)> {
    let Some(first) = fitted.first() else { return Vec::new() };
    let metrics = first.measures.iter().filter(|(of, ..)| *of == part).map(|(_, metric, _)| metric);
    let all = |metric: Metric| {
        let values = fitted.iter().map(|fitted| fitted.measures.get(part, metric));
        Some((metric, values.collect::<Option<Vec<_>>>()?))
    };
    metrics.filter_map(all).collect()
}

/// Shows how far a run is.
struct Watch<'a> {
    progress: &'a mut Progress,
    samples: usize,
    rates: Vec<f32>,
    runs: u32,
    report: Option<Collector>,
}

impl Listener for Watch<'_> {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        self.progress.event(event);
        if let Some(report) = &mut self.report {
            report.event(event);
        }
        match event {
            Event::Start(start) => {
                self.samples = start.samples;
                self.progress.begin(start.epochs, self.runs);
            }
            Event::Epoch(done) => {
                let best = done.best_member;
                let epoch = done.store.closed(best).unwrap_or(done.number);
                let shown = Measures::at(done.store, epoch, best, self.rates[best]);
                let samples = (self.samples * done.members.len()) as f64;
                self.progress.epoch(done.number, &shown, samples / done.training_seconds);
            }
            _ => {}
        }
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        interrupt::asked()
    }
}
