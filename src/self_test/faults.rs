//! Shaders with one piece of text replaced, and the faults that the self-test tries.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::gpu::{Family, GpuOptions, Lanes};
use crate::kernel;

/// A piece of a shader's text and what to put in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The shader file, without `.wgsl`.
    pub file: &'static str,
    /// The text to replace, at its first place outside the comments.
    pub find: &'static str,
    /// What to put there.
    pub replace: &'static str,
    /// What is wrong with that.
    pub what: &'static str,
    /// The workgroups of panels that show it, where others do not.
    #[serde(skip)]
    pub lanes: Option<Lanes>,
}

impl Fault {
    /// A fault of a shader file.
    pub const fn new(
        file: &'static str,
        find: &'static str,
        replace: &'static str,
        what: &'static str,
    ) -> Self {
        Self { file, find, replace, what, lanes: None }
    }

    /// A fault of what only panels of these workgroups run.
    pub const fn of_lanes(self, lanes: Lanes) -> Self {
        Self { lanes: Some(lanes), ..self }
    }

    /// The family of shaders that its file belongs to; that of a kernel that runs by itself where it
    /// is part of such.
    pub fn family(&self) -> Family {
        Family::of(self.file)
    }

    /// Options that use the shader with the fault, checked, and train in whole steps where it is
    /// theirs.
    ///
    /// # Errors
    /// When there is no such file, or not this text in it.
    pub fn options(&self) -> Result<GpuOptions> {
        self.options_in(self.family())
    }

    /// The same in another family that the file is part of.
    pub(super) fn options_in(&self, family: Family) -> Result<GpuOptions> {
        let missing = |what| Error::failed(format!("{}.wgsl: {what} {:?}", self.file, self.find));
        let text = kernel::shader(self.file).ok_or_else(|| missing("no such file, for"))?;
        let is_comment = |place: usize| {
            let line = text[..place].rfind('\n').map_or(0, |end| end + 1);
            text[line..].trim_start().starts_with("//")
        };
        let mut places = text.match_indices(self.find).map(|(place, _)| place);
        let place = places.find(|&place| !is_comment(place));
        let place = place.ok_or_else(|| missing("there is no"))?;
        let rest = &text[place + self.find.len()..];
        let text = [&text[..place], self.replace, rest].concat();
        Ok(GpuOptions {
            checked: true,
            family: Some(family),
            lanes: self.lanes,
            whole_steps: Some(kernel::is_of_whole_steps(self.file)),
            shaders: BTreeMap::from([(self.file.to_owned(), text)]),
            ..GpuOptions::default()
        })
    }
}

