// d[m, r, c] = dL/da: the delta of the output layer; for half the squared error and sigmoid
// (y - t) y (1 - y), for a loss and an activation that are a pair y - t.
@group(0) @binding(1) var<storage, read> y: array<f32>;
{%- if SUMS %}
@group(0) @binding(2) var<storage, read> a: array<f32>;
{%- endif %}
@group(0) @binding({{ TARGETS + 1 }}) var<storage, read> t: array<f32>;
{%- if SMOOTHED or WEIGHTED %}
@group(0) @binding({{ TARGETS + 2 }}) var<storage, read> coefficients: array<f32>;
{%- endif %}
@group(0) @binding({{ DELTA + 1 }}) var<storage, read_write> d: array<f32>;

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
    var target_value = t[at({{ TARGETS }}u, m, row, column)];
    {%- if SMOOTHED or WEIGHTED %}
    let c = coefficients_at(at({{ TARGETS + 1 }}u, m, 0u, 0u));
    {%- endif %}
    {%- if SMOOTHED %}
    target_value = smoothed(target_value, 1.0 / f32({{ "command.columns" if SOFTMAX else "2u" }}), c);
    {%- endif %}
    let place = at({{ DELTA }}u, m, row, column);
    {%- if PAIR %}
    d[place] = output - target_value;
    {%- else %}
    d[place] = loss_slope(output, target_value) * slope({% if SUMS %}a[at(1u, m, row, column)]{% else %}output{% endif %});
    {%- endif %}
    {%- if WEIGHTED %}
    d[place] *= t[at({{ TARGETS }}u, m, row, command.columns)] * c.sample_scale;
    {%- endif %}
}
