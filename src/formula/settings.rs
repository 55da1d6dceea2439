//! The hyperparameters of optimizers, and what they are in a step: their own coefficients and the rate.

use super::Optimizer;
use crate::error::{Error, Result};

/// What an optimizer is told, beside the learning rate; unused ones do no harm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OptimizerSettings {
    /// Of [`Optimizer::Momentum`] and [`Optimizer::RmspropMomentum`].
    pub momentum: f64,
    /// Of [`Optimizer::Momentum`]: how much less of a gradient is taken, but for the first.
    pub dampening: f64,
    /// Of [`Optimizer::Momentum`]: whether the step looks ahead.
    pub nesterov: bool,
    /// How slowly the mean of the gradients forgets: Adam, NAdam, Lion.
    pub beta1: f64,
    /// How slowly the mean of their squares forgets (Lion's state): Adam, NAdam, RMSprop's alpha, Lion.
    pub beta2: f64,
    /// What is added to a root before it divides.
    pub epsilon: f64,
    /// Of [`Optimizer::Nadam`]: how fast its momentum reaches `beta1`.
    pub momentum_decay: f64,
    /// Of [`Optimizer::Adagrad`]: how fast its rate falls.
    pub rate_decay: f64,
    /// Of [`Optimizer::Adagrad`]: what its sums of squares begin with.
    pub initial_accumulator: f64,
}

impl OptimizerSettings {
    /// PyTorch's defaults; Lion's are its paper's.
    pub fn new(optimizer: Optimizer) -> Self {
        let beta2 = match optimizer {
            Optimizer::Rmsprop | Optimizer::RmspropMomentum | Optimizer::Lion => 0.99,
            _ => 0.999,
        };
        Self {
            momentum: 0.0,
            dampening: 0.0,
            nesterov: false,
            beta1: 0.9,
            beta2,
            epsilon: if optimizer == Optimizer::Adagrad { 1e-10 } else { 1e-8 },
            momentum_decay: 4e-3,
            rate_decay: 0.0,
            initial_accumulator: 0.0,
        }
    }

    /// Refuses what cannot train.
    ///
    /// # Errors
    /// Names the setting, where it may be and the flag.
    pub fn check(&self) -> Result<()> {
        let below_1 = |name: &str, value: f64| {
            if (0.0..1.0).contains(&value) {
                return Ok(());
            }
            Err(Error::input(format!("{name} is {value}"))
                .advice("use a number from 0 up to, but not, 1"))
        };
        below_1("--momentum", self.momentum)?;
        below_1("dampening", self.dampening)?;
        below_1("--beta1", self.beta1)?;
        below_1("--beta2", self.beta2)?;
        // In the padding of tensors all is 0, which 0 must not divide.
        if !(self.epsilon > 0.0 && self.epsilon.is_finite() && self.epsilon as f32 > 0.0) {
            return Err(Error::input(format!("--epsilon is {}", self.epsilon))
                .advice("use a small positive number as 1e-8"));
        }
        if self.nesterov && (self.momentum == 0.0 || self.dampening != 0.0) {
            return Err(Error::input("Nesterov's momentum needs momentum and no dampening")
                .advice("give --momentum, for example 0.9"));
        }
        Ok(())
    }

    /// The coefficients of every step, from the first.
    pub fn steps(self, optimizer: Optimizer) -> Steps {
        Steps { optimizer, settings: self, step: 0, momentum_product: 1.0 }
    }
}

/// The steps of a run, one after the other; what they depend on is their number alone.
#[derive(Debug, Clone)]
pub struct Steps {
    optimizer: Optimizer,
    settings: OptimizerSettings,
    /// Steps taken.
    step: u64,
    /// Of NAdam: the product of its momenta.
    momentum_product: f64,
}

impl Steps {
    /// Of NAdam, the product of the momenta so far; else 1.
    pub(crate) fn momentum_product(&self) -> f64 {
        self.momentum_product
    }

    /// Goes on after so many steps.
    pub(crate) fn set_position(&mut self, step: u64, momentum_product: f64) {
        (self.step, self.momentum_product) = (step, momentum_product);
    }

    /// The rate of the next step and its own coefficients, with a learning rate.
    pub fn advance(&mut self, learning_rate: f64) -> (f64, [f64; 8]) {
        let OptimizerSettings { momentum, dampening, nesterov, beta1, beta2, epsilon, .. } =
            self.settings;
        self.step += 1;
        let t = self.step as f64;
        let root = 1.0 / (1.0 - beta2.powf(t)).sqrt();
        match self.optimizer {
            Optimizer::Sgd => (learning_rate, [0.0; 8]),
            Optimizer::Momentum => {
                let taken = if self.step == 1 { 1.0 } else { 1.0 - dampening };
                let nesterov = f64::from(u8::from(nesterov));
                (learning_rate, [momentum, taken, nesterov, 0.0, 0.0, 0.0, 0.0, 0.0])
            }
            Optimizer::Adam => {
                let rate = learning_rate / (1.0 - beta1.powf(t));
                (rate, [beta1, 1.0 - beta1, beta2, 1.0 - beta2, root, epsilon, 0.0, 0.0])
            }
            Optimizer::Nadam => {
                let decay = self.settings.momentum_decay;
                let of = |t: f64| beta1 * (1.0 - 0.5 * 0.96f64.powf(t * decay));
                let (now, next) = (of(t), of(t + 1.0));
                self.momentum_product *= now;
                let gradient = (1.0 - now) / (1.0 - self.momentum_product);
                let mean = next / (1.0 - self.momentum_product * next);
                let own = [beta1, 1.0 - beta1, beta2, 1.0 - beta2, root, epsilon, gradient, mean];
                (learning_rate, own)
            }
            Optimizer::Rmsprop | Optimizer::RmspropMomentum => {
                let own = [beta2, 1.0 - beta2, epsilon, momentum, 0.0, 0.0, 0.0, 0.0];
                (learning_rate, own)
            }
            Optimizer::Adagrad => {
                let rate = learning_rate / (1.0 + (t - 1.0) * self.settings.rate_decay);
                (rate, [epsilon, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
            }
            Optimizer::Lion => {
                (learning_rate, [beta1, 1.0 - beta1, beta2, 1.0 - beta2, 0.0, 0.0, 0.0, 0.0])
            }
        }
    }
}
