// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
    uint size5;
    uint size6;
    uint size7;
    uint size8;
};

typedef metal::float4 Word;
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
struct type_3 {
    Layer inner[16];
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
    type_3 layer;
};
typedef Word type_4[1];
typedef uint type_5[1];
typedef float type_6[1];
struct type_8 {
    metal::float4 inner[619];
};
struct type_9 {
    float inner[256];
};
constant uint WORKGROUP = 256u;
constant uint PARAMETERS = 619u;

metal::float4 unpack(
    Word word
) {
    return word;
}

Word pack(
    metal::float4 values
) {
    return values;
}

float hidden_activation(
    float a
) {
    float e = metal::exp(-2.0 * metal::abs(a));
    float h_4 = (1.0 - e) / (1.0 + e);
    return (a >= 0.0) ? h_4 : -(h_4);
}

float hidden_derivative(
    float h
) {
    return 1.0 - (h * h);
}

float output_activation(
    float a_1
) {
    return a_1;
}

float output_derivative(
    float h_1
) {
    return 1.0;
}

metal::float4 activations(
    metal::float4 a_2,
    bool is_last
) {
    float _e3 = hidden_activation(a_2.x);
    float _e5 = hidden_activation(a_2.y);
    float _e7 = hidden_activation(a_2.z);
    float _e9 = hidden_activation(a_2.w);
    metal::float4 hidden = metal::float4(_e3, _e5, _e7, _e9);
    float _e12 = output_activation(a_2.x);
    float _e14 = output_activation(a_2.y);
    float _e16 = output_activation(a_2.z);
    float _e18 = output_activation(a_2.w);
    metal::float4 output = metal::float4(_e12, _e14, _e16, _e18);
    return is_last ? output : hidden;
}

metal::float4 hidden_derivatives(
    metal::float4 h_2
) {
    float _e2 = hidden_derivative(h_2.x);
    float _e4 = hidden_derivative(h_2.y);
    float _e6 = hidden_derivative(h_2.z);
    float _e8 = hidden_derivative(h_2.w);
    return metal::float4(_e2, _e4, _e6, _e8);
}

metal::float4 output_derivatives(
    metal::float4 h_3
) {
    float _e2 = output_derivative(h_3.x);
    float _e4 = output_derivative(h_3.y);
    float _e6 = output_derivative(h_3.z);
    float _e8 = output_derivative(h_3.w);
    return metal::float4(_e2, _e4, _e6, _e8);
}

metal::float4 load(
    uint place,
    device type_4 const& work,
    constant _mslBufferSizes& _buffer_sizes
) {
    Word _e3 = work[place];
    metal::float4 _e4 = unpack(_e3);
    return _e4;
}

void keep(
    uint place_1,
    metal::float4 values_1,
    device type_4& work,
    constant _mslBufferSizes& _buffer_sizes
) {
    Word _e4 = pack(values_1);
    work[place_1] = _e4;
    return;
}

void await_all(
) {
    metal::threadgroup_barrier(metal::mem_flags::mem_device);
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    return;
}

uint vectors(
    uint columns
) {
    return (columns + 3u) / 4u;
}

uint size(
    uint l_1,
    constant Steps& run
) {
    uint _e6 = run.layer.inner[l_1].inputs;
    uint _e7 = vectors(_e6);
    uint _e15 = run.layer.inner[l_1].outputs;
    uint _e16 = vectors(_e15);
    return ((4u * _e7) + 1u) * _e16;
}

uint blocks(
    uint columns_1,
    constant Steps& run
) {
    uint _e3 = run.rows;
    uint _e8 = vectors(columns_1);
    return ((_e3 + 1u) / 2u) * _e8;
}

