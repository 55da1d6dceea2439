//! Sweeps, folds and ensembles that are ended: what was trained until then is kept.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use gradshader::model::Model;

use crate::IRIS;
use crate::program::{Place, Run};
use crate::signals::{send, until_it_says};

/// A command that gets a signal some milliseconds after it has said this, and what it said from there on.
fn interrupted(place: &Place, words: &[&str], says: &str, after: u64) -> (Run, String) {
    let mut command = place.command(words);
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stderr = until_it_says(says, &mut child);
    std::thread::sleep(Duration::from_millis(after));
    send("-INT", &child);
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut stderr, &mut rest).unwrap();
    (Run::of(child.wait_with_output().unwrap()), rest)
}

fn json(place: &Place, name: &str) -> serde_json::Value {
    serde_json::from_slice(&place.bytes(name)).unwrap()
}

#[test]
fn a_sweep_that_is_ended_keeps_the_settings_that_were_trained() {
    let place = Place::new();
    let space = ["--hidden", "8,1500x2", "--learning-rate", "0.01,0.02", "--decay", "0"];
    // The second shape does not come to an end; on the CPU both would train at once.
    let how = ["--early-stop", "40", "--epochs", "100000", "--mix-widths", "never"];
    let files = ["--csv", "s.csv", "--json", "s.json", "--model", "m.st", "--report", "page"];
    let rest = ["--batch", "1", "--device", "reference"];
    let words = [&["sweep", IRIS][..], &space, &how, &files, &rest].concat();
    let (run, rest) = interrupted(&place, &words, "run 2 of 2", 300);
    assert_eq!(run.code, Some(130), "{rest}");
    assert!(rest.ends_with("error: interrupted, and the table has 2 of 4 settings\n"), "{rest}");
    assert!(run.stdout.contains("the best alone:\n  gradshader train"), "{run:?}");
    let table = fs::read_to_string(place.path("s.csv")).unwrap();
    assert_eq!(table.lines().count(), 3, "{table}");
    let found = json(&place, "s.json");
    assert_eq!(found["trials"].as_array().unwrap().len(), 2);
    assert_eq!(found["settings"], 4);
    let best = &found["trials"][0];
    assert_eq!(best["values"]["--hidden"], "8");
    let model = Model::load(place.path("m.st")).unwrap();
    assert_eq!(best["parameter_hashes"][0], model.hash());
    let page = fs::read_to_string(place.path("page/report.json")).unwrap();
    assert!(page.contains("2 of 4 settings had been trained"), "{page}");
}

#[test]
fn a_cross_validation_that_is_ended_keeps_the_folds_as_far_as_they_were() {
    let place = Place::new();
    // What a network is after some epochs does not depend on how many were to follow.
    let common = ["cross-validate", IRIS, "--device", "cpu", "--schedule", "constant"];
    let files = ["--json", "f.json", "--output", "o.csv", "--report", "page"];
    let long = ["--early-stop", "0", "--epochs", "1000000"];
    let words = [&common[..], &files, &long].concat();
    let (run, rest) = interrupted(&place, &words, "epoch ", 300);
    assert_eq!(run.code, Some(130), "{rest}");
    let read = |name: &str| json(&place, name);
    let found = read("f.json");
    let epochs = found["each"][0]["epochs"].to_string();
    let stopped = format!("5 folds stopped after epoch {epochs} of 1000000: interrupted\n");
    let said = format!("error: interrupted, and the table has 5 of 5 folds; {stopped}");
    assert!(rest.ends_with(&said), "{rest}");
    assert!(run.stdout.ends_with(&format!("\n\n{stopped}")), "{run:?}");
    let page = read("page/report.json");
    assert_eq!(page["outcome"]["reason"], "interrupted");
    assert_eq!(page["runs"].as_array().map(Vec::len), Some(5), "{page}");
    let own = ["--json", "whole.json", "--output", "whole.csv", "--epochs", &epochs];
    assert_eq!(place.run(&[&common[..], &own].concat()).code, Some(0));
    let whole = read("whole.json");
    assert_eq!(found["metrics"], whole["metrics"]);
    assert_eq!(place.bytes("o.csv"), place.bytes("whole.csv"));
    for fold in 0..5 {
        let mut fold = found["each"][fold].clone();
        assert_eq!(fold["stopped"], "interrupted");
        fold.as_object_mut().unwrap().remove("stopped");
        let number = fold["fold"].as_u64().unwrap() as usize;
        assert_eq!(fold, whole["each"][number - 1]);
    }
}

