//! Every formula of `shaders/formulas/`: what it is called with, and its twin.

use std::fmt::{Debug, Formatter};
use std::ops::RangeInclusive;

use gradshader::formula::{
    self, Activation, Bounded, Coefficients, DerivativeOf, Loss, Optimizer, Softmax,
};
use gradshader::hyperparameters::{Average, Course, Hyperparameters};
use gradshader::kernel::Kernel;
use gradshader::recipe::{Criterion, Links, Rule, Slope};

/// The numbers that an argument may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Domain {
    /// All.
    Any,
    /// From 0 on: squares, and what a logarithm gets.
    NotNegative,
    /// Up to 0: what `expm1` gets.
    NotPositive,
}

use Domain::{Any, NotNegative, NotPositive};

impl Domain {
    /// The number, or what is its like.
    pub fn of(self, x: f32) -> f32 {
        match self {
            Any => x,
            NotNegative => x.abs(),
            NotPositive => -x.abs(),
        }
    }

    /// The bits of all of them.
    pub fn patterns(self) -> RangeInclusive<u32> {
        match self {
            Any => 0..=u32::MAX,
            NotNegative => 0..=(1 << 31) - 1,
            NotPositive => 1 << 31..=u32::MAX,
        }
    }
}

type Twin = Box<dyn Fn(&[Bounded]) -> Bounded + Sync>;

/// A formula.
pub struct Formula {
    /// Its name.
    pub label: String,
    /// The shader files that it needs, its own last.
    pub files: Vec<&'static str>,
    /// What it is called with in WGSL; arguments are `a0`, `a1` ..., coefficients `c`.
    pub expression: String,
    /// What its arguments may be.
    pub domains: Vec<Domain>,
    /// The row that `c` is of, empty for none.
    pub coefficients: Vec<f32>,
    /// Whether it is there for single numbers alone.
    pub is_scalar: bool,
    /// The same over numbers with errors.
    pub twin: Twin,
}

impl Debug for Formula {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.label)
    }
}

impl Formula {
    fn new(
        label: impl Into<String>,
        files: Vec<&'static str>,
        expression: &str,
        domains: &[Domain],
        twin: impl Fn(&[Bounded]) -> Bounded + Sync + 'static,
    ) -> Self {
        Self {
            label: label.into(),
            files,
            expression: expression.to_owned(),
            domains: domains.to_vec(),
            coefficients: Vec::new(),
            is_scalar: false,
            twin: Box::new(twin),
        }
    }

    fn with(self, coefficients: &[f32]) -> Self {
        Self { coefficients: coefficients.to_vec(), ..self }
    }
}

/// A number without error.
pub fn exact(value: f32) -> Bounded {
    Bounded { value: f64::from(value), error: 0.0 }
}

/// The formulas' files of a kernel, without what is the kernel's.
fn files_of(kernel: Kernel) -> Vec<&'static str> {
    let own = ["layout", "numbers_f32", "softmax_row", kernel.name()];
    kernel.files().into_iter().filter(|file| !own.contains(file)).collect()
}

/// The coefficients of an optimizer's third step.
fn row(optimizer: Optimizer) -> Vec<f32> {
    let mut of = Hyperparameters::new(0.1, 10, 3).with_optimizer(optimizer);
    of.settings.momentum = 0.9;
    of.settings.nesterov = optimizer == Optimizer::Momentum;
    (of.label_smoothing, of.l2, of.decay) = (0.1, 0.03, 0.01);
    (of.clip_value, of.clip_norm) = (Some(0.5), Some(2.0));
    of.average = Some(Average::Exponential(0.9));
    let mut course = Course::new(&of, 0);
    let rows = (0..3).map(|_| course.next(&of, 1.0, 1.25));
    rows.last().expect("three rows").into_iter().map(|number| number as f32).collect()
}

