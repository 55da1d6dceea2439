//! `gradshader verify`: a device and the reference in lockstep, and how close each quantity came
//! to its bound.

use std::cell::Cell;

use gradshader::block_on;
use gradshader::dataset::{self, CsvOptions, Preprocessing, Samples, Targets};
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::verify::{self as lockstep, Finding};
use serde::Serialize;

use super::arguments::VerifyArguments;
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::{data, output, plan, prepare};

/// Real handwritten digits, for a check without any file at hand.
const BUNDLED: &[u8] = include_bytes!("../../data/digits.csv");

/// What was compared and what was found.
#[derive(Debug, Serialize)]
struct Report {
    passes: bool,
    adapter: String,
    backend: String,
    adapter_type: String,
    driver: String,
    data: String,
    /// Inputs first, outputs last.
    sizes: Vec<usize>,
    activations: Vec<&'static str>,
    members: usize,
    batch: usize,
    /// The steps compared.
    steps: u64,
    /// In the order of a training step, every kernel run by itself.
    quantities: Vec<Quantity>,
    /// The same with fused shaders, as `train` runs it, where the device has such; what they do
    /// not store is not there.
    fused: Vec<Quantity>,
    /// What went wrong first.
    failure: Option<Quantity>,
}

/// The element of one quantity that came closest to its bound. `null` is a number that is not
/// finite.
#[derive(Debug, Clone, Serialize)]
struct Quantity {
    /// From 0; none for what belongs to no layer.
    layer: Option<u32>,
    quantity: &'static str,
    largest_error: f64,
    bound: f64,
    ratio: f64,
    /// Elements above what roundings that do not conspire explain.
    suspicious: u64,
    passes: bool,
    step: u64,
    /// Member, row, column.
    index: [usize; 3],
    computed: f64,
    reference: f64,
}

impl From<&Finding> for Quantity {
    fn from(finding: &Finding) -> Self {
        Self {
            layer: finding.layer,
            quantity: finding.quantity,
            largest_error: finding.error,
            bound: finding.bound,
            ratio: finding.ratio,
            suspicious: finding.suspicious,
            passes: finding.passes(),
            step: finding.step,
            index: finding.index,
            computed: finding.computed,
            reference: finding.reference,
        }
    }
}

/// What is trained in lockstep.
struct Job {
    source: String,
    network: Network,
    parameters: Parameters,
    training: gradshader::Dataset,
    hyperparameters: Hyperparameters,
}

pub(super) fn run(arguments: VerifyArguments) -> Result<()> {
    let wanted = arguments.quantities.as_deref().map(quantities).transpose()?;
    let options = device::options(arguments.device.strict, arguments.fusion, &arguments.shader)?;
    if let Some(path) = &arguments.tolerance_report {
        output::check_path(path, &arguments.data.iter().collect::<Vec<_>>())?;
    }
    let job = Job::prepare(&arguments)?;
    let (report, outcome) = block_on(async {
        let choice = Choice::new(&arguments.device.device);
        let device = Device::open(&choice, options, Purpose::Itself).await?;
        if let Some(note) = &device.note {
            output::warn(note);
        }
        if !matches!(device.executor, DeviceExecutor::Gpu(_)) {
            output::warn("no GPU is checked: the CPU is compared with the reference in f64");
        }
        let Device { executor, description, .. } = device;
        let Some(unfused) = executor.unfused() else {
            return compare(&job, executor, &description, arguments.steps).await;
        };
        let (mut report, outcome) = compare(&job, unfused, &description, arguments.steps).await?;
        if outcome.is_err() {
            return Ok((report, outcome));
        }
        let (fused, outcome) = compare(&job, executor, &description, arguments.steps).await?;
        report.fused = fused.quantities;
        report.passes = fused.passes;
        report.failure = fused.failure;
        Ok((report, outcome))
    })?;

    if let Some(path) = &arguments.tolerance_report {
        output::save(path, (output::to_json(&report)? + "\n").as_bytes())?;
    }
    if arguments.json {
        output::print_json(&report)?;
    } else {
        output::print(&text(&report, wanted.as_deref()))?;
    }
    outcome
}

impl Job {
    fn prepare(arguments: &VerifyArguments) -> Result<Self> {
        let members = plan::at_least_1("--members", arguments.members)?;
        let batch = plan::at_least_1("--batch", arguments.batch)?;
        let steps = plan::at_least_1("--steps", arguments.steps as usize)?;
        let learning_rates = plan::learning_rates(arguments.learning_rate.clone(), members)?;
        let seeds = plan::seeds(arguments.seed, members)?;
        let hidden = plan::hidden(arguments.hidden.0.clone())?;

        let samples = load(arguments)?;
        // Few enough that an epoch is as long as the comparison, and not a multiple of the batch,
        // so that a partial batch is compared too.
        let partial = (batch / 2).max(1);
        let count = (steps - 1).saturating_mul(batch).saturating_add(partial).min(samples.len());
        let rows: Vec<u32> = (0..samples.len() as u32).collect();
        let output = match samples.targets {
            Targets::Classes { .. } => Activation::Sigmoid,
            _ => Activation::Linear,
        };
        let preprocessing = Preprocessing::fit(&samples, &rows, samples.default_scaling(), output)?;
        let network = prepare::network(&preprocessing, &hidden, arguments.activation, output)?;
        Ok(Self {
            source: samples.source.clone(),
            parameters: Parameters::initialise(&network, &seeds),
            network,
            training: preprocessing.apply_rows(&samples, &rows[..count])?,
            hyperparameters: Hyperparameters {
                learning_rates,
                batch,
                seeds,
                shuffle: true,
                resident_rows: None,
            },
        })
    }
}

