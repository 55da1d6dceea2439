struct NagaConstants {
    int first_vertex;
    int first_instance;
    uint other;
};
ConstantBuffer<NagaConstants> _NagaConstants: register(b1);

struct Layer {
    uint inputs;
    uint outputs;
    uint input_pitch;
    uint output_pitch;
    uint weight;
    uint weight_stride;
    uint bias;
    uint bias_stride;
    uint seen;
    uint answer;
    uint seen_delta;
    uint answer_delta;
};

struct Steps {
    uint layers;
    uint rows;
    uint steps;
    uint never;
    uint work_stride;
    uint order_stride;
    uint losses_stride;
    uint rate_stride;
    Layer layer[16];
};

static const uint WORKGROUP = 256u;
static const uint PARAMETERS = 619u;

cbuffer run : register(b0) { Steps run; }
RWByteAddressBuffer parameters : register(u0);
RWByteAddressBuffer work : register(u1);
ByteAddressBuffer inputs : register(t0);
ByteAddressBuffer targets : register(t1);
ByteAddressBuffer order : register(t2);
ByteAddressBuffer cursor : register(t3);
ByteAddressBuffer eta : register(t4);
RWByteAddressBuffer losses : register(u2);
groupshared float4 resident[619];
groupshared float partial[256];

float4 unpack(float4 word)
{
    return word;
}

float4 pack(float4 values)
{
    return values;
}

float hidden_activation(float a)
{
    float e = exp((-2.0 * abs(a)));
    float h_4 = ((1.0 - e) / (1.0 + e));
    return ((a >= 0.0) ? h_4 : -(h_4));
}

float hidden_derivative(float h)
{
    return (1.0 - (h * h));
}

float output_activation(float a_1)
{
    return a_1;
}

float output_derivative(float h_1)
{
    return 1.0;
}

float4 activations(float4 a_2, bool is_last)
{
    const float _e3 = hidden_activation(a_2.x);
    const float _e5 = hidden_activation(a_2.y);
    const float _e7 = hidden_activation(a_2.z);
    const float _e9 = hidden_activation(a_2.w);
    float4 hidden = float4(_e3, _e5, _e7, _e9);
    const float _e12 = output_activation(a_2.x);
    const float _e14 = output_activation(a_2.y);
    const float _e16 = output_activation(a_2.z);
    const float _e18 = output_activation(a_2.w);
    float4 output = float4(_e12, _e14, _e16, _e18);
    return (is_last ? output : hidden);
}

float4 hidden_derivatives(float4 h_2)
{
    const float _e2 = hidden_derivative(h_2.x);
    const float _e4 = hidden_derivative(h_2.y);
    const float _e6 = hidden_derivative(h_2.z);
    const float _e8 = hidden_derivative(h_2.w);
    return float4(_e2, _e4, _e6, _e8);
}

float4 output_derivatives(float4 h_3)
{
    const float _e2 = output_derivative(h_3.x);
    const float _e4 = output_derivative(h_3.y);
    const float _e6 = output_derivative(h_3.z);
    const float _e8 = output_derivative(h_3.w);
    return float4(_e2, _e4, _e6, _e8);
}

float4 load(uint place)
{
    float4 _e3 = asfloat(work.Load4(place*16));
    const float4 _e4 = unpack(_e3);
    return _e4;
}

void keep(uint place_1, float4 values_1)
{
    const float4 _e4 = pack(values_1);
    work.Store4(place_1*16, asuint(_e4));
    return;
}

