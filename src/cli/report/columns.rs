//! Columns of a report's tables, and how metrics are written.

use gradshader::metrics::Metric;
use gradshader::report::{Head, Headline, Unit, figure};

/// A column of texts.
pub(in crate::cli) fn text(name: impl Into<String>) -> Head {
    Head { name: name.into(), unit: None }
}

/// A column of whole numbers.
pub(in crate::cli) fn counted(name: impl Into<String>) -> Head {
    Head { name: name.into(), unit: Some(Unit::Count) }
}

/// A column of a metric, or of shares.
pub(in crate::cli) fn share(name: impl Into<String>, metric: Metric) -> Head {
    Head { name: name.into(), unit: Some(unit(metric)) }
}

/// How a metric is written.
pub(in crate::cli) fn unit(metric: Metric) -> Unit {
    match metric {
        Metric::Accuracy | Metric::BalancedAccuracy | Metric::TopKAccuracy(_) => Unit::Share,
        _ => Unit::Number,
    }
}

/// A metric's value as a headline.
pub(in crate::cli) fn worth(name: impl Into<String>, metric: Metric, value: f64) -> Headline {
    Headline { name: name.into(), value: figure(value), unit: unit(metric), beside: None }
}
