//! Where a run stands, and what keeps that.

use serde::{Deserialize, Serialize};

use super::{RateChange, StopReason, Store};
use crate::error::Result;
use crate::network::Parameters;
use crate::train;

/// Where a run stands: all that it decides by, and the training itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Complete epochs, measured.
    pub completed: u32,
    /// The epoch that is kept of each member.
    pub kept: Vec<u32>,
    /// Why each member has stopped, if it has.
    pub stops: Vec<Option<StopReason>>,
    /// What each member's learning rate is multiplied by, beside its schedule.
    pub rate_factors: Vec<f64>,
    /// The changes of all learning rates that a listener asked for; the factors have them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rate_changes: Vec<RateChange>,
    /// What is left of it after divergences.
    pub halvings: Vec<f64>,
    /// Divergences so far after which it went on.
    pub rollbacks: u32,
    /// Seconds of the run so far.
    pub seconds: f64,
    /// All values.
    pub store: Store,
    /// The training.
    pub training: train::State,
    /// What is kept of each member, once an epoch is complete.
    #[serde(skip)]
    pub parameters: Option<Parameters>,
    /// Where the last epoch is kept: what members fall back to that diverge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_before: Option<BestBefore>,
}

/// The best epoch of members of which a later one is kept that is not as good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BestBefore {
    /// One a member; 0 where there is none.
    pub epochs: Vec<u32>,
    /// Those of these epochs, and of other members whatever.
    #[serde(skip)]
    pub parameters: Option<Parameters>,
}

/// Keeps where a run stands, and knows where it stood.
pub trait Keeper {
    /// Where to go on from; asked once, before the first epoch.
    fn resume(&mut self) -> Option<Standing>;

    /// After how many steps at the latest to ask [`Self::is_due`], where that counts.
    fn steps(&self) -> Option<u64>;

    /// Whether to keep now: after so many steps and complete epochs.
    fn is_due(&self, steps: u64, epochs: u32) -> bool;

    /// Keeps this.
    ///
    /// # Errors
    /// End the run as a failure.
    fn keep(&mut self, standing: &Standing) -> Result<()>;

    /// Where the last one that was kept is, for messages.
    fn place(&self) -> Option<String> {
        None
    }
}
