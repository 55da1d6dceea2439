//! What a network makes of samples that it is not trained on.

use std::borrow::Cow;

use web_time::Instant;

use super::{Phase, Sets, Trainer, check_data};
use crate::dataset::Dataset;
use crate::ensemble::loss;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::formula::Coefficients;
use crate::recording::{Buffer, Part, Setup, Window};

/// What a network makes of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The mean loss over the samples, whose targets count as they are, whatever label smoothing trains with; one a
    /// member.
    pub losses: Vec<f64>,
    /// `[members, samples, outputs]`
    pub outputs: Vec<f32>,
}

impl Evaluation {
    /// The outputs of one member, `[samples, outputs]`.
    pub fn member(&self, member: usize) -> &[f32] {
        let each = self.outputs.len() / self.losses.len();
        &self.outputs[member * each..][..each]
    }
}

impl<E: Executor> Trainer<E> {
    /// The loss and the outputs on the held-out samples.
    ///
    /// # Errors
    /// When there are none, or the device was lost.
    pub async fn validate(&mut self) -> Result<Evaluation> {
        self.validate_until(&|| false).await
    }

    /// As [`Self::validate`], but gives up between two batches, or as many as take a tenth of a second, once
    /// `stop` says so.
    ///
    /// # Errors
    /// As [`Self::validate`]; of kind [`crate::ErrorKind::Interrupted`] when stopped.
    pub async fn validate_until(&mut self, stop: &dyn Fn() -> bool) -> Result<Evaluation> {
        let sets =
            self.validation.take().ok_or_else(|| Error::failed("there is no validation part"))?;
        let whole = sets.samples() * self.setup.sharers() <= self.setup.evaluation.samples;
        let is_resident = whole && self.validation_is_resident;
        let shown = Shown::of(&sets);
        let result = self.run_evaluation(Phase::Evaluate, shown, is_resident, stop).await;
        self.validation_is_resident = whole && result.is_ok();
        self.validation = Some(sets);
        result
    }

    /// The loss and the outputs on `data`.
    ///
    /// # Errors
    /// When its sizes are not the network's, or the device was lost.
    pub async fn evaluate(&mut self, data: &Dataset) -> Result<Evaluation> {
        self.evaluate_until(data, &|| false).await
    }

    /// As [`Self::evaluate`], but gives up as [`Self::validate_until`] does.
    ///
    /// # Errors
    /// As [`Self::evaluate`]; of kind [`crate::ErrorKind::Interrupted`] when stopped.
    pub async fn evaluate_until(
        &mut self,
        data: &Dataset,
        stop: &dyn Fn() -> bool,
    ) -> Result<Evaluation> {
        self.evaluate_shown(Shown::to_all(data), stop).await
    }

    /// The loss and the outputs of each member on its own samples.
    ///
    /// # Errors
    /// As [`Self::evaluate`]; when there are more sets than members train on, or other members have
    /// some.
    pub async fn evaluate_each(&mut self, sets: &Sets) -> Result<Evaluation> {
        self.evaluate_each_until(sets, &|| false).await
    }

    /// As [`Self::evaluate_each`], but gives up as [`Self::validate_until`] does.
    ///
    /// # Errors
    /// As [`Self::evaluate_each`]; of kind [`crate::ErrorKind::Interrupted`] when stopped.
    pub async fn evaluate_each_until(
        &mut self,
        sets: &Sets,
        stop: &dyn Fn() -> bool,
    ) -> Result<Evaluation> {
        self.check_sets(sets)?;
        self.evaluate_shown(Shown::of(sets), stop).await
    }

    async fn evaluate_shown(
        &mut self,
        data: Shown<'_>,
        stop: &dyn Fn() -> bool,
    ) -> Result<Evaluation> {
        check_data(data.stacked, self.setup.network.inputs(), Some(self.setup.target_columns()))?;
        self.validation_is_resident = false;
        self.run_evaluation(Phase::Evaluate, data, false, stop).await
    }

    /// The outputs for `data`, `[members, samples, outputs]`; its targets are not looked at.
    ///
    /// # Errors
    /// When its sizes are not the network's, or the device was lost.
    pub async fn predict(&mut self, data: &Dataset) -> Result<Vec<f32>> {
        self.predict_shown(Shown::to_all(data)).await
    }

    async fn predict_shown(&mut self, data: Shown<'_>) -> Result<Vec<f32>> {
        check_data(data.stacked, self.setup.network.inputs(), None)?;
        self.validation_is_resident = false;
        Ok(self.run_evaluation(Phase::Predict, data, false, &|| false).await?.outputs)
    }

