//! The range test: a few steps at learning rates that grow from very small to too large show which
//! one suits (Smith 2017, "Cyclical learning rates for training neural networks").

use crate::error::{Error, Result};

/// Which learning rates are tried, and when to stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeOptions {
    /// The rate of the first step.
    pub low: f64,
    /// The rate of the last.
    pub high: f64,
    /// How many steps; the rate grows by the same factor from each to the next.
    pub steps: u32,
    /// How much of the smoothed loss stays from step to step, 0 to below 1.
    pub smoothing: f64,
    /// A smoothed loss of so many times the least ends the test.
    pub blow_up: f64,
}

impl Default for RangeOptions {
    /// 100 steps from 1e-7 to 10, as fastai's `lr_find`.
    fn default() -> Self {
        Self { low: 1e-7, high: 10.0, steps: 100, smoothing: 0.98, blow_up: 4.0 }
    }
}

impl RangeOptions {
    /// The rate of a step, from 0.
    pub fn rate(&self, step: u32) -> f64 {
        let share = f64::from(step) / f64::from(self.steps.saturating_sub(1).max(1));
        // Both ends exactly, whatever the powers round to.
        match step {
            0 => self.low,
            step if step + 1 >= self.steps => self.high,
            _ => self.low * (self.high / self.low).powf(share),
        }
    }

    fn check(&self) -> Result<()> {
        let rates = [self.low, self.high];
        if !(rates.iter().all(|rate| rate.is_finite()) && 0.0 < self.low && self.low < self.high) {
            return Err(Error::input(format!(
                "a range of learning rates from {} to {}",
                self.low, self.high
            ))
            .advice("use two positive numbers, the smaller one first"));
        }
        if self.steps < 2 {
            return Err(Error::input(format!("a range test of {} steps", self.steps))
                .advice("use for example 100"));
        }
        if !((0.0..1.0).contains(&self.smoothing) && self.blow_up > 1.0) {
            return Err(Error::input(format!(
                "a range test with smoothing {} that ends at {} times the least loss",
                self.smoothing, self.blow_up
            ))
            .advice("use for example 0.98 and 4"));
        }
        Ok(())
    }
}

/// What a range test found for one member.
#[derive(Debug, Clone, PartialEq)]
pub struct RangeTest {
    /// One a step, growing.
    pub rates: Vec<f64>,
    /// The loss of each step, before its update.
    pub losses: Vec<f64>,
    /// These as a running mean that has no bias towards its start.
    pub smoothed: Vec<f64>,
}

impl RangeTest {
    /// A rate that suits: amid the longest descent of the smoothed loss (fastai's `valley`: of the
    /// longest decreasing subsequence, half of the second third). None where the loss never falls.
    pub fn suggestion(&self) -> Option<f64> {
        let losses = &self.smoothed;
        // The length of the longest descent that ends at each step.
        let mut lengths = vec![1; losses.len()];
        for i in 1..losses.len() {
            for j in 0..i {
                if losses[i] < losses[j] && lengths[i] < lengths[j] + 1 {
                    lengths[i] = lengths[j] + 1;
                }
            }
        }
        let length = lengths.iter().copied().max().filter(|&length| length > 1)?;
        let end = lengths.iter().position(|&other| other == length)?;
        let start = end.saturating_sub(length);
        let third = (end - start) / 3;
        Some(self.rates[start + third + third / 2])
    }
}

/// Does one step after another at growing rates, until the losses of all members have blown up or
/// the steps are done. `step` is given the rate, does one training step with it, and returns the
/// loss of each member; putting the parameters back afterwards is the caller's.
///
/// # Errors
/// When the options make no sense, or a step fails.
pub async fn range_test(
    options: &RangeOptions,
    mut step: impl AsyncFnMut(f64) -> Result<Vec<f64>>,
) -> Result<Vec<RangeTest>> {
    options.check()?;
    let mut members: Vec<Member> = Vec::new();
    for number in 0..options.steps {
        let rate = options.rate(number);
        let losses = step(rate).await?;
        members.resize_with(losses.len().max(members.len()), Member::default);
        for (member, loss) in members.iter_mut().zip(losses) {
            member.add(options, rate, loss);
        }
        if members.iter().all(|member| member.is_over) {
            break;
        }
    }
    Ok(members.into_iter().map(|member| member.found).collect())
}

