// For tile.wgsl, tile_sum.wgsl and the three products.
{%- if ORDER %}
@group(0) @binding({{ ORDER + 1 }}) var<storage, read> order: array<u32>;
@group(0) @binding({{ ORDER + 2 }}) var<storage, read> cursor: array<u32>;

// The row of the data set that row `row` of the batch is: gather.
fn sample_row(member: u32, row: u32) -> u32 {
    return order[at({{ ORDER }}u, member, 0u, cursor[0] + row)];
}
{%- endif %}

// A vector of the result, which begins at `column`, with 0 in the padding.
fn within(column: u32, value: vec4<f32>) -> vec4<f32> {
    let columns = vec4<u32>(column) + vec4<u32>(0u, 1u, 2u, 3u);
    return select(vec4<f32>(0.0), value, columns < vec4<u32>(command.columns));
}
{%- if PARTIAL %}

// Where few sums have many terms, these are split: tile.wgsl leaves the sum of each chunk of terms
// here, and tile_sum.wgsl adds the chunks up, always in the same order.
@group(0) @binding({{ PARTIAL }}) var<storage, read_write> partial: array<vec4<f32>>;

fn partial_place(member: u32, chunk: u32, row: u32, column: u32) -> u32 {
    let rows = command.rows + BIAS_ROWS;
    return (((member * command.chunks + chunk) * rows + row) * command.operands[3].pitch + column) / 4u;
}
{%- endif %}
