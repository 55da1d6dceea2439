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

fn outputs(member: u32, column: u32, sum: vec4<f32>) -> vec4<f32> {
    let a = sum + b[at(2u, member, 0u, column) / 4u];
    return vec4<f32>(activation(a.x), activation(a.y), activation(a.z), activation(a.w));
}
{%- if LOSS %}

// The network's outputs go no further than to their delta and loss: output_delta, sample_loss.
@group(0) @binding(4) var<storage, read_write> delta: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read> targets: array<vec4<f32>>;
@group(0) @binding(8) var<storage, read_write> sample_loss: array<f32>;

// Returns what four outputs add to the double of their sample's loss.
fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) -> f32 {
    let y = outputs(member, column, sum);
    let slope = vec4<f32>(derivative(y.x), derivative(y.y), derivative(y.z), derivative(y.w));
    let t = targets[at(4u, member, sample_row(member, row), column) / 4u];
    let difference = within(column, y - t);
    delta[at(3u, member, row, column) / 4u] = difference * slope;
    return dot(difference, difference);
}

// Half of the sum over all outputs of a row.
fn put_loss(member: u32, row: u32, sum: f32) {
    sample_loss[at(7u, member, 0u, row)] = 0.5 * sum;
}
{%- else %}

@group(0) @binding(4) var<storage, read_write> h: array<vec4<f32>>;

fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) {
    h[at(3u, member, row, column) / 4u] = within(column, outputs(member, column, sum));
}
{%- endif %}
{%- endif %}
