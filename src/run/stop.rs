//! Why a run ended.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{EarlyStop, Monitor};

/// Why a run ended. With members, the reason of the one that trained longest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// All epochs are done.
    Finished,
    /// The monitored value no longer got better.
    EarlyStop {
        /// What was watched.
        monitor: Monitor,
        /// For how long, and what counted as better.
        rule: EarlyStop,
    },
    /// The target was reached.
    TargetReached {
        /// Which value.
        monitor: Monitor,
        /// What it was.
        value: f64,
    },
    /// The time was up.
    TimeIsUp {
        /// What there was.
        seconds: f64,
    },
    /// Successive halving: others did better.
    Halved {
        /// When that was seen.
        epoch: u32,
        /// By what they were compared.
        monitor: Monitor,
    },
    /// The listener said that the caller wants to end, between two submissions.
    Interrupted,
    /// The listener answered an event with [`Flow::Stop`](super::Flow::Stop).
    Stopped,
    /// Something failed: the device, the listener, verification. [`fit`](super::fit) returns the error;
    /// its listener hears of what there was to keep.
    Failed,
    /// None: the run goes on, and an [`Event::Snapshot`](super::Event::Snapshot) says what would be kept.
    Ongoing,
    /// A loss, a parameter or an output was no longer finite, in every member.
    Diverged {
        /// When that was seen.
        epoch: u32,
    },
}

impl StopReason {
    /// A word or two for a log: `finished`, `early stop`, `target reached`, `time is up`,
    /// `halved`, `interrupted`, `stopped`, `failed`, `ongoing` or `diverged`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::EarlyStop { .. } => "early stop",
            Self::TargetReached { .. } => "target reached",
            Self::TimeIsUp { .. } => "time is up",
            Self::Halved { .. } => "halved",
            Self::Interrupted => "interrupted",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Ongoing => "ongoing",
            Self::Diverged { .. } => "diverged",
        }
    }
}

impl fmt::Display for StopReason {
    /// For people: `validation loss has not got better for 10 epochs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => f.write_str("all epochs are done"),
            Self::EarlyStop { monitor, rule } => {
                write!(f, "{monitor} has not got better ")?;
                if rule.min_delta > 0.0 {
                    write!(f, "by more than {} ", rule.min_delta)?;
                }
                let epochs = if rule.patience == 1 { "epoch" } else { "epochs" };
                write!(f, "for {} {epochs}", rule.patience)
            }
            Self::TargetReached { monitor, value } => write!(f, "{monitor} has reached {value}"),
            Self::TimeIsUp { seconds } => write!(f, "{seconds} seconds are over"),
            Self::Halved { epoch, monitor } => {
                write!(f, "half of the settings had a better {monitor} after epoch {epoch}")
            }
            Self::Interrupted => f.write_str("interrupted"),
            Self::Stopped => f.write_str("stopped by its listener"),
            Self::Failed => f.write_str("something failed"),
            Self::Ongoing => f.write_str("the run goes on"),
            Self::Diverged { epoch } => {
                write!(f, "a loss, a weight or an output is not finite at epoch {epoch}")
            }
        }
    }
}
