//! From the groups of a recording's commands to fused shaders.

use super::shader::{self, Panel, Place, Product, Shader, Word};
use super::tile::{self, Chunks, Tiles};
use crate::formula::Activation;
use crate::fusion::{self, Forward, Group, groups};
use crate::kernel::Kernel;
use crate::recipe::Criterion;
use crate::recording::{Buffer, Command};
use crate::shape::Shape;

/// One dispatch to be: a shader over named buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fused {
    pub(super) shader: Shader,
    pub(super) shape: Shape,
    pub(super) operands: Vec<Buffer>,
    /// Buffers of the recording that are not written, because the shader keeps them to itself.
    pub(super) elided: Vec<Buffer>,
    /// The slot of the dropout that it does.
    pub(super) slot: u32,
}

impl Fused {
    pub(super) fn plain(command: &Command) -> Self {
        Self {
            shader: Shader::Plain(command.kernel),
            shape: command.shape,
            operands: command.operands.clone(),
            elided: Vec::new(),
            slot: 0,
        }
    }

    /// The parameter that it changes with what lies behind it, where the shader counts on that.
    pub(super) fn planes(&self) -> Option<[Buffer; 2]> {
        match self.shader.finishes() {
            Some(Product::Update(Some(rules))) if !rules.are_descent() => {
                Some([self.operands[3], self.operands[4]])
            }
            _ => None,
        }
    }

    /// Whether it is the kernel of a recording that computes `buffer`.
    fn computes(&self, buffer: Buffer) -> bool {
        match self.shader {
            Shader::Plain(kernel) => self.operands[kernel.output()] == buffer,
            _ => false,
        }
    }

    /// The operand of that name, if it has one.
    fn operand(&self, wanted: &str) -> Option<Buffer> {
        let place = self.shader.operand_names().iter().position(|name| *name == wanted)?;
        Some(self.operands[place])
    }

