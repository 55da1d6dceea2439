//! Which commands of a recording belong together, so that an executor may run them as one.

use crate::kernel::Kernel;
use crate::network::Activation;
use crate::recording::{Buffer, Command, Shape};

/// One command, or a product with what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Group {
    /// A command by itself.
    Plain(Command),
    /// `h = f(x W + b)`: `matmul_nn`, `add_bias` and `activate`. The shape is the product's.
    Forward {
        f: Activation,
        shape: Shape,
        x: Buffer,
        weight: Buffer,
        bias: Buffer,
        sum: Buffer,
        h: Buffer,
    },
    /// `d = (D W^T) f'(h)`: `matmul_nt` and `hidden_delta`. The shape is the product's.
    Backward {
        f: Activation,
        shape: Shape,
        next_delta: Buffer,
        weight: Buffer,
        back_sum: Buffer,
        h: Buffer,
        delta: Buffer,
    },
    /// `W -= eta X^T D / samples` and `b -= eta mean D`: the gradients of a layer and their updates.
    /// The shape is the weight gradient's.
    Update { layer: u32, shape: Shape, x: Buffer, delta: Buffer, rate: Buffer },
}

impl Group {
    /// The buffers of its commands that it need not write, since only it uses them.
    pub(crate) fn elided(&self) -> Vec<Buffer> {
        match *self {
            Self::Plain(_) => Vec::new(),
            Self::Forward { sum, .. } => vec![sum],
            Self::Backward { back_sum, .. } => vec![back_sum],
            Self::Update { layer, .. } => {
                vec![Buffer::WeightGradient(layer), Buffer::BiasGradient(layer)]
            }
        }
    }
}

/// The commands in groups. An update stands at the place of the weight's, after every command that
/// reads the weight.
pub(crate) fn groups(commands: &[Command]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut rest = commands;
    while let Some((command, after)) = rest.split_first() {
        rest = after;
        if let [bias, activate, ..] = after
            && let Some(forward) = forward(command, bias, activate)
        {
            groups.push(forward);
            rest = &after[2..];
        } else if let [delta, ..] = after
            && let Some(backward) = backward(command, delta)
        {
            groups.push(backward);
            rest = &after[1..];
        } else if let Some(layer) = layer_of_gradient(command) {
            // Its gradients and the bias's update are part of the weight's update.
            if matches!(command.operands[0], Buffer::Weight(_)) {
                groups.push(update(commands, command, layer));
            }
        } else {
            groups.push(Group::Plain(command.clone()));
        }
    }
    groups
}

fn forward(product: &Command, add_bias: &Command, activate: &Command) -> Option<Group> {
    let Kernel::Activate(f) = activate.kernel else { return None };
    if product.kernel != Kernel::MatmulNn || add_bias.kernel != Kernel::AddBias {
        return None;
    }
    let (x, weight, sum) = (product.operands[0], product.operands[1], product.operands[2]);
    let (bias, h) = (add_bias.operands[1], activate.operands[1]);
    let follows = add_bias.operands[0] == sum && activate.operands[0] == sum;
    follows.then_some(Group::Forward { f, shape: product.shape, x, weight, bias, sum, h })
}

fn backward(product: &Command, delta: &Command) -> Option<Group> {
    let Kernel::HiddenDelta(f) = delta.kernel else { return None };
    if product.kernel != Kernel::MatmulNt {
        return None;
    }
    let (next_delta, weight) = (product.operands[0], product.operands[1]);
    let back_sum = product.operands[2];
    let (h, d) = (delta.operands[1], delta.operands[2]);
    (delta.operands[0] == back_sum).then_some(Group::Backward {
        f,
        shape: product.shape,
        next_delta,
        weight,
        back_sum,
        h,
        delta: d,
    })
}

/// The layer whose gradient a command computes or uses.
fn layer_of_gradient(command: &Command) -> Option<u32> {
    match command.kernel {
        Kernel::WeightGradient => command.operands[2].layer(),
        Kernel::BiasGradient => command.operands[1].layer(),
        Kernel::Update => command.operands[0].layer(),
        _ => None,
    }
}

fn update(commands: &[Command], weight: &Command, layer: u32) -> Group {
    let gradient = commands
        .iter()
        .find(|command| {
            command.kernel == Kernel::WeightGradient && layer_of_gradient(command) == Some(layer)
        })
        .expect("an update follows its gradient");
    Group::Update {
        layer,
        shape: gradient.shape,
        x: gradient.operands[0],
        delta: gradient.operands[1],
        rate: weight.operands[2],
    }
}