void move_parameters(
    uint member,
    uint local_1,
    bool back,
    constant Steps& run,
    device type_4& parameters,
    threadgroup type_8& resident,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint start = 0u;
    uint l_2 = 0u;
    uint i = {};
    bool local_2 = {};
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e84 = l_2;
            l_2 = _e84 + 1u;
        }
        loop_init = false;
        uint _e7 = l_2;
        uint _e10 = run.layers;
        if (_e7 < _e10) {
        } else {
            break;
        }
        {
            uint _e14 = l_2;
            Layer layer = run.layer.inner[_e14];
            uint _e18 = vectors(layer.outputs);
            uint _e21 = vectors(layer.inputs);
            uint rows = 4u * _e21;
            uint _e23 = l_2;
            uint _e24 = size(_e23, run);
            i = local_1;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e78 = i;
                    i = _e78 + WORKGROUP;
                }
                loop_init_1 = false;
                uint _e26 = i;
                if (_e26 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = i;
                    uint row = _e28 / _e18;
                    bool is_bias = row == rows;
                    uint weight_4 = (layer.weight + (member * layer.weight_stride)) + (row * layer.output_pitch);
                    uint bias = layer.bias + (member * layer.bias_stride);
                    uint _e43 = i;
                    uint place_2 = (is_bias ? bias : weight_4) + (_e43 % _e18);
                    if (!(is_bias)) {
                        local_2 = row >= layer.inputs;
                    } else {
                        local_2 = false;
                    }
                    bool _e52 = local_2;
                    if (_e52) {
                        uint _e54 = start;
                        uint _e55 = i;
                        resident.inner[_e54 + _e55] = metal::float4(0.0);
                    } else {
                        if (back) {
                            uint _e63 = start;
                            uint _e64 = i;
                            metal::float4 _e67 = resident.inner[_e63 + _e64];
                            Word _e68 = pack(_e67);
                            parameters[place_2] = _e68;
                        } else {
                            uint _e70 = start;
                            uint _e71 = i;
                            Word _e76 = parameters[place_2];
                            metal::float4 _e77 = unpack(_e76);
                            resident.inner[_e70 + _e71] = _e77;
                        }
                    }
                }
            }
            uint _e81 = start;
            start = _e81 + _e24;
        }
    }
    return;
}

void gather(
    uint local_3,
    uint mine,
    uint batch,
    constant Steps& run,
    device type_4& work,
    device type_4 const& inputs,
    device type_4 const& targets,
    device type_5 const& order,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint i_1 = {};
    uint i_2 = {};
    Layer first = run.layer.inner[0];
    uint _e11 = run.layers;
    Layer last = run.layer.inner[_e11 - 1u];
    uint _e17 = vectors(first.inputs);
    i_1 = local_3;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e44 = i_1;
            i_1 = _e44 + WORKGROUP;
        }
        loop_init_2 = false;
        uint _e19 = i_1;
        uint _e22 = run.rows;
        if (_e19 < (_e22 * _e17)) {
        } else {
            break;
        }
        {
            uint _e26 = i_1;
            uint sample = order[batch + (_e26 / _e17)];
            uint _e33 = i_1;
            uint _e38 = i_1;
            Word _e42 = inputs[(sample * first.input_pitch) + (_e38 % _e17)];
            metal::float4 _e43 = unpack(_e42);
            keep((mine + first.seen) + _e33, _e43, work, _buffer_sizes);
        }
    }
    uint _e48 = vectors(last.outputs);
    i_2 = local_3;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e75 = i_2;
            i_2 = _e75 + WORKGROUP;
        }
        loop_init_3 = false;
        uint _e50 = i_2;
        uint _e53 = run.rows;
        if (_e50 < (_e53 * _e48)) {
        } else {
            break;
        }
        {
            uint _e57 = i_2;
            uint sample_1 = order[batch + (_e57 / _e48)];
            uint _e64 = i_2;
            uint _e69 = i_2;
            Word _e73 = targets[(sample_1 * last.output_pitch) + (_e69 % _e48)];
            metal::float4 _e74 = unpack(_e73);
            keep((mine + last.answer_delta) + _e64, _e74, work, _buffer_sizes);
        }
    }
    return;
}

