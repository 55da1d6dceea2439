//! The arguments as they are typed. What they are worth is checked in [`super::plan`].

mod headings;
mod many;
mod verify;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};
use gradshader::cpu::Vectors;
use gradshader::dataset::Scaling;
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Initialisation};
use gradshader::run::{Keep, OnDivergence, Target};
use serde::{Deserialize, Serialize};

pub(super) use self::many::{
    CrossValidateArguments, SweepArguments, refuse, refuse_all, refuse_with_folds,
};
pub(super) use self::verify::VerifyArguments;
use super::bench::BenchArguments;
use super::columns::{ColumnArguments, DescribeArguments, MissingValues, PredictArguments};
use super::compare::CompareArguments;
use super::devices::DevicesArguments;
use super::dialect::DialectArguments;
use super::export::ExportArguments;
use super::foreign::ForeignArguments;
use super::memory::{MemoryArguments, Size};
use super::recipe::RecipeArguments;
use super::show::ShowArguments;
pub(super) use super::values::{Fusion, Hidden, Precision, Preset, Share, Task};
use super::values::{one_or_many, share};

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    failed (training diverged, the disk is full, the device was lost)
  2    bad input or usage
  3    no such device
  4    verification failed: device and reference differ by more than the bound
  130  interrupted";

/// Trains fully connected neural networks on any GPU, every number checked against a CPU
/// reference.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct Arguments {
    /// Vector instructions that the CPU trains and predicts with [default: the widest it has]
    #[arg(long, global = true, value_name = "plain|avx2|avx512|neon")]
    pub(super) vectors: Option<Vectors>,

    #[command(subcommand)]
    pub(super) command: Command,
}

impl Command {
    /// What a network is trained with, of the commands that take a configuration file.
    pub(super) fn settings(&mut self) -> Option<&mut Settings> {
        match self {
            Self::Train(arguments) => Some(&mut arguments.settings),
            Self::CrossValidate(arguments) => Some(&mut arguments.settings),
            Self::Sweep(arguments) => Some(&mut arguments.settings),
            _ => None,
        }
    }
}

/// What clap parses: the arguments, less what commands share and refuse, in groups.
pub(super) fn command() -> clap::Command {
    headings::group(verify::with_defaults(many::hide_what_is_refused(Arguments::command())))
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Train a network on a table or on images, and save it
    Train(Box<TrainArguments>),
    /// Estimate how well networks do on samples that they have not seen, fold by fold
    CrossValidate(Box<CrossValidateArguments>),
    /// Try hyperparameters, many networks at a time, and keep the best
    Sweep(Box<SweepArguments>),
    /// Measure a model on data whose targets are known
    Evaluate(EvaluateArguments),
    /// Put logs, reports and models side by side
    Compare(CompareArguments),
    /// Let a model predict
    Predict(PredictArguments),
    /// Say what is in a model file
    Show(ShowArguments),
    /// Write a model in the form of another program
    Export(ExportArguments),
    /// Say what a table holds, column by column, and what `train` would make of it
    Describe(DescribeArguments),
    /// Compare a device with the CPU reference, number by number
    Verify(Box<VerifyArguments>),
    /// List the devices and which one `--device auto` picks
    Devices(DevicesArguments),
    /// Measure how fast a device trains
    Bench(Box<BenchArguments>),
}

const TRAIN_EXAMPLES: &str = "\
Examples:
  gradshader train data/iris.csv --validation 0.2
  gradshader train data/digits.csv --validation 0.2 --hidden 64 \\
      --model digits.safetensors
  gradshader train train-images-idx3-ubyte.gz \\
      --labels train-labels-idx1-ubyte.gz \\
      --test t10k-images-idx3-ubyte.gz \\
      --test-labels t10k-labels-idx1-ubyte.gz \\
      --hidden 128,64 --epochs 30 --model mnist.safetensors --log mnist.jsonl
  gradshader train --config run.toml --seed 7

A run's file holds the same names as the flags, without dashes in front:
  data = \"data/digits.csv\"
  hidden = [128, 64]
  learning-rate = 1.5
Flags win over the file. Paths in it are relative to the folder that you are in.

The same adapter, driver, version, seed and configuration give the same model, bit for bit; with \
--tune also the same choice.";

#[derive(Debug, Args)]
#[command(after_help = TRAIN_EXAMPLES)]
pub(super) struct TrainArguments {
    #[command(flatten)]
    pub(super) settings: Settings,

    /// Take what no flag says from this file (TOML)
    #[arg(long, value_name = "RUN.toml")]
    pub(super) config: Option<PathBuf>,

