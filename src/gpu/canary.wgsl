// A question with a known answer, for canary.rs: every number is a whole one that f32 holds.

@group(0) @binding(0) var<storage, read> given: array<f32>;
@group(0) @binding(1) var<storage, read_write> found: array<f32>;

var<workgroup> cells: array<f32, 256>;

// Behind a barrier the numbers of two others in the group: of the mirror image three times, and of the one 100
// further on. Where subgroups of eight are used, also the sum over each and twice what its fourth invocation has.
// One barrier and no loop, since software adapters take 15 ms more to compile another (55 instead of 40 on lavapipe).
@compute @workgroup_size(256)
fn main(
    @builtin(local_invocation_index) i: u32,
    @builtin(global_invocation_id) at: vec3<u32>,
) {
    let mine = given[at.x];
    cells[i] = mine;
    workgroupBarrier();
    var answer = fma(cells[255u - i], 3.0, cells[(i + 100u) % 256u]);
    //subgroups answer += fma(subgroupBroadcast(mine, 3u), 2.0, subgroupAdd(mine));
    found[at.x] = answer;
}
