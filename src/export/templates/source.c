/* {{ name }}: a network of fully connected layers, as gradshader {{ version }} exported it.
 *
 *   int {{ name }}_predict(const {{ "double" if double else "float" }} row[{{ columns | length }}], {{ "double" if double else "float" }} answers[{{ outputs }}]);
 *
 * row has one number a column, in the order of {{ name }}_columns; NAN is a missing cell{% if has_categories %}, a truth is 0 or 1,
 * a category the place of its value in {{ name }}_values_N, N the column, from 0, and any other number another value{% endif %}.
{% if kind == "classes" %}
 * answers gets the network's outputs, one a class; the result is the place of the class in {{ name }}_answers.
{% elif kind == "labels" %}
 * answers gets the probability of each label of {{ name }}_answers; the result is 0.
{% else %}
 * answers gets the values of {{ name }}_answers in their units; the result is 0.
{% endif %}
 * A negative result -1 - N says that the cell of column N is missing and may not be, or is no such number.
 *
 * C99; of its library {{ "expf and its kin (link with -lm)" }}. All memory is static, so two threads must
 * not be in it at once. A compiler must keep NaNs: not -ffast-math.
 */
#include <math.h>

#define COLUMNS {{ columns | length }}
#define INPUTS {{ inputs }}
#define OUTPUTS {{ outputs }}
#define WIDEST {{ widest }}

typedef {{ "double" if double else "float" }} number;

int {{ name }}_predict(const number row[COLUMNS], number answers[OUTPUTS]);
extern const char *const {{ name }}_columns[COLUMNS];
extern const char *const {{ name }}_answers[OUTPUTS];

const char *const {{ name }}_columns[COLUMNS] = {
{% for column in columns %}
    {{ column.name }},
{% endfor %}
};

const char *const {{ name }}_answers[OUTPUTS] = {
{% for answer in answers %}
    {{ answer }},
{% endfor %}
};

{% for column in columns if column.values %}
extern const char *const {{ name }}_values_{{ column.place }}[{{ column.count }}];
const char *const {{ name }}_values_{{ column.place }}[{{ column.count }}] = {
{% for value in column["values"] %}
    {{ value }},
{% endfor %}
};

{% endfor %}
enum { NUMBER, TRUTH, CATEGORY };

struct column {
    unsigned char kind;
    /* Whether inputs say that the value is another than those known, and that it is missing. */
    unsigned char other, missing;
    /* Whether a missing cell is an error. */
    unsigned char refuses;
    unsigned count;
    /* The input where the cell is missing. */
    float filled;
    double shift, spread{% if has_clips %}, clip{% endif %};
{% if parts %}
    /* The first of its parts, their number, and what a missing cell counts as in them. */
    unsigned first, parts;
    double fill;
{% endif %}
};

static const struct column columns[COLUMNS] = {
{% for column in columns %}
    { {{ column.kind | upper }}, {{ column.other | int }}, {{ column.missing | int }}, {{ column.refuses | int }}, {{ column.count }}, {{ column.filled }}, {{ column.shift }}, {{ column.spread }}{% if has_clips %}, {{ column.clip }}{% endif %}{% if parts %}, {{ column.first }}, {{ column.parts | length }}, {{ column.fill }}{% endif %} },
{% endfor %}
};

{% if parts %}
/* Shift and spread of each part, which goes from 0 to 1. */
static const double parts[{{ parts }}][2] = {
{% for column in columns %}
{% for part in column.parts %}
    { {{ part[0] }}, {{ part[1] }} },
{% endfor %}
{% endfor %}
};

{% endif %}
{% for member in members %}
{% set m = loop.index0 %}
{% for layer in member.layers %}
static const float weight_{{ m }}_{{ loop.index0 }}[{{ layer.inputs * layer.outputs }}] = {
    {{ layer.weight }}
};
static const float bias_{{ m }}_{{ loop.index0 }}[{{ layer.outputs }}] = {
    {{ layer.bias }}
};

