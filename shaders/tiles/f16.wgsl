// Put before matrices.wgsl and all it needs.
enable f16;
enable wgpu_cooperative_matrix;

// Operands in f16. What f16 has no number for becomes a NaN, which no sum hides.
fn narrow(value: vec4<f32>) -> vec4<f16> {
    let fits = abs(value) <= vec4<f32>(65504.0);
    let bits = select(vec4<u32>(0x7fc00000u), bitcast<vec4<u32>>(value), fits);
    return vec4<f16>(bitcast<vec4<f32>>(bits));
}
