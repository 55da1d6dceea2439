// h = max(a, 0). A NaN must be seen, and max() and comparisons of numbers may drop it (Mesa's OpenGL
// driver does), so the bits are compared.
fn activation(a: f32) -> f32 {
    let bits = bitcast<u32>(a);
    // From -0 to minus infinity; the NaNs lie beyond.
    let negative = bits >= 0x80000000u && bits <= 0xff800000u;
    return select(a, 0.0, negative);
}

// f'(a) from h = f(a); 0 at the kink, as PyTorch has it.
fn derivative(h: f32) -> f32 {
    return select(1.0, 0.0, h <= 0.0);
}
