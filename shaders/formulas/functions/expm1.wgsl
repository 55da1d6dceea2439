// e^x - 1 for x at most 0: near 0 by its series, which the difference would lose. A NaN takes the series
// too, since SwiftShader's exp makes an infinity of it.
fn expm1(x: Numbers) -> Numbers {
    var sum = Numbers(1.0 / 362880.0);
    sum = sum * x + 1.0 / 40320.0;
    sum = sum * x + 1.0 / 5040.0;
    sum = sum * x + 1.0 / 720.0;
    sum = sum * x + 1.0 / 120.0;
    sum = sum * x + 1.0 / 24.0;
    sum = sum * x + 1.0 / 6.0;
    sum = sum * x + 0.5;
    return select(x + x * (x * sum), exp(x) - 1.0, x <= Numbers(-0.75));
}
