// What the lanes of a workgroup have between them, for adapters without subgroups: each puts its value where
// all can read it. To be called where all lanes come by.
var<workgroup> of_lanes: array<u32, {{ LANES }}>;

fn exchange(bits: u32, lane: u32) {
    // All have read what was there before.
    workgroupBarrier();
    of_lanes[lane] = bits;
    workgroupBarrier();
}

fn sum_of_lanes(value: f32, lane: u32) -> f32 {
    exchange(bitcast<u32>(value), lane);
    var sum = bitcast<f32>(of_lanes[0]);
    for (var i = 1u; i < {{ LANES }}u; i++) {
        sum += bitcast<f32>(of_lanes[i]);
    }
    return sum;
}

fn largest_of_lanes(value: f32, lane: u32) -> f32 {
    exchange(bitcast<u32>(value), lane);
    var largest = bitcast<f32>(of_lanes[0]);
    for (var i = 1u; i < {{ LANES }}u; i++) {
        largest = max(largest, bitcast<f32>(of_lanes[i]));
    }
    return largest;
}

fn least_of_lanes(value: u32, lane: u32) -> u32 {
    exchange(value, lane);
    var least = of_lanes[0];
    for (var i = 1u; i < {{ LANES }}u; i++) {
        least = min(least, of_lanes[i]);
    }
    return least;
}
