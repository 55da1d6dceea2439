// h = ln(1 + e^a) = max(a, 0) + ln(1 + e^-|a|).
fn activation(a: Numbers) -> Numbers {
    return select(Numbers(0.0), a, a > Numbers(0.0)) + log1p(exp(-abs(a)));
}

// f'(a) from h = f(a): the sigmoid of a, 1 - e^-h.
fn derivative(h: Numbers) -> Numbers {
    return -expm1(-h);
}
