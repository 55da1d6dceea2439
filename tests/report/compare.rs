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
    // The loss of what is held out has no smoothing.
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
