//! Which members train: those of a run differ in numbers alone, and one that is done is cut out, so that
//! the others go on in a run of fewer.

use super::{Hyperparameters, Phase, Sets, Trainer};
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::hyperparameters::Course;
use crate::network::Parameters;

/// What all members of a run have, also those that were cut out.
#[derive(Debug, Clone)]
pub(super) struct Roster {
    hyperparameters: Vec<Hyperparameters>,
    /// The set of each, where these differ.
    training: Vec<usize>,
    validation: Vec<usize>,
    /// The members that train, in the order of the device.
    present: Vec<usize>,
}

impl Roster {
    pub(super) fn new(
        hyperparameters: &[Hyperparameters],
        training: &Sets,
        validation: Option<&Sets>,
    ) -> Self {
        Self {
            hyperparameters: hyperparameters.to_vec(),
            training: training.places(),
            validation: validation.map_or(Vec::new(), Sets::places),
            present: (0..hyperparameters.len()).collect(),
        }
    }
}

/// Checks those of each member, and that members differ in numbers alone.
///
/// # Errors
/// As those of each; names the first member that differs and what in.
pub(super) fn checked(
    hyperparameters: Vec<Hyperparameters>,
    members: usize,
) -> Result<Vec<Hyperparameters>> {
    if hyperparameters.len() != members || members == 0 {
        let count = hyperparameters.len();
        return Err(Error::input(format!("hyperparameters of {count} members for {members}"))
            .advice("give them for each member"));
    }
    let each: Vec<_> =
        hyperparameters.into_iter().map(|one| one.checked(1)).collect::<Result<_>>()?;
    let first = &each[0];
    for (member, other) in each.iter().enumerate() {
        let differs = [
            ("the batch", other.batch != first.batch),
            ("the number of resident rows", other.resident_rows != first.resident_rows),
            ("loss, optimizer or links of the update", other.recipe() != first.recipe()),
        ];
        if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
            return Err(Error::input(format!("{what} of member {member} is not that of member 0"))
                .advice("train it in a run of its own"));
        }
    }
    Ok(each)
}

impl<E: Executor> Trainer<E> {
    /// The members that train, by their number in the run.
    pub(crate) fn present(&self) -> &[usize] {
        &self.roster.present
    }

    /// From here on trains only these of the members that train now, by their number in the run; each
    /// goes on as if it had never been among others. The others are gone, and steps take less time.
    ///
    /// # Errors
    /// When one of them does not train, the device was lost, or within an epoch.
    pub(crate) async fn retain(&mut self, members: &[usize]) -> Result<()> {
        if self.under_way.is_some() {
            return Err(Error::input("an epoch is under way").advice("finish it first"));
        }
        let place = |member: &usize| self.roster.present.iter().position(|found| found == member);
        let places: Vec<_> = members
            .iter()
            .map(|member| {
                place(member).ok_or_else(|| Error::input(format!("member {member} has gone")))
            })
            .collect::<Result<_>>()?;
        let before = self.setup.members;
        let mut state = self.state().await?;
        for values in state.tensors.values_mut() {
            let each = values.len() / before;
            let of = |&place: &usize| values[place * each..][..each].to_vec();
            *values = places.iter().flat_map(of).collect();
        }
        let chosen = |values: &[f64]| places.iter().map(|&place| values[place]).collect();
        state.rate_factors = chosen(&self.rate_factors);
        let last_rates = chosen(&self.last_rates);
        self.rebuild(members).await?;
        self.last_rates = last_rates;
        self.restore(&state)
    }

    /// These members are there, whoever was; their state is still to be restored.
    ///
    /// # Errors
    /// When the device was lost.
    pub(crate) async fn gather(&mut self, members: &[usize]) -> Result<()> {
        match self.roster.present == members {
            true => Ok(()),
            false => self.rebuild(members).await,
        }
    }

    /// All members are there again, with these parameters; what an optimizer keeps begins anew.
    ///
    /// # Errors
    /// When the device was lost, or parameters are of another shape.
    pub(crate) async fn recall(&mut self, parameters: &Parameters) -> Result<()> {
        let all: Vec<_> = (0..self.roster.hyperparameters.len()).collect();
        self.rebuild(&all).await?;
        self.set_parameters(parameters)?;
        self.begin_states()
    }

    /// Another executor, with buffers for these members.
    async fn rebuild(&mut self, members: &[usize]) -> Result<()> {
        self.executor = self.executor.fresh()?;
        self.programs.clear();
        self.training_is_resident = false;
        self.validation_is_resident = false;
        let roster = &mut self.roster;
        self.hyperparameters =
            members.iter().map(|&member| roster.hyperparameters[member].clone()).collect();
        self.courses = self.hyperparameters.iter().map(|of| Course::new(of, 0)).collect();
        self.last_rates =
            self.hyperparameters.iter().map(|of| f64::from(of.learning_rates[0])).collect();
        self.rate_factors = vec![1.0; members.len()];
        self.training.choose(&roster.training, members);
        if let Some(validation) = &mut self.validation {
            validation.choose(&roster.validation, members);
        }
        roster.present = members.to_vec();
        self.setup.members = members.len();
        self.program(Phase::Train, self.setup.training_batch).await?;
        Ok(())
    }

    /// The hyperparameters as text: those of one run where members differ in seed and learning rate
    /// alone.
    pub(super) fn described(&self) -> String {
        let each = &self.hyperparameters;
        let together = Hyperparameters {
            learning_rates: each.iter().map(|of| of.learning_rates[0]).collect(),
            seeds: each.iter().map(|of| of.seeds[0]).collect(),
            ..each[0].clone()
        };
        match together.each() == *each {
            true => format!("{together:?}"),
            false => format!("{each:?}"),
        }
    }
}
