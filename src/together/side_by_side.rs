//! One run of candidates side by side, and what is left of it where it ends before its time.

use super::turns::Turns;
use super::{Candidate, Data, Decided, Fitted, Front, Session, is_too_large};
use crate::dataset::Dataset;
use crate::device::{Choice, Device, DeviceExecutor, Purpose};
use crate::error::{Error, ErrorKind, Result};
use crate::executor::Executor;
use crate::network::{Parameters, Widths};
use crate::report::Collector;
use crate::run::{
    Event, FitOptions, Flow, Halving, Keep, Listener, Meaning, Measures, Outcome, Part, StopReason,
    fit, measure,
};
use crate::train::{Evaluation, Sets, Trainer};

impl Session<'_> {
    /// Trains candidates of one class, of which `turns` tells once they fit.
    pub(super) async fn run(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
        class: &[usize],
        (turns, decided): (&mut Turns, &mut Decided),
        front: &mut dyn Front,
    ) -> Result<Vec<Fitted>> {
        let of = |place: &usize| &candidates[*place];
        let first = of(&class[0]);
        let Samples { training, validation, test } = self.samples(candidates, class)?;
        let widths = self.widths(candidates, class)?;
        let initial: Vec<_> = class.iter().map(|place| of(place).parameters.parameters()).collect();
        let parameters = widths.embed(initial.iter().map(|parameters| &**parameters))?;
        drop(initial);
        let each: Vec<_> = class.iter().map(|place| of(place).hyperparameters.clone()).collect();
        let rates: Vec<_> = each.iter().map(|of| of.learning_rates[0]).collect();
        let trainer = async |executor: DeviceExecutor, parameters: &Parameters| {
            let (network, each) = (widths.network().clone(), each.clone());
            let (training, validation) = (training.clone(), validation.clone());
            Trainer::of_members(executor, network, parameters, training, validation, each).await
        };
        let mut trained = trainer(device.executor.fresh()?, &parameters).await?;
        drop(parameters);
        trained.set_schedules(first.schedules, first.options.epochs)?;
        if let Some(every) = self.verify {
            trained.verify_every(every)?;
        }
        let meaning = |place: &usize| Meaning::Encoded(self.data[of(place).data].preprocessing);
        let options = FitOptions {
            meanings: class.iter().map(meaning).collect(),
            test_sets: test.as_ref(),
            halving: self.halving.map(|first| Halving {
                first,
                teams: class.iter().map(|place| of(place).team).collect(),
                decided: decided.clone(),
            }),
            ..first.options.clone()
        };
        let report = self.collects.then(Collector::default);
        let mut heard = Heard { front, turns, rates: &rates, report, rescued: None };
        let outcome = fit(&mut trained, &options, &mut heard).await;
        let Heard { report, rescued, front, .. } = heard;
        let (mut outcome, error) = match (outcome, rescued) {
            (Ok(outcome), _) => {
                if let Some(found) = trained.verification() {
                    front.verified(found);
                }
                front.ended();
                let is_over =
                    !matches!(outcome.reason, StopReason::Interrupted | StopReason::Stopped);
                (outcome, (!is_over).then(interrupted))
            }
            // What was computed wrongly is nothing to keep.
            (Err(error), Some(rescued))
                if error.kind() != ErrorKind::Verification && !is_too_large(&error) =>
            {
                front.ended();
                // Its device may be gone.
                let cpu = Device::open(&Choice::Cpu, self.gpu.clone(), Purpose::Inference).await;
                let Ok(cpu) = cpu else { return Err(error) };
                match trainer(cpu.executor, &rescued.parameters).await {
                    Ok(asked) => trained = asked,
                    Err(_) => return Err(error),
                }
                (rescued, Some(error))
            }
            (Err(error), _) => return Err(error),
        };
        // Tests are measured at the end of all: what is known of them before is what is answered.
        if test.is_some()
            && !self.answers.contains(&Part::Test)
            && let Some(error) = error
        {
            return Err(error);
        }
        let mut answers = vec![Vec::new(); class.len()];
        for part in self.answers {
            let sets = match part {
                Part::Test => test.as_ref(),
                _ => validation.as_ref(),
            };
            let Some(sets) = sets else { continue };
            let evaluation = trained.evaluate_each(sets).await?;
            if error.is_some() && *part == Part::Test {
                measure_tests(&mut outcome, &options, sets, &evaluation)?;
            }
            for (member, answers) in answers.iter_mut().enumerate() {
                answers.push(evaluation.member(member).to_vec());
            }
        }
        let keep = options.kept(trained.validation().is_some());
        let ways = report.map(|of| of.runs(Some(&outcome), &[], |_| String::new()));
        let each = answers.into_iter().zip(rates.iter().copied()).enumerate();
        let each = each.map(|(member, (answers, rate))| {
            Ok(Fitted {
                way: ways.as_ref().map(|ways| ways[member].clone()),
                ..fitted(&outcome, keep, member, &widths, (rate, answers))?
            })
        });
        let each: Vec<_> = each.collect::<Result<_>>()?;
        let Some(error) = error else {
            for (place, fitted) in class.iter().zip(&each) {
                let end = decided.entry(of(place).team).or_default();
                if let Some(StopReason::Halved { epoch, .. }) = fitted.stop {
                    *end = Some(epoch);
                }
            }
            return Ok(each);
        };
        // Not those that were halved away: what outdid them is not trained.
        let is_left = |member: usize| match outcome.stops[member] {
            None => outcome.kept[member] > 0,
            Some(reason) => !matches!(reason, StopReason::Halved { .. }),
        };
        let left = class.iter().zip(each).enumerate().filter(|&(member, _)| is_left(member));
        let (places, each) = left.map(|(_, (&place, fitted))| (place, fitted)).unzip();
        front.left(places, each);
        Err(error)
    }

    /// What candidates of one class train on, and are validated and tested on.
    fn samples(&self, candidates: &[Candidate<'_>], class: &[usize]) -> Result<Samples> {
        let data = |place: &usize| candidates[*place].data;
        let mut used: Vec<usize> = class.iter().map(data).collect();
        used.sort_unstable();
        used.dedup();
        let place = |data| used.binary_search(&data).expect("it is among them");
        let places: Vec<_> = class.iter().map(|member| place(data(member))).collect();
        let sets = |part: &dyn Fn(&Data<'_>) -> Option<Dataset>| {
            let sets: Option<Vec<_>> = used.iter().map(|&data| part(&self.data[data])).collect();
            sets.map(|sets| Sets::each(sets, places.clone())).transpose()
        };
        let training = sets(&|data| Some(data.training.clone()))?;
        Ok(Samples {
            training: training.expect("all have one"),
            validation: sets(&|data| data.validation.cloned())?,
            test: sets(&|data| data.test.cloned())?,
        })
    }
}

