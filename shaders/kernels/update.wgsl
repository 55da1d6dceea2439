// w[m, r, c] = w - rate u, in place, for weights and biases alike: u is what the optimizer makes of
// gradient and states; for gradient descent the gradient itself.
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
{%- if GRADIENT %}
@group(0) @binding(2) var<storage, read_write> g: array<f32>;
{%- endif %}
{%- if GRADIENT and CLIP_NORM %}
@group(0) @binding(3) var<storage, read> factor: array<f32>;
{%- endif %}
{%- for k in range(STATES) %}
@group(0) @binding({{ FIRST_STATE + k + 1 }}) var<storage, read_write> s{{ k }}: array<f32>;
{%- endfor %}
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
    {%- if GRADIENT %}
    let scale = {% if CLIP_NORM %}factor[at(2u, m, 0u, 0u)]{% else %}1.0{% endif %};
    let d = directed(g[at(1u, m, row, column)], w[place], scale, c);
    {%- else %}
    let d = 0.0;
    {%- endif %}
    {%- for k in range(2) %}
    let m{{ k }} = {% if k < STATES %}s{{ k }}[at({{ FIRST_STATE + k }}u, m, row, column)]{% else %}0.0{% endif %};
    {%- endfor %}
    w[place] = updated(w[place], step_of(d, m0, m1, c), c);
}
