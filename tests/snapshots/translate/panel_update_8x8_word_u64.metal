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
struct type_7 {
    metal::float4 inner[16];
};
struct type_8 {
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
, constant _mslBufferSizes& _buffer_sizes [[buffer(6)]]
) {
    type_7 panel = {};
    type_8 sums = {};
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
    uint _e100 = command.rows_each;
    uint first = workgroup.y * _e100;
    uint _e104 = command.rows_each;
    uint _e108 = command.rows;
    uint end = metal::min(first + _e104, _e108);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e477 = start;
            start = _e477 + 8u;
        }
        loop_init = false;
        uint _e112 = start;
        uint _e115 = command.inner;
        if (_e112 < _e115) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e178 = k;
                    k = _e178 + 1u;
                }
                loop_init_1 = false;
                uint _e119 = k;
                if (_e119 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e122 = start;
                    uint _e123 = k;
                    uint _e127 = command.inner;
                    uint sample = metal::min(_e122 + _e123, _e127 - 1u);
                    uint _e131 = k;
                    Word _e144 = d[(d_start + (sample * d_pitch)) + column0_];
                    metal::float4 _e145 = unpack(_e144);
                    uint _e146 = start;
                    uint _e147 = k;
                    uint _e151 = command.inner;
                    panel.inner[(_e131 * 2u) + 0u] = ((_e146 + _e147) < _e151) ? _e145 : metal::float4(0.0);
                    uint _e154 = k;
                    Word _e167 = d[(d_start + (sample * d_pitch)) + column1_];
                    metal::float4 _e168 = unpack(_e167);
                    uint _e169 = start;
                    uint _e170 = k;
                    uint _e174 = command.inner;
                    panel.inner[(_e154 * 2u) + 1u] = ((_e169 + _e170) < _e174) ? _e168 : metal::float4(0.0);
                }
            }
            if (workgroup.y == 0u) {
                if ((column_1 + 0u) < w_pitch) {
                    sum = metal::float4(0.0);
                    k_1 = 0u;
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e204 = k_1;
                            k_1 = _e204 + 1u;
                        }
                        loop_init_2 = false;
                        uint _e191 = k_1;
                        if (_e191 < 8u) {
                        } else {
                            break;
                        }
                        {
                            metal::float4 _e194 = sum;
                            uint _e195 = k_1;
                            metal::float4 _e201 = panel.inner[(_e195 * 2u) + 0u];
                            sum = _e194 + _e201;
                        }
                    }
                    uint place = (b_start + column_1) + 0u;
                    Word _e213 = b[place];
                    metal::float4 _e214 = unpack(_e213);
                    metal::float4 _e215 = sum;
                    Word _e218 = pack(_e214 - (rate * _e215));
                    b[place] = _e218;
                }
                if ((column_1 + 8u) < w_pitch) {
                    sum_1 = metal::float4(0.0);
                    k_2 = 0u;
                    bool loop_init_3 = true;
                    while(true) {
                        if (!loop_init_3) {
                            uint _e240 = k_2;
                            k_2 = _e240 + 1u;
                        }
                        loop_init_3 = false;
                        uint _e227 = k_2;
                        if (_e227 < 8u) {
                        } else {
                            break;
                        }
                        {
                            metal::float4 _e230 = sum_1;
                            uint _e231 = k_2;
                            metal::float4 _e237 = panel.inner[(_e231 * 2u) + 1u];
                            sum_1 = _e230 + _e237;
                        }
                    }
                    uint place_1 = (b_start + column_1) + 8u;
                    Word _e249 = b[place_1];
                    metal::float4 _e250 = unpack(_e249);
                    metal::float4 _e251 = sum_1;
                    Word _e254 = pack(_e250 - (rate * _e251));
                    b[place_1] = _e254;
                }
            }
            uint _e255 = start;
            uint _e261 = command.inner;
            uint sample0_ = metal::min((_e255 + 0u) + lane, _e261 - 1u);
            uint x_row0_ = x_start + (sample0_ * x_pitch);
            row = first;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e474 = row;
                    row = _e474 + 4u;
                }
                loop_init_4 = false;
                uint _e268 = row;
                if (_e268 < end) {
                } else {
                    break;
                }
                {
                    uint _e271 = row;
                    Word _e276 = x[x_row0_ + (_e271 / 4u)];
                    metal::float4 _e277 = unpack(_e276);
                    j = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e472 = j;
                            j = _e472 + 1u;
                        }
                        loop_init_5 = false;
                        uint _e280 = j;
                        if (_e280 < 4u) {
                        } else {
                            break;
                        }
                        {
                            uint _e283 = j;
                            bool odd = _e283 == 1u;
                            uint _e286 = j;
                            bool upper = _e286 >= 2u;
                            uint _e289 = j;
                            bool fourth = _e289 == 3u;
                            float s0_ = upper ? (fourth ? _e277.w : _e277.z) : (odd ? _e277.y : _e277.x);
                            c0_ = metal::float4(0.0);
                            c1_ = metal::float4(0.0);
                            float unnamed = metal::simd_broadcast(s0_, 0u);
                            metal::float4 _e307 = c0_;
                            metal::float4 _e309 = panel.inner[0];
                            c0_ = _e307 + (unnamed * _e309);
                            metal::float4 _e312 = c1_;
                            metal::float4 _e314 = panel.inner[1];
                            c1_ = _e312 + (unnamed * _e314);
                            float unnamed_1 = metal::simd_broadcast(s0_, 1u);
                            metal::float4 _e319 = c0_;
                            metal::float4 _e321 = panel.inner[2];
                            c0_ = _e319 + (unnamed_1 * _e321);
                            metal::float4 _e324 = c1_;
                            metal::float4 _e326 = panel.inner[3];
                            c1_ = _e324 + (unnamed_1 * _e326);
                            float unnamed_2 = metal::simd_broadcast(s0_, 2u);
                            metal::float4 _e331 = c0_;
                            metal::float4 _e333 = panel.inner[4];
                            c0_ = _e331 + (unnamed_2 * _e333);
                            metal::float4 _e336 = c1_;
                            metal::float4 _e338 = panel.inner[5];
                            c1_ = _e336 + (unnamed_2 * _e338);
                            float unnamed_3 = metal::simd_broadcast(s0_, 3u);
                            metal::float4 _e343 = c0_;
                            metal::float4 _e345 = panel.inner[6];
                            c0_ = _e343 + (unnamed_3 * _e345);
                            metal::float4 _e348 = c1_;
                            metal::float4 _e350 = panel.inner[7];
                            c1_ = _e348 + (unnamed_3 * _e350);
                            float unnamed_4 = metal::simd_broadcast(s0_, 4u);
                            metal::float4 _e355 = c0_;
                            metal::float4 _e357 = panel.inner[8];
                            c0_ = _e355 + (unnamed_4 * _e357);
                            metal::float4 _e360 = c1_;
                            metal::float4 _e362 = panel.inner[9];
                            c1_ = _e360 + (unnamed_4 * _e362);
                            float unnamed_5 = metal::simd_broadcast(s0_, 5u);
                            metal::float4 _e367 = c0_;
                            metal::float4 _e369 = panel.inner[10];
                            c0_ = _e367 + (unnamed_5 * _e369);
                            metal::float4 _e372 = c1_;
                            metal::float4 _e374 = panel.inner[11];
                            c1_ = _e372 + (unnamed_5 * _e374);
                            float unnamed_6 = metal::simd_broadcast(s0_, 6u);
                            metal::float4 _e379 = c0_;
                            metal::float4 _e381 = panel.inner[12];
                            c0_ = _e379 + (unnamed_6 * _e381);
                            metal::float4 _e384 = c1_;
                            metal::float4 _e386 = panel.inner[13];
                            c1_ = _e384 + (unnamed_6 * _e386);
                            float unnamed_7 = metal::simd_broadcast(s0_, 7u);
                            metal::float4 _e391 = c0_;
                            metal::float4 _e393 = panel.inner[14];
                            c0_ = _e391 + (unnamed_7 * _e393);
                            metal::float4 _e396 = c1_;
                            metal::float4 _e398 = panel.inner[15];
                            c1_ = _e396 + (unnamed_7 * _e398);
                            metal::float4 _e402 = c0_;
                            sums.inner[0] = _e402;
                            metal::float4 _e404 = c1_;
                            sums.inner[1] = _e404;
                            if ((column_1 + 0u) < w_pitch) {
                                uint _e410 = row;
                                uint _e411 = j;
                                uint _e415 = command.rows;
                                local = (_e410 + _e411) < _e415;
                            } else {
                                local = false;
                            }
                            bool _e418 = local;
                            if (_e418) {
                                uint _e419 = row;
                                uint _e420 = j;
                                uint place_2 = ((w_start + ((_e419 + _e420) * w_pitch)) + column_1) + 0u;
                                Word _e431 = w[place_2];
                                metal::float4 _e432 = unpack(_e431);
                                metal::float4 _e434 = sums.inner[0];
                                Word _e437 = pack(_e432 - (rate * _e434));
                                w[place_2] = _e437;
                            }
                            if ((column_1 + 8u) < w_pitch) {
                                uint _e443 = row;
                                uint _e444 = j;
                                uint _e448 = command.rows;
                                local_1 = (_e443 + _e444) < _e448;
                            } else {
                                local_1 = false;
                            }
                            bool _e451 = local_1;
                            if (_e451) {
                                uint _e452 = row;
                                uint _e453 = j;
                                uint place_3 = ((w_start + ((_e452 + _e453) * w_pitch)) + column_1) + 8u;
                                Word _e464 = w[place_3];
                                metal::float4 _e465 = unpack(_e464);
                                metal::float4 _e467 = sums.inner[1];
                                Word _e470 = pack(_e465 - (rate * _e467));
                                w[place_3] = _e470;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e482 = command.never;
    if (_e482 != 0u) {
        uint _e488 = command.never;
        uint _e492 = command.never;
        metal::float4 _e494 = sums.inner[_e492];
        Word _e495 = pack(_e494);
        w[_e488] = _e495;
        return;
    } else {
        return;
    }
}
