//! The library as Python's module `gradshader._gradshader`; the estimators in `python/gradshader` are
//! built on it. Nothing is trained with the interpreter's lock held.

mod arrow;
mod devices;
mod error;
mod fit;
mod frame;
mod front;
mod job;
mod many;
mod merge;
mod model;
mod settings;
mod steps;
mod verify;

use pyo3::prelude::*;

#[pymodule]
fn _gradshader(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("DeviceError", py.get_type::<error::DeviceError>())?;
    module.add("VerificationError", py.get_type::<error::VerificationError>())?;
    module.add_class::<frame::Frame>()?;
    module.add_class::<model::Model>()?;
    module.add_class::<model::State>()?;
    module.add_class::<steps::Network>()?;
    module.add_class::<steps::Steps>()?;
    module.add_function(wrap_pyfunction!(devices::devices, module)?)?;
    module.add_function(wrap_pyfunction!(fit::fit, module)?)?;
    module.add_function(wrap_pyfunction!(many::cross_validate, module)?)?;
    module.add_function(wrap_pyfunction!(many::ensemble, module)?)?;
    module.add_function(wrap_pyfunction!(many::sweep, module)?)?;
    module.add_function(wrap_pyfunction!(verify::verify, module)?)?;
    Ok(())
}
