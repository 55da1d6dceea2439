//! Many networks side by side, as the command line shows them, and the models that become of them.

use std::collections::BTreeMap;
use std::fmt;

use gradshader::Dataset;
use gradshader::bench::flops_per_sample;
use gradshader::block_on;
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::model::{Ensemble, Model};
use gradshader::network::Parameters;
use gradshader::run::{Event, Flow, Measures, Monitor, Part};
use gradshader::together;
pub(super) use gradshader::together::{Fitted, Initial, Mixing, Trial, whole};
use gradshader::verify::Report;

use super::device::{self, Device};
use super::interrupt;
use super::plan::Plan;
use super::prepare::{Design, Job};
use super::progress::Progress;
use super::{ranks, train};

/// A network to be trained.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The job whose data it has.
    pub(super) job: usize,
    /// The setting that it is of.
    pub(super) team: usize,
    pub(super) design: Design,
}

/// What a session is told beside its plan.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How<'a> {
    /// Epochs before the first half of the settings is stopped.
    pub(super) halving: Option<u32>,
    /// The samples whose answers are kept.
    pub(super) answers: &'a [Part],
    pub(super) mixing: Mixing,
    /// Of what the parameters are kept: of all, unless of the best by a value at the most. Ranks keep all.
    pub(super) keeps: Keeps,
}

/// Whose parameters are kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Keeps {
    #[default]
    All,
    /// The best setting's, of one network each.
    Best(Monitor),
    None,
}

/// What steps that were held against the reference have shown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verified {
    /// Of all runs.
    pub(super) steps: u64,
    /// The largest error as a share of its bound.
    pub(super) ratio: f64,
}

impl fmt::Display for Verified {
    /// As `train` says it of one network.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (largest error {:.3} of its bound)", self.steps, self.ratio)
    }
}

/// What was trained of candidates, or was being trained.
pub(super) struct Done {
    /// Of each, if it was.
    pub(super) fitted: Vec<Option<Fitted>>,
    pub(super) adapter: AdapterDescription,
    pub(super) verified: Option<Verified>,
    /// What the others met.
    pub(super) error: Option<Error>,
}

/// Trains candidates on the data of their jobs; in their order, those that had been trained, or were being, where an
/// error ended it. Where steps were verified, what they have shown.
///
/// # Errors
/// When the device fails or the user interrupts and nothing had been trained; when a verified step is wrong.
pub(super) fn train(
    plan: &Plan,
    data: &[together::Data<'_>],
    candidates: &[Candidate],
    how: How<'_>,
    progress: Progress,
) -> Result<Done> {
    let operations = candidates.iter().map(|of| {
        let samples = data[of.job].training.samples as f64 * f64::from(of.design.chosen.epochs);
        samples * flops_per_sample(of.design.network.sizes()) as f64
    });
    device::compile_for(operations.sum());
    let session = together::Session {
        data,
        device: &plan.device,
        gpu: plan.options.clone(),
        mixing: how.mixing,
        halving: how.halving,
        verify: plan.verify,
        answers: how.answers,
        collects: plan.report.is_some(),
    };
    let makers: Vec<_> = candidates.iter().map(|of| move || of.design.initial()).collect();
    let candidates = candidates.iter().zip(&makers).map(|(of, make)| together::Candidate {
        data: of.job,
        team: of.team,
        network: &of.design.network,
        parameters: match of.design.parameters.layers.is_empty() {
            true => Initial::Made(make),
            false => Initial::Known(&of.design.parameters),
        },
        hyperparameters: &of.design.hyperparameters,
        schedules: of.design.chosen.schedules,
        options: train::options(plan, &of.design.chosen, data[of.job].preprocessing),
    });
    let candidates: Vec<_> = candidates.collect();
    let left = vec![None; candidates.len()];
    let mut front = Front {
        progress,
        samples: 0,
        runs: 1,
        verified: None,
        adapter: None,
        left,
        keeps: how.keeps,
        best: None,
    };
    let done = match ranks::world() {
        None => block_on(session.train(&candidates, &mut front)),
        Some(world) => ranks::train(world, &session, &candidates, &mut front),
    };
    front.progress.close();
    let (mut fitted, adapter, error): (Vec<Option<Fitted>>, _, _) = match done {
        Ok((fitted, adapter)) => (fitted.into_iter().map(Some).collect(), adapter, None),
        Err(error) => match front.adapter.take() {
            Some(adapter)
                if error.kind() != ErrorKind::Verification
                    && front.left.iter().any(Option::is_some) =>
            {
                (front.left, adapter, Some(error))
            }
            _ => return Err(error),
        },
    };
    if let Some((best, parameters)) = front.best
        && let Some(best) = &mut fitted[best.trial]
    {
        best.parameters = parameters;
    }
    if let Some(verified) = &front.verified {
        front.progress.note(&format!("verified steps: {verified}"));
    }
    Ok(Done { fitted, adapter, verified: front.verified, error })
}

/// What ended a session of which `kept` was kept, unless that met something itself.
pub(super) fn ended(error: Error, written: Result<()>, kept: String) -> Error {
    let why = match error.kind() {
        // What several ranks keep is not forgotten.
        ErrorKind::Interrupted => {
            let said = error.to_string();
            let said = said.strip_suffix("; nothing is written").unwrap_or(&said);
            Error::new(ErrorKind::Interrupted, said)
        }
        _ => error,
    };
    why.also(match written {
        Ok(()) => kept,
        Err(unwritten) => unwritten.to_string(),
    })
}

/// Where a network comes from, as its model file has it; `plan` is that of the network alone.
pub(super) fn facts(
    fitted: &Fitted,
    plan: &Plan,
    samples: usize,
    design: &Design,
    adapter: &AdapterDescription,
) -> BTreeMap<String, String> {
    let origin = train::Origin {
        plan,
        chosen: &design.chosen,
        adapter,
        initial_hash: None,
        samples,
        seed: plan.seeds[0],
        learning_rate: design.chosen.learning_rates[0],
        epochs: fitted.epochs,
        monitor: fitted.monitor,
        stop_reason: fitted.stop.map_or("finished", |reason| reason.name()),
        kept_epoch: fitted.kept,
        measures: &fitted.measures,
        rate_changes: &[],
    };
    origin.facts()
}

/// The network as a model of its own.
pub(super) fn model(
    fitted: &Fitted,
    plan: &Plan,
    data: &together::Data<'_>,
    design: &Design,
    adapter: &AdapterDescription,
) -> Model {
    Model {
        network: design.network.clone(),
        loss: design.hyperparameters.loss,
        parameters: fitted.parameters.clone(),
        preprocessing: data.preprocessing.clone(),
        ensemble: Ensemble::default(),
        training: facts(fitted, plan, data.training.samples, design, adapter),
    }
}

impl Job {
    /// What its network is trained on.
    pub(super) fn data(&self) -> together::Data<'_> {
        together::Data {
            preprocessing: &self.preprocessing,
            training: &self.training,
            validation: self.validation.as_ref(),
            test: self.test.as_ref(),
        }
    }
}

