//! What a run measures, until its listener wants it to end.

use std::borrow::Cow;

use web_time::Instant;

use super::Run;
use crate::error::{ErrorKind, Result};
use crate::executor::Executor;
use crate::metrics::Metric;
use crate::run::measure::measure;
use crate::run::{Part, StopReason};

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Measures the epoch that was just trained.
    ///
    /// # Errors
    /// Of kind [`ErrorKind::Interrupted`] when the listener wants the run to end.
    pub(super) async fn measure_epoch(&mut self, number: u32) -> Result<()> {
        let epochs = vec![number; self.stops.len()];
        let metrics = self.metrics.clone();
        self.validate(&epochs, &metrics).await?;
        if self.options.test_each_epoch {
            self.test(&epochs, &metrics).await?;
        }
        Ok(())
    }

    pub(super) async fn validate(&mut self, epochs: &[u32], metrics: &[Metric]) -> Result<()> {
        if self.trainer.validation().is_none() {
            return Ok(());
        }
        let (listener, patience) = (&self.listener, self.patience);
        let stop =
            || listener.borrow().interrupted() && patience.is_none_or(|end| Instant::now() > end);
        let evaluation = self.trainer.validate_until(&stop).await?;
        let trainer = &self.trainer;
        let sets = trainer.validation_sets().expect("there is a validation part");
        let who = (epochs, trainer.present());
        let data = |place| sets.of(place);
        measure(&mut self.store, who, Part::Validation, self.options, metrics, &data, &evaluation)
    }

    async fn test(&mut self, epochs: &[u32], metrics: &[Metric]) -> Result<()> {
        let listener = &self.listener;
        let stop = || listener.borrow().interrupted();
        let evaluation = match (self.options.test_sets, self.options.test) {
            (Some(sets), _) => {
                let sets = sets.choose_members(self.trainer.present());
                self.trainer.evaluate_each_until(&sets, &stop).await?
            }
            (None, Some(data)) => self.trainer.evaluate_until(data, &stop).await?,
            (None, None) => return Ok(()),
        };
        let who = (epochs, self.trainer.present());
        let data = |place: usize| match (self.options.test_sets, self.options.test) {
            (Some(sets), _) => sets.of(who.1[place]),
            (None, data) => Ok(Cow::Borrowed(data.expect("there are test samples"))),
        };
        measure(&mut self.store, who, Part::Test, self.options, metrics, &data, &evaluation)
    }

    /// Measures what is kept where it was not, or with more metrics.
    pub(super) async fn measure_kept(&mut self) -> Result<()> {
        let kept = self.kept.clone();
        let more: Vec<_> = self.options.final_metrics.to_vec();
        if !more.is_empty() {
            self.validate(&kept, &more).await?;
        }
        if !self.options.test_each_epoch || self.completed == 0 || !more.is_empty() {
            let all = [self.metrics.clone(), more].concat();
            self.test(&kept, &all).await?;
        }
        Ok(())
    }
}

/// A measure that was given up is no failure: it is why the run ends.
pub(super) fn not_interrupted(measured: Result<()>, reason: &mut StopReason) -> Result<()> {
    match measured {
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            *reason = StopReason::Interrupted;
            Ok(())
        }
        measured => measured,
    }
}
