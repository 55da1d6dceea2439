//! Several files as one data set.

use super::*;

/// Irises in two files, and all of them in one.
fn place() -> Place {
    let place = Place::new();
    let text = fs::read_to_string(IRIS).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // The second file has one class alone.
    let part = |rows: &[&str]| [&lines[..1], rows].concat().join("\n") + "\n";
    place.write("a.csv", part(&lines[1..101]));
    place.write("b.csv", part(&lines[101..]));
    place.write("whole.csv", &text);
    place
}

#[test]
fn several_files_train_the_network_that_one_of_all_rows_does() {
    let place = place();
    let train = |data: &[&str]| {
        let rest =
            ["--epochs", "2", "--validation", "0.2", "--device", "cpu", "--log", "log.jsonl"];
        let run = place.done(&[&["train"], data, &rest].concat());
        run.result("parameter_hash").to_owned()
    };
    let whole = train(&["whole.csv"]);
    let start = |place: &Place| place.events("log.jsonl")[0]["configuration"].clone();
    assert_eq!(start(&place)["training"]["data"], "whole.csv");
    assert_eq!(train(&["a.csv", "b.csv"]), whole);
    assert_eq!(start(&place)["training"]["data"], json!(["a.csv", "b.csv"]));
    place.write("run.toml", "data = ['a.csv', 'b.csv']");
    assert_eq!(train(&["--config", "run.toml"]), whole);
    // What the command line names is all.
    assert_eq!(train(&["whole.csv", "--config", "run.toml"]), whole);
}

#[test]
fn several_files_are_evaluated_predicted_and_described_as_one() {
    let place = place();
    place.iris_model("m.safetensors");
    let (parts, whole) = (["a.csv", "b.csv"], ["whole.csv"]);
    let both = |command: &[&str], more: &[&str]| {
        let run = |data: &[&str]| place.done(&[command, data, more].concat()).stdout;
        assert_eq!(run(&parts), run(&whole).replace("whole.csv", "a.csv and 1 more"));
    };
    both(&["evaluate", "m.safetensors"], &["--device", "cpu", "--json"]);
    both(&["predict", "m.safetensors"], &["--device", "cpu"]);
    both(&["describe"], &["--json"]);
}

#[test]
fn files_that_are_no_one_data_set_are_refused() {
    let place = place();
    place.iris_model("m.safetensors");
    place.write("c.csv", "a,b\n1,x\n");
    for (arguments, parts) in [
        (&["train", "a.csv", "c.csv"][..], &["c.csv", "its columns are not those of a.csv"][..]),
        (&["describe", "a.csv", "none-*.csv"], &["none-*.csv", "there is no such file"]),
        (&["evaluate", "m.safetensors", "a.csv", "-"], &["standard input is no file among"]),
        (&["predict", "m.safetensors", "-", "a.csv"], &["standard input is no file among"]),
        (&["train", "a.csv", "b.csv", "--labels", "c.csv"], &["several files with one of labels"]),
        // The second of them is an input too.
        (&["train", "a.csv", "b.csv", "--log", "b.csv"], &["--log would replace an input, DATA"]),
        (
            &["predict", "m.safetensors", "a.csv", "b.csv", "--output", "b.csv"],
            &["--output would replace an input, DATA"],
        ),
    ] {
        place.run(arguments).fails(2, parts);
    }
}
