//! `--preset best` and ensembles over folds, as a user of the program meets them.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use gradshader::model::Model;
use program::Place;
use serde_json::Value;

#[test]
fn folds_of_an_ensemble_see_all_samples_and_say_what_none_has_seen() {
    let place = Place::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/digits.csv");
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().take(301).collect();
    place.write("data.csv", lines.join("\n"));
    let how = ["--ensemble", "4", "--ensemble-folds", "3", "--epochs", "10", "--quiet"];
    let run = |more: &[&str]| place.done(&[&["train", "data.csv"], &how[..], more].concat());
    let all = run(&["--model", "e.safetensors"]).stdout;
    let model = Model::load(place.path("e.safetensors")).unwrap();
    let count = model.members().count();
    assert!(count.is_multiple_of(3) && all.contains(&format!("{count} of 12")), "{all}");
    assert_eq!(model.training["ensemble_folds"], "3");
    assert_eq!(model.training["samples"], "200", "two parts of three");
    // Preprocessing is fitted to all of them: that of one network without --validation.
    place.done(&["train", "data.csv", "--epochs", "1", "--quiet", "--model", "one.safetensors"]);
    let one = Model::load(place.path("one.safetensors")).unwrap();
    assert_eq!(model.preprocessing, one.preprocessing);
    // What is held out decides nothing, and is measured.
    let held_out = run(&["--validation", "0.25", "--model", "h.safetensors"]).stdout;
    let value = |name: &str| -> f64 {
        let line = held_out.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    assert_eq!(Model::load(place.path("h.safetensors")).unwrap().training["samples"], "150");
    assert!(value("folds_log_loss") > 0.0 && value("validation_log_loss") > 0.0, "{held_out}");

    // The log says what was tried and what was taken.
    run(&["--log", "l.jsonl"]);
    let log = fs::read_to_string(place.path("l.jsonl")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<_> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["start", "setting", "setting", "setting", "setting", "end"]);
    let taken = lines[1..5].iter().filter(|line| line["counts"].as_u64() > Some(0)).count();
    assert_eq!(lines[5]["networks"], 3 * taken);
    assert!(lines[1..5].iter().all(|line| line["epochs"].as_array().unwrap().len() == 3));
    let of_ensemble = lines[5]["ensemble"]["folds_loss"].as_f64().unwrap();
    assert!(lines[1..5].iter().all(|line| line["folds_loss"].as_f64().unwrap() >= of_ensemble));

    // The same again from what it prints.
    let printed = run(&["--print-config"]).stdout;
    place.write("run.toml", &printed);
    let again =
        place.done(&["train", "--config", "run.toml", "--quiet", "--model", "e.safetensors"]);
    assert_eq!(again.stdout, all, "{printed}");
    // It says how weights are drawn, as that of one network does.
    let drawn = |more: &[&str]| {
        let printed = run(&[&["--print-config"], more].concat()).stdout;
        let first = printed.lines().next().unwrap().to_owned();
        first.strip_prefix("# weights: ").map(str::to_owned)
    };
    let suits = "he-uniform in hidden layers, glorot-uniform in the last";
    assert_eq!(drawn(&[]).as_deref(), Some(suits), "{printed}");
    let layers = ["--hidden", "8,4:tanh"];
    let suits = "he-uniform, glorot-uniform, glorot-uniform";
    assert_eq!(drawn(&layers).as_deref(), Some(suits));
    assert_eq!(drawn(&["--initialisation", "he-normal"]), None);

    for (wrong, says) in [
        (
            &["--ensemble", "4", "--ensemble-folds", "1"][..],
            "--ensemble-folds 1; use at least 2, or 0 for none",
        ),
        (&["--ensemble-folds", "3"], "--ensemble-folds without --ensemble; "),
        (&["--ensemble-folds", "2", "--ensemble", "0"], "--ensemble"),
        (&["--preset", "best", "--members", "2"], "--members with --preset best"),
    ] {
        let refused = place.run(&[&["train", "data.csv"], wrong].concat());
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.stderr.contains(says), "{refused:?}");
    }
    let refused = place.run(&["cross-validate", "data.csv", "--preset", "best"]);
    assert!(refused.stderr.contains("--preset best with cross-validate"), "{refused:?}");
}

