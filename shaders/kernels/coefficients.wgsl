// current[m, c] = schedule[m, cursor[1], c]: the coefficients of this step, from the table that the
// host sent for all steps of the epoch. cursor[1] counts the steps.
@group(0) @binding(1) var<storage, read> schedule: array<f32>;
@group(0) @binding(2) var<storage, read> cursor: array<u32>;
@group(0) @binding(3) var<storage, read_write> current: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = element(workgroup, workgroups, local);
    if i >= command.columns {
        return;
    }
    let m = workgroup.z;
    current[at(2u, m, 0u, i)] = schedule[at(0u, m, cursor[1], i)];
}
