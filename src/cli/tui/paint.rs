//! The thread that reads keys and draws.

use std::io;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::draw::{self, Theme};
use super::keys::{Key, Keys, Waited, keys};
use super::screen::{self, Screen};
use super::view::View;
use super::{Dashboard, lock};
use crate::cli::interrupt;

/// A clock moves, if nothing else does.
const AT_LEAST: Duration = Duration::from_secs(1);

/// The thread, which ends when this is dropped.
pub(super) struct Painter {
    end: Option<Box<dyn Send>>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").finish_non_exhaustive()
    }
}

impl Painter {
    /// Begins to draw `view` on `screen`.
    ///
    /// # Errors
    /// When there are no keys to read, or no thread.
    pub(super) fn begin(view: Arc<Mutex<View>>, screen: Screen) -> io::Result<Self> {
        let (keys, end) = keys()?;
        let named = std::thread::Builder::new().name("dashboard".to_owned());
        let thread = named.spawn(move || paint(&view, screen, keys))?;
        Ok(Self { end: Some(Box::new(end)), thread: Some(thread) })
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // One that panicked has said so.
            let _ = thread.join();
        }
    }
}

/// What is drawn anew when it changes.
#[derive(PartialEq)]
struct Drawn {
    changes: u64,
    lines: usize,
    size: Option<(u16, u16)>,
}

fn paint(view: &Mutex<View>, mut screen: Screen, mut keys: Keys) {
    let theme = Theme::of_environment();
    let lines = |count| screen::last_lines(count).1;
    let mut drawn: Option<(Drawn, Instant)> = None;
    loop {
        match screen::reclaim(&mut screen, &|| keys.is_over()) {
            Ok(true) if keys.is_over() => return,
            Ok(true) => drawn = None,
            Ok(false) => {}
            Err(_) => return,
        }
        let size = screen.size().ok().map(|size| (size.width, size.height));
        let now = Drawn { changes: lock(view).changes, lines: screen::last_lines(0).0, size };
        let is_same =
            |(before, when): &(Drawn, Instant)| *before == now && when.elapsed() < AT_LEAST;
        if !drawn.as_ref().is_some_and(is_same) {
            match screen::draw(&mut screen, |frame| draw::frame(frame, &lock(view), theme, &lines))
            {
                Ok(true) => drawn = Some((now, Instant::now())),
                // It is put back, or gone.
                Ok(false) | Err(_) => return,
            }
        }
        let pressed = match keys.wait() {
            Waited::Keys(pressed) => pressed,
            Waited::Over | Waited::Gone => return,
        };
        for key in pressed {
            match key {
                Key::Interrupt => interrupt::ask(),
                Key::Char('q' | 'Q') if interrupt::asked() => {
                    Dashboard::note("stopping already; Ctrl-C quits at once");
                }
                Key::Char('q' | 'Q') => interrupt::ask(),
                Key::Suspend => {
                    if screen::suspend(&mut screen).is_err() {
                        return;
                    }
                }
                Key::Char(key) => {
                    let said = lock(view).key(key);
                    said.into_iter().for_each(Dashboard::note);
                }
            }
        }
    }
}
