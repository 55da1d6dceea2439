//! Many networks in one run of the program: folds and sweeps, each network held against the run that it
//! is alone.

#[path = "common/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use gradshader::model::{Ensemble, Model};
use gradshader::network::{Network, Parameters};
use program::Place;
use serde_json::Value;

/// A table as texts: the names of its columns, and its rows.
struct Table {
    head: String,
    rows: Vec<String>,
}

impl Table {
    fn new(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { head: lines.next().unwrap(), rows: lines.collect() }
    }

    fn bundled(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        Self::new(&fs::read_to_string(path).unwrap())
    }

    /// Values of two numbers and a category that a network can learn.
    fn of_values(rows: usize) -> Self {
        let mut text = "a,kind,b,price\n".to_owned();
        for i in 0..rows {
            let (a, b) = ((i * 37 % 101) as f64 / 10.0, (i * 59 % 89) as f64 / 100.0);
            let kind = ["flat", "house", "yard"][i * 7 % 3];
            let price = 100.0 * a + 30.0 * b * b + [0.0, 50.0, 90.0][i * 7 % 3];
            writeln!(text, "{a},{kind},{b},{price}").unwrap();
        }
        Self::new(&text)
    }

    /// The rows that are wanted, with their places.
    fn part(&self, wanted: impl Fn(usize) -> bool) -> String {
        let rows = self.rows.iter().enumerate().filter(|(row, _)| wanted(*row));
        rows.fold(self.head.clone() + "\n", |text, (_, row)| text + row + "\n")
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The end of a log.
fn end(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

/// Cells of a CSV without quotes, by name.
fn cells(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines();
    let names: Vec<_> = lines.next().unwrap().split(',').map(str::to_owned).collect();
    let row = |line: &str| names.iter().cloned().zip(line.split(',').map(str::to_owned)).collect();
    lines.map(row).collect()
}

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
    let command = ["sweep", "iris.csv", "--hidden", "none,8", "--learning-rate", "0.0001,0.03"];
    let own = ["--folds", "3", "--epochs", "8", "--monitor", "accuracy", "--quiet"];
    let files = ["--model", "best.safetensors", "--json", "s.json"];
    place.done(&[&command[..], &own, &files].concat());
    let report = json(&place.path("s.json"));
    let trials = report["trials"].as_array().unwrap();
    assert_eq!((trials.len(), &report["monitor"]), (4, &Value::from("test_accuracy")));
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

#[test]
fn groups_that_folds_keep_together_are_no_feature_of_the_best() {
    let place = Place::new();
    let rows = (0..60).map(|i| format!("{},{},p{}\n", i % 7, i % 2, i % 10));
    place.write("visits.csv", format!("x,y,who\n{}", rows.collect::<String>()));
    let command = ["sweep", "visits.csv", "--target", "y", "--task", "classify", "--group", "who"];
    let own = ["--folds", "3", "--learning-rate", "0.01,0.02", "--epochs", "2", "--quiet"];
    let files = ["--model", "best.safetensors", "--json", "s.json", "--device", "cpu"];
    place.done(&[&command[..], &own, &files].concat());
    let report = json(&place.path("s.json"));
    let mut alone = words(report["best_command"].as_str().unwrap());
    let path = alone.iter_mut().find(|word| *word == "best.safetensors").unwrap();
    *path = "alone.safetensors".to_owned();
    place.done(&alone.iter().map(String::as_str).collect::<Vec<_>>());
    let hash = |name: &str| {
        let shown = place.done(&["show", name, "--json"]).stdout;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["layers"][0]["inputs"], 1, "{shown}");
        shown["parameter_hash"].clone()
    };
    assert_eq!(hash("best.safetensors"), hash("alone.safetensors"));
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

/// Rows of a CSV as numbers, of some columns.
fn numbers(text: &str, names: &[&str]) -> Vec<Vec<f64>> {
    let row =
        |row: &BTreeMap<String, String>| names.iter().map(|n| row[*n].parse().unwrap()).collect();
    cells(text).iter().map(row).collect()
}

/// A model of the networks of another, each by itself.
fn alone(model: &Model) -> Vec<(Model, f64)> {
    let one = |(network, parameters, times): (&Network, &Parameters, u32)| {
        let ensemble = Ensemble::default();
        let (network, parameters) = (network.clone(), parameters.clone());
        (Model { network, parameters, ensemble, ..model.clone() }, f64::from(times))
    };
    model.members().map(one).collect()
}

fn check_ensemble(table: &Table, columns: &[&str], spread: &str, how: &[&str], device: &str) {
    let place = Place::new();
    place.write("data.csv", table.part(|row| row % 5 != 0));
    place.write("test.csv", table.part(|row| row % 5 == 0));
    let command = [&["train", "data.csv", "--epochs", "10", "--quiet"], how].concat();
    let own = ["--test", "test.csv", "--model", "e.safetensors", "--device", device];
    let run = place.done(&[&command[..], &own].concat());
    let again = place.done(&[&command[..], &own].concat());
    assert_eq!(run.stdout, again.stdout);
    let model = Model::load(place.path("e.safetensors")).unwrap();
    assert!(model.is_ensemble(), "{}", run.stdout);
    // Each network is what its hyperparameters train alone.
    let facts = &model.training;
    let first = ["hidden", "learning_rate"].map(|name| facts.get(name).cloned());
    assert!(first[1].is_some(), "{facts:?}");

    let predict = |model: &str, more: &[&str]| {
        let command = ["predict", model, "test.csv", "--device", device];
        place.done(&[&command[..], more].concat()).stdout
    };
    let together = predict("e.safetensors", &["--spread"]);
    let found = numbers(&together, columns);
    let mut sums = vec![vec![0.0; columns.len()]; found.len()];
    let mut all = Vec::new();
    let mut count = 0.0;
    for (one, times) in alone(&model) {
        one.save(place.path("one.safetensors")).unwrap();
        let answers = numbers(&predict("one.safetensors", &[]), columns);
        for (sums, answers) in sums.iter_mut().zip(&answers) {
            sums.iter_mut().zip(answers).for_each(|(sum, answer)| *sum += times * answer);
        }
        count += times;
        all.push((answers, times));
    }
    let spreads = numbers(&together, &[spread]);
    for (row, (found, sums)) in found.iter().zip(&sums).enumerate() {
        for (&found, sum) in found.iter().zip(sums) {
            let mean = sum / count;
            assert!(
                (found - mean).abs() <= 1e-5 * mean.abs().max(1e-2),
                "row {row}: {found} {mean}"
            );
        }
        // Of classes that of the class with the highest mean; of one value, its own.
        let column = (0..columns.len()).max_by(|&a, &b| found[a].total_cmp(&found[b])).unwrap();
        let mean = sums[column] / count;
        let squares: f64 =
            all.iter().map(|(each, times)| times * (each[row][column] - mean).powi(2)).sum();
        let deviation = (squares / count).sqrt();
        let scale = 1e-3 * deviation + 1e-5 * mean.abs();
        assert!((spreads[row][0] - deviation).abs() <= scale, "row {row}: {deviation} {spreads:?}");
    }
    // evaluate measures the same answers as train did.
    let run_of = |name: &str, heads: usize| {
        let line = run.stdout.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
        line.split_whitespace().nth(heads).unwrap().to_owned()
    };
    let evaluated =
        place.done(&["evaluate", "e.safetensors", "test.csv", "--json", "--device", device]);
    let evaluated: Value = serde_json::from_str(&evaluated.stdout).unwrap();
    let (name, value) = match columns.len() {
        1 => ("test_rmse", evaluated["rmse"][0].as_f64().unwrap()),
        _ => ("test_log_loss", evaluated["log_loss"].as_f64().unwrap()),
    };
    let shown: f64 = run_of(name, 1).parse().unwrap();
    assert!((shown - value).abs() < 2e-6 * shown.max(1.0), "{name}: {shown} {value}");
    // Rows that come one by one are answered alike.
    let mut command =
        place.command(&["predict", "e.safetensors", "-", "--spread", "--device", device]);
    command.stdin(fs::File::open(place.path("test.csv")).unwrap());
    let streamed = program::Run::of(command.output().unwrap());
    assert_eq!(streamed.stdout, predict("e.safetensors", &["--spread"]), "{}", streamed.stderr);
    for arguments in [
        &["train", "data.csv", "--init", "e.safetensors"][..],
        &["export", "e.safetensors", "--format", "npz"],
    ] {
        let refused = place.run(arguments);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.stderr.contains("takes one network"), "{refused:?}");
    }
    let refused = place.run(&["predict", "one.safetensors", "test.csv", "--spread"]);
    assert!(refused.stderr.contains("--spread: the model is one network"), "{refused:?}");
}

#[test]
fn an_ensemble_of_classifiers_answers_as_the_mean_of_its_networks() {
    let mut digits = Table::bundled("digits.csv");
    digits.rows.truncate(400);
    let names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    check_ensemble(&digits, &names, "spread", &["--ensemble", "8"], "cpu");
}

#[test]
fn an_ensemble_of_values_answers_as_the_mean_of_its_networks() {
    check_ensemble(&Table::of_values(140), &["price"], "price spread", &["--ensemble", "8"], "cpu");
}

#[test]
fn an_ensemble_on_a_device_answers_as_the_mean_of_its_networks() {
    check_ensemble(&Table::of_values(80), &["price"], "price spread", &["--ensemble", "8"], "gpu");
}

#[test]
fn the_best_preset_answers_as_the_mean_of_its_networks() {
    check_ensemble(
        &Table::of_values(140),
        &["price"],
        "price spread",
        &["--preset", "best"],
        "cpu",
    );
}
