//! Folds.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::program::Place;
use crate::{Table, cells, end, json};

/// Each fold is what `train` makes of a table without its samples, tested on these: the same hash, the same
/// metrics, the same predictions.
fn check_folds(table: &Table, folds: usize, more: &[&str]) {
    let place = Place::new();
    place.write("data.csv", table.part(|_| true));
    let folds_text = folds.to_string();
    let own = ["--folds", &folds_text, "--json", "folds.json", "--output", "unseen.csv"];
    place.done(&[&["cross-validate", "data.csv", "--quiet"], more, &own].concat());
    let report = json(&place.path("folds.json"));
    let predictions = cells(&fs::read_to_string(place.path("unseen.csv")).unwrap());
    assert_eq!(predictions.len(), table.rows.len());
    // The header is line 1.
    let fold_of: BTreeMap<usize, usize> = predictions
        .iter()
        .map(|row| (row["row"].parse::<usize>().unwrap() - 2, row["fold"].parse().unwrap()))
        .collect();
    let mut hashes = Vec::new();
    for fold in 1..=folds {
        place.write("rest.csv", table.part(|row| fold_of[&row] != fold));
        place.write("fold.csv", table.part(|row| fold_of[&row] == fold));
        let own = ["--test", "fold.csv", "--log", "log.jsonl", "--model", "m.safetensors"];
        place.done(&[&["train", "rest.csv", "--quiet"], more, &own].concat());
        let (alone, found) = (end(&place.path("log.jsonl")), &report["each"][fold - 1]);
        assert_eq!(found["fold"], fold);
        assert_eq!(found["parameter_hash"], alone["parameter_hash"], "fold {fold}");
        assert_eq!(found["kept_epoch"], alone["kept_epoch"], "fold {fold}");
        assert_eq!(found["epochs"], alone["epochs"], "fold {fold}");
        let measures: Vec<_> = alone.as_object().unwrap().iter().collect();
        let measures: Vec<_> =
            measures.into_iter().filter(|(name, _)| name.starts_with("test_")).collect();
        assert!(measures.len() > 3, "{alone}");
        for (name, value) in measures.iter().filter(|(name, _)| *name != "test_samples") {
            assert_eq!(found[name.as_str()], **value, "{name} of fold {fold}");
        }
        hashes.push(found["parameter_hash"].as_str().unwrap().to_owned());
        let device = more.iter().position(|flag| *flag == "--device").unwrap();
        let device = &more[device..device + 2];
        let own = ["predict", "m.safetensors", "fold.csv", "--output", "alone.csv"];
        place.done(&[&own[..], device].concat());
        let alone = cells(&fs::read_to_string(place.path("alone.csv")).unwrap());
        let held_out = predictions.iter().filter(|row| row["fold"] == fold.to_string());
        for (unseen, alone) in held_out.zip(&alone) {
            for (name, value) in alone {
                let name = match name.as_str() {
                    "class" => unseen.keys().find(|name| name.starts_with("predicted ")).unwrap(),
                    "price" => "predicted price",
                    name => name,
                };
                assert_eq!(unseen[name], *value, "{name} of fold {fold}");
            }
        }
    }
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), folds, "folds differ");
}

#[test]
fn each_fold_is_what_is_trained_alone() {
    check_folds(&Table::bundled("iris.csv"), 5, &["--epochs", "6", "--device", "cpu"]);
}

/// Folds of two sizes, each of which stops by itself.
#[test]
fn each_fold_stops_as_it_does_alone() {
    let early = ["--validation", "0.2", "--early-stop", "3", "--hidden", "24", "--batch", "8"];
    let more = [&early[..], &["--dropout", "0.2", "--seed", "4", "--device", "cpu"]].concat();
    check_folds(&Table::bundled("iris.csv"), 4, &more);
}

#[test]
fn values_are_decoded_by_each_folds_own_preprocessing() {
    check_folds(&Table::of_values(103), 3, &["--epochs", "12", "--device", "cpu"]);
}

#[test]
fn folds_on_a_device_are_what_they_are_alone_there() {
    let more = ["--validation", "0.25", "--early-stop", "2", "--epochs", "12", "--device", "gpu"];
    check_folds(&Table::of_values(60), 3, &more);
}

