//! {{ name }}: a network of fully connected layers, as gradshader {{ version }} exported it.
//!
//! [`predict`] takes one number a column, in the order of [`COLUMN_NAMES`]; NaN is a missing cell{% if has_categories %}, a
//! truth is 0 or 1, a category the place of its value in [`VALUES`], from 0, and any other number another value{% endif %}.
//! Needs Rust 1.85 and nothing else: `no_std`, no allocation; the exponential and its kin are here.

/// What a number that goes in or comes out is.
pub type Number = {{ "f64" if double else "f32" }};

pub const COLUMNS: usize = {{ columns | length }};
const INPUTS: usize = {{ inputs }};
pub const OUTPUTS: usize = {{ outputs }};
const WIDEST: usize = {{ widest }};

#[allow(dead_code)]
pub static COLUMN_NAMES: [&str; COLUMNS] = [
{% for column in columns %}
    {{ column.name }},
{% endfor %}
];

/// The {{ kind }}, one an answer.
#[allow(dead_code)]
pub static ANSWER_NAMES: [&str; OUTPUTS] = [
{% for answer in answers %}
    {{ answer }},
{% endfor %}
];

{% if has_categories %}
/// The values of each column that is a category.
#[allow(dead_code)]
pub static VALUES: [&[&str]; COLUMNS] = [
{% for column in columns %}
    &[{{ column["values"] | join(", ") }}],
{% endfor %}
];

{% endif %}
/// The cell of this column, from 0, is missing and may not be, or is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusable(pub usize);

#[allow(dead_code)]
#[derive(PartialEq)]
enum Kind {
    Number,
    Truth,
    Category,
}

struct Column {
    kind: Kind,
    /// Whether inputs say that the value is another than those known, and that it is missing.
    other: bool,
    missing: bool,
    /// Whether a missing cell is an error.
    refuses: bool,
    count: usize,
    /// The input where the cell is missing.
    filled: f32,
    shift: f64,
    spread: f64,
{% if has_clips %}
    /// What the number comes near and never passes; 0 is none.
    clip: f64,
{% endif %}
{% if parts %}
    /// Shift and spread of each part, which goes from 0 to 1, and what a missing cell counts as there.
    parts: &'static [[f64; 2]],
    fill: f64,
{% endif %}
}

#[rustfmt::skip]
static COLUMN: [Column; COLUMNS] = [
{% for column in columns %}
    Column { kind: Kind::{{ column.kind | capitalize }}, other: {{ column.other | lower }}, missing: {{ column.missing | lower }}, refuses: {{ column.refuses | lower }}, count: {{ column.count }}, filled: {{ column.filled }}, shift: {{ column.shift }}, spread: {{ column.spread }}{% if has_clips %}, clip: {{ column.clip }}{% endif %}{% if parts %}, parts: &[{% for part in column.parts %}[{{ part[0] }}, {{ part[1] }}], {% endfor %}], fill: {{ column.fill }}{% endif %} },
{% endfor %}
];

{% for member in members %}
{% set m = loop.index0 %}
{% for layer in member.layers %}
#[rustfmt::skip]
#[allow(clippy::excessive_precision, clippy::approx_constant)]
static WEIGHT_{{ m }}_{{ loop.index0 }}: [f32; {{ layer.inputs * layer.outputs }}] = [
    {{ layer.weight }}
];
#[rustfmt::skip]
#[allow(clippy::excessive_precision, clippy::approx_constant)]
static BIAS_{{ m }}_{{ loop.index0 }}: [f32; {{ layer.outputs }}] = [
    {{ layer.bias }}
];

{% endfor %}
{% endfor %}
{% if kind == "values" %}
/// Spread and shift of each value.
#[rustfmt::skip]
static SCALE: [[f64; 2]; OUTPUTS] = [
{% for scale in scales %}
    [{{ scale[0] }}, {{ scale[1] }}],
{% endfor %}
];

