//! `gradshader verify`: a device and the reference in lockstep, and how close each quantity came
//! to its bound.

mod job;
mod page;
mod report;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use gradshader::block_on;
use gradshader::error::{Error, Result};
use gradshader::executor::Executor;
use gradshader::gpu::AdapterDescription;
use gradshader::verify::{self as lockstep, Finding};
use serde::Serialize;

pub(super) use self::job::Job;
pub(super) use self::report::Adapter;
use self::report::{Failure, Quantity, Report, Shape, text};
use super::arguments::{Precision, VerifyArguments};
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::places::Places;
use super::{output, report as pages, self_test};

/// How long to look for a smaller network that shows a failure too.
const SEARCH: Duration = Duration::from_secs(20);

pub(super) fn run(arguments: VerifyArguments) -> Result<()> {
    let options = device::options(
        arguments.device.strict,
        arguments.fusion,
        arguments.precision,
        &arguments.shader,
    )?;
    let places = Places::new()
        .input("DATA", arguments.data.as_deref())
        .input("--labels", arguments.labels.as_deref())
        .shaders(&arguments.shader)
        .output("--tolerance-report", arguments.tolerance_report.as_deref());
    pages::check(places, arguments.report.as_deref())?;
    let job = Job::prepare(&arguments)?;
    if arguments.self_test {
        return self_test::run(&arguments, job);
    }
    let wanted = arguments.quantities.as_deref();
    let wanted = wanted.map(|names| quantities(names, &job.quantities())).transpose()?;
    let Device { executor, description, note } =
        block_on(Device::open(&Choice::new(&arguments.device.device), options, Purpose::Itself))?;
    if let Some(note) = &note {
        output::warn(note);
    }
    if !matches!(executor, DeviceExecutor::Gpu(_)) {
        output::warn("no GPU is checked: the CPU is compared with the reference in f64");
    }
    let precision = arguments.precision.unwrap_or_default();
    let (report, outcome) = compare_all(&job, executor, description, precision)?;
    let how = arguments.says_how();
    let shown = show(&arguments, &report, || text(&report, how, wanted.as_deref()));
    let save = |folder: &PathBuf| pages::save(folder, &page::of(&report));
    // Whatever one of them meets, the others are written; that a device is wrong is said first.
    outcome.and(shown).and(arguments.report.as_ref().map_or(Ok(()), save))
}

/// Writes a report to where the arguments want it, as JSON or as `text`.
pub(super) fn show(
    arguments: &VerifyArguments,
    report: &impl Serialize,
    text: impl Fn() -> String,
) -> Result<()> {
    let save = |path: &PathBuf| output::save(path, (output::to_json(report)? + "\n").as_bytes());
    let saved = arguments.tolerance_report.as_ref().map_or(Ok(()), save);
    let printed = match arguments.json {
        true => output::print_json(report),
        false => output::print(&text()),
    };
    saved.and(printed)
}

/// Compares every kernel by itself and then, where the device has such, fused shaders, until
/// something is wrong. The error says what; the report is there all the same.
fn compare_all(
    job: &Job,
    executor: DeviceExecutor,
    adapter: AdapterDescription,
    precision: Precision,
) -> Result<(Report, Result<()>)> {
    let mut report = Report {
        passes: true,
        adapter: adapter.into(),
        data: job.source.clone(),
        sizes: job.network.sizes().to_vec(),
        activations: job.network.activations().iter().map(|f| f.name()).collect(),
        members: job.hyperparameters.seeds.len(),
        batch: job.hyperparameters.batch,
        recipe: job.recipe.clone(),
        learning_rates: job.hyperparameters.learning_rates.clone(),
        steps: 0,
        quantities: Vec::new(),
        precision,
        fused: Vec::new(),
        failure: None,
    };
    for executor in executor.unfused().into_iter().chain([executor]) {
        let found = compare(job, executor.fresh()?, job.steps)?;
        let quantities = found.findings.iter().map(Quantity::from).collect();
        if report.quantities.is_empty() {
            report.quantities = quantities;
        } else {
            report.fused = quantities;
        }
        report.steps = found.steps;
        if let Some(failure) = &found.failure {
            report.passes = false;
            report.failure = Some(locate(job, &executor, failure, SEARCH));
            return Ok((report, found.check()));
        }
    }
    Ok((report, Ok(())))
}

