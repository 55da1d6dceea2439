//! The flag that someone may have meant.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How alike two names must be, 0 to 1, for one to be named in place of the other.
const ALIKE: f64 = 0.65;

/// The line about a flag that there is not, with the nearest that there is; none for other errors.
/// What clap says of `--` helps only who wanted a file of such a name.
/// `typed` are the arguments as they were given: of `-epochs` clap says `-e`.
pub(super) fn unknown_flag(
    error: &clap::Error,
    command: &clap::Command,
    typed: impl IntoIterator<Item = String>,
) -> Option<String> {
    let flag = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(flag))) => flag.as_str(),
        // `-hidden` asks clap for help.
        (ErrorKind::DisplayHelp, _) => "-h",
        (ErrorKind::DisplayVersion, _) => "-V",
        _ => return None,
    };
    if !flag.starts_with('-') {
        return None;
    }
    let whole = typed.into_iter().find(|word| {
        let is_cut = !flag.starts_with("--") && word.len() > flag.len();
        is_cut && word.starts_with(flag) && !word.starts_with("--")
    });
    let whole = whole.as_ref().map(|word| word.split('=').next().unwrap_or(word));
    if whole.is_none() && error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let flag = whole.unwrap_or(flag);
    let nearest = nearest(flag, command, ALIKE);
    let tip = nearest.map_or(String::new(), |long| format!("; did you mean --{long}?"));
    Some(format!("error: unexpected argument '{flag}' found{tip}; --help shows what there is"))
}

/// The flag of a command that is nearest to what was written, without its hyphens, if one is so much `alike`.
pub(super) fn nearest<'a>(
    written: &str,
    command: &'a clap::Command,
    alike: f64,
) -> Option<&'a str> {
    let longs = command.get_arguments().filter_map(|argument| argument.get_long());
    let wanted = written.trim_start_matches('-').to_lowercase().replace('_', "-");
    longs
        .map(|long| (likeness(&wanted, long), long))
        // Of equals the shorter, which is the more usual.
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.len().cmp(&a.1.len())))
        .filter(|(likeness, _)| *likeness >= alike)
        .map(|(_, long)| long)
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
            ("--decay-shedule", "--decay-schedule"),
            ("--find-lr", "--find-learning-rate"),
            ("-epochs", "--epochs"),
            ("-lr", "--learning-rate"),
            ("-hidden=3", "--hidden"),
            ("-validation", "--validation"),
        ] {
            let error = Arguments::try_parse_from(["gradshader", "train", "a.csv", flag, "3"]);
            let command = Arguments::command();
            let command = command.find_subcommand("train").unwrap();
            let typed = ["train", "a.csv", flag, "3"].map(str::to_owned);
            let line = unknown_flag(&error.unwrap_err(), command, typed).unwrap();
            let said = format!("error: unexpected argument '{}' found; ", flag.replace("=3", ""));
            assert!(line.starts_with(&said), "{line}");
            assert!(
                line.ends_with(&format!("mean {expected}?; --help shows what there is")),
                "{line}"
            );
        }
        let error = Arguments::try_parse_from(["gradshader", "train", "a.csv", "--qzx"]);
        let command = Arguments::command();
        let command = command.find_subcommand("train").unwrap();
        let line = unknown_flag(&error.unwrap_err(), command, []).unwrap();
        assert_eq!(line, "error: unexpected argument '--qzx' found; --help shows what there is");
    }
}
