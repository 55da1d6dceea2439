//! What samples held out lack: a class, or any weight; and files of `--config` that say what many networks
//! have no use for.

use super::*;

/// Sixty samples of two numbers, of which three are of a rare class; `weight` is that of each row.
fn rare(weight: impl Fn(usize) -> u32) -> String {
    let row = |i: usize| {
        let class = if i % 20 == 7 { "rare" } else { "common" };
        format!("{},{},{},{class}\n", i % 7, i * i % 11, weight(i))
    };
    format!("a,b,w,cls\n{}", (0..60).map(row).collect::<String>())
}

const RARE: [&str; 6] = ["rare.csv", "--ignore", "w", "--device", "cpu", "--quiet"];

fn place() -> Place {
    let place = Place::new();
    place.write("rare.csv", rare(|_| 1));
    place
}

fn on<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command], &RARE[..], more].concat()
}

#[test]
fn a_metric_that_has_no_value_on_what_is_held_out_is_refused_by_its_reason() {
    let place = place();
    let held = ["--validation", "0.1", "--monitor", "roc-auc", "--epochs", "3"];
    let said =
        ["--monitor roc_auc has no value on the 6 samples held out, of which none is \"rare\""];
    for (command, more) in [
        ("train", &["--early-stop", "2"][..]),
        ("train", &["--members", "2"]),
        ("sweep", &[]),
        ("train", &["--ensemble", "2"]),
    ] {
        place.run(&on(command, &[&held, more].concat())).fails(2, &said);
    }
    let target = ["--validation", "0.1", "--target-metric", "roc-auc:0.9", "--epochs", "3"];
    place.run(&on("train", &target)).fails(2, &["--target-metric roc_auc has no value on"]);
    // What is trained at the end, of the best of folds, is looked at before.
    let folds = ["--folds", "3", "--model", "s.st"];
    place.run(&on("sweep", &[&held[..], &folds].concat())).fails(2, &said);
    // Where all classes are there it is as good as any.
    place.done(&on("train", &["--validation", "0.5", "--monitor", "roc-auc", "--epochs", "3"]));
    // Of one sample there is none.
    let none = ["--folds", "60", "--monitor", "roc-auc", "--epochs", "1", "--hidden", "4"];
    let said = ["--monitor roc_auc has a value in none of the 60 folds"];
    place.run(&on("sweep", &[&none[..], &["--learning-rate", "0.1,0.2"]].concat())).fails(2, &said);
}

#[test]
fn one_sample_held_out_has_no_r_squared_to_judge_by() {
    let place = Place::new();
    let row = |i: usize| format!("{i},{}\n", 2.1 * i as f64);
    place.write("line.csv", format!("x,y\n{}", (0..10).map(row).collect::<String>()));
    let on = |command, more: &[&'static str]| {
        let own = [command, "line.csv", "--device", "cpu", "--epochs", "3"];
        place.run(&[&own, &["--monitor", "r-squared"][..], more].concat())
    };
    let said = ["--monitor r_squared has no value on one sample, which is held out"];
    on("train", &["--validation", "0.1"]).fails(2, &said);
    assert_eq!(on("train", &["--validation", "0.2"]).code, Some(0));
    let said = ["--monitor r_squared has a value in none of the 10 folds, since one sample"];
    on("sweep", &["--folds", "10", "--learning-rate", "0.1,0.2"]).fails(2, &said);
    let run = on("cross-validate", &["--folds", "5", "--validation", "0.1"]);
    let said = "in 5 of 5 folds validation r_squared has no value, since one sample is held out";
    assert!(run.code == Some(0) && run.stderr.contains(said), "{run:?}");
}