#[test]
fn folds_that_had_not_begun_are_missing_and_said_to_be() {
    let place = Place::new();
    // Of 150 samples two folds are larger than the others, and on the reference train after them.
    let words = ["cross-validate", IRIS, "--folds", "4", "--repeats", "2", "--device", "reference"];
    let files = ["--json", "f.json", "--output", "o.csv", "--report", "page"];
    let long = ["--early-stop", "0", "--epochs", "1000000"];
    let words = [&words[..], &files, &long].concat();
    let (run, rest) = interrupted(&place, &words, "epoch ", 300);
    assert_eq!(run.code, Some(130), "{rest}");
    let said = "error: interrupted, and the table has 4 of 8 folds; 4 folds stopped after epoch";
    assert!(rest.lines().last().unwrap().starts_with(said), "{rest}");
    let line = run.stdout.lines().find(|line| line.starts_with("accuracy")).unwrap();
    assert!(line.ends_with("4 of 8"), "{run:?}");
    let found = json(&place, "f.json");
    assert_eq!((&found["folds"], &found["repeats"]), (&4.into(), &2.into()));
    assert_eq!(found["each"].as_array().unwrap().len(), 4);
    let predictions = fs::read_to_string(place.path("o.csv")).unwrap();
    assert_eq!(predictions.lines().count(), 151);
    // Both sizes train at once on the threads of the CPU.
    if std::thread::available_parallelism().is_ok_and(|threads| threads.get() > 1) {
        let at_once = ["cross-validate", IRIS, "--folds", "4", "--repeats", "2", "--device", "cpu"];
        let at_once = [&at_once[..], &files, &long].concat();
        let (run, rest) = interrupted(&Place::new(), &at_once, "epoch ", 300);
        assert_eq!(run.code, Some(130), "{rest}");
        let said = "error: interrupted, and the table has 8 of 8 folds; ";
        assert!(rest.lines().last().unwrap().starts_with(said), "{rest}");
    }
    // In the first epoch there is nothing to keep.
    let place = Place::new();
    let slow = ["--hidden", "1500,1500", "--batch", "1"];
    let (run, rest) = interrupted(&place, &[&words[..], &slow].concat(), "run 1 of 2", 300);
    assert_eq!(run.code, Some(130), "{rest}");
    assert!(rest.ends_with("error: interrupted; nothing is written\n"), "{rest}");
    assert_eq!(place.names(), ["page"]);
    assert_eq!(fs::read_dir(place.path("page")).unwrap().count(), 0);
}

