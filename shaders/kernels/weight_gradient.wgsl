// G = A^T B / k: g[m, r, c] = mean over the k samples of a[m, k, r] b[m, k, c].
// A is what the layer saw (X), B its deltas: dL/dw_ij = mean over samples of x_i d_j.
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> g: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = element(workgroup, workgroups, local);
    let row = i / command.columns;
    let column = i % command.columns;
    if row >= command.rows {
        return;
    }
    let m = workgroup.z;
    var sum = 0.0;
    for (var k = 0u; k < command.inner; k++) {
        sum += a[at(0u, m, k, row)] * b[at(1u, m, k, column)];
    }
    g[at(2u, m, row, column)] = sum / f32(command.inner);
}
