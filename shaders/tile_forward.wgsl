// h = f(x W + b): matmul_nn, add_bias and activate; tile.wgsl has the product.
@group(0) @binding(1) var<storage, read> x: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> w: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> b: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> h: array<vec4<f32>>;

// A row of x holds a sample's terms, a row of W one term.
const LEFT_ROWS_ARE_TERMS = false;
const RIGHT_ROWS_ARE_TERMS = true;
const BIAS_ROWS = 0u;

fn left(i: u32) -> vec4<f32> {
    return x[i];
}

fn right(i: u32) -> vec4<f32> {
    return w[i];
}

fn finish(member: u32, row: u32, column: u32, sum: vec4<f32>) {
    let a = sum + b[at(2u, member, 0u, column) / 4u];
    let f = vec4<f32>(activation(a.x), activation(a.y), activation(a.z), activation(a.w));
    h[at(3u, member, row, column) / 4u] = within(column, f);
}
