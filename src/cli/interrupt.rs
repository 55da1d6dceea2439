//! Ctrl-C, and polite requests to end (SIGTERM, SIGHUP): while a network is trained the first asks to stop
//! and is answered at once, the second ends the process; at any other time the first does. A file that grows beyond
//! what the system allows is an error of writing it, not the end of the process.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use gradshader::error::{Error, Result};
use gradshader::files;

use super::{output, tui};

/// Whether the user asked to stop.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Says a line to the user.
pub(super) type Voice = Box<dyn Fn(&str) + Send>;

/// A pipe that is waited for, of whoever gives up at once.
static AWAITED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// What the user is answered with, while something is trained that can be saved.
static ANSWER: Mutex<Option<Voice>> = Mutex::new(None);

/// Listens from now on.
///
/// # Errors
/// When the system does not let it.
pub(super) fn listen() -> Result<()> {
    files::open_streams_by(open_stream);
    let hang_up = is_hang_up_ignored();
    let listened =
        ctrlc::set_handler(ask).map_err(|e| Error::failed("cannot listen for Ctrl-C").caused_by(e));
    if hang_up {
        ignore_hang_up();
    }
    ignore_sizes();
    listened
}

/// What a signal does, and a key that means the same.
pub(super) fn ask() {
    let answer = ANSWER.lock().unwrap_or_else(PoisonError::into_inner);
    match &*answer {
        Some(answer) if !ASKED.swap(true, Ordering::Relaxed) => {
            answer("stopping after this step; again to quit");
        }
        _ => {
            let awaited = AWAITED.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(path) = &*awaited {
                let path = path.display();
                output::warn(&format!("error: interrupted; nobody reads the pipe {path}"));
            }
            end()
        }
    }
}

/// What a signal to another rank does: the first asks for an end, and no further one ends this process.
pub(super) fn ask_for_another() {
    let answer = ANSWER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = &*answer
        && !ASKED.swap(true, Ordering::Relaxed)
    {
        answer("stopping after this step; again to quit");
    }
}

/// How often a pipe that nobody reads is given a thought.
const PAUSE: Duration = Duration::from_millis(20);

/// How long one is waited for by who was asked to stop before.
const LAST: Duration = Duration::from_secs(1);

/// Opens what is no ordinary file, and gives up once the user asks to stop while a pipe has no reader: opening it waits
/// for one, which no signal ends. Who has asked before is given a second.
fn open_stream(path: &Path) -> io::Result<File> {
    let (path, awaited) = (path.to_owned(), path.to_owned());
    let (before, began) = (asked(), Instant::now());
    let (sender, opened) = mpsc::channel();
    thread::spawn(move || sender.send(File::options().write(true).open(path)));
    let wait_for = |path| *AWAITED.lock().unwrap_or_else(PoisonError::into_inner) = path;
    wait_for(Some(awaited));
    let goes_on = || if before { began.elapsed() < LAST } else { !asked() };
    let opened = loop {
        match opened.recv_timeout(PAUSE) {
            Ok(opened) => break opened,
            Err(RecvTimeoutError::Timeout) if goes_on() => {}
            Err(_) => {
                break Err(io::Error::new(io::ErrorKind::Interrupted, "nobody reads the pipe"));
            }
        }
    };
    wait_for(None);
    opened
}

/// Whether whoever started the process wants it to outlive its terminal, as `nohup` does.
#[cfg(unix)]
fn is_hang_up_ignored() -> bool {
    // SAFETY: it asks for what is set and sets nothing; all bits 0 are a `sigaction`.
    unsafe {
        let mut set: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGHUP, std::ptr::null(), &mut set) == 0
            && set.sa_sigaction == libc::SIG_IGN
    }
}

#[cfg(unix)]
fn ignore_hang_up() {
    // SAFETY: no handler is run for a signal that is ignored.
    unsafe { libc::signal(libc::SIGHUP, libc::SIG_IGN) };
}

/// Lets who writes beyond the largest file that is allowed (`ulimit -f`) be told so, as of a full disk.
#[cfg(unix)]
fn ignore_sizes() {
    // SAFETY: no handler is run for a signal that is ignored.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}

#[cfg(not(unix))]
fn ignore_sizes() {}

#[cfg(not(unix))]
fn is_hang_up_ignored() -> bool {
    false
}

#[cfg(not(unix))]
fn ignore_hang_up() {}

/// From here on the first request to stop is for whoever asks [`asked`], and answered by this.
pub(super) fn defer(answer: Voice) {
    *ANSWER.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
}

/// Whether to stop.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Ends the process, which leaves no half-written file.
fn end() -> ! {
    quit(130)
}

/// Ends the process with this exit code, as [`end`] does.
pub(super) fn quit(code: u8) -> ! {
    files::remove_unfinished();
    tui::restore_at_once();
    // SAFETY: it ends the process and takes a number. What `exit` would run first, drivers among it, may
    // wait for threads that are at work.
    #[cfg(unix)]
    unsafe {
        libc::_exit(code.into())
    }
    #[cfg(not(unix))]
    std::process::exit(code.into())
}
