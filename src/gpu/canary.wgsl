// A question with a known answer, for canary.rs: every number is a whole one that f32 holds.

@group(0) @binding(0) var<storage, read> given: array<f32>;
@group(0) @binding(1) var<storage, read_write> found: array<f32>;

var<workgroup> cells: array<f32, 256>;

// Each number's mirror image in its group, three times, and the sum of all in the group.
@compute @workgroup_size(256)
fn main(
    @builtin(local_invocation_index) i: u32,
    @builtin(global_invocation_id) at: vec3<u32>,
) {
    cells[i] = given[at.x];
    workgroupBarrier();
    let image = cells[255u - i];
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if i < half {
            cells[i] += cells[i + half];
        }
        workgroupBarrier();
    }
    found[at.x] = fma(image, 3.0, cells[0]);
}