/// Shows how far a session is.
struct Front {
    progress: Progress,
    samples: usize,
    runs: u32,
    verified: Option<Verified>,
    adapter: Option<AdapterDescription>,
    /// What had been trained when an error came.
    left: Vec<Option<Fitted>>,
    keeps: Keeps,
    /// The best so far where only its parameters are kept, as a setting by its place.
    best: Option<(Trial, Parameters)>,
}

impl together::Front for Front {
    fn note(&self, line: &str) {
        self.progress.note(line);
    }

    fn warn(&self, line: &str) {
        self.progress.warn(line);
    }

    fn opened(&mut self, device: &Device) {
        if let Some(note) = &device.note {
            self.progress.note(note);
        }
        self.progress.note(&format!("device: {}", device.description));
        self.adapter = Some(device.description.clone());
        interrupt::defer(self.progress.voice());
    }

    fn begins(&mut self, class: &together::Class<'_>) {
        let (number, all) = class.number;
        self.runs = all as u32;
        let which = match all {
            1 => String::new(),
            _ => format!("run {} of {all}: ", number + 1),
        };
        let side_by_side = match class.count {
            1 => String::new(),
            count => format!(", {count} side by side"),
        };
        let count = |what: &str, data: Option<&Dataset>| match data {
            None => String::new(),
            Some(data) => format!(", {what} {}", data.samples),
        };
        let (network, data) = (class.widths.network(), class.data);
        let widths = match class.widths.shapes() {
            1 => String::new(),
            shapes => format!(", of {shapes} shapes as wide at most"),
        };
        self.progress.about(&format!("{which}{network}{side_by_side}{widths}"));
        self.progress.note(&format!(
            "{which}{network}, {} parameters{side_by_side}{widths}, each trained on {} samples{}{}",
            network.parameter_count(),
            data.training.samples,
            count("validated on", data.validation),
            count("tested on", data.test)
        ));
    }

    fn left(&mut self, places: Vec<usize>, fitted: Vec<Fitted>) {
        for (place, fitted) in places.into_iter().zip(fitted) {
            self.left[place] = Some(fitted);
        }
    }

    fn fewer(&mut self, at_once: usize, because: &Error) {
        self.progress.note(&format!("{at_once} at once, since {because}"));
    }

    fn event(&mut self, event: &Event<'_>, rates: &[f32]) -> Result<Flow> {
        self.progress.event(event);
        match event {
            Event::Start(start) => {
                self.samples = start.samples;
                self.progress.begin(start.epochs, self.runs);
            }
            Event::Epoch(done) => {
                let best = done.best_member;
                let epoch = done.store.closed(best).unwrap_or(done.number);
                let shown = Measures::at(done.store, epoch, best, rates[best]);
                let samples = (self.samples * done.members.len()) as f64;
                let left = (done.members.len(), done.store.members());
                self.progress.epoch(done.number, &shown, left, samples / done.training_seconds);
            }
            _ => {}
        }
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        interrupt::asked()
    }

    fn verified(&mut self, report: &Report) {
        let all = self.verified.get_or_insert_default();
        all.steps += report.steps;
        all.ratio = report.findings.iter().map(|of| of.ratio).fold(all.ratio, f64::max);
    }

    fn ended(&mut self) {
        self.progress.finish();
    }

    fn trained(&mut self, places: &[usize], fitted: &mut [Fitted]) {
        for (&place, fitted) in places.iter().zip(fitted) {
            let monitor = match self.keeps {
                Keeps::All => return,
                Keeps::Best(monitor) => Some(monitor),
                Keeps::None => None,
            };
            let none = Parameters { members: fitted.parameters.members, layers: Vec::new() };
            let parameters = std::mem::replace(&mut fitted.parameters, none);
            let Some(monitor) = monitor else { continue };
            let new =
                (Trial::new(place, (&[], &[]), std::slice::from_ref(fitted), monitor), parameters);
            self.best = match self.best.take() {
                None => Some(new),
                Some(best) => {
                    // In their order: of equals the first is the best.
                    let mut both = [best, new];
                    both.sort_by_key(|(trial, _)| trial.trial);
                    let first =
                        Trial::best_first(both.iter().map(|(trial, _)| trial), monitor.metric);
                    both.into_iter().nth(first[0])
                }
            };
        }
    }
}
