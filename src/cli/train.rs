//! `gradshader train`: from a plan to a trained network, its log and its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gradshader::dataset::{Preprocessing, TargetEncoding};
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::gpu::{AdapterDescription, Family, GpuExecutor};
use gradshader::metrics::Confusion;
use gradshader::model::Model;
use gradshader::network::Parameters;
use gradshader::train::{Evaluation, Trainer};
use gradshader::{Dataset, block_on};

use super::arguments::{Precision, TrainArguments};
use super::device::{Device, DeviceExecutor, Purpose, Work};
use super::interrupt::Interrupt;
use super::log::{Configuration, End, Epoch, Event, Log, Measures, Member, Start};
use super::plan::Plan;
use super::prepare::Job;
use super::progress::Progress;
use super::{data, output, profile, tune};

pub(super) fn run(arguments: TrainArguments) -> Result<()> {
    let plan = Plan::new(arguments)?;
    let job = Job::prepare(&plan)?;
    block_on(train(&plan, job))
}

async fn train(plan: &Plan, job: Job) -> Result<()> {
    let members = plan.seeds.len();
    let work = Work {
        network: &job.network,
        batch: job.hyperparameters.batch.min(job.training.samples),
        members,
        samples: job.training.samples as f64 * members as f64 * f64::from(plan.epochs),
    };
    let purpose = match plan.profile {
        Some(_) => Purpose::Itself,
        None => Purpose::Training(work),
    };
    let mut device = Device::open(&plan.device, plan.options.clone(), purpose).await?;
    let pipelines = device.keep_pipelines();
    let progress = Progress::new(plan.quiet, plan.epochs);
    if plan.tune
        && let Some(context) = device.executor.context()
    {
        let tuned = tune::tuned(context, &work, &|line| progress.note(line)).await;
        device.executor = DeviceExecutor::Gpu(Box::new(GpuExecutor::new(tuned)));
    }
    if plan.profile.is_some() {
        device.executor.start_profile()?;
    }
    let interrupt = Interrupt::listen()?;
    announce(&progress, plan, &device, &job);
    let mixed_ratio = match plan.precision {
        Precision::F32 => None,
        Precision::Mixed => Some(verified_step(&device, &job).await?),
    };
    if let Some(ratio) = mixed_ratio {
        progress.note(&format!(
            "mixed precision: one step verified (largest error {ratio:.3} of its bound)"
        ));
    }

    let samples = job.training.samples;
    let mut trainer = Trainer::new(
        device.executor,
        job.network,
        &job.parameters,
        job.training,
        job.validation,
        job.hyperparameters.clone(),
    )
    .await?;
    if let Some(every) = plan.verify {
        trainer.verify_every(every)?;
    }
    let mut log = Log::create(plan.log.as_deref())?;
    let learning_rates = &job.hyperparameters.learning_rates;
    let configuration = Configuration {
        test_samples: job.test.as_ref().map(|data| data.samples),
        initial_hash: job.initial_hash.as_deref(),
        ..configuration(plan, &job.preprocessing, learning_rates, &trainer)
    };
    let context = trainer.executor().context();
    let start = Start {
        mixed_ratio,
        ..Start::new(&device.description, context, trainer.fusion(), configuration)
    };
    log.write(&Event::Start(start))?;

    let mut run = Run {
        plan,
        classes: classes(&job.preprocessing),
        learning_rates: job.hyperparameters.learning_rates,
        preprocessing: job.preprocessing,
        initial_hash: job.initial_hash,
        test: job.test,
        adapter: device.description,
        trainer,
        log,
        progress,
        samples,
        began: Instant::now(),
        completed: 0,
        parameters: job.parameters,
        measures: Vec::new(),
        overflown: vec![false; members],
        best_test: vec![None; members],
    };
    run.measures = (0..members).map(|member| run.nothing(member)).collect();
    let outcome = run.epochs(&interrupt).await;
    if let Some(pipelines) = pipelines {
        pipelines.save(run.trainer.executor());
    }
    run.progress.finish();
    run.end(outcome).await
}

