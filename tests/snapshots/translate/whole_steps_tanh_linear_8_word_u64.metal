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

typedef metal::ulong2 Word;
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
struct type_4 {
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
    type_4 layer;
};
typedef Word type_5[1];
typedef uint type_6[1];
typedef float type_7[1];
struct type_10 {
    metal::float4 inner[32];
};
struct type_11 {
    metal::float4 inner[1];
};

metal::float4 unpack(
    Word word
) {
    return metal::float4(as_type<float>(static_cast<uint>(word.x)), as_type<float>(static_cast<uint>(word.x >> 32u)), as_type<float>(static_cast<uint>(word.y)), as_type<float>(static_cast<uint>(word.y >> 32u)));
}

Word pack(
    metal::float4 values
) {
    metal::uint4 bits = as_type<metal::uint4>(values);
    return Word(static_cast<ulong>(bits.x) | (static_cast<ulong>(bits.y) << 32u), static_cast<ulong>(bits.z) | (static_cast<ulong>(bits.w) << 32u));
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

struct main_Input {
};
[[max_total_threads_per_threadgroup(8)]] kernel void main_(
  uint lane [[thread_index_in_simdgroup]]
, metal::uint3 workgroup [[threadgroup_position_in_grid]]
, constant Steps& run [[buffer(0)]]
, device type_5& parameters [[buffer(1)]]
, device type_5& work [[buffer(2)]]
, device type_5 const& inputs [[buffer(3)]]
, device type_5 const& targets [[buffer(4)]]
, device type_6 const& order [[buffer(5)]]
, device type_6 const& cursor [[buffer(6)]]
, device type_7 const& eta [[buffer(7)]]
, device type_7& losses [[buffer(8)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    type_10 panel = {};
    type_11 sums = {};
    uint step = 0u;
    uint row = {};
    uint c = {};
    float loss = {};
    uint l = {};
    uint column = {};
    uint start = {};
    uint k = {};
    uint row_1 = {};
    metal::float4 c_1 = {};
    float squares = {};
    bool local = {};
    uint after = {};
    uint column_1 = {};
    uint start_1 = {};
    uint k_1 = {};
    uint row_2 = {};
    metal::float4 c_2 = {};
    uint column_2 = {};
    uint start_2 = {};
    metal::float4 bias_sum = {};
    uint k_2 = {};
    uint row_3 = {};
    uint j = {};
    metal::float4 c_3 = {};
    bool local_1 = {};
    uint member_1 = workgroup.z;
    uint _e5 = run.work_stride;
    uint mine = member_1 * _e5;
    uint _e10 = run.rate_stride;
    float _e13 = eta[member_1 * _e10];
    uint _e16 = run.rows;
    float rate = _e13 / static_cast<float>(_e16);
    uint done_samples = cursor[0];
    uint done_steps = cursor[1];
    uint _e29 = run.never;
    if (_e29 != 0u) {
        uint _e34 = run.never;
        panel.inner[_e34] = metal::float4(1.0);
        uint _e40 = run.never;
        sums.inner[_e40] = metal::float4(1.0);
    }
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e1327 = step;
            step = _e1327 + 1u;
        }
        loop_init = false;
        uint _e46 = step;
        uint _e49 = run.steps;
        if (_e46 < _e49) {
        } else {
            break;
        }
        {
            uint _e53 = run.order_stride;
            uint _e56 = step;
            uint _e59 = run.rows;
            uint batch = ((member_1 * _e53) + done_samples) + (_e56 * _e59);
            uint data_pitch = run.layer.inner[0].input_pitch;
            uint _e71 = run.layer.inner[0].seen;
            uint seen0_ = mine + _e71;
            row = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e105 = row;
                    row = _e105 + 1u;
                }
                loop_init_1 = false;
                uint _e75 = row;
                uint _e78 = run.rows;
                if (_e75 < _e78) {
                } else {
                    break;
                }
                {
                    uint _e81 = row;
                    uint _e84 = order[batch + _e81];
                    uint sample = _e84 * data_pitch;
                    c = lane;
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e101 = c;
                            c = _e101 + 8u;
                        }
                        loop_init_2 = false;
                        uint _e87 = c;
                        if (_e87 < data_pitch) {
                        } else {
                            break;
                        }
                        {
                            uint _e90 = row;
                            uint _e93 = c;
                            uint _e97 = c;
                            Word _e100 = inputs[sample + _e97];
                            work[(seen0_ + (_e90 * data_pitch)) + _e93] = _e100;
                        }
                    }
                }
            }
            metal::threadgroup_barrier(metal::mem_flags::mem_device);
            loss = 0.0;
            l = 0u;
            bool loop_init_3 = true;
            while(true) {
                if (!loop_init_3) {
                    uint _e627 = l;
                    l = _e627 + 1u;
                }
                loop_init_3 = false;
                uint _e111 = l;
                uint _e114 = run.layers;
                if (_e111 < _e114) {
                } else {
                    break;
                }
                {
                    uint _e116 = l;
                    uint _e121 = run.layers;
                    bool is_last_1 = (_e116 + 1u) == _e121;
                    uint _e125 = l;
                    uint pitch_in = run.layer.inner[_e125].input_pitch;
                    uint _e131 = l;
                    uint pitch = run.layer.inner[_e131].output_pitch;
                    uint _e137 = l;
                    uint terms = run.layer.inner[_e137].inputs;
                    uint _e143 = l;
                    uint _e146 = run.layer.inner[_e143].weight;
                    uint _e149 = l;
                    uint _e152 = run.layer.inner[_e149].weight_stride;
                    uint weight = _e146 + (member_1 * _e152);
                    uint _e157 = l;
                    uint _e160 = run.layer.inner[_e157].bias;
                    uint _e163 = l;
                    uint _e166 = run.layer.inner[_e163].bias_stride;
                    uint bias = _e160 + (member_1 * _e166);
                    uint _e171 = l;
                    uint _e174 = run.layer.inner[_e171].seen;
                    uint seen = mine + _e174;
                    uint _e178 = l;
                    uint _e181 = run.layer.inner[_e178].answer;
                    uint answer = mine + _e181;
                    uint _e185 = l;
                    uint _e188 = run.layer.inner[_e185].answer_delta;
                    uint delta = mine + _e188;
                    column = lane;
                    bool loop_init_4 = true;
                    while(true) {
                        if (!loop_init_4) {
                            uint _e623 = column;
                            column = _e623 + 8u;
                        }
                        loop_init_4 = false;
                        uint _e191 = column;
                        if (_e191 < (pitch + lane)) {
                        } else {
                            break;
                        }
                        {
                            uint _e194 = column;
                            uint here = metal::min(_e194, pitch - 1u);
                            Word _e201 = parameters[bias + here];
                            metal::float4 _e202 = unpack(_e201);
                            uint _e204 = column;
                            uint _e215 = l;
                            uint _e218 = run.layer.inner[_e215].outputs;
                            metal::bool4 inside = (metal::uint4(4u * _e204) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e218);
                            start = 0u;
                            bool loop_init_5 = true;
                            while(true) {
                                if (!loop_init_5) {
                                    uint _e620 = start;
                                    start = _e620 + 32u;
                                }
                                loop_init_5 = false;
                                uint _e223 = start;
                                if (_e223 < terms) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e225 = start;
                                    bool last = (_e225 + 32u) >= terms;
                                    k = 0u;
                                    bool loop_init_6 = true;
                                    while(true) {
                                        if (!loop_init_6) {
                                            uint _e257 = k;
                                            k = _e257 + 1u;
                                        }
                                        loop_init_6 = false;
                                        uint _e231 = k;
                                        if (_e231 < 32u) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e234 = start;
                                            uint _e235 = k;
                                            uint row_4 = metal::min(_e234 + _e235, terms - 1u);
                                            uint _e240 = k;
                                            Word _e249 = parameters[(weight + (row_4 * pitch)) + here];
                                            metal::float4 _e250 = unpack(_e249);
                                            uint _e251 = start;
                                            uint _e252 = k;
                                            panel.inner[_e240] = ((_e251 + _e252) < terms) ? _e250 : metal::float4(0.0);
                                        }
                                    }
                                    row_1 = 0u;
                                    bool loop_init_7 = true;
                                    while(true) {
                                        if (!loop_init_7) {
                                            uint _e618 = row_1;
                                            row_1 = _e618 + 1u;
                                        }
                                        loop_init_7 = false;
                                        uint _e261 = row_1;
                                        uint _e264 = run.rows;
                                        if (_e261 < _e264) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_1 = metal::float4(0.0);
                                            uint _e269 = start;
                                            if (_e269 > 0u) {
                                                uint _e273 = row_1;
                                                Word _e278 = work[(answer + (_e273 * pitch)) + here];
                                                metal::float4 _e279 = unpack(_e278);
                                                c_1 = _e279;
                                            }
                                            uint _e281 = row_1;
                                            uint _e284 = start;
                                            Word _e295 = work[(seen + (_e281 * pitch_in)) + metal::min(((_e284 / 4u) + 0u) + lane, pitch_in - 1u)];
                                            metal::float4 _e296 = unpack(_e295);
                                            metal::float4 _e297 = c_1;
                                            float unnamed = metal::simd_broadcast(_e296.x, 0u);
                                            metal::float4 _e302 = panel.inner[0];
                                            c_1 = _e297 + (unnamed * _e302);
                                            metal::float4 _e305 = c_1;
                                            float unnamed_1 = metal::simd_broadcast(_e296.y, 0u);
                                            metal::float4 _e310 = panel.inner[1];
                                            c_1 = _e305 + (unnamed_1 * _e310);
                                            metal::float4 _e313 = c_1;
                                            float unnamed_2 = metal::simd_broadcast(_e296.z, 0u);
                                            metal::float4 _e318 = panel.inner[2];
                                            c_1 = _e313 + (unnamed_2 * _e318);
                                            metal::float4 _e321 = c_1;
                                            float unnamed_3 = metal::simd_broadcast(_e296.w, 0u);
                                            metal::float4 _e326 = panel.inner[3];
                                            c_1 = _e321 + (unnamed_3 * _e326);
                                            metal::float4 _e329 = c_1;
                                            float unnamed_4 = metal::simd_broadcast(_e296.x, 1u);
                                            metal::float4 _e334 = panel.inner[4];
                                            c_1 = _e329 + (unnamed_4 * _e334);
                                            metal::float4 _e337 = c_1;
                                            float unnamed_5 = metal::simd_broadcast(_e296.y, 1u);
                                            metal::float4 _e342 = panel.inner[5];
                                            c_1 = _e337 + (unnamed_5 * _e342);
                                            metal::float4 _e345 = c_1;
                                            float unnamed_6 = metal::simd_broadcast(_e296.z, 1u);
                                            metal::float4 _e350 = panel.inner[6];
                                            c_1 = _e345 + (unnamed_6 * _e350);
                                            metal::float4 _e353 = c_1;
                                            float unnamed_7 = metal::simd_broadcast(_e296.w, 1u);
                                            metal::float4 _e358 = panel.inner[7];
                                            c_1 = _e353 + (unnamed_7 * _e358);
                                            metal::float4 _e361 = c_1;
                                            float unnamed_8 = metal::simd_broadcast(_e296.x, 2u);
                                            metal::float4 _e366 = panel.inner[8];
                                            c_1 = _e361 + (unnamed_8 * _e366);
                                            metal::float4 _e369 = c_1;
                                            float unnamed_9 = metal::simd_broadcast(_e296.y, 2u);
                                            metal::float4 _e374 = panel.inner[9];
                                            c_1 = _e369 + (unnamed_9 * _e374);
                                            metal::float4 _e377 = c_1;
                                            float unnamed_10 = metal::simd_broadcast(_e296.z, 2u);
                                            metal::float4 _e382 = panel.inner[10];
                                            c_1 = _e377 + (unnamed_10 * _e382);
                                            metal::float4 _e385 = c_1;
                                            float unnamed_11 = metal::simd_broadcast(_e296.w, 2u);
                                            metal::float4 _e390 = panel.inner[11];
                                            c_1 = _e385 + (unnamed_11 * _e390);
                                            metal::float4 _e393 = c_1;
                                            float unnamed_12 = metal::simd_broadcast(_e296.x, 3u);
                                            metal::float4 _e398 = panel.inner[12];
                                            c_1 = _e393 + (unnamed_12 * _e398);
                                            metal::float4 _e401 = c_1;
                                            float unnamed_13 = metal::simd_broadcast(_e296.y, 3u);
                                            metal::float4 _e406 = panel.inner[13];
                                            c_1 = _e401 + (unnamed_13 * _e406);
                                            metal::float4 _e409 = c_1;
                                            float unnamed_14 = metal::simd_broadcast(_e296.z, 3u);
                                            metal::float4 _e414 = panel.inner[14];
                                            c_1 = _e409 + (unnamed_14 * _e414);
                                            metal::float4 _e417 = c_1;
                                            float unnamed_15 = metal::simd_broadcast(_e296.w, 3u);
                                            metal::float4 _e422 = panel.inner[15];
                                            c_1 = _e417 + (unnamed_15 * _e422);
                                            metal::float4 _e425 = c_1;
                                            float unnamed_16 = metal::simd_broadcast(_e296.x, 4u);
                                            metal::float4 _e430 = panel.inner[16];
                                            c_1 = _e425 + (unnamed_16 * _e430);
                                            metal::float4 _e433 = c_1;
                                            float unnamed_17 = metal::simd_broadcast(_e296.y, 4u);
                                            metal::float4 _e438 = panel.inner[17];
                                            c_1 = _e433 + (unnamed_17 * _e438);
                                            metal::float4 _e441 = c_1;
                                            float unnamed_18 = metal::simd_broadcast(_e296.z, 4u);
                                            metal::float4 _e446 = panel.inner[18];
                                            c_1 = _e441 + (unnamed_18 * _e446);
                                            metal::float4 _e449 = c_1;
                                            float unnamed_19 = metal::simd_broadcast(_e296.w, 4u);
                                            metal::float4 _e454 = panel.inner[19];
                                            c_1 = _e449 + (unnamed_19 * _e454);
                                            metal::float4 _e457 = c_1;
                                            float unnamed_20 = metal::simd_broadcast(_e296.x, 5u);
                                            metal::float4 _e462 = panel.inner[20];
                                            c_1 = _e457 + (unnamed_20 * _e462);
                                            metal::float4 _e465 = c_1;
                                            float unnamed_21 = metal::simd_broadcast(_e296.y, 5u);
                                            metal::float4 _e470 = panel.inner[21];
                                            c_1 = _e465 + (unnamed_21 * _e470);
                                            metal::float4 _e473 = c_1;
                                            float unnamed_22 = metal::simd_broadcast(_e296.z, 5u);
                                            metal::float4 _e478 = panel.inner[22];
                                            c_1 = _e473 + (unnamed_22 * _e478);
                                            metal::float4 _e481 = c_1;
                                            float unnamed_23 = metal::simd_broadcast(_e296.w, 5u);
                                            metal::float4 _e486 = panel.inner[23];
                                            c_1 = _e481 + (unnamed_23 * _e486);
                                            metal::float4 _e489 = c_1;
                                            float unnamed_24 = metal::simd_broadcast(_e296.x, 6u);
                                            metal::float4 _e494 = panel.inner[24];
                                            c_1 = _e489 + (unnamed_24 * _e494);
                                            metal::float4 _e497 = c_1;
                                            float unnamed_25 = metal::simd_broadcast(_e296.y, 6u);
                                            metal::float4 _e502 = panel.inner[25];
                                            c_1 = _e497 + (unnamed_25 * _e502);
                                            metal::float4 _e505 = c_1;
                                            float unnamed_26 = metal::simd_broadcast(_e296.z, 6u);
                                            metal::float4 _e510 = panel.inner[26];
                                            c_1 = _e505 + (unnamed_26 * _e510);
                                            metal::float4 _e513 = c_1;
                                            float unnamed_27 = metal::simd_broadcast(_e296.w, 6u);
                                            metal::float4 _e518 = panel.inner[27];
                                            c_1 = _e513 + (unnamed_27 * _e518);
                                            metal::float4 _e521 = c_1;
                                            float unnamed_28 = metal::simd_broadcast(_e296.x, 7u);
                                            metal::float4 _e526 = panel.inner[28];
                                            c_1 = _e521 + (unnamed_28 * _e526);
                                            metal::float4 _e529 = c_1;
                                            float unnamed_29 = metal::simd_broadcast(_e296.y, 7u);
                                            metal::float4 _e534 = panel.inner[29];
                                            c_1 = _e529 + (unnamed_29 * _e534);
                                            metal::float4 _e537 = c_1;
                                            float unnamed_30 = metal::simd_broadcast(_e296.z, 7u);
                                            metal::float4 _e542 = panel.inner[30];
                                            c_1 = _e537 + (unnamed_30 * _e542);
                                            metal::float4 _e545 = c_1;
                                            float unnamed_31 = metal::simd_broadcast(_e296.w, 7u);
                                            metal::float4 _e550 = panel.inner[31];
                                            c_1 = _e545 + (unnamed_31 * _e550);
                                            metal::float4 _e554 = c_1;
                                            sums.inner[0] = _e554;
                                            squares = 0.0;
                                            uint _e557 = column;
                                            if (_e557 < pitch) {
                                                uint _e559 = row_1;
                                                uint _e561 = column;
                                                uint place = (_e559 * pitch) + _e561;
                                                metal::float4 sum = sums.inner[0];
                                                metal::float4 _e568 = activations(sum + _e202, is_last_1);
                                                metal::float4 h_5 = metal::select(metal::float4(0.0), _e568, inside);
                                                Word _e574 = pack(last ? h_5 : sum);
                                                work[answer + place] = _e574;
                                                if (is_last_1) {
                                                    local = last;
                                                } else {
                                                    local = false;
                                                }
                                                bool _e578 = local;
                                                if (_e578) {
                                                    uint _e581 = row_1;
                                                    uint _e584 = order[batch + _e581];
                                                    uint _e586 = column;
                                                    Word _e589 = targets[(_e584 * pitch) + _e586];
                                                    metal::float4 _e590 = unpack(_e589);
                                                    metal::float4 d = metal::select(metal::float4(0.0), h_5 - _e590, inside);
                                                    metal::float4 _e600 = output_derivatives(h_5);
                                                    Word _e603 = pack(d * metal::select(metal::float4(0.0), _e600, inside));
                                                    work[delta + place] = _e603;
                                                    squares = metal::dot(d, d);
                                                }
                                            }
                                            float _e605 = squares;
                                            float unnamed_32 = metal::simd_sum(_e605);
                                            float sample_loss = 0.5 * unnamed_32;
                                            float _e609 = loss;
                                            uint _e610 = row_1;
                                            loss = _e609 + (((_e610 % 8u) == lane) ? sample_loss : 0.0);
                                        }
                                    }
                                }
                            }
                        }
                    }
                    metal::threadgroup_barrier(metal::mem_flags::mem_device);
                }
            }
            float _e629 = loss;
            float unnamed_33 = metal::simd_sum(_e629);
            if (lane == 0u) {
                uint _e636 = run.losses_stride;
                uint _e639 = step;
                uint _e644 = run.rows;
                losses[((member_1 * _e636) + done_steps) + _e639] = unnamed_33 / static_cast<float>(_e644);
            }
            uint _e649 = run.layers;
            after = _e649;
            bool loop_init_8 = true;
            while(true) {
                if (!loop_init_8) {
                    uint _e1324 = after;
                    after = _e1324 - 1u;
                }
                loop_init_8 = false;
                uint _e651 = after;
                if (_e651 > 0u) {
                } else {
                    break;
                }
                {
                    uint _e654 = after;
                    uint l_1 = _e654 - 1u;
                    uint pitch_in_1 = run.layer.inner[l_1].input_pitch;
                    uint pitch_1 = run.layer.inner[l_1].output_pitch;
                    uint terms_1 = run.layer.inner[l_1].outputs;
                    uint _e676 = run.layer.inner[l_1].weight;
                    uint _e681 = run.layer.inner[l_1].weight_stride;
                    uint weight_1 = _e676 + (member_1 * _e681);
                    uint _e688 = run.layer.inner[l_1].bias;
                    uint _e693 = run.layer.inner[l_1].bias_stride;
                    uint bias_1 = _e688 + (member_1 * _e693);
                    uint _e700 = run.layer.inner[l_1].seen;
                    uint seen_1 = mine + _e700;
                    uint _e706 = run.layer.inner[l_1].answer_delta;
                    uint delta_1 = mine + _e706;
                    uint _e712 = run.layer.inner[l_1].seen_delta;
                    uint back = mine + _e712;
                    column_1 = lane;
                    bool loop_init_9 = true;
                    while(true) {
                        if (!loop_init_9) {
                            uint _e1094 = column_1;
                            column_1 = _e1094 + 8u;
                        }
                        loop_init_9 = false;
                        uint _e715 = column_1;
                        if (_e715 < (((l_1 > 0u) ? pitch_in_1 : 0u) + lane)) {
                        } else {
                            break;
                        }
                        {
                            uint _e722 = column_1;
                            uint here_1 = metal::min(_e722, pitch_in_1 - 1u);
                            uint _e727 = column_1;
                            uint _e740 = run.layer.inner[l_1].inputs;
                            metal::bool4 inside_1 = (metal::uint4(4u * _e727) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e740);
                            start_1 = 0u;
                            bool loop_init_10 = true;
                            while(true) {
                                if (!loop_init_10) {
                                    uint _e1091 = start_1;
                                    start_1 = _e1091 + 16u;
                                }
                                loop_init_10 = false;
                                uint _e745 = start_1;
                                if (_e745 < terms_1) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e747 = start_1;
                                    bool last_1 = (_e747 + 16u) >= terms_1;
                                    k_1 = 0u;
                                    bool loop_init_11 = true;
                                    while(true) {
                                        if (!loop_init_11) {
                                            uint _e894 = k_1;
                                            k_1 = _e894 + 4u;
                                        }
                                        loop_init_11 = false;
                                        uint _e753 = k_1;
                                        if (_e753 < 16u) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e756 = start_1;
                                            uint _e757 = k_1;
                                            bool there = (_e756 + _e757) < (4u * pitch_1);
                                            uint _e762 = start_1;
                                            uint _e763 = k_1;
                                            uint place_1 = metal::min((_e762 + _e763) / 4u, pitch_1 - 1u);
                                            uint _e781 = run.layer.inner[l_1].inputs;
                                            Word _e789 = parameters[(weight_1 + (metal::min((4u * here_1) + 0u, _e781 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e790 = unpack(_e789);
                                            metal::float4 t0_ = there ? _e790 : metal::float4(0.0);
                                            uint _e803 = run.layer.inner[l_1].inputs;
                                            Word _e811 = parameters[(weight_1 + (metal::min((4u * here_1) + 1u, _e803 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e812 = unpack(_e811);
                                            metal::float4 t1_ = there ? _e812 : metal::float4(0.0);
                                            uint _e825 = run.layer.inner[l_1].inputs;
                                            Word _e833 = parameters[(weight_1 + (metal::min((4u * here_1) + 2u, _e825 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e834 = unpack(_e833);
                                            metal::float4 t2_ = there ? _e834 : metal::float4(0.0);
                                            uint _e847 = run.layer.inner[l_1].inputs;
                                            Word _e855 = parameters[(weight_1 + (metal::min((4u * here_1) + 3u, _e847 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e856 = unpack(_e855);
                                            metal::float4 t3_ = there ? _e856 : metal::float4(0.0);
                                            uint _e858 = k_1;
                                            panel.inner[_e858 + 0u] = metal::float4(t0_.x, t1_.x, t2_.x, t3_.x);
                                            uint _e867 = k_1;
                                            panel.inner[_e867 + 1u] = metal::float4(t0_.y, t1_.y, t2_.y, t3_.y);
                                            uint _e876 = k_1;
                                            panel.inner[_e876 + 2u] = metal::float4(t0_.z, t1_.z, t2_.z, t3_.z);
                                            uint _e885 = k_1;
                                            panel.inner[_e885 + 3u] = metal::float4(t0_.w, t1_.w, t2_.w, t3_.w);
                                        }
                                    }
                                    row_2 = 0u;
                                    bool loop_init_12 = true;
                                    while(true) {
                                        if (!loop_init_12) {
                                            uint _e1089 = row_2;
                                            row_2 = _e1089 + 1u;
                                        }
                                        loop_init_12 = false;
                                        uint _e899 = row_2;
                                        uint _e902 = run.rows;
                                        if (_e899 < _e902) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_2 = metal::float4(0.0);
                                            uint _e907 = start_1;
                                            if (_e907 > 0u) {
                                                uint _e911 = row_2;
                                                Word _e916 = work[(back + (_e911 * pitch_in_1)) + here_1];
                                                metal::float4 _e917 = unpack(_e916);
                                                c_2 = _e917;
                                            }
                                            uint _e919 = row_2;
                                            uint _e922 = start_1;
                                            Word _e933 = work[(delta_1 + (_e919 * pitch_1)) + metal::min(((_e922 / 4u) + 0u) + lane, pitch_1 - 1u)];
                                            metal::float4 _e934 = unpack(_e933);
                                            metal::float4 _e935 = c_2;
                                            float unnamed_34 = metal::simd_broadcast(_e934.x, 0u);
                                            metal::float4 _e940 = panel.inner[0];
                                            c_2 = _e935 + (unnamed_34 * _e940);
                                            metal::float4 _e943 = c_2;
                                            float unnamed_35 = metal::simd_broadcast(_e934.y, 0u);
                                            metal::float4 _e948 = panel.inner[1];
                                            c_2 = _e943 + (unnamed_35 * _e948);
                                            metal::float4 _e951 = c_2;
                                            float unnamed_36 = metal::simd_broadcast(_e934.z, 0u);
                                            metal::float4 _e956 = panel.inner[2];
                                            c_2 = _e951 + (unnamed_36 * _e956);
                                            metal::float4 _e959 = c_2;
                                            float unnamed_37 = metal::simd_broadcast(_e934.w, 0u);
                                            metal::float4 _e964 = panel.inner[3];
                                            c_2 = _e959 + (unnamed_37 * _e964);
                                            metal::float4 _e967 = c_2;
                                            float unnamed_38 = metal::simd_broadcast(_e934.x, 1u);
                                            metal::float4 _e972 = panel.inner[4];
                                            c_2 = _e967 + (unnamed_38 * _e972);
                                            metal::float4 _e975 = c_2;
                                            float unnamed_39 = metal::simd_broadcast(_e934.y, 1u);
                                            metal::float4 _e980 = panel.inner[5];
                                            c_2 = _e975 + (unnamed_39 * _e980);
                                            metal::float4 _e983 = c_2;
                                            float unnamed_40 = metal::simd_broadcast(_e934.z, 1u);
                                            metal::float4 _e988 = panel.inner[6];
                                            c_2 = _e983 + (unnamed_40 * _e988);
                                            metal::float4 _e991 = c_2;
                                            float unnamed_41 = metal::simd_broadcast(_e934.w, 1u);
                                            metal::float4 _e996 = panel.inner[7];
                                            c_2 = _e991 + (unnamed_41 * _e996);
                                            metal::float4 _e999 = c_2;
                                            float unnamed_42 = metal::simd_broadcast(_e934.x, 2u);
                                            metal::float4 _e1004 = panel.inner[8];
                                            c_2 = _e999 + (unnamed_42 * _e1004);
                                            metal::float4 _e1007 = c_2;
                                            float unnamed_43 = metal::simd_broadcast(_e934.y, 2u);
                                            metal::float4 _e1012 = panel.inner[9];
                                            c_2 = _e1007 + (unnamed_43 * _e1012);
                                            metal::float4 _e1015 = c_2;
                                            float unnamed_44 = metal::simd_broadcast(_e934.z, 2u);
                                            metal::float4 _e1020 = panel.inner[10];
                                            c_2 = _e1015 + (unnamed_44 * _e1020);
                                            metal::float4 _e1023 = c_2;
                                            float unnamed_45 = metal::simd_broadcast(_e934.w, 2u);
                                            metal::float4 _e1028 = panel.inner[11];
                                            c_2 = _e1023 + (unnamed_45 * _e1028);
                                            metal::float4 _e1031 = c_2;
                                            float unnamed_46 = metal::simd_broadcast(_e934.x, 3u);
                                            metal::float4 _e1036 = panel.inner[12];
                                            c_2 = _e1031 + (unnamed_46 * _e1036);
                                            metal::float4 _e1039 = c_2;
                                            float unnamed_47 = metal::simd_broadcast(_e934.y, 3u);
                                            metal::float4 _e1044 = panel.inner[13];
                                            c_2 = _e1039 + (unnamed_47 * _e1044);
                                            metal::float4 _e1047 = c_2;
                                            float unnamed_48 = metal::simd_broadcast(_e934.z, 3u);
                                            metal::float4 _e1052 = panel.inner[14];
                                            c_2 = _e1047 + (unnamed_48 * _e1052);
                                            metal::float4 _e1055 = c_2;
                                            float unnamed_49 = metal::simd_broadcast(_e934.w, 3u);
                                            metal::float4 _e1060 = panel.inner[15];
                                            c_2 = _e1055 + (unnamed_49 * _e1060);
                                            metal::float4 _e1064 = c_2;
                                            sums.inner[0] = _e1064;
                                            uint _e1065 = column_1;
                                            if (_e1065 < pitch_in_1) {
                                                uint _e1067 = row_2;
                                                uint _e1069 = column_1;
                                                uint place_2 = (_e1067 * pitch_in_1) + _e1069;
                                                metal::float4 sum_1 = sums.inner[0];
                                                Word _e1076 = work[seen_1 + place_2];
                                                metal::float4 _e1077 = unpack(_e1076);
                                                metal::float4 _e1078 = hidden_derivatives(_e1077);
                                                metal::float4 value = metal::select(metal::float4(0.0), sum_1 * _e1078, inside_1);
                                                Word _e1087 = pack(last_1 ? value : sum_1);
                                                work[back + place_2] = _e1087;
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    metal::threadgroup_barrier(metal::mem_flags::mem_device);
                    column_2 = lane;
                    bool loop_init_13 = true;
                    while(true) {
                        if (!loop_init_13) {
                            uint _e1320 = column_2;
                            column_2 = _e1320 + 8u;
                        }
                        loop_init_13 = false;
                        uint _e1098 = column_2;
                        if (_e1098 < (pitch_1 + lane)) {
                        } else {
                            break;
                        }
                        {
                            uint _e1101 = column_2;
                            uint here_2 = metal::min(_e1101, pitch_1 - 1u);
                            start_2 = 0u;
                            bool loop_init_14 = true;
                            while(true) {
                                if (!loop_init_14) {
                                    uint _e1317 = start_2;
                                    start_2 = _e1317 + 8u;
                                }
                                loop_init_14 = false;
                                uint _e1107 = start_2;
                                uint _e1110 = run.rows;
                                if (_e1107 < _e1110) {
                                } else {
                                    break;
                                }
                                {
                                    bias_sum = metal::float4(0.0);
                                    k_2 = 0u;
                                    bool loop_init_15 = true;
                                    while(true) {
                                        if (!loop_init_15) {
                                            uint _e1151 = k_2;
                                            k_2 = _e1151 + 1u;
                                        }
                                        loop_init_15 = false;
                                        uint _e1117 = k_2;
                                        if (_e1117 < 8u) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1120 = start_2;
                                            uint _e1121 = k_2;
                                            uint _e1125 = run.rows;
                                            uint sample_1 = metal::min(_e1120 + _e1121, _e1125 - 1u);
                                            Word _e1136 = work[(delta_1 + (sample_1 * pitch_1)) + here_2];
                                            metal::float4 _e1137 = unpack(_e1136);
                                            uint _e1138 = start_2;
                                            uint _e1139 = k_2;
                                            uint _e1143 = run.rows;
                                            metal::float4 d_1 = ((_e1138 + _e1139) < _e1143) ? _e1137 : metal::float4(0.0);
                                            metal::float4 _e1146 = bias_sum;
                                            bias_sum = _e1146 + d_1;
                                            uint _e1148 = k_2;
                                            panel.inner[_e1148] = d_1;
                                        }
                                    }
                                    uint _e1153 = column_2;
                                    if (_e1153 < pitch_1) {
                                        uint _e1155 = column_2;
                                        uint place_3 = bias_1 + _e1155;
                                        Word _e1161 = parameters[place_3];
                                        metal::float4 _e1162 = unpack(_e1161);
                                        metal::float4 _e1163 = bias_sum;
                                        Word _e1166 = pack(_e1162 - (rate * _e1163));
                                        parameters[place_3] = _e1166;
                                    }
                                    row_3 = 0u;
                                    bool loop_init_16 = true;
                                    while(true) {
                                        if (!loop_init_16) {
                                            uint _e1314 = row_3;
                                            row_3 = _e1314 + 4u;
                                        }
                                        loop_init_16 = false;
                                        uint _e1169 = row_3;
                                        uint _e1174 = run.layer.inner[l_1].inputs;
                                        if (_e1169 < _e1174) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1177 = start_2;
                                            uint _e1183 = run.rows;
                                            uint _e1189 = row_3;
                                            Word _e1194 = work[(seen_1 + (metal::min((_e1177 + 0u) + lane, _e1183 - 1u) * pitch_in_1)) + (_e1189 / 4u)];
                                            metal::float4 _e1195 = unpack(_e1194);
                                            j = 0u;
                                            bool loop_init_17 = true;
                                            while(true) {
                                                if (!loop_init_17) {
                                                    uint _e1312 = j;
                                                    j = _e1312 + 1u;
                                                }
                                                loop_init_17 = false;
                                                uint _e1198 = j;
                                                if (_e1198 < 4u) {
                                                } else {
                                                    break;
                                                }
                                                {
                                                    uint _e1201 = j;
                                                    bool odd = _e1201 == 1u;
                                                    uint _e1204 = j;
                                                    bool upper = _e1204 >= 2u;
                                                    uint _e1207 = j;
                                                    bool fourth = _e1207 == 3u;
                                                    float s0_ = upper ? (fourth ? _e1195.w : _e1195.z) : (odd ? _e1195.y : _e1195.x);
                                                    c_3 = metal::float4(0.0);
                                                    metal::float4 _e1220 = c_3;
                                                    float unnamed_50 = metal::simd_broadcast(s0_, 0u);
                                                    metal::float4 _e1224 = panel.inner[0];
                                                    c_3 = _e1220 + (unnamed_50 * _e1224);
                                                    metal::float4 _e1227 = c_3;
                                                    float unnamed_51 = metal::simd_broadcast(s0_, 1u);
                                                    metal::float4 _e1231 = panel.inner[1];
                                                    c_3 = _e1227 + (unnamed_51 * _e1231);
                                                    metal::float4 _e1234 = c_3;
                                                    float unnamed_52 = metal::simd_broadcast(s0_, 2u);
                                                    metal::float4 _e1238 = panel.inner[2];
                                                    c_3 = _e1234 + (unnamed_52 * _e1238);
                                                    metal::float4 _e1241 = c_3;
                                                    float unnamed_53 = metal::simd_broadcast(s0_, 3u);
                                                    metal::float4 _e1245 = panel.inner[3];
                                                    c_3 = _e1241 + (unnamed_53 * _e1245);
                                                    metal::float4 _e1248 = c_3;
                                                    float unnamed_54 = metal::simd_broadcast(s0_, 4u);
                                                    metal::float4 _e1252 = panel.inner[4];
                                                    c_3 = _e1248 + (unnamed_54 * _e1252);
                                                    metal::float4 _e1255 = c_3;
                                                    float unnamed_55 = metal::simd_broadcast(s0_, 5u);
                                                    metal::float4 _e1259 = panel.inner[5];
                                                    c_3 = _e1255 + (unnamed_55 * _e1259);
                                                    metal::float4 _e1262 = c_3;
                                                    float unnamed_56 = metal::simd_broadcast(s0_, 6u);
                                                    metal::float4 _e1266 = panel.inner[6];
                                                    c_3 = _e1262 + (unnamed_56 * _e1266);
                                                    metal::float4 _e1269 = c_3;
                                                    float unnamed_57 = metal::simd_broadcast(s0_, 7u);
                                                    metal::float4 _e1273 = panel.inner[7];
                                                    c_3 = _e1269 + (unnamed_57 * _e1273);
                                                    metal::float4 _e1277 = c_3;
                                                    sums.inner[0] = _e1277;
                                                    uint _e1278 = column_2;
                                                    if (_e1278 < pitch_1) {
                                                        uint _e1282 = row_3;
                                                        uint _e1283 = j;
                                                        uint _e1289 = run.layer.inner[l_1].inputs;
                                                        local_1 = (_e1282 + _e1283) < _e1289;
                                                    } else {
                                                        local_1 = false;
                                                    }
                                                    bool _e1292 = local_1;
                                                    if (_e1292) {
                                                        uint _e1293 = row_3;
                                                        uint _e1294 = j;
                                                        uint _e1298 = column_2;
                                                        uint place_4 = (weight_1 + ((_e1293 + _e1294) * pitch_1)) + _e1298;
                                                        Word _e1304 = parameters[place_4];
                                                        metal::float4 _e1305 = unpack(_e1304);
                                                        metal::float4 _e1307 = sums.inner[0];
                                                        Word _e1310 = pack(_e1305 - (rate * _e1307));
                                                        parameters[place_4] = _e1310;
                                                    }
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    metal::threadgroup_barrier(metal::mem_flags::mem_device);
                }
            }
        }
    }
    uint _e1331 = run.never;
    if (_e1331 != 0u) {
        uint _e1337 = run.never;
        uint _e1341 = run.never;
        metal::float4 _e1343 = sums.inner[_e1341];
        Word _e1344 = pack(_e1343);
        work[_e1337] = _e1344;
        return;
    } else {
        return;
    }
}
