// h = tanh a = (1 - e^-2|a|) / (1 + e^-2|a|) with the sign of a: neither overflows nor is it the
// built-in, which is of no use near 0.
fn activation(a: Numbers) -> Numbers {
    let e = exp(-(abs(a) + abs(a)));
    let h = (1.0 - e) / (1.0 + e);
    return select(-h, h, a >= Numbers(0.0));
}

// f'(a) from h = f(a).
fn derivative(h: Numbers) -> Numbers {
    return 1.0 - h * h;
}
