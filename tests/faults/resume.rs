//! Checkpoints of the program: killed, interrupted, damaged, taken by another, of another run.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use gradshader::model::Model;

use crate::program::Place;
use crate::{IRIS, Run};

/// A run of a second or so, with state of every kind.
pub(crate) const TRAIN: [&str; 23] = [
    "train",
    IRIS,
    "--quiet",
    "--device",
    "cpu",
    "--hidden",
    "16,16",
    "--batch",
    "4",
    "--epochs",
    "60",
    "--validation",
    "0.2",
    "--optimizer",
    "adamw",
    "--dropout",
    "0.1",
    "--keep",
    "last",
    "--members",
    "2",
    "--schedule",
    "constant",
];

fn train(place: &Place, arguments: &[&str]) -> Run {
    place.run(&[&TRAIN, arguments].concat())
}

fn checkpoints(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.path("kept")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != "lock").collect();
    names.sort();
    names
}

fn hash(place: &Place, name: &str) -> String {
    Model::load(place.path(name)).unwrap().parameters.hash()
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_as_one_that_is_not() {
    let place = Place::new();
    let run = train(&place, &["--model", "whole.st"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let every = ["--checkpoint-every", "7", "steps", "--model", "m.st", "--log", "log.jsonl"];
    let mut kills = 0;
    // From a while in which it may not have begun to one in which it ends.
    for round in 0..200u64 {
        let folder = if place.path("kept/lock").exists() { "--resume" } else { "--checkpoint" };
        let mut command = place.command(&[&TRAIN[..], &[folder, "kept"], &every].concat());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(15 + round * 37 % 120));
        if child.try_wait().unwrap().is_some_and(|status| status.success()) {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        if place.path("kept").is_dir() {
            let names = checkpoints(&place);
            assert!(names.iter().filter(|name| !name.starts_with('.')).count() <= 3, "{names:?}");
            assert!(names.iter().filter(|name| name.starts_with('.')).count() <= 1, "{names:?}");
        }
    }
    // Whatever was killed, what is left goes on to the end.
    let run = train(&place, &[&["--resume", "kept"][..], &every].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    println!("{kills} kills");
    assert!(kills > 0);
    for name in ["st", "0.st", "1.st"] {
        assert_eq!(hash(&place, &format!("m.{name}")), hash(&place, &format!("whole.{name}")));
    }
    assert!(checkpoints(&place).len() <= 2, "{:?}", checkpoints(&place));
    let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
    assert!(log.lines().last().unwrap().contains("\"event\":\"end\""), "{log}");
}

#[test]
fn a_damaged_checkpoint_is_named_and_the_one_before_is_used() {
    let place = Place::new();
    let whole = train(&place, &["--model", "whole.st"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let run = train(&place, &["--checkpoint", "kept", "--checkpoint-every", "20", "epochs"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let names = checkpoints(&place);
    assert_eq!(names.len(), 2, "{names:?}");
    let damage = |name: &str, bit: u8| {
        let path = place.path(&format!("kept/{name}"));
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= bit;
        fs::write(path, bytes).unwrap();
    };
    damage(&names[1], 1);
    let mut arguments = TRAIN.to_vec();
    arguments.retain(|&argument| argument != "--quiet");
    arguments.extend(["--resume", "kept", "--model", "m.st"]);
    let run = place.run(&arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    let note = format!("{}: the checkpoint is damaged; the one before is used", names[1]);
    assert!(run.stderr.contains(&note), "{run:?}");
    assert_eq!(hash(&place, "m.st"), hash(&place, "whole.st"));
    for name in checkpoints(&place) {
        damage(&name, 2);
    }
    let run = train(&place, &["--resume", "kept"]);
    assert!(run.refusal(2).contains("no checkpoint in the folder is whole"), "{run:?}");
}

#[test]
fn a_folder_has_one_run_and_that_run_alone() {
    let place = Place::new();
    let every = ["--checkpoint-every", "1", "epochs"];
    let run = train(&place, &[&["--checkpoint", "kept"][..], &every].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let before = checkpoints(&place);
    // Another beginning, an unknown folder, other settings, other data.
    let run = train(&place, &["--checkpoint", "kept"]);
    assert!(run.refusal(2).contains("has checkpoints of an earlier run"), "{run:?}");
    let run = train(&place, &["--resume", "missing"]);
    assert!(run.refusal(2).contains("there are no checkpoints in the folder"), "{run:?}");
    let run = train(&place, &["--resume", "kept", "--seed", "4"]);
    assert!(run.refusal(2).contains("is of another training: "), "{run:?}");
    let run = train(&place, &["--resume", "kept", "--split-seed", "4"]);
    assert!(run.refusal(2).contains("is of another training data: "), "{run:?}");
    let other = ["train", IRIS, "--quiet", "--device", "cpu", "--resume", "kept", "--hidden", "3"];
    assert!(place.run(&other).refusal(2).contains(" another "), "of another shape");
    for (arguments, expected) in [
        (&["--checkpoint", "kept", "--resume", "other"][..], "name different folders"),
        (&["--checkpoint-every", "1", "steps"], "--checkpoint-every without --checkpoint"),
        (&["--checkpoint", "k", "--checkpoint-every", "0", "steps"], "\"0 steps\" is no interval"),
        (&["--checkpoint", "k", "--model", "k/m.st"], "--model lies in the folder of --checkpoint"),
        (&["--checkpoint", "file"], "the folder cannot be used for checkpoints"),
    ] {
        place.write("file", "");
        let _ = fs::create_dir(place.path("k"));
        let run = train(&place, arguments);
        assert!(run.refusal(2).contains(expected), "{run:?}");
    }
    assert_eq!(checkpoints(&place), before);
    // One that lives keeps others out.
    let lock = fs::File::open(place.path("kept/lock")).unwrap();
    lock.lock().unwrap();
    let run = train(&place, &["--resume", "kept"]);
    assert!(
        run.refusal(2).contains("another run keeps its checkpoints there, process "),
        "{run:?}"
    );
    drop(lock);
    // Further epochs of the same run are the same as at once.
    let more = |arguments: &[&str]| {
        let mut all = TRAIN.to_vec();
        let epochs = all.iter().position(|&argument| argument == "60").unwrap();
        all[epochs] = "80";
        let run = place.run(&[&all, arguments].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    more(&["--resume", "kept", "--model", "m.st"]);
    more(&["--model", "whole.st"]);
    assert_eq!(hash(&place, "m.st"), hash(&place, "whole.st"));
}

#[test]
fn divergence_is_gone_back_from_and_the_log_says_so() {
    let place = Place::new();
    let run = place.train(&[
        "--activation",
        "linear",
        "--output-activation",
        "linear",
        "--optimizer",
        "sgd",
        "--loss",
        "half-squared-error",
        "--learning-rate",
        "3",
        "--epochs",
        "20",
        "--on-divergence",
        "rollback",
        "--model",
        "m.st",
        "--log",
        "log.jsonl",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
    let line = log.lines().find(|line| line.contains("\"event\":\"rollback\"")).unwrap();
    assert!(line.contains("\"rate_factors\":[0.5]"), "{line}");
    Model::load(place.path("m.st")).unwrap();
    let run = place.train(&["--on-divergence", "panic"]);
    assert!(run.code == Some(2) && run.stderr.contains("stop, rollback"), "{run:?}");
}
