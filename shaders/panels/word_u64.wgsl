// Four floats as two 64-bit words: lavapipe loads a lane's words one by one, so half as many are
// loaded in half the time.
alias Word = vec2<u64>;

fn unpack(word: Word) -> vec4<f32> {
    return vec4<f32>(
        bitcast<f32>(u32(word.x)),
        bitcast<f32>(u32(word.x >> 32u)),
        bitcast<f32>(u32(word.y)),
        bitcast<f32>(u32(word.y >> 32u)),
    );
}

fn pack(values: vec4<f32>) -> Word {
    let bits = bitcast<vec4<u32>>(values);
    return Word(u64(bits.x) | (u64(bits.y) << 32u), u64(bits.z) | (u64(bits.w) << 32u));
}
