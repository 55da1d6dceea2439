//! How busy a run keeps its device and this process, as far as that is known.
//!
//! What a device does by itself is not asked: there is no way that all of them share. Known is for how long
//! the run was within its training steps, waiting for the device included, and the processor time that the
//! system counts for this process.

use std::thread::available_parallelism;
use std::time::Instant;

use super::terminal::processor_seconds;

/// Seconds between two figures.
const WINDOW: f64 = 1.0;

/// Figures of the last second or so.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Load {
    /// Training samples, of all members, by the time within training steps.
    pub(super) samples_per_second: Option<f64>,
    /// Of all members together, by the clock.
    pub(super) steps_per_second: Option<f64>,
    /// The share of the time that was within training steps; the rest is measuring, keeping and saving.
    pub(super) training_share: Option<f64>,
    /// Cores that this process kept busy, and how many there are.
    pub(super) cores: Option<(f64, usize)>,
}

/// What figures are made from.
#[derive(Debug)]
pub(super) struct Meter {
    pub(super) load: Load,
    /// Since the last figures that epochs give: seconds of the run then, of training since, samples since.
    epochs: (f64, f64, f64),
    /// The steps and the seconds of the run at the last figures that steps give.
    steps: (u64, f64),
    /// The clock and the processor time at the last figures that these give.
    processor: Option<(Instant, f64)>,
}

impl Meter {
    /// Of a run that has taken so many seconds before.
    pub(super) fn new() -> Self {
        let processor = processor_seconds().map(|seconds| (Instant::now(), seconds));
        Self {
            load: Load::default(),
            epochs: (f64::NAN, 0.0, 0.0),
            steps: (0, f64::NAN),
            processor,
        }
    }

    /// So many steps were sent, after so many seconds of the run.
    pub(super) fn stepped(&mut self, steps: u64, seconds: f64) {
        // A run that goes on from another begins late, and one that goes back has fewer steps.
        if self.epochs.0.is_nan() {
            self.epochs.0 = seconds;
        }
        if self.steps.1.is_nan() || steps < self.steps.0 {
            self.steps = (steps, seconds);
        }
        let passed = seconds - self.steps.1;
        if passed >= WINDOW {
            self.load.steps_per_second = Some((steps - self.steps.0) as f64 / passed);
            self.steps = (steps, seconds);
        }
        if let Some((when, before)) = self.processor {
            let passed = when.elapsed().as_secs_f64();
            if passed >= WINDOW
                && let Some(now) = processor_seconds()
            {
                let cores = available_parallelism().map_or(1, usize::from);
                self.load.cores = Some(((now - before) / passed, cores));
                self.processor = Some((Instant::now(), now));
            }
        }
    }

    /// An epoch of so many samples was trained in `training` seconds; the run has taken `seconds`.
    pub(super) fn epoch(&mut self, samples: f64, training: f64, seconds: f64) {
        let (since, trained, count) = self.epochs;
        let (trained, count) = (trained + training, count + samples);
        let passed = seconds - since;
        // The first figures come with the first epoch, however short.
        if passed >= WINDOW || self.load.samples_per_second.is_none() {
            self.load.samples_per_second = Some(count / trained).filter(|each| each.is_finite());
            self.load.training_share = Some(trained / passed)
                .filter(|share| share.is_finite())
                .map(|share| share.min(1.0));
            self.epochs = (seconds, 0.0, 0.0);
        } else {
            self.epochs = (since, trained, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_rates_are_those_of_a_second() {
        let mut meter = Meter::new();
        meter.stepped(0, 10.0);
        meter.epoch(100.0, 0.1, 10.2);
        assert_eq!(meter.load.samples_per_second, Some(1000.0));
        assert!((meter.load.training_share.unwrap() - 0.5).abs() < 1e-9);
        for (epoch, seconds) in [10.5, 10.8, 11.3].into_iter().enumerate() {
            meter.epoch(300.0, 0.2, seconds);
            meter.stepped(10 * (epoch as u64 + 1), seconds);
        }
        assert!((meter.load.samples_per_second.unwrap() - 900.0 / 0.6).abs() < 1e-9);
        assert!((meter.load.training_share.unwrap() - 0.6 / 1.1).abs() < 1e-9);
        assert!((meter.load.steps_per_second.unwrap() - 30.0 / 1.3).abs() < 1e-9);
        // Back to an earlier step.
        meter.stepped(5, 14.0);
        meter.stepped(25, 16.0);
        assert_eq!(meter.load.steps_per_second, Some(10.0));
    }
}
