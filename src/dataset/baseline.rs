//! What a guess is worth that looks at no feature: less than that, nothing was learned.

use super::{Samples, Targets};
use crate::metrics;

/// The worth of the best constant guess of the training samples, on other samples.
#[derive(Debug, Clone, PartialEq)]
pub enum Baseline {
    /// The most frequent class.
    Class {
        /// Its name; of equally frequent ones the first.
        class: String,
        /// The share of the samples that have it, 0 to 1.
        accuracy: f64,
    },
    /// The more frequent answer of each label.
    Labels {
        /// The share of right answers, one a label.
        accuracies: Vec<f64>,
    },
    /// The mean of each column, and the errors in the column's units.
    Means {
        /// The means.
        means: Vec<f64>,
        /// The roots of the mean squared errors.
        rmse: Vec<f64>,
        /// The mean absolute errors.
        mae: Vec<f64>,
    },
}

impl Baseline {
    /// The guess of the samples `training` on the samples `others`; none where there are no
    /// targets or no samples.
    ///
    /// # Panics
    /// If there are not so many samples.
    pub fn of(samples: &Samples, training: &[u32], others: &[u32]) -> Option<Self> {
        if training.is_empty() || others.is_empty() {
            return None;
        }
        let share = |right: usize| right as f64 / others.len() as f64;
        match &samples.targets {
            Targets::Unknown => None,
            Targets::Classes { names, labels, .. } => {
                let mut counts = vec![0usize; names.len()];
                for &row in training {
                    counts[labels[row as usize] as usize] += 1;
                }
                let most = counts.iter().max()?;
                let class = counts.iter().position(|count| count == most)?;
                let right = others.iter().filter(|&&row| labels[row as usize] as usize == class);
                Some(Self::Class { class: names[class].clone(), accuracy: share(right.count()) })
            }
            Targets::Labels { columns, values } => {
                let accuracy = |place: usize| {
                    let value = |&row: &u32| values[row as usize * columns.len() + place];
                    let there = training.iter().filter(|row| value(row) == 1).count();
                    let answer = u8::from(there * 2 > training.len());
                    share(others.iter().filter(|row| value(row) == answer).count())
                };
                Some(Self::Labels { accuracies: (0..columns.len()).map(accuracy).collect() })
            }
            Targets::Values { columns, values } => {
                let of = |place: usize| {
                    let value = move |&row: &u32| values[row as usize * columns.len() + place];
                    // About the first, so that a mean of large numbers is exact.
                    let first = value(&training[0]);
                    let sum: f64 = training.iter().map(|row| value(row) - first).sum();
                    let mean = match first + sum / training.len() as f64 {
                        mean if mean.is_finite() => mean,
                        _ => training.iter().map(|row| value(row) / training.len() as f64).sum(),
                    };
                    let actual: Vec<f64> = others.iter().map(value).collect();
                    let guess = vec![mean; actual.len()];
                    let rmse = metrics::rmse(1, &guess, &actual, None)[0];
                    (mean, rmse, metrics::mae(1, &guess, &actual, None)[0])
                };
                let all: Vec<_> = (0..columns.len()).map(of).collect();
                Some(Self::Means {
                    means: all.iter().map(|(mean, ..)| *mean).collect(),
                    rmse: all.iter().map(|(_, rmse, _)| *rmse).collect(),
                    mae: all.iter().map(|(.., mae)| *mae).collect(),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TableOptions, read_csv};
    use super::*;

    fn samples(text: &str) -> Samples {
        let table = read_csv("data.csv", text.as_bytes()).unwrap();
        Samples::from_table(table, &TableOptions::default()).unwrap()
    }

    #[test]
    fn the_most_frequent_class_of_training_is_guessed() {
        let set = samples("x,y\n1,b\n3,a\n2,b\n5,a\n9,b\n4,a\n");
        let baseline = Baseline::of(&set, &[0, 1, 2], &[3, 4, 5]).unwrap();
        assert_eq!(baseline, Baseline::Class { class: "b".into(), accuracy: 1.0 / 3.0 });
        assert_eq!(Baseline::of(&set, &[0, 1], &[]), None);
    }

    #[test]
    fn the_mean_of_training_is_guessed_in_the_files_units() {
        let set = samples("x,y\n1,2450000.5\n3,2450001.5\n2,2450003\n5,2450001\n");
        let Some(Baseline::Means { means, rmse, mae }) = Baseline::of(&set, &[0, 1], &[2, 3])
        else {
            panic!("no means")
        };
        assert_eq!((means[0], rmse[0], mae[0]), (2450001.0, 2f64.sqrt(), 1.0));
    }
}
