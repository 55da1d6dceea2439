// W -= eta/B X^T D and b -= eta/B (sum of D): weight_gradient, bias_gradient and update; tile.wgsl
// has the product.
// The terms are the samples, which are rows of both. The sum of D is the row after the last of W.
const LEFT_ROWS_ARE_TERMS = true;
const RIGHT_ROWS_ARE_TERMS = true;
const BIAS_ROWS = 1u;
{%- if LOADS %}

@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> d: array<vec4<f32>>;

fn left(i: u32) -> vec4<f32> {
    return x[i];
}

fn right(i: u32) -> vec4<f32> {
    return d[i];
}
{%- endif %}
{%- if FINISHES %}

@group(0) @binding(3) var<storage, read> coefficients: array<f32>;
@group(0) @binding(4) var<storage, read_write> w: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> b: array<vec4<f32>>;

fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) {
    let c = coefficients_at(at(2u, member, 0u, 0u));
    let at_weight = at(3u, member, row, column) / 4u;
    let at_bias = at(4u, member, 0u, column) / 4u;
    {%- if DESCENT %}
    let change = within(column, c.rate / f32(command.inner) * sum);
    if row < command.rows {
        w[at_weight] -= change;
    } else {
        b[at_bias] -= change;
    }
    {%- else %}
    let gradient = within(column, sum / f32(command.inner));
    {%- if GRADIENT_ONLY %}
    if row < command.rows {
        w[at_weight] = gradient;
    } else {
        b[at_bias] = gradient;
    }
    {%- else %}
    let bias_c = {{ "c" if DECAY_BIASES else "without_decay(c)" }};
    let w_plane = command.w_plane / 4u;
    let b_plane = command.b_plane / 4u;
    if row < command.rows {{ apply("w", "at_weight", "w_plane", "gradient", "c") }}
    else {{ apply("b", "at_bias", "b_plane", "gradient", "bias_c") }}
    {%- endif %}
    {%- endif %}
}
{%- endif %}
