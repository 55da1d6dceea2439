// l[m, r] = 1/2 sum over c of (y[m, r, c] - t[m, r, c])^2: the loss of one sample.
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read> t: array<f32>;
@group(0) @binding(3) var<storage, read_write> l: array<f32>;

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
    var sum = 0.0;
    for (var k = 0u; k < command.inner; k++) {
        let difference = y[at(0u, m, row, k)] - t[at(1u, m, row, k)];
        sum += difference * difference;
    }
    l[at(2u, m, 0u, row)] = 0.5 * sum;
}
