//! From the columns to the network's inputs.

use rten_onnx::onnx::DataType;

use super::graph::{Attribute, Graph};
use crate::dataset::read::MISSING_TEXTS;
use crate::dataset::{FAR, Scale, written_otherwise};
use crate::error::Result;
use crate::export::columns::{Column, Step, narrow, narrow_spread};
use crate::export::{Options, Takes};

/// What the network takes.
pub(super) struct Prepared {
    /// `[rows, inputs]`
    pub(super) inputs: String,
    /// `[rows, 1]`, true where a cell is missing that may not be; none if each may.
    pub(super) unusable: Option<String>,
}

/// A part of the inputs, and where its columns stand among them.
struct Part {
    value: String,
    places: Vec<usize>,
}

/// # Errors
/// When f32 does not hold a scale.
pub(super) fn write(graph: &mut Graph, columns: &[Column], options: &Options) -> Result<Prepared> {
    let starts: Vec<usize> = columns
        .iter()
        .scan(0, |next, column| {
            let start = *next;
            *next += column.width();
            Some(start)
        })
        .collect();
    let kind = if options.double { DataType::DOUBLE } else { DataType::FLOAT };
    let is_number = |column: &Column| matches!(column.step, Step::Number { .. });
    let numbers: Vec<usize> = (0..columns.len()).filter(|&c| is_number(&columns[c])).collect();
    let texts = options.takes == Takes::Columns && numbers.len() < columns.len();
    let taken: Vec<String> = match texts {
        true => columns
            .iter()
            .map(|column| {
                let kind = if is_number(column) { kind } else { DataType::STRING };
                graph.input(&column.name, kind, 1)
            })
            .collect(),
        false => vec![graph.input("input", kind, columns.len())],
    };
    let one = |graph: &mut Graph, column: usize| match texts {
        true => taken[column].clone(),
        false => graph.columns(&taken[0], &[column]),
    };

    let mut parts = Vec::new();
    let mut unusable = None;
    if !numbers.is_empty() {
        let value = match texts {
            true => {
                let names: Vec<&str> = numbers.iter().map(|&c| taken[c].as_str()).collect();
                concatenated(graph, &names)
            }
            false if numbers.len() == columns.len() => taken[0].clone(),
            false => graph.columns(&taken[0], &numbers),
        };
        let chosen: Vec<&Column> = numbers.iter().map(|&c| &columns[c]).collect();
        let starts: Vec<usize> = numbers.iter().map(|&c| starts[c]).collect();
        unusable = scaled(graph, &value, &chosen, &starts, options.double, &mut parts)?;
    }
    for (place, column) in columns.iter().enumerate() {
        let Step::Category { values, other, missing } = &column.step else { continue };
        let category = Category { values, other: *other, missing: *missing };
        let value = one(graph, place);
        let value = match texts {
            true => category.of_text(graph, &value),
            false => category.of_number(graph, &value, options.double),
        };
        let width = column.width();
        parts.push(Part { value, places: (starts[place]..starts[place] + width).collect() });
    }
    Ok(Prepared { inputs: assembled(graph, parts), unusable })
}

/// Values side by side.
fn concatenated(graph: &mut Graph, values: &[&str]) -> String {
    match values {
        [one] => (*one).to_owned(),
        several => graph.node("Concat", several, vec![("axis", Attribute::Int(1))]),
    }
}

/// The parts in the order of the network's inputs.
fn assembled(graph: &mut Graph, parts: Vec<Part>) -> String {
    let values: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
    let together = concatenated(graph, &values);
    let order: Vec<usize> = parts.iter().flat_map(|part| part.places.iter().copied()).collect();
    let mut places = vec![0; order.len()];
    for (from, &to) in order.iter().enumerate() {
        places[to] = from;
    }
    match places.iter().enumerate().all(|(to, &from)| to == from) {
        true => together,
        false => graph.columns(&together, &places),
    }
}

