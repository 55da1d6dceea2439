//! Shader files, and how formulas are composed with what runs them.

use minijinja::{Environment, Value, context};

use crate::formula::{Activation, DerivativeOf, Loss, Optimizer};
use crate::recipe::{Criterion, Links, Rule, Slope};

/// The files of a row of formulas: the functions that it needs, then itself.
fn with_functions(functions: &[&'static str], name: &'static str) -> Vec<&'static str> {
    [functions, &[name]].concat()
}

/// The files of an activation.
pub(crate) fn activation(f: Activation) -> Vec<&'static str> {
    with_functions(f.functions(), f.name())
}

/// The files of what softmax and its loss make of a row.
pub(crate) fn softmax() -> Vec<&'static str> {
    with_functions(Activation::Softmax.functions(), Activation::Softmax.name())
}

impl Slope {
    /// Whether an activation has a derivative of that.
    pub fn exists(self) -> bool {
        self.of == DerivativeOf::Sum || self.f.derivative_of() == DerivativeOf::Answer
    }

    /// A name that tells it from others.
    pub fn label(self) -> String {
        match self.of {
            _ if self.of == self.f.derivative_of() => self.f.to_string(),
            _ => format!("{}_of_sum", self.f),
        }
    }

    /// The files that give `slope(x)`.
    pub(crate) fn files(self) -> Vec<&'static str> {
        let mut files = activation(self.f);
        files.push(match self.of == self.f.derivative_of() {
            true => "slope",
            false => "slope_of_sum",
        });
        files
    }
}

impl Criterion {
    /// One of each loss with each kind of output, and of each variant.
    pub(crate) fn samples() -> Vec<Self> {
        let mut all = Vec::new();
        for loss in Loss::ALL {
            let outputs = match loss.output_activation() {
                Some(pair) => vec![pair],
                // Slopes of none, from the answer and from the sum.
                None => vec![Activation::Linear, Activation::Sigmoid, Activation::Gelu],
            };
            for output in outputs {
                let plain = Self { loss, output, smoothed: false, weighted: false };
                all.push(plain);
                if loss.output_activation().is_some() {
                    all.push(Self { smoothed: true, ..plain });
                }
                if output == Activation::Linear || loss.output_activation().is_some() {
                    let smoothed = loss.output_activation().is_some();
                    all.push(Self { smoothed, weighted: true, ..plain });
                }
            }
        }
        all
    }

    /// A name that tells it from others.
    pub fn label(self) -> String {
        let mut label = format!("{}_{}", self.loss.name(), self.output);
        label.push_str(if self.smoothed { "_smoothed" } else { "" });
        label.push_str(if self.weighted { "_weighted" } else { "" });
        label
    }

    pub(crate) fn target_files(self) -> Vec<&'static str> {
        match self.has_coefficients() {
            true => vec!["coefficients_row", "smoothing"],
            false => Vec::new(),
        }
    }

    /// The files that give `loss_term` and what it is asked with.
    pub(crate) fn loss_files(self) -> Vec<&'static str> {
        let mut files = self.target_files();
        if self.output == Activation::Softmax {
            files.extend(softmax());
            files.push("softmax_row");
        }
        files.extend(with_functions(self.loss.functions(), self.loss.name()));
        files
    }

    /// The files that give `loss_term` over numbers that are at hand, and softmax where it is asked.
    pub(crate) fn loss_formulas(self) -> Vec<&'static str> {
        let mut files = if self.output == Activation::Softmax { softmax() } else { Vec::new() };
        files.extend(with_functions(self.loss.functions(), self.loss.name()));
        files
    }

    /// The files that give what the delta needs.
    pub(crate) fn delta_files(self) -> Vec<&'static str> {
        let mut files = self.target_files();
        if let Some(slope) = self.slope() {
            files.extend(slope.files());
            files.extend(with_functions(self.loss.functions(), self.loss.name()));
        }
        files
    }

    /// What templates that it is part of are expanded with.
    pub(crate) fn variables(self) -> Value {
        context! {
            PAIR => self.is_pair(),
            SUMS => self.delta_reads_sums(),
            SOFTMAX => self.output == Activation::Softmax,
            LOGITS => self.loss.from_logits(),
            SMOOTHED => self.smoothed,
            WEIGHTED => self.weighted,
        }
    }
}

impl Default for Rule {
    /// Gradient descent.
    fn default() -> Self {
        Self { optimizer: Optimizer::default(), links: Links::default() }
    }
}

