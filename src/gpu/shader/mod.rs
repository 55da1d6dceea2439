//! What a pipeline is compiled from: a kernel of the table alone, or several fused into one shader.

mod product;
mod samples;
mod text;

use super::tile::Tile;
use crate::formula::{Activation, DerivativeOf};
use crate::kernel::{Access, Kernel, WORKGROUP};
use crate::recipe::{Criterion, Rules, Slope};

use self::product::Family;
pub use self::product::{Backward, Forward, Pass, Place, Product};
#[cfg(feature = "export")]
pub(crate) use self::text::prefixed;

use Access::{Read, Update, Write};

/// How much of an operand a panel kernel keeps in each invocation's private array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Panel {
    /// Terms of the sums; a multiple of 8.
    pub terms: usize,
    /// Vectors of four columns.
    pub vectors: usize,
    /// Whether the driver may unroll the loops that fill it: the shader then compiles longer and runs
    /// faster. The bits are the same.
    pub unrolled: bool,
    /// The invocations that share its columns.
    pub lanes: Lanes,
}

/// The workgroup of a panel kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lanes {
    /// A subgroup of eight, which hand one another the left operand.
    Subgroup,
    /// Four without subgroups: each reads all of the left operand.
    Four,
}

/// One compute shader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shader {
    /// A kernel of the table.
    Plain(Kernel),
    /// A product in panels, for software adapters.
    Panel(Product, Panel, Word, Place),
    /// A product in workgroup-memory tiles, for GPUs. Where it is split, one more buffer holds the
    /// chunks' sums, and each pass binds of the operands only what it uses.
    Tile(Product, Pass, Place),
    /// Whole training steps of a small network; the panel of the update. Operands parameters, work,
    /// inputs, targets, order, cursor, schedule, losses.
    WholeSteps(Steps, Panel, Word),
    /// The same with the parameters in workgroup memory, for GPUs.
    ResidentSteps(Steps, Residence),
}

/// The formulas of whole training steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Steps {
    /// The activation of every layer but the last.
    pub hidden: Activation,
    /// Whether inputs or answers are dropped.
    pub dropout: bool,
    /// How the outputs are judged, with their activation.
    pub criterion: Criterion,
    /// What becomes of the gradients.
    pub rules: Rules,
}

impl Steps {
    /// How the slopes of the hidden layers are found.
    pub fn slope(self) -> Slope {
        let of = if self.dropout { DerivativeOf::Sum } else { self.hidden.derivative_of() };
        Slope { f: self.hidden, of }
    }

    fn label(self) -> String {
        let dropout = if self.dropout { "_dropout" } else { "" };
        let average = if self.rules.weight.links.average { "_average" } else { "" };
        let (criterion, rule) = (self.criterion.label(), self.rules.weight.label());
        format!("{}{dropout}_{criterion}_{rule}{average}", self.hidden)
    }
}

/// What of a training step is kept in workgroup memory, lengths in vectors of four floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Residence {
    /// Invocations of the workgroup.
    pub invocations: u32,
    /// The parameters of all layers.
    pub parameters: u32,
    /// The batch, its activations and its deltas; 0 where these are in a buffer.
    pub work: u32,
}

/// How four floats are loaded and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// As a vector of floats.
    F32,
    /// As two 64-bit integers.
    U64,
}

/// The most layers that `whole_steps` and `resident_steps` run.
pub(super) const WHOLE_LAYERS: usize = 16;
/// Terms of a panel in the forward and backward products of `whole_steps`.
const WHOLE_PANEL: [usize; 2] = [32, 16];
/// Rows of the batch in an invocation's block of `resident_steps`. Reasoned, not measured: the more
/// rows share a weight, the less is read a multiplication; with two, a layer of 32 outputs still has
/// 128 blocks for a batch of 32, as many as a GPU's unit that runs a workgroup has lanes.
const RESIDENT_ROWS: usize = 2;