/// One step in mixed precision on the first batch, held against the reference: how close a quantity
/// came to its bound.
async fn verified_step(device: &Device, job: &Job) -> Result<f64> {
    let Job { network, parameters, training, hyperparameters, .. } = job;
    let samples = hyperparameters.batch.min(training.samples);
    let batch = Dataset {
        samples,
        inputs: training.inputs[..samples * network.inputs()].to_vec(),
        targets: training.targets[..samples * network.outputs()].to_vec(),
    };
    let executor = device.executor.fresh()?;
    let (network, hyperparameters) = (network.clone(), hyperparameters.clone());
    let mut trainer =
        Trainer::new(executor, network, parameters, batch, None, hyperparameters).await?;
    trainer.verify_every(1)?;
    let epoch = trainer.epoch().await;
    let report = trainer.verification().expect("verification is on");
    if let Some(failure) = &report.failure {
        let why = match failure.computed.is_finite() {
            true => "this device's matrices are wrong",
            false => "a number is larger than 65504, where f16 ends, or the device is wrong",
        };
        return Err(Error::verification(format!("mixed precision fails: {failure}"))
            .advice(format!("{why}; use --precision f32")));
    }
    epoch?;
    Ok(report.findings.iter().map(|finding| finding.ratio).fold(0.0, f64::max))
}

/// Says what is trained on what.
fn announce(progress: &Progress, plan: &Plan, device: &Device, job: &Job) {
    if let Some(note) = &device.note {
        progress.note(note);
    }
    for note in &job.notes {
        progress.note(note);
    }
    if let Some(baseline) = &job.baseline {
        progress.note(&data::guess(baseline));
    }
    progress.note(&format!("device: {}", device.description));
    let members = match job.parameters.members {
        1 => String::new(),
        count => format!(", {count} members"),
    };
    progress.note(&format!(
        "network: {}, {} parameters{members}",
        job.network,
        job.network.parameter_count()
    ));
    let count = |what: &str, data: &Option<Dataset>| match data {
        None => String::new(),
        Some(data) => format!(", {what} on {}", data.samples),
    };
    progress.note(&format!(
        "training on {} samples{}{}",
        job.training.samples,
        count("validation", &job.validation),
        count("test", &job.test)
    ));
    if plan.model.is_none() {
        progress.note("the network is not kept: --model FILE.safetensors keeps it");
    }
}

/// All but what is known of the test samples and the initial model.
fn configuration<'a>(
    plan: &'a Plan,
    preprocessing: &'a Preprocessing,
    learning_rates: &'a [f32],
    trainer: &'a Trainer<DeviceExecutor>,
) -> Configuration<'a> {
    let network = trainer.network();
    let (task, target) = match &preprocessing.targets {
        TargetEncoding::Classes { column, .. } => ("classify", vec![column.as_str()]),
        TargetEncoding::Labels { columns } => {
            ("label", columns.iter().map(|label| label.name.as_str()).collect())
        }
        TargetEncoding::Values { columns } => {
            ("regress", columns.iter().map(|column| column.name.as_str()).collect())
        }
    };
    Configuration {
        training: &plan.training,
        test: plan.test.as_ref(),
        task,
        target,
        scaling: preprocessing.scaling.to_string(),
        validation: plan.validation,
        split_seed: plan.split_seed,
        training_samples: trainer.training().samples,
        validation_samples: trainer.validation().map(|data| data.samples),
        test_samples: None,
        sizes: network.sizes(),
        activations: network.activations().iter().map(|f| f.name()).collect(),
        parameters: network.parameter_count(),
        members: plan.seeds.len(),
        seeds: &plan.seeds,
        learning_rates,
        batch: plan.batch,
        epochs: plan.epochs,
        init: plan.init.as_ref(),
        initial_hash: None,
        verify: plan.verify,
        tune: plan.tune,
        strict: plan.options.checked,
        fusion: match plan.options.family {
            None | Some(Family::Matrices) => "on",
            Some(Family::Single) => "off",
            Some(Family::Panels) => "panels",
            Some(Family::Tiles) => "tiles",
        },
        precision: plan.precision,
        shaders: plan.options.shaders.keys().map(String::as_str).collect(),
    }
}

/// The number of classes; none where values are predicted.
pub(super) fn classes(preprocessing: &Preprocessing) -> Option<usize> {
    match &preprocessing.targets {
        TargetEncoding::Classes { names, .. } => Some(names.len()),
        TargetEncoding::Labels { .. } | TargetEncoding::Values { .. } => None,
    }
}

/// A run under way.
struct Run<'a> {
    plan: &'a Plan,
    classes: Option<usize>,
    learning_rates: Vec<f32>,
    preprocessing: Preprocessing,
    initial_hash: Option<String>,
    test: Option<Dataset>,
    adapter: AdapterDescription,
    trainer: Trainer<DeviceExecutor>,
    log: Log,
    progress: Progress,
    /// Samples of an epoch.
    samples: usize,
    began: Instant,
    /// Epochs completed.
    completed: u32,
    /// Those after the last complete epoch.
    parameters: Parameters,
    /// Those of the last complete epoch, one a member.
    measures: Vec<Measures>,
    /// Whether a parameter is not finite, one a member; looked at when training is over.
    overflown: Vec<bool>,
    /// The best test accuracy and its epoch, one a member.
    best_test: Vec<Option<(f64, u32)>>,
}

