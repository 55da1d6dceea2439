//! The command line that trains what a page trains.

use gradshader::defaults::Preset;
use gradshader::formula::Loss;

use crate::data::Data;
use crate::settings::{Chosen, Settings};

/// What there is to say beside the network and its recipe.
pub(crate) struct Said<'a> {
    pub(crate) data: &'a Data,
    pub(crate) settings: &'a Settings,
    pub(crate) chosen: &'a Chosen,
    pub(crate) loss: Loss,
    /// The columns to learn from, where they are not those that are found.
    pub(crate) features: Option<&'a [String]>,
}

impl Said<'_> {
    /// The command, as a shell takes it.
    pub(crate) fn command(&self) -> String {
        let Self { data, settings, chosen, loss, features } = self;
        let Chosen { network, hyperparameters, epochs, optimizer, .. } = chosen;
        let mut words = ["gradshader", "train", data.source()].map(str::to_owned).to_vec();
        let mut flag = |name: &str, value: String| words.extend([name.to_owned(), value]);
        if let Some(labels) = &data.labels {
            flag("--labels", labels.clone());
        }
        let target = settings.columns.target.as_ref();
        if let Some(target) = target.filter(|target| data.columns().last() != Some(*target)) {
            flag("--target", listed(std::slice::from_ref(target)));
        }
        if let Some(features) = features {
            flag("--features", listed(features));
        }
        if let Some(task) = &settings.columns.task {
            flag("--task", task.clone());
        }
        if settings.preset != Preset::Default {
            flag("--preset", settings.preset.name().to_owned());
        }
        let (sizes, activations) = (network.sizes(), network.activations());
        let inner = &sizes[1..sizes.len() - 1];
        let hidden = std::iter::zip(inner, activations).map(|(width, f)| format!("{width}:{f}"));
        flag(
            "--hidden",
            match inner {
                [] => "none".to_owned(),
                _ => hidden.collect::<Vec<_>>().join(","),
            },
        );
        flag("--loss", loss.to_string());
        flag("--optimizer", optimizer.name().to_owned());
        flag("--learning-rate", hyperparameters.learning_rates[0].to_string());
        flag("--batch", hyperparameters.batch.to_string());
        flag("--epochs", epochs.to_string());
        if settings.dropout != 0.0 && !inner.is_empty() {
            flag("--dropout", settings.dropout.to_string());
        }
        flag("--validation", settings.validation.to_string());
        flag("--seed", settings.seed.to_string());
        flag("--model", "model.safetensors".to_owned());
        words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
    }
}

/// Names of columns as a flag takes several.
fn listed(names: &[String]) -> String {
    let name = |name: &String| match name.contains([',', '"']) {
        true => format!("\"{}\"", name.replace('"', "\"\"")),
        false => name.clone(),
    };
    names.iter().map(name).collect::<Vec<_>>().join(",")
}

/// A word as shells take it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_shell_takes_and_names_what_a_flag_takes() {
        assert_eq!(quoted("a-1.csv"), "a-1.csv");
        assert_eq!(quoted("my table's.csv"), r"'my table'\''s.csv'");
        assert_eq!(listed(&["a b".to_owned(), "c,d".to_owned()]), "a b,\"c,d\"");
    }
}
