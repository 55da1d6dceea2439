//! The dashboard: a run as a listener sees it, drawn on the whole terminal by a thread of its own.
//!
//! The run's thread tells the [`View`] what happens and leaves with it pictures of curves, which are made
//! from the run's store; the other thread reads keys and draws. What is to be read as lines is said through
//! [`Dashboard::note`], and goes to stderr too once the terminal is put back.

mod curves;
mod draw;
mod figures;
mod keys;
mod load;
mod paint;
#[cfg(all(test, target_os = "linux"))]
mod panics;
mod screen;
mod sizes;
mod terminal;
#[cfg(test)]
mod tests;
mod view;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use gradshader::run::{Event, Request};

use self::curves::Curves;
pub(super) use self::screen::{restore, restore_at_once};
use self::view::View;
use super::output;
use super::progress::Control;

/// Making pictures takes no more than this part of a run's time.
const SHARE: u32 = 50;

/// A dashboard, which is on the terminal until it is closed.
#[derive(Debug)]
pub(super) struct Dashboard {
    view: Arc<Mutex<View>>,
    painter: Option<paint::Painter>,
    /// When pictures were last made, and how long that took.
    pictured: Option<(Instant, Duration)>,
}

impl Dashboard {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Why there is none that can be taken, in a few words.
    pub(super) fn open(data: impl Into<String>, control: Control) -> Result<Self, String> {
        let terminal = screen::open()?;
        let view = Arc::new(Mutex::new(View::new(data.into(), control)));
        match paint::Painter::begin(view.clone(), terminal) {
            Ok(painter) => Ok(Self { view, painter: Some(painter), pictured: None }),
            Err(e) => {
                restore();
                Err(format!("keys cannot be read: {e}"))
            }
        }
    }

    /// What is trained on what, in a few words.
    pub(super) fn about(&self, words: &str) {
        lock(&self.view).about = words.to_owned();
    }

    /// A line to know: shown, and said when the terminal is put back; at once where it is already.
    pub(super) fn note(line: &str) {
        if !screen::keep(line) {
            output::warn(line);
        }
    }

    /// Something has happened in the run.
    pub(super) fn event(&mut self, event: &Event<'_>) {
        let mut curves = None;
        if let Event::Epoch(done) = event {
            let is_too_soon = |(when, took): (Instant, Duration)| when.elapsed() < took * SHARE;
            if !self.pictured.is_some_and(is_too_soon) {
                let began = Instant::now();
                let monitor = lock(&self.view).monitor();
                curves = monitor.map(|of| Curves::of(done.store, of, done.best_member));
                self.pictured = Some((Instant::now(), began.elapsed()));
            }
        }
        let mut view = lock(&self.view);
        view.event(event);
        if let Some(curves) = curves {
            view.curves = curves;
        }
    }

    /// What keys have asked for since the last time.
    pub(super) fn requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut lock(&self.view).requests)
    }

    /// Puts the terminal back.
    pub(super) fn close(&mut self) {
        // Which ends its thread first.
        drop(self.painter.take());
        restore();
    }
}

impl Drop for Dashboard {
    fn drop(&mut self) {
        self.close();
    }
}

/// What a thread that panicked has left is still worth drawing.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
