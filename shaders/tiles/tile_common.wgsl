// For tile.wgsl, tile_sum.wgsl and the three products.
{%- if B.order %}
@group(0) @binding({{ B.order }}) var<storage, read> order: array<u32>;
@group(0) @binding({{ B.cursor }}) var<storage, read> cursor: array<u32>;

// The row of the data set that row `row` of the batch is: gather.
fn sample_row(member: u32, row: u32) -> u32 {
    return order[at({{ B.order - 1 }}u, member, 0u, cursor[0] + row)];
}
{%- endif %}

// A vector of the result, which begins at `column`, with 0 in the padding.
fn within(column: u32, value: vec4<f32>) -> vec4<f32> {
    let columns = vec4<u32>(column) + vec4<u32>(0u, 1u, 2u, 3u);
    return select(vec4<f32>(0.0), value, columns < vec4<u32>(command.columns));
}
{%- if COPIES and LOADS %}

// The coefficients of the step go to where the others find them: the work of one workgroup a member.
@group(0) @binding({{ B.schedule }}) var<storage, read> schedule: array<f32>;
@group(0) @binding({{ B.current }}) var<storage, read_write> current: array<f32>;

fn copy_coefficients(member: u32, local: u32) {
    let columns = command.operands[{{ B.current - 1 }}].columns;
    let source = at({{ B.schedule - 1 }}u, member, cursor[1], 0u);
    let target_place = at({{ B.current - 1 }}u, member, 0u, 0u);
    for (var i = local; i < columns; i += WORKGROUP) {
        current[target_place + i] = schedule[source + i];
    }
}
{%- endif %}
{%- if PARTIAL %}

// Where few sums have many terms, these are split: tile.wgsl leaves the sum of each chunk of terms
// here, and tile_sum.wgsl adds the chunks up, always in the same order.
@group(0) @binding({{ PARTIAL }}) var<storage, read_write> partial: array<vec4<f32>>;

fn partial_place(member: u32, chunk: u32, row: u32, column: u32) -> u32 {
    let rows = command.rows + BIAS_ROWS;
    return (((member * command.chunks + chunk) * rows + row) * command.operands[3].pitch + column) / 4u;
}
{%- endif %}
