//! The arguments of `verify`.

use std::path::PathBuf;

use clap::{Args, Command};
use gradshader::network::{Activation, Initialisation};

use super::{DeviceArguments, Fusion, Hidden, Precision, Preset, RecipeArguments, Settings};
use crate::cli::recipe::OptimizerName;
use crate::cli::values::HiddenLayer;

/// What is trained where neither a flag nor --preset says: networks of which any device takes a moment.
const HIDDEN: [usize; 2] = [32, 16];
const ACTIVATION: Activation = Activation::Sigmoid;
const BATCH: usize = 16;
/// Of gradient descent; another optimizer has that of `train`.
const LEARNING_RATE: f32 = 0.5;

const VERIFY_HELP: &str = "\
Before each step the device's state is copied into the reference, which computes the same step in f64 from the \
same operands. Each quantity is compared with the bound that rounding can explain; the table shows for each \
the element that came closest to it. A ratio above 1 is an error of the device, its driver or a kernel; then \
smaller networks and batches are tried, for at most 20 seconds, and the smallest that is wrong in the same way \
is named. Suspicious elements are above sqrt(n) u, where roundings that are independent of each other stay: \
within the bound, that is a warning.

--self-test breaks every shader, one fault at a time, in evaluation, prediction and training on DATA and on \
made-up samples, and shows which quantity gave it away; a fault of fused shaders is tried where the device \
runs such. --json has the text that was changed. Of the options of training those go with it that say of which \
shaders a step is composed, and --batch and --steps. Faults of mixed precision are tried with --precision mixed.";

#[derive(Debug, Args)]
#[command(after_help = VERIFY_HELP)]
pub(in crate::cli) struct VerifyArguments {
    /// Samples to train on: a CSV table or IDX images [default: the bundled handwritten digits]
    #[arg(value_name = "DATA")]
    pub(in crate::cli) data: Option<PathBuf>,

    /// Labels of the images (IDX)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) labels: Option<PathBuf>,

    /// Break the shaders on purpose, one fault after the other, and show that each is noticed; exit
    /// code 4 when one is not
    #[arg(long, conflicts_with_all = NOT_OF_THE_SELF_TEST)]
    pub(in crate::cli) self_test: bool,

    /// Training steps to compare
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) steps: u64,

    /// Take what no flag says from what `train` has for DATA: default or article [default: what each flag
    /// says here]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "NAME")]
    pub(in crate::cli) preset: Option<Preset>,

    /// Widths of the hidden layers, first to last, each with an activation if it is not that of all,
    /// as in 128:relu,64:tanh; "none" for no hidden layer [default: 32,16]
    #[arg(long, value_name = "N[:NAME][,..]")]
    pub(in crate::cli) hidden: Option<Hidden>,

    /// Activation of the hidden layers that --hidden says none of [default: sigmoid]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) activation: Option<Activation>,

    /// Activation of the output layer [default: that of the loss; of half-squared-error sigmoid for
    /// classes and labels, linear for values]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) output_activation: Option<Activation>,

    /// How weights are drawn, as in `train` [default: of each layer what suits its activation]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) initialisation: Option<Initialisation>,

    /// Samples a step; the last step takes fewer [default: 16]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) batch: Option<usize>,

    /// Learning rate: one, or one a member [default: 0.5; with momentum or of another optimizer
    /// than sgd as in `train`]
    #[arg(long, value_name = "F[,F]", value_delimiter = ',', allow_negative_numbers = true)]
    pub(in crate::cli) learning_rate: Option<Vec<f32>>,

    /// Seed of the initial weights and of the order of the samples
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) seed: u64,

    /// Networks to train side by side
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) members: usize,

    /// Show these quantities only, such as "delta,weight gradient"; all are compared
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(in crate::cli) quantities: Option<Vec<String>>,

    /// Print one JSON object
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Write the same JSON object to this file
    #[arg(long, value_name = "FILE.json")]
    pub(in crate::cli) tolerance_report: Option<PathBuf>,

    /// Write a page of what was found to this folder, which is made where it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "self_test")]
    pub(in crate::cli) report: Option<PathBuf>,

    /// Which shaders to compare after the kernels one by one [default: on]
    #[arg(long, value_name = "on|off|panels|tiles")]
    pub(in crate::cli) fusion: Option<Fusion>,

    /// f32, or mixed: cooperative matrices that take the operands of products in f16 and sum in f32,
    /// with weights in f32; for adapters that have them [default: f32]
    #[arg(long, value_name = "f32|mixed")]
    pub(in crate::cli) precision: Option<Precision>,

    /// Compile this WGSL file in place of the shader NAME (without .wgsl); repeatable
    #[arg(long, value_name = "NAME=FILE", hide_short_help = true)]
    pub(in crate::cli) shader: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) device: DeviceArguments,

    // Under a heading of its own, which those after it would have too.
    #[command(flatten)]
    pub(in crate::cli) recipe: RecipeArguments,
}

