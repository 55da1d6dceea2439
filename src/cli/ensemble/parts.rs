//! The samples as the networks of an ensemble have them: dealt to folds, and scaled in more than one way.

use gradshader::Dataset;
use gradshader::dataset::{Folds, Holdout, Preprocessing, Samples, Split, cross_validation};
use gradshader::error::{Error, Result};
use gradshader::network::{Network, Parameters};
use gradshader::run::Part;

use crate::cli::plan::Plan;
use crate::cli::prepare::Job;

/// The samples of every network.
pub(super) struct Parts {
    /// Of each scaling one a fold, or one; the samples for validation are those by which networks are chosen,
    /// those for test all that decide nothing.
    pub(super) jobs: Vec<Job>,
    /// All samples by which networks are chosen, those of the first fold first; scaled as for the first jobs.
    pub(super) decide: Dataset,
    /// What decides nothing, in the order in which networks answer it.
    pub(super) rest: Vec<(Part, Dataset)>,
    /// 0 for one part that is held out.
    pub(super) folds: usize,
}

impl Parts {
    /// `wholes` are what one network would be trained on, of each scaling.
    ///
    /// # Errors
    /// Where samples cannot be dealt to folds.
    pub(super) fn new(
        plan: &Plan,
        samples: &Samples,
        split: &Split,
        wholes: Vec<Job>,
        folds: usize,
    ) -> Result<Self> {
        let first = &wholes[0];
        let of_rest = |whole: &Job| -> Vec<(Part, Dataset)> {
            let validation = whole.validation.iter().filter(|_| folds > 0);
            let validation = validation.map(|data| (Part::Validation, data.clone()));
            validation.chain(whole.test.iter().map(|data| (Part::Test, data.clone()))).collect()
        };
        let rest = of_rest(first);
        if folds == 0 {
            let decide = first.validation.clone().expect("samples are held out");
            return Ok(Self { jobs: wholes, decide, rest, folds });
        }
        let group = plan.told.columns.group.clone();
        let folds_of = Folds { count: folds, repeats: 1, seed: plan.split_seed, group };
        let none = Holdout::Random { fraction: 0.0, seed: plan.split_seed };
        let dealt = cross_validation(&samples.select(&split.training)?, &folds_of, &none)?;
        let back =
            |part: &[u32]| part.iter().map(|&place| split.training[place as usize]).collect();
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
                let split = Split { training, held_out, ..Split::default() };
                let rest = of_rest(whole);
                let rest = joined(rest.iter().map(|(_, data)| data));
                jobs.push(whole.on(plan, samples, &split, rest)?);
            }
        }
        let decide = jobs[..folds].iter().filter_map(|job| job.validation.as_ref());
        let decide = joined(decide).expect("every fold holds samples out");
        Ok(Self { jobs, decide, rest, folds })
    }

    /// Networks of a setting.
    pub(super) fn each(&self) -> usize {
        self.folds.max(1)
    }

    /// The job of a network of a setting: settings have the scalings in turn.
    pub(super) fn job(&self, setting: usize, fold: usize) -> usize {
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
pub(super) fn widened(
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
    use gradshader::dataset::{Scaling, TableOptions, read_csv};
    use gradshader::network::Activation;

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
