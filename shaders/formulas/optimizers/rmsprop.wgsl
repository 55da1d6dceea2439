// RMSprop: own are alpha, 1 - alpha, epsilon.
fn next_first(g: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return c.own[0] * v + c.own[1] * (g * g);
}

fn step_of(g: Numbers, v: Numbers, second_state: Numbers, c: Coefficients) -> Numbers {
    return g / (sqrt(v) + c.own[2]);
}
