// A target moved towards the share that all have.
fn smoothed(t: Numbers, share: f32, c: Coefficients) -> Numbers {
    return t + c.smoothing * (share - t);
}
