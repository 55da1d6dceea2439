// h = max(a, 0). Written with select: max() may drop a NaN, and a NaN must be seen.
fn activation(a: f32) -> f32 {
    return select(a, 0.0, a <= 0.0);
}

// f'(a) from h = f(a); 0 at the kink, as PyTorch has it.
fn derivative(h: f32) -> f32 {
    return select(1.0, 0.0, h <= 0.0);
}