#[test]
fn groups_stay_in_one_fold_and_repeats_deal_anew() {
    let place = Place::new();
    let table = Table::of_values(90);
    let rows = table.rows.iter().enumerate();
    let rows: String = rows.map(|(i, row)| format!("p{},{row}\n", i * i % 13)).collect();
    place.write("visits.csv", format!("who,{}\n{rows}", table.head));
    let command = ["cross-validate", "visits.csv", "--group", "who", "--folds", "3"];
    let own = ["--epochs", "2", "--quiet", "--json", "f.json", "--output", "p.csv"];
    place.done(&[&command[..], &own].concat());
    let mut folds: BTreeMap<usize, String> = BTreeMap::new();
    for row in cells(&fs::read_to_string(place.path("p.csv")).unwrap()) {
        let i = row["row"].parse::<usize>().unwrap() - 2;
        let fold = folds.entry(i * i % 13).or_insert_with(|| row["fold"].clone());
        assert_eq!(*fold, row["fold"], "row {i}");
    }
    let run = place.done(&[&command[..], &own, &["--repeats", "2"]].concat());
    assert!(run.stdout.contains("repeat  fold"), "{}", run.stdout);
    let report = json(&place.path("f.json"));
    assert_eq!(report["each"].as_array().unwrap().len(), 6);
    let rmse: Vec<f64> = report["each"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["test_rmse"].as_f64().unwrap())
        .collect();
    let mean = rmse.iter().sum::<f64>() / 6.0;
    let squares = rmse.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let found = &report["metrics"]["rmse"];
    assert!((found["mean"].as_f64().unwrap() - mean).abs() < 1e-9 * mean);
    assert!((found["deviation"].as_f64().unwrap() - (squares / 5.0).sqrt()).abs() < 1e-6 * mean);
    let predictions = fs::read_to_string(place.path("p.csv")).unwrap();
    assert!(predictions.starts_with("row,price,predicted price\n"), "{predictions}");
    assert_eq!(predictions.lines().count(), 91);
}

#[test]
fn flags_that_say_nothing_of_folds_are_refused() {
    let place = Place::new();
    place.write("a.csv", Table::of_values(20).part(|_| true));
    for (flags, expected) in [
        (&["--members", "3"][..], "error: --members with cross-validate"),
        (
            &["--model", "m.safetensors"],
            "error: --model with cross-validate, which keeps no network",
        ),
        (&["--time", "a"], "error: --time with folds"),
        (&["--folds", "1"], "error: a.csv: cross-validation with 1 folds; use at least 2"),
        (&["--folds", "21"], "error: a.csv: 20 samples for 21 folds; use fewer folds"),
        (&["--output", "a.csv"], "error: a.csv: --output would replace an input, DATA"),
        (&["--learning-rate", "1e30", "--optimizer", "sgd"], "error: training diverged in fold 1"),
    ] {
        let run = place.run(&[&["cross-validate", "a.csv", "--quiet"], flags].concat());
        assert!(run.stderr.starts_with(expected), "{flags:?}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_fold_that_diverged_costs_no_other() {
    let place = Place::new();
    // Of the folds one alone does not train on it.
    let x = |row: usize| if row == 7 { "1e18".to_owned() } else { (row % 5).to_string() };
    let rows = (0..30).map(|row| format!("{},{}\n", x(row), if row % 5 > 2 { "a" } else { "b" }));
    place.write("a.csv", "x,y\n".to_owned() + &rows.collect::<String>());
    let how = ["--optimizer", "sgd", "--learning-rate", "0.1", "--scaling", "none"];
    let files = ["--output", "o.csv", "--json", "f.json", "--report", "page"];
    let own = ["--epochs", "4", "--quiet", "--device", "cpu"];
    let run = place.run(&[&["cross-validate", "a.csv"], &how[..], &own, &files].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.starts_with("error: training diverged in fold "), "{run:?}");
    assert!(run.stderr.contains(" and 3 more; use a smaller --learning-rate than 0.1"), "{run:?}");
    assert_eq!(run.stdout.matches("diverged").count(), 4, "{run:?}");
    let accuracy = run.stdout.lines().find(|line| line.starts_with("accuracy")).unwrap();
    assert!(accuracy.ends_with("1 of 5") && !accuracy.contains("NaN"), "{accuracy}");
    let found = json(&place.path("f.json"));
    let diverged = |fold: &&Value| fold["diverged"] == true;
    let (lost, kept): (Vec<_>, Vec<_>) =
        found["each"].as_array().unwrap().iter().partition(diverged);
    assert_eq!((lost.len(), kept.len()), (4, 1));
    assert!(lost[0].get("test_accuracy").is_none() && kept[0]["test_accuracy"].is_f64());
    assert_eq!(found["metrics"]["accuracy"]["mean"], kept[0]["test_accuracy"]);
    // Nothing is predicted where nothing was learnt.
    let text = fs::read_to_string(place.path("o.csv")).unwrap();
    let answered = cells(&text).iter().filter(|row| !row["predicted y"].is_empty()).count();
    assert_eq!(answered, 6, "{text}");
    assert!(cells(&text).iter().all(|row| !row["fold"].is_empty()), "{text}");
    assert!(fs::metadata(place.path("page/index.html")).is_ok());
}
