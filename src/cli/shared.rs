//! `--share weights`: what it goes with.

use gradshader::defaults::HELD_OUT;
use gradshader::error::{Error, Result};

use super::arguments::{Preset, Settings};
use super::plan::at_least_1;

/// How many networks share weights; 0 where none do. Of those that do, a fifth of the samples is held out unless
/// something else is told.
///
/// # Errors
/// For what does not go with it.
pub(super) fn sharers(settings: &mut Settings) -> Result<usize> {
    if settings.share.is_none() {
        return Ok(0);
    }
    let Some(count) = settings.ensemble else {
        return Err(Error::input("--share weights without --ensemble")
            .advice("say how many networks share them: --ensemble 16"));
    };
    let count = at_least_1("--ensemble", count)?;
    let refused = [
        ("--ensemble-folds", settings.ensemble_folds.is_some()),
        ("--preset best", settings.preset == Some(Preset::Best)),
        ("--members", settings.members.is_some_and(|members| members > 1)),
        ("--init", settings.init.is_some()),
        ("--report", settings.report.is_some()),
        ("--tensorboard", settings.tensorboard.is_some()),
        ("--tui", settings.tui),
    ];
    if let Some((flag, _)) = refused.into_iter().find(|(_, told)| *told) {
        return Err(Error::input(format!("{flag} with --share weights"))
            .advice(format!("leave {flag} out, or train networks of their own weights")));
    }
    if settings.columns.split_column.is_none() {
        settings.validation.get_or_insert(HELD_OUT);
    }
    Ok(count)
}
