// -t ln s(a) - (1 - t) ln(1 - s(a)) of the sum a, s the sigmoid: max(a, 0) - a t + ln(1 + e^-|a|).
// With the sigmoid it is a pair, whose delta is y - t.
fn loss_term(a: Numbers, t: Numbers) -> Numbers {
    return (select(Numbers(0.0), a, a > Numbers(0.0)) - a * t) + log1p(exp(-abs(a)));
}