void await_all()
{
    DeviceMemoryBarrierWithGroupSync();
    GroupMemoryBarrierWithGroupSync();
    return;
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

uint vectors(uint columns)
{
    return naga_div((columns + 3u), 4u);
}

uint size(uint l_1)
{
    uint _e6 = run.layer[l_1].inputs;
    const uint _e7 = vectors(_e6);
    uint _e15 = run.layer[l_1].outputs;
    const uint _e16 = vectors(_e15);
    return (((4u * _e7) + 1u) * _e16);
}

uint blocks(uint columns_1)
{
    uint _e3 = run.rows;
    const uint _e8 = vectors(columns_1);
    return (naga_div((_e3 + 1u), 2u) * _e8);
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

void move_parameters(uint member, uint local_1, bool back)
{
    uint start = 0u;
    uint l_2 = 0u;
    uint i = (uint)0;
    bool local_2 = (bool)0;

    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e84 = l_2;
            l_2 = (_e84 + 1u);
        }
        loop_init = false;
        uint _e7 = l_2;
        uint _e10 = run.layers;
        if ((_e7 < _e10)) {
        } else {
            break;
        }
        {
            uint _e14 = l_2;
            Layer layer = run.layer[_e14];
            const uint _e18 = vectors(layer.outputs);
            const uint _e21 = vectors(layer.inputs);
            uint rows = (4u * _e21);
            uint _e23 = l_2;
            const uint _e24 = size(_e23);
            i = local_1;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e78 = i;
                    i = (_e78 + WORKGROUP);
                }
                loop_init_1 = false;
                uint _e26 = i;
                if ((_e26 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = i;
                    uint row = naga_div(_e28, _e18);
                    bool is_bias = (row == rows);
                    uint weight_4 = ((layer.weight + (member * layer.weight_stride)) + (row * layer.output_pitch));
                    uint bias = (layer.bias + (member * layer.bias_stride));
                    uint _e43 = i;
                    uint place_2 = ((is_bias ? bias : weight_4) + naga_mod(_e43, _e18));
                    if (!(is_bias)) {
                        local_2 = (row >= layer.inputs);
                    } else {
                        local_2 = false;
                    }
                    bool _e52 = local_2;
                    if (_e52) {
                        uint _e54 = start;
                        uint _e55 = i;
                        resident[(_e54 + _e55)] = (0.0).xxxx;
                    } else {
                        if (back) {
                            uint _e63 = start;
                            uint _e64 = i;
                            float4 _e67 = resident[(_e63 + _e64)];
                            const float4 _e68 = pack(_e67);
                            parameters.Store4(place_2*16, asuint(_e68));
                        } else {
                            uint _e70 = start;
                            uint _e71 = i;
                            float4 _e76 = asfloat(parameters.Load4(place_2*16));
                            const float4 _e77 = unpack(_e76);
                            resident[(_e70 + _e71)] = _e77;
                        }
                    }
                }
            }
            uint _e81 = start;
            start = (_e81 + _e24);
        }
    }
    return;
}

void gather(uint local_3, uint mine, uint batch)
{
    uint i_1 = (uint)0;
    uint i_2 = (uint)0;

    Layer first = run.layer[0];
    uint _e11 = run.layers;
    Layer last = run.layer[(_e11 - 1u)];
    const uint _e17 = vectors(first.inputs);
    i_1 = local_3;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e44 = i_1;
            i_1 = (_e44 + WORKGROUP);
        }
        loop_init_2 = false;
        uint _e19 = i_1;
        uint _e22 = run.rows;
        if ((_e19 < (_e22 * _e17))) {
        } else {
            break;
        }
        {
            uint _e26 = i_1;
            uint sample_ = asuint(order.Load((batch + naga_div(_e26, _e17))*4));
            uint _e33 = i_1;
            uint _e38 = i_1;
            float4 _e42 = asfloat(inputs.Load4(((sample_ * first.input_pitch) + naga_mod(_e38, _e17))*16));
            const float4 _e43 = unpack(_e42);
            keep(((mine + first.seen) + _e33), _e43);
        }
    }
    const uint _e48 = vectors(last.outputs);
    i_2 = local_3;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e75 = i_2;
            i_2 = (_e75 + WORKGROUP);
        }
        loop_init_3 = false;
        uint _e50 = i_2;
        uint _e53 = run.rows;
        if ((_e50 < (_e53 * _e48))) {
        } else {
            break;
        }
        {
            uint _e57 = i_2;
            uint sample_1 = asuint(order.Load((batch + naga_div(_e57, _e48))*4));
            uint _e64 = i_2;
            uint _e69 = i_2;
            float4 _e73 = asfloat(targets.Load4(((sample_1 * last.output_pitch) + naga_mod(_e69, _e48))*16));
            const float4 _e74 = unpack(_e73);
            keep(((mine + last.answer_delta) + _e64), _e74);
        }
    }
    return;
}

