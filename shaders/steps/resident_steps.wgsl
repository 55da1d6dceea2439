// Many training steps in one dispatch, one workgroup a member, for GPUs: the parameters of all
// layers are kept in workgroup memory and, where there is room, so are the batch, its activations
// and its deltas; else these lie in `work`. States of an optimizer and averages stay in `parameters`, where
// each is read and written by the one invocation whose weights they belong to. A template: an invocation
// computes blocks of ROWS rows (in the gradient four) by four columns, in registers.
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
// layer will put its delta{{ ", unless its sums have to lie there first" if SOFTMAX_ROW }}.
fn gather(local: u32, mine: u32, batch: u32, schedule: u32) {
    let first = run.layer[0];
    let last = run.layer[run.layers - 1u];
    let wide = vectors(first.inputs);
    {%- if DROPOUT %}
    let dropout = dropout_at(schedule, 0u);
    {%- endif %}
    for (var i = local; i < run.rows * wide; i += WORKGROUP) {
        let sample = order[batch + i / wide];
        let given = unpack(inputs[sample * first.input_pitch + i % wide]);
        {%- if DROPOUT %}
        let words = dropout_words(i / wide, i % wide, 0u, dropout.key);
        keep(mine + first.seen + i, dropped(given, words, dropout));
        {%- else %}
        keep(mine + first.seen + i, given);
        {%- endif %}
    }
    {%- if not SOFTMAX_ROW %}
    let across = vectors(last.outputs);
    for (var i = local; i < run.rows * across; i += WORKGROUP) {
        let sample = order[batch + i / across];
        keep(mine + last.answer_delta + i, unpack(targets[sample * run.target_pitch + i % across]));
    }
    {%- endif %}
}
{%- if WEIGHTED %}

// The weight of a sample of the batch, which stands behind its targets.
fn weight_of(sample: u32) -> f32 {
    let outputs = run.layer[run.layers - 1u].outputs;
    return unpack(targets[order[sample] * run.target_pitch + outputs / 4u])[outputs % 4u];
}
{%- endif %}

// h = f(x W + b), and of the last layer the {{ "sums in the place of the delta" if SOFTMAX_ROW else "delta in its place" }}; the invocation's part of the loss.
fn forward(local: u32, mine: u32, l: u32, weight: u32, batch: u32, schedule: u32) -> f32 {
    let layer = run.layer[l];
    let is_last = l + 1u == run.layers;
    let terms = vectors(layer.inputs);
    let across = vectors(layer.outputs);
    var loss = 0.0;
    {%- if DROPOUT %}
    let dropout = dropout_at(schedule, l + 1u);
    {%- endif %}
    {%- if (SMOOTHED or WEIGHTED) and not SOFTMAX_ROW %}
    let c_step = coefficients_at(schedule);
    {%- endif %}
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
        let inside = is_one_of(column, layer.outputs);
        {%- for r in range(ROWS) %}
        if first + {{ r }}u < run.rows {
            let place = mine + (first + {{ r }}u) * across + column;
            let a = sum{{ r }} + shift;
            {%- if SOFTMAX_ROW %}
            let h = select(vec4<f32>(0.0), hidden_activation(a), inside);
            if is_last {
                keep(place + layer.answer_delta, a);
            {%- else %}
            let h = select(vec4<f32>(0.0), answers(a, is_last), inside);
            if is_last {
                let judged = {{ judge("a", "h", "load(place + layer.answer_delta)", "weight_of(batch + first + " ~ r ~ "u)", "c_step", "") }};
                keep(place + layer.answer_delta, select(vec4<f32>(0.0), judged.delta, inside));
                let term = select(vec4<f32>(0.0), judged.term, inside);
                loss += term.x + term.y + term.z + term.w;
            {%- endif %}
            } else {
                {%- if DROPOUT %}
                let words = dropout_words(first + {{ r }}u, column, l + 1u, dropout.key);
                keep(place + layer.answer, dropped(h, words, dropout));
                {%- else %}
                keep(place + layer.answer, h);
                {%- endif %}
                {%- if SLOPE_OF_SUM %}
                keep(place + layer.answer_sum, select(vec4<f32>(0.0), a, inside));
                {%- endif %}
            }
        }
        {%- endfor %}
    }
    return loss;
}
{%- if SOFTMAX_ROW %}

