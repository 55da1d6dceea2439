//! The data of members: one set for all, or several of one size and which of them each member has.

use std::borrow::Cow;

use crate::dataset::{Dataset, Growing, Values};
use crate::error::{Error, Result};

/// Data sets of one size, and which of them each member of a run has: the parts of a cross-validation,
/// say, each with a preprocessing of its own. On the device they lie one after the other, and the order
/// of a member points into its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Sets {
    /// One after the other.
    stacked: Dataset,
    /// Samples of each.
    samples: usize,
    /// The set of each member, from 0; empty where all have the only one.
    of: Vec<usize>,
}

impl From<Dataset> for Sets {
    /// The same for all members.
    fn from(data: Dataset) -> Self {
        Self { samples: data.samples, stacked: data, of: Vec::new() }
    }
}

impl Sets {
    /// Member `i` has set `of[i]`, from 0.
    ///
    /// # Errors
    /// When there is no set or no member, sets differ in size, or a member's set is not there.
    ///
    /// ```
    /// use gradshader::Dataset;
    /// use gradshader::train::Sets;
    ///
    /// let one = Dataset::from_rows(&[[1.0], [2.0]], &[[0.0], [1.0]]);
    /// let other = Dataset::from_rows(&[[3.0], [4.0]], &[[1.0], [0.0]]);
    /// let sets = Sets::each(vec![one, other], vec![0, 1, 1])?;
    /// assert_eq!(sets.samples(), 2);
    /// assert_eq!(sets.of(2)?.inputs, [3.0, 4.0]);
    /// # Ok::<(), gradshader::error::Error>(())
    /// ```
    pub fn each(sets: Vec<Dataset>, of: Vec<usize>) -> Result<Self> {
        let Some(first) = sets.first() else {
            return Err(Error::input("members without any data set"));
        };
        if of.is_empty() {
            return Err(Error::input("data sets of no member"));
        }
        if let Some(set) = of.iter().find(|&&set| set >= sets.len()) {
            return Err(Error::input(format!("a member has data set {set} of {}", sets.len()))
                .advice("sets count from 0"));
        }
        let samples = first.samples;
        let (inputs, targets) = (first.inputs.len(), first.targets.len());
        if let Some(other) = sets.iter().find(|set| {
            (set.samples, set.inputs.len(), set.targets.len()) != (samples, inputs, targets)
        }) {
            return Err(Error::input(format!(
                "data sets of {samples} and of {} samples, or of other widths, side by side",
                other.samples
            ))
            .advice("train members of other sizes in a run of their own"));
        }
        if sets.len() == 1 {
            return Ok(sets.into_iter().next().expect("there is one").into());
        }
        let stacked = Dataset {
            samples: samples * sets.len(),
            inputs: stacked(&sets, |set| &set.inputs)?,
            targets: stacked(&sets, |set| &set.targets)?,
        };
        Ok(Self { stacked, samples, of })
    }

    /// Samples that a member has.
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// How many sets there are.
    pub fn count(&self) -> usize {
        self.stacked.samples / self.samples.max(1)
    }

    /// All sets, one after the other.
    pub fn stacked(&self) -> &Dataset {
        &self.stacked
    }

    /// Whether each member's is told, and for how many.
    pub(super) fn members(&self) -> Option<usize> {
        (!self.of.is_empty()).then_some(self.of.len())
    }

    /// The set of a member.
    pub(super) fn place(&self, member: usize) -> usize {
        self.of.get(member).copied().unwrap_or(0)
    }

    /// The first sample of a member's set among all.
    pub(super) fn first(&self, member: usize) -> usize {
        self.place(member) * self.samples
    }

    /// The data of a member.
    ///
    /// # Errors
    /// When there is no such member.
    pub fn of(&self, member: usize) -> Result<Cow<'_, Dataset>> {
        if self.of.is_empty() {
            return Ok(Cow::Borrowed(&self.stacked));
        }
        let Some(&place) = self.of.get(member) else {
            return Err(Error::input(format!("member {member} of {}", self.of.len())));
        };
        let part = |values: &[f32]| -> Values<f32> {
            let each = values.len() / self.count();
            values[place * each..][..each].to_vec().into()
        };
        Ok(Cow::Owned(Dataset {
            samples: self.samples,
            inputs: part(&self.stacked.inputs),
            targets: part(&self.stacked.targets),
        }))
    }

    /// The first samples of each set.
    pub(super) fn head(&self, samples: usize) -> Self {
        let samples = samples.min(self.samples);
        let first = (0..self.count()).map(|set| set * self.samples);
        let rows: Vec<u32> =
            first.flat_map(|first| first as u32..(first + samples) as u32).collect();
        Self { stacked: self.stacked.select(&rows), samples, of: self.of.clone() }
    }

    /// The same sets, for these members alone.
    pub(crate) fn choose_members(&self, members: &[usize]) -> Self {
        let mut chosen = self.clone();
        chosen.choose(&self.of, members);
        chosen
    }

    /// The set of each member, where that is told.
    pub(super) fn places(&self) -> Vec<usize> {
        self.of.clone()
    }

    /// Of the members whose sets are `places`, takes these alone.
    pub(super) fn choose(&mut self, places: &[usize], members: &[usize]) {
        if !places.is_empty() {
            self.of = members.iter().map(|&member| places[member]).collect();
        }
    }
}

/// What all sets have, one after the other, kept where the first set's is.
fn stacked(sets: &[Dataset], of: impl Fn(&Dataset) -> &Values<f32>) -> Result<Values<f32>> {
    let length = sets.iter().map(|set| of(set).len()).sum();
    let all = sets.iter().flat_map(&of).copied();
    Growing::collect(&of(&sets[0]).storage(), length, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_other_sizes_and_members_without_one_are_refused() {
        let set = |count: usize| Dataset {
            samples: count,
            inputs: vec![1.0; count].into(),
            targets: vec![0.0; count].into(),
        };
        let error = |sets, of| Sets::each(sets, of).unwrap_err().to_string();
        assert!(error(vec![set(3), set(2)], vec![0, 1]).starts_with("data sets of 3 and of 2"));
        assert!(error(vec![set(3)], vec![0, 1]).starts_with("a member has data set 1 of 1"));
        assert!(error(vec![], vec![0]).starts_with("members without"));
        assert!(error(vec![set(3)], vec![]).starts_with("data sets of no member"));
        assert_eq!(Sets::each(vec![set(3)], vec![0, 0]).unwrap(), set(3).into());
    }
}
