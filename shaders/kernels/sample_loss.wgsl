// l[m, r] = sum over c of the loss of output c: the loss of one sample. z is what the loss judges: the
// output, or its sum where the loss takes logits.
@group(0) @binding(1) var<storage, read> {{ "a" if SOFTMAX else "z" }}: array<f32>;
@group(0) @binding(2) var<storage, read> t: array<f32>;
{%- if SMOOTHED or WEIGHTED %}
@group(0) @binding(3) var<storage, read> coefficients: array<f32>;
{%- endif %}
@group(0) @binding({{ LOSS + 1 }}) var<storage, read_write> l: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let row = element(workgroup, workgroups, local);
    if row >= command.rows {
        return;
    }
    let m = workgroup.z;
    {%- if SMOOTHED or WEIGHTED %}
    let c = coefficients_at(at(2u, m, 0u, 0u));
    {%- endif %}
    {%- if SOFTMAX %}
    let s = softmax_of(0u, m, row, command.inner);
    {%- endif %}
    var sum = 0.0;
    for (var k = 0u; k < command.inner; k++) {
        var target_value = t[at(1u, m, row, k)];
        {%- if SMOOTHED %}
        target_value = smoothed(target_value, 1.0 / f32({{ "command.inner" if SOFTMAX else "2u" }}), c);
        {%- endif %}
        {%- if SOFTMAX %}
        sum += loss_term(surprise(a[at(0u, m, row, k)], s), target_value);
        {%- else %}
        sum += loss_term(z[at(0u, m, row, k)], target_value);
        {%- endif %}
    }
    {%- if WEIGHTED %}
    sum *= t[at(1u, m, row, command.inner)] * c.sample_scale;
    {%- endif %}
    l[at({{ LOSS }}u, m, 0u, row)] = sum;
}
