//! Outputs: none is an input or another output, and all are tried before the first step.

use std::fs;

use crate::program::Place;
use crate::{IRIS, Run};

/// Arguments after those of [`Place::train`], and what is said of them.
const REFUSED: [(&[&str], &str); 23] = [
    (&["--init", "init.st", "--log", "./init.st"], "--log would replace an input, --init"),
    (&["--init", "init.st", "--log", "link"], "--log would replace an input, --init"),
    (&["--init", "init.st", "--log", "hard"], "--log would replace an input, --init"),
    (&["--init", "init.st", "--log", "folder/../init.st"], "--log would replace an input, --init"),
    (&["--init", "init.st", "--profile=init.st"], "--profile would replace an input, --init"),
    (&["--model", "p.st", "--profile=p.st"], "--profile and --model are one file"),
    (&["--model", "m.st", "--log", "./m.st"], "--log and --model are one file"),
    (&["--model", "m.st", "--log", "to-m"], "--log and --model are one file"),
    (&["--members", "3", "--model", "m.st", "--log", "m.2.st"], "--log and member 2 of --model"),
    (&["--members", "2", "--init", "init.0.st", "--model", "init.st"], "member 0 of --model would"),
    (&["--config", "run.toml", "--log", "run.toml"], "--log would replace an input, --config"),
    (
        &["--shader", "sigmoid=s.wgsl", "--model", "s.wgsl"],
        "--model would replace an input, --shader",
    ),
    (&["--test", "test.csv", "--model", "test.csv"], "--model would replace an input, --test"),
    (&["--model", "folder"], "a folder stands where the output should go"),
    (&["--model", "m.st", "--dropout", "1e308"], "--dropout is 1e308; use a number from 0"),
    (&["--model", "new/"], "the name is one of a folder, and a file is written"),
    (&["--model", "n.st", "--tensorboard", "n.st"], "--model is where the folder of --tensorboard"),
    (&["--model", "n.st", "--tensorboard", "./n.st/a/b"], "--model is where the folder of"),
    (
        &["--model", "n.st", "--checkpoint", "n.st/kept"],
        "--model is where the folder of --checkpoint",
    ),
    (&["--log", "n", "--tensorboard", "n"], "--log is where the folder of --tensorboard goes"),
    (&["--profile=n", "--tensorboard", "n"], "--profile is where the folder of --tensorboard goes"),
    (
        &["--members", "2", "--model", "n.st", "--tensorboard", "n.0.st"],
        "member 0 of --model is where the folder of --tensorboard goes",
    ),
    (&["--members", "2", "--model", "n/member-1", "--tensorboard", "n"], "there is no folder n"),
];

fn prepared() -> Place {
    let place = Place::new();
    place.model("init.st");
    fs::copy(place.path("init.st"), place.path("init.0.st")).unwrap();
    fs::copy(IRIS, place.path("test.csv")).unwrap();
    fs::copy(IRIS, place.path("d.0.csv")).unwrap();
    place.write("run.toml", "batch = 8\n").write("s.wgsl", "fn nothing() {}\n");
    fs::create_dir(place.path("folder")).unwrap();
    fs::hard_link(place.path("init.st"), place.path("hard")).unwrap();
    #[cfg(unix)]
    for (to, name) in [("init.st", "link"), ("m.st", "to-m")] {
        std::os::unix::fs::symlink(to, place.path(name)).unwrap();
    }
    place
}

#[cfg(unix)]
#[test]
fn an_output_that_is_an_input_or_another_output_is_refused_before_anything_is_written() {
    let place = prepared();
    let contents = || {
        let names = place.names().into_iter();
        names.map(|name| (fs::read(place.path(&name)).ok(), name)).collect::<Vec<_>>()
    };
    let before = contents();
    for (arguments, expected) in REFUSED {
        let run = place.train(arguments);
        assert!(run.refusal(2).contains(expected), "{arguments:?}: {run:?}");
        assert_eq!(contents(), before, "{arguments:?}");
    }
    let run = place.run(&["train", "d.0.csv", "--members", "2", "--model", "d.csv"]);
    assert!(run.refusal(2).contains("member 0 of --model would replace an input, DATA"), "{run:?}");
    let run = place.run(&["train", "d.*.csv", "--members", "2", "--model", "d.csv"]);
    assert!(run.refusal(2).contains("member 0 of --model would replace an input, DATA"), "{run:?}");
    fs::create_dir_all(place.path("images/a")).unwrap();
    place.write("images/a/1.png", "an image");
    let run = place.run(&["train", "images", "--model", "images/a/1.png"]);
    assert!(run.refusal(2).contains("--model lies in the folder of DATA"), "{run:?}");
    fs::remove_dir_all(place.path("images")).unwrap();
    let run = place.run(&["predict", "init.st", "test.csv", "--output", "./test.csv"]);
    assert!(run.refusal(2).contains("--output would replace an input, DATA"), "{run:?}");
    let run = place.run(&["predict", "init.st", "test.csv", "--output", "link"]);
    assert!(run.refusal(2).contains("--output would replace an input, MODEL"), "{run:?}");
    let report = ["verify", "test.csv", "--device", "cpu", "--tolerance-report", "test.csv"];
    let run = place.run(&report);
    assert!(run.refusal(2).contains("--tolerance-report would replace an input"), "{run:?}");
    assert_eq!(contents(), before);
}

