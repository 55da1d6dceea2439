//! Sizes that no machine has are refused before they are taken, and time follows the work.

use std::time::{Duration, Instant};

use crate::program::Place;

#[test]
fn what_no_machine_has_is_refused_at_once() {
    let place = Place::new();
    for (arguments, expected) in [
        (&["--members", "18446744073709551615"][..], "--members 18446744073709551615 takes about"),
        (&["--members", "4000000000"], "--members 4000000000 takes about"),
        (&["--members", "100000", "--hidden", "300,300"], "this network takes about"),
        (&["--hidden", "4294967295"], "is too large"),
        (&["--hidden", "18446744073709551615"], "is too large"),
        (&["--hidden", "65000,65000,65000,65000,65000"], "this network takes about"),
        (&["--hidden", "60000", "--members", "60000"], "this network takes about"),
        (&["--hidden", "500000000"], "this network takes about"),
    ] {
        let began = Instant::now();
        let run = place.train(arguments);
        assert!(run.refusal(2).contains(expected), "{arguments:?}: {run:?}");
        assert!(began.elapsed() < Duration::from_secs(20), "{arguments:?}: {:?}", began.elapsed());
    }
    assert_eq!(place.train(&["--batch", "18446744073709551615"]).code, Some(0));
}

/// Where a process may take only so much, no allocation ends it.
#[cfg(target_os = "linux")]
#[test]
fn a_small_address_space_is_an_error_and_no_abort() {
    let place = Place::new();
    let mut command = std::process::Command::new("sh");
    command.current_dir(place.0.path()).args(["-c", "ulimit -v 1500000; exec \"$@\"", "sh"]);
    command.arg(place.command(&[]).get_program());
    command.args(["train", crate::IRIS, "--quiet", "--device", "cpu", "--epochs", "1"]);
    let run = crate::Run::of(command.args(["--hidden", "12000,12000"]).output().unwrap());
    assert!(run.refusal(2).contains(" takes about "), "{run:?}");
}

/// A command where a process may take so many kilobytes.
#[cfg(target_os = "linux")]
fn limited(place: &Place, kilobytes: u32, words: &[&str]) -> crate::Run {
    let mut command = std::process::Command::new("sh");
    let limit = format!("ulimit -v {kilobytes}; exec \"$@\"");
    command.current_dir(place.0.path()).args(["-c", &limit, "sh"]);
    command.arg(place.command(&[]).get_program()).args(words);
    // What is given back counts as free.
    command.env("MALLOC_MMAP_THRESHOLD_", "1000000").env("MALLOC_ARENA_MAX", "1");
    crate::Run::of(command.output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_sweep_for_which_there_is_no_room_at_once_is_trained_in_turns() {
    let place = Place::new();
    let rows: String = (0..20).map(|i| format!("{},{},{}\n", i % 7, i % 5, i % 2)).collect();
    place.write("table.csv", format!("a,b,y\n{rows}"));
    let sweep = |files: [&str; 2], how: &[&str], room: Option<u32>| {
        // The parameters of a network are 4 MB, of all 49.
        let space = ["--learning-rate", "1e-5..1e-3", "--decay", "0.01", "--dropout", "0"];
        let words = ["sweep", "table.csv", "--device", "cpu", "--trials", "12", "--epochs", "2"];
        let [csv, model] = files;
        let files = ["--hidden", "1000x2", "--csv", csv, "--model", model];
        let words = [&words[..], &space, &files, how].concat();
        match room {
            None => place.run(&words),
            Some(room) => limited(&place, room, &words),
        }
    };
    // The program itself takes half of that.
    const ROOM: u32 = 250_000;
    let run = sweep(["turns.csv", "turns.st"], &[], Some(ROOM));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stderr.matches(" at once, since ").count(), 1, "{run:?}");
    let whole = sweep(["whole.csv", "whole.st"], &[], None);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    assert!(!whole.stderr.contains(" at once, since "), "{whole:?}");
    assert_eq!(place.bytes("turns.csv"), place.bytes("whole.csv"));
    assert_eq!(place.bytes("turns.st"), place.bytes("whole.st"));
    let run = sweep(["halved.csv", "halved.st"], &["--halving=1"], Some(ROOM));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("settings are halved among those that train at once"), "{run:?}");
}

/// Curves of a benchmark hold what fits; the rest is told.
#[cfg(target_os = "linux")]
#[test]
fn a_benchmark_leaves_out_sizes_for_which_there_is_no_room() {
    let place = Place::new();
    let words = ["bench", "--network", "4-300-300-2", "--preset", "article", "--batch", "1"];
    let how = ["--scaling", "--seconds", "0.1", "--device", "cpu", "--json"];
    let run = limited(&place, 145_000, &[&words[..], &how].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let values = |list: &str| -> Vec<_> {
        let of_members = report[list].as_array().unwrap().iter();
        let of_members = of_members.filter(|point| point["varied"] == "members");
        of_members.map(|point| point["value"].as_u64().unwrap()).collect()
    };
    let (points, left_out) = (values("points"), values("left_out"));
    assert!(points.starts_with(&[1, 2, 4]) && left_out.ends_with(&[64]), "{report}");
    assert_eq!([points, left_out].concat(), [1, 2, 4, 8, 16, 32, 64]);
    let why = report["left_out"][0]["why"].as_str().unwrap();
    assert!(why.starts_with("this network takes about "), "{why}");
    // Where nothing fits, that is the error; what a batch holds of the data counts.
    let words = ["bench", "--network", "4-8-2", "--batch", "8000000", "--device", "cpu"];
    for more in [&["--scaling"][..], &[]] {
        let run = limited(&place, 250_000, &[&words[..], more].concat());
        assert!(run.refusal(2).contains("this network takes about "), "{run:?}");
    }
}

#[test]
fn many_small_layers_take_time_as_their_work_does() {
    let place = Place::new();
    let hidden = vec!["2"; 20_000].join(",");
    let began = Instant::now();
    let run = place.train(&["--hidden", &hidden]);
    assert_eq!(run.code, Some(0), "{run:?}");
    println!("20,000 layers: {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}
