//! What the listener asks for while the run goes on.

use std::sync::atomic::Ordering;

use super::member::copy_member;
use super::{GUARD_AT_ONCE, Run};
use crate::error::Result;
use crate::executor::Executor;
use crate::network::Parameters;
use crate::run::{Event, Flow, RateChange, RateChanged, Request, StopReason};

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Does what was asked for between two steps of `epoch`; says whether the listener then wants the run
    /// to end.
    pub(super) async fn answer(
        &mut self,
        epoch: u32,
        requests: Vec<Request>,
    ) -> Result<Option<StopReason>> {
        let mut flow = Flow::Continue;
        for request in requests {
            let wanted = match request {
                Request::RateScale(scale) => self.scale_rates(epoch, scale).await?,
                Request::Snapshot => self.snapshot().await?,
            };
            if wanted == Flow::Stop {
                flow = Flow::Stop;
            }
        }
        Ok((flow == Flow::Stop).then_some(StopReason::Stopped))
    }

    async fn scale_rates(&mut self, epoch: u32, scale: f64) -> Result<Flow> {
        let steps = self.trainer.counter().load(Ordering::Relaxed);
        let change = RateChange { epoch, steps, scale };
        self.changes.push(change)?;
        self.reduce_rates()?;
        // Should the device be lost, the steps before the change are not done again with it.
        self.losses.remember_next();
        self.remember().await?;
        let rates = self.trainer.rates().at(self.trainer.steps_under_way());
        self.tell(&Event::RateChanged(RateChanged { change, learning_rates: &rates }))
    }

    /// Tells what would be kept, by the rules of the end.
    async fn snapshot(&mut self) -> Result<Flow> {
        let parameters = match &self.parameters {
            Some(parameters) => parameters.clone(),
            None => self.trainer.parameters().await?,
        };
        let answers = self.answers_of(&parameters).await?;
        let diverged = self.have_diverged(&answers, &parameters);
        let outcome = self.outcome(StopReason::Ongoing, parameters, diverged);
        self.tell(&Event::Snapshot(&outcome))
    }

    /// Whether the members' answers would be finite with these parameters. Those that were cut out have
    /// been measured with theirs.
    async fn answers_of(&mut self, parameters: &Parameters) -> Result<Vec<bool>> {
        let state = self.trainer.state().await?;
        let present = self.trainer.present().to_vec();
        let mut own = self.trainer.parameters().await?;
        for (place, &member) in present.iter().enumerate() {
            copy_member(&mut own, place, parameters, member);
        }
        self.trainer.set_parameters(&own)?;
        let found = self.trainer.answers_are_finite(GUARD_AT_ONCE).await;
        self.trainer.restore(&state)?;
        let mut answers = vec![true; self.kept.len()];
        for (&member, is_finite) in present.iter().zip(found?) {
            answers[member] = is_finite;
        }
        Ok(answers)
    }
}