float forward(uint local_4, uint mine_1, uint l_3, uint weight_1)
{
    float loss = 0.0;
    uint block = (uint)0;
    float4 sum0_ = (float4)0;
    float4 sum1_ = (float4)0;
    uint k = (uint)0;

    Layer layer_1 = run.layer[l_3];
    uint _e12 = run.layers;
    bool is_last_1 = ((l_3 + 1u) == _e12);
    const uint _e15 = vectors(layer_1.inputs);
    const uint _e17 = vectors(layer_1.outputs);
    const uint _e21 = blocks(layer_1.outputs);
    block = local_4;
    bool loop_init_4 = true;
    while(true) {
        if (!loop_init_4) {
            uint _e230 = block;
            block = (_e230 + WORKGROUP);
        }
        loop_init_4 = false;
        uint _e23 = block;
        if ((_e23 < _e21)) {
        } else {
            break;
        }
        {
            uint _e25 = block;
            uint column = naga_mod(_e25, _e17);
            uint _e27 = block;
            uint first_1 = (naga_div(_e27, _e17) * 2u);
            uint _e37 = run.rows;
            uint seen0_ = ((mine_1 + layer_1.seen) + (min((first_1 + 0u), (_e37 - 1u)) * _e15));
            sum0_ = (0.0).xxxx;
            uint _e52 = run.rows;
            uint seen1_ = ((mine_1 + layer_1.seen) + (min((first_1 + 1u), (_e52 - 1u)) * _e15));
            sum1_ = (0.0).xxxx;
            k = 0u;
            bool loop_init_5 = true;
            while(true) {
                if (!loop_init_5) {
                    uint _e148 = k;
                    k = (_e148 + 1u);
                }
                loop_init_5 = false;
                uint _e63 = k;
                if ((_e63 < _e15)) {
                } else {
                    break;
                }
                {
                    uint _e67 = k;
                    float4 w0_ = resident[((weight_1 + (((4u * _e67) + 0u) * _e17)) + column)];
                    uint _e78 = k;
                    float4 w1_ = resident[((weight_1 + (((4u * _e78) + 1u) * _e17)) + column)];
                    uint _e89 = k;
                    float4 w2_ = resident[((weight_1 + (((4u * _e89) + 2u) * _e17)) + column)];
                    uint _e100 = k;
                    float4 w3_ = resident[((weight_1 + (((4u * _e100) + 3u) * _e17)) + column)];
                    uint _e109 = k;
                    const float4 _e111 = load((seen0_ + _e109));
                    float4 _e112 = sum0_;
                    sum0_ = (_e112 + (_e111.x * w0_));
                    float4 _e116 = sum0_;
                    sum0_ = (_e116 + (_e111.y * w1_));
                    float4 _e120 = sum0_;
                    sum0_ = (_e120 + (_e111.z * w2_));
                    float4 _e124 = sum0_;
                    sum0_ = (_e124 + (_e111.w * w3_));
                    uint _e128 = k;
                    const float4 _e130 = load((seen1_ + _e128));
                    float4 _e131 = sum1_;
                    sum1_ = (_e131 + (_e130.x * w0_));
                    float4 _e135 = sum1_;
                    sum1_ = (_e135 + (_e130.y * w1_));
                    float4 _e139 = sum1_;
                    sum1_ = (_e139 + (_e130.z * w2_));
                    float4 _e143 = sum1_;
                    sum1_ = (_e143 + (_e130.w * w3_));
                }
            }
            float4 shift = resident[((weight_1 + ((4u * _e15) * _e17)) + column)];
            bool4 inside = ((((4u * column)).xxxx + uint4(0u, 1u, 2u, 3u)) < (layer_1.outputs).xxxx);
            uint _e174 = run.rows;
            if (((first_1 + 0u) < _e174)) {
                uint place_3 = ((mine_1 + ((first_1 + 0u) * _e17)) + column);
                float4 _e183 = sum0_;
                const float4 _e185 = activations((_e183 + shift), is_last_1);
                float4 h_5 = (inside ? _e185 : (0.0).xxxx);
                if (is_last_1) {
                    const float4 _e189 = load((place_3 + layer_1.answer_delta));
                    float4 d = (h_5 - _e189);
                    const float4 _e193 = output_derivatives(h_5);
                    keep((place_3 + layer_1.answer_delta), (d * _e193));
                    float _e195 = loss;
                    loss = (_e195 + dot(d, d));
                } else {
                    keep((place_3 + layer_1.answer), h_5);
                }
            }
            uint _e204 = run.rows;
            if (((first_1 + 1u) < _e204)) {
                uint place_4 = ((mine_1 + ((first_1 + 1u) * _e17)) + column);
                float4 _e213 = sum1_;
                const float4 _e215 = activations((_e213 + shift), is_last_1);
                float4 h_6 = (inside ? _e215 : (0.0).xxxx);
                if (is_last_1) {
                    const float4 _e219 = load((place_4 + layer_1.answer_delta));
                    float4 d_1 = (h_6 - _e219);
                    const float4 _e223 = output_derivatives(h_6);
                    keep((place_4 + layer_1.answer_delta), (d_1 * _e223));
                    float _e225 = loss;
                    loss = (_e225 + dot(d_1, d_1));
                } else {
                    keep((place_4 + layer_1.answer), h_6);
                }
            }
        }
    }
    float _e233 = loss;
    return _e233;
}

