// Adagrad: own is epsilon.
fn next_first(g: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return v + g * g;
}

fn step_of(g: Numbers, v: Numbers, second_state: Numbers, c: Coefficients) -> Numbers {
    return g / (sqrt(v) + c.own[0]);
}