/// Those of candidates that train side by side.
struct Samples {
    training: Sets,
    validation: Option<Sets>,
    test: Option<Sets>,
}

/// Enters what a run that ended before its time is worth on the samples of its tests.
fn measure_tests(
    outcome: &mut Outcome,
    options: &FitOptions,
    tests: &Sets,
    evaluation: &Evaluation,
) -> Result<()> {
    let all: Vec<_> = (0..outcome.kept.len()).collect();
    let metrics = [options.metrics(), options.final_metrics.clone()].concat();
    let kept = outcome.kept.clone();
    let data = |place| tests.of(place);
    measure(&mut outcome.store, (&kept, &all), Part::Test, options, &metrics, &data, evaluation)
}

fn interrupted() -> Error {
    Error::new(ErrorKind::Interrupted, "interrupted; nothing is written")
}

fn fitted(
    outcome: &Outcome,
    keep: Keep,
    member: usize,
    widths: &Widths,
    (rate, answers): (f32, Vec<Vec<f32>>),
) -> Result<Fitted> {
    let kept = outcome.kept[member];
    // What has not stopped by itself trained until the run ended.
    let of_run = (outcome.reason != StopReason::Finished).then_some(outcome.reason);
    let has_diverged = matches!(outcome.stops[member], Some(StopReason::Diverged { .. }));
    let parameters = widths.cut(&outcome.parameters, member)?;
    Ok(Fitted {
        parameter_hash: parameters.hash(),
        parameters,
        // What was to train to its end and did not is not compared with others.
        diverged: outcome.diverged[member] || (keep == Keep::Last && has_diverged),
        kept,
        epochs: outcome.store.closed(member).unwrap_or(outcome.epochs),
        stop: outcome.stops[member].or(of_run),
        monitor: outcome.monitor,
        measures: Measures::at(&outcome.store, kept, member, rate),
        answers,
        way: None,
    })
}

/// Hands a run's events on, and takes what a report needs and what is kept of a run that fails.
struct Heard<'a> {
    front: &'a mut dyn Front,
    turns: &'a mut Turns,
    rates: &'a [f32],
    report: Option<Collector>,
    rescued: Option<Outcome>,
}

impl Listener for Heard<'_> {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        if let Event::Start(_) = event {
            self.turns.tell(self.front);
        }
        if let Some(report) = &mut self.report {
            report.event(event);
        }
        if let Event::End(outcome) = event
            && outcome.reason == StopReason::Failed
        {
            self.rescued = Some((*outcome).clone());
        }
        self.front.event(event, self.rates)
    }

    fn interrupted(&self) -> bool {
        self.front.interrupted()
    }
}
