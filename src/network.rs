//! The network's description, its parameters and their initialisation.

mod shared;
mod widths;

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use self::widths::Widths;
use crate::error::{Error, Result};
pub use crate::formula::Activation;
pub use crate::initialisation::Initialisation;
use crate::shape;

/// The shape of a fully connected network: layer `l` maps `sizes[l]` values to `sizes[l + 1]`,
/// `h = f(x W + b)`. The loss is half the squared error summed over the outputs, and its mean
/// over a batch's samples.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Network {
    sizes: Vec<usize>,
    activations: Vec<Activation>,
}

impl Network {
    /// A network of these sizes, inputs first, with one activation a layer.
    ///
    /// # Errors
    /// Without at least one layer, with a size of 0, with another number of activations than
    /// layers, or when a layer has more than `u32::MAX` weights.
    pub fn new(sizes: &[usize], activations: &[Activation]) -> Result<Self> {
        if sizes.len() < 2 {
            return Err(Error::input("a network needs inputs and at least one layer"));
        }
        if let Some(place) = sizes.iter().position(|&size| size == 0) {
            let which = if place == 0 { "the input".to_owned() } else { format!("layer {place}") };
            return Err(
                Error::input(format!("{which} is 0 wide")).advice("use a width of at least 1")
            );
        }
        if activations.len() != sizes.len() - 1 {
            return Err(Error::input(format!(
                "{} activations for {} layers",
                activations.len(),
                sizes.len() - 1
            ))
            .advice("give one activation a layer"));
        }
        for pair in sizes.windows(2) {
            shape::elements("a weight", pair)?;
        }
        Ok(Self { sizes: sizes.to_vec(), activations: activations.to_vec() })
    }

    /// The sizes, inputs first, outputs last.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// One activation a layer.
    pub fn activations(&self) -> &[Activation] {
        &self.activations
    }

    /// The number of layers of weights.
    pub fn layers(&self) -> usize {
        self.activations.len()
    }

    /// The number of inputs of the network.
    pub fn inputs(&self) -> usize {
        self.sizes[0]
    }

    /// The number of outputs of the network.
    pub fn outputs(&self) -> usize {
        self.sizes[self.layers()]
    }

    /// Weights and biases of one member.
    pub fn parameter_count(&self) -> usize {
        self.sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }
}

/// Sizes as people write them: `784-128-10`.
pub fn dashed(sizes: &[usize]) -> String {
    sizes.iter().map(usize::to_string).collect::<Vec<_>>().join("-")
}

impl fmt::Display for Network {
    /// `784-128-10 sigmoid`, or with the activations listed where they differ.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", dashed(&self.sizes))?;
        let names: Vec<_> = self.activations.iter().map(|a| a.name()).collect();
        if names.iter().all(|name| *name == names[0]) {
            f.write_str(names[0])
        } else {
            f.write_str(&names.join(","))
        }
    }
}

/// The parameters of one layer of all members.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer<T = f32> {
    /// `[members, inputs, outputs]`, row-major.
    pub weight: Vec<T>,
    /// `[members, outputs]`.
    pub bias: Vec<T>,
}

/// The weights and biases of `members` networks of one shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters<T = f32> {
    /// How many networks stand side by side.
    pub members: usize,
    /// One entry a layer.
    pub layers: Vec<Layer<T>>,
}

impl Parameters<f32> {
    /// Initial parameters as they suit the activation of each layer ([`Initialisation::suiting`]); biases
    /// 0. One member a seed.
    pub fn initialise(network: &Network, seeds: &[u64]) -> Self {
        Self::drawn(network, seeds, Initialisation::suiting)
    }

    /// The same with all weights drawn in one way.
    ///
    /// ```
    /// # use gradshader::network::{Activation, Initialisation, Network, Parameters};
    /// let network = Network::new(&[4, 32, 3], &[Activation::Tanh, Activation::Softmax])?;
    /// let parameters = Parameters::initialise_as(&network, &[1], Initialisation::Orthogonal);
    /// # Ok::<(), gradshader::Error>(())
    /// ```
    pub fn initialise_as(network: &Network, seeds: &[u64], initialisation: Initialisation) -> Self {
        Self::drawn(network, seeds, |_| initialisation)
    }

    fn drawn(network: &Network, seeds: &[u64], of: impl Fn(Activation) -> Initialisation) -> Self {
        let layers = (0..network.layers())
            .map(|layer| {
                let (inputs, outputs) = (network.sizes[layer], network.sizes[layer + 1]);
                let initialisation = of(network.activations[layer]);
                let weight = seeds
                    .iter()
                    .flat_map(|&seed| initialisation.weights(seed, layer as u32, inputs, outputs))
                    .collect();
                Layer { weight, bias: vec![0.0; seeds.len() * outputs] }
            })
            .collect();
        Self { members: seeds.len(), layers }
    }