fn coefficients(row: &[f32]) -> Coefficients<Bounded> {
    Coefficients::of(&row.iter().map(|&number| exact(number)).collect::<Vec<_>>())
}

/// Functions, activations and their derivatives: what has one argument and no coefficients.
pub fn of_one_number() -> Vec<Formula> {
    use formula::Number;
    let function = |name: &'static str, domain, twin: fn(Bounded) -> Bounded| {
        Formula::new(name, vec![name], &format!("{name}(a0)"), &[domain], move |a| twin(a[0]))
    };
    let built_in = |name: &'static str, domain, twin| Formula {
        files: Vec::new(),
        ..function(name, domain, twin)
    };
    let mut all = vec![
        function("log1p", NotNegative, Bounded::ln_1p),
        function("expm1", NotPositive, Bounded::exp_m1),
        function("erf", Any, Bounded::erf),
        built_in("exp", Any, Bounded::exp),
        built_in("sqrt", NotNegative, Bounded::sqrt),
    ];
    for f in Activation::ALL {
        let files = files_of(Kernel::Activate(f));
        let twin = move |a: &[Bounded]| formula::activation(f, a[0]);
        all.push(Formula::new(f.name(), files, "activation(a0)", &[Any], twin));
        for of in [DerivativeOf::Answer, DerivativeOf::Sum] {
            let slope = Slope { f, of };
            if !slope.exists() {
                continue;
            }
            // Softplus answers nothing below 0.
            let domain = match (f, of) {
                (Activation::Softplus, DerivativeOf::Answer) => NotNegative,
                _ => Any,
            };
            let twin = move |x: &[Bounded]| match of == f.derivative_of() {
                true => formula::derivative(f, x[0]),
                false => formula::derivative(f, formula::activation(f, x[0])),
            };
            let label = format!("slope of {} from {of:?}", f.name());
            let files = files_of(Kernel::HiddenDelta(slope));
            all.push(Formula::new(label, files, "slope(a0)", &[domain], twin));
        }
    }
    all
}

/// What has several arguments or coefficients.
pub fn of_several_numbers() -> Vec<Formula> {
    let mut all = softmax();
    for loss in Loss::ALL {
        let output = loss.output_activation().unwrap_or(Activation::Linear);
        let criterion = Criterion { loss, output, smoothed: false, weighted: false };
        let files = files_of(Kernel::SampleLoss(criterion));
        let twin = move |a: &[Bounded]| formula::loss_term(loss, a[0], a[1]);
        all.push(Formula::new(loss.name(), files, "loss_term(a0, a1)", &[Any; 2], twin));
        if loss.output_activation().is_none() {
            let label = format!("slope of {}", loss.name());
            let files = files_of(Kernel::OutputDelta(criterion));
            let twin = move |a: &[Bounded]| formula::loss_slope(loss, a[0], a[1]);
            all.push(Formula::new(label, files, "loss_slope(a0, a1)", &[Any; 2], twin));
        }
    }
    for optimizer in Optimizer::ALL {
        all.extend(steps_of(optimizer));
    }
    all.extend(links());
    all
}

fn softmax() -> Vec<Formula> {
    let files = || vec!["log1p", "softmax"];
    // Of a row of one, and of a row of two, the argument first.
    let alone = |a: &[Bounded]| Softmax::of(&[exact(2.0)]).probability(a[0]);
    let first = |a: &[Bounded]| Softmax::of(a).probability(a[0]);
    let surprise_alone = |a: &[Bounded]| Softmax::of(&[exact(2.0)]).surprise(a[0]);
    let surprise = |a: &[Bounded]| Softmax::of(a).surprise(a[0]);
    // The one that is not the largest is seen in the difference alone, which keeps a NaN.
    let of_two = "Softmax(select(a0, a1, a1 > a0), exponential(-abs(a0 - a1)))";
    let of = |name: &str| format!("{name}(a0, {of_two})");
    vec![
        Formula::new("probability", files(), "probability(a0, Softmax(2.0, 0.0))", &[Any], alone),
        Formula::new(
            "surprise",
            files(),
            "surprise(a0, Softmax(2.0, 0.0))",
            &[Any],
            surprise_alone,
        ),
        Formula {
            is_scalar: true,
            ..Formula::new("probability of two", files(), &of("probability"), &[Any; 2], first)
        },
        Formula {
            is_scalar: true,
            ..Formula::new("surprise of two", files(), &of("surprise"), &[Any; 2], surprise)
        },
    ]
}