{% endif %}
{% if kind == "classes" %}
/// The place of the class in [`ANSWER_NAMES`], and the network's outputs, one a class.
pub fn predict(row: &[Number; COLUMNS]) -> Result<(usize, [Number; OUTPUTS]), Unusable> {
{% elif kind == "labels" %}
/// The probability of each label of [`ANSWER_NAMES`].
pub fn predict(row: &[Number; COLUMNS]) -> Result<[Number; OUTPUTS], Unusable> {
{% else %}
/// The values of [`ANSWER_NAMES`] in their units.
pub fn predict(row: &[Number; COLUMNS]) -> Result<[Number; OUTPUTS], Unusable> {
{% endif %}
    let mut x = [0.0f32; INPUTS];
    let mut a = [0.0f32; WIDEST];
{% if deepest > 1 %}
    let mut b = [0.0f32; WIDEST];
{% endif %}
    let mut sums = [0.0f64; OUTPUTS];
    encode(row, &mut x)?;
{% for member in members %}
{% set m = loop.index0 %}
{% for layer in member.layers %}
{% set from = "x" if loop.first else "a" if loop.index0 is odd else "b" %}
{% set to = "b" if loop.index0 is odd else "a" %}
    layer(&{{ from }}[..{{ layer.inputs }}], &WEIGHT_{{ m }}_{{ loop.index0 }}, &BIAS_{{ m }}_{{ loop.index0 }}, &mut {{ to }}[..{{ layer.outputs }}]);
{% if layer.f == "softmax" %}
    softmax(&mut {{ to }}[..{{ layer.outputs }}]);
{% elif layer.f != "linear" %}
    {{ to }}[..{{ layer.outputs }}].iter_mut().for_each(|x| *x = {{ layer.f }}(*x));
{% endif %}
{% endfor %}
{% set out = "a" if member.layers | length is odd else "b" %}
    sums.iter_mut().zip(&{{ out }}).for_each(|(sum, &output)| *sum += {{ member.times }} * f64::from(output));
{% endfor %}
    let mut answers: [Number; OUTPUTS] = [0.0; OUTPUTS];
    for (j, answer) in answers.iter_mut().enumerate() {
        // The mean of the networks, each as often as it counts.
        let output = (sums[j] / {{ total }}) as f32;
{% if kind == "values" %}
        *answer = (f64::from(output) * SCALE[j][0] + SCALE[j][1]) as Number;
{% else %}
        *answer = {{ "f64::from(output)" if double else "output" }};
{% endif %}
    }
{% if kind == "classes" %}
    let mut largest = 0;
    for (j, &answer) in answers.iter().enumerate() {
        if answer > answers[largest] {
            largest = j;
        }
    }
    Ok((largest, answers))
{% else %}
    Ok(answers)
{% endif %}
}

fn encode(row: &[Number; COLUMNS], inputs: &mut [f32]) -> Result<(), Unusable> {
    let mut inputs = inputs.iter_mut();
    let mut put = |value: f32| {
        if let Some(input) = inputs.next() {
            *input = value;
        }
    };
    let truth = |is: bool| if is { 1.0 } else { 0.0 };
    for (place, (column, &x)) in COLUMN.iter().zip(row).enumerate() {
        let missing = x.is_nan();
        if column.kind == Kind::Category {
            let mut known = false;
            for value in 0..column.count {
                let is = x == value as Number;
                known |= is;
                put(truth(is));
            }
            if column.other {
                put(truth(!known && !missing));
            }
            if column.missing {
                put(truth(missing));
            }
            continue;
        }
        if missing {
            if column.refuses {
                return Err(Unusable(place));
            }
            put(column.filled);
        } else {
            let scaled = match column.spread {
                0.0 => 0.0,
{% if has_clips %}
                spread => clipped(({{ "x" if double else "f64::from(x)" }} - column.shift) / spread, column.clip) as f32,
{% else %}
                spread => (({{ "x" if double else "f64::from(x)" }} - column.shift) / spread) as f32,
{% endif %}
            };
            let is_truth = column.kind != Kind::Truth || x == 0.0 || x == 1.0;
            if {% if has_clips %}!x.is_finite() || {% endif %}!scaled.is_finite() || !is_truth {
                return Err(Unusable(place));
            }
            put(scaled);
        }
{% if parts %}
        let value = if missing { column.fill } else { {{ "x" if double else "f64::from(x)" }} };
        for [shift, spread] in column.parts {
            put(((value - shift) / spread).clamp(0.0, 1.0) as f32);
        }
{% endif %}
        if column.missing {
            put(truth(missing));
        }
    }
    Ok(())
}

{% if has_clips %}
/// A smooth clip: `clip q / sqrt(1 + q^2)`, `q` the quotient by it.
fn clipped(scaled: f64, clip: f64) -> f64 {
    if clip == 0.0 {
        return scaled;
    }
    let q = (scaled / clip).clamp(-{{ far }}, {{ far }});
    clip * (q * inverse_root(1.0 + q * q))
}

/// `1 / sqrt(x)` for `x` from 1: a first guess by the exponent, then Newton's steps, each of which
/// doubles the digits.
fn inverse_root(x: f64) -> f64 {
    let mut y = f64::from_bits(0x5fe6_eb50_c7b5_37a9 - (x.to_bits() >> 1));
    for _ in 0..5 {
        y *= 1.5 - 0.5 * x * y * y;
    }
    y
}

{% endif %}
fn layer(x: &[f32], weight: &[f32], bias: &[f32], sums: &mut [f32]) {
    sums.fill(0.0);
    for (x, weights) in x.iter().zip(weight.chunks_exact(bias.len())) {
        for (sum, w) in sums.iter_mut().zip(weights) {
            *sum += x * w;
        }
    }
    for (sum, b) in sums.iter_mut().zip(bias) {
        *sum += b;
    }
}

/// `e^x` to two units in the last place; `ln 2` in two parts and the polynomial are those of the Cephes
/// library (S. Moshier, `expf`). Below -87.3 it stays at the smallest normal number, above 88.3 at what it
/// is there.
#[allow(dead_code)]
fn exp(x: f32) -> f32 {
    // Added and subtracted, it rounds to an integer, and its lowest bits are that integer.
    const ROUND: f32 = (3 << 22) as f32;
    let x = if x < -87.3 { -87.3 } else { x };
    let x = if x > 88.3 { 88.3 } else { x };
    let shifted = x * core::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let coefficients = [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let polynomial = coefficients.iter().fold(1.987_569_2e-4, |sum, c| sum * r + c);
    let power = polynomial * (r * r) + r + 1.0;
    power * f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()))
}

{% if needs_expm1 %}
/// `e^x - 1` for `x` at most 0; near 0 by its series.
fn exp_m1(x: f32) -> f32 {
    if x <= -0.75 {
        return exp(x) - 1.0;
    }
    let terms = [1.0 / 40_320.0, 1.0 / 5_040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5];
    x + x * (x * terms.iter().fold(1.0 / 362_880.0, |sum, c| sum * x + c))
}

{% endif %}
{% if needs_log1p %}
/// `ln(1 + x)` for `x` from 0 to 1: `2 artanh(x / (2 + x))`.
fn ln_1p(x: f32) -> f32 {
    let s = x / (2.0 + x);
    let q = s * s;
    let terms = [2.0 / 13.0, 2.0 / 11.0, 2.0 / 9.0, 2.0 / 7.0, 2.0 / 5.0, 2.0 / 3.0];
    s * (terms.iter().fold(2.0 / 15.0, |sum, c| sum * q + c) * q) + 2.0 * s
}

{% endif %}
{% if needs_erf %}
/// The error function: near 0 its series, beyond by Abramowitz and Stegun, 7.1.26, at most 1.5e-7 off.
#[allow(clippy::excessive_precision)]
fn erf(x: f32) -> f32 {
    let (q, size) = (x * x, x.abs());
    if size <= 0.75 {
        let terms = [1.0 / 9_360.0, -1.0 / 1_320.0, 1.0 / 216.0, -1.0 / 42.0, 0.1, -1.0 / 3.0];
        let sum = terms.iter().fold(-1.0 / 75_600.0, |sum, c| sum * q + c);
        return core::f32::consts::FRAC_2_SQRT_PI * (x + x * (sum * q));
    }
    let t = 1.0 / (size * 0.327_591_1 + 1.0);
    let terms = [-1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
    let sum = terms.iter().fold(1.061_405_429, |sum, c| sum * t + c);
    let far = 1.0 - (sum * t) * exp(-q);
    if x >= 0.0 { far } else { -far }
}

{% endif %}
{% if needs_sigmoid %}
fn sigmoid(a: f32) -> f32 {
    let e = exp(-a.abs());
    (if a >= 0.0 { 1.0 } else { e }) / (1.0 + e)
}

{% endif %}
{% if "tanh" in used %}
fn tanh(a: f32) -> f32 {
    // Near 0 the quotient would lose what the series keeps.
    if a.abs() < 0.3 {
        let q = a * a;
        let terms = [-929_569.0 / 638_512_875.0, 21_844.0 / 6_081_075.0, -1_382.0 / 155_925.0,
            62.0 / 2_835.0, -17.0 / 315.0, 2.0 / 15.0, -1.0 / 3.0];
        return a + a * (q * terms.iter().fold(0.0, |sum, c| sum * q + c));
    }
    let e = exp(-2.0 * a.abs());
    let h = (1.0 - e) / (1.0 + e);
    if a >= 0.0 { h } else { -h }
}

{% endif %}
{% if "relu" in used %}
fn relu(a: f32) -> f32 {
    if a <= 0.0 { 0.0 } else { a }
}

{% endif %}
{% if "leaky_relu" in used %}
fn leaky_relu(a: f32) -> f32 {
    if a <= 0.0 { 0.01 * a } else { a }
}

{% endif %}
{% if "elu" in used %}
fn elu(a: f32) -> f32 {
    if a > 0.0 { a } else { exp_m1(a) }
}

{% endif %}
{% if "selu" in used %}
#[allow(clippy::excessive_precision)]
fn selu(a: f32) -> f32 {
    if a > 0.0 { 1.0507009873554805 * a } else { 1.7580993408473766 * exp_m1(a) }
}

{% endif %}
{% if "gelu" in used %}
fn gelu(a: f32) -> f32 {
    0.5 * a * (1.0 + erf(core::f32::consts::FRAC_1_SQRT_2 * a))
}

{% endif %}
{% if "gelu_tanh" in used %}
#[allow(clippy::excessive_precision)]
fn gelu_tanh(a: f32) -> f32 {
    a * sigmoid(1.5957691216057308 * a * (1.0 + 0.044715 * a * a))
}

{% endif %}
{% if "silu" in used %}
fn silu(a: f32) -> f32 {
    a * sigmoid(a)
}

{% endif %}
{% if "mish" in used %}
/// `a tanh(ln(1 + e^a))` without a logarithm.
fn mish(a: f32) -> f32 {
    let e = exp(-a.abs());
    let (n, above) = (e * (e + 2.0), 1.0 + 2.0 * e);
    a * (if a >= 0.0 { above / (above + 2.0 * e * e) } else { n / (n + 2.0) })
}

{% endif %}
{% if "softplus" in used %}
fn softplus(a: f32) -> f32 {
    (if a <= 0.0 { 0.0 } else { a }) + ln_1p(exp(-a.abs()))
}

{% endif %}
{% if "softmax" in used %}
fn softmax(row: &mut [f32]) {
    let largest = row.iter().fold(f32::NEG_INFINITY, |best, &a| if a > best { a } else { best });
    let mut sum = 0.0;
    for a in row.iter_mut() {
        *a = exp(*a - largest);
        sum += *a;
    }
    row.iter_mut().for_each(|a| *a /= sum);
}
{% endif %}