impl Rule {
    /// One of each optimizer, and of each link.
    pub(crate) fn samples() -> Vec<Self> {
        let mut all: Vec<_> = Optimizer::ALL
            .into_iter()
            .map(|optimizer| Self { optimizer, links: Links::default() })
            .collect();
        let links =
            Links { clip_value: true, clip_norm: true, l2: true, decay: true, ..Links::default() };
        all.extend([Optimizer::Sgd, Optimizer::Adam].map(|optimizer| Self { optimizer, links }));
        all
    }

    /// A name that tells it from others.
    pub fn label(self) -> String {
        let Links { clip_value, clip_norm, l2, decay, .. } = self.links;
        let mut label = self.optimizer.name().to_owned();
        for (there, name) in
            [(clip_value, "_clip_value"), (clip_norm, "_clip_norm"), (l2, "_l2"), (decay, "_decay")]
        {
            label.push_str(if there { name } else { "" });
        }
        label
    }

    /// The files that give what an update is composed of.
    pub(crate) fn files(self) -> Vec<&'static str> {
        vec!["coefficients_row", "links", self.optimizer.name()]
    }

    /// What templates that it is part of are expanded with.
    pub(crate) fn variables(self) -> Value {
        let Links { clip_value, clip_norm, l2, decay, average, .. } = self.links;
        context! {
            STATES => self.states(),
            STEP_FIRST => self.optimizer.steps_first(),
            DESCENT => self.is_descent(),
            CLIP_VALUE => clip_value,
            CLIP_NORM => clip_norm,
            L2 => l2,
            DECAY => decay,
            AVERAGE => average,
        }
    }
}

/// Files one after the other, expanded as a template; `replaced` has other texts for some.
pub fn compose<'a>(
    files: &[&str],
    replaced: impl Fn(&str) -> Option<&'a str>,
    variables: Value,
) -> String {
    let text = |name: &&str| {
        replaced(name).or_else(|| shader(name)).unwrap_or_else(|| panic!("there is no {name}.wgsl"))
    };
    let text = files.iter().map(text).collect::<Vec<_>>().join("\n");
    // A replaced template may be no template at all; the compiler then refuses the message.
    Environment::new().render_str(&text, variables).unwrap_or_else(|error| error.to_string())
}

/// The text of a shader file, by its name without `.wgsl`; `None` when there is none.
pub fn shader(name: &str) -> Option<&'static str> {
    SHADERS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

macro_rules! shaders {
    ($($folder:literal: $($name:literal)*;)*) => {
        &[$($((
            $name,
            include_str!(concat!("../../shaders/", $folder, "/", $name, ".wgsl")),
        ),)*)*]
    };
}

/// Every shader file: its name without `.wgsl`, and its text.
#[rustfmt::skip]
pub const SHADERS: &[(&str, &str)] = shaders![
    "kernels": "activate" "add_bias" "advance" "average" "bias_gradient" "coefficients" "dropout"
        "gather" "hidden_delta" "layout" "matmul_nn" "matmul_nt" "mean_loss" "norm_factor"
        "output_delta" "own_columns" "sample_loss" "scale" "scale_gradient" "softmax_row" "softmax_rows"
        "spread_columns" "square_sum" "store" "update" "update_state" "weight_gradient";
    "fused": "apply" "judge";
    "panels": "lanes_in_memory" "lanes_of_subgroup" "softmax_lanes" "panel_backward" "panel_forward"
        "panel_update" "word_f32" "word_u64";
    "steps": "resident_steps" "steps_common" "whole_steps";
    "tiles": "f16" "matrices" "tile" "tile_backward" "tile_common" "tile_end" "tile_forward"
        "tile_operands" "tile_sum" "tile_update";
    "formulas": "numbers_f32" "numbers_vec4";
    "formulas/functions": "erf" "expm1" "log1p";
    "formulas/activations": "elu" "gelu" "gelu_tanh" "leaky_relu" "linear" "mish" "relu" "selu"
        "sigmoid" "silu" "slope" "slope_of_sum" "softmax" "softplus" "tanh";
    "formulas/losses": "absolute_error" "binary_cross_entropy" "half_squared_error" "huber"
        "smoothing" "softmax_cross_entropy";
    "formulas/optimizers": "adagrad" "adam" "coefficients_row" "links" "lion" "momentum" "nadam"
        "rmsprop" "rmsprop_momentum" "sgd";
    "formulas/dropout": "dropout_mask" "philox";
];
