// What the lanes of a workgroup have between them, where it is one subgroup.

fn sum_of_lanes(value: f32, lane: u32) -> f32 {
    return subgroupAdd(value);
}

fn largest_of_lanes(value: f32, lane: u32) -> f32 {
    return subgroupMax(value);
}

fn least_of_lanes(value: u32, lane: u32) -> u32 {
    return subgroupMin(value);
}
