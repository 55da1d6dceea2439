//! ONNX: the columns as they are, the network, and its answers, in one graph.

mod answers;
mod graph;
mod inputs;
mod network;

use self::graph::Graph;
use super::Options;
use super::columns::Column;
use crate::error::{Error, Result};
use crate::model::Model;

/// The operator set by default: what every engine of the last years reads.
pub(super) const OPSET: i64 = 17;
/// The sets that the operators of a graph were tried in.
const OPSETS: std::ops::RangeInclusive<i64> = 13..=23;

/// The bytes of a file.
///
/// # Errors
/// With another operator set than those tried, or a scale that f32 does not hold.
pub(super) fn write(model: &Model, columns: &[Column], options: &Options) -> Result<Vec<u8>> {
    if !OPSETS.contains(&options.opset) {
        let (first, last) = (OPSETS.start(), OPSETS.end());
        return Err(Error::input(format!("operator set {}", options.opset))
            .advice(format!("use one of {first} to {last}")));
    }
    let mut graph = Graph::default();
    let prepared = inputs::write(&mut graph, columns, options)?;
    let outputs = network::write(&mut graph, model, &prepared.inputs);
    answers::write(&mut graph, model, &outputs, prepared.unusable.as_deref(), options)?;
    graph.encode(&options.name, options.opset, &model.document()?)
}
