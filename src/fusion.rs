//! Which commands of a recording belong together, so that an executor may run them as one.

use std::collections::BTreeMap;

use crate::formula::Activation;
use crate::kernel::Kernel;
use crate::recipe::{Rule, Rules, Slope};
use crate::recording::{Buffer, Command};
use crate::shape::Shape;

/// One command, or a product with what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Group {
    /// A command by itself.
    Plain(Command),
    /// `h = f(x W + b)`: `matmul_nn`, `add_bias`, `activate` or `softmax_rows`, and `dropout`.
    Forward(Forward),
    /// `d = (D W^T) f'`: `matmul_nt`, `dropout` and `hidden_delta`.
    Backward(Backward),
    /// `W -= eta X^T D / samples` and `b -= eta mean D`, or what else the rules make of the gradients
    /// of a layer: these, the states, the updates and the averages. The shape is the weight
    /// gradient's.
    Update(Update),
}

/// See [`Group::Forward`]. The shape is the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forward {
    pub(crate) f: Activation,
    pub(crate) shape: Shape,
    pub(crate) x: Buffer,
    pub(crate) weight: Buffer,
    pub(crate) bias: Buffer,
    pub(crate) sum: Buffer,
    pub(crate) h: Buffer,
    /// Whether other commands read the sums.
    pub(crate) keeps_sum: bool,
    /// The slot of the dropout of `h`.
    pub(crate) dropout: Option<u32>,
}

/// See [`Group::Backward`]. The shape is the product's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Backward {
    pub(crate) slope: Slope,
    pub(crate) shape: Shape,
    pub(crate) next_delta: Buffer,
    pub(crate) weight: Buffer,
    pub(crate) back_sum: Buffer,
    /// What the slope is found from.
    pub(crate) of: Buffer,
    pub(crate) delta: Buffer,
    /// The slot of the dropout of what comes back.
    pub(crate) dropout: Option<u32>,
}

/// See [`Group::Update`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Update {
    pub(crate) layer: u32,
    pub(crate) shape: Shape,
    pub(crate) x: Buffer,
    pub(crate) delta: Buffer,
    /// What becomes of the gradients; where it is nothing, they are all that is written.
    pub(crate) rules: Option<Rules>,
}

impl Group {
    /// The buffers of its commands that it need not write, since only it uses them.
    pub(crate) fn elided(&self) -> Vec<Buffer> {
        match self {
            Self::Forward(forward) if !forward.keeps_sum => vec![forward.sum],
            Self::Plain(_) | Self::Forward(_) => Vec::new(),
            Self::Backward(backward) => vec![backward.back_sum],
            Self::Update(Update { rules: None, .. }) => Vec::new(),
            Self::Update(Update { layer, .. }) => {
                vec![Buffer::WeightGradient(*layer), Buffer::BiasGradient(*layer)]
            }
        }
    }
}

/// The commands in groups. An update stands at the place of the weight's, after every command that
/// reads the weight.
pub(crate) fn groups(commands: &[Command]) -> Vec<Group> {
    // Without updates gradients are all that is wanted.
    let together = is_training(commands)
        && !commands.iter().any(|command| matches!(command.kernel, Kernel::SquareSum { .. }));
    let uses = Uses::of(commands);
    let mut groups = Vec::new();
    let mut rest = commands;
    while let Some((command, after)) = rest.split_first() {
        rest = after;
        if let Some((forward, taken)) = forward(&uses, command, after) {
            groups.push(Group::Forward(forward));
            rest = &after[taken..];
        } else if let Some((backward, taken)) = backward(command, after) {
            groups.push(Group::Backward(backward));
            rest = &after[taken..];
        } else if let Some(layer) = layer_of_gradient(command)
            && together
            && uses.gradients.contains_key(&layer)
        {
            // Its gradients, states and averages are part of the weight's update.
            if let (Kernel::Update(_), Buffer::Weight(_)) = (command.kernel, command.operands[0]) {
                groups.push(Group::Update(uses.update(layer, true)));
            }
        } else if let (Kernel::WeightGradient, Some(layer)) =
            (command.kernel, layer_of_gradient(command))
        {
            groups.push(Group::Update(uses.update(layer, false)));
        } else if command.kernel != Kernel::BiasGradient
            || layer_of_gradient(command).is_none_or(|layer| !uses.gradients.contains_key(&layer))
        {
            groups.push(Group::Plain(command.clone()));
        }
    }
    groups
}

