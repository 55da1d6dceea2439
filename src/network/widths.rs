//! Networks of different widths as members of one recording: each is embedded in the widest, in zeros.
//!
//! Where `f(0) = 0`, a hidden unit whose weights and bias are all 0 stays what it is. Its answer is 0, so that the
//! gradients of the weights behind it are; nothing comes back through these, so that the gradients of the weights
//! before it and of its bias are 0 too. Of a gradient that is 0 no optimizer makes a step, of a weight that is 0 no
//! decay anything else, and a sum of squares is what it was. So no kernel knows of the units that are not there.
//!
//! Whether a network comes to the same bits as alone is a matter of sums, in which zeros now stand behind its own
//! terms. They change none where a sum adds its terms in an order that does not depend on their number: on the
//! reference, on the CPU, and on GPUs kernel by kernel, in panels and, with up to 32 outputs, in whole steps. In
//! tiles the sizes of a product decide how its terms are split; there a network is what it is alone within the
//! bounds of its sums.

use super::{Layer, Network, Parameters};
use crate::error::{Error, Result};

/// Networks that differ in the widths of their hidden layers alone, and the one that holds each of them.
///
/// ```
/// use gradshader::network::{Activation, Network, Parameters, Widths};
///
/// let of = |hidden| Network::new(&[4, hidden, 3], &[Activation::Relu, Activation::Softmax]);
/// let networks = [of(8)?, of(32)?];
/// let alone = [0, 1].map(|place| Parameters::initialise(&networks[place], &[7]));
/// let widths = Widths::new(&networks)?;
/// // Two members of 4-32-3, as a `Trainer` takes them.
/// let members = widths.embed(&alone)?;
/// members.check(widths.network())?;
/// assert_eq!(widths.cut(&members, 0)?, alone[0]);
/// # Ok::<(), gradshader::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widths {
    network: Network,
    own: Vec<Network>,
}

