//! Figures of `tests/data/report/scikit_learn.json`, which `make.py` beside it wrote.

use gradshader::Dataset;
use gradshader::dataset::{Preprocessing, Samples, Scaling, TableOptions, read_csv};
use gradshader::network::Activation;
use gradshader::report::{Evaluation, Grid};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    labels: Vec<u32>,
    scores: Vec<f32>,
    false_positive_rate: Vec<f64>,
    true_positive_rate: Vec<f64>,
    thresholds: Vec<Option<f64>>,
    area: f64,
    predicted: Vec<f64>,
    observed: Vec<f64>,
    confusion: Vec<Vec<u64>>,
}

/// Samples of a table, and what is fitted to them.
fn fitted(table: &str, output: Activation) -> (Preprocessing, Dataset) {
    let table = read_csv("table.csv", table.as_bytes()).unwrap();
    let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
    let rows: Vec<u32> = (0..samples.len() as u32).collect();
    let preprocessing = Preprocessing::fit(&samples, &rows, Scaling::Standard, output).unwrap();
    let data = preprocessing.apply(&samples).unwrap();
    (preprocessing, data)
}

/// A report has seven digits.
#[track_caller]
fn near(what: &str, found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len(), "{what}: {found:?}, not {expected:?}");
    for (found, expected) in found.iter().zip(expected) {
        let bound = 5.1e-7 * expected.abs().max(1e-3);
        assert!((found - expected).abs() <= bound, "{what}: {found}, not {expected}");
    }
}

#[test]
fn curves_of_two_classes_are_those_of_scikit_learn() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../data/report/scikit_learn.json")).unwrap();
    assert!(cases.len() >= 6);
    for case in cases {
        let mut table = "x,class\n".to_owned();
        for (place, label) in case.labels.iter().enumerate() {
            table += &format!("{place},{}\n", ["no", "yes"][*label as usize]);
        }
        let (preprocessing, data) = fitted(&table, Activation::Softmax);
        let outputs: Vec<f32> = case.scores.iter().flat_map(|&p| [1.0 - p, p]).collect();
        let found = Evaluation::new("test", &preprocessing, &data, &outputs, None);
        let binary = &found.binaries[0];
        let what = |of: &str| format!("{}: {of}", case.name);
        assert_eq!(binary.name, "yes");
        assert_eq!(
            binary.positives,
            case.labels.iter().filter(|label| **label == 1).count() as u64
        );
        near(&what("false"), &binary.roc.false_positive_rate, &case.false_positive_rate);
        near(&what("true"), &binary.roc.true_positive_rate, &case.true_positive_rate);
        let finite = |all: &[Option<f64>]| all.iter().map(|v| v.unwrap_or(9.0)).collect::<Vec<_>>();
        near(&what("thresholds"), &finite(&binary.roc.thresholds), &finite(&case.thresholds));
        near(&what("area"), &[binary.roc.area.unwrap()], &[case.area]);
        near(&what("predicted"), &binary.calibration.predicted, &case.predicted);
        near(&what("observed"), &binary.calibration.observed, &case.observed);
        assert_eq!(binary.calibration.counts.iter().sum::<u64>(), case.labels.len() as u64);
        let classes = found.classes.unwrap();
        let auc = found.metrics.iter().find(|(name, _)| name == "roc_auc").unwrap().1.unwrap();
        near(&what("area among the metrics"), &[auc], &[case.area]);
        // Of 0.5 and 0.5 the first class is taken, where scikit-learn's threshold takes the second.
        if case.scores.iter().all(|score| *score != 0.5) {
            assert_eq!(classes.confusion, case.confusion, "{}", case.name);
        }
    }
}

#[test]
fn the_most_wrong_come_first_with_their_rows_and_cells() {
    let table = "width,kind,class\n1.5,flat,a\n2.5,tall,b\n3.5,flat,a\n4.5,,b\n";
    let (preprocessing, data) = fitted(table, Activation::Softmax);
    // The second is taken for a, the fourth hardly for b.
    let outputs = [0.9, 0.1, 0.8, 0.2, 0.95, 0.05, 0.45, 0.55];
    let rows = [2, 3, 4, 5];
    let found = Evaluation::new("validation", &preprocessing, &data, &outputs, Some(&rows));
    let worst = &found.worst;
    assert_eq!(worst.iter().map(|one| one.row.unwrap()).collect::<Vec<_>>(), [3, 5, 2, 4]);
    assert_eq!((&*worst[0].truth, &*worst[0].answer), ("b", "a"));
    assert_eq!(worst[0].probability, Some(0.2));
    let cell = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(worst[0].cells, [cell("width", "2.5"), cell("kind", "tall")]);
    assert_eq!(worst[1].cells, [cell("width", "4.5"), cell("kind", "missing")]);
    assert_eq!(found.classes.unwrap().confusion, [[2, 0], [1, 1]]);
    assert_eq!(found.image, None);
}

