//! `--tui` as a user meets it: the program in a pseudo-terminal, its screen, its keys, and the terminal
//! that it leaves.

#![cfg(all(target_os = "linux", feature = "tui"))]

#[path = "../common/program.rs"]
mod program;
mod session;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::time::{Duration, Instant};

use gradshader::model::Model;
use rustix::termios::LocalModes;
use serde_json::Value;

use self::program::{Place, Run};
use self::session::Session;

const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

/// A run that does not end by itself within a test.
const ENDLESS: [&str; 13] = [
    "train",
    IRIS,
    "--tui",
    "--device",
    "cpu",
    "--validation",
    "0.2",
    "--early-stop",
    "0",
    "--epochs",
    "100000000",
    "--schedule",
    "constant",
];

fn endless(size: (u16, u16), more: &[&str]) -> Session {
    Session::begin(size, &[&ENDLESS, more].concat(), |_| {})
}

#[test]
fn both_sizes_have_their_screens_and_the_size_may_change() {
    let mut session = endless((80, 24), &["--log", "log.jsonl", "--model", "m.st"]);
    let screen = session.until(&["samples/s", "process CPU", "in steps"]);
    println!("{screen}");
    for part in [
        "gradshader  iris.csv  4-",
        "epoch ",
        "/100000000",
        " at most ",
        " loss ",
        " train ",
        " validation ",
        " best ",
        "val accuracy",
        "learning rate",
        " of ",
        "training on 120 samples, validation on 30",
        " q  stop",
        " s  save",
        "learning rate x2 /2",
    ] {
        assert!(screen.contains(part), "{part:?} is missing:\n{screen}");
    }
    let is_dot = |c: char| ('\u{2801}'..='\u{28ff}').contains(&c);
    assert!(screen.chars().filter(|&c| is_dot(c)).count() > 20, "no curves:\n{screen}");
    assert_eq!(screen.matches('┌').count(), 4, "two charts, two boxes:\n{screen}");
    session.on_screen(|screen| assert!(screen.alternate_screen() && screen.hide_cursor()));
    let modes = session.modes();
    assert!(!modes.intersects(LocalModes::ICANON | LocalModes::ECHO));

    session.resize(200, 50);
    let large = |session: &Session| {
        let rows = session.on_screen(|screen| screen.rows(0, 200).collect::<Vec<_>>());
        rows[49].contains(" q  stop") && rows.iter().any(|row| row.chars().count() == 200)
    };
    let screen = session.until_it(large, &["the last of 50 rows"]);
    println!("{screen}");
    assert!(screen.matches('┌').count() > 6, "more charts:\n{screen}");
    assert!(screen.contains("validation brier"), "{screen}");

    session.resize(20, 5);
    session.until_it(
        |session| {
            session.on_screen(|screen| screen.rows(0, 20).nth(4).unwrap().contains(" q  stop"))
        },
        &["the last of 5 rows"],
    );
    session.resize(1, 1);
    session.until(&["e"]);
    session.resize(80, 24);
    session.until(&["samples/s", " q  stop"]);

    session.press("q");
    assert_eq!(session.end().code(), Some(130));
    let screen = session.text();
    session.is_clean();
    for part in [
        "training on 120 samples, validation on 30",
        "stopping after this step; again to quit",
        "error: interrupted after epoch ",
    ] {
        assert!(screen.contains(part), "{part:?} is missing:\n{screen}");
    }
    let model = Model::load(session.place.path("m.st")).unwrap();
    assert_eq!(model.training["stop_reason"], "interrupted");
}

/// The events of a name in the log.
fn events(place: &Place, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(place.path("log.jsonl")).unwrap_or_default();
    let whole = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    whole.filter(|event| event["event"] == name).collect()
}

#[test]
fn keys_save_and_change_the_learning_rate_while_the_run_goes_on() {
    let more = ["--log", "log.jsonl", "--model", "m.st", "--learning-rate", "0.01"];
    let mut session = endless((100, 30), &more);
    session.until(&["learning rate  0.01 ", "samples/s"]);
    assert!(!session.place.path("m.st").exists());

    session.press("s");
    session.until(&["saved the model of epoch"]);
    let saved = Model::load(session.place.path("m.st")).unwrap();
    assert_eq!(saved.training["stop_reason"], "ongoing");
    assert!(session.child.try_wait().unwrap().is_none(), "the run goes on");
    let event = &events(&session.place, "saved")[0];
    assert_eq!(event["kept_epoch"].to_string(), saved.training["kept_epoch"]);
    assert_eq!(event["parameter_hash"], saved.parameters.hash());
    // It can be used meanwhile.
    session.place.done(&["evaluate", "m.st", IRIS, "--device", "cpu"]);

    session.press("-");
    session.until(&["learning rate  0.005 x0.5"]);
    session.press("--");
    session.until(&["learning rate  0.00125 x0.125"]);
    session.press("+");
    session.until(&["learning rate  0.0025 x0.25"]);
    let changes = events(&session.place, "learning_rate");
    let scales: Vec<_> = changes.iter().map(|event| event["scale"].as_f64().unwrap()).collect();
    assert_eq!((scales[0], *scales.last().unwrap()), (0.5, 0.25), "{changes:?}");
    assert_eq!(changes.last().unwrap()["learning_rates"][0], 0.0025f32 as f64);
    let from = changes.last().unwrap()["epoch"].as_u64().unwrap();

    // Steps have used it.
    let used = |session: &Session| {
        let epochs = events(&session.place, "epoch");
        epochs.last().is_some_and(|event| event["epoch"].as_u64() > Some(from + 1))
    };
    session.until_it(used, &["epochs after the change"]);
    let epochs = events(&session.place, "epoch");
    assert_eq!(epochs[0]["learning_rate"].as_f64(), Some(0.01));
    assert_eq!(epochs.last().unwrap()["learning_rate"].as_f64(), Some(0.0025));

    session.press("\x03");
    assert_eq!(session.end().code(), Some(130));
    session.is_clean();
    let end = &events(&session.place, "end")[0];
    assert_eq!(end["rate_changes"].as_array().unwrap().len(), changes.len());
    let model = Model::load(session.place.path("m.st")).unwrap();
    let told = &model.training["learning_rate_changes"];
    assert!(told.starts_with("x0.5 after step ") && told.contains("x0.25 after step "), "{told}");
}

