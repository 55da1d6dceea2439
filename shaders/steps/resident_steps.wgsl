// Many training steps in one dispatch, one workgroup a member, for GPUs: the parameters of all
// layers are kept in workgroup memory and, where there is room, so are the batch, its activations
// and its deltas; else these lie in `work`. A template: an invocation computes blocks of ROWS rows
// (in the gradient four) by four columns, in registers.
//
// Terms are added in ascending order, one by one. Rows and columns are filled up with 0 to whole
// vectors, which keeps the loops free of conditions. No loop's condition calls a function: with its
// invocations leaving such a loop at different times, SwiftShader goes on without those that left first.

override WORKGROUP: u32 = 256u;
override PARAMETERS: u32 = 512u;
{%- if HAS_WORK %}
override WORK: u32 = 256u;
{%- endif %}

// Of each layer the rows of the weight, a multiple of four, then the bias.
var<workgroup> resident: array<vec4<f32>, PARAMETERS>;
// The losses of what each invocation computes of the outputs.
var<workgroup> partial: array<f32, WORKGROUP>;
{%- if HAS_WORK %}
var<workgroup> resident_work: array<vec4<f32>, WORK>;

fn load(place: u32) -> vec4<f32> {
    return resident_work[place];
}

fn keep(place: u32, values: vec4<f32>) {
    resident_work[place] = values;
}

// One invocation reads what another wrote. Every loop and condition around this depends on uniform
// values alone.
fn await_all() {
    workgroupBarrier();
}
{%- else %}

fn load(place: u32) -> vec4<f32> {
    return unpack(work[place]);
}

fn keep(place: u32, values: vec4<f32>) {
    work[place] = pack(values);
}

// One invocation reads what another wrote. Every loop and condition around this depends on uniform
// values alone.
fn await_all() {
    storageBarrier();
    workgroupBarrier();
}
{%- endif %}

fn vectors(columns: u32) -> u32 {
    return (columns + 3u) / 4u;
}

// Vectors that a layer's parameters take in workgroup memory.
fn size(l: u32) -> u32 {
    return (4u * vectors(run.layer[l].inputs) + 1u) * vectors(run.layer[l].outputs);
}

// Blocks of ROWS rows of the batch by four columns.
fn blocks(columns: u32) -> u32 {
    return (run.rows + {{ ROWS - 1 }}u) / {{ ROWS }}u * vectors(columns);
}

// Copies the member's parameters into workgroup memory, or back.
fn move_parameters(member: u32, local: u32, back: bool) {
    var start = 0u;
    for (var l = 0u; l < run.layers; l++) {
        let layer = run.layer[l];
        let across = vectors(layer.outputs);
        let rows = 4u * vectors(layer.inputs);
        let count = size(l);
        for (var i = local; i < count; i += WORKGROUP) {
            let row = i / across;
            let is_bias = row == rows;
            let weight = layer.weight + member * layer.weight_stride + row * layer.output_pitch;
            let bias = layer.bias + member * layer.bias_stride;
            let place = select(weight, bias, is_bias) + i % across;
            if !is_bias && row >= layer.inputs {
                resident[start + i] = vec4<f32>(0.0);
            } else if back {
                parameters[place] = pack(resident[start + i]);
            } else {
                resident[start + i] = unpack(parameters[place]);
            }
        }
        start += count;
    }
}

// The samples of the batch: the inputs to what the first layer sees, the targets to where the last
// layer will put its delta.
fn gather(local: u32, mine: u32, batch: u32) {
    let first = run.layer[0];
    let last = run.layer[run.layers - 1u];
    let wide = vectors(first.inputs);
    for (var i = local; i < run.rows * wide; i += WORKGROUP) {
        let sample = order[batch + i / wide];
        keep(mine + first.seen + i, unpack(inputs[sample * first.input_pitch + i % wide]));
    }
    let across = vectors(last.outputs);
    for (var i = local; i < run.rows * across; i += WORKGROUP) {
        let sample = order[batch + i / across];
        keep(mine + last.answer_delta + i, unpack(targets[sample * run.target_pitch + i % across]));
    }
}

// h = f(x W + b), and of the last layer the delta in its place; the invocation's part of the loss.
fn forward(local: u32, mine: u32, l: u32, weight: u32) -> f32 {
    let layer = run.layer[l];
    let is_last = l + 1u == run.layers;
    let terms = vectors(layer.inputs);
    let across = vectors(layer.outputs);
    var loss = 0.0;
    let count = blocks(layer.outputs);
    for (var block = local; block < count; block += WORKGROUP) {
        let column = block % across;
        let first = block / across * {{ ROWS }}u;
        {%- for r in range(ROWS) %}
        let seen{{ r }} = mine + layer.seen + min(first + {{ r }}u, run.rows - 1u) * terms;
        var sum{{ r }} = vec4<f32>(0.0);
        {%- endfor %}
        for (var k = 0u; k < terms; k++) {
            {%- for i in range(4) %}
            let w{{ i }} = resident[weight + (4u * k + {{ i }}u) * across + column];
            {%- endfor %}
            {%- for r in range(ROWS) %}
            let x{{ r }} = load(seen{{ r }} + k);
            {%- for i in range(4) %}
            sum{{ r }} += x{{ r }}[{{ i }}] * w{{ i }};
            {%- endfor %}
            {%- endfor %}
        }
        let shift = resident[weight + 4u * terms * across + column];
        let inside = vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(layer.outputs);
        {%- for r in range(ROWS) %}
        if first + {{ r }}u < run.rows {
            let place = mine + (first + {{ r }}u) * across + column;
            let a = sum{{ r }} + shift;
            let h = select(vec4<f32>(0.0), answers(a, is_last), inside);
            if is_last {
                let judged = {{ judge("a", "h", "load(place + layer.answer_delta)", "", "", "") }};
                keep(place + layer.answer_delta, select(vec4<f32>(0.0), judged.delta, inside));
                let term = select(vec4<f32>(0.0), judged.term, inside);
                loss += term.x + term.y + term.z + term.w;
            } else {
                keep(place + layer.answer, h);
            }
        }
        {%- endfor %}
    }
    return loss;
}

