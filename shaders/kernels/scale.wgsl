// y[m, r, c] = x[m, r, c] f[m, r / inner, c]: each sharer's rows of the batch, `inner` of them, times its
// own row of factors.
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> f: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

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
    let factor = f[at(1u, m, row / command.inner, column)];
    y[at(2u, m, row, column)] = x[at(0u, m, row, column)] * factor;
}
