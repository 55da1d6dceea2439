//! A build without the dashboard: there is none, and that is said.

use gradshader::run::{Event, Request};

use super::progress::Control;

/// None can be opened.
#[derive(Debug)]
pub(super) enum Dashboard {}

impl Dashboard {
    pub(super) fn open(_: impl Into<String>, _: Control) -> Result<Self, String> {
        Err("this build has no dashboard, the cargo feature tui".to_owned())
    }

    pub(super) fn about(&self, _: &str) {
        match *self {}
    }

    pub(super) fn event(&mut self, _: &Event<'_>) {
        match *self {}
    }

    pub(super) fn requests(&mut self) -> Vec<Request> {
        match *self {}
    }

    pub(super) fn close(&mut self) {
        match *self {}
    }

    /// Never called: there is no dashboard to say it.
    pub(super) fn note(line: &str) {
        super::output::warn(line);
    }
}

/// There is nothing to put back.
pub(super) fn restore() {}

/// As [`restore`].
pub(super) fn restore_at_once() {}