#[test]
fn values_are_in_their_units_and_their_residuals_add_up() {
    let table = "x,y\n1,10.5\n2,20\n3,30\n4,45\n";
    let (preprocessing, data) = fitted(table, Activation::Linear);
    // Each predicted as the next.
    let outputs = [data.targets[1], data.targets[1], data.targets[2], data.targets[2]];
    let found = Evaluation::new("test", &preprocessing, &data, &outputs, None);
    let column = &found.columns[0];
    near(
        "actual",
        &column.actual.iter().flatten().copied().collect::<Vec<_>>(),
        &[10.5, 20.0, 30.0, 45.0],
    );
    near(
        "predicted",
        &column.predicted.iter().flatten().copied().collect::<Vec<_>>(),
        &[20.0, 20.0, 30.0, 30.0],
    );
    near("mae", &[column.mae.unwrap()], &[6.125]);
    near("rmse", &[column.rmse.unwrap()], &[(9.5f64 * 9.5 / 4.0 + 15.0 * 15.0 / 4.0).sqrt()]);
    near("ends", &[column.residuals.low.unwrap(), column.residuals.high.unwrap()], &[-15.0, 9.5]);
    assert_eq!(column.residuals.counts.iter().sum::<u64>(), 4);
    // 15 of a deviation of 12.8.
    assert_eq!((&*found.worst[0].truth, &*found.worst[0].answer), ("45", "30"));
    assert!((found.worst[0].deviations.unwrap() + 1.17).abs() < 0.02, "{:?}", found.worst[0]);
}

#[test]
fn labels_have_a_curve_each_and_what_is_there_in_words() {
    let table = "x,sun,rain\n1,1,0\n2,0,1\n3,1,1\n4,0,0\n";
    let table = read_csv("table.csv", table.as_bytes()).unwrap();
    let target = gradshader::dataset::TargetColumns::Named(vec!["sun".into(), "rain".into()]);
    let samples =
        Samples::from_table(table, &TableOptions { target, ..TableOptions::default() }).unwrap();
    let rows = [0, 1, 2, 3];
    let preprocessing =
        Preprocessing::fit(&samples, &rows, Scaling::Standard, Activation::Sigmoid).unwrap();
    let data = preprocessing.apply(&samples).unwrap();
    let outputs = [0.9, 0.2, 0.1, 0.6, 0.7, 0.3, 0.2, 0.1];
    let found = Evaluation::new("test", &preprocessing, &data, &outputs, None);
    assert_eq!(found.binaries.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["sun", "rain"]);
    assert_eq!(found.binaries[0].roc.area, Some(1.0));
    assert_eq!((&*found.worst[0].truth, &*found.worst[0].answer), ("sun, rain", "sun"));
    assert_eq!(found.worst.last().unwrap().truth, "none");
}

#[test]
fn columns_that_are_pixels_are_drawn() {
    let names: Vec<_> = (0..64).map(|place| format!("p{}{}", place / 8, place % 8)).collect();
    let row = |bright: usize, class: &str| {
        let pixel = |place: usize| {
            if place == bright {
                "16"
            } else if place % 9 == bright % 9 {
                "8"
            } else {
                "0"
            }
        };
        (0..64).map(pixel).collect::<Vec<_>>().join(",") + "," + class
    };
    // Each pixel changes in some row, but for the first.
    let rows: Vec<_> =
        (1..64).map(|place| row(place, if place % 2 == 0 { "a" } else { "b" })).collect();
    let names_without = names[1..].join(",");
    let table = format!("{names_without},class\n")
        + &rows.iter().map(|row| row[2..].to_owned() + "\n").collect::<String>();
    let (preprocessing, data) = fitted(&table, Activation::Softmax);
    let grid = Grid::of(&preprocessing).unwrap();
    assert_eq!((grid.width, grid.height, grid.places[0]), (8, 8, 1));
    let outputs = [0.5, 0.5].repeat(63);
    let found = Evaluation::new("test", &preprocessing, &data, &outputs, None);
    assert_eq!(found.image, Some((8, 8)));
    let one = found.worst.iter().find(|one| one.truth == "b").unwrap();
    let picture = one.picture.as_ref().unwrap();
    assert_eq!(picture.pixels.len(), 64);
    assert_eq!(picture.pixels.iter().filter(|pixel| **pixel == 255).count(), 1);
    assert_eq!(picture.pixels[0], 0);
    assert!(one.cells.is_empty());
}
