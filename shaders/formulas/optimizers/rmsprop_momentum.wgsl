// RMSprop with momentum: own are alpha, 1 - alpha, epsilon, momentum. The momentum reads the mean of
// the squares that `first` has just made.
fn next_first(g: Numbers, v: Numbers, c: Coefficients) -> Numbers {
    return c.own[0] * v + c.own[1] * (g * g);
}

fn next_second(g: Numbers, v: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return c.own[3] * m + g / (sqrt(v) + c.own[2]);
}

fn step_of(g: Numbers, v: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return m;
}
