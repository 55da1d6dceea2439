// Many training steps in one dispatch, one workgroup a member: gather, forward, loss, backward and
// update of every layer, for small networks, whose dispatches would cost more than their work. A
// template like panel_forward.wgsl, whose scheme each product here follows: KF, KB and KG terms a
// panel in the forward, backward and gradient products.
//
// Each phase ends in a storageBarrier, since one invocation reads what another wrote. The loops
// around the barriers depend on uniform values alone.

override WORKGROUP: u32 = {{ LANES }}u;

@compute @workgroup_size({{ LANES }})
fn main(
    @builtin({{ LANE }}) lane: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    let member = workgroup.z;
    let mine = member * run.work_stride;
    let share = 1.0 / f32(run.rows);
    let done_samples = cursor[0];
    let done_steps = cursor[1];
    var panel: array<vec4<f32>, {{ KMAX }}>;
    var sums: array<vec4<f32>, {{ 1 if SUBGROUPS else 4 }}>;
    if run.never != 0u {
        panel[run.never] = vec4<f32>(1.0);
        sums[run.never] = vec4<f32>(1.0);
    }
    for (var step = 0u; step < run.steps; step++) {
        let batch = member * run.order_stride + done_samples + step * run.rows;
        let data_pitch = run.layer[0].input_pitch;
        let seen0 = mine + run.layer[0].seen;
        let schedule = coefficients_of(member, done_steps + step);
        let c_step = coefficients_at(schedule);
        {%- if DESCENT %}
        let rate = c_step.rate / f32(run.rows);
        {%- endif %}
        {%- if DROPOUT %}
        let input_dropout = dropout_at(schedule, 0u);
        {%- endif %}
        for (var row = 0u; row < run.rows; row++) {
            let sample = order[batch + row] * data_pitch;
            for (var c = lane; c < data_pitch; c += {{ LANES }}u) {
                {%- if DROPOUT %}
                let words = dropout_words(row, c, 0u, input_dropout.key);
                work[seen0 + row * data_pitch + c] = pack(dropped(unpack(inputs[sample + c]), words, input_dropout));
                {%- else %}
                work[seen0 + row * data_pitch + c] = inputs[sample + c];
                {%- endif %}
            }
        }
        storageBarrier();

        // Added up as panel_forward.wgsl and panel_update.wgsl do, where a row has one vector a lane:
        // each sample's over the lanes, then those of every eighth sample.
        var loss = 0.0;
        for (var l = 0u; l < run.layers; l++) {
            let is_last = l + 1u == run.layers;
            let pitch_in = run.layer[l].input_pitch;
            let pitch = run.layer[l].output_pitch;
            let terms = run.layer[l].inputs;
            let weight = run.layer[l].weight + member * run.layer[l].weight_stride;
            let bias = run.layer[l].bias + member * run.layer[l].bias_stride;
            let seen = mine + run.layer[l].seen;
            let answer = mine + run.layer[l].answer;
            let delta = mine + run.layer[l].answer_delta;
            {%- if DROPOUT %}
            let dropout = dropout_at(schedule, l + 1u);
            {%- endif %}
            for (var first = 0u; first < pitch; first += {{ LANES }}u) {
                let column = first + lane;
                let here = min(column, pitch - 1u);
                let shift = unpack(parameters[bias + here]);
                let inside = is_one_of(column, run.layer[l].outputs);
                for (var start = 0u; start < terms; start += {{ KF }}u) {
                    let last = start + {{ KF }}u >= terms;
                    for (var k = 0u; k < {{ KF }}u{{ NEVER }}; k++) {
                        let row = min(start + k, terms - 1u);
                        panel[k{{ NEVER }}] = select(vec4<f32>(0.0), unpack(parameters[weight + row * pitch + here]), start + k < terms);
                    }
                    for (var row = 0u; row < run.rows; row++) {
                        var c = vec4<f32>(0.0);
                        if start > 0u {
                            c = unpack(work[answer + row * pitch + here]);
                        }
                        {%- for e in range((KF + 31) // 32) if SUBGROUPS %}
                        let x{{ e }} = unpack(work[seen + row * pitch_in + min(start / 4u + {{ 8 * e }}u + lane, pitch_in - 1u)]);
                        {%- endfor %}
                        {%- for k in range(KF) %}
                        {%- if SUBGROUPS %}
                        c += subgroupBroadcast(x{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u) * panel[{{ k }}];
                        {%- else %}
                        {%- if k % 4 == 0 %}
                        let x{{ k // 4 }} = unpack(work[seen + row * pitch_in + min(start / 4u + {{ k // 4 }}u, pitch_in - 1u)]);
                        {%- endif %}
                        c += x{{ k // 4 }}.{{ "xyzw"[k % 4] }} * panel[{{ k }}];
                        {%- endif %}
                        {%- endfor %}
                        sums[0] = c;
                        let sum = sums[0];
                        let a = sum + shift;
                        {%- if SOFTMAX_ROW %}
                        // Of hidden layers it would be for nothing.
                        var s = Softmax(0.0, 0.0);
                        if is_last && last {
                            s.largest = largest_of_lanes(largest_of(a, inside), lane);
                            let first_largest = least_of_lanes(place_of(a, inside, s.largest, column), lane);
                            s.rest = sum_of_lanes(rest_of(a, inside, s.largest, first_largest, column), lane);
                        }
                        {%- endif %}
                        var part = 0.0;
                        if column < pitch {
                            let place = row * pitch + column;
                            {%- if SOFTMAX_ROW %}
                            let y = select(hidden_activation(a), probability(a, s), is_last);
                            {%- else %}
                            let y = answers(a, is_last);
                            {%- endif %}
                            var h = select(vec4<f32>(0.0), y, inside);
                            {%- if DROPOUT %}
                            if !is_last && last {
                                h = dropped(h, dropout_words(row, column, l + 1u, dropout.key), dropout);
                            }
                            {%- endif %}
                            work[answer + place] = pack(select(sum, h, last));
                            {%- if SLOPE_OF_SUM %}
                            work[mine + run.layer[l].answer_sum + place] = pack(select(vec4<f32>(0.0), a, inside));
                            {%- endif %}
                            if is_last && last {
                                let target_row = order[batch + row] * run.target_pitch;
                                let t = unpack(targets[target_row + column]);
                                {%- if WEIGHTED %}
                                let weight = unpack(targets[target_row + run.layer[l].outputs / 4u])[run.layer[l].outputs % 4u];
                                {%- endif %}
                                let judged = {{ judge("a", "y", "t", "weight", "c_step", "s") }};
                                work[delta + place] = pack(select(vec4<f32>(0.0), judged.delta, inside));
                                let term = select(vec4<f32>(0.0), judged.term, inside);
                                part = term.x + term.y + term.z + term.w;
                            }
                        }
                        if is_last && last {
                            let sample_loss = sum_of_lanes(part, lane);
                            loss += select(0.0, sample_loss, row % {{ LANES }}u == lane);
                        }
                    }
                }
            }
            storageBarrier();
        }
        let total = sum_of_lanes(loss, lane);
        if lane == 0u {
            losses[member * run.losses_stride + done_steps + step] = total / f32(run.rows);
        }

        for (var after = run.layers; after > 0u; after--) {
            let l = after - 1u;
            let pitch_in = run.layer[l].input_pitch;
            let pitch = run.layer[l].output_pitch;
            let terms = run.layer[l].outputs;
            let weight = run.layer[l].weight + member * run.layer[l].weight_stride;
            let bias = run.layer[l].bias + member * run.layer[l].bias_stride;
            let seen = mine + run.layer[l].seen;
            let delta = mine + run.layer[l].answer_delta;
            let back = mine + run.layer[l].seen_delta;
            let seen_sum = mine + run.layer[l].seen_sum;
            {%- if DROPOUT %}
            let dropout = dropout_at(schedule, l);
            {%- endif %}
            {%- if not DESCENT %}
            let weight_plane = run.layer[l].weight_plane;
            let bias_plane = run.layer[l].bias_plane;
            {%- endif %}
            // The delta of what the layer sees, with the weights from before their update.
            for (var first = 0u; first < select(0u, pitch_in, l > 0u); first += {{ LANES }}u) {
                let column = first + lane;
                let here = min(column, pitch_in - 1u);
                let inside = is_one_of(column, run.layer[l].inputs);
                for (var start = 0u; start < terms; start += {{ KB }}u) {
                    let last = start + {{ KB }}u >= terms;
                    for (var k = 0u; k < {{ KB }}u{{ NEVER }}; k += 4u) {
                        let there = start + k < 4u * pitch;
                        let place = min((start + k) / 4u, pitch - 1u);
                        {%- for c in range(4) %}
                        let t{{ c }} = select(vec4<f32>(0.0), unpack(parameters[weight + min(4u * here + {{ c }}u, run.layer[l].inputs - 1u) * pitch + place]), there);
                        {%- endfor %}
                        {%- for c in range(4) %}
                        panel[k + {{ c }}u{{ NEVER }}] = vec4<f32>(t0.{{ "xyzw"[c] }}, t1.{{ "xyzw"[c] }}, t2.{{ "xyzw"[c] }}, t3.{{ "xyzw"[c] }});
                        {%- endfor %}
                    }
                    for (var row = 0u; row < run.rows; row++) {
                        var c = vec4<f32>(0.0);
                        if start > 0u {
                            c = unpack(work[back + row * pitch_in + here]);
                        }
                        {%- for e in range((KB + 31) // 32) if SUBGROUPS %}
                        let d{{ e }} = unpack(work[delta + row * pitch + min(start / 4u + {{ 8 * e }}u + lane, pitch - 1u)]);
                        {%- endfor %}
                        {%- for k in range(KB) %}
                        {%- if SUBGROUPS %}
                        c += subgroupBroadcast(d{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u) * panel[{{ k }}];
                        {%- else %}
                        {%- if k % 4 == 0 %}
                        let d{{ k // 4 }} = unpack(work[delta + row * pitch + min(start / 4u + {{ k // 4 }}u, pitch - 1u)]);
                        {%- endif %}
                        c += d{{ k // 4 }}.{{ "xyzw"[k % 4] }} * panel[{{ k }}];
                        {%- endif %}
                        {%- endfor %}
                        sums[0] = c;
                        if column < pitch_in {
                            let place = row * pitch_in + column;
                            let sum = sums[0];
                            let steepness = hidden_slope(unpack(work[{{ "seen_sum" if SLOPE_OF_SUM else "seen" }} + place]));
                            {%- if DROPOUT %}
                            let kept = dropped(sum, dropout_words(row, column, l, dropout.key), dropout);
                            let value = select(vec4<f32>(0.0), kept * steepness, inside);
                            {%- else %}
                            let value = select(vec4<f32>(0.0), sum * steepness, inside);
                            {%- endif %}
                            work[back + place] = pack(select(sum, value, last));
                        }
                    }
                }
            }
            storageBarrier();
            for (var first = 0u; first < pitch; first += {{ LANES }}u) {
                let column = first + lane;
                let here = min(column, pitch - 1u);
                for (var start = 0u; start < run.rows; start += {{ KG }}u) {
                    var bias_sum = vec4<f32>(0.0);
                    for (var k = 0u; k < {{ KG }}u{{ NEVER }}; k++) {
                        let sample = min(start + k, run.rows - 1u);
                        let d = select(vec4<f32>(0.0), unpack(work[delta + sample * pitch + here]), start + k < run.rows);
                        bias_sum += d;
                        panel[k{{ NEVER }}] = d;
                    }
                    {%- if DESCENT %}
                    if column < pitch {
                        let place = bias + column;
                        parameters[place] = pack(unpack(parameters[place]) - rate * bias_sum);
                    }
                    {%- endif %}
                    for (var row = 0u; row < run.layer[l].inputs; row += 4u) {
                        {%- if SUBGROUPS %}
                        {%- for e in range(KG // 8) %}
                        let x{{ e }} = unpack(work[seen + min(start + {{ 8 * e }}u + lane, run.rows - 1u) * pitch_in + row / 4u]);
                        {%- endfor %}
                        {%- else %}
                        {%- for j in range(4) %}
                        var c{{ j }} = vec4<f32>(0.0);
                        {%- endfor %}
                        {%- for k in range(KG) %}
                        let x{{ k }} = unpack(work[seen + min(start + {{ k }}u, run.rows - 1u) * pitch_in + row / 4u]);
                        {%- for j in range(4) %}
                        c{{ j }} += x{{ k }}.{{ "xyzw"[j] }} * panel[{{ k }}];
                        {%- endfor %}
                        {%- endfor %}
                        {%- for j in range(4) %}
                        sums[{{ j }}] = c{{ j }};
                        {%- endfor %}
                        {%- endif %}
                        {%- if DESCENT %}
                        for (var j = 0u; j < 4u; j++) {
                        {%- else %}
                        // The bias comes behind the last weight, so that the optimizer is compiled once.
                        for (var j = 0u; j < select(4u, 5u, row + 4u >= run.layer[l].inputs); j++) {
                            let is_bias = j == 4u;
                        {%- endif %}
                            {%- if SUBGROUPS %}
                            let odd = j == 1u;
                            let upper = j >= 2u;
                            let fourth = j == 3u;
                            {%- for e in range(KG // 8) %}
                            let s{{ e }} = select(select(x{{ e }}.x, x{{ e }}.y, odd), select(x{{ e }}.z, x{{ e }}.w, fourth), upper);
                            {%- endfor %}
                            var c = vec4<f32>(0.0);
                            {%- for k in range(KG) %}
                            c += subgroupBroadcast(s{{ k // 8 }}, {{ k % 8 }}u) * panel[{{ k }}];
                            {%- endfor %}
                            {%- if DESCENT %}
                            sums[0] = c;
                            {%- else %}
                            sums[0] = select(c, bias_sum, is_bias);
                            {%- endif %}
                            {%- endif %}
                            {%- if SUBGROUPS %}
                            var sum = sums[0];
                            {%- elif DESCENT %}
                            var sum = sums[j];
                            {%- else %}
                            var sum = select(sums[min(j, 3u)], bias_sum, is_bias);
                            {%- endif %}
                            {%- if DESCENT %}
                            if column < pitch && row + j < run.layer[l].inputs {
                                let place = weight + (row + j) * pitch + column;
                                parameters[place] = pack(unpack(parameters[place]) - rate * sum);
                            }
                            {%- else %}
                            if column < pitch && (is_bias || row + j < run.layer[l].inputs) {
                                let place = column + select(weight + (row + j) * pitch, bias, is_bias);
                                let plane = select(weight_plane, bias_plane, is_bias);
                                let summed = place + GRADIENT_PLANE * plane;
                                if start > 0u {
                                    sum += unpack(parameters[summed]);
                                }
                                if start + {{ KG }}u < run.rows {
                                    parameters[summed] = pack(sum);
                                } else {
                                    {%- if DECAY_BIASES %}
                                    let c_here = c_step;
                                    {%- else %}
                                    var c_here = c_step;
                                    c_here.decay = select(c_step.decay, 0.0, is_bias);
                                    c_here.l2 = select(c_step.l2, 0.0, is_bias);
                                    {%- endif %}
                                    {{ apply("parameters", "place", "plane", "share * sum", "c_here") }}
                                }
                            }
                            {%- endif %}
                        }
                    }
                }
            }
            storageBarrier();
        }
    }
    if run.never != 0u {
        work[run.never] = pack(sums[run.never]);
    }
}