/// One member's test under way.
#[derive(Debug)]
struct Member {
    found: RangeTest,
    /// The running mean, before its bias is taken out.
    mean: f64,
    least: f64,
    is_over: bool,
}

impl Default for Member {
    fn default() -> Self {
        let found = RangeTest { rates: Vec::new(), losses: Vec::new(), smoothed: Vec::new() };
        Self { found, mean: 0.0, least: f64::INFINITY, is_over: false }
    }
}

impl Member {
    fn add(&mut self, options: &RangeOptions, rate: f64, loss: f64) {
        if self.is_over {
            return;
        }
        if !loss.is_finite() {
            self.is_over = true;
            return;
        }
        self.mean = options.smoothing * self.mean + (1.0 - options.smoothing) * loss;
        let count = self.found.losses.len() as i32 + 1;
        let smoothed = self.mean / (1.0 - options.smoothing.powi(count));
        self.found.rates.push(rate);
        self.found.losses.push(loss);
        self.found.smoothed.push(smoothed);
        self.least = self.least.min(smoothed);
        self.is_over = smoothed > options.blow_up * self.least;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block_on;

    #[test]
    fn rates_grow_by_one_factor_from_low_to_high() {
        let options = RangeOptions { low: 1e-4, high: 1.0, steps: 5, ..RangeOptions::default() };
        for (step, expected) in (0..).zip([1e-4, 1e-3, 1e-2, 1e-1, 1.0]) {
            let rate = options.rate(step);
            assert!((rate / expected - 1.0).abs() < 1e-14, "{rate}");
        }
        for refused in [
            RangeOptions { low: 0.0, ..options },
            RangeOptions { high: 1e-5, ..options },
            RangeOptions { high: f64::NAN, ..options },
            RangeOptions { steps: 1, ..options },
            RangeOptions { smoothing: 1.0, ..options },
            RangeOptions { blow_up: 1.0, ..options },
        ] {
            assert!(block_on(range_test(&refused, async |_| Ok(vec![1.0]))).is_err());
        }
    }

    #[test]
    fn a_running_mean_is_of_the_losses_so_far() {
        let options = RangeOptions { smoothing: 0.5, steps: 3, ..RangeOptions::default() };
        let mut losses = [4.0, 2.0, 1.0].into_iter();
        let found = range_test(&options, async |_| Ok(vec![losses.next().unwrap()]));
        let found = &block_on(found).unwrap()[0];
        // 4, then (4/4 + 2/2) / (3/4), then (4/8 + 2/4 + 1/2) / (7/8)
        for (smoothed, expected) in found.smoothed.iter().zip([4.0, 8.0 / 3.0, 12.0 / 7.0]) {
            assert!((smoothed - expected).abs() < 1e-15, "{smoothed}");
        }
    }

    #[test]
    fn each_member_ends_where_its_loss_blows_up() {
        let options = RangeOptions { smoothing: 0.0, steps: 10, ..RangeOptions::default() };
        let mut steps = 0;
        let found = range_test(&options, async |_| {
            steps += 1;
            let second = if steps < 6 { 1.0 } else { f64::NAN };
            Ok(vec![if steps < 4 { 1.0 } else { 5.0 }, second])
        });
        let found = block_on(found).unwrap();
        assert_eq!(found[0].losses, [1.0, 1.0, 1.0, 5.0]);
        assert_eq!(found[1].losses, [1.0; 5]);
        assert_eq!(steps, 6);
        assert_eq!(found[1].suggestion(), None);
    }

    #[test]
    fn the_suggestion_lies_amid_the_longest_descent() {
        // Flat for 20 steps, falling for 30, rising for 10.
        let loss = |step: u32| match step {
            0..20 => 1.0,
            20..50 => 1.0 - f64::from(step - 19) / 40.0,
            _ => 0.25 + f64::from(step - 49) / 10.0,
        };
        let options = RangeOptions { smoothing: 0.0, steps: 60, ..RangeOptions::default() };
        let mut step = 0..;
        let found = range_test(&options, async |_| Ok(vec![loss(step.next().unwrap())]));
        let found = &block_on(found).unwrap()[0];
        // The descent has 31 losses and ends at step 49; it is taken to begin at 18.
        assert_eq!(found.suggestion(), Some(options.rate(18 + 10 + 5)));
    }
}
