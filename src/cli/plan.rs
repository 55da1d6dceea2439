//! What `train` shall do: flags and configuration file, merged, completed and checked before any
//! data are read.

use std::path::{Path, PathBuf};

use gradshader::checkpoint::Every;
use gradshader::cpu::Vectors;
use gradshader::dataset::{Holdout, Scaling, TableOptions, Task};
use gradshader::defaults::Defaults;
use gradshader::error::{Error, Result, digits};
use gradshader::files;
use gradshader::gpu::GpuOptions;
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Initialisation};
use gradshader::run::{Keep, OnDivergence, Target};
use serde::Serialize;

use super::arguments::{Precision, Preset, Settings, TrainArguments};
use super::device::Choice;
use super::places::Places;
use super::recipe::{OptimizerName, RecipeArguments};
use super::values::{HiddenLayer, path_text_if_any, path_texts};
use super::{config, data, device, memory, report, shared, tensorboard};

/// Files of samples, with the file of the labels when there is one and it holds images.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Source {
    #[serde(serialize_with = "path_texts")]
    pub(super) data: Vec<PathBuf>,
    #[serde(serialize_with = "path_text_if_any")]
    pub(super) labels: Option<PathBuf>,
}

/// When to end before the last epoch, and what to keep.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Stopping {
    pub(super) monitor: Metric,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) early_stop: Option<u32>,
    pub(super) min_delta: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_metric: Option<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keep: Option<Keep>,
}

impl Stopping {
    fn new(settings: &Settings) -> Result<Self> {
        let min_delta = settings.min_delta.unwrap_or(0.0);
        if !(min_delta.is_finite() && min_delta >= 0.0) {
            return Err(Error::input(format!("--min-delta {} is no amount", digits(min_delta)))
                .advice("use a number from 0"));
        }
        if let Some(seconds) = settings.max_seconds.filter(|s| !(s.is_finite() && *s > 0.0)) {
            return Err(Error::input(format!(
                "--max-seconds {} is no time to train",
                digits(seconds)
            ))
            .advice("use a number above 0"));
        }
        Ok(Self {
            monitor: settings.monitor.unwrap_or(Metric::Loss),
            early_stop: settings.early_stop,
            min_delta,
            max_seconds: settings.max_seconds,
            target_metric: settings.target_metric,
            keep: settings.keep,
        })
    }
}

/// What to do in place of training.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    PrintConfig,
    FindLearningRate,
}

/// What is known before the data are. An `Option` is what the data or a model decide unless told.
#[derive(Debug)]
pub(super) struct Plan {
    /// Flags and file as they are.
    pub(super) told: Settings,
    /// What decides where these say nothing.
    pub(super) preset: Preset,
    /// What to do in place of training.
    pub(super) instead: Option<Instead>,
    pub(super) training: Source,
    pub(super) test: Option<Source>,
    pub(super) test_each_epoch: bool,
    pub(super) target: Option<Vec<String>>,
    pub(super) task: Option<Task>,
    /// What the flags say of the columns.
    pub(super) columns: TableOptions,
    pub(super) holdout: Holdout,
    /// The share held out, in `[0, 1)`.
    pub(super) validation: f64,
    pub(super) split_seed: u64,
    pub(super) scaling: Option<Scaling>,
    pub(super) hidden: Option<Vec<HiddenLayer>>,
    pub(super) activation: Option<Activation>,
    pub(super) initialisation: Option<Initialisation>,
    pub(super) output_activation: Option<Activation>,
    /// How it is trained.
    pub(super) recipe: RecipeArguments,
    /// One a member.
    pub(super) learning_rates: Option<Vec<f32>>,
    pub(super) batch: Option<usize>,
    pub(super) epochs: Option<u32>,
    /// As told: 0 for no early stop.
    pub(super) stopping: Stopping,
    /// One a member.
    pub(super) seeds: Vec<u64>,
    /// How many networks share weights; 0 where none do.
    pub(super) sharers: usize,
    pub(super) device: Choice,
    pub(super) options: GpuOptions,
    /// What [`Self::options`] has as a family.
    pub(super) precision: Precision,
    pub(super) model: Option<PathBuf>,
    pub(super) init: Option<PathBuf>,
    pub(super) log: Option<PathBuf>,
    pub(super) append_log: bool,
    /// The folder of the report.
    pub(super) report: Option<PathBuf>,
    /// The folder of the event files.
    pub(super) tensorboard: Option<PathBuf>,
    /// Where to keep checkpoints, how often, and whether to go on from them.
    pub(super) checkpoints: Option<Checkpoints>,
    pub(super) on_divergence: OnDivergence,
    pub(super) verify: Option<u64>,
    /// Whether to time each dispatch, and where to save them.
    pub(super) profile: Option<Option<PathBuf>>,
    /// Whether a race decides which shaders to run.
    pub(super) tune: bool,
    pub(super) quiet: bool,
    /// Whether to show it on the whole terminal.
    pub(super) tui: bool,
}

