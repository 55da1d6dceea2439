//! Which activation a piece of a graph is: it is computed for some numbers and compared.

use crate::formula::{Activation, activation};

/// Numbers that tell each activation from the others.
pub(super) fn points() -> Vec<f64> {
    (-48..=48).map(|i| f64::from(i) / 8.0).collect()
}

/// The activation that gives `values` for [`points`].
pub(super) fn recognised(values: &[f64]) -> Option<Activation> {
    let points = points();
    let is = |f: &Activation| {
        let pairs = points.iter().zip(values);
        // Constants of a graph are f32; whatever is another function is further off somewhere.
        pairs.map(|(&a, &h)| (activation(*f, a) - h).abs()).all(|off| off < 2e-6)
    };
    Activation::ALL.into_iter().find(is)
}

/// What an operator of ONNX gives for one number, if it is one of those that activations are made of.
pub(super) fn of_one(
    operator: &str,
    x: f64,
    attribute: impl Fn(&str) -> Option<f64>,
) -> Option<f64> {
    let known = |f: Activation| Some(activation(f, x));
    let alpha = |default: f64| attribute("alpha").unwrap_or(default);
    match operator {
        "Identity" | "Dropout" | "Cast" | "Flatten" => Some(x),
        "Sigmoid" => known(Activation::Sigmoid),
        "Tanh" => known(Activation::Tanh),
        "Relu" => known(Activation::Relu),
        "Softplus" => known(Activation::Softplus),
        "Mish" => known(Activation::Mish),
        "Swish" => Some(x * activation(Activation::Sigmoid, alpha(1.0) * x)),
        "LeakyRelu" => Some(if x < 0.0 { alpha(0.01) * x } else { x }),
        "Elu" => Some(if x < 0.0 { alpha(1.0) * x.exp_m1() } else { x }),
        "Selu" => {
            let gamma = attribute("gamma").unwrap_or(1.050_700_987_355_480_5);
            let alpha = alpha(1.673_263_242_354_377_2);
            Some(gamma * if x <= 0.0 { alpha * x.exp_m1() } else { x })
        }
        "Gelu" => match attribute("approximate") {
            None => known(Activation::Gelu),
            Some(_) => known(Activation::GeluTanh),
        },
        "HardSigmoid" => Some(
            (attribute("alpha").unwrap_or(0.2) * x + attribute("beta").unwrap_or(0.5))
                .clamp(0.0, 1.0),
        ),
        "Erf" => Some(libm::erf(x)),
        "Exp" => Some(x.exp()),
        "Log" => Some(x.ln()),
        "Neg" => Some(-x),
        "Abs" => Some(x.abs()),
        "Sqrt" => Some(x.sqrt()),
        "Reciprocal" => Some(1.0 / x),
        _ => None,
    }
}

/// The same of two numbers.
pub(super) fn of_two(operator: &str, a: f64, b: f64) -> Option<f64> {
    match operator {
        "Add" => Some(a + b),
        "Sub" => Some(a - b),
        "Mul" => Some(a * b),
        "Div" => Some(a / b),
        "Pow" => Some(a.powf(b)),
        "Max" => Some(a.max(b)),
        "Min" => Some(a.min(b)),
        // A slope that is the same for all.
        "PRelu" => Some(if a < 0.0 { b * a } else { a }),
        _ => None,
    }
}
