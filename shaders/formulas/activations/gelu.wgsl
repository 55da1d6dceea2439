// h = a Phi(a), Phi the area below the normal density: 1/2 (1 + erf(a / sqrt 2)).
fn activation(a: Numbers) -> Numbers {
    return 0.5 * a * (1.0 + erf(0.70710678118654752 * a));
}

// f'(a) from the sum a: Phi(a) + a phi(a).
fn derivative(a: Numbers) -> Numbers {
    let area = 0.5 * (1.0 + erf(0.70710678118654752 * a));
    return area + a * 0.3989422804014327 * exp(-(0.5 * a * a));
}
