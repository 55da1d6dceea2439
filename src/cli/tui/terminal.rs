//! The terminal itself: whether there is one, its mode, and what the process prints while it is taken.

#[cfg(not(unix))]
pub(super) use self::other::{Taken, processor_seconds};
#[cfg(unix)]
pub(super) use self::unix::{Taken, processor_seconds};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, BufRead, BufReader, IsTerminal, PipeReader, Read, Write, pipe};
    use std::os::fd::OwnedFd;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use rustix::process::{Signal, getpgrp, kill_current_process_group};
    use rustix::stdio::{dup2_stderr, dup2_stdout};
    use rustix::termios::{
        InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetpgrp,
        tcgetwinsize, tcsetattr,
    };
    use rustix::time::{ClockId, clock_gettime};

    /// Bytes of a line that is caught, at the most.
    const LONGEST: u64 = 1 << 16;

    /// What turns a special key off.
    const NO_KEY: u8 = if cfg!(target_os = "linux") { 0 } else { 0xff };

    /// The longest that a signal to stop takes to reach all threads.
    const STOPS_WITHIN: Duration = Duration::from_millis(200);

    /// A terminal and the modes that it had.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Modes {
        tty: File,
        before: Termios,
    }

    /// A terminal that is taken, and all that puts it back.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Taken {
        modes: Modes,
        /// Where stdout and stderr went, of those that are caught.
        stdout: Option<OwnedFd>,
        stderr: Option<OwnedFd>,
        /// Hears when all that was caught has been read.
        caught: Option<Receiver<()>>,
    }

    impl Taken {
        /// Takes the terminal: keys come one by one and unseen, but Ctrl-C stays the signal that it is.
        ///
        /// # Errors
        /// Why it cannot be, in a few words.
        pub(in crate::cli::tui) fn take() -> Result<Self, String> {
            if !io::stderr().is_terminal() {
                return Err("stderr is no terminal".to_owned());
            }
            if std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
                return Err("TERM names a terminal that cannot place its cursor".to_owned());
            }
            let opened = File::options().read(true).write(true).open("/dev/tty");
            let tty = opened.map_err(|e| format!("the terminal cannot be opened: {e}"))?;
            if !is_in_front(&tty) {
                return Err("the run is in the background of its terminal".to_owned());
            }
            let size = tcgetwinsize(&tty).map_err(|e| format!("the terminal has no size: {e}"))?;
            if size.ws_col == 0 || size.ws_row == 0 {
                return Err("the terminal has no size".to_owned());
            }
            let before = tcgetattr(&tty).map_err(|e| format!("the terminal has no modes: {e}"))?;
            let modes = Modes { tty, before };
            let taken = Self { modes, stdout: None, stderr: None, caught: None };
            taken.modes.enter().map_err(|e| format!("the terminal keeps its mode: {e}"))?;
            Ok(taken)
        }

        /// The terminal, to write to.
        pub(in crate::cli::tui) fn writer(&self) -> io::Result<File> {
            self.modes.tty.try_clone()
        }

        /// Its modes, for a thread that lets others have it.
        pub(in crate::cli::tui) fn modes(&self) -> io::Result<Modes> {
            Ok(Modes { tty: self.modes.tty.try_clone()?, before: self.modes.before.clone() })
        }

        /// Whether it is there and this process may change it.
        pub(in crate::cli::tui) fn is_in_front(&self) -> bool {
            is_in_front(&self.modes.tty)
        }

        /// From here on what anyone writes to stdout, where that is a terminal, and to stderr comes to
        /// `line` by lines: drivers and libraries write there without asking.
        pub(in crate::cli::tui) fn catch(
            &mut self,
            line: impl FnMut(&str) + Send + 'static,
        ) -> io::Result<()> {
            let (reader, writer) = pipe()?;
            let stderr = rustix::io::dup(io::stderr())?;
            let stdout = match io::stdout().is_terminal() {
                true => Some(rustix::io::dup(io::stdout())?),
                false => None,
            };
            let (done, caught) = channel();
            std::thread::Builder::new().name("stderr".to_owned()).spawn(move || {
                read_lines(reader, line);
                // No one may be left who waits.
                let _ = done.send(());
            })?;
            if stdout.is_some() {
                io::stdout().flush()?;
                dup2_stdout(&writer)?;
            }
            self.stdout = stdout;
            self.caught = Some(caught);
            dup2_stderr(&writer)?;
            self.stderr = Some(stderr);
            Ok(())
        }

        /// Puts modes, stdout and stderr back. What fails is no one's to hear.
        pub(in crate::cli::tui) fn put_back(mut self) {
            // Who changes it from the background is stopped by the system.
            if self.is_in_front() {
                let _ = tcsetattr(&self.modes.tty, OptionalActions::Flush, &self.modes.before);
            }
            if let Some(stdout) = self.stdout.take() {
                let _ = io::stdout().flush();
                let _ = dup2_stdout(stdout);
            }
            if let Some(stderr) = self.stderr.take() {
                let _ = dup2_stderr(stderr);
            }
            if let Some(caught) = self.caught.take() {
                // A child may hold the other end for longer.
                let _ = caught.recv_timeout(Duration::from_millis(200));
            }
        }
    }

    impl Modes {
        fn enter(&self) -> io::Result<()> {
            let mut now = self.before.clone();
            now.local_modes -=
                LocalModes::ICANON | LocalModes::ECHO | LocalModes::ECHONL | LocalModes::IEXTEN;
            now.local_modes |= LocalModes::ISIG;
            now.input_modes -= InputModes::IXON;
            now.special_codes[SpecialCodeIndex::VMIN] = 1;
            now.special_codes[SpecialCodeIndex::VTIME] = 0;
            now.special_codes[SpecialCodeIndex::VQUIT] = NO_KEY;
            now.special_codes[SpecialCodeIndex::VSUSP] = NO_KEY;
            Ok(tcsetattr(&self.tty, OptionalActions::Flush, &now)?)
        }

        /// Stops the process, as Ctrl-Z elsewhere, with the terminal as it was. It is not taken again.
        pub(in crate::cli::tui) fn suspend(&self) -> io::Result<()> {
            tcsetattr(&self.tty, OptionalActions::Flush, &self.before)?;
            kill_current_process_group(Signal::TSTP)?;
            // Another thread may take the signal, and stop this one a little later.
            std::thread::sleep(STOPS_WITHIN);
            Ok(())
        }

        /// Whether keys come here, one by one. They do not once a shell has stopped the process, or let
        /// it go on.
        pub(in crate::cli::tui) fn are_ours(&self) -> bool {
            let is_ours = |now: Termios| !now.local_modes.contains(LocalModes::ICANON);
            is_in_front(&self.tty) && tcgetattr(&self.tty).is_ok_and(is_ours)
        }

        /// Takes the terminal again once the shell gives it, unless `is_over` comes first.
        pub(in crate::cli::tui) fn reclaim(&self, is_over: &dyn Fn() -> bool) -> io::Result<()> {
            // A shell may let it go on in the background first.
            while !is_in_front(&self.tty) {
                if is_over() {
                    return Ok(());
                }
                std::thread::sleep(Duration::from_millis(100));
            }
            self.enter()
        }
    }

    /// Whether keys of the terminal are for this process.
    fn is_in_front(tty: &File) -> bool {
        tcgetpgrp(tty).is_ok_and(|front| front == getpgrp())
    }

    /// Until all who could write have gone.
    fn read_lines(reader: PipeReader, mut line: impl FnMut(&str)) {
        let mut reader = BufReader::new(reader);
        let mut bytes = Vec::new();
        let mut next = |bytes: &mut Vec<u8>| (&mut reader).take(LONGEST).read_until(b'\n', bytes);
        while next(&mut bytes).is_ok_and(|count| count > 0) {
            let text = String::from_utf8_lossy(&bytes);
            line(text.trim_end_matches(['\n', '\r']));
            bytes.clear();
        }
    }

    /// Processor time of this process so far, of all its threads.
    pub(in crate::cli::tui) fn processor_seconds() -> Option<f64> {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Some(time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9)
    }
}

