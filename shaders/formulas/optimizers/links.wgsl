// The links around an optimizer; none knows another. A select keeps a NaN, which clamp may drop.
fn clipped(g: Numbers, c: Coefficients) -> Numbers {
    let below = select(g, Numbers(c.clip_value), g > Numbers(c.clip_value));
    return select(below, Numbers(-c.clip_value), g < Numbers(-c.clip_value));
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
    return select(factor, Numbers(1.0), factor > Numbers(1.0));
}
