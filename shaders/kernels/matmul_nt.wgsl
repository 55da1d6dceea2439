// C = A B^T: c[m, r, c] = sum over k of a[m, r, k] b[m, c, k]. The deltas of a layer carried back
// through its weights, D W^T.
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;

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
        sum += a[at(0u, m, row, k)] * b[at(1u, m, column, k)];
    }
    c[at(2u, m, row, column)] = sum;
}
