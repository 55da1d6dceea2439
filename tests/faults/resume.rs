//! Checkpoints of the program: killed, interrupted, damaged, taken by another, of another run.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use gradshader::model::Model;

use crate::program::Place;
use crate::{IRIS, Run};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv");

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

/// `TRAIN` with other values of these flags.
fn told<'a>(flags: &[&'a str]) -> Vec<&'a str> {
    let mut all: Vec<&str> = TRAIN.to_vec();
    for flag in flags.chunks(2) {
        match all.iter().position(|&argument| argument == flag[0]) {
            Some(place) => all[place + 1] = flag[1],
            None => all.extend(flag),
        }
    }
    all
}

/// Kills a run of `TRAIN` with these arguments again and again, at moments that differ, and goes on from its
/// checkpoints each time; a run that ends begins anew, until there were so many kills, or one has ended where
/// any number will do. Every run that ends does so with the bits of one that was not disturbed. Says how
/// many kills and ends there were.
fn kill(arguments: &[&str], least: Option<usize>) -> (usize, usize) {
    let place = Place::new();
    let arguments = told(arguments);
    let run = place.run(&[&arguments[..], &["--model", "whole.st"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let began = Instant::now();
    place.done(&[&arguments[..], &["--model", "whole.st"]].concat());
    // From a while in which it may not have begun to one in which it ends.
    let lasts = began.elapsed().as_millis() as u64;
    let every = ["--checkpoint-every", "7", "steps", "--model", "m.st", "--log", "log.jsonl"];
    let (mut kills, mut ends) = (0, 0);
    for round in 0.. {
        let folder = if place.path("kept/lock").exists() { "--resume" } else { "--checkpoint" };
        let mut command = place.command(&[&arguments[..], &[folder, "kept"], &every].concat());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(10 + round * 37 % (lasts / 2).max(120)));
        let is_done = child.try_wait().unwrap().is_some_and(|status| status.success());
        if !is_done {
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
        if place.path("kept").is_dir() {
            let names = checkpoints(&place);
            assert!(names.iter().filter(|name| !name.starts_with('.')).count() <= 3, "{names:?}");
            assert!(names.iter().filter(|name| name.starts_with('.')).count() <= 1, "{names:?}");
        }
        let is_over = least.is_none_or(|least| kills >= least);
        if is_over {
            // Whatever was killed, what is left goes on to the end.
            let folder = if place.path("kept/lock").exists() { "--resume" } else { "--checkpoint" };
            let run = place.run(&[&arguments[..], &[folder, "kept"], &every].concat());
            assert_eq!(run.code, Some(0), "{run:?}");
        }
        if is_over || is_done {
            ends += 1;
            for name in ["st", "0.st", "1.st"] {
                let (found, whole) = (format!("m.{name}"), format!("whole.{name}"));
                assert_eq!(hash(&place, &found), hash(&place, &whole), "after {kills} kills");
            }
            assert!(checkpoints(&place).len() <= 2, "{:?}", checkpoints(&place));
            let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
            assert!(log.lines().last().unwrap().contains("\"event\":\"end\""), "{log}");
            if is_over {
                return (kills, ends);
            }
            fs::remove_dir_all(place.path("kept")).unwrap();
        }
    }
    unreachable!("there are rounds enough")
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_as_one_that_is_not() {
    let (kills, ends) = kill(&["--device", "cpu"], Some(12));
    println!("{kills} kills, {ends} ends");
}

/// A release check: 500 kills, or as many as `GRADSHADER_KILLS` says, in each of four families.
#[test]
#[ignore = "takes minutes"]
fn runs_that_are_killed_hundreds_of_times_end_as_those_that_are_not() {
    let kills = std::env::var("GRADSHADER_KILLS").map_or(500, |text| text.parse().unwrap());
    for (family, arguments) in [
        ("the CPU", &["--device", "cpu"][..]),
        ("whole steps", &["--device", "gpu"]),
        (
            "panels",
            &["--device", "gpu", "--fusion", "panels", "--hidden", "600,600", "--epochs", "2"],
        ),
        ("tiles", &["--device", "gpu", "--fusion", "tiles", "--epochs", "10"]),
    ] {
        let (kills, ends) = kill(arguments, Some(kills));
        println!("{family}: {kills} kills, {ends} runs that ended");
    }
}

#[test]
fn a_run_that_goes_on_can_go_back_to_the_last_good_epoch() {
    let place = Place::new();
    // Diverges within an epoch, several times.
    let own = ["--optimizer", "sgd", "--learning-rate", "60", "--on-divergence", "rollback"];
    let run = ["train", DIGITS, "--hidden", "32", "--epochs", "8", "--early-stop", "0"];
    let more = ["--validation", "0.2", "--device", "cpu", "--quiet", "--log", "log.jsonl"];
    let train = |flags: &[&str]| place.run(&[&run[..], &own, &more, flags].concat());
    let whole = train(&["--model", "whole.st"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    assert!(fs::read_to_string(place.path("log.jsonl")).unwrap().contains("\"rollback\""));
    let every = ["--checkpoint-every", "1", "steps"];
    let first = [&["--checkpoint", "kept", "--max-seconds", "0.01"][..], &every].concat();
    train(&first);
    for seconds in ["0.01", "0.02", "0.03", "1000"] {
        let run = train(&["--resume", "kept", "--max-seconds", seconds, "--model", "m.st"]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    assert_eq!(hash(&place, "m.st"), hash(&place, "whole.st"));
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
    // That is said of a quiet run too.
    let run = train(&place, &["--resume", "kept", "--model", "m.st"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let note = format!("{}: the checkpoint is damaged; the one before is used", names[1]);
    assert!(run.stderr.contains(&note), "{run:?}");
    assert_eq!(hash(&place, "m.st"), hash(&place, "whole.st"));
    let names = checkpoints(&place);
    for name in &names {
        damage(name, 2);
    }
    let run = train(&place, &["--resume", "kept"]);
    assert!(run.refusal(2).contains("no checkpoint in the folder is whole: "), "{run:?}");
    for name in names {
        assert!(run.stderr.contains(&format!("{name}: the checkpoint is damaged")), "{run:?}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_checkpoint() {
    let place = Place::new();
    let whole = train(&place, &["--model", "whole.st"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let run = train(&place, &["--checkpoint", "kept", "--checkpoint-every", "20", "epochs"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let name = |first: &str| format!("kept/{first}-{}.safetensors", "0".repeat(64));
    let (pipe, folder) = (name("999999999999"), name("999999999998"));
    let made = std::process::Command::new("mkfifo").arg(place.path(&pipe)).status().unwrap();
    assert!(made.success());
    fs::create_dir(place.path(&folder)).unwrap();
    let run = train(&place, &["--resume", "kept", "--model", "m.st"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for name in [pipe, folder] {
        let note = format!("{name}: the checkpoint is no ordinary file; the one before is used");
        assert!(run.stderr.contains(&note), "{run:?}");
    }
    assert_eq!(hash(&place, "m.st"), hash(&place, "whole.st"));
}

#[cfg(unix)]
#[test]
fn a_full_disk_under_the_checkpoints_of_the_first_epoch_costs_no_training() {
    let place = Place::new();
    let rows: String = (0..3000).map(|i| format!("{},{},{}\n", i % 11, i % 7, i % 2)).collect();
    place.write("t.csv", format!("a,b,y\n{rows}"));
    // A checkpoint is of 40 KiB and more, the model of less than 20.
    let how = ["--hidden", "32,64,8", "--optimizer", "adam", "--batch", "1"];
    let common = [&["train", "t.csv", "--quiet", "--device", "cpu"], &how[..]].concat();
    let every = ["--checkpoint", "kept", "--checkpoint-every", "500", "steps", "--epochs", "3"];
    let mut command = std::process::Command::new("sh");
    // Files end at 24 KiB, and no signal says so.
    let limited = "ulimit -f 48; exec \"$@\"";
    command.current_dir(place.0.path()).args(["-c", limited, "sh"]);
    command.arg(place.command(&[]).get_program()).args(&common).args(every);
    let run = Run::of(command.args(["--model", "m.st"]).output().unwrap());
    let said = run.refusal(1);
    assert!(said.contains("cannot be written, the model as it was then is in m.st"), "{said}");
    let run = place.run(&[&common[..], &["--epochs", "0", "--model", "first.st"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let [model, first] = ["m.st", "first.st"].map(|name| Model::load(place.path(name)).unwrap());
    assert_eq!(model.training["kept_epoch"], "0");
    let bits = |model: &Model| model.parameters.layers[0].weight.clone();
    assert_ne!(bits(&model), bits(&first), "it has trained");
    assert!(bits(&model).iter().all(|weight| weight.is_finite()));
}

#[test]
fn a_run_goes_on_from_the_network_that_it_began_with_and_no_other() {
    let place = Place::new();
    place.model("a.st");
    let run = place.train(&["--seed", "2", "--model", "b.st"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = place.train(&["--init", "a.st", "--checkpoint", "kept"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = place.train(&["--init", "b.st", "--resume", "kept"]);
    assert!(run.refusal(2).contains("the checkpoint is of another --init: "), "{run:?}");
    let run = place.train(&["--resume", "kept"]);
    assert!(run.refusal(2).contains(" is of a"), "{run:?}");
    let run = place.train(&["--init", "a.st", "--resume", "kept"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    // One that the run writes over is another when it goes on.
    let (same, before) = (["--init", "a.st", "--model", "a.st"], hash(&place, "a.st"));
    let run = place.train(&[&same[..], &["--checkpoint", "over"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_ne!(hash(&place, "a.st"), before);
    let run = place.train(&[&same[..], &["--resume", "over"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = place.train(&["--init", "b.st", "--resume", "over"]);
    assert!(run.refusal(2).contains("another --init: the file of --model, not "), "{run:?}");
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
    let run = place.run(&told(&["--resume", "kept", "--schedule", "cosine"]));
    assert!(run.refusal(2).contains("the checkpoint is of a run without a schedule"), "{run:?}");
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

/// As it would have alone: nine, whatever others took.
#[test]
fn each_member_has_its_own_ways_back() {
    let place = Place::new();
    let ways = |more: &[&str]| {
        let long = ["train", IRIS, "--device", "reference", "--validation", "0", "--epochs", "80"];
        let far = ["--optimizer", "sgd", "--learning-rate", "60", "--warm-up", "100"];
        let back = ["--on-divergence", "rollback", "--log", "log.jsonl", "--quiet"];
        let run = place.run(&[&long[..], &far, &back, more].concat());
        let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
        let ways = log.lines().filter(|line| line.contains("\"event\":\"rollback\"")).count();
        (run.code, ways)
    };
    // One uses up its own, and another needs some later.
    assert_eq!(ways(&["--seed", "5"]), (Some(1), 9));
    let (code, alone) = ways(&["--seed", "6"]);
    assert!(code == Some(0) && (1..9).contains(&alone), "{code:?}, {alone}");
    let (code, together) = ways(&["--seed", "5", "--members", "2"]);
    assert!(code == Some(0) && together > 9, "{code:?}, {together}");
}
