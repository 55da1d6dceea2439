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
