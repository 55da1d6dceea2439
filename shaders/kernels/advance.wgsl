// cursor += (rows * steps, steps), steps = inner: the steps are done; the next one takes the
// samples after their batches.
@group(0) @binding(1) var<storage, read_write> cursor: array<u32>;

@compute @workgroup_size(1)
fn main() {
    cursor[0] += command.rows * command.inner;
    cursor[1] += command.inner;
}
