//! One table: each kernel, its WGSL, its bindings and its grid.

mod shaders;

use minijinja::{Value, context};
use serde::{Deserialize, Serialize};

pub(crate) use self::shaders::activation;
pub use self::shaders::{SHADERS, compose, shader};
use crate::formula::{Activation, DerivativeOf};
use crate::recipe::{Criterion, Rule, Slope};
use crate::shape::Shape;

/// A formula or a product. The name is that of its shader and of its twin in [`crate::cpu`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kernel {
    /// `current = schedule[cursor[1]]`, the coefficients of the step; operands schedule, cursor,
    /// current.
    Coefficients,
    /// `batch[r] = data[order[cursor + r]]`; operands data, order, cursor, batch.
    Gather,
    /// `C = A B`; operands a, b, c.
    MatmulNn,
    /// `a += b`, one bias a column; operands a, b.
    AddBias,
    /// `h = f(a)`; operands a, h.
    Activate(Activation),
    /// `h = softmax(a)`, row by row; operands a, h.
    Softmax,
    /// `values = 0` or `values / (1 - p)`, in place; operands values, coefficients. `inner` is the
    /// slot: 0 for the inputs, `l + 1` for layer `l`.
    Dropout,
    /// The loss of each sample; operands z (outputs, or sums where the loss takes logits), t, the
    /// coefficients where they are smoothed or weighted, l.
    SampleLoss(Criterion),
    /// The mean over the samples of a batch; operands l, cursor, losses.
    MeanLoss,
    /// `d = dL/da`; operands y, the sums where the slope is found from them, t, the coefficients
    /// where targets are smoothed or weighted, d.
    OutputDelta(Criterion),
    /// `C = A B^T`; operands a, b, c.
    MatmulNt,
    /// `d = s f'`; operands s, x (answers or sums, as the slope says), d.
    HiddenDelta(Slope),
    /// `G = A^T B / samples`; operands a, b, g.
    WeightGradient,
    /// The mean over the samples of each column; operands d, g.
    BiasGradient,
    /// `square += sum g^2`, begun anew where `inner` is 0; operands g, square, and the coefficients
    /// where each element is clipped before.
    SquareSum {
        /// Whether each element is clipped before.
        clipped: bool,
    },
    /// What brings the norm of all gradients down to what it may be; operands square,
    /// coefficients, factor.
    NormFactor,
    /// The next value of a state of the optimizer; operands s, g, w where there is L2, the norm's
    /// factor where there is one, the first state where the second reads it, coefficients.
    State(Rule, u32),
    /// `w -= rate u`; operands w, g and the norm's factor where the step reads them, the states,
    /// coefficients.
    Update(Rule),
    /// `a += share (w - a)`; operands a, w, coefficients.
    Average,
    /// `y = x f`, the rows of each sharer of weights, `inner` of them, times its row of factors; operands x,
    /// f, y.
    Scale,
    /// `g = sum x d / rows` over the rows of each sharer, divided by those of all: the gradient of its
    /// factors; operands x, d, g. `inner` are the rows of one.
    ScaleGradient,
    /// Of the columns of all sharers those of the sharer whose row it is; operands x, y. `inner` are the
    /// rows of one.
    OwnColumns,
    /// Columns of one sharer at their place among those of all, which are 0; operands x, y.
    SpreadColumns,
    /// `outputs[cursor + r] = y[r]`; operands y, cursor, outputs.
    Store,
    /// `cursor += (rows, 1)`; operand cursor.
    Advance,
}

/// What a kernel does with an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It reads it.
    Read,
    /// It reads it, and it may lie in one device buffer with what is written: a gradient, a state or a
    /// parameter beside another of them.
    ReadBeside,
    /// It writes elements without looking at what was there.
    Write,
    /// It changes it in place.
    Update,
}

use Access::{Read, ReadBeside, Update, Write};