{% endfor %}
{% endfor %}
{% if has_clips %}
/* A smooth clip: comes near clip and never passes it; 0 is none. */
static double clipped(double scaled, double clip)
{
    double q;
    if (clip == 0.0) {
        return scaled;
    }
    q = scaled / clip;
    q = q < -{{ far }} ? -{{ far }} : q > {{ far }} ? {{ far }} : q;
    return clip * (q / sqrt(1.0 + q * q));
}

{% endif %}
static int encode(const number *row, float *inputs)
{
    int c;
    for (c = 0; c < COLUMNS; c++) {
        const struct column *column = &columns[c];
        const number x = row[c];
        const int missing = isnan(x);
{% if has_categories %}
        if (column->kind == CATEGORY) {
            unsigned value;
            float known = 0.0f;
            for (value = 0; value < column->count; value++) {
                const float is = x == (number)value ? 1.0f : 0.0f;
                known += is;
                *inputs++ = is;
            }
            if (column->other) {
                *inputs++ = missing ? 0.0f : 1.0f - known;
            }
            if (column->missing) {
                *inputs++ = missing ? 1.0f : 0.0f;
            }
            continue;
        }
{% endif %}
        if (missing) {
            if (column->refuses) {
                return -1 - c;
            }
            *inputs++ = column->filled;
        } else {
{% if has_clips %}
            const float scaled = column->spread == 0.0
                                     ? 0.0f
                                     : (float)clipped(((double)x - column->shift) / column->spread, column->clip);
{% else %}
            const float scaled =
                column->spread == 0.0 ? 0.0f : (float)(((double)x - column->shift) / column->spread);
{% endif %}
            if ({% if has_clips %}!isfinite(x) || {% endif %}!isfinite(scaled){% if has_truths %} || (column->kind == TRUTH && x != 0 && x != 1){% endif %}) {
                return -1 - c;
            }
            *inputs++ = scaled;
        }
{% if parts %}
        {
            const double value = missing ? column->fill : (double)x;
            unsigned part;
            for (part = 0; part < column->parts; part++) {
                const double *of = parts[column->first + part];
                const double share = (value - of[0]) / of[1];
                *inputs++ = share <= 0.0 ? 0.0f : share >= 1.0 ? 1.0f : (float)share;
            }
        }
{% endif %}
        if (column->missing) {
            *inputs++ = missing ? 1.0f : 0.0f;
        }
    }
    return 0;
}

static void layer(const float *x, int inputs, const float *weight, const float *bias, int outputs, float *sums)
{
    int i, j;
    for (j = 0; j < outputs; j++) {
        sums[j] = 0.0f;
    }
    for (i = 0; i < inputs; i++) {
        for (j = 0; j < outputs; j++) {
            sums[j] += x[i] * weight[i * outputs + j];
        }
    }
    for (j = 0; j < outputs; j++) {
        sums[j] += bias[j];
    }
}

{% if needs_sigmoid %}
static float sigmoid_of(float a)
{
    const float e = expf(-fabsf(a));
    return (a >= 0.0f ? 1.0f : e) / (1.0f + e);
}

{% endif %}
{% if "sigmoid" in used %}
static float f_sigmoid(float a)
{
    return sigmoid_of(a);
}

{% endif %}
{% if "tanh" in used %}
static float f_tanh(float a)
{
    return tanhf(a);
}

{% endif %}
{% if "relu" in used %}
static float f_relu(float a)
{
    return a <= 0.0f ? 0.0f : a;
}

{% endif %}
{% if "leaky_relu" in used %}
static float f_leaky_relu(float a)
{
    return a <= 0.0f ? 0.01f * a : a;
}

{% endif %}
{% if "elu" in used %}
static float f_elu(float a)
{
    return a > 0.0f ? a : expm1f(a);
}

