//! After the last epoch: the models are saved, and the log and the user are told how it ended.

use std::collections::BTreeMap;

use gradshader::Dataset;
use gradshader::dataset::{Baseline, Preprocessing, Truths};
use gradshader::error::{Error, ErrorKind, Result, digits};
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::run::{Monitor, OnDivergence, Outcome, Part, StopReason};
use gradshader::train::Trainer;
use serde_json::Value;

use super::listener::Front;
use super::save::changes_of;
use super::worth::{Guess, Worth};
use crate::cli::arguments::Precision;
use crate::cli::chosen::Chosen;
use crate::cli::device::DeviceExecutor;
use crate::cli::log::{End, Event, Measures};
use crate::cli::plan::Plan;
use crate::cli::{interrupt, output, profile};

/// A run that is over.
pub(super) struct Finished<'a> {
    pub(super) plan: &'a Plan,
    pub(super) chosen: &'a Chosen,
    pub(super) preprocessing: &'a Preprocessing,
    /// What a guess is worth on the samples held out.
    pub(super) baseline: Option<Baseline>,
    pub(super) adapter: &'a AdapterDescription,
    pub(super) trainer: Trainer<DeviceExecutor>,
    pub(super) front: Front<'a>,
    /// The samples that decide nothing.
    pub(super) test: Option<&'a Dataset>,
    /// Where the samples held out stand in their source.
    pub(super) rows: &'a [u64],
    pub(super) test_rows: &'a [u64],
    /// How truths are written.
    pub(super) truths: &'a Truths,
    /// What was found in the data.
    pub(super) notes: Vec<String>,
    /// As the log has it.
    pub(super) configuration: BTreeMap<String, Value>,
}

