//! From the commands of a recording to fewer, fused ones.

use super::shader::{Panel, Product, Shader, Word};
use super::tile::Tiles;
use crate::kernel::Kernel;
use crate::recording::{Buffer, Command, Shape};

/// One dispatch to be: a shader over named buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fused {
    pub(super) shader: Shader,
    pub(super) shape: Shape,
    pub(super) operands: Vec<Buffer>,
    /// Buffers of the recording that are not written, because the shader keeps them to itself.
    pub(super) elided: Vec<Buffer>,
}

impl Fused {
    fn plain(command: &Command) -> Self {
        Self {
            shader: Shader::Plain(command.kernel),
            shape: command.shape,
            operands: command.operands.clone(),
            elided: Vec::new(),
        }
    }
}

/// Every command as it is.
pub(super) fn unfused(commands: &[Command]) -> Vec<Fused> {
    commands.iter().map(Fused::plain).collect()
}

/// What fused products are computed with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Products {
    /// Register panels.
    Panels(Word),
    /// Workgroup-memory tiles.
    Tiles(Tiles),
}

impl Products {
    /// The dispatches of a product. What is no training step must give the same bits however its
    /// samples are cut into batches.
    fn fused(&self, group: Group, is_training: bool) -> Vec<Fused> {
        let Group { product, shape, operands, elided } = group;
        let shaders = match self {
            Self::Panels(word) => {
                vec![Shader::Panel(product, panel(shape, product != Product::Update), *word)]
            }
            Self::Tiles(tiles) => {
                let passes = tiles.passes(shape, is_training);
                passes.into_iter().map(|pass| Shader::Tile(product, pass)).collect()
            }
        };
        let fused =
            |shader| Fused { shader, shape, operands: operands.clone(), elided: elided.clone() };
        shaders.into_iter().map(fused).collect()
    }
}

/// A product and what is fused with it.
struct Group {
    product: Product,
    shape: Shape,
    operands: Vec<Buffer>,
    elided: Vec<Buffer>,
}

/// The commands with each product fused with what follows it: `matmul_nn`, `add_bias` and
/// `activate`; `matmul_nt` and `hidden_delta`; the gradients of a layer and their updates, at the
/// place of the weight's update, after every command that reads the weight.
pub(super) fn fuse(commands: &[Command], products: &Products) -> Vec<Fused> {
    let is_training = commands.iter().any(|command| command.kernel == Kernel::Update);
    let mut fused = Vec::new();
    let mut rest = commands;
    while let Some((command, after)) = rest.split_first() {
        rest = after;
        if let [bias, activate, ..] = after
            && let Some(forward) = forward(command, bias, activate)
        {
            fused.extend(products.fused(forward, is_training));
            rest = &after[2..];
        } else if let [delta, ..] = after
            && let Some(backward) = backward(command, delta)
        {
            fused.extend(products.fused(backward, is_training));
            rest = &after[1..];
        } else if let Some(layer) = layer_of_gradient(command) {
            // Its gradients and the bias's update are part of the weight's update.
            if matches!(command.operands[0], Buffer::Weight(_)) {
                fused.extend(products.fused(update(commands, command, layer), is_training));
            }
        } else {
            fused.push(Fused::plain(command));
        }
    }
    fused
}

fn forward(product: &Command, bias: &Command, activate: &Command) -> Option<Group> {
    let Kernel::Activate(f) = activate.kernel else { return None };
    if product.kernel != Kernel::MatmulNn {
        return None;
    }
    let sum = product.operands[2];
    let follows =
        bias.kernel == Kernel::AddBias && bias.operands[0] == sum && activate.operands[0] == sum;
    follows.then(|| Group {
        product: Product::Forward(f),
        shape: product.shape,
        operands: vec![
            product.operands[0],
            product.operands[1],
            bias.operands[1],
            activate.operands[1],
        ],
        elided: vec![sum],
    })
}