{% endif %}
{% if "selu" in used %}
static float f_selu(float a)
{
    return a > 0.0f ? 1.0507009873554805f * a : 1.7580993408473766f * expm1f(a);
}

{% endif %}
{% if "gelu" in used %}
static float f_gelu(float a)
{
    return 0.5f * a * (1.0f + erff(0.7071067811865476f * a));
}

{% endif %}
{% if "gelu_tanh" in used %}
static float f_gelu_tanh(float a)
{
    return a * sigmoid_of(1.5957691216057308f * a * (1.0f + 0.044715f * a * a));
}

{% endif %}
{% if "silu" in used %}
static float f_silu(float a)
{
    return a * sigmoid_of(a);
}

{% endif %}
{% if "mish" in used %}
/* a tanh(ln(1 + e^a)) without a logarithm. */
static float f_mish(float a)
{
    const float e = expf(-fabsf(a)), n = e * (e + 2.0f), above = 1.0f + 2.0f * e;
    return a * (a >= 0.0f ? above / (above + 2.0f * e * e) : n / (n + 2.0f));
}

{% endif %}
{% if "softplus" in used %}
static float f_softplus(float a)
{
    return (a <= 0.0f ? 0.0f : a) + log1pf(expf(-fabsf(a)));
}

{% endif %}
{% if "softmax" in used %}
static void softmax(float *row, int length)
{
    float largest = row[0], sum = 0.0f;
    int j;
    for (j = 1; j < length; j++) {
        if (row[j] > largest) {
            largest = row[j];
        }
    }
    for (j = 0; j < length; j++) {
        row[j] = expf(row[j] - largest);
        sum += row[j];
    }
    for (j = 0; j < length; j++) {
        row[j] /= sum;
    }
}

{% endif %}
int {{ name }}_predict(const number row[COLUMNS], number answers[OUTPUTS])
{
    static float x[INPUTS], a[WIDEST]{% if deepest > 1 %}, b[WIDEST]{% endif %};
    double sums[OUTPUTS] = { 0.0 };
{% if kind == "values" %}
    static const double scale[OUTPUTS][2] = {
{% for scale in scales %}
        { {{ scale[0] }}, {{ scale[1] }} },
{% endfor %}
    };
{% endif %}
    const int wrong = encode(row, x);
    int j;
    if (wrong) {
        return wrong;
    }
{% for member in members %}
{% set m = loop.index0 %}
{% for layer in member.layers %}
{% set from = "x" if loop.first else "a" if loop.index0 is odd else "b" %}
{% set to = "b" if loop.index0 is odd else "a" %}
    layer({{ from }}, {{ layer.inputs }}, weight_{{ m }}_{{ loop.index0 }}, bias_{{ m }}_{{ loop.index0 }}, {{ layer.outputs }}, {{ to }});
{% if layer.f == "softmax" %}
    softmax({{ to }}, {{ layer.outputs }});
{% elif layer.f != "linear" %}
    for (j = 0; j < {{ layer.outputs }}; j++) {
        {{ to }}[j] = f_{{ layer.f }}({{ to }}[j]);
    }
{% endif %}
{% endfor %}
{% set out = "a" if member.layers | length is odd else "b" %}
    for (j = 0; j < OUTPUTS; j++) {
        sums[j] += {{ member.times }} * {{ out }}[j];
    }
{% endfor %}
    for (j = 0; j < OUTPUTS; j++) {
        /* The mean of the networks, each as often as it counts. */
        const float output = (float)(sums[j] / {{ total }});
{% if kind == "values" %}
        answers[j] = (number)(output * scale[j][0] + scale[j][1]);
{% else %}
        answers[j] = output;
{% endif %}
    }
{% if kind == "classes" %}
    {
        int largest = 0;
        for (j = 1; j < OUTPUTS; j++) {
            if (answers[j] > answers[largest]) {
                largest = j;
            }
        }
        return largest;
    }
{% else %}
    return 0;
{% endif %}
}