impl Widths {
    /// Members of these networks, in their order. Each layer is as wide as its widest.
    ///
    /// # Errors
    /// Without networks; names the first that differs in inputs, outputs, depth or activations, and a layer of
    /// different widths whose activation is not 0 of 0.
    pub fn new<'a>(networks: impl IntoIterator<Item = &'a Network>) -> Result<Self> {
        let own: Vec<Network> = networks.into_iter().cloned().collect();
        let Some(first) = own.first() else {
            return Err(Error::input("no networks to train side by side"));
        };
        let mut sizes = first.sizes.clone();
        for (member, other) in own.iter().enumerate() {
            let differs = [
                ("the number of layers", other.layers() != first.layers()),
                ("the number of inputs", other.inputs() != first.inputs()),
                ("the number of outputs", other.outputs() != first.outputs()),
                ("an activation", other.activations != first.activations),
            ];
            if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
                return Err(Error::input(format!(
                    "{what} of member {member}, {other}, is not that of member 0, {first}"
                ))
                .advice("train it in a run of its own"));
            }
            sizes.iter_mut().zip(&other.sizes).for_each(|(most, &size)| *most = size.max(*most));
        }
        for (layer, activation) in first.activations.iter().enumerate() {
            let is_mixed = own.iter().any(|other| other.sizes[layer + 1] != sizes[layer + 1]);
            if is_mixed && !activation.is_0_at_0() {
                return Err(Error::input(format!(
                    "layer {layer} is of different widths and {activation}, which is not 0 of 0, so that \
                     what a narrower one has not would count"
                ))
                .advice("train each width in a run of its own, or use relu, tanh or another"));
            }
        }
        Ok(Self { network: Network::new(&sizes, &first.activations)?, own })
    }

    /// What is trained: as wide as the widest in each layer.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What each member is.
    pub fn own(&self) -> &[Network] {
        &self.own
    }

    /// How many shapes there are.
    pub fn shapes(&self) -> usize {
        let is_new = |&place: &usize| !self.own[..place].contains(&self.own[place]);
        (0..self.own.len()).filter(is_new).count()
    }

    /// Some of the members, by their number, still embedded in [`Self::network`]: so that who else trains beside
    /// them changes no bit even where sizes decide how sums are split.
    ///
    /// # Panics
    /// If there are not so many members.
    pub fn subset(&self, members: &[usize]) -> Self {
        let own = members.iter().map(|&member| self.own[member].clone()).collect();
        Self { network: self.network.clone(), own }
    }

    /// The parameters of all members for [`Self::network`], of those of each, which have one member.
    ///
    /// # Errors
    /// When there are not as many, or some are of another shape than their network.
    pub fn embed<'a>(&self, each: impl IntoIterator<Item = &'a Parameters>) -> Result<Parameters> {
        let wide = &self.network.sizes;
        let mut layers = vec![Layer { weight: Vec::new(), bias: Vec::new() }; wide.len() - 1];
        let mut count = 0;
        for (member, parameters) in each.into_iter().enumerate() {
            let Some(own) = self.own.get(member).filter(|_| parameters.members == 1) else {
                return Err(Error::input(format!("parameters of {} members", member + 1))
                    .advice(format!("give those of {}, one by one", self.own.len())));
            };
            parameters.check(own)?;
            let both = layers.iter_mut().zip(&parameters.layers).enumerate();
            for (l, (layer, from)) in both {
                for row in from.weight.chunks_exact(own.sizes[l + 1]) {
                    extend(&mut layer.weight, row, wide[l + 1]);
                }
                let missing = (wide[l] - own.sizes[l]) * wide[l + 1];
                layer.weight.extend(std::iter::repeat_n(0.0, missing));
                extend(&mut layer.bias, &from.bias, wide[l + 1]);
            }
            count += 1;
        }
        if count != self.own.len() {
            return Err(Error::input(format!("parameters of {count} members"))
                .advice(format!("give those of {}, one by one", self.own.len())));
        }
        Ok(Parameters { members: count, layers })
    }

    /// The parameters of one member for its own network, of those of all members.
    ///
    /// # Errors
    /// When there is no such member, the parameters are not of [`Self::network`], or a weight or bias that the member
    /// has not is a number other than 0: the device has an activation that is not 0 of 0. (It is no number where the
    /// member diverged.)
    pub fn cut(&self, members: &Parameters, member: usize) -> Result<Parameters> {
        let Some(own) = self.own.get(member).filter(|_| members.members == self.own.len()) else {
            let (count, own) = (members.members, self.own.len());
            return Err(Error::input(format!("member {member} of {count}, and there are {own}")));
        };
        members.check(&self.network)?;
        let wide = &self.network.sizes;
        let mut layers = Vec::with_capacity(own.layers());
        for (l, layer) in members.member(member).layers.iter().enumerate() {
            let (rows, columns) = (own.sizes[l], own.sizes[l + 1]);
            let (kept, left) = layer.weight.split_at(rows * wide[l + 1]);
            let weight = kept.chunks_exact(wide[l + 1]).flat_map(|row| &row[..columns]);
            let missing = kept.chunks_exact(wide[l + 1]).flat_map(|row| &row[columns..]);
            let missing = missing.chain(left).chain(&layer.bias[columns..]);
            if let Some(value) =
                missing.into_iter().find(|value| value.is_finite() && **value != 0.0)
            {
                return Err(Error::failed(format!(
                    "a weight that member {member} has not became {value}: on this device an activation of 0 \
                     is not 0"
                ))
                .tensor(format!("layers.{l}"))
                .advice("train each width in a run of its own"));
            }
            layers.push(Layer {
                weight: weight.copied().collect(),
                bias: layer.bias[..columns].to_vec(),
            });
        }
        Ok(Parameters { members: 1, layers })
    }
}

