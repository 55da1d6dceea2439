// What one output adds to the loss of its sample, |y - t|.
fn loss_term(y: Numbers, t: Numbers) -> Numbers {
    return abs(y - t);
}

// dL/dy: the sign of the difference, 0 where there is none. A NaN stays: by its bits, since Mesa's OpenGL
// driver drops it in comparisons.
fn loss_slope(y: Numbers, t: Numbers) -> Numbers {
    let difference = y - t;
    let signs = select(Numbers(1.0), Numbers(-1.0), difference < Numbers(0.0));
    let size = bitcast<Bits>(difference) & Bits(0x7fffffffu);
    return select(difference, signs, (size > Bits(0u)) & (size <= Bits(0x7f800000u)));
}
