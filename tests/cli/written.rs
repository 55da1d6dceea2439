//! Whatever one output meets, the others are written, the network first.

use super::*;

/// The program in `place` where no file grows beyond so many blocks of 512 bytes.
fn limited(place: &Place, blocks: usize, arguments: &[&str]) -> Run {
    let limit = format!("ulimit -f {blocks}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.current_dir(place.0.path()).args(["-c", &limit, "sh"]);
    command.arg(place.command(&[]).get_program()).args(arguments);
    Run::of(command.output().unwrap())
}

const SWEEP: [&str; 11] = [
    "sweep",
    IRIS,
    "--epochs",
    "2",
    "--learning-rate",
    "0.01,0.1",
    "--hidden",
    "4",
    "--device",
    "cpu",
    "--quiet",
];

#[test]
fn a_sweep_writes_what_it_can() {
    let files = [("--csv", "s.csv"), ("--json", "s.json"), ("--model", "s.st")];
    for failing in 0..3 {
        let place = Place::new();
        let mut told = SWEEP.to_vec();
        for (number, (flag, file)) in files.iter().enumerate() {
            told.extend([*flag, if number == failing { "/dev/full" } else { *file }]);
        }
        let run = place.run(&told);
        run.fails(1, &["/dev/full"]);
        assert!(run.stdout.starts_with("trial  hidden  learning-rate"), "{run:?}");
        assert_eq!(run.stdout.contains("\nmodel  "), failing != 2, "{run:?}");
        for (number, (_, file)) in files.iter().enumerate() {
            assert_eq!(place.path(file).exists(), number != failing, "{file} beside {failing}");
        }
    }
    // With folds the best is trained whatever became of the table.
    let place = Place::new();
    let own = ["--folds", "3", "--csv", "/dev/full", "--model", "s.st"];
    let run = place.run(&[&SWEEP[..], &own].concat());
    run.fails(1, &["/dev/full"]);
    assert!(run.stdout.starts_with("trial  ") && place.path("s.st").exists(), "{run:?}");
    // A page is larger than this.
    let place = Place::new();
    let own = ["--report", "page", "--json", "s.json", "--model", "s.st"];
    let run = limited(&place, 64, &[&SWEEP[..], &own].concat());
    run.fails(1, &["page/index.html"]);
    assert!(place.path("s.st").exists() && place.path("s.json").exists(), "{run:?}");
    assert!(run.stdout.starts_with("trial  "), "{run:?}");
}

#[test]
fn standard_output_that_is_full_costs_no_file() {
    let place = Place::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let files = ["--csv", "s.csv", "--model", "s.st"];
    let mut command = place.command(&[&SWEEP[..], &files].concat());
    let run = Run::of(command.stdout(full).output().unwrap());
    run.fails(1, &["the result cannot be written to stdout"]);
    assert!(place.path("s.csv").exists() && place.path("s.st").exists());
}

#[test]
fn an_ensemble_writes_what_it_can() {
    let own = ["train", IRIS, "--ensemble", "2", "--epochs", "2", "--device", "cpu", "--quiet"];
    let place = Place::new();
    let run = place.run(&[&own[..], &["--log", "/dev/full", "--model", "e.st"]].concat());
    run.fails(1, &["/dev/full"]);
    assert!(run.stdout.starts_with("setting  counts") && place.path("e.st").exists(), "{run:?}");
    let run = place.run(&[&own[..], &["--log", "e.jsonl", "--model", "/dev/full"]].concat());
    run.fails(1, &["/dev/full"]);
    assert!(run.stdout.contains("not saved") && place.path("e.jsonl").exists(), "{run:?}");
}

#[test]
fn what_is_measured_is_printed_whatever_becomes_of_its_page() {
    let place = Place::new();
    place.iris_model("m.st");
    let run =
        limited(&place, 64, &["evaluate", "m.st", IRIS, "--device", "cpu", "--report", "page"]);
    run.fails(1, &["page/index.html"]);
    assert!(run.stdout.contains("accuracy"), "{run:?}");
    let run = limited(&place, 64, &["compare", "m.st", "--report", "sides"]);
    run.fails(1, &["sides/index.html"]);
    assert!(run.stdout.starts_with("run "), "{run:?}");
}

#[test]
fn an_ensemble_says_what_was_verified() {
    let place = Place::new();
    let own =
        ["train", IRIS, "--ensemble", "2", "--epochs", "2", "--device", "cpu", "--verify", "2"];
    let run = place.done(&[&own[..], &["--quiet", "--log", "e.jsonl"]].concat());
    let said = run.result("verified_steps");
    let steps: u64 = said.split(' ').next().unwrap().parse().unwrap();
    assert!(steps > 0 && said.contains("of its bound"), "{run:?}");
    let events = place.events("e.jsonl");
    let end = events.last().unwrap();
    assert_eq!(end["verified_steps"], steps);
    assert!(end["largest_ratio"].as_f64().is_some_and(|ratio| ratio < 1.0), "{end}");
}

#[test]
fn a_model_that_cannot_be_saved_costs_no_result() {
    let own =
        ["train", IRIS, "--epochs", "2", "--device", "cpu", "--quiet", "--model", "/dev/full"];
    let run = Place::new().run(&own);
    run.fails(1, &["/dev/full"]);
    assert!(run.stdout.contains("train_loss") && !run.stdout.contains("model "), "{run:?}");
}

#[test]
fn what_is_verified_is_said_whatever_becomes_of_its_report() {
    let place = Place::new();
    let report = ["--steps", "2", "--tolerance-report", "/dev/full"];
    let run = place.run(&[&["verify", IRIS, "--device", "reference"], &report[..]].concat());
    assert!(run.stderr.contains("error: /dev/full") && run.code == Some(1), "{run:?}");
    assert!(run.stdout.contains("every quantity is within its bound"), "{run:?}");
    // A wrong device is worse than a full disk.
    let text = gradshader::kernel::shader("update").unwrap();
    place.write("wrong.wgsl", text.replace("= updated(", "= -updated("));
    let run =
        place.run(&[&["verify", IRIS, "--shader", "update=wrong.wgsl"], &report[..]].concat());
    assert!(run.code == Some(4) && run.stderr.contains("error: layer 0 weight"), "{run:?}");
}
