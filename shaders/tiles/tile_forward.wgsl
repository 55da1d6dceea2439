// h = f(x W + b): matmul_nn, add_bias and activate; tile.wgsl has the product.
// A row of x holds a sample's terms, a row of W one term.
const LEFT_ROWS_ARE_TERMS = false;
const RIGHT_ROWS_ARE_TERMS = true;
const BIAS_ROWS = 0u;
{%- if LOADS %}

@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> w: array<vec4<f32>>;

fn left(i: u32) -> vec4<f32> {
    return x[i];
}

fn right(i: u32) -> vec4<f32> {
    return w[i];
}
{%- endif %}
{%- if FINISHES %}

@group(0) @binding(3) var<storage, read> b: array<vec4<f32>>;
{%- if B.coefficients %}
@group(0) @binding({{ B.coefficients }}) var<storage, read> coefficients: array<f32>;
{%- endif %}

fn biased(member: u32, column: u32, sum: vec4<f32>) -> vec4<f32> {
    return sum + b[at(2u, member, 0u, column) / 4u];
}
{%- if LOSS %}

// The network's outputs go no further than to their delta and loss: output_delta, sample_loss.
@group(0) @binding({{ B.delta }}) var<storage, read_write> delta: array<vec4<f32>>;
@group(0) @binding({{ B.targets }}) var<storage, read> targets: array<vec4<f32>>;
@group(0) @binding({{ B.sample_loss }}) var<storage, read_write> sample_loss: array<f32>;

// Returns what four outputs add to their sample's loss.
fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) -> f32 {
    let a = biased(member, column, sum);
    let y = activation(a);
    let sample = sample_row(member, row);
    let t = targets[at({{ B.targets - 1 }}u, member, sample, column) / 4u];
    {%- if WEIGHTED %}
    let weight = targets[at({{ B.targets - 1 }}u, member, sample, command.columns) / 4u][command.columns % 4u];
    {%- endif %}
    {%- if SMOOTHED or WEIGHTED %}
    let c = coefficients_at(at({{ B.coefficients - 1 }}u, member, 0u, 0u));
    {%- endif %}
    let judged = {{ judge("a", "y", "t", "weight", "c", "") }};
    delta[at({{ B.delta - 1 }}u, member, row, column) / 4u] = within(column, judged.delta);
    let term = within(column, judged.term);
    return term.x + term.y + term.z + term.w;
}

// The sum over all outputs of a row.
fn put_loss(member: u32, row: u32, sum: f32) {
    sample_loss[at({{ B.sample_loss - 1 }}u, member, 0u, row)] = sum;
}
{%- else %}

@group(0) @binding(4) var<storage, read_write> h: array<vec4<f32>>;
{%- if B.sum %}
@group(0) @binding({{ B.sum }}) var<storage, read_write> sum_out: array<vec4<f32>>;
{%- endif %}

fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) {
    let a = biased(member, column, sum);
    {%- if B.sum %}
    sum_out[at({{ B.sum - 1 }}u, member, row, column) / 4u] = within(column, a);
    {%- endif %}
    var value = within(column, activation(a));
    {%- if DROPOUT %}
    let d = dropout_at(at({{ B.coefficients - 1 }}u, member, 0u, 0u), command.slot);
    value = dropped(value, dropout_words(row, column / 4u, command.slot, d.key), d);
    {%- endif %}
    h[at(3u, member, row, column) / 4u] = value;
}
{%- endif %}
{%- endif %}
