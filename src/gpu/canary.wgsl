// A question with a known answer, for canary.rs: every number is a whole one that f32 holds.

@group(0) @binding(0) var<storage, read> given: array<f32>;
@group(0) @binding(1) var<storage, read_write> found: array<f32>;

var<workgroup> cells: array<f32, 256>;
var<workgroup> sums: array<f32, 256>;

// Each number's mirror image in its group, three times, and the sum of all in the group. Where subgroups
// of eight are used, also the sum over each and twice what its fourth invocation has. That the turns are
// counted by the array's length, and that one barrier serves them all, keeps it short once compiled: software
// adapters write out loops whose turns they can count, barriers and all.
@compute @workgroup_size(256)
fn main(
    @builtin(local_invocation_index) i: u32,
    @builtin(global_invocation_id) at: vec3<u32>,
) {
    let mine = given[at.x];
    cells[i] = mine;
    sums[i] = mine;
    var half = arrayLength(&given) / 4u;
    loop {
        workgroupBarrier();
        if half == 0u {
            break;
        }
        if i < half {
            sums[i] += sums[i + half];
        }
        half /= 2u;
    }
    var answer = fma(cells[255u - i], 3.0, sums[0]);
    //subgroups answer += fma(subgroupBroadcast(mine, 3u), 2.0, subgroupAdd(mine));
    found[at.x] = answer;
}
