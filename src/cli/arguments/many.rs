//! The arguments of the commands that train many networks in one run. They take what `train` takes; what
//! makes no sense of many is neither shown nor taken.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use gradshader::error::{Error, Result};

use super::Settings;
use crate::cli::config;
use crate::cli::values::{Mixing, Preset};

// What is no example is wrapped to the terminal by clap: a paragraph is one line.
const CROSS_VALIDATE_HELP: &str = "\
Every sample is held out once, in one of the folds; the networks are trained on the others, with a \
preprocessing that is fitted to those alone. Classes keep their shares; with --group, samples of equal cells \
stay together. The samples of a fold decide nothing: --validation holds out some of those that its network \
trains on, for --early-stop and the best epoch. Metrics are those of the samples of each fold, each counted \
once; their loss counts them by --class-weight and --weight-column, as that of training does. Deviations are \
those of a sample, with one fold less in the denominator.

All networks train side by side, each to the bits that it would have alone.

Examples:
  gradshader cross-validate data/iris.csv
  gradshader cross-validate data/digits.csv --folds 10 --output predictions.csv
  gradshader cross-validate visits.csv --target outcome --group patient \\
      --repeats 3 --json folds.json";

#[derive(Debug, Args)]
#[command(after_help = CROSS_VALIDATE_HELP)]
pub(in crate::cli) struct CrossValidateArguments {
    #[command(flatten)]
    pub(in crate::cli) settings: Settings,

    /// Take what no flag says from this file (TOML), as `train` does
    #[arg(long, value_name = "RUN.toml")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// Parts that the samples are dealt to; each is held out once
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(in crate::cli) folds: usize,

    /// Deal the samples so many times, with --split-seed and the seeds that follow
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) repeats: usize,

    /// Write what each sample's network, which has not seen it, predicts; of repeats the mean. `row` is its line
    /// or record in DATA; of several files samples are counted through, from 1
    #[arg(long, value_name = "PREDICTIONS.csv")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Write all metrics, fold by fold, as JSON
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) json: Option<PathBuf>,
}

const SWEEP_HELP: &str = "\
Hyperparameters that are tried: --learning-rate, --decay, --l2, --dropout, --input-dropout, --momentum, \
--label-smoothing, --clip-norm, --clip-value, --batch, --hidden, --activation, --initialisation and \
--optimizer. Each takes a list of what to try, numbers also ranges: 0,1e-4..1e-1. Widths are written \
64,128x2,128+64: one layer of 64, two of 128, one of 128 and one of 64. Lists alone are tried in all \
combinations; with a range, or more combinations than --trials, trials are drawn: of a list each entry as \
often, of a range of rates, decays, clips and batches by their logarithm, of others evenly. Where none of \
them has more than one value, learning rate, decay and dropout are tried, but for those that have one. \
Whatever else `train` takes is the same for all.

Trials of one shape train side by side, and those that have stopped are cut out; each comes to the bits of \
`gradshader train` with its values, and the command that repeats the best is printed. Trials of other widths \
train beside them where that takes less time (--mix-widths).

A trial is judged by --monitor (the loss, unless told) of the samples held out, 0.2 of all unless --validation \
says otherwise; with --folds by its mean over the folds, as `gradshader cross-validate` has it. Of equals the \
loss decides.

Examples:
  gradshader sweep data/digits.csv
  gradshader sweep data/digits.csv --learning-rate 1e-4..1e-2 \\
      --decay 0,1e-4..1e-1 --dropout 0..0.5 --hidden 64,128x2,256x3 \\
      --trials 64 --halving --model best.safetensors
  gradshader sweep data/iris.csv --learning-rate 1e-3,1e-2 --hidden none,16,64 \\
      --folds 5 --csv trials.csv";

#[derive(Debug, Args)]
#[command(after_help = SWEEP_HELP)]
pub(in crate::cli) struct SweepArguments {
    #[command(flatten)]
    pub(in crate::cli) settings: Settings,

    /// Take what no flag says from this file (TOML), as `train` does
    #[arg(long, value_name = "RUN.toml")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// How many settings to try [default: all combinations of lists; 32 where there are ranges]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) trials: Option<usize>,

