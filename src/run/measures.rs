//! What one network's samples show at one epoch.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Part, Store};
use crate::metrics::Metric;

/// What one member's samples show, each as `PART_METRIC`: `train_loss` (the mean over the epoch, each
/// batch measured before its own update), `validation_accuracy` (0 to 1, as all shares) and so on.
/// `null` is a number that is not finite, or a metric that is not defined for these samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    values: Vec<(Part, Metric, f64)>,
    /// As [`Self::at`] was told.
    pub learning_rate: f32,
}

impl Measures {
    /// Those of a member at an epoch.
    pub fn at(store: &Store, epoch: u32, member: usize, learning_rate: f32) -> Self {
        Self { values: store.values(epoch, member).collect(), learning_rate }
    }

    /// These, which [`Self::iter`] gave.
    #[cfg(feature = "parallel")]
    pub(crate) fn of(values: Vec<(Part, Metric, f64)>, learning_rate: f32) -> Self {
        Self { values, learning_rate }
    }

    /// By part, and of each the loss first.
    pub fn iter(&self) -> impl Iterator<Item = (Part, Metric, f64)> {
        self.values.iter().copied()
    }

    /// One of them; none where it was not measured.
    pub fn get(&self, part: Part, metric: Metric) -> Option<f64> {
        self.iter().find(|value| (value.0, value.1) == (part, metric)).map(|value| value.2)
    }
}

impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (part, metric, value) in self.iter() {
            map.serialize_entry(&format!("{}_{metric}", part.name()), &value)?;
        }
        map.serialize_entry("learning_rate", &self.learning_rate)?;
        map.end()
    }
}
