// The derivative from the sum, where it is written in the answer.
fn slope(a: Numbers) -> Numbers {
    return derivative(activation(a));
}
