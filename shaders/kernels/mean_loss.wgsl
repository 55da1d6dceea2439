// losses[m, cursor[1]] = mean over the samples of l[m, r]: the loss of one batch. cursor[1] counts
// the steps of the epoch, so that the host reads the losses of all of them at once.
//
// One workgroup a member: every invocation sums each WORKGROUP-th sample, then the partial sums
// are added pairwise, always in the same order.
@group(0) @binding(1) var<storage, read> l: array<f32>;
@group(0) @binding(2) var<storage, read> cursor: array<u32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;

var<workgroup> partial: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let m = workgroup.z;
    var sum = 0.0;
    for (var k = local; k < command.inner; k += WORKGROUP) {
        sum += l[at(0u, m, 0u, k)];
    }
    partial[local] = sum;
    for (var half = WORKGROUP / 2u + command.never; half > 0u; half /= 2u) {
        workgroupBarrier();
        if local < half {
            partial[local] += partial[local + half];
        }
    }
    if local == 0u {
        losses[at(2u, m, 0u, cursor[1])] = partial[0] / f32(command.inner);
    }
}
