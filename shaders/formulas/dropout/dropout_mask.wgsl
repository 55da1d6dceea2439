// Which elements are dropped: a function of the key of the step, which is that of the member's seed, of
// the slot, row and column. `coefficients` is the operand that has key, thresholds and scales.
struct Dropout {
    // And the row of the batch that is the first here, where devices share a batch.
    key: vec3<u32>,
    // In 24 bits: dropped are words whose upper 24 bits are below.
    threshold: u32,
    scale: f32,
}

fn dropout_at(start: u32, slot: u32) -> Dropout {
    let key = vec3<u32>(
        u32(coefficients[start + 16u]),
        u32(coefficients[start + 17u]),
        u32(coefficients[start + 18u]),
    );
    let at_slot = start + 19u + 2u * slot;
    return Dropout(key, u32(coefficients[at_slot]), coefficients[at_slot + 1u]);
}

// The words of four columns, of which `vector` is the number.
fn dropout_words(row: u32, vector: u32, slot: u32, key: vec3<u32>) -> vec4<u32> {
    return philox(vec4<u32>(vector, row + key.z, slot, 0u), key.xy);
}

fn dropped(value: Numbers, words: Bits, d: Dropout) -> Numbers {
    return select(d.scale * value, Numbers(0.0), (words >> Bits(8u)) < Bits(d.threshold));
}
