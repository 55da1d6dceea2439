// Gradient descent: the gradient itself.
fn step_of(g: Numbers, first_state: Numbers, second_state: Numbers, c: Coefficients) -> Numbers {
    return g;
}
