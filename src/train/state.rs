//! Where a training stands, to go on from there with the same bits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Sets, Trainer};
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::recording::{Buffer, Part};
use crate::schedule::{Schedule, Schedules};

/// Where a training stands: what has changed since it began. What follows from the settings and the data
/// (the order of the samples, schedules, masks of dropout) is not in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Complete epochs.
    pub epoch: u32,
    /// Steps of the epoch under way that are done.
    pub step: u64,
    /// Steps done since the start.
    pub steps: u64,
    /// Steps whose coefficients were prepared before the epoch under way.
    pub course: u64,
    /// Of NAdam, the product of the momenta of those steps.
    pub momentum_product: f64,
    /// What each member's learning rate is multiplied by.
    pub rate_factors: Vec<f64>,
    /// Parameters, what the optimizer keeps of them, their averages, and the losses of the epoch under
    /// way, by name; each dense, as the executor gives it.
    #[serde(skip)]
    pub tensors: BTreeMap<String, Vec<f32>>,
}

impl<E: Executor> Trainer<E> {
    /// Where the training stands: after the last epoch, or, where one was given up, after the last step.
    ///
    /// # Errors
    /// When the device was lost, and within an epoch of [`Self::step`].
    pub async fn state(&mut self) -> Result<State> {
        if self.position != 0 {
            return Err(
                Error::input("an epoch is under way step by step").advice("finish it first")
            );
        }
        let kept = self.kept_buffers();
        let values = self.executor.read_all(&kept).await?;
        let tensors = kept.into_iter().map(name).zip(values).collect();
        let course = self.under_way.as_ref().map_or(&self.courses[0], |way| &way.courses[0]);
        let (course, momentum_product) = course.position();
        Ok(State {
            epoch: self.epoch - u32::from(self.under_way.is_some()),
            step: self.steps_under_way(),
            steps: self.steps,
            course,
            momentum_product,
            rate_factors: self.rate_factors.clone(),
            tensors,
        })
    }

    /// Goes on from where a training of the same network, settings and data stood.
    ///
    /// # Errors
    /// Names the tensor that is missing or of another size; nothing is changed then.
    pub fn restore(&mut self, state: &State) -> Result<()> {
        let members = self.setup.members;
        if state.rate_factors.len() != members {
            let count = state.rate_factors.len();
            return Err(Error::input(format!("a state of {count} members for {members}")));
        }
        if state.step > self.setup.training.steps as u64 {
            let steps = self.setup.training.steps;
            return Err(Error::input(format!("step {} of an epoch of {steps}", state.step)));
        }
        let buffers = self.kept_buffers();
        for &buffer in &buffers {
            let (name, elements) = (name(buffer), self.setup.extent(buffer).elements()?);
            let found = state.tensors.get(&name).map(Vec::len);
            if found != Some(elements) {
                let what = match found {
                    None => "the tensor is missing".to_owned(),
                    Some(found) => format!("{found} values where the training has {elements}"),
                };
                return Err(Error::input(what).tensor(name));
            }
        }
        for buffer in buffers {
            self.executor.write(buffer, &state.tensors[&name(buffer)])?;
        }
        for course in &mut self.courses {
            course.set_position(state.course, state.momentum_product);
        }
        self.rate_factors.clone_from(&state.rate_factors);
        self.steps = state.steps;
        self.counter.store(self.steps, Ordering::Relaxed);
        self.position = 0;
        self.epoch = state.epoch;
        self.under_way = None;
        self.complete = None;
        if state.step > 0 {
            self.epoch += 1;
            let courses = self.courses.clone();
            self.under_way = Some(UnderWay { steps: state.step as usize, courses });
        }
        Ok(())
    }

