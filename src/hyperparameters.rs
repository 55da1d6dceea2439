//! What a training run needs beside the network and the data, and the coefficients that follow from it.

use crate::error::{Error, Result, digits};
use crate::formula::{Coefficients, Loss, Optimizer, OptimizerSettings, settings::Steps, step_key};
use crate::recipe::{Links, Recipe};

/// How parameters are averaged over the steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Average {
    /// Exponentially: each step keeps this much of the average, which begins with what the first step made
    /// (PyTorch's `AveragedModel` with `get_ema_avg_fn`).
    Exponential(f64),
    /// The mean of all steps.
    Mean,
}

/// What a training run needs beside the network and the data. Those of [`Hyperparameters::new`] are half
/// the squared error and gradient descent.
#[derive(Debug, Clone, PartialEq)]
pub struct Hyperparameters {
    /// One learning rate a member, or one for all.
    pub learning_rates: Vec<f32>,
    /// Samples a step; the last step of an epoch may have fewer.
    pub batch: usize,
    /// One seed a member, for the order of the samples and for dropout.
    pub seeds: Vec<u64>,
    /// Whether every epoch sees the samples in an order of its own.
    pub shuffle: bool,
    /// Rows of the data that are on the device at once; by default all that it can bind.
    pub resident_rows: Option<usize>,
    /// What is minimised.
    pub loss: Loss,
    /// How much of a target is spread over all classes, 0 to 1.
    pub label_smoothing: f64,
    /// Whether samples have weights: they are one column more in the targets of the data.
    pub weighted: bool,
    /// What becomes of a gradient.
    pub optimizer: Optimizer,
    /// The optimizer's settings.
    pub settings: OptimizerSettings,
    /// L2: the gradient of `l2/2 |w|^2` is added.
    pub l2: f64,
    /// Decoupled decay, times the learning rate.
    pub decay: f64,
    /// Whether biases decay too.
    pub decay_biases: bool,
    /// The most that an element of a gradient may be.
    pub clip_value: Option<f64>,
    /// The most that the norm of all gradients of a member may be.
    pub clip_norm: Option<f64>,
    /// The probability with which an element is dropped: of the inputs, and after each layer but the
    /// last; empty for none.
    pub dropout: Vec<f64>,
    /// Whether an average of the parameters is kept, which evaluations then take.
    pub average: Option<Average>,
    /// How many networks share weights ([`Recipe::sharers`]); a batch is so many samples for each of them.
    pub sharers: usize,
}

impl Hyperparameters {
    /// One member with shuffled batches.
    pub fn new(learning_rate: f32, batch: usize, seed: u64) -> Self {
        Self {
            learning_rates: vec![learning_rate],
            batch,
            seeds: vec![seed],
            shuffle: true,
            resident_rows: None,
            loss: Loss::default(),
            label_smoothing: 0.0,
            weighted: false,
            optimizer: Optimizer::default(),
            settings: OptimizerSettings::new(Optimizer::default()),
            l2: 0.0,
            decay: 0.0,
            decay_biases: false,
            clip_value: None,
            clip_norm: None,
            dropout: Vec::new(),
            average: None,
            sharers: 0,
        }
    }

    /// The same with another optimizer and its default settings.
    pub fn with_optimizer(self, optimizer: Optimizer) -> Self {
        Self { optimizer, settings: OptimizerSettings::new(optimizer), ..self }
    }

    /// The formulas that shaders are composed of.
    pub fn recipe(&self) -> Recipe {
        let drops = self.dropout.iter().any(|&p| p > 0.0);
        Recipe {
            loss: self.loss,
            smoothed: self.label_smoothing > 0.0,
            weighted: self.weighted,
            optimizer: self.optimizer,
            links: Links {
                clip_value: self.clip_value.is_some(),
                clip_norm: self.clip_norm.is_some(),
                l2: self.l2 > 0.0,
                decay: self.decay > 0.0,
                decay_biases: self.decay_biases,
                average: self.average.is_some(),
            },
            dropout: self.dropout.iter().map(|&p| p > 0.0).take_while(|_| drops).collect(),
            sharers: self.sharers,
        }
    }

    /// Checks what can be wrong with them, and gives every member its learning rate and seed.
    ///
    /// # Errors
    /// Names the hyperparameter, what it is and what it may be.
    pub(crate) fn checked(mut self, members: usize) -> Result<Self> {
        if self.batch == 0 {
            return Err(Error::input("a batch of 0 samples").advice("use a batch of at least 1"));
        }
        if let Some(rate) =
            self.learning_rates.iter().find(|rate| !(rate.is_finite() && **rate > 0.0))
        {
            return Err(Error::input(format!(
                "the learning rate {} is not a positive finite number",
                digits(*rate)
            ))
            .advice("use for example 0.5"));
        }
        self.settings.check()?;
        let range = |name: &str, value: f64, holds: bool, may: &str| match holds {
            true => Ok(()),
            false => {
                Err(Error::input(format!("{name} is {}", digits(value))).advice(may.to_owned()))
            }
        };
        for (place, &p) in self.dropout.iter().enumerate() {
            range(
                if place == 0 { "--input-dropout" } else { "--dropout" },
                p,
                (0.0..1.0).contains(&p),
                "use a number from 0 up to, but not, 1",
            )?;
        }
        for (name, value) in [("--l2", self.l2), ("--decay", self.decay)] {
            range(
                name,
                value,
                value >= 0.0 && value.is_finite(),
                "use 0 or a small positive number",
            )?;
        }
        let smoothing = self.label_smoothing;
        range(
            "--label-smoothing",
            smoothing,
            (0.0..1.0).contains(&smoothing),
            "use for example 0.1",
        )?;
        for (name, value) in [("--clip-value", self.clip_value), ("--clip-norm", self.clip_norm)] {
            let value = value.unwrap_or(1.0);
            range(name, value, value > 0.0 && value.is_finite(), "use a positive number")?;
        }
        if let Some(Average::Exponential(kept)) = self.average {
            range("--average ema", kept, (0.0..1.0).contains(&kept), "use for example 0.999")?;
        }
        if self.learning_rates.len() == 1 {
            self.learning_rates = vec![self.learning_rates[0]; members];
        }
        for (what, count) in
            [("learning rates", self.learning_rates.len()), ("seeds", self.seeds.len())]
        {
            if count != members {
                return Err(Error::input(format!("{count} {what} for {members} members"))
                    .advice("give one a member"));
            }
        }
        Ok(self)
    }
}