impl Run<'_> {
    async fn epochs(&mut self, interrupt: &Interrupt) -> Result<()> {
        if self.plan.epochs == 0 {
            self.validate().await?;
        }
        for number in 1..=self.plan.epochs {
            self.epoch(number, interrupt).await?;
        }
        let last = self.completed > 0 && self.plan.test_each_epoch;
        if !last {
            self.test().await?;
        }
        Ok(())
    }

    async fn epoch(&mut self, number: u32, interrupt: &Interrupt) -> Result<()> {
        let began = Instant::now();
        let epoch = self.trainer.epoch_until(&|| interrupt.asked()).await?;
        let took = began.elapsed();
        for (measures, &loss) in self.measures.iter_mut().zip(&epoch.losses) {
            measures.train_loss = Some(loss);
        }
        self.validate().await?;
        if self.plan.test_each_epoch {
            self.test().await?;
            for (best, measures) in self.best_test.iter_mut().zip(&self.measures) {
                let known = best.map_or(f64::NEG_INFINITY, |(accuracy, _)| accuracy);
                if let Some(accuracy) = measures.test_accuracy.filter(|&new| new > known) {
                    *best = Some((accuracy, number));
                }
            }
        }
        self.report(number, took)?;
        if !self.measures.iter().any(has_finite_losses) {
            return Err(self.diverged(number));
        }
        self.parameters = self.trainer.parameters().await?;
        self.completed = number;
        Ok(())
    }

    /// Writes an epoch to the log and shows it.
    fn report(&mut self, number: u32, took: Duration) -> Result<()> {
        let members = self.measures.len();
        let all = if members > 1 { self.measures.clone() } else { Vec::new() };
        let samples_per_second = (self.samples * members) as f64 / took.as_secs_f64();
        self.log.write(&Event::Epoch(Epoch {
            epoch: number,
            first: self.measures[0],
            members: all,
            samples_per_second,
            elapsed_seconds: self.began.elapsed().as_secs_f64(),
        }))?;
        let best = self.best();
        self.progress.epoch(number, &self.measures[best], samples_per_second);
        Ok(())
    }

    async fn validate(&mut self) -> Result<()> {
        if self.trainer.validation().is_none() {
            return Ok(());
        }
        let evaluation = self.trainer.validate().await?;
        let targets = self.trainer.validation().map_or(&[][..], |data| &data.targets);
        for (member, measures) in self.measures.iter_mut().enumerate() {
            measures.validation_loss = Some(evaluation.losses[member]);
            measures.validation_accuracy = accuracy(self.classes, &evaluation, member, targets);
        }
        Ok(())
    }

    async fn test(&mut self) -> Result<()> {
        let Some(test) = &self.test else { return Ok(()) };
        let evaluation = self.trainer.evaluate(test).await?;
        for (member, measures) in self.measures.iter_mut().enumerate() {
            measures.test_loss = Some(evaluation.losses[member]);
            measures.test_accuracy = accuracy(self.classes, &evaluation, member, &test.targets);
        }
        Ok(())
    }

    /// Marks the members that have a parameter which is not finite, and fails when none is left.
    fn check_parameters(&mut self) -> Result<()> {
        for (member, overflown) in self.overflown.iter_mut().enumerate() {
            *overflown = !self.parameters.member(member).layers.iter().all(|layer| {
                layer.weight.iter().chain(&layer.bias).all(|parameter| parameter.is_finite())
            });
        }
        if (0..self.measures.len()).all(|member| self.has_diverged(member)) {
            return Err(self.diverged(self.completed));
        }
        Ok(())
    }

    fn has_diverged(&self, member: usize) -> bool {
        self.overflown[member] || !has_finite_losses(&self.measures[member])
    }

    fn diverged(&self, epoch: u32) -> Error {
        let least = self.learning_rates.iter().copied().fold(f32::INFINITY, f32::min);
        Error::failed(format!(
            "training diverged: a loss or a weight is not finite at epoch {epoch}"
        ))
        .advice(match self.plan.precision {
            Precision::F32 => format!("use a smaller --learning-rate than {least}"),
            Precision::Mixed => format!(
                "use a smaller --learning-rate than {least}, or --precision f32: what is larger \
                 than 65504 has no f16"
            ),
        })
    }

    /// The member with the least validation loss, or training loss where nothing is held out.
    fn best(&self) -> usize {
        let loss = |member: usize| {
            let measures = &self.measures[member];
            let loss = measures.validation_loss.or(measures.train_loss).unwrap_or(0.0);
            if self.has_diverged(member) { f64::INFINITY } else { loss }
        };
        let members = 0..self.measures.len();
        members.min_by(|&a, &b| loss(a).total_cmp(&loss(b))).expect("there is a member")
    }

    /// Saves what is to be kept, and says how it ended in the log and to the user.
    async fn end(mut self, outcome: Result<()>) -> Result<()> {
        let outcome = match outcome {
            Ok(()) => self.check_parameters(),
            // What went wrong first matters.
            Err(error) => {
                let _ = self.check_parameters();
                Err(error)
            }
        };
        let interrupted =
            outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Interrupted);
        let usable = (0..self.measures.len()).any(|member| !self.has_diverged(member));
        let keep = outcome.is_ok() || (interrupted && self.completed > 0 && usable);
        let mut end = End {
            reason: match &outcome {
                Ok(()) => "finished",
                Err(_) if interrupted => "interrupted",
                Err(error) if error.kind() == ErrorKind::Verification => "verification failed",
                Err(_) => "failed",
            },
            epochs: self.completed,
            elapsed_seconds: self.began.elapsed().as_secs_f64(),
            ..End::default()
        };
        if let Some(report) = self.trainer.verification() {
            end.verified_steps = Some(report.steps);
            end.largest_ratio =
                report.findings.iter().map(|finding| finding.ratio).max_by(f64::total_cmp);
        }
        let outcome = match outcome {
            _ if !keep => outcome,
            outcome => self.keep(&mut end).and(outcome),
        };
        let outcome =
            outcome.map_err(|error| if interrupted { self.interrupted(&end) } else { error });
        if let Err(error) = &outcome {
            if end.reason == "finished" {
                end.reason = "failed";
            }
            end.error = Some(error.to_string());
        }
        let text = self.result(&end);
        let logged = self.log.write(&Event::End(end));
        if outcome.is_ok() {
            output::print(&text)?;
            self.profile()?;
        }
        outcome.and(logged)
    }

    /// Prints and saves what was timed, if that was asked for.
    fn profile(&mut self) -> Result<()> {
        let Some(trace) = &self.plan.profile else { return Ok(()) };
        let Some(profile) = self.trainer.executor_mut().profile()? else { return Ok(()) };
        output::print(&profile::table(profile))?;
        trace.as_ref().map_or(Ok(()), |path| profile::save_trace(path, profile))
    }

    fn interrupted(&self, end: &End) -> Error {
        let place = match &end.model {
            Some(path) => format!("; the model as it was then is in {}", path.display()),
            None => String::new(),
        };
        let when = match self.completed {
            0 => "before the first epoch was complete; nothing was saved".to_owned(),
            completed => format!("after epoch {completed}{place}"),
        };
        Error::new(ErrorKind::Interrupted, format!("interrupted {when}"))
    }

    /// Saves the models, and enters hashes and measures.
    fn keep(&mut self, end: &mut End) -> Result<()> {
        let best = self.best();
        let members: Vec<_> = (0..self.measures.len()).map(|member| self.member(member)).collect();
        end.parameter_hash = Some(members[best].parameter_hash.clone());
        end.measures = Some(members[best].measures);
        if let Some((accuracy, epoch)) = self.best_test[best] {
            end.best_test_accuracy = Some(accuracy);
            end.best_test_epoch = Some(epoch);
        }
        if members.len() > 1 {
            end.best_member = Some(best);
            end.members = members;
        }
        let Some(path) = &self.plan.model else { return Ok(()) };
        for member in &end.members {
            let path = member_path(path, member.member);
            if member.diverged {
                self.progress.note(&format!(
                    "member {} diverged: {} is not written",
                    member.member,
                    path.display()
                ));
            } else {
                self.model(member.member).save(path)?;
            }
        }
        self.model(best).save(path)?;
        end.model = Some(path.clone());
        Ok(())
    }

    fn member(&self, member: usize) -> Member {
        Member {
            member,
            seed: self.plan.seeds[member],
            parameter_hash: self.parameters.member(member).hash(),
            diverged: self.has_diverged(member),
            measures: self.measures[member],
        }
    }

    /// A member as a model, with where it comes from; nothing in it tells one run from another of
    /// the same configuration.
    fn model(&self, member: usize) -> Model {
        let mut training = BTreeMap::from([
            ("gradshader".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("adapter".to_owned(), self.adapter.name.clone()),
            ("backend".to_owned(), self.adapter.backend.clone()),
            ("driver".to_owned(), self.adapter.driver.clone()),
            ("seed".to_owned(), self.plan.seeds[member].to_string()),
            ("learning_rate".to_owned(), self.learning_rates[member].to_string()),
            ("batch".to_owned(), self.plan.batch.to_string()),
            ("epochs".to_owned(), self.completed.to_string()),
            ("samples".to_owned(), self.samples.to_string()),
            ("validation".to_owned(), self.plan.validation.to_string()),
            ("split_seed".to_owned(), self.plan.split_seed.to_string()),
        ]);
        if let Some(hash) = &self.initial_hash {
            training.insert("initial_parameter_hash".to_owned(), hash.clone());
        }
        Model {
            network: self.trainer.network().clone(),
            parameters: self.parameters.member(member),
            preprocessing: self.preprocessing.clone(),
            training,
        }
    }

    /// No measures yet.
    fn nothing(&self, member: usize) -> Measures {
        Measures {
            train_loss: None,
            validation_loss: None,
            validation_accuracy: None,
            test_loss: None,
            test_accuracy: None,
            learning_rate: self.learning_rates[member],
        }
    }

    /// What goes to stdout at the end.
    fn result(&self, end: &End) -> String {
        let mut rows = Vec::new();
        let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
        if !end.members.is_empty() {
            for member in &end.members {
                let name = format!("member {}", member.member);
                let diverged = if member.diverged { ", diverged" } else { "" };
                row(
                    &name,
                    format!(
                        "{}, seed {}, learning rate {}{}{diverged}",
                        member.parameter_hash,
                        member.seed,
                        member.measures.learning_rate,
                        summary(&member.measures),
                    ),
                );
            }
        }
        if let Some(best) = end.best_member {
            row("best_member", best.to_string());
        }
        if let Some(measures) = &end.measures {
            for (name, loss, accuracy) in [
                ("train", measures.train_loss, None),
                ("validation", measures.validation_loss, measures.validation_accuracy),
                ("test", measures.test_loss, measures.test_accuracy),
            ] {
                if let Some(loss) = loss {
                    row(&format!("{name}_loss"), format!("{loss:.6}"));
                }
                if let Some(accuracy) = accuracy {
                    row(&format!("{name}_accuracy"), percent(accuracy));
                }
            }
        }
        if let (Some(accuracy), Some(epoch)) = (end.best_test_accuracy, end.best_test_epoch) {
            row("best_test_accuracy", format!("{} (epoch {epoch})", percent(accuracy)));
        }
        if let (Some(steps), Some(ratio)) = (end.verified_steps, end.largest_ratio) {
            row("verified_steps", format!("{steps} (largest error {ratio:.3} of its bound)"));
        }
        if let Some(hash) = &end.parameter_hash {
            row("parameter_hash", hash.clone());
        }
        if let Some(path) = &end.model {
            row("model", path.display().to_string());
        }
        output::table(&rows, 2)
    }
}