/// Invocations a workgroup; a power of two (`mean_loss` halves it).
pub const WORKGROUP: u32 = 64;

/// The most workgroups that any WebGPU implementation allows in one dimension.
const MAX_GRID: u32 = 65_535;

impl Kernel {
    /// Every kernel there is; those composed with formulas once for each of them.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Coefficients,
            Self::Gather,
            Self::MatmulNn,
            Self::AddBias,
            Self::Softmax,
            Self::Dropout,
            Self::MeanLoss,
            Self::MatmulNt,
            Self::WeightGradient,
            Self::BiasGradient,
            Self::SquareSum { clipped: false },
            Self::SquareSum { clipped: true },
            Self::NormFactor,
            Self::Average,
            Self::Scale,
            Self::ScaleGradient,
            Self::OwnColumns,
            Self::SpreadColumns,
            Self::Store,
            Self::Advance,
        ];
        for f in Activation::ALL {
            all.push(Self::Activate(f));
            let slopes = [DerivativeOf::Answer, DerivativeOf::Sum].map(|of| Slope { f, of });
            all.extend(slopes.into_iter().filter(|slope| slope.exists()).map(Self::HiddenDelta));
        }
        for criterion in Criterion::samples() {
            all.extend([Self::SampleLoss(criterion), Self::OutputDelta(criterion)]);
        }
        for rule in Rule::samples() {
            all.extend((0..rule.states()).map(|k| Self::State(rule, k)));
            all.push(Self::Update(rule));
        }
        all
    }

    /// Whether it is about members that share weights.
    pub(crate) fn is_of_sharers(self) -> bool {
        matches!(self, Self::Scale | Self::ScaleGradient | Self::OwnColumns | Self::SpreadColumns)
    }

    /// The name of its shader, without `.wgsl`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Coefficients => "coefficients",
            Self::Gather => "gather",
            Self::MatmulNn => "matmul_nn",
            Self::AddBias => "add_bias",
            Self::Activate(_) => "activate",
            Self::Softmax => "softmax_rows",
            Self::Dropout => "dropout",
            Self::SampleLoss(_) => "sample_loss",
            Self::MeanLoss => "mean_loss",
            Self::OutputDelta(_) => "output_delta",
            Self::MatmulNt => "matmul_nt",
            Self::HiddenDelta(_) => "hidden_delta",
            Self::WeightGradient => "weight_gradient",
            Self::BiasGradient => "bias_gradient",
            Self::SquareSum { .. } => "square_sum",
            Self::NormFactor => "norm_factor",
            Self::State(..) => "update_state",
            Self::Update(_) => "update",
            Self::Average => "average",
            Self::Scale => "scale",
            Self::ScaleGradient => "scale_gradient",
            Self::OwnColumns => "own_columns",
            Self::SpreadColumns => "spread_columns",
            Self::Store => "store",
            Self::Advance => "advance",
        }
    }

    /// A name that tells it from all others.
    pub fn label(self) -> String {
        let name = self.name();
        match self {
            Self::Activate(f) => format!("{name}_{}", f.name()),
            Self::SquareSum { clipped: true } => format!("{name}_clipped"),
            Self::SampleLoss(criterion) => format!("{name}_{}", criterion.label()),
            Self::OutputDelta(criterion) => format!("{name}_{}", criterion.label()),
            Self::HiddenDelta(slope) => format!("{name}_{}", slope.label()),
            Self::State(rule, k) => format!("{name}_{k}_{}", rule.label()),
            Self::Update(rule) => format!("{name}_{}", rule.label()),
            _ => name.to_owned(),
        }
    }

    /// The names of the shader files it is composed of, in order, without `.wgsl`.
    pub fn files(self) -> Vec<&'static str> {
        let mut files = vec!["layout"];
        let formulas = match self {
            Self::Activate(f) => shaders::activation(f),
            Self::Softmax => [&shaders::softmax()[..], &["softmax_row"]].concat(),
            Self::Dropout => vec!["philox", "dropout_mask"],
            Self::SampleLoss(criterion) => criterion.loss_files(),
            Self::OutputDelta(criterion) => criterion.delta_files(),
            Self::HiddenDelta(slope) => slope.files(),
            Self::NormFactor
            | Self::State(..)
            | Self::Update(_)
            | Self::Average
            | Self::SquareSum { clipped: true } => self.rule_files(),
            _ => Vec::new(),
        };
        if !formulas.is_empty() {
            files.push("numbers_f32");
        }
        for file in formulas.into_iter().chain([self.name()]) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }

    fn rule_files(self) -> Vec<&'static str> {
        match self {
            Self::State(rule, _) | Self::Update(rule) => rule.files(),
            _ => vec!["coefficients_row", "links"],
        }
    }

    /// What its files, which are templates, are expanded with.
    pub(crate) fn variables(self) -> Value {
        match self {
            Self::SampleLoss(criterion) => {
                let coefficients = usize::from(criterion.has_coefficients());
                context! { LOSS => 2 + coefficients, ..criterion.variables() }
            }
            Self::OutputDelta(criterion) => {
                let targets = 1 + usize::from(criterion.delta_reads_sums());
                let coefficients = usize::from(criterion.has_coefficients());
                context! {
                    TARGETS => targets,
                    DELTA => targets + 1 + coefficients,
                    ..criterion.variables()
                }
            }
            Self::State(rule, k) => {
                let factor = 2 + usize::from(rule.links.l2);
                context! {
                    STATE => k,
                    FACTOR => factor,
                    READS_FIRST => rule.state_reads_first(k),
                    COEFFICIENTS => self.bindings().len() - 1,
                    ..rule.variables()
                }
            }
            Self::Update(rule) => {
                let gradient = usize::from(rule.step_reads_gradient());
                let factor = gradient * usize::from(rule.links.clip_norm);
                context! {
                    GRADIENT => gradient > 0,
                    FIRST_STATE => 1 + gradient + factor,
                    COEFFICIENTS => self.bindings().len() - 1,
                    ..rule.variables()
                }
            }
            Self::SquareSum { clipped } => {
                context! { CLIPPED => clipped, ..Rule::default().variables() }
            }
            Self::NormFactor | Self::Average => {
                context! { ..Rule::default().variables() }
            }
            _ => context! {},
        }
    }

    /// Its WGSL: its files one after the other, with the files for which `replaced` has another
    /// text.
    pub(crate) fn wgsl_with<'a>(self, replaced: impl Fn(&str) -> Option<&'a str>) -> String {
        compose(&self.files(), replaced, self.variables())
    }

    /// Its WGSL.
    pub fn wgsl(self) -> String {
        self.wgsl_with(|_| None)
    }

    /// The values of its overrides, which every pipeline is compiled with.
    pub fn constants(self) -> &'static [(&'static str, f64)] {
        &[("WORKGROUP", WORKGROUP as f64)]
    }

    /// What it does with each operand, in the order of its bindings (which start at 1; binding 0
    /// holds the command's sizes).
    pub fn bindings(self) -> Vec<Access> {
        let reads = |count: usize, last| [vec![Read; count], vec![last]].concat();
        let updates = |reads: usize| [vec![Update], vec![Read; reads]].concat();
        match self {
            Self::Gather => reads(3, Write),
            Self::Coefficients | Self::MatmulNn | Self::MatmulNt | Self::WeightGradient => {
                reads(2, Write)
            }
            Self::Scale | Self::ScaleGradient => reads(2, Write),
            Self::HiddenDelta(_) | Self::MeanLoss | Self::Store | Self::NormFactor => {
                reads(2, Write)
            }
            Self::Activate(_)
            | Self::Softmax
            | Self::BiasGradient
            | Self::OwnColumns
            | Self::SpreadColumns => reads(1, Write),
            Self::AddBias | Self::Dropout => updates(1),
            Self::SampleLoss(criterion) => {
                reads(2 + usize::from(criterion.has_coefficients()), Write)
            }
            Self::OutputDelta(criterion) => {
                let sums = usize::from(criterion.delta_reads_sums());
                reads(2 + sums + usize::from(criterion.has_coefficients()), Write)
            }
            Self::SquareSum { clipped: false } => reads(1, Update),
            Self::SquareSum { clipped: true } => vec![Read, Update, Read],
            Self::State(rule, k) => {
                let mut operands = vec![Update, ReadBeside];
                operands.extend(rule.links.l2.then_some(ReadBeside));
                operands.extend(rule.links.clip_norm.then_some(Read));
                operands.extend(rule.state_reads_first(k).then_some(ReadBeside));
                operands.push(Read);
                operands
            }
            Self::Update(rule) => {
                let mut operands = vec![Update];
                if rule.step_reads_gradient() {
                    operands.push(ReadBeside);
                    operands.extend(rule.links.clip_norm.then_some(Read));
                }
                operands.extend(vec![ReadBeside; rule.states() as usize]);
                operands.push(Read);
                operands
            }
            Self::Average => vec![Update, ReadBeside, Read],
            Self::Advance => vec![Update],
        }
    }

    /// The one operand it writes.
    pub fn output(self) -> usize {
        let writes = |access: &Access| matches!(access, Write | Update);
        self.bindings().iter().position(writes).expect("every kernel writes")
    }

    /// Workgroups in each dimension.
    pub fn grid(self, shape: Shape) -> [u32; 3] {
        let members = shape.members as u32;
        match self {
            Self::Advance => [1, 1, 1],
            Self::MeanLoss | Self::SquareSum { .. } | Self::NormFactor => [1, 1, members],
            Self::SampleLoss(_) | Self::Softmax => grid(shape.rows, members),
            Self::BiasGradient => grid(shape.columns, members),
            _ => grid(shape.rows * shape.columns, members),
        }
    }
}