/// Values, and zeros up to `length`.
fn extend(to: &mut Vec<f32>, values: &[f32], length: usize) {
    to.extend(values);
    to.extend(std::iter::repeat_n(0.0, length - values.len()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::{Lane, activation};
    use crate::network::Activation;

    fn network(hidden: &[usize]) -> Network {
        let sizes = [&[3], hidden, &[2]].concat();
        let activations = [vec![Activation::Tanh; hidden.len()], vec![Activation::Softmax]];
        Network::new(&sizes, &activations.concat()).unwrap()
    }

    #[test]
    fn activations_are_0_of_0_or_refused() {
        for f in Activation::ALL {
            let answers = [activation(f, 0.0f32), activation(f, Lane(0.0)).0];
            let answers = answers.map(f64::from);
            assert!(answers.iter().all(|&h| (h == 0.0) == f.is_0_at_0()), "{f}: {answers:?}");
        }
    }

    #[test]
    fn what_is_embedded_is_cut_out_again() {
        // Neither is the widest in both layers.
        let networks = [network(&[2, 5]), network(&[4, 1]), network(&[2, 5])];
        let widths = Widths::new(&networks).unwrap();
        assert_eq!(widths.network().sizes(), [3, 4, 5, 2]);
        assert_eq!(widths.shapes(), 2);
        let alone: Vec<_> = (0..3)
            .map(|member| {
                let mut own = Parameters::initialise(&networks[member], &[member as u64]);
                own.layers.iter_mut().for_each(|layer| layer.bias.fill(0.5));
                own
            })
            .collect();
        let members = widths.embed(&alone).unwrap();
        members.check(widths.network()).unwrap();
        for (member, alone) in alone.iter().enumerate() {
            assert_eq!(widths.cut(&members, member).unwrap(), *alone);
        }
        // Who is alone there has as many zeros.
        let last = widths.subset(&[1]);
        assert_eq!(last.embed(&alone[1..2]).unwrap(), members.member(1));
        // Of the first member's first layer each row has two of its own.
        let first = &members.layers[0];
        assert_eq!(first.weight[..2], alone[0].layers[0].weight[..2]);
        assert_eq!(first.weight[2..4], [0.0; 2]);
        assert_eq!(first.bias[..4], [0.5, 0.5, 0.0, 0.0]);
        // And of its second layer the last two rows are not its own.
        assert_eq!(members.layers[1].weight[10..20], [0.0; 10]);
    }

    #[test]
    fn a_weight_that_is_not_there_and_not_0_is_told() {
        let networks = [network(&[2]), network(&[4])];
        let widths = Widths::new(&networks).unwrap();
        let alone = networks.clone().map(|network| Parameters::initialise(&network, &[1]));
        let members = widths.embed(&alone).unwrap();
        let cut = |layer: usize, is_bias: bool, place: usize, value: f32| {
            let mut members = members.clone();
            let layer = &mut members.layers[layer];
            let values = if is_bias { &mut layer.bias } else { &mut layer.weight };
            values[place] = value;
            widths.cut(&members, 0)
        };
        for (layer, is_bias, place) in [(0, false, 2), (0, true, 3), (1, false, 4)] {
            let error = cut(layer, is_bias, place, 1e-9).unwrap_err().to_string();
            assert!(error.contains("that member 0 has not became 0.000000001"), "{error}");
            // One that diverged has no numbers.
            assert_eq!(cut(layer, is_bias, place, f32::NAN).unwrap(), alone[0]);
        }
        assert!(cut(0, false, 0, 1e-9).is_ok());
    }

    #[test]
    fn networks_that_differ_in_more_are_refused() {
        let refused = |networks: &[Network]| Widths::new(networks).unwrap_err().to_string();
        assert!(refused(&[]).starts_with("no networks"));
        let error = refused(&[network(&[2]), network(&[2, 2])]);
        assert!(error.starts_with("the number of layers of member 1, 3-2-2-2 tanh"), "{error}");
        let of = |sizes: &[usize], f| Network::new(sizes, &[f, Activation::Linear]).unwrap();
        let relu = |sizes: &[usize]| of(sizes, Activation::Relu);
        assert!(refused(&[relu(&[3, 2, 2]), relu(&[4, 2, 2])]).contains("inputs of member 1"));
        assert!(refused(&[relu(&[3, 2, 2]), relu(&[3, 2, 1])]).contains("outputs of member 1"));
        let error = refused(&[relu(&[3, 2, 2]), of(&[3, 2, 2], Activation::Silu)]);
        assert!(error.starts_with("an activation of member 1"), "{error}");
        for f in [Activation::Sigmoid, Activation::Softplus] {
            let error = refused(&[of(&[3, 2, 2], f), of(&[3, 4, 2], f)]);
            assert!(
                error.starts_with(&format!("layer 0 is of different widths and {f}")),
                "{error}"
            );
            assert!(Widths::new(&[of(&[3, 2, 2], f), of(&[3, 2, 2], f)]).is_ok());
        }
    }

    #[test]
    fn parameters_of_other_members_are_refused() {
        let networks = [network(&[2]), network(&[4])];
        let widths = Widths::new(&networks).unwrap();
        let alone = networks.clone().map(|network| Parameters::initialise(&network, &[1]));
        let error = |each: &[Parameters]| widths.embed(each).unwrap_err().to_string();
        assert_eq!(error(&alone[..1]), "parameters of 1 members; give those of 2, one by one");
        let three = [&alone[..], &alone[..1]].concat();
        assert_eq!(error(&three), "parameters of 3 members; give those of 2, one by one");
        let turned = [alone[1].clone(), alone[0].clone()];
        assert!(error(&turned).contains("layers.0.weight"));
        let members = widths.embed(&alone).unwrap();
        assert!(widths.cut(&members, 2).is_err());
        assert!(widths.cut(&members.member(0), 0).is_err());
    }
}
