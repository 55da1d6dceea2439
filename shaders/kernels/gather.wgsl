// batch[m, r, c] = data[order[m, cursor + r], c]: the rows of the next batch, in shuffled order.
// cursor[0] counts the samples that earlier steps of the epoch have used.
@group(0) @binding(1) var<storage, read> data: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> cursor: array<u32>;
@group(0) @binding(4) var<storage, read_write> batch: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = element(workgroup, workgroups, local);
    let row = i / command.columns;
    let column = i % command.columns;
    if row >= command.rows {
        return;
    }
    let m = workgroup.z;
    let sample = order[at(1u, m, 0u, cursor[0] + row)];
    batch[at(3u, m, row, column)] = data[at(0u, m, sample, column)];
}
