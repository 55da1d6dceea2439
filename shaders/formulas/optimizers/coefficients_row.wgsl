// The numbers of a step, which the host sends; see src/formula/coefficients.rs. `coefficients` is the
// operand that has them.
struct Coefficients {
    rate: f32,
    decay: f32,
    l2: f32,
    clip_value: f32,
    clip_norm: f32,
    average: f32,
    smoothing: f32,
    sample_scale: f32,
    own: array<f32, 8>,
}

fn coefficients_at(start: u32) -> Coefficients {
    return Coefficients(
        coefficients[start],
        coefficients[start + 1u],
        coefficients[start + 2u],
        coefficients[start + 3u],
        coefficients[start + 4u],
        coefficients[start + 5u],
        coefficients[start + 6u],
        coefficients[start + 7u],
        array<f32, 8>(
            {%- for i in range(8) %}
            coefficients[start + {{ 8 + i }}u],
            {%- endfor %}
        ),
    );
}

// The same for a parameter that does not decay.
fn without_decay(c: Coefficients) -> Coefficients {
    var other = c;
    other.decay = 0.0;
    other.l2 = 0.0;
    return other;
}
