// W -= eta/B X^T D and b -= eta/B (sum of D) in one dispatch: weight_gradient, bias_gradient and
// update; see panel_forward.wgsl. The panel holds the deltas of K samples; of a larger batch, one
// panel after the other is subtracted. What is not gradient descent adds the panels up where the
// gradient lies and then does the rest, state by state; or the gradient is all that is wanted.
@group(0) @binding(1) var<storage, read> x: array<Word>;
@group(0) @binding(2) var<storage, read> d: array<Word>;
@group(0) @binding(3) var<storage, read> coefficients: array<f32>;
@group(0) @binding(4) var<storage, read_write> w: array<Word>;
@group(0) @binding(5) var<storage, read_write> b: array<Word>;
{%- if not (DESCENT or GRADIENT_ONLY) %}

// Where the gradient lies behind the parameter: after its states and its average.
const GRADIENT_PLANE = {{ STATES + 1 + (1 if AVERAGE else 0) }}u;
{%- endif %}
{%- if FIRST %}
// Row r of x is row order[cursor[0] + r] of the data set: gather.
@group(0) @binding(6) var<storage, read> order: array<u32>;
@group(0) @binding(7) var<storage, read> cursor: array<u32>;
{%- elif LAST %}
// The step ends here: mean_loss and advance.
@group(0) @binding(6) var<storage, read> sample_loss: array<f32>;
@group(0) @binding(7) var<storage, read_write> cursor: array<u32>;
@group(0) @binding(8) var<storage, read_write> losses: array<f32>;

// The mean over the samples of each member's losses, and then, when all have found their place by
// the cursor, the cursor moved on: the work of one workgroup.
fn finish(lane: u32) {
    let step = cursor[1];
    for (var m = 0u; m < command.members; m++) {
        var sum = 0.0;
        for (var k = lane; k < command.inner; k += {{ LANES }}u) {
            sum += sample_loss[at(5u, m, 0u, k)];
        }
        let total = sum_of_lanes(sum, lane);
        if lane == 0u {
            losses[at(7u, m, 0u, step)] = total / f32(command.inner);
        }
    }
    if lane == 0u {
        cursor[0] += command.inner;
        cursor[1] = step + 1u;
    }
}
{%- endif %}

