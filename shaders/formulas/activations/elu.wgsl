// h = a, or e^a - 1 below 0.
fn activation(a: Numbers) -> Numbers {
    return select(expm1(a), a, a > Numbers(0.0));
}

// f'(a) from h = f(a): below 0 it is e^a = h + 1.
fn derivative(h: Numbers) -> Numbers {
    return select(h + 1.0, Numbers(1.0), h > Numbers(0.0));
}
