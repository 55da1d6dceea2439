//! What a pipeline is compiled from: a kernel of the table alone, or several fused into one shader.

use std::collections::BTreeMap;

use minijinja::{Environment, context};

use crate::kernel::{Access, Kernel, shader};
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

/// Where a layer stands in a training step: the first and the last take over what the commands at
/// the ends of the step do, so that those need no dispatch of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nothing is taken over.
    Inner,
    /// The rows of the batch are read from the data set, in shuffled order.
    First,
    /// Loss and delta of the outputs follow from the targets; the update ends the step.
    Last,
}

/// One compute shader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shader {
    /// A kernel of the table.
    Plain(Kernel),
    /// `h = f(x W + b)`; operands x, w, b, h; in the first layer then order, cursor; in the last
    /// targets, order, cursor, delta, sample loss.
    Forward(Activation, Panel, Word, Place),
    /// `back = (D W^T) f'(h)`; operands d, w, h, back.
    Backward(Activation, Panel, Word),
    /// `W -= eta/B X^T D`, `b -= eta/B sum D`; operands x, d, eta, w, b; in the first layer then
    /// order, cursor; in the last sample loss, cursor, batch losses.
    Update(Panel, Word, Place),
    /// Whole training steps of a small network: hidden and output activation. Operands
    /// parameters, work, inputs, targets, order, cursor, eta, losses.
    WholeSteps(Activation, Activation, Word),
}

/// How four floats are loaded and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// As a vector of floats.
    F32,
    /// As two 64-bit integers.
    U64,
}

/// The most layers that `whole_steps` runs.
pub(super) const WHOLE_LAYERS: usize = 16;
/// Terms of a panel in the forward, backward and gradient products of `whole_steps`.
const WHOLE_PANEL: [usize; 3] = [32, 16, 32];

impl Shader {
    /// Every kernel, and every fused shader in a form that brings out each part of its template.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = Kernel::all().into_iter().map(Self::Plain).collect();
        let panel = Panel { terms: 8, vectors: 2 };
        for word in [Word::F32, Word::U64] {
            for f in Activation::ALL {
                all.push(Self::Backward(f, panel, word));
                all.extend(Place::ALL.map(|place| Self::Forward(f, panel, word, place)));
            }
            all.extend(Place::ALL.map(|place| Self::Update(panel, word, place)));
            all.extend([
                Self::WholeSteps(Activation::Sigmoid, Activation::Sigmoid, word),
                Self::WholeSteps(Activation::Tanh, Activation::Linear, word),
            ]);
        }
        all
    }

    /// A name that tells it from all others.
    pub fn label(self) -> String {
        let panel = |p: Panel| format!("{}x{}", p.terms, 4 * p.vectors);
        match self {
            Self::Plain(kernel) => match kernel.activation() {
                Some(f) => format!("{}_{f}", kernel.name()),
                None => kernel.name().to_owned(),
            },
            Self::Forward(f, p, word, place) => {
                format!("panel_forward{}_{f}_{}_{}", place.suffix(), panel(p), word.name())
            }
            Self::Backward(f, p, word) => {
                format!("panel_backward_{f}_{}_{}", panel(p), word.name())
            }
            Self::Update(p, word, place) => {
                format!("panel_update{}_{}_{}", place.suffix(), panel(p), word.name())
            }
            Self::WholeSteps(hidden, output, word) => {
                format!("whole_steps_{hidden}_{output}_{}", word.name())
            }
        }
    }

    /// What it does with each operand, in the order of its bindings from 1.
    pub(super) fn bindings(self) -> &'static [Access] {
        match self {
            Self::Plain(kernel) => kernel.bindings(),
            Self::Forward(.., Place::Inner) => &[Read, Read, Read, Write],
            Self::Forward(.., Place::First) => &[Read, Read, Read, Write, Read, Read],
            Self::Forward(.., Place::Last) => {
                &[Read, Read, Read, Write, Read, Read, Read, Write, Write]
            }
            Self::Backward(..) => &[Read, Read, Read, Write],
            Self::Update(.., Place::Inner) => &[Read, Read, Read, Update, Update],
            Self::Update(.., Place::First) => &[Read, Read, Read, Update, Update, Read, Read],
            Self::Update(.., Place::Last) => {
                &[Read, Read, Read, Update, Update, Read, Update, Update]
            }
            Self::WholeSteps(..) => &[Update, Update, Read, Read, Read, Read, Read, Write],
        }
    }

    /// The names of the shader files it is composed of, without `.wgsl`.
    pub fn files(self) -> Vec<&'static str> {
        match self {
            Self::Plain(kernel) => kernel.files(),
            Self::Forward(f, _, word, _) => vec!["layout", word.name(), f.name(), "panel_forward"],
            Self::Backward(f, _, word) => vec!["layout", word.name(), f.name(), "panel_backward"],
            Self::Update(_, word, _) => vec!["layout", word.name(), "panel_update"],
            Self::WholeSteps(hidden, output, word) => {
                vec![word.name(), hidden.name(), output.name(), "whole_steps"]
            }
        }
    }

    /// The values of its overrides; a template has its workgroup written out.
    pub fn constants(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Plain(kernel) => kernel.constants(),
            _ => &[],
        }
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
        let template = texts.pop().expect("a shader has a file");
        let variables = match self {
            Self::Plain(_) => unreachable!("no template"),
            Self::Forward(_, panel, _, place) | Self::Update(panel, _, place) => {
                let [first, last] = [place == Place::First, place == Place::Last];
                context! { K => panel.terms, V => panel.vectors, FIRST => first, LAST => last }
            }
            Self::Backward(_, panel, _) => context! { K => panel.terms, V => panel.vectors },
            Self::WholeSteps(hidden, output, _) => {
                texts[1] = renamed(&texts[1], "hidden");
                texts[2] = renamed(&texts[2], "output");
                let [forward, backward, gradient] = WHOLE_PANEL;
                context! {
                    KF => forward, KB => backward, KG => gradient,
                    KMAX => forward.max(backward).max(gradient),
                    LAYERS => WHOLE_LAYERS,
                    SAME => hidden == output,
                }
            }
        };
        let expanded = Environment::new().render_str(&template, variables);
        // A replaced template may be no template at all; the compiler then refuses the message.
        texts.push(expanded.unwrap_or_else(|error| error.to_string()));
        texts.join("\n")
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
}

impl Word {
    fn name(self) -> &'static str {
        match self {
            Self::F32 => "word_f32",
            Self::U64 => "word_u64",
        }
    }
}

/// An activation's file with its two functions under other names, so that two files can stand in
/// one shader.
fn renamed(text: &str, prefix: &str) -> String {
    text.replace("fn activation(", &format!("fn {prefix}_activation("))
        .replace("fn derivative(", &format!("fn {prefix}_derivative("))
}

/// Subtractions that an update of `whole_steps` makes of each weight.
pub(super) fn whole_update_panels(batch: usize) -> usize {
    batch.div_ceil(WHOLE_PANEL[2])
}
