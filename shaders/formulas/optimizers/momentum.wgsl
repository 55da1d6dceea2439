// Gradient descent with momentum: own are momentum, 1 - dampening (1 in the first step), and whether it
// is Nesterov's.
fn next_first(g: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return c.own[0] * m + c.own[1] * g;
}

fn step_of(g: Numbers, m: Numbers, second_state: Numbers, c: Coefficients) -> Numbers {
    return select(m, g + c.own[0] * m, c.own[2] > 0.0);
}
