//! How `gradshader train` ends before its last epoch, and what `evaluate` then says of what it kept.
//! All on the CPU.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use gradshader::model::Model;
use serde_json::{Value, json};

use self::program::{Place, Run};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv");
const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

impl Place {
    /// Trains on the CPU with a log and a model, and gives stdout and the events.
    fn train(&self, data: &str, arguments: &[&str]) -> (String, Vec<Value>) {
        let common = ["train", data, "--device", "cpu", "--quiet", "--log", "log.jsonl"];
        let run = self.done(&[&common[..], &["--model", "m.safetensors"], arguments].concat());
        (run.stdout, self.events())
    }

    fn events(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("log.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn hash(&self) -> String {
        Model::load(self.path("m.safetensors")).unwrap().parameters.hash()
    }
}

#[test]
fn early_stopping_saves_the_best_epoch_and_says_so() {
    let place = Place::new();
    let train = ["--validation", "0.3", "--learning-rate", "8", "--seed", "2"];
    let train = [&train[..], &["--preset", "article"]].concat();
    let (stdout, events) =
        place.train(IRIS, &[&train[..], &["--epochs", "500", "--early-stop", "15"]].concat());
    let (start, end) = (&events[0]["configuration"], events.last().unwrap());
    assert_eq!((&start["early_stop"], &start["monitor"]), (&json!(15), &json!("loss")));
    let because = "validation loss has not got better for 15 epochs";
    assert_eq!((&end["reason"], &end["because"]), (&json!("early stop"), &json!(because)));
    let losses: Vec<_> =
        events[1..].iter().filter_map(|event| event["validation_loss"].as_f64()).collect();
    let epochs = end["epochs"].as_u64().unwrap() as usize;
    // The last value is the end's own.
    let best = (0..epochs).min_by(|&a, &b| losses[a].total_cmp(&losses[b])).unwrap();
    let kept = best + 1;
    assert!(epochs < 500 && epochs == kept + 15 && kept > 1, "{kept} of {epochs}");
    assert_eq!(end["kept_epoch"], kept);
    assert_eq!(end["validation_loss"], losses[best]);
    assert_eq!(end["parameter_hash"], place.hash());
    assert!(stdout.contains(&format!("after epoch {epochs}: {because}\n")), "{stdout}");
    assert!(stdout.contains(&format!("\nkept_epoch                    {kept}\n")), "{stdout}");

    // It is, bit for bit, what so many epochs and no more give.
    let (hash, kept) = (place.hash(), kept.to_string());
    place.train(IRIS, &[&train[..], &["--epochs", &kept, "--keep", "last"]].concat());
    assert_eq!(place.hash(), hash);
    let last = ["--epochs", "500", "--early-stop", "15", "--keep", "last"];
    let (_, events) = place.train(IRIS, &[&train[..], &last].concat());
    assert_eq!(events.last().unwrap()["kept_epoch"], epochs);
    assert_ne!(place.hash(), hash);
}

#[test]
fn time_and_targets_end_training() {
    let place = Place::new();
    let (_, events) = place.train(IRIS, &["--epochs", "100000000", "--max-seconds", "0.2"]);
    let end = events.last().unwrap();
    assert_eq!(
        (&end["reason"], &end["because"]),
        (&json!("time is up"), &json!("0.2 seconds are over"))
    );
    assert!(end["epochs"].as_u64().unwrap() > 0 && end["parameter_hash"] == place.hash());

    let target = ["--validation", "0.2", "--target-metric", "accuracy:0.9", "--members", "2"];
    let (stdout, events) = place.train(DIGITS, &target);
    let end = events.last().unwrap();
    assert_eq!(end["reason"], "target reached");
    assert!(stdout.contains("validation accuracy has reached 0.9"), "{stdout}");
    for member in end["members"].as_array().unwrap() {
        let accuracy = member["validation_accuracy"].as_f64().unwrap();
        assert!(accuracy >= 0.9, "{member}");
    }
}

#[test]
fn of_members_the_best_ended_when_it_would_have_alone() {
    let place = Place::new();
    let common = ["--validation", "0.2", "--epochs", "60", "--early-stop", "2"];
    let members = ["--members", "4", "--learning-rate", "0.01,0.02,0.05,0.5"];
    let (stdout, events) = place.train(IRIS, &[&common[..], &members].concat());
    let stopped = |stdout: &str| {
        let line = stdout.lines().find(|line| line.starts_with("stopped"));
        line.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let end = events.last().unwrap();
    let best = end["best_member"].as_u64().unwrap() as usize;
    // Another was trained longer.
    assert!(end["best_epochs"].as_u64() < end["epochs"].as_u64(), "{end}");
    let rate = ["0.01", "0.02", "0.05", "0.5"][best];
    let seed = best.to_string();
    let alone = ["--learning-rate", rate, "--seed", &seed];
    let (other, events) = place.train(IRIS, &[&common[..], &alone].concat());
    assert_eq!(stopped(&stdout), stopped(&other));
    assert!(stopped(&other).is_some());
    assert_eq!(events.last().unwrap()["epochs"], end["best_epochs"]);
}

#[test]
fn what_cannot_be_is_said_before_anything_is_trained() {
    let place = Place::new();
    for (arguments, parts) in [
        (&["--min-delta", "0.1"][..], &["--min-delta without --early-stop"][..]),
        (&["--early-stop", "0", "--min-delta", "0.1"], &["--min-delta without --early-stop"]),
        (
            &["--early-stop", "0", "--min-delta", "0.1", "--validation", "0.2"],
            &["--min-delta without --early-stop"],
        ),
        (&["--early-stop", "3", "--min-delta", "-1"], &["--min-delta -1"]),
        (&["--max-seconds", "0"], &["--max-seconds 0"]),
        (&["--max-seconds", "NaN"], &["--max-seconds NaN"]),
        (&["--monitor", "acuracy"], &["acuracy", "did you mean accuracy?"]),
        (&["--monitor", "accuracy"], &["no samples are held out", "accuracy"]),
        (&["--monitor", "rmse", "--validation", "0.2"], &["rmse is a metric of values"]),
        (&["--target-metric", "accuracy"], &["accuracy:0.98"]),
        (&["--target-metric", "loss:x"], &["loss:x"]),
        (&["--keep", "first"], &["first", "best, last"]),
    ] {
        let common = ["train", IRIS, "--log", "log.jsonl"];
        let Run { code, stderr, .. } = place.run(&[&common[..], arguments].concat());
        assert_eq!((code, stderr.lines().count()), (Some(2), 1), "{stderr}");
        for part in parts {
            assert!(stderr.contains(part), "{part:?}: {stderr}");
        }
        assert!(!place.path("log.jsonl").exists(), "{arguments:?}");
    }
    // A configuration file has the same names.
    fs::write(place.path("run.toml"), "early-stop = 2\nmonitor = 'roc-auc'\nkeep = 'last'\n")
        .unwrap();
    let (_, events) = place.train(IRIS, &["--validation", "0.2", "--config", "run.toml"]);
    let start = &events[0]["configuration"];
    assert_eq!((&start["early_stop"], &start["monitor"]), (&json!(2), &json!("roc_auc")));
    assert_eq!(start["keep"], "last");
    assert!(events[1]["validation_roc_auc"].is_f64(), "{}", events[1]);
}

/// A rate that grows tenfold every twenty epochs: all is well for that long.
const GROWING: [&str; 12] = [
    "--preset",
    "article",
    "--hidden",
    "none",
    "--output-activation",
    "linear",
    "--batch",
    "60",
    "--schedule",
    "step:size=20,factor=10",
    "--learning-rate",
    "0.3",
];

fn of_values(place: &Place) {
    let rows = (0..60).map(|i| (i % 10, i * 7 % 11));
    let rows: String = rows.map(|(a, b)| format!("{a},{b},{}\n", 3 * a - 2 * b)).collect();
    fs::write(place.path("table.csv"), format!("a,b,y\n{rows}")).unwrap();
}

#[test]
fn of_a_run_that_diverges_without_samples_held_out_the_best_epoch_is_saved() {
    let place = Place::new();
    of_values(&place);
    let common = ["train", "table.csv", "--device", "cpu", "--quiet", "--log", "log.jsonl"];
    let train = |more: &[&str]| {
        place.run(&[&common[..], &["--model", "m.safetensors"], &GROWING, more].concat())
    };
    let run = train(&["--epochs", "500"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let end = place.events().pop().unwrap();
    let (kept, epochs) = (end["kept_epoch"].as_u64().unwrap(), end["epochs"].as_u64().unwrap());
    let said = format!(
        "at epoch {epochs}; the model of epoch {kept} is in m.safetensors; use a smaller --learning-rate than 0.3\n"
    );
    assert!(run.stderr.ends_with(&said), "{run:?}");
    assert_eq!((run.stderr.lines().count(), run.stdout.as_str()), (1, ""));
    assert_eq!((&end["reason"], &end["model"]), (&json!("diverged"), &json!("m.safetensors")));
    let losses: Vec<_> =
        place.events().iter().filter_map(|event| event["train_loss"].as_f64()).collect();
    let best = (0..losses.len()).min_by(|&a, &b| losses[a].total_cmp(&losses[b])).unwrap();
    assert_eq!(kept as usize, best + 1);
    // Far from where it ended, and not where it began.
    assert!(kept > 10 && kept + 10 < epochs, "{kept} of {epochs}");
    assert_eq!(end["parameter_hash"], place.hash());
    let model = Model::load(place.path("m.safetensors")).unwrap();
    assert_eq!(model.training["stop_reason"], "diverged");
    let hash = place.hash();

    // It is what so many epochs give.
    assert_eq!(train(&["--epochs", &kept.to_string()]).code, Some(0));
    assert_eq!(place.hash(), hash);
    // A run that is gone on with after its best epoch falls back to that too.
    let every = ["--checkpoint", "kept", "--checkpoint-every", "40", "epochs"];
    let began = train(&[&every[..], &["--epochs", "500"]].concat());
    assert_eq!((began.code, place.hash()), (Some(1), hash.clone()));
    let kept_files = fs::read_dir(place.path("kept")).unwrap().map(|entry| entry.unwrap().path());
    let is_checkpoint = |path: &PathBuf| path.extension().is_some();
    let mut checkpoints: Vec<_> = kept_files.filter(is_checkpoint).collect();
    checkpoints.sort();
    assert_eq!(checkpoints.len(), 2, "of epoch 40 and of its end: {checkpoints:?}");
    fs::remove_file(&checkpoints[1]).unwrap();
    fs::remove_file(place.path("m.safetensors")).unwrap();
    let gone_on = train(&["--resume", "kept", "--epochs", "500"]);
    assert_eq!((gone_on.code, place.hash()), (Some(1), hash.clone()), "{gone_on:?}");

    // Of members each has its own best; the other goes on.
    let members = ["--members", "2", "--learning-rate", "0.3,0.003", "--epochs", "55"];
    let model = ["--model", "e.safetensors"];
    let growing = &GROWING[..10];
    let run = place.run(&[&common[..4], &common[5..], growing, &members, &model].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let said = format!("diverged at epoch {epochs}: e.0.safetensors is of epoch {kept}\n");
    assert!(run.stderr.contains(&said), "{run:?}");
    let ended = place.events().pop().unwrap()["members"].clone();
    assert_eq!((&ended[0]["diverged"], &ended[0]["reason"]), (&json!(false), &json!("diverged")));
    assert_eq!((&ended[1]["reason"], &ended[0]["kept_epoch"]), (&json!(null), &json!(kept)));
    let first = Model::load(place.path("e.0.safetensors")).unwrap();
    assert_eq!(first.parameters.hash(), hash);
    assert!(place.path("e.1.safetensors").exists());
}

/// Ctrl-C in the first epoch: hours of it are not lost.
#[cfg(unix)]
#[test]
fn an_interrupt_in_the_first_epoch_saves_what_was_trained() {
    let place = Place::new();
    let rows: String = (0..20_000).map(|i| format!("{},{},{}\n", i % 97, i % 89, i % 2)).collect();
    fs::write(place.path("table.csv"), format!("a,b,kind\n{rows}")).unwrap();
    // An epoch takes the reference many seconds, a submission less than one.
    let train = ["train", "table.csv", "--device", "reference", "--batch", "1", "--quiet"];
    let rest = ["--hidden", "128,128", "--log", "log.jsonl", "--model", "m.safetensors"];
    let mut command = place.command(&[&train[..], &rest].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = || fs::read_to_string(place.path("log.jsonl")).is_ok_and(|log| !log.is_empty());
    while !started() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let Run { code, stderr, .. } = Run::of(child.wait_with_output().unwrap());
    assert_eq!((code, stderr.lines().count()), (Some(130), 1), "{stderr}");
    let expected = "interrupted in the first epoch; the model as it was then is in m.safetensors";
    assert!(stderr.contains(expected), "{stderr}");
    let end = place.events().pop().unwrap();
    assert_eq!((&end["reason"], &end["epochs"]), (&json!("interrupted"), &json!(0)));
    assert_eq!(end["parameter_hash"], place.hash());
}

#[test]
fn evaluation_says_all_that_is_known_of_a_classifier() {
    let place = Place::new();
    place.train(IRIS, &["--validation", "0.2", "--preset", "article"]);
    let text = place.done(&["evaluate", "m.safetensors", IRIS, "--device", "cpu"]).stdout;
    let json = ["evaluate", "m.safetensors", IRIS, "--device", "cpu", "--json"];
    let report = place.done(&json).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    for (name, least, most) in [
        ("accuracy", 0.9, 1.0),
        ("balanced_accuracy", 0.9, 1.0),
        ("top_2_accuracy", 0.9, 1.0),
        ("precision", 0.9, 1.0),
        ("recall", 0.9, 1.0),
        ("f1", 0.9, 1.0),
        ("roc_auc", 0.9, 1.0),
        ("log_loss", 0.0, 0.5),
        ("brier", 0.0, 0.2),
    ] {
        let value = report[name].as_f64().unwrap_or_else(|| panic!("{name}: {report}"));
        assert!((least..=most).contains(&value), "{name}: {value}");
        assert!(text.contains(&format!("\n{name} ")), "{name}: {text}");
    }
    let classes = report["per_class"].as_array().unwrap();
    assert_eq!((classes.len(), &classes[0]["samples"]), (3, &json!(50)));
    assert_eq!(report["confusion"][0], json!([50, 0, 0]));
    let rows = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    assert!(rows.into_iter().any(|row| row == ["setosa", "█50", "·", "·"]), "{text}");
}

/// What the log's end says of the test samples is what `evaluate` says of the model and them.
#[test]
fn training_and_evaluation_measure_alike() {
    let place = Place::new();
    let rows: String = (0..60)
        .map(|i| (f64::from(i % 10), f64::from(i / 10), f64::from(i * 7 % 11)))
        .map(|(a, b, noise)| format!("{a},{b},{}\n", 300.0 * a - 200.0 * b + 10.0 * noise))
        .collect();
    fs::write(place.path("table.csv"), format!("a,b,y\n{rows}")).unwrap();
    for (data, metrics) in [
        ("table.csv", &["mae", "rmse", "r_squared"][..]),
        (IRIS, &["accuracy", "balanced_accuracy", "top_2_accuracy", "f1", "roc_auc", "log_loss"]),
    ] {
        let (_, events) =
            place.train(data, &["--test", data, "--validation", "0.2", "--preset", "article"]);
        let end = events.last().unwrap();
        let evaluate = ["evaluate", "m.safetensors", data, "--device", "cpu", "--json"];
        let report: Value = serde_json::from_str(&place.run(&evaluate).stdout).unwrap();
        for metric in metrics {
            // One value a column, of which there is one.
            let evaluated = report[metric].as_f64().or(report[metric][0].as_f64()).unwrap();
            let trained = end[format!("test_{metric}")].as_f64().unwrap();
            // Targets were scaled to the network's f32 and back.
            let near = (trained - evaluated).abs() <= 1e-5 * evaluated.abs();
            assert!(near, "{metric}: {trained} and {evaluated}");
        }
        if data == "table.csv" {
            assert!(end["test_rmse"].as_f64().unwrap() > 10.0, "not in the column's unit: {end}");
        }
    }
}
