//! What the dashboard knows of a run: told by its events, and changed by keys.

use std::time::Instant;

use gradshader::run::{Event, Monitor, Request};

use super::curves::Curves;
use super::load::{Load, Meter};
use crate::cli::progress::Control;

/// How far learning rates can be scaled by keys, in halves and doubles.
const FARTHEST: f64 = (1u64 << 20) as f64;

/// All that is drawn.
#[derive(Debug)]
pub(super) struct View {
    pub(super) data: String,
    /// Network and device.
    pub(super) about: String,
    pub(super) control: Control,
    /// None before the first begins.
    pub(super) run: Option<Run>,
    pub(super) curves: Curves,
    pub(super) meter: Meter,
    /// Whether losses are drawn by their logarithm.
    pub(super) logarithmic: bool,
    /// What keys ask of the run.
    pub(super) requests: Vec<Request>,
    /// Grows whenever something is changed.
    pub(super) changes: u64,
}

/// The run under way.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) members: usize,
    /// Those that still train.
    pub(super) present: usize,
    /// Epochs, at the most.
    pub(super) epochs: u32,
    /// Complete ones.
    pub(super) completed: u32,
    /// The steps of the one under way that were sent, and all of them.
    pub(super) steps: (u64, u64),
    /// Of the run, those before it went on included, and when that was told.
    pub(super) seconds: (f64, Instant),
    /// Where this process began: epochs, and seconds of the run.
    pub(super) began: Option<(f64, f64)>,
    /// The least and the largest of the members' learning rates, those of the next step.
    pub(super) learning_rates: Option<(f64, f64)>,
    /// What all learning rates are multiplied by.
    pub(super) scale: f64,
    /// The same as keys want it, which the run may not have heard of yet.
    pub(super) wanted: f64,
    pub(super) monitor: Monitor,
    /// Of an epoch, of each member.
    pub(super) samples: usize,
}

impl Run {
    /// Epochs with the share of the one under way.
    pub(super) fn done(&self) -> f64 {
        let (step, steps) = self.steps;
        f64::from(self.completed) + if steps == 0 { 0.0 } else { step as f64 / steps as f64 }
    }

    /// Seconds of the run by the clock.
    pub(super) fn seconds_now(&self) -> f64 {
        self.seconds.0 + self.seconds.1.elapsed().as_secs_f64()
    }

    /// Seconds that all the epochs that are left would take; none before something is known.
    pub(super) fn seconds_left(&self) -> Option<f64> {
        let (epochs, seconds) = self.began?;
        let each = (self.seconds.0 - seconds) / (self.done() - epochs);
        let left =
            each * (f64::from(self.epochs) - self.done()) - self.seconds.1.elapsed().as_secs_f64();
        left.is_finite().then_some(left.max(0.0))
    }

    fn rates(&mut self, rates: &[f64]) {
        let least = rates.iter().copied().fold(f64::INFINITY, f64::min);
        let most = rates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.learning_rates = (!rates.is_empty()).then_some((least, most));
    }
}

impl View {
    pub(super) fn new(data: String, control: Control) -> Self {
        Self {
            data,
            about: String::new(),
            control,
            run: None,
            curves: Curves::default(),
            meter: Meter::new(),
            logarithmic: false,
            requests: Vec::new(),
            changes: 0,
        }
    }

    /// What is monitored in the run under way.
    pub(super) fn monitor(&self) -> Option<Monitor> {
        self.run.as_ref().map(|run| run.monitor)
    }

    pub(super) fn load(&self) -> Load {
        self.meter.load
    }

    pub(super) fn event(&mut self, event: &Event<'_>) {
        self.changes += 1;
        if let Event::Start(start) = event {
            self.curves = Curves::default();
            self.meter = Meter::new();
            self.run = Some(Run {
                members: start.members,
                present: start.members,
                epochs: start.epochs,
                completed: 0,
                steps: (0, 0),
                seconds: (0.0, Instant::now()),
                began: None,
                learning_rates: None,
                scale: start.rate_scale,
                wanted: start.rate_scale,
                monitor: start.monitor,
                samples: start.samples,
            });
        }
        let Some(run) = &mut self.run else { return };
        match event {
            Event::Progress { epoch, seconds, step, steps, learning_rates } => {
                run.completed = epoch - 1;
                run.steps = (*step, *steps);
                run.seconds = (*seconds, Instant::now());
                run.rates(learning_rates);
                let done = run.done();
                run.began.get_or_insert((done, *seconds));
                let all = u64::from(run.completed) * steps + step;
                self.meter.stepped(all * run.present as u64, *seconds);
            }
            Event::Epoch(done) => {
                run.completed = done.number;
                run.steps.0 = 0;
                run.seconds = (done.seconds, Instant::now());
                run.present = done.members.len();
                let samples = (run.samples * run.present) as f64;
                self.meter.epoch(samples, done.training_seconds, done.seconds);
            }
            Event::RateChanged(changed) => {
                run.scale = changed.change.scale;
                run.rates(changed.learning_rates);
            }
            Event::RolledBack(back) => run.completed = back.to,
            Event::Reopened(event) => run.completed = event.to,
            _ => {}
        }
    }

    /// A key; what there is to say to it.
    pub(super) fn key(&mut self, key: char) -> Option<&'static str> {
        self.changes += 1;
        let scale = match key {
            'l' | 'L' => {
                self.logarithmic = !self.logarithmic;
                return None;
            }
            's' | 'S' | '+' | '=' | '-' | '_' | '0' if self.control == Control::Stop => {
                return Some(
                    "here keys only stop: networks that are compared are trained as they were told",
                );
            }
            's' | 'S' => {
                if !self.requests.contains(&Request::Snapshot) {
                    self.requests.push(Request::Snapshot);
                }
                return None;
            }
            '+' | '=' => 2.0,
            '-' | '_' => 0.5,
            '0' => 0.0,
            _ => return None,
        };
        let run = self.run.as_mut()?;
        let wanted = if scale == 0.0 { 1.0 } else { run.wanted * scale };
        if !(1.0 / FARTHEST..=FARTHEST).contains(&wanted) {
            return Some("the learning rate is far enough from its schedule");
        }
        run.wanted = wanted;
        self.requests.retain(|request| !matches!(request, Request::RateScale(_)));
        self.requests.push(Request::RateScale(wanted));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ask_once_and_the_last_rate_counts() {
        let mut view = View::new("a.csv".to_owned(), Control::Whole);
        view.key('+');
        assert_eq!(view.requests, [], "there is no run yet");
        view.run = Some(super::super::tests::run());
        for key in "s--s+-".chars() {
            assert_eq!(view.key(key), None);
        }
        assert_eq!(view.requests, [Request::Snapshot, Request::RateScale(0.25)]);
        view.key('0');
        assert_eq!(view.requests[1], Request::RateScale(1.0));
        for _ in 0..20 {
            assert_eq!(view.key('+'), None);
        }
        assert!(view.key('+').is_some());
        assert_eq!(view.requests[1], Request::RateScale(FARTHEST));
        let before = view.changes;
        assert_eq!(view.key('l'), None);
        assert!(view.logarithmic && view.changes > before);
    }

    #[test]
    fn where_keys_only_stop_that_is_said() {
        let mut view = View::new("a.csv".to_owned(), Control::Stop);
        view.run = Some(super::super::tests::run());
        for key in ['s', '+', '-', '0'] {
            assert!(view.key(key).is_some_and(|said| said.contains("only stop")));
        }
        assert_eq!(view.requests, []);
    }
}
