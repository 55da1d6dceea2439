{#- What becomes of a gradient in the shaders that take the update over: states, parameter and
average of four numbers. States lie `plane` vectors behind the parameter, one behind the other, and
the average behind them. -#}
{%- macro apply(parameters, place, plane, gradient, c) %}
{
    let at_w = {{ place }};
    let w_before = unpack({{ parameters }}[at_w]);
    let directed_gradient = directed({{ gradient }}, w_before, 1.0, {{ c }});
    {%- for k in range(STATES) %}
    let at_state{{ k }} = at_w + {{ k + 1 }}u * {{ plane }};
    let before{{ k }} = unpack({{ parameters }}[at_state{{ k }}]);
    let state{{ k }} = {{ "next_first(directed_gradient, before0" if k == 0 else "next_second(directed_gradient, state0, before1" }}, {{ c }});
    {{ parameters }}[at_state{{ k }}] = pack(state{{ k }});
    {%- endfor %}
    {%- set seen = "before" if STEP_FIRST else "state" %}
    let w_after = updated(w_before, step_of(directed_gradient, {{ seen ~ "0" if STATES > 0 else "Numbers(0.0)" }}, {{ seen ~ "1" if STATES > 1 else "Numbers(0.0)" }}, {{ c }}), {{ c }});
    {{ parameters }}[at_w] = pack(w_after);
    {%- if AVERAGE %}
    let at_average = at_w + {{ STATES + 1 }}u * {{ plane }};
    {{ parameters }}[at_average] = pack(averaged(unpack({{ parameters }}[at_average]), w_after, {{ c }}));
    {%- endif %}
}
{%- endmacro %}
