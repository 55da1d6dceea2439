// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
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

float activation(
    float a
) {
    float e = metal::exp(-2.0 * metal::abs(a));
    float h_1 = (1.0 - e) / (1.0 + e);
    return (a >= 0.0) ? h_1 : -(h_1);
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
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    type_7 panel = {};
    type_8 sums = {};
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
    uint _e59 = command.never;
    if (_e59 != 0u) {
        uint _e64 = command.never;
        panel.inner[_e64] = metal::float4(1.0);
        uint _e70 = command.never;
        sums.inner[_e70] = metal::float4(1.0);
    }
    uint column0_ = metal::min(column_1 + 0u, w_pitch - 1u);
    Word _e82 = b[b_start + column0_];
    metal::float4 _e83 = unpack(_e82);
    uint _e97 = command.columns;
    metal::bool4 inside0_ = (metal::uint4(4u * (column_1 + 0u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e97);
    uint column1_ = metal::min(column_1 + 8u, w_pitch - 1u);
    Word _e108 = b[b_start + column1_];
    metal::float4 _e109 = unpack(_e108);
    uint _e123 = command.columns;
    metal::bool4 inside1_ = (metal::uint4(4u * (column_1 + 8u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e123);
    uint _e129 = command.rows_each;
    uint first = workgroup.y * _e129;
    uint _e133 = command.rows_each;
    uint _e137 = command.rows;
    uint end = metal::min(first + _e133, _e137);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e412 = start;
            start = _e412 + 8u;
        }
        loop_init = false;
        uint _e141 = start;
        uint _e144 = command.inner;
        if (_e141 < _e144) {
        } else {
            break;
        }
        {
            uint _e146 = start;
            uint _e151 = command.inner;
            bool last = (_e146 + 8u) >= _e151;
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e214 = k;
                    k = _e214 + 1u;
                }
                loop_init_1 = false;
                uint _e155 = k;
                if (_e155 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e158 = start;
                    uint _e159 = k;
                    uint _e163 = command.inner;
                    uint row_2 = metal::min(_e158 + _e159, _e163 - 1u);
                    uint _e167 = k;
                    Word _e180 = w[(w_start + (row_2 * w_pitch)) + column0_];
                    metal::float4 _e181 = unpack(_e180);
                    uint _e182 = start;
                    uint _e183 = k;
                    uint _e187 = command.inner;
                    panel.inner[(_e167 * 2u) + 0u] = ((_e182 + _e183) < _e187) ? _e181 : metal::float4(0.0);
                    uint _e190 = k;
                    Word _e203 = w[(w_start + (row_2 * w_pitch)) + column1_];
                    metal::float4 _e204 = unpack(_e203);
                    uint _e205 = start;
                    uint _e206 = k;
                    uint _e210 = command.inner;
                    panel.inner[(_e190 * 2u) + 1u] = ((_e205 + _e206) < _e210) ? _e204 : metal::float4(0.0);
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e410 = row;
                    row = _e410 + 1u;
                }
                loop_init_2 = false;
                uint _e217 = row;
                if (_e217 < end) {
                } else {
                    break;
                }
                {
                    c0_ = metal::float4(0.0);
                    c1_ = metal::float4(0.0);
                    uint _e225 = start;
                    if (_e225 > 0u) {
                        uint _e229 = row;
                        Word _e234 = h[(h_start + (_e229 * h_pitch)) + column0_];
                        metal::float4 _e235 = unpack(_e234);
                        c0_ = _e235;
                        uint _e237 = row;
                        Word _e242 = h[(h_start + (_e237 * h_pitch)) + column1_];
                        metal::float4 _e243 = unpack(_e242);
                        c1_ = _e243;
                    }
                    uint _e244 = row;
                    uint x_row = x_start + (_e244 * x_pitch);
                    uint _e248 = start;
                    Word _e259 = x[x_row + metal::min(((_e248 / 4u) + 0u) + lane, x_pitch - 1u)];
                    metal::float4 _e260 = unpack(_e259);
                    float unnamed = metal::simd_broadcast(_e260.x, 0u);
                    metal::float4 _e264 = c0_;
                    metal::float4 _e266 = panel.inner[0];
                    c0_ = _e264 + (unnamed * _e266);
                    metal::float4 _e269 = c1_;
                    metal::float4 _e271 = panel.inner[1];
                    c1_ = _e269 + (unnamed * _e271);
                    float unnamed_1 = metal::simd_broadcast(_e260.y, 0u);
                    metal::float4 _e277 = c0_;
                    metal::float4 _e279 = panel.inner[2];
                    c0_ = _e277 + (unnamed_1 * _e279);
                    metal::float4 _e282 = c1_;
                    metal::float4 _e284 = panel.inner[3];
                    c1_ = _e282 + (unnamed_1 * _e284);
                    float unnamed_2 = metal::simd_broadcast(_e260.z, 0u);
                    metal::float4 _e290 = c0_;
                    metal::float4 _e292 = panel.inner[4];
                    c0_ = _e290 + (unnamed_2 * _e292);
                    metal::float4 _e295 = c1_;
                    metal::float4 _e297 = panel.inner[5];
                    c1_ = _e295 + (unnamed_2 * _e297);
                    float unnamed_3 = metal::simd_broadcast(_e260.w, 0u);
                    metal::float4 _e303 = c0_;
                    metal::float4 _e305 = panel.inner[6];
                    c0_ = _e303 + (unnamed_3 * _e305);
                    metal::float4 _e308 = c1_;
                    metal::float4 _e310 = panel.inner[7];
                    c1_ = _e308 + (unnamed_3 * _e310);
                    float unnamed_4 = metal::simd_broadcast(_e260.x, 1u);
                    metal::float4 _e316 = c0_;
                    metal::float4 _e318 = panel.inner[8];
                    c0_ = _e316 + (unnamed_4 * _e318);
                    metal::float4 _e321 = c1_;
                    metal::float4 _e323 = panel.inner[9];
                    c1_ = _e321 + (unnamed_4 * _e323);
                    float unnamed_5 = metal::simd_broadcast(_e260.y, 1u);
                    metal::float4 _e329 = c0_;
                    metal::float4 _e331 = panel.inner[10];
                    c0_ = _e329 + (unnamed_5 * _e331);
                    metal::float4 _e334 = c1_;
                    metal::float4 _e336 = panel.inner[11];
                    c1_ = _e334 + (unnamed_5 * _e336);
                    float unnamed_6 = metal::simd_broadcast(_e260.z, 1u);
                    metal::float4 _e342 = c0_;
                    metal::float4 _e344 = panel.inner[12];
                    c0_ = _e342 + (unnamed_6 * _e344);
                    metal::float4 _e347 = c1_;
                    metal::float4 _e349 = panel.inner[13];
                    c1_ = _e347 + (unnamed_6 * _e349);
                    float unnamed_7 = metal::simd_broadcast(_e260.w, 1u);
                    metal::float4 _e355 = c0_;
                    metal::float4 _e357 = panel.inner[14];
                    c0_ = _e355 + (unnamed_7 * _e357);
                    metal::float4 _e360 = c1_;
                    metal::float4 _e362 = panel.inner[15];
                    c1_ = _e360 + (unnamed_7 * _e362);
                    metal::float4 _e366 = c0_;
                    sums.inner[0] = _e366;
                    metal::float4 _e368 = c1_;
                    sums.inner[1] = _e368;
                    if ((column_1 + 0u) < h_pitch) {
                        metal::float4 sum = sums.inner[0];
                        metal::float4 _e377 = activations(sum + _e83);
                        metal::float4 value = metal::select(metal::float4(0.0), _e377, inside0_);
                        uint _e380 = row;
                        Word _e388 = pack(last ? value : sum);
                        h[((h_start + (_e380 * h_pitch)) + column_1) + 0u] = _e388;
                    }
                    if ((column_1 + 8u) < h_pitch) {
                        metal::float4 sum_1 = sums.inner[1];
                        metal::float4 _e397 = activations(sum_1 + _e109);
                        metal::float4 value_1 = metal::select(metal::float4(0.0), _e397, inside1_);
                        uint _e400 = row;
                        Word _e408 = pack(last ? value_1 : sum_1);
                        h[((h_start + (_e400 * h_pitch)) + column_1) + 8u] = _e408;
                    }
                }
            }
        }
    }
    uint _e417 = command.never;
    if (_e417 != 0u) {
        uint _e423 = command.never;
        uint _e427 = command.never;
        metal::float4 _e429 = sums.inner[_e427];
        Word _e430 = pack(_e429);
        h[_e423] = _e430;
        return;
    } else {
        return;
    }
}
