// What loss and delta are of four outputs: sample_loss and output_delta. `a` are the sums, `y` the
// answers, `t` the targets.
struct Judged {
    delta: Numbers,
    term: Numbers,
}
{%- macro judge(a, y, t, weight, c, s) -%}
judge_outputs({{ a }}, {{ y }}, {{ t }}{% if WEIGHTED %}, {{ weight }}{% endif %}{% if SMOOTHED or WEIGHTED %}, {{ c }}{% endif %}{% if SOFTMAX_ROW %}, {{ s }}{% endif %})
{%- endmacro %}
{%- set SLOPE = OUTPUT_PREFIX ~ "slope" %}

fn judge_outputs(a: Numbers, y: Numbers, given: Numbers{% if WEIGHTED %}, weight: f32{% endif %}{% if SMOOTHED or WEIGHTED %}, c: Coefficients{% endif %}{% if SOFTMAX_ROW %}, s: Softmax{% endif %}) -> Judged {
    {%- if SMOOTHED %}
    let t = smoothed(given, 1.0 / f32({{ OUTPUT_COUNT if SOFTMAX_ROW else "2u" }}), c);
    {%- else %}
    let t = given;
    {%- endif %}
    {%- if SOFTMAX_ROW %}
    let z = surprise(a, s);
    {%- else %}
    let z = {{ "a" if LOGITS else "y" }};
    {%- endif %}
    let term = loss_term(z, t);
    {%- if PAIR %}
    let delta = y - t;
    {%- else %}
    let delta = loss_slope(y, t) * {{ SLOPE }}({{ "a" if SUMS else "y" }});
    {%- endif %}
    {%- if WEIGHTED %}
    let factor = weight * c.sample_scale;
    return Judged(delta * factor, term * factor);
    {%- else %}
    return Judged(delta, term);
    {%- endif %}
}
