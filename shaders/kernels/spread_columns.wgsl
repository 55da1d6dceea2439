// y[m, r, s o + c] = x[m, r, c] for the sharer s = r / inner whose row it is, and 0 in the columns of the
// others: the way back of own_columns. There are rows / inner sharers, of o columns each.
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
    let own = command.columns / (command.rows / command.inner);
    let sharer = row / command.inner;
    var value = 0.0;
    if column / own == sharer {
        value = x[at(0u, m, row, column % own)];
    }
    y[at(1u, m, row, column)] = value;
}
