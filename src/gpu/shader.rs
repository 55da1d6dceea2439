//! What a pipeline is compiled from: a kernel of the table alone, or several fused into one shader.

use std::collections::BTreeMap;

use minijinja::{Environment, context};

use super::matrix::Matrices;
use super::tile::{Pass, Tile};
use crate::kernel::{Access, Kernel, WORKGROUP, shader};
use crate::network::Activation;

use Access::{Read, Update, Write};

/// How much of an operand a panel kernel keeps in each invocation's private array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Panel {
    /// Terms of the sums; a multiple of 8.
    pub terms: usize,
    /// Vectors of four columns.
    pub vectors: usize,
}

/// A product of matrices and what is fused with it. The fourth operand is of the result's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Product {
    /// `h = f(x W + b)`; operands x, w, b, h.
    Forward(Activation),
    /// `back = (D W^T) f'(h)`; operands d, w, h, back.
    Backward(Activation),
    /// `W -= eta/B X^T D`, `b -= eta/B sum D`; operands x, d, eta, w, b.
    Update,
}

/// Where a layer stands in a training step: the first and the last take over what the commands at
/// the ends of the step do, so that those need no dispatch of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nothing is taken over.
    Inner,
    /// Forward and update read the rows of the batch from the data set, in shuffled order; further
    /// operands order, cursor.
    First,
    /// Forward finds the outputs' loss and delta from the targets; further operands targets,
    /// order, cursor, delta, sample loss. In tiles the delta is the fourth operand: they keep h,
    /// which nothing else reads, to themselves, and so bind 8 buffers, WebGPU's default limit. The
    /// update ends the step; further operands sample loss, cursor, batch losses.
    Last,
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
    /// Whole training steps of a small network: hidden and output activation, terms of a panel in
    /// the update. Operands parameters, work, inputs, targets, order, cursor, eta, losses.
    WholeSteps(Activation, Activation, usize, Word),
    /// The same with the parameters in workgroup memory, for GPUs.
    ResidentSteps(Activation, Activation, Residence),
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

impl Product {
    /// Its shader file in a family, its formula and its operands.
    fn parts(self) -> ([&'static str; 2], Option<Activation>, &'static [Access]) {
        const INTO: &[Access] = &[Read, Read, Read, Write];
        match self {
            Self::Forward(f) => (["panel_forward", "tile_forward"], Some(f), INTO),
            Self::Backward(f) => (["panel_backward", "tile_backward"], Some(f), INTO),
            Self::Update => {
                (["panel_update", "tile_update"], None, &[Read, Read, Read, Update, Update])
            }
        }
    }

    /// The delta of an inner layer is all that a backward product finds.
    fn can_be(self, place: Place) -> bool {
        place == Place::Inner || !matches!(self, Self::Backward(_))
    }

    /// Whether it is the last of a step.
    fn ends_step(self, place: Place) -> bool {
        (self, place) == (Self::Update, Place::Last)
    }

    /// The operand of the order of the samples, where it finds rows of the data set by it.
    fn order(self, place: Place) -> Option<usize> {
        match (self, place) {
            (Self::Forward(_), Place::First) => Some(4),
            (Self::Forward(_), Place::Last) | (Self::Update, Place::First) => Some(5),
            _ => None,
        }
    }
}

impl Place {
    const ALL: [Self; 3] = [Self::Inner, Self::First, Self::Last];

    fn suffix(self) -> &'static str {
        match self {
            Self::Inner => "",
            Self::First => "_first",
            Self::Last => "_last",
        }
    }

    /// What a product at this place does with the operands that follow its own.
    fn further_operands(self, product: Product) -> &'static [Access] {
        match (self, product) {
            (Self::Inner, _) | (_, Product::Backward(_)) => &[],
            (Self::First, _) => &[Read, Read],
            (Self::Last, Product::Forward(_)) => &[Read, Read, Read, Write, Write],
            (Self::Last, Product::Update) => &[Read, Update, Update],
        }
    }
}

