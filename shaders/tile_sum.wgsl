// The second pass of a split product: adds the chunks' sums up, four columns an invocation.
@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = 4u * element(workgroup, workgroups, local);
    let row = i / command.operands[3].pitch;
    let column = i % command.operands[3].pitch;
    if row >= command.rows + BIAS_ROWS {
        return;
    }
    var sum = vec4<f32>(0.0);
    for (var chunk = 0u; chunk < command.chunks; chunk++) {
        sum += partial[partial_place(workgroup.z, chunk, row, column)];
    }
    finish(workgroup.z, row, column, sum);
}
