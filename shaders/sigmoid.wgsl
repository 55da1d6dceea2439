// h = 1 / (1 + e^-a), in the form that cannot overflow: e is at most 1.
fn activation(a: f32) -> f32 {
    let e = exp(-abs(a));
    return select(e, 1.0, a >= 0.0) / (1.0 + e);
}

// f'(a) from h = f(a).
fn derivative(h: f32) -> f32 {
    return h * (1.0 - h);
}