#[test]
fn where_there_is_nowhere_to_save_to_that_is_said() {
    let mut session = endless((80, 24), &[]);
    session.until(&["samples/s"]);
    session.press("s");
    session.until(&["--model FILE.safetensors was not given"]);
    session.press("l");
    session.until(&["loss, log scale"]);
    session.press("q");
    assert_eq!(session.end().code(), Some(130));
    session.is_clean();
}

/// Runs without the dashboard and with it, whose screen afterwards has all that the other printed; both.
fn both_print_the_same(arguments: &[&str]) -> (Run, String) {
    let plain = Place::new().done(arguments);
    let mut session = Session::begin((120, 60), &[arguments, &["--tui"]].concat(), |_| {});
    assert_eq!(session.end().code(), Some(0));
    session.is_clean();
    let screen = session.text();
    for line in plain.stdout.lines() {
        assert!(screen.contains(line.trim_end()), "{line:?} is missing:\n{screen}");
    }
    (plain, screen)
}

#[test]
fn after_the_last_epoch_the_result_is_printed_as_without_it() {
    let arguments =
        ["train", IRIS, "--device", "cpu", "--validation", "0.2", "--epochs", "30", "--seed", "3"];
    let (plain, screen) = both_print_the_same(&arguments);
    let notes = ["device: CPU", "network: 4-", "training on 120 samples, validation on 30"];
    for note in notes {
        assert!(plain.stderr.contains(note) && screen.contains(note), "{note:?}:\n{screen}");
    }
}

#[test]
fn what_others_print_is_shown_and_spoils_nothing() {
    let mut session = endless((80, 24), &[]);
    session.until(&["samples/s"]);
    for descriptor in [1, 2] {
        let path = format!("/proc/{}/fd/{descriptor}", session.child.id());
        let mut other = OpenOptions::new().write(true).open(path).unwrap();
        writeln!(other, "a driver \x1b[2J says {descriptor}").unwrap();
    }
    let screen = session.until(&["a driver  [2J says 1", "a driver  [2J says 2"]);
    assert!(screen.contains("gradshader  iris.csv") && screen.contains(" q  stop"), "{screen}");
    session.press("q");
    session.end();
    session.is_clean();
    let screen = session.text();
    assert!(screen.contains("says 1") && screen.contains("says 2"), "{screen}");
    assert_eq!(screen.matches("says 1").count(), 1);
}

#[test]
fn polite_requests_to_end_leave_a_clean_terminal() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let mut session = endless((80, 24), &["--model", "m.st"]);
        session.until(&["samples/s"]);
        session.signal(signal);
        assert_eq!(session.end().code(), Some(130), "{signal}");
        session.is_clean();
        assert!(session.text().contains("error: interrupted after epoch"), "{signal}");
        assert!(session.place.path("m.st").exists());
    }
}

#[test]
fn the_second_ctrl_c_quits_at_once_and_leaves_a_clean_terminal() {
    // Steps that take long.
    let more = ["--hidden", "3000,3000,3000", "--batch", "120", "--model", "m.st"];
    let mut session = endless((80, 24), &more);
    session.until(&["epoch 1/", "step 0/1"]);
    std::thread::sleep(Duration::from_millis(200));
    session.press("\x03");
    session.until(&["stopping after this step; Ctrl-C quits at once"]);
    assert!(session.child.try_wait().unwrap().is_none(), "a step takes longer");
    let asked = Instant::now();
    session.press("\x03");
    assert_eq!(session.end().code(), Some(130));
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    session.is_clean();
    assert!(!session.place.path("m.st").exists());
    let left = fs::read_dir(session.place.0.path()).unwrap().flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name()).filter(|name| name != "cache").collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

