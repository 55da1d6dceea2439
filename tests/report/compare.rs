//! `gradshader compare`.

use std::fs;

use gradshader::report::{Kind, Report};

use super::{IRIS, Place};

/// Two runs that differ in their learning rate, with logs, models and reports.
fn two(place: &Place) {
    for (name, rate) in [("slow", "0.0005"), ("fast", "0.02")] {
        let (log, model) = (format!("{name}.jsonl"), format!("{name}.safetensors"));
        let run = ["train", IRIS, "--validation", "0.2", "--epochs", "15", "--learning-rate", rate];
        let files = ["--log", &log, "--model", &model, "--report", name];
        place.done(&[&run[..], &files, &["--device", "cpu", "--quiet"]].concat());
    }
}

#[test]
fn a_log_a_report_and_a_model_of_one_run_say_the_same() {
    let place = Place::new();
    two(&place);
    let run = place.done(&["compare", "fast.jsonl", "fast", "fast.safetensors", "--json"]);
    let report = Report::from_json(run.stdout.as_bytes()).unwrap();
    assert_eq!((report.kind, report.runs.len()), (Kind::Compare, 3));
    let table = &report.tables[0];
    let column = |name: &str| table.columns.iter().position(|head| head.name == name).unwrap();
    for name in ["epochs", "kept", "validation loss", "validation accuracy", "train loss"] {
        let values: Vec<_> =
            table.rows.iter().map(|row| row[column(name)].as_f64().unwrap()).collect();
        assert!(values.iter().all(|value| (value - values[0]).abs() < 1e-6), "{name}: {values:?}");
    }
    // Those of one name are told apart by their paths.
    assert_eq!(report.runs[0].name, "fast.jsonl");
    assert!(report.runs[0].curve("validation", "loss").unwrap().values.len() == 15);
    assert!(report.runs[2].curves.is_empty());
    // They write their settings in ways of their own, and a model tells fewer.
    let run = place.done(&["compare", "fast.jsonl", "fast", "fast.safetensors"]);
    assert!(run.stdout.contains("nothing that decides a run differs"), "{}", run.stdout);
    let run = place.done(&["compare", "fast.jsonl", "slow.safetensors"]);
    let differs = run.stdout.split("what differs").nth(1).unwrap();
    let differs: Vec<_> = differs.lines().skip(1).collect();
    assert_eq!(differs.len(), 1, "{}", run.stdout);
    assert!(differs[0].starts_with("learning_rate "), "{}", run.stdout);
}

#[test]
fn runs_stand_side_by_side_with_what_differs() {
    let place = Place::new();
    two(&place);
    let run = place.done(&["compare", "slow.jsonl", "fast.jsonl", "--report", "page"]);
    assert!(run.stdout.contains("\nbest validation loss: fast\n"), "{}", run.stdout);
    let differs: Vec<_> =
        run.stdout.lines().skip_while(|line| !line.starts_with("what differs")).collect();
    assert_eq!(differs.len(), 2, "{differs:?}");
    let words: Vec<_> = differs[1].split_whitespace().collect();
    assert_eq!(words, ["learning_rate", "0.0005", "0.02"]);
    let page = place.report("page");
    assert_eq!((page.best_run, page.tables.len()), (Some(1), 2));
    assert_eq!(page.tables[1].rows, [["learning rate", "0.0005", "0.02"]]);
    assert_eq!(page.monitor.as_deref(), Some("validation loss"));

    let same = place.done(&["compare", "slow.jsonl", "slow.jsonl"]);
    assert!(same.stdout.contains("nothing that decides a run differs"), "{}", same.stdout);
    // A page of folds and of a sweep too, and what is compared is replaced by nothing.
    let run = [
        "cross-validate",
        IRIS,
        "--epochs",
        "2",
        "--report",
        "folds",
        "--device",
        "cpu",
        "--quiet",
    ];
    place.done(&run);
    place.done(&["compare", "slow", "folds"]);
    place
        .run(&["compare", "slow", "fast", "--report", "slow"])
        .fails(2, &["would replace an input"]);
}

