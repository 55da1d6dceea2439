//! How runs end that cannot go on, and what they save.

use gradshader::model::Model;

use crate::IRIS;
use crate::program::Place;

/// A model whose weights are finite and whose answers are not.
fn overflowing(place: &Place, name: &str) {
    let run = place.train(&["--output-activation", "linear", "--model", name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut model = Model::load(place.path(name)).unwrap();
    model.parameters.layers[1].weight.fill(3e38);
    model.save(place.path(name)).unwrap();
}

#[test]
fn a_model_whose_answers_are_not_finite_replaces_none() {
    let place = Place::new();
    place.model("good.st");
    let before = place.bytes("good.st");
    overflowing(&place, "large.st");
    for epochs in ["0", "1"] {
        let run = place.train(&["--init", "large.st", "--model", "good.st", "--epochs", epochs]);
        assert!(run.refusal(1).contains("not finite"), "{run:?}");
        assert_eq!(place.bytes("good.st"), before, "after {epochs} epochs");
    }
}

#[test]
fn answers_that_are_not_finite_are_no_answers_and_their_row_is_named() {
    let place = Place::new();
    overflowing(&place, "large.st");
    let run = place.run(&["predict", "large.st", IRIS, "--device", "cpu"]);
    assert!(run.refusal(1).ends_with("train it again, at a lower learning rate"), "{run:?}");
    assert!(run.stderr.contains("iris.csv, row 2: output 1 of the network is inf"), "{run:?}");
    assert_eq!(run.stdout, "");
    let run = place.run(&["predict", "large.st", IRIS, "--device", "cpu", "--output", "out.csv"]);
    run.refusal(1);
    assert!(!place.path("out.csv").exists());
    let run = place.run(&["evaluate", "large.st", IRIS, "--device", "cpu"]);
    assert!(run.refusal(1).contains("row 2: output 1 of the network is inf"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_under_the_log_costs_no_model() {
    let place = Place::new();
    let mut command = std::process::Command::new("sh");
    // Files end at 16 KiB, and no signal says so.
    let limited = "ulimit -f 32; exec \"$@\"";
    command.current_dir(place.0.path()).args(["-c", limited, "sh"]);
    command.arg(place.command(&[]).get_program());
    command.args(["train", IRIS, "--quiet", "--device", "cpu", "--epochs", "5000"]);
    command.args(["--model", "m.st", "--log", "log.jsonl"]);
    let run = crate::Run::of(command.output().unwrap());
    assert!(run.refusal(1).starts_with("log.jsonl: the log cannot be written"), "{run:?}");
    let model = Model::load(place.path("m.st")).unwrap();
    let epochs: u32 = model.training["kept_epoch"].parse().unwrap();
    assert!((1..5000).contains(&epochs), "{epochs}");
}
