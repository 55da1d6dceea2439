//! `gradshader bench`: how fast a device trains.

use gradshader::bench::{self, Case};
use gradshader::block_on;
use gradshader::error::{Error, Result};
use gradshader::executor::Executor;
use gradshader::network::dashed;
use serde::Serialize;

use super::arguments::{BenchArguments, Precision};
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::output;

#[derive(Debug, Serialize)]
struct Report {
    adapter: String,
    backend: String,
    driver: String,
    precision: Precision,
    /// The rate of a bare product, which `share` is of.
    product_gflops: f64,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// Inputs first, outputs last.
    sizes: Vec<usize>,
    batch: usize,
    members: usize,
    /// All members together.
    samples_per_second: f64,
    gflops: f64,
    /// `gflops` as a part of the bare product's rate.
    share: f64,
    dispatches_per_step: f64,
    /// From an open device to the end of the first step, compilation included.
    first_step_seconds: f64,
}

pub(super) fn run(arguments: BenchArguments) -> Result<()> {
    if !(arguments.seconds > 0.0 && arguments.seconds.is_finite()) {
        return Err(Error::input(format!("--seconds {}", arguments.seconds))
            .advice("use a positive number of seconds"));
    }
    // Without --grid the small networks, which any device trains in seconds.
    let cases = bench::grid().into_iter().filter(|case| {
        arguments.grid || bench::flops_per_sample(&case.sizes) * case.batch < 1_000_000_000
    });
    let choice = Choice::new(&arguments.device.device);
    let options =
        device::options(arguments.device.strict, arguments.fusion, arguments.precision, &[])?;
    let open = || block_on(Device::open(&choice, options.clone(), Purpose::Itself));
    let Device { executor, description, .. } = open()?;
    let mut report = Report {
        product_gflops: product(&executor)?,
        adapter: description.name,
        backend: description.backend,
        driver: description.driver,
        precision: arguments.precision.unwrap_or_default(),
        rows: Vec::new(),
    };
    for case in cases {
        // A device of its own, so that the first step is the first.
        let device = open()?;
        if !arguments.json {
            output::warn(&format!("{} ...", name(&case)));
        }
        let measured = block_on(case.measure(device.executor, arguments.seconds))?;
        report.rows.push(Row {
            sizes: case.sizes,
            batch: case.batch,
            members: case.members,
            samples_per_second: measured.samples_per_second,
            gflops: measured.gflops,
            share: measured.gflops / report.product_gflops,
            dispatches_per_step: measured.dispatches_per_step,
            first_step_seconds: measured.first_step_seconds,
        });
    }
    if arguments.json {
        return output::print_json(&report);
    }
    output::print(&text(&report))
}

/// The best rate of a bare product: of one that any device can do, and of a larger one where the
/// device is so fast that the first may be too small to keep it busy.
fn product(executor: &DeviceExecutor) -> Result<f64> {
    const FAST: f64 = 1000.0;
    let gflops = block_on(bench::product(executor.fresh()?, 768))?;
    if gflops < FAST {
        return Ok(gflops);
    }
    Ok(gflops.max(block_on(bench::product(executor.fresh()?, 4096))?))
}

fn name(case: &Case) -> String {
    format!("{}, batch {}, members {}", dashed(&case.sizes), case.batch, case.members)
}

fn text(report: &Report) -> String {
    let header = [
        "network",
        "batch",
        "members",
        "samples/s",
        "GFLOP/s",
        "share",
        "dispatches",
        "first step",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for row in &report.rows {
        rows.push(vec![
            dashed(&row.sizes),
            row.batch.to_string(),
            row.members.to_string(),
            format!("{:.0}", row.samples_per_second),
            format!("{:.1}", row.gflops),
            format!("{:.0} %", 100.0 * row.share),
            format!("{:.2}", row.dispatches_per_step),
            format!("{:.2} s", row.first_step_seconds),
        ]);
    }
    let precision = match report.precision {
        Precision::F32 => "",
        Precision::Mixed => ", mixed precision",
    };
    format!(
        "device   {} ({}, {}){precision}\nproduct  {:.1} GFLOP/s, which the share is of\n\n{}",
        report.adapter,
        report.backend,
        report.driver,
        report.product_gflops,
        output::table(&rows, 1)
    )
}
