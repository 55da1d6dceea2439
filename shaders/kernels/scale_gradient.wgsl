// g[m, s, c] = sum over the `inner` rows r of sharer s of x[m, r, c] d[m, r, c], divided by the rows of all
// sharers: the gradient of a factor, of the mean over sharers and samples.
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> d: array<f32>;
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
    let first = row * command.inner;
    var sum = 0.0;
    for (var k = 0u; k < command.inner; k++) {
        sum += x[at(0u, m, first + k, column)] * d[at(1u, m, first + k, column)];
    }
    g[at(2u, m, row, column)] = sum / f32(command.rows * command.inner);
}