fn summary(measures: &Measures) -> String {
    let loss = measures.validation_loss.or(measures.train_loss);
    let loss = loss.map_or(String::new(), |loss| format!(", loss {loss:.6}"));
    let accuracy = measures.validation_accuracy.or(measures.test_accuracy);
    loss + &accuracy.map_or(String::new(), |accuracy| format!(", {}", percent(accuracy)))
}

fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

fn has_finite_losses(measures: &Measures) -> bool {
    [measures.train_loss, measures.validation_loss].into_iter().flatten().all(f64::is_finite)
}

fn accuracy(
    classes: Option<usize>,
    evaluation: &Evaluation,
    member: usize,
    targets: &[f32],
) -> Option<f64> {
    classes.map(|classes| Confusion::new(classes, evaluation.member(member), targets).accuracy())
}

/// `OUT.safetensors` of member 1 is `OUT.1.safetensors`.
fn member_path(path: &Path, member: usize) -> PathBuf {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some(extension) => path.with_extension(format!("{member}.{extension}")),
        None => path.with_extension(member.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_its_number_before_the_extension() {
        for (path, expected) in
            [("a/OUT.safetensors", "a/OUT.2.safetensors"), ("a.b/out", "a.b/out.2")]
        {
            assert_eq!(member_path(Path::new(path), 2), Path::new(expected));
        }
    }
}
