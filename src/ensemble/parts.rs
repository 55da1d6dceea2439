//! The samples as the networks of an ensemble have them: dealt to folds, and scaled in more than one way.

use crate::dataset::{Dataset, Folds, Holdout, Preprocessing, Samples, Split, cross_validation};
use crate::error::{Error, Result};
use crate::network::{Network, Parameters};
use crate::run::Part;
use crate::together::Data;

/// What one network is trained on, scaled in one way.
#[derive(Debug, Clone)]
pub struct Whole {
    /// How the samples are scaled and encoded.
    pub preprocessing: Preprocessing,
    /// Trained on.
    pub training: Dataset,
    /// By which networks are chosen.
    pub validation: Option<Dataset>,
    /// What decides nothing.
    pub test: Option<Dataset>,
}

impl Whole {
    /// As a session has it.
    pub fn data(&self) -> Data<'_> {
        Data {
            preprocessing: &self.preprocessing,
            training: &self.training,
            validation: self.validation.as_ref(),
            test: self.test.as_ref(),
        }
    }
}

/// The numbers of the samples that are second, of a part whose training samples are third.
pub type Numbers<'a> = &'a dyn Fn(&Preprocessing, &[u32], &[u32]) -> Result<Dataset>;

/// The samples of every network.
#[derive(Debug)]
pub struct Parts {
    /// Of each scaling one a fold, or one; the samples for validation are those by which networks are chosen,
    /// those for test all that decide nothing.
    pub jobs: Vec<Whole>,
    /// All samples by which networks are chosen, those of the first fold first; scaled as for the first jobs.
    pub decide: Dataset,
    /// What decides nothing, in the order in which networks answer it.
    pub rest: Vec<(Part, Dataset)>,
    /// 0 for one part that is held out.
    pub folds: usize,
}

impl Parts {
    /// `wholes` are what one network would be trained on, of each scaling, as `split` divides the samples;
    /// what it trains on is dealt to `folds` anew, as [`cross_validation`] does with a seed and a column of
    /// groups.
    ///
    /// # Errors
    /// Where samples cannot be dealt to folds, or none is held out.
    pub fn new(
        samples: &Samples,
        split: &Split,
        wholes: Vec<Whole>,
        folds: &Folds,
        numbers: Numbers<'_>,
    ) -> Result<Self> {
        let none = || Error::input("an ensemble without samples held out, by which it is chosen");
        let Some(first) = wholes.first() else { return Err(none()) };
        let count = folds.count;
        let of_rest = |whole: &Whole| -> Vec<(Part, Dataset)> {
            let validation = whole.validation.iter().filter(|_| count > 0);
            let validation = validation.map(|data| (Part::Validation, data.clone()));
            validation.chain(whole.test.iter().map(|data| (Part::Test, data.clone()))).collect()
        };
        let rest = of_rest(first);
        if count == 0 {
            let decide = first.validation.clone().ok_or_else(none)?;
            return Ok(Self { jobs: wholes, decide, rest, folds: 0 });
        }
        let nothing = Holdout::Random { fraction: 0.0, seed: folds.seed };
        let dealt = cross_validation(&samples.select(&split.training)?, folds, &nothing)?;
        let back = |part: &[u32]| -> Vec<u32> {
            part.iter().map(|&place| split.training[place as usize]).collect()
        };
        let mut jobs = Vec::new();
        for whole in &wholes {
            for fold in &dealt {
                if fold.split.test.is_empty() {
                    return Err(Error::input("a fold has no sample of a class that is trained on")
                        .file(samples.source())
                        .advice("use fewer --ensemble-folds, or 0"));
                }
                // Who is in no fold's training is in no selection.
                let (training, held_out) = (back(&fold.split.training), back(&fold.split.test));
                let rest = of_rest(whole);
                jobs.push(Whole {
                    training: numbers(&whole.preprocessing, &training, &training)?,
                    validation: Some(numbers(&whole.preprocessing, &held_out, &training)?),
                    test: joined(rest.iter().map(|(_, data)| data)),
                    preprocessing: whole.preprocessing.clone(),
                });
            }
        }
        let decide = jobs[..count].iter().filter_map(|job| job.validation.as_ref());
        let decide = joined(decide).ok_or_else(none)?;
        Ok(Self { jobs, decide, rest, folds: count })
    }