float forward(
    uint local_4,
    uint mine_1,
    uint l_3,
    uint weight_1,
    constant Steps& run,
    device type_4& work,
    threadgroup type_8& resident,
    constant _mslBufferSizes& _buffer_sizes
) {
    float loss = 0.0;
    uint block = {};
    metal::float4 sum0_ = {};
    metal::float4 sum1_ = {};
    uint k = {};
    Layer layer_1 = run.layer.inner[l_3];
    uint _e12 = run.layers;
    bool is_last_1 = (l_3 + 1u) == _e12;
    uint _e15 = vectors(layer_1.inputs);
    uint _e17 = vectors(layer_1.outputs);
    uint _e21 = blocks(layer_1.outputs, run);
    block = local_4;
    bool loop_init_4 = true;
    while(true) {
        if (!loop_init_4) {
            uint _e230 = block;
            block = _e230 + WORKGROUP;
        }
        loop_init_4 = false;
        uint _e23 = block;
        if (_e23 < _e21) {
        } else {
            break;
        }
        {
            uint _e25 = block;
            uint column = _e25 % _e17;
            uint _e27 = block;
            uint first_1 = (_e27 / _e17) * 2u;
            uint _e37 = run.rows;
            uint seen0_ = (mine_1 + layer_1.seen) + (metal::min(first_1 + 0u, _e37 - 1u) * _e15);
            sum0_ = metal::float4(0.0);
            uint _e52 = run.rows;
            uint seen1_ = (mine_1 + layer_1.seen) + (metal::min(first_1 + 1u, _e52 - 1u) * _e15);
            sum1_ = metal::float4(0.0);
            k = 0u;
            bool loop_init_5 = true;
            while(true) {
                if (!loop_init_5) {
                    uint _e148 = k;
                    k = _e148 + 1u;
                }
                loop_init_5 = false;
                uint _e63 = k;
                if (_e63 < _e15) {
                } else {
                    break;
                }
                {
                    uint _e67 = k;
                    metal::float4 w0_ = resident.inner[(weight_1 + (((4u * _e67) + 0u) * _e17)) + column];
                    uint _e78 = k;
                    metal::float4 w1_ = resident.inner[(weight_1 + (((4u * _e78) + 1u) * _e17)) + column];
                    uint _e89 = k;
                    metal::float4 w2_ = resident.inner[(weight_1 + (((4u * _e89) + 2u) * _e17)) + column];
                    uint _e100 = k;
                    metal::float4 w3_ = resident.inner[(weight_1 + (((4u * _e100) + 3u) * _e17)) + column];
                    uint _e109 = k;
                    metal::float4 _e111 = load(seen0_ + _e109, work, _buffer_sizes);
                    metal::float4 _e112 = sum0_;
                    sum0_ = _e112 + (_e111.x * w0_);
                    metal::float4 _e116 = sum0_;
                    sum0_ = _e116 + (_e111.y * w1_);
                    metal::float4 _e120 = sum0_;
                    sum0_ = _e120 + (_e111.z * w2_);
                    metal::float4 _e124 = sum0_;
                    sum0_ = _e124 + (_e111.w * w3_);
                    uint _e128 = k;
                    metal::float4 _e130 = load(seen1_ + _e128, work, _buffer_sizes);
                    metal::float4 _e131 = sum1_;
                    sum1_ = _e131 + (_e130.x * w0_);
                    metal::float4 _e135 = sum1_;
                    sum1_ = _e135 + (_e130.y * w1_);
                    metal::float4 _e139 = sum1_;
                    sum1_ = _e139 + (_e130.z * w2_);
                    metal::float4 _e143 = sum1_;
                    sum1_ = _e143 + (_e130.w * w3_);
                }
            }
            metal::float4 shift = resident.inner[(weight_1 + ((4u * _e15) * _e17)) + column];
            metal::bool4 inside = (metal::uint4(4u * column) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(layer_1.outputs);
            uint _e174 = run.rows;
            if ((first_1 + 0u) < _e174) {
                uint place_3 = (mine_1 + ((first_1 + 0u) * _e17)) + column;
                metal::float4 _e183 = sum0_;
                metal::float4 _e185 = activations(_e183 + shift, is_last_1);
                metal::float4 h_5 = metal::select(metal::float4(0.0), _e185, inside);
                if (is_last_1) {
                    metal::float4 _e189 = load(place_3 + layer_1.answer_delta, work, _buffer_sizes);
                    metal::float4 d = h_5 - _e189;
                    metal::float4 _e193 = output_derivatives(h_5);
                    keep(place_3 + layer_1.answer_delta, d * _e193, work, _buffer_sizes);
                    float _e195 = loss;
                    loss = _e195 + metal::dot(d, d);
                } else {
                    keep(place_3 + layer_1.answer, h_5, work, _buffer_sizes);
                }
            }
            uint _e204 = run.rows;
            if ((first_1 + 1u) < _e204) {
                uint place_4 = (mine_1 + ((first_1 + 1u) * _e17)) + column;
                metal::float4 _e213 = sum1_;
                metal::float4 _e215 = activations(_e213 + shift, is_last_1);
                metal::float4 h_6 = metal::select(metal::float4(0.0), _e215, inside);
                if (is_last_1) {
                    metal::float4 _e219 = load(place_4 + layer_1.answer_delta, work, _buffer_sizes);
                    metal::float4 d_1 = h_6 - _e219;
                    metal::float4 _e223 = output_derivatives(h_6);
                    keep(place_4 + layer_1.answer_delta, d_1 * _e223, work, _buffer_sizes);
                    float _e225 = loss;
                    loss = _e225 + metal::dot(d_1, d_1);
                } else {
                    keep(place_4 + layer_1.answer, h_6, work, _buffer_sizes);
                }
            }
        }
    }
    float _e233 = loss;
    return _e233;
}

void backward(
    uint local_5,
    uint mine_2,
    uint l_4,
    uint weight_2,
    constant Steps& run,
    device type_4& work,
    threadgroup type_8& resident,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint block_1 = {};
    metal::float4 sum0_1 = {};
    metal::float4 sum1_1 = {};
    uint k_1 = {};
    Layer layer_2 = run.layer.inner[l_4];
    uint _e9 = vectors(layer_2.outputs);
    uint _e11 = vectors(layer_2.inputs);
    uint _e13 = blocks(layer_2.inputs, run);
    block_1 = local_5;
    bool loop_init_6 = true;
    while(true) {
        if (!loop_init_6) {
            uint _e190 = block_1;
            block_1 = _e190 + WORKGROUP;
        }
        loop_init_6 = false;
        uint _e15 = block_1;
        if (_e15 < _e13) {
        } else {
            break;
        }
        {
            uint _e17 = block_1;
            uint column_1 = _e17 % _e11;
            uint _e19 = block_1;
            uint first_2 = (_e19 / _e11) * 2u;
            uint _e29 = run.rows;
            uint delta0_ = (mine_2 + layer_2.answer_delta) + (metal::min(first_2 + 0u, _e29 - 1u) * _e9);
            sum0_1 = metal::float4(0.0);
            uint _e44 = run.rows;
            uint delta1_ = (mine_2 + layer_2.answer_delta) + (metal::min(first_2 + 1u, _e44 - 1u) * _e9);
            sum1_1 = metal::float4(0.0);
            k_1 = 0u;
            bool loop_init_7 = true;
            while(true) {
                if (!loop_init_7) {
                    uint _e150 = k_1;
                    k_1 = _e150 + 1u;
                }
                loop_init_7 = false;
                uint _e55 = k_1;
                if (_e55 < _e9) {
                } else {
                    break;
                }
                {
                    uint _e64 = k_1;
                    metal::float4 _e67 = resident.inner[(weight_2 + (((4u * column_1) + 0u) * _e9)) + _e64];
                    uint _e75 = k_1;
                    metal::float4 _e78 = resident.inner[(weight_2 + (((4u * column_1) + 1u) * _e9)) + _e75];
                    uint _e86 = k_1;
                    metal::float4 _e89 = resident.inner[(weight_2 + (((4u * column_1) + 2u) * _e9)) + _e86];
                    uint _e97 = k_1;
                    metal::float4 _e100 = resident.inner[(weight_2 + (((4u * column_1) + 3u) * _e9)) + _e97];
                    metal::float4x4 w = metal::transpose(metal::float4x4(_e67, _e78, _e89, _e100));
                    uint _e103 = k_1;
                    metal::float4 _e105 = load(delta0_ + _e103, work, _buffer_sizes);
                    metal::float4 _e106 = sum0_1;
                    sum0_1 = _e106 + (_e105.x * w[0]);
                    metal::float4 _e111 = sum0_1;
                    sum0_1 = _e111 + (_e105.y * w[1]);
                    metal::float4 _e116 = sum0_1;
                    sum0_1 = _e116 + (_e105.z * w[2]);
                    metal::float4 _e121 = sum0_1;
                    sum0_1 = _e121 + (_e105.w * w[3]);
                    uint _e126 = k_1;
                    metal::float4 _e128 = load(delta1_ + _e126, work, _buffer_sizes);
                    metal::float4 _e129 = sum1_1;
                    sum1_1 = _e129 + (_e128.x * w[0]);
                    metal::float4 _e134 = sum1_1;
                    sum1_1 = _e134 + (_e128.y * w[1]);
                    metal::float4 _e139 = sum1_1;
                    sum1_1 = _e139 + (_e128.z * w[2]);
                    metal::float4 _e144 = sum1_1;
                    sum1_1 = _e144 + (_e128.w * w[3]);
                }
            }
            uint _e156 = run.rows;
            if ((first_2 + 0u) < _e156) {
                uint place_5 = (mine_2 + ((first_2 + 0u) * _e11)) + column_1;
                metal::float4 _e165 = load(place_5 + layer_2.seen, work, _buffer_sizes);
                metal::float4 _e166 = hidden_derivatives(_e165);
                metal::float4 _e169 = sum0_1;
                keep(place_5 + layer_2.seen_delta, _e169 * _e166, work, _buffer_sizes);
            }
            uint _e175 = run.rows;
            if ((first_2 + 1u) < _e175) {
                uint place_6 = (mine_2 + ((first_2 + 1u) * _e11)) + column_1;
                metal::float4 _e184 = load(place_6 + layer_2.seen, work, _buffer_sizes);
                metal::float4 _e185 = hidden_derivatives(_e184);
                metal::float4 _e188 = sum1_1;
                keep(place_6 + layer_2.seen_delta, _e188 * _e185, work, _buffer_sizes);
            }
        }
    }
    return;
}

void update(
    uint local_6,
    uint mine_3,
    uint l_5,
    uint weight_3,
    float rate,
    constant Steps& run,
    device type_4 const& work,
    threadgroup type_8& resident,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint block_2 = {};
    metal::float4 sum0_2 = {};
    metal::float4 sum1_2 = {};
    metal::float4 sum2_ = {};
    metal::float4 sum3_ = {};
    uint k_2 = {};
    metal::float4 sum = {};
    uint k_3 = {};
    Layer layer_3 = run.layer.inner[l_5];
    uint terms = run.rows;
    uint _e13 = vectors(layer_3.inputs);
    uint _e15 = vectors(layer_3.outputs);
    block_2 = local_6;
    bool loop_init_8 = true;
    while(true) {
        if (!loop_init_8) {
            uint _e139 = block_2;
            block_2 = _e139 + WORKGROUP;
        }
        loop_init_8 = false;
        uint _e17 = block_2;
        if (_e17 < ((_e13 + 1u) * _e15)) {
        } else {
            break;
        }
        {
            uint _e22 = block_2;
            uint column_2 = _e22 % _e15;
            uint _e24 = block_2;
            uint row_1 = _e24 / _e15;
            uint seen = (mine_3 + layer_3.seen) + row_1;
            uint delta = (mine_3 + layer_3.answer_delta) + column_2;
            uint place_7 = (weight_3 + ((4u * row_1) * _e15)) + column_2;
            if (row_1 < _e13) {
                sum0_2 = metal::float4(0.0);
                sum1_2 = metal::float4(0.0);
                sum2_ = metal::float4(0.0);
                sum3_ = metal::float4(0.0);
                k_2 = 0u;
                bool loop_init_9 = true;
                while(true) {
                    if (!loop_init_9) {
                        uint _e79 = k_2;
                        k_2 = _e79 + 1u;
                    }
                    loop_init_9 = false;
                    uint _e52 = k_2;
                    if (_e52 < terms) {
                    } else {
                        break;
                    }
                    {
                        uint _e54 = k_2;
                        metal::float4 _e57 = load(seen + (_e54 * _e13), work, _buffer_sizes);
                        uint _e58 = k_2;
                        metal::float4 _e61 = load(delta + (_e58 * _e15), work, _buffer_sizes);
                        metal::float4 _e62 = sum0_2;
                        sum0_2 = _e62 + (_e57.x * _e61);
                        metal::float4 _e66 = sum1_2;
                        sum1_2 = _e66 + (_e57.y * _e61);
                        metal::float4 _e70 = sum2_;
                        sum2_ = _e70 + (_e57.z * _e61);
                        metal::float4 _e74 = sum3_;
                        sum3_ = _e74 + (_e57.w * _e61);
                    }
                }
                metal::float4 _e86 = resident.inner[place_7 + (0u * _e15)];
                metal::float4 _e87 = sum0_2;
                resident.inner[place_7 + (0u * _e15)] = _e86 - (rate * _e87);
                metal::float4 _e95 = resident.inner[place_7 + (1u * _e15)];
                metal::float4 _e96 = sum1_2;
                resident.inner[place_7 + (1u * _e15)] = _e95 - (rate * _e96);
                metal::float4 _e104 = resident.inner[place_7 + (2u * _e15)];
                metal::float4 _e105 = sum2_;
                resident.inner[place_7 + (2u * _e15)] = _e104 - (rate * _e105);
                metal::float4 _e113 = resident.inner[place_7 + (3u * _e15)];
                metal::float4 _e114 = sum3_;
                resident.inner[place_7 + (3u * _e15)] = _e113 - (rate * _e114);
            } else {
                sum = metal::float4(0.0);
                k_3 = 0u;
                bool loop_init_10 = true;
                while(true) {
                    if (!loop_init_10) {
                        uint _e131 = k_3;
                        k_3 = _e131 + 1u;
                    }
                    loop_init_10 = false;
                    uint _e122 = k_3;
                    if (_e122 < terms) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e124 = sum;
                        uint _e125 = k_3;
                        metal::float4 _e128 = load(delta + (_e125 * _e15), work, _buffer_sizes);
                        sum = _e124 + _e128;
                    }
                }
                metal::float4 _e135 = resident.inner[place_7];
                metal::float4 _e136 = sum;
                resident.inner[place_7] = _e135 - (rate * _e136);
            }
        }
    }
    return;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(256)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Steps& run [[buffer(0)]]
, device type_4& parameters [[buffer(1)]]
, device type_4& work [[buffer(2)]]
, device type_4 const& inputs [[buffer(3)]]
, device type_4 const& targets [[buffer(4)]]
, device type_5 const& order [[buffer(5)]]
, device type_5 const& cursor [[buffer(6)]]
, device type_6 const& eta [[buffer(7)]]
, device type_6& losses [[buffer(8)]]
, threadgroup type_8& resident
, threadgroup type_9& partial
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    uint step = 0u;
    uint weight = {};
    uint l = {};
    float total = {};
    uint part = {};
    uint after = {};
    uint member_2 = workgroup.z;
    uint _e5 = run.work_stride;
    uint mine_4 = member_2 * _e5;
    uint _e10 = run.rate_stride;
    float _e13 = eta[member_2 * _e10];
    uint _e16 = run.rows;
    float rate_1 = _e13 / static_cast<float>(_e16);
    uint done_samples = cursor[0];
    uint done_steps = cursor[1];
    move_parameters(member_2, local, false, run, parameters, resident, _buffer_sizes);
    bool loop_init_11 = true;
    while(true) {
        if (!loop_init_11) {
            uint _e136 = step;
            step = _e136 + 1u;
        }
        loop_init_11 = false;
        uint _e28 = step;
        uint _e31 = run.steps;
        if (_e28 < _e31) {
        } else {
            break;
        }
        {
            uint _e35 = run.order_stride;
            uint _e38 = step;
            uint _e41 = run.rows;
            gather(local, mine_4, ((member_2 * _e35) + done_samples) + (_e38 * _e41), run, work, inputs, targets, order, _buffer_sizes);
            await_all();
            weight = 0u;
            l = 0u;
            bool loop_init_12 = true;
            while(true) {
                if (!loop_init_12) {
                    uint _e63 = l;
                    l = _e63 + 1u;
                }
                loop_init_12 = false;
                uint _e48 = l;
                uint _e51 = run.layers;
                if (_e48 < _e51) {
                } else {
                    break;
                }
                {
                    uint _e55 = l;
                    uint _e56 = weight;
                    float _e57 = forward(local, mine_4, _e55, _e56, run, work, resident, _buffer_sizes);
                    partial.inner[local] = _e57;
                    uint _e58 = weight;
                    uint _e59 = l;
                    uint _e60 = size(_e59, run);
                    weight = _e58 + _e60;
                    await_all();
                }
            }
            if (local == 255u) {
                uint _e74 = run.layers;
                uint _e79 = run.layer.inner[_e74 - 1u].outputs;
                uint _e80 = blocks(_e79, run);
                uint parts = metal::min(_e80, WORKGROUP);
                total = 0.0;
                part = 0u;
                bool loop_init_13 = true;
                while(true) {
                    if (!loop_init_13) {
                        uint _e96 = part;
                        part = _e96 + 1u;
                    }
                    loop_init_13 = false;
                    uint _e87 = part;
                    if (_e87 < parts) {
                    } else {
                        break;
                    }
                    {
                        float _e89 = total;
                        uint _e91 = part;
                        float _e93 = partial.inner[_e91];
                        total = _e89 + _e93;
                    }
                }
                uint _e101 = run.losses_stride;
                uint _e104 = step;
                float _e107 = total;
                uint _e112 = run.rows;
                losses[((member_2 * _e101) + done_steps) + _e104] = (0.5 * _e107) / static_cast<float>(_e112);
            }
            uint _e117 = run.layers;
            after = _e117;
            bool loop_init_14 = true;
            while(true) {
                if (!loop_init_14) {
                    uint _e133 = after;
                    after = _e133 - 1u;
                }
                loop_init_14 = false;
                uint _e119 = after;
                if (_e119 > 0u) {
                } else {
                    break;
                }
                {
                    uint _e122 = after;
                    uint l_6 = _e122 - 1u;
                    uint _e125 = weight;
                    uint _e126 = size(l_6, run);
                    weight = _e125 - _e126;
                    if (l_6 > 0u) {
                        uint _e130 = weight;
                        backward(local, mine_4, l_6, _e130, run, work, resident, _buffer_sizes);
                        await_all();
                    }
                    uint _e131 = weight;
                    update(local, mine_4, l_6, _e131, rate_1, run, work, resident, _buffer_sizes);
                }
            }
            await_all();
        }
    }
    move_parameters(member_2, local, true, run, parameters, resident, _buffer_sizes);
    return;
}