impl Hyperparameters {
    /// Those of each member alone; they have been checked.
    pub(crate) fn each(&self) -> Vec<Self> {
        let both = self.learning_rates.iter().zip(&self.seeds);
        both.map(|(&rate, &seed)| Self {
            learning_rates: vec![rate],
            seeds: vec![seed],
            ..self.clone()
        })
        .collect()
    }
}

/// The coefficients of one member's steps, one after the other.
#[derive(Debug, Clone)]
pub struct Course {
    steps: Steps,
    /// Steps since the start.
    step: u64,
    learning_rate: f64,
    seed: u64,
}

impl Course {
    /// The course of a member.
    ///
    /// # Panics
    /// When there is no learning rate or seed for it.
    pub fn new(hyperparameters: &Hyperparameters, member: usize) -> Self {
        Self {
            steps: hyperparameters.settings.steps(hyperparameters.optimizer),
            step: 0,
            learning_rate: f64::from(hyperparameters.learning_rates[member]),
            seed: hyperparameters.seeds[member],
        }
    }

    /// Steps so far, and of NAdam the product of their momenta.
    pub(crate) fn position(&self) -> (u64, f64) {
        (self.step, self.steps.momentum_product())
    }

    /// Goes on after so many steps.
    pub(crate) fn set_position(&mut self, step: u64, momentum_product: f64) {
        self.step = step;
        self.steps.set_position(step, momentum_product);
    }

    /// The row of the next step ([`crate::formula::coefficients`]), with the learning rate times `factor`;
    /// `sample_scale` is what weights are multiplied by.
    pub fn next(
        &mut self,
        hyperparameters: &Hyperparameters,
        factor: f64,
        sample_scale: f64,
    ) -> Vec<f64> {
        let factors = Factors { learning_rate: factor, ..Factors::default() };
        self.scheduled(hyperparameters, factors, sample_scale)
    }

    /// The same with the decays and the probabilities of dropout times factors too.
    pub fn scheduled(
        &mut self,
        hyperparameters: &Hyperparameters,
        factors: Factors,
        sample_scale: f64,
    ) -> Vec<f64> {
        let learning_rate = self.learning_rate * factors.learning_rate;
        let (rate, own) = self.steps.advance(learning_rate);
        self.step += 1;
        let average = match hyperparameters.average {
            None => 0.0,
            Some(Average::Exponential(_)) if self.step == 1 => 1.0,
            Some(Average::Exponential(kept)) => 1.0 - kept,
            Some(Average::Mean) => 1.0 / self.step as f64,
        };
        let coefficients = Coefficients {
            rate,
            decay: learning_rate * hyperparameters.decay * factors.decay,
            l2: hyperparameters.l2 * factors.decay,
            clip_value: hyperparameters.clip_value.unwrap_or(0.0),
            clip_norm: hyperparameters.clip_norm.unwrap_or(0.0),
            average,
            smoothing: hyperparameters.label_smoothing,
            sample_scale,
            own,
        };
        let drops = hyperparameters.dropout.iter().any(|&p| p > 0.0);
        let (key, dropout) = match drops {
            true => (step_key(self.seed, self.step), &hyperparameters.dropout[..]),
            false => ([0; 2], &[][..]),
        };
        let dropout: Vec<_> = dropout.iter().map(|&p| p * factors.dropout).collect();
        coefficients.row(key, &dropout)
    }
}

/// What a step multiplies base values by, as schedules say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Factors {
    /// The learning rate.
    pub learning_rate: f64,
    /// L2 and decoupled decay.
    pub decay: f64,
    /// Each probability of dropout.
    pub dropout: f64,
}

impl Default for Factors {
    /// All 1.
    fn default() -> Self {
        Self { learning_rate: 1.0, decay: 1.0, dropout: 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decay_and_dropout_follow_their_own_factors() {
        let hyperparameters = Hyperparameters {
            l2: 0.5,
            decay: 0.25,
            dropout: vec![0.0, 0.5],
            ..Hyperparameters::new(2.0, 1, 3)
        };
        let row = |factors| {
            let mut course = Course::new(&hyperparameters, 0);
            course.scheduled(&hyperparameters, factors, 1.0)
        };
        let base = row(Factors::default());
        assert_eq!(base, Course::new(&hyperparameters, 0).next(&hyperparameters, 1.0, 1.0));
        // Rate, decay, L2; the thresholds and scales of inputs and hidden layer.
        assert_eq!((base[..3].to_vec(), &base[19..21]), (vec![2.0, 0.5, 0.5], &[0.0, 1.0][..]));
        assert_eq!(base[21..], [f64::from(1 << 23), 2.0]);
        let changed = row(Factors { learning_rate: 0.5, decay: 0.25, dropout: 0.5 });
        assert_eq!(changed[..3], [1.0, 0.0625, 0.125]);
        assert_eq!(changed[19..], [0.0, 1.0, f64::from(1 << 22), 4.0 / 3.0]);
        assert_eq!(changed[3..19], base[3..19]);
    }
}
