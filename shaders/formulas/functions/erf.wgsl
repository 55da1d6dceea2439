// The error function: near 0 its series, beyond 1 - e^(-x^2) times a polynomial of 1/(1 + p x), at most
// 1.5e-7 off (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26).
fn erf(x: Numbers) -> Numbers {
    let q = x * x;
    var series = Numbers(-1.0 / 75600.0);
    series = series * q + 1.0 / 9360.0;
    series = series * q - 1.0 / 1320.0;
    series = series * q + 1.0 / 216.0;
    series = series * q - 1.0 / 42.0;
    series = series * q + 0.1;
    series = series * q - 1.0 / 3.0;
    let near = 1.1283791671 * (x + x * (series * q));
    let size = abs(x);
    let t = 1.0 / (size * 0.3275911 + 1.0);
    var sum = Numbers(1.061405429);
    sum = sum * t - 1.453152027;
    sum = sum * t + 1.421413741;
    sum = sum * t - 0.284496736;
    sum = sum * t + 0.254829592;
    let far = 1.0 - (sum * t) * exp(-q);
    return select(select(-far, far, x >= Numbers(0.0)), near, size <= Numbers(0.75));
}