    /// SHA-256 over the bits of every parameter, member by member, layer by layer, weight before
    /// bias, little-endian: equal hashes mean equal networks, bit for bit.
    pub fn hash(&self) -> String {
        Self::hash_of([self].into_iter())
    }

    /// As [`Self::hash`], of several networks one after the other, as if they were members.
    pub(crate) fn hash_of<'a>(all: impl Iterator<Item = &'a Self>) -> String {
        Self::hash_of_members(
            all.flat_map(|parameters| (0..parameters.members).map(move |at| (parameters, at))),
        )
    }

    /// As [`Self::hash`], of one member as if it were alone.
    ///
    /// # Panics
    /// If there are not so many members.
    pub fn hash_of_member(&self, member: usize) -> String {
        Self::hash_of_members(std::iter::once((self, member)))
    }

    fn hash_of_members<'a>(members: impl Iterator<Item = (&'a Self, usize)>) -> String {
        let mut hasher = Sha256::new();
        for (parameters, member) in members {
            for layer in &parameters.layers {
                let values = [&layer.weight, &layer.bias].map(|all| parameters.part(all, member));
                for value in values.into_iter().flatten() {
                    hasher.update(value.to_le_bytes());
                }
            }
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl<T: Copy> Parameters<T> {
    /// One member alone.
    ///
    /// # Panics
    /// If there are not so many members.
    pub fn member(&self, member: usize) -> Self {
        assert!(member < self.members, "member {member} of {}", self.members);
        let part = |values: &[T]| self.part(values, member).to_vec();
        Self {
            members: 1,
            layers: self
                .layers
                .iter()
                .map(|layer| Layer { weight: part(&layer.weight), bias: part(&layer.bias) })
                .collect(),
        }
    }

    /// What of one tensor is a member's.
    fn part<'a>(&self, values: &'a [T], member: usize) -> &'a [T] {
        let each = values.len() / self.members;
        &values[member * each..][..each]
    }

    /// `count` copies of a single member.
    ///
    /// # Panics
    /// If there is more than one member.
    pub fn repeat(&self, count: usize) -> Self {
        assert_eq!(self.members, 1, "only a single member is repeated");
        Self {
            members: count,
            layers: self
                .layers
                .iter()
                .map(|layer| Layer {
                    weight: layer.weight.repeat(count),
                    bias: layer.bias.repeat(count),
                })
                .collect(),
        }
    }

    /// Whether every tensor has the length that `network` gives it.
    ///
    /// # Errors
    /// Names the first tensor that has not.
    pub fn check(&self, network: &Network) -> Result<()> {
        if self.layers.len() != network.layers() {
            return Err(Error::input(format!(
                "the parameters have {} layers, the network {}",
                self.layers.len(),
                network.layers()
            )));
        }
        for (l, (layer, size)) in self.layers.iter().zip(network.sizes.windows(2)).enumerate() {
            for (name, length, shape) in [
                ("weight", layer.weight.len(), &[self.members, size[0], size[1]][..]),
                ("bias", layer.bias.len(), &[self.members, size[1]][..]),
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

    #[test]
    fn a_network_of_width_0_or_without_layers_is_refused() {
        let refused = |sizes: &[usize], activations: &[Activation]| {
            Network::new(sizes, activations).unwrap_err().to_string()
        };
        assert_eq!(
            refused(&[4, 0, 2], &[Activation::Sigmoid; 2]),
            "layer 1 is 0 wide; use a width of at least 1"
        );
        assert!(refused(&[4], &[]).contains("at least one layer"));
        assert!(refused(&[4, 2], &[Activation::Sigmoid; 2]).contains("2 activations for 1 layers"));
    }

    /// The seed's networks begin as they always have.
    #[test]
    fn default_parameters_keep_their_bits() {
        for (activation, expected) in
            [(Activation::Sigmoid, "9f4314d41a19bdcf"), (Activation::Relu, "648a169aa724caf4")]
        {
            let network = Network::new(&[4, 5, 3], &[activation, Activation::Sigmoid]).unwrap();
            let hash = Parameters::initialise(&network, &[7]).hash();
            assert_eq!(&hash[..16], expected, "{activation}");
        }
    }

    #[test]
    fn a_member_is_the_network_its_own_seed_gives() {
        let network = Network::new(&[5, 4, 3], &[Activation::Sigmoid; 2]).unwrap();
        let three = Parameters::initialise(&network, &[7, 8, 9]);
        three.check(&network).unwrap();
        for (member, seed) in [7, 8, 9].into_iter().enumerate() {
            let alone = Parameters::initialise(&network, &[seed]);
            assert_eq!(three.member(member), alone);
            assert_eq!(three.member(member).hash(), alone.hash());
            assert_eq!(three.hash_of_member(member), alone.hash());
        }
        assert_ne!(three.member(0).hash(), three.member(1).hash());
    }
}
