@group(0) @binding(0) var<storage, read> given: array<f32>;
@group(0) @binding(1) var<storage, read_write> found: array<f32>;

// The sum over a subgroup of eight, and what its third invocation has.
@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) at: vec3<u32>) {
    let mine = given[at.x];
    found[at.x] = fma(subgroupAdd(mine), 4.0, subgroupBroadcast(mine, 3u));
}
