// y[m, r, c] = x[m, r, s columns + c], s = r / inner: of the answers of all sharers' output layers, which
// stand beside each other, those of the sharer whose row it is.
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

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
    let sharer = row / command.inner;
    y[at(1u, m, row, column)] = x[at(0u, m, row, sharer * command.columns + column)];
}