/// The states of an optimizer and its step.
fn steps_of(optimizer: Optimizer) -> Vec<Formula> {
    let name = optimizer.name();
    let rule = Rule { optimizer, links: Links::default() };
    let files = || files_of(Kernel::Update(rule));
    let row = row(optimizer);
    let c = coefficients(&row);
    // Which states are of squares.
    let states = match optimizer {
        Optimizer::Rmsprop | Optimizer::Adagrad => [NotNegative, Any],
        Optimizer::RmspropMomentum => [NotNegative, Any],
        Optimizer::Adam | Optimizer::Nadam => [Any, NotNegative],
        _ => [Any, Any],
    };
    let mut all = Vec::new();
    if optimizer.states() > 0 {
        let twin = move |a: &[Bounded]| optimizer.first(a[0], a[1], &c);
        let label = format!("first state of {name}");
        let domains = [Any, states[0]];
        all.push(Formula::new(label, files(), "next_first(a0, a1, c)", &domains, twin));
    }
    if optimizer.states() > 1 {
        let twin = move |a: &[Bounded]| optimizer.second(a[0], a[1], a[2], &c);
        let label = format!("second state of {name}");
        let domains = [Any, states[0], states[1]];
        all.push(Formula::new(label, files(), "next_second(a0, a1, a2, c)", &domains, twin));
    }
    let twin = move |a: &[Bounded]| optimizer.step(a[0], [a[1], a[2]], &c);
    let domains = [Any, states[0], states[1]];
    let label = format!("step of {name}");
    all.push(Formula::new(label, files(), "step_of(a0, a1, a2, c)", &domains, twin));
    all.into_iter().map(|formula| formula.with(&row)).collect()
}

/// The links, with all of them in the texts.
fn links() -> Vec<Formula> {
    let row = row(Optimizer::Sgd);
    let c = coefficients(&row);
    let files = || vec!["coefficients_row", "links"];
    let links =
        Links { clip_value: true, clip_norm: true, l2: true, decay: true, ..Links::default() };
    let directed =
        move |a: &[Bounded]| formula::directed(links, a[0], a[1], Some(exact(0.375)), &c);
    let updated = move |a: &[Bounded]| formula::updated(links, a[0], a[1], &c);
    let clipped = move |a: &[Bounded]| formula::clipped(a[0], &c);
    let averaged = move |a: &[Bounded]| formula::averaged(a[0], a[1], &c);
    let factor = move |a: &[Bounded]| formula::norm_factor(a[0], &c);
    let smoothed = move |a: &[Bounded]| formula::smoothed(a[0], exact(0.25), &c);
    let smoothing = vec!["coefficients_row", "smoothing"];
    [
        Formula::new("directed", files(), "directed(a0, a1, 0.375, c)", &[Any; 2], directed),
        Formula::new("updated", files(), "updated(a0, a1, c)", &[Any; 2], updated),
        Formula::new("clipped", files(), "clipped(a0, c)", &[Any], clipped),
        Formula::new("averaged", files(), "averaged(a0, a1, c)", &[Any; 2], averaged),
        Formula::new("norm_factor", files(), "norm_factor(a0, c)", &[NotNegative], factor),
        Formula::new("smoothed", smoothing, "smoothed(a0, 0.25, c)", &[Any], smoothed),
    ]
    .into_iter()
    .map(|formula| formula.with(&row))
    .collect()
}
