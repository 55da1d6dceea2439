// For tile.wgsl and matrices.wgsl: which part of the result a workgroup computes, and how it reads
// the operands. It has a tile of SIDE x SIDE sums and reads DEPTH terms of them at a time, the slab,
// into workgroup memory: DEPTH rows of the left operand, transposed, then DEPTH rows of the right.

override SIDE: u32 = 32u;
override DEPTH: u32 = 16u;

// Vectors in a row of the slab.
override VECTORS: u32 = SIDE / 4u;

struct Part {
    member: u32,
    // Among those that share the terms of a sum, and its terms.
    chunk: u32,
    first: u32,
    end: u32,
    first_row: u32,
    first_column: u32,
}

fn part_of(workgroup: vec3<u32>, workgroups: vec3<u32>) -> Part {
    // The grid is folded, as that of `element` in layout.wgsl.
    let number = workgroup.y * workgroups.x + workgroup.x;
    let chunk = number % command.chunks;
    let tile = number / command.chunks;
    let across = (command.columns + SIDE - 1u) / SIDE;
    let first = chunk * command.chunk;
    let end = min(first + command.chunk, command.inner);
    return Part(workgroup.z, chunk, first, end, tile / across * SIDE, tile % across * SIDE);
}

// What an invocation reads of each slab: four terms from `k` of four rows or columns from `other`,
// for the vectors of the slab from `place`, VECTORS apart.
struct Load {
    is_left: bool,
    k: u32,
    other: u32,
    place: u32,
}

// Neighbours take adjacent terms, which are adjacent in memory where they lie in columns, and then
// adjacent rows or columns. `is_left` is the same for a whole half of the workgroup, so that few
// subgroups do both.
fn load_of(part: Part, local: u32) -> Load {
    let is_left = local < WORKGROUP / 2u;
    let load = local % (WORKGROUP / 2u);
    let vector = load / 2u % VECTORS;
    let k = 4u * (load % 2u + 2u * (load / (2u * VECTORS)));
    let other = select(part.first_column, part.first_row, is_left) + 4u * vector;
    return Load(is_left, k, other, (select(DEPTH, 0u, is_left) + k) * VECTORS + vector);
}
{%- for side in ["left", "right"] %}
{%- set TERMS = side | upper ~ "_ROWS_ARE_TERMS" %}
{%- set others = "rows" if side == "left" else "columns" %}

// Four by four numbers of the {{ side }} operand as it lies in memory, a row a column of the matrix,
// from a row and a column that are multiples of 4; 0 outside. Beyond the rows that count there may
// be others' numbers, and beyond the pitch there is no memory.
fn {{ side }}_square(member: u32, row: u32, column: u32) -> mat4x4<f32> {
    let operand = command.operands[{{ loop.index0 }}];
    let count = select(command.{{ others }}, command.inner, {{ TERMS }});
    let rows = vec4<u32>(row) + vec4<u32>(0u, 1u, 2u, 3u);
    let there = rows < vec4<u32>(select(0u, count, column < operand.pitch));
    let start = at({{ loop.index0 }}u, member, 0u, min(column, operand.pitch - 4u)) / 4u;
    {%- if FIRST and side == "left" %}
    // The rows are samples of the data set.
    let nearest = min(rows, vec4<u32>(count - 1u));
    let place = start + (operand.pitch / 4u) * vec4<u32>(
        {%- for i in "xyzw" %}
        sample_row(member, nearest.{{ i }}),
        {%- endfor %}
    );
    {%- else %}
    let place = start + min(rows, vec4<u32>(count - 1u)) * (operand.pitch / 4u);
    {%- endif %}
    return mat4x4<f32>(
        {%- for i in "xyzw" %}
        select(vec4<f32>(0.0), {{ side }}(place.{{ i }}), there.{{ i }}),
        {%- endfor %}
    );
}

// Four terms, one a column, from term `k`, of four rows of the left operand or columns of the
// right, from `other`.
fn {{ side }}_block(member: u32, other: u32, k: u32) -> mat4x4<f32> {
    if {{ TERMS }} {
        return {{ side }}_square(member, k, other);
    }
    return transpose({{ side }}_square(member, other, k));
}
{%- endfor %}

// Its block of the slab that begins with term `start`.
fn block(load: Load, member: u32, start: u32) -> mat4x4<f32> {
    if load.is_left {
        return left_block(member, load.other, start + load.k);
    }
    return right_block(member, load.other, start + load.k);
}

fn put(member: u32, chunk: u32, row: u32, column: u32, sum: vec4<f32>) {{ "-> f32 " if LOSS }}{
    if column < command.operands[3].pitch {
        {%- if PARTIAL %}
        partial[partial_place(member, chunk, row, column)] = sum;
        {%- else %}
        {{ "return " if LOSS }}finish(member, row, column, sum);
        {%- endif %}
    }
    {%- if LOSS %}
    return 0.0;
    {%- endif %}
}
