// Lion (Chen et al. 2023): the sign of a mean of gradients, whose state forgets more slowly; own are
// beta1, 1 - beta1, beta2, 1 - beta2. The step reads the state from before its update.
// A NaN stays: by its bits, as in absolute_error.wgsl.
fn next_first(g: Numbers, m: Numbers, c: Coefficients) -> Numbers {
    return c.own[2] * m + c.own[3] * g;
}

fn step_of(g: Numbers, m: Numbers, second_state: Numbers, c: Coefficients) -> Numbers {
    let mean = c.own[0] * m + c.own[1] * g;
    let signs = select(Numbers(1.0), Numbers(-1.0), mean < Numbers(0.0));
    let size = bitcast<Bits>(mean) & Bits(0x7fffffffu);
    return select(mean, signs, (size > Bits(0u)) & (size <= Bits(0x7f800000u)));
}