/// Commands whose standard output or standard error is one of their inputs, and what is said of them.
#[cfg(unix)]
const APPENDED: [(&str, &str); 10] = [
    ("train test.csv --quiet --device cpu --epochs 1 >> test.csv", "an input, DATA"),
    (
        "train d.0.csv --device cpu --epochs 1 2>> d.0.csv",
        "standard error is sent to an input, DATA",
    ),
    ("predict init.st test.csv >> test.csv", "standard output is sent to an input, DATA"),
    ("predict init.st test.csv >> hard", "standard output is sent to an input, MODEL"),
    ("predict init.st - < test.csv >> test.csv", "standard output is sent to an input, DATA"),
    ("show init.st >> init.st", "init.st: standard output is sent to an input, MODEL; send it to"),
    ("export init.st --format c >> init.st", "standard output is sent to an input, MODEL"),
    ("evaluate init.st test.csv >> init.st", "standard output is sent to an input, MODEL"),
    ("describe test.csv >> test.csv", "standard output is sent to an input, DATA"),
    ("compare init.st init.0.st >> init.0.st", "standard output is sent to an input, RUN"),
];

#[cfg(unix)]
#[test]
fn what_standard_streams_are_sent_to_is_a_file_too() {
    let place = prepared();
    let shell = |script: &str| {
        let mut command = std::process::Command::new("sh");
        let run = place.command(&[]);
        command.current_dir(place.0.path()).arg("-c").arg(script).arg(run.get_program());
        Run::of(command.output().unwrap())
    };
    let before = place.names().into_iter().map(|name| (fs::read(place.path(&name)).ok(), name));
    let before: Vec<_> = before.collect();
    for (script, expected) in APPENDED {
        let run = shell(&format!("\"$0\" {script}"));
        // Of standard error the line itself is there.
        if let Some(script) = script.strip_suffix("2>> d.0.csv") {
            assert_eq!(run.code, Some(2), "{script}: {run:?}");
            let text = String::from_utf8(place.bytes("d.0.csv")).unwrap();
            assert!(text.lines().last().unwrap().contains(expected), "{text}");
            fs::copy(IRIS, place.path("d.0.csv")).unwrap();
            continue;
        }
        assert!(run.refusal(2).contains(expected), "{script}: {run:?}");
    }
    for (content, name) in before {
        assert_eq!(fs::read(place.path(&name)).ok(), content, "{name}");
    }
    let run = shell("\"$0\" predict init.st test.csv >> new.csv");
    assert_eq!(run.code, Some(0), "another file: {run:?}");
    let run = shell("\"$0\" predict init.st - --output test.csv < test.csv");
    assert!(run.refusal(2).contains("--output would replace an input, DATA"), "{run:?}");
    let run = shell("\"$0\" train d.0.csv --device cpu --log out.txt > out.txt");
    assert!(run.refusal(2).contains("--log is the file of standard output"), "{run:?}");
}

#[test]
fn a_model_may_replace_the_one_that_it_began_with() {
    let place = Place::new();
    place.model("m.st");
    let before = place.bytes("m.st");
    assert_eq!(place.train(&["--init", "m.st", "--model", "m.st"]).code, Some(0));
    assert_ne!(place.bytes("m.st"), before);
}

#[test]
fn all_outputs_are_tried_before_the_first_step() {
    let place = Place::new();
    let long = "x".repeat(256);
    let long = long.as_str();
    fs::create_dir(place.path("m.1.st")).unwrap();
    place.write("file", "");
    for (arguments, expected) in [
        (&["--model", long][..], "no file can be put there"),
        (&["--members", "2", "--model", "m.st"], "m.1.st: a folder stands"),
        (&["--log", "missing/log.jsonl"], "there is no folder missing"),
        (&["--log", "file/log.jsonl"], "no file can be put there (Not a directory"),
        (&["--model", ".."], "a folder stands where"),
    ] {
        let run = place.train(&[arguments, &["--epochs", "1000000"]].concat()[..]);
        assert!(run.refusal(2).contains(expected), "{run:?}");
    }
    assert_eq!(place.names(), ["file", "m.1.st"]);
}

#[test]
fn a_name_as_long_as_the_system_bears_is_written() {
    let place = Place::new();
    let long = "x".repeat(255);
    place.model(&long);
    place.model(&long);
    assert_eq!(place.names(), [long]);
}