    /// What tells this training from others, by what it is called: a state is one of the same.
    pub fn fingerprint(&self) -> BTreeMap<String, String> {
        let mut fingerprint = BTreeMap::from([
            ("version of gradshader".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("network".to_owned(), self.setup.network.to_string()),
            ("number of members".to_owned(), self.setup.members.to_string()),
            ("training".to_owned(), self.described()),
            ("training data".to_owned(), digest(&self.training)),
        ]);
        if let Some(validation) = &self.validation {
            fingerprint.insert("validation data".to_owned(), digest(validation));
        }
        let is_constant = |schedule: Option<Schedule>| {
            schedule.is_none_or(|schedule| schedule == Schedule::CONSTANT)
        };
        let changes = |(of, _): &(Schedules, u32)| {
            ![of.learning_rate, of.decay, of.dropout].into_iter().all(is_constant)
        };
        if let Some((schedules, epochs)) = self.schedules.filter(changes) {
            fingerprint.insert("schedule".to_owned(), format!("{schedules:?}"));
            // What it spans.
            fingerprint.insert("number of epochs".to_owned(), epochs.to_string());
        }
        fingerprint
    }

    /// Looks after each of so many steps at whether to stop; by default after as many as take a tenth
    /// of a second.
    pub fn look_every(&mut self, steps: Option<u64>) {
        self.look_every = steps;
    }

    /// The steps done since the start, for who is asked whether to stop.
    pub(crate) fn counter(&self) -> Arc<AtomicU64> {
        self.counter.clone()
    }

    /// Steps that are done of the epoch under way, if one is.
    pub(crate) fn steps_under_way(&self) -> u64 {
        self.under_way.as_ref().map_or(0, |way| way.steps as u64)
    }

    /// Steps that were done when it began.
    pub(crate) fn steps_before_epoch(&self) -> u64 {
        self.steps - self.steps_under_way()
    }

    /// Whether an epoch was given up that [`Self::continue_until`] can go on with.
    pub fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Takes the last epoch for one that is under way, of which all steps are done: it was not measured.
    pub(crate) fn take_back_end(&mut self) {
        self.under_way = self.complete.take();
    }

    /// What changes from step to step and is needed by the next.
    fn kept_buffers(&self) -> Vec<Buffer> {
        let recipe = &self.setup.recipe;
        let (weights, biases) = (recipe.weights().states(), recipe.biases().states());
        let mut buffers = Vec::new();
        for parameter in self.parameter_buffers() {
            let is_weight = matches!(parameter, Buffer::Weight(_));
            let states = if is_weight { weights } else { biases };
            buffers.push(parameter);
            buffers.extend((0..states).map(|k| parameter.state(k)));
            buffers.extend(recipe.links.average.then(|| parameter.average()));
        }
        buffers.push(Buffer::Losses(Part::Training));
        buffers
    }
}

impl State {
    /// Whether everything kept of a member is finite.
    pub(crate) fn is_finite(&self, member: usize) -> bool {
        let members = self.rate_factors.len();
        let tensors = self.tensors.iter().filter(|(name, _)| *name != "losses");
        tensors.map(|(_, values)| values).all(|values| {
            let each = values.len() / members;
            values[member * each..][..each].iter().all(|value| value.is_finite())
        })
    }
}

/// An epoch under way.
#[derive(Debug, Clone)]
pub(super) struct UnderWay {
    /// Steps of it that are done.
    pub(super) steps: usize,
    /// The courses as they were when it began.
    pub(super) courses: Vec<crate::hyperparameters::Course>,
}

fn name(buffer: Buffer) -> String {
    match buffer {
        Buffer::WeightState(layer, k) => format!("layers.{layer}.weight.state.{k}"),
        Buffer::BiasState(layer, k) => format!("layers.{layer}.bias.state.{k}"),
        Buffer::WeightAverage(layer) => format!("layers.{layer}.weight.average"),
        Buffer::BiasAverage(layer) => format!("layers.{layer}.bias.average"),
        Buffer::Weight(layer) => format!("layers.{layer}.weight"),
        Buffer::Bias(layer) => format!("layers.{layer}.bias"),
        Buffer::Factor => "factors".to_owned(),
        Buffer::FactorState(k) => format!("factors.state.{k}"),
        Buffer::FactorAverage => "factors.average".to_owned(),
        _ => "losses".to_owned(),
    }
}

/// SHA-256 over the bits of all numbers.
fn digest(sets: &Sets) -> String {
    let data = sets.stacked();
    let mut hasher = Sha256::new();
    hasher.update((data.samples as u64).to_le_bytes());
    for values in [&data.inputs, &data.targets] {
        hasher.update((values.len() as u64).to_le_bytes());
        for value in values {
            hasher.update(value.to_le_bytes());
        }
    }
    for place in sets.places() {
        hasher.update((place as u64).to_le_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