// The delta of what the layer sees: (D W^T) f'(h).
fn backward(local: u32, mine: u32, l: u32, weight: u32) {
    let layer = run.layer[l];
    let terms = vectors(layer.outputs);
    let across = vectors(layer.inputs);
    let count = blocks(layer.inputs);
    for (var block = local; block < count; block += WORKGROUP) {
        let column = block % across;
        let first = block / across * {{ ROWS }}u;
        {%- for r in range(ROWS) %}
        let delta{{ r }} = mine + layer.answer_delta + min(first + {{ r }}u, run.rows - 1u) * terms;
        var sum{{ r }} = vec4<f32>(0.0);
        {%- endfor %}
        for (var k = 0u; k < terms; k++) {
            let w = transpose(mat4x4<f32>(
                {%- for i in range(4) %}
                resident[weight + (4u * column + {{ i }}u) * terms + k],
                {%- endfor %}
            ));
            {%- for r in range(ROWS) %}
            let d{{ r }} = load(delta{{ r }} + k);
            {%- for i in range(4) %}
            sum{{ r }} += d{{ r }}[{{ i }}] * w[{{ i }}];
            {%- endfor %}
            {%- endfor %}
        }
        {%- for r in range(ROWS) %}
        if first + {{ r }}u < run.rows {
            let place = mine + (first + {{ r }}u) * across + column;
            let steepness = hidden_slope(load(place + layer.seen));
            keep(place + layer.seen_delta, sum{{ r }} * steepness);
        }
        {%- endfor %}
    }
}

// W -= eta/B X^T D, b -= eta/B sum D. The blocks of the bias come last.
fn update(local: u32, mine: u32, l: u32, weight: u32, rate: f32) {
    let layer = run.layer[l];
    let terms = run.rows;
    let down = vectors(layer.inputs);
    let across = vectors(layer.outputs);
    for (var block = local; block < (down + 1u) * across; block += WORKGROUP) {
        let column = block % across;
        let row = block / across;
        let seen = mine + layer.seen + row;
        let delta = mine + layer.answer_delta + column;
        let place = weight + 4u * row * across + column;
        if row < down {
            {%- for i in range(4) %}
            var sum{{ i }} = vec4<f32>(0.0);
            {%- endfor %}
            for (var k = 0u; k < terms; k++) {
                let x = load(seen + k * down);
                let d = load(delta + k * across);
                {%- for i in range(4) %}
                sum{{ i }} += x[{{ i }}] * d;
                {%- endfor %}
            }
            {%- for i in range(4) %}
            resident[place + {{ i }}u * across] -= rate * sum{{ i }};
            {%- endfor %}
        } else {
            var sum = vec4<f32>(0.0);
            for (var k = 0u; k < terms; k++) {
                sum += load(delta + k * across);
            }
            resident[place] -= rate * sum;
        }
    }
}

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let member = workgroup.z;
    let mine = member * run.work_stride;
    let done_samples = cursor[0];
    let done_steps = cursor[1];
    move_parameters(member, local, false);
    for (var step = 0u; step < run.steps; step++) {
        let rate = coefficients_at(coefficients_of(member, done_steps + step)).rate / f32(run.rows);
        gather(local, mine, member * run.order_stride + done_samples + step * run.rows);
        await_all();
        var weight = 0u;
        for (var l = 0u; l < run.layers; l++) {
            partial[local] = forward(local, mine, l, weight);
            weight += size(l);
            await_all();
        }
        // By an invocation that has least to do in the next phase.
        if local == WORKGROUP - 1u {
            let parts = min(blocks(run.layer[run.layers - 1u].outputs), WORKGROUP);
            var total = 0.0;
            for (var part = 0u; part < parts; part++) {
                total += partial[part];
            }
            losses[member * run.losses_stride + done_steps + step] = total / f32(run.rows);
        }
        // The update of a layer and the delta before the layer below it touch nothing in common.
        for (var after = run.layers; after > 0u; after--) {
            let l = after - 1u;
            weight -= size(l);
            if l > 0u {
                backward(local, mine, l, weight);
                await_all();
            }
            update(local, mine, l, weight, rate);
        }
        await_all();
    }
    move_parameters(member, local, true);
}
