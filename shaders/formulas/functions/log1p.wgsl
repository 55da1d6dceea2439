// ln(1 + x) for x from 0 on. The built-in logarithm may miss by 2^-21 between 1/2 and 2, so up to
// x = 1 a series stands for it: with s = x / (2 + x), at most 1/3, ln(1 + x) = 2 artanh(s) =
// 2 s (1 + s^2/3 + s^4/5 + ...).
fn log1p(x: Numbers) -> Numbers {
    let s = x / (x + 2.0);
    let q = s * s;
    var sum = Numbers(2.0 / 15.0);
    sum = sum * q + 2.0 / 13.0;
    sum = sum * q + 2.0 / 11.0;
    sum = sum * q + 2.0 / 9.0;
    sum = sum * q + 2.0 / 7.0;
    sum = sum * q + 2.0 / 5.0;
    sum = sum * q + 2.0 / 3.0;
    return select(s * (sum * q) + 2.0 * s, log(x + 1.0), x > Numbers(1.0));
}
