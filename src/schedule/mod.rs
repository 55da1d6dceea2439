//! How a hyperparameter follows the steps of a run: pure functions on the host, in f64, which give
//! the factor on its base value. PyTorch's `lr_scheduler` has the same values (`tests/schedule.rs`).
//!
//! ```
//! use gradshader::schedule::{Schedule, Shape};
//!
//! let schedule = Schedule::new("cosine:final=0.01".parse()?, 10)?; // after 10 steps of warm-up
//! assert_eq!(schedule.factor(10, 100, 1010), 1.0);
//! assert!((schedule.factor(1010, 100, 1010) - 0.01).abs() < 1e-15);
//! # Ok::<(), gradshader::Error>(())
//! ```

mod plateau;
mod text;

use std::f64::consts::PI;

use serde::Serialize;

pub use self::plateau::Plateau;
use crate::error::{Error, Result};
use crate::hyperparameters::Factors;

/// A shape, after a linear warm-up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Schedule {
    shape: Shape,
    warm_up: u64,
}

/// What a factor does over a run. Its name and parameters are what [`FromStr`](std::str::FromStr) reads and
/// [`Display`](std::fmt::Display) writes: `NAME[:PARAMETER=VALUE,..]`, and what is left out is as given here. `t` is
/// the share of the run's steps that are done, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// `constant`: 1.
    Constant,
    /// `step:size=10,factor=0.1`: times `factor` every `size` epochs (`StepLR`).
    Step {
        /// Epochs.
        size: f64,
        /// What each brings.
        factor: f64,
    },
    /// `exponential:factor=0.95`: times `factor` every epoch (`ExponentialLR`).
    Exponential {
        /// What each epoch brings.
        factor: f64,
    },
    /// `linear:start=1,final=0`: from one to the other (`LinearLR`).
    Linear {
        /// At the first step.
        start: f64,
        /// After the last.
        last: f64,
    },
    /// `cosine:final=0`: from 1 along half a cosine (Loshchilov and Hutter 2017;
    /// `CosineAnnealingLR`).
    Cosine {
        /// After the last step.
        last: f64,
    },
    /// `cosine-restarts:period=10,multiplier=2,final=0`: half a cosine, again and again
    /// (Loshchilov and Hutter 2017; `CosineAnnealingWarmRestarts`).
    CosineRestarts {
        /// Epochs of the first cosine.
        period: f64,
        /// How many times longer each is than the one before.
        multiplier: f64,
        /// At the end of each.
        last: f64,
    },
    /// `one-cycle:rise=0.3,start=0.04,final=4e-6`: up to 1 along half a cosine and down along
    /// another (Smith and Topin 2018; `OneCycleLR`).
    OneCycle {
        /// The share of the steps that it rises.
        rise: f64,
        /// At the first step.
        start: f64,
        /// At the last.
        last: f64,
    },
    /// `coslog:cycles=4`: `(1 - cos(2 pi log2(1 + (2^cycles - 1) t))) / 2`, cycles that get longer,
    /// from 0 to 0 (Holzmüller et al. 2024, RealMLP).
    CosLog {
        /// How many.
        cycles: f64,
    },
    /// `flat-cosine:flat=0.5,final=0`: 1, then half a cosine.
    FlatCosine {
        /// The share of the steps that it stays at 1.
        flat: f64,
        /// After the last step.
        last: f64,
    },
    /// `plateau:factor=0.1,patience=10,threshold=1e-4,cooldown=0,final=0`: see [`Plateau`].
    Plateau(Plateau),
}

impl Shape {
    /// Every shape with its defaults.
    pub const ALL: [Self; 10] = [
        Self::Constant,
        Self::Step { size: 10.0, factor: 0.1 },
        Self::Exponential { factor: 0.95 },
        Self::Linear { start: 1.0, last: 0.0 },
        Self::Cosine { last: 0.0 },
        Self::CosineRestarts { period: 10.0, multiplier: 2.0, last: 0.0 },
        Self::OneCycle { rise: 0.3, start: 0.04, last: 4e-6 },
        Self::CosLog { cycles: 4.0 },
        Self::FlatCosine { flat: 0.5, last: 0.0 },
        Self::Plateau(Plateau {
            factor: 0.1,
            patience: 10,
            threshold: 1e-4,
            cooldown: 0,
            last: 0.0,
        }),
    ];