#[test]
fn a_run_that_fails_leaves_a_clean_terminal_and_its_error() {
    let more = [
        "--optimizer",
        "sgd",
        "--learning-rate",
        "1e30",
        "--output-activation",
        "linear",
        "--loss",
        "half-squared-error",
    ];
    let mut session = endless((100, 24), &more);
    assert_eq!(session.end().code(), Some(1), "{}", session.text());
    session.is_clean();
    assert!(session.text().contains("error: training diverged"), "{}", session.text());
}

#[test]
fn without_a_terminal_there_is_the_usual_progress_and_it_is_said_why() {
    let arguments = ["train", IRIS, "--device", "cpu", "--epochs", "20", "--tui"];
    let run = Place::new().done(&arguments);
    let first = run.stderr.lines().next().unwrap();
    assert_eq!(first, "without --tui: stderr is no terminal");
    assert!(run.stderr.contains("epoch 20/20"), "{run:?}");
    assert!(!run.stderr.contains('\x1b') && !run.stdout.contains('\x1b'), "{run:?}");

    let mut session = Session::begin((100, 24), &arguments, |command| {
        command.env("TERM", "dumb");
    });
    assert_eq!(session.end().code(), Some(0));
    session.is_clean();
    let screen = session.text();
    assert!(screen.contains("without --tui: TERM names a terminal that cannot"), "{screen}");
    assert!(screen.contains("parameter_hash"), "{screen}");

    let run = Place::new().run(&[&arguments[..], &["--quiet"]].concat());
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: --tui with --quiet, which shows nothing; leave one of the two out\n"
    );
    let run = Place::new().run(&[&arguments[..], &["--find-learning-rate"]].concat());
    assert_eq!(run.code, Some(2));
    let refused =
        "error: --tui with --find-learning-rate, which trains nothing to watch; leave --tui out\n";
    assert_eq!(run.stderr, refused);
}

#[test]
fn a_terminal_that_wants_no_colours_has_none() {
    for (value, has_colours) in [("1", false), ("", true)] {
        let mut session = Session::begin((80, 24), &ENDLESS, |command| {
            command.env("NO_COLOR", value);
        });
        session.until(&["samples/s"]);
        let coloured = session.on_screen(|screen| {
            let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
            cells
                .filter_map(|(row, column)| screen.cell(row, column))
                .any(|cell| cell.fgcolor() != vt100::Color::Default)
        });
        assert_eq!(coloured, has_colours, "NO_COLOR={value}");
        session.press("q");
        session.end();
        session.is_clean();
    }
}

#[test]
fn many_networks_side_by_side_are_seen_together() {
    let arguments = [
        "sweep",
        IRIS,
        "--device",
        "cpu",
        "--learning-rate",
        "0.001,0.01,0.1",
        "--hidden",
        "8",
        "--epochs",
        "2000000",
        "--early-stop",
        "0",
        "--tui",
    ];
    let mut session = Session::begin((100, 30), &arguments, |_| {});
    let screen =
        session.until(&["3 of 3 train", "least and most", "mean", "best member", "samples/s"]);
    assert!(screen.contains("0.001") && !screen.contains(" s  save"), "{screen}");
    session.press("-");
    session.until(&["here keys only stop"]);
    session.press("q");
    assert_eq!(session.end().code(), Some(130));
    session.is_clean();
    let said = "interrupted, and the table has 3 of 3 settings; none was trained to epoch 2000000";
    assert!(session.text().contains(said), "{}", session.text());

    let arguments = ["cross-validate", IRIS, "--device", "cpu", "--epochs", "20"];
    both_print_the_same(&arguments);
}

#[test]
fn a_shell_takes_the_terminal_and_gives_it_back() {
    let place = Place::new();
    let inner = place.command(&ENDLESS);
    let words = std::iter::once(inner.get_program()).chain(inner.get_args());
    let words: Vec<_> = words.map(|word| word.to_str().unwrap().to_owned()).collect();
    let mut shell = std::process::Command::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]).env("PS1", "PROMPT: ");
    shell.env("HISTFILE", "/dev/null").current_dir(place.0.path());
    let session = Session::of((120, 30), place, shell);
    let is_taken = |session: &Session| session.on_screen(vt100::Screen::alternate_screen);
    session.until(&["PROMPT: "]);
    session.press(&format!("{}\n", words.join(" ")));
    session.until(&["samples/s", "process CPU"]);

    session.press("\x1a");
    session.until(&["Stopped", "PROMPT: "]);
    assert!(!is_taken(&session));
    assert!(!session.on_screen(vt100::Screen::hide_cursor));
    // It trains on unseen.
    session.press("bg\n");
    std::thread::sleep(Duration::from_millis(400));
    session.press("echo still $((40 + 2))\n");
    session.until(&["still 42"]);
    assert!(!is_taken(&session), "{}", session.text());
    session.press("fg\n");
    session.until_it(is_taken, &["the dashboard"]);
    session.until(&["samples/s", " q  stop"]);

    session.press("q");
    session.until(&["error: interrupted after epoch", "PROMPT: "]);
    assert!(!is_taken(&session));
    session.press("exit\n");
}
