//! A device in lockstep with the reference, on an estimator's network and data.

use gradshader::device::{Choice, Device, DeviceExecutor, Purpose};
use gradshader::executor::Executor;
use gradshader::gpu::GpuOptions;
use gradshader::train::Trainer;
use gradshader::verify::{Finding, Report};
use gradshader::{Result, block_on};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::Answer;
use crate::frame::Frame;
use crate::job::{Job, Prepared};
use crate::model::Model;
use crate::settings::Settings;

/// Trains `model` on for so many steps on a device, each step held against the reference in f64. Returns
/// a dictionary a quantity: its layer (from 0), the largest error, its bound, their ratio, how many
/// elements were suspicious, and whether it was within its bound. Every kernel by itself first, and
/// then, where the device has such, fused shaders.
#[pyfunction]
pub(crate) fn verify<'py>(
    py: Python<'py>,
    mut frame: PyRefMut<'_, Frame>,
    settings: &str,
    model: PyRef<'_, Model>,
    steps: u64,
    device: &str,
) -> Answer<Vec<Bound<'py, PyDict>>> {
    let settings = Settings::read(settings)?;
    let table = frame.take();
    model.kept.check_alone("verify")?;
    let job = Job::of_model(&settings, frame.numbers, &model.kept);
    let reports = py.detach(|| -> Result<Vec<(bool, Report)>> {
        let gathered = job.gather(table, false)?;
        let prepared = gathered.prepare(&settings, &gathered.split(&settings)?, None)?;
        block_on(compare_all(&prepared, steps, device))
    })?;
    let mut rows = Vec::new();
    for (fused, report) in &reports {
        for finding in &report.findings {
            rows.push(row(py, finding, *fused)?);
        }
    }
    Ok(rows)
}

async fn compare_all(job: &Prepared, steps: u64, device: &str) -> Result<Vec<(bool, Report)>> {
    let choice = Choice::new(device);
    let device = Device::open(&choice, GpuOptions::default(), Purpose::Itself).await?;
    let mut reports = Vec::new();
    if let Some(unfused) = device.executor.unfused() {
        reports.push((false, compare(job, unfused.fresh()?, steps).await?));
    }
    let fused = !reports.is_empty();
    reports.push((fused, compare(job, device.executor.fresh()?, steps).await?));
    Ok(reports)
}

async fn compare(job: &Prepared, executor: DeviceExecutor, steps: u64) -> Result<Report> {
    let mut trainer = Trainer::new(
        executor,
        job.chosen.network.clone(),
        &job.parameters,
        job.data.training.clone(),
        None,
        job.chosen.hyperparameters.clone(),
    )
    .await?;
    trainer.verify_steps(steps).await
}

fn row<'py>(py: Python<'py>, finding: &Finding, fused: bool) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("layer", finding.layer)?;
    row.set_item("quantity", finding.quantity)?;
    row.set_item("error", finding.error)?;
    row.set_item("bound", finding.bound)?;
    row.set_item("ratio", finding.ratio)?;
    row.set_item("suspicious", finding.suspicious)?;
    row.set_item("fused", fused)?;
    row.set_item("passes", finding.passes())?;
    Ok(row)
}
