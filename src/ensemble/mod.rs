//! Several networks that answer as one: which of many are taken, and how their answers become one.

#[cfg(feature = "parallel")]
mod parts;
#[cfg(feature = "parallel")]
mod space;
#[cfg(feature = "parallel")]
mod trained;

#[cfg(feature = "parallel")]
pub use self::parts::{Numbers, Parts, Whole, widened};
#[cfg(feature = "parallel")]
pub use self::space::{Around, drawn, space};
#[cfg(feature = "parallel")]
pub use self::trained::{Taken, Trained, Worth};
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::formula::{Loss, loss_term};

/// Greedy selection with replacement (Caruana et al., ICML 2004): how often each of several networks is
/// taken, so that the mean of their answers has the least loss.
///
/// `answers` are those of each network to the same samples, `loss` is that of the mean of some. The `begin`
/// best by themselves are taken first, once each: with few samples the best one alone is best by chance.
/// In each of `rounds` thereafter the network is taken, perhaps again, that makes the loss of the mean least,
/// the first of equals; of all rounds the first that has the least loss counts. Fewer than `begin` have
/// finite answers, perhaps; then these begin.
///
/// # Errors
/// Without networks, or with neither rounds nor any to begin with; when answers differ in number; when no network has a finite loss.
///
/// ```
/// use gradshader::ensemble::select;
///
/// // Two that err to either side, and one that is further off.
/// let answers: [&[f32]; 3] = [&[0.5, 1.5], &[1.5, 0.5], &[3.0, 3.0]];
/// let loss = |mean: &[f32]| mean.iter().map(|y| f64::from(y - 1.0).powi(2)).sum();
/// assert_eq!(select(&answers, &loss, 0, 8)?, [1, 1, 0]);
/// # Ok::<(), gradshader::error::Error>(())
/// ```
pub fn select(
    answers: &[&[f32]],
    loss: &dyn Fn(&[f32]) -> f64,
    begin: usize,
    rounds: usize,
) -> Result<Vec<u32>> {
    let Some(first) = answers.first().filter(|_| begin + rounds > 0) else {
        return Err(Error::input("an ensemble of no networks").advice("use at least 1"));
    };
    if answers.iter().any(|other| other.len() != first.len()) {
        return Err(Error::input("answers to other samples"));
    }
    let mut sum = vec![0.0f64; first.len()];
    let mut mean = vec![0.0f32; first.len()];
    let mut times = vec![0u32; answers.len()];
    let mut best: Option<(f64, Vec<u32>)> = None;
    let mut sorted: Vec<_> =
        answers.iter().enumerate().map(|(place, answers)| (loss(answers), place)).collect();
    sorted.retain(|(loss, _)| loss.is_finite());
    // Stable: of equals the first.
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    sorted.truncate(begin);
    for &(_, place) in &sorted {
        times[place] += 1;
        sum.iter_mut().zip(answers[place]).for_each(|(sum, &answer)| *sum += f64::from(answer));
    }
    let begun = sorted.len();
    if begun > 0 {
        mean.iter_mut().zip(&sum).for_each(|(mean, sum)| *mean = (sum / begun as f64) as f32);
        best = Some((loss(&mean), times.clone()));
    }
    for round in begun + 1..=begun + rounds {
        let mut taken: Option<(f64, usize)> = None;
        for (place, answers) in answers.iter().enumerate() {
            for ((mean, sum), &answer) in mean.iter_mut().zip(&sum).zip(*answers) {
                *mean = ((sum + f64::from(answer)) / round as f64) as f32;
            }
            let loss = loss(&mean);
            if loss.is_finite() && taken.is_none_or(|(least, _)| loss < least) {
                taken = Some((loss, place));
            }
        }
        let Some((loss, place)) = taken else { break };
        times[place] += 1;
        sum.iter_mut().zip(answers[place]).for_each(|(sum, &answer)| *sum += f64::from(answer));
        if best.as_ref().is_none_or(|(least, _)| loss < *least) {
            best = Some((loss, times.clone()));
        }
    }
    let (_, times) = best.ok_or_else(|| {
        Error::failed("no network answers with finite numbers").advice("train others")
    })?;
    Ok(times)
}

/// The mean of answers, each counted so many times, and the deviation between them, that of all:
/// `[samples, outputs]` each.
///
/// # Panics
/// If answers differ in number, or none counts.
pub fn combine(answers: &[(&[f32], u32)]) -> (Vec<f32>, Vec<f32>) {
    let count: u32 = answers.iter().map(|&(_, times)| times).sum();
    assert!(count > 0, "no network counts");
    let of = |place: usize| {
        let values =
            answers.iter().map(|&(each, times)| (f64::from(each[place]), f64::from(times)));
        let mean = values.clone().map(|(value, times)| value * times).sum::<f64>();
        let mean = mean / f64::from(count);
        let squares = values.map(|(value, times)| times * (value - mean).powi(2)).sum::<f64>();
        (mean as f32, (squares / f64::from(count)).sqrt() as f32)
    };
    let length = answers[0].0.len();
    assert!(answers.iter().all(|(each, _)| each.len() == length), "answers to other samples");
    (0..length).map(of).unzip()
}

