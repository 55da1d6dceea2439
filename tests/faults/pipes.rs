//! Pipes that nobody reads: they hold up nobody who is asked to stop.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::IRIS;
use crate::program::{Place, Run};
use crate::signals::{send, until_it_says};

/// Makes a pipe that nobody reads.
fn pipe(place: &Place) {
    let made = Command::new("mkfifo").arg(place.path("pipe")).status().unwrap();
    assert!(made.success());
}

/// Ends a command that waits for a reader of a pipe, which is to take less than a second.
fn given_up(child: Child) -> Run {
    given_up_within(child, Duration::from_secs(1))
}

fn given_up_within(mut child: Child, limit: Duration) -> Run {
    let asked = Instant::now();
    send("-INT", &child);
    while child.try_wait().unwrap().is_none() && asked.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let took = asked.elapsed();
    let _ = child.kill();
    assert!(took < limit, "{took:?}");
    Run::of(child.wait_with_output().unwrap())
}

#[test]
fn a_pipe_that_nobody_reads_takes_nothing_from_who_was_asked_to_stop_before() {
    let place = Place::new();
    pipe(&place);
    let long = ["train", IRIS, "--device", "cpu", "--quiet", "--epochs", "100000000"];
    let files = ["--model", "pipe", "--log", "log.jsonl", "--report", "page"];
    let more = ["--validation", "0.2", "--early-stop", "0"];
    let mut command = place.command(&[&long[..], &files, &more].concat());
    let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let log = || fs::read_to_string(place.path("log.jsonl")).unwrap_or_default();
    while log().lines().count() < 5 {
        std::thread::sleep(Duration::from_millis(10));
    }
    // A second for the pipe, beside the run that stops.
    let run = given_up_within(child, Duration::from_secs(8));
    assert_eq!(run.code, Some(130), "{run:?}");
    assert!(run.stderr.contains("nobody reads the pipe"), "{run:?}");
    assert!(place.path("page/index.html").exists());
    assert!(log().lines().last().unwrap().contains("\"end\""), "{run:?}");
}

#[test]
fn a_pipe_that_nobody_reads_is_given_up_after_a_signal() {
    let common = [IRIS, "--device", "cpu", "--quiet", "--epochs", "2"];
    let space = ["--learning-rate", "0.01,0.02"];
    let validated = [&["cross-validate"], &common[..], &["--output", "pipe"]].concat();
    let swept = [&["sweep"], &common[..], &space, &["--csv", "pipe"]].concat();
    let trained = ["train", IRIS, "--device", "cpu", "--model", "pipe", "--epochs", "1"];
    // What is written before the pipe is.
    for (words, first) in [(&validated, "--json"), (&swept, "--json")] {
        let place = Place::new();
        pipe(&place);
        let words = [&words[..], &[first, "first.json", "--report", "page"]].concat();
        let mut command = place.command(&words);
        let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        while !place.path("first.json").exists() {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(300));
        let run = given_up(child);
        assert_eq!(run.code, Some(130), "{run:?}");
        let said = "error: pipe: the file cannot be written (nobody reads the pipe)\n";
        assert_eq!(run.stderr, said);
        // What comes after it is written all the same.
        assert!(place.path("page/index.html").exists());
    }
    let place = Place::new();
    pipe(&place);
    let mut command = place.command(&trained);
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let _stderr = until_it_says("epoch 1/1", &mut child);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(given_up(child).code, Some(130));
    // Who logs to one waits before anything is trained.
    for more in [&[][..], &["--append-log"]] {
        let place = Place::new();
        pipe(&place);
        let words = [&["train"], &common[..], &["--log", "pipe"], more].concat();
        let mut command = place.command(&words);
        let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        let run = given_up(child);
        assert_eq!(run.code, Some(130), "{more:?}");
        assert_eq!(run.stderr, "error: interrupted; nobody reads the pipe pipe\n", "{more:?}");
        // Whoever reads it gets all.
        let mut command = place.command(&words);
        let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let log = fs::read_to_string(place.path("pipe")).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert_eq!(log.lines().count(), 4, "{log}");
    }
}
