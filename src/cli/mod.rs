//! The command line: arguments become a checked configuration, which runs and gives an exit code.

mod arguments;
mod bench;
mod cache;
mod chosen;
mod columns;
mod compare;
mod config;
mod confusion;
mod cross_validate;
mod data;
mod describe;
mod device;
mod devices;
mod dialect;
mod ensemble;
mod evaluate;
mod export;
mod foreign;
mod held_out;
mod inference;
mod init;
mod interrupt;
mod log;
mod memory;
mod output;
mod places;
mod plan;
mod predict;
mod prepare;
mod profile;
mod progress;
mod ranks;
mod recipe;
mod report;
mod self_test;
mod shared;
mod show;
mod sizes;
mod stream;
mod sweep;
mod tensorboard;
mod together;
mod train;
#[cfg(feature = "tui")]
mod tui;
#[cfg(not(feature = "tui"))]
#[path = "no_tui.rs"]
mod tui;
mod tune;
mod usage;
mod values;
mod verify;
mod weights;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use gradshader::cpu::Vectors;
use gradshader::error::{ErrorKind, Result};

use self::arguments::{Arguments, Command};

/// Parses the arguments, runs the command, reports its error, and says how it went.
pub(crate) fn main() -> ExitCode {
    keep_silent_of_errors();
    if let Err(error) = interrupt::listen() {
        return finish(Err(error));
    }
    if let Err(error) = ranks::join() {
        return finish(Err(error));
    }
    // What a sweep tries is a list or a range where clap knows a value.
    let typed = match sweep::typed() {
        Ok(typed) => typed.unwrap_or_else(|| std::env::args_os().collect()),
        Err(error) => return finish(Err(error)),
    };
    let matches = arguments::command().try_get_matches_from(typed);
    let parsed = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    let mut arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    if let Some(Err(error)) = arguments.vectors.map(Vectors::prefer) {
        return finish(Err(error));
    }
    if let Some(settings) = arguments.command.settings() {
        settings.vectors = arguments.vectors.map(|vectors| vectors.name().to_owned());
    }
    if let Err(error) = ranks::check(&arguments.command) {
        return finish(Err(error));
    }
    let done = match arguments.command {
        Command::Train(arguments) => train::run(*arguments),
        Command::CrossValidate(arguments) => cross_validate::run(*arguments),
        Command::Sweep(arguments) => sweep::run(*arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Compare(arguments) => compare::run(arguments),
        Command::Predict(arguments) => predict::run(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Describe(arguments) => describe::run(arguments),
        Command::Verify(arguments) => verify::run(*arguments),
        Command::Devices(arguments) => devices::run(arguments),
        Command::Bench(arguments) => bench::run(*arguments),
    };
    finish(done)
}

/// Panics that become errors, of a driver that is waited for, say nothing.
fn keep_silent_of_errors() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !gradshader::gpu::is_waiting() {
            tui::restore();
            usual(panic);
        }
    }));
}

fn finish(done: Result<()>) -> ExitCode {
    tui::restore();
    let code = done.as_ref().map_or_else(|error| exit_code(error.kind()), |()| 0);
    if let Err(error) = &done {
        output::warn(&format!("error: {error}"));
    }
    ExitCode::from(ranks::end(done.err().as_ref(), code))
}

/// Reads a configuration and drops it, for fuzz/targets.
#[cfg(fuzzing)]
pub(crate) fn fuzz_configuration(text: &str) {
    if let Ok(settings) = config::parse(text) {
        let _ = config::merge(arguments::Settings::default(), settings);
    }
}

/// Reads arguments, one a line, and plans what they say of training, without a look at any file; for
/// fuzz/targets.
#[cfg(fuzzing)]
pub(crate) fn fuzz_arguments(text: &str) {
    use std::ffi::OsString;

    let words: Vec<OsString> =
        std::iter::once("gradshader").chain(text.lines()).map(OsString::from).collect();
    let words = match words.get(1).is_some_and(|command| command == "sweep") {
        true => match sweep::fuzz_space(words) {
            Some(words) => words,
            None => return,
        },
        false => words,
    };
    let matches = arguments::command().try_get_matches_from(words);
    match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(mut arguments) => {
            let Some(settings) = arguments.command.settings() else { return };
            let told = arguments::Settings {
                data: Some(vec!["table.csv".into()]),
                labels: None,
                test: None,
                test_labels: None,
                init: None,
                model: None,
                log: None,
                report: None,
                tensorboard: None,
                checkpoint: None,
                ..settings.clone()
            };
            let _ = plan::Plan::new(arguments::TrainArguments::of(told, None));
        }
        Err(error) => {
            let _ =
                usage::unknown_flag(&error, &Arguments::command(), text.lines().map(str::to_owned));
            let _ = one_line(&error.render().to_string());
        }
    }
}

/// The exit codes that `gradshader --help` lists.
fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Input => 2,
        ErrorKind::Device => 3,
        ErrorKind::Verification => 4,
        ErrorKind::Interrupted => 130,
        _ => 1,
    }
}

/// Help and version go to stdout; what is wrong with the arguments to stderr, as one line.
fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand as NoCommand;
    let command = Arguments::command();
    let named = std::env::args().nth(1).and_then(|name| command.find_subcommand(name));
    let line = usage::unknown_flag(error, named.unwrap_or(&command), std::env::args().skip(1));
    if line.is_none() && (!error.use_stderr() || error.kind() == NoCommand) {
        // With colours on a terminal only. Who closed the pipe wants no more of it.
        if !ranks::is_silent() {
            let _ = error.print();
        }
        return ExitCode::from(ranks::end(None, if error.use_stderr() { 2 } else { 0 }));
    }
    output::warn(&line.unwrap_or_else(|| one_line(&error.render().to_string())));
    ExitCode::from(ranks::end(None, 2))
}

/// What clap says is wrong and its tips, without the usage that follows.
fn one_line(shown: &str) -> String {
    let lines = shown
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let parts: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    let mut line = String::new();
    for part in parts {
        if !line.is_empty() {
            line.push_str(if line.ends_with(':') { " " } else { "; " });
        }
        line.push_str(part);
    }
    line + "; --help shows what there is"
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        arguments::command().debug_assert();
    }

    #[test]
    fn what_follows_a_help_fits_a_terminal_and_examples_can_be_copied() {
        for width in [80, 100] {
            let commands = arguments::command();
            let names: Vec<_> =
                commands.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            for name in &names {
                let mut command = arguments::command();
                let command = command.find_subcommand_mut(name).expect("it is there");
                let Some(after) = command.get_after_help().map(ToString::to_string) else {
                    continue;
                };
                let shown = command.clone().term_width(width).render_long_help().to_string();
                let shown: Vec<_> = shown.lines().map(str::trim_end).collect();
                for pair in after.lines().collect::<Vec<_>>().windows(2) {
                    let is_text = |line: &str| !line.is_empty() && !line.starts_with(' ');
                    // A paragraph is a line, which is wrapped as the terminal is wide.
                    assert!(!(is_text(pair[0]) && is_text(pair[1])), "{name}: {pair:?}");
                    let [_, line] = pair else { unreachable!() };
                    if line.starts_with(' ') {
                        assert!(shown.contains(line), "{name} at {width}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_usage_error_is_one_line_with_its_tip() {
        let error = Arguments::try_parse_from(["gradshader", "train", "a.csv", "--epoch", "3"]);
        let line = one_line(&error.unwrap_err().render().to_string());
        assert!(line.starts_with("error: unexpected argument '--epoch' found; tip: "), "{line}");
        assert!(line.contains("--epochs") && !line.contains('\n'), "{line}");
    }
}