fn backward(product: &Command, delta: &Command) -> Option<Group> {
    let Kernel::HiddenDelta(f) = delta.kernel else { return None };
    let follows = product.kernel == Kernel::MatmulNt && delta.operands[0] == product.operands[2];
    follows.then(|| Group {
        product: Product::Backward(f),
        shape: product.shape,
        operands: vec![
            product.operands[0],
            product.operands[1],
            delta.operands[1],
            delta.operands[2],
        ],
        elided: vec![product.operands[2]],
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
    Group {
        product: Product::Update,
        shape: gradient.shape,
        operands: vec![
            gradient.operands[0],
            gradient.operands[1],
            weight.operands[2],
            Buffer::Weight(layer),
            Buffer::Bias(layer),
        ],
        elided: vec![Buffer::WeightGradient(layer), Buffer::BiasGradient(layer)],
    }
}

/// The panel for a product: its terms split evenly into pieces of at most 64, or of 128 where
/// the product is so large that the better code pays for the longer compilation.
fn panel(shape: Shape, may_be_deep: bool) -> Panel {
    const LARGE: usize = 1 << 26;
    let large = shape.rows * shape.inner * shape.columns >= LARGE;
    let deepest = if large && may_be_deep { 128 } else { 64 };
    let pieces = shape.inner.div_ceil(deepest);
    let terms = shape.inner.div_ceil(pieces).next_multiple_of(8);
    Panel { terms, vectors: if shape.columns > 32 { 2 } else { 1 } }
}

/// Subtractions that the fused update makes of each weight: one, but one a panel with panels.
pub(super) fn update_panels(fused: &[Fused]) -> usize {
    let panels = fused.iter().map(|fused| match fused.shader {
        Shader::Panel(Product::Update, panel, _) => fused.shape.inner.div_ceil(panel.terms),
        _ => 1,
    });
    panels.max().unwrap_or(1)
}

/// Columns and rows of workgroups of a panel kernel, and the rows of each: enough workgroups to
/// keep a few cores busy, but not so few rows that filling the panel costs more than its use.
pub(super) fn panel_grid(shape: Shape, panel: Panel) -> ([u32; 3], u32) {
    const WORKGROUPS: usize = 8;
    let x = shape.columns.div_ceil(32 * panel.vectors);
    let mut y = (shape.rows / 64).max(1);
    while x * y * shape.members < WORKGROUPS && shape.rows / y > 32 {
        y *= 2;
    }
    // Four rows share a load in the gradient.
    let rows_each = shape.rows.div_ceil(y).next_multiple_of(4);
    let y = shape.rows.div_ceil(rows_each);
    ([x as u32, y as u32, shape.members as u32], rows_each as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Activation, Network};
    use crate::recording::{Setup, Window};

    fn setup() -> Setup {
        Setup {
            network: Network::new(&[5, 4, 3, 2], &[Activation::Sigmoid; 3]).unwrap(),
            members: 1,
            training_batch: 8,
            evaluation_batch: 8,
            training: Window { rows: 8, samples: 8, steps: 1 },
            evaluation: Window { rows: 8, samples: 8, steps: 1 },
        }
    }

    #[test]
    fn three_layers_take_eight_products_and_no_other_pass_over_a_matrix_but_the_output_s() {
        let products = Products::Panels(Word::F32);
        let fused = fuse(&setup().training_step(8).commands, &products);
        let labels: Vec<_> = fused
            .iter()
            .map(|fused| match fused.shader {
                Shader::Plain(kernel) => kernel.name(),
                Shader::Panel(product, ..) | Shader::Tile(product, _) => match product {
                    Product::Forward(_) => "forward",
                    Product::Backward(_) => "backward",
                    Product::Update => "update",
                },
                Shader::WholeSteps(..) => "whole",
            })
            .collect();
        assert_eq!(
            labels,
            [
                "gather",
                "gather",
                "forward",
                "forward",
                "forward",
                "sample_loss",
                "mean_loss",
                "output_delta",
                "backward",
                "backward",
                "update",
                "update",
                "update",
                "advance"
            ]
        );
    }

    #[test]
    fn a_weight_is_updated_after_the_last_fused_command_that_reads_it() {
        let products = Products::Panels(Word::F32);
        let fused = fuse(&setup().training_step(8).commands, &products);
        for layer in 0..3 {
            let weight = Buffer::Weight(layer);
            let update = fused.iter().position(|f| f.operands.get(3) == Some(&weight)).unwrap();
            let read = fused
                .iter()
                .rposition(|f| f.operands.iter().take(2).any(|read| *read == weight))
                .unwrap();
            assert!(read < update);
        }
    }

    #[test]
    fn a_panel_grid_covers_every_row_and_column() {
        for (rows, columns) in [(1, 1), (10, 30), (64, 128), (784, 10), (1000, 2000)] {
            let shape = Shape { members: 2, rows, inner: 50, columns };
            let panel = panel(shape, true);
            let ([x, y, z], each) = panel_grid(shape, panel);
            assert!(each % 4 == 0 && z == 2);
            assert!(
                y as usize * each as usize >= rows && (y as usize - 1) * (each as usize) < rows
            );
            assert!(x as usize * 32 * panel.vectors >= columns);
        }
    }
}