    /// Print all that a run with these arguments would be trained with, as --config takes it, and end
    #[arg(long)]
    pub(super) print_config: bool,

    /// Try learning rates from very small to too large, a step each, print how the loss changes and which
    /// one suits, and end
    #[arg(long, conflicts_with = "print_config")]
    pub(super) find_learning_rate: bool,

    /// Compile this WGSL file in place of the shader NAME (without .wgsl); repeatable
    #[arg(long, value_name = "NAME=FILE", hide_short_help = true)]
    pub(super) shader: Vec<String>,

    /// Time each dispatch on the device, print what each shader took, and save the first hundred
    /// thousand as a Chrome trace; training is slower
    #[arg(long, value_name = "TRACE.json", num_args = 0..=1, require_equals = true)]
    pub(super) profile: Option<Option<PathBuf>>,
}

impl TrainArguments {
    /// These settings, completed by a file.
    pub(super) fn of(settings: Settings, config: Option<PathBuf>) -> Self {
        Self {
            settings,
            config,
            print_config: false,
            find_learning_rate: false,
            shader: Vec::new(),
            profile: None,
        }
    }
}

/// What `train` can be told, by flags and by a configuration file alike.
#[derive(Debug, Clone, Default, Args, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Settings {
    /// Samples to train on: a table (CSV and its kin, ARFF, JSON, LIBSVM, NPY, NPZ, Parquet), IDX images as
    /// MNIST has them or a folder of PNG images, packed or not; - is standard input; several tables of the same
    /// columns are one data set
    #[arg(value_name = "DATA", num_args = 1..)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) data: Option<Vec<PathBuf>>,

    /// Labels of the images (IDX)
    #[arg(long, value_name = "FILE")]
    pub(super) labels: Option<PathBuf>,

    /// Columns to predict; a name that holds a comma is taken whole, or quoted as in CSV
    /// [default: the last]
    #[arg(long, value_name = "COL[,COL]")]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) target: Option<Vec<String>>,

    #[command(flatten)]
    #[serde(skip)]
    pub(super) columns: ColumnArguments,

    // Those of `columns` again, as keys of a file: serde cannot refuse unknown keys of a flattened
    // struct.
    #[arg(skip)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) features: Option<Vec<String>>,
    #[arg(skip)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) ignore: Option<Vec<String>>,
    #[arg(skip)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) kinds: Option<Vec<String>>,
    #[arg(skip)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) missing: Option<Vec<String>>,
    #[arg(skip)]
    pub(super) missing_values: Option<MissingValues>,
    #[arg(skip)]
    pub(super) group: Option<String>,
    #[arg(skip)]
    pub(super) time: Option<String>,
    #[arg(skip)]
    pub(super) split_column: Option<String>,

    // The flag is one of every command.
    #[arg(skip)]
    pub(super) vectors: Option<String>,

    /// What to train with where no flag says: default, which follows the size of the table (relu,
    /// softmax and cross-entropy for classes, AdamW with a cosine), best (an ensemble of such networks,
    /// each trained on all parts of the table but one; takes longer), or article (sigmoids, half the
    /// squared error, gradient descent) [default: default]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "NAME")]
    pub(super) preset: Option<Preset>,

    /// What the target is: classes, several labels that are there or not, or values. Unless told,
    /// text and few different integers are classes, several columns of 0 and 1 labels
    #[arg(long, value_enum)]
    pub(super) task: Option<Task>,

    /// Samples to measure the trained network on, of the same form as DATA; several tables of the same
    /// columns are one data set
    #[arg(long, value_name = "DATA", num_args = 1..)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) test: Option<Vec<PathBuf>>,

    /// Labels of the test images (IDX)
    #[arg(long, value_name = "FILE")]
    pub(super) test_labels: Option<PathBuf>,

    /// Measure on the test samples after every epoch too, not only at the end
    #[arg(long)]
    pub(super) test_each_epoch: bool,

    /// Share of the samples held out of training and measured after every epoch, 0 to below 1;
    /// classes keep their shares [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true, value_parser = share)]
    pub(super) validation: Option<f64>,

    /// Seed of that choice, apart from --seed so that runs of different seeds hold out the same
    /// samples [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) split_seed: Option<u64>,

    /// Memory for the table and the numbers made of it, such as 2GB or 500MiB; what is larger goes to a
    /// temporary file, which is mapped, and trains from there in windows [default: all in memory]
    #[arg(long, value_name = "SIZE")]
    pub(super) memory: Option<Size>,

    /// How features are scaled: standard (mean 0, deviation 1), robust (median 0, quartiles 1 apart, far
    /// values drawn in below 3), piecewise (the same, and in eight parts beside), unit (0 to 1) or none
    /// [default: standard for tables, unit for images]
    #[arg(long, value_name = "SCALING")]
    pub(super) scaling: Option<Scaling>,

    /// Widths of the hidden layers, first to last, each with an activation if it is not that of all,
    /// as in 128:relu,64:tanh; "none" for no hidden layer [default: by the size of the table]
    #[arg(long, value_name = "N[:NAME][,..]")]
    pub(super) hidden: Option<Hidden>,

    /// Activation of the hidden layers that --hidden says none of: sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, gelu-tanh,
    /// silu, mish, softplus or linear [default: relu]
    #[arg(long, value_name = "NAME")]
    pub(super) activation: Option<Activation>,

    /// How weights are drawn: glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform,
    /// lecun-normal or orthogonal [default: of each layer what suits its activation: he-uniform for relu and
    /// its kin, lecun-normal for selu, else glorot-uniform]
    #[arg(long, value_name = "NAME")]
    pub(super) initialisation: Option<Initialisation>,

    /// Activation of the output layer [default: that of the loss: softmax for classes, sigmoid for
    /// labels; linear for values]
    #[arg(long, value_name = "NAME")]
    pub(super) output_activation: Option<Activation>,

    /// Learning rate: one, or one a member [default: the preset's; of another optimizer than its own: of
    /// sgd 2 for a network of sigmoids, else 0.1; with momentum and of adagrad 0.01; of lion 0.0001;
    /// else 0.001]
    #[arg(long, value_name = "F[,F]", value_delimiter = ',', allow_negative_numbers = true)]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) learning_rate: Option<Vec<f32>>,

    #[command(flatten)]
    pub(super) recipe: RecipeArguments,

    #[command(flatten)]
    pub(super) dialect: DialectArguments,

    /// Samples a step [default: by the size of the table]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) batch: Option<usize>,

    /// Passes over the training samples [default: by the size of the table]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) epochs: Option<u32>,

    /// End where the monitored metric has not got better for N epochs; 0 is never [default: by the size
    /// of the table where samples are held out, else never]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) early_stop: Option<u32>,

    /// What is better by no more than this is not better, for --early-stop [default: 0]
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) min_delta: Option<f64>,

    /// By what epochs and members are compared: loss, accuracy, balanced-accuracy, top-5-accuracy,
    /// f1, precision, recall, roc-auc, log-loss, brier; mae, rmse, r-squared. It is that of the samples
    /// held out; where there are none, the loss in training [default: loss]
    #[arg(long, value_name = "METRIC")]
    pub(super) monitor: Option<Metric>,

    /// End after so many seconds of training; the epoch under way is given up
    #[arg(long, value_name = "F", allow_negative_numbers = true)]
    pub(super) max_seconds: Option<f64>,

    /// End where a metric of the samples held out is this good, such as accuracy:0.98
    #[arg(long, value_name = "METRIC:VALUE")]
    pub(super) target_metric: Option<Target>,

    /// Which epoch's weights to keep: best or last [default: best where samples are held out]
    #[arg(long, value_name = "best|last")]
    pub(super) keep: Option<Keep>,

    /// Seed of the initial weights and of the order of the samples [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) seed: Option<u64>,

    /// Networks to train side by side; member i is the one that --seed SEED+i trains alone
    /// [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) members: Option<usize>,

    /// Train N networks of hyperparameters drawn around the defaults, and keep those that together do
    /// best on the samples held out (a fifth of all, unless told) as one model
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) ensemble: Option<usize>,

    /// Train each network of --ensemble once for each of K parts of the samples, on the others, so that
    /// all samples are trained on and all decide; 0 for one part held out [default: 0; the preset's]
    #[arg(long, value_name = "K", allow_negative_numbers = true)]
    pub(super) ensemble_folds: Option<usize>,

    /// What the N networks of --ensemble share: weights, of which each has its own output layer and multiplies
    /// the inputs by factors of its own (TabM). They train as one network, on the same batches, and are
    /// kept as N, whose answers are averaged
    #[arg(long, value_name = "weights", value_enum)]
    pub(super) share: Option<Share>,

    /// Device to train on: auto, gpu, cpu, reference, an INDEX of `gradshader devices`, or a
    /// part of a name [default: auto]
    #[arg(long, value_name = "DEVICE")]
    pub(super) device: Option<String>,

    /// Where to save the trained network; of several members the best, and each as OUT.I
    #[arg(long, value_name = "OUT.safetensors")]
    pub(super) model: Option<PathBuf>,

    /// Start from this model's parameters, shape and preprocessing
    #[arg(long, value_name = "MODEL.safetensors")]
    pub(super) init: Option<PathBuf>,

    /// Write what happens to this file, one JSON object a line; one that is there is replaced when the
    /// first epoch is done
    #[arg(long, value_name = "LOG.jsonl")]
    pub(super) log: Option<PathBuf>,

    /// Add to the end of the log that is there instead of replacing it
    #[arg(long)]
    pub(super) append_log: bool,

    /// Write a page of all that the run has shown to this folder, which is made where it is not there:
    /// index.html opens without a network, report.json holds what it shows, for `gradshader compare`
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,

    /// Write event files for TensorBoard to this folder, which is made where it is not there
    #[arg(long, value_name = "DIR")]
    pub(super) tensorboard: Option<PathBuf>,

    /// Show curves, metrics, progress and load on the whole terminal while it trains, with keys to stop
    /// and, of one run of train, to save and to change the learning rate; where there is no terminal, the
    /// usual progress
    #[arg(long)]
    pub(super) tui: bool,

    /// Keep where the run stands in this folder, which is made where it is not there: --resume goes on
    /// from there, after whatever ended it, to the same bits on the same device
    #[arg(long, value_name = "DIR")]
    pub(super) checkpoint: Option<PathBuf>,

    /// How often [default: 60 seconds]
    #[arg(long, num_args = 2, value_names = ["N", "steps|epochs|seconds"])]
    #[serde(deserialize_with = "one_or_many")]
    pub(super) checkpoint_every: Option<Vec<String>>,

    /// Go on from the last checkpoint in this folder, with the same data and settings, and keep further
    /// ones there; the log is added to
    #[arg(long, value_name = "DIR")]
    pub(super) resume: Option<PathBuf>,

    /// What to do where a loss or a weight is no longer finite: stop, rollback (go back to the last good
    /// epoch, with half the learning rate) or ignore [default: stop]
    #[arg(long, value_name = "stop|rollback|ignore")]
    pub(super) on_divergence: Option<OnDivergence>,

    /// Compare every N-th step with the CPU reference and stop with exit code 4 where they differ
    /// by more than the derived bound
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) verify: Option<u64>,

    /// Which shaders to run [default: on]
    #[arg(long, value_name = "on|off|panels|tiles")]
    pub(super) fusion: Option<Fusion>,

    /// f32, or mixed: cooperative matrices that take the operands of products in f16 and sum in f32,
    /// with weights in f32; for adapters that have them. One step on these data
    /// is compared with the reference before training begins [default: f32]
    #[arg(long, value_name = "f32|mixed")]
    pub(super) precision: Option<Precision>,

    /// Take the shaders that train this network fastest on the adapter (with auto, the best one):
    /// timed for some seconds the first time, and from then on as `tune.json` in the user's cache
    /// folder, or in the one that GRADSHADER_CACHE_DIR names, has it. Another choice gives other
    /// bits, the same choice the same; without --tune the choice depends on no clock
    #[arg(long)]
    pub(super) tune: bool,

    /// Compile the shaders with wgpu's bounds checks
    #[arg(long)]
    pub(super) strict: bool,

    /// No progress, only the result
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArguments {
    /// A file that `gradshader train --model` wrote, or a network of PyTorch (safetensors) or ONNX
    #[arg(value_name = "MODEL")]
    pub(super) model: PathBuf,

    /// Samples with their targets: a CSV table or IDX images; a table's columns are found by name. Several
    /// tables of the same columns are one data set
    #[arg(value_name = "DATA", num_args = 1.., required = true)]
    pub(super) data: Vec<PathBuf>,

    /// Labels of the images (IDX)
    #[arg(long, value_name = "FILE")]
    pub(super) labels: Option<PathBuf>,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,

    /// Write a page of what was found to this folder, which is made where it is not there
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,

    #[command(flatten)]
    pub(super) memory: MemoryArguments,

    #[command(flatten)]
    pub(super) foreign: ForeignArguments,

    #[command(flatten)]
    pub(super) dialect: DialectArguments,

    #[command(flatten)]
    pub(super) device: DeviceArguments,
}

/// Where to run, for the commands that take no configuration file.
#[derive(Debug, Args)]
pub(super) struct DeviceArguments {
    /// Device to run on: auto, gpu, cpu, reference, an INDEX of `gradshader devices`, or a part of
    /// a name
    #[arg(long, value_name = "DEVICE", default_value = "auto")]
    pub(super) device: String,

    /// Compile the shaders with wgpu's bounds checks
    #[arg(long)]
    pub(super) strict: bool,
}
