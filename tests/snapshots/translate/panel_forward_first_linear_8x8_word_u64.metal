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
typedef Word type_6[1];
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

float activation(
    float a
) {
    return a;
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
, device type_6 const& x [[buffer(1)]]
, device type_6 const& w [[buffer(2)]]
, device type_6 const& b [[buffer(3)]]
, device type_6& h [[buffer(4)]]
, device type_7 const& order [[buffer(5)]]
, device type_7 const& cursor [[buffer(6)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(7)]]
) {
    type_8 panel = {};
    type_9 sums = {};
    uint start = 0u;
    uint k = {};
    uint row = {};
    metal::float4 c0_ = {};
    metal::float4 c1_ = {};
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
    uint _e61 = at(4u, workgroup.z, 0u, _e60, command);
    uint _e66 = command.never;
    if (_e66 != 0u) {
        uint _e71 = command.never;
        panel.inner[_e71] = metal::float4(1.0);
        uint _e77 = command.never;
        sums.inner[_e77] = metal::float4(1.0);
    }
    uint column0_ = metal::min(column_1 + 0u, w_pitch - 1u);
    Word _e89 = b[b_start + column0_];
    metal::float4 _e90 = unpack(_e89);
    uint _e104 = command.columns;
    metal::bool4 inside0_ = (metal::uint4(4u * (column_1 + 0u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e104);
    uint column1_ = metal::min(column_1 + 8u, w_pitch - 1u);
    Word _e115 = b[b_start + column1_];
    metal::float4 _e116 = unpack(_e115);
    uint _e130 = command.columns;
    metal::bool4 inside1_ = (metal::uint4(4u * (column_1 + 8u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e130);
    uint _e136 = command.rows_each;
    uint first = workgroup.y * _e136;
    uint _e140 = command.rows_each;
    uint _e144 = command.rows;
    uint end = metal::min(first + _e140, _e144);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e423 = start;
            start = _e423 + 8u;
        }
        loop_init = false;
        uint _e148 = start;
        uint _e151 = command.inner;
        if (_e148 < _e151) {
        } else {
            break;
        }
        {
            uint _e153 = start;
            uint _e158 = command.inner;
            bool last = (_e153 + 8u) >= _e158;
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e221 = k;
                    k = _e221 + 1u;
                }
                loop_init_1 = false;
                uint _e162 = k;
                if (_e162 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e165 = start;
                    uint _e166 = k;
                    uint _e170 = command.inner;
                    uint row_2 = metal::min(_e165 + _e166, _e170 - 1u);
                    uint _e174 = k;
                    Word _e187 = w[(w_start + (row_2 * w_pitch)) + column0_];
                    metal::float4 _e188 = unpack(_e187);
                    uint _e189 = start;
                    uint _e190 = k;
                    uint _e194 = command.inner;
                    panel.inner[(_e174 * 2u) + 0u] = ((_e189 + _e190) < _e194) ? _e188 : metal::float4(0.0);
                    uint _e197 = k;
                    Word _e210 = w[(w_start + (row_2 * w_pitch)) + column1_];
                    metal::float4 _e211 = unpack(_e210);
                    uint _e212 = start;
                    uint _e213 = k;
                    uint _e217 = command.inner;
                    panel.inner[(_e197 * 2u) + 1u] = ((_e212 + _e213) < _e217) ? _e211 : metal::float4(0.0);
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e421 = row;
                    row = _e421 + 1u;
                }
                loop_init_2 = false;
                uint _e224 = row;
                if (_e224 < end) {
                } else {
                    break;
                }
                {
                    c0_ = metal::float4(0.0);
                    c1_ = metal::float4(0.0);
                    uint _e232 = start;
                    if (_e232 > 0u) {
                        uint _e236 = row;
                        Word _e241 = h[(h_start + (_e236 * h_pitch)) + column0_];
                        metal::float4 _e242 = unpack(_e241);
                        c0_ = _e242;
                        uint _e244 = row;
                        Word _e249 = h[(h_start + (_e244 * h_pitch)) + column1_];
                        metal::float4 _e250 = unpack(_e249);
                        c1_ = _e250;
                    }
                    uint _e252 = row;
                    uint _e255 = order[_e61 + _e252];
                    uint x_row = x_start + (_e255 * x_pitch);
                    uint _e259 = start;
                    Word _e270 = x[x_row + metal::min(((_e259 / 4u) + 0u) + lane, x_pitch - 1u)];
                    metal::float4 _e271 = unpack(_e270);
                    float unnamed = metal::simd_broadcast(_e271.x, 0u);
                    metal::float4 _e275 = c0_;
                    metal::float4 _e277 = panel.inner[0];
                    c0_ = _e275 + (unnamed * _e277);
                    metal::float4 _e280 = c1_;
                    metal::float4 _e282 = panel.inner[1];
                    c1_ = _e280 + (unnamed * _e282);
                    float unnamed_1 = metal::simd_broadcast(_e271.y, 0u);
                    metal::float4 _e288 = c0_;
                    metal::float4 _e290 = panel.inner[2];
                    c0_ = _e288 + (unnamed_1 * _e290);
                    metal::float4 _e293 = c1_;
                    metal::float4 _e295 = panel.inner[3];
                    c1_ = _e293 + (unnamed_1 * _e295);
                    float unnamed_2 = metal::simd_broadcast(_e271.z, 0u);
                    metal::float4 _e301 = c0_;
                    metal::float4 _e303 = panel.inner[4];
                    c0_ = _e301 + (unnamed_2 * _e303);
                    metal::float4 _e306 = c1_;
                    metal::float4 _e308 = panel.inner[5];
                    c1_ = _e306 + (unnamed_2 * _e308);
                    float unnamed_3 = metal::simd_broadcast(_e271.w, 0u);
                    metal::float4 _e314 = c0_;
                    metal::float4 _e316 = panel.inner[6];
                    c0_ = _e314 + (unnamed_3 * _e316);
                    metal::float4 _e319 = c1_;
                    metal::float4 _e321 = panel.inner[7];
                    c1_ = _e319 + (unnamed_3 * _e321);
                    float unnamed_4 = metal::simd_broadcast(_e271.x, 1u);
                    metal::float4 _e327 = c0_;
                    metal::float4 _e329 = panel.inner[8];
                    c0_ = _e327 + (unnamed_4 * _e329);
                    metal::float4 _e332 = c1_;
                    metal::float4 _e334 = panel.inner[9];
                    c1_ = _e332 + (unnamed_4 * _e334);
                    float unnamed_5 = metal::simd_broadcast(_e271.y, 1u);
                    metal::float4 _e340 = c0_;
                    metal::float4 _e342 = panel.inner[10];
                    c0_ = _e340 + (unnamed_5 * _e342);
                    metal::float4 _e345 = c1_;
                    metal::float4 _e347 = panel.inner[11];
                    c1_ = _e345 + (unnamed_5 * _e347);
                    float unnamed_6 = metal::simd_broadcast(_e271.z, 1u);
                    metal::float4 _e353 = c0_;
                    metal::float4 _e355 = panel.inner[12];
                    c0_ = _e353 + (unnamed_6 * _e355);
                    metal::float4 _e358 = c1_;
                    metal::float4 _e360 = panel.inner[13];
                    c1_ = _e358 + (unnamed_6 * _e360);
                    float unnamed_7 = metal::simd_broadcast(_e271.w, 1u);
                    metal::float4 _e366 = c0_;
                    metal::float4 _e368 = panel.inner[14];
                    c0_ = _e366 + (unnamed_7 * _e368);
                    metal::float4 _e371 = c1_;
                    metal::float4 _e373 = panel.inner[15];
                    c1_ = _e371 + (unnamed_7 * _e373);
                    metal::float4 _e377 = c0_;
                    sums.inner[0] = _e377;
                    metal::float4 _e379 = c1_;
                    sums.inner[1] = _e379;
                    if ((column_1 + 0u) < h_pitch) {
                        metal::float4 sum = sums.inner[0];
                        metal::float4 _e388 = activations(sum + _e90);
                        metal::float4 value = metal::select(metal::float4(0.0), _e388, inside0_);
                        uint _e391 = row;
                        Word _e399 = pack(last ? value : sum);
                        h[((h_start + (_e391 * h_pitch)) + column_1) + 0u] = _e399;
                    }
                    if ((column_1 + 8u) < h_pitch) {
                        metal::float4 sum_1 = sums.inner[1];
                        metal::float4 _e408 = activations(sum_1 + _e116);
                        metal::float4 value_1 = metal::select(metal::float4(0.0), _e408, inside1_);
                        uint _e411 = row;
                        Word _e419 = pack(last ? value_1 : sum_1);
                        h[((h_start + (_e411 * h_pitch)) + column_1) + 8u] = _e419;
                    }
                }
            }
        }
    }
    uint _e428 = command.never;
    if (_e428 != 0u) {
        uint _e434 = command.never;
        uint _e438 = command.never;
        metal::float4 _e440 = sums.inner[_e438];
        Word _e441 = pack(_e440);
        h[_e434] = _e441;
        return;
    } else {
        return;
    }
}
