// h[m, r, c] = e^(a_c - max a) / sum over k of e^(a_k - max a): softmax, row by row.
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read_write> h: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = element(workgroup, workgroups, local);
    if row >= command.rows {
        return;
    }
    let m = workgroup.z;
    let s = softmax_of(0u, m, row, command.inner);
    for (var k = 0u; k < command.inner; k++) {
        h[at(1u, m, row, k)] = probability(a[at(0u, m, row, k)], s);
    }
}
