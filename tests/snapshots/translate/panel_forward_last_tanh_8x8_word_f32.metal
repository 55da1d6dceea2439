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
    uint size9;
};

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[9];
};
struct Command {
    uint members;
    uint rows;
    uint inner;
    uint columns;
    uint rows_each;
    uint never;
    uint chunk;
    uint chunks;
    type_1 operands;
};
typedef metal::float4 Word;
typedef Word type_5[1];
typedef uint type_6[1];
typedef float type_7[1];
struct type_8 {
    metal::float4 inner[16];
};
struct type_9 {
    metal::float4 inner[2];
};

uint at(
    uint o,
    uint member,
    uint row_1,
    uint column,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row_1 * t.pitch)) + column;
}

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

float activation(
    float a
) {
    float e = metal::exp(-2.0 * metal::abs(a));
    float h_3 = (1.0 - e) / (1.0 + e);
    return (a >= 0.0) ? h_3 : -(h_3);
}

float derivative(
    float h
) {
    return 1.0 - (h * h);
}

metal::float4 derivatives(
    metal::float4 h_1
) {
    float _e2 = derivative(h_1.x);
    float _e4 = derivative(h_1.y);
    float _e6 = derivative(h_1.z);
    float _e8 = derivative(h_1.w);
    return metal::float4(_e2, _e4, _e6, _e8);
}