    fn check_sets(&self, sets: &Sets) -> Result<()> {
        let Window { rows, samples, .. } = self.setup.evaluation;
        let (count, most) = (sets.count(), rows * self.setup.sharers() / samples);
        if count > most {
            return Err(Error::input(format!("{count} data sets where {most} were trained on"))
                .advice("evaluate fewer at once"));
        }
        let members = self.setup.members;
        match sets.members().filter(|&count| count != members) {
            None => Ok(()),
            Some(count) => Err(Error::input(format!("data sets of {count} members for {members}"))),
        }
    }

    /// Whether the outputs for the first training samples are finite, one a member; for samples that are
    /// finite themselves.
    pub(crate) async fn answers_are_finite(&mut self, samples: usize) -> Result<Vec<bool>> {
        let first = self.training.head(samples);
        let outputs = self.predict_shown(Shown::of(&first)).await?;
        let each = outputs.len() / self.setup.members;
        let members = outputs.chunks(each.max(1));
        Ok(members.map(|outputs| outputs.iter().all(|output| output.is_finite())).collect())
    }

    /// The mean loss of a member's answers `[samples, outputs]` among `all`.
    fn loss_together(&self, data: Shown<'_>, member: usize, all: &[f32]) -> f64 {
        let each = data.samples * self.setup.network.outputs();
        let columns = self.setup.target_columns();
        let first = data.place(member) * data.samples * columns;
        let own = Dataset {
            samples: data.samples,
            inputs: Vec::new().into(),
            targets: data.stacked.targets[first..][..data.samples * columns].to_vec().into(),
        };
        let recipe = &self.setup.recipe;
        loss(recipe.loss, &own, &all[member * each..][..each], recipe.weighted)
    }

    async fn run_evaluation(
        &mut self,
        phase: Phase,
        data: Shown<'_>,
        resident: bool,
        stop: &dyn Fn() -> bool,
    ) -> Result<Evaluation> {
        let (inputs, outputs) = (self.setup.network.inputs(), self.setup.network.outputs());
        let (members, sharers) = (self.setup.members, self.setup.sharers());
        let batch = self.setup.evaluation_batch / sharers;
        let samples = data.samples;
        let mut sums = vec![0.0; members];
        let mut all = vec![0.0; members * samples * outputs];
        let mut start = 0;
        let is_weighted = self.setup.recipe.weighted && phase == Phase::Evaluate;
        // What the last step left would smooth the targets, and nothing before the first step.
        if is_weighted || self.setup.recipe.smoothed && phase == Phase::Evaluate {
            self.program(phase, batch.min(samples) * sharers).await?;
            let coefficients = Coefficients { sample_scale: 1.0, ..Coefficients::none() };
            let row: Vec<f32> = coefficients.row([0; 2], &vec![0.0; self.setup.recipe.slots()]);
            self.executor.write(Buffer::Coefficients, &row.repeat(members))?;
        }
        while start < samples {
            let count = (self.setup.evaluation.samples / sharers).min(samples - start);
            let tail = count % batch;
            let full = self.program(phase, batch * sharers).await?;
            let rest = match tail {
                0 => None,
                tail => Some(self.program(phase, tail * sharers).await?),
            };
            if !resident {
                let part = Part::Evaluation;
                let sent = data.part(start, count, inputs, &data.stacked.inputs);
                self.executor.write(Buffer::DataInputs(part), &sent)?;
                if phase == Phase::Evaluate {
                    let columns = self.setup.target_columns();
                    let sent = data.part(start, count, columns, &data.stacked.targets);
                    self.executor.write(Buffer::DataTargets(part), &sent)?;
                }
                let order = data.order(count, &self.setup);
                self.executor.write_indices(Buffer::Order(part), &order)?;
            }
            self.executor.write_indices(Buffer::Cursor(Part::Evaluation), &[0, 0])?;
            let mut left = count / batch;
            while left > 0 {
                if stop() {
                    return Err(Error::new(crate::ErrorKind::Interrupted, "stopped"));
                }
                let steps = self.evaluation_pace.steps().min(left);
                let began = Instant::now();
                self.executor.run(full, steps).await?;
                self.evaluation_pace.took(steps, began.elapsed());
                left -= steps;
            }
            if let Some(rest) = rest {
                self.executor.run(rest, 1).await?;
            }
            let wanted = [Buffer::Outputs, Buffer::Losses(Part::Evaluation)];
            let wanted = if phase == Phase::Evaluate { &wanted[..] } else { &wanted[..1] };
            let read = self.executor.read_all(wanted).await?;
            let answers = &read[0];
            for (member, answers) in answers.chunks(answers.len() / members).enumerate() {
                let place = (member * samples + start) * outputs;
                let all = &mut all[place..][..count * outputs];
                match sharers {
                    1 => all.copy_from_slice(&answers[..count * outputs]),
                    _ => mean_of_sharers(answers, [batch, sharers, outputs], all),
                }
            }
            if let Some(losses) = read.get(1) {
                for (sum, losses) in sums.iter_mut().zip(losses.chunks(losses.len() / members)) {
                    for (step, &loss) in losses.iter().enumerate().take(count.div_ceil(batch)) {
                        *sum += f64::from(loss) * batch.min(count - step * batch) as f64;
                    }
                }
            }
            start += count;
        }
        let weights = |member: usize| match is_weighted {
            true => {
                let width = self.setup.target_columns();
                let first = data.place(member) * samples * width;
                let own = &data.stacked.targets[first..][..samples * width];
                own.iter().skip(width - 1).step_by(width).map(|&weight| f64::from(weight)).sum()
            }
            false => samples as f64,
        };
        let mut losses: Vec<f64> =
            sums.into_iter().enumerate().map(|(m, sum)| sum / weights(m)).collect();
        // The network is what those who share weights answer together.
        if sharers > 1 && phase == Phase::Evaluate {
            for (member, value) in losses.iter_mut().enumerate() {
                *value = self.loss_together(data, member, &all);
            }
        }
        Ok(Evaluation { losses, outputs: all })
    }
}

