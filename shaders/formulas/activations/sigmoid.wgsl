// h = 1 / (1 + e^-a), in the form that cannot overflow: e is at most 1.
fn activation(a: Numbers) -> Numbers {
    let e = exp(-abs(a));
    return select(e, Numbers(1.0), a >= Numbers(0.0)) / (1.0 + e);
}

// f'(a) from h = f(a).
fn derivative(h: Numbers) -> Numbers {
    return h * (1.0 - h);
}
