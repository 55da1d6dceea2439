// s[m, r, c] = its next value, from the gradient: state {{ STATE }} of the optimizer.
@group(0) @binding(1) var<storage, read_write> s: array<f32>;
@group(0) @binding(2) var<storage, read_write> g: array<f32>;
{%- if L2 %}
@group(0) @binding(3) var<storage, read_write> w: array<f32>;
{%- endif %}
{%- if CLIP_NORM %}
@group(0) @binding({{ FACTOR + 1 }}) var<storage, read> factor: array<f32>;
{%- endif %}
{%- if READS_FIRST %}
@group(0) @binding({{ COEFFICIENTS }}) var<storage, read_write> other: array<f32>;
{%- endif %}
@group(0) @binding({{ COEFFICIENTS + 1 }}) var<storage, read> coefficients: array<f32>;

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
    let place = at(0u, m, row, column);
    let c = coefficients_at(at({{ COEFFICIENTS }}u, m, 0u, 0u));
    let weight = {% if L2 %}w[at(2u, m, row, column)]{% else %}0.0{% endif %};
    let scale = {% if CLIP_NORM %}factor[at({{ FACTOR }}u, m, 0u, 0u)]{% else %}1.0{% endif %};
    let d = directed(g[at(1u, m, row, column)], weight, scale, c);
    {%- if STATE == 0 %}
    s[place] = next_first(d, s[place], c);
    {%- else %}
    let state0 = {% if READS_FIRST %}other[at({{ COEFFICIENTS - 1 }}u, m, row, column)]{% else %}0.0{% endif %};
    s[place] = next_second(d, state0, s[place], c);
    {%- endif %}
}
