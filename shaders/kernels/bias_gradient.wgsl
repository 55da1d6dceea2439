// g[m, c] = mean over the samples of d[m, k, c]: dL/db_j = mean over samples of d_j.
@group(0) @binding(1) var<storage, read> d: array<f32>;
@group(0) @binding(2) var<storage, read_write> g: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let column = element(workgroup, workgroups, local);
    if column >= command.columns {
        return;
    }
    let m = workgroup.z;
    var sum = 0.0;
    for (var k = 0u; k < command.inner; k++) {
        sum += d[at(0u, m, k, column)];
    }
    g[at(1u, m, 0u, column)] = sum / f32(command.inner);
}
