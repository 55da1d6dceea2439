//! The program around a file of Python's: the columns to the network's inputs, and its outputs to answers.

use minijinja::{Environment, context};
use serde_json::{Value, json};

use super::Options;
use super::columns::{Column, Step};
use crate::dataset::TargetEncoding;
use crate::dataset::read::MISSING_TEXTS;
use crate::error::{Error, Result};
use crate::model::Model;

/// A whole program, of which `network` loads the file and defines `outputs(inputs)`.
///
/// # Errors
/// None that a model has.
pub(super) fn program(
    model: &Model,
    columns: &[Column],
    options: &Options,
    file: &str,
    network: &str,
) -> Result<String> {
    let described: Vec<String> = columns.iter().map(|column| literal(&describe(column))).collect();
    let targets = match &model.preprocessing.targets {
        TargetEncoding::Classes { names, .. } => json!({"kind": "classes", "names": names}),
        TargetEncoding::Labels { columns } => {
            let names: Vec<_> = columns.iter().map(|label| &label.name).collect();
            json!({"kind": "labels", "names": names})
        }
        TargetEncoding::Values { columns } => {
            let names: Vec<_> = columns.iter().map(|column| &column.name).collect();
            let spreads: Vec<_> = columns.iter().map(|column| column.scale.spread).collect();
            let shifts: Vec<_> = columns.iter().map(|column| column.scale.shift).collect();
            json!({"kind": "values", "names": names, "spread": spreads, "shift": shifts})
        }
    };
    let texts: Vec<String> = MISSING_TEXTS
        .iter()
        .map(|text| (*text).to_owned())
        .chain(model.preprocessing.missing_texts.iter().cloned())
        .collect();
    let numbers =
        model.preprocessing.missing_texts.iter().filter_map(|text| text.trim().parse().ok());
    let numbers: Vec<f64> = numbers.filter(|number: &f64| number.is_finite()).collect();
    let values = context! {
        // It stands between quotation marks.
        name => options.name.replace('\\', r"\\").replace('"', "\\\""),
        version => env!("CARGO_PKG_VERSION"),
        file => literal(&json!(file)),
        columns => described,
        targets => literal(&targets),
        missing => literal(&json!(texts)),
        missing_numbers => literal(&json!(numbers)),
        categories => columns.iter().any(|c| matches!(c.step, Step::Category { .. })),
        dates => columns.iter().any(|c| matches!(c.step, Step::Date { .. })),
        clips => columns.iter().any(Column::is_clipped),
        parts => columns.iter().any(|column| column.parts().next().is_some()),
        truths => columns.iter().any(|c| matches!(c.step, Step::Number { truth: true, .. })),
        network,
    };
    let network = Environment::new().render_str(network, &values).map_err(unwritten)?;
    let values = context! { network, ..values };
    Environment::new().render_str(include_str!("templates/program.py"), values).map_err(unwritten)
}

pub(super) fn unwritten(e: minijinja::Error) -> Error {
    Error::failed("the program cannot be written").caused_by(e)
}

fn describe(column: &Column) -> Value {
    let name = &column.name;
    match &column.step {
        Step::Number { scale, parts, fill, filled, indicator, truth } => json!({
            "name": name, "kind": if *truth { "truth" } else { "number" }, "shift": scale.shift,
            "spread": scale.spread, "clip": scale.clip, "fill": fill,
            "parts": parts.iter().map(|part| [part.shift, part.spread]).collect::<Vec<_>>(), "filled": filled, "indicator": indicator,
        }),
        Step::Date { patterns, zone, parts, indicator } => json!({
            "name": name, "kind": "date", "patterns": patterns, "zone": zone,
            "parts": parts
                .iter()
                .map(|part| json!([part.part, part.scale.shift, part.scale.spread, part.scale.clip]))
                .collect::<Vec<_>>(),
            "indicator": indicator,
        }),
        Step::Category { values, other, missing } => json!({
            "name": name, "kind": "category", "values": values, "other": other, "missing": missing,
        }),
    }
}

/// A value as Python writes it.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(values) => {
            let values: Vec<_> = values.iter().map(literal).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{key:?}: {}", literal(value));
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
        // JSON's escapes are Python's too.
        other => other.to_string(),
    }
}
