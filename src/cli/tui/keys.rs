//! Keys as they are pressed.

use std::time::Duration;

/// A key that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    /// Ctrl-C, where it is no signal.
    Interrupt,
    /// Ctrl-Z, where shells can be gone back to.
    #[cfg_attr(not(unix), expect(dead_code, reason = "no other system stops a process so"))]
    Suspend,
}

/// What waiting for keys comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Waited {
    /// These, or none for some time.
    Keys(Vec<Key>),
    /// The dashboard is to be closed.
    Over,
    /// The terminal has gone.
    Gone,
}

/// How long to wait at the most.
pub(super) const TICK: Duration = Duration::from_millis(100);

#[cfg(not(unix))]
pub(super) use self::other::{Keys, keys};
#[cfg(unix)]
pub(super) use self::unix::{Keys, keys};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, PipeReader, PipeWriter, Read, pipe};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    use super::{Key, TICK, Waited};

    /// Reads keys.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Keys {
        tty: File,
        /// Ends when its other end is dropped.
        over: PipeReader,
    }

    /// Keys, and what ends waiting for them when it is dropped.
    pub(in crate::cli::tui) fn keys() -> io::Result<(Keys, PipeWriter)> {
        let (over, end) = pipe()?;
        Ok((Keys { tty: File::open("/dev/tty")?, over }, end))
    }

    impl Keys {
        /// Waits for keys.
        pub(in crate::cli::tui) fn wait(&mut self) -> Waited {
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            let mut both =
                [PollFd::new(&self.tty, PollFlags::IN), PollFd::new(&self.over, PollFlags::IN)];
            let tick = Timespec { tv_sec: 0, tv_nsec: TICK.as_nanos() as _ };
            match poll(&mut both, Some(&tick)) {
                Ok(0) | Err(Errno::INTR) => return Waited::Keys(Vec::new()),
                Ok(_) => {}
                Err(_) => return Waited::Gone,
            }
            let [of_tty, of_end] = both.map(|one| one.revents());
            if !of_end.is_empty() {
                return Waited::Over;
            }
            // Of a terminal that has hung up reads come to nothing at once, for ever.
            if of_tty.intersects(gone) {
                return Waited::Gone;
            }
            let mut bytes = [0; 256];
            match self.tty.read(&mut bytes) {
                Ok(0) => Waited::Gone,
                Ok(count) => Waited::Keys(parse(&bytes[..count])),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => Waited::Keys(Vec::new()),
                Err(_) => Waited::Gone,
            }
        }

        /// Whether the dashboard is to be closed.
        pub(in crate::cli::tui) fn is_over(&self) -> bool {
            let mut over = [PollFd::new(&self.over, PollFlags::IN)];
            let now = Timespec { tv_sec: 0, tv_nsec: 0 };
            poll(&mut over, Some(&now)).is_ok_and(|count| count > 0)
        }
    }

    /// The keys in what a terminal sends. Arrows and the like, which are sequences, mean nothing.
    fn parse(bytes: &[u8]) -> Vec<Key> {
        let mut keys = Vec::new();
        let mut bytes = bytes.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                // The sequence after it, up to its last byte.
                0x1b if bytes.next_if(|&next| next == b'[' || next == b'O').is_some() => {
                    bytes.find(|&next| (0x40..=0x7e).contains(&next));
                }
                0x03 => keys.push(Key::Interrupt),
                0x1a => keys.push(Key::Suspend),
                b' '..=b'~' => keys.push(Key::Char(char::from(byte))),
                _ => {}
            }
        }
        keys
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn sequences_are_no_keys() {
            assert_eq!(parse(b"q"), [Key::Char('q')]);
            assert_eq!(parse(b"\x1b[As\x1bOB+\x1b[1;5C-"), ['s', '+', '-'].map(Key::Char));
            assert_eq!(parse(b"\x1b"), []);
            assert_eq!(parse(b"\x03\x1a\xc3\xa4\r\n"), [Key::Interrupt, Key::Suspend]);
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};

    use super::{Key, TICK, Waited};

    /// Reads keys.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Keys(Arc<AtomicBool>);

    /// Ends waiting when it is dropped.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct End(Arc<AtomicBool>);

    impl Drop for End {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    pub(in crate::cli::tui) fn keys() -> io::Result<(Keys, End)> {
        let is_over = Arc::new(AtomicBool::new(false));
        Ok((Keys(is_over.clone()), End(is_over)))
    }

    impl Keys {
        /// Waits for keys.
        pub(in crate::cli::tui) fn wait(&mut self) -> Waited {
            let found = match event::poll(TICK) {
                Ok(true) => event::read().map(Some),
                Ok(false) => Ok(None),
                Err(e) => Err(e),
            };
            if self.is_over() {
                return Waited::Over;
            }
            let Ok(found) = found else { return Waited::Gone };
            let Some(Event::Key(key)) = found else { return Waited::Keys(Vec::new()) };
            let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
            Waited::Keys(match key.code {
                _ if key.kind == KeyEventKind::Release => Vec::new(),
                KeyCode::Char('c') if is_control => vec![Key::Interrupt],
                KeyCode::Char(key) if !is_control => vec![Key::Char(key)],
                _ => Vec::new(),
            })
        }

        /// Whether the dashboard is to be closed.
        pub(in crate::cli::tui) fn is_over(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }
    }
}