#[test]
fn runs_of_different_things_have_no_best_loss() {
    let place = Place::new();
    let common = ["--epochs", "2", "--device", "cpu", "--quiet", "--log"];
    let runs: [(&str, &[&str]); 4] = [
        ("plain.jsonl", &["--target", "species"]),
        ("smooth.jsonl", &["--target", "species", "--label-smoothing", "0.2"]),
        (
            "weighed.jsonl",
            &["--target", "species", "--class-weight", "setosa=2,versicolor=1,virginica=1"],
        ),
        ("width.jsonl", &["--target", "petal_width"]),
    ];
    for (log, flags) in runs {
        let flags = [&["train", IRIS, "--validation", "0.2"], flags, &common, &[log]].concat();
        place.done(&flags);
    }
    let stdout = place.done(&["compare", "plain.jsonl", "weighed.jsonl"]).stdout;
    assert!(stdout.contains("\nbest validation accuracy: "), "{stdout}");
    // That of training has it.
    for log in ["plain.jsonl", "smooth.jsonl"] {
        let smoothing: &[&str] =
            if log == "smooth.jsonl" { &["--label-smoothing", "0.2"] } else { &[] };
        let run = [&["train", IRIS], smoothing, &common[..4], &["--quiet", "--log"]].concat();
        place.done(&[&run[..], &[&format!("train-{log}")]].concat());
    }
    let stdout = place.done(&["compare", "train-plain.jsonl", "train-smooth.jsonl"]).stdout;
    assert!(!stdout.contains("\nbest "), "{stdout}");
    // The loss of what is held out has none.
    let stdout = place.done(&["compare", "plain.jsonl", "smooth.jsonl"]).stdout;
    assert!(stdout.contains("\nbest validation loss: "), "{stdout}");
    let stdout = place.done(&["compare", "plain.jsonl", "width.jsonl"]).stdout;
    assert!(!stdout.contains("best") && stdout.contains("what differs"), "{stdout}");
}

#[test]
fn what_is_no_run_is_named() {
    let place = Place::new();
    place.write("a.txt", "hello").write("b.jsonl", "{\"event\":\"start\"}\n{oops\n{}\n");
    place.write("c.jsonl", "{\"a\":1}\n").write("d.json", "{\"schema\":99}").write("e", "");
    fs::create_dir(place.path("folder")).unwrap();
    for (name, said) in [
        ("a.txt", "a.txt: neither a log nor a report nor a model"),
        ("b.jsonl", "b.jsonl, row 2: the line is no event of a log"),
        ("c.jsonl", "c.jsonl: neither a log nor a report nor a model"),
        ("d.json", "d.json: a report of schema 99"),
        ("e", "e: neither a log nor a report nor a model"),
        ("folder", "folder: the folder has no report.json"),
        ("no.jsonl", "no.jsonl: the file cannot be read"),
        (IRIS, "iris.csv: neither a log nor a report nor a model"),
    ] {
        place.run(&["compare", name]).fails(2, &[said]);
    }
}

/// The names of the measures of what was compared, and the values of a run.
fn measured(place: &Place, runs: &[&str], run: usize) -> Vec<(String, f64)> {
    let stdout = place.done(&[&["compare", "--json"], runs].concat()).stdout;
    let report = Report::from_json(stdout.as_bytes()).unwrap();
    let table = &report.tables[0];
    let heads = table.columns.iter().map(|head| head.name.clone());
    let values = heads.zip(&table.rows[run]).skip(2);
    values.filter_map(|(name, value)| Some((name, value.as_f64()?))).collect()
}

#[test]
fn an_ensemble_is_what_its_networks_are_together() {
    let place = Place::new();
    let files = ["--log", "e.jsonl", "--model", "e.safetensors"];
    let train = ["train", IRIS, "--ensemble", "12", "--epochs", "3", "--device", "cpu", "--quiet"];
    place.done(&[&train[..], &files].concat());
    let log = fs::read_to_string(place.path("e.jsonl")).unwrap();
    let end: serde_json::Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    let networks = end["networks"].as_u64().unwrap();
    assert!(networks > 1, "{end}");
    let together = &end["ensemble"];
    let evaluate = ["evaluate", "e.safetensors", IRIS, "--json"];
    place.done(&evaluate);
    for run in [0, 1] {
        let found = measured(&place, &["e.jsonl", "e.safetensors"], run);
        for metric in ["loss", "accuracy", "log loss", "brier", "roc auc"] {
            let name = format!("validation {metric}");
            let value = found.iter().find(|(of, _)| *of == name).unwrap().1;
            let wanted = together[name.replace(' ', "_")].as_f64().unwrap();
            assert!((value - wanted).abs() < 1e-6, "{run} {name}: {value}, {wanted}");
        }
    }
    let stdout = place.done(&["compare", "e.jsonl", "e.safetensors"]).stdout;
    assert_eq!(stdout.matches(&format!("{networks} networks")).count(), 2, "{stdout}");
    assert!(stdout.contains("nothing that decides a run differs"), "{stdout}");
    // The file says what all are worth, and of each what it was worth alone.
    let shown = place.done(&["show", "e.safetensors", "--json"]).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    assert_eq!(number(&shown["scores"]["validation_loss"]), together["validation_loss"]);
    let alone: Vec<f64> = (0..networks)
        .map(|member| number(&shown["training"][format!("member_{member}_validation_loss")]))
        .collect();
    assert!(alone.iter().all(|loss| *loss != together["validation_loss"]), "{alone:?}");
}

