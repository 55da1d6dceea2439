//! The twins in f64 against PyTorch in float64 (`scripts/oracle/formulas.py`).

use gradshader::formula::{
    Activation, Coefficients, DerivativeOf, Optimizer, activation, derivative, updated,
};
use gradshader::hyperparameters::{Course, Hyperparameters};
use gradshader::recipe::Links;
use serde_json::Value;

fn values() -> Value {
    serde_json::from_str(include_str!("../data/formulas.json")).unwrap()
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

#[test]
fn activations_and_derivatives_are_those_of_pytorch() {
    let values = values();
    let points = numbers(&values["points"]);
    assert!(points.len() > 250);
    for f in Activation::ALL {
        let known = &values["activations"][f.name()];
        let answers = numbers(&known["h"]).into_iter().zip(numbers(&known["slope"]));
        for (&a, (expected, slope)) in points.iter().zip(answers) {
            let h = activation(f, a);
            let derivative = match f.derivative_of() {
                DerivativeOf::Answer => derivative(f, h),
                DerivativeOf::Sum => derivative(f, a),
            };
            // What 1 - h, 1 - h^2 and 1 + h lose where the activation is flat is absolute.
            let close =
                |ours: f64, theirs: f64| (ours - theirs).abs() <= 1e-13 * (1.0 + theirs.abs());
            assert!(close(h, expected), "{f}({a}) is {h}, of PyTorch {expected}");
            assert!(close(derivative, slope), "{f}'({a}) is {derivative}, of PyTorch {slope}");
        }
    }
}

fn hyperparameters(case: &Value) -> Hyperparameters {
    let settings = &case["settings"];
    let number = |name: &str| settings[name].as_f64();
    let has_momentum = number("momentum").is_some();
    let optimizer = match case["name"].as_str().unwrap() {
        "sgd" if has_momentum => Optimizer::Momentum,
        "rmsprop" if has_momentum => Optimizer::RmspropMomentum,
        name => name.parse().unwrap(),
    };
    let mut of = Hyperparameters::new(0.0, 1, 0).with_optimizer(optimizer);
    let own = &mut of.settings;
    let set = |to: &mut f64, name: &str| *to = number(name).unwrap_or(*to);
    set(&mut own.momentum, "momentum");
    set(&mut own.dampening, "dampening");
    set(&mut own.beta2, "alpha");
    set(&mut own.epsilon, "eps");
    set(&mut own.momentum_decay, "momentum_decay");
    set(&mut own.rate_decay, "lr_decay");
    set(&mut own.initial_accumulator, "initial_accumulator_value");
    own.nesterov = settings["nesterov"].as_bool().unwrap_or(false);
    if let Some(betas) = settings["betas"].as_array() {
        own.beta1 = betas[0].as_f64().unwrap();
        own.beta2 = betas[1].as_f64().unwrap();
    }
    of
}

#[test]
fn optimizers_step_as_those_of_pytorch() {
    let values = values();
    for case in values["optimizers"].as_array().unwrap() {
        let of = hyperparameters(case);
        let optimizer = of.optimizer;
        // The rate is f32 in the library: so here, where it is 0.1, it is a factor.
        let lr = case["settings"]["lr"].as_f64().unwrap();
        let of = Hyperparameters { learning_rates: vec![1.0], ..of };
        let mut course = Course::new(&of, 0);
        let mut w = 0.5;
        let mut states = [0.0; 2];
        if optimizer == Optimizer::Adagrad {
            states[0] = of.settings.initial_accumulator;
        }
        let after = numbers(&case["gradients"]).into_iter().zip(numbers(&case["after"]));
        for (step, (g, expected)) in after.enumerate() {
            let c = Coefficients::of(&course.next(&of, lr, 1.0));
            let before = states;
            states[0] = optimizer.first(g, states[0], &c);
            states[1] = optimizer.second(g, states[0], states[1], &c);
            let seen = if optimizer.steps_first() { before } else { states };
            w = updated(Links::default(), w, optimizer.step(g, seen, &c), &c);
            assert!((w - expected).abs() < 1e-12, "{optimizer}, step {step}: {w} for {expected}");
        }
    }
}
