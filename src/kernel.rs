//! One table: each kernel, its WGSL, its bindings and its grid.

use crate::network::Activation;
use crate::recording::Shape;

/// A formula or a product. The name is that of its shader and of its twin in [`crate::cpu`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kernel {
    /// `batch[r] = data[order[cursor + r]]`; operands data, order, cursor, batch.
    Gather,
    /// `C = A B`; operands a, b, c.
    MatmulNn,
    /// `a += b`, one bias a column; operands a, b.
    AddBias,
    /// `h = f(a)`; operands a, h.
    Activate(Activation),
    /// `l = 1/2 sum (y - t)^2` of each sample; operands y, t, l.
    SampleLoss,
    /// The mean over the samples of a batch; operands l, cursor, losses.
    MeanLoss,
    /// `d = (y - t) f'(y)`; operands y, t, d.
    OutputDelta(Activation),
    /// `C = A B^T`; operands a, b, c.
    MatmulNt,
    /// `d = s f'(h)`; operands s, h, d.
    HiddenDelta(Activation),
    /// `G = A^T B / samples`; operands a, b, g.
    WeightGradient,
    /// The mean over the samples of each column; operands d, g.
    BiasGradient,
    /// `w -= eta g`; operands w, g, eta.
    Update,
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
    /// It writes elements without looking at what was there.
    Write,
    /// It changes it in place.
    Update,
}

use Access::{Read, Update, Write};

/// Invocations a workgroup; a power of two (`mean_loss` halves it).
pub const WORKGROUP: u32 = 64;

/// The most workgroups that any WebGPU implementation allows in one dimension.
const MAX_GRID: u32 = 65_535;

impl Kernel {
    /// Every kernel there is.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Gather,
            Self::MatmulNn,
            Self::AddBias,
            Self::SampleLoss,
            Self::MeanLoss,
            Self::MatmulNt,
            Self::WeightGradient,
            Self::BiasGradient,
            Self::Update,
            Self::Store,
            Self::Advance,
        ];
        for activation in Activation::ALL {
            all.extend([
                Self::Activate(activation),
                Self::OutputDelta(activation),
                Self::HiddenDelta(activation),
            ]);
        }
        all
    }

    /// The name of its shader, without `.wgsl`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gather => "gather",
            Self::MatmulNn => "matmul_nn",
            Self::AddBias => "add_bias",
            Self::Activate(_) => "activate",
            Self::SampleLoss => "sample_loss",
            Self::MeanLoss => "mean_loss",
            Self::OutputDelta(_) => "output_delta",
            Self::MatmulNt => "matmul_nt",
            Self::HiddenDelta(_) => "hidden_delta",
            Self::WeightGradient => "weight_gradient",
            Self::BiasGradient => "bias_gradient",
            Self::Update => "update",
            Self::Store => "store",
            Self::Advance => "advance",
        }
    }

    /// The activation whose formula it is composed with.
    pub fn activation(self) -> Option<Activation> {
        match self {
            Self::Activate(f) | Self::OutputDelta(f) | Self::HiddenDelta(f) => Some(f),
            _ => None,
        }
    }

    /// The names of the shader files it is composed of, in order, without `.wgsl`.
    pub fn files(self) -> Vec<&'static str> {
        let mut files = vec!["layout"];
        files.extend(self.activation().map(Activation::name));
        files.push(self.name());
        files
    }

    /// Its WGSL: its files one after the other.
    pub fn wgsl(self) -> String {
        self.wgsl_with(|_| None)
    }

    /// Its WGSL with the files for which `replaced` has another text.
    pub(crate) fn wgsl_with<'a>(self, replaced: impl Fn(&str) -> Option<&'a str>) -> String {
        let text = |name| {
            replaced(name)
                .or_else(|| shader(name))
                .unwrap_or_else(|| panic!("{name}.wgsl, a file of the kernel {}", self.name()))
        };
        self.files().into_iter().map(text).collect::<Vec<_>>().join("\n")
    }

    /// The values of its overrides, which every pipeline is compiled with.
    pub fn constants(self) -> &'static [(&'static str, f64)] {
        &[("WORKGROUP", WORKGROUP as f64)]
    }

    /// What it does with each operand, in the order of its bindings (which start at 1; binding 0
    /// holds the command's sizes).
    pub fn bindings(self) -> &'static [Access] {
        match self {
            Self::Gather => &[Read, Read, Read, Write],
            Self::MatmulNn | Self::MatmulNt | Self::WeightGradient => &[Read, Read, Write],
            Self::AddBias => &[Update, Read],
            Self::Activate(_) => &[Read, Write],
            Self::SampleLoss | Self::OutputDelta(_) | Self::HiddenDelta(_) => &[Read, Read, Write],
            Self::MeanLoss | Self::Store => &[Read, Read, Write],
            Self::BiasGradient => &[Read, Write],
            Self::Update => &[Update, Read, Read],
            Self::Advance => &[Update],
        }
    }

    /// The one operand it writes.
    pub fn output(self) -> usize {
        self.bindings().iter().position(|&access| access != Read).expect("every kernel writes")
    }

    /// Workgroups in each dimension.
    pub fn grid(self, shape: Shape) -> [u32; 3] {
        let members = shape.members as u32;
        match self {
            Self::Advance => [1, 1, 1],
            Self::MeanLoss => [1, 1, members],
            Self::SampleLoss | Self::BiasGradient => grid(shape.rows.max(shape.columns), members),
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

/// The text of a shader file, by its name without `.wgsl`; `None` when there is none.
pub fn shader(name: &str) -> Option<&'static str> {
    SHADERS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

macro_rules! shaders {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../shaders/", $name, ".wgsl")))),*]
    };
}

/// Every shader file: its name without `.wgsl`, and its text.
pub const SHADERS: &[(&str, &str)] = shaders![
    "activate",
    "add_bias",
    "advance",
    "bias_gradient",
    "f16",
    "gather",
    "hidden_delta",
    "layout",
    "linear",
    "matmul_nn",
    "matmul_nt",
    "matrices",
    "mean_loss",
    "output_delta",
    "panel_backward",
    "panel_forward",
    "panel_update",
    "relu",
    "resident_steps",
    "sample_loss",
    "sigmoid",
    "steps_common",
    "store",
    "tanh",
    "tile",
    "tile_backward",
    "tile_common",
    "tile_end",
    "tile_forward",
    "tile_operands",
    "tile_sum",
    "tile_update",
    "update",
    "weight_gradient",
    "whole_steps",
    "word_f32",
    "word_u64",
];

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
        let on_disk = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders")).unwrap();
        assert_eq!(on_disk.count(), SHADERS.len());
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
