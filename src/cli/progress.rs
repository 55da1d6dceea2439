//! What a run shows while it trains: a bar on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::log::Measures;
use super::output;

/// Lines of a run at the most, about, where there is no terminal.
const LINES: u32 = 20;

/// Shows how far a run is.
#[derive(Debug)]
pub(super) enum Progress {
    /// Nothing.
    Quiet,
    /// A line after the first and the last epoch and each of this many.
    Lines { every: u32, epochs: u32 },
    /// A bar with epoch, losses, samples a second and the time left.
    Bar(ProgressBar),
}

impl Progress {
    pub(super) fn new(quiet: bool, epochs: u32) -> Self {
        if quiet {
            return Self::Quiet;
        }
        if !stderr().is_terminal() {
            return Self::Lines { every: epochs.div_ceil(LINES).max(1), epochs };
        }
        let style =
            ProgressStyle::with_template("{bar:12} epoch {pos}/{len}  {wide_msg}  {eta} left");
        let bar = ProgressBar::new(u64::from(epochs));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self::Bar(bar)
    }

    /// A line to know before or while training.
    pub(super) fn note(&self, line: &str) {
        match self {
            Self::Quiet => {}
            Self::Lines { .. } => output::warn(line),
            Self::Bar(bar) => bar.suspend(|| output::warn(line)),
        }
    }

    /// An epoch is done.
    pub(super) fn epoch(&self, epoch: u32, measures: &Measures, samples_per_second: f64) {
        match self {
            Self::Quiet => {}
            Self::Lines { every, epochs } => {
                if epoch == 1 || epoch == *epochs || epoch.is_multiple_of(*every) {
                    let line = line(measures, samples_per_second);
                    output::warn(&format!("epoch {epoch}/{epochs}  {line}"));
                }
            }
            Self::Bar(bar) => {
                bar.set_message(line(measures, samples_per_second));
                bar.set_position(u64::from(epoch));
            }
        }
    }

    /// Training is over.
    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish();
        }
    }
}

fn line(measures: &Measures, samples_per_second: f64) -> String {
    let mut line = format!("loss {:.5}", measures.train_loss.unwrap_or(f64::NAN));
    for (name, loss, accuracy) in [
        ("validation", measures.validation_loss, measures.validation_accuracy),
        ("test", measures.test_loss, measures.test_accuracy),
    ] {
        if let Some(loss) = loss {
            line.push_str(&format!("  {name} {loss:.5}"));
        }
        if let Some(accuracy) = accuracy {
            line.push_str(&format!(" {:.2} %", accuracy * 100.0));
        }
    }
    line + &format!("  {samples_per_second:.0} samples/s")
}