/// Where to keep where a run stands.
#[derive(Debug)]
pub(super) struct Checkpoints {
    pub(super) folder: PathBuf,
    pub(super) every: Every,
    /// Whether to go on from what is there.
    pub(super) resume: bool,
}

impl Checkpoints {
    fn new(
        folder: Option<PathBuf>,
        every: Option<Vec<String>>,
        resume: Option<PathBuf>,
    ) -> Result<Option<Self>> {
        if let (Some(folder), Some(resume)) = (&folder, &resume)
            && folder != resume
        {
            return Err(Error::input("--checkpoint and --resume name different folders")
                .advice("a run goes on in its own folder: leave --checkpoint out"));
        }
        let told = every.map(|words| words.join(" ").parse()).transpose();
        let told: Option<Every> =
            told.map_err(|error: Error| error.also("which --checkpoint-every says"))?;
        let is_resumed = resume.is_some();
        match resume.or(folder) {
            Some(folder) => {
                Ok(Some(Self { folder, every: told.unwrap_or_default(), resume: is_resumed }))
            }
            None if told.is_some() => Err(Error::input("--checkpoint-every without --checkpoint")
                .advice("name the folder with --checkpoint")),
            None => Ok(None),
        }
    }
}

impl Plan {
    /// Reads the configuration file, if there is one, and checks what can be checked by itself.
    ///
    /// # Errors
    /// Name the flag, or the file and the line.
    pub(super) fn new(arguments: TrainArguments) -> Result<Self> {
        Self::of(arguments, false)
    }

    /// As [`Self::new`], of a few steps, on samples that are at hand where no file is named.
    ///
    /// # Errors
    /// As those of [`Self::new`].
    pub(super) fn of_steps(arguments: TrainArguments) -> Result<Self> {
        Self::of(arguments, true)
    }

    /// As [`Self::new`], of networks that are trained on folds: who is in one is not for the plan to say.
    ///
    /// # Errors
    /// As those of [`Self::new`].
    pub(super) fn of_folds(arguments: TrainArguments) -> Result<Self> {
        let plan = Self::of(arguments, false)?;
        Ok(Self {
            test: None,
            test_each_epoch: false,
            init: None,
            model: None,
            log: None,
            tensorboard: None,
            checkpoints: None,
            seeds: plan.seeds[..1].to_vec(),
            learning_rates: plan.learning_rates.map(|rates| rates[..1].to_vec()),
            ..plan
        })
    }

