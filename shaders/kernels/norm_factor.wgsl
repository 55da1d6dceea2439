// factor[m] = min(1, c / (sqrt(square[m]) + 1e-6)): what brings the gradients' norm down to c.
@group(0) @binding(1) var<storage, read> square: array<f32>;
@group(0) @binding(2) var<storage, read> coefficients: array<f32>;
@group(0) @binding(3) var<storage, read_write> factor: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
    @builtin(workgroup_id) workgroup: vec3<u32>,
    @builtin(num_workgroups) workgroups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let i = element(workgroup, workgroups, local);
    if i >= 1u {
        return;
    }
    let m = workgroup.z;
    let c = coefficients_at(at(1u, m, 0u, 0u));
    factor[at(2u, m, 0u, 0u)] = norm_factor(square[at(0u, m, 0u, 0u)], c);
}
