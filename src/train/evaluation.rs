//! What a network makes of samples that it is not trained on.

use web_time::Instant;

use super::{Phase, Trainer, check_data};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::formula::Coefficients;
use crate::recording::{Buffer, Part};

/// What a network makes of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The mean loss over the samples; one a member.
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
        let data =
            self.validation.take().ok_or_else(|| Error::failed("there is no validation part"))?;
        let whole = data.samples <= self.setup.evaluation.samples;
        let resident = whole && self.validation_is_resident;
        let result = self.run_evaluation(Phase::Evaluate, &data, resident, stop).await;
        self.validation_is_resident = whole && result.is_ok();
        self.validation = Some(data);
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
        check_data(data, self.setup.network.inputs(), Some(self.setup.target_columns()))?;
        self.validation_is_resident = false;
        self.run_evaluation(Phase::Evaluate, data, false, stop).await
    }

    /// The outputs for `data`, `[members, samples, outputs]`; its targets are not looked at.
    ///
    /// # Errors
    /// When its sizes are not the network's, or the device was lost.
    pub async fn predict(&mut self, data: &Dataset) -> Result<Vec<f32>> {
        check_data(data, self.setup.network.inputs(), None)?;
        self.validation_is_resident = false;
        Ok(self.run_evaluation(Phase::Predict, data, false, &|| false).await?.outputs)
    }

    /// Whether the outputs for the first training samples are finite, one a member; for samples that are
    /// finite themselves.
    pub(crate) async fn answers_are_finite(&mut self, samples: usize) -> Result<Vec<bool>> {
        let samples = samples.min(self.training.samples);
        let rows: Vec<u32> = (0..samples as u32).collect();
        let outputs = self.predict(&self.training.select(&rows)).await?;
        let each = outputs.len() / self.setup.members;
        let members = outputs.chunks(each.max(1));
        Ok(members.map(|outputs| outputs.iter().all(|output| output.is_finite())).collect())
    }

    async fn run_evaluation(
        &mut self,
        phase: Phase,
        data: &Dataset,
        resident: bool,
        stop: &dyn Fn() -> bool,
    ) -> Result<Evaluation> {
        let (inputs, outputs) = (self.setup.network.inputs(), self.setup.network.outputs());
        let (members, batch) = (self.setup.members, self.setup.evaluation_batch);
        let mut sums = vec![0.0; members];
        let mut all = vec![0.0; members * data.samples * outputs];
        let mut start = 0;
        if self.hyperparameters.weighted && phase == Phase::Evaluate {
            self.program(phase, batch.min(data.samples)).await?;
            let coefficients = Coefficients { sample_scale: 1.0, ..Coefficients::none() };
            let row: Vec<f32> = coefficients.row([0; 2], &vec![0.0; self.setup.recipe.slots()]);
            self.executor.write(Buffer::Coefficients, &row.repeat(members))?;
        }
        while start < data.samples {
            let count = self.setup.evaluation.samples.min(data.samples - start);
            let tail = count % batch;
            let full = self.program(phase, batch).await?;
            let rest = if tail > 0 { Some(self.program(phase, tail).await?) } else { None };
            if !resident {
                let part = Part::Evaluation;
                let rows = |width: usize| start * width..(start + count) * width;
                self.executor.write(Buffer::DataInputs(part), &data.inputs[rows(inputs)])?;
                if phase == Phase::Evaluate {
                    let targets = &data.targets[rows(self.setup.target_columns())];
                    self.executor.write(Buffer::DataTargets(part), targets)?;
                }
                let order: Vec<u32> = (0..count as u32).collect();
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
            let answers = self.executor.read(Buffer::Outputs).await?;
            for (member, answers) in answers.chunks(answers.len() / members).enumerate() {
                let place = (member * data.samples + start) * outputs;
                all[place..][..count * outputs].copy_from_slice(&answers[..count * outputs]);
            }
            if phase == Phase::Evaluate {
                let losses = self.executor.read(Buffer::Losses(Part::Evaluation)).await?;
                for (sum, losses) in sums.iter_mut().zip(losses.chunks(losses.len() / members)) {
                    for (step, &loss) in losses.iter().enumerate().take(count.div_ceil(batch)) {
                        *sum += f64::from(loss) * batch.min(count - step * batch) as f64;
                    }
                }
            }
            start += count;
        }
        let weights = match self.hyperparameters.weighted && phase == Phase::Evaluate {
            true => {
                let last = self.setup.target_columns() - 1;
                let weights = data.targets.iter().skip(last).step_by(last + 1);
                weights.map(|&weight| f64::from(weight)).sum()
            }
            false => data.samples as f64,
        };
        let losses = sums.into_iter().map(|sum| sum / weights).collect();
        Ok(Evaluation { losses, outputs: all })
    }
}
