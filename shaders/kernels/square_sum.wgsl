// square[m] = (square[m] or 0) + sum over r, c of g[m, r, c]^2: one tensor's part of the squared norm
// of all gradients; the first tensor (inner 0) begins anew.
//
// One workgroup a member; partial sums are added pairwise, always in the same order.
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read_write> square: array<f32>;
{%- if CLIPPED %}
@group(0) @binding(3) var<storage, read> coefficients: array<f32>;
{%- endif %}

var<workgroup> partial: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let m = workgroup.z;
    {%- if CLIPPED %}
    let c = coefficients_at(at(2u, m, 0u, 0u));
    {%- endif %}
    var sum = 0.0;
    for (var row = 0u; row < command.rows; row++) {
        for (var column = local; column < command.columns; column += WORKGROUP) {
            let value = {{ "clipped(g[at(0u, m, row, column)], c)" if CLIPPED else "g[at(0u, m, row, column)]" }};
            sum += value * value;
        }
    }
    partial[local] = sum;
    for (var half = WORKGROUP / 2u + command.never; half > 0u; half /= 2u) {
        workgroupBarrier();
        if local < half {
            partial[local] += partial[local + half];
        }
    }
    if local == 0u {
        let place = at(1u, m, 0u, 0u);
        square[place] = select(0.0, square[place], command.inner > 0u) + partial[0];
    }
}
