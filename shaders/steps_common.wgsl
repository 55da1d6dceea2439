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
    rate_stride: u32,
    layer: array<Layer, {{ LAYERS }}>,
}

@group(0) @binding(0) var<uniform> run: Steps;
@group(0) @binding(1) var<storage, read_write> parameters: array<Word>;
@group(0) @binding(2) var<storage, read_write> work: array<Word>;
@group(0) @binding(3) var<storage, read> inputs: array<Word>;
@group(0) @binding(4) var<storage, read> targets: array<Word>;
@group(0) @binding(5) var<storage, read> order: array<u32>;
@group(0) @binding(6) var<storage, read> cursor: array<u32>;
@group(0) @binding(7) var<storage, read> eta: array<f32>;
@group(0) @binding(8) var<storage, read_write> losses: array<f32>;

fn activations(a: vec4<f32>, is_last: bool) -> vec4<f32> {
    let hidden = vec4<f32>(hidden_activation(a.x), hidden_activation(a.y), hidden_activation(a.z), hidden_activation(a.w));
    {%- if SAME %}
    return hidden;
    {%- else %}
    let output = vec4<f32>(output_activation(a.x), output_activation(a.y), output_activation(a.z), output_activation(a.w));
    return select(hidden, output, is_last);
    {%- endif %}
}

fn hidden_derivatives(h: vec4<f32>) -> vec4<f32> {
    return vec4<f32>(hidden_derivative(h.x), hidden_derivative(h.y), hidden_derivative(h.z), hidden_derivative(h.w));
}

fn output_derivatives(h: vec4<f32>) -> vec4<f32> {
    return vec4<f32>(output_derivative(h.x), output_derivative(h.y), output_derivative(h.z), output_derivative(h.w));
}