/// The mean loss of answers `[samples, outputs]` to `data`, of the cross-entropies from the probabilities
/// that the answers are; by the samples' weights where `weighted`.
///
/// # Panics
/// If there are not as many answers as targets.
pub fn loss(of: Loss, data: &Dataset, outputs: &[f32], weighted: bool) -> f64 {
    let width = outputs.len() / data.samples;
    // What is 0 in f32 is a little more.
    let log = |p: f64| p.max(f64::from(f32::MIN_POSITIVE)).ln();
    // What the twin is given for an answer.
    let term = |y: f64, t: f64| match of {
        Loss::BinaryCrossEntropy => loss_term(of, log(y) - log(1.0 - y), t),
        Loss::SoftmaxCrossEntropy => loss_term(of, -log(y), t),
        Loss::HalfSquaredError | Loss::AbsoluteError | Loss::Huber => loss_term(of, y, t),
    };
    let columns = data.targets.len() / data.samples;
    let rows = outputs.chunks_exact(width).zip(data.targets.chunks_exact(columns));
    let (mut sum, mut weights) = (0.0, 0.0);
    for (outputs, targets) in rows {
        let weight = if weighted { f64::from(targets[columns - 1]) } else { 1.0 };
        let terms = outputs.iter().zip(targets).map(|(&y, &t)| term(y.into(), t.into()));
        sum += weight * terms.sum::<f64>();
        weights += weight;
    }
    sum / weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squared(of: f32) -> impl Fn(&[f32]) -> f64 {
        move |mean| mean.iter().map(|y| f64::from(y - of).powi(2)).sum()
    }

    #[test]
    fn what_makes_the_mean_better_is_taken_again() {
        // Of 0 and 3 two to one is 1.
        assert_eq!(select(&[&[0.0], &[3.0]], &squared(1.0), 0, 9).unwrap(), [2, 1]);
        // A network that is right alone stays alone.
        assert_eq!(select(&[&[0.0], &[1.0], &[3.0]], &squared(1.0), 0, 9).unwrap(), [0, 1, 0]);
    }

    #[test]
    fn the_best_begin() {
        let answers: [&[f32]; 4] = [&[9.0], &[1.25], &[f32::NAN], &[0.5]];
        assert_eq!(select(&answers, &squared(1.0), 2, 0).unwrap(), [0, 1, 0, 1]);
        // Their mean is 0.875; with the second again it is 1.
        assert_eq!(select(&answers, &squared(1.0), 2, 9).unwrap(), [0, 2, 0, 1]);
        assert_eq!(select(&answers, &squared(1.0), 9, 0).unwrap(), [1, 1, 0, 1]);
    }

    #[test]
    fn a_network_without_finite_answers_is_never_taken() {
        assert_eq!(select(&[&[f32::NAN], &[2.0]], &squared(1.0), 0, 3).unwrap(), [0, 1]);
        let error = select(&[&[f32::NAN]], &squared(1.0), 0, 3).unwrap_err().to_string();
        assert!(error.starts_with("no network answers"), "{error}");
        assert!(select(&[], &squared(1.0), 0, 3).is_err());
        assert!(select(&[&[1.0], &[1.0, 2.0]], &squared(1.0), 0, 3).is_err());
    }

    #[test]
    fn answers_count_as_often_as_they_are_taken() {
        let (mean, spread) = combine(&[(&[1.0, 0.5], 3), (&[5.0, 0.5], 1)]);
        assert_eq!(mean, [2.0, 0.5]);
        assert_eq!(spread, [3.0f32.sqrt(), 0.0]);
        assert_eq!(combine(&[(&[0.1], 1)]), (vec![0.1], vec![0.0]));
    }

    #[test]
    fn losses_are_those_of_their_definitions() {
        let data = Dataset::from_rows(&[[0.0], [0.0]], &[[1.0, 0.0], [0.0, 1.0]]);
        let of = |of, outputs: &[f32]| loss(of, &data, outputs, false);
        let outputs = [0.5, 0.5, 0.25, 0.75];
        let entropy = -(0.5f64.ln() + 0.75f64.ln()) / 2.0;
        assert!((of(Loss::SoftmaxCrossEntropy, &outputs) - entropy).abs() < 1e-12);
        assert!((of(Loss::BinaryCrossEntropy, &outputs) - 2.0 * entropy).abs() < 1e-12);
        assert_eq!(of(Loss::HalfSquaredError, &outputs), (0.25 + 0.0625) / 2.0);
        assert_eq!(of(Loss::AbsoluteError, &outputs), (1.0 + 0.5) / 2.0);
        assert_eq!(of(Loss::Huber, &[3.0, 0.5, 0.0, 1.0]), (1.5 + 0.125) / 2.0);
        assert!(of(Loss::SoftmaxCrossEntropy, &[0.0, 1.0, 0.0, 1.0]).is_finite());
        let weighted = data.clone().with_weights(&[3.0, 1.0]);
        let each = [0.25, 0.0625];
        let mean = (3.0 * each[0] + each[1]) / 4.0;
        assert_eq!(loss(Loss::HalfSquaredError, &weighted, &outputs, true), mean);
    }
}
