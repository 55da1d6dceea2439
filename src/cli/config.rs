//! The configuration file of a run, and how flags are put over it.

use std::borrow::Cow;
use std::path::Path;

use clap::Args;
use gradshader::error::{Error, Result};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::arguments::{CrossValidateArguments, Settings, SweepArguments};
use super::columns::ColumnArguments;
use super::dialect::DialectArguments;
use super::recipe::RecipeArguments;
use super::{data, usage};

/// Reads a run's configuration.
///
/// # Errors
/// Name the file and the line: no TOML, a key that is none of ours, a value of another type.
pub(super) fn read(path: &Path) -> Result<Settings> {
    if path.is_dir() {
        return Err(Error::input("it is a folder, and no configuration")
            .file(path)
            .advice("give a file such as --print-config writes"));
    }
    let bytes = data::read(path)?;
    let text = str::from_utf8(&bytes)
        .map_err(|_| Error::input("the configuration is not UTF-8").file(path))?;
    parse(text).map_err(|error| error.file(path))
}

pub(super) fn parse(text: &str) -> Result<Settings> {
    let row = |at: usize| 1 + text[..at].matches('\n').count() as u64;
    let table = DeTable::parse(text);
    if let Ok(table) = &table
        && let Some((at, error)) = unknown(table.get_ref())
    {
        return Err(error.row(row(at)));
    }
    let parsed = table.and_then(|mut table| {
        let recipe = RecipeArguments::augment_args(clap::Command::new("recipe"));
        let dialect = DialectArguments::augment_args(clap::Command::new("dialect"));
        nest(table.get_mut(), &recipe);
        nest(table.get_mut(), &dialect);
        Settings::deserialize(Deserializer::from(table))
    });
    parsed.map_err(|e| {
        let error = Error::input(format!("the configuration is wrong: {}", e.message()));
        match e.span() {
            None => error,
            Some(span) => error.row(row(span.start)),
        }
    })
}

/// The first key that is no flag of `train`, and where it stands.
fn unknown(table: &DeTable<'_>) -> Option<(usize, Error)> {
    let flags = Settings::augment_args(clap::Command::new("train"));
    // Groups of flags may stand in tables, DATA is no flag, and one is of every command.
    let known = |key: &str| {
        ["data", "recipe", "dialect", "vectors"].contains(&key)
            || flags.get_arguments().any(|flag| flag.get_long() == Some(key))
    };
    let strangers = table.keys().filter(|key| !known(key.get_ref()));
    let key = strangers.min_by_key(|key| key.span().start)?;
    let others = [CrossValidateArguments::augment_args, SweepArguments::augment_args];
    let is_of_another = |augment: &fn(clap::Command) -> clap::Command| {
        let other = augment(clap::Command::new("other"));
        other.get_arguments().any(|flag| flag.get_long() == Some(key.get_ref()))
    };
    if others.iter().any(is_of_another) {
        let key_alone = format!("{:?} is for the command line alone", key.get_ref());
        let error = Error::input(format!("the configuration is wrong: {key_alone}"));
        return Some((key.span().start, error.advice(format!("give --{} there", key.get_ref()))));
    }
    let near = usage::nearest(key.get_ref(), &flags, 0.8);
    let error =
        Error::input(format!("the configuration is wrong: there is no key {:?}", key.get_ref()));
    let error = error.advice(match near {
        Some(near) => format!("did you mean {near}? --print-config shows all"),
        None => "--print-config shows all".to_owned(),
    });
    Some((key.span().start, error))
}

/// Puts the keys that are flags of a group into a table of its name, as [`Settings`] has them: serde
/// cannot refuse unknown keys of a flattened struct. They may stand in such a table already.
fn nest(table: &mut DeTable<'_>, command: &clap::Command) {
    let names: Vec<_> = command.get_arguments().filter_map(|flag| flag.get_long()).collect();
    let keys: Vec<_> =
        table.keys().filter(|key| names.contains(&key.get_ref().as_ref())).cloned().collect();
    if keys.is_empty() {
        return;
    }
    let moved: Vec<_> = keys.into_iter().filter_map(|key| table.remove_entry(&key)).collect();
    let whole = moved[0].0.span();
    let name = Spanned::new(whole.clone(), Cow::Owned(command.get_name().to_owned()));
    let inner =
        table.entry(name).or_insert_with(|| Spanned::new(whole, DeValue::Table(DeTable::new())));
    if let DeValue::Table(inner) = inner.get_mut() {
        inner.extend(moved);
    }
}