/// Trains for so many steps, each of them compared, or until a quantity is above its bound.
fn compare(job: &Job, executor: DeviceExecutor, steps: u64) -> Result<lockstep::Report> {
    block_on(job.compare(executor, steps))
}

/// Looks for the smallest batch and widths at which the same quantity goes wrong. Whatever happens
/// meanwhile ends the search and is no failure of its own.
fn locate(job: &Job, executor: &DeviceExecutor, failure: &Finding, limit: Duration) -> Failure {
    let begun = Instant::now();
    let mut shows = false;
    let mut stopped = None;
    let (network, batch) =
        lockstep::shrink(&job.network, job.hyperparameters.batch, |network, batch| {
            // The first network tried is the one that failed.
            if shows && begun.elapsed() > limit {
                stopped.get_or_insert(format!("after {} s", limit.as_secs()));
            }
            if stopped.is_some() {
                return false;
            }
            let smaller = job.smaller(network, batch);
            match executor.fresh().and_then(|fresh| compare(&smaller, fresh, failure.step + 1)) {
                Ok(found) => {
                    let fails = found.failure.is_some_and(|found| {
                        (found.layer, found.quantity) == (failure.layer, failure.quantity)
                    });
                    shows |= fails;
                    fails
                }
                Err(error) => {
                    stopped = Some(error.to_string());
                    false
                }
            }
        });
    Failure {
        quantity: failure.into(),
        smallest: shows.then(|| Shape { sizes: network.sizes().to_vec(), batch }),
        search_stopped: stopped,
    }
}

/// The quantities to show, of those that there are.
fn quantities(names: &[String], known: &[&str]) -> Result<Vec<String>> {
    let names: Vec<_> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        None => Ok(names),
        Some(name) => Err(Error::input(format!("--quantities: there is no quantity {name:?}"))
            .advice(format!("there are {}", known.join(", ")))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use gradshader::dataset::Dataset;
    use gradshader::network::{Activation, Network};
    use gradshader::schedule::Schedules;
    use gradshader::train::Hyperparameters;

    use super::*;

    /// A CPU run that diverges in its second step, and its first failure.
    fn diverging() -> (Job, DeviceExecutor, Finding) {
        let job = Job {
            source: "made up".to_owned(),
            network: Network::new(&[3, 4, 2], &[Activation::Linear; 2]).unwrap(),
            training: Dataset {
                samples: 20,
                inputs: vec![1.0; 60].into(),
                targets: vec![0.5; 40].into(),
            },
            hyperparameters: Hyperparameters::new(1e30, 8, 0),
            initialisation: None,
            schedules: Schedules::default(),
            recipe: BTreeMap::new(),
            steps: 3,
        };
        let executor = DeviceExecutor::Reference(gradshader::cpu::CpuExecutor::new());
        let failure = compare(&job, executor.fresh().unwrap(), job.steps).unwrap().failure.unwrap();
        (job, executor, failure)
    }

    fn shape(sizes: &[usize], batch: usize) -> Option<Shape> {
        Some(Shape { sizes: sizes.to_vec(), batch })
    }

    #[test]
    fn a_search_without_limit_ends_at_the_smallest_shape() {
        let (job, executor, failure) = diverging();
        let located = locate(&job, &executor, &failure, Duration::MAX);
        assert_eq!(located.smallest, shape(&[1, 1, 1], 1));
        assert_eq!(located.search_stopped, None);
    }

    #[test]
    fn a_search_out_of_time_keeps_what_it_has_and_says_so() {
        let (job, executor, failure) = diverging();
        let located = locate(&job, &executor, &failure, Duration::ZERO);
        assert_eq!(located.smallest, shape(&[3, 4, 2], 8));
        assert_eq!(located.search_stopped.as_deref(), Some("after 0 s"));
    }

    #[test]
    fn a_failure_that_does_not_show_again_has_no_smallest_shape() {
        let (job, executor, failure) = diverging();
        let once = Finding { quantity: "delta", ..failure };
        let located = locate(&job, &executor, &once, Duration::MAX);
        assert_eq!((located.smallest, located.search_stopped), (None, None));
    }

    #[test]
    fn an_error_ends_the_search_and_is_kept_beside_the_failure() {
        let (mut job, executor, failure) = diverging();
        job.hyperparameters.learning_rates = vec![f32::NAN];
        let located = locate(&job, &executor, &failure, Duration::MAX);
        assert_eq!(located.smallest, None);
        assert!(located.search_stopped.is_some_and(|why| why.contains("learning rate")));
    }
}