    /// Seed of the trials that are drawn
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) sweep_seed: u64,

    /// Judge each setting by cross-validation with so many folds
    #[arg(long, value_name = "N")]
    pub(in crate::cli) folds: Option<usize>,

    /// Stop the worse half of the settings that train side by side after N epochs, and again whenever there have been
    /// twice as many [default of N: an eighth of the epochs]
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true)]
    pub(in crate::cli) halving: Option<Option<u32>>,

    /// Whether settings that differ in the widths of their hidden layers train side by side too
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto")]
    pub(in crate::cli) mix_widths: Mixing,

    /// Write every trial as JSON
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) json: Option<PathBuf>,

    /// Write every trial as a line of a table
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) csv: Option<PathBuf>,
}

/// Arguments of `train` that say nothing of many networks, by their names here.
const OF_ONE_RUN: [&str; 15] = [
    "tensorboard",
    "ensemble",
    "ensemble_folds",
    "share",
    "test",
    "test_labels",
    "test_each_epoch",
    "members",
    "init",
    "log",
    "append_log",
    "checkpoint",
    "checkpoint_every",
    "resume",
    "tune",
];

/// And those that say who is held out, or what to keep.
const OF_NO_FOLDS: [&str; 3] = ["model", "time", "split_column"];

/// Leaves them out of the help.
pub(in crate::cli) fn hide_what_is_refused(command: Command) -> Command {
    let hide = |command: Command, names: &[&'static str]| {
        names.iter().fold(command, |command, name| command.mut_arg(*name, |arg| arg.hide(true)))
    };
    command
        .mut_subcommand("cross-validate", |command| hide(hide(command, &OF_ONE_RUN), &OF_NO_FOLDS))
        .mut_subcommand("sweep", |command| hide(command, &OF_ONE_RUN))
}

/// Refuses flags that say nothing of many networks; `why` names the command and what it does instead.
pub(in crate::cli) fn refuse(settings: &Settings, why: &str) -> Result<()> {
    let told = [
        ("--test", settings.test.is_some()),
        ("--test-labels", settings.test_labels.is_some()),
        ("--test-each-epoch", settings.test_each_epoch),
        ("--members", settings.members.is_some()),
        ("--ensemble", settings.ensemble.is_some()),
        ("--ensemble-folds", settings.ensemble_folds.is_some()),
        ("--share", settings.share.is_some()),
        ("--preset best", settings.preset == Some(Preset::Best)),
        ("--init", settings.init.is_some()),
        ("--log", settings.log.is_some()),
        ("--append-log", settings.append_log),
        ("--checkpoint", settings.checkpoint.is_some()),
        ("--checkpoint-every", settings.checkpoint_every.is_some()),
        ("--resume", settings.resume.is_some()),
        ("--tensorboard", settings.tensorboard.is_some()),
        ("--tune", settings.tune),
    ];
    match told.into_iter().find(|(_, told)| *told) {
        None => Ok(()),
        Some((flag, _)) => Err(Error::input(format!("{flag} with {why}"))
            .advice(format!("leave {flag} out, or give it to a training of one network"))),
    }
}

/// Refuses what `refused` refuses as flags, and as what the file of `--config` says, which it returns.
///
/// # Errors
/// Name the file where that says it; when it cannot be read.
pub(in crate::cli) fn refuse_all(
    flags: &Settings,
    config: Option<&Path>,
    refused: &dyn Fn(&Settings) -> Result<()>,
) -> Result<Settings> {
    refused(flags)?;
    let Some(path) = config else { return Ok(Settings::default()) };
    // Columns of a file stand elsewhere than those of flags.
    let told = config::merge(Settings::default(), config::read(path)?);
    // One of a file is that of one network.
    let members = told.members.filter(|&members| members > 1);
    let told = Settings { members, ..told };
    refused(&told).map_err(|error| error.file(path))?;
    Ok(told)
}

/// Refuses flags that say who is held out, where folds do.
pub(in crate::cli) fn refuse_with_folds(settings: &Settings) -> Result<()> {
    let columns = &settings.columns;
    let told = [("--time", &columns.time), ("--split-column", &columns.split_column)];
    match told.into_iter().find(|(_, told)| told.is_some()) {
        None => Ok(()),
        Some((flag, _)) => Err(Error::input(format!("{flag} with folds, which are held out"))
            .advice(format!("leave {flag} out"))),
    }
}
