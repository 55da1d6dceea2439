//! Metrics give scikit-learn's figures: those of `tests/data/metrics/scikit_learn.json`, which
//! `make.py` beside it wrote.

use gradshader::metrics::{Answers, Confusion, Metric, mae, r_squared, rmse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    classes: Vec<Classes>,
    values: Vec<Values>,
}

/// `null` is NaN.
type Figure = Option<f64>;

#[derive(Deserialize)]
struct Classes {
    name: String,
    classes: usize,
    labels: Vec<usize>,
    /// `[samples, classes]`
    outputs: Vec<f32>,
    weights: Option<Vec<f32>>,
    confusion: Vec<u64>,
    accuracy: Figure,
    balanced_accuracy: Figure,
    top_k_accuracy: std::collections::BTreeMap<usize, Figure>,
    precision_of: Vec<Figure>,
    recall_of: Vec<Figure>,
    f1_of: Vec<Figure>,
    precision: Figure,
    recall: Figure,
    f1: Figure,
    roc_auc_of: Vec<Figure>,
    roc_auc: Figure,
    log_loss: Figure,
    brier: Figure,
}

#[derive(Deserialize)]
struct Values {
    name: String,
    columns: usize,
    /// `[samples, columns]`
    actual: Vec<f32>,
    predicted: Vec<f32>,
    weights: Option<Vec<f32>>,
    mae_of: Vec<Figure>,
    rmse_of: Vec<Figure>,
    r_squared_of: Vec<Figure>,
    mae: Figure,
    rmse: Figure,
    r_squared: Figure,
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("data/metrics/scikit_learn.json")).unwrap()
}

/// Both sum at most a thousand terms in f64, which errs by less than 1000 * 2^-53 of the terms'
/// sizes, that is 1.2e-13; a quotient of two such sums by twice that. `precision` is of what
/// scikit-learn computed in.
#[track_caller]
fn check(what: &str, found: f64, expected: Figure, precision: f64) {
    let expected = expected.unwrap_or(f64::NAN);
    let near = (found - expected).abs() <= 2000.0 * precision / 2.0 * expected.abs().max(1.0);
    assert!(near || (found.is_nan() && expected.is_nan()), "{what}: {found}, not {expected}");
}

#[test]
fn classifiers_are_measured_as_scikit_learn_measures_them() {
    let fixture = fixture();
    assert!(fixture.classes.len() >= 11);
    for case in fixture.classes {
        // This one was computed in f32, for the sake of where that is clipped.
        let single = case.name == "sure and once wrong";
        let precision = if single { f64::from(f32::EPSILON) / 500.0 } else { f64::EPSILON };
        let one_hot = |&label: &usize| {
            (0..case.classes).map(move |class| if class == label { 1.0 } else { 0.0 })
        };
        let targets: Vec<f32> = case.labels.iter().flat_map(one_hot).collect();
        let answers = Answers::new(case.classes, &case.outputs, &targets, case.weights.as_deref());
        let confusion = answers.confusion();
        assert_eq!(confusion.rows().concat(), case.confusion, "{}", case.name);
        let unweighted = Confusion::new(case.classes, &case.outputs, &targets);
        assert_eq!(unweighted.rows(), confusion.rows(), "{}", case.name);
        let named = [
            (Metric::Accuracy, case.accuracy),
            (Metric::BalancedAccuracy, case.balanced_accuracy),
            (Metric::Precision, case.precision),
            (Metric::Recall, case.recall),
            (Metric::F1, case.f1),
            (Metric::RocAuc, case.roc_auc),
            (Metric::LogLoss, case.log_loss),
            (Metric::Brier, case.brier),
        ];
        let top = case.top_k_accuracy.iter().map(|(&k, &value)| (Metric::TopKAccuracy(k), value));
        for (metric, expected) in named.into_iter().chain(top) {
            let found = metric.of_answers(&answers, &confusion).unwrap();
            check(&format!("{}: {metric}", case.name), found, expected, precision);
        }
        for class in 0..case.classes {
            let what = |metric: &str| format!("{}: {metric} of {class}", case.name);
            for (metric, found, expected) in [
                ("precision", confusion.precision(class), case.precision_of[class]),
                ("recall", confusion.recall(class), case.recall_of[class]),
                ("f1", confusion.f1(class), case.f1_of[class]),
                ("roc_auc", answers.roc_auc_of(class), case.roc_auc_of[class]),
            ] {
                check(&what(metric), found, expected, precision);
            }
        }
    }
}

#[test]
fn values_are_measured_as_scikit_learn_measures_them() {
    let fixture = fixture();
    assert!(fixture.values.len() >= 5);
    for case in fixture.values {
        let weights = case.weights.as_deref();
        for (metric, of, each, mean) in [
            (Metric::Mae, mae as fn(_, _, _, _) -> _, &case.mae_of, case.mae),
            (Metric::Rmse, rmse, &case.rmse_of, case.rmse),
            (Metric::RSquared, r_squared, &case.r_squared_of, case.r_squared),
        ] {
            let found: Vec<f64> = of(case.columns, &case.predicted, &case.actual, weights);
            assert_eq!(found.len(), each.len());
            for (column, (&found, &expected)) in found.iter().zip(each).enumerate() {
                let what = format!("{}: {metric} of column {column}", case.name);
                check(&what, found, expected, f64::EPSILON);
            }
            let found = metric.of_values(case.columns, &case.predicted, &case.actual, weights);
            check(&format!("{}: {metric}", case.name), found.unwrap(), mean, f64::EPSILON);
        }
    }
}

#[test]
fn precision_recall_and_f1_of_labels_are_those_of_a_label_that_is_there() {
    // Of the first label one of two is found and one is not there; of the second all are; the third is nowhere.
    let targets = [1., 0., 0., 1., 1., 0., 0., 0., 0., 0., 1., 0.];
    let outputs = [0.9, 0.1, 0.2, 0.3, 0.8, 0.1, 0.7, 0.4, 0.3, 0.1, 0.6, 0.2];
    let labels = Answers::of_labels(3, &outputs, &targets);
    // scikit-learn 1.9.1: average="macro", zero_division=0.
    for metric in [Metric::Precision, Metric::Recall, Metric::F1] {
        assert_eq!(metric.of_labels(&labels), Some(0.5), "{metric}");
    }
    assert_eq!(Metric::Accuracy.of_labels(&labels), Some((0.5 + 1.0 + 1.0) / 3.0));
}
