//! `gradshader export`: a model in the form of another program.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gradshader::error::{Error, Result};
use gradshader::export::{Format, Options, Takes, export};
use gradshader::import;

use super::output;
use super::places::Places;

const EXAMPLES: &str = "\
Examples:
  gradshader export digits.safetensors --format onnx
  gradshader export digits.safetensors --format pytorch > digits.py
  gradshader export digits.safetensors --format c --output digits.c

docs/exports.md says what goes in and what comes out, and how far each engine's answers were seen from \
those of `predict`.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExportArguments {
    /// A file that `gradshader train --model` wrote
    #[arg(value_name = "MODEL")]
    model: PathBuf,

    /// onnx, pytorch, keras, npz, wgsl, c or rust; a program of Python around the file of pytorch, keras
    /// and npz goes to stdout
    #[arg(long, value_name = "FORMAT")]
    format: Format,

    /// Write to this file [default: MODEL with the format's ending]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What goes in: the table's columns; numbers, of which a category's is the place of its value, for
    /// engines without texts (of wgsl, c and rust also unasked); or the network's inputs
    #[arg(long, value_enum, value_name = "columns|numbers|inputs", hide_possible_values = true)]
    #[arg(default_value_t)]
    takes: TakesName,

    /// Take and give numbers as f64 (onnx, c, rust); what the network computes stays f32
    #[arg(long)]
    double: bool,

    /// The operator set of ONNX, 13 to 23 [default: 17]
    #[arg(long, value_name = "N")]
    opset: Option<i64>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum TakesName {
    #[default]
    Columns,
    Numbers,
    Inputs,
}

pub(super) fn run(arguments: ExportArguments) -> Result<()> {
    let ExportArguments { model: path, format, output, takes, double, opset } = arguments;
    let file = output.unwrap_or_else(|| path.with_extension(format.extension()));
    Places::new().input("MODEL", Some(&path)).output("--output", Some(&file)).check()?;
    if opset.is_some() && format != Format::Onnx {
        return Err(Error::input(format!("--opset with --format {format}"))
            .advice("leave --opset out, which is ONNX's"));
    }
    let model = import::load_whole(&path)?;
    let text =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let name = text(path.file_stem()).unwrap_or_default();
    let options = Options {
        takes: match takes {
            TakesName::Columns => Takes::Columns,
            TakesName::Numbers => Takes::Numbers,
            TakesName::Inputs => Takes::Inputs,
        },
        double,
        name,
        ..Options::default()
    };
    let options = Options { opset: opset.unwrap_or(options.opset), ..options };
    let named = text(file.file_name()).unwrap_or_default();
    let exported = export(&model, format, &options, &named).map_err(|error| error.file(&path))?;
    for note in &exported.notes {
        output::warn(note);
    }
    output::save(&file, &exported.bytes)?;
    match exported.program {
        Some(program) => output::print(&program),
        None => output::print(&format!("{}\n", file.display())),
    }
}
