// d = (D W^T) f'(h) in one dispatch: matmul_nt and hidden_delta; see panel_forward.wgsl. The panel
// holds K columns of W, transposed while it is filled.
@group(0) @binding(1) var<storage, read> d: array<Word>;
@group(0) @binding(2) var<storage, read> w: array<Word>;
@group(0) @binding(3) var<storage, read> h: array<Word>;
@group(0) @binding(4) var<storage, read_write> back: array<Word>;
{%- if DROPOUT %}
@group(0) @binding({{ B.coefficients }}) var<storage, read> coefficients: array<f32>;
{%- endif %}

@compute @workgroup_size({{ LANES }})
fn main(
    @builtin({{ LANE }}) lane: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    let column = workgroup.x * {{ LANES * V }}u + lane;
    let d_pitch = command.operands[0].pitch / 4u;
    let w_pitch = command.operands[1].pitch / 4u;
    let h_pitch = command.operands[2].pitch / 4u;
    let back_pitch = command.operands[3].pitch / 4u;
    let d_start = at(0u, workgroup.z, 0u, 0u) / 4u;
    let w_start = at(1u, workgroup.z, 0u, 0u) / 4u;
    let h_start = at(2u, workgroup.z, 0u, 0u) / 4u;
    let back_start = at(3u, workgroup.z, 0u, 0u) / 4u;
    {%- if DROPOUT %}
    let dropout = dropout_at(at({{ B.coefficients - 1 }}u, workgroup.z, 0u, 0u), command.slot);
    {%- endif %}
    var panel: array<vec4<f32>, {{ K * V }}>;
    var sums: array<vec4<f32>, {{ V }}>;
    if command.never != 0u {
        panel[command.never] = vec4<f32>(1.0);
        sums[command.never] = vec4<f32>(1.0);
    }
    {%- for v in range(V) %}
    let column{{ v }} = min(column + {{ LANES * v }}u, back_pitch - 1u);
    let inside{{ v }} = vec4<u32>(4u * (column + {{ LANES * v }}u)) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(command.columns);
    {%- endfor %}
    let first = workgroup.y * command.rows_each;
    let end = min(first + command.rows_each, command.rows);
    for (var start = 0u; start < command.inner; start += {{ K }}u) {
        let last = start + {{ K }}u >= command.inner;
        for (var k = 0u; k < {{ K }}u{{ NEVER }}; k += 4u) {
            // Columns from the pitch on are not there; those before it and from `inner` on are 0.
            let there = start + k < 4u * w_pitch;
            let place = min((start + k) / 4u, w_pitch - 1u);
            {%- for v in range(V) %}
            {%- for c in range(4) %}
            let t{{ v }}{{ c }} = select(vec4<f32>(0.0), unpack(w[w_start + min(4u * column{{ v }} + {{ c }}u, command.operands[1].rows - 1u) * w_pitch + place]), there);
            {%- endfor %}
            {%- for c in range(4) %}
            panel[(k + {{ c }}u) * {{ V }}u + {{ v }}u{{ NEVER }}] = vec4<f32>(t{{ v }}0.{{ "xyzw"[c] }}, t{{ v }}1.{{ "xyzw"[c] }}, t{{ v }}2.{{ "xyzw"[c] }}, t{{ v }}3.{{ "xyzw"[c] }});
            {%- endfor %}
            {%- endfor %}
        }
        for (var row = first; row < end; row++) {
            {%- for v in range(V) %}
            var c{{ v }} = vec4<f32>(0.0);
            {%- endfor %}
            if start > 0u {
                {%- for v in range(V) %}
                c{{ v }} = unpack(back[back_start + row * back_pitch + column{{ v }}]);
                {%- endfor %}
            }
            {%- for e in range((K + 31) // 32) if SUBGROUPS %}
            let d{{ e }} = unpack(d[d_start + row * d_pitch + min(start / 4u + {{ 8 * e }}u + lane, d_pitch - 1u)]);
            {%- endfor %}
            {%- for k in range(K) %}
            {%- if SUBGROUPS %}
            let t{{ k }} = subgroupBroadcast(d{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u);
            {%- else %}
            {%- if k % 4 == 0 %}
            let d{{ k // 4 }} = unpack(d[d_start + row * d_pitch + min(start / 4u + {{ k // 4 }}u, d_pitch - 1u)]);
            {%- endif %}
            let t{{ k }} = d{{ k // 4 }}.{{ "xyzw"[k % 4] }};
            {%- endif %}
            {%- for v in range(V) %}
            c{{ v }} += t{{ k }} * panel[{{ k * V + v }}];
            {%- endfor %}
            {%- endfor %}
            {%- for v in range(V) %}
            sums[{{ v }}] = c{{ v }};
            {%- endfor %}
            {%- for v in range(V) %}
            if column + {{ LANES * v }}u < back_pitch {
                let sum = sums[{{ v }}];
                let steepness = slope(unpack(h[h_start + row * h_pitch + column + {{ LANES * v }}u]));
                {%- if DROPOUT %}
                let words = dropout_words(row, column + {{ LANES * v }}u, command.slot, dropout.key);
                let value = select(vec4<f32>(0.0), dropped(sum, words, dropout) * steepness, inside{{ v }});
                {%- else %}
                let value = select(vec4<f32>(0.0), sum * steepness, inside{{ v }});
                {%- endif %}
                back[back_start + row * back_pitch + column + {{ LANES * v }}u] = pack(select(sum, value, last));
            }
            {%- endfor %}
        }
    }
    if command.never != 0u {
        back[command.never] = pack(sums[command.never]);
    }
}
