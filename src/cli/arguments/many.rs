//! The arguments of the commands that train many networks in one run. They take what `train` takes; what
//! makes no sense of many is neither shown nor taken.

use std::path::PathBuf;

use clap::{Args, Command};
use gradshader::error::{Error, Result};

use super::Settings;

const CROSS_VALIDATE_HELP: &str = "\
Every sample is held out once, in one of the folds; the networks are trained on the others, with a
preprocessing that is fitted to those alone. Classes keep their shares; with --group, samples of equal
cells stay together. The samples of a fold decide nothing: --validation holds out some of those that its
network trains on, for --early-stop and the best epoch. Metrics are those of the samples of each fold,
each counted once; deviations are those of a sample, with one fold less in the denominator.

All networks train side by side, each to the bits that it would have alone.

Examples:
  gradshader cross-validate data/iris.csv
  gradshader cross-validate data/digits.csv --folds 10 --validation 0.1 --output predictions.csv
  gradshader cross-validate visits.csv --target outcome --group patient --repeats 3 --json folds.json";

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

    /// Write what each sample's network, which has not seen it, predicts; of repeats the mean
    #[arg(long, value_name = "PREDICTIONS.csv")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Write all metrics, fold by fold, as JSON
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) json: Option<PathBuf>,
}

/// Arguments of `train` that say nothing of many networks, by their names here.
const OF_ONE_RUN: [&str; 14] = [
    "test",
    "test_labels",
    "test_each_epoch",
    "members",
    "model",
    "init",
    "log",
    "append_log",
    "checkpoint",
    "checkpoint_every",
    "resume",
    "time",
    "split_column",
    "tune",
];

/// Leaves them out of the help.
pub(in crate::cli) fn hide_what_is_refused(command: Command) -> Command {
    let hide = |command: Command, names: &[&'static str]| {
        names.iter().fold(command, |command, name| command.mut_arg(*name, |arg| arg.hide(true)))
    };
    command.mut_subcommand("cross-validate", |command| hide(command, &OF_ONE_RUN))
}

/// Refuses flags that say nothing of many networks; `why` names the command and what it does instead.
pub(in crate::cli) fn refuse(settings: &Settings, why: &str) -> Result<()> {
    let Settings { columns, .. } = settings;
    let told = [
        ("--test", settings.test.is_some()),
        ("--test-labels", settings.test_labels.is_some()),
        ("--test-each-epoch", settings.test_each_epoch),
        ("--members", settings.members.is_some()),
        ("--init", settings.init.is_some()),
        ("--log", settings.log.is_some()),
        ("--append-log", settings.append_log),
        ("--checkpoint", settings.checkpoint.is_some()),
        ("--checkpoint-every", settings.checkpoint_every.is_some()),
        ("--resume", settings.resume.is_some()),
        ("--tune", settings.tune),
    ];
    match told.into_iter().find(|(_, told)| *told) {
        None => Ok(()),
        Some((flag, _)) => Err(Error::input(format!("{flag} with {why}"))
            .advice(format!("leave {flag} out, or give it to `gradshader train`"))),
    }?;
    let told = [("--time", &columns.time), ("--split-column", &columns.split_column)];
    match told.into_iter().find(|(_, told)| told.is_some()) {
        None => Ok(()),
        Some((flag, _)) => Err(Error::input(format!("{flag} with {why}"))
            .advice(format!("leave {flag} out: it says who is held out, as folds do"))),
    }
}
