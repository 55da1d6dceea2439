//! Metrics by name.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::{Answers, Confusion, mae, r_squared, rmse};
use crate::error::{Error, Result};
use crate::names::{self, by_text};

/// Which way a metric is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Errors and losses.
    Less,
    /// Accuracies and the like.
    More,
}

impl Direction {
    /// Whether `a` is better than `b`. A NaN is never better, and worse than any number.
    pub fn is_better(self, a: f64, b: f64) -> bool {
        match self {
            _ if a.is_nan() => false,
            _ if b.is_nan() => true,
            Self::Less => a < b,
            Self::More => a > b,
        }
    }

    /// The order in which the better stands first and a NaN last.
    pub fn better_first(self, a: f64, b: f64) -> Ordering {
        self.is_better(b, a).cmp(&self.is_better(a, b))
    }
}

/// A metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// The loss that is trained on, `loss`.
    Loss,
    /// [`Confusion::accuracy`], `accuracy`.
    Accuracy,
    /// [`Confusion::balanced_accuracy`], `balanced_accuracy`.
    BalancedAccuracy,
    /// [`Answers::top_k_accuracy`], `top_K_accuracy`.
    TopKAccuracy(usize),
    /// The macro mean of [`Confusion::precision`], `precision`.
    Precision,
    /// The macro mean of [`Confusion::recall`], `recall`.
    Recall,
    /// The macro mean of [`Confusion::f1`], `f1`.
    F1,
    /// [`Answers::roc_auc`], `roc_auc`.
    RocAuc,
    /// [`Answers::log_loss`], `log_loss`.
    LogLoss,
    /// [`Answers::brier`], `brier`.
    Brier,
    /// The mean of [`mae`] over the columns, `mae`.
    Mae,
    /// The mean of [`rmse`] over the columns, `rmse`.
    Rmse,
    /// The mean of [`r_squared`] over the columns, `r_squared`.
    RSquared,
}

impl Metric {
    /// The metrics of classes that cost little beside a pass over the samples.
    pub const OF_CLASSES: [Self; 5] =
        [Self::Accuracy, Self::BalancedAccuracy, Self::F1, Self::LogLoss, Self::Brier];

    /// All metrics of classes, with the numbers of classes among which a sample's own is looked for.
    pub fn all_of_classes(classes: usize) -> Vec<Self> {
        let top = [2, 3, 5].into_iter().filter(|&k| k < classes).map(Self::TopKAccuracy);
        let first = [Self::Accuracy, Self::BalancedAccuracy].into_iter().chain(top);
        let rest =
            [Self::Precision, Self::Recall, Self::F1, Self::RocAuc, Self::LogLoss, Self::Brier];
        first.chain(rest).collect()
    }

    /// The metrics of values.
    pub const OF_VALUES: [Self; 3] = [Self::Mae, Self::Rmse, Self::RSquared];

    /// Which way it is better.
    pub fn direction(self) -> Direction {
        match self {
            Self::Loss | Self::LogLoss | Self::Brier | Self::Mae | Self::Rmse => Direction::Less,
            _ => Direction::More,
        }
    }

    /// Whether it is one of classes, or else of values; none where it is of both.
    pub fn is_of_classes(self) -> Option<bool> {
        match self {
            Self::Loss => None,
            other => Some(!Self::OF_VALUES.contains(&other)),
        }
    }

    /// Its value where which class was taken for which is enough for it, else none.
    pub fn of_confusion(self, confusion: &Confusion) -> Option<f64> {
        Some(match self {
            Self::Accuracy => confusion.accuracy(),
            Self::BalancedAccuracy => confusion.balanced_accuracy(),
            Self::Precision => confusion.macro_mean(Confusion::precision),
            Self::Recall => confusion.macro_mean(Confusion::recall),
            Self::F1 => confusion.macro_mean(Confusion::f1),
            _ => return None,
        })
    }

    /// Its value for a classifier's answers; none where it is none of classes. `confusion` is that
    /// of the answers.
    pub fn of_answers(self, answers: &Answers, confusion: &Confusion) -> Option<f64> {
        Some(match self {
            Self::TopKAccuracy(k) => answers.top_k_accuracy(k),
            Self::RocAuc => answers.roc_auc(),
            Self::LogLoss => answers.log_loss(),
            Self::Brier => answers.brier(),
            other => return other.of_confusion(confusion),
        })
    }

