// h = a, or 0.01 a below 0.
fn activation(a: Numbers) -> Numbers {
    return select(a, a * 0.01, a <= Numbers(0.0));
}

// f'(a) from h = f(a), which has the sign of a.
fn derivative(h: Numbers) -> Numbers {
    return select(Numbers(1.0), Numbers(0.01), h <= Numbers(0.0));
}
