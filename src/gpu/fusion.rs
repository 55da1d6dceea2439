//! From the groups of a recording's commands to fused shaders.

use super::shader::{Panel, Place, Product, Shader, Word};
use super::tile::{self, Chunks, Tiles};
use crate::fusion::{Group, groups};
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

    /// Whether it is the kernel of a recording that computes `buffer`.
    fn computes(&self, buffer: Buffer) -> bool {
        match self.shader {
            Shader::Plain(kernel) => self.operands[kernel.output()] == buffer,
            _ => false,
        }
    }

    /// Has the shader do, over further operands, what commands at an end of the step did.
    fn take_over(&mut self, place: Place, operands: &[Buffer], elided: Option<Buffer>) {
        self.shader = match self.shader {
            Shader::Panel(product, panel, word, _) => Shader::Panel(product, panel, word, place),
            other => unreachable!("{other:?} has no place among the layers"),
        };
        self.operands.extend(operands);
        self.elided.extend(elided);
    }

    /// Workgroups in each dimension, and what each has of the work: rows of a panel's workgroup,
    /// 0, terms of a tile's chunk, chunks.
    pub(super) fn grid(&self) -> ([u32; 3], [u32; 4]) {
        let shape = self.shape;
        match self.shader {
            Shader::Plain(kernel) => (kernel.grid(shape), [0; 4]),
            Shader::Panel(_, panel, ..) => {
                let (grid, rows_each) = panel_grid(shape, panel);
                (grid, [rows_each, 0, 0, 0])
            }
            Shader::Tile(product, pass) => {
                let chunks = Chunks::in_pass(pass, shape);
                let portions = [0, 0, chunks.each as u32, chunks.count as u32];
                (tile::pass_grid(product, pass, shape), portions)
            }
            Shader::WholeSteps(..) | Shader::ResidentSteps(..) => {
                ([1, 1, shape.members as u32], [0; 4])
            }
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
    fn shaders(&self, product: Product, shape: Shape, is_training: bool) -> Vec<Shader> {
        match self {
            Self::Panels(word) => {
                let panel = panel(shape, product != Product::Update);
                vec![Shader::Panel(product, panel, *word, Place::Inner)]
            }
            Self::Tiles(tiles) => {
                let passes = tiles.passes(shape, is_training);
                passes.into_iter().map(|pass| Shader::Tile(product, pass)).collect()
            }
        }
    }
}

/// The commands with each product fused with what follows it; see [`Group`].
pub(super) fn fuse(commands: &[Command], products: &Products) -> Vec<Fused> {
    let is_training = commands.iter().any(|command| command.kernel == Kernel::Update);
    groups(commands).iter().flat_map(|group| fused(group, products, is_training)).collect()
}

fn fused(group: &Group, products: &Products, is_training: bool) -> Vec<Fused> {
    let (product, shape, operands) = match *group {
        Group::Plain(ref command) => return vec![Fused::plain(command)],
        Group::Forward { f, shape, x, weight, bias, h, .. } => {
            (Product::Forward(f), shape, vec![x, weight, bias, h])
        }
        Group::Backward { f, shape, next_delta, weight, h, delta, .. } => {
            (Product::Backward(f), shape, vec![next_delta, weight, h, delta])
        }
        Group::Update { layer, shape, x, delta, rate } => {
            let (weight, bias) = (Buffer::Weight(layer), Buffer::Bias(layer));
            (Product::Update, shape, vec![x, delta, rate, weight, bias])
        }
    };
    let fused =
        |shader| Fused { shader, shape, operands: operands.clone(), elided: group.elided() };
    products.shaders(product, shape, is_training).into_iter().map(fused).collect()
}

/// The fused commands of a training step, with what comes before and after its products taken over
/// by the first and the last layer: 3L - 1 dispatches for L layers, 2 or more. Other recordings
/// stay as they are.
pub(super) fn take_over_ends(mut step: Vec<Fused>) -> Vec<Fused> {
    let is_forward =
        |command: &Fused| matches!(command.shader, Shader::Panel(Product::Forward(_), ..));
    let is_update = |command: &Fused| matches!(command.shader, Shader::Panel(Product::Update, ..));
    let count = |is: &dyn Fn(&Fused) -> bool| step.iter().filter(|command| is(command)).count();
    let layers = count(&is_forward);
    let is_training = layers > 0
        && count(&is_update) == layers
        && count(&|c| c.computes(Buffer::Inputs)) == 1
        && count(&|c| c.computes(Buffer::Targets)) == 1
        && count(&|c| matches!(c.shader, Shader::Plain(Kernel::OutputDelta(_)))) == 1
        && [Kernel::SampleLoss, Kernel::MeanLoss, Kernel::Advance]
            .iter()
            .all(|&kernel| count(&|c| c.shader == Shader::Plain(kernel)) == 1);
    if !is_training {
        return step;
    }

    // Nothing but the next step follows these.
    let loss = take(&mut step, |c| c.shader == Shader::Plain(Kernel::MeanLoss));
    take(&mut step, |c| c.shader == Shader::Plain(Kernel::Advance));
    let update = step.iter_mut().rfind(|c| is_update(c)).expect("counted");
    update.take_over(Place::Last, &loss.operands, None);

    // Where one workgroup has all outputs of a row, it can add up their losses.
    let forward = step.iter().rfind(|c| is_forward(c)).expect("counted");
    if forward.grid().0[0] == 1 {
        let gather = take(&mut step, |c| c.computes(Buffer::Targets));
        let delta = take(&mut step, |c| matches!(c.shader, Shader::Plain(Kernel::OutputDelta(_))));
        let loss = take(&mut step, |c| c.shader == Shader::Plain(Kernel::SampleLoss));
        let mut operands = gather.operands[..3].to_vec();
        operands.extend([delta.operands[2], loss.operands[2]]);
        let forward = step.iter_mut().rfind(|c| is_forward(c)).expect("counted");
        forward.take_over(Place::Last, &operands, Some(Buffer::Targets));
    }

    // A single layer's update moves the cursor, by which another workgroup would find its rows.
    if layers > 1 {
        let gather = take(&mut step, |c| c.computes(Buffer::Inputs));
        for command in step.iter_mut().filter(|c| c.operands[0] == Buffer::Inputs) {
            command.operands[0] = gather.operands[0];
            command.take_over(Place::First, &gather.operands[1..3], Some(Buffer::Inputs));
        }
    }
    step
}

fn take(step: &mut Vec<Fused>, is: impl Fn(&Fused) -> bool) -> Fused {
    let place = step.iter().position(is).expect("a training step has one of each");
    step.remove(place)
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
        Shader::Panel(Product::Update, panel, ..) => fused.shape.inner.div_ceil(panel.terms),
        _ => 1,
    });
    panels.max().unwrap_or(1)
}

