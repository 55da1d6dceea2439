//! Source that stands by itself: one file of C99, of Rust without its standard library, or of WGSL.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde::Serialize;

use super::columns::{Column, Step, narrow, narrow_spread};
use super::python::unwritten;
use super::{Format, Options, wgsl};
use crate::dataset::{FAR, TargetEncoding};
use crate::error::{Error, Result};
use crate::formula::Activation;
use crate::gpu::prefixed;
use crate::kernel::shader;
use crate::model::Model;
use crate::network::{Network, Parameters};

/// A layer as templates take it; the numbers are text with commas between them.
#[derive(Serialize)]
struct Layer {
    inputs: usize,
    outputs: usize,
    f: &'static str,
    weight: String,
    bias: String,
}

/// A network as templates take it.
#[derive(Serialize)]
struct Member {
    /// How often it counts, of one alone once.
    times: String,
    layers: Vec<Layer>,
}

/// A column as templates take it.
#[derive(Serialize)]
struct Row {
    place: usize,
    /// number, truth or category.
    kind: &'static str,
    /// Values of a category.
    count: usize,
    other: bool,
    /// Whether an input says that the cell is missing.
    missing: bool,
    /// Whether a missing cell is an error.
    refuses: bool,
    filled: String,
    shift: String,
    spread: String,
    /// 0 where there is none.
    clip: String,
    /// What a missing cell counts as where there are parts, and shift and spread of each.
    fill: String,
    parts: Vec<[String; 2]>,
    /// Parts of the columns before.
    first: usize,
    name: String,
    values: Vec<String>,
}

/// The file's text.
///
/// # Errors
/// Of WGSL, which has no f64, when that is asked for; when f32 does not hold a scale.
pub(super) fn write(
    model: &Model,
    format: Format,
    columns: &[Column],
    options: &Options,
) -> Result<String> {
    let is_wgsl = format == Format::Wgsl;
    if is_wgsl && options.double {
        return Err(
            Error::input("WGSL has no f64").advice("leave --double out, or export to c or rust")
        );
    }
    if is_wgsl {
        wgsl::check(model)?;
    }
    for Column { name, step } in columns.iter().filter(|_| !options.double) {
        if let Step::Number { scale, .. } = step {
            narrow(scale.shift, name)?;
            narrow_spread(scale.spread, name)?;
        }
    }
    let quoted: fn(&str) -> String = if format == Format::C { c_text } else { rust_text };
    let network = &model.network;
    let members: Vec<Member> =
        model.members().map(|member| of_member(member, model.is_ensemble(), format)).collect();
    let activations: Vec<Activation> =
        model.members().flat_map(|(network, ..)| network.activations().iter().copied()).collect();
    let mut first = 0;
    let rows = columns.iter().enumerate().map(|(place, column)| {
        let row = Row { first, ..row(place, column, format, quoted) };
        first += row.parts.len();
        row
    });
    let rows: Vec<_> = rows.collect();
    let names = |names: &mut dyn Iterator<Item = &String>| -> Vec<String> {
        names.map(|name| quoted(name)).collect()
    };
    let (kind, answers, scales) = match &model.preprocessing.targets {
        TargetEncoding::Classes { names: classes, .. } => {
            ("classes", names(&mut classes.iter()), Vec::new())
        }
        TargetEncoding::Labels { columns } => {
            ("labels", names(&mut columns.iter().map(|label| &label.name)), Vec::new())
        }
        TargetEncoding::Values { columns } => {
            let scales = columns.iter().map(|column| {
                let [spread, shift] = [column.scale.spread, column.scale.shift];
                if !options.double {
                    let parts =
                        [narrow_spread(spread, &column.name)?, narrow(shift, &column.name)?];
                    if is_wgsl {
                        return Ok(parts.map(|part| single(part, format)).to_vec());
                    }
                }
                Ok([spread, shift].map(double).to_vec())
            });
            let scales = scales.collect::<Result<Vec<_>>>()?;
            ("values", names(&mut columns.iter().map(|column| &column.name)), scales)
        }
    };
    let sizes = || model.members().map(|(network, ..)| network.sizes());
    let widest = sizes().flatten().max().copied().unwrap_or(1);
    let deepest = sizes().map(|sizes| sizes.len() - 1).max().unwrap_or(1);
    let used: Vec<&str> = activations.iter().map(|f| f.name()).collect();
    let needs = |any: &[Activation]| activations.iter().any(|f| any.contains(f));
    let counts =
        if model.is_ensemble() { model.members().map(|(.., times)| times).sum() } else { 1 };
    use Activation::{Elu, Gelu, GeluTanh, Mish, Selu, Sigmoid, Silu, Softplus, Tanh};
    let values = context! {
        name => identifier(&options.name),
        version => env!("CARGO_PKG_VERSION"),
        columns => Serde(rows),
        inputs => network.inputs(),
        outputs => network.outputs(),
        members => Serde(members),
        total => double(f64::from(counts)),
        kind,
        answers,
        scales,
        widest,
        deepest,
        used,
        encoded => if is_wgsl { wgsl::inputs(columns)? } else { String::new() },
        double => options.double,
        has_categories => columns.iter().any(|c| matches!(c.step, Step::Category { .. })),
        has_clips => columns.iter().any(Column::is_clipped),
        far => double(FAR),
        parts => columns.iter().map(|column| column.parts().count()).sum::<usize>(),
        has_truths => columns.iter().any(|c| matches!(c.step, Step::Number { truth: true, .. })),
        needs_sigmoid => needs(&[Sigmoid, Silu, GeluTanh]),
        needs_expm1 => needs(&[Elu, Selu]),
        needs_log1p => needs(&[Softplus]),
        needs_erf => needs(&[Gelu]),
        needs_abs => needs(&[Sigmoid, Silu, GeluTanh, Gelu, Mish, Softplus, Tanh]),
        formulas => if is_wgsl { formulas(&activations) } else { String::new() },
    };
    render(format, values)
}