    /// The name, without parameters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Step { .. } => "step",
            Self::Exponential { .. } => "exponential",
            Self::Linear { .. } => "linear",
            Self::Cosine { .. } => "cosine",
            Self::CosineRestarts { .. } => "cosine-restarts",
            Self::OneCycle { .. } => "one-cycle",
            Self::CosLog { .. } => "coslog",
            Self::FlatCosine { .. } => "flat-cosine",
            Self::Plateau(_) => "plateau",
        }
    }

    /// What no factor exceeds.
    fn most(self) -> f64 {
        match self {
            Self::Step { factor, .. } | Self::Exponential { factor } if factor > 1.0 => {
                f64::INFINITY
            }
            Self::Linear { start, last } | Self::OneCycle { start, last, .. } => {
                start.max(last).max(1.0)
            }
            Self::Cosine { last }
            | Self::CosineRestarts { last, .. }
            | Self::FlatCosine { last, .. } => last.max(1.0),
            Self::Constant
            | Self::Step { .. }
            | Self::Exponential { .. }
            | Self::CosLog { .. }
            | Self::Plateau(_) => 1.0,
        }
    }

    /// The factor after `step` of `total` steps.
    fn factor(self, step: u64, epoch: u64, total: u64) -> f64 {
        let epochs = step as f64 / epoch as f64;
        let t = (step as f64 / total as f64).min(1.0);
        match self {
            Self::Constant | Self::Plateau(_) => 1.0,
            Self::Step { size, factor } => factor.powf((epochs.floor() / size).floor()),
            Self::Exponential { factor } => factor.powf(epochs.floor()),
            Self::Linear { start, last } => start + (last - start) * t,
            Self::Cosine { last } => cosine(1.0, last, t),
            Self::CosineRestarts { period, multiplier, last } => {
                cosine(1.0, last, within_period(epochs, period, multiplier))
            }
            Self::OneCycle { rise, start, last } => {
                // As PyTorch's OneCycleLR has it: the last step has the last factor, and a step has the peak where
                // `rise * total` is a whole number; else the steps on its sides come near it.
                let (step, total) = (step as f64, total as f64);
                let (peak, end) = (rise * total - 1.0, total - 1.0);
                if step <= peak && peak > 0.0 {
                    cosine(start, 1.0, step / peak)
                } else {
                    cosine(1.0, last, ((step - peak) / (end - peak)).min(1.0))
                }
            }
            Self::CosLog { cycles } => {
                let place = (1.0 + (cycles.exp2() - 1.0) * t).log2();
                (1.0 - (2.0 * PI * place).cos()) / 2.0
            }
            Self::FlatCosine { flat, last } if t <= flat => {
                if flat == 1.0 || t < flat {
                    1.0
                } else {
                    cosine(1.0, last, 0.0)
                }
            }
            Self::FlatCosine { flat, last } => cosine(1.0, last, (t - flat) / (1.0 - flat)),
        }
    }
}

/// From `start` to `end` along half a cosine, `t` from 0 to 1.
fn cosine(start: f64, end: f64, t: f64) -> f64 {
    end + (start - end) * (1.0 + (PI * t).cos()) / 2.0
}

/// How far the period is in which `epochs` lie, 0 to 1.
fn within_period(epochs: f64, period: f64, multiplier: f64) -> f64 {
    if multiplier == 1.0 {
        return (epochs / period).fract();
    }
    // n periods together are period (multiplier^n - 1) / (multiplier - 1) epochs long.
    let length = |n: f64| period * (multiplier.powf(n) - 1.0) / (multiplier - 1.0);
    let mut n = (epochs / period * (multiplier - 1.0) + 1.0).log(multiplier).floor();
    // Where a period begins, the logarithm may be off by a rounding.
    if length(n + 1.0) <= epochs {
        n += 1.0;
    } else if length(n) > epochs {
        n -= 1.0;
    }
    (epochs - length(n)) / (period * multiplier.powf(n))
}

impl Schedule {
    /// 1 at every step.
    pub const CONSTANT: Self = Self { shape: Shape::Constant, warm_up: 0 };

    /// A shape that begins after `warm_up` steps, in which the factor rises linearly to the shape's
    /// first.
    ///
    /// # Errors
    /// When there is a warm-up before a shape that starts from 0, or parameters are so large that the factors
    /// are no numbers of f32.
    pub fn new(shape: Shape, warm_up: u64) -> Result<Self> {
        if warm_up > 0 && shape.factor(0, 1, 1) == 0.0 {
            return Err(Error::input(format!("a warm-up before {shape}, which starts from 0"))
                .advice("leave the warm-up out, or let the schedule start higher"));
        }
        let steps = [0, 1, 500, 998, 999];
        let factors = steps.map(|step| shape.factor(step, 100, 1000));
        if let Some(factor) = factors.into_iter().find(|&factor| !(factor as f32).is_finite()) {
            let name = shape.name();
            return Err(Error::input(format!("schedule {name}: its factor is {factor:e}"))
                .advice("use smaller parameters"));
        }
        Ok(Self { shape, warm_up })
    }

    /// What comes after the warm-up.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Steps of linear warm-up.
    pub fn warm_up(&self) -> u64 {
        self.warm_up
    }

    /// What is to be reduced on a plateau; the rest of the schedule is [`Self::factor`].
    pub fn plateau(&self) -> Option<&Plateau> {
        match &self.shape {
            Shape::Plateau(plateau) => Some(plateau),
            _ => None,
        }
    }

