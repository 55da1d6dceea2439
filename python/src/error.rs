//! Errors as Python's exceptions, with the same one line.

use gradshader::{Error, ErrorKind};
use pyo3::create_exception;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    gradshader,
    DeviceError,
    PyRuntimeError,
    "There is no such device, or it failed."
);
create_exception!(
    gradshader,
    VerificationError,
    PyRuntimeError,
    "A device and the reference differ by more than the derived bound."
);

/// What a function called from Python returns.
pub(crate) type Answer<T> = Result<T, Raised>;

/// Flags of the command line and the parameters that they are here.
const PARAMETERS: [(&str, &str); 12] = [
    ("--learning-rate", "learning_rate_init"),
    ("--label-smoothing", "label_smoothing"),
    ("--input-dropout", "input_dropout"),
    ("--clip-value", "clip_value"),
    ("--clip-norm", "clip_norm"),
    ("--momentum", "momentum"),
    ("--optimizer", "solver"),
    ("--schedule", "learning_rate"),
    ("--epsilon", "epsilon"),
    ("--beta1", "beta_1"),
    ("--beta2", "beta_2"),
    ("--decay", "weight_decay"),
];

/// What is said otherwise here than at the command line.
const PHRASES: [(&str, &str); 4] = [
    ("--kinds NAME=date:%d/%m/%Y", "kinds={NAME: 'date:%d/%m/%Y'}"),
    ("--kinds NAME=date:%d%m%Y", "kinds={NAME: 'date:%d%m%Y'}"),
    ("or take it for a missing cell with --missing", "or NaN, which is a missing cell"),
    ("with --activations", "with activations"),
];

/// An exception, made of either kind of error.
pub(crate) struct Raised(PyErr);

impl From<Error> for Raised {
    fn from(error: Error) -> Self {
        let mut line = error.to_string();
        for (flag, parameter) in PARAMETERS {
            line = line.replace(&format!("{flag} "), &format!("{parameter} "));
        }
        for (told, here) in PHRASES {
            line = line.replace(told, here);
        }
        Self(match error.kind() {
            ErrorKind::Input => PyValueError::new_err(line),
            ErrorKind::Device => DeviceError::new_err(line),
            ErrorKind::Verification => VerificationError::new_err(line),
            ErrorKind::Interrupted => PyKeyboardInterrupt::new_err(line),
            _ => PyRuntimeError::new_err(line),
        })
    }
}

impl From<PyErr> for Raised {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

impl From<Raised> for PyErr {
    fn from(raised: Raised) -> Self {
        raised.0
    }
}

/// An exception raised in a listener, kept while the run ends.
pub(crate) fn raised(error: PyErr) -> Error {
    Error::failed(error.to_string())
}
