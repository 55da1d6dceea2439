//! Using a model.

use super::*;

#[test]
fn values_are_evaluated_and_predicted_in_their_units() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    let train = ["train", "table.csv", "--target", "y,z", "--model", "m.safetensors", "--quiet"];
    place.done(&[&train[..], &["--epochs", "200"]].concat());
    let report = place.done(&["evaluate", "m.safetensors", "table.csv", "--json"]).json();
    assert_eq!(report["columns"], serde_json::json!(["y", "z"]));
    for column in 0..2 {
        assert!(report["r_squared"][column].as_f64().unwrap() > 0.95, "{report}");
        assert!(report["rmse"][column].as_f64().unwrap() < 2.0, "{report}");
    }
    // Columns are found by name, and targets are not needed.
    place.write("new.csv", "note,b,a\nx,0,0\ny,9,9\n");
    let arguments = ["predict", "m.safetensors", "new.csv"];
    let stdout = place.done(&arguments).stdout;
    place.done(&[&arguments[..], &["--output", "out.csv"]].concat());
    let printed = place.done(&[&arguments[..], &["--output", "-"]].concat()).stdout;
    assert_eq!(printed, fs::read_to_string(place.path("out.csv")).unwrap());
    assert_eq!(fs::read_to_string(place.path("out.csv")).unwrap(), stdout);
    let rows: Vec<Vec<&str>> = stdout.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!((rows.len(), &rows[0]), (3, &vec!["y", "z"]));
    let y: f64 = rows[1][0].parse().unwrap();
    assert!((y - 10.0).abs() < 4.0, "{stdout}");
}

#[test]
fn predicted_classes_are_quoted_where_csv_needs_it() {
    let place = Place::new();
    let rows: String = (0..40)
        .map(|i| format!("{i},{}\n", if i < 20 { "\"low, very\"" } else { "\"\"\"high\"\"\"" }))
        .collect();
    place.write("table.csv", format!("x,\"the kind\"\n{rows}"));
    place.done(&["train", "table.csv", "--model", "m.safetensors"]);
    let stdout = place.done(&["predict", "m.safetensors", "table.csv"]).stdout;
    let mut reader = csv::Reader::from_reader(stdout.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["class", "\"high\"", "low, very"]);
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 40);
    assert_eq!((&records[0][0], &records[39][0]), ("low, very", "\"high\""));
    let evaluated = place.done(&["evaluate", "m.safetensors", "table.csv"]);
    assert_eq!(evaluated.result("accuracy"), "100.00 %");
}

#[test]
fn images_are_trained_on_evaluated_and_predicted() {
    let place = Place::new();
    // A bright left or a bright right half.
    let pixels: Vec<u8> =
        (0..60).flat_map(|i| [[250, 240, 10, 0], [0, 9, 255, 230]][i % 2]).collect();
    let labels: Vec<u8> = (0..60).map(|i| (i % 2) as u8 + 3).collect();
    place.write("images", idx(IMAGES, &[60, 2, 2], &pixels));
    place.write("labels", idx(LABELS, &[60], &labels));
    place.done(&[
        "train",
        "images",
        "--labels",
        "labels",
        "--test",
        "images",
        "--test-labels",
        "labels",
        "--model",
        "m.safetensors",
        "--validation",
        "0.2",
    ]);
    let evaluated = place.done(&["evaluate", "m.safetensors", "images", "--labels", "labels"]);
    assert_eq!(evaluated.result("accuracy"), "100.00 %");
    let predicted = place.done(&["predict", "m.safetensors", "images"]).stdout;
    let classes: Vec<_> = predicted.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(classes[..4], ["class", "3", "4", "3"]);
    place.run(&["evaluate", "m.safetensors", "images"]).fails(2, &["images", "--labels"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    place.iris_model("m.safetensors");
    let arguments = ["predict", "m.safetensors", DIGITS];
    // Digits have other columns; irises repeated are more than a pipe holds.
    let iris = fs::read_to_string(IRIS).unwrap();
    let (header, rows) = iris.split_once('\n').unwrap();
    place.write("many.csv", format!("{header}\n{}", rows.repeat(40)));
    for arguments in
        [&["predict", "m.safetensors", "many.csv", "--device", "cpu"][..], &["train", "--help"]]
    {
        let mut child =
            place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
    }
    place.run(&arguments).fails(2, &["digits.csv", "sepal_length"]);
}