#[cfg(not(unix))]
mod other {
    use std::io::{self, IsTerminal, Stderr, stderr};

    use ratatui::crossterm::terminal::{disable_raw_mode, enable_raw_mode};

    /// A terminal that is taken.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Taken(());

    /// Nothing is let go of here.
    #[derive(Debug)]
    pub(in crate::cli::tui) struct Modes;

    impl Modes {
        pub(in crate::cli::tui) fn suspend(&self) -> io::Result<()> {
            Ok(())
        }

        pub(in crate::cli::tui) fn are_ours(&self) -> bool {
            true
        }

        pub(in crate::cli::tui) fn reclaim(&self, _: &dyn Fn() -> bool) -> io::Result<()> {
            Ok(())
        }
    }

    impl Taken {
        pub(in crate::cli::tui) fn take() -> Result<Self, String> {
            if !stderr().is_terminal() {
                return Err("stderr is no terminal".to_owned());
            }
            enable_raw_mode().map_err(|e| format!("the terminal keeps its mode: {e}"))?;
            Ok(Self(()))
        }

        pub(in crate::cli::tui) fn writer(&self) -> io::Result<Stderr> {
            Ok(stderr())
        }

        /// What others print is not caught here.
        pub(in crate::cli::tui) fn catch(
            &mut self,
            _: impl FnMut(&str) + Send + 'static,
        ) -> io::Result<()> {
            Ok(())
        }

        pub(in crate::cli::tui) fn put_back(self) {
            let _ = disable_raw_mode();
        }

        pub(in crate::cli::tui) fn modes(&self) -> io::Result<Modes> {
            Ok(Modes)
        }

        pub(in crate::cli::tui) fn is_in_front(&self) -> bool {
            true
        }
    }

    /// Not known here.
    pub(in crate::cli::tui) fn processor_seconds() -> Option<f64> {
        None
    }
}
