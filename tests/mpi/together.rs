//! One network that all ranks train together.

use std::fs;
use std::time::{Duration, Instant};

use super::program::{Place, Run};
use super::{LONGEST, data, ended, on_ranks, owned, process, random, run, signal};

/// Trains a network with all that a step may have; `more` are further flags.
fn train(epochs: &str, more: &[&str]) -> Vec<String> {
    let digits = data("digits.csv");
    let words = ["train", &digits, "--hidden", "24,12", "--optimizer", "adam", "--dropout", "0.2"];
    let others = ["--clip-norm", "1", "--label-smoothing", "0.1", "--epochs", epochs];
    let device = ["--device", "cpu", "--early-stop", "0"];
    owned(&[&words[..], &others, &device, more].concat())
}

/// Once a rank is at work: its process.
fn at_work(mark: &str, rank: usize) -> u32 {
    let began = Instant::now();
    loop {
        if let Some(process) = process(mark, rank) {
            return process;
        }
        assert!(began.elapsed() < *LONGEST, "no rank {rank} of {mark}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What is said once of what went wrong.
fn error_of(run: &Run) -> String {
    let lines: Vec<_> = run.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(lines.len(), 1, "{run:?}");
    lines[0].to_owned()
}

#[test]
fn each_number_of_ranks_has_the_same_bits_each_time_and_with_each_library() {
    let place = Place::new();
    let mut all = String::new();
    for ranks in [2, 4] {
        let of = |name: &str| train("4", &["--verify", "40", "--model", name]);
        let first = run(&place, ranks, &of("first.safetensors"));
        assert_eq!(first.code, Some(0), "{first:?}");
        let second = run(&place, ranks, &of("second.safetensors"));
        let hash = |run: &Run| {
            let line = run.stdout.lines().find(|line| line.contains("hash"));
            line.unwrap_or_else(|| panic!("{run:?}")).to_owned()
        };
        assert_eq!(hash(&first), hash(&second));
        let model = |name: &str| fs::read(place.path(name)).unwrap();
        assert!(model("first.safetensors") == model("second.safetensors"), "{ranks} ranks");
        all += &format!("{ranks} ranks: {}\n", hash(&first));
    }
    // `scripts/test-mpi.sh` runs this with each library in turn.
    if let Some(path) = std::env::var_os("GRADSHADER_MPI_HASHES") {
        match fs::read_to_string(&path) {
            Ok(known) if !known.is_empty() => assert_eq!(known, all, "another library"),
            _ => fs::write(&path, &all).unwrap(),
        }
    }
}

#[test]
fn what_cannot_be_shared_is_refused_before_training() {
    let place = Place::new();
    let cases: [(&[&str], i32, &str); 4] = [
        (&["--members", "3"], 2, "--members 3 with 2 ranks, which train one network together"),
        (&["--find-learning-rate"], 2, "--find-learning-rate with 2 ranks that train one network"),
        (&["--print-config"], 2, "--print-config with 2 ranks that train one network"),
        (&["--target", "nothing"], 2, "nothing"),
    ];
    for (more, code, said) in cases {
        let run = run(&place, 2, &train("2", more));
        assert_eq!(run.code, Some(code), "{more:?}: {run:?}");
        let error = error_of(&run);
        assert!(error.contains(said), "{more:?}: {error}");
    }
    // A rank without its device.
    let mut on_devices = train("2", &[]);
    let device = on_devices.iter().position(|word| word == "cpu").unwrap();
    on_devices[device] = "cpu,99".to_owned();
    let run = run(&place, 2, &on_devices);
    assert_eq!(run.code, Some(3), "{run:?}");
    let error = error_of(&run);
    assert!(
        error.starts_with("error: rank 1 on ") && error.contains("no device \"99\""),
        "{error}"
    );
}

#[test]
fn a_run_that_is_stopped_on_any_rank_goes_on_to_the_same_bits() {
    let place = Place::new();
    let whole = run(&place, 3, &train("60", &["--model", "whole.safetensors"]));
    assert_eq!(whole.code, Some(0), "{whole:?}");
    for rank in [0, 2] {
        let folder = format!("kept{rank}");
        let mark = format!("together {} {rank}", std::process::id());
        let more = ["--model", "stopped.safetensors", "--checkpoint", &folder];
        let child = on_ranks(&place, 3, &[], &train("60", &more), &mark);
        let worker = at_work(&mark, rank);
        while fs::read_dir(place.path(&folder)).is_err() && process(&mark, rank).is_some() {
            std::thread::sleep(Duration::from_millis(10));
        }
        signal(worker, "-INT");
        let stopped = ended(child, "interrupted");
        assert!((0..3).all(|rank| process(&mark, rank).is_none()));
        let more = ["--model", "resumed.safetensors", "--resume", &folder];
        if stopped.code == Some(130) {
            assert!(error_of(&stopped).starts_with("error: interrupted "), "{stopped:?}");
            let others = run(&place, 2, &train("60", &more));
            assert_eq!(others.code, Some(2), "{others:?}");
            let error = error_of(&others);
            assert!(error.contains("of another number of ranks: 3, not 2"), "{error}");
        }
        let resumed = run(&place, 3, &train("60", &more));
        assert_eq!(resumed.code, Some(0), "{resumed:?}");
        let model = |name: &str| fs::read(place.path(name)).unwrap();
        assert!(model("whole.safetensors") == model("resumed.safetensors"), "rank {rank}");
    }
}

#[test]
fn a_rank_that_is_killed_ends_all_in_time_and_the_run_goes_on_from_a_checkpoint() {
    let place = Place::new();
    let began = Instant::now();
    let whole = run(&place, 3, &train("30", &["--model", "whole.safetensors"]));
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let length = began.elapsed().as_millis() as u32;
    let count = std::env::var("GRADSHADER_KILLS").ok().and_then(|count| count.parse().ok());
    let mut longest = Duration::ZERO;
    for number in 0..count.unwrap_or(3) {
        let (rank, moment) = (random(2 * number, 3) as usize, random(2 * number + 1, length));
        let what = format!("kill {number}: rank {rank} after {moment} ms of {length}");
        let mark = format!("{what} {}", std::process::id());
        let folder = format!("kept{number}");
        let flags = ["--model", "killed.safetensors", "--checkpoint-every", "1", "epochs"];
        let begun = [&flags[..], &["--checkpoint", &folder]].concat();
        let child = on_ranks(&place, 3, &[], &train("30", &begun), &mark);
        std::thread::sleep(Duration::from_millis(moment.into()));
        let killed = process(&mark, rank).map(|process| signal(process, "-KILL"));
        let began = Instant::now();
        let ended = ended(child, &what);
        while (0..3).any(|other| process(&mark, other).is_some()) {
            assert!(began.elapsed() < *LONGEST, "{what}: a rank is left");
            std::thread::sleep(Duration::from_millis(20));
        }
        longest = longest.max(began.elapsed());
        if killed.is_some() && ended.code != Some(0) {
            let said = ended.stderr + &ended.stdout;
            assert!(!said.trim().is_empty(), "{what}: nothing is said");
        }
        if place.path(&folder).is_dir() {
            let resumed = [&flags[..], &["--resume", &folder]].concat();
            let resumed = run(&place, 3, &train("30", &resumed));
            assert_eq!(resumed.code, Some(0), "{what}: {resumed:?}");
            let model = |name: &str| fs::read(place.path(name)).unwrap();
            assert!(model("whole.safetensors") == model("killed.safetensors"), "{what}");
        }
    }
    println!("{} kills of a network's ranks, the longest end {longest:?}", count.unwrap_or(3));
}
