// h = ln(1 + e^a) = max(a, 0) + ln(1 + e^-|a|); a NaN is not at most 0, and stays.
fn activation(a: Numbers) -> Numbers {
    return select(a, Numbers(0.0), a <= Numbers(0.0)) + log1p(exp(-abs(a)));
}

// f'(a) from h = f(a): the sigmoid of a, 1 - e^-h.
fn derivative(h: Numbers) -> Numbers {
    return -expm1(-h);
}
