//! `gradshader train`: from a plan to a trained network, its log and its files.

mod end;
mod listener;
mod page;
mod range;
mod save;
mod start;
mod worth;

use std::collections::BTreeMap;
use std::time::Instant;

use gradshader::block_on;
use gradshader::checkpoint::Folder;
use gradshader::dataset::Preprocessing;
use gradshader::error::Result;
use gradshader::gpu::GpuExecutor;
use gradshader::metrics::Metric;
use gradshader::run::{EarlyStop, FitOptions, Keeper, fit_kept};
use gradshader::schedule::Schedule;
use gradshader::train::Trainer;
use serde_json::Value;

use self::end::Finished;
use self::listener::Front;
pub(super) use self::save::Origin;
use self::save::Saver;
pub(super) use self::worth::{Guess, Worth};
use super::arguments::{Precision, TrainArguments};
use super::chosen::Chosen;
use super::device::{self, Device, DeviceExecutor, Purpose, Work, keep_pipelines};
use super::log::{Configuration, Event, Log, Start};
use super::plan::{Checkpoints, Instead, Plan, Stopping};
use super::prepare::Job;
use super::progress::{Control, Progress};
use super::{ensemble, interrupt, output, ranks, report, tensorboard, tune};

pub(super) fn run(arguments: TrainArguments) -> Result<()> {
    let plan = Plan::new(arguments)?;
    if !ensemble::is_asked(&plan) {
        plan.check_holdout()?;
        ranks::share(&plan)?;
    }
    of_plan(&plan)
}

/// Trains what a plan says.
pub(super) fn of_plan(plan: &Plan) -> Result<()> {
    if ensemble::is_asked(plan) {
        return ensemble::run(plan);
    }
    let job = Job::prepare(plan)?;
    options(plan, &job.chosen, &job.preprocessing).check(job.validation.is_some())?;
    match plan.instead {
        Some(Instead::PrintConfig) => {
            let settings = job.chosen.settings(plan, &job.preprocessing);
            output::print(&job.chosen.file(&settings)?)
        }
        Some(Instead::FindLearningRate) => block_on(range::find(plan, job)),
        None => {
            job.check_monitor(plan)?;
            block_on(train(plan, job))
        }
    }
}

async fn train(plan: &Plan, job: Job) -> Result<()> {
    let members = plan.seeds.len() * plan.sharers.max(1);
    let timed = job.timed();
    let work = Work {
        network: &job.network,
        hyperparameters: &timed,
        samples: job.training.samples as f64 * members as f64 * f64::from(job.chosen.epochs),
        hears: (!plan.quiet).then_some(output::warn),
    };
    let purpose = match plan.profile {
        Some(_) => Purpose::Itself,
        None => Purpose::Training(work),
    };
    // What is timed is what longer runs take.
    if plan.profile.is_none() && !plan.tune {
        device::compile_for(work.flops());
    }
    let (choice, of_ranks) = ranks::chosen(&plan.device).await?;
    let mut device = Device::open(&choice, plan.options.clone(), purpose).await?;
    device.note = of_ranks.or(device.note);
    let pipelines = keep_pipelines(&mut device);
    let progress = Progress::of(plan, job.chosen.epochs, Control::Whole);
    if plan.tune
        && let Some(context) = device.executor.context()
    {
        let tuned = tune::tuned(context, &work, &|line| progress.note(line)).await;
        device.executor = DeviceExecutor::Gpu(Box::new(GpuExecutor::new(tuned)));
    }
    if plan.profile.is_some() {
        device.executor.start_profile()?;
    }
    start::announce(&progress, plan, &device, &job);
    let mixed_ratio = match plan.precision {
        Precision::F32 => None,
        Precision::Mixed => Some(start::verified_step(&device, &job).await?),
    };
    if let Some(ratio) = mixed_ratio {
        progress.note(&format!(
            "mixed precision: one step verified (largest error {ratio:.3} of its bound)"
        ));
    }

    let samples = job.training.samples;
    let mut trainer = Trainer::new(
        ranks::together(device.executor),
        job.network,
        &job.parameters,
        job.training,
        job.validation,
        job.hyperparameters.clone(),
    )
    .await?;
    // The trainer has its own.
    drop(job.parameters);
    let chosen = job.chosen;
    trainer.set_schedules(chosen.schedules, chosen.epochs)?;
    if let Some(every) = plan.verify {
        trainer.verify_every(every)?;
    }
    let mut kept = checkpoints(plan, &chosen, &trainer, job.initial_hash.as_deref(), &progress)?;
    let is_resumed = plan.checkpoints.as_ref().is_some_and(|kept| kept.resume);
    let mut log = Log::create(plan.log.as_deref(), plan.append_log || is_resumed)?;
    let learning_rates = job.hyperparameters.learning_rates.clone();
    let configuration = Configuration {
        test_samples: job.test.as_ref().map(|data| data.samples),
        initial_hash: job.initial_hash.as_deref(),
        ..start::configuration(plan, &chosen, &job.preprocessing, &trainer)
    };
    let context = trainer.executor().context();
    let start = Start {
        mixed_ratio,
        ..Start::new(&device.description, context, trainer.fusion(), configuration)
    };
    let facts = serde_json::to_value(&start.configuration).unwrap_or_default();
    let facts: BTreeMap<String, Value> = serde_json::from_value(facts).unwrap_or_default();
    log.write(&Event::Start(Box::new(start)))?;

    let has_validation = trainer.validation().is_some();
    let events = plan.tensorboard.as_deref().map(|folder| {
        let completed = kept.as_ref().map_or(0, Folder::completed);
        let standing = (completed, has_validation);
        tensorboard::Events::begin(folder, &plan.seeds, &facts, standing)
    });
    let mut front = Front {
        log,
        events: events.transpose()?,
        report: plan.report.is_some().then(report::Collector::default),
        progress,
        failure: None,
        rescued: None,
        last_rates: learning_rates.clone(),
        saver: Saver {
            plan,
            chosen: &chosen,
            network: trainer.network().clone(),
            loss: job.hyperparameters.loss,
            preprocessing: &job.preprocessing,
            initial_hash: job.initial_hash.clone(),
            adapter: &device.description,
            samples,
            learning_rates,
        },
        samples: 0,
        began: Instant::now(),
        completed: 0,
    };
    let options = FitOptions {
        test: job.test.as_ref(),
        probe: plan.report.is_some() || plan.tensorboard.is_some(),
        ..options(plan, &chosen, &job.preprocessing)
    };
    interrupt::defer(front.progress.voice());
    let keeper = kept.as_mut().map(|folder| folder as &mut dyn Keeper);
    let outcome = fit_kept(&mut trainer, &options, &mut front, keeper).await;
    front.progress.finish();
    front.progress.close();
    if let Some(pipelines) = pipelines {
        pipelines.save(trainer.executor());
    }
    let finished = Finished {
        plan,
        chosen: &chosen,
        preprocessing: &job.preprocessing,
        baseline: job.baseline,
        adapter: &device.description,
        trainer,
        front,
        test: job.test.as_ref(),
        rows: &job.rows,
        test_rows: &job.test_rows,
        truths: &job.truths,
        notes: job.notes,
        configuration: facts,
    };
    finished.end(outcome).await
}

