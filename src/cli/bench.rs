//! `gradshader bench`: how fast a device trains.

mod case;
mod scaling;

use clap::Args;
use gradshader::bench::{self, Case, Started};
use gradshader::block_on;
use gradshader::device::several;
use gradshader::error::{Error, Result};
use gradshader::executor::Executor;
use gradshader::formula::Optimizer;
use gradshader::gpu::GpuOptions;
use gradshader::network::{Network, dashed};
use gradshader::train::Hyperparameters;
use serde::Serialize;

use super::arguments::{DeviceArguments, Fusion, Precision};
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::output;
use super::recipe::RecipeArguments;
use super::values::Preset;

const EXAMPLES: &str = "\
Examples:
  gradshader bench
  gradshader bench --grid --preset default --json
  gradshader bench --network 784-256:relu-10 --batch 64 --members 8 \\
      --against cpu,gpu
  gradshader bench --network 30-64-2 --optimizer lion --scaling";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct BenchArguments {
    /// Every network of the grid, the large ones too
    #[arg(long, conflicts_with_all = ["network", "scaling"])]
    pub(super) grid: bool,

    /// Measure this network instead: inputs, hidden layers and outputs, a layer with its activation
    /// where it is not relu inside and that of the loss at the output, as 784-256:tanh-10
    #[arg(long, value_name = "N-N[:NAME]-N")]
    pub(super) network: Option<String>,

    /// What is trained with where no flag says, as in `train` [default: article for the networks of
    /// the grid, default for --network]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "default|article")]
    pub(super) preset: Option<Preset>,

    /// Samples a step [default: 32]
    #[arg(long, value_name = "N", requires = "network", allow_negative_numbers = true)]
    pub(super) batch: Option<usize>,

    /// Networks side by side [default: 1]
    #[arg(long, value_name = "N", requires = "network", allow_negative_numbers = true)]
    pub(super) members: Option<usize>,

    /// Measure these devices too, in turns with that of --device, as cpu,gpu or parts of names
    #[arg(long, value_name = "DEVICE[,DEVICE]", value_delimiter = ',')]
    pub(super) against: Vec<String>,

    /// Show what a step costs by width, depth, batch and members of the network, the others as they are
    #[arg(long, requires = "network", conflicts_with = "against")]
    pub(super) scaling: bool,

    /// Seconds to measure each network for
    #[arg(long, value_name = "F", default_value_t = 3.0)]
    pub(super) seconds: f64,

    /// Which shaders to run [default: on]
    #[arg(long, value_name = "on|off|panels|tiles")]
    pub(super) fusion: Option<Fusion>,

    /// f32, or mixed: cooperative matrices that take the operands of products in f16 and sum in f32,
    /// with weights in f32; for adapters that have them [default: f32]
    #[arg(long, value_name = "f32|mixed")]
    pub(super) precision: Option<Precision>,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,

    #[command(flatten)]
    pub(super) recipe: RecipeArguments,

    #[command(flatten)]
    pub(super) device: DeviceArguments,
}

/// A device that is measured.
struct Measured {
    choice: Choice,
    options: GpuOptions,
    named: Named,
}

#[derive(Debug, Clone, Serialize)]
struct Named {
    adapter: String,
    backend: String,
    driver: String,
    precision: Precision,
    /// The rate of a bare product, which `share` is of.
    product_gflops: f64,
}

#[derive(Debug, Serialize)]
struct Report {
    /// That of `--device`.
    #[serde(flatten)]
    device: Named,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<Named>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// Inputs first, outputs last.
    sizes: Vec<usize>,
    activations: Vec<String>,
    optimizer: &'static str,
    loss: &'static str,
    batch: usize,
    members: usize,
    /// Of several devices, which.
    adapter: String,
    /// All members together.
    samples_per_second: f64,
    /// What a step of all members takes.
    step_microseconds: f64,
    gflops: f64,
    /// `gflops` as a part of the bare product's rate.
    share: f64,
    dispatches_per_step: f64,
    /// From an open device to the end of the first step, compilation included.
    first_step_seconds: f64,
    /// `samples_per_second` of that of `--device`.
    ratio: f64,
}

impl Measured {
    /// # Errors
    /// When there is no such device.
    fn new(arguments: &BenchArguments, text: &str) -> Result<Self> {
        let options =
            device::options(arguments.device.strict, arguments.fusion, arguments.precision, &[])?;
        let mut measured = Self {
            choice: Choice::new(text),
            // What is asked is how fast a device trains once all is compiled.
            options: GpuOptions { long_run: true, ..options },
            named: Named {
                adapter: String::new(),
                backend: String::new(),
                driver: String::new(),
                precision: arguments.precision.unwrap_or_default(),
                product_gflops: 0.0,
            },
        };
        let Device { executor, description, .. } = measured.open()?;
        measured.named = Named {
            adapter: description.name,
            backend: description.backend,
            driver: description.driver,
            product_gflops: product(&executor)?,
            ..measured.named
        };
        Ok(measured)
    }

    /// A device of its own, so that the first step is the first.
    fn open(&self) -> Result<Device> {
        block_on(Device::open(&self.choice, self.options.clone(), Purpose::Itself))
    }
}

