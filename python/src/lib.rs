use pyo3::prelude::*;
#[pymodule]
fn _gradshader(_m: &Bound<'_, PyModule>) -> PyResult<()> { Ok(()) }