/// Enough workgroups for one invocation an element, folded into two dimensions.
pub(crate) fn grid(elements: usize, members: u32) -> [u32; 3] {
    folded((elements as u32).div_ceil(WORKGROUP).max(1), members)
}

/// So many workgroups a member, folded into two dimensions; perhaps a few more.
pub(crate) fn folded(workgroups: u32, members: u32) -> [u32; 3] {
    let height = workgroups.div_ceil(MAX_GRID);
    [workgroups.div_ceil(height), height, members]
}

/// Whether a shader file, by its name without `.wgsl`, belongs to a kernel that runs by itself; else
/// it is part of fused shaders alone.
pub fn is_plain(file: &str) -> bool {
    Kernel::all().into_iter().any(|kernel| kernel.files().contains(&file))
}

/// Whether a shader file, by its name without `.wgsl`, is part of those that do whole training steps.
pub fn is_of_whole_steps(file: &str) -> bool {
    file.contains("steps")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_has_its_shaders_and_every_shader_its_kernel() {
        let used: Vec<_> =
            crate::gpu::Shader::all().into_iter().flat_map(crate::gpu::Shader::files).collect();
        for file in &used {
            assert!(shader(file).is_some(), "{file}");
        }
        for (name, _) in SHADERS {
            assert!(used.contains(name), "{name}");
        }
        fn files(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
        }
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/shaders");
        assert_eq!(files(folder.as_ref()), SHADERS.len());
    }

    #[test]
    fn a_grid_covers_every_element_within_the_limits() {
        for elements in [1, 63, 64, 65, 4_194_240, 4_194_241, 100_000_000] {
            let [x, y, z] = grid(elements, 3);
            assert!(x <= MAX_GRID && y <= MAX_GRID && z == 3);
            assert!((x * y * WORKGROUP) as usize >= elements);
        }
    }
}