    fn of(arguments: TrainArguments, has_samples: bool) -> Result<Self> {
        let TrainArguments { settings: flags, config, shader, profile, .. } = arguments;
        let instead = match (arguments.print_config, arguments.find_learning_rate) {
            (true, _) => Some(Instead::PrintConfig),
            (_, true) => Some(Instead::FindLearningRate),
            _ => None,
        };
        let told = flags.recipe.clone();
        let kept_by_flags = keeps(&flags, profile.is_some());
        let mut settings = match &config {
            Some(path) => config::merge(flags, config::read(path)?),
            None => flags,
        };
        if let Some(vectors) = &settings.vectors {
            vectors.parse::<Vectors>()?.prefer()?;
        }
        let usual = Defaults::optimizer(settings.preset.unwrap_or_default());
        let optimizer = settings.recipe.optimizer.unwrap_or(usual);
        told.check_told(optimizer)?;
        match (&config, told.optimizer) {
            (Some(path), None) => {
                settings.recipe.check_told(optimizer).map_err(|error| error.file(path))?;
            }
            // What the file says of its own optimizer is moot.
            (_, Some(OptimizerName::Sgd)) | (None, _) => {}
            (Some(_), Some(_)) => settings.recipe.nesterov = told.nesterov,
        }
        settings.recipe.drop_moot(optimizer);
        let sharers = shared::sharers(&mut settings)?;
        if sharers > 0 && instead == Some(Instead::FindLearningRate) {
            return Err(Error::input("--find-learning-rate with --share weights")
                .advice("find it for one network, without --ensemble and --share"));
        }
        if instead == Some(Instead::FindLearningRate)
            && let Some(flag) = kept_by_flags.or(keeps(&settings, profile.is_some()))
        {
            let error = Error::input(format!(
                "{flag} with --find-learning-rate, which trains and keeps nothing"
            ))
            .advice(format!("leave {flag} out"));
            return Err(match config.filter(|_| kept_by_flags.is_none()) {
                Some(path) => error.file(path),
                None => error,
            });
        }
        let members = at_least_1("--members", settings.members.unwrap_or(1))?;
        let paths = settings.data.clone().unwrap_or_default();
        if paths.is_empty() && !has_samples {
            return Err(Error::input("there is nothing to train on").advice(match settings.test {
                Some(_) => "name a file before --test: gradshader train DATA --test MORE",
                None => "name a file: gradshader train DATA",
            }));
        }
        if settings.test.is_none() && (settings.test_labels.is_some() || settings.test_each_epoch) {
            let flag = if settings.test_each_epoch { "--test-each-epoch" } else { "--test-labels" };
            return Err(Error::input(format!("{flag} without --test"))
                .advice("give the test samples with --test"));
        }
        if settings.append_log && settings.log.is_none() {
            return Err(
                Error::input("--append-log without --log").advice("name the log with --log")
            );
        }
        if settings.tui && settings.quiet {
            return Err(Error::input("--tui with --quiet, which shows nothing")
                .advice("leave one of the two out"));
        }
        if settings.tui && instead == Some(Instead::FindLearningRate) {
            return Err(Error::input(
                "--tui with --find-learning-rate, which trains nothing to watch",
            )
            .advice("leave --tui out"));
        }
        let mut choice = Choice::new(settings.device.as_deref().unwrap_or("auto"));
        if settings.tune {
            choice = tunable(choice, &settings, &shader)?;
        }
        let stopping = Stopping::new(&settings)?;
        let validation = share("--validation", settings.validation.unwrap_or(0.0))?;
        let split_seed = settings.split_seed.unwrap_or(0);
        let target = settings.target.as_deref();
        let weight = settings.recipe.weight_column.as_deref();
        let columns = data::columns(&settings.columns, target, settings.task, weight)?;
        let mut dialect = settings.dialect.options()?;
        dialect.verbatim.extend(columns.as_written());
        let storage = memory::storage(settings.memory);
        let columns = TableOptions { dialect, storage, ..columns };
        settings.recipe.schedules()?;
        let plan = Self {
            told: settings.clone(),
            preset: settings.preset.unwrap_or_default(),
            instead,
            columns,
            holdout: data::holdout(&settings.columns, validation, split_seed)?,
            training: Source { data: paths, labels: settings.labels },
            test: settings.test.map(|data| Source { data, labels: settings.test_labels }),
            test_each_epoch: settings.test_each_epoch,
            target: settings.target,
            task: settings.task.map(Task::from),
            validation,
            split_seed,
            scaling: settings.scaling,
            hidden: settings.hidden.map(|layers| hidden(layers.0)).transpose()?,
            activation: settings.activation,
            initialisation: settings.initialisation,
            output_activation: settings.output_activation,
            recipe: settings.recipe,
            learning_rates: settings
                .learning_rate
                .map(|rates| learning_rates(rates, members))
                .transpose()?,
            batch: settings.batch.map(|batch| at_least_1("--batch", batch)).transpose()?,
            epochs: settings.epochs,
            stopping,
            seeds: seeds(settings.seed.unwrap_or(0), members)?,
            sharers,
            device: choice,
            options: device::options(
                settings.strict,
                settings.fusion,
                settings.precision,
                &shader,
            )?,
            precision: settings.precision.unwrap_or_default(),
            model: settings.model,
            init: settings.init,
            log: settings.log,
            append_log: settings.append_log,
            report: settings.report.filter(|_| instead.is_none()),
            tensorboard: settings.tensorboard.filter(|_| instead.is_none()),
            checkpoints: Checkpoints::new(
                settings.checkpoint,
                settings.checkpoint_every,
                settings.resume,
            )?,
            on_divergence: settings.on_divergence.unwrap_or_default(),
            verify: settings
                .verify
                .map(|every| at_least_1("--verify", every as usize).map(|every| every as u64))
                .transpose()?,
            profile,
            tune: settings.tune,
            quiet: settings.quiet,
            tui: settings.tui,
        };
        plan.check_paths(config.as_deref(), &shader)?;
        Ok(plan)
    }

