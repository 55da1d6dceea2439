//! `train --find-learning-rate`: which rate suits, found by a step at each of many.

use gradshader::error::Result;
use gradshader::run::{RangeOptions, RangeTest, range_test};
use gradshader::train::{Hyperparameters, Trainer};

use super::start;
use crate::cli::device::{self, Device, Purpose, Work};
use crate::cli::output;
use crate::cli::plan::Plan;
use crate::cli::prepare::Job;
use crate::cli::progress::Progress;

/// Rows of the table, about.
const ROWS: usize = 25;
/// Columns of its bars.
const BARS: usize = 40;

/// Tries rates, prints how the loss changes, and names the one that suits. Nothing is saved.
pub(super) async fn find(plan: &Plan, job: Job) -> Result<()> {
    let members = plan.seeds.len();
    let options = RangeOptions::default();
    let timed = job.timed();
    let work = Work {
        network: &job.network,
        hyperparameters: &timed,
        samples: (timed.batch * members) as f64 * f64::from(options.steps),
        hears: None,
    };
    device::compile_for(work.flops());
    let purpose = Purpose::Training(work);
    let device = Device::open(&plan.device, plan.options.clone(), purpose).await?;
    start::announce(&Progress::new(plan.quiet, 0), plan, &device, &job);
    // So that a factor is a rate.
    let hyperparameters =
        Hyperparameters { learning_rates: vec![1.0; members], ..job.hyperparameters };
    let mut trainer = Trainer::new(
        device.executor,
        job.network,
        &job.parameters,
        job.training,
        None,
        hyperparameters,
    )
    .await?;
    let found = range_test(&options, async |rate| {
        trainer.set_rate_factors(&vec![rate; members])?;
        trainer.step().await
    })
    .await?;
    let mut text = String::new();
    for (member, found) in found.iter().enumerate() {
        if members > 1 {
            text += &format!("member {member}, seed {}\n", plan.seeds[member]);
        }
        text += &curve(found);
        text += "\n";
        text += &verdict(found);
    }
    output::print(&text)
}

/// The smoothed loss at some of the rates, the longest bar the largest.
fn curve(found: &RangeTest) -> String {
    let every = found.rates.len().div_ceil(ROWS).max(1);
    // What blows up at the end would hide all before it.
    let first = found.smoothed.first().copied().unwrap_or(0.0);
    let most = found.smoothed.iter().copied().fold(0.0, f64::max).min(1.25 * first);
    let suggestion = found.suggestion();
    let mut text = "learning_rate  loss\n".to_owned();
    for chunk in std::iter::zip(&found.rates, &found.smoothed).collect::<Vec<_>>().chunks(every) {
        let near = |(rate, _): &&(&f64, &f64)| Some(**rate) == suggestion;
        let (&rate, &loss) = *chunk.iter().find(near).unwrap_or(&chunk[0]);
        let share = if most > 0.0 { (loss / most).clamp(0.0, 1.0) } else { 0.0 };
        let bar = "█".repeat((share * BARS as f64).round() as usize);
        let mark = if Some(rate) == suggestion { " <- suits" } else { "" };
        let rate = format!("{rate:.3e}");
        text += &format!("{rate:<13}  {:<12} {bar}{mark}\n", output::number(loss));
    }
    text
}

fn verdict(found: &RangeTest) -> String {
    match found.suggestion() {
        Some(rate) => format!("suggested: --learning-rate {}\n", two_digits(rate)),
        None => "no rate suits: the loss never falls; scale the features or change the network\n"
            .to_owned(),
    }
}

/// A rate as people write it.
fn two_digits(rate: f64) -> f64 {
    format!("{rate:.1e}").parse().unwrap_or(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_that_suits_is_in_the_table_and_in_two_digits() {
        let rates: Vec<f64> = (0..60).map(|i| 1e-6 * 1.3f64.powi(i)).collect();
        let losses: Vec<f64> = (0..60).map(|i| (40.0 - f64::from(i)).abs() + 1.0).collect();
        let found = RangeTest { rates, smoothed: losses.clone(), losses };
        let suggestion = found.suggestion().unwrap();
        let text = curve(&found);
        let marked: Vec<_> = text.lines().filter(|line| line.ends_with("<- suits")).collect();
        assert_eq!(marked.len(), 1, "{text}");
        assert!(marked[0].starts_with(&format!("{suggestion:.3e}")), "{text}");
        assert!(text.lines().count() <= 31 && text.lines().count() > 15, "{text}");
        let told: f64 = verdict(&found).trim_end().rsplit(' ').next().unwrap().parse().unwrap();
        assert!((told / suggestion - 1.0).abs() < 0.05, "{told} {suggestion}");
        let flat = RangeTest { rates: vec![1e-3], losses: vec![1.0], smoothed: vec![1.0] };
        assert!(verdict(&flat).starts_with("no rate suits"));
    }
}
