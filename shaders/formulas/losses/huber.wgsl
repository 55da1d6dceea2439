// Half the square of a difference up to 1, beyond that a straight line: |d| - 1/2.
fn loss_term(y: Numbers, t: Numbers) -> Numbers {
    let difference = y - t;
    let size = abs(difference);
    return select(0.5 * difference * difference, size - 0.5, size > Numbers(1.0));
}

// dL/dy: the difference, at most 1. A NaN stays: by its bits, as in absolute_error.wgsl.
fn loss_slope(y: Numbers, t: Numbers) -> Numbers {
    let difference = y - t;
    let lower = select(difference, Numbers(-1.0), difference < Numbers(-1.0));
    let cut = select(lower, Numbers(1.0), difference > Numbers(1.0));
    let bits = bitcast<Bits>(difference) & Bits(0x7fffffffu);
    return select(cut, difference, bits > Bits(0x7f800000u));
}