// The delta of the outputs in the place of their sums, a row an invocation; its part of the loss.
fn judge_rows(local: u32, mine: u32, batch: u32, schedule: u32) -> f32 {
    let layer = run.layer[run.layers - 1u];
    let across = vectors(layer.outputs);
    {%- if SMOOTHED or WEIGHTED %}
    let c_step = coefficients_at(schedule);
    {%- endif %}
    var loss = 0.0;
    for (var row = local; row < run.rows; row += WORKGROUP) {
        let place = mine + layer.answer_delta + row * across;
        var largest = LOWEST;
        for (var column = 0u; column < across; column++) {
            let inside = is_one_of(column, layer.outputs);
            largest = max(largest, largest_of(load(place + column), inside));
        }
        var first_largest = 0xffffffffu;
        for (var column = 0u; column < across; column++) {
            let inside = is_one_of(column, layer.outputs);
            first_largest = min(first_largest, place_of(load(place + column), inside, largest, column));
        }
        var rest = 0.0;
        for (var column = 0u; column < across; column++) {
            let inside = is_one_of(column, layer.outputs);
            rest += rest_of(load(place + column), inside, largest, first_largest, column);
        }
        let s = Softmax(largest, rest);
        {%- if WEIGHTED %}
        let weight = weight_of(batch + row);
        {%- endif %}
        for (var column = 0u; column < across; column++) {
            let inside = is_one_of(column, layer.outputs);
            let a = load(place + column);
            let h = select(vec4<f32>(0.0), probability(a, s), inside);
            let t = unpack(targets[order[batch + row] * run.target_pitch + column]);
            let judged = {{ judge("a", "h", "t", "weight", "c_step", "s") }};
            keep(place + column, select(vec4<f32>(0.0), judged.delta, inside));
            let term = select(vec4<f32>(0.0), judged.term, inside);
            loss += term.x + term.y + term.z + term.w;
        }
    }
    return loss;
}
{%- endif %}

// The delta of what the layer sees: (D W^T) f'(h).
fn backward(local: u32, mine: u32, l: u32, weight: u32, schedule: u32) {
    let layer = run.layer[l];
    let terms = vectors(layer.outputs);
    let across = vectors(layer.inputs);
    {%- if DROPOUT %}
    let dropout = dropout_at(schedule, l);
    {%- endif %}
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
            let steepness = hidden_slope(load(place + layer.{{ "seen_sum" if SLOPE_OF_SUM else "seen" }}));
            {%- if DROPOUT %}
            let words = dropout_words(first + {{ r }}u, column, l, dropout.key);
            keep(place + layer.seen_delta, dropped(sum{{ r }}, words, dropout) * steepness);
            {%- else %}
            keep(place + layer.seen_delta, sum{{ r }} * steepness);
            {%- endif %}
        }
        {%- endfor %}
    }
}

{%- if DESCENT %}
// W -= eta/B X^T D, b -= eta/B sum D. The blocks of the bias come last.
{%- else %}
// What the optimizer makes of X^T D / B and sum D / B. The blocks of the bias come last.
{%- endif %}
fn update(local: u32, mine: u32, l: u32, weight: u32, member: u32, schedule: u32) {
    let layer = run.layer[l];
    let terms = run.rows;
    let down = vectors(layer.inputs);
    let across = vectors(layer.outputs);
    let c_step = coefficients_at(schedule);
    {%- if DESCENT %}
    let rate = c_step.rate / f32(run.rows);
    {%- else %}
    let bias_c = {{ "c_step" if DECAY_BIASES else "without_decay(c_step)" }};
    let share = 1.0 / f32(run.rows);
    {%- endif %}
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
            {%- if DESCENT %}
            resident[place + {{ i }}u * across] -= rate * sum{{ i }};
            {%- else %}
            if 4u * row + {{ i }}u < layer.inputs {
                let kept = layer.weight + member * layer.weight_stride + (4u * row + {{ i }}u) * layer.output_pitch + column;
                {{ apply("parameters", "kept", "layer.weight_plane", "share * sum" ~ i, "c_step") }}
                resident[place + {{ i }}u * across] = unpack(parameters[kept]);
            }
            {%- endif %}
            {%- endfor %}
        } else {
            var sum = vec4<f32>(0.0);
            for (var k = 0u; k < terms; k++) {
                sum += load(delta + k * across);
            }
            {%- if DESCENT %}
            resident[place] -= rate * sum;
            {%- else %}
            let kept = layer.bias + member * layer.bias_stride + column;
            {{ apply("parameters", "kept", "layer.bias_plane", "share * sum", "bias_c") }}
            resident[place] = unpack(parameters[kept]);
            {%- endif %}
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
        let schedule = coefficients_of(member, done_steps + step);
        let batch = member * run.order_stride + done_samples + step * run.rows;
        gather(local, mine, batch, schedule);
        await_all();
        var weight = 0u;
        for (var l = 0u; l < run.layers; l++) {
            partial[local] = forward(local, mine, l, weight, batch, schedule);
            weight += size(l);
            await_all();
        }
        {%- if SOFTMAX_ROW %}
        partial[local] = judge_rows(local, mine, batch, schedule);
        await_all();
        {%- endif %}
        // By an invocation that has least to do in the next phase.
        if local == WORKGROUP - 1u {
            let parts = min({{ "run.rows" if SOFTMAX_ROW else "blocks(run.layer[run.layers - 1u].outputs)" }}, WORKGROUP);
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
                backward(local, mine, l, weight, schedule);
                await_all();
            }
            update(local, mine, l, weight, member, schedule);
        }
        await_all();
    }
    {%- if DESCENT %}
    move_parameters(member, local, true);
    {%- endif %}
}
