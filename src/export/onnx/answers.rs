//! From the network's outputs to classes, labels and values.

use rten_onnx::onnx::DataType;

use super::graph::{Attribute, Graph};
use crate::dataset::{Column, TargetEncoding};
use crate::error::Result;
use crate::export::columns::{narrow, narrow_spread};
use crate::export::{Options, Takes};
use crate::formula::Activation;
use crate::model::Model;

/// Lets the answers come out. Where `unusable` (`[rows, 1]`) is true, numbers are NaN and classes none.
///
/// # Errors
/// When f32 does not hold a scale.
pub(super) fn write(
    graph: &mut Graph,
    model: &Model,
    outputs: &str,
    unusable: Option<&str>,
    options: &Options,
) -> Result<()> {
    let width = Some(model.network.outputs());
    let outputs = outputs.to_owned();
    // Last, since OpenVINO's Relu and Clip make a number of NaN.
    let usable = |graph: &mut Graph, answers: String| match unusable {
        None => answers,
        Some(unusable) => {
            let none = graph.floats("none", &[], &[f32::NAN]);
            graph.node("Where", &[unusable, &none, &answers], vec![])
        }
    };
    match &model.preprocessing.targets {
        TargetEncoding::Classes { names, .. } => {
            let (label, kind) = class(graph, names, &outputs, unusable, options);
            graph.output(&label, "label", kind, None);
            let activations = model.network.activations();
            let probabilities = match activations.last() {
                Some(Activation::Softmax) => outputs,
                _ => shares(graph, &outputs, names.len()),
            };
            let probabilities = usable(graph, probabilities);
            graph.output(&probabilities, "probabilities", DataType::FLOAT, width);
        }
        TargetEncoding::Labels { .. } => {
            let half = graph.floats("number", &[], &[0.5]);
            let is = graph.node("GreaterOrEqual", &[&outputs, &half], vec![]);
            let mut label = graph.cast(&is, DataType::INT64);
            if let Some(unusable) = unusable {
                let none = graph.ints("none", &[], &[-1]);
                label = graph.node("Where", &[unusable, &none, &label], vec![]);
            }
            graph.output(&label, "label", DataType::INT64, width);
            let (zero, one) =
                (graph.floats("number", &[], &[0.0]), graph.floats("number", &[], &[1.0]));
            let probabilities = match model.network.activations().last() {
                Some(Activation::Sigmoid) => outputs,
                _ => graph.node("Clip", &[&outputs, &zero, &one], vec![]),
            };
            let probabilities = usable(graph, probabilities);
            graph.output(&probabilities, "probabilities", DataType::FLOAT, width);
        }
        TargetEncoding::Values { columns } => {
            let outputs = usable(graph, outputs);
            let values = values(graph, columns, &outputs, options)?;
            let kind = if options.double { DataType::DOUBLE } else { DataType::FLOAT };
            graph.output(&values, "values", kind, width);
        }
    }
    Ok(())
}

/// The class of each row, `[rows]`: a whole number if all names are, else a text; its place where no
/// texts are wanted.
fn class(
    graph: &mut Graph,
    names: &[String],
    outputs: &str,
    unusable: Option<&str>,
    options: &Options,
) -> (String, DataType) {
    let axis = || vec![("axis", Attribute::Int(1)), ("keepdims", Attribute::Int(0))];
    let largest = graph.node("ArgMax", &[outputs], axis());
    let number = |name: &String| name.parse().ok().filter(|n: &i64| n.to_string() == *name);
    let numbers: Option<Vec<i64>> = names.iter().map(number).collect();
    let unusable = unusable.map(|unusable| {
        let axes = graph.ints("axis", &[1], &[1]);
        graph.node("Squeeze", &[unusable, &axes], vec![])
    });
    let or = |graph: &mut Graph, value: String, none: i64| match &unusable {
        None => value,
        Some(unusable) => {
            let none = graph.ints("none", &[], &[none]);
            graph.node("Where", &[unusable, &none, &value], vec![])
        }
    };
    match numbers {
        _ if options.takes == Takes::Numbers => (or(graph, largest, -1), DataType::INT64),
        Some(numbers) => {
            let none = if numbers.contains(&-1) { i64::MIN } else { -1 };
            let numbers = graph.ints("classes", &[numbers.len()], &numbers);
            let label =
                graph.node("Gather", &[&numbers, &largest], vec![("axis", Attribute::Int(0))]);
            (or(graph, label, none), DataType::INT64)
        }
        None => {
            let place = or(graph, largest, -1);
            let attributes = vec![
                ("keys_int64s", Attribute::Ints((0..names.len() as i64).collect())),
                ("values_strings", Attribute::Texts(names.to_vec())),
                ("default_string", Attribute::Text("")),
            ];
            (graph.node("LabelEncoder", &[&place], attributes), DataType::STRING)
        }
    }
}

/// Outputs that add up to 1, as `predict --probabilities` has them: a negative one counts as 0, and all are
/// equal where none is positive.
fn shares(graph: &mut Graph, outputs: &str, count: usize) -> String {
    let positive = graph.node("Relu", &[outputs], vec![]);
    let axis = graph.ints("axis", &[1], &[1]);
    let sum = graph.node("ReduceSum", &[&positive, &axis], vec![("keepdims", Attribute::Int(1))]);
    let share = graph.node("Div", &[&positive, &sum], vec![]);
    let zero = graph.floats("number", &[], &[0.0]);
    let is_none = graph.node("Equal", &[&sum, &zero], vec![]);
    let equal = graph.floats("number", &[], &[1.0 / count as f32]);
    graph.node("Where", &[&is_none, &equal, &share], vec![])
}

/// Outputs in the units of the target columns.
fn values(
    graph: &mut Graph,
    columns: &[Column],
    outputs: &str,
    options: &Options,
) -> Result<String> {
    let shape = [1, columns.len()];
    let spreads: Vec<f64> = columns.iter().map(|column| column.scale.spread).collect();
    let shifts: Vec<f64> = columns.iter().map(|column| column.scale.shift).collect();
    let (value, spread, shift) = match options.double {
        true => (
            graph.cast(outputs, DataType::DOUBLE),
            graph.doubles("target_spread", &shape, &spreads),
            graph.doubles("target_shift", &shape, &shifts),
        ),
        false => {
            let narrowed = |narrow: fn(f64, &str) -> Result<f32>, values: &[f64]| {
                let pairs = values.iter().zip(columns);
                pairs.map(|(&v, column)| narrow(v, &column.name)).collect::<Result<Vec<_>>>()
            };
            (
                outputs.to_owned(),
                graph.floats("target_spread", &shape, &narrowed(narrow_spread, &spreads)?),
                graph.floats("target_shift", &shape, &narrowed(narrow, &shifts)?),
            )
        }
    };
    let scaled = graph.node("Mul", &[&value, &spread], vec![]);
    Ok(graph.node("Add", &[&scaled, &shift], vec![]))
}
