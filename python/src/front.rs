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
    /// Which of how many runs is under way, from 1.
    pub(crate) run: (usize, usize),
    failure: RefCell<Option<PyErr>>,
}

impl Front {
    pub(crate) fn new(told: Option<Py<PyAny>>, metric: Metric) -> Self {
        Self {
            told,
            metric,
            asked: Cell::new(Instant::now()),
            interrupted: Cell::new(false),
            run: (1, 1),
            failure: RefCell::new(None),
        }
    }

    /// Raises what the function raised.
    pub(crate) fn raise(&self) -> PyResult<()> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Whether someone has pressed Ctrl-C, also while the function was called.
    pub(crate) fn was_interrupted(&self) -> bool {
        self.interrupted.get()
    }

    fn tell(&self, event: &Event<'_>) -> PyResult<()> {
        let Some(told) = &self.told else { return Ok(()) };
        let Event::Epoch(done) = event else { return Ok(()) };
        Python::attach(|py| {
            let values = PyDict::new(py);
            values.set_item("epoch", done.number)?;
            values.set_item("seconds", done.seconds)?;
            let (run, runs) = self.run;
            if runs > 1 {
                values.set_item("run", run)?;
                values.set_item("runs", runs)?;
            }
            if done.learning_rates.len() > 1 {
                values.set_item("networks", done.learning_rates.len())?;
            }
            // The best so far; of one that has stopped its last epoch.
            let best = done.best_member;
            let epoch = done.store.closed(best).unwrap_or(done.number);
            for (name, part, metric) in [
                ("loss", Part::Training, Metric::Loss),
                ("validation_loss", Part::Validation, Metric::Loss),
                ("validation_score", Part::Validation, self.metric),
            ] {
                if let Some(value) = done.store.get(epoch, part, metric, best) {
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