    /// Refuses flags that say who is held out where none is, but for groups of a column that is not learnt from either.
    /// Of folds and ensembles that is decided otherwise.
    ///
    /// # Errors
    /// Name the flag.
    pub(super) fn check_holdout(&self) -> Result<()> {
        let flag = match &self.holdout {
            Holdout::Groups { fraction: 0.0, column, .. } => {
                match self.columns.ignore.contains(column) {
                    true => return Ok(()),
                    false => "--group",
                }
            }
            Holdout::Newest { fraction: 0.0, .. } => "--time",
            _ => return Ok(()),
        };
        Err(Error::input(format!("{flag} without --validation"))
            .advice("say how much to hold out, such as --validation 0.2"))
    }

    /// Whether the network that `--init` names is replaced by that of `--model`.
    pub(super) fn replaces_init(&self) -> bool {
        let place = |path: &Option<PathBuf>| path.as_ref().and_then(|path| files::place(path).ok());
        place(&self.init).is_some_and(|init| place(&self.model) == Some(init))
    }

    /// Whether the outputs can be written and replace nothing that is needed, before hours of training.
    fn check_paths(&self, config: Option<&Path>, shaders: &[String]) -> Result<()> {
        let test = self.test.as_ref();
        let places = Places::new()
            .inputs("DATA", &self.training.data)
            .input("--labels", self.training.labels.as_deref())
            .inputs("--test", test.map_or(&[], |test| &test.data))
            .input("--test-labels", test.and_then(|test| test.labels.as_deref()))
            .input("--config", config)
            .shaders(shaders)
            .replaceable("--init", self.init.as_deref(), "--model")
            .model(self.model.as_deref(), self.seeds.len())
            .folder("--checkpoint", self.checkpoints.as_ref().map(|kept| kept.folder.as_path()))
            .made("--tensorboard", self.tensorboard.as_deref(), self.seeds.len())
            .output("--log", self.log.as_deref())
            .output("--profile", self.profile.iter().flatten().next().map(PathBuf::as_path));
        report::check(places, self.report.as_deref())?;
        tensorboard::check(self.tensorboard.as_deref())
    }
}

