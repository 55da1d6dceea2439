//! A run's values by epoch, thinned to what a page bears.

use serde::{Deserialize, Serialize};

use super::{Figure, figure};
use crate::metrics::Direction;
use crate::run::{Part, Store};

/// One network's way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// What it is called, such as `member 2` or `fold 3`.
    pub name: String,
    /// Of its initial weights and the order of its samples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The epoch that is kept; 0 is before the first was complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_epoch: Option<u32>,
    /// Why it stopped before the others, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// By what is measured.
    pub curves: Vec<Curve>,
}

/// The values of one metric on one part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// `train`, `validation` or `test`.
    pub part: String,
    /// Its name, as `roc_auc`; `learning_rate` too.
    pub metric: String,
    /// Whether more is better; none of what is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_is_better: Option<bool>,
    /// The epoch of each value, from 1.
    pub epochs: Vec<u32>,
    /// One an epoch.
    pub values: Vec<Figure>,
}

/// Points of all curves of a report together, at the most.
const POINTS: usize = 100_000;

/// Points that are left of a curve of so many, at the least.
const LEAST: usize = 100;

impl Curve {
    /// Of a series; every so many epochs, with the first, the last and `kept`.
    fn of(part: &str, metric: &str, direction: Option<Direction>, series: &[(u32, f64)]) -> Self {
        Self {
            part: part.to_owned(),
            metric: metric.to_owned(),
            more_is_better: direction.map(|direction| direction == Direction::More),
            epochs: series.iter().map(|(epoch, _)| *epoch).collect(),
            values: series.iter().map(|(_, value)| figure(*value)).collect(),
        }
    }
}

impl Run {
    /// The way of a member of a run, with the learning rate of each epoch where it is known.
    pub fn of(
        name: impl Into<String>,
        store: &Store,
        member: usize,
        rates: &[(u32, f64)],
        kept: Option<u32>,
    ) -> Self {
        let each = POINTS / store.members().max(1);
        let series: Vec<_> = store.all(member).collect();
        let most = (each / (series.len() + 1)).max(LEAST);
        let mut curves = Vec::new();
        for part in Part::ALL {
            for (_, metric, values) in series.iter().filter(|(of, ..)| *of == part) {
                // 0 is before the first epoch, which is no point of a curve.
                let values: Vec<_> =
                    values.iter().copied().filter(|(epoch, _)| *epoch > 0).collect();
                let thinned = thinned(&values, most, kept);
                let name = metric.to_string();
                curves.push(Curve::of(part.name(), &name, Some(metric.direction()), &thinned));
            }
        }
        if !rates.is_empty() {
            let thinned = thinned(rates, most, kept);
            curves.push(Curve::of(Part::Training.name(), "learning_rate", None, &thinned));
        }
        let (name, stopped) = (name.into(), None);
        Self { name, seed: None, kept_epoch: kept, stopped, curves }
    }

    /// The curve of a metric on a part.
    pub fn curve(&self, part: &str, metric: &str) -> Option<&Curve> {
        self.curves.iter().find(|curve| curve.part == part && curve.metric == metric)
    }
}

/// No more than `most` values, about, evenly chosen: the first, the last and that of `kept` stay.
fn thinned(series: &[(u32, f64)], most: usize, kept: Option<u32>) -> Vec<(u32, f64)> {
    let every = series.len().div_ceil(most).max(1);
    let stays = |item: &(usize, &(u32, f64))| {
        let (place, &(epoch, _)) = *item;
        place.is_multiple_of(every) || place + 1 == series.len() || Some(epoch) == kept
    };
    series.iter().enumerate().filter(stays).map(|(_, value)| *value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metric;

    #[test]
    fn a_long_run_is_thinned_and_keeps_its_ends_and_its_best() {
        let series: Vec<_> = (1..=1000).map(|epoch| (epoch, f64::from(epoch))).collect();
        let few = thinned(&series, 100, Some(777));
        let epochs: Vec<_> = few.iter().map(|(epoch, _)| *epoch).collect();
        assert_eq!((epochs[0], *epochs.last().unwrap()), (1, 1000));
        assert!(epochs.contains(&777) && few.len() <= 102, "{epochs:?}");
        assert!(epochs.is_sorted());
        assert_eq!(thinned(&series, 1000, None), series);
    }

    #[test]
    fn a_curve_has_what_the_store_has_from_the_first_epoch_on() {
        let mut store = Store::new(2);
        for (epoch, value) in [(0, 9.0), (1, f64::NAN), (2, 0.123_456_789)] {
            store.put(epoch, Part::Validation, Metric::Accuracy, 1, value);
        }
        let run = Run::of("b", &store, 1, &[(1, 0.5), (2, 0.25)], Some(2));
        let curve = run.curve("validation", "accuracy").unwrap();
        assert_eq!(curve.more_is_better, Some(true));
        assert_eq!(
            (&curve.epochs[..], &curve.values[..]),
            (&[1, 2][..], &[None, Some(0.123_456_8)][..])
        );
        assert_eq!(run.curve("train", "learning_rate").unwrap().values, [Some(0.5), Some(0.25)]);
        assert!(Run::of("a", &store, 0, &[], None).curves.is_empty());
    }
}
