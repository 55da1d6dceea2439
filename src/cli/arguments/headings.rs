//! Flags in groups, for `--help`.

use clap::{Args, Command};

use super::{DialectArguments, RecipeArguments};

/// Groups of what `train`, `cross-validate` and `sweep` take; the names are those of fields.
const GROUPS: [(&str, &[&str]); 6] = [
    (
        "The data",
        &[
            "labels",
            "target",
            "features",
            "ignore",
            "kinds",
            "missing",
            "missing_values",
            "group",
            "time",
            "split_column",
            "task",
            "test",
            "test_labels",
            "test_each_epoch",
            "validation",
            "split_seed",
            "memory",
            "scaling",
        ],
    ),
    (
        "The network, or several",
        &[
            "preset",
            "hidden",
            "activation",
            "initialisation",
            "output_activation",
            "init",
            "members",
            "ensemble",
            "ensemble_folds",
            "share",
        ],
    ),
    (
        "How long it is trained, and what is kept",
        &[
            "epochs",
            "early_stop",
            "min_delta",
            "monitor",
            "max_seconds",
            "target_metric",
            "keep",
            "on_divergence",
        ],
    ),
    (
        "What is written and shown",
        &[
            "model",
            "log",
            "append_log",
            "report",
            "tensorboard",
            "tui",
            "checkpoint",
            "checkpoint_every",
            "resume",
            "quiet",
            "profile",
            "output",
            "json",
            "csv",
        ],
    ),
    ("The device", &["device", "fusion", "precision", "tune", "strict", "verify", "shader"]),
    (RECIPE, &["learning_rate", "batch", "seed"]),
];

const RECIPE: &str = "How it is trained";
const DIALECT: &str = "How a text is written, unless found";

/// Puts each flag into its group. By themselves those behind a group of several commands would be in that.
pub(super) fn group(mut command: Command) -> Command {
    let of = |command: Command| -> Vec<String> {
        command.get_arguments().map(|argument| argument.get_id().to_string()).collect()
    };
    let recipe = of(RecipeArguments::augment_args(Command::new("recipe")));
    let dialect = of(DialectArguments::augment_args(Command::new("dialect")));
    for subcommand in command.get_subcommands_mut() {
        let trains = ["train", "cross-validate", "sweep"].contains(&subcommand.get_name());
        let heading = |id: &str| {
            let is_in = |ids: &[String]| ids.iter().any(|own| own == id);
            if is_in(&recipe) {
                return Some(RECIPE);
            }
            if is_in(&dialect) {
                return Some(DIALECT);
            }
            let own = GROUPS.iter().find(|(_, ids)| ids.contains(&id));
            own.filter(|_| trains).map(|(name, _)| *name)
        };
        *subcommand = subcommand.clone().mut_args(|arg| match heading(arg.get_id().as_str()) {
            Some(heading) => arg.help_heading(heading),
            None => arg,
        });
    }
    command
}

#[cfg(test)]
mod tests {
    use super::super::command;
    use super::*;

    #[test]
    fn every_flag_stands_in_its_group() {
        let command = command();
        let subcommand = |name: &str| command.find_subcommand(name).expect("it is there");
        let heading = |name: &str, id: &str| {
            let mut arguments = subcommand(name).get_arguments();
            let argument = arguments.find(|argument| argument.get_id() == id);
            argument.expect("it is there").get_help_heading().map(str::to_owned)
        };
        for (name, id, expected) in [
            ("train", "epochs", Some("How long it is trained, and what is kept")),
            ("train", "optimizer", Some(RECIPE)),
            ("train", "separator", Some(DIALECT)),
            ("train", "config", None),
            ("sweep", "trials", None),
            ("evaluate", "device", None),
            ("bench", "device", None),
            ("verify", "device", None),
        ] {
            assert_eq!(heading(name, id).as_deref(), expected, "{name} --{id}");
        }
        // Each name of a group is one of a flag.
        for id in GROUPS.iter().flat_map(|(_, ids)| *ids) {
            let there = ["train", "cross-validate", "sweep"].into_iter().any(|name| {
                subcommand(name).get_arguments().any(|argument| argument.get_id() == id)
            });
            assert!(there, "{id}");
        }
    }
}
