//! The one dashboard that there can be on the terminal: taken, drawn on, and put back from wherever the
//! process ends.

use std::cell::Cell;
use std::io::{self, BufWriter};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::{Attribute, SetAttribute};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::layout::Rect;
use ratatui::prelude::CrosstermBackend;
use ratatui::{Frame, Terminal};

use super::lock;
use super::terminal::Taken;
use crate::cli::output;

/// What is drawn on.
#[cfg(unix)]
pub(super) type Screen = Terminal<CrosstermBackend<BufWriter<std::fs::File>>>;
#[cfg(not(unix))]
pub(super) type Screen = Terminal<CrosstermBackend<BufWriter<io::Stderr>>>;

/// The terminal, while it is taken.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

/// Held by who draws.
static DRAWING: Mutex<()> = Mutex::new(());

thread_local! {
    /// Whether that is this thread.
    static DRAWS: Cell<bool> = const { Cell::new(false) };
}

/// What was said while it is taken.
static LINES: Mutex<Lines> = Mutex::new(Lines { all: Vec::new(), left_out: 0 });

/// Lines that are kept, at the most.
const MOST: usize = 10_000;

/// How long a terminal that takes nothing more is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

struct Lines {
    all: Vec<String>,
    left_out: usize,
}

impl Lines {
    fn push(&mut self, line: &str) {
        if self.all.len() == MOST {
            self.all.remove(MOST / 2);
            self.left_out += 1;
        }
        self.all.push(line.to_owned());
    }
}

/// Takes the terminal, which then shows nothing.
///
/// # Errors
/// Why it cannot be taken.
pub(super) fn open() -> Result<Screen, String> {
    let mut open = lock(&TAKEN);
    if open.is_some() {
        return Err("there is a dashboard already".to_owned());
    }
    let taken = open.insert(Taken::take()?);
    let mut begin = || {
        let writer = BufWriter::with_capacity(1 << 16, taken.writer()?);
        let mut screen = Terminal::new(CrosstermBackend::new(writer))?;
        enter(&mut screen)?;
        taken.catch(|line| lock(&LINES).push(line))?;
        Ok(screen)
    };
    let begun = begin().map_err(|e: io::Error| format!("the terminal cannot be drawn on: {e}"));
    drop(open);
    if begun.is_err() {
        restore();
    }
    begun
}

/// Shows the other screen, empty.
fn enter(screen: &mut Screen) -> io::Result<()> {
    execute!(screen.backend_mut(), EnterAlternateScreen, Hide)?;
    // `Terminal::clear` asks the terminal where its cursor is, and not all answer.
    let size = screen.size()?;
    screen.resize(Rect::new(0, 0, size.width, size.height))
}

/// Keeps a line for the dashboard and for afterwards; false where the terminal is not taken.
pub(super) fn keep(line: &str) -> bool {
    let open = lock(&TAKEN);
    if open.is_some() {
        lock(&LINES).push(line);
    }
    open.is_some()
}

/// How many lines there were, and the last ones of them.
pub(super) fn last_lines(count: usize) -> (usize, Vec<String>) {
    let lines = lock(&LINES);
    let first = lines.all.len().saturating_sub(count);
    (lines.all.len() + lines.left_out, lines.all[first..].to_vec())
}

/// Draws, unless the terminal is put back already: then it says no.
///
/// # Errors
/// When the terminal takes nothing.
pub(super) fn draw(screen: &mut Screen, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<bool> {
    let _drawing = lock(&DRAWING);
    if lock(&TAKEN).is_none() {
        return Ok(false);
    }
    DRAWS.set(true);
    let drawn = screen.draw(render).map(|_| ());
    DRAWS.set(false);
    drawn.map(|()| true)
}

/// Stops the process and lets the shell have the terminal; [`reclaim`] takes it again.
///
/// # Errors
/// When the terminal takes nothing.
pub(super) fn suspend(screen: &mut Screen) -> io::Result<()> {
    let modes = lock(&TAKEN).as_ref().map(Taken::modes);
    let Some(modes) = modes.transpose()? else { return Ok(()) };
    execute!(screen.backend_mut(), LeaveAlternateScreen, Show)?;
    modes.suspend()
}

/// Waits where a shell has the terminal, and takes it again once it is given or `is_over`; whether it was
/// anyone else's.
///
/// # Errors
/// When the terminal takes nothing.
pub(super) fn reclaim(screen: &mut Screen, is_over: &dyn Fn() -> bool) -> io::Result<bool> {
    let modes = lock(&TAKEN).as_ref().map(Taken::modes);
    let Some(modes) = modes.transpose()? else { return Ok(false) };
    if modes.are_ours() {
        return Ok(false);
    }
    modes.reclaim(is_over)?;
    if !is_over() {
        enter(screen)?;
    }
    Ok(true)
}

/// Puts the terminal back, if it is taken, and says there what was said meanwhile.
pub(in crate::cli) fn restore() {
    let Some(taken) = lock(&TAKEN).take() else { return };
    // Who draws now may finish, unless it is this thread, which then has panicked.
    let _finished = if DRAWS.get() { None } else { patiently(&DRAWING) };
    if taken.is_in_front()
        && let Ok(mut writer) = taken.writer()
    {
        let normal = SetAttribute(Attribute::Reset);
        let _ = execute!(writer, normal, LeaveAlternateScreen, Show);
    }
    taken.put_back();
    let mut lines = lock(&LINES);
    let left_out = std::mem::take(&mut lines.left_out);
    for (place, line) in std::mem::take(&mut lines.all).iter().enumerate() {
        if left_out > 0 && place == MOST / 2 {
            output::warn(&format!("({left_out} lines are left out here)"));
        }
        output::warn(line);
    }
}

/// As [`restore`] where the process ends at once: a terminal that takes nothing does not keep it.
pub(in crate::cli) fn restore_at_once() {
    if lock(&TAKEN).is_none() {
        return;
    }
    let (done, is_done) = channel();
    let thread = std::thread::Builder::new().spawn(move || {
        restore();
        let _ = done.send(());
    });
    if thread.is_ok() {
        let _ = is_done.recv_timeout(PATIENCE);
    }
}

/// The lock, or none where its holder does not come to an end.
fn patiently(mutex: &Mutex<()>) -> Option<MutexGuard<'_, ()>> {
    let until = Instant::now() + PATIENCE / 2;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() > until => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}
