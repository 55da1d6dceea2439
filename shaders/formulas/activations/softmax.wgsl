// What softmax and its loss need of a row of sums: the largest, and the sum over the others of
// e^(a - largest). So a row that is nearly certain loses nothing: its loss is log1p(rest).
struct Softmax {
    largest: f32,
    rest: f32,
}

// e^x, of which SwiftShader would make an infinity where x is no number.
fn exponential(x: Numbers) -> Numbers {
    return select(exp(x), x, (bitcast<Bits>(x) & Bits(0x7fffffffu)) > Bits(0x7f800000u));
}

// e^a over the sum of all e^a.
fn probability(a: Numbers, s: Softmax) -> Numbers {
    return exponential(a - s.largest) / (1.0 + s.rest);
}

// Minus the logarithm of the probability.
fn surprise(a: Numbers, s: Softmax) -> Numbers {
    return (s.largest - a) + log1p(Numbers(s.rest));
}