/// The mean of the answers of those who share weights: `answers` has batches of so many samples, each for one
/// sharer after the other.
fn mean_of_sharers(answers: &[f32], [batch, sharers, outputs]: [usize; 3], means: &mut [f32]) {
    let mut start = 0;
    for means in means.chunks_mut(batch * outputs) {
        let length = means.len();
        let of = |sharer: usize| &answers[start + sharer * length..][..length];
        for (i, mean) in means.iter_mut().enumerate() {
            let sum: f64 = (0..sharers).map(|sharer| f64::from(of(sharer)[i])).sum();
            *mean = (sum / sharers as f64) as f32;
        }
        start += sharers * length;
    }
}

/// Samples to be evaluated, the same for all members or of each its own.
#[derive(Clone, Copy)]
struct Shown<'a> {
    /// All sets, one after the other.
    stacked: &'a Dataset,
    /// Samples of each.
    samples: usize,
    sets: Option<&'a Sets>,
}

impl<'a> Shown<'a> {
    fn of(sets: &'a Sets) -> Self {
        Self { stacked: sets.stacked(), samples: sets.samples(), sets: Some(sets) }
    }

    fn to_all(data: &'a Dataset) -> Self {
        Self { stacked: data, samples: data.samples, sets: None }
    }

    /// The set of a member.
    fn place(&self, member: usize) -> usize {
        self.sets.map_or(0, |sets| sets.place(member))
    }

    /// `count` samples of each set from `start` on, of values in so many columns.
    fn part(&self, start: usize, count: usize, width: usize, values: &'a [f32]) -> Cow<'a, [f32]> {
        let of = |set: usize| &values[(set * self.samples + start) * width..][..count * width];
        match self.sets.map_or(1, Sets::count) {
            1 => Cow::Borrowed(of(0)),
            sets => Cow::Owned((0..sets).flat_map(of).copied().collect()),
        }
    }

    /// The order in which each member sees `count` samples of its set; one where all see the same.
    fn order(&self, count: usize, setup: &Setup) -> Vec<u32> {
        let extent = setup.extent(Buffer::Order(Part::Evaluation));
        let mut order = vec![0; extent.members * extent.columns];
        for (member, order) in order.chunks_mut(extent.columns).enumerate() {
            let first = (self.place(member) * count) as u32;
            let samples: Vec<u32> = (first..first + count as u32).collect();
            let sharers = setup.sharers();
            let batches = samples.chunks(setup.evaluation_batch / sharers);
            let all = batches.flat_map(|batch| std::iter::repeat_n(batch, sharers)).flatten();
            order.iter_mut().zip(all).for_each(|(to, &sample)| *to = sample);
        }
        order
    }
}
