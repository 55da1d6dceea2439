// What one output adds to the loss of its sample, 1/2 (y - t)^2.
fn loss_term(y: Numbers, t: Numbers) -> Numbers {
    let difference = y - t;
    return 0.5 * difference * difference;
}

// dL/dy
fn loss_slope(y: Numbers, t: Numbers) -> Numbers {
    return y - t;
}