/// What the flags say and, where they say nothing, what the file says.
pub(super) fn merge(flags: Settings, file: Settings) -> Settings {
    macro_rules! settings {
        ($($option:ident),*; $($switch:ident),*; $($column:ident),*) => {
            Settings {
                $($option: flags.$option.or(file.$option),)*
                $($switch: flags.$switch || file.$switch,)*
                recipe: flags.recipe.or(file.recipe),
                dialect: flags.dialect.or(file.dialect),
                columns: ColumnArguments {
                    $($column: flags.columns.$column.or(file.$column),)*
                },
                $($column: None,)*
            }
        };
    }
    settings!(
        data, labels, target, preset, task, test, test_labels, memory, validation, split_seed, scaling, hidden,
        activation, initialisation, output_activation, learning_rate, batch, epochs, seed, members, ensemble, ensemble_folds, share,
        device, vectors, model, init, log, report, tensorboard, verify, fusion, precision, early_stop, min_delta, monitor, max_seconds,
        checkpoint, checkpoint_every, resume, on_divergence, target_metric, keep;
        append_log, test_each_epoch, tui, tune, strict, quiet;
        features, ignore, kinds, missing, missing_values, group, time, split_column
    )
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Hidden;
    use super::super::recipe::OptimizerName;
    use super::*;

    #[test]
    fn flags_win_over_the_file() {
        let file =
            parse("epochs = 3\nbatch = 8\nhidden = [5, 4]\nlearning-rate = 0.5\nquiet = true");
        let flags = Settings { epochs: Some(7), ..Settings::default() };
        let both = merge(flags, file.unwrap());
        assert_eq!((both.epochs, both.batch, both.quiet), (Some(7), Some(8), true));
        assert_eq!(both.hidden, Some("5,4".parse::<Hidden>().unwrap()));
        assert_eq!(both.learning_rate, Some(vec![0.5]));
    }

    #[test]
    fn a_recipe_stands_among_the_others_or_in_a_table() {
        for text in [
            "optimizer = 'adam'\nbatch = 8\nbeta1 = 0.5",
            "batch = 8\n[recipe]\noptimizer = 'adam'\nbeta1 = 0.5",
        ] {
            let settings = parse(text).unwrap();
            assert_eq!(settings.recipe.optimizer, Some(OptimizerName::Adam));
            assert_eq!((settings.recipe.beta1, settings.batch), (Some(0.5), Some(8)));
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, expected) in [
            (
                "epochs = 3\nepoch = 4",
                "row 2: the configuration is wrong: there is no key \"epoch\"; did",
            ),
            (
                "epochs = 3\ntrials = 4",
                "row 2: the configuration is wrong: \"trials\" is for the command line alone; give --trials",
            ),
            (
                "repeats = 4",
                "row 1: the configuration is wrong: \"repeats\" is for the command line alone; give --repeats",
            ),
            ("\n\nbatch = \"many\"", "row 3: the configuration is wrong: invalid type: string"),
            ("batch = -1", "row 1: the configuration is wrong: invalid value: integer `-1`"),
            ("hidden = 'wide'", "row 1: the configuration is wrong: \"wide\" is no width; use for"),
            (
                "activation = 'tan'",
                "row 1: the configuration is wrong: there is no activation \"tan\"",
            ),
            ("batch = ", "row 1: the configuration is wrong"),
            ("batch = 8\nbeta1 = 'x'", "row 2: the configuration is wrong: invalid type: string"),
            (
                "batch = 8\nheader = 'maybe'",
                "row 2: the configuration is wrong: unknown variant `maybe`",
            ),
            (
                "batch = 8\noptimizer = 'adm'",
                "row 2: the configuration is wrong: there is no optimizer \"adm\"; use adam; there are",
            ),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
