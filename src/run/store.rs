//! The values of a run: by epoch, part, metric and member.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metrics::Metric;

/// Which samples a value is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Those trained on.
    Training,
    /// Those held out, measured after every epoch.
    Validation,
    /// Those that decide nothing.
    Test,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 3] = [Self::Training, Self::Validation, Self::Test];

    /// `train`, `validation` or `test`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Training => "train",
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }
}

/// The value by which epochs and members are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Monitor {
    /// Of which samples.
    pub part: Part,
    /// It also says which way is better.
    pub metric: Metric,
}

impl fmt::Display for Monitor {
    /// `validation loss`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let metric = self.metric.to_string();
        write!(f, "{} {}", self.part.name(), metric.replace('_', " "))
    }
}

/// The best value and its epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Best {
    /// From 1; 0 is before training.
    pub epoch: u32,
    /// Never NaN.
    pub value: f64,
}

/// All that a run has measured. Epochs count from 1, and 0 is what was measured before one was
/// complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Store {
    members: usize,
    series: BTreeMap<(Part, Metric, usize), Vec<(u32, f64)>>,
    /// The last epoch of each member that has stopped.
    closed: Vec<Option<u32>>,
}

/// A series: of what, and epochs with the bits of their values, which need not be finite.
type Series = (Part, Metric, usize, Vec<(u32, u64)>);

/// A [`Store`] as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    members: usize,
    series: Vec<Series>,
    closed: Vec<Option<u32>>,
}

impl From<Store> for Written {
    fn from(Store { members, series, closed }: Store) -> Self {
        let series = series.into_iter().map(|((part, metric, member), values)| {
            let values = values.into_iter().map(|(epoch, value)| (epoch, value.to_bits()));
            (part, metric, member, values.collect())
        });
        Self { members, series: series.collect(), closed }
    }
}

impl TryFrom<Written> for Store {
    type Error = &'static str;

    fn try_from(Written { members, series, closed }: Written) -> Result<Self, Self::Error> {
        let series = series.into_iter().map(|(part, metric, member, values)| {
            let is_sorted = values.is_sorted_by(|(one, _), (other, _)| one < other);
            let values = values.into_iter().map(|(epoch, bits)| (epoch, f64::from_bits(bits)));
            let fits = member < members && is_sorted;
            fits.then(|| ((part, metric, member), values.collect()))
        });
        let series = series.collect::<Option<_>>().ok_or("values of no member, or out of order")?;
        if closed.len() != members {
            return Err("ends of other members");
        }
        Ok(Self { members, series, closed })
    }
}

impl Store {
    /// Nothing yet of `members` members.
    pub fn new(members: usize) -> Self {
        Self { members, series: BTreeMap::new(), closed: vec![None; members] }
    }

    /// How many members there are.
    pub fn members(&self) -> usize {
        self.members
    }

    /// Enters a value, in place of one that is there. Those of a member that has stopped are not
    /// entered, so that it has what it would have were it alone.
    ///
    /// # Panics
    /// If there are not so many members.
    pub fn put(&mut self, epoch: u32, part: Part, metric: Metric, member: usize, value: f64) {
        if self.closed[member].is_some_and(|last| epoch > last) {
            return;
        }
        let series = self.series.entry((part, metric, member)).or_default();
        match series.binary_search_by_key(&epoch, |&(epoch, _)| epoch) {
            Ok(place) => series[place].1 = value,
            Err(place) => series.insert(place, (epoch, value)),
        }
    }

    /// The value of one epoch.
    pub fn get(&self, epoch: u32, part: Part, metric: Metric, member: usize) -> Option<f64> {
        let series = self.series(part, metric, member);
        let place = series.binary_search_by_key(&epoch, |&(epoch, _)| epoch).ok()?;
        Some(series[place].1)
    }

    /// The values of all epochs that have one, in their order.
    pub fn series(&self, part: Part, metric: Metric, member: usize) -> &[(u32, f64)] {
        self.series.get(&(part, metric, member)).map_or(&[], Vec::as_slice)
    }