void backward(uint local_5, uint mine_2, uint l_4, uint weight_2)
{
    uint block_1 = (uint)0;
    float4 sum0_1 = (float4)0;
    float4 sum1_1 = (float4)0;
    uint k_1 = (uint)0;

    Layer layer_2 = run.layer[l_4];
    const uint _e9 = vectors(layer_2.outputs);
    const uint _e11 = vectors(layer_2.inputs);
    const uint _e13 = blocks(layer_2.inputs);
    block_1 = local_5;
    bool loop_init_6 = true;
    while(true) {
        if (!loop_init_6) {
            uint _e190 = block_1;
            block_1 = (_e190 + WORKGROUP);
        }
        loop_init_6 = false;
        uint _e15 = block_1;
        if ((_e15 < _e13)) {
        } else {
            break;
        }
        {
            uint _e17 = block_1;
            uint column_1 = naga_mod(_e17, _e11);
            uint _e19 = block_1;
            uint first_2 = (naga_div(_e19, _e11) * 2u);
            uint _e29 = run.rows;
            uint delta0_ = ((mine_2 + layer_2.answer_delta) + (min((first_2 + 0u), (_e29 - 1u)) * _e9));
            sum0_1 = (0.0).xxxx;
            uint _e44 = run.rows;
            uint delta1_ = ((mine_2 + layer_2.answer_delta) + (min((first_2 + 1u), (_e44 - 1u)) * _e9));
            sum1_1 = (0.0).xxxx;
            k_1 = 0u;
            bool loop_init_7 = true;
            while(true) {
                if (!loop_init_7) {
                    uint _e150 = k_1;
                    k_1 = (_e150 + 1u);
                }
                loop_init_7 = false;
                uint _e55 = k_1;
                if ((_e55 < _e9)) {
                } else {
                    break;
                }
                {
                    uint _e64 = k_1;
                    float4 _e67 = resident[((weight_2 + (((4u * column_1) + 0u) * _e9)) + _e64)];
                    uint _e75 = k_1;
                    float4 _e78 = resident[((weight_2 + (((4u * column_1) + 1u) * _e9)) + _e75)];
                    uint _e86 = k_1;
                    float4 _e89 = resident[((weight_2 + (((4u * column_1) + 2u) * _e9)) + _e86)];
                    uint _e97 = k_1;
                    float4 _e100 = resident[((weight_2 + (((4u * column_1) + 3u) * _e9)) + _e97)];
                    float4x4 w = transpose(float4x4(_e67, _e78, _e89, _e100));
                    uint _e103 = k_1;
                    const float4 _e105 = load((delta0_ + _e103));
                    float4 _e106 = sum0_1;
                    sum0_1 = (_e106 + (_e105.x * w[0]));
                    float4 _e111 = sum0_1;
                    sum0_1 = (_e111 + (_e105.y * w[1]));
                    float4 _e116 = sum0_1;
                    sum0_1 = (_e116 + (_e105.z * w[2]));
                    float4 _e121 = sum0_1;
                    sum0_1 = (_e121 + (_e105.w * w[3]));
                    uint _e126 = k_1;
                    const float4 _e128 = load((delta1_ + _e126));
                    float4 _e129 = sum1_1;
                    sum1_1 = (_e129 + (_e128.x * w[0]));
                    float4 _e134 = sum1_1;
                    sum1_1 = (_e134 + (_e128.y * w[1]));
                    float4 _e139 = sum1_1;
                    sum1_1 = (_e139 + (_e128.z * w[2]));
                    float4 _e144 = sum1_1;
                    sum1_1 = (_e144 + (_e128.w * w[3]));
                }
            }
            uint _e156 = run.rows;
            if (((first_2 + 0u) < _e156)) {
                uint place_5 = ((mine_2 + ((first_2 + 0u) * _e11)) + column_1);
                const float4 _e165 = load((place_5 + layer_2.seen));
                const float4 _e166 = hidden_derivatives(_e165);
                float4 _e169 = sum0_1;
                keep((place_5 + layer_2.seen_delta), (_e169 * _e166));
            }
            uint _e175 = run.rows;
            if (((first_2 + 1u) < _e175)) {
                uint place_6 = ((mine_2 + ((first_2 + 1u) * _e11)) + column_1);
                const float4 _e184 = load((place_6 + layer_2.seen));
                const float4 _e185 = hidden_derivatives(_e184);
                float4 _e188 = sum1_1;
                keep((place_6 + layer_2.seen_delta), (_e188 * _e185));
            }
        }
    }
    return;
}

