// h = f(x W + b) in one dispatch: matmul_nn, add_bias and activate, for adapters that run shaders
// on the CPU, eight invocations to a vector. A template: K terms and V columns of vectors.
//
// A workgroup is one subgroup. Each invocation keeps K rows by V vectors of W in a private array
// (the panel) and streams the rows of x past it: with a constant index lavapipe reads eight
// invocations' elements as one vector, while every other access is one scalar load an invocation.
// Where NEVER adds what is always 0, the loops that fill the panel stay loops: lavapipe unrolls those of up to
// 33 turns, here also if it cannot know their end but the index, and compiles for seconds.
// ARCHITECTURE.md ("Panel kernels") says why the odd-looking parts must stay as they are.
@group(0) @binding(1) var<storage, read> x: array<Word>;
@group(0) @binding(2) var<storage, read> w: array<Word>;
@group(0) @binding(3) var<storage, read> b: array<Word>;
@group(0) @binding(4) var<storage, read_write> h: array<Word>;
{%- if B.sum %}
@group(0) @binding({{ B.sum }}) var<storage, read_write> sum_out: array<Word>;
{%- endif %}
{%- if B.coefficients %}
@group(0) @binding({{ B.coefficients }}) var<storage, read> coefficients: array<f32>;
{%- endif %}
{%- if B.order %}
// Row r of the batch is row order[cursor[0] + r] of the data set: gather.
@group(0) @binding({{ B.order }}) var<storage, read> order: array<u32>;
@group(0) @binding({{ B.cursor }}) var<storage, read> cursor: array<u32>;
{%- endif %}
{%- if COPIES %}
// The coefficients of the step go to where the others find them.
@group(0) @binding({{ B.schedule }}) var<storage, read> schedule: array<f32>;
@group(0) @binding({{ B.current }}) var<storage, read_write> current: array<f32>;
{%- endif %}
{%- if LAST %}
// The outputs' targets gathered likewise, and what follows from them.
@group(0) @binding({{ B.targets }}) var<storage, read> targets: array<Word>;
@group(0) @binding({{ B.delta }}) var<storage, read_write> delta: array<Word>;
@group(0) @binding({{ B.sample_loss }}) var<storage, read_write> sample_loss: array<f32>;
{%- endif %}

