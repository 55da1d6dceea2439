// h = tanh a = (1 - e^-2|a|) / (1 + e^-2|a|), with the sign of a. The built-in tanh may be wrong by
// 2^-11 or overflow (WGSL, "Accuracy of Built-in Functions"); this form does neither.
fn activation(a: f32) -> f32 {
    let e = exp(-2.0 * abs(a));
    let h = (1.0 - e) / (1.0 + e);
    return select(-h, h, a >= 0.0);
}

// f'(a) from h = f(a).
fn derivative(h: f32) -> f32 {
    return 1.0 - h * h;
}