/// Columns and rows of workgroups of a panel kernel, and the rows of each: enough workgroups to
/// keep a few cores busy, but not so few rows that filling the panel costs more than its use.
fn panel_grid(shape: Shape, panel: Panel) -> ([u32; 3], u32) {
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

    const PANELS: Products = Products::Panels(Word::F32);

    /// The shader's name up to its activation or panel.
    fn label(fused: &Fused) -> String {
        let label = fused.shader.label();
        label.split("_sigmoid").next().unwrap().split("_8x4").next().unwrap().to_owned()
    }

    #[test]
    fn a_step_of_three_layers_takes_eight_dispatches() {
        let step = take_over_ends(fuse(&setup().training_step(8).commands, &PANELS));
        let labels: Vec<_> = step.iter().map(label).collect();
        assert_eq!(
            labels,
            [
                "panel_forward_first",
                "panel_forward",
                "panel_forward_last",
                "panel_backward",
                "panel_backward",
                "panel_update_first",
                "panel_update",
                "panel_update_last"
            ]
        );
    }

    #[test]
    fn every_shader_has_the_operands_that_it_binds() {
        let wide =
            Setup { network: Network::new(&[5, 300], &[Activation::Sigmoid]).unwrap(), ..setup() };
        for setup in [setup(), wide] {
            for recording in [setup.training_step(8), setup.evaluation(8), setup.prediction(8)] {
                for command in take_over_ends(fuse(&recording.commands, &PANELS)) {
                    let bindings = command.shader.bindings();
                    assert_eq!(command.operands.len(), bindings.len(), "{command:?}");
                }
            }
        }
    }

    #[test]
    fn a_weight_is_updated_after_the_last_fused_command_that_reads_it() {
        let fused = take_over_ends(fuse(&setup().training_step(8).commands, &PANELS));
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
