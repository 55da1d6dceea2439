//! This browser's GPU in lockstep with the reference: how close each quantity comes to its bound, and the
//! smallest network that shows where they part.

use gradshader::dataset::{Preprocessing, Samples, TableOptions};
use gradshader::executor::Executor;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::verify::{Finding, Report, folded, shrink_until};
use gradshader::{Dataset, Result};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_time::{Duration, Instant};

use crate::data::Data;
use crate::device::Device;
use crate::error::{caught, json, thrown};
use crate::executor::PageExecutor;

/// How long to look for a smaller network that shows a failure too.
const SEARCH: Duration = Duration::from_secs(20);

/// What `gradshader verify` trains without a flag.
const HIDDEN: [usize; 2] = [32, 16];
const BATCH: usize = 16;
const STEPS: u64 = 20;
const LEARNING_RATE: f32 = 0.5;

/// What was found, for the page.
#[derive(Serialize)]
struct Verified {
    passes: bool,
    device: String,
    data: String,
    sizes: Vec<usize>,
    batch: usize,
    steps: u64,
    forms: Vec<Form>,
    failure: Option<Failure>,
}

/// Every kernel by itself, or fused shaders.
#[derive(Serialize)]
struct Form {
    name: &'static str,
    findings: Vec<Row>,
}

/// A quantity.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    finding: Finding,
    passes: bool,
}

/// What is wrong first.
#[derive(Serialize)]
struct Failure {
    /// The line that the command line prints.
    error: String,
    layer: Option<u32>,
    quantity: &'static str,
    /// The smallest network that shows it too, and its batch.
    smallest: Option<(Vec<usize>, usize)>,
}

/// What is trained in lockstep.
struct Job {
    network: Network,
    training: Dataset,
    hyperparameters: Hyperparameters,
    steps: u64,
}

/// A promise of how close each quantity of training came to its bound on this device, as JSON. `told` hears
/// what is done at the moment.
#[wasm_bindgen]
pub fn verify(device: &Device, told: js_sys::Function) -> js_sys::Promise {
    let device = device.clone();
    future_to_promise(async move {
        let tell = |what: &str| told.call1(&JsValue::NULL, &what.into()).map(drop).map_err(caught);
        let verified = compare_all(&device, &tell).await;
        Ok(json(&verified.map_err(thrown)?)?.into())
    })
}

async fn compare_all(device: &Device, tell: &dyn Fn(&str) -> Result<()>) -> Result<Verified> {
    let job = Job::of_digits()?;
    let mut verified = Verified {
        passes: true,
        device: device.name.clone(),
        data: "digits.csv, bundled".to_owned(),
        sizes: job.network.sizes().to_vec(),
        batch: BATCH,
        steps: 0,
        forms: Vec::new(),
        failure: None,
    };
    for (name, executor) in device.forms() {
        tell(name)?;
        let report = compare(&job, executor.fresh()?, job.steps).await?;
        let row = |finding: &Finding| Row { finding: finding.clone(), passes: finding.passes() };
        verified.forms.push(Form { name, findings: report.findings.iter().map(row).collect() });
        verified.steps = report.steps;
        let Err(error) = report.check() else { continue };
        tell("the smallest network that shows it")?;
        verified.passes = false;
        let Some(failure) = &report.failure else { break };
        verified.failure = Some(Failure {
            error: error.to_string(),
            layer: failure.layer,
            quantity: failure.quantity,
            smallest: smallest(&job, &executor, failure).await,
        });
        break;
    }
    Ok(verified)
}

impl Job {
    fn of_digits() -> Result<Self> {
        let data = Data::bundled_digits()?;
        let samples: Samples = data.samples(&TableOptions::default())?;
        let count = ((STEPS as usize - 1) * BATCH + BATCH / 2).min(samples.len());
        let rows: Vec<u32> = (0..samples.len() as u32).collect();
        let output = Activation::Sigmoid;
        let preprocessing = Preprocessing::fit(&samples, &rows, samples.default_scaling(), output)?;
        let sizes = [&[preprocessing.inputs()], &HIDDEN[..], &[preprocessing.outputs()]].concat();
        let network = Network::new(&sizes, &vec![Activation::Sigmoid; sizes.len() - 1])?;
        Ok(Self {
            network,
            training: preprocessing.apply_rows(&samples, &rows[..count])?,
            hyperparameters: Hyperparameters::new(LEARNING_RATE, BATCH, 0),
            steps: STEPS,
        })
    }

    /// As many steps of a smaller network on smaller batches, with data folded to its widths.
    fn smaller(&self, network: &Network, batch: usize, steps: u64) -> Self {
        let samples = (steps as usize * batch).min(self.training.samples);
        Self {
            network: network.clone(),
            training: folded(&self.training, &self.network, network, samples),
            hyperparameters: Hyperparameters { batch, ..self.hyperparameters.clone() },
            steps,
        }
    }
}

/// Trains for so many steps, each of them compared, or until a quantity is above its bound.
async fn compare(job: &Job, executor: PageExecutor, steps: u64) -> Result<Report> {
    let Job { network, training, hyperparameters, .. } = job;
    let parameters = Parameters::initialise(network, &hyperparameters.seeds);
    let (network, data) = (network.clone(), training.clone());
    let trainer = Trainer::new(executor, network, &parameters, data, None, hyperparameters.clone());
    trainer.await?.verify_steps(steps).await
}

/// The smallest batch and widths at which the same quantity goes wrong.
async fn smallest(
    job: &Job,
    executor: &PageExecutor,
    failure: &Finding,
) -> Option<(Vec<usize>, usize)> {
    let begun = Instant::now();
    let mut shows = false;
    let (network, batch) = shrink_until(&job.network, BATCH, async |network, batch| {
        if shows && begun.elapsed() > SEARCH {
            return false;
        }
        let smaller = job.smaller(network, batch, failure.step + 1);
        let Ok(fresh) = executor.fresh() else { return false };
        let found = compare(&smaller, fresh, smaller.steps).await;
        let fails = found.is_ok_and(|found| {
            found.failure.is_some_and(|found| {
                (found.layer, found.quantity) == (failure.layer, failure.quantity)
            })
        });
        shows |= fails;
        fails
    })
    .await;
    shows.then(|| (network.sizes().to_vec(), batch))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradshader::block_on;

    #[test]
    fn the_reference_passes_and_a_learning_rate_too_large_does_not() {
        let device = Device::cpu();
        let verified = block_on(compare_all(&device, &|_| Ok(()))).unwrap();
        assert!(verified.passes && verified.steps == STEPS);
        let mut job = Job::of_digits().unwrap();
        let sizes = job.network.sizes().to_vec();
        job.network = Network::new(&sizes, &[Activation::Linear; 3]).unwrap();
        job.hyperparameters.learning_rates = vec![1e30];
        let report = block_on(compare(&job, PageExecutor::plain(), 3)).unwrap();
        let failure = report.failure.expect("it is infinite");
        let (sizes, batch) = block_on(smallest(&job, &PageExecutor::plain(), &failure)).unwrap();
        assert!(sizes.iter().sum::<usize>() <= 5 && batch == 1, "{sizes:?}, {batch}");
    }
}
