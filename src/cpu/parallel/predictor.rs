//! A network that is asked, without a recording.

use super::elementwise::{self, Follow};
use super::product::{Matrix, Product};
use super::{CpuOptions, How, Vectors};
use crate::cpu::Size;
use crate::error::{Error, Result};
use crate::network::{Activation, Layer, Network, Parameters};

/// Answers to a few samples at a time, in the thread that asks, without allocating: the same bits as those of
/// [`crate::train::Trainer::predict`] on [`super::ParallelExecutor`].
#[derive(Debug, Clone)]
pub struct Predictor {
    how: How<'static>,
    sizes: Vec<usize>,
    activations: Vec<Activation>,
    layers: Vec<Layer>,
    /// What a layer answers, and what it sees.
    rows: [Vec<f32>; 2],
}

impl Predictor {
    /// With the parameters of one member; of the options the threads do not count.
    ///
    /// # Errors
    /// When the parameters are not the network's or of several members, or the processor lacks the vector
    /// instructions.
    pub fn new(network: &Network, parameters: &Parameters, options: CpuOptions) -> Result<Self> {
        parameters.check(network)?;
        if parameters.members != 1 {
            return Err(Error::input(format!("parameters of {} members", parameters.members))
                .advice("make a predictor a member"));
        }
        let arch = options.vectors.unwrap_or_else(Vectors::preferred).arch()?;
        Ok(Self {
            how: How { arch, team: None },
            sizes: network.sizes().to_vec(),
            activations: network.activations().to_vec(),
            layers: parameters.layers.clone(),
            rows: [Vec::new(), Vec::new()],
        })
    }

    /// The answers, `[samples, outputs]`, to `inputs`, `[samples, inputs]`; they stay until it is asked again.
    ///
    /// # Errors
    /// When there are no whole samples.
    pub fn predict(&mut self, inputs: &[f32]) -> Result<&[f32]> {
        let Self { how, sizes, activations, layers, rows: [seen, answers] } = self;
        let samples = inputs.len() / sizes[0];
        if samples * sizes[0] != inputs.len() {
            let what = format!("{} inputs for samples of {}", inputs.len(), sizes[0]);
            return Err(Error::input(what).advice("give whole samples"));
        }
        for (layer, (parameters, &f)) in layers.iter().zip(&*activations).enumerate() {
            let size = Size { rows: samples, inner: sizes[layer], columns: sizes[layer + 1] };
            answers.resize(samples * size.columns, 0.0);
            let x = Matrix::Plain(if layer == 0 { inputs } else { seen });
            let weight = Matrix::Plain(&parameters.weight);
            Product::new(size, x, weight, *how).store(answers);
            let follow = Follow { f, bias: &parameters.bias, dropout: None };
            elementwise::follow_forward(how.arch, follow, 0, answers, None);
            std::mem::swap(seen, answers);
        }
        Ok(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cpu::ParallelExecutor;
    use crate::dataset::Dataset;
    use crate::formula::Loss;
    use crate::random::{Purpose, uniform};
    use crate::train::{Hyperparameters, Trainer};

    #[test]
    fn it_answers_as_a_trainer_does() {
        let f = [Activation::Relu, Activation::Sigmoid, Activation::Softmax];
        let network = Network::new(&[30, 64, 9, 3], &f).unwrap();
        let mut parameters = Parameters::initialise(&network, &[5]);
        for (layer, of) in (0..).zip(&mut parameters.layers) {
            of.bias = uniform(2, Purpose::Weights { layer }, of.bias.len(), 1.0);
        }
        let inputs = uniform(1, Purpose::Weights { layer: 9 }, 33 * 30, 2.0);
        let rows: Vec<[f32; 30]> = inputs.chunks(30).map(|row| row.try_into().unwrap()).collect();
        let data = Dataset::from_rows(&rows, &[[0.0, 1.0, 0.0]; 33]);
        let executor = ParallelExecutor::new(Some(2)).unwrap();
        let loss = Loss::SoftmaxCrossEntropy;
        let hyperparameters = Hyperparameters { loss, ..Hyperparameters::new(0.1, 4, 1) };
        let trainer = Trainer::new(
            executor,
            network.clone(),
            &parameters,
            data.clone(),
            None,
            hyperparameters,
        );
        let mut trainer = crate::block_on(trainer).unwrap();
        let expected = crate::block_on(trainer.predict(&data)).unwrap();
        let mut predictor = Predictor::new(&network, &parameters, CpuOptions::default()).unwrap();
        assert_eq!(predictor.predict(&inputs).unwrap(), expected);
        for (row, expected) in rows.iter().zip(expected.chunks(3)) {
            assert_eq!(predictor.predict(row).unwrap(), expected);
        }
        assert!(predictor.predict(&inputs[1..]).is_err());
        assert!(predictor.predict(&[]).unwrap().is_empty());
        let two = Parameters::initialise(&network, &[5, 6]);
        assert!(Predictor::new(&network, &two, CpuOptions::default()).is_err());
    }
}