impl Finished<'_> {
    /// Saves what is to be kept, and says how it ended in the log and to the user.
    pub(super) async fn end(mut self, outcome: Result<Outcome>) -> Result<()> {
        let mut end = End {
            epochs: self.front.completed,
            elapsed_seconds: self.front.began.elapsed().as_secs_f64(),
            ..End::default()
        };
        if let Some(report) = self.trainer.verification() {
            end.verified_steps = Some(report.steps);
            end.largest_ratio =
                report.findings.iter().map(|finding| finding.ratio).max_by(f64::total_cmp);
        }
        let mut is_unsaved = false;
        let result = match &outcome {
            Ok(outcome) => {
                end.reason = outcome.reason.name();
                end.because =
                    (outcome.reason != StopReason::Finished).then(|| outcome.reason.to_string());
                // Of members the best's own end, which need not be that of the last.
                let best = outcome.best_member;
                let closed = outcome.store.closed(best).filter(|&last| last < outcome.epochs);
                if let (Some(last), Some(stop)) = (closed, outcome.stops[best]) {
                    (end.best_epochs, end.because) = (Some(last), Some(stop.to_string()));
                }
                let kept = match outcome.is_usable() {
                    true => self.keep(outcome, &mut end),
                    false => Ok(()),
                };
                if kept.is_err() {
                    end.reason = "failed";
                }
                self.measure(outcome, &mut end).await;
                let verdict = self.verdict(outcome, &end);
                // What it is worth is said all the same.
                is_unsaved = kept.is_err() && verdict.is_ok();
                kept.and(verdict)
            }
            Err(_) => Ok(()),
        };
        let report = match &outcome {
            Ok(outcome) => self.report(Some(outcome)).await,
            Err(_) => {
                let rescued = self.front.rescued.clone();
                self.report(rescued.as_ref()).await
            }
        };
        let result = match outcome {
            Ok(_) => match self.front.failure.take() {
                None => result,
                Some(error) => {
                    end.reason = "failed";
                    result.and(Err(error))
                }
            },
            Err(error) => {
                end.reason = match error.kind() {
                    ErrorKind::Verification => "verification failed",
                    _ => "failed",
                };
                // What was computed wrongly replaces nothing.
                let rescued = self.front.rescued.take();
                let rescued = rescued.filter(|_| error.kind() != ErrorKind::Verification);
                Err(match rescued.filter(Outcome::is_usable) {
                    Some(outcome) => self.rescue(&outcome, &mut end, error),
                    None => error,
                })
            }
        };
        if let Err(error) = &result {
            end.error = Some(error.to_string());
        }
        let reported = self.save_report(report, &end);
        let told = self.front.events.take().map_or(Ok(()), |events| events.end(&end));
        let text = text(&end, self.plan.quiet);
        let logged = self.front.log.write(&Event::End(Box::new(end)));
        // Else it would be taken for that of this run.
        let result = result.map_err(|error| match self.front.log.left() {
            Some(path) => error.also(format!("{} is left as it was", path.display())),
            None => error,
        });
        let printed = match result.is_ok() || is_unsaved {
            true => output::print(&text).and(self.profile()),
            false => Ok(()),
        };
        result.and(printed).and(logged).and(reported).and(told)
    }

    /// Enters what the best member is worth on the samples held out; not of a run that was to end at
    /// once. The models are saved by now, so that what fails here takes nothing with it.
    async fn measure(&mut self, outcome: &Outcome, end: &mut End) {
        let is_over =
            matches!(outcome.reason, StopReason::Interrupted | StopReason::Diverged { .. });
        if is_over || !outcome.is_usable() || self.trainer.validation().is_none() {
            return;
        }
        match self.trainer.validate_until(&interrupt::asked).await {
            // Whoever wants it to end has seen what was measured.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                let what = format!("the confusions are not known: {error}");
                self.front.progress.note(&what);
            }
            Ok(evaluation) => {
                let Some(data) = self.trainer.validation() else { return };
                let outputs = evaluation.member(outcome.best_member);
                end.held_out = Worth::of(self.preprocessing, data, outputs);
                let guess = |baseline| Guess::new(baseline, self.preprocessing, data);
                end.baseline = self.baseline.as_ref().map(guess);
            }
        }
    }

    /// Saves what there was when a run failed, and adds that to what it failed of.
    fn rescue(&self, outcome: &Outcome, end: &mut End, error: Error) -> Error {
        match (self.keep(outcome, end), &end.model) {
            (Ok(()), Some(path)) => {
                let which = match outcome.kept[outcome.best_member] {
                    0 => "the model as it was then".to_owned(),
                    epoch => format!("the model of epoch {epoch}"),
                };
                error.also(format!("{which} is in {}", path.display()))
            }
            (Ok(()), None) => error,
            (Err(unsaved), _) => error.also(format!("and the model is lost: {unsaved}")),
        }
    }

    /// What the reason means to the caller of the program.
    fn verdict(&self, outcome: &Outcome, end: &End) -> Result<()> {
        let place = match &end.model {
            Some(path) => format!("is in {}", path.display()),
            None => "was not asked to be saved".to_owned(),
        };
        match outcome.reason {
            StopReason::Interrupted => {
                let what = match outcome.epochs {
                    0 if !outcome.is_usable() => {
                        "in the first epoch; nothing usable was there to save".to_owned()
                    }
                    0 => format!("in the first epoch; the model as it was then {place}"),
                    completed => {
                        let kept = outcome.kept[outcome.best_member];
                        let which = match kept == completed {
                            true => "the model as it was then".to_owned(),
                            false => format!("the model of epoch {kept}"),
                        };
                        format!("after epoch {completed}; {which} {place}")
                    }
                };
                Err(Error::new(ErrorKind::Interrupted, format!("interrupted {what}")))
            }
            StopReason::Diverged { .. } => {
                let (kept, advice) = match outcome.is_usable() {
                    true => {
                        let epoch = outcome.kept[outcome.best_member];
                        let advice = format!("use {}", self.smaller_rate());
                        (format!("the model of epoch {epoch} {place}"), advice)
                    }
                    // No epoch was complete in which all was finite.
                    false => {
                        let back = match self.plan.on_divergence {
                            OnDivergence::Rollback => "",
                            _ => "--on-divergence rollback, or ",
                        };
                        let advice = format!("use {back}{}", self.smaller_rate());
                        ("no model is saved".to_owned(), advice)
                    }
                };
                let what = format!("training diverged: {}; {kept}", outcome.reason);
                Err(Error::failed(what).advice(advice))
            }
            _ => Ok(()),
        }
    }

    fn smaller_rate(&self) -> String {
        let least = self.front.saver.learning_rates.iter().copied().fold(f32::INFINITY, f32::min);
        let least = digits(least);
        match self.plan.precision {
            Precision::F32 => format!("a smaller --learning-rate than {least}"),
            Precision::Mixed => format!(
                "a smaller --learning-rate than {least}, or --precision f32: what is larger \
                 than 65504 has no f16"
            ),
        }
    }

    /// Prints and saves what was timed, if that was asked for.
    fn profile(&mut self) -> Result<()> {
        let Some(trace) = &self.plan.profile else { return Ok(()) };
        let Some(profile) = self.trainer.executor_mut().profile()? else { return Ok(()) };
        let printed = output::print(&profile::table(profile));
        printed.and(trace.as_ref().map_or(Ok(()), |path| profile::save_trace(path, profile)))
    }

    /// Saves the models, and enters hashes and measures.
    fn keep(&self, outcome: &Outcome, end: &mut End) -> Result<()> {
        let best = outcome.best_member;
        let members = self.front.saver.members(outcome, &self.front.last_rates);
        end.parameter_hash = Some(members[best].parameter_hash.clone());
        end.measures = Some(members[best].measures.clone());
        end.kept_epoch = Some(outcome.kept[best]);
        let accuracy = Monitor { part: Part::Test, metric: Metric::Accuracy };
        if self.plan.test_each_epoch
            && let Some(found) = outcome.store.best(accuracy, best)
        {
            end.best_test_accuracy = Some(found.value);
            end.best_test_epoch = Some(found.epoch);
        }
        if members.len() > 1 {
            end.best_member = Some(best);
            end.members = members;
        }
        end.rate_changes.clone_from(&outcome.rate_changes);
        let Some(path) = &self.plan.model else { return Ok(()) };
        let note = |line: &str| self.front.progress.note(line);
        self.front.saver.save(outcome, &self.front.last_rates, &note)?;
        end.model = Some(path.clone());
        Ok(())
    }
}

