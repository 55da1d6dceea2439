//! The program in a pseudo-terminal, and what stands on its screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pts, Pty, open};
use rustix::termios::{LocalModes, Termios, tcgetattr};
use vt100::{Parser, Screen};

use crate::program::Place;

/// A busy machine's; all that is waited for takes less than one.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Session {
    pub(crate) place: Place,
    pub(crate) child: Child,
    pty: Arc<Pty>,
    /// Kept open, so that the terminal outlives the program.
    pts: Pts,
    parser: Arc<Mutex<Parser>>,
    before: Termios,
    reader: Option<JoinHandle<()>>,
    is_over: bool,
}

fn cells(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap())
}

impl Session {
    /// Begins the program on a terminal of this size; `set` may change its environment.
    pub(crate) fn begin(
        (columns, rows): (u16, u16),
        arguments: &[&str],
        set: impl FnOnce(&mut std::process::Command),
    ) -> Self {
        let place = Place::new();
        let mut command = place.command(arguments);
        set(&mut command);
        Self::of((columns, rows), place, command)
    }

    /// Begins a command in a place.
    pub(crate) fn of(
        (columns, rows): (u16, u16),
        place: Place,
        mut command: std::process::Command,
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(rows, columns)).unwrap();
        let before = tcgetattr(&pts).unwrap();
        let is_set = |name: &str| command.get_envs().any(|(set, _)| set == name);
        let (term, no_color) = (is_set("TERM"), is_set("NO_COLOR"));
        if !term {
            command.env("TERM", "xterm-256color");
        }
        if !no_color {
            command.env_remove("NO_COLOR");
        }
        let child = Command::from(command).spawn_borrowed(&pts).unwrap();
        let pty = Arc::new(pty);
        let (height, width) = cells(columns, rows);
        let parser = Arc::new(Mutex::new(Parser::new(height, width, 200)));
        let (from, to) = (pty.clone(), parser.clone());
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = (&*from).read(&mut bytes) {
                to.lock().unwrap().process(&bytes[..count]);
            }
        });
        Self { place, child, pty, pts, parser, before, reader: Some(reader), is_over: false }
    }

    /// Presses keys.
    pub(crate) fn press(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status();
        assert!(sent.unwrap().success());
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (height, width) = cells(columns, rows);
        self.parser.lock().unwrap().set_size(height, width);
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    pub(crate) fn on_screen<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        look(self.parser.lock().unwrap().screen())
    }

    pub(crate) fn text(&self) -> String {
        self.on_screen(Screen::contents)
    }

    /// Waits until the screen has all of these, and gives its text.
    #[track_caller]
    pub(crate) fn until(&self, parts: &[&str]) -> String {
        self.until_it(|session| parts.iter().all(|part| session.text().contains(part)), parts)
    }

    /// Waits until something holds, and gives the text of the screen.
    #[track_caller]
    pub(crate) fn until_it(&self, holds: impl Fn(&Self) -> bool, what: &[&str]) -> String {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < end, "no {what:?} in:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
        self.text()
    }

    /// Waits until the program has ended and all that it wrote is on the screen.
    #[track_caller]
    pub(crate) fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it has not ended:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        };
        self.is_over = true;
        // What comes before this came from the program.
        let mut pts = std::fs::File::from(rustix::io::dup(&self.pts).unwrap());
        pts.write_all(b"\r\nIT IS OVER").unwrap();
        self.until(&["IT IS OVER"]);
        status
    }

    /// The modes that the terminal has now.
    pub(crate) fn modes(&self) -> LocalModes {
        tcgetattr(&self.pts).unwrap().local_modes
    }

    /// Whether the terminal is as it was before, and shows its cursor and the ordinary screen.
    #[track_caller]
    pub(crate) fn is_clean(&self) {
        let now = tcgetattr(&self.pts).unwrap();
        let of = |modes: &Termios| (modes.local_modes, modes.input_modes, modes.output_modes);
        assert_eq!(of(&now), of(&self.before), "the modes are others");
        let codes = |modes: &Termios| format!("{:?}", modes.special_codes);
        assert_eq!(codes(&now), codes(&self.before));
        self.on_screen(|screen| {
            assert!(!screen.alternate_screen(), "it is still the other screen");
            assert!(!screen.hide_cursor(), "the cursor is hidden");
            assert!(!screen.bold() && !screen.inverse(), "attributes are left");
            assert_eq!(screen.fgcolor(), vt100::Color::Default);
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.is_over {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        // The reader ends with the test's process: it waits on a terminal that this test holds open.
        drop(self.reader.take());
    }
}
