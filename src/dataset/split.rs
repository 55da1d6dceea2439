//! Which samples are held out of training.

use super::{Samples, Targets};
use crate::error::{Error, Result};
use crate::random::{self, Purpose};

/// Two parts of a set, as indices of its samples in ascending order. Every sample is in one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The samples to train on.
    pub training: Vec<u32>,
    /// The samples kept for validation or test.
    pub held_out: Vec<u32>,
}

/// Holds out `fraction` of the samples at random, the same ones for the same seed.
///
/// Classes keep their shares: each gives `fraction` of its samples, rounded so that the total is
/// right (largest remainder), but never its last one, which training needs. A fraction of 0 holds
/// out nothing.
///
/// # Errors
/// When `fraction` is not in `[0, 1)`, or when it leaves no sample in one of the parts.
pub fn split(samples: &Samples, fraction: f64, seed: u64) -> Result<Split> {
    if !(0.0..1.0).contains(&fraction) {
        return Err(Error::input(format!("a fraction of {fraction} cannot be held out"))
            .advice("use one from 0 to below 1, such as 0.1"));
    }
    let every = vec![0; samples.len()];
    let groups = match &samples.targets {
        Targets::Classes { labels, .. } => labels,
        Targets::Values { .. } | Targets::Unknown => &every,
    };
    let mut sizes = vec![0; groups.iter().max().map_or(0, |&group| group as usize + 1)];
    for &group in groups {
        sizes[group as usize] += 1;
    }

    let mut open = quotas(&sizes, fraction);
    let (mut training, mut held_out) = (Vec::new(), Vec::new());
    for sample in random::permutation(seed, Purpose::Split, samples.len()) {
        let open = &mut open[groups[sample as usize] as usize];
        if *open > 0 {
            *open -= 1;
            held_out.push(sample);
        } else {
            training.push(sample);
        }
    }
    if training.is_empty() || (held_out.is_empty() && fraction > 0.0) {
        let part = if training.is_empty() { "to train on" } else { "to hold out" };
        return Err(Error::input(format!(
            "a split of {} samples at {fraction} leaves none {part}",
            samples.len()
        ))
        .file(&samples.source)
        .advice("change the fraction or give more samples"));
    }
    training.sort_unstable();
    held_out.sort_unstable();
    Ok(Split { training, held_out })
}

/// How many samples of each group are held out.
fn quotas(sizes: &[usize], fraction: f64) -> Vec<usize> {
    let total = (sizes.iter().sum::<usize>() as f64 * fraction).round() as usize;
    let exact = |group: usize| sizes[group] as f64 * fraction;
    let mut quotas: Vec<_> = (0..sizes.len()).map(|group| exact(group) as usize).collect();

    let mut by_remainder: Vec<_> = (0..sizes.len()).collect();
    by_remainder.sort_by(|&a, &b| exact(b).fract().total_cmp(&exact(a).fract()));
    by_remainder.retain(|&group| exact(group).fract() > 0.0 && sizes[group] > quotas[group] + 1);
    let missing = total.saturating_sub(quotas.iter().sum());
    for group in by_remainder.into_iter().take(missing) {
        quotas[group] += 1;
    }
    quotas
}

#[cfg(test)]
mod tests {
    use super::super::{Features, Samples, Targets};
    use super::*;

    fn samples(labels: &[u32]) -> Samples {
        Samples {
            source: "test".into(),
            rows: (1..=labels.len() as u64).collect(),
            feature_names: vec!["x".into()],
            features: Features::Bytes(vec![0; labels.len()]),
            targets: Targets::Classes {
                column: "y".into(),
                names: ["a", "b", "c"].map(String::from).to_vec(),
                labels: labels.to_vec(),
            },
        }
    }

    #[test]
    fn classes_keep_their_shares_and_every_sample_is_in_one_part() {
        let labels = [vec![0; 50], vec![1; 30], vec![2; 21]].concat();
        let set = samples(&labels);
        let parts = split(&set, 0.1, 1).unwrap();
        let held = |class| parts.held_out.iter().filter(|&&i| labels[i as usize] == class).count();
        assert_eq!([held(0), held(1), held(2)], [5, 3, 2]);
        let mut all = [parts.training.clone(), parts.held_out.clone()].concat();
        assert!(parts.training.is_sorted() && parts.held_out.is_sorted());
        all.sort_unstable();
        assert_eq!(all, (0..101).collect::<Vec<_>>());
    }

    #[test]
    fn the_seed_decides() {
        let set = samples(&[0; 100]);
        assert_eq!(split(&set, 0.3, 1).unwrap(), split(&set, 0.3, 1).unwrap());
        assert_ne!(split(&set, 0.3, 1).unwrap(), split(&set, 0.3, 2).unwrap());
        let values = Samples { targets: Targets::Unknown, ..set };
        assert_eq!(split(&values, 0.25, 1).unwrap().held_out.len(), 25);
    }

    #[test]
    fn largest_remainders_make_up_the_total() {
        assert_eq!(quotas(&[14, 13, 13], 0.25), [4, 3, 3]);
        assert_eq!(quotas(&[6, 7, 7], 0.25), [1, 2, 2]);
    }

    #[test]
    fn the_last_sample_of_a_class_stays_in_training() {
        assert_eq!(quotas(&[1, 1, 4], 0.5), [0, 0, 2]);
        assert_eq!(quotas(&[1], 0.99), [0]);
        assert_eq!(quotas(&[3], 0.99), [2]);
    }

    #[test]
    fn a_fraction_that_leaves_a_part_empty_is_an_error() {
        let set = samples(&[0, 0, 1]);
        for fraction in [f64::NAN, -0.1, 1.0, f64::INFINITY] {
            let error = split(&set, fraction, 1).unwrap_err().to_string();
            assert!(error.contains("cannot be held out"), "{error}");
        }
        let error = split(&set, 0.01, 1).unwrap_err().to_string();
        assert!(error.contains("leaves none to hold out"), "{error}");
        let error = split(&samples(&[]), 0.0, 1).unwrap_err().to_string();
        assert!(error.contains("leaves none to train on"), "{error}");
        assert!(split(&set, 0.0, 1).unwrap().held_out.is_empty());
    }
}
