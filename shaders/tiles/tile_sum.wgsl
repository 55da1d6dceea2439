// The second pass of a split product: adds the chunks' sums up, four columns an invocation, or all
// outputs of a row where it also adds up their loss.
{%- if END %}

var<workgroup> slab: array<vec4<f32>, WORKGROUP>;
{%- endif %}

fn total(member: u32, row: u32, column: u32) -> vec4<f32> {
    var sum = vec4<f32>(0.0);
    for (var chunk = 0u; chunk < command.chunks; chunk++) {
        sum += partial[partial_place(member, chunk, row, column)];
    }
    return sum;
}

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    {%- if END %}
    if workgroup.x + workgroup.y + workgroup.z == 0u {
        end_step(local);
    }
    {%- endif %}
    {%- if LOSS %}
    let row = element(workgroup, workgroups, local);
    if row >= command.rows {
        return;
    }
    var loss = 0.0;
    for (var column = 0u; column < command.columns; column += 4u) {
        loss += finish(workgroup.z, row, column, total(workgroup.z, row, column));
    }
    put_loss(workgroup.z, row, loss);
    {%- else %}
    let i = 4u * element(workgroup, workgroups, local);
    let row = i / command.operands[3].pitch;
    let column = i % command.operands[3].pitch;
    if row >= command.rows + BIAS_ROWS {
        return;
    }
    finish(workgroup.z, row, column, total(workgroup.z, row, column));
    {%- endif %}
}
