// d[m, r, c] = (y - t) f'(y): the delta of the output layer, for sigmoid (y - t) y (1 - y).
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read> t: array<f32>;
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
    let output = y[at(0u, m, row, column)];
    d[at(2u, m, row, column)] = (output - t[at(1u, m, row, column)]) * derivative(output);
}
