//! What of WGSL is written statement by statement. A compiler keeps numbers that stand in statements in
//! its code; a table of thousands it copies for each invocation, which took lavapipe minutes.

use std::fmt::Write;

use super::columns::{Column, Step, narrow, narrow_spread};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::network::Layer;

/// The most numbers that a shader's code can be asked to hold.
const MOST: usize = 1 << 16;
/// Products in one statement.
const TERMS: usize = 8;

/// Refuses a network that is too large.
///
/// # Errors
/// Says which formats take it.
pub(super) fn check(model: &Model) -> Result<()> {
    let count: usize = model.members().map(|(network, ..)| network.parameter_count()).sum();
    if count > MOST {
        return Err(Error::input(format!(
            "a WGSL module holds its {count} parameters as code, and more than {MOST} are too much"
        ))
        .advice("export to onnx, c or rust, or train a smaller network"));
    }
    Ok(())
}

/// Fills `x0`, the network's inputs, from `row`, and notes cells that may not be missing.
///
/// # Errors
/// When f32 does not hold a scale.
pub(super) fn inputs(columns: &[Column]) -> Result<String> {
    let mut text = String::new();
    let mut at = 0;
    for (c, column) in columns.iter().enumerate() {
        let mut put = |value: String| {
            // Writing to a text does not fail.
            let _ = writeln!(text, "    x0[{at}] = {value};");
            at += 1;
        };
        match &column.step {
            Step::Number { scale, filled, indicator, .. } => {
                let parts = column.parts().map(|(part, filled)| {
                    let high = narrow(part.shift, &column.name)?;
                    let low = ((part.shift - f64::from(high)) / part.spread) as f32;
                    let spread = narrow_spread(part.spread, &column.name)?;
                    let number =
                        format!("number(row[{c}], {high:?}f, {low:?}f, {spread:?}f, {filled:?}f)");
                    Ok(format!("clamp({number}, 0.0, 1.0)"))
                });
                let parts: Vec<String> = parts.collect::<Result<_>>()?;
                let high = narrow(scale.shift, &column.name)?;
                let low = ((scale.shift - f64::from(high)) / scale.spread) as f32;
                let spread = narrow_spread(scale.spread, &column.name)?;
                let filled = filled.unwrap_or(0.0);
                put(match (scale.spread, scale.clip) {
                    // It never changed.
                    (0.0, _) => format!("select(0.0, {filled:?}f, is_missing(row[{c}]))"),
                    (_, None) => {
                        format!("number(row[{c}], {high:?}f, {low:?}f, {spread:?}f, {filled:?}f)")
                    }
                    (_, Some(clip)) => format!(
                        "clipped_number(row[{c}], {high:?}f, {low:?}f, {spread:?}f, {:?}f, {filled:?}f)",
                        clip as f32
                    ),
                });
                parts.into_iter().for_each(&mut put);
                if *indicator {
                    put(format!("select(0.0, 1.0, is_missing(row[{c}]))"));
                }
            }
            // Refused before.
            Step::Date { .. } => {}
            Step::Category { values, other, missing } => {
                (0..values.len()).for_each(|value| put(format!("is(row[{c}], {value}.0)")));
                if *other {
                    let last = values.len();
                    put(format!("is_other(row[{c}], {last}.0)"));
                }
                if *missing {
                    put(format!("select(0.0, 1.0, is_missing(row[{c}]))"));
                }
            }
        }
        if column.refuses_missing() {
            let _ = writeln!(
                text,
                "    not_a_number |= select(0u, 0x7fc00000u, is_missing(row[{c}]));"
            );
        }
    }
    Ok(text)
}

/// Fills `xN+1` from `xN`, layer `place` with the activation `f`, if it has one that is of each sum.
pub(super) fn layer(place: usize, layer: &Layer, f: Option<&str>) -> String {
    let outputs = layer.bias.len();
    let inputs = layer.weight.len() / outputs;
    let mut text = String::new();
    for (j, bias) in layer.bias.iter().enumerate() {
        for first in (0..inputs).step_by(TERMS) {
            let terms: Vec<String> = (first..inputs.min(first + TERMS))
                .map(|i| format!("x{place}[{i}] * {:?}f", layer.weight[i * outputs + j]))
                .collect();
            let sign = if first == 0 { "=" } else { "+=" };
            let _ = writeln!(text, "    s {sign} {};", terms.join(" + "));
        }
        let sum = format!("s + {bias:?}f");
        let value = f.map_or(sum.clone(), |f| format!("{f}_activation({sum})"));
        let _ = writeln!(text, "    x{}[{j}] = {value};", place + 1);
    }
    text
}