impl Shader {
    /// Every kernel, and every fused shader in a form that brings out each part of its template.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = Kernel::all().into_iter().map(Self::Plain).collect();
        let panel = Panel { terms: 8, vectors: 2 };
        let products = || {
            let of = |f| [Product::Forward(f), Product::Backward(f)];
            Activation::ALL.into_iter().flat_map(of).chain([Product::Update])
        };
        for word in [Word::F32, Word::U64] {
            for product in products() {
                let places = Place::ALL.iter().filter(|&&place| product.can_be(place));
                all.extend(places.map(|&place| Self::Panel(product, panel, word, place)));
            }
            all.extend([
                Self::WholeSteps(Activation::Sigmoid, Activation::Sigmoid, 8, word),
                Self::WholeSteps(Activation::Tanh, Activation::Linear, 8, word),
            ]);
        }
        // 64-32-10 with a batch of 32, in 32 KiB and in 16.
        let residence = Residence { invocations: 256, parameters: 619, work: 0 };
        let with_work = Residence { work: 1120, ..residence };
        all.extend([
            Self::ResidentSteps(Activation::Sigmoid, Activation::Sigmoid, with_work),
            Self::ResidentSteps(Activation::Tanh, Activation::Linear, residence),
        ]);
        let mut tiles = |product: Product, pass: Pass| {
            let places = Place::ALL.iter().filter(|&&place| pass.can_be(place));
            let places = places.filter(|&&place| product.can_be(place));
            all.extend(places.map(|&place| Self::Tile(product, pass, place)));
        };
        products().for_each(|product| tiles(product, Pass::Whole(Tile::Small)));
        let f = Activation::Sigmoid;
        for product in [Product::Forward(f), Product::Backward(f), Product::Update] {
            let passes = [Tile::Middle, Tile::Large].map(Pass::Whole).into_iter();
            let passes = passes.chain([Pass::Part(Tile::Small), Pass::Sum]);
            let matrices = Matrices::ALL.map(Tile::Matrices);
            let part_of_matrices = Pass::Part(Tile::Matrices(Matrices::EightBy8));
            let passes = passes.chain(matrices.map(Pass::Whole)).chain([part_of_matrices]);
            passes.for_each(|pass| tiles(product, pass));
        }
        all
    }

    /// A name that tells it from all others.
    pub fn label(self) -> String {
        let named = |name: &str, f: Option<Activation>| match f {
            Some(f) => format!("{name}_{f}"),
            None => name.to_owned(),
        };
        match self {
            Self::Plain(kernel) => named(kernel.name(), kernel.activation()),
            Self::Panel(product, panel, word, place) => {
                let ([name, _], f, _) = product.parts();
                let name = format!("{name}{}", place.suffix());
                let Panel { terms, vectors } = panel;
                format!("{}_{terms}x{}_{}", named(&name, f), 4 * vectors, word.name())
            }
            Self::Tile(product, pass, place) => {
                let ([_, name], f, _) = product.parts();
                let name = named(&format!("{name}{}", place.suffix()), f);
                match pass {
                    Pass::Whole(tile) => format!("{name}_{}", tile.label()),
                    Pass::Part(Tile::Small) => format!("{name}_part"),
                    Pass::Part(tile) => format!("{name}_part_{}", tile.label()),
                    Pass::Sum => format!("{name}_sum"),
                }
            }
            Self::WholeSteps(hidden, output, terms, word) => {
                format!("whole_steps_{hidden}_{output}_{terms}_{}", word.name())
            }
            Self::ResidentSteps(hidden, output, Residence { parameters, work, .. }) => {
                format!("resident_steps_{hidden}_{output}_{parameters}_{work}")
            }
        }
    }

    /// What it does with each operand.
    pub(super) fn operands(self) -> Vec<Access> {
        match self {
            Self::Plain(kernel) => kernel.bindings().to_vec(),
            Self::Panel(product, _, _, place) => {
                [product.parts().2, place.further_operands(product)].concat()
            }
            Self::Tile(product, _, place) => {
                let mut operands = [product.parts().2, place.further_operands(product)].concat();
                if let (Product::Forward(_), Place::Last) = (product, place) {
                    operands.remove(7);
                }
                operands
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
            let own = product.parts().2.len() as u32;
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

    /// The names of the shader files it is composed of, without `.wgsl`.
    pub fn files(self) -> Vec<&'static str> {
        match self {
            Self::Plain(kernel) => kernel.files(),
            Self::Panel(product, _, word, _) => {
                let ([name, _], f, _) = product.parts();
                let mut files = vec!["layout", word.name()];
                files.extend(f.map(Activation::name));
                files.push(name);
                files
            }
            Self::Tile(product, pass, place) => {
                let ([_, name], f, _) = product.parts();
                let (first, last): (&[_], &[_]) = match pass {
                    Pass::Sum => (&[], &["tile_sum"]),
                    _ if self.is_mixed() => (&["f16"], &["tile_operands", "matrices"]),
                    _ => (&[], &["tile_operands", "tile"]),
                };
                let mut files = [first, &["layout"]].concat();
                files.extend(f.map(Activation::name));
                files.extend([name, "tile_common"]);
                files.extend(last);
                files.extend(product.ends_step(place).then_some("tile_end"));
                files
            }
            Self::WholeSteps(hidden, output, _, word) => {
                vec![word.name(), hidden.name(), output.name(), "steps_common", "whole_steps"]
            }
            Self::ResidentSteps(hidden, output, _) => {
                let word = Word::F32.name();
                vec![word, hidden.name(), output.name(), "steps_common", "resident_steps"]
            }
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
            Self::ResidentSteps(_, _, Residence { invocations, parameters, work }) => &[
                ("WORKGROUP", f64::from(invocations)),
                ("PARAMETERS", f64::from(parameters)),
                ("WORK", f64::from(work)),
            ][..if work > 0 { 3 } else { 2 }],
        };
        constants.to_vec()
    }

    /// The WGSL: its files one after the other, templates expanded. `replaced` holds texts to take
    /// instead of the shipped ones.
    pub fn wgsl(self, replaced: &BTreeMap<String, String>) -> String {
        if let Self::Plain(kernel) = self {
            return kernel.wgsl_with(|name| replaced.get(name).map(String::as_str));
        }
        let text = |name: &str| match replaced.get(name) {
            Some(text) => text.clone(),
            None => shader(name).expect("every file of a shader exists").to_owned(),
        };
        let mut texts: Vec<_> = self.files().into_iter().map(text).collect();
        let variables = match self {
            Self::Plain(_) => unreachable!("no template"),
            Self::Panel(_, panel, _, place) => {
                let [first, last] = [place == Place::First, place == Place::Last];
                context! { K => panel.terms, V => panel.vectors, FIRST => first, LAST => last }
            }
            Self::Tile(product, pass, place) => {
                let end = product.ends_step(place);
                let matrix = match pass.tile() {
                    Tile::Matrices(matrices) => matrices.side(),
                    _ => 0,
                };
                context! {
                    HALVES => pass.tile().halves(),
                    MATRIX => matrix,
                    UPDATE => product == Product::Update,
                    LOADS => pass.loads(),
                    FINISHES => pass.finishes(),
                    FIRST => place == Place::First,
                    LOSS => place == Place::Last && !end,
                    END => end,
                    ORDER => product.order(place),
                    PARTIAL => pass.is_split().then_some(self.operands().len() + 1),
                }
            }
            Self::WholeSteps(hidden, output, gradient, _) => {
                rename_activations(&mut texts);
                let [forward, backward] = WHOLE_PANEL;
                context! {
                    KF => forward, KB => backward, KG => gradient,
                    KMAX => forward.max(backward).max(gradient),
                    LAYERS => WHOLE_LAYERS,
                    SAME => hidden == output,
                }
            }
            Self::ResidentSteps(hidden, output, residence) => {
                rename_activations(&mut texts);
                context! {
                    ROWS => RESIDENT_ROWS,
                    LAYERS => WHOLE_LAYERS,
                    SAME => hidden == output,
                    HAS_WORK => residence.work > 0,
                }
            }
        };
        let expanded = Environment::new().render_str(&texts.join("\n"), variables);
        // A replaced template may be no template at all; the compiler then refuses the message.
        expanded.unwrap_or_else(|error| error.to_string())
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

/// The files of hidden and output activation, which follow that of the words, with their functions
/// under other names, so that both can stand in one shader.
fn rename_activations(texts: &mut [String]) {
    for (text, prefix) in texts[1..].iter_mut().zip(["hidden", "output"]) {
        *text = text
            .replace("fn activation(", &format!("fn {prefix}_activation("))
            .replace("fn derivative(", &format!("fn {prefix}_derivative("));
    }
}
