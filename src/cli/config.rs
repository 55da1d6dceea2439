//! The configuration file of a run, and how flags are put over it.

use std::path::Path;

use gradshader::error::{Error, Result};

use super::arguments::Settings;
use super::columns::ColumnArguments;
use super::data;

/// Reads a run's configuration.
///
/// # Errors
/// Name the file and the line: no TOML, a key that is none of ours, a value of another type.
pub(super) fn read(path: &Path) -> Result<Settings> {
    let bytes = data::read(path)?;
    let text = str::from_utf8(&bytes)
        .map_err(|_| Error::input("the configuration is not UTF-8").file(path))?;
    parse(text).map_err(|error| error.file(path))
}

fn parse(text: &str) -> Result<Settings> {
    toml::from_str(text).map_err(|e| {
        let error = Error::input(format!("the configuration is wrong: {}", e.message()));
        match e.span() {
            None => error,
            Some(span) => error.row(1 + text[..span.start].matches('\n').count() as u64),
        }
    })
}

/// What the flags say and, where they say nothing, what the file says.
pub(super) fn merge(flags: Settings, file: Settings) -> Settings {
    macro_rules! settings {
        ($($option:ident),*; $($switch:ident),*; $($column:ident),*) => {
            Settings {
                $($option: flags.$option.or(file.$option),)*
                $($switch: flags.$switch || file.$switch,)*
                recipe: flags.recipe.or(file.recipe),
                columns: ColumnArguments {
                    $($column: flags.columns.$column.or(file.$column),)*
                },
                $($column: None,)*
            }
        };
    }
    settings!(
        data, labels, target, task, test, test_labels, validation, split_seed, scaling, hidden,
        activation, output_activation, learning_rate, batch, epochs, seed, members, device, model,
        init, log, verify, fusion, precision, early_stop, min_delta, monitor, max_seconds,
        target_metric, keep;
        append_log, test_each_epoch, tune, strict, quiet;
        features, ignore, kinds, missing, missing_values, group, time, split_column
    )
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Widths;
    use super::*;

    #[test]
    fn flags_win_over_the_file() {
        let file =
            parse("epochs = 3\nbatch = 8\nhidden = [5, 4]\nlearning-rate = 0.5\nquiet = true");
        let flags = Settings { epochs: Some(7), ..Settings::default() };
        let both = merge(flags, file.unwrap());
        assert_eq!((both.epochs, both.batch, both.quiet), (Some(7), Some(8), true));
        assert_eq!(both.hidden, Some(Widths(vec![5, 4])));
        assert_eq!(both.learning_rate, Some(vec![0.5]));
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, expected) in [
            ("epochs = 3\nepoch = 4", "row 2: the configuration is wrong: unknown field `epoch`"),
            ("\n\nbatch = \"many\"", "row 3: the configuration is wrong: invalid type: string"),
            ("batch = -1", "row 1: the configuration is wrong: invalid value: integer `-1`"),
            ("hidden = 'wide'", "row 1: the configuration is wrong: expected one value or a list"),
            (
                "activation = 'tan'",
                "row 1: the configuration is wrong: there is no activation \"tan\"",
            ),
            ("batch = ", "row 1: the configuration is wrong"),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