/// Numbers `[rows, columns]`, scaled and filled, and the inputs that say which are missing.
fn scaled(
    graph: &mut Graph,
    value: &str,
    columns: &[&Column],
    starts: &[usize],
    double: bool,
    parts: &mut Vec<Part>,
) -> Result<Option<String>> {
    let shape = [1, columns.len()];
    let steps: Vec<_> = columns
        .iter()
        .filter_map(|column| match &column.step {
            Step::Number { scale, filled, indicator, .. } => Some((scale, filled, indicator)),
            Step::Category { .. } | Step::Date { .. } => None,
        })
        .collect();
    let scales: Vec<Scale> = steps.iter().map(|(scale, ..)| **scale).collect();
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    // Of the numbers as they go in: of what is computed, not every engine knows that it is NaN.
    let missing = graph.node("IsNaN", &[value], vec![]);
    let mut number = linear(graph, value, &missing, &scales, &names, double)?;
    let clips: Vec<Option<f64>> = steps.iter().map(|(scale, ..)| scale.clip).collect();
    number = clipped(graph, number, &clips);

    if steps.iter().any(|(_, filled, _)| filled.is_some()) {
        let filled: Vec<f32> =
            steps.iter().map(|(_, filled, _)| filled.unwrap_or(f32::NAN)).collect();
        let filled = graph.floats("filled", &shape, &filled);
        number = graph.node("Where", &[&missing, &filled, &number], vec![]);
    }
    parts.push(Part { value: number, places: starts.to_vec() });
    pieces(graph, value, columns, starts, double, parts)?;

    let places = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..steps.len()).filter(|&place| wanted(place)).collect()
    };
    let indicators = places(&|place| *steps[place].2);
    let refusing = places(&|place| columns[place].refuses_missing());
    let as_numbers = graph.cast(&missing, DataType::FLOAT);
    if !indicators.is_empty() {
        let value = graph.columns(&as_numbers, &indicators);
        let last = |&p: &usize| starts[p] + columns[p].width() - 1;
        parts.push(Part { value, places: indicators.iter().map(last).collect() });
    }
    if refusing.is_empty() {
        return Ok(None);
    }
    let refused = match refusing.len() == steps.len() {
        true => as_numbers,
        false => graph.columns(&as_numbers, &refusing),
    };
    let axis = graph.ints("axis", &[1], &[1]);
    let count = graph.node("ReduceSum", &[&refused, &axis], vec![("keepdims", Attribute::Int(1))]);
    let zero = graph.floats("number", &[], &[0.0]);
    Ok(Some(graph.node("Greater", &[&count, &zero], vec![])))
}

/// The parts of the numbers in `value`, those of missing cells filled.
fn pieces(
    graph: &mut Graph,
    value: &str,
    columns: &[&Column],
    starts: &[usize],
    double: bool,
    parts: &mut Vec<Part>,
) -> Result<()> {
    let all = columns.iter().enumerate().flat_map(|(place, column)| {
        let each = column.parts().enumerate();
        each.map(move |(part, (scale, filled))| (place, starts[place] + 1 + part, scale, filled))
    });
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return Ok(());
    }
    let from: Vec<usize> = all.iter().map(|part| part.0).collect();
    let names: Vec<&str> = from.iter().map(|&place| &*columns[place].name).collect();
    let scales: Vec<Scale> = all.iter().map(|part| part.2).collect();
    let chosen = graph.columns(value, &from);
    let missing = graph.node("IsNaN", &[&chosen], vec![]);
    let number = linear(graph, &chosen, &missing, &scales, &names, double)?;
    let (zero, one) = (graph.floats("number", &[], &[0.0]), graph.floats("number", &[], &[1.0]));
    let number = graph.node("Clip", &[&number, &zero, &one], vec![]);
    let filled: Vec<f32> = all.iter().map(|part| part.3).collect();
    let filled = graph.floats("filled", &[1, filled.len()], &filled);
    let number = graph.node("Where", &[&missing, &filled, &number], vec![]);
    parts.push(Part { value: number, places: all.iter().map(|part| part.1).collect() });
    Ok(())
}

