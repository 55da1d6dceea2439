//! From the groups of a recording's commands to fused shaders.

mod ends;

pub(super) use self::ends::take_over_ends;
use super::panel::{panel, panel_grid};
use super::shader::{self, Lanes, Place, Product, Shader, Word};
use super::tiling::{self, Chunks, Tiles};
use crate::formula::Activation;
use crate::fusion::{self, Forward, Group, groups};
use crate::kernel::Kernel;
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
                (tiling::pass_grid(product, pass, place, shape), portions)
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
    Panels {
        /// How they load floats.
        word: Word,
        /// The invocations of a workgroup.
        lanes: Lanes,
        /// Whether shaders that compile longer pay ([`super::GpuOptions::long_run`]).
        long_run: bool,
    },
    /// Workgroup-memory tiles.
    Tiles(Tiles),
}

impl Products {
    /// The dispatches of a product. What is no training step must give the same bits however its
    /// samples are cut into batches.
    fn shaders(&self, product: Product, shape: Shape, is_training: bool) -> Vec<Shader> {
        match self {
            &Self::Panels { word, lanes, long_run } => {
                let panel = panel(shape, product, lanes, is_training, long_run);
                vec![Shader::Panel(product, panel, word, Place::Inner)]
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

/// Subtractions that the fused update makes of each weight: one, but one a panel with panels.
pub(super) fn update_panels(fused: &[Fused]) -> usize {
    let panels = fused.iter().map(|fused| match fused.shader {
        Shader::Panel(Product::Update(_), panel, ..) => fused.shape.inner.div_ceil(panel.terms),
        _ => 1,
    });
    panels.max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gpu::Panel;
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
        let lanes = Lanes::Subgroup;
        [Products::Panels { word: Word::F32, lanes, long_run: false }, Products::Tiles(tiles)]
    }

    /// A training step where so many buffers can be bound.
    fn step(setup: &Setup, products: &Products, most: usize) -> Vec<Fused> {
        let commands = setup.training_step(setup.training_batch).commands;
        take_over_ends(fuse(&commands, products, |_| true), most)
    }

    #[test]
    fn a_smaller_batch_takes_the_panels_of_the_full_one() {
        let products = &families()[0];
        let of = |rows: usize| {
            let setup = Setup { training_batch: 100, ..setup() };
            let commands = setup.training_step(rows).commands;
            take_over_ends(fuse(&commands, products, |_| true), 9)
        };
        let compiled: Vec<_> = of(48).iter().map(|fused| fused.shader).collect();
        let mut rest = of(11);
        let own: Vec<_> = rest.iter().map(|fused| fused.shader).collect();
        assert!(own.iter().any(|shader| !compiled.contains(shader)));
        for fused in &mut rest {
            fused.shader = fused.shader.sharing(fused.shape.inner, compiled.iter().copied());
        }
        assert!(rest.iter().all(|fused| compiled.contains(&fused.shader)));
        // A batch of 100 has two panels, each of which is subtracted: no larger one will do.
        let mut large = of(100);
        let before: Vec<_> = large.iter().map(|fused| fused.shader).collect();
        let larger = |shader: &Shader| match *shader {
            Shader::Panel(product, panel, word, place) => {
                Shader::Panel(product, Panel { terms: 64, ..panel }, word, place)
            }
            shader => shader,
        };
        let larger: Vec<_> = before.iter().map(larger).collect();
        for fused in &mut large {
            fused.shader = fused.shader.sharing(fused.shape.inner, larger.iter().copied());
        }
        for (fused, before) in large.iter().zip(before) {
            let is_update = matches!(before, Shader::Panel(Product::Update(_), ..));
            assert_eq!(fused.shader == before, is_update, "{}", before.label());
        }
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
}
