//! The layers: products and activations.

use super::graph::{Attribute, Graph};
use crate::formula::Activation;
use crate::formula::activation::{CUBIC, LEAK, SELU_ALPHA, SELU_SCALE, SQRT_2_OVER_PI, SQRT_HALF};
use crate::model::Model;
use crate::network::{Network, Parameters};

/// The outputs `[rows, outputs]` of the model for `inputs` `[rows, inputs]`: the mean of its networks, each as
/// often as it counts.
pub(super) fn write(graph: &mut Graph, model: &Model, inputs: &str) -> String {
    if !model.is_ensemble() {
        return one(graph, (&model.network, &model.parameters), inputs);
    }
    let count: u32 = model.members().map(|(.., times)| times).sum();
    let each: Vec<String> = model
        .members()
        .map(|(network, parameters, times)| {
            let outputs = one(graph, (network, parameters), inputs);
            // Divided first, no sum is larger than the largest of them.
            let share = f64::from(times) / f64::from(count);
            let share = graph.floats("share", &[], &[share as f32]);
            graph.node("Mul", &[&outputs, &share], vec![])
        })
        .collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    graph.node("Sum", &each, vec![])
}

/// The outputs of one network.
fn one(graph: &mut Graph, of: (&Network, &Parameters), inputs: &str) -> String {
    let (network, parameters) = of;
    let mut value = inputs.to_owned();
    let sizes = network.sizes().windows(2).zip(network.activations());
    for (place, ((size, &f), layer)) in sizes.zip(&parameters.layers).enumerate() {
        let weight = graph.floats(&format!("layers.{place}.weight"), size, &layer.weight);
        let bias = graph.floats(&format!("layers.{place}.bias"), &size[1..], &layer.bias);
        let sums = graph.node("Gemm", &[&value, &weight, &bias], vec![]);
        value = activation(graph, f, sums);
    }
    value
}

/// Activations that operator sets before 20 have no operator for are made of others, in every set.
fn activation(graph: &mut Graph, f: Activation, a: String) -> String {
    let number = |graph: &mut Graph, value: f64| graph.floats("number", &[], &[value as f32]);
    let one = |graph: &mut Graph, name: &str| graph.node(name, &[&a], vec![]);
    let alpha = |value: f64| vec![("alpha", Attribute::Float(value as f32))];
    match f {
        Activation::Linear => a,
        Activation::Sigmoid => one(graph, "Sigmoid"),
        Activation::Tanh => one(graph, "Tanh"),
        Activation::Relu => one(graph, "Relu"),
        Activation::Softplus => one(graph, "Softplus"),
        Activation::LeakyRelu => graph.node("LeakyRelu", &[&a], alpha(LEAK)),
        Activation::Elu => graph.node("Elu", &[&a], alpha(1.0)),
        // Selu is that, and rten has no Selu.
        Activation::Selu => {
            let elu = graph.node("Elu", &[&a], alpha(SELU_ALPHA));
            let scale = number(graph, SELU_SCALE);
            graph.node("Mul", &[&elu, &scale], vec![])
        }
        Activation::Softmax => graph.node("Softmax", &[&a], vec![("axis", Attribute::Int(-1))]),
        Activation::Silu => {
            let s = one(graph, "Sigmoid");
            graph.node("Mul", &[&a, &s], vec![])
        }
        Activation::Mish => {
            let s = one(graph, "Softplus");
            let t = graph.node("Tanh", &[&s], vec![]);
            graph.node("Mul", &[&a, &t], vec![])
        }
        // 0.5 a (1 + erf(a / sqrt 2))
        Activation::Gelu => {
            let scale = number(graph, SQRT_HALF);
            let scaled = graph.node("Mul", &[&a, &scale], vec![]);
            let erf = graph.node("Erf", &[&scaled], vec![]);
            halved(graph, &a, &erf)
        }
        // 0.5 a (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3)))
        Activation::GeluTanh => {
            let square = graph.node("Mul", &[&a, &a], vec![]);
            let cubic = number(graph, CUBIC);
            let scaled = graph.node("Mul", &[&square, &cubic], vec![]);
            let one = number(graph, 1.0);
            let factor = graph.node("Add", &[&scaled, &one], vec![]);
            let scale = number(graph, SQRT_2_OVER_PI);
            let scaled = graph.node("Mul", &[&a, &scale], vec![]);
            let argument = graph.node("Mul", &[&scaled, &factor], vec![]);
            let tanh = graph.node("Tanh", &[&argument], vec![]);
            halved(graph, &a, &tanh)
        }
    }
}

/// `0.5 a (1 + x)`
fn halved(graph: &mut Graph, a: &str, x: &str) -> String {
    let one = graph.floats("number", &[], &[1.0]);
    let half = graph.floats("number", &[], &[0.5]);
    let sum = graph.node("Add", &[x, &one], vec![]);
    let product = graph.node("Mul", &[a, &sum], vec![]);
    graph.node("Mul", &[&product, &half], vec![])
}
