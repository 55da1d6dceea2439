// A row of sums that the lanes of a subgroup share, four each in turn: what softmax needs of it.

// Below every number, for what is no output.
const LOWEST = -3.4028234e38;

fn largest_of(a: vec4<f32>, inside: vec4<bool>) -> f32 {
    let values = select(vec4<f32>(LOWEST), a, inside);
    return max(max(values.x, values.y), max(values.z, values.w));
}

// The least number of an output that is the largest.
fn place_of(a: vec4<f32>, inside: vec4<bool>, largest: f32, column: u32) -> u32 {
    let numbers = vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u);
    let found = select(vec4<u32>(0xffffffffu), numbers, inside & (a == vec4<f32>(largest)));
    return min(min(found.x, found.y), min(found.z, found.w));
}

fn rest_of(a: vec4<f32>, inside: vec4<bool>, largest: f32, place: u32, column: u32) -> f32 {
    let numbers = vec4<u32>(4u * column) + vec4<u32>(0u, 1u, 2u, 3u);
    let others = inside & (numbers != vec4<u32>(place));
    let e = select(vec4<f32>(0.0), exponential(a - vec4<f32>(largest)), others);
    return e.x + e.y + e.z + e.w;
}