#[cfg(unix)]
#[test]
fn a_replaced_model_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.model("m.st");
    let set = |mode| fs::set_permissions(place.path("m.st"), PermissionsExt::from_mode(mode));
    let mode = || fs::metadata(place.path("m.st")).unwrap().permissions().mode() & 0o777;
    for wanted in [0o600, 0o664] {
        set(wanted).unwrap();
        let before = place.bytes("m.st");
        assert_eq!(place.train(&["--seed", &wanted.to_string(), "--model", "m.st"]).code, Some(0));
        assert_ne!(place.bytes("m.st"), before);
        assert_eq!(mode(), wanted);
    }
    set(0o444).unwrap();
    let before = place.bytes("m.st");
    let run = place.train(&["--seed", "9", "--model", "m.st"]);
    assert!(run.refusal(2).contains("the file is read-only"), "{run:?}");
    assert_eq!((place.bytes("m.st"), mode()), (before, 0o444));
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_written_through() {
    let place = Place::new();
    fs::create_dir(place.path("folder")).unwrap();
    std::os::unix::fs::symlink("folder/m.st", place.path("link")).unwrap();
    place.model("link");
    assert!(fs::symlink_metadata(place.path("link")).unwrap().is_symlink());
    gradshader::model::Model::load(place.path("folder/m.st")).unwrap();
    std::os::unix::fs::symlink("round", place.path("round")).unwrap();
    let run = place.train(&["--model", "round"]);
    assert!(run.refusal(2).contains("in circles"), "{run:?}");
}

#[test]
fn what_a_dead_process_left_beside_a_model_is_removed_and_nothing_else() {
    let place = Place::new();
    let others = [".m.st.short.tmp", ".other.st.a1b2c3.tmp", ".m.st.a1b2c3.tmq", "m.st.a1b2c3.tmp"];
    for name in others {
        place.write(name, "mine");
    }
    place.write(".m.st.a1b2c3.tmp", "left");
    // A living process has what it writes locked.
    place.write(".m.st.d4e5f6.tmp", "written");
    let living = fs::File::open(place.path(".m.st.d4e5f6.tmp")).unwrap();
    living.lock().unwrap();
    place.model("m.st");
    let mut expected: Vec<_> = others.into_iter().chain([".m.st.d4e5f6.tmp", "m.st"]).collect();
    expected.sort();
    assert_eq!(place.names(), expected);
}

#[test]
fn the_old_log_stays_until_an_epoch_is_done_or_is_gone_on_with() {
    let place = Place::new();
    place.write("log.jsonl", "{\"event\":\"old\"}\n");
    // Dropout of hidden layers that a network has not is found once the log is open.
    let run = place.train(&["--log", "log.jsonl", "--profile"]);
    assert_ne!(run.code, Some(0), "the CPU has no timestamps: {run:?}");
    assert_eq!(place.bytes("log.jsonl"), b"{\"event\":\"old\"}\n");
    // Nor does an epoch that diverges count.
    let far = ["--optimizer", "sgd", "--learning-rate", "1e30", "--activation", "linear"];
    let far =
        [&far[..], &["--output-activation", "linear", "--loss", "half-squared-error"]].concat();
    let run = place.train(&[&far[..], &["--log", "log.jsonl"]].concat());
    let said = run.refusal(1);
    assert!(said.contains("no model is saved, log.jsonl is left as it was; "), "{said}");
    assert!(said.ends_with(" a smaller --learning-rate than 1e30"), "{said}");
    assert_eq!(place.bytes("log.jsonl"), b"{\"event\":\"old\"}\n");
    place.write("half", "{\"event\":\"old\"}\n{\"event\":\"sta");
    for (flags, name) in [(&["--append-log"][..], "log.jsonl"), (&["--append-log"], "half")] {
        let run = place.train(&[flags, &["--log", name]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let text = String::from_utf8(place.bytes(name)).unwrap();
        assert!(text.starts_with("{\"event\":\"old\"}\n"), "{text}");
        assert_eq!(text.lines().filter(|line| line.contains("\"event\":\"end\"")).count(), 1);
    }
    let half = String::from_utf8(place.bytes("half")).unwrap();
    assert!(half.contains("{\"event\":\"sta\n{\"event\":\"start\""), "{half}");
    assert_eq!(place.train(&["--log", "log.jsonl"]).code, Some(0));
    let text = String::from_utf8(place.bytes("log.jsonl")).unwrap();
    assert!(text.starts_with("{\"event\":\"start\""), "a new log: {text}");
    assert!(place.train(&["--append-log"]).refusal(2).contains("--append-log without --log"));
    assert_eq!(place.names(), ["half", "log.jsonl"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_behind_a_link_is_written_to() {
    let place = Place::new();
    let run = place.run(&[
        "train",
        IRIS,
        "--device",
        "cpu",
        "--epochs",
        "1",
        "--quiet",
        "--log",
        "/dev/stdout",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("{\"event\":\"start\""), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_log_says_a_name_that_is_no_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let name = std::ffi::OsStr::from_bytes(b"na\xffme.csv");
    fs::copy(IRIS, place.path("").join(name)).unwrap();
    let own = ["--device", "cpu", "--epochs", "1", "--quiet", "--log", "l.jsonl"];
    let mut command = place.command(&["train"]);
    assert!(command.arg(name).args(own).status().unwrap().success());
    let log = String::from_utf8(place.bytes("l.jsonl")).unwrap();
    assert!(log.contains("\"data\":\"na\u{fffd}me.csv\""), "{log}");
}
