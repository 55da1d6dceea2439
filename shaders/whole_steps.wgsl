// Many training steps in one dispatch, one workgroup a member: gather, forward, loss, backward and
// update of every layer, for small networks, whose dispatches would cost more than their work. A
// template like panel_forward.wgsl, whose scheme each product here follows: KF, KB and KG terms a
// panel in the forward, backward and gradient products.
//
// Each phase ends in a storageBarrier, since one invocation reads what another wrote. The loops
// around the barriers depend on uniform values alone.

override WORKGROUP: u32 = 8u;

@compute @workgroup_size(8)
fn main(
    @builtin(subgroup_invocation_id) lane: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    let member = workgroup.z;
    let mine = member * run.work_stride;
    let rate = eta[member * run.rate_stride] / f32(run.rows);
    let done_samples = cursor[0];
    let done_steps = cursor[1];
    var panel: array<vec4<f32>, {{ KMAX }}>;
    var sums: array<vec4<f32>, 1>;
    if run.never != 0u {
        panel[run.never] = vec4<f32>(1.0);
        sums[run.never] = vec4<f32>(1.0);
    }
    for (var step = 0u; step < run.steps; step++) {
        let batch = member * run.order_stride + done_samples + step * run.rows;
        let data_pitch = run.layer[0].input_pitch;
        let seen0 = mine + run.layer[0].seen;
        for (var row = 0u; row < run.rows; row++) {
            let sample = order[batch + row] * data_pitch;
            for (var c = lane; c < data_pitch; c += 8u) {
                work[seen0 + row * data_pitch + c] = inputs[sample + c];
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
            for (var column = lane; column < pitch + lane; column += 8u) {
                let here = min(column, pitch - 1u);
                let shift = unpack(parameters[bias + here]);
                let inside = vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(run.layer[l].outputs);
                for (var start = 0u; start < terms; start += {{ KF }}u) {
                    let last = start + {{ KF }}u >= terms;
                    for (var k = 0u; k < {{ KF }}u; k++) {
                        let row = min(start + k, terms - 1u);
                        panel[k] = select(vec4<f32>(0.0), unpack(parameters[weight + row * pitch + here]), start + k < terms);
                    }
                    for (var row = 0u; row < run.rows; row++) {
                        var c = vec4<f32>(0.0);
                        if start > 0u {
                            c = unpack(work[answer + row * pitch + here]);
                        }
                        {%- for e in range((KF + 31) // 32) %}
                        let x{{ e }} = unpack(work[seen + row * pitch_in + min(start / 4u + {{ 8 * e }}u + lane, pitch_in - 1u)]);
                        {%- endfor %}
                        {%- for k in range(KF) %}
                        c += subgroupBroadcast(x{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u) * panel[{{ k }}];
                        {%- endfor %}
                        sums[0] = c;
                        var squares = 0.0;
                        if column < pitch {
                            let place = row * pitch + column;
                            let sum = sums[0];
                            let h = select(vec4<f32>(0.0), activations(sum + shift, is_last), inside);
                            work[answer + place] = pack(select(sum, h, last));
                            if is_last && last {
                                let t = unpack(targets[order[batch + row] * pitch + column]);
                                let d = select(vec4<f32>(0.0), h - t, inside);
                                work[delta + place] = pack(d * select(vec4<f32>(0.0), output_derivatives(h), inside));
                                squares = dot(d, d);
                            }
                        }
                        let sample_loss = 0.5 * subgroupAdd(squares);
                        loss += select(0.0, sample_loss, row % 8u == lane);
                    }
                }
            }
            storageBarrier();
        }
        let total = subgroupAdd(loss);
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
            // The delta of what the layer sees, with the weights from before their update.
            for (var column = lane; column < select(0u, pitch_in, l > 0u) + lane; column += 8u) {
                let here = min(column, pitch_in - 1u);
                let inside = vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(run.layer[l].inputs);
                for (var start = 0u; start < terms; start += {{ KB }}u) {
                    let last = start + {{ KB }}u >= terms;
                    for (var k = 0u; k < {{ KB }}u; k += 4u) {
                        let there = start + k < 4u * pitch;
                        let place = min((start + k) / 4u, pitch - 1u);
                        {%- for c in range(4) %}
                        let t{{ c }} = select(vec4<f32>(0.0), unpack(parameters[weight + min(4u * here + {{ c }}u, run.layer[l].inputs - 1u) * pitch + place]), there);
                        {%- endfor %}
                        {%- for c in range(4) %}
                        panel[k + {{ c }}u] = vec4<f32>(t0.{{ "xyzw"[c] }}, t1.{{ "xyzw"[c] }}, t2.{{ "xyzw"[c] }}, t3.{{ "xyzw"[c] }});
                        {%- endfor %}
                    }
                    for (var row = 0u; row < run.rows; row++) {
                        var c = vec4<f32>(0.0);
                        if start > 0u {
                            c = unpack(work[back + row * pitch_in + here]);
                        }
                        {%- for e in range((KB + 31) // 32) %}
                        let d{{ e }} = unpack(work[delta + row * pitch + min(start / 4u + {{ 8 * e }}u + lane, pitch - 1u)]);
                        {%- endfor %}
                        {%- for k in range(KB) %}
                        c += subgroupBroadcast(d{{ k // 32 }}.{{ "xyzw"[k % 4] }}, {{ k % 32 // 4 }}u) * panel[{{ k }}];
                        {%- endfor %}
                        sums[0] = c;
                        if column < pitch_in {
                            let place = row * pitch_in + column;
                            let sum = sums[0];
                            let slope = hidden_derivatives(unpack(work[seen + place]));
                            let value = select(vec4<f32>(0.0), sum * slope, inside);
                            work[back + place] = pack(select(sum, value, last));
                        }
                    }
                }
            }
            storageBarrier();
            for (var column = lane; column < pitch + lane; column += 8u) {
                let here = min(column, pitch - 1u);
                for (var start = 0u; start < run.rows; start += {{ KG }}u) {
                    var bias_sum = vec4<f32>(0.0);
                    for (var k = 0u; k < {{ KG }}u; k++) {
                        let sample = min(start + k, run.rows - 1u);
                        let d = select(vec4<f32>(0.0), unpack(work[delta + sample * pitch + here]), start + k < run.rows);
                        bias_sum += d;
                        panel[k] = d;
                    }
                    if column < pitch {
                        let place = bias + column;
                        parameters[place] = pack(unpack(parameters[place]) - rate * bias_sum);
                    }
                    for (var row = 0u; row < run.layer[l].inputs; row += 4u) {
                        {%- for e in range(KG // 8) %}
                        let x{{ e }} = unpack(work[seen + min(start + {{ 8 * e }}u + lane, run.rows - 1u) * pitch_in + row / 4u]);
                        {%- endfor %}
                        for (var j = 0u; j < 4u; j++) {
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
                            sums[0] = c;
                            if column < pitch && row + j < run.layer[l].inputs {
                                let place = weight + (row + j) * pitch + column;
                                parameters[place] = pack(unpack(parameters[place]) - rate * sums[0]);
                            }
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
