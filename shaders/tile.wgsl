// The product of tile_forward, tile_backward and tile_update, for GPUs: a workgroup computes SIDE x
// SIDE sums, DEPTH terms of them at a time. It copies those terms of both operands (the slab) into
// workgroup memory, where each number is then read by many invocations. A template: an invocation
// has HALVES x HALVES blocks of four by four sums, in registers.
//
// Terms are added in ascending order, one by one, whatever the size of the tile, so that the tile
// may be chosen by speed alone. `command.chunks` workgroups share the terms of the same sums.

override SIDE: u32 = 32u;
override DEPTH: u32 = 16u;

// Vectors in a row of the slab, and vectors between the halves of an invocation.
override VECTORS: u32 = SIDE / 4u;
override SPAN: u32 = VECTORS / {{ HALVES }}u;

// DEPTH rows of the left operand, transposed, then DEPTH rows of the right.
var<workgroup> slab: array<vec4<f32>, 2u * DEPTH * VECTORS>;

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

// `is_left` is the same for a whole half of the workgroup, so that few subgroups do both.
fn block(is_left: bool, member: u32, other: u32, k: u32) -> mat4x4<f32> {
    if is_left {
        return left_block(member, other, k);
    }
    return right_block(member, other, k);
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

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let member = workgroup.z;
    // The grid is folded, as that of `element` in layout.wgsl.
    let number = workgroup.y * workgroups.x + workgroup.x;
    let chunk = number % command.chunks;
    let tile = number / command.chunks;
    let across = (command.columns + SIDE - 1u) / SIDE;
    let first_row = tile / across * SIDE;
    let first_column = tile % across * SIDE;
    if first_row >= command.rows {
        return;
    }
    {%- if END %}
    if number == 0u && member == 0u {
        end_step(local);
    }
    {%- endif %}
    let first = chunk * command.chunk;
    let end = min(first + command.chunk, command.inner);

    // What it loads of each slab: neighbours take adjacent terms, which are adjacent in memory
    // where they lie in columns, and then adjacent rows or columns.
    let is_left = local < WORKGROUP / 2u;
    let load = local % (WORKGROUP / 2u);
    let load_vector = load / 2u % VECTORS;
    let load_k = 4u * (load % 2u + 2u * (load / (2u * VECTORS)));
    let load_other = select(first_column, first_row, is_left) + 4u * load_vector;
    let load_place = (select(DEPTH, 0u, is_left) + load_k) * VECTORS + load_vector;

    // What it computes: rows and columns of these vectors of the tile, and of those SPAN further.
    let row = local / SPAN;
    let column = local % SPAN;
    {%- for r in range(4 * HALVES) %}
    {%- for c in range(HALVES) %}
    var sum{{ r }}_{{ c }} = vec4<f32>(0.0);
    {%- endfor %}
    {%- endfor %}
    {%- for c in range(HALVES) if UPDATE %}
    var bias{{ c }} = vec4<f32>(0.0);
    {%- endfor %}

    var next = block(is_left, member, load_other, first + load_k);
    for (var start = first; start < end; start += DEPTH) {
        // All have read the slab before this one.
        workgroupBarrier();
        {%- for i in range(4) %}
        slab[load_place + {{ i }}u * VECTORS] = next[{{ i }}];
        {%- endfor %}
        workgroupBarrier();
        // The next one is under way while this one is used.
        if start + DEPTH < end {
            next = block(is_left, member, load_other, start + DEPTH + load_k);
        }
        for (var k = 0u; k < DEPTH; k += 4u) {
            {%- for i in range(4) %}
            {%- for half in range(HALVES) %}
            let a{{ i }}_{{ half }} = slab[(k + {{ i }}u) * VECTORS + row + {{ half }}u * SPAN];
            let b{{ i }}_{{ half }} = slab[(DEPTH + k + {{ i }}u) * VECTORS + column + {{ half }}u * SPAN];
            {%- endfor %}
            {%- for r in range(4 * HALVES) %}
            {%- for c in range(HALVES) %}
            sum{{ r }}_{{ c }} += a{{ i }}_{{ r // 4 }}.{{ "xyzw"[r % 4] }} * b{{ i }}_{{ c }};
            {%- endfor %}
            {%- endfor %}
            {%- endfor %}
        }
        {%- if UPDATE %}
        if first_row == 0u && row == 0u {
            for (var k = 0u; k < DEPTH; k++) {
                {%- for c in range(HALVES) %}
                bias{{ c }} += slab[(DEPTH + k) * VECTORS + column + {{ c }}u * SPAN];
                {%- endfor %}
            }
        }
        {%- endif %}
    }

    {%- if LOSS %}
    // What each four outputs add to the losses, of four rows in a vector.
    {%- for half in range(HALVES) %}
    {%- for c in range(HALVES) %}
    var loss{{ half }}_{{ c }} = vec4<f32>(0.0);
    {%- endfor %}
    {%- endfor %}
    {%- endif %}
    {%- for r in range(4 * HALVES) %}
    let row{{ r }} = first_row + 4u * (row + {{ r // 4 }}u * SPAN) + {{ r % 4 }}u;
    if row{{ r }} < command.rows {
        {%- for c in range(HALVES) %}
        {% if LOSS %}loss{{ r // 4 }}_{{ c }}.{{ "xyzw"[r % 4] }} = {% endif %}put(member, chunk, row{{ r }}, first_column + 4u * (column + {{ c }}u * SPAN), sum{{ r }}_{{ c }});
        {%- endfor %}
    }
    {%- endfor %}
    {%- if UPDATE %}
    if first_row == 0u && row == 0u {
        {%- for c in range(HALVES) %}
        put(member, chunk, command.rows, first_column + 4u * (column + {{ c }}u * SPAN), bias{{ c }});
        {%- endfor %}
    }
    {%- endif %}
    {%- if LOSS %}
    // The slab is done with and takes them, so that each row's are added up in ascending order.
    workgroupBarrier();
    {%- for half in range(HALVES) %}
    {%- for c in range(HALVES) %}
    slab[(row + {{ half }}u * SPAN) * VECTORS + column + {{ c }}u * SPAN] = loss{{ half }}_{{ c }};
    {%- endfor %}
    {%- endfor %}
    workgroupBarrier();
    if local < SIDE && first_row + local < command.rows {
        var loss = 0.0;
        for (var vector = 0u; 4u * vector < command.columns; vector++) {
            loss += slab[local / 4u * VECTORS + vector][local % 4u];
        }
        put_loss(member, first_row + local, loss);
    }
    {%- endif %}
}
