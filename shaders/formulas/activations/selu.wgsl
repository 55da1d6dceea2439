// ELU times SCALE, with alpha times SCALE below 0.
const SCALE = 1.0507009873554805;
const NEGATIVE = 1.7580993408473766;

fn activation(a: Numbers) -> Numbers {
    return select(NEGATIVE * expm1(a), SCALE * a, a > Numbers(0.0));
}

// f'(a) from h = f(a): below 0 it is alpha SCALE e^a = h + alpha SCALE.
fn derivative(h: Numbers) -> Numbers {
    return select(h + NEGATIVE, Numbers(SCALE), h > Numbers(0.0));
}