/// What goes to stdout at the end; the pictures only where there is to be more than results.
fn text(end: &End, is_quiet: bool) -> String {
    let mut rows = Vec::new();
    let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    for member in &end.members {
        let diverged = if member.diverged { ", diverged" } else { "" };
        row(
            &format!("member {}", member.member),
            format!(
                "{}, seed {}, learning rate {}{}{diverged}",
                member.parameter_hash,
                member.seed,
                member.learning_rate,
                summary(&member.measures),
            ),
        );
    }
    if let Some(best) = end.best_member {
        row("best_member", best.to_string());
    }
    for (part, metric, value) in end.measures.iter().flat_map(Measures::iter) {
        // The others are in the log, and `evaluate` shows them.
        if !matches!(metric, Metric::Precision | Metric::Recall | Metric::TopKAccuracy(_)) {
            row(&format!("{}_{metric}", part.name()), output::figure(metric, value));
        }
    }
    for (name, value) in end.baseline.iter().flat_map(Guess::rows) {
        row(&name, value);
    }
    if let (Some(accuracy), Some(epoch)) = (end.best_test_accuracy, end.best_test_epoch) {
        row("best_test_accuracy", format!("{} (epoch {epoch})", output::percent(accuracy)));
    }
    if let Some(because) = &end.because {
        let when = match end.best_epochs.unwrap_or(end.epochs) {
            0 => "in the first epoch".to_owned(),
            epochs => format!("after epoch {epochs}"),
        };
        row("stopped", format!("{when}: {because}"));
    }
    let epochs = end.best_epochs.unwrap_or(end.epochs);
    if let Some(epoch) = end.kept_epoch.filter(|&epoch| epoch != epochs) {
        row("kept_epoch", epoch.to_string());
    }
    if let Some(changes) = changes_of(&end.rate_changes) {
        row("learning_rate_changes", changes);
    }
    if let (Some(steps), Some(ratio)) = (end.verified_steps, end.largest_ratio) {
        row("verified_steps", format!("{steps} (largest error {ratio:.3} of its bound)"));
    }
    if let Some(hash) = &end.parameter_hash {
        row("parameter_hash", hash.clone());
    }
    if let Some(path) = &end.model {
        row("model", path.display().to_string());
    }
    let results = output::table(&rows, 2);
    match &end.held_out {
        Some(worth) if !is_quiet => {
            format!("{results}\non the samples held out:\n{}", worth.text(end.baseline.as_ref()))
        }
        _ => results,
    }
}

fn summary(measures: &Measures) -> String {
    let of = |part, metric| measures.get(part, metric);
    let loss = of(Part::Validation, Metric::Loss).or(of(Part::Training, Metric::Loss));
    let loss = loss.map_or(String::new(), |loss| format!(", loss {loss:.6}"));
    let accuracy = of(Part::Validation, Metric::Accuracy).or(of(Part::Test, Metric::Accuracy));
    let percent = |accuracy| format!(", {}", output::percent(accuracy));
    loss + &accuracy.map_or(String::new(), percent)
}
