//! What a run shows while it trains: a bar on a terminal or, if asked for, a dashboard; plain lines elsewhere.

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use gradshader::metrics::Metric;
use gradshader::run::{Event, Part, Request};
use indicatif::{ProgressBar, ProgressStyle};

use super::log::Measures;
use super::plan::Plan;
use super::tui::Dashboard;
use super::{output, ranks, report};

/// Lines of a run at the most, about, where there is no terminal.
const LINES: u32 = 20;

/// Shows how far a run is.
#[derive(Debug)]
pub(super) enum Progress {
    /// Nothing.
    Quiet,
    /// A line after the first and the last epoch and each of this many; the last may come early.
    Lines { every: u32, epochs: u32, unsaid: Option<String> },
    /// A bar with epoch, losses, samples a second and the time left.
    Bar(ProgressBar),
    /// Curves, figures and keys on the whole terminal.
    Dashboard(Dashboard),
}

/// What keys may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// To stop.
    Stop,
    /// To save and to change the learning rate too.
    Whole,
}

impl Progress {
    /// As the plan has it, of so many epochs.
    pub(super) fn of(plan: &Plan, epochs: u32, control: Control) -> Self {
        if plan.tui {
            match Dashboard::open(report::data_name(&plan.training.data), control) {
                Ok(dashboard) => return Self::Dashboard(dashboard),
                Err(why) => output::warn(&format!("without --tui: {why}")),
            }
        }
        Self::new(plan.quiet, epochs)
    }

    pub(super) fn new(quiet: bool, epochs: u32) -> Self {
        if quiet || ranks::is_silent() {
            return Self::Quiet;
        }
        if !stderr().is_terminal() {
            let every = epochs.div_ceil(LINES).max(1);
            return Self::Lines { every, epochs, unsaid: None };
        }
        let style =
            ProgressStyle::with_template("{bar:12} epoch {pos}/{len}  {wide_msg}  {eta} left");
        let bar = ProgressBar::new(u64::from(epochs));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self::Bar(bar)
    }

    /// Another of so many runs begins, of so many epochs: they share the lines.
    pub(super) fn begin(&mut self, all: u32, runs: u32) {
        match self {
            Self::Quiet => {}
            Self::Lines { every, epochs, .. } => {
                (*every, *epochs) = (all.div_ceil((LINES / runs).max(1)).max(1), all);
            }
            Self::Bar(bar) => {
                bar.reset();
                bar.set_length(u64::from(all));
            }
            Self::Dashboard(_) => {}
        }
    }

    /// A line to know before or while training.
    pub(super) fn note(&self, line: &str) {
        match self {
            Self::Quiet => {}
            Self::Lines { .. } => output::warn(line),
            Self::Bar(bar) => bar.suspend(|| output::warn(line)),
            Self::Dashboard(_) => Dashboard::note(line),
        }
    }

    /// What is trained on what, in a few words.
    pub(super) fn about(&self, words: &str) {
        if let Self::Dashboard(dashboard) = self {
            dashboard.about(words);
        }
    }

    /// Something has happened in the run.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        if let Self::Dashboard(dashboard) = self {
            dashboard.event(event);
        }
    }

    /// What the user asked for since the last time.
    pub(super) fn requests(&mut self) -> Vec<Request> {
        match self {
            Self::Dashboard(dashboard) => dashboard.requests(),
            _ => Vec::new(),
        }
    }

    /// No further run begins: lines go where they go otherwise.
    pub(super) fn close(&mut self) {
        if let Self::Dashboard(dashboard) = self {
            dashboard.close();
        }
    }

    /// A line that is to be seen even where nothing is shown.
    pub(super) fn warn(&self, line: &str) {
        match self {
            Self::Quiet => output::warn(line),
            _ => self.note(line),
        }
    }

    /// As [`Self::note`], for another thread.
    pub(super) fn voice(&self) -> Box<dyn Fn(&str) + Send> {
        match self {
            Self::Quiet => Box::new(|_| {}),
            Self::Lines { .. } => Box::new(output::warn),
            Self::Bar(bar) => {
                let bar = bar.clone();
                Box::new(move |line| bar.suspend(|| output::warn(line)))
            }
            Self::Dashboard(_) => Box::new(Dashboard::note),
        }
    }

    /// An epoch is done, which the first number of all members has trained.
    pub(super) fn epoch(
        &mut self,
        epoch: u32,
        measures: &Measures,
        left: (usize, usize),
        samples_per_second: f64,
    ) {
        let text = || line(measures, left, samples_per_second);
        match self {
            Self::Quiet => {}
            Self::Lines { every, epochs, unsaid } => {
                let line = format!("epoch {epoch}/{epochs}  {}", text());
                *unsaid = Some(line);
                if epoch == 1 || epoch.is_multiple_of(*every) {
                    say(unsaid);
                }
            }
            Self::Bar(bar) => {
                bar.set_message(text());
                bar.set_position(u64::from(epoch));
            }
            // It listens to the run itself.
            Self::Dashboard(_) => {}
        }
    }

    /// Training is over, perhaps before the last epoch.
    pub(super) fn finish(&mut self) {
        match self {
            Self::Quiet => {}
            Self::Lines { unsaid, .. } => say(unsaid),
            Self::Bar(bar) => bar.abandon(),
            Self::Dashboard(_) => {}
        }
    }
}

/// Writes what was not written yet.
fn say(unsaid: &mut Option<String>) {
    if let Some(line) = unsaid.take() {
        output::warn(&line);
    }
}

/// The losses of the best, of each part what says most, and how many train where others have stopped.
fn line(measures: &Measures, (left, all): (usize, usize), samples_per_second: f64) -> String {
    let mut line =
        format!("loss {:.5}", measures.get(Part::Training, Metric::Loss).unwrap_or(f64::NAN));
    for part in [Part::Validation, Part::Test] {
        if let Some(loss) = measures.get(part, Metric::Loss) {
            line.push_str(&format!("  {} {loss:.5}", part.name()));
        }
        if let Some(accuracy) = measures.get(part, Metric::Accuracy) {
            line.push_str(&format!(" {:.2} %", accuracy * 100.0));
        }
        if let Some(r_squared) = measures.get(part, Metric::RSquared) {
            line.push_str(&format!(" R² {r_squared:.4}"));
        }
    }
    if left < all {
        line.push_str(&format!("  {left} of {all} left"));
    }
    line + &format!("  {samples_per_second:.0} samples/s")
}