    /// The mean of its values for labels, each as a class of two ([`Answers::of_labels`]); of precision, recall and F1
    /// those of a label that is there, as scikit-learn's `average="macro"`.
    pub fn of_labels(self, labels: &[(Answers, Confusion)]) -> Option<f64> {
        let each = labels.iter().map(|(answers, confusion)| match self {
            Self::Precision => Some(confusion.precision(1)),
            Self::Recall => Some(confusion.recall(1)),
            Self::F1 => Some(confusion.f1(1)),
            other => other.of_answers(answers, confusion),
        });
        Some(each.sum::<Option<f64>>()? / labels.len() as f64)
    }

    /// Its value for predicted values, both `[samples, columns]`: the mean over the columns, as
    /// scikit-learn's `multioutput="uniform_average"`. None where it is none of values.
    pub fn of_values<T: Copy + Into<f64>>(
        self,
        columns: usize,
        predicted: &[T],
        actual: &[T],
        weights: Option<&[f32]>,
    ) -> Option<f64> {
        let each = match self {
            Self::Mae => mae(columns, predicted, actual, weights),
            Self::Rmse => rmse(columns, predicted, actual, weights),
            Self::RSquared => r_squared(columns, predicted, actual, weights),
            _ => return None,
        };
        Some(each.iter().sum::<f64>() / columns as f64)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loss => "loss",
            Self::Accuracy => "accuracy",
            Self::BalancedAccuracy => "balanced_accuracy",
            Self::TopKAccuracy(k) => return write!(f, "top_{k}_accuracy"),
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::F1 => "f1",
            Self::RocAuc => "roc_auc",
            Self::LogLoss => "log_loss",
            Self::Brier => "brier",
            Self::Mae => "mae",
            Self::Rmse => "rmse",
            Self::RSquared => "r_squared",
        })
    }
}

impl FromStr for Metric {
    type Err = Error;

    /// By its name, with dashes or underscores; `r2` and `auc` too.
    fn from_str(name: &str) -> Result<Self> {
        let wanted = name.replace('-', "_");
        let top_k = |name: &str| -> Option<usize> {
            name.strip_prefix("top_")?.strip_suffix("_accuracy")?.parse().ok().filter(|&k| k > 0)
        };
        match wanted.as_str() {
            "r2" => return Ok(Self::RSquared),
            "auc" => return Ok(Self::RocAuc),
            _ => {}
        }
        if let Some(k) = top_k(&wanted) {
            return Ok(Self::TopKAccuracy(k));
        }
        let named = [Self::Loss]
            .into_iter()
            .chain(Self::all_of_classes(1))
            .chain(Self::OF_VALUES)
            .collect::<Vec<_>>();
        named.iter().copied().find(|metric| metric.to_string() == wanted).ok_or_else(|| {
            let known: Vec<_> = named
                .iter()
                .map(Self::to_string)
                .chain(["top_5_accuracy".to_owned()])
                .map(|name| name.replace('_', "-"))
                .collect();
            let known: Vec<_> = known.iter().map(String::as_str).collect();
            names::unknown("metric", name, &known)
        })
    }
}

by_text!(Metric, to_string);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_found_by_its_name_with_dashes_or_underscores() {
        let all =
            [Metric::Loss].into_iter().chain(Metric::all_of_classes(10)).chain(Metric::OF_VALUES);
        for metric in all {
            let name = metric.to_string();
            assert_eq!(name.parse::<Metric>().unwrap(), metric);
            assert_eq!(name.replace('_', "-").parse::<Metric>().unwrap(), metric);
        }
        assert_eq!("r2".parse::<Metric>().unwrap(), Metric::RSquared);
        let error = "acuracy".parse::<Metric>().unwrap_err().to_string();
        assert!(error.starts_with("there is no metric \"acuracy\"; did you mean accuracy?"));
        assert!("top-0-accuracy".parse::<Metric>().is_err());
    }

    #[test]
    fn nan_is_never_better() {
        for direction in [Direction::Less, Direction::More] {
            assert!(!direction.is_better(f64::NAN, 1.0));
            assert!(direction.is_better(1.0, f64::NAN));
            assert!(!direction.is_better(1.0, 1.0));
        }
        assert!(Direction::Less.is_better(1.0, 2.0) && Direction::More.is_better(2.0, 1.0));
    }
}