#[test]
fn evaluations_differ_in_what_their_models_were_trained_with() {
    let place = Place::new();
    two(&place);
    for name in ["slow", "fast"] {
        let (model, report) = (format!("{name}.safetensors"), format!("{name} on all"));
        place.done(&["evaluate", &model, IRIS, "--report", &report]);
    }
    let differing = |runs: [&str; 2]| -> Vec<String> {
        let stdout = place.done(&["compare", runs[0], runs[1]]).stdout;
        let lines = stdout.lines().skip_while(|line| !line.starts_with("what differs")).skip(1);
        lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
    };
    assert_eq!(differing(["slow on all", "fast on all"]), ["learning_rate"]);
    // What a report of a run tells and one of an evaluation does not, or writes otherwise, is no difference.
    assert_eq!(differing(["slow on all", "fast"]), ["learning_rate"]);
    assert!(differing(["fast on all", "fast"]).is_empty());
}

#[test]
fn folds_are_compared_by_their_means() {
    let place = Place::new();
    let run = ["cross-validate", IRIS, "--folds", "3", "--repeats", "2", "--epochs", "3"];
    let stdout = place.done(&[&run[..], &["--device", "cpu", "--report", "folds"]].concat()).stdout;
    let row = stdout.lines().find(|line| line.starts_with("loss ")).unwrap();
    let mean: f64 = row.split_whitespace().nth(1).unwrap().parse().unwrap();
    let found = measured(&place, &["folds"], 0);
    let value = found.iter().find(|(name, _)| name == "held out loss").unwrap().1;
    assert!((value - mean).abs() < 1e-6, "{value}, {mean}");
}

#[test]
fn the_best_is_by_what_all_went_by_and_on_the_same_samples() {
    let place = Place::new();
    let common = ["--device", "cpu", "--quiet", "--log"];
    let text = fs::read_to_string(IRIS).unwrap();
    place.write(
        "other.csv",
        text.lines().take(121).map(|line| format!("{line}\n")).collect::<String>(),
    );
    let runs: [(&str, &[&str]); 5] = [
        ("a.jsonl", &[IRIS, "--monitor", "accuracy", "--epochs", "6"]),
        ("b.jsonl", &[IRIS, "--monitor", "accuracy", "--epochs", "2"]),
        ("c.jsonl", &[IRIS, "--monitor", "accuracy", "--epochs", "2", "--split-seed", "3"]),
        ("d.jsonl", &["other.csv", "--monitor", "accuracy", "--epochs", "2"]),
        ("e.jsonl", &[IRIS, "--epochs", "2"]),
    ];
    for (log, flags) in runs {
        place.done(&[&["train", "--validation", "0.2"], flags, &common, &[log]].concat());
    }
    let said = |others: &[&str]| place.done(&[&["compare", "b.jsonl"], others].concat()).stdout;
    let stdout = said(&["a.jsonl"]);
    assert!(stdout.contains("\nbest validation accuracy: a\n"), "{stdout}");
    assert!(said(&["e.jsonl"]).contains("\nbest validation loss: "));
    for other in ["c.jsonl", "d.jsonl"] {
        assert!(!said(&[other]).contains("\nbest "), "{other}");
    }
    // Another device makes other bits.
    let run = ["train", "--validation", "0.2", IRIS, "--monitor", "accuracy", "--epochs", "2"];
    place.done(&[&run[..], &["--device", "reference", "--quiet", "--log", "f.jsonl"]].concat());
    let stdout = said(&["f.jsonl"]);
    let row = stdout.lines().find(|line| line.starts_with("device "));
    assert!(row.is_some_and(|row| row.contains("CPU reference")), "{stdout}");
    // Whole numbers are whole.
    let stdout = said(&["c.jsonl"]);
    let row = stdout.lines().find(|line| line.starts_with("split_seed ")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["split_seed", "0", "3"]);
}