/// The first flag that names an output of a run, or a run that is more than a step at each rate.
fn keeps(settings: &Settings, is_profiled: bool) -> Option<&'static str> {
    let named = [
        ("--model", settings.model.is_some()),
        ("--log", settings.log.is_some()),
        ("--report", settings.report.is_some()),
        ("--tensorboard", settings.tensorboard.is_some()),
        ("--checkpoint", settings.checkpoint.is_some()),
        ("--resume", settings.resume.is_some()),
        ("--ensemble", settings.ensemble.is_some()),
        ("--ensemble-folds", settings.ensemble_folds.is_some()),
        ("--verify", settings.verify.is_some()),
        ("--profile", is_profiled),
    ];
    named.into_iter().find(|(_, is_named)| *is_named).map(|(flag, _)| flag)
}

/// The device of `--tune`, which chooses among the shaders of an adapter.
fn tunable(device: Choice, settings: &Settings, shaders: &[String]) -> Result<Choice> {
    let other = match device {
        Choice::Cpu => "--device cpu, which has no shaders to choose from",
        Choice::Reference => "--device reference, which has no shaders to choose from",
        _ if settings.fusion.is_some() => "--fusion, which names the shaders",
        _ if settings.precision == Some(Precision::Mixed) => {
            "--precision mixed, which names the shaders"
        }
        _ if !shaders.is_empty() => "--shader, which names the shaders",
        Choice::Auto => return Ok(Choice::Gpu),
        Choice::Gpu | Choice::Adapter(_) => return Ok(device),
    };
    Err(Error::input(format!("--tune with {other}")).advice("leave one of the two out"))
}

/// One learning rate a member.
pub(super) fn learning_rates(rates: Vec<f32>, members: usize) -> Result<Vec<f32>> {
    if let Some(rate) = rates.iter().find(|rate| !(rate.is_finite() && **rate > 0.0)) {
        return Err(Error::input(format!("--learning-rate {} is no step size", digits(*rate)))
            .advice("use a positive finite number, such as 0.5"));
    }
    gradshader::memory::check_count("--members", members)?;
    match rates.len() {
        1 => Ok(rates.repeat(members)),
        count if count == members => Ok(rates),
        count => Err(Error::input(format!("{count} learning rates for {members} members"))
            .advice("give --learning-rate one, or one a member")),
    }
}

/// Member `i` is the network that `seed + i` trains alone.
pub(super) fn seeds(seed: u64, members: usize) -> Result<Vec<u64>> {
    gradshader::memory::check_count("--members", members)?;
    (0..members as u64).map(|member| seed.checked_add(member)).collect::<Option<_>>().ok_or_else(
        || {
            Error::input(format!("--seed {seed} is too large for {members} members"))
                .advice("use a smaller one")
        },
    )
}

/// Hidden layers.
pub(super) fn hidden(layers: Vec<HiddenLayer>) -> Result<Vec<HiddenLayer>> {
    match layers.iter().position(|layer| layer.width == 0) {
        None => Ok(layers),
        Some(layer) => Err(Error::input(format!("--hidden: hidden layer {} is 0 wide", layer + 1))
            .advice("use a width of at least 1, or --hidden none")),
    }
}

pub(super) fn at_least_1(flag: &str, count: usize) -> Result<usize> {
    match count {
        0 => Err(Error::input(format!("{flag} 0 makes no sense")).advice("use at least 1")),
        _ => Ok(count),
    }
}

fn share(flag: &str, share: f64) -> Result<f64> {
    if (0.0..1.0).contains(&share) {
        return Ok(share);
    }
    Err(Error::input(format!("{flag} {} is no share of the samples", digits(share)))
        .advice("use a number from 0 to below 1, such as 0.1"))
}
