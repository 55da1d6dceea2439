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
typedef float type_6[1];
typedef uint type_7[1];
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

void finish(
    uint lane_1,
    constant Command& command,
    device type_6 const& sample_loss,
    device type_7& cursor,
    device type_6& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint m = 0u;
    float sum_2 = {};
    uint k_3 = {};
    uint step = cursor[1];
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e48 = m;
            m = _e48 + 1u;
        }
        loop_init = false;
        uint _e6 = m;
        uint _e9 = command.members;
        if (_e6 < _e9) {
        } else {
            break;
        }
        {
            sum_2 = 0.0;
            k_3 = lane_1;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e29 = k_3;
                    k_3 = _e29 + 8u;
                }
                loop_init_1 = false;
                uint _e14 = k_3;
                uint _e17 = command.inner;
                if (_e14 < _e17) {
                } else {
                    break;
                }
                {
                    float _e19 = sum_2;
                    uint _e22 = m;
                    uint _e24 = k_3;
                    uint _e25 = at(5u, _e22, 0u, _e24, command);
                    float _e27 = sample_loss[_e25];
                    sum_2 = _e19 + _e27;
                }
            }
            float _e32 = sum_2;
            float unnamed = metal::simd_sum(_e32);
            if (lane_1 == 0u) {
                uint _e38 = m;
                uint _e40 = at(7u, _e38, 0u, step, command);
                uint _e44 = command.inner;
                losses[_e40] = unnamed / static_cast<float>(_e44);
            }
        }
    }
    if (lane_1 == 0u) {
        uint _e54 = cursor[0];
        uint _e57 = command.inner;
        cursor[0] = _e54 + _e57;
        cursor[1] = step + 1u;
        return;
    } else {
        return;
    }
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(8)]] kernel void main_(
  uint lane [[thread_index_in_simdgroup]]
, metal::uint3 workgroup [[threadgroup_position_in_grid]]
, constant Command& command [[buffer(0)]]
, device type_5 const& x [[buffer(1)]]
, device type_5 const& d [[buffer(2)]]
, device type_6 const& eta [[buffer(3)]]
, device type_5& w [[buffer(4)]]
, device type_5& b [[buffer(5)]]
, device type_6 const& sample_loss [[buffer(6)]]
, device type_7& cursor [[buffer(7)]]
, device type_6& losses [[buffer(8)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    type_8 panel = {};
    type_9 sums = {};
    uint start = 0u;
    uint k = {};
    metal::float4 sum = {};
    uint k_1 = {};
    metal::float4 sum_1 = {};
    uint k_2 = {};
    uint row = {};
    uint j = {};
    metal::float4 c0_ = {};
    metal::float4 c1_ = {};
    bool local = {};
    bool local_1 = {};
    uint column_1 = (workgroup.x * 16u) + lane;
    uint _e10 = command.operands.inner[0].pitch;
    uint x_pitch = _e10 / 4u;
    uint _e17 = command.operands.inner[1].pitch;
    uint d_pitch = _e17 / 4u;
    uint _e24 = command.operands.inner[3].pitch;
    uint w_pitch = _e24 / 4u;
    uint _e31 = at(0u, workgroup.z, 0u, 0u, command);
    uint x_start = _e31 / 4u;
    uint _e38 = at(1u, workgroup.z, 0u, 0u, command);
    uint d_start = _e38 / 4u;
    uint _e45 = at(3u, workgroup.z, 0u, 0u, command);
    uint w_start = _e45 / 4u;
    uint _e52 = at(4u, workgroup.z, 0u, 0u, command);
    uint b_start = _e52 / 4u;
    uint _e60 = at(2u, workgroup.z, 0u, 0u, command);
    float _e62 = eta[_e60];
    uint _e65 = command.inner;
    float rate = _e62 / static_cast<float>(_e65);
    uint _e72 = command.never;
    if (_e72 != 0u) {
        uint _e77 = command.never;
        panel.inner[_e77] = metal::float4(1.0);
        uint _e83 = command.never;
        sums.inner[_e83] = metal::float4(1.0);
    }
    uint column0_ = metal::min(column_1 + 0u, d_pitch - 1u);
    uint column1_ = metal::min(column_1 + 8u, d_pitch - 1u);
    if (((workgroup.x + workgroup.y) + workgroup.z) == 0u) {
        finish(lane, command, sample_loss, cursor, losses, _buffer_sizes);
    }
    uint _e107 = command.rows_each;
    uint first = workgroup.y * _e107;
    uint _e111 = command.rows_each;
    uint _e115 = command.rows;
    uint end = metal::min(first + _e111, _e115);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e484 = start;
            start = _e484 + 8u;
        }
        loop_init_2 = false;
        uint _e119 = start;
        uint _e122 = command.inner;
        if (_e119 < _e122) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_3 = true;
            while(true) {
                if (!loop_init_3) {
                    uint _e185 = k;
                    k = _e185 + 1u;
                }
                loop_init_3 = false;
                uint _e126 = k;
                if (_e126 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e129 = start;
                    uint _e130 = k;
                    uint _e134 = command.inner;
                    uint sample = metal::min(_e129 + _e130, _e134 - 1u);
                    uint _e138 = k;
                    Word _e151 = d[(d_start + (sample * d_pitch)) + column0_];
                    metal::float4 _e152 = unpack(_e151);
                    uint _e153 = start;
                    uint _e154 = k;
                    uint _e158 = command.inner;
                    panel.inner[(_e138 * 2u) + 0u] = ((_e153 + _e154) < _e158) ? _e152 : metal::float4(0.0);
                    uint _e161 = k;
                    Word _e174 = d[(d_start + (sample * d_pitch)) + column1_];
                    metal::float4 _e175 = unpack(_e174);
                    uint _e176 = start;
                    uint _e177 = k;
                    uint _e181 = command.inner;
                    panel.inner[(_e161 * 2u) + 1u] = ((_e176 + _e177) < _e181) ? _e175 : metal::float4(0.0);
                }
            }
            if (workgroup.y == 0u) {
                if ((column_1 + 0u) < w_pitch) {
                    sum = metal::float4(0.0);
                    k_1 = 0u;
                    bool loop_init_4 = true;
                    while(true) {
                        if (!loop_init_4) {
                            uint _e211 = k_1;
                            k_1 = _e211 + 1u;
                        }
                        loop_init_4 = false;
                        uint _e198 = k_1;
                        if (_e198 < 8u) {
                        } else {
                            break;
                        }
                        {
                            metal::float4 _e201 = sum;
                            uint _e202 = k_1;
                            metal::float4 _e208 = panel.inner[(_e202 * 2u) + 0u];
                            sum = _e201 + _e208;
                        }
                    }
                    uint place = (b_start + column_1) + 0u;
                    Word _e220 = b[place];
                    metal::float4 _e221 = unpack(_e220);
                    metal::float4 _e222 = sum;
                    Word _e225 = pack(_e221 - (rate * _e222));
                    b[place] = _e225;
                }
                if ((column_1 + 8u) < w_pitch) {
                    sum_1 = metal::float4(0.0);
                    k_2 = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e247 = k_2;
                            k_2 = _e247 + 1u;
                        }
                        loop_init_5 = false;
                        uint _e234 = k_2;
                        if (_e234 < 8u) {
                        } else {
                            break;
                        }
                        {
                            metal::float4 _e237 = sum_1;
                            uint _e238 = k_2;
                            metal::float4 _e244 = panel.inner[(_e238 * 2u) + 1u];
                            sum_1 = _e237 + _e244;
                        }
                    }
                    uint place_1 = (b_start + column_1) + 8u;
                    Word _e256 = b[place_1];
                    metal::float4 _e257 = unpack(_e256);
                    metal::float4 _e258 = sum_1;
                    Word _e261 = pack(_e257 - (rate * _e258));
                    b[place_1] = _e261;
                }
            }
            uint _e262 = start;
            uint _e268 = command.inner;
            uint sample0_ = metal::min((_e262 + 0u) + lane, _e268 - 1u);
            uint x_row0_ = x_start + (sample0_ * x_pitch);
            row = first;
            bool loop_init_6 = true;
            while(true) {
                if (!loop_init_6) {
                    uint _e481 = row;
                    row = _e481 + 4u;
                }
                loop_init_6 = false;
                uint _e275 = row;
                if (_e275 < end) {
                } else {
                    break;
                }
                {
                    uint _e278 = row;
                    Word _e283 = x[x_row0_ + (_e278 / 4u)];
                    metal::float4 _e284 = unpack(_e283);
                    j = 0u;
                    bool loop_init_7 = true;
                    while(true) {
                        if (!loop_init_7) {
                            uint _e479 = j;
                            j = _e479 + 1u;
                        }
                        loop_init_7 = false;
                        uint _e287 = j;
                        if (_e287 < 4u) {
                        } else {
                            break;
                        }
                        {
                            uint _e290 = j;
                            bool odd = _e290 == 1u;
                            uint _e293 = j;
                            bool upper = _e293 >= 2u;
                            uint _e296 = j;
                            bool fourth = _e296 == 3u;
                            float s0_ = upper ? (fourth ? _e284.w : _e284.z) : (odd ? _e284.y : _e284.x);
                            c0_ = metal::float4(0.0);
                            c1_ = metal::float4(0.0);
                            float unnamed_1 = metal::simd_broadcast(s0_, 0u);
                            metal::float4 _e314 = c0_;
                            metal::float4 _e316 = panel.inner[0];
                            c0_ = _e314 + (unnamed_1 * _e316);
                            metal::float4 _e319 = c1_;
                            metal::float4 _e321 = panel.inner[1];
                            c1_ = _e319 + (unnamed_1 * _e321);
                            float unnamed_2 = metal::simd_broadcast(s0_, 1u);
                            metal::float4 _e326 = c0_;
                            metal::float4 _e328 = panel.inner[2];
                            c0_ = _e326 + (unnamed_2 * _e328);
                            metal::float4 _e331 = c1_;
                            metal::float4 _e333 = panel.inner[3];
                            c1_ = _e331 + (unnamed_2 * _e333);
                            float unnamed_3 = metal::simd_broadcast(s0_, 2u);
                            metal::float4 _e338 = c0_;
                            metal::float4 _e340 = panel.inner[4];
                            c0_ = _e338 + (unnamed_3 * _e340);
                            metal::float4 _e343 = c1_;
                            metal::float4 _e345 = panel.inner[5];
                            c1_ = _e343 + (unnamed_3 * _e345);
                            float unnamed_4 = metal::simd_broadcast(s0_, 3u);
                            metal::float4 _e350 = c0_;
                            metal::float4 _e352 = panel.inner[6];
                            c0_ = _e350 + (unnamed_4 * _e352);
                            metal::float4 _e355 = c1_;
                            metal::float4 _e357 = panel.inner[7];
                            c1_ = _e355 + (unnamed_4 * _e357);
                            float unnamed_5 = metal::simd_broadcast(s0_, 4u);
                            metal::float4 _e362 = c0_;
                            metal::float4 _e364 = panel.inner[8];
                            c0_ = _e362 + (unnamed_5 * _e364);
                            metal::float4 _e367 = c1_;
                            metal::float4 _e369 = panel.inner[9];
                            c1_ = _e367 + (unnamed_5 * _e369);
                            float unnamed_6 = metal::simd_broadcast(s0_, 5u);
                            metal::float4 _e374 = c0_;
                            metal::float4 _e376 = panel.inner[10];
                            c0_ = _e374 + (unnamed_6 * _e376);
                            metal::float4 _e379 = c1_;
                            metal::float4 _e381 = panel.inner[11];
                            c1_ = _e379 + (unnamed_6 * _e381);
                            float unnamed_7 = metal::simd_broadcast(s0_, 6u);
                            metal::float4 _e386 = c0_;
                            metal::float4 _e388 = panel.inner[12];
                            c0_ = _e386 + (unnamed_7 * _e388);
                            metal::float4 _e391 = c1_;
                            metal::float4 _e393 = panel.inner[13];
                            c1_ = _e391 + (unnamed_7 * _e393);
                            float unnamed_8 = metal::simd_broadcast(s0_, 7u);
                            metal::float4 _e398 = c0_;
                            metal::float4 _e400 = panel.inner[14];
                            c0_ = _e398 + (unnamed_8 * _e400);
                            metal::float4 _e403 = c1_;
                            metal::float4 _e405 = panel.inner[15];
                            c1_ = _e403 + (unnamed_8 * _e405);
                            metal::float4 _e409 = c0_;
                            sums.inner[0] = _e409;
                            metal::float4 _e411 = c1_;
                            sums.inner[1] = _e411;
                            if ((column_1 + 0u) < w_pitch) {
                                uint _e417 = row;
                                uint _e418 = j;
                                uint _e422 = command.rows;
                                local = (_e417 + _e418) < _e422;
                            } else {
                                local = false;
                            }
                            bool _e425 = local;
                            if (_e425) {
                                uint _e426 = row;
                                uint _e427 = j;
                                uint place_2 = ((w_start + ((_e426 + _e427) * w_pitch)) + column_1) + 0u;
                                Word _e438 = w[place_2];
                                metal::float4 _e439 = unpack(_e438);
                                metal::float4 _e441 = sums.inner[0];
                                Word _e444 = pack(_e439 - (rate * _e441));
                                w[place_2] = _e444;
                            }
                            if ((column_1 + 8u) < w_pitch) {
                                uint _e450 = row;
                                uint _e451 = j;
                                uint _e455 = command.rows;
                                local_1 = (_e450 + _e451) < _e455;
                            } else {
                                local_1 = false;
                            }
                            bool _e458 = local_1;
                            if (_e458) {
                                uint _e459 = row;
                                uint _e460 = j;
                                uint place_3 = ((w_start + ((_e459 + _e460) * w_pitch)) + column_1) + 8u;
                                Word _e471 = w[place_3];
                                metal::float4 _e472 = unpack(_e471);
                                metal::float4 _e474 = sums.inner[1];
                                Word _e477 = pack(_e472 - (rate * _e474));
                                w[place_3] = _e477;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e489 = command.never;
    if (_e489 != 0u) {
        uint _e495 = command.never;
        uint _e499 = command.never;
        metal::float4 _e501 = sums.inner[_e499];
        Word _e502 = pack(_e501);
        w[_e495] = _e502;
        return;
    } else {
        return;
    }
}
