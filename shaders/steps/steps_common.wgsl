// Put before whole_steps.wgsl and resident_steps.wgsl: the layers, the operands and the formulas of
// training steps that one dispatch does, one workgroup a member.

struct Layer {
    inputs: u32,
    outputs: u32,
    // Distances between rows, in vectors of four.
    input_pitch: u32,
    output_pitch: u32,
    // Where weight and bias of member 0 lie in `parameters`, and the distance to the next member's.
    weight: u32,
    weight_stride: u32,
    bias: u32,
    bias_stride: u32,
    // Where a member's tensors lie in its part of `work`: what the layer sees and answers, and
    // the deltas of both.
    seen: u32,
    answer: u32,
    seen_delta: u32,
    answer_delta: u32,
    // The sums of both, where slopes are found from them.
    seen_sum: u32,
    answer_sum: u32,
    // From a parameter to its first state, from that to the next and so on.
    weight_plane: u32,
    bias_plane: u32,
}

struct Steps {
    layers: u32,
    rows: u32,
    steps: u32,
    // Always 0, which the compiler must not know.
    never: u32,
    // The distance between two members' parts of `work`, in vectors of four.
    work_stride: u32,
    order_stride: u32,
    losses_stride: u32,
    // Numbers from a member's schedule to the next's, and from a step to the next.
    schedule_stride: u32,
    schedule_pitch: u32,
    // Vectors from the targets of a sample to the next's.
    target_pitch: u32,
    padding1: u32,
    padding2: u32,
    layer: array<Layer, {{ LAYERS }}>,
}

@group(0) @binding(0) var<uniform> run: Steps;
@group(0) @binding(1) var<storage, read_write> parameters: array<Word>;
@group(0) @binding(2) var<storage, read_write> work: array<Word>;
@group(0) @binding(3) var<storage, read> inputs: array<Word>;
@group(0) @binding(4) var<storage, read> targets: array<Word>;
@group(0) @binding(5) var<storage, read> order: array<u32>;
@group(0) @binding(6) var<storage, read> cursor: array<u32>;
@group(0) @binding(7) var<storage, read> coefficients: array<f32>;
@group(0) @binding(8) var<storage, read_write> losses: array<f32>;

// Where the gradient lies behind a parameter: after its states and its average.
const GRADIENT_PLANE = {{ STATES + 1 + (1 if AVERAGE else 0) }}u;

// Where the coefficients of a step lie.
fn coefficients_of(member: u32, step: u32) -> u32 {
    return member * run.schedule_stride + step * run.schedule_pitch;
}

// Which of the four in a column of a row are one of so many; the others are padding.
fn is_one_of(column: u32, count: u32) -> vec4<bool> {
    return vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u) < vec4<u32>(count);
}
{%- if not SOFTMAX_ROW %}

fn answers(a: vec4<f32>, is_last: bool) -> vec4<f32> {
    let hidden = hidden_activation(a);
    {%- if SAME %}
    return hidden;
    {%- else %}
    return select(hidden, output_activation(a), is_last);
    {%- endif %}
}
{%- endif %}
