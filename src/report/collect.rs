//! What a report takes from a run while it trains.

use super::{Layers, Run};
use crate::run::{Event, Outcome, Store};

/// Listens to a run.
#[derive(Debug, Default)]
pub struct Collector {
    /// What was measured, once the run is over.
    store: Option<Store>,
    /// Each member's learning rates, by epoch.
    rates: Vec<Vec<(u32, f64)>>,
    layers: Layers,
    /// Training seconds of all epochs, and samples in them.
    seconds: f64,
    samples: f64,
    samples_each: usize,
}

impl Collector {
    /// Takes what an event says.
    pub fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) => {
                self.samples_each = start.samples;
                self.rates.resize(start.members, Vec::new());
            }
            Event::Epoch(done) => {
                let epoch = done.number;
                for (member, rates) in self.rates.iter_mut().enumerate() {
                    if done.store.closed(member).is_none_or(|last| last >= epoch) {
                        rates.push((epoch, done.learning_rates[member]));
                    }
                }
                if let Some(probe) = done.probe {
                    self.layers.add(epoch, probe);
                }
                self.seconds += done.training_seconds;
                self.samples += (self.samples_each * done.members.len()) as f64;
            }
            Event::RolledBack(back) => self.forget_after(back.to),
            Event::Reopened(event) => self.forget_after(event.to),
            Event::End(outcome) => self.store = Some(outcome.store.clone()),
            _ => {}
        }
    }

    fn forget_after(&mut self, epoch: u32) {
        for rates in &mut self.rates {
            rates.retain(|(of, _)| *of <= epoch);
        }
    }

    /// Training samples a second; NaN before the first epoch.
    pub fn samples_per_second(&self) -> f64 {
        self.samples / self.seconds
    }

    /// What the layers held, if that was looked at.
    pub fn layers(&self) -> Option<Layers> {
        (!self.layers.epochs.is_empty()).then(|| self.layers.clone())
    }

    /// The way of each member; `name` calls it something.
    pub fn runs(
        &self,
        outcome: Option<&Outcome>,
        seeds: &[u64],
        name: impl Fn(usize) -> String,
    ) -> Vec<Run> {
        let Some(store) = &self.store else { return Vec::new() };
        let run = |member: usize| {
            let kept = outcome.map(|outcome| outcome.kept[member]);
            let stop = outcome.and_then(|outcome| outcome.stops[member]);
            Run {
                seed: seeds.get(member).copied(),
                stopped: stop.map(|reason| reason.to_string()),
                ..Run::of(name(member), store, member, &self.rates[member], kept)
            }
        };
        (0..store.members()).map(run).collect()
    }
}
