// After the last update the step ends: mean_loss and advance.
@group(0) @binding(6) var<storage, read> sample_loss: array<f32>;
@group(0) @binding(7) var<storage, read_write> cursor: array<u32>;
@group(0) @binding(8) var<storage, read_write> losses: array<f32>;

// Invocations that share a member's losses: always so many, whatever the size of the workgroup.
const LANES = 16u;

// The mean over the samples of each member's losses, and then, when all have found their place by
// the cursor, the cursor moved on: the work of one workgroup.
fn end_step(local: u32) {
    let step = cursor[1];
    let lane = local % LANES;
    for (var first = 0u; first < command.members; first += WORKGROUP / LANES) {
        let m = first + local / LANES;
        var sum = 0.0;
        // As many rounds for all, or FXC takes the barriers after them for non-uniform.
        for (var k = 0u; k < command.inner; k += LANES) {
            if m < command.members && k + lane < command.inner {
                sum += sample_loss[at(5u, m, 0u, k + lane)];
            }
        }
        // All have read the sums before these.
        workgroupBarrier();
        slab[local] = vec4<f32>(sum);
        workgroupBarrier();
        if lane == 0u && m < command.members {
            for (var other = 1u; other < LANES; other++) {
                sum += slab[local + other].x;
            }
            losses[at(7u, m, 0u, step)] = sum / f32(command.inner);
        }
    }
    {%- if MATRIX %}
    // Enough, since all have read the cursor before. A storageBarrier in a module with matrices has
    // a scope for which naga declares no capability.
    workgroupBarrier();
    {%- else %}
    storageBarrier();
    {%- endif %}
    if local == 0u {
        cursor[0] += command.inner;
        cursor[1] = step + 1u;
    }
}