impl Shader {
    /// A name that tells it from all others.
    pub fn label(self) -> String {
        match self {
            Self::Plain(kernel) => kernel.label(),
            Self::Panel(product, panel, word, place) => {
                let name = product.file(Family::Panels);
                let (place, product) = (place.suffix(), product.label());
                format!("{name}{place}{product}_{}_{}", panel.label(), word.name())
            }
            Self::Tile(product, pass, place) => {
                let name = product.file(Family::Tiles);
                let name = format!("{name}{}{}", place.suffix(), product.label());
                match pass {
                    Pass::Whole(tile) => format!("{name}_{}", tile.label()),
                    Pass::Part(Tile::Small) => format!("{name}_part"),
                    Pass::Part(tile) => format!("{name}_part_{}", tile.label()),
                    Pass::Sum => format!("{name}_sum"),
                }
            }
            Self::WholeSteps(steps, panel, word) => {
                format!("whole_steps_{}_{}_{}", steps.label(), panel.label(), word.name())
            }
            Self::ResidentSteps(steps, Residence { parameters, work, .. }) => {
                format!("resident_steps_{}_{parameters}_{work}", steps.label())
            }
        }
    }

    /// Its operands of a product by their names in the shaders.
    fn named_operands(self) -> Vec<(&'static str, Access)> {
        match self {
            Self::Panel(product, _, _, place) => product.operands(Family::Panels, place),
            Self::Tile(product, _, place) => product.operands(Family::Tiles, place),
            _ => Vec::new(),
        }
    }