metal::float4 activations(
    metal::float4 a_1
) {
    float _e2 = activation(a_1.x);
    float _e4 = activation(a_1.y);
    float _e6 = activation(a_1.z);
    float _e8 = activation(a_1.w);
    return metal::float4(_e2, _e4, _e6, _e8);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(8)]] kernel void main_(
  uint lane [[thread_index_in_simdgroup]]
, metal::uint3 workgroup [[threadgroup_position_in_grid]]
, constant Command& command [[buffer(0)]]
, device type_5 const& x [[buffer(1)]]
, device type_5 const& w [[buffer(2)]]
, device type_5 const& b [[buffer(3)]]
, device type_5& h_2 [[buffer(4)]]
, device type_5 const& targets [[buffer(5)]]
, device type_6 const& order [[buffer(6)]]
, device type_6 const& cursor [[buffer(7)]]
, device type_5& delta [[buffer(8)]]
, device type_7& sample_loss [[buffer(9)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(10)]]
) {
    type_8 panel = {};
    type_9 sums = {};
    uint start = 0u;
    uint k = {};
    uint row = {};
    metal::float4 c0_ = {};
    metal::float4 c1_ = {};
    float loss = {};
    uint column_1 = (workgroup.x * 16u) + lane;
    uint _e10 = command.operands.inner[0].pitch;
    uint x_pitch = _e10 / 4u;
    uint _e17 = command.operands.inner[1].pitch;
    uint w_pitch = _e17 / 4u;
    uint _e24 = command.operands.inner[3].pitch;
    uint h_pitch = _e24 / 4u;
    uint _e31 = at(0u, workgroup.z, 0u, 0u, command);
    uint x_start = _e31 / 4u;
    uint _e38 = at(1u, workgroup.z, 0u, 0u, command);
    uint w_start = _e38 / 4u;
    uint _e45 = at(2u, workgroup.z, 0u, 0u, command);
    uint b_start = _e45 / 4u;
    uint _e52 = at(3u, workgroup.z, 0u, 0u, command);
    uint h_start = _e52 / 4u;
    uint _e60 = cursor[0];
    uint _e61 = at(5u, workgroup.z, 0u, _e60, command);
    uint _e66 = command.operands.inner[4].pitch;
    uint t_pitch = _e66 / 4u;
    uint _e73 = command.operands.inner[7].pitch;
    uint d_pitch = _e73 / 4u;
    uint _e80 = at(7u, workgroup.z, 0u, 0u, command);
    uint d_start = _e80 / 4u;
    uint _e87 = at(8u, workgroup.z, 0u, 0u, command);
    uint _e92 = command.never;
    if (_e92 != 0u) {
        uint _e97 = command.never;
        panel.inner[_e97] = metal::float4(1.0);
        uint _e103 = command.never;
        sums.inner[_e103] = metal::float4(1.0);
    }
    uint column0_ = metal::min(column_1 + 0u, w_pitch - 1u);
    Word _e115 = b[b_start + column0_];
    metal::float4 _e116 = unpack(_e115);
    uint _e130 = command.columns;
    metal::bool4 inside0_ = (metal::uint4(4u * (column_1 + 0u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e130);
    uint column1_ = metal::min(column_1 + 8u, w_pitch - 1u);
    Word _e141 = b[b_start + column1_];
    metal::float4 _e142 = unpack(_e141);
    uint _e156 = command.columns;
    metal::bool4 inside1_ = (metal::uint4(4u * (column_1 + 8u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e156);
    uint _e162 = command.rows_each;
    uint first = workgroup.y * _e162;
    uint _e166 = command.rows_each;
    uint _e170 = command.rows;
    uint end = metal::min(first + _e166, _e170);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e519 = start;
            start = _e519 + 8u;
        }
        loop_init = false;
        uint _e174 = start;
        uint _e177 = command.inner;
        if (_e174 < _e177) {
        } else {
            break;
        }
        {
            uint _e179 = start;
            uint _e184 = command.inner;
            bool last = (_e179 + 8u) >= _e184;
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e247 = k;
                    k = _e247 + 1u;
                }
                loop_init_1 = false;
                uint _e188 = k;
                if (_e188 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e191 = start;
                    uint _e192 = k;
                    uint _e196 = command.inner;
                    uint row_2 = metal::min(_e191 + _e192, _e196 - 1u);
                    uint _e200 = k;
                    Word _e213 = w[(w_start + (row_2 * w_pitch)) + column0_];
                    metal::float4 _e214 = unpack(_e213);
                    uint _e215 = start;
                    uint _e216 = k;
                    uint _e220 = command.inner;
                    panel.inner[(_e200 * 2u) + 0u] = ((_e215 + _e216) < _e220) ? _e214 : metal::float4(0.0);
                    uint _e223 = k;
                    Word _e236 = w[(w_start + (row_2 * w_pitch)) + column1_];
                    metal::float4 _e237 = unpack(_e236);
                    uint _e238 = start;
                    uint _e239 = k;
                    uint _e243 = command.inner;
                    panel.inner[(_e223 * 2u) + 1u] = ((_e238 + _e239) < _e243) ? _e237 : metal::float4(0.0);
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e517 = row;
                    row = _e517 + 1u;
                }
                loop_init_2 = false;
                uint _e250 = row;
                if (_e250 < end) {
                } else {
                    break;
                }
                {
                    c0_ = metal::float4(0.0);
                    c1_ = metal::float4(0.0);
                    uint _e258 = start;
                    if (_e258 > 0u) {
                        uint _e262 = row;
                        Word _e267 = h_2[(h_start + (_e262 * h_pitch)) + column0_];
                        metal::float4 _e268 = unpack(_e267);
                        c0_ = _e268;
                        uint _e270 = row;
                        Word _e275 = h_2[(h_start + (_e270 * h_pitch)) + column1_];
                        metal::float4 _e276 = unpack(_e275);
                        c1_ = _e276;
                    }
                    uint _e277 = row;
                    uint x_row = x_start + (_e277 * x_pitch);
                    uint _e281 = start;
                    Word _e292 = x[x_row + metal::min(((_e281 / 4u) + 0u) + lane, x_pitch - 1u)];
                    metal::float4 _e293 = unpack(_e292);
                    float unnamed = metal::simd_broadcast(_e293.x, 0u);
                    metal::float4 _e297 = c0_;
                    metal::float4 _e299 = panel.inner[0];
                    c0_ = _e297 + (unnamed * _e299);
                    metal::float4 _e302 = c1_;
                    metal::float4 _e304 = panel.inner[1];
                    c1_ = _e302 + (unnamed * _e304);
                    float unnamed_1 = metal::simd_broadcast(_e293.y, 0u);
                    metal::float4 _e310 = c0_;
                    metal::float4 _e312 = panel.inner[2];
                    c0_ = _e310 + (unnamed_1 * _e312);
                    metal::float4 _e315 = c1_;
                    metal::float4 _e317 = panel.inner[3];
                    c1_ = _e315 + (unnamed_1 * _e317);
                    float unnamed_2 = metal::simd_broadcast(_e293.z, 0u);
                    metal::float4 _e323 = c0_;
                    metal::float4 _e325 = panel.inner[4];
                    c0_ = _e323 + (unnamed_2 * _e325);
                    metal::float4 _e328 = c1_;
                    metal::float4 _e330 = panel.inner[5];
                    c1_ = _e328 + (unnamed_2 * _e330);
                    float unnamed_3 = metal::simd_broadcast(_e293.w, 0u);
                    metal::float4 _e336 = c0_;
                    metal::float4 _e338 = panel.inner[6];
                    c0_ = _e336 + (unnamed_3 * _e338);
                    metal::float4 _e341 = c1_;
                    metal::float4 _e343 = panel.inner[7];
                    c1_ = _e341 + (unnamed_3 * _e343);
                    float unnamed_4 = metal::simd_broadcast(_e293.x, 1u);
                    metal::float4 _e349 = c0_;
                    metal::float4 _e351 = panel.inner[8];
                    c0_ = _e349 + (unnamed_4 * _e351);
                    metal::float4 _e354 = c1_;
                    metal::float4 _e356 = panel.inner[9];
                    c1_ = _e354 + (unnamed_4 * _e356);
                    float unnamed_5 = metal::simd_broadcast(_e293.y, 1u);
                    metal::float4 _e362 = c0_;
                    metal::float4 _e364 = panel.inner[10];
                    c0_ = _e362 + (unnamed_5 * _e364);
                    metal::float4 _e367 = c1_;
                    metal::float4 _e369 = panel.inner[11];
                    c1_ = _e367 + (unnamed_5 * _e369);
                    float unnamed_6 = metal::simd_broadcast(_e293.z, 1u);
                    metal::float4 _e375 = c0_;
                    metal::float4 _e377 = panel.inner[12];
                    c0_ = _e375 + (unnamed_6 * _e377);
                    metal::float4 _e380 = c1_;
                    metal::float4 _e382 = panel.inner[13];
                    c1_ = _e380 + (unnamed_6 * _e382);
                    float unnamed_7 = metal::simd_broadcast(_e293.w, 1u);
                    metal::float4 _e388 = c0_;
                    metal::float4 _e390 = panel.inner[14];
                    c0_ = _e388 + (unnamed_7 * _e390);
                    metal::float4 _e393 = c1_;
                    metal::float4 _e395 = panel.inner[15];
                    c1_ = _e393 + (unnamed_7 * _e395);
                    metal::float4 _e399 = c0_;
                    sums.inner[0] = _e399;
                    metal::float4 _e401 = c1_;
                    sums.inner[1] = _e401;
                    uint _e403 = row;
                    uint _e406 = order[_e61 + _e403];
                    uint t_row = _e406 * t_pitch;
                    loss = 0.0;
                    if ((column_1 + 0u) < h_pitch) {
                        metal::float4 sum = sums.inner[0];
                        metal::float4 _e418 = activations(sum + _e116);
                        metal::float4 value = metal::select(metal::float4(0.0), _e418, inside0_);
                        uint _e421 = row;
                        Word _e429 = pack(last ? value : sum);
                        h_2[((h_start + (_e421 * h_pitch)) + column_1) + 0u] = _e429;
                        Word _e435 = targets[(t_row + column_1) + 0u];
                        metal::float4 _e436 = unpack(_e435);
                        metal::float4 difference = metal::select(metal::float4(0.0), value - _e436, inside0_);
                        metal::float4 _e443 = derivatives(value);
                        metal::float4 d = metal::select(metal::float4(0.0), difference * _e443, inside0_);
                        uint _e447 = row;
                        Word _e454 = pack(d);
                        delta[((d_start + (_e447 * d_pitch)) + column_1) + 0u] = _e454;
                        float _e455 = loss;
                        loss = _e455 + metal::dot(difference, difference);
                    }
                    if ((column_1 + 8u) < h_pitch) {
                        metal::float4 sum_1 = sums.inner[1];
                        metal::float4 _e466 = activations(sum_1 + _e142);
                        metal::float4 value_1 = metal::select(metal::float4(0.0), _e466, inside1_);
                        uint _e469 = row;
                        Word _e477 = pack(last ? value_1 : sum_1);
                        h_2[((h_start + (_e469 * h_pitch)) + column_1) + 8u] = _e477;
                        Word _e483 = targets[(t_row + column_1) + 8u];
                        metal::float4 _e484 = unpack(_e483);
                        metal::float4 difference_1 = metal::select(metal::float4(0.0), value_1 - _e484, inside1_);
                        metal::float4 _e491 = derivatives(value_1);
                        metal::float4 d_1 = metal::select(metal::float4(0.0), difference_1 * _e491, inside1_);
                        uint _e495 = row;
                        Word _e502 = pack(d_1);
                        delta[((d_start + (_e495 * d_pitch)) + column_1) + 8u] = _e502;
                        float _e503 = loss;
                        loss = _e503 + metal::dot(difference_1, difference_1);
                    }
                    float _e506 = loss;
                    float unnamed_8 = metal::simd_sum(_e506);
                    if (lane == 0u) {
                        uint _e511 = row;
                        sample_loss[_e87 + _e511] = 0.5 * unnamed_8;
                    }
                }
            }
        }
    }
    uint _e524 = command.never;
    if (_e524 != 0u) {
        uint _e530 = command.never;
        uint _e534 = command.never;
        metal::float4 _e536 = sums.inner[_e534];
        Word _e537 = pack(_e536);
        h_2[_e530] = _e537;
        return;
    } else {
        return;
    }
}