/// The faults of `gradshader verify --self-test`: at least one of each file of `shaders/`, of different kinds.
pub const FAULTS: &[Fault] = &[
    Fault::new("gather", "cursor[0] + row", "row", "always batch 0"),
    Fault::new("matmul_nn", "k < command.inner", "k + 1u < command.inner", "last term left out"),
    Fault::new("add_bias", "+= b[at(1u, m, 0u, column)]", "+= 0.0", "bias forgotten"),
    Fault::new("sigmoid", "(1.0 + e)", "(1.0001 + e)", "off by 1e-4"),
    Fault::new("activate", "row >= command.rows", "row >= command.rows + 3u", "rows beyond batch"),
    Fault::new("half_squared_error", "0.5 * difference", "difference", "half forgotten"),
    Fault::new("sample_loss", "k < command.inner", "k + 1u < command.inner", "last output missing"),
    Fault::new("mean_loss", "partial[0] / f32(command.inner)", "partial[0]", "sum, not mean"),
    Fault::new("output_delta", "* slope(", "* 1.0 + 0.0 * slope(", "no derivative"),
    Fault::new("matmul_nt", "m, column, k)", "m, k, column)", "not transposed"),
    Fault::new("hidden_delta", "slope(x[at(1u,", "slope(s[at(0u,", "sum's derivative"),
    Fault::new("weight_gradient", "sum / f32(command.inner)", "sum", "sum, not mean"),
    Fault::new("bias_gradient", "k = 0u", "k = 1u", "a sample left out"),
    Fault::new("links", "- c.rate * u", "+ c.rate * u", "ascent, not descent"),
    Fault::new("update", "COEFFICIENTS }}u, m,", "COEFFICIENTS }}u, 0u,", "one rate for all"),
    Fault::new("advance", "cursor[1] += command.inner", "cursor[1] += 0u", "step not counted"),
    Fault::new("store", "cursor[0] + row", "row", "all in one place"),
    Fault::new("coefficients", "cursor[1]", "0u", "always step 0"),
    Fault::new("softmax_rows", "at(1u, m,", "at(1u, 0u,", "one member's place"),
    Fault::new("dropout", "column / 4u", "column", "another mask"),
    Fault::new("square_sum", "value * value", "abs(value)", "sizes, not squares"),
    Fault::new("norm_factor", "square[at(0u, m,", "square[at(0u, 0u,", "one norm for all"),
    Fault::new("update_state", "d, s[place], c", "d, 0.0, c", "state forgotten"),
    Fault::new("scale", "row / command.inner", "0u", "a sharer's factors"),
    Fault::new("scale_gradient", "first + k", "k", "a sharer's rows"),
    Fault::new("own_columns", "sharer * command.columns + ", "", "a sharer's answers"),
    Fault::new("spread_columns", "column / own == sharer", "true", "deltas of others"),
    Fault::new("average", "averaged(a[place],", "averaged(0.0,", "average forgotten"),
    Fault::new("apply", "pack(state{{ k }})", "pack(before{{ k }})", "state not kept"),
    Fault::new("judge", "delta = y - t", "delta = t - y", "sign of the delta"),
    Fault::new(
        "softmax_lanes",
        "numbers != vec4<u32>(place)",
        "numbers == numbers",
        "largest twice",
    ),
    Fault::new("lanes_of_subgroup", "subgroupAdd(value)", "value", "one lane's for all")
        .of_lanes(Lanes::Subgroup),
    Fault::new("lanes_in_memory", "sum += bitcast", "sum = bitcast", "last lane's for all")
        .of_lanes(Lanes::Four),
    Fault::new("panel_forward", "let a = sum + bias{{ v }};", "let a = sum;", "bias forgotten"),
    Fault::new("panel_backward", "sum * steepness", "sum", "no derivative"),
    Fault::new("panel_update", "- rate * {{ SUM }}", "+ rate * {{ SUM }}", "ascent, not descent"),
    Fault::new("tile", "}} += a{{ i }}", "}} = a{{ i }}", "last term alone"),
    Fault::new("tile_common", "columns < vec4", "columns + 1u < vec4", "last column missing"),
    Fault::new("tile_sum", "chunk = 0u", "chunk = 1u", "first terms missing"),
    Fault::new("tile_end", "sum / f32(command.inner)", "sum", "sum, not mean"),
    Fault::new("tile_forward", "sum + b[at(2u, member, 0u, column) / 4u]", "sum", "bias forgotten"),
    Fault::new("tile_forward", "= sum;", "= 2.0 * sum;", "half forgotten"),
    Fault::new("tile_backward", "sum * steepness", "sum", "no derivative"),
    Fault::new("tile_update", "row < command.rows", "row <= command.rows", "bias not updated"),
    Fault::new(
        "f16",
        "vec4<f16>(bitcast<vec4<f32>>(bits))",
        "vec4<f16>(bitcast<vec4<f32>>(bits & vec4<u32>(0xffff0000u)))",
        "seven bits, not ten",
    ),
    Fault::new("matrices", "coopLoadT", "coopLoad", "matrix transposed"),
    Fault::new("whole_steps", "sum * steepness", "sum", "no derivative"),
    Fault::new("resident_steps", "i % wide", "i / wide", "columns confused"),
    Fault::new("resident_steps", "}} + shift;", "}};", "bias forgotten"),
    Fault::new(
        "resident_steps",
        "= total / f32(run.rows)",
        "= 2.0 * total / f32(run.rows)",
        "half forgotten",
    ),
    Fault::new("resident_steps", "}} * steepness", "}}", "no derivative"),
    Fault::new(
        "resident_steps",
        "terms = run.rows",
        "terms = run.rows - 1u",
        "last sample missing",
    ),
    Fault::new(
        "resident_steps",
        "member, local, true",
        "member, local, false",
        "parameters not kept",
    ),
    Fault::new("layout", "row * t.pitch", "row * t.columns", "padding ignored"),
    Fault::new("softmax_row", "s.rest +=", "s.rest =", "last summand alone"),
    Fault::new("word_f32", "= vec4<f32>;", "= vec3<f32>;", "three, not four"),
    Fault::new("word_u64", "u32(word.x >> 32u)", "u32(word.x)", "upper half lost"),
    Fault::new("tile_operands", "select(DEPTH, 0u, is_left)", "0u", "both in one place"),
    Fault::new("steps_common", "member * run.schedule_stride", "0u", "one rate for all"),
    Fault::new("numbers_f32", "= f32", "= u32", "another type"),
    Fault::new("numbers_vec4", "= vec4<f32>", "= vec3<f32>", "three, not four"),
    Fault::new("erf", "1.0 / 216.0", "1.0 / 200.0", "coefficient off"),
    Fault::new("expm1", "exp(x) - 1.0", "exp(x)", "1 not subtracted"),
    Fault::new("log1p", "+ 2.0 * s", "+ 2.001 * s", "first term off"),
    Fault::new("elu", "h + 1.0", "h", "1 left out of slope"),
    Fault::new("gelu", "0.3989422804014327", "0.4", "density off"),
    Fault::new("gelu_tanh", "0.134145", "0.044715", "wrong cubic slope"),
    Fault::new("leaky_relu", "Numbers(0.01)", "Numbers(0.0)", "no slope below 0"),
    Fault::new("linear", "return a;", "return -a;", "sign"),
    Fault::new("mish", "(1.0 - t * t)", "(1.0 - t)", "square forgotten"),
    Fault::new("relu", "select(a, Numbers(0.0),", "select(a, a,", "no kink"),
    Fault::new("selu", "h + NEGATIVE", "h + SCALE", "alpha forgotten"),
    Fault::new("silu", "s + a", "s - a", "sign in the slope"),
    Fault::new("softplus", "-expm1(-h)", "expm1(-h)", "sign of the slope"),
    Fault::new("tanh", "1.0 - h * h", "1.0 - h", "square forgotten"),
    Fault::new("softmax", "(1.0 + s.rest)", "s.rest", "largest not in sum"),
    Fault::new("slope", "derivative(x)", "0.999 * derivative(x)", "off by 1e-3"),
    Fault::new("slope_of_sum", "derivative(activation(a))", "derivative(a)", "sum for its answer"),
    Fault::new("absolute_error", "abs(y - t)", "(y - t)", "sign kept"),
    Fault::new("binary_cross_entropy", "- a * t", "+ a * t", "sign of the target"),
    Fault::new("huber", "size - 0.5", "size", "half forgotten"),
    Fault::new("softmax_cross_entropy", "t * z", "z", "target forgotten"),
    Fault::new("smoothing", "(share - t)", "(share + t)", "sign of the target"),
    Fault::new("sgd", "return g;", "return 0.999 * g;", "off by 1e-3"),
    Fault::new("momentum", "c.own[0] * m + c", "m + c", "nothing forgotten"),
    Fault::new("rmsprop", "sqrt(v)", "v", "root forgotten"),
    Fault::new("rmsprop_momentum", "c.own[3] * m", "m", "nothing forgotten"),
    Fault::new("adagrad", "v + g * g", "v + g", "square forgotten"),
    Fault::new("adam", "* c.own[4]", "", "bias not corrected"),
    Fault::new("nadam", "c.own[7] * m", "m", "share of the mean"),
    Fault::new("lion", "mean < Numbers(0.0)", "mean > Numbers(0.0)", "ascent"),
    Fault::new("coefficients_row", "{{ 8 + i }}u", "{{ 9 + i }}u", "off by one place"),
    Fault::new("dropout_mask", "start + 19u", "start + 21u", "another threshold"),
    Fault::new("philox", "round < 10u", "round < 9u", "one round too few"),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_fault_is_a_change_of_a_file_and_every_file_has_one() {
        for fault in FAULTS {
            let options = fault.options().unwrap();
            let changed = &options.shaders[fault.file];
            assert_ne!(Some(changed.as_str()), kernel::shader(fault.file), "{fault:?}");
        }
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("shaders")];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let file = path.file_stem().unwrap().to_str().unwrap();
                assert!(FAULTS.iter().any(|fault| fault.file == file), "no fault of {path:?}");
                files += 1;
            }
        }
        assert_eq!(files, kernel::SHADERS.len());
        let error = Fault::new("update", "no such text", "", "").options().unwrap_err();
        assert_eq!(error.to_string(), "update.wgsl: there is no \"no such text\"");
    }
}
