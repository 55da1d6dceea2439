// The product of tile_forward, tile_backward and tile_update in cooperative matrices: as tile.wgsl,
// but the slab (`operands`) is in f16, and four subgroups, two by two, multiply it in matrices of MATRIX x MATRIX
// that sum in f32. A template: a subgroup has HALVES x HALVES of them.

// One number an element: a matrix is loaded from any row and column.
var<workgroup> operands: array<f16, 2u * DEPTH * SIDE>;
// A matrix gives its elements away only through memory.
var<workgroup> sums: array<f32, SIDE * SIDE>;
{%- if UPDATE %}
// The sums of D over each fourth of four terms, which need no f16.
var<workgroup> biases: array<vec4<f32>, DEPTH / 4u * VECTORS>;
{%- endif %}
{%- if END %}
// For tile_end.wgsl.
var<workgroup> slab: array<vec4<f32>, WORKGROUP>;
{%- endif %}
{%- set MAT = "coop_mat" ~ MATRIX ~ "x" ~ MATRIX %}

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
    @builtin(subgroup_id) subgroup: u32,
) {
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
    let part = part_of(workgroup, workgroups);
    // Beyond the result there is nothing to do. A return here would leave naga unsure that all of a
    // subgroup come to its matrices.
    let end = select(part.end, part.first, part.first_row >= command.rows);
    let load = load_of(part, local);

    // What its subgroup computes: a quarter of the tile.
    let row = subgroup / 2u * (SIDE / 2u);
    let column = subgroup % 2u * (SIDE / 2u);
    {%- for r in range(HALVES) %}
    {%- for c in range(HALVES) %}
    var sum{{ r }}_{{ c }}: {{ MAT }}<f32, C>;
    {%- endfor %}
    {%- endfor %}
    {%- if UPDATE %}
    var bias = vec4<f32>(0.0);
    {%- endif %}

    var next = block(load, part.member, part.first);
    for (var start = part.first; start < end; start += DEPTH) {
        // All have read the slab before this one.
        workgroupBarrier();
        {%- for i in range(4) %}
        let terms{{ i }} = narrow(next[{{ i }}]);
        {%- for j in range(4) %}
        operands[4u * (load.place + {{ i }}u * VECTORS) + {{ j }}u] = terms{{ i }}.{{ "xyzw"[j] }};
        {%- endfor %}
        {%- endfor %}
        {%- if UPDATE %}
        bias += next[0] + next[1] + next[2] + next[3];
        {%- endif %}
        workgroupBarrier();
        // The next one is under way while this one is used.
        if start + DEPTH < end {
            next = block(load, part.member, start + DEPTH);
        }
        for (var k = 0u; k < DEPTH; k += {{ MATRIX }}u) {
            {%- for i in range(HALVES) %}
            // A term a column of the left matrix and a row of the right, both a row of the slab.
            let a{{ i }} = coopLoad<{{ MAT }}<f16, A>>(&operands[k * SIDE + row + {{ i * MATRIX }}u], SIDE);
            let b{{ i }} = coopLoadT<{{ MAT }}<f16, B>>(&operands[(DEPTH + k) * SIDE + column + {{ i * MATRIX }}u], SIDE);
            {%- endfor %}
            {%- for r in range(HALVES) %}
            {%- for c in range(HALVES) %}
            sum{{ r }}_{{ c }} = coopMultiplyAdd(a{{ r }}, b{{ c }}, sum{{ r }}_{{ c }});
            {%- endfor %}
            {%- endfor %}
        }
    }

    {%- for r in range(HALVES) %}
    {%- for c in range(HALVES) %}
    coopStoreT(sum{{ r }}_{{ c }}, &sums[(row + {{ r * MATRIX }}u) * SIDE + column + {{ c * MATRIX }}u], SIDE);
    {%- endfor %}
    {%- endfor %}
    {%- if UPDATE %}
    if !load.is_left {
        biases[load.k / 4u * VECTORS + (load.other - part.first_column) / 4u] = bias;
    }
    {%- endif %}
    workgroupBarrier();
    for (var i = local; i < SIDE * VECTORS; i += WORKGROUP) {
        let row = part.first_row + i / VECTORS;
        if row < command.rows {
            let sum = vec4<f32>(sums[4u * i], sums[4u * i + 1u], sums[4u * i + 2u], sums[4u * i + 3u]);
            {% if LOSS %}sums[4u * i] = {% endif %}put(part.member, part.chunk, row, part.first_column + 4u * (i % VECTORS), sum);
        }
    }
    {%- if UPDATE %}
    if part.first_row == 0u && local < VECTORS {
        var sum = vec4<f32>(0.0);
        for (var i = local; i < DEPTH / 4u * VECTORS; i += VECTORS) {
            sum += biases[i];
        }
        put(part.member, part.chunk, command.rows, part.first_column + 4u * local, sum);
    }
    {%- endif %}
    {%- if LOSS %}
    // What each four outputs add to the losses has the place of the first of their sums.
    workgroupBarrier();
    if local < SIDE && part.first_row + local < command.rows {
        var loss = 0.0;
        for (var column = 0u; column < command.columns; column += 4u) {
            loss += sums[local * SIDE + column];
        }
        put_loss(part.member, part.first_row + local, loss);
    }
    {%- endif %}
}
