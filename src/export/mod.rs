//! Models in the forms that other programs open.
//!
//! What a graph or a source takes is one of three: the columns of the table as they are named
//! ([`Takes::Columns`]), one row of numbers in which a category is its place among the values trained on
//! ([`Takes::Numbers`]), or the network's own inputs ([`Takes::Inputs`]). What comes back are classes with
//! their probabilities, labels with theirs, or values in the units of the target.
//!
//! A format is a file here: [`Format`] names it, [`export`] calls it. An ensemble of several networks goes
//! between the inputs and the answers of each: the mean of the members' outputs, before classes and
//! units are made of them.

mod columns;
mod dates;
mod keras;
mod npz;
mod onnx;
mod python;
mod pytorch;
mod source;
mod wgsl;

use std::fmt;
use std::str::FromStr;

use self::columns::{Column, Step};
use crate::dataset::read::is_missing;
use crate::error::{Error, Result};
use crate::model::Model;

/// A form that other programs open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A graph for ONNX Runtime, tract, rten, OpenVINO and others.
    Onnx,
    /// A state dictionary as safetensors, and a program around it.
    PyTorch,
    /// A `.keras` file, and a program around it.
    Keras,
    /// Arrays for NumPy, and a program around it.
    Npz,
    /// One module with a function and a compute entry point.
    Wgsl,
    /// One source file of C99.
    C,
    /// One source file of Rust without the standard library.
    Rust,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Onnx, Self::PyTorch, Self::Keras, Self::Npz, Self::Wgsl, Self::C, Self::Rust];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Onnx => "onnx",
            Self::PyTorch => "pytorch",
            Self::Keras => "keras",
            Self::Npz => "npz",
            Self::Wgsl => "wgsl",
            Self::C => "c",
            Self::Rust => "rust",
        }
    }

    /// Whether a program of Python makes the file's inputs of the columns.
    pub(crate) fn has_program(self) -> bool {
        matches!(self, Self::PyTorch | Self::Keras | Self::Npz)
    }

    /// What its files end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::PyTorch => "pytorch.safetensors",
            Self::Rust => "rs",
            other => other.name(),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Error::input(format!("there is no format {name:?}")).advice(format!("use {names}"))
        })
    }
}

/// What an exported model takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Takes {
    /// The table's columns: of ONNX one tensor if all are numbers, else one a column, texts where it is a
    /// category. Formats without texts take [`Numbers`](Self::Numbers) instead.
    #[default]
    Columns,
    /// One number a column: that of a category is the place of its value, from 0. No text goes in or comes
    /// out; a class is its place too.
    Numbers,
    /// The network's inputs, already scaled and encoded.
    Inputs,
}

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What goes in.
    pub takes: Takes,
    /// Whether numbers go in, and values come out, as f64: for columns that hold more digits than f32 has.
    pub double: bool,
    /// The operator set of ONNX.
    pub opset: i64,
    /// What functions and files of it are called.
    pub name: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { takes: Takes::Columns, double: false, opset: onnx::OPSET, name: "model".to_owned() }
    }
}

/// An exported model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// A program of Python that loads the file, for formats of Python.
    pub program: Option<String>,
    /// What the user should know: columns and targets whose numbers f32 holds too coarsely, and what stands for a missing
    /// cell in tables alone.
    pub notes: Vec<String>,
}

/// The model in another form. `file` is the name under which the program of a format of Python
/// looks for it, beside itself and in the current folder.
///
/// # Errors
/// When the format cannot say what the model does, or has no such option; the error says which can. Never for a model that has
/// numbers, truths and categories in f32's range, but for GELU by a hyperbolic tangent in Keras.
pub fn export(model: &Model, format: Format, options: &Options, file: &str) -> Result<Exported> {
    model.check()?;
    if format == Format::Keras && model.is_ensemble() {
        return Err(Error::input(format!("{format} takes one network, and this is an ensemble"))
            .advice("export to another format, such as onnx, or train one without --ensemble"));
    }
    if options.double && model.preprocessing.narrow {
        return Err(Error::input("a model of version 0.1 takes f32").advice("leave --double out"));
    }
    if format.has_program() && options.double {
        return Err(
            Error::input("f64 in and out is for onnx, c and rust").advice("leave --double out")
        );
    }
    if format.has_program() && options.takes == Takes::Numbers {
        return Err(Error::input("a program of Python takes a category's text, never its place")
            .advice("leave --takes numbers out, or export to onnx, c or rust"));
    }
    let columns = columns::columns(model, format, options)?;
    let mut notes = columns::notes(&columns, &model.preprocessing.targets, format, options);
    notes.extend(told_missing(model, &columns, format, options));
    let (bytes, program) = match format {
        Format::Onnx => (onnx::write(model, &columns, options)?, None),
        Format::PyTorch => {
            let program =
                python::program(model, &columns, options, file, &pytorch::program(model))?;
            (pytorch::write(model)?, Some(program))
        }
        Format::Keras => {
            let program = python::program(model, &columns, options, file, keras::PROGRAM)?;
            (keras::write(model)?, Some(program))
        }
        Format::Npz => {
            let program = python::program(model, &columns, options, file, &npz::program(model))?;
            (npz::write(model)?, Some(program))
        }
        Format::Wgsl | Format::C | Format::Rust => {
            (source::write(model, format, &columns, options)?.into_bytes(), None)
        }
    };
    Ok(Exported { bytes, program, notes })
}

/// What stands for a missing cell in tables alone, since `--missing` says so: numbers, and texts of categories. Programs
/// of Python know it.
fn told_missing(
    model: &Model,
    columns: &[Column],
    format: Format,
    options: &Options,
) -> Option<String> {
    if format.has_program() || options.takes == Takes::Inputs {
        return None;
    }
    let is_category = |column: &Column| matches!(column.step, Step::Category { .. });
    let takes_texts = format == Format::Onnx
        && options.takes == Takes::Columns
        && columns.iter().any(is_category);
    let goes_in = |text: &&String| match text.trim().parse::<f64>() {
        Ok(number) => number.is_finite(),
        Err(_) => takes_texts && !is_missing(text.as_bytes()),
    };
    let texts = model.preprocessing.missing_texts.iter().filter(goes_in);
    let listed: Vec<_> = texts.map(|text| format!("{text:?}")).collect();
    let are = match listed.len() {
        0 => return None,
        1 => "is",
        _ => "are",
    };
    Some(format!(
        "{}, told with --missing, {are} no missing cell there; give NaN{}",
        listed.join(", "),
        if takes_texts { ", or an empty text" } else { "" }
    ))
}
