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
struct type_9 {
    metal::float4 inner[32];
};
struct type_10 {
    metal::float4 inner[1];
};

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

struct main_Input {
};
[[max_total_threads_per_threadgroup(8)]] kernel void main_(
  uint lane [[thread_index_in_simdgroup]]
, metal::uint3 workgroup [[threadgroup_position_in_grid]]
, constant Steps& run [[buffer(0)]]
, device type_4& parameters [[buffer(1)]]
, device type_4& work [[buffer(2)]]
, device type_4 const& inputs [[buffer(3)]]
, device type_4 const& targets [[buffer(4)]]
, device type_5 const& order [[buffer(5)]]
, device type_5 const& cursor [[buffer(6)]]
, device type_6 const& eta [[buffer(7)]]
, device type_6& losses [[buffer(8)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    type_9 panel = {};
    type_10 sums = {};
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
    bool local = {};
    uint after = {};
    uint column_1 = {};
    uint start_1 = {};
    uint k_1 = {};
    uint row_2 = {};
    metal::float4 c_2 = {};
    uint column_2 = {};
    metal::float4 bias_sum = {};
    uint start_2 = {};
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
            uint _e1566 = step;
            step = _e1566 + 1u;
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
                    uint _e615 = l;
                    l = _e615 + 1u;
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
                            uint _e611 = column;
                            column = _e611 + 8u;
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
                                    uint _e608 = start;
                                    start = _e608 + 32u;
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
                                            uint _e606 = row_1;
                                            row_1 = _e606 + 1u;
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
                                            uint _e555 = column;
                                            if (_e555 < pitch) {
                                                uint _e557 = row_1;
                                                uint _e559 = column;
                                                uint place = (_e557 * pitch) + _e559;
                                                metal::float4 sum = sums.inner[0];
                                                metal::float4 _e566 = activations(sum + _e202, is_last_1);
                                                metal::float4 h_5 = metal::select(metal::float4(0.0), _e566, inside);
                                                Word _e572 = pack(last ? h_5 : sum);
                                                work[answer + place] = _e572;
                                                if (is_last_1) {
                                                    local = last;
                                                } else {
                                                    local = false;
                                                }
                                                bool _e576 = local;
                                                if (_e576) {
                                                    uint _e579 = row_1;
                                                    uint _e582 = order[batch + _e579];
                                                    uint _e584 = column;
                                                    Word _e587 = targets[(_e582 * pitch) + _e584];
                                                    metal::float4 _e588 = unpack(_e587);
                                                    metal::float4 d = metal::select(metal::float4(0.0), h_5 - _e588, inside);
                                                    metal::float4 _e598 = output_derivatives(h_5);
                                                    Word _e601 = pack(d * metal::select(metal::float4(0.0), _e598, inside));
                                                    work[delta + place] = _e601;
                                                    float _e602 = loss;
                                                    loss = _e602 + metal::dot(d, d);
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
            float _e617 = loss;
            float unnamed_32 = metal::simd_sum(_e617);
            if (lane == 0u) {
                uint _e624 = run.losses_stride;
                uint _e627 = step;
                uint _e634 = run.rows;
                losses[((member_1 * _e624) + done_steps) + _e627] = (0.5 * unnamed_32) / static_cast<float>(_e634);
            }
            uint _e639 = run.layers;
            after = _e639;
            bool loop_init_8 = true;
            while(true) {
                if (!loop_init_8) {
                    uint _e1563 = after;
                    after = _e1563 - 1u;
                }
                loop_init_8 = false;
                uint _e641 = after;
                if (_e641 > 0u) {
                } else {
                    break;
                }
                {
                    uint _e644 = after;
                    uint l_1 = _e644 - 1u;
                    uint pitch_in_1 = run.layer.inner[l_1].input_pitch;
                    uint pitch_1 = run.layer.inner[l_1].output_pitch;
                    uint terms_1 = run.layer.inner[l_1].outputs;
                    uint _e666 = run.layer.inner[l_1].weight;
                    uint _e671 = run.layer.inner[l_1].weight_stride;
                    uint weight_1 = _e666 + (member_1 * _e671);
                    uint _e678 = run.layer.inner[l_1].bias;
                    uint _e683 = run.layer.inner[l_1].bias_stride;
                    uint bias_1 = _e678 + (member_1 * _e683);
                    uint _e690 = run.layer.inner[l_1].seen;
                    uint seen_1 = mine + _e690;
                    uint _e696 = run.layer.inner[l_1].answer_delta;
                    uint delta_1 = mine + _e696;
                    uint _e702 = run.layer.inner[l_1].seen_delta;
                    uint back = mine + _e702;
                    column_1 = lane;
                    bool loop_init_9 = true;
                    while(true) {
                        if (!loop_init_9) {
                            uint _e1084 = column_1;
                            column_1 = _e1084 + 8u;
                        }
                        loop_init_9 = false;
                        uint _e705 = column_1;
                        if (_e705 < (((l_1 > 0u) ? pitch_in_1 : 0u) + lane)) {
                        } else {
                            break;
                        }
                        {
                            uint _e712 = column_1;
                            uint here_1 = metal::min(_e712, pitch_in_1 - 1u);
                            uint _e717 = column_1;
                            uint _e730 = run.layer.inner[l_1].inputs;
                            metal::bool4 inside_1 = (metal::uint4(4u * _e717) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e730);
                            start_1 = 0u;
                            bool loop_init_10 = true;
                            while(true) {
                                if (!loop_init_10) {
                                    uint _e1081 = start_1;
                                    start_1 = _e1081 + 16u;
                                }
                                loop_init_10 = false;
                                uint _e735 = start_1;
                                if (_e735 < terms_1) {
                                } else {
                                    break;
                                }
                                {
                                    uint _e737 = start_1;
                                    bool last_1 = (_e737 + 16u) >= terms_1;
                                    k_1 = 0u;
                                    bool loop_init_11 = true;
                                    while(true) {
                                        if (!loop_init_11) {
                                            uint _e884 = k_1;
                                            k_1 = _e884 + 4u;
                                        }
                                        loop_init_11 = false;
                                        uint _e743 = k_1;
                                        if (_e743 < 16u) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e746 = start_1;
                                            uint _e747 = k_1;
                                            bool there = (_e746 + _e747) < (4u * pitch_1);
                                            uint _e752 = start_1;
                                            uint _e753 = k_1;
                                            uint place_1 = metal::min((_e752 + _e753) / 4u, pitch_1 - 1u);
                                            uint _e771 = run.layer.inner[l_1].inputs;
                                            Word _e779 = parameters[(weight_1 + (metal::min((4u * here_1) + 0u, _e771 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e780 = unpack(_e779);
                                            metal::float4 t0_ = there ? _e780 : metal::float4(0.0);
                                            uint _e793 = run.layer.inner[l_1].inputs;
                                            Word _e801 = parameters[(weight_1 + (metal::min((4u * here_1) + 1u, _e793 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e802 = unpack(_e801);
                                            metal::float4 t1_ = there ? _e802 : metal::float4(0.0);
                                            uint _e815 = run.layer.inner[l_1].inputs;
                                            Word _e823 = parameters[(weight_1 + (metal::min((4u * here_1) + 2u, _e815 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e824 = unpack(_e823);
                                            metal::float4 t2_ = there ? _e824 : metal::float4(0.0);
                                            uint _e837 = run.layer.inner[l_1].inputs;
                                            Word _e845 = parameters[(weight_1 + (metal::min((4u * here_1) + 3u, _e837 - 1u) * pitch_1)) + place_1];
                                            metal::float4 _e846 = unpack(_e845);
                                            metal::float4 t3_ = there ? _e846 : metal::float4(0.0);
                                            uint _e848 = k_1;
                                            panel.inner[_e848 + 0u] = metal::float4(t0_.x, t1_.x, t2_.x, t3_.x);
                                            uint _e857 = k_1;
                                            panel.inner[_e857 + 1u] = metal::float4(t0_.y, t1_.y, t2_.y, t3_.y);
                                            uint _e866 = k_1;
                                            panel.inner[_e866 + 2u] = metal::float4(t0_.z, t1_.z, t2_.z, t3_.z);
                                            uint _e875 = k_1;
                                            panel.inner[_e875 + 3u] = metal::float4(t0_.w, t1_.w, t2_.w, t3_.w);
                                        }
                                    }
                                    row_2 = 0u;
                                    bool loop_init_12 = true;
                                    while(true) {
                                        if (!loop_init_12) {
                                            uint _e1079 = row_2;
                                            row_2 = _e1079 + 1u;
                                        }
                                        loop_init_12 = false;
                                        uint _e889 = row_2;
                                        uint _e892 = run.rows;
                                        if (_e889 < _e892) {
                                        } else {
                                            break;
                                        }
                                        {
                                            c_2 = metal::float4(0.0);
                                            uint _e897 = start_1;
                                            if (_e897 > 0u) {
                                                uint _e901 = row_2;
                                                Word _e906 = work[(back + (_e901 * pitch_in_1)) + here_1];
                                                metal::float4 _e907 = unpack(_e906);
                                                c_2 = _e907;
                                            }
                                            uint _e909 = row_2;
                                            uint _e912 = start_1;
                                            Word _e923 = work[(delta_1 + (_e909 * pitch_1)) + metal::min(((_e912 / 4u) + 0u) + lane, pitch_1 - 1u)];
                                            metal::float4 _e924 = unpack(_e923);
                                            metal::float4 _e925 = c_2;
                                            float unnamed_33 = metal::simd_broadcast(_e924.x, 0u);
                                            metal::float4 _e930 = panel.inner[0];
                                            c_2 = _e925 + (unnamed_33 * _e930);
                                            metal::float4 _e933 = c_2;
                                            float unnamed_34 = metal::simd_broadcast(_e924.y, 0u);
                                            metal::float4 _e938 = panel.inner[1];
                                            c_2 = _e933 + (unnamed_34 * _e938);
                                            metal::float4 _e941 = c_2;
                                            float unnamed_35 = metal::simd_broadcast(_e924.z, 0u);
                                            metal::float4 _e946 = panel.inner[2];
                                            c_2 = _e941 + (unnamed_35 * _e946);
                                            metal::float4 _e949 = c_2;
                                            float unnamed_36 = metal::simd_broadcast(_e924.w, 0u);
                                            metal::float4 _e954 = panel.inner[3];
                                            c_2 = _e949 + (unnamed_36 * _e954);
                                            metal::float4 _e957 = c_2;
                                            float unnamed_37 = metal::simd_broadcast(_e924.x, 1u);
                                            metal::float4 _e962 = panel.inner[4];
                                            c_2 = _e957 + (unnamed_37 * _e962);
                                            metal::float4 _e965 = c_2;
                                            float unnamed_38 = metal::simd_broadcast(_e924.y, 1u);
                                            metal::float4 _e970 = panel.inner[5];
                                            c_2 = _e965 + (unnamed_38 * _e970);
                                            metal::float4 _e973 = c_2;
                                            float unnamed_39 = metal::simd_broadcast(_e924.z, 1u);
                                            metal::float4 _e978 = panel.inner[6];
                                            c_2 = _e973 + (unnamed_39 * _e978);
                                            metal::float4 _e981 = c_2;
                                            float unnamed_40 = metal::simd_broadcast(_e924.w, 1u);
                                            metal::float4 _e986 = panel.inner[7];
                                            c_2 = _e981 + (unnamed_40 * _e986);
                                            metal::float4 _e989 = c_2;
                                            float unnamed_41 = metal::simd_broadcast(_e924.x, 2u);
                                            metal::float4 _e994 = panel.inner[8];
                                            c_2 = _e989 + (unnamed_41 * _e994);
                                            metal::float4 _e997 = c_2;
                                            float unnamed_42 = metal::simd_broadcast(_e924.y, 2u);
                                            metal::float4 _e1002 = panel.inner[9];
                                            c_2 = _e997 + (unnamed_42 * _e1002);
                                            metal::float4 _e1005 = c_2;
                                            float unnamed_43 = metal::simd_broadcast(_e924.z, 2u);
                                            metal::float4 _e1010 = panel.inner[10];
                                            c_2 = _e1005 + (unnamed_43 * _e1010);
                                            metal::float4 _e1013 = c_2;
                                            float unnamed_44 = metal::simd_broadcast(_e924.w, 2u);
                                            metal::float4 _e1018 = panel.inner[11];
                                            c_2 = _e1013 + (unnamed_44 * _e1018);
                                            metal::float4 _e1021 = c_2;
                                            float unnamed_45 = metal::simd_broadcast(_e924.x, 3u);
                                            metal::float4 _e1026 = panel.inner[12];
                                            c_2 = _e1021 + (unnamed_45 * _e1026);
                                            metal::float4 _e1029 = c_2;
                                            float unnamed_46 = metal::simd_broadcast(_e924.y, 3u);
                                            metal::float4 _e1034 = panel.inner[13];
                                            c_2 = _e1029 + (unnamed_46 * _e1034);
                                            metal::float4 _e1037 = c_2;
                                            float unnamed_47 = metal::simd_broadcast(_e924.z, 3u);
                                            metal::float4 _e1042 = panel.inner[14];
                                            c_2 = _e1037 + (unnamed_47 * _e1042);
                                            metal::float4 _e1045 = c_2;
                                            float unnamed_48 = metal::simd_broadcast(_e924.w, 3u);
                                            metal::float4 _e1050 = panel.inner[15];
                                            c_2 = _e1045 + (unnamed_48 * _e1050);
                                            metal::float4 _e1054 = c_2;
                                            sums.inner[0] = _e1054;
                                            uint _e1055 = column_1;
                                            if (_e1055 < pitch_in_1) {
                                                uint _e1057 = row_2;
                                                uint _e1059 = column_1;
                                                uint place_2 = (_e1057 * pitch_in_1) + _e1059;
                                                metal::float4 sum_1 = sums.inner[0];
                                                Word _e1066 = work[seen_1 + place_2];
                                                metal::float4 _e1067 = unpack(_e1066);
                                                metal::float4 _e1068 = hidden_derivatives(_e1067);
                                                metal::float4 value = metal::select(metal::float4(0.0), sum_1 * _e1068, inside_1);
                                                Word _e1077 = pack(last_1 ? value : sum_1);
                                                work[back + place_2] = _e1077;
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
                            uint _e1559 = column_2;
                            column_2 = _e1559 + 8u;
                        }
                        loop_init_13 = false;
                        uint _e1088 = column_2;
                        if (_e1088 < (pitch_1 + lane)) {
                        } else {
                            break;
                        }
                        {
                            uint _e1091 = column_2;
                            uint here_2 = metal::min(_e1091, pitch_1 - 1u);
                            bias_sum = metal::float4(0.0);
                            start_2 = 0u;
                            bool loop_init_14 = true;
                            while(true) {
                                if (!loop_init_14) {
                                    uint _e1542 = start_2;
                                    start_2 = _e1542 + 32u;
                                }
                                loop_init_14 = false;
                                uint _e1100 = start_2;
                                uint _e1103 = run.rows;
                                if (_e1100 < _e1103) {
                                } else {
                                    break;
                                }
                                {
                                    k_2 = 0u;
                                    bool loop_init_15 = true;
                                    while(true) {
                                        if (!loop_init_15) {
                                            uint _e1141 = k_2;
                                            k_2 = _e1141 + 1u;
                                        }
                                        loop_init_15 = false;
                                        uint _e1107 = k_2;
                                        if (_e1107 < 32u) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1110 = start_2;
                                            uint _e1111 = k_2;
                                            uint _e1115 = run.rows;
                                            uint sample_1 = metal::min(_e1110 + _e1111, _e1115 - 1u);
                                            Word _e1126 = work[(delta_1 + (sample_1 * pitch_1)) + here_2];
                                            metal::float4 _e1127 = unpack(_e1126);
                                            uint _e1128 = start_2;
                                            uint _e1129 = k_2;
                                            uint _e1133 = run.rows;
                                            metal::float4 d_1 = ((_e1128 + _e1129) < _e1133) ? _e1127 : metal::float4(0.0);
                                            metal::float4 _e1136 = bias_sum;
                                            bias_sum = _e1136 + d_1;
                                            uint _e1138 = k_2;
                                            panel.inner[_e1138] = d_1;
                                        }
                                    }
                                    row_3 = 0u;
                                    bool loop_init_16 = true;
                                    while(true) {
                                        if (!loop_init_16) {
                                            uint _e1539 = row_3;
                                            row_3 = _e1539 + 4u;
                                        }
                                        loop_init_16 = false;
                                        uint _e1145 = row_3;
                                        uint _e1150 = run.layer.inner[l_1].inputs;
                                        if (_e1145 < _e1150) {
                                        } else {
                                            break;
                                        }
                                        {
                                            uint _e1153 = start_2;
                                            uint _e1159 = run.rows;
                                            uint _e1165 = row_3;
                                            Word _e1170 = work[(seen_1 + (metal::min((_e1153 + 0u) + lane, _e1159 - 1u) * pitch_in_1)) + (_e1165 / 4u)];
                                            metal::float4 _e1171 = unpack(_e1170);
                                            uint _e1173 = start_2;
                                            uint _e1179 = run.rows;
                                            uint _e1185 = row_3;
                                            Word _e1190 = work[(seen_1 + (metal::min((_e1173 + 8u) + lane, _e1179 - 1u) * pitch_in_1)) + (_e1185 / 4u)];
                                            metal::float4 _e1191 = unpack(_e1190);
                                            uint _e1193 = start_2;
                                            uint _e1199 = run.rows;
                                            uint _e1205 = row_3;
                                            Word _e1210 = work[(seen_1 + (metal::min((_e1193 + 16u) + lane, _e1199 - 1u) * pitch_in_1)) + (_e1205 / 4u)];
                                            metal::float4 _e1211 = unpack(_e1210);
                                            uint _e1213 = start_2;
                                            uint _e1219 = run.rows;
                                            uint _e1225 = row_3;
                                            Word _e1230 = work[(seen_1 + (metal::min((_e1213 + 24u) + lane, _e1219 - 1u) * pitch_in_1)) + (_e1225 / 4u)];
                                            metal::float4 _e1231 = unpack(_e1230);
                                            j = 0u;
                                            bool loop_init_17 = true;
                                            while(true) {
                                                if (!loop_init_17) {
                                                    uint _e1537 = j;
                                                    j = _e1537 + 1u;
                                                }
                                                loop_init_17 = false;
                                                uint _e1234 = j;
                                                if (_e1234 < 4u) {
                                                } else {
                                                    break;
                                                }
                                                {
                                                    uint _e1237 = j;
                                                    bool odd = _e1237 == 1u;
                                                    uint _e1240 = j;
                                                    bool upper = _e1240 >= 2u;
                                                    uint _e1243 = j;
                                                    bool fourth = _e1243 == 3u;
                                                    float s0_ = upper ? (fourth ? _e1171.w : _e1171.z) : (odd ? _e1171.y : _e1171.x);
                                                    float s1_ = upper ? (fourth ? _e1191.w : _e1191.z) : (odd ? _e1191.y : _e1191.x);
                                                    float s2_ = upper ? (fourth ? _e1211.w : _e1211.z) : (odd ? _e1211.y : _e1211.x);
                                                    float s3_ = upper ? (fourth ? _e1231.w : _e1231.z) : (odd ? _e1231.y : _e1231.x);
                                                    c_3 = metal::float4(0.0);
                                                    metal::float4 _e1277 = c_3;
                                                    float unnamed_49 = metal::simd_broadcast(s0_, 0u);
                                                    metal::float4 _e1281 = panel.inner[0];
                                                    c_3 = _e1277 + (unnamed_49 * _e1281);
                                                    metal::float4 _e1284 = c_3;
                                                    float unnamed_50 = metal::simd_broadcast(s0_, 1u);
                                                    metal::float4 _e1288 = panel.inner[1];
                                                    c_3 = _e1284 + (unnamed_50 * _e1288);
                                                    metal::float4 _e1291 = c_3;
                                                    float unnamed_51 = metal::simd_broadcast(s0_, 2u);
                                                    metal::float4 _e1295 = panel.inner[2];
                                                    c_3 = _e1291 + (unnamed_51 * _e1295);
                                                    metal::float4 _e1298 = c_3;
                                                    float unnamed_52 = metal::simd_broadcast(s0_, 3u);
                                                    metal::float4 _e1302 = panel.inner[3];
                                                    c_3 = _e1298 + (unnamed_52 * _e1302);
                                                    metal::float4 _e1305 = c_3;
                                                    float unnamed_53 = metal::simd_broadcast(s0_, 4u);
                                                    metal::float4 _e1309 = panel.inner[4];
                                                    c_3 = _e1305 + (unnamed_53 * _e1309);
                                                    metal::float4 _e1312 = c_3;
                                                    float unnamed_54 = metal::simd_broadcast(s0_, 5u);
                                                    metal::float4 _e1316 = panel.inner[5];
                                                    c_3 = _e1312 + (unnamed_54 * _e1316);
                                                    metal::float4 _e1319 = c_3;
                                                    float unnamed_55 = metal::simd_broadcast(s0_, 6u);
                                                    metal::float4 _e1323 = panel.inner[6];
                                                    c_3 = _e1319 + (unnamed_55 * _e1323);
                                                    metal::float4 _e1326 = c_3;
                                                    float unnamed_56 = metal::simd_broadcast(s0_, 7u);
                                                    metal::float4 _e1330 = panel.inner[7];
                                                    c_3 = _e1326 + (unnamed_56 * _e1330);
                                                    metal::float4 _e1333 = c_3;
                                                    float unnamed_57 = metal::simd_broadcast(s1_, 0u);
                                                    metal::float4 _e1337 = panel.inner[8];
                                                    c_3 = _e1333 + (unnamed_57 * _e1337);
                                                    metal::float4 _e1340 = c_3;
                                                    float unnamed_58 = metal::simd_broadcast(s1_, 1u);
                                                    metal::float4 _e1344 = panel.inner[9];
                                                    c_3 = _e1340 + (unnamed_58 * _e1344);
                                                    metal::float4 _e1347 = c_3;
                                                    float unnamed_59 = metal::simd_broadcast(s1_, 2u);
                                                    metal::float4 _e1351 = panel.inner[10];
                                                    c_3 = _e1347 + (unnamed_59 * _e1351);
                                                    metal::float4 _e1354 = c_3;
                                                    float unnamed_60 = metal::simd_broadcast(s1_, 3u);
                                                    metal::float4 _e1358 = panel.inner[11];
                                                    c_3 = _e1354 + (unnamed_60 * _e1358);
                                                    metal::float4 _e1361 = c_3;
                                                    float unnamed_61 = metal::simd_broadcast(s1_, 4u);
                                                    metal::float4 _e1365 = panel.inner[12];
                                                    c_3 = _e1361 + (unnamed_61 * _e1365);
                                                    metal::float4 _e1368 = c_3;
                                                    float unnamed_62 = metal::simd_broadcast(s1_, 5u);
                                                    metal::float4 _e1372 = panel.inner[13];
                                                    c_3 = _e1368 + (unnamed_62 * _e1372);
                                                    metal::float4 _e1375 = c_3;
                                                    float unnamed_63 = metal::simd_broadcast(s1_, 6u);
                                                    metal::float4 _e1379 = panel.inner[14];
                                                    c_3 = _e1375 + (unnamed_63 * _e1379);
                                                    metal::float4 _e1382 = c_3;
                                                    float unnamed_64 = metal::simd_broadcast(s1_, 7u);
                                                    metal::float4 _e1386 = panel.inner[15];
                                                    c_3 = _e1382 + (unnamed_64 * _e1386);
                                                    metal::float4 _e1389 = c_3;
                                                    float unnamed_65 = metal::simd_broadcast(s2_, 0u);
                                                    metal::float4 _e1393 = panel.inner[16];
                                                    c_3 = _e1389 + (unnamed_65 * _e1393);
                                                    metal::float4 _e1396 = c_3;
                                                    float unnamed_66 = metal::simd_broadcast(s2_, 1u);
                                                    metal::float4 _e1400 = panel.inner[17];
                                                    c_3 = _e1396 + (unnamed_66 * _e1400);
                                                    metal::float4 _e1403 = c_3;
                                                    float unnamed_67 = metal::simd_broadcast(s2_, 2u);
                                                    metal::float4 _e1407 = panel.inner[18];
                                                    c_3 = _e1403 + (unnamed_67 * _e1407);
                                                    metal::float4 _e1410 = c_3;
                                                    float unnamed_68 = metal::simd_broadcast(s2_, 3u);
                                                    metal::float4 _e1414 = panel.inner[19];
                                                    c_3 = _e1410 + (unnamed_68 * _e1414);
                                                    metal::float4 _e1417 = c_3;
                                                    float unnamed_69 = metal::simd_broadcast(s2_, 4u);
                                                    metal::float4 _e1421 = panel.inner[20];
                                                    c_3 = _e1417 + (unnamed_69 * _e1421);
                                                    metal::float4 _e1424 = c_3;
                                                    float unnamed_70 = metal::simd_broadcast(s2_, 5u);
                                                    metal::float4 _e1428 = panel.inner[21];
                                                    c_3 = _e1424 + (unnamed_70 * _e1428);
                                                    metal::float4 _e1431 = c_3;
                                                    float unnamed_71 = metal::simd_broadcast(s2_, 6u);
                                                    metal::float4 _e1435 = panel.inner[22];
                                                    c_3 = _e1431 + (unnamed_71 * _e1435);
                                                    metal::float4 _e1438 = c_3;
                                                    float unnamed_72 = metal::simd_broadcast(s2_, 7u);
                                                    metal::float4 _e1442 = panel.inner[23];
                                                    c_3 = _e1438 + (unnamed_72 * _e1442);
                                                    metal::float4 _e1445 = c_3;
                                                    float unnamed_73 = metal::simd_broadcast(s3_, 0u);
                                                    metal::float4 _e1449 = panel.inner[24];
                                                    c_3 = _e1445 + (unnamed_73 * _e1449);
                                                    metal::float4 _e1452 = c_3;
                                                    float unnamed_74 = metal::simd_broadcast(s3_, 1u);
                                                    metal::float4 _e1456 = panel.inner[25];
                                                    c_3 = _e1452 + (unnamed_74 * _e1456);
                                                    metal::float4 _e1459 = c_3;
                                                    float unnamed_75 = metal::simd_broadcast(s3_, 2u);
                                                    metal::float4 _e1463 = panel.inner[26];
                                                    c_3 = _e1459 + (unnamed_75 * _e1463);
                                                    metal::float4 _e1466 = c_3;
                                                    float unnamed_76 = metal::simd_broadcast(s3_, 3u);
                                                    metal::float4 _e1470 = panel.inner[27];
                                                    c_3 = _e1466 + (unnamed_76 * _e1470);
                                                    metal::float4 _e1473 = c_3;
                                                    float unnamed_77 = metal::simd_broadcast(s3_, 4u);
                                                    metal::float4 _e1477 = panel.inner[28];
                                                    c_3 = _e1473 + (unnamed_77 * _e1477);
                                                    metal::float4 _e1480 = c_3;
                                                    float unnamed_78 = metal::simd_broadcast(s3_, 5u);
                                                    metal::float4 _e1484 = panel.inner[29];
                                                    c_3 = _e1480 + (unnamed_78 * _e1484);
                                                    metal::float4 _e1487 = c_3;
                                                    float unnamed_79 = metal::simd_broadcast(s3_, 6u);
                                                    metal::float4 _e1491 = panel.inner[30];
                                                    c_3 = _e1487 + (unnamed_79 * _e1491);
                                                    metal::float4 _e1494 = c_3;
                                                    float unnamed_80 = metal::simd_broadcast(s3_, 7u);
                                                    metal::float4 _e1498 = panel.inner[31];
                                                    c_3 = _e1494 + (unnamed_80 * _e1498);
                                                    metal::float4 _e1502 = c_3;
                                                    sums.inner[0] = _e1502;
                                                    uint _e1503 = column_2;
                                                    if (_e1503 < pitch_1) {
                                                        uint _e1507 = row_3;
                                                        uint _e1508 = j;
                                                        uint _e1514 = run.layer.inner[l_1].inputs;
                                                        local_1 = (_e1507 + _e1508) < _e1514;
                                                    } else {
                                                        local_1 = false;
                                                    }
                                                    bool _e1517 = local_1;
                                                    if (_e1517) {
                                                        uint _e1518 = row_3;
                                                        uint _e1519 = j;
                                                        uint _e1523 = column_2;
                                                        uint place_3 = (weight_1 + ((_e1518 + _e1519) * pitch_1)) + _e1523;
                                                        Word _e1529 = parameters[place_3];
                                                        metal::float4 _e1530 = unpack(_e1529);
                                                        metal::float4 _e1532 = sums.inner[0];
                                                        Word _e1535 = pack(_e1530 - (rate * _e1532));
                                                        parameters[place_3] = _e1535;
                                                    }
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                            uint _e1545 = column_2;
                            if (_e1545 < pitch_1) {
                                uint _e1547 = column_2;
                                uint place_4 = bias_1 + _e1547;
                                Word _e1553 = parameters[place_4];
                                metal::float4 _e1554 = unpack(_e1553);
                                metal::float4 _e1555 = bias_sum;
                                Word _e1558 = pack(_e1554 - (rate * _e1555));
                                parameters[place_4] = _e1558;
                            }
                        }
                    }
                    metal::threadgroup_barrier(metal::mem_flags::mem_device);
                }
            }
        }
    }
    uint _e1570 = run.never;
    if (_e1570 != 0u) {
        uint _e1576 = run.never;
        uint _e1580 = run.never;
        metal::float4 _e1582 = sums.inner[_e1580];
        Word _e1583 = pack(_e1582);
        work[_e1576] = _e1583;
        return;
    } else {
        return;
    }
}