    /// The factor of step `step`, from 0, of a run of `total_steps` with `steps_per_epoch` each.
    /// Step `s` of a warm-up of `n` has `(s + 1) / (n + 1)` of the shape's first factor, and the
    /// shape has the steps that are left. Beyond the last step the last factor stays where the shape
    /// has one.
    pub fn factor(&self, step: u64, steps_per_epoch: u64, total_steps: u64) -> f64 {
        let epoch = steps_per_epoch.max(1);
        let total = total_steps.saturating_sub(self.warm_up).max(1);
        if step < self.warm_up {
            let share = (step + 1) as f64 / (self.warm_up as f64 + 1.0);
            return share * self.shape.factor(0, epoch, total);
        }
        self.shape.factor(step - self.warm_up, epoch, total)
    }
}

/// What each hyperparameter follows over a run; `None` is constant.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Schedules {
    /// The learning rates.
    pub learning_rate: Option<Schedule>,
    /// L2 and decoupled decay, which is times the learning rate besides.
    pub decay: Option<Schedule>,
    /// The probabilities of dropout.
    pub dropout: Option<Schedule>,
}

impl Schedules {
    /// Refuses what only a learning rate can follow.
    ///
    /// # Errors
    /// For a decay or dropout on plateaus, and a dropout that rises above its probability.
    pub fn check(&self) -> Result<()> {
        for (what, schedule) in [("decay", self.decay), ("dropout", self.dropout)] {
            if schedule.is_some_and(|schedule| schedule.plateau().is_some()) {
                return Err(Error::input(format!("a schedule of {what} on plateaus"))
                    .advice("use it for the learning rate, and a shape over the run here"));
            }
        }
        match self.dropout {
            Some(schedule) if schedule.shape.most() > 1.0 => {
                Err(Error::input(format!("dropout that follows {} rises", schedule.shape))
                    .advice("give the largest probability with --dropout and factors of at most 1"))
            }
            _ => Ok(()),
        }
    }

    /// The factors of step `step`, from 0, as [`Schedule::factor`].
    pub fn factors(&self, step: u64, steps_per_epoch: u64, total_steps: u64) -> Factors {
        let of = |schedule: Option<Schedule>| {
            schedule.map_or(1.0, |schedule| schedule.factor(step, steps_per_epoch, total_steps))
        };
        Factors {
            learning_rate: of(self.learning_rate),
            decay: of(self.decay),
            dropout: of(self.dropout),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_warms_up_to_0() {
        let error = Schedule::new(Shape::CosLog { cycles: 4.0 }, 3).unwrap_err().to_string();
        assert!(error.contains("coslog:cycles=4, which starts from 0"), "{error}");
    }

    #[test]
    fn dropout_follows_no_plateau_and_rises_not_above_its_probability() {
        let of = |text: &str| Some(Schedule::new(text.parse().unwrap(), 0).unwrap());
        for (decay, dropout, expected) in [
            (of("plateau"), None, "a schedule of decay on plateaus"),
            (None, of("plateau"), "a schedule of dropout on plateaus"),
            (None, of("linear:start=0,final=1.5"), "dropout that follows linear:start=0,final=1.5"),
            (None, of("exponential:factor=1.1"), "dropout that follows exponential"),
        ] {
            let schedules = Schedules { decay, dropout, ..Schedules::default() };
            let error = schedules.check().unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let schedules = Schedules {
            learning_rate: of("plateau"),
            decay: of("linear:start=0,final=4"),
            dropout: of("linear:start=0,final=1"),
        };
        schedules.check().unwrap();
        let expected = Factors { learning_rate: 1.0, decay: 1.0, dropout: 0.25 };
        assert_eq!(schedules.factors(5, 10, 20), expected);
    }

    #[test]
    fn coslog_is_that_of_its_paper() {
        let schedule = Schedule::new(Shape::CosLog { cycles: 4.0 }, 0).unwrap();
        for step in 0..=300 {
            let t = f64::from(step) / 300.0;
            let expected = 0.5 * (1.0 - (2.0 * PI * (1.0 + 15.0 * t).log2()).cos());
            assert!((schedule.factor(u64::from(step as u32), 7, 300) - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn flat_then_cosine() {
        let schedule = Schedule::new("flat-cosine:flat=0.75".parse().unwrap(), 0).unwrap();
        let factors = [0, 75, 100].map(|step| schedule.factor(step, 10, 100));
        assert_eq!(factors, [1.0, 1.0, 0.0]);
        let middle = schedule.factor(80, 10, 100);
        assert!((middle - 0.5 * (1.0 + (PI * 0.2).cos())).abs() < 1e-15);
        let flat = Schedule::new("flat-cosine:flat=1".parse().unwrap(), 0).unwrap();
        assert_eq!(flat.factor(100, 10, 100), 1.0);
    }

    #[test]
    fn every_factor_is_finite_whatever_the_steps() {
        for shape in Shape::ALL {
            let warm_up = if shape.name() == "coslog" { 0 } else { 3 };
            let schedule = Schedule::new(shape, warm_up).unwrap();
            for total in [0, 1, 2, 3, 4, 5, 10] {
                for step in 0..20 {
                    let factor = schedule.factor(step, 0, total);
                    assert!((0.0..=1.0).contains(&factor), "{shape}: {factor} at {step}/{total}");
                }
            }
        }
    }
}
