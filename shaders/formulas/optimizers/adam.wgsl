// Adam: own are beta1, 1 - beta1, beta2, 1 - beta2, 1/sqrt(1 - beta2^t), epsilon.
fn next_first(g: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return c.own[0] * m + c.own[1] * g;
}

fn next_second(g: Numbers, m: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return c.own[2] * v + c.own[3] * (g * g);
}

fn step_of(g: Numbers, m: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return m / (sqrt(v) * c.own[4] + c.own[5]);
}