    /// The same product at another place, which over further operands does what commands at an end of
    /// the step do. `further` names them as the shader does.
    fn at(&self, place: Place, further: &[(&'static str, Buffer)], elided: &[Buffer]) -> Self {
        self.of(self.shader.at(place), further, elided)
    }

    /// The same operands, and further ones, in another shader.
    fn of(&self, shader: Shader, further: &[(&'static str, Buffer)], elided: &[Buffer]) -> Self {
        let own = self.shader.operand_names().into_iter().zip(self.operands.iter().copied());
        let known: Vec<_> = own.chain(further.iter().copied()).collect();
        let find = |wanted| {
            let place = known.iter().find(|(name, _)| *name == wanted);
            place.unwrap_or_else(|| panic!("{} needs {wanted}", shader.label())).1
        };
        let operands = shader.operand_names().into_iter().map(find).collect();
        let mut taker = Self { shader, operands, ..self.clone() };
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
                let panel = panel(shape, product);
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

/// The commands with each product fused with what follows it; see [`Group`]. `planes` says whether what
/// an update keeps of a parameter lies behind it.
pub(super) fn fuse(
    commands: &[Command],
    products: &Products,
    planes: impl Fn(Buffer) -> bool,
) -> Vec<Fused> {
    let is_training = fusion::is_training(commands);
    let groups = groups(commands);
    groups.iter().flat_map(|group| fused(commands, group, products, is_training, &planes)).collect()
}

fn fused(
    commands: &[Command],
    group: &Group,
    products: &Products,
    is_training: bool,
    planes: &impl Fn(Buffer) -> bool,
) -> Vec<Fused> {
    let with =
        |product, shape, operands: Vec<(&'static str, Buffer)>, slot: Option<u32>, elided| {
            let passes = products.shaders(product, shape, is_training);
            let of = |shader: Shader| {
                let find = |wanted| {
                    let operand = operands.iter().find(|(name, _)| *name == wanted);
                    operand.unwrap_or_else(|| panic!("{} needs {wanted}", shader.label())).1
                };
                Fused {
                    shader,
                    shape,
                    operands: shader.operand_names().into_iter().map(find).collect(),
                    elided: Vec::clone(&elided),
                    slot: slot.unwrap_or(0),
                }
            };
            passes.into_iter().map(of).collect::<Vec<_>>()
        };
    let coefficients = ("coefficients", Buffer::Coefficients);
    match *group {
        Group::Plain(ref command) => vec![Fused::plain(command)],
        // Its softmax needs whole rows: a kernel by itself, unless the end of the step takes it over.
        Group::Forward(Forward {
            f: Activation::Softmax, shape, x, weight, bias, sum, h, ..
        }) => {
            let product = Product::Forward(shader::Forward::new(Activation::Linear));
            let operands = vec![("x", x), ("w", weight), ("b", bias), ("h", sum)];
            let mut fused = with(product, shape, operands, None, Vec::new());
            let softmax = commands.iter().find(|command| command.operands == [sum, h]);
            fused.extend(softmax.map(Fused::plain));
            fused
        }
        Group::Forward(forward) => {
            let Forward { f, shape, x, weight, bias, sum, h, keeps_sum, dropout } = forward;
            let product = Product::Forward(shader::Forward {
                keeps_sum,
                dropout: dropout.is_some(),
                ..shader::Forward::new(f)
            });
            let operands =
                vec![("x", x), ("w", weight), ("b", bias), ("h", h), ("sum", sum), coefficients];
            with(product, shape, operands, dropout, group.elided())
        }
        Group::Backward(fusion::Backward {
            slope,
            shape,
            next_delta,
            weight,
            of,
            delta,
            dropout,
            ..
        }) => {
            let product = Product::Backward(shader::Backward { slope, dropout: dropout.is_some() });
            let operands =
                vec![("d", next_delta), ("w", weight), ("h", of), ("back", delta), coefficients];
            with(product, shape, operands, dropout, group.elided())
        }
        Group::Update(fusion::Update { layer, shape, x, delta, rules }) => {
            let [weight, bias] = [Buffer::Weight(layer), Buffer::Bias(layer)];
            let operands = |w, b| vec![("x", x), ("d", delta), coefficients, ("w", w), ("b", b)];
            let gradients = || {
                let operands = operands(weight.gradient(), bias.gradient());
                with(Product::Update(None), shape, operands, None, Vec::new())
            };
            match rules {
                None => gradients(),
                Some(rules) if rules.are_descent() || (planes(weight) && planes(bias)) => {
                    let product = Product::Update(Some(rules));
                    with(product, shape, operands(weight, bias), None, group.elided())
                }
                // Too large to lie together.
                Some(_) => {
                    let mut fused = gradients();
                    let rest = commands.iter().filter(|command| {
                        matches!(
                            command.kernel,
                            Kernel::State(..) | Kernel::Update(_) | Kernel::Average
                        ) && command.operands[0].layer() == Some(layer)
                    });
                    fused.extend(rest.map(Fused::plain));
                    fused
                }
            }
        }
    }
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
    if let Some(update) = ends.update {
        let names = ["sample_loss", "cursor", "losses"].into_iter();
        let further: Vec<_> = names.zip(operands(ends.mean_loss)).collect();
        let update_last = step[update].at(Place::Last, &further, &[]);
        takers.push((vec![(update, update_last)], vec![ends.mean_loss, ends.advance]));
    }

    // Where one workgroup has all outputs of a row, it can add up their losses; and in panels find their
    // softmax.
    let is_tile = matches!(step[ends.forward].shader, Shader::Tile(..));
    if step[ends.forward].has_whole_rows() && !(is_tile && ends.softmax.is_some()) {
        let names = ["targets", "order", "cursor"].into_iter();
        let mut further: Vec<_> = names.zip(operands(ends.targets)).collect();
        let output = |at: usize| *step[at].operands.last().expect("it writes one");
        further.push(("delta", output(ends.output_delta)));
        further.push(("sample_loss", output(ends.sample_loss)));
        further.push(("coefficients", Buffer::Coefficients));
        let mut elided = vec![Buffer::Targets];
        let mut taken = vec![ends.targets, ends.output_delta, ends.sample_loss];
        let mut forward = step[ends.forward].clone();
        if let Some(softmax) = ends.softmax {
            let [sum, h] = operands(softmax)[..] else { unreachable!("softmax has two operands") };
            elided.push(sum);
            forward.operands[3] = h;
            taken.push(softmax);
        } else if let Some(sum) = forward.operand("sum") {
            elided.push(sum);
        }
        let shader = step[ends.forward].shader.judged_by(ends.criterion);
        if let Shader::Tile(..) = shader {
            elided.push(forward.operands[3]);
        }
        let forward = forward.of(shader, &further, &elided);
        takers.push((vec![(ends.forward, forward)], taken));
    }

    // A single layer's update moves the cursor, by which another workgroup would find its rows.
    if ends.layers > 1
        && let Some(inputs) = ends.inputs
    {
        let mut further: Vec<_> =
            [("order", 1), ("cursor", 2)].map(|(name, at)| (name, operands(inputs)[at])).to_vec();
        further.extend([("schedule", Buffer::Schedule), ("current", Buffer::Coefficients)]);
        let loads_inputs = |at: &usize| {
            step[*at].shader.loads().is_some() && step[*at].operands[0] == Buffer::Inputs
        };
        let first: Vec<_> = (0..step.len())
            .filter(loads_inputs)
            .map(|at| {
                let mut first = step[at].at(Place::First, &further, &[Buffer::Inputs]);
                first.operands[0] = operands(inputs)[0];
                (at, first)
            })
            .collect();
        let copies = first.iter().any(|(_, first)| first.shader.copies_coefficients());
        let mut taken = vec![inputs];
        taken.extend(ends.coefficients.filter(|_| copies));
        takers.push((first, taken));
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
    /// None where the inputs are dropped, which takes a command of its own.
    inputs: Option<usize>,
    coefficients: Option<usize>,
    targets: usize,
    softmax: Option<usize>,
    output_delta: usize,
    criterion: Criterion,
    sample_loss: usize,
    mean_loss: usize,
    advance: usize,
    forward: usize,
    /// None where other commands come after the last product.
    update: Option<usize>,
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
        let update = all(&|c| matches!(c.shader.finishes(), Some(Product::Update(_))));
        if update.len() != forward.len() {
            return None;
        }
        let drops_inputs = step.iter().any(|command| {
            command.shader == Shader::Plain(Kernel::Dropout)
                && command.operands[0] == Buffer::Inputs
        });
        let mean_loss = kernel(Kernel::MeanLoss)?;
        let advance = kernel(Kernel::Advance)?;
        let last = *update.last()?;
        // Plain kernels of the update would find the cursor moved, and the coefficients gone.
        let is_last = (last + 1..step.len()).all(|at| at == advance);
        let output_delta = only(&|c| matches!(c.shader, Shader::Plain(Kernel::OutputDelta(_))))?;
        let Shader::Plain(Kernel::OutputDelta(criterion)) = step[output_delta].shader else {
            return None;
        };
        Some(Self {
            inputs: only(&|c| c.computes(Buffer::Inputs)).filter(|_| !drops_inputs),
            coefficients: kernel(Kernel::Coefficients),
            targets: only(&|c| c.computes(Buffer::Targets))?,
            softmax: kernel(Kernel::Softmax),
            output_delta,
            criterion,
            sample_loss: only(&|c| matches!(c.shader, Shader::Plain(Kernel::SampleLoss(_))))?,
            mean_loss,
            advance,
            forward: *forward.last()?,
            update: is_last.then_some(last),
            layers: forward.len(),
        })
    }
}

/// The panel for a product: its terms split evenly into pieces of at most 64, or of 128 where
/// the product is so large that the better code pays for the longer compilation.
fn panel(shape: Shape, product: Product) -> Panel {
    const LARGE: usize = 1 << 22;
    let large = shape.rows * shape.inner * shape.columns >= LARGE;
    let terms = match product {
        Product::Update(_) => gradient_terms(shape.inner),
        _ => pieces_of(if large { 128 } else { 64 }, shape.inner),
    };
    Panel { terms, vectors: if shape.columns > 32 { 2 } else { 1 } }
}

/// Terms of a panel in the gradient of a weight. Each panel is subtracted by itself, so that this
/// decides bits, unlike the terms of other products.
pub(super) fn gradient_terms(samples: usize) -> usize {
    pieces_of(64, samples)
}

fn pieces_of(most: usize, terms: usize) -> usize {
    terms.div_ceil(terms.div_ceil(most)).next_multiple_of(8)
}

/// Subtractions that the fused update makes of each weight: one, but one a panel with panels.
pub(super) fn update_panels(fused: &[Fused]) -> usize {
    let panels = fused.iter().map(|fused| match fused.shader {
        Shader::Panel(Product::Update(_), panel, ..) => fused.shape.inner.div_ceil(panel.terms),
        _ => 1,
    });
    panels.max().unwrap_or(1)
}

/// Columns and rows of workgroups of a panel kernel, and the rows of each: enough workgroups to
/// keep the cores busy, but with so many rows that filling the panel, which costs as much as some 25
/// of them, does not count. How rows are shared changes no sum.
fn panel_grid(shape: Shape, panel: Panel) -> ([u32; 3], u32) {
    const MOST_ROWS: usize = 256;
    const LEAST_ROWS: usize = 64;
    let workgroups = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    let x = shape.columns.div_ceil(32 * panel.vectors);
    let mut y = shape.rows.div_ceil(MOST_ROWS);
    while x * y * shape.members < workgroups && shape.rows / y > LEAST_ROWS {
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
            recipe: crate::recipe::Recipe::default(),
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
        take_over_ends(fuse(&commands, products, |_| true), most)
    }

    /// The shaders' names after their family's and up to their activation, panel or tile.
    fn labels(step: &[Fused]) -> Vec<String> {
        let label = |fused: &Fused| {
            let label = fused.shader.label();
            let label = label.trim_start_matches("panel_").trim_start_matches("tile_");
            let sizes = label.find(|letter: char| letter.is_ascii_digit());
            label[..sizes.map_or(label.len(), |sizes| sizes - 1)]
                .replace("_sigmoid", "")
                .replace("_half_squared_error", "")
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
        // The first forward shader has 8 operands, as have the last layer's.
        assert_eq!(labels(&step(&setup(), &tiles, 7))[..3], ["coefficients", "gather", "gather"]);
        assert_eq!(step(&setup(), &tiles, 7).len(), 15);
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
                    for command in take_over_ends(fuse(&recording.commands, &products, |_| true), 9)
                    {
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
        for shader in Shader::all() {
            // What has more to read at the ends of a step keeps commands of their own there.
            if let Shader::Tile(product, _, place) = shader
                && (place == Place::Inner
                    || Product::of_the_seed().map(|p| p.at(place)).contains(&product))
            {
                assert!(shader.bindings().len() <= most, "{}", shader.label());
            }
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
            let panel = panel(shape, Product::Update(None));
            let ([x, y, z], each) = panel_grid(shape, panel);
            assert!(each % 4 == 0 && z == 2);
            assert!(
                y as usize * each as usize >= rows && (y as usize - 1) * (each as usize) < rows
            );
            assert!(x as usize * 32 * panel.vectors >= columns);
        }
    }
}