pub(super) fn run(arguments: BenchArguments) -> Result<()> {
    if !(arguments.seconds > 0.0 && arguments.seconds.is_finite()) {
        return Err(Error::input(format!("--seconds {}", arguments.seconds))
            .advice("use a positive number of seconds"));
    }
    if let [first, others @ ..] = &several(&arguments.device.device)[..]
        && !others.is_empty()
    {
        return Err(Error::input(format!("--device {}: several", arguments.device.device))
            .advice(format!("use --device {first} --against {}", others.join(","))));
    }
    let cases = case::cases(&arguments)?;
    if let (true, [case]) = (arguments.scaling, &cases[..]) {
        return scaling::run(&arguments, case);
    }
    let devices = [&arguments.device.device].into_iter().chain(&arguments.against);
    let mut devices =
        devices.map(|text| Measured::new(&arguments, text)).collect::<Result<Vec<_>>>()?;
    let mut rows = Vec::new();
    for case in cases {
        if !arguments.json {
            output::warn(&format!("{} ...", name(&case)));
        }
        rows.extend(measure(&case, &devices, arguments.seconds)?);
    }
    // A product alone is timed briefly: once more, since what else the machine does may have met it.
    for device in &mut devices {
        let again = product(&device.open()?.executor)?;
        device.named.product_gflops = device.named.product_gflops.max(again);
    }
    for (row, device) in rows.iter_mut().zip(devices.iter().cycle()) {
        row.share = row.gflops / device.named.product_gflops;
    }
    let mut named = devices.into_iter().map(|device| device.named);
    let device = named.next().expect("there is --device");
    let report = Report { device, against: named.collect(), rows };
    if arguments.json {
        return output::print_json(&report);
    }
    output::print(&text(&report))
}

/// A row a device. Several devices take turns, so that what else the machine does meets all.
fn measure(case: &Case, devices: &[Measured], seconds: f64) -> Result<Vec<Row>> {
    const TURNS: usize = 3;
    let mut started = Vec::new();
    for device in devices {
        started.push(block_on(case.start(device.open()?.executor))?);
    }
    let turns = if devices.len() > 1 { TURNS } else { 1 };
    for _ in 0..turns {
        for started in &mut started {
            block_on(started.time(seconds / turns as f64))?;
        }
    }
    let measurements: Vec<_> = started.iter().map(Started::measurement).collect();
    let first = measurements[0].samples_per_second;
    let row = |(device, measured): (&Measured, &bench::Measurement)| Row {
        sizes: case.network.sizes().to_vec(),
        activations: case.network.activations().iter().map(|f| f.name().to_owned()).collect(),
        optimizer: optimizer(&case.hyperparameters),
        loss: case.hyperparameters.loss.name(),
        batch: case.batch(),
        members: case.members(),
        adapter: device.named.adapter.clone(),
        samples_per_second: measured.samples_per_second,
        step_microseconds: step_microseconds(case, measured.samples_per_second),
        gflops: measured.gflops,
        // Once all are measured.
        share: f64::NAN,
        dispatches_per_step: measured.dispatches_per_step,
        first_step_seconds: measured.first_step_seconds,
        ratio: measured.samples_per_second / first,
    };
    Ok(devices.iter().zip(&measurements).map(row).collect())
}

fn step_microseconds(case: &Case, samples_per_second: f64) -> f64 {
    1e6 * (case.batch() * case.members()) as f64 / samples_per_second
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

/// What it is called as a flag: Adam with a decay of its own is AdamW.
fn optimizer(of: &Hyperparameters) -> &'static str {
    match of.optimizer {
        Optimizer::Adam if of.decay > 0.0 => "adamw",
        other => other.name(),
    }
}

/// The network with its activations, and how it is trained.
fn name(case: &Case) -> String {
    let Case { network, hyperparameters } = case;
    format!(
        "{}, {}, {}, batch {}, members {}",
        described(network),
        hyperparameters.loss.name().replace('_', " "),
        optimizer(hyperparameters),
        case.batch(),
        case.members()
    )
}

/// As `--network` takes it.
fn described(network: &Network) -> String {
    let layers = network.sizes()[1..].iter().zip(network.activations());
    let layers: String = layers.map(|(width, f)| format!("-{width}:{f}")).collect();
    format!("{}{layers}", network.inputs())
}

fn text(report: &Report) -> String {
    let several = !report.against.is_empty();
    let mut header = vec!["network", "batch", "members"];
    if several {
        header.push("device");
    }
    header.extend(["samples/s", "step", "GFLOP/s", "share", "dispatches", "first step"]);
    if several {
        header.push("ratio");
    }
    let mut rows = vec![header.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    for row in &report.rows {
        let mut cells = vec![dashed(&row.sizes), row.batch.to_string(), row.members.to_string()];
        if several {
            cells.push(row.adapter.clone());
        }
        cells.extend([
            format!("{:.0}", row.samples_per_second),
            duration(row.step_microseconds),
            format!("{:.1}", row.gflops),
            format!("{:.0} %", 100.0 * row.share),
            format!("{:.2}", row.dispatches_per_step),
            format!("{:.2} s", row.first_step_seconds),
        ]);
        if several {
            cells.push(format!("{:.2}", row.ratio));
        }
        rows.push(cells);
    }
    let mut text = heading(&report.device);
    for device in &report.against {
        text += &heading(device);
    }
    let numbers = if several { 4 } else { 1 };
    format!("{text}\n{}", output::table(&rows, numbers))
}

/// A device and the rate of its bare product.
fn heading(device: &Named) -> String {
    let precision = match device.precision {
        Precision::F32 => "",
        Precision::Mixed => ", mixed precision",
    };
    format!(
        "device   {} ({}, {}){precision}\nproduct  {:.1} GFLOP/s, which the share is of\n",
        device.adapter, device.backend, device.driver, device.product_gflops
    )
}

fn duration(microseconds: f64) -> String {
    match microseconds {
        us if us < 1e3 => format!("{us:.1} us"),
        us if us < 1e6 => format!("{:.2} ms", us / 1e3),
        us => format!("{:.2} s", us / 1e6),
    }
}