/// `(x - shift) / spread` of the columns `names`, `[rows, names]`, as f32; of cells that are `missing`, some
/// number. The shift is taken off in two parts, what f32 holds of it and the rest, so that in f32 what is left
/// is as exact as in f64. That is done for f64 too, since OpenVINO computes it in f32.
///
/// # Errors
/// When f32 does not hold a scale.
fn linear(
    graph: &mut Graph,
    value: &str,
    missing: &str,
    scales: &[Scale],
    names: &[&str],
    double: bool,
) -> Result<String> {
    let constant = |graph: &mut Graph, name: &str, values: &[f64]| match double {
        true => graph.doubles(name, &[1, values.len()], values),
        false => {
            let values: Vec<f32> = values.iter().map(|&value| value as f32).collect();
            graph.floats(name, &[1, values.len()], &values)
        }
    };
    let high = |(scale, name): (&Scale, &&str)| match narrow(scale.shift, name) {
        Ok(high) => Ok(f64::from(high)),
        Err(_) if double => Ok(scale.shift),
        Err(error) => Err(error),
    };
    let highs = scales.iter().zip(names).map(high).collect::<Result<Vec<f64>>>()?;
    if !double {
        scales
            .iter()
            .zip(names)
            .try_for_each(|(scale, name)| narrow_spread(scale.spread, name).map(drop))?;
    }
    // What never changed becomes 0.
    let spread = |scale: &Scale| if scale.spread == 0.0 { f64::INFINITY } else { scale.spread };
    let spreads: Vec<f64> = scales.iter().map(spread).collect();
    let rest = |((scale, high), spread): ((&Scale, &f64), &f64)| (scale.shift - high) / spread;
    let rests: Vec<f64> = scales.iter().zip(&highs).zip(&spreads).map(rest).collect();
    let has_rest = rests.iter().any(|&rest| rest as f32 != 0.0);
    let is_divided = spreads.iter().any(|&spread| spread != 1.0);

    let mut number = value.to_owned();
    if highs.iter().any(|&high| high != 0.0) {
        let shift = constant(graph, "shift", &highs);
        number = graph.node("Sub", &[&number, &shift], vec![]);
        // OpenVINO makes one sum and one product with constants of all that stand side by side, as in
        // x / spread - shift / spread, whose rounding is that of the shift. Between the two has to be what is not
        // linear. A Where is, by numbers that only come at run time, so that no engine that keeps the values
        // can take it away; a Clip to all numbers it could, and a Clip makes a number of NaN there.
        if is_divided || has_rest {
            let zero = constant(graph, "number", &[0.0]);
            number = graph.node("Where", &[missing, &zero, &number], vec![]);
        }
    }
    if is_divided {
        let spread = constant(graph, "spread", &spreads);
        number = graph.node("Div", &[&number, &spread], vec![]);
    }
    if has_rest {
        let rest = constant(graph, "shift_rest", &rests);
        number = graph.node("Sub", &[&number, &rest], vec![]);
    }
    Ok(if double { graph.cast(&number, DataType::FLOAT) } else { number })
}

