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
typedef metal::ulong2 Word;
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
    return metal::float4(as_type<float>(static_cast<uint>(word.x)), as_type<float>(static_cast<uint>(word.x >> 32u)), as_type<float>(static_cast<uint>(word.y)), as_type<float>(static_cast<uint>(word.y >> 32u)));
}

Word pack(
    metal::float4 values
) {
    metal::uint4 bits = as_type<metal::uint4>(values);
    return Word(static_cast<ulong>(bits.x) | (static_cast<ulong>(bits.y) << 32u), static_cast<ulong>(bits.z) | (static_cast<ulong>(bits.w) << 32u));
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
, device type_7 const& order [[buffer(6)]]
, device type_7 const& cursor [[buffer(7)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(8)]]
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
    uint _e102 = cursor[0];
    uint _e103 = at(5u, workgroup.z, 0u, _e102, command);
    uint _e107 = command.rows_each;
    uint first = workgroup.y * _e107;
    uint _e111 = command.rows_each;
    uint _e115 = command.rows;
    uint end = metal::min(first + _e111, _e115);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e488 = start;
            start = _e488 + 8u;
        }
        loop_init = false;
        uint _e119 = start;
        uint _e122 = command.inner;
        if (_e119 < _e122) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e185 = k;
                    k = _e185 + 1u;
                }
                loop_init_1 = false;
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
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e211 = k_1;
                            k_1 = _e211 + 1u;
                        }
                        loop_init_2 = false;
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
                    bool loop_init_3 = true;
                    while(true) {
                        if (!loop_init_3) {
                            uint _e247 = k_2;
                            k_2 = _e247 + 1u;
                        }
                        loop_init_3 = false;
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
            uint _e275 = order[_e103 + sample0_];
            uint x_row0_ = x_start + (_e275 * x_pitch);
            row = first;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e485 = row;
                    row = _e485 + 4u;
                }
                loop_init_4 = false;
                uint _e279 = row;
                if (_e279 < end) {
                } else {
                    break;
                }
                {
                    uint _e282 = row;
                    Word _e287 = x[x_row0_ + (_e282 / 4u)];
                    metal::float4 _e288 = unpack(_e287);
                    j = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e483 = j;
                            j = _e483 + 1u;
                        }
                        loop_init_5 = false;
                        uint _e291 = j;
                        if (_e291 < 4u) {
                        } else {
                            break;
                        }
                        {
                            uint _e294 = j;
                            bool odd = _e294 == 1u;
                            uint _e297 = j;
                            bool upper = _e297 >= 2u;
                            uint _e300 = j;
                            bool fourth = _e300 == 3u;
                            float s0_ = upper ? (fourth ? _e288.w : _e288.z) : (odd ? _e288.y : _e288.x);
                            c0_ = metal::float4(0.0);
                            c1_ = metal::float4(0.0);
                            float unnamed = metal::simd_broadcast(s0_, 0u);
                            metal::float4 _e318 = c0_;
                            metal::float4 _e320 = panel.inner[0];
                            c0_ = _e318 + (unnamed * _e320);
                            metal::float4 _e323 = c1_;
                            metal::float4 _e325 = panel.inner[1];
                            c1_ = _e323 + (unnamed * _e325);
                            float unnamed_1 = metal::simd_broadcast(s0_, 1u);
                            metal::float4 _e330 = c0_;
                            metal::float4 _e332 = panel.inner[2];
                            c0_ = _e330 + (unnamed_1 * _e332);
                            metal::float4 _e335 = c1_;
                            metal::float4 _e337 = panel.inner[3];
                            c1_ = _e335 + (unnamed_1 * _e337);
                            float unnamed_2 = metal::simd_broadcast(s0_, 2u);
                            metal::float4 _e342 = c0_;
                            metal::float4 _e344 = panel.inner[4];
                            c0_ = _e342 + (unnamed_2 * _e344);
                            metal::float4 _e347 = c1_;
                            metal::float4 _e349 = panel.inner[5];
                            c1_ = _e347 + (unnamed_2 * _e349);
                            float unnamed_3 = metal::simd_broadcast(s0_, 3u);
                            metal::float4 _e354 = c0_;
                            metal::float4 _e356 = panel.inner[6];
                            c0_ = _e354 + (unnamed_3 * _e356);
                            metal::float4 _e359 = c1_;
                            metal::float4 _e361 = panel.inner[7];
                            c1_ = _e359 + (unnamed_3 * _e361);
                            float unnamed_4 = metal::simd_broadcast(s0_, 4u);
                            metal::float4 _e366 = c0_;
                            metal::float4 _e368 = panel.inner[8];
                            c0_ = _e366 + (unnamed_4 * _e368);
                            metal::float4 _e371 = c1_;
                            metal::float4 _e373 = panel.inner[9];
                            c1_ = _e371 + (unnamed_4 * _e373);
                            float unnamed_5 = metal::simd_broadcast(s0_, 5u);
                            metal::float4 _e378 = c0_;
                            metal::float4 _e380 = panel.inner[10];
                            c0_ = _e378 + (unnamed_5 * _e380);
                            metal::float4 _e383 = c1_;
                            metal::float4 _e385 = panel.inner[11];
                            c1_ = _e383 + (unnamed_5 * _e385);
                            float unnamed_6 = metal::simd_broadcast(s0_, 6u);
                            metal::float4 _e390 = c0_;
                            metal::float4 _e392 = panel.inner[12];
                            c0_ = _e390 + (unnamed_6 * _e392);
                            metal::float4 _e395 = c1_;
                            metal::float4 _e397 = panel.inner[13];
                            c1_ = _e395 + (unnamed_6 * _e397);
                            float unnamed_7 = metal::simd_broadcast(s0_, 7u);
                            metal::float4 _e402 = c0_;
                            metal::float4 _e404 = panel.inner[14];
                            c0_ = _e402 + (unnamed_7 * _e404);
                            metal::float4 _e407 = c1_;
                            metal::float4 _e409 = panel.inner[15];
                            c1_ = _e407 + (unnamed_7 * _e409);
                            metal::float4 _e413 = c0_;
                            sums.inner[0] = _e413;
                            metal::float4 _e415 = c1_;
                            sums.inner[1] = _e415;
                            if ((column_1 + 0u) < w_pitch) {
                                uint _e421 = row;
                                uint _e422 = j;
                                uint _e426 = command.rows;
                                local = (_e421 + _e422) < _e426;
                            } else {
                                local = false;
                            }
                            bool _e429 = local;
                            if (_e429) {
                                uint _e430 = row;
                                uint _e431 = j;
                                uint place_2 = ((w_start + ((_e430 + _e431) * w_pitch)) + column_1) + 0u;
                                Word _e442 = w[place_2];
                                metal::float4 _e443 = unpack(_e442);
                                metal::float4 _e445 = sums.inner[0];
                                Word _e448 = pack(_e443 - (rate * _e445));
                                w[place_2] = _e448;
                            }
                            if ((column_1 + 8u) < w_pitch) {
                                uint _e454 = row;
                                uint _e455 = j;
                                uint _e459 = command.rows;
                                local_1 = (_e454 + _e455) < _e459;
                            } else {
                                local_1 = false;
                            }
                            bool _e462 = local_1;
                            if (_e462) {
                                uint _e463 = row;
                                uint _e464 = j;
                                uint place_3 = ((w_start + ((_e463 + _e464) * w_pitch)) + column_1) + 8u;
                                Word _e475 = w[place_3];
                                metal::float4 _e476 = unpack(_e475);
                                metal::float4 _e478 = sums.inner[1];
                                Word _e481 = pack(_e476 - (rate * _e478));
                                w[place_3] = _e481;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e493 = command.never;
    if (_e493 != 0u) {
        uint _e499 = command.never;
        uint _e503 = command.never;
        metal::float4 _e505 = sums.inner[_e503];
        Word _e506 = pack(_e505);
        w[_e499] = _e506;
        return;
    } else {
        return;
    }
}