    /// The names of the operands of its product.
    pub(super) fn operand_names(self) -> Vec<&'static str> {
        self.named_operands().into_iter().map(|(name, _)| name).collect()
    }

    /// The forward product of the last layer, which also judges its outputs.
    pub(super) fn judged_by(self, criterion: Criterion) -> Self {
        let forward = Forward { criterion: Some(criterion), ..Forward::new(criterion.output) };
        self.of(Product::Forward(forward)).at(Place::Last)
    }

    /// Whether it copies the coefficients of the step to where others find them.
    pub(super) fn copies_coefficients(self) -> bool {
        match self {
            Self::Panel(product, _, _, place) => product.copies_coefficients(place),
            Self::Tile(product, pass, place) => pass.loads() && product.copies_coefficients(place),
            _ => false,
        }
    }

    /// What it does with each operand.
    pub(super) fn operands(self) -> Vec<Access> {
        match self {
            Self::Plain(kernel) => kernel.bindings(),
            Self::Panel(..) | Self::Tile(..) => {
                self.named_operands().into_iter().map(|(_, access)| access).collect()
            }
            Self::WholeSteps(..) | Self::ResidentSteps(..) => {
                [[Update; 2], [Read; 2], [Read; 2], [Read, Write]].concat()
            }
        }
    }

    /// What it does with each buffer that it binds, by the number of the binding: that of the
    /// operand, from 1, and after them that of the chunks' sums.
    pub fn bindings(self) -> Vec<(u32, Access)> {
        let mut bindings: Vec<_> = (1..).zip(self.operands()).collect();
        if let Self::Tile(product, pass, _) = self
            && pass.is_split()
        {
            let partial = bindings.len() as u32 + 1;
            let own = if let Product::Update(_) = product { 5 } else { 4 };
            bindings.retain(|&(binding, _)| match binding {
                ..=2 => pass.loads(),
                _ => pass.finishes() || binding > own,
            });
            bindings.push((partial, Update));
        }
        bindings
    }

    /// The product that it loads the operands of, if any.
    pub(super) fn loads(self) -> Option<Product> {
        match self {
            Self::Panel(product, ..) => Some(product),
            Self::Tile(product, pass, _) => pass.loads().then_some(product),
            _ => None,
        }
    }

    /// The product that it finishes, if any.
    pub(super) fn finishes(self) -> Option<Product> {
        match self {
            Self::Panel(product, ..) => Some(product),
            Self::Tile(product, pass, _) => pass.finishes().then_some(product),
            _ => None,
        }
    }

    /// The same product at another place among the layers.
    pub(super) fn at(self, place: Place) -> Self {
        match self {
            Self::Panel(product, panel, word, _) => Self::Panel(product, panel, word, place),
            Self::Tile(product, pass, _) => Self::Tile(product, pass, place),
            other => unreachable!("{other:?} has no place among the layers"),
        }
    }

    /// Its panel, if it has one.
    fn panel(self) -> Option<Panel> {
        match self {
            Self::Panel(_, panel, ..) | Self::WholeSteps(_, panel, _) => Some(panel),
            _ => None,
        }
    }

    /// The same with a panel of more terms, where that is compiled already, so that the smaller batch that
    /// ends an epoch costs no compilation of its own (on lavapipe seconds). No bit differs: sums add their
    /// `terms` in ascending order, and what a panel holds beyond them is 0; the sum of an update, which is
    /// subtracted panel by panel, is one panel's.
    pub(super) fn sharing(self, terms: usize, compiled: impl Iterator<Item = Self>) -> Self {
        let Some(own) = self.panel() else { return self };
        let updates = matches!(self, Self::WholeSteps(..) | Self::Panel(Product::Update(_), ..));
        if updates && terms > own.terms {
            return self;
        }
        let of = |terms| match self {
            Self::Panel(product, panel, word, place) => {
                Self::Panel(product, Panel { terms, ..panel }, word, place)
            }
            Self::WholeSteps(steps, panel, word) => {
                Self::WholeSteps(steps, Panel { terms, ..panel }, word)
            }
            other => other,
        };
        let more = compiled.filter_map(|shader| Some((shader.panel()?.terms, shader)));
        let more = more.filter(|&(terms, shader)| terms >= own.terms && shader == of(terms));
        more.min_by_key(|&(terms, _)| terms).map_or(self, |(_, shader)| shader)
    }

    /// The same with another product.
    pub(super) fn of(self, product: Product) -> Self {
        match self {
            Self::Panel(_, panel, word, place) => Self::Panel(product, panel, word, place),
            Self::Tile(_, pass, place) => Self::Tile(product, pass, place),
            other => unreachable!("{other:?} is no product"),
        }
    }

    /// Whether it takes the operands of its product in f16.
    pub fn is_mixed(self) -> bool {
        matches!(self, Self::Tile(_, pass, _) if matches!(pass.tile(), Tile::Matrices(_)))
    }

    /// The values of its overrides; panels and whole steps have their workgroup written out.
    pub fn constants(self) -> Vec<(&'static str, f64)> {
        let constants: &[_] = match self {
            Self::Plain(kernel) => kernel.constants(),
            Self::Tile(_, Pass::Sum, _) => &[("WORKGROUP", WORKGROUP as f64)],
            Self::Tile(_, pass, _) => pass.tile().constants(),
            Self::Panel(..) | Self::WholeSteps(..) => &[],
            Self::ResidentSteps(_, Residence { invocations, parameters, work }) => &[
                ("WORKGROUP", f64::from(invocations)),
                ("PARAMETERS", f64::from(parameters)),
                ("WORK", f64::from(work)),
            ][..if work > 0 { 3 } else { 2 }],
        };
        constants.to_vec()
    }
}

impl Panel {
    fn label(self) -> String {
        let Self { terms, vectors, unrolled, lanes } = self;
        let unrolled = if unrolled { "_unrolled" } else { "" };
        let lanes = if lanes == Lanes::Four { "_of_four" } else { "" };
        format!("{terms}x{}{unrolled}{lanes}", 4 * vectors)
    }

    /// Columns of a workgroup.
    pub(in crate::gpu) fn columns(self) -> usize {
        4 * self.vectors * self.lanes.count()
    }
}

impl Lanes {
    /// How many they are.
    pub(in crate::gpu) fn count(self) -> usize {
        match self {
            Self::Subgroup => 8,
            Self::Four => 4,
        }
    }

    /// The file of what they have between them.
    fn file(self) -> &'static str {
        match self {
            Self::Subgroup => "lanes_of_subgroup",
            Self::Four => "lanes_in_memory",
        }
    }
}

impl Word {
    fn name(self) -> &'static str {
        match self {
            Self::F32 => "word_f32",
            Self::U64 => "word_u64",
        }
    }
}
