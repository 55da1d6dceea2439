// d[m, r, c] = s f': the delta of a hidden layer, from s = D W^T of the layer after it; for sigmoid
// (sum over k of d_k w_jk) h (1 - h). x is what the slope is found from: the answer h or the sum a.
@group(0) @binding(1) var<storage, read> s: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> d: array<f32>;

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
    d[at(2u, m, row, column)] = s[at(0u, m, row, column)] * slope(x[at(1u, m, row, column)]);
}