/// The folder of checkpoints, if there is to be one.
fn checkpoints(
    plan: &Plan,
    chosen: &Chosen,
    trainer: &Trainer<DeviceExecutor>,
    initial: Option<&str>,
    progress: &Progress,
) -> Result<Option<Folder>> {
    let Some(Checkpoints { folder, every, resume }) = &plan.checkpoints else { return Ok(None) };
    let mut run = trainer.fingerprint();
    // Each number of them has bits of its own.
    run.extend(ranks::sharing().map(|size| ("number of ranks".to_owned(), size.to_string())));
    // Which epoch is the best was decided by it from the start.
    let Stopping { monitor, keep, .. } = chosen.stopping;
    let monitor = Some(monitor).filter(|&metric| metric != Metric::Loss);
    run.extend(monitor.map(|metric| ("--monitor".to_owned(), metric.to_string())));
    // What the run itself writes over is another each time.
    let initial =
        initial.map(|hash| if plan.replaces_init() { "the file of --model" } else { hash });
    run.extend(initial.map(|initial| ("--init".to_owned(), initial.to_owned())));
    run.extend(keep.map(|keep| ("--keep".to_owned(), format!("{keep:?}").to_lowercase())));
    if !resume {
        return Folder::begin(folder, *every, run).map(Some);
    }
    let (folder, notes) = Folder::resume(folder, *every, run, trainer.network())?;
    for note in &notes {
        match folder.passed_over() {
            0 => progress.note(note),
            _ => progress.warn(note),
        }
    }
    Ok(Some(folder))
}

/// What the plan says of the run; the test samples are not in it.
pub(super) fn options<'a>(
    plan: &Plan,
    chosen: &Chosen,
    preprocessing: &'a Preprocessing,
) -> FitOptions<'a> {
    let stopping = &chosen.stopping;
    // What no one reads after every epoch is measured at the end alone.
    let is_told = plan.log.is_some() || plan.report.is_some() || plan.tensorboard.is_some();
    FitOptions {
        epochs: chosen.epochs,
        monitor: stopping.monitor,
        keep: stopping.keep,
        early_stop: stopping
            .early_stop
            .map(|patience| EarlyStop { patience, min_delta: stopping.min_delta }),
        target: stopping.target_metric,
        max_seconds: stopping.max_seconds,
        plateau: chosen.schedules.learning_rate.as_ref().and_then(Schedule::plateau).copied(),
        test_each_epoch: plan.test_each_epoch,
        on_divergence: plan.on_divergence,
        keep_stopped: plan.profile.is_some(),
        ..FitOptions::of(preprocessing, is_told)
    }
}
