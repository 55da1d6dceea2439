// h = a / (1 + e^-a).
fn gate(a: Numbers) -> Numbers {
    let e = exp(-abs(a));
    return select(e, Numbers(1.0), a >= Numbers(0.0)) / (1.0 + e);
}

fn activation(a: Numbers) -> Numbers {
    return a * gate(a);
}

// f'(a) from the sum a.
fn derivative(a: Numbers) -> Numbers {
    let s = gate(a);
    return s + a * (s * (1.0 - s));
}
