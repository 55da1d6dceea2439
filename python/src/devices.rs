//! What there is to train on.

use gradshader::block_on;
use gradshader::cpu::ParallelExecutor;
use gradshader::device::{processor, reference};
use gradshader::gpu::{self, AdapterDescription, is_software};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::Answer;

/// A dictionary a device: what `device=` takes for it, its name, backend, type and driver, and whether
/// `"auto"` takes it where training is short.
#[pyfunction]
pub(crate) fn devices(py: Python<'_>) -> Answer<Vec<Bound<'_, PyDict>>> {
    let (adapters, processor) = py.detach(|| {
        let adapters = block_on(gpu::adapters());
        let infos: Vec<_> = adapters.iter().map(|adapter| adapter.get_info()).collect();
        ParallelExecutor::new(None).map(|executor| (infos, processor(&executor)))
    })?;
    let first = adapters.first().is_some_and(|info| !is_software(info));
    let listed = adapters.iter().enumerate().map(|(place, info)| {
        (place.to_string(), AdapterDescription::new(info), first && place == 0)
    });
    let own = [("cpu".to_owned(), processor, !first), ("reference".to_owned(), reference(), false)];
    let row = |(device, description, auto): (String, AdapterDescription, bool)| {
        let row = PyDict::new(py);
        row.set_item("device", device)?;
        row.set_item("name", description.name)?;
        row.set_item("backend", description.backend)?;
        row.set_item("type", description.kind)?;
        row.set_item("driver", description.driver)?;
        row.set_item("auto", auto)?;
        Ok(row)
    };
    listed.chain(own).map(row).collect::<PyResult<_>>().map_err(Into::into)
}