    /// All values of one member at one epoch: by part, and of each the loss first.
    pub fn values(
        &self,
        epoch: u32,
        member: usize,
    ) -> impl Iterator<Item = (Part, Metric, f64)> + '_ {
        let keys = self.series.keys().filter(move |(_, _, of)| *of == member);
        keys.filter_map(move |&(part, metric, member)| {
            self.get(epoch, part, metric, member).map(|value| (part, metric, value))
        })
    }

    /// All series of one member: by part, and of each the loss first.
    pub fn all(&self, member: usize) -> impl Iterator<Item = (Part, Metric, &[(u32, f64)])> + '_ {
        let own = self.series.iter().filter(move |((_, _, of), _)| *of == member);
        own.map(|(&(part, metric, _), values)| (part, metric, values.as_slice()))
    }

    /// The best value of a member, the first of equals; a NaN is none.
    pub fn best(&self, monitor: Monitor, member: usize) -> Option<Best> {
        let direction = monitor.metric.direction();
        let mut best: Option<Best> = None;
        for &(epoch, value) in self.series(monitor.part, monitor.metric, member) {
            if !value.is_nan() && best.is_none_or(|best| direction.is_better(value, best.value)) {
                best = Some(Best { epoch, value });
            }
        }
        best
    }

    /// The member whose value is best at its own epoch of `epochs`: the first of equals, and one of
    /// those that are not left `out` where there is any.
    ///
    /// # Panics
    /// If there are not as many epochs and marks as members.
    pub fn best_member(&self, monitor: Monitor, epochs: &[u32], out: &[bool]) -> usize {
        assert_eq!((epochs.len(), out.len()), (self.members, self.members));
        let direction = monitor.metric.direction();
        let value = |member: usize| {
            self.get(epochs[member], monitor.part, monitor.metric, member).unwrap_or(f64::NAN)
        };
        let better = |best: usize, member: usize| match (out[best], out[member]) {
            (true, false) => member,
            (false, true) => best,
            _ if direction.is_better(value(member), value(best)) => member,
            _ => best,
        };
        (1..self.members).fold(0, better)
    }

    /// How many epochs in a row have not made a member better by more than `min_delta` than it was
    /// when last counted as better.
    pub fn without_improvement(&self, monitor: Monitor, member: usize, min_delta: f64) -> u32 {
        let direction = monitor.metric.direction();
        let mut bar = f64::NAN;
        let mut without = 0;
        for &(_, value) in self.series(monitor.part, monitor.metric, member) {
            let is_enough = bar.is_nan() || (value - bar).abs() > min_delta;
            if direction.is_better(value, bar) && is_enough {
                bar = value;
                without = 0;
            } else {
                without += 1;
            }
        }
        without
    }

    /// Whether every loss that a member has at an epoch is a finite number.
    pub fn is_finite(&self, epoch: u32, member: usize) -> bool {
        [Part::Training, Part::Validation]
            .into_iter()
            .filter_map(|part| self.get(epoch, part, Metric::Loss, member))
            .all(f64::is_finite)
    }

    /// Ends a member: what comes after `epoch` is not its.
    pub(super) fn close(&mut self, member: usize, epoch: u32) {
        self.closed[member].get_or_insert(epoch);
    }

    /// The last epoch of a member that has stopped.
    pub fn closed(&self, member: usize) -> Option<u32> {
        self.closed[member]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOSS: Monitor = Monitor { part: Part::Validation, metric: Metric::Loss };
    const ACCURACY: Monitor = Monitor { part: Part::Validation, metric: Metric::Accuracy };

    fn store(monitor: Monitor, values: &[f64]) -> Store {
        let mut store = Store::new(1);
        for (epoch, &value) in (1..).zip(values) {
            store.put(epoch, monitor.part, monitor.metric, 0, value);
        }
        store
    }

    #[test]
    fn the_best_is_the_first_of_equals_and_no_nan() {
        let best = |monitor, values: &[f64]| store(monitor, values).best(monitor, 0);
        let values = [f64::NAN, 0.5, 0.25, 0.75, 0.25, 0.75, f64::NAN];
        assert_eq!(best(LOSS, &values), Some(Best { epoch: 3, value: 0.25 }));
        assert_eq!(best(ACCURACY, &values), Some(Best { epoch: 4, value: 0.75 }));
        assert_eq!(best(LOSS, &[f64::NAN]), None);
    }

    #[test]
    fn small_gains_are_no_improvement_until_they_add_up() {
        let without =
            |values: &[f64], min_delta| store(LOSS, values).without_improvement(LOSS, 0, min_delta);
        assert_eq!(without(&[1.0, 0.9, 0.8], 0.0), 0);
        assert_eq!(without(&[1.0, 0.9, 0.9, 1.5], 0.0), 2);
        assert_eq!(without(&[1.0, 0.9, 0.8], 0.15), 0);
        assert_eq!(without(&[1.0, 0.9], 0.15), 1);
        assert_eq!(without(&[f64::NAN, f64::NAN], 0.0), 2);
        assert_eq!(without(&[f64::NAN, 1.0, f64::NAN], 0.0), 1);
        let up = store(ACCURACY, &[0.5, 0.625, 0.5625]);
        assert_eq!(up.without_improvement(ACCURACY, 0, 0.0), 1);
        assert_eq!(up.without_improvement(ACCURACY, 0, 0.125), 2);
    }

    #[test]
    fn a_member_that_has_stopped_gets_no_more_values() {
        let mut store = store(LOSS, &[1.0, 0.5]);
        store.close(0, 2);
        store.put(3, LOSS.part, LOSS.metric, 0, 0.1);
        store.put(2, Part::Test, LOSS.metric, 0, 0.7);
        assert_eq!(store.best(LOSS, 0), Some(Best { epoch: 2, value: 0.5 }));
        assert_eq!(store.get(2, Part::Test, Metric::Loss, 0), Some(0.7));
    }

    #[test]
    fn members_are_compared_at_their_own_epochs() {
        let mut store = Store::new(3);
        for (epoch, values) in (1..).zip([[0.5, 0.4, f64::NAN], [0.3, 0.6, 0.1]]) {
            for (member, value) in values.into_iter().enumerate() {
                store.put(epoch, LOSS.part, LOSS.metric, member, value);
            }
        }
        let best = |epochs, out| store.best_member(LOSS, epochs, out);
        assert_eq!(best(&[1, 1, 1], &[false; 3]), 1);
        assert_eq!(best(&[2, 1, 1], &[false; 3]), 0);
        assert_eq!(best(&[2, 1, 2], &[false; 3]), 2);
        assert_eq!(best(&[2, 1, 2], &[false, false, true]), 0);
        assert_eq!(best(&[2, 1, 2], &[true, false, true]), 1);
        assert_eq!(best(&[7, 7, 7], &[false; 3]), 0);
    }
}
