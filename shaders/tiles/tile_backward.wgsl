// d = (D W^T) f'(h): matmul_nt and hidden_delta; tile.wgsl has the product.
// A row of D holds a sample's terms, a row of W those of a column of W^T.
const LEFT_ROWS_ARE_TERMS = false;
const RIGHT_ROWS_ARE_TERMS = false;
const BIAS_ROWS = 0u;
{%- if LOADS %}

@group(0) @binding(1) var<storage, read> d: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> w: array<vec4<f32>>;

fn left(i: u32) -> vec4<f32> {
    return d[i];
}

fn right(i: u32) -> vec4<f32> {
    return w[i];
}
{%- endif %}
{%- if FINISHES %}

@group(0) @binding(3) var<storage, read> h: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> back: array<vec4<f32>>;
{%- if DROPOUT %}
@group(0) @binding({{ B.coefficients }}) var<storage, read> coefficients: array<f32>;
{%- endif %}

fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) {
    let steepness = slope(h[at(2u, member, row, column) / 4u]);
    {%- if DROPOUT %}
    let d = dropout_at(at({{ B.coefficients - 1 }}u, member, 0u, 0u), command.slot);
    let kept = dropped(sum, dropout_words(row, column / 4u, command.slot, d.key), d);
    back[at(3u, member, row, column) / 4u] = within(column, kept * steepness);
    {%- else %}
    back[at(3u, member, row, column) / 4u] = within(column, sum * steepness);
    {%- endif %}
}
{%- endif %}
