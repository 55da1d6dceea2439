// cursor += (rows, 1): the step is done; the next one takes the samples after this batch.
@group(0) @binding(1) var<storage, read_write> cursor: array<u32>;

@compute @workgroup_size(1)
fn main() {
    cursor[0] += command.rows;
    cursor[1] += 1u;
}