void update(uint local_6, uint mine_3, uint l_5, uint weight_3, float rate)
{
    uint block_2 = (uint)0;
    float4 sum0_2 = (float4)0;
    float4 sum1_2 = (float4)0;
    float4 sum2_ = (float4)0;
    float4 sum3_ = (float4)0;
    uint k_2 = (uint)0;
    float4 sum = (float4)0;
    uint k_3 = (uint)0;

    Layer layer_3 = run.layer[l_5];
    uint terms = run.rows;
    const uint _e13 = vectors(layer_3.inputs);
    const uint _e15 = vectors(layer_3.outputs);
    block_2 = local_6;
    bool loop_init_8 = true;
    while(true) {
        if (!loop_init_8) {
            uint _e139 = block_2;
            block_2 = (_e139 + WORKGROUP);
        }
        loop_init_8 = false;
        uint _e17 = block_2;
        if ((_e17 < ((_e13 + 1u) * _e15))) {
        } else {
            break;
        }
        {
            uint _e22 = block_2;
            uint column_2 = naga_mod(_e22, _e15);
            uint _e24 = block_2;
            uint row_1 = naga_div(_e24, _e15);
            uint seen = ((mine_3 + layer_3.seen) + row_1);
            uint delta = ((mine_3 + layer_3.answer_delta) + column_2);
            uint place_7 = ((weight_3 + ((4u * row_1) * _e15)) + column_2);
            if ((row_1 < _e13)) {
                sum0_2 = (0.0).xxxx;
                sum1_2 = (0.0).xxxx;
                sum2_ = (0.0).xxxx;
                sum3_ = (0.0).xxxx;
                k_2 = 0u;
                bool loop_init_9 = true;
                while(true) {
                    if (!loop_init_9) {
                        uint _e79 = k_2;
                        k_2 = (_e79 + 1u);
                    }
                    loop_init_9 = false;
                    uint _e52 = k_2;
                    if ((_e52 < terms)) {
                    } else {
                        break;
                    }
                    {
                        uint _e54 = k_2;
                        const float4 _e57 = load((seen + (_e54 * _e13)));
                        uint _e58 = k_2;
                        const float4 _e61 = load((delta + (_e58 * _e15)));
                        float4 _e62 = sum0_2;
                        sum0_2 = (_e62 + (_e57.x * _e61));
                        float4 _e66 = sum1_2;
                        sum1_2 = (_e66 + (_e57.y * _e61));
                        float4 _e70 = sum2_;
                        sum2_ = (_e70 + (_e57.z * _e61));
                        float4 _e74 = sum3_;
                        sum3_ = (_e74 + (_e57.w * _e61));
                    }
                }
                float4 _e86 = resident[(place_7 + (0u * _e15))];
                float4 _e87 = sum0_2;
                resident[(place_7 + (0u * _e15))] = (_e86 - (rate * _e87));
                float4 _e95 = resident[(place_7 + (1u * _e15))];
                float4 _e96 = sum1_2;
                resident[(place_7 + (1u * _e15))] = (_e95 - (rate * _e96));
                float4 _e104 = resident[(place_7 + (2u * _e15))];
                float4 _e105 = sum2_;
                resident[(place_7 + (2u * _e15))] = (_e104 - (rate * _e105));
                float4 _e113 = resident[(place_7 + (3u * _e15))];
                float4 _e114 = sum3_;
                resident[(place_7 + (3u * _e15))] = (_e113 - (rate * _e114));
            } else {
                sum = (0.0).xxxx;
                k_3 = 0u;
                bool loop_init_10 = true;
                while(true) {
                    if (!loop_init_10) {
                        uint _e131 = k_3;
                        k_3 = (_e131 + 1u);
                    }
                    loop_init_10 = false;
                    uint _e122 = k_3;
                    if ((_e122 < terms)) {
                    } else {
                        break;
                    }
                    {
                        float4 _e124 = sum;
                        uint _e125 = k_3;
                        const float4 _e128 = load((delta + (_e125 * _e15)));
                        sum = (_e124 + _e128);
                    }
                }
                float4 _e135 = resident[place_7];
                float4 _e136 = sum;
                resident[place_7] = (_e135 - (rate * _e136));
            }
        }
    }
    return;
}