fn of_member(
    (network, parameters, times): (&Network, &Parameters, u32),
    is_ensemble: bool,
    format: Format,
) -> Member {
    let layers = std::iter::zip(network.sizes().windows(2), network.activations());
    let layers =
        layers.zip(&parameters.layers).enumerate().map(|(place, ((size, f), layer))| Layer {
            inputs: size[0],
            outputs: size[1],
            f: f.name(),
            weight: match format {
                Format::Wgsl => {
                    let is_of_each = *f != Activation::Softmax && *f != Activation::Linear;
                    wgsl::layer(place, layer, is_of_each.then_some(f.name()))
                }
                _ => numbers(&layer.weight, format),
            },
            bias: numbers(&layer.bias, format),
        });
    let times = if is_ensemble { times } else { 1 };
    Member { times: double(f64::from(times)), layers: layers.collect() }
}

fn render(format: Format, values: Value) -> Result<String> {
    let template = match format {
        Format::C => include_str!("templates/source.c"),
        Format::Rust => include_str!("templates/source.rs"),
        _ => include_str!("templates/source.wgsl"),
    };
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(unwritten)?);
    Ok(environment.render_str(template, values).map_err(unwritten)? + "\n")
}

fn row(place: usize, column: &Column, format: Format, quoted: fn(&str) -> String) -> Row {
    let empty = Row {
        place,
        kind: "category",
        count: 0,
        other: false,
        missing: false,
        refuses: column.refuses_missing(),
        filled: single(0.0, format),
        shift: double(0.0),
        spread: double(1.0),
        clip: double(0.0),
        fill: double(0.0),
        parts: Vec::new(),
        first: 0,
        name: quoted(&column.name),
        values: Vec::new(),
    };
    match &column.step {
        Step::Category { values, other, missing } => Row {
            count: values.len(),
            other: *other,
            missing: *missing,
            values: values.iter().map(|value| quoted(value)).collect(),
            ..empty
        },
        // Refused before.
        Step::Date { .. } => empty,
        Step::Number { scale, parts, fill, filled, indicator, truth } => Row {
            kind: if *truth { "truth" } else { "number" },
            missing: *indicator,
            filled: single(filled.unwrap_or(0.0), format),
            shift: double(scale.shift),
            spread: double(scale.spread),
            clip: double(scale.clip.unwrap_or(0.0)),
            fill: double(*fill),
            parts: parts.iter().map(|part| [part.shift, part.spread].map(double)).collect(),
            ..empty
        },
    }
}

/// WGSL's formulas of these activations, each under the activation's name.
fn formulas(activations: &[Activation]) -> String {
    let mut functions: Vec<&str> = Vec::new();
    let mut used: Vec<Activation> = Vec::new();
    for f in activations {
        if !used.contains(f) {
            used.push(*f);
        }
        // The logarithm of a softmax is its loss's.
        let needed = if *f == Activation::Softmax { &[][..] } else { f.functions() };
        functions.extend(needed);
    }
    functions.sort_unstable();
    functions.dedup();
    let text = |name: &str| shader(name).unwrap_or_default();
    let mut all: Vec<String> =
        std::iter::once("numbers_f32").chain(functions).map(|name| text(name).to_owned()).collect();
    for f in used {
        // What follows is for training.
        let ends = ["\n// f'(a)", "\n// Minus the logarithm"];
        let whole = text(f.name());
        let end = ends.iter().filter_map(|end| whole.find(end)).min().unwrap_or(whole.len());
        all.push(prefixed(&[whole[..end].to_owned()], &format!("{}_", f.name())));
    }
    all.join("\n")
}

/// A name that every language takes.
fn identifier(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = name.chars().map(kept).collect();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() => name,
        _ => format!("model_{name}"),
    }
}

/// Numbers with commas, as many as fit a line.
fn numbers(values: &[f32], format: Format) -> String {
    let mut text = String::new();
    let mut line = 0;
    for &value in values {
        let number = single(value, format);
        if line + number.len() + 2 > 96 {
            text.push_str("\n    ");
            line = 0;
        } else if line > 0 {
            text.push(' ');
        }
        line += number.len() + 2;
        text.push_str(&number);
        text.push(',');
    }
    text
}

/// A number as short as it reads back to the same bits.
fn single(value: f32, format: Format) -> String {
    let text = format!("{value:?}");
    match format {
        Format::Rust => text,
        _ => text + "f",
    }
}

fn double(value: f64) -> String {
    format!("{value:?}")
}

/// A text of C: what is no letter of ASCII by its bytes.
fn c_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            // A question mark may begin a trigraph.
            b' '..=b'~' if byte != b'?' => quoted.push(char::from(byte)),
            other => quoted.push_str(&format!("\\{other:03o}")),
        }
    }
    quoted + "\""
}

fn rust_text(text: &str) -> String {
    format!("{text:?}")
}
