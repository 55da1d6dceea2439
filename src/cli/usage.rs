//! The flag that someone may have meant.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How alike two names must be, 0 to 1, for one to be named in place of the other.
const ALIKE: f64 = 0.65;

/// The line about a flag that there is not, with the nearest that there is; none for other errors.
/// What clap says of `--` helps only who wanted a file of such a name.
pub(super) fn unknown_flag(error: &clap::Error, command: &clap::Command) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else { return None };
    if !flag.starts_with('-') {
        return None;
    }
    let longs = || command.get_arguments().filter_map(|argument| argument.get_long());
    let wanted = flag.trim_start_matches('-').to_lowercase().replace('_', "-");
    let nearest = longs()
        .map(|long| (likeness(&wanted, long), long))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness >= ALIKE);
    let tip = nearest.map_or(String::new(), |(_, long)| format!("; did you mean --{long}?"));
    Some(format!("error: unexpected argument '{flag}' found{tip}; --help shows what there is"))
}

fn likeness(wanted: &str, long: &str) -> f64 {
    let initials: String = long.split('-').filter_map(|word| word.chars().next()).collect();
    let word = |text: &str, part: &str| text.split('-').any(|word| word == part);
    if wanted.len() > 1 && wanted == initials {
        return 1.0;
    }
    let alike = strsim::jaro_winkler(wanted, long);
    // `--validation-split` for `--validation`, `--rate` for `--learning-rate`.
    if word(wanted, long) || word(long, wanted) { alike.max(0.9) } else { alike }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::super::arguments::Arguments;
    use super::*;

    #[test]
    fn the_near_flag_is_named() {
        for (flag, expected) in [
            ("--epoch", "--epochs"),
            ("--lr", "--learning-rate"),
            ("--rate", "--learning-rate"),
            ("--batch_size", "--batch"),
            ("--validation-split", "--validation"),
            ("--output", "--output-activation"),
        ] {
            let error = Arguments::try_parse_from(["gradshader", "train", "a.csv", flag, "3"]);
            let command = Arguments::command();
            let command = command.find_subcommand("train").unwrap();
            let line = unknown_flag(&error.unwrap_err(), command).unwrap();
            assert!(
                line.ends_with(&format!("mean {expected}?; --help shows what there is")),
                "{line}"
            );
        }
        let error = Arguments::try_parse_from(["gradshader", "train", "a.csv", "--qzx"]);
        let command = Arguments::command();
        let command = command.find_subcommand("train").unwrap();
        let line = unknown_flag(&error.unwrap_err(), command).unwrap();
        assert_eq!(line, "error: unexpected argument '--qzx' found; --help shows what there is");
    }
}