/// `clip q / sqrt(1 + q^2)` with `q` the quotient by the clip, where there is one.
fn clipped(graph: &mut Graph, number: String, clips: &[Option<f64>]) -> String {
    if clips.iter().all(Option::is_none) {
        return number;
    }
    let shape = [1, clips.len()];
    let bounds: Vec<f32> = clips.iter().map(|clip| clip.unwrap_or(1.0) as f32).collect();
    let bounds = graph.floats("clip", &shape, &bounds);
    let quotient = graph.node("Div", &[&number, &bounds], vec![]);
    let (low, high) = (-FAR as f32, FAR as f32);
    let (low, high) = (graph.floats("number", &[], &[low]), graph.floats("number", &[], &[high]));
    let quotient = graph.node("Clip", &[&quotient, &low, &high], vec![]);
    let square = graph.node("Mul", &[&quotient, &quotient], vec![]);
    let one = graph.floats("number", &[], &[1.0]);
    let sum = graph.node("Add", &[&square, &one], vec![]);
    let root = graph.node("Sqrt", &[&sum], vec![]);
    let part = graph.node("Div", &[&quotient, &root], vec![]);
    let all = graph.node("Mul", &[&part, &bounds], vec![]);
    if clips.iter().all(Option::is_some) {
        return all;
    }
    let is_clipped: Vec<f32> =
        clips.iter().map(|clip| f32::from(u8::from(clip.is_some()))).collect();
    let is_clipped = graph.floats("is_clipped", &shape, &is_clipped);
    let is_clipped = graph.node("Equal", &[&is_clipped, &one], vec![]);
    graph.node("Where", &[&is_clipped, &all, &number], vec![])
}

/// The values of a category.
struct Category<'a> {
    values: &'a [String],
    other: bool,
    missing: bool,
}

impl Category<'_> {
    /// One input a value, of texts `[rows, 1]`, numbers among them with a point or without. A missing cell is an empty
    /// text or one of those that stand for it in tables.
    fn of_text(&self, graph: &mut Graph, value: &str) -> String {
        let width = self.values.len() + usize::from(self.other) + usize::from(self.missing);
        let (other, missing) = (self.values.len() as i64, width as i64 - 1);
        let is_free = |text: &&&str| !self.values.iter().any(|value| value == **text);
        let texts = MISSING_TEXTS.iter().filter(is_free).map(|text| (*text).to_owned());
        let absent = if self.missing { missing } else { -1 };
        let otherwise = written_otherwise(self.values).into_iter();
        let otherwise = otherwise.map(|(text, place)| (text, i64::from(place)));
        let known = self.values.iter().cloned().zip(0..).chain(otherwise);
        let (keys, places): (Vec<String>, Vec<i64>) =
            known.chain(texts.map(|text| (text, absent))).unzip();
        let attributes = vec![
            ("keys_strings", Attribute::Texts(keys)),
            ("values_int64s", Attribute::Ints(places)),
            ("default_int64", Attribute::Int(if self.other { other } else { -1 })),
        ];
        let place = graph.node("LabelEncoder", &[value], attributes);
        let all: Vec<i64> = (0..width as i64).collect();
        let all = graph.ints("values", &[1, width], &all);
        let is = graph.node("Equal", &[&place, &all], vec![]);
        graph.cast(&is, DataType::FLOAT)
    }

    /// The same of places `[rows, 1]`; NaN is a missing cell, and what is no place is another value.
    fn of_number(&self, graph: &mut Graph, value: &str, double: bool) -> String {
        let count = self.values.len();
        let all: Vec<f32> = (0..count).map(|place| place as f32).collect();
        let all = match double {
            true => graph.doubles(
                "values",
                &[1, count],
                &all.iter().map(|&v| v.into()).collect::<Vec<_>>(),
            ),
            false => graph.floats("values", &[1, count], &all),
        };
        let is = graph.node("Equal", &[value, &all], vec![]);
        let known = graph.cast(&is, DataType::FLOAT);
        let mut parts = vec![known.clone()];
        if self.other || self.missing {
            let is_missing = graph.node("IsNaN", &[value], vec![]);
            let is_missing = graph.cast(&is_missing, DataType::FLOAT);
            if self.other {
                let axis = graph.ints("axis", &[1], &[1]);
                let keep = vec![("keepdims", Attribute::Int(1))];
                let is_known = graph.node("ReduceSum", &[&known, &axis], keep);
                let one = graph.floats("number", &[], &[1.0]);
                let rest = graph.node("Sub", &[&one, &is_known], vec![]);
                parts.push(graph.node("Sub", &[&rest, &is_missing], vec![]));
            }
            if self.missing {
                parts.push(is_missing);
            }
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        concatenated(graph, &parts)
    }
}
