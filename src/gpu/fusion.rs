//! From the groups of a recording's commands to fused shaders.

use super::shader::{Panel, Shader, Word};
use crate::fusion::{Group, groups};
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

/// The commands with each product fused with what follows it; see [`Group`].
pub(super) fn fuse(commands: &[Command], word: Word) -> Vec<Fused> {
    groups(commands).iter().map(|group| fused(group, word)).collect()
}

fn fused(group: &Group, word: Word) -> Fused {
    let elided = group.elided();
    match *group {
        Group::Plain(ref command) => Fused::plain(command),
        Group::Forward { f, shape, x, weight, bias, h, .. } => Fused {
            shader: Shader::Forward(f, panel(shape, true), word),
            shape,
            operands: vec![x, weight, bias, h],
            elided,
        },
        Group::Backward { f, shape, next_delta, weight, h, delta, .. } => Fused {
            shader: Shader::Backward(f, panel(shape, true), word),
            shape,
            operands: vec![next_delta, weight, h, delta],
            elided,
        },
        Group::Update { layer, shape, x, delta, rate } => Fused {
            shader: Shader::Update(panel(shape, false), word),
            shape,
            operands: vec![x, delta, rate, Buffer::Weight(layer), Buffer::Bias(layer)],
            elided,
        },
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

/// Subtractions that the fused update makes of each weight.
pub(super) fn update_panels(fused: &[Fused]) -> usize {
    let panels = fused.iter().map(|fused| match fused.shader {
        Shader::Update(panel, _) => fused.shape.inner.div_ceil(panel.terms),
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
        let fused = fuse(&setup().training_step(8).commands, Word::F32);
        let labels: Vec<_> = fused
            .iter()
            .map(|fused| match fused.shader {
                Shader::Plain(kernel) => kernel.name(),
                Shader::Forward(..) => "forward",
                Shader::Backward(..) => "backward",
                Shader::Update(..) => "update",
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
        let fused = fuse(&setup().training_step(8).commands, Word::F32);
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
