//! A panic while the terminal is taken: in a process of its own, on a terminal of its own.

use std::io::Read;
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pty_process::blocking;
use rustix::termios::tcgetattr;
use vt100::Parser;

use super::Dashboard;
use crate::cli::progress::Control;

/// What the test below runs.
#[test]
#[ignore = "panics on purpose, with the terminal taken"]
fn panics() {
    crate::cli::keep_silent_of_errors();
    let dashboard = Dashboard::open("a.csv", Control::Whole).unwrap();
    Dashboard::note("said before");
    std::thread::sleep(Duration::from_millis(300));
    // Unwinding would put the terminal back too, but for panics of other threads.
    std::mem::forget(dashboard);
    panic!("on purpose");
}

#[test]
fn a_panic_leaves_a_clean_terminal_with_its_message() {
    let (pty, pts) = blocking::open().unwrap();
    pty.resize(pty_process::Size::new(40, 120)).unwrap();
    let before = tcgetattr(&pts).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture", "cli::tui::panics::panics"]);
    command.env("TERM", "xterm").env("RUST_BACKTRACE", "0");
    let mut child = blocking::Command::from(command).spawn_borrowed(&pts).unwrap();
    let size = |count| NonZeroU16::new(count).unwrap();
    let parser = Arc::new(Mutex::new((Parser::new(size(40), size(120), 0), false)));
    let shared = parser.clone();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = (&pty).read(&mut bytes) {
            let (parser, was_taken) = &mut *shared.lock().unwrap();
            parser.process(&bytes[..count]);
            *was_taken |= parser.screen().alternate_screen();
        }
    });
    assert!(!child.wait().unwrap().success());
    std::thread::sleep(Duration::from_millis(100));
    let now = tcgetattr(&pts).unwrap();
    assert_eq!((now.local_modes, now.input_modes), (before.local_modes, before.input_modes));
    let (parser, was_taken) = &*parser.lock().unwrap();
    let (screen, text) = (parser.screen(), parser.screen().contents());
    assert!(was_taken, "the terminal was never taken:\n{text}");
    assert!(!screen.alternate_screen() && !screen.hide_cursor(), "{text}");
    assert!(text.contains("said before") && text.contains("on purpose"), "{text}");
}
