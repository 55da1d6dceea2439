//! A run that is asked to stop, by one signal or two: how soon it does, and what it saves.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gradshader::model::Model;

use crate::IRIS;
use crate::program::Place;

/// Waits until a run says that it trains; what it says from then on.
pub(super) fn until_it_trains(child: &mut Child) -> BufReader<std::process::ChildStderr> {
    until_it_says("training on", child)
}

/// Waits until a run says a line that begins so.
pub(super) fn until_it_says(
    begin: &str,
    child: &mut Child,
) -> BufReader<std::process::ChildStderr> {
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.starts_with(begin) {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended");
    }
    stderr
}

/// A run of steps that take long, once it trains.
fn long(place: &Place, arguments: &[&str]) -> (Child, BufReader<std::process::ChildStderr>) {
    let common = ["train", IRIS, "--device", "cpu", "--model", "m.st", "--log", "log.jsonl"];
    let mut command = place.command(&[&common, arguments].concat());
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let stderr = until_it_trains(&mut child);
    // Its log, or the one that shall replace it, has begun.
    let began = |name: &String| {
        let lines = fs::read(place.path(name)).unwrap_or_default();
        name.contains("log.jsonl") && lines.windows(7).any(|part| part == b"\"start\"")
    };
    while !place.names().iter().any(began) {
        std::thread::sleep(Duration::from_millis(20));
    }
    (child, stderr)
}

pub(super) fn send(signal: &str, child: &Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
}

/// Whether these tests run so that they outlive their terminal.
fn hang_up_is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.is_some_and(|mask| u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 == 1))
}

#[test]
fn who_is_to_outlive_its_terminal_does() {
    let place = Place::new();
    let mut command = Command::new("sh");
    command.current_dir(place.0.path()).args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
    command.arg(place.command(&[]).get_program());
    command.args(["train", IRIS, "--quiet", "--device", "cpu", "--epochs", "100000000"]);
    let mut child = command.args(["--model", "m.st"]).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    send("-HUP", &child);
    std::thread::sleep(Duration::from_millis(700));
    assert!(child.try_wait().unwrap().is_none(), "it goes on");
    send("-TERM", &child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(place.names(), ["m.st"]);
}

#[test]
fn the_first_signal_is_answered_at_once_and_what_was_trained_is_saved() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        if signal == "-HUP" && hang_up_is_ignored() {
            continue;
        }
        let place = Place::new();
        // One epoch of many steps.
        let (mut child, mut stderr) = long(&place, &["--hidden", "1500,1500", "--batch", "1"]);
        std::thread::sleep(Duration::from_millis(500));
        let asked = Instant::now();
        send(signal, &child);
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let answered = asked.elapsed();
        assert_eq!(line, "stopping after this step; again to quit\n", "{signal}");
        let code = child.wait().unwrap().code();
        let ended = asked.elapsed();
        println!("{signal}: answered after {answered:?}, ended after {ended:?}");
        // Of a busy machine; 150 such steps would take longer.
        assert!(answered < Duration::from_secs(1), "{answered:?}");
        assert!(ended < Duration::from_secs(5), "{ended:?}");
        assert_eq!(code, Some(130));
        let model = Model::load(place.path("m.st")).unwrap();
        assert_eq!(model.training["stop_reason"], "interrupted");
        assert_eq!(place.names(), ["log.jsonl", "m.st"]);
    }
}

#[test]
fn a_signal_while_it_loads_ends_it_at_once() {
    let place = Place::new();
    // Some seconds' worth of reading.
    let rows: String =
        (0..60_000).map(|i| format!("{},{i},{}.5,w{}\n", i % 7, i * 3, i % 5)).collect();
    place.write("large.csv", format!("a,b,c,kind\n{}", rows.repeat(12)));
    place.write("m.st", "precious");
    for after in [30, 150, 400] {
        let arguments = ["train", "large.csv", "--device", "cpu", "--model", "m.st"];
        let mut command = place.command(&[&arguments[..], &["--log", "log.jsonl"]].concat());
        let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(after));
        let asked = Instant::now();
        send("-INT", &child);
        let code = child.wait().unwrap().code();
        println!("after {after} ms: ended within {:?}", asked.elapsed());
        assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
        // 130 once it listens.
        assert!(code == Some(130) || (code.is_none() && after < 100), "{code:?}");
        assert_eq!(place.names(), ["large.csv", "m.st"]);
        assert_eq!(place.bytes("m.st"), b"precious");
    }
}

#[test]
fn a_signal_while_it_measures_ends_it_soon_and_what_was_trained_is_saved() {
    let place = Place::new();
    let rows: String = (0..240_000).map(|i| format!("{},{},{}\n", i % 11, i % 7, i % 2)).collect();
    place.write("large.csv", format!("a,b,kind\n{rows}"));
    let mut command = place.command(&[
        "train",
        "large.csv",
        "--device",
        "cpu",
        "--model",
        "m.st",
        "--log",
        "log.jsonl",
        // Next to nothing is trained on, so that it measures nearly all the time.
        "--validation",
        "0.9999",
        "--hidden",
        "2000,2000",
        "--batch",
        "1",
        "--epochs",
        "1000",
    ]);
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut stderr = until_it_trains(&mut child);
    std::thread::sleep(Duration::from_millis(1500));
    let asked = Instant::now();
    send("-INT", &child);
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    let answered = asked.elapsed();
    let code = child.wait().unwrap().code();
    let ended = asked.elapsed();
    println!("answered after {answered:?}, ended after {ended:?}");
    assert_eq!(line, "stopping after this step; again to quit\n");
    assert!(answered < Duration::from_secs(1), "{answered:?}");
    // A busy machine's; all of it takes longer than forty.
    assert!(ended < Duration::from_secs(20), "{ended:?}");
    assert_eq!(code, Some(130));
    let model = Model::load(place.path("m.st")).unwrap();
    assert_eq!(model.training["stop_reason"], "interrupted");
}

#[test]
fn the_second_signal_ends_it_and_leaves_nothing_half_done() {
    let place = Place::new();
    place.write("log.jsonl", "{\"event\":\"old\"}\n");
    // Steps that take long.
    let large = ["--hidden", "4000,4000,4000", "--batch", "150"];
    let (mut child, mut stderr) = long(&place, &large);
    std::thread::sleep(Duration::from_millis(300));
    send("-INT", &child);
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    assert_eq!(line, "stopping after this step; again to quit\n");
    assert!(child.try_wait().unwrap().is_none(), "a step takes longer");
    send("-INT", &child);
    let asked = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(asked.elapsed() < Duration::from_secs(1));
    assert_eq!(place.names(), ["log.jsonl"]);
    assert_eq!(fs::read(place.path("log.jsonl")).unwrap(), b"{\"event\":\"old\"}\n");
}