@compute @workgroup_size({{ LANES }})
fn main(
    @builtin({{ LANE }}) lane: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    let column = workgroup.x * {{ LANES * V }}u + lane;
    let x_pitch = command.operands[0].pitch / 4u;
    let w_pitch = command.operands[1].pitch / 4u;
    let h_pitch = command.operands[3].pitch / 4u;
    let x_start = at(0u, workgroup.z, 0u, 0u) / 4u;
    let w_start = at(1u, workgroup.z, 0u, 0u) / 4u;
    let b_start = at(2u, workgroup.z, 0u, 0u) / 4u;
    let h_start = at(3u, workgroup.z, 0u, 0u) / 4u;
    {%- if B.sum %}
    let sum_start = at({{ B.sum - 1 }}u, workgroup.z, 0u, 0u) / 4u;
    {%- endif %}
    {%- if B.coefficients %}
    let coefficients_start = at({{ B.coefficients - 1 }}u, workgroup.z, 0u, 0u);
    {%- endif %}
    {%- if DROPOUT %}
    let dropout = dropout_at(coefficients_start, command.slot);
    {%- endif %}
    {%- if LAST and (SMOOTHED or WEIGHTED) %}
    let c = coefficients_at(coefficients_start);
    {%- endif %}
    {%- if B.order %}
    let batch = at({{ B.order - 1 }}u, workgroup.z, 0u, cursor[0]);
    {%- endif %}
    {%- if COPIES %}
    if workgroup.x + workgroup.y == 0u {
        let columns = command.operands[{{ B.current - 1 }}].columns;
        let source = at({{ B.schedule - 1 }}u, workgroup.z, cursor[1], 0u);
        let target_place = at({{ B.current - 1 }}u, workgroup.z, 0u, 0u);
        for (var i = lane; i < columns; i += {{ LANES }}u) {
            current[target_place + i] = schedule[source + i];
        }
    }
    {%- endif %}
    {%- if LAST %}
    let t_pitch = command.operands[{{ B.targets - 1 }}].pitch / 4u;
    let d_pitch = command.operands[{{ B.delta - 1 }}].pitch / 4u;
    let d_start = at({{ B.delta - 1 }}u, workgroup.z, 0u, 0u) / 4u;
    let loss_start = at({{ B.sample_loss - 1 }}u, workgroup.z, 0u, 0u);
    {%- endif %}
    var panel: array<vec4<f32>, {{ K * V }}>;
    var sums: array<vec4<f32>, {{ V }}>;
    if command.never != 0u {
        panel[command.never] = vec4<f32>(1.0);
        sums[command.never] = vec4<f32>(1.0);
    }
    {%- for v in range(V) %}
    let column{{ v }} = min(column + {{ LANES * v }}u, w_pitch - 1u);
    let bias{{ v }} = unpack(b[b_start + column{{ v }}]);
    let inside{{ v }} = vec4<u32>(4u * (column + {{ LANES * v }}u)) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(command.columns);
    {%- endfor %}
    let first = workgroup.y * command.rows_each;
    let end = min(first + command.rows_each, command.rows);
    for (var start = 0u; start < command.inner; start += {{ K }}u) {
        let last = start + {{ K }}u >= command.inner;
        for (var k = 0u; k < {{ K }}u{{ NEVER }}; k++) {
            let row = min(start + k, command.inner - 1u);
            {%- for v in range(V) %}
            panel[k * {{ V }}u + {{ v }}u{{ NEVER }}] = select(vec4<f32>(0.0), unpack(w[w_start + row * w_pitch + column{{ v }}]), start + k < command.inner);
            {%- endfor %}
        }
        for (var row = first; row < end; row++) {
            {%- for v in range(V) %}
            var c{{ v }} = vec4<f32>(0.0);
            {%- endfor %}
            if start > 0u {
                {%- for v in range(V) %}
                c{{ v }} = unpack(h[h_start + row * h_pitch + column{{ v }}]);
                {%- endfor %}
            }
            let x_row = x_start + {% if FIRST %}order[batch + row]{% else %}row{% endif %} * x_pitch;
            {%- for e in range((K + 31) // 32) if SUBGROUPS %}
            let x{{ e }} = unpack(x[x_row + min(start / 4u + {{ 8 * e }}u + lane, x_pitch - 1u)]);
            {%- endfor %}
            {%- for k in range(K) %}
            {%- if SUBGROUPS %}
            let t{{ k }} = subgroupBroadcast(x{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u);
            {%- else %}
            {%- if k % 4 == 0 %}
            let x{{ k // 4 }} = unpack(x[x_row + min(start / 4u + {{ k // 4 }}u, x_pitch - 1u)]);
            {%- endif %}
            let t{{ k }} = x{{ k // 4 }}.{{ "xyzw"[k % 4] }};
            {%- endif %}
            {%- for v in range(V) %}
            c{{ v }} += t{{ k }} * panel[{{ k * V + v }}];
            {%- endfor %}
            {%- endfor %}
            {%- for v in range(V) %}
            sums[{{ v }}] = c{{ v }};
            {%- endfor %}
            {%- if LAST %}
            let t_row = order[batch + row] * t_pitch;
            var loss = 0.0;
            {%- if WEIGHTED %}
            let weight = unpack(targets[t_row + command.columns / 4u])[command.columns % 4u];
            {%- endif %}
            {%- for v in range(V) %}
            let a{{ v }} = sums[{{ v }}] + bias{{ v }};
            {%- endfor %}
            {%- if SOFTMAX_ROW %}
            var largest = LOWEST;
            {%- for v in range(V) %}
            largest = max(largest, largest_of(a{{ v }}, inside{{ v }}));
            {%- endfor %}
            largest = largest_of_lanes(largest, lane);
            var place = 0xffffffffu;
            {%- for v in range(V) %}
            place = min(place, place_of(a{{ v }}, inside{{ v }}, largest, column + {{ LANES * v }}u));
            {%- endfor %}
            place = least_of_lanes(place, lane);
            var rest = 0.0;
            {%- for v in range(V) %}
            rest += rest_of(a{{ v }}, inside{{ v }}, largest, place, column + {{ LANES * v }}u);
            {%- endfor %}
            let s = Softmax(largest, sum_of_lanes(rest, lane));
            {%- endif %}
            {%- for v in range(V) %}
            if column + {{ LANES * v }}u < h_pitch {
                let sum = sums[{{ v }}];
                let y = {{ "probability(a" ~ v ~ ", s)" if SOFTMAX_ROW else "activation(a" ~ v ~ ")" }};
                let value = select(vec4<f32>(0.0), y, inside{{ v }});
                h[h_start + row * h_pitch + column + {{ LANES * v }}u] = pack(select(sum, value, last));
                let t = unpack(targets[t_row + column + {{ LANES * v }}u]);
                let judged = {{ judge("a" ~ v, "y", "t", "weight", "c", "s") }};
                let d = select(vec4<f32>(0.0), judged.delta, inside{{ v }});
                delta[d_start + row * d_pitch + column + {{ LANES * v }}u] = pack(d);
                let term = select(vec4<f32>(0.0), judged.term, inside{{ v }});
                loss += term.x + term.y + term.z + term.w;
            }
            {%- endfor %}
            let total = sum_of_lanes(loss, lane);
            if lane == 0u {
                sample_loss[loss_start + row] = total;
            }
            {%- else %}
            {%- for v in range(V) %}
            if column + {{ LANES * v }}u < h_pitch {
                let sum = sums[{{ v }}];
                let a = sum + bias{{ v }};
                var value = select(vec4<f32>(0.0), activation(a), inside{{ v }});
                {%- if DROPOUT %}
                value = dropped(value, dropout_words(row, column + {{ LANES * v }}u, command.slot, dropout.key), dropout);
                {%- endif %}
                h[h_start + row * h_pitch + column + {{ LANES * v }}u] = pack(select(sum, value, last));
                {%- if KEEPS_SUM %}
                if last {
                    sum_out[sum_start + row * h_pitch + column + {{ LANES * v }}u] = pack(select(vec4<f32>(0.0), a, inside{{ v }}));
                }
                {%- endif %}
            }
            {%- endfor %}
            {%- endif %}
        }
    }
    if command.never != 0u {
        h[command.never] = pack(sums[command.never]);
    }
}
