//! Python as the listener of a run: what it is told each epoch, and Ctrl-C.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use gradshader::Result;
use gradshader::metrics::Metric;
use gradshader::run::{Event, Flow, Listener, Part};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::raised;

/// How often Python is asked whether someone has pressed Ctrl-C.
const ASK_EVERY: Duration = Duration::from_millis(20);

/// Hands events to a function, and asks for an end when the user does.
pub(crate) struct Front {
    /// Takes a dictionary each epoch.
    told: Option<Py<PyAny>>,
    metric: Metric,
    asked: Cell<Instant>,
    interrupted: Cell<bool>,
    failure: RefCell<Option<PyErr>>,
}

impl Front {
    pub(crate) fn new(told: Option<Py<PyAny>>, metric: Metric) -> Self {
        Self {
            told,
            metric,
            asked: Cell::new(Instant::now()),
            interrupted: Cell::new(false),
            failure: RefCell::new(None),
        }
    }

    /// What the function raised.
    pub(crate) fn failure(&self) -> Option<PyErr> {
        self.failure.take()
    }

    fn tell(&self, event: &Event<'_>) -> PyResult<()> {
        let Some(told) = &self.told else { return Ok(()) };
        let Event::Epoch(done) = event else { return Ok(()) };
        Python::attach(|py| {
            let values = PyDict::new(py);
            values.set_item("epoch", done.number)?;
            values.set_item("seconds", done.seconds)?;
            for (name, part, metric) in [
                ("loss", Part::Training, Metric::Loss),
                ("validation_loss", Part::Validation, Metric::Loss),
                ("validation_score", Part::Validation, self.metric),
            ] {
                if let Some(value) = done.store.get(done.number, part, metric, 0) {
                    values.set_item(name, value)?;
                }
            }
            told.call1(py, (values,)).map(drop)
        })
    }
}

impl Listener for Front {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        match self.tell(event) {
            Ok(()) => Ok(Flow::Continue),
            Err(error) => {
                let is_interrupt =
                    Python::attach(|py| error.is_instance_of::<PyKeyboardInterrupt>(py));
                if is_interrupt {
                    self.interrupted.set(true);
                    return Ok(Flow::Stop);
                }
                let line = raised(Python::attach(|py| error.clone_ref(py)));
                self.failure.replace(Some(error));
                Err(line)
            }
        }
    }

    fn interrupted(&self) -> bool {
        if !self.interrupted.get() && self.asked.get().elapsed() >= ASK_EVERY {
            self.asked.set(Instant::now());
            let signal = Python::attach(|py| py.check_signals());
            self.interrupted.set(signal.is_err());
        }
        self.interrupted.get()
    }
}
