// h = a (1 + tanh u)/2 = a / (1 + e^-2u), u = sqrt(2/pi) (a + 0.044715 a^3).
fn gate(a: Numbers) -> Numbers {
    let u = 1.5957691216057308 * a * (1.0 + 0.044715 * a * a);
    let e = exp(-abs(u));
    return select(e, Numbers(1.0), u >= Numbers(0.0)) / (1.0 + e);
}

fn activation(a: Numbers) -> Numbers {
    return a * gate(a);
}

// f'(a) from the sum a. Far out the gate is flat, and the square of a may be infinite.
fn derivative(a: Numbers) -> Numbers {
    let s = gate(a);
    let steepness = 1.5957691216057308 * (1.0 + 0.134145 * a * a);
    return s + select(a * (s * (1.0 - s)) * steepness, 0.0 * s, abs(a) > Numbers(20.0));
}
