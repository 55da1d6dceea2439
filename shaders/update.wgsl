// w[m, r, c] -= eta[m] g[m, r, c], in place: gradient descent, for weights and biases alike.
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> eta: array<f32>;

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
    w[at(0u, m, row, column)] -= eta[at(2u, m, 0u, 0u)] * g[at(1u, m, row, column)];
}
