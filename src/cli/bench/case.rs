//! Which networks are measured, and how they are trained.

use gradshader::bench::{self, Case, flops_per_sample, grid, grid_by_default};
use gradshader::dataset::Task;
use gradshader::defaults::{Defaults, Table, criterion};
use gradshader::error::{Error, Result};
use gradshader::formula::Loss;
use gradshader::memory;
use gradshader::network::Network;

use super::BenchArguments;
use crate::cli::recipe::RecipeArguments;
use crate::cli::values::{HiddenLayer, Preset};

const BATCH: usize = 32;
/// Samples of the table for which the preset's decay is taken; the time of a step does not depend on them.
const ROWS: usize = 10_000;

/// What the arguments say: one network, or those of the grid.
///
/// # Errors
/// When the network or how it is trained cannot be.
pub(super) fn cases(arguments: &BenchArguments) -> Result<Vec<Case>> {
    if arguments.preset == Some(Preset::Best) {
        return Err(Error::input("--preset best is an ensemble of many networks").advice(
            "measure one, with --preset default, and as many as there are with --members",
        ));
    }
    if arguments.recipe.weighs() {
        return Err(Error::input("weights of samples or classes without a table")
            .advice("leave --weight-column and --class-weight out"));
    }
    if let Some(text) = &arguments.network {
        return Ok(vec![own(arguments, text)?]);
    }
    if arguments.recipe != RecipeArguments::default() {
        return Err(Error::input("how to train, without a network")
            .advice("give --network, as in --network 784-256-10, or --preset default"));
    }
    let cases = match arguments.preset.unwrap_or(Preset::Article) {
        Preset::Article => grid(),
        Preset::Default | Preset::Best => grid_by_default(),
    };
    // Without --grid the small networks, which any device trains in seconds.
    let small = |case: &Case| flops_per_sample(case.network.sizes()) * case.batch() < 1_000_000_000;
    Ok(cases.into_iter().filter(|case| arguments.grid || small(case)).collect())
}

fn own(arguments: &BenchArguments, text: &str) -> Result<Case> {
    let preset = arguments.preset.unwrap_or_default();
    let layers = layers(text)?;
    let sizes: Vec<usize> = layers.iter().map(|layer| layer.width).collect();
    let told = layers.last().and_then(|layer| layer.activation);
    // With nothing said classes; with a loss that is not of classes, values.
    let task = match (preset, arguments.recipe.loss) {
        (_, Some(Loss::SoftmaxCrossEntropy)) => Task::Classify,
        (Preset::Default | Preset::Best, Some(_)) => Task::Regress,
        _ => Task::Classify,
    };
    let (loss, output) = criterion(preset, task, arguments.recipe.loss, told)?;
    let (features, outputs) = (sizes[0], sizes[sizes.len() - 1]);
    let table = Table { task, rows: ROWS, features, outputs };
    let defaults = Defaults::of(preset, &table);
    let inner = &layers[1..layers.len() - 1];
    let inner = inner.iter().map(|layer| layer.activation.unwrap_or(defaults.activation));
    let activations: Vec<_> = inner.chain([output]).collect();
    let network = Network::new(&sizes, &activations)?;
    let [batch, members] =
        [("batch", arguments.batch.unwrap_or(BATCH)), ("members", arguments.members.unwrap_or(1))]
            .map(|(name, number)| match number {
                0 => Err(Error::input(format!("--{name} 0")).advice("use at least 1")),
                number => Ok(number),
            });
    let (batch, members) = (batch?, members?);
    check(&sizes, batch, members)?;
    let plain = bench::plain(&network, batch, members);
    let recipe = RecipeArguments { loss: Some(loss), ..arguments.recipe.clone() };
    let recipe = recipe.complete(&defaults);
    let hyperparameters = recipe.apply(network.layers(), plain)?;
    hyperparameters.recipe().check(&network)?;
    Ok(Case { network, hyperparameters })
}

/// Whether there is memory for parameters and what an optimizer keeps of them, for what a batch has of numbers in each
/// layer, and for the data, of which two batches are the least.
///
/// # Errors
/// When there is not.
pub(super) fn check(sizes: &[usize], batch: usize, members: usize) -> Result<()> {
    let weights = sizes.windows(2).map(|pair| pair[0].saturating_mul(pair[1]));
    let weights = weights.fold(1024usize, usize::saturating_add);
    let units = sizes.iter().fold(0, |sum: usize, &size| sum.saturating_add(size));
    let ends = sizes[0].saturating_add(sizes[sizes.len() - 1]);
    let needed = [[5, members, weights, 1], [4, members, batch, units], [2, batch, ends, 1]]
        .map(|sizes| memory::bytes(&sizes));
    let needed = needed.into_iter().fold(0, u64::saturating_add);
    memory::check("this network", needed, "use fewer samples or members")
}

/// `784-256:relu-10`.
fn layers(text: &str) -> Result<Vec<HiddenLayer>> {
    let wrong = |why: String| {
        Error::input(format!("--network {text}: {why}"))
            .advice("use widths from the inputs to the outputs, as 784-256:relu-10")
    };
    // A name may have a dash, as gelu-tanh, and begins with a letter.
    let mut parts: Vec<String> = Vec::new();
    for part in text.split('-') {
        match parts.last_mut() {
            Some(last) if part.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                *last += "-";
                *last += part;
            }
            _ => parts.push(part.to_owned()),
        }
    }
    let layers: Vec<HiddenLayer> =
        parts.iter().map(|part| part.parse().map_err(wrong)).collect::<Result<_>>()?;
    match &layers[..] {
        [inputs, _, ..] if inputs.activation.is_none() => Ok(layers),
        [_, _, ..] => Err(wrong("inputs have no activation".to_owned())),
        _ => Err(wrong("it needs inputs and outputs".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use gradshader::formula::Activation;

    use super::*;

    #[test]
    fn a_network_is_widths_with_activations() {
        let layer = |width, activation| HiddenLayer { width, activation };
        let parsed = layers("784-256:gelu-tanh-64:relu-10").unwrap();
        let expected = [
            layer(784, None),
            layer(256, Some(Activation::GeluTanh)),
            layer(64, Some(Activation::Relu)),
            layer(10, None),
        ];
        assert_eq!(parsed, expected);
        for (text, expected) in [
            ("784", "it needs inputs and outputs"),
            ("784:relu-10", "inputs have no activation"),
            ("784--10", "\"\" is no width"),
            ("784-10:relo", "there is no activation \"relo\""),
        ] {
            let error = layers(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--network {text}: {expected}")), "{error}");
        }
    }
}
