//! The arguments of `verify`.

use std::path::PathBuf;

use clap::Args;
use gradshader::network::Activation;

use super::{DeviceArguments, Fusion, Hidden, Precision};

const VERIFY_HELP: &str = "\
Before each step the device's state is copied into the reference, which computes the same step in f64 from the \
same operands. Each quantity is compared with the bound that rounding can explain; the table shows for each \
the element that came closest to it. A ratio above 1 is an error of the device, its driver or a kernel; then \
smaller networks and batches are tried, for at most 20 seconds, and the smallest that is wrong in the same way \
is named. Suspicious elements are above sqrt(n) u, where roundings that are independent of each other stay: \
within the bound, that is a warning.

--self-test breaks every shader, one fault at a time, in evaluation, prediction and training on DATA and on \
made-up samples, and shows which quantity gave it away; a fault of fused shaders is tried where the device \
runs such. --json has the text that was changed. Of the options of training, --hidden, --activation, --batch \
and --steps go with it. Faults of mixed precision are tried with --precision mixed.";

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
    #[arg(long, conflicts_with_all = ["learning_rate", "seed", "members", "quantities", "fusion", "shader"])]
    pub(in crate::cli) self_test: bool,

    /// Training steps to compare
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) steps: u64,

    /// Widths of the hidden layers, first to last, each with an activation if it is not that of all;
    /// "none" for no hidden layer
    #[arg(long, value_name = "N[:NAME][,..]", default_value = "32,16")]
    pub(in crate::cli) hidden: Hidden,

    /// Activation of the hidden layers that --hidden says none of
    #[arg(long, value_name = "NAME", default_value_t = Activation::Sigmoid)]
    pub(in crate::cli) activation: Activation,

    /// Samples a step; the last step takes fewer
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub(in crate::cli) batch: usize,

    /// Step size of gradient descent: one, or one a member
    #[arg(long, value_name = "F[,F]", value_delimiter = ',', default_value = "0.5")]
    #[arg(allow_negative_numbers = true)]
    pub(in crate::cli) learning_rate: Vec<f32>,

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
}
