// The links around an optimizer; none knows another. A NaN stays: by its bits, since Mesa's OpenGL driver
// takes selects for a clamp, which drops it.
fn clipped(g: Numbers, c: Coefficients) -> Numbers {
    let below = select(g, Numbers(c.clip_value), g > Numbers(c.clip_value));
    let within = select(below, Numbers(-c.clip_value), g < Numbers(-c.clip_value));
    return select(within, g, (bitcast<Bits>(g) & Bits(0x7fffffffu)) > Bits(0x7f800000u));
}

fn directed(g: Numbers, w: Numbers, factor: f32, c: Coefficients) -> Numbers {
    var d = g;
    {%- if CLIP_VALUE %}
    d = clipped(d, c);
    {%- endif %}
    {%- if CLIP_NORM %}
    d = factor * d;
    {%- endif %}
    {%- if L2 %}
    d = d + c.l2 * w;
    {%- endif %}
    return d;
}

fn updated(w: Numbers, u: Numbers, c: Coefficients) -> Numbers {
    {%- if DECAY %}
    return (w - c.decay * w) - c.rate * u;
    {%- else %}
    return w - c.rate * u;
    {%- endif %}
}

fn averaged(a: Numbers, w: Numbers, c: Coefficients) -> Numbers {
    return a + c.average * (w - a);
}

fn norm_factor(square: Numbers, c: Coefficients) -> Numbers {
    let factor = c.clip_norm / (sqrt(square) + 1e-6);
    let smaller = select(factor, Numbers(1.0), factor > Numbers(1.0));
    return select(smaller, factor, (bitcast<Bits>(factor) & Bits(0x7fffffffu)) > Bits(0x7f800000u));
}