#[test]
fn folds_without_a_class_are_said_and_others_have_the_area() {
    let place = place();
    let own = ["--folds", "5", "--epochs", "3", "--json", "f.json"];
    let mut told = on("cross-validate", &own);
    told.retain(|&word| word != "--quiet");
    let run = place.done(&told);
    assert!(run.stderr.contains("2 of 5 folds hold out no sample of \"rare\""), "{run:?}");
    let folds: Value = serde_json::from_slice(&fs::read(place.path("f.json")).unwrap()).unwrap();
    let of_each: Vec<f64> = folds["each"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|fold| fold["test_roc_auc"].as_f64())
        .collect();
    assert_eq!(of_each.len(), 3);
    let area = &folds["metrics"]["roc_auc"];
    let mean = of_each.iter().sum::<f64>() / 3.0;
    assert!((area["mean"].as_f64().unwrap() - mean).abs() < 1e-12, "{area}");
    assert_eq!((&area["folds"], &folds["metrics"]["accuracy"]["folds"]), (&json!(3), &json!(5)));
    assert!(
        run.stdout.lines().any(|line| line.starts_with("roc_auc") && line.ends_with("3 of 5")),
        "{run:?}"
    );

    let space = ["--learning-rate", "0.001,0.1", "--monitor", "roc-auc", "--model", "s.st"];
    let run = place.done(&on("sweep", &[&own, &space[..]].concat()));
    let line = "test roc auc is the mean over 3 of 5 folds, since it has no value in the others";
    assert!(run.stdout.contains(line), "{run:?}");
    let trials: Value = serde_json::from_slice(&fs::read(place.path("f.json")).unwrap()).unwrap();
    assert_eq!(trials["trials"][0]["value_of_folds"], 3);
    assert!(trials["trials"][1]["value"].as_f64().is_some(), "{trials}");
    assert!(place.path("s.st").exists());
}

#[test]
fn of_equal_trials_the_one_with_the_less_loss_is_the_best() {
    let place = place();
    let own = ["--folds", "5", "--monitor", "accuracy", "--epochs", "20", "--json", "s.json"];
    let space = ["--learning-rate", "0.01,0.03", "--hidden", "4"];
    place.done(&on("sweep", &[&own[..], &space].concat()));
    let sweep: Value = serde_json::from_slice(&fs::read(place.path("s.json")).unwrap()).unwrap();
    let of = |place: usize, name: &str| sweep["trials"][place]["measures"][name].as_f64().unwrap();
    assert_eq!(of(0, "accuracy"), of(1, "accuracy"), "{sweep}");
    assert!(of(0, "loss") < of(1, "loss"), "{sweep}");
}

#[test]
fn what_has_never_had_a_value_has_not_stopped_getting_better() {
    let place = place();
    // Half of the folds have no rare sample to watch.
    let own = ["--folds", "2", "--validation", "0.2", "--monitor", "roc-auc", "--early-stop", "2"];
    let own = [&own[..], &["--epochs", "9", "--json", "f.json"]].concat();
    let mut told = on("cross-validate", &own);
    told.retain(|&word| word != "--quiet");
    let run = place.done(&told);
    assert!(run.stderr.contains("of 2 folds validation roc_auc has no value"), "{run:?}");
    let folds: Value = serde_json::from_slice(&fs::read(place.path("f.json")).unwrap()).unwrap();
    let unwatched: Vec<&Value> = folds["each"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fold| fold["validation_roc_auc"].is_null())
        .collect();
    assert!(!unwatched.is_empty(), "{folds}");
    for fold in unwatched {
        assert_eq!((&fold["epochs"], &fold["kept_epoch"]), (&json!(9), &json!(9)), "{fold}");
        assert!(fold["stopped"].is_null(), "{fold}");
    }
}

