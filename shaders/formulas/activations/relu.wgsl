// h = max(a, 0). A NaN must be seen, and max() and comparisons of numbers may drop it (Mesa's OpenGL
// driver does), so the bits are compared.
fn activation(a: Numbers) -> Numbers {
    let bits = bitcast<Bits>(a);
    // From -0 to minus infinity; the NaNs lie beyond.
    return select(a, Numbers(0.0), (bits >= Bits(0x80000000u)) & (bits <= Bits(0xff800000u)));
}

// f'(a) from h = f(a); 0 at the kink, as PyTorch has it.
fn derivative(h: Numbers) -> Numbers {
    return select(Numbers(1.0), Numbers(0.0), h <= Numbers(0.0));
}
