// {{ name }}: a network of fully connected layers, as gradshader {{ version }} exported it.
//
// A row has one number a column, in the order below; NaN is a missing cell{% if has_categories %}, a truth is 0 or 1, a category
// the place of its value in its list, from 0, and any other number another value{% endif %}.
//
// Columns:
{% for column in columns %}
//   {{ loop.index0 }}  {{ column.name }}{% if column["values"] %}: {{ column["values"] | join(", ") }}{% endif +%}
{% endfor %}
// Answers, {{ "the network's outputs, one a class" if kind == "classes" else "the probability of each label" if kind == "labels" else "values in their units" }}; NaN where a cell is missing that may not be:
{% for answer in answers %}
//   {{ loop.index0 }}  {{ answer }}
{% endfor %}

const COLUMNS = {{ columns | length }}u;
const INPUTS = {{ inputs }}u;
const OUTPUTS = {{ outputs }}u;

{{ formulas }}
// By its bits, since a comparison may drop a NaN.
fn is_missing(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

// (x - shift) / spread; what f32 leaves of the shift is taken off at last, where no compiler adds the
// two parts.
fn number(x: f32, shift: f32, rest: f32, spread: f32, filled: f32) -> f32 {
    return select((x - shift) / spread - rest, filled, is_missing(x));
}

{% if has_clips %}
// Comes near clip and never passes it: clip q / sqrt(1 + q^2), q the quotient by it.
fn clipped(x: f32, clip: f32) -> f32 {
    let q = clamp(x / clip, -1e9f, 1e9f);
    return clip * (q / sqrt(1.0 + q * q));
}

// The same of a number that may be missing.
fn clipped_number(x: f32, shift: f32, rest: f32, spread: f32, clip: f32, filled: f32) -> f32 {
    return select(clipped((x - shift) / spread - rest, clip), filled, is_missing(x));
}

{% endif %}
{% if has_categories %}
fn is(x: f32, value: f32) -> f32 {
    return select(0.0, 1.0, x == value && !is_missing(x));
}

// Neither missing nor a whole number from 0 to below `count`.
fn is_other(x: f32, count: f32) -> f32 {
    let known = x >= 0.0 && x < count && x == floor(x);
    return select(1.0, 0.0, known || is_missing(x));
}

{% endif %}
fn predict(row: array<f32, COLUMNS>) -> array<f32, OUTPUTS> {
    var x0: array<f32, INPUTS>;
    var not_a_number = 0u;
    var s: f32;
{{ encoded }}
    var sums: array<f32, OUTPUTS>;
{% for member in members %}
    {
{% for layer in member.layers %}
{% set to = "x" ~ loop.index %}
    var {{ to }}: array<f32, {{ layer.outputs }}>;
{{ layer.weight }}
{% if layer.f == "softmax" %}
    var place = 0u;
    for (var j = 1u; j < OUTPUTS; j++) {
        if {{ to }}[j] > {{ to }}[place] {
            place = j;
        }
    }
    var softmax = Softmax({{ to }}[place], 0.0);
    for (var j = 0u; j < OUTPUTS; j++) {
        if j != place {
            softmax.rest += softmax_exponential({{ to }}[j] - softmax.largest);
        }
    }
    for (var j = 0u; j < OUTPUTS; j++) {
        {{ to }}[j] = softmax_probability({{ to }}[j], softmax);
    }
{% endif %}
{% endfor %}
    for (var j = 0u; j < OUTPUTS; j++) {
        sums[j] += {{ member.times }}f * x{{ member.layers | length }}[j];
    }
    }
{% endfor %}
    var answers: array<f32, OUTPUTS>;
{% if kind == "values" %}
    const spread = array<f32, OUTPUTS>({% for scale in scales %}{{ scale[0] }}, {% endfor %});
    const shift = array<f32, OUTPUTS>({% for scale in scales %}{{ scale[1] }}, {% endfor %});
{% endif %}
    for (var j = 0u; j < OUTPUTS; j++) {
        // The mean of the networks, each as often as it counts.
        let answer = {% if members | length == 1 %}sums[j]{% else %}(sums[j] / {{ total }}f){% endif %}{% if kind == "values" %} * spread[j] + shift[j]{% endif %};
        answers[j] = select(answer, bitcast<f32>(not_a_number), not_a_number != 0u);
    }
    return answers;
}

@group(0) @binding(0) var<storage, read> rows: array<f32>;
@group(0) @binding(1) var<storage, read_write> answers_of_rows: array<f32>;

// One invocation a row; as many workgroups as rows fill, 64 each.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let row = id.x;
    if (row + 1u) * COLUMNS > arrayLength(&rows) {
        return;
    }
    var cells: array<f32, COLUMNS>;
    for (var c = 0u; c < COLUMNS; c++) {
        cells[c] = rows[row * COLUMNS + c];
    }
    var answers = predict(cells);
    for (var j = 0u; j < OUTPUTS; j++) {
        answers_of_rows[row * OUTPUTS + j] = answers[j];
    }
}
