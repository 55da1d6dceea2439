//! Sweeps, and the commands that they print.

use std::fs;

use serde_json::Value;

use crate::program::Place;
use crate::{Table, cells, end, json};

#[test]
fn data_behind_two_dashes_stay_there_in_what_is_printed() {
    let place = Place::new();
    place.write("-dash.csv", Table::of_values(30).part(|_| true));
    let own = ["--epochs", "2", "--learning-rate", "1e-3,1e-2", "--quiet", "--device", "cpu"];
    place.done(&[&["sweep"], &own[..], &["--json", "s.json", "--", "-dash.csv"]].concat());
    let command = json(&place.path("s.json"))["best_command"].as_str().unwrap().to_owned();
    assert!(command.ends_with(" -- -dash.csv"), "{command}");
    place.done(&words(&command).iter().map(String::as_str).collect::<Vec<_>>());
}

/// The words of a command that the program printed.
fn words(command: &str) -> Vec<String> {
    assert!(!command.contains('\''), "{command}");
    command.split(' ').skip(1).map(str::to_owned).collect()
}

/// Runs the command of a trial, which gives the same network.
fn check_alone(place: &Place, command: &str, hash: &Value, model: Option<&str>) {
    let mut arguments = words(command);
    if let Some(name) = model {
        let path = arguments.iter_mut().find(|word| *word == name).unwrap();
        *path = "alone.safetensors".to_owned();
    }
    arguments.extend(["--quiet", "--log", "alone.jsonl"].map(str::to_owned));
    place.done(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(end(&place.path("alone.jsonl"))["parameter_hash"], *hash, "{command}");
    if let Some(name) = model {
        let [together, alone] =
            [name, "alone.safetensors"].map(|n| fs::read(place.path(n)).unwrap());
        assert!(together == alone, "the models of {command} differ");
    }
}

fn check_sweep(more: &[&str]) {
    let place = Place::new();
    let mut digits = Table::bundled("digits.csv");
    digits.rows.truncate(200);
    place.write("digits.csv", digits.part(|_| true));
    let space = ["--learning-rate", "1e-3..1e-1", "--decay", "0,1e-3..1e-1", "--dropout", "0..0.5"];
    let shapes = ["--hidden", "12,16x2,7", "--trials", "9", "--early-stop", "2", "--epochs", "16"];
    let files = ["--json", "s.json", "--csv", "s.csv", "--model", "best.safetensors", "--quiet"];
    let run = place.done(&[&["sweep", "digits.csv"], &space[..], &shapes, more, &files].concat());
    let report = json(&place.path("s.json"));
    let trials = report["trials"].as_array().unwrap();
    assert_eq!(trials.len(), 9);
    let is_halved = |trial: &Value| {
        trial["stopped"].as_array().is_some_and(|stopped| {
            stopped.iter().any(|why| why.as_str().unwrap().starts_with("half of the settings"))
        })
    };
    // Those that were ended to make room come after the others.
    let order: Vec<_> =
        trials.iter().map(|trial| (is_halved(trial), trial["value"].as_f64().unwrap())).collect();
    assert!(order.is_sorted(), "{order:?}");
    let best = report["best_command"].as_str().unwrap();
    assert!(run.stdout.contains(best), "{}", run.stdout);
    check_alone(&place, best, &trials[0]["parameter_hashes"][0], Some("best.safetensors"));
    for trial in &trials[1..] {
        if !is_halved(trial) {
            let command = trial["command"].as_str().unwrap();
            check_alone(&place, command, &trial["parameter_hashes"][0], None);
        }
    }
    let table = fs::read_to_string(place.path("s.csv")).unwrap();
    assert!(
        table.starts_with("trial,decay,dropout,hidden,learning-rate,validation_loss,"),
        "{table}"
    );
    assert_eq!(table.lines().count(), 10);
}

#[test]
fn every_trial_is_what_its_command_trains_alone() {
    check_sweep(&["--device", "cpu", "--mix-widths", "always"]);
}

#[test]
fn trials_that_others_outdo_are_stopped_and_the_best_is_what_it_is_alone() {
    check_sweep(&["--device", "cpu", "--halving=2"]);
}

#[test]
fn trials_on_a_device_are_what_they_are_alone_there() {
    check_sweep(&["--device", "gpu", "--halving"]);
}

#[test]
fn settings_are_judged_by_folds_and_the_best_is_trained_on_all_samples() {
    let place = Place::new();
    place.write("iris.csv", Table::bundled("iris.csv").part(|_| true));
    let command = ["sweep", "iris.csv", "--hidden", "none,8x2+4", "--learning-rate", "0.0001,0.03"];
    let own = ["--folds", "3", "--epochs", "8", "--monitor", "accuracy", "--quiet"];
    let files = ["--model", "best.safetensors", "--json", "s.json", "--csv", "s.csv"];
    place.done(&[&command[..], &own, &files].concat());
    let report = json(&place.path("s.json"));
    let trials = report["trials"].as_array().unwrap();
    assert_eq!((trials.len(), &report["monitor"]), (4, &Value::from("test_accuracy")));
    assert_eq!(report["data"], "iris.csv");
    let table = cells(&fs::read_to_string(place.path("s.csv")).unwrap());
    for (row, trial) in table.iter().zip(trials) {
        let each: Vec<f64> =
            (1..=3).map(|fold| row[&format!("fold_{fold}")].parse().unwrap()).collect();
        assert_eq!(Value::from(each), trial["fold_values"], "{row:?}");
    }
    // Of each, the mean over the folds of cross-validate.
    for trial in trials {
        let values = &trial["values"];
        let of = |name: &str| values[name].as_str().unwrap().to_owned();
        let (hidden, rate) = (of("--hidden"), of("--learning-rate"));
        let flags =
            ["--hidden", &hidden, "--learning-rate", &rate, "--epochs", "8", "--folds", "3"];
        let own = ["--quiet", "--json", "f.json"];
        place.done(&[&["cross-validate", "iris.csv"], &flags[..], &own].concat());
        let folds = json(&place.path("f.json"));
        let found = &folds["metrics"]["accuracy"];
        assert_eq!((&trial["value"], &trial["deviation"]), (&found["mean"], &found["deviation"]));
        let hashes: Vec<_> =
            folds["each"].as_array().unwrap().iter().map(|fold| &fold["parameter_hash"]).collect();
        let each = folds["each"].as_array().unwrap().iter().map(|fold| &fold["test_accuracy"]);
        assert!(each.eq(trial["fold_values"].as_array().unwrap()), "{trial}");
        let own: Vec<_> = trial["parameter_hashes"].as_array().unwrap().iter().collect();
        assert_eq!(own, hashes);
    }
    let mut arguments = words(report["best_command"].as_str().unwrap());
    let path = arguments.iter_mut().find(|word| *word == "best.safetensors").unwrap();
    *path = "alone.safetensors".to_owned();
    arguments.push("--quiet".to_owned());
    place.done(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let [best, alone] =
        ["best.safetensors", "alone.safetensors"].map(|name| fs::read(place.path(name)).unwrap());
    assert!(best == alone);
}

#[test]
fn a_setting_that_was_ended_to_make_room_is_not_the_best() {
    let place = Place::new();
    place.write("iris.csv", Table::bundled("iris.csv").part(|_| true));
    let space = ["--learning-rate", "1e-3..3", "--decay", "0", "--hidden", "64", "--trials", "12"];
    let own =
        ["--halving=4", "--keep", "last", "--epochs", "60", "--seed", "3", "--sweep-seed", "1"];
    let files = ["--quiet", "--model", "best.safetensors", "--json", "s.json", "--device", "cpu"];
    place.done(&[&["sweep", "iris.csv"], &space[..], &own, &files].concat());
    let report = json(&place.path("s.json"));
    let trials = report["trials"].as_array().unwrap();
    let is_halved = |trial: &Value| trial["stopped"].to_string().contains("half of the settings");
    let order: Vec<bool> = trials.iter().map(is_halved).collect();
    assert!(order.is_sorted() && !order[0] && order[11], "{order:?}");
    // Its command gives it again.
    let mut arguments = words(report["best_command"].as_str().unwrap());
    let path = arguments.iter_mut().find(|word| *word == "best.safetensors").unwrap();
    *path = "alone.safetensors".to_owned();
    place.done(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let [best, alone] =
        ["best.safetensors", "alone.safetensors"].map(|name| fs::read(place.path(name)).unwrap());
    assert!(best == alone);
}

#[test]
fn settings_are_halved_on_all_folds_alike() {
    let place = Place::new();
    place.write("iris.csv", Table::bundled("iris.csv").part(|_| true));
    // Folds of 38 and of 37 samples do not train side by side.
    let space = ["--learning-rate", "1e-3..1", "--decay", "0,0.1", "--trials", "12"];
    let own = ["--folds", "4", "--validation", "0.2", "--halving=2", "--epochs", "16"];
    let more = ["--early-stop", "0", "--quiet", "--json", "s.json", "--device", "cpu"];
    place.done(&[&["sweep", "iris.csv"], &space[..], &own, &more].concat());
    let report = json(&place.path("s.json"));
    let mut ends = std::collections::BTreeMap::<u64, usize>::new();
    for trial in report["trials"].as_array().unwrap() {
        let epochs = trial["epochs"].as_array().unwrap();
        assert!(epochs.iter().all(|of| *of == epochs[0]), "{trial}");
        let last = epochs[0].as_u64().unwrap();
        assert_eq!(trial["halved"], last < 16, "{trial}");
        *ends.entry(last).or_default() += 1;
    }
    assert!(ends[&2] >= 5 && ends[&16] <= 3, "{ends:?}");
}

#[test]
fn a_halving_that_ends_nothing_and_time_that_is_over_are_said() {
    let place = Place::new();
    place.write("a.csv", Table::of_values(30).part(|_| true));
    let own = ["--decay", "0", "--dropout", "0", "--device", "cpu"];
    let of = |more: &[&'static str]| {
        place.done(&[&["sweep", "a.csv", "--quiet", "--json", "s.json"], &own[..], more].concat())
    };
    let nothing = "\n--halving ended no setting: each is the only one of its shape";
    let run = of(&["--hidden", "4,8", "--learning-rate", "0.01", "--halving=1", "--epochs", "8"]);
    assert!(run.stdout.contains(nothing), "{run:?}");
    let run = of(&["--hidden", "4", "--learning-rate", "0.1,0.01", "--halving=1"]);
    assert!(!run.stdout.contains(nothing), "{run:?}");
    of(&[
        "--hidden",
        "4,8",
        "--learning-rate",
        "0.01",
        "--max-seconds",
        "0.01",
        "--epochs",
        "1000000",
        "--early-stop",
        "0",
    ]);
    for trial in json(&place.path("s.json"))["trials"].as_array().unwrap() {
        assert_eq!(trial["stopped"], serde_json::json!(["0.01 seconds are over"]), "{trial}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn one_output_that_fails_costs_no_other() {
    let place = Place::new();
    place.write("a.csv", Table::of_values(30).part(|_| true));
    let own = ["--folds", "3", "--epochs", "1", "--quiet", "--device", "cpu"];
    let files = ["--output", "/dev/full", "--json", "f.json"];
    let run = place.run(&[&["cross-validate", "a.csv"], &own[..], &files].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.starts_with("error: /dev/full: the file cannot be written"), "{run:?}");
    assert!(run.stdout.starts_with("fold  trained on"), "{run:?}");
    assert_eq!(json(&place.path("f.json"))["folds"], 3);
}

/// Sweeps over folds whose groups are in a column, and runs the command that is printed: both learn from `inputs` columns.
fn check_groups(more: &[&str], inputs: u64) {
    let place = Place::new();
    let rows = (0..60).map(|i| format!("{},{},{},p{}\n", i % 7, i % 3, i % 2, i % 10));
    place.write("visits.csv", format!("x,z,y,who\n{}", rows.collect::<String>()));
    place.write("run.toml", "group = 'who'\nignore = ['z']\n");
    let command = ["sweep", "visits.csv", "--target", "y", "--task", "classify"];
    let own = ["--folds", "3", "--learning-rate", "0.01,0.02", "--epochs", "2", "--quiet"];
    let files = ["--model", "best.safetensors", "--json", "s.json", "--device", "cpu"];
    place.done(&[&command[..], &own, &files, more].concat());
    let report = json(&place.path("s.json"));
    let mut alone = words(report["best_command"].as_str().unwrap());
    let path = alone.iter_mut().find(|word| *word == "best.safetensors").unwrap();
    *path = "alone.safetensors".to_owned();
    place.done(&alone.iter().map(String::as_str).collect::<Vec<_>>());
    let hash = |name: &str| {
        let shown = place.done(&["show", name, "--json"]).stdout;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["layers"][0]["inputs"], inputs, "{shown}");
        shown["parameter_hash"].clone()
    };
    assert_eq!(hash("best.safetensors"), hash("alone.safetensors"));
}

#[test]
fn groups_that_folds_keep_together_are_no_feature_of_the_best() {
    check_groups(&["--group", "who"], 2);
    check_groups(&["--config", "run.toml"], 1);
    // What the file leaves out stays out beside the groups.
    check_groups(&["--group", "who", "--config", "run.toml"], 1);
}

#[test]
fn what_a_file_says_is_not_drawn() {
    let place = Place::new();
    place.write("a.csv", Table::of_values(30).part(|_| true));
    place.write("run.toml", "learning-rate = 0.003\ndecay = 0.1\n");
    let own = ["--config", "run.toml", "--trials", "4", "--epochs", "2", "--device", "cpu"];
    let run = place.done(&[&["sweep", "a.csv", "--json", "s.json"], &own[..]].concat());
    let said = "nothing is said of what to try: --dropout 0,0..0.5\n";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    for trial in json(&place.path("s.json"))["trials"].as_array().unwrap() {
        assert_eq!(trial["values"].as_object().unwrap().len(), 1, "{trial}");
    }
    let command = json(&place.path("s.json"))["best_command"].as_str().unwrap().to_owned();
    assert!(!command.contains("--learning-rate"), "{command}");
    check_alone(
        &place,
        &command,
        &json(&place.path("s.json"))["trials"][0]["parameter_hashes"][0],
        None,
    );
    place.write("run.toml", "learning-rate = 0.003\ndecay = 0.1\ndropout = [0.0]\n");
    let run = place.run(&[&["sweep", "a.csv"], &own[..]].concat());
    assert!(run.stderr.starts_with("error: run.toml: learning rate, decay and dropout"), "{run:?}");
    // A flag has its say all the same.
    place.done(&[&["sweep", "a.csv", "--decay", "0,0.1"], &own[..]].concat());
}

#[test]
fn a_sweep_says_what_it_cannot_try() {
    let place = Place::new();
    place.write("a.csv", Table::of_values(30).part(|_| true));
    for (flags, expected) in [
        (&["--learning-rate", "0..1"][..], "error: --learning-rate 0..1: 0 has no logarithm"),
        (&["--decay", "0.1..0.01"], "error: --decay 0.1..0.01: 0.1..0.01 is empty; write 1e-3"),
        (&["--activation", "relo,tanh"], "error: invalid value 'relo'"),
        (&["--trials", "0"], "error: --trials 0 tries nothing"),
        (&["--validation", "0"], "error: --validation 0 leaves nothing to judge settings by"),
        (&["--resume", "x"], "error: --resume with sweep"),
        (&["--folds", "3", "--halving"], "error: --halving with --folds"),
        (&["--learning-rat", "1"], "error: unexpected argument '--learning-rat' found"),
        (&["--learning-rate", "1e30,1e31", "--optimizer", "sgd"], "error: every setting diverged"),
    ] {
        let run = place.run(&[&["sweep", "a.csv", "--quiet", "--epochs", "2"], flags].concat());
        assert!(run.stderr.starts_with(expected), "{flags:?}: {}", run.stderr);
    }
    let part = |row: usize| if row.is_multiple_of(3) { "test" } else { "train" };
    let rows = (0..30).map(|row| format!("{},{},{}\n", row, row % 2, part(row)));
    place.write("split.csv", "x,y,part\n".to_owned() + &rows.collect::<String>());
    let run = ["sweep", "split.csv", "--target", "y", "--split-column", "part", "--quiet"];
    let said = "error: split.csv: no sample is for validation, to judge settings by";
    assert!(place.run(&run).stderr.starts_with(said));
}
