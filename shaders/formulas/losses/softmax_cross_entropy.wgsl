// -t ln p, z = -ln p being what formulas/activations/softmax.wgsl calls the surprise. With softmax it
// is a pair, whose delta is y - t.
fn loss_term(z: Numbers, t: Numbers) -> Numbers {
    return t * z;
}
