// tanh(ln(1 + e^a)) without a logarithm, by e = e^-|a|.
fn gate(a: Numbers) -> Numbers {
    let e = exp(-abs(a));
    let n = e * (e + 2.0);
    let above = 1.0 + 2.0 * e;
    return select(n / (n + 2.0), above / (above + 2.0 * e * e), a >= Numbers(0.0));
}

// h = a tanh(ln(1 + e^a)).
fn activation(a: Numbers) -> Numbers {
    return a * gate(a);
}

// f'(a) from the sum a.
fn derivative(a: Numbers) -> Numbers {
    let t = gate(a);
    let e = exp(-abs(a));
    let s = select(e, Numbers(1.0), a >= Numbers(0.0)) / (1.0 + e);
    return t + a * (1.0 - t * t) * s;
}