#[test]
fn samples_held_out_that_all_weigh_nothing_are_named() {
    let place = Place::new();
    // Those of the first half count, and of the others none.
    let table = rare(|i| u32::from(i < 30));
    place.write("w.csv", &table);
    let part = |i: usize| if i < 40 { "train" } else { "validation" };
    let marked = table.lines().enumerate().map(|(line, row)| match line {
        0 => format!("{row},part\n"),
        _ => format!("{row},{}\n", part(line - 1)),
    });
    place.write("marked.csv", marked.collect::<String>());
    let own =
        ["--weight-column", "w", "--target", "cls", "--device", "cpu", "--quiet", "--epochs", "2"];
    let split = ["--split-column", "part"];
    let said = ["marked.csv: every validation sample has a weight of 0"];
    for more in [&["train"][..], &["sweep"], &["train", "--ensemble", "2"]] {
        let (command, more) = (more[0], &more[1..]);
        place.run(&[&[command, "marked.csv"], more, &own, &split[..]].concat()).fails(2, &said);
    }
    let test: String = table
        .lines()
        .enumerate()
        .filter(|(i, _)| *i == 0 || *i > 40)
        .map(|(_, l)| format!("{l}\n"))
        .collect();
    place.write("test.csv", test);
    let run = place.done(&[
        "train",
        "w.csv",
        "--test",
        "test.csv",
        "--weight-column",
        "w",
        "--device",
        "cpu",
        "--epochs",
        "2",
    ]);
    assert!(run.stderr.contains("every test sample has a weight of 0"), "{run:?}");
    // Of two folds at least no sample counts.
    place.write("w.csv", rare(|i| u32::from(i < 3)));
    let own = ["cross-validate", "w.csv", "--weight-column", "w", "--epochs", "2"];
    let run = place.done(&[&own[..], &["--folds", "5", "--device", "cpu"]].concat());
    assert!(run.stderr.contains("of 5 folds hold out samples that all weigh 0"), "{run:?}");
    let loss = run.stdout.lines().find(|line| line.starts_with("loss")).unwrap();
    assert!(loss.ends_with(" of 5") && !loss.contains(" - "), "{run:?}");
}
#[test]
fn a_configuration_is_refused_as_flags_are() {
    let place = place();
    for (line, folds, said) in [
        ("ensemble = 3", false, "--ensemble with"),
        ("preset = 'best'", false, "--preset best with"),
        ("members = 3", false, "--members with"),
        ("resume = 'ck'", false, "--resume with"),
        ("log = 'l.jsonl'", false, "--log with"),
        ("init = 'm.st'", false, "--init with"),
        ("test = 'rare.csv'", false, "--test with"),
        ("time = 'a'", true, "--time with folds"),
    ] {
        place.write("run.toml", format!("epochs = 1\n{line}\n"));
        let own = ["--config", "run.toml", "--folds", "3"];
        let said = [&*format!("error: run.toml: {said}")];
        place.run(&on("cross-validate", &own)).fails(2, &said);
        place.run(&on("sweep", if folds { &own } else { &own[..2] })).fails(2, &said);
    }
    place.write("run.toml", "model = 'm.st'\n");
    place
        .run(&on("cross-validate", &["--config", "run.toml"]))
        .fails(2, &["run.toml: --model with cross-validate"]);
    // One member is what a configuration that was printed says of one network.
    place.write("run.toml", "epochs = 1\nmembers = 1\nmodel = 'best.st'\n");
    place.done(&on("sweep", &["--config", "run.toml", "--learning-rate", "0.1,0.2"]));
    assert!(place.path("best.st").exists());
}

#[test]
fn an_ensemble_without_samples_to_choose_by_is_refused() {
    let place = place();
    let run = place.run(&on("train", &["--ensemble", "3", "--validation", "0", "--epochs", "1"]));
    run.fails(
        2,
        &[
            "--ensemble 3 with --validation 0, which leaves no samples to choose by",
            "--ensemble-folds 5",
        ],
    );
    place.done(&on(
        "train",
        &["--ensemble", "2", "--validation", "0", "--ensemble-folds", "2", "--epochs", "1"],
    ));
}

#[test]
fn classes_that_are_called_as_columns_have_names_of_their_own() {
    let place = Place::new();
    let rows = (0..30).map(|i| format!("{},{}\n", i % 7, ["fold", "row", "third"][i % 3]));
    place.write("a.csv", format!("x,fold\n{}", rows.collect::<String>()));
    let own = ["--folds", "3", "--epochs", "1", "--device", "cpu", "--quiet", "--output", "p.csv"];
    place.done(&[&["cross-validate", "a.csv"], &own[..]].concat());
    let table = fs::read_to_string(place.path("p.csv")).unwrap();
    let heads = "row,fold,actual fold,predicted fold,fold probability,row probability,third\n";
    assert!(table.starts_with(heads), "{table}");
}