#[test]
fn a_cross_validation_whose_time_is_over_says_where_it_stopped() {
    let place = Place::new();
    let words = ["cross-validate", IRIS, "--device", "cpu", "--quiet", "--max-seconds", "0.2"];
    let run = place.run(&[&words[..], &["--epochs", "1000000"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let last = run.stdout.lines().last().unwrap();
    assert!(last.starts_with("5 folds stopped after epoch "), "{run:?}");
    assert!(last.ends_with(" of 1000000: 0.2 seconds are over"), "{run:?}");
}

#[test]
fn an_ensemble_that_is_ended_is_of_what_was_trained_until_then() {
    for choice in [&[][..], &["--ensemble-folds", "3"]] {
        let place = Place::new();
        // No network comes to an end.
        let how = ["--ensemble", "4", "--early-stop", "0", "--epochs", "1000000"];
        let rest = ["--model", "m.st", "--log", "log.jsonl", "--device", "cpu", "--hidden", "8"];
        // Nor does one wait for others that have no dropout.
        let recipe = ["--dropout", "0.1", "--decay", "0.001"];
        let words = [&["train", IRIS, "--test", IRIS][..], &how, choice, &recipe, &rest].concat();
        let (run, rest) = interrupted(&place, &words, "epoch ", 500);
        assert_eq!(run.code, Some(130), "{rest}");
        let said = "error: interrupted, and the ensemble is chosen from 4 of 4 settings\n";
        assert!(rest.ends_with(said), "{rest}");
        let model = Model::load(place.path("m.st")).unwrap();
        assert_eq!(model.training["stop_reason"], "interrupted");
        // What was measured as it was saved is what it is worth.
        let accuracy: f64 = model.training["test_accuracy"].parse().unwrap();
        let run = place.run(&["evaluate", "m.st", IRIS, "--device", "cpu", "--json"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(found["accuracy"], accuracy, "{found}");
        let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
        assert_eq!(log.lines().filter(|line| line.contains("\"setting\"")).count(), 4, "{log}");
    }
}

#[test]
fn a_sweep_of_settings_side_by_side_that_is_ended_keeps_them_as_far_as_they_were() {
    let place = Place::new();
    let space = ["--learning-rate", "0.001,0.01", "--decay", "0", "--dropout", "0"];
    let how = ["--schedule", "constant", "--early-stop", "0", "--device", "cpu"];
    let files = ["--json", "s.json", "--model", "m.st", "--report", "page"];
    let common = [&["sweep", IRIS][..], &space, &how].concat();
    let words = [&common[..], &files, &["--epochs", "1000000"]].concat();
    let (run, rest) = interrupted(&place, &words, "epoch ", 500);
    assert_eq!(run.code, Some(130), "{rest}");
    let found = json(&place, "s.json");
    assert_eq!(found["trials"].as_array().unwrap().len(), 2, "{found}");
    let model = Model::load(place.path("m.st")).unwrap();
    assert_eq!(found["trials"][0]["parameter_hashes"][0], model.hash());
    let said = "error: interrupted, and the table has 2 of 2 settings; none was trained to epoch 1000000, as \
                their commands train them, but to epoch ";
    let last = rest.lines().last().unwrap();
    assert!(last.starts_with(said), "{rest}");
    // What a network is after some epochs does not depend on how many were to follow.
    let epochs = last.rsplit(' ').next().unwrap();
    let whole = ["--json", "whole.json", "--epochs", epochs];
    assert_eq!(place.run(&[&common[..], &whole].concat()).code, Some(0));
    let whole = json(&place, "whole.json");
    for trial in 0..2 {
        let hash = "parameter_hashes";
        assert_eq!(found["trials"][trial][hash], whole["trials"][trial][hash]);
    }
}

#[test]
fn a_sweep_that_is_ended_keeps_none_that_was_halved_away() {
    let place = Place::new();
    let space = ["--learning-rate", "1e-5,1e-3,1e-2,3e-3", "--decay", "0", "--dropout", "0"];
    let how = ["--early-stop", "0", "--epochs", "1000000", "--halving=2", "--hidden", "64"];
    let rest = ["--model", "m.st", "--csv", "s.csv", "--device", "cpu"];
    let words = [&["sweep", IRIS][..], &space, &how, &rest].concat();
    let (run, rest) = interrupted(&place, &words, "epoch ", 500);
    assert_eq!(run.code, Some(130), "{rest}");
    // The one that outdid the others trained on.
    assert!(rest.contains("error: interrupted, and the table has 1 of 4 settings; "), "{rest}");
    let table = fs::read_to_string(place.path("s.csv")).unwrap();
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(place.path("m.st").exists());
}