fn load(arguments: &VerifyArguments) -> Result<Samples> {
    let options = CsvOptions::default();
    match &arguments.data {
        Some(path) => {
            data::load_with_targets(path, arguments.labels.as_deref(), &options, "--labels")
        }
        None if arguments.labels.is_some() => {
            Err(Error::input("--labels without images").advice("name the file of the images"))
        }
        None => dataset::parse_csv("bundled digits", BUNDLED, &options),
    }
}

/// Trains for so many steps, each of them compared. The error is that of the first quantity above
/// its bound; the report is there all the same.
async fn compare(
    job: &Job,
    executor: DeviceExecutor,
    adapter: &AdapterDescription,
    steps: u64,
) -> Result<(Report, Result<()>)> {
    let Job { source, network, parameters, training, hyperparameters } = job;
    let batch = hyperparameters.batch;
    let mut trainer = Trainer::new(
        executor,
        network.clone(),
        parameters,
        training.clone(),
        None,
        hyperparameters.clone(),
    )
    .await?;
    trainer.verify_every(1)?;
    // The trainer asks before each step whether to stop.
    let begun = Cell::new(0);
    let outcome = loop {
        let stop = || {
            begun.set(begun.get() + 1);
            begun.get() > steps
        };
        match trainer.epoch_until(&stop).await {
            Ok(_) if begun.get() >= steps => break Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => break Ok(()),
            Err(error) if error.kind() == ErrorKind::Verification => break Err(error),
            Err(error) => return Err(error),
        }
    };
    let found = trainer.verification().cloned().unwrap_or_default();
    let report = report(source, network, parameters.members, batch, adapter, &found);
    Ok((report, outcome))
}

fn report(
    source: &str,
    network: &Network,
    members: usize,
    batch: usize,
    adapter: &AdapterDescription,
    found: &lockstep::Report,
) -> Report {
    Report {
        passes: found.failure.is_none(),
        adapter: adapter.name.clone(),
        backend: adapter.backend.clone(),
        adapter_type: adapter.kind.clone(),
        driver: adapter.driver.clone(),
        data: source.to_owned(),
        sizes: network.sizes().to_vec(),
        activations: network.activations().iter().map(|f| f.name()).collect(),
        members,
        batch,
        steps: found.steps,
        quantities: found.findings.iter().map(Quantity::from).collect(),
        fused: Vec::new(),
        failure: found.failure.as_ref().map(Quantity::from),
    }
}

/// The quantities to show.
fn quantities(names: &[String]) -> Result<Vec<String>> {
    const KNOWN: [&str; 14] = [
        "batch inputs",
        "batch targets",
        "sum",
        "activation",
        "sample loss",
        "batch loss",
        "delta",
        "back-propagated sum",
        "weight gradient",
        "bias gradient",
        "weight",
        "bias",
        "cursor",
        "outputs",
    ];
    let names: Vec<_> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    match names.iter().find(|name| !KNOWN.contains(&name.as_str())) {
        None => Ok(names),
        Some(name) => Err(Error::input(format!("--quantities: there is no quantity {name:?}"))
            .advice(format!("there are {}", KNOWN.join(", ")))),
    }
}

fn text(report: &Report, wanted: Option<&[String]>) -> String {
    let header = ["layer", "quantity", "largest error", "bound", "ratio", "verdict"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let shown = |quantity: &&Quantity| {
        wanted.is_none_or(|wanted| wanted.iter().any(|name| name == quantity.quantity))
    };
    let all = report.quantities.iter().filter(shown).map(|quantity| ("", quantity));
    let fused = report.fused.iter().filter(shown).map(|quantity| (", fused", quantity));
    for (how, quantity) in all.chain(fused) {
        rows.push(vec![
            quantity.layer.map_or("-".to_owned(), |layer| layer.to_string()),
            format!("{}{how}", quantity.quantity),
            format!("{:.3e}", quantity.largest_error),
            format!("{:.3e}", quantity.bound),
            format!("{:.4}", quantity.ratio),
            if quantity.passes { "ok" } else { "WRONG" }.to_owned(),
        ]);
    }
    let sizes: Vec<_> = report.sizes.iter().map(usize::to_string).collect();
    let members = match report.members {
        1 => String::new(),
        count => format!(", {count} members"),
    };
    let verdict = if report.passes {
        "every quantity is within its bound".to_owned()
    } else {
        "device and reference differ by more than rounding explains".to_owned()
    };
    format!(
        "device   {} ({}, {}, {})\nnetwork  {}{members}\ndata     {}, {} steps of {}\n\n{}\n{verdict}\n",
        report.adapter,
        report.backend,
        report.adapter_type,
        report.driver,
        sizes.join("-"),
        report.data,
        report.steps,
        report.batch,
        output::table(&rows, 2)
    )
}
