//! Errors as JavaScript's, with the same one line.

use gradshader::{Error, ErrorKind};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// An exception whose name says which kind of failure it is.
pub(crate) fn thrown(error: Error) -> JsValue {
    let exception = js_sys::Error::new(&error.to_string());
    exception.set_name(match error.kind() {
        ErrorKind::Input => "InputError",
        ErrorKind::Device => "DeviceError",
        ErrorKind::Verification => "VerificationError",
        ErrorKind::Interrupted => "InterruptedError",
        ErrorKind::Lost => "LostError",
        _ => "FailedError",
    });
    exception.into()
}

/// What JavaScript threw, as an error of a listener.
pub(crate) fn caught(value: JsValue) -> Error {
    let text = match value.dyn_ref_error() {
        Some(error) => String::from(error.message()),
        None => format!("{value:?}"),
    };
    Error::failed("the page failed").caused_by(text)
}

trait DynError {
    fn dyn_ref_error(&self) -> Option<&js_sys::Error>;
}

impl DynError for JsValue {
    fn dyn_ref_error(&self) -> Option<&js_sys::Error> {
        wasm_bindgen::JsCast::dyn_ref(self)
    }
}

/// JSON, which the page parses.
///
/// # Errors
/// None that what is written here has.
pub(crate) fn json(value: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value)
        .map_err(|e| thrown(Error::failed("the answer cannot be written").caused_by(e)))
}

/// What a page says, as JSON.
///
/// # Errors
/// When it is none, or says what there is not.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> gradshader::Result<T> {
    serde_json::from_str(text).map_err(|e| Error::input("the settings are not usable").caused_by(e))
}
