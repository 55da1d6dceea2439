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

    /// The same product, which over further operands does what commands at an end of the step do.
    fn at(&self, place: Place, further: &[Buffer], elided: Option<Buffer>) -> Self {
        let mut taker = Self { shader: self.shader.at(place), ..self.clone() };
        taker.operands.extend(further);
        taker.elided.extend(elided);
        taker
    }

    /// Whether a workgroup has all columns of the rows that it computes.
    fn has_whole_rows(&self) -> bool {
        match self.shader {
            Shader::Tile(_, pass, _) => self.shape.columns <= pass.tile().side(),
            _ => self.grid().0[0] == 1,
        }
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
            Shader::Tile(product, pass, place) => {
                let chunks = Chunks::in_pass(pass, shape);
                let portions = [0, 0, chunks.each as u32, chunks.count as u32];
                (tile::pass_grid(product, pass, place, shape), portions)
            }
            Shader::WholeSteps(..) => ([1, 1, shape.members as u32], [0; 4]),
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
                let shader = |pass| Shader::Tile(product, pass, Place::Inner);
                passes.into_iter().map(shader).collect()
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
/// by the first and the last layer: 3L - 1 dispatches for L layers, 2 or more, where no product is
/// split. Where a shader would bind more than `most` buffers, what it would take over keeps its own
/// commands. Other recordings stay as they are.
pub(super) fn take_over_ends(mut step: Vec<Fused>, most: usize) -> Vec<Fused> {
    let Some(ends) = Ends::of(&step) else { return step };
    let operands = |at: usize| step[at].operands.clone();
    let mut takers = Vec::new();

    // Nothing but the next step follows these.
    let update = step[ends.update].at(Place::Last, &operands(ends.mean_loss), None);
    takers.push((vec![(ends.update, update)], vec![ends.mean_loss, ends.advance]));

    // Where one workgroup has all outputs of a row, it can add up their losses.
    if step[ends.forward].has_whole_rows() {
        let mut further = operands(ends.targets)[..3].to_vec();
        further.extend([ends.output_delta, ends.sample_loss].map(|at| operands(at)[2]));
        let mut forward = step[ends.forward].at(Place::Last, &further, Some(Buffer::Targets));
        if let Shader::Tile(..) = forward.shader {
            forward.operands.swap(3, 7);
            forward.elided.push(forward.operands.remove(7));
        }
        let taken = vec![ends.targets, ends.output_delta, ends.sample_loss];
        takers.push((vec![(ends.forward, forward)], taken));
    }

    // A single layer's update moves the cursor, by which another workgroup would find its rows.
    if ends.layers > 1 {
        let gather = operands(ends.inputs);
        let loads_inputs = |at: &usize| {
            step[*at].shader.loads().is_some() && step[*at].operands[0] == Buffer::Inputs
        };
        let first = (0..step.len()).filter(loads_inputs).map(|at| {
            let mut first = step[at].at(Place::First, &gather[1..3], Some(Buffer::Inputs));
            first.operands[0] = gather[0];
            (at, first)
        });
        takers.push((first.collect(), vec![ends.inputs]));
    }

    let mut taken = Vec::new();
    for (replacements, commands) in takers {
        let fits = |(_, fused): &(usize, Fused)| fused.shader.bindings().len() <= most;
        if replacements.iter().all(fits) {
            replacements.into_iter().for_each(|(at, fused)| step[at] = fused);
            taken.extend(commands);
        }
    }
    let left = step.into_iter().enumerate().filter(|(at, _)| !taken.contains(at));
    left.map(|(_, command)| command).collect()
}

/// Where in a training step the commands are that its first and last layers can take over, and
/// where the last layer's are.
struct Ends {
    inputs: usize,
    targets: usize,
    output_delta: usize,
    sample_loss: usize,
    mean_loss: usize,
    advance: usize,
    forward: usize,
    update: usize,
    layers: usize,
}

impl Ends {
    /// Those of a training step, which has one of each.
    fn of(step: &[Fused]) -> Option<Self> {
        let all = |is: &dyn Fn(&Fused) -> bool| -> Vec<usize> {
            (0..step.len()).filter(|&at| is(&step[at])).collect()
        };
        let only = |is: &dyn Fn(&Fused) -> bool| match all(is)[..] {
            [at] => Some(at),
            _ => None,
        };
        let kernel = |kernel| only(&|command| command.shader == Shader::Plain(kernel));
        let forward = all(&|c| matches!(c.shader.finishes(), Some(Product::Forward(_))));
        let update = all(&|c| c.shader.finishes() == Some(Product::Update));
        if update.len() != forward.len() {
            return None;
        }
        Some(Self {
            inputs: only(&|c| c.computes(Buffer::Inputs))?,
            targets: only(&|c| c.computes(Buffer::Targets))?,
            output_delta: only(&|c| matches!(c.shader, Shader::Plain(Kernel::OutputDelta(_))))?,
            sample_loss: kernel(Kernel::SampleLoss)?,
            mean_loss: kernel(Kernel::MeanLoss)?,
            advance: kernel(Kernel::Advance)?,
            forward: *forward.last()?,
            update: *update.last()?,
            layers: forward.len(),
        })
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

    fn families() -> [Products; 2] {
        let tiles = Tiles::new(&wgpu::Limits::default(), None);
        [Products::Panels(Word::F32), Products::Tiles(tiles)]
    }

    /// A training step where so many buffers can be bound.
    fn step(setup: &Setup, products: &Products, most: usize) -> Vec<Fused> {
        let commands = setup.training_step(setup.training_batch).commands;
        take_over_ends(fuse(&commands, products), most)
    }

    /// The shaders' names after their family's and up to their activation, panel or tile.
    fn labels(step: &[Fused]) -> Vec<String> {
        let label = |fused: &Fused| {
            let label = fused.shader.label();
            let label = label.trim_start_matches("panel_").trim_start_matches("tile_");
            let sizes = label.find(|letter: char| letter.is_ascii_digit());
            label[..sizes.map_or(label.len(), |sizes| sizes - 1)].replace("_sigmoid", "")
        };
        step.iter().map(label).collect()
    }

    #[test]
    fn a_step_of_three_layers_takes_eight_dispatches() {
        for products in families() {
            assert_eq!(
                labels(&step(&setup(), &products, 9)),
                [
                    "forward_first",
                    "forward",
                    "forward_last",
                    "backward",
                    "backward",
                    "update_first",
                    "update",
                    "update_last"
                ]
            );
        }
    }

    fn with(sizes: &[usize], batch: usize) -> Setup {
        let network = Network::new(sizes, &vec![Activation::Sigmoid; sizes.len() - 1]).unwrap();
        Setup { network, training_batch: batch, ..setup() }
    }

    #[test]
    fn outputs_of_several_workgroups_keep_the_commands_of_their_loss() {
        for products in families() {
            assert_eq!(
                labels(&step(&with(&[5, 4, 300], 8), &products, 9)),
                [
                    "gather",
                    "forward_first",
                    "forward",
                    "sample_loss",
                    "output_delta",
                    "backward",
                    "update_first",
                    "update_last"
                ]
            );
        }
    }

    #[test]
    fn what_binds_more_buffers_than_the_device_keeps_its_commands() {
        let [panels, tiles] = families();
        let default = wgpu::Limits::default().max_storage_buffers_per_shader_stage as usize;
        assert_eq!(step(&setup(), &tiles, default), step(&setup(), &tiles, 9));
        let fewer = ["gather", "forward_first", "forward", "forward", "sample_loss"];
        assert_eq!(labels(&step(&setup(), &panels, default))[..5], fewer);
        assert_eq!(step(&setup(), &panels, default).len(), 11);
        // The first update has 7 operands, the last layer's shaders 8.
        assert_eq!(labels(&step(&setup(), &tiles, 7))[..5], fewer);
        assert_eq!(step(&setup(), &tiles, 7).len(), 13);
        assert_eq!(step(&setup(), &tiles, 6).len(), 14);
    }

    #[test]
    fn a_split_product_is_taken_over_by_the_pass_that_loads_or_finishes() {
        let [_, tiles] = families();
        let default = wgpu::Limits::default().max_storage_buffers_per_shader_stage as usize;
        assert_eq!(
            labels(&step(&with(&[600, 512, 3], 600), &tiles, default)),
            [
                "forward_first",
                "forward_part",
                "forward_last_sum",
                "backward",
                "update_first",
                "update_part",
                "update_last_sum"
            ]
        );
        assert_eq!(
            labels(&step(&with(&[600, 3, 3], 600), &tiles, default)),
            [
                "forward_first_part",
                "forward_sum",
                "forward_last",
                "backward",
                "update_first_part",
                "update_sum",
                "update_part",
                "update_last_sum"
            ]
        );
    }

    #[test]
    fn every_shader_has_the_operands_that_it_binds() {
        for setup in [setup(), with(&[5, 300], 8), with(&[600, 3, 3], 600), with(&[600, 3], 600)] {
            let recordings =
                [setup.training_step(8), setup.evaluation(8), setup.prediction(8)].into_iter();
            for recording in recordings.chain([setup.training_step(setup.training_batch)]) {
                for products in families() {
                    for command in take_over_ends(fuse(&recording.commands, &products), 9) {
                        let operands = command.shader.operands();
                        assert_eq!(command.operands.len(), operands.len(), "{command:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn tiles_bind_no_more_than_any_device_allows() {
        let most = wgpu::Limits::default().max_storage_buffers_per_shader_stage as usize;
        let tiles = Shader::all().into_iter().filter(|s| matches!(s, Shader::Tile(..)));
        for shader in tiles {
            assert!(shader.bindings().len() <= most, "{}", shader.label());
        }
    }

    #[test]
    fn a_weight_is_updated_after_the_last_fused_command_that_reads_it() {
        for products in families() {
            let fused = step(&setup(), &products, 9);
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