/// Arguments that say nothing of shaders, or of which the self-test has its own.
const NOT_OF_THE_SELF_TEST: [&str; 11] = [
    "learning_rate",
    "seed",
    "members",
    "quantities",
    "fusion",
    "shader",
    "initialisation",
    "schedule",
    "decay_schedule",
    "dropout_schedule",
    "warm_up",
];

impl VerifyArguments {
    /// The same as `train` takes it.
    pub(in crate::cli) fn settings(&self) -> Settings {
        let of_its_own = self.preset.is_none();
        let layer = |width| HiddenLayer { width, activation: None };
        let is_sgd = self.recipe.optimizer.is_none_or(|told| told == OptimizerName::Sgd);
        let descends = is_sgd && !self.recipe.has_momentum();
        Settings {
            data: self.data.clone().map(|path| vec![path]),
            labels: self.labels.clone(),
            preset: Some(self.preset.unwrap_or(Preset::Article)),
            hidden: self
                .hidden
                .clone()
                .or_else(|| of_its_own.then(|| Hidden(HIDDEN.map(layer).to_vec()))),
            activation: self.activation.or(of_its_own.then_some(ACTIVATION)),
            output_activation: self.output_activation,
            initialisation: self.initialisation,
            batch: self.batch.or(of_its_own.then_some(BATCH)),
            learning_rate: self
                .learning_rate
                .clone()
                .or_else(|| (of_its_own && descends).then(|| vec![LEARNING_RATE])),
            seed: Some(self.seed),
            members: Some(self.members),
            recipe: self.recipe.clone(),
            ..Settings::default()
        }
    }

    /// Whether something is said of how it is trained, beside sizes and rates.
    pub(in crate::cli) fn says_how(&self) -> bool {
        let told = self.preset.is_some() || self.initialisation.is_some();
        told || self.output_activation.is_some() || self.recipe != RecipeArguments::default()
    }
}

/// Says in the help of `verify` what it takes where `train` takes something else.
pub(super) fn with_defaults(command: Command) -> Command {
    let own = [
        (
            "loss",
            "What is minimised: half-squared-error, absolute-error, huber, binary-cross-entropy or \
             softmax-cross-entropy [default: half-squared-error]",
        ),
        ("optimizer", "What becomes of a gradient [default: sgd]"),
        (
            "decay",
            "Decoupled decay: each step takes F times the learning rate off each weight [default: \
             0.01 with adamw, else 0]",
        ),
        (
            "schedule",
            "What the learning rate follows over the steps compared, as in `train`, but for plateau \
             [default: constant]",
        ),
    ];
    command.mut_subcommand("verify", |command| {
        own.into_iter()
            .fold(command, |command, (name, help)| command.mut_arg(name, |arg| arg.help(help)))
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::{Arguments, Command};
    use super::*;

    #[test]
    fn what_no_flag_says_is_what_it_always_was_unless_a_preset_is_told() {
        let settings = |flags: &str| {
            let words = ["gradshader", "verify"].into_iter().chain(flags.split_whitespace());
            match Arguments::try_parse_from(words).unwrap().command {
                Command::Verify(arguments) => arguments.settings(),
                other => panic!("{other:?}"),
            }
        };
        let plain = settings("");
        assert_eq!(plain.hidden.as_ref().unwrap().to_string(), "32,16");
        assert_eq!(plain.activation, Some(Activation::Sigmoid));
        assert_eq!((plain.batch, plain.preset), (Some(16), Some(Preset::Article)));
        assert_eq!(plain.learning_rate, Some(vec![0.5]));
        // The rate is that of gradient descent.
        assert_eq!(settings("--optimizer sgd --l2 0.1").learning_rate, Some(vec![0.5]));
        for other in ["--optimizer adam", "--momentum 0.9", "--preset article"] {
            assert_eq!(settings(other).learning_rate, None, "{other}");
        }
        let preset = settings("--preset default --batch 3");
        assert!(preset.hidden.is_none() && preset.activation.is_none());
        assert_eq!((preset.batch, preset.preset), (Some(3), Some(Preset::Default)));
    }
}
