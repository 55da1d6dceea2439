// The product of tile_forward, tile_backward and tile_update, for GPUs: a workgroup computes SIDE x
// SIDE sums, DEPTH terms of them at a time. It copies those terms of both operands (the slab) into
// workgroup memory, where each number is then read by many invocations. A template: an invocation
// has HALVES x HALVES blocks of four by four sums, in registers.
//
// Terms are added in ascending order, one by one, whatever the size of the tile, so that the tile
// may be chosen by speed alone. `command.chunks` workgroups share the terms of the same sums.

// Vectors between the halves of an invocation.
override SPAN: u32 = VECTORS / {{ HALVES }}u;

var<workgroup> slab: array<vec4<f32>, 2u * DEPTH * VECTORS>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let part = part_of(workgroup, workgroups);
    if part.first_row >= command.rows {
        return;
    }
    {%- if COPIES and LOADS %}
    if workgroup.x + workgroup.y == 0u {
        copy_coefficients(workgroup.z, local);
    }
    {%- endif %}
    {%- if END %}
    if workgroup.x + workgroup.y + workgroup.z == 0u {
        end_step(local);
    }
    {%- endif %}
    let load = load_of(part, local);

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

    var next = block(load, part.member, part.first);
    for (var start = part.first; start < part.end; start += DEPTH) {
        // All have read the slab before this one.
        workgroupBarrier();
        {%- for i in range(4) %}
        slab[load.place + {{ i }}u * VECTORS] = next[{{ i }}];
        {%- endfor %}
        workgroupBarrier();
        // The next one is under way while this one is used.
        if start + DEPTH < part.end {
            next = block(load, part.member, start + DEPTH);
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
        if part.first_row == 0u && row == 0u {
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
    let row{{ r }} = part.first_row + 4u * (row + {{ r // 4 }}u * SPAN) + {{ r % 4 }}u;
    if row{{ r }} < command.rows {
        {%- for c in range(HALVES) %}
        {% if LOSS %}loss{{ r // 4 }}_{{ c }}.{{ "xyzw"[r % 4] }} = {% endif %}put(part.member, part.chunk, row{{ r }}, part.first_column + 4u * (column + {{ c }}u * SPAN), sum{{ r }}_{{ c }});
        {%- endfor %}
    }
    {%- endfor %}
    {%- if UPDATE %}
    if part.first_row == 0u && row == 0u {
        {%- for c in range(HALVES) %}
        put(part.member, part.chunk, command.rows, part.first_column + 4u * (column + {{ c }}u * SPAN), bias{{ c }});
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
    if local < SIDE && part.first_row + local < command.rows {
        var loss = 0.0;
        for (var vector = 0u; 4u * vector < command.columns; vector++) {
            loss += slab[local / 4u * VECTORS + vector][local % 4u];
        }
        put_loss(part.member, part.first_row + local, loss);
    }
    {%- endif %}
}
