// Put before every kernel: the sizes of the command and where each operand's elements lie.
//
// A tensor is [members, rows, columns], row-major. `pitch` is the distance between two rows,
// `member_stride` between two members (0 where all members share the tensor), both in elements.
// What lies between `columns` and `pitch` is always 0.

struct Tensor {
    member_stride: u32,
    pitch: u32,
    rows: u32,
    columns: u32,
}

struct Command {
    members: u32,
    rows: u32,
    inner: u32,
    columns: u32,
    // Rows of the result that one workgroup of a panel kernel computes.
    rows_each: u32,
    // Always 0, which the compiler must not know (panel_forward.wgsl).
    never: u32,
    // Terms that one workgroup of a tile kernel adds up, and workgroups that share a sum's terms.
    chunk: u32,
    chunks: u32,
    // The slot of a layer's dropout (formulas/dropout), and the distances from a parameter to its
    // first state, from that to the next and so on, for weight and bias.
    slot: u32,
    w_plane: u32,
    b_plane: u32,
    padding: u32,
    operands: array<Tensor, 12>,
}

// Invocations a workgroup. An override in every module also keeps wgpu's generated loop
// bounding and zeroing under our control (see ARCHITECTURE.md, "Pipelines").
override WORKGROUP: u32 = 64u;

@group(0) @binding(0) var<uniform> command: Command;

// Where an element of operand `o` (counted as bound, from 0) lies in its buffer.
fn at(o: u32, member: u32, row: u32, column: u32) -> u32 {
    let t = command.operands[o];
    return member * t.member_stride + row * t.pitch + column;
}

// The number of this invocation in a grid of `rows * columns` elements of one member; the grid is
// two-dimensional because one dimension holds at most 65,535 workgroups.
fn element(workgroup: vec3<u32>, workgroups: vec3<u32>, local: u32) -> u32 {
    return (workgroup.y * workgroups.x + workgroup.x) * WORKGROUP + local;
}
