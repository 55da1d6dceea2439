// A question with a known answer, for canary.rs: every number is a whole one that f32 holds.

@group(0) @binding(0) var<storage, read> given: array<f32>;
@group(0) @binding(1) var<storage, read_write> found: array<f32>;

var<workgroup> cells: array<f32, 256>;

// Each number's mirror image in its group, three times, and the sum of all in the group. Where subgroups
// of eight are used, also the sum over each and twice what its fourth invocation has.
@compute @workgroup_size(256)
fn main(
    @builtin(local_invocation_index) i: u32,
    @builtin(global_invocation_id) at: vec3<u32>,
) {
    let mine = given[at.x];
    cells[i] = mine;
    workgroupBarrier();
    let image = cells[255u - i];
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if i < half {
            cells[i] += cells[i + half];
        }
        workgroupBarrier();
    }
    var answer = fma(image, 3.0, cells[0]);
    //subgroups answer += fma(subgroupBroadcast(mine, 3u), 2.0, subgroupAdd(mine));
    found[at.x] = answer;
}
