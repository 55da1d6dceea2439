// h = a: the outputs of a regression.
fn activation(a: Numbers) -> Numbers {
    return a;
}

// f'(a) = 1
fn derivative(h: Numbers) -> Numbers {
    return Numbers(1.0);
}
