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

// What a column is: a number, or a category with some values.
struct Column {
    values: u32,
    // Whether inputs say that the value is another than those known, and that it is missing.
    other: u32,
    missing: u32,
    // Whether a missing cell is an error.
    refuses: u32,
    // The input where the cell is missing.
    filled: f32,
    // In two parts, so that what is left is exact.
    shift: f32,
    shift_low: f32,
    spread: f32,
}

const columns = array<Column, COLUMNS>(
{% for column in columns %}
    Column({{ column.count }}u, {{ column.other | int }}u, {{ column.missing | int }}u, {{ column.refuses | int }}u, {{ column.filled }}, {{ column.shift }}, {{ column.shift_low }}, {{ column.spread }}),
{% endfor %}
);

{% for layer in layers %}
const weight_{{ loop.index0 }} = array<f32, {{ layer.inputs * layer.outputs }}>(
    {{ layer.weight }}
);
const bias_{{ loop.index0 }} = array<f32, {{ layer.outputs }}>(
    {{ layer.bias }}
);

{% endfor %}
{{ formulas }}
// By its bits, since a comparison may drop a NaN.
fn is_missing(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

fn predict(row: array<f32, COLUMNS>) -> array<f32, OUTPUTS> {
    var cells = row;
    var x0: array<f32, INPUTS>;
    var at = 0u;
    var not_a_number = 0u;
    for (var c = 0u; c < COLUMNS; c++) {
        let column = columns[c];
        let x = cells[c];
        let missing = is_missing(x);
        if column.values + column.other > 0u {
            var known = 0.0;
            for (var value = 0u; value < column.values; value++) {
                let is = select(0.0, 1.0, x == f32(value) && !missing);
                known += is;
                x0[at] = is;
                at++;
            }
            if column.other == 1u {
                x0[at] = select(1.0 - known, 0.0, missing);
                at++;
            }
        } else {
            var scaled = 0.0;
            if column.spread != 0.0 {
                scaled = ((x - column.shift) - column.shift_low) / column.spread;
            }
            x0[at] = select(scaled, column.filled, missing);
            at++;
            if missing && column.refuses == 1u {
                not_a_number = 0x7fc00000u;
            }
        }
        if column.missing == 1u {
            x0[at] = select(0.0, 1.0, missing);
            at++;
        }
    }
{% for layer in layers %}
{% set from = "x" ~ loop.index0 %}
{% set to = "x" ~ loop.index %}
    var {{ to }}: array<f32, {{ layer.outputs }}>;
    for (var j = 0u; j < {{ layer.outputs }}u; j++) {
        var sum = 0.0;
        for (var i = 0u; i < {{ layer.inputs }}u; i++) {
            sum += {{ from }}[i] * weight_{{ loop.index0 }}[i * {{ layer.outputs }}u + j];
        }
        {{ to }}[j] = {% if layer.f in ["softmax", "linear"] %}sum + bias_{{ loop.index0 }}[j]{% else %}{{ layer.f }}_activation(sum + bias_{{ loop.index0 }}[j]){% endif %};
    }
{% if layer.f == "softmax" %}
    var place = 0u;
    for (var j = 1u; j < OUTPUTS; j++) {
        if {{ to }}[j] > {{ to }}[place] {
            place = j;
        }
    }
    var s = Softmax({{ to }}[place], 0.0);
    for (var j = 0u; j < OUTPUTS; j++) {
        if j != place {
            s.rest += softmax_exponential({{ to }}[j] - s.largest);
        }
    }
    for (var j = 0u; j < OUTPUTS; j++) {
        {{ to }}[j] = softmax_probability({{ to }}[j], s);
    }
{% endif %}
{% endfor %}
    var answers: array<f32, OUTPUTS>;
{% if kind == "values" %}
    const spread = array<f32, OUTPUTS>({% for scale in scales %}{{ scale[0] }}, {% endfor %});
    const shift = array<f32, OUTPUTS>({% for scale in scales %}{{ scale[1] }}, {% endfor %});
{% endif %}
    for (var j = 0u; j < OUTPUTS; j++) {
        let answer = x{{ layers | length }}[j]{% if kind == "values" %} * spread[j] + shift[j]{% endif %};
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
