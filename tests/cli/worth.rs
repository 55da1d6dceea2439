//! What `train` says at its end of the samples held out, beside a guess.

use super::*;

#[test]
fn training_ends_with_its_confusions_and_what_to_beat() {
    let place = Place::new();
    let train = ["train", IRIS, "--validation", "0.2", "--device", "cpu", "--epochs", "5"];
    let run = place.done(&[&train[..], &["--log", "log.jsonl"]].concat());
    assert!(run.stdout.contains("\non the samples held out:\ntrue \\ predicted"), "{run:?}");
    // The classes are equally frequent, in training and among the thirty.
    assert_eq!(run.result("baseline_accuracy"), "33.33 % (always \"setosa\")");
    let end = place.events("log.jsonl").pop().unwrap();
    assert_eq!(end["baseline"], json!({"class": "setosa", "accuracy": 1.0 / 3.0}));
    assert_eq!(end["held_out"]["classes"], json!(["setosa", "versicolor", "virginica"]));
    let counts = |row: usize, column: usize| end["held_out"]["confusion"][row][column].as_u64();
    let right: u64 = (0..3).filter_map(|class| counts(class, class)).sum();
    for row in 0..3 {
        assert_eq!((0..3).filter_map(|column| counts(row, column)).sum::<u64>(), 10);
    }
    assert_eq!(end["validation_accuracy"], right as f64 / 30.0);

    let quiet = place.done(&[&train[..], &["--quiet"]].concat());
    assert!(!quiet.stdout.contains("held out"), "{quiet:?}");
    assert_eq!(quiet.result("baseline_accuracy"), "33.33 % (always \"setosa\")");
}

#[test]
fn errors_of_values_stand_beside_those_of_the_mean() {
    let place = Place::new();
    // Two columns of targets, of which the second is held out where it is far from its mean, and a
    // column of weights, which counts in training alone.
    let row = |i: usize| {
        let part = if i < 40 { "train" } else { "validation" };
        let b = if i < 40 { 3 + i % 4 / 2 * 2 } else { 6 };
        format!("{},{},{},{b},{part}\n", i % 7, 1 + i % 3, 10 + i % 2)
    };
    let text = (0..60).map(row).collect::<String>();
    place.write("t.csv", format!("x,w,a,b,part\n{text}"));
    let train =
        ["train", "t.csv", "--target", "a,b", "--task", "regress", "--split-column", "part"];
    let more = ["--epochs", "3", "--device", "cpu", "--weight-column", "w", "--log", "log.jsonl"];
    let run = place.done(&[&train[..], &more].concat());
    let end = place.events("log.jsonl").pop().unwrap();
    let baseline = &end["baseline"];
    assert_eq!(baseline["mean"], json!([10.5, 4.0]));
    assert_eq!((&baseline["rmse"], &baseline["mae"]), (&json!([0.5, 2.0]), &json!([0.5, 2.0])));
    assert_eq!(baseline["r_squared"][0], 0.0);
    assert_eq!(end["held_out"]["columns"], json!(["a", "b"]));
    for name in ["rmse", "mae", "r_squared"] {
        let each = |column: usize| end["held_out"][name][column].as_f64().unwrap();
        let mean = (each(0) + each(1)) / 2.0;
        let told = end[format!("validation_{name}")].as_f64().unwrap();
        assert!((mean - told).abs() <= 1e-12 * told.abs(), "{name}: {mean}, {told}");
    }
    assert_eq!(run.result("baseline_rmse"), "1.250000");
    let table = run.stdout.split("held out:\n").nth(1).unwrap();
    let rows: Vec<Vec<&str>> =
        table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["column", "guess", "RMSE", "MAE", "R²"]);
    assert_eq!(rows[2], ["a", "mean", "10.500000", "0.500000", "0.500000", "0.0000"]);
    assert_eq!(rows[3][..2], ["b", "network"]);
}
