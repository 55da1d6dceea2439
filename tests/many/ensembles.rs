//! Ensembles.

use std::collections::BTreeMap;
use std::fs;

use gradshader::model::{Ensemble, Model};
use gradshader::network::{Network, Parameters};
use serde_json::Value;

use crate::program::{Place, Run};
use crate::{Table, cells};

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
    let shown = place.done(&["show", "e.safetensors", "--json"]).stdout;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let members = shown["members"].as_array().unwrap();
    assert_eq!(members.len(), model.members().count());
    for (shown, (network, _, times)) in members.iter().zip(model.members()) {
        assert_eq!((&shown["counts"], &shown["sizes"]), (&times.into(), &network.sizes().into()));
    }
    let shown = place.done(&["show", "e.safetensors"]).stdout;
    assert!(shown.lines().any(|line| line.starts_with("network ")), "{shown}");
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
    let streamed = Run::of(command.output().unwrap());
    assert_eq!(streamed.stdout, predict("e.safetensors", &["--spread"]), "{}", streamed.stderr);
    for arguments in [
        &["train", "data.csv", "--init", "e.safetensors"][..],
        &["export", "e.safetensors", "--format", "keras"],
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
