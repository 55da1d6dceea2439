// NAdam: own as Adam's, then the shares of the gradient and of its mean in the step.
fn next_first(g: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return c.own[0] * m + c.own[1] * g;
}

fn next_second(g: Numbers, m: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return c.own[2] * v + c.own[3] * (g * g);
}

fn step_of(g: Numbers, m: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return (c.own[6] * g + c.own[7] * m) / (sqrt(v) * c.own[4] + c.own[5]);
}