/// The columns of a table of texts.
fn columns(text: &str) -> Vec<Vec<f64>> {
    let rows = text.lines().skip(1).map(|line| line.split(',').skip(1));
    rows.map(|cells| cells.map(|cell| cell.parse().unwrap()).collect()).collect()
}

#[test]
fn networks_that_share_weights_become_an_ensemble_of_networks() {
    let place = Place::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/iris.csv");
    place.write("data.csv", fs::read(data).unwrap());
    let how = ["train", "data.csv", "--ensemble", "5", "--share", "weights", "--quiet"];
    let train = |more: &[&str]| place.done(&[&how[..], more].concat()).stdout;
    let told = train(&["--epochs", "40", "--early-stop", "9", "--model", "e.safetensors"]);
    let value = |text: &str, name: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let model = Model::load(place.path("e.safetensors")).unwrap();
    let members: Vec<_> = model.members().collect();
    assert_eq!(members.len(), 5);
    assert!(members.iter().all(|(_, _, times)| *times == 1));
    assert_eq!(model.training["share"], "weights");
    // A fifth is held out.
    assert_eq!(model.training["samples"], "120");
    // What is shared is the same in each, what is its own is not.
    let first = members[0].1;
    let layers = first.layers.len();
    for (_, parameters, _) in &members[1..] {
        assert_ne!(parameters.layers[0].weight, first.layers[0].weight);
        assert_eq!(parameters.layers[0].bias, first.layers[0].bias);
        for layer in 1..layers - 1 {
            assert_eq!(parameters.layers[layer], first.layers[layer]);
        }
        assert_ne!(parameters.layers[layers - 1], first.layers[layers - 1]);
    }
    // The loss that was told is that of the answers of the model.
    let evaluated = place.done(&["evaluate", "e.safetensors", "data.csv"]).stdout;
    assert!(value(&evaluated, "loss") < 0.2, "{evaluated}");
    let spread = place.done(&["predict", "e.safetensors", "data.csv", "--spread"]).stdout;
    assert!(columns(&spread).iter().any(|row| row.last().unwrap() > &1e-4), "{spread}");
    // The same bits on any number of ways to verify it, and with the same seed.
    let again = train(&["--epochs", "40", "--early-stop", "9", "--verify", "7"]);
    let hash = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("parameter_hash")).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    assert_eq!(hash(&told), hash(&again));
    assert!(again.contains("verified_steps"), "{again}");
    // Gone on with from a checkpoint within an epoch.
    let kept = ["--epochs", "40", "--early-stop", "9", "--checkpoint", "c"];
    train(&[&kept[..], &["--checkpoint-every", "23", "steps", "--max-seconds", "0.05"]].concat());
    let resumed = train(&["--epochs", "40", "--early-stop", "9", "--resume", "c"]);
    assert_eq!(hash(&told), hash(&resumed));
    // The same again from what it prints.
    let printed = train(&["--epochs", "3", "--print-config"]);
    place.write("run.toml", &printed);
    let again = place.done(&["train", "--config", "run.toml", "--quiet"]).stdout;
    assert_eq!(hash(&train(&["--epochs", "3"])), hash(&again), "{printed}");

    for (wrong, says) in [
        (&["--share", "weights"][..], "--share weights without --ensemble; say how many"),
        (&["--share", "weights", "--ensemble", "0"], "--ensemble 0 makes no sense"),
        (
            &["--share", "weights", "--ensemble", "3", "--ensemble-folds", "3"],
            "--ensemble-folds with",
        ),
        (&["--share", "weights", "--ensemble", "3", "--report", "r"], "--report with --share"),
        (&["--share", "weights", "--ensemble", "3", "--members", "2"], "--members with --share"),
        (
            &["--share", "weights", "--ensemble", "3", "--find-learning-rate"],
            "--find-learning-rate with",
        ),
    ] {
        let refused = place.run(&[&["train", "data.csv"], wrong].concat());
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.stderr.contains(says), "{refused:?}");
        assert_eq!(refused.stderr.lines().count(), 1, "{refused:?}");
    }
}
