//! Networks that share the weights and biases of their hidden layers, as members of TabM's smallest form
//! (Gorishniy, Kotelnikov, Babenko, "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling",
//! 2024): each multiplies the inputs by factors of its own and has its own output layer.

use super::{Layer, Network, Parameters};
use crate::error::{Error, Result};
use crate::initialisation::Initialisation;
use crate::random::{self, Purpose};
use crate::shape;

impl Parameters<f32> {
    /// Initial parameters of `sharers` networks that share weights, one member a seed. What they share is drawn
    /// for the member's seed; sharer `s` has the output layer and the factors, each 1 or -1, that are drawn for
    /// that seed and `s` more. The output layers stand beside each other in the last layer, `[members,
    /// inputs, sharers * outputs]`, and the factors are a layer more, `[members, sharers, inputs]` without
    /// biases.
    pub fn initialise_sharing(
        network: &Network,
        seeds: &[u64],
        sharers: usize,
        of: impl Fn(crate::formula::Activation) -> Initialisation,
    ) -> Self {
        let mut parameters = Self::drawn(network, seeds, &of);
        let last = network.layers() - 1;
        let (inputs, outputs) = (network.sizes[last], network.outputs());
        let initialisation = of(network.activations[last]);
        let mut weight = Vec::with_capacity(seeds.len() * inputs * sharers * outputs);
        let mut factors = Vec::with_capacity(seeds.len() * sharers * network.inputs());
        for &seed in seeds {
            let own: Vec<u64> = (0..sharers as u64).map(|s| seed.wrapping_add(s)).collect();
            let heads: Vec<_> = own
                .iter()
                .map(|&seed| initialisation.weights(seed, last as u32, inputs, outputs))
                .collect();
            for row in 0..inputs {
                weight.extend(heads.iter().flat_map(|head| &head[row * outputs..][..outputs]));
            }
            for &seed in &own {
                let signs = random::uniform(seed, Purpose::Factors, network.inputs(), 1.0);
                factors.extend(signs.into_iter().map(|sign| 1f32.copysign(sign)));
            }
        }
        let bias = vec![0.0; seeds.len() * sharers * outputs];
        parameters.layers[last] = Layer { weight, bias };
        parameters.layers.push(Layer { weight: factors, bias: Vec::new() });
        parameters
    }

    /// The networks that share weights, each by itself: its factors are in the weights of the first layer. One
    /// member a sharer, of a member that [`Self::check_sharing`] has found to be one alone.
    ///
    /// # Errors
    /// As that one's.
    pub fn unshared(&self, network: &Network, sharers: usize) -> Result<Self> {
        self.check_sharing(network, sharers)?;
        if self.members != 1 {
            return Err(Error::input(format!("{} members that are to be one", self.members)));
        }
        let last = network.layers() - 1;
        let factors = &self.layers[last + 1].weight;
        let mut layers = Vec::new();
        for (l, layer) in self.layers[..=last].iter().enumerate() {
            let (inputs, outputs) = (network.sizes[l], network.sizes[l + 1]);
            let all = layer.bias.len();
            let (mut weight, mut bias) = (Vec::new(), Vec::new());
            for sharer in 0..sharers {
                let first = if l == last { sharer * outputs } else { 0 };
                for row in 0..inputs {
                    let factor = if l == 0 { factors[sharer * inputs + row] } else { 1.0 };
                    let own = &layer.weight[row * all + first..][..outputs];
                    weight.extend(own.iter().map(|value| value * factor));
                }
                bias.extend_from_slice(&layer.bias[first..][..outputs]);
            }
            layers.push(Layer { weight, bias });
        }
        Ok(Self { members: sharers, layers })
    }
}

impl<T: Copy> Parameters<T> {
    /// Whether every tensor has the length that `sharers` of `network` give it.
    ///
    /// # Errors
    /// Names the first tensor that has not.
    pub fn check_sharing(&self, network: &Network, sharers: usize) -> Result<()> {
        let layers = network.layers();
        if self.layers.len() != layers + 1 {
            let count = self.layers.len();
            return Err(Error::input(format!(
                "the parameters have {count} layers, the network {layers} and its factors"
            )));
        }
        for (l, layer) in self.layers.iter().enumerate() {
            let [rows, columns, biases] = match l {
                l if l == layers => [sharers, network.inputs(), 0],
                l if l + 1 == layers => {
                    let width = sharers.saturating_mul(network.outputs());
                    [network.sizes[l], width, width]
                }
                l => [network.sizes[l], network.sizes[l + 1], network.sizes[l + 1]],
            };
            for (name, length, shape) in [
                ("weight", layer.weight.len(), &[self.members, rows, columns][..]),
                ("bias", layer.bias.len(), &[self.members, biases][..]),
            ] {
                if length != shape::elements("a parameter", shape)? {
                    return Err(Error::input(format!("{length} values for a shape of {shape:?}"))
                        .tensor(format!("layers.{l}.{name}")));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Activation;

    #[test]
    fn each_network_by_itself_has_its_factors_and_its_output_layer() {
        let network = Network::new(&[2, 3, 2], &[Activation::Relu, Activation::Softmax]).unwrap();
        let drawn = Parameters::initialise_sharing(&network, &[7, 9], 4, Initialisation::suiting);
        drawn.check_sharing(&network, 4).unwrap();
        assert!(drawn.check_sharing(&network, 3).is_err());
        assert!(drawn.unshared(&network, 4).is_err());
        let mut one = drawn.member(1);
        assert!(one.layers[2].weight.iter().all(|factor| factor.abs() == 1.0));
        assert!(one.layers[2].weight.contains(&-1.0) && one.layers[2].weight.contains(&1.0));
        one.layers[1].bias = (0..8u8).map(f32::from).collect();
        let each = one.unshared(&network, 4).unwrap();
        each.check(&network).unwrap();
        for sharer in 0..4 {
            let alone = each.member(sharer);
            // What the seed of the sharer draws for an output layer alone.
            let own = Parameters::initialise(&network, &[9 + sharer as u64]);
            assert_eq!(alone.layers[1].weight, own.layers[1].weight);
            assert_eq!(alone.layers[1].bias, [2 * sharer, 2 * sharer + 1].map(|b| b as f32));
            let factors = &one.layers[2].weight[2 * sharer..][..2];
            let shared = &one.layers[0].weight;
            let scaled = (0..6).map(|i| shared[i] * factors[i / 3]).collect::<Vec<_>>();
            assert_eq!(alone.layers[0].weight, scaled);
        }
    }
}
