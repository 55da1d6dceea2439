// What one output adds to the loss of its sample, |y - t|.
fn loss_term(y: Numbers, t: Numbers) -> Numbers {
    return abs(y - t);
}

// dL/dy: the sign of the difference, 0 where there is none; a NaN stays.
fn loss_slope(y: Numbers, t: Numbers) -> Numbers {
    let difference = y - t;
    let signs = select(Numbers(1.0), Numbers(-1.0), difference < Numbers(0.0));
    return select(difference, signs, abs(difference) > Numbers(0.0));
}