/// What the commands of a recording use, so that no layer costs a look at all of them.
struct Uses<'a> {
    /// How often a buffer is an operand.
    operands: BTreeMap<Buffer, usize>,
    /// The gradient of a layer's weight.
    gradients: BTreeMap<u32, &'a Command>,
    /// What a parameter's update is.
    rules: BTreeMap<Buffer, Rule>,
}

impl<'a> Uses<'a> {
    fn of(commands: &'a [Command]) -> Self {
        let mut uses =
            Self { operands: BTreeMap::new(), gradients: BTreeMap::new(), rules: BTreeMap::new() };
        for command in commands {
            for &operand in &command.operands {
                *uses.operands.entry(operand).or_default() += 1;
            }
            match command.kernel {
                Kernel::WeightGradient => {
                    if let Some(layer) = layer_of_gradient(command) {
                        uses.gradients.entry(layer).or_insert(command);
                    }
                }
                Kernel::Update(rule) => {
                    uses.rules.entry(command.operands[0]).or_insert(rule);
                }
                _ => {}
            }
        }
        uses
    }

    fn update(&self, layer: u32, with_rules: bool) -> Update {
        let gradient = self.gradients.get(&layer).expect("an update follows its gradient");
        let rule = |parameter| self.rules.get(&parameter).copied();
        let rules = rule(Buffer::Weight(layer)).zip(rule(Buffer::Bias(layer)));
        Update {
            layer,
            shape: gradient.shape,
            x: gradient.operands[0],
            delta: gradient.operands[1],
            rules: rules.map(|(weight, bias)| Rules { weight, bias }).filter(|_| with_rules),
        }
    }
}

/// Whether a recording trains.
pub(crate) fn is_training(commands: &[Command]) -> bool {
    commands.iter().any(|command| matches!(command.kernel, Kernel::Update(_)))
}

/// A dropout of `values`, if that is what comes first.
fn dropout(commands: &[Command], values: Buffer) -> Option<u32> {
    let first = commands.first()?;
    let drops = first.kernel == Kernel::Dropout && first.operands[0] == values;
    drops.then_some(first.shape.inner as u32)
}

fn forward(uses: &Uses<'_>, product: &Command, after: &[Command]) -> Option<(Forward, usize)> {
    let [add_bias, activate, rest @ ..] = after else { return None };
    let f = match activate.kernel {
        Kernel::Activate(f) => f,
        Kernel::Softmax => Activation::Softmax,
        _ => return None,
    };
    if product.kernel != Kernel::MatmulNn || add_bias.kernel != Kernel::AddBias {
        return None;
    }
    let (x, weight, sum) = (product.operands[0], product.operands[1], product.operands[2]);
    let (bias, h) = (add_bias.operands[1], activate.operands[1]);
    if add_bias.operands[0] != sum || activate.operands[0] != sum {
        return None;
    }
    // The three have it once each.
    let keeps_sum = uses.operands.get(&sum).is_some_and(|&count| count > 3);
    let dropout = dropout(rest, h);
    let forward = Forward { f, shape: product.shape, x, weight, bias, sum, h, keeps_sum, dropout };
    Some((forward, 2 + usize::from(dropout.is_some())))
}

fn backward(product: &Command, after: &[Command]) -> Option<(Backward, usize)> {
    if product.kernel != Kernel::MatmulNt {
        return None;
    }
    let (next_delta, weight) = (product.operands[0], product.operands[1]);
    let back_sum = product.operands[2];
    let dropout = dropout(after, back_sum);
    let taken = usize::from(dropout.is_some());
    let delta = after.get(taken)?;
    let Kernel::HiddenDelta(slope) = delta.kernel else { return None };
    let (of, d) = (delta.operands[1], delta.operands[2]);
    let backward = Backward {
        slope,
        shape: product.shape,
        next_delta,
        weight,
        back_sum,
        of,
        delta: d,
        dropout,
    };
    (delta.operands[0] == back_sum).then_some((backward, taken + 1))
}

/// The layer whose gradient a command computes or uses.
fn layer_of_gradient(command: &Command) -> Option<u32> {
    match command.kernel {
        Kernel::WeightGradient => command.operands[2].layer(),
        Kernel::BiasGradient => command.operands[1].layer(),
        Kernel::State(..) | Kernel::Update(_) | Kernel::Average => command.operands[0].layer(),
        _ => None,
    }
}
