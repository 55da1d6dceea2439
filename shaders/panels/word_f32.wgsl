// Four floats, for adapters without 64-bit integers.
alias Word = vec4<f32>;

fn unpack(word: Word) -> vec4<f32> {
    return word;
}

fn pack(values: vec4<f32>) -> Word {
    return values;
}