[numthreads(256, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint local : SV_GroupIndex)
{
    uint step_ = 0u;
    uint weight = (uint)0;
    uint l = (uint)0;
    float total = (float)0;
    uint part = (uint)0;
    uint after = (uint)0;

    uint member_1 = workgroup.z;
    uint _e5 = run.work_stride;
    uint mine_4 = (member_1 * _e5);
    uint _e10 = run.rate_stride;
    float _e13 = asfloat(eta.Load((member_1 * _e10)*4));
    uint _e16 = run.rows;
    float rate_1 = (_e13 / float(_e16));
    uint done_samples = asuint(cursor.Load(0));
    uint done_steps = asuint(cursor.Load(4));
    move_parameters(member_1, local, false);
    bool loop_init_11 = true;
    while(true) {
        if (!loop_init_11) {
            uint _e136 = step_;
            step_ = (_e136 + 1u);
        }
        loop_init_11 = false;
        uint _e28 = step_;
        uint _e31 = run.steps;
        if ((_e28 < _e31)) {
        } else {
            break;
        }
        {
            uint _e35 = run.order_stride;
            uint _e38 = step_;
            uint _e41 = run.rows;
            gather(local, mine_4, (((member_1 * _e35) + done_samples) + (_e38 * _e41)));
            await_all();
            weight = 0u;
            l = 0u;
            bool loop_init_12 = true;
            while(true) {
                if (!loop_init_12) {
                    uint _e63 = l;
                    l = (_e63 + 1u);
                }
                loop_init_12 = false;
                uint _e48 = l;
                uint _e51 = run.layers;
                if ((_e48 < _e51)) {
                } else {
                    break;
                }
                {
                    uint _e55 = l;
                    uint _e56 = weight;
                    const float _e57 = forward(local, mine_4, _e55, _e56);
                    partial[local] = _e57;
                    uint _e58 = weight;
                    uint _e59 = l;
                    const uint _e60 = size(_e59);
                    weight = (_e58 + _e60);
                    await_all();
                }
            }
            if ((local == 255u)) {
                uint _e74 = run.layers;
                uint _e79 = run.layer[(_e74 - 1u)].outputs;
                const uint _e80 = blocks(_e79);
                uint parts = min(_e80, WORKGROUP);
                total = 0.0;
                part = 0u;
                bool loop_init_13 = true;
                while(true) {
                    if (!loop_init_13) {
                        uint _e96 = part;
                        part = (_e96 + 1u);
                    }
                    loop_init_13 = false;
                    uint _e87 = part;
                    if ((_e87 < parts)) {
                    } else {
                        break;
                    }
                    {
                        float _e89 = total;
                        uint _e91 = part;
                        float _e93 = partial[_e91];
                        total = (_e89 + _e93);
                    }
                }
                uint _e101 = run.losses_stride;
                uint _e104 = step_;
                float _e107 = total;
                uint _e112 = run.rows;
                losses.Store((((member_1 * _e101) + done_steps) + _e104)*4, asuint(((0.5 * _e107) / float(_e112))));
            }
            uint _e117 = run.layers;
            after = _e117;
            bool loop_init_14 = true;
            while(true) {
                if (!loop_init_14) {
                    uint _e133 = after;
                    after = (_e133 - 1u);
                }
                loop_init_14 = false;
                uint _e119 = after;
                if ((_e119 > 0u)) {
                } else {
                    break;
                }
                {
                    uint _e122 = after;
                    uint l_6 = (_e122 - 1u);
                    uint _e125 = weight;
                    const uint _e126 = size(l_6);
                    weight = (_e125 - _e126);
                    if ((l_6 > 0u)) {
                        uint _e130 = weight;
                        backward(local, mine_4, l_6, _e130);
                        await_all();
                    }
                    uint _e131 = weight;
                    update(local, mine_4, l_6, _e131, rate_1);
                }
            }
            await_all();
        }
    }
    move_parameters(member_1, local, true);
    return;
}