@compute @workgroup_size({{ LANES }})
fn main(
    @builtin({{ LANE }}) lane: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    let column = workgroup.x * {{ LANES * V }}u + lane;
    let x_pitch = command.operands[0].pitch / 4u;
    let d_pitch = command.operands[1].pitch / 4u;
    let w_pitch = command.operands[3].pitch / 4u;
    let x_start = at(0u, workgroup.z, 0u, 0u) / 4u;
    let d_start = at(1u, workgroup.z, 0u, 0u) / 4u;
    let w_start = at(3u, workgroup.z, 0u, 0u) / 4u;
    let b_start = at(4u, workgroup.z, 0u, 0u) / 4u;
    {%- if DESCENT %}
    let rate = coefficients_at(at(2u, workgroup.z, 0u, 0u)).rate / f32(command.inner);
    {%- else %}
    let share = 1.0 / f32(command.inner);
    let c = coefficients_at(at(2u, workgroup.z, 0u, 0u));
    let bias_c = {{ "c" if DECAY_BIASES else "without_decay(c)" }};
    let w_plane = command.w_plane / 4u;
    let b_plane = command.b_plane / 4u;
    {%- endif %}
    var panel: array<vec4<f32>, {{ K * V }}>;
    var sums: array<vec4<f32>, {{ V if SUBGROUPS else 4 * V }}>;
    if command.never != 0u {
        panel[command.never] = vec4<f32>(1.0);
        sums[command.never] = vec4<f32>(1.0);
    }
    {%- for v in range(V) %}
    let column{{ v }} = min(column + {{ LANES * v }}u, d_pitch - 1u);
    {%- endfor %}
    {%- if FIRST %}
    let batch = at(5u, workgroup.z, 0u, cursor[0]);
    {%- elif LAST %}
    if workgroup.x + workgroup.y + workgroup.z == 0u {
        finish(lane);
    }
    {%- endif %}
    let first = workgroup.y * command.rows_each;
    let end = min(first + command.rows_each, command.rows);
    for (var start = 0u; start < command.inner; start += {{ K }}u) {
        for (var k = 0u; k < {{ K }}u{{ NEVER }}; k++) {
            let sample = min(start + k, command.inner - 1u);
            {%- for v in range(V) %}
            panel[k * {{ V }}u + {{ v }}u{{ NEVER }}] = select(vec4<f32>(0.0), unpack(d[d_start + sample * d_pitch + column{{ v }}]), start + k < command.inner);
            {%- endfor %}
        }
        if workgroup.y == 0u {
            {%- for v in range(V) %}
            if column + {{ LANES * v }}u < w_pitch {
                var sum = vec4<f32>(0.0);
                for (var k = 0u; k < {{ K }}u{{ NEVER }}; k++) {
                    sum += panel[k * {{ V }}u + {{ v }}u];
                }
                let place = b_start + column + {{ LANES * v }}u;
                {%- if DESCENT %}
                b[place] = pack(unpack(b[place]) - rate * sum);
                {%- elif GRADIENT_ONLY %}
                let before = select(vec4<f32>(0.0), unpack(b[place]), start > 0u);
                b[place] = pack(before + share * sum);
                {%- else %}
                let summed = place + GRADIENT_PLANE * b_plane;
                if start > 0u {
                    sum += unpack(b[summed]);
                }
                if start + {{ K }}u < command.inner {
                    b[summed] = pack(sum);
                } else {{ apply("b", "place", "b_plane", "share * sum", "bias_c") }}
                {%- endif %}
            }
            {%- endfor %}
        }
        {%- for e in range(K // 8 if SUBGROUPS else K) %}
        let sample{{ e }} = min(start + {{ (8 * e) ~ "u + lane" if SUBGROUPS else e ~ "u" }}, command.inner - 1u);
        let x_row{{ e }} = x_start + {% if FIRST %}order[batch + sample{{ e }}]{% else %}sample{{ e }}{% endif %} * x_pitch;
        {%- endfor %}
        for (var row = first; row < end; row += 4u) {
            {%- if SUBGROUPS %}
            {%- for e in range(K // 8) %}
            let x{{ e }} = unpack(x[x_row{{ e }} + row / 4u]);
            {%- endfor %}
            {%- else %}
            {%- for j in range(4) %}
            {%- for v in range(V) %}
            var c{{ j }}_{{ v }} = vec4<f32>(0.0);
            {%- endfor %}
            {%- endfor %}
            {%- for k in range(K) %}
            let x{{ k }} = unpack(x[x_row{{ k }} + row / 4u]);
            {%- for j in range(4) %}
            {%- for v in range(V) %}
            c{{ j }}_{{ v }} += x{{ k }}.{{ "xyzw"[j] }} * panel[{{ k * V + v }}];
            {%- endfor %}
            {%- endfor %}
            {%- endfor %}
            {%- for j in range(4) %}
            {%- for v in range(V) %}
            sums[{{ j * V + v }}] = c{{ j }}_{{ v }};
            {%- endfor %}
            {%- endfor %}
            {%- endif %}
            for (var j = 0u; j < 4u; j++) {
                {%- if SUBGROUPS %}
                let odd = j == 1u;
                let upper = j >= 2u;
                let fourth = j == 3u;
                {%- for e in range(K // 8) %}
                let s{{ e }} = select(select(x{{ e }}.x, x{{ e }}.y, odd), select(x{{ e }}.z, x{{ e }}.w, fourth), upper);
                {%- endfor %}
                {%- for v in range(V) %}
                var c{{ v }} = vec4<f32>(0.0);
                {%- endfor %}
                {%- for k in range(K) %}
                let t{{ k }} = subgroupBroadcast(s{{ k // 8 }}, {{ k % 8 }}u);
                {%- for v in range(V) %}
                c{{ v }} += t{{ k }} * panel[{{ k * V + v }}];
                {%- endfor %}
                {%- endfor %}
                {%- for v in range(V) %}
                sums[{{ v }}] = c{{ v }};
                {%- endfor %}
                {%- endif %}
                {%- for v in range(V) %}
                {%- set SUM = "sums[" ~ v ~ "]" if SUBGROUPS else "sums[j * " ~ V ~ "u + " ~ v ~ "u]" %}
                if column + {{ LANES * v }}u < w_pitch && row + j < command.rows {
                    let place = w_start + (row + j) * w_pitch + column + {{ LANES * v }}u;
                    {%- if DESCENT %}
                    w[place] = pack(unpack(w[place]) - rate * {{ SUM }});
                    {%- elif GRADIENT_ONLY %}
                    let before = select(vec4<f32>(0.0), unpack(w[place]), start > 0u);
                    w[place] = pack(before + share * {{ SUM }});
                    {%- else %}
                    let summed = place + GRADIENT_PLANE * w_plane;
                    var sum = {{ SUM }};
                    if start > 0u {
                        sum += unpack(w[summed]);
                    }
                    if start + {{ K }}u < command.inner {
                        w[summed] = pack(sum);
                    } else {{ apply("w", "place", "w_plane", "share * sum", "c") }}
                    {%- endif %}
                }
                {%- endfor %}
            }
        }
    }
    if command.never != 0u {
        w[command.never] = pack(sums[command.never]);
    }
}
