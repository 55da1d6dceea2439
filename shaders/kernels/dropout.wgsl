// values[m, r, c] = 0 or values / (1 - p), in place, by random words that depend on the step's key,
// the slot (the layer, as `inner`), row and column alone: so the backward pass finds the same mask.
@group(0) @binding(1) var<storage, read_write> values: array<f32>;
@group(0) @binding(2) var<storage, read> coefficients: array<f32>;

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
    let place = at(0u, m, row, column);
    let d = dropout_at(at(1u, m, 0u, 0u), command.inner);
    let words = dropout_words(row, column / 4u, command.inner, d.key);
    values[place] = dropped(values[place], words[column % 4u], d);
}
