//! Arguments that say what the columns of a table are and what of them is answered.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::arguments::{DeviceArguments, Task};
use super::dialect::DialectArguments;
use super::foreign::ForeignArguments;
use super::memory::MemoryArguments;

/// What the columns of a table are, and which of them decides the split.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct ColumnArguments {
    /// Columns to learn from [default: all but the target and what says nothing: an index,
    /// row numbers, a constant, another text in every row]
    #[arg(long, value_name = "COL[,COL]")]
    pub(super) features: Option<Vec<String>>,

    /// Columns not to learn from
    #[arg(long, value_name = "COL[,COL]")]
    pub(super) ignore: Option<Vec<String>>,

    /// What columns are, where that is not what they look like: number, category, boolean, date,
    /// date:FORMAT (strftime's letters) or ignore
    #[arg(long, value_name = "COL=KIND[,COL=KIND]")]
    pub(super) kinds: Option<Vec<String>>,

    /// A text that stands for a missing cell, beside NA, null, ? and the like; repeatable
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(super) missing: Option<Vec<String>>,

    /// What a number that is missing becomes: the mean or the median of the training samples, with an
    /// input that says where it was; or an error [default: mean]
    #[arg(long, value_enum)]
    pub(super) missing_values: Option<MissingValues>,

    /// Hold out samples of equal cells of this column together; it is no feature
    #[arg(long, value_name = "COL")]
    pub(super) group: Option<String>,

    /// Hold out the newest samples by this column of numbers, dates or times
    #[arg(long, value_name = "COL")]
    pub(super) time: Option<String>,

    /// A column that says of each sample whether it is for train, validation or test
    #[arg(long, value_name = "COL")]
    pub(super) split_column: Option<String>,
}

/// What becomes of a missing number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum MissingValues {
    /// The mean of the training samples
    Mean,
    /// The median of the training samples
    Median,
    /// An error
    Error,
}

/// Where the predicted class stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ClassPlace {
    /// Before the outputs
    #[default]
    First,
    /// After the outputs
    Last,
    /// Without the outputs
    Alone,
}

#[derive(Debug, Args)]
pub(super) struct DescribeArguments {
    /// A table or images; several tables of the same columns are one data set
    #[arg(value_name = "DATA", num_args = 1.., required = true)]
    pub(super) data: Vec<PathBuf>,

    /// Labels of the images (IDX)
    #[arg(long, value_name = "FILE")]
    pub(super) labels: Option<PathBuf>,

    /// Columns to predict [default: the last]
    #[arg(long, value_name = "COL[,COL]")]
    pub(super) target: Option<Vec<String>>,

    /// What the target is, unless found
    #[arg(long, value_enum)]
    pub(super) task: Option<Task>,

    /// Column of numbers that say how much each sample counts in the loss; it is no feature
    #[arg(long, value_name = "COL")]
    pub(super) weight_column: Option<String>,

    #[command(flatten)]
    pub(super) dialect: DialectArguments,

    #[command(flatten)]
    pub(super) columns: ColumnArguments,

    #[command(flatten)]
    pub(super) memory: MemoryArguments,

    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct PredictArguments {
    /// A file that `gradshader train --model` wrote, or a network of PyTorch (safetensors) or ONNX
    #[arg(value_name = "MODEL")]
    pub(super) model: PathBuf,

    /// Samples: a CSV table, whose columns are found by name, or IDX images; `-` takes CSV rows from
    /// stdin and answers each as it comes. Several tables of the same columns are one data set
    #[arg(value_name = "DATA", num_args = 1.., required = true)]
    pub(super) data: Vec<PathBuf>,

    /// Print the outputs of classes as probabilities, which add up to 1
    #[arg(long)]
    pub(super) probabilities: bool,

    /// Add how far the networks of an ensemble lie apart: their standard deviation, of classes that of the
    /// class that is predicted
    #[arg(long)]
    pub(super) spread: bool,

    /// Copy this column of DATA in front of each row; repeatable
    #[arg(long, value_name = "COL")]
    pub(super) id: Vec<String>,

    /// Where the predicted class stands
    #[arg(long, value_enum, default_value_t)]
    pub(super) class: ClassPlace,

    /// Write the CSV to this file instead of stdout
    #[arg(long, value_name = "FILE.csv")]
    pub(super) output: Option<PathBuf>,

    #[command(flatten)]
    pub(super) memory: MemoryArguments,

    #[command(flatten)]
    pub(super) foreign: ForeignArguments,

    #[command(flatten)]
    pub(super) dialect: DialectArguments,

    #[command(flatten)]
    pub(super) device: DeviceArguments,
}