    /// Networks of a setting.
    pub fn each(&self) -> usize {
        self.folds.max(1)
    }

    /// The job of a network of a setting: settings have the scalings in turn.
    pub fn job(&self, setting: usize, fold: usize) -> usize {
        let scalings = self.jobs.len() / self.each();
        setting % scalings * self.each() + fold
    }
}

/// Samples one after the other; none of no set.
fn joined<'a>(sets: impl Iterator<Item = &'a Dataset>) -> Option<Dataset> {
    sets.fold(None, |all: Option<Dataset>, data| {
        let Some(mut all) = all else { return Some(data.clone()) };
        all.samples += data.samples;
        all.inputs = [&all.inputs[..], &data.inputs].concat().into();
        all.targets = [&all.targets[..], &data.targets].concat().into();
        Some(all)
    })
}

/// The network for the inputs of `to`, which has all that `from` has and parts of numbers beside, to which
/// its weights are 0: it answers as it did.
///
/// # Errors
/// None where `to` is such.
pub fn widened(
    network: &Network,
    parameters: &Parameters,
    from: &Preprocessing,
    to: &Preprocessing,
) -> Result<(Network, Parameters)> {
    if from.inputs() == to.inputs() {
        return Ok((network.clone(), parameters.clone()));
    }
    let sizes: Vec<usize> =
        std::iter::once(to.inputs()).chain(network.sizes()[1..].iter().copied()).collect();
    let wide = Network::new(&sizes, network.activations())?;
    let mut parameters = parameters.clone();
    let outputs = network.sizes()[1];
    let mut rows = parameters.layers[0].weight.chunks_exact(outputs);
    let mut weight = Vec::with_capacity(to.inputs() * outputs);
    for (from, to) in from.features.iter().zip(&to.features) {
        let (from, to) = (from.encoding.width(), to.encoding.width());
        // The parts stand behind the number, before what says that it is missing.
        let parts = 1..1 + to - from;
        for place in 0..to {
            match parts.contains(&place) {
                true => weight.extend(std::iter::repeat_n(0.0, outputs)),
                false => weight.extend(rows.next().into_iter().flatten()),
            }
        }
    }
    parameters.layers[0].weight = weight;
    Ok((wide, parameters))
}

#[cfg(test)]
mod tests {
    use crate::dataset::{Scaling, TableOptions, read_csv};
    use crate::network::Activation;

    use super::*;

    #[test]
    fn a_widened_network_answers_as_it_did() {
        let row = |i: usize| {
            let b = if i.is_multiple_of(5) { String::new() } else { (i * 7 % 11).to_string() };
            format!("{},{},{b},{}\n", i * i % 37, ["x", "y"][i % 2], i % 3)
        };
        let text = format!("a,kind,b,target\n{}", (0..40).map(row).collect::<String>());
        let table = read_csv("data.csv", text.as_bytes()).unwrap();
        let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
        let all: Vec<u32> = (0..40).collect();
        let fit =
            |scaling| Preprocessing::fit(&samples, &all, scaling, Activation::Softmax).unwrap();
        let (from, to) = (fit(Scaling::Robust), fit(Scaling::Piecewise));
        assert!(from.inputs() < to.inputs());
        let sizes = [from.inputs(), 3, from.outputs()];
        let network = Network::new(&sizes, &[Activation::Tanh, Activation::Softmax]).unwrap();
        let parameters = Parameters::initialise(&network, &[1]);
        let (wide, widened) = widened(&network, &parameters, &from, &to).unwrap();
        widened.check(&wide).unwrap();
        let sums = |fitted: &Preprocessing, parameters: &Parameters| -> Vec<f32> {
            let data = fitted.apply(&samples).unwrap();
            let layer = &parameters.layers[0];
            let row = |row: &[f32]| {
                let mut sums = layer.bias.clone();
                for (x, weights) in row.iter().zip(layer.weight.chunks(3)) {
                    sums.iter_mut().zip(weights).for_each(|(sum, w)| *sum += x * w);
                }
                sums
            };
            data.inputs.chunks(fitted.inputs()).flat_map(row).collect()
        };
        assert_eq!(sums(&from, &parameters), sums(&to, &widened));
    }
}
