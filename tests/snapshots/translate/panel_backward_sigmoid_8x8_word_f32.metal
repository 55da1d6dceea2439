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
typedef metal::float4 Word;
typedef Word type_5[1];
struct type_6 {
    metal::float4 inner[16];
};
struct type_7 {
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

float derivative(
    float h
) {
    return h * (1.0 - h);
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

struct main_Input {
};
[[max_total_threads_per_threadgroup(8)]] kernel void main_(
  uint lane [[thread_index_in_simdgroup]]
, metal::uint3 workgroup [[threadgroup_position_in_grid]]
, constant Command& command [[buffer(0)]]
, device type_5 const& d [[buffer(1)]]
, device type_5 const& w [[buffer(2)]]
, device type_5 const& h_2 [[buffer(3)]]
, device type_5& back [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    type_6 panel = {};
    type_7 sums = {};
    uint start = 0u;
    uint k = {};
    uint row = {};
    metal::float4 c0_ = {};
    metal::float4 c1_ = {};
    uint column_1 = (workgroup.x * 16u) + lane;
    uint _e10 = command.operands.inner[0].pitch;
    uint d_pitch = _e10 / 4u;
    uint _e17 = command.operands.inner[1].pitch;
    uint w_pitch = _e17 / 4u;
    uint _e24 = command.operands.inner[2].pitch;
    uint h_pitch = _e24 / 4u;
    uint _e31 = command.operands.inner[3].pitch;
    uint back_pitch = _e31 / 4u;
    uint _e38 = at(0u, workgroup.z, 0u, 0u, command);
    uint d_start = _e38 / 4u;
    uint _e45 = at(1u, workgroup.z, 0u, 0u, command);
    uint w_start = _e45 / 4u;
    uint _e52 = at(2u, workgroup.z, 0u, 0u, command);
    uint h_start = _e52 / 4u;
    uint _e59 = at(3u, workgroup.z, 0u, 0u, command);
    uint back_start = _e59 / 4u;
    uint _e66 = command.never;
    if (_e66 != 0u) {
        uint _e71 = command.never;
        panel.inner[_e71] = metal::float4(1.0);
        uint _e77 = command.never;
        sums.inner[_e77] = metal::float4(1.0);
    }
    uint column0_ = metal::min(column_1 + 0u, back_pitch - 1u);
    uint _e99 = command.columns;
    metal::bool4 inside0_ = (metal::uint4(4u * (column_1 + 0u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e99);
    uint column1_ = metal::min(column_1 + 8u, back_pitch - 1u);
    uint _e120 = command.columns;
    metal::bool4 inside1_ = (metal::uint4(4u * (column_1 + 8u)) + metal::uint4(0u, 1u, 2u, 3u)) < metal::uint4(_e120);
    uint _e126 = command.rows_each;
    uint first = workgroup.y * _e126;
    uint _e130 = command.rows_each;
    uint _e134 = command.rows;
    uint end = metal::min(first + _e130, _e134);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e668 = start;
            start = _e668 + 8u;
        }
        loop_init = false;
        uint _e138 = start;
        uint _e141 = command.inner;
        if (_e138 < _e141) {
        } else {
            break;
        }
        {
            uint _e143 = start;
            uint _e148 = command.inner;
            bool last = (_e143 + 8u) >= _e148;
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e449 = k;
                    k = _e449 + 4u;
                }
                loop_init_1 = false;
                uint _e152 = k;
                if (_e152 < 8u) {
                } else {
                    break;
                }
                {
                    uint _e155 = start;
                    uint _e156 = k;
                    bool there = (_e155 + _e156) < (4u * w_pitch);
                    uint _e161 = start;
                    uint _e162 = k;
                    uint place = metal::min((_e161 + _e162) / 4u, w_pitch - 1u);
                    uint _e180 = command.operands.inner[1].rows;
                    Word _e188 = w[(w_start + (metal::min((4u * column0_) + 0u, _e180 - 1u) * w_pitch)) + place];
                    metal::float4 _e189 = unpack(_e188);
                    metal::float4 t00_ = there ? _e189 : metal::float4(0.0);
                    uint _e202 = command.operands.inner[1].rows;
                    Word _e210 = w[(w_start + (metal::min((4u * column0_) + 1u, _e202 - 1u) * w_pitch)) + place];
                    metal::float4 _e211 = unpack(_e210);
                    metal::float4 t01_ = there ? _e211 : metal::float4(0.0);
                    uint _e224 = command.operands.inner[1].rows;
                    Word _e232 = w[(w_start + (metal::min((4u * column0_) + 2u, _e224 - 1u) * w_pitch)) + place];
                    metal::float4 _e233 = unpack(_e232);
                    metal::float4 t02_ = there ? _e233 : metal::float4(0.0);
                    uint _e246 = command.operands.inner[1].rows;
                    Word _e254 = w[(w_start + (metal::min((4u * column0_) + 3u, _e246 - 1u) * w_pitch)) + place];
                    metal::float4 _e255 = unpack(_e254);
                    metal::float4 t03_ = there ? _e255 : metal::float4(0.0);
                    uint _e257 = k;
                    panel.inner[((_e257 + 0u) * 2u) + 0u] = metal::float4(t00_.x, t01_.x, t02_.x, t03_.x);
                    uint _e270 = k;
                    panel.inner[((_e270 + 1u) * 2u) + 0u] = metal::float4(t00_.y, t01_.y, t02_.y, t03_.y);
                    uint _e283 = k;
                    panel.inner[((_e283 + 2u) * 2u) + 0u] = metal::float4(t00_.z, t01_.z, t02_.z, t03_.z);
                    uint _e296 = k;
                    panel.inner[((_e296 + 3u) * 2u) + 0u] = metal::float4(t00_.w, t01_.w, t02_.w, t03_.w);
                    uint _e320 = command.operands.inner[1].rows;
                    Word _e328 = w[(w_start + (metal::min((4u * column1_) + 0u, _e320 - 1u) * w_pitch)) + place];
                    metal::float4 _e329 = unpack(_e328);
                    metal::float4 t10_ = there ? _e329 : metal::float4(0.0);
                    uint _e342 = command.operands.inner[1].rows;
                    Word _e350 = w[(w_start + (metal::min((4u * column1_) + 1u, _e342 - 1u) * w_pitch)) + place];
                    metal::float4 _e351 = unpack(_e350);
                    metal::float4 t11_ = there ? _e351 : metal::float4(0.0);
                    uint _e364 = command.operands.inner[1].rows;
                    Word _e372 = w[(w_start + (metal::min((4u * column1_) + 2u, _e364 - 1u) * w_pitch)) + place];
                    metal::float4 _e373 = unpack(_e372);
                    metal::float4 t12_ = there ? _e373 : metal::float4(0.0);
                    uint _e386 = command.operands.inner[1].rows;
                    Word _e394 = w[(w_start + (metal::min((4u * column1_) + 3u, _e386 - 1u) * w_pitch)) + place];
                    metal::float4 _e395 = unpack(_e394);
                    metal::float4 t13_ = there ? _e395 : metal::float4(0.0);
                    uint _e397 = k;
                    panel.inner[((_e397 + 0u) * 2u) + 1u] = metal::float4(t10_.x, t11_.x, t12_.x, t13_.x);
                    uint _e410 = k;
                    panel.inner[((_e410 + 1u) * 2u) + 1u] = metal::float4(t10_.y, t11_.y, t12_.y, t13_.y);
                    uint _e423 = k;
                    panel.inner[((_e423 + 2u) * 2u) + 1u] = metal::float4(t10_.z, t11_.z, t12_.z, t13_.z);
                    uint _e436 = k;
                    panel.inner[((_e436 + 3u) * 2u) + 1u] = metal::float4(t10_.w, t11_.w, t12_.w, t13_.w);
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e666 = row;
                    row = _e666 + 1u;
                }
                loop_init_2 = false;
                uint _e453 = row;
                if (_e453 < end) {
                } else {
                    break;
                }
                {
                    c0_ = metal::float4(0.0);
                    c1_ = metal::float4(0.0);
                    uint _e461 = start;
                    if (_e461 > 0u) {
                        uint _e465 = row;
                        Word _e470 = back[(back_start + (_e465 * back_pitch)) + column0_];
                        metal::float4 _e471 = unpack(_e470);
                        c0_ = _e471;
                        uint _e473 = row;
                        Word _e478 = back[(back_start + (_e473 * back_pitch)) + column1_];
                        metal::float4 _e479 = unpack(_e478);
                        c1_ = _e479;
                    }
                    uint _e481 = row;
                    uint _e484 = start;
                    Word _e495 = d[(d_start + (_e481 * d_pitch)) + metal::min(((_e484 / 4u) + 0u) + lane, d_pitch - 1u)];
                    metal::float4 _e496 = unpack(_e495);
                    float unnamed = metal::simd_broadcast(_e496.x, 0u);
                    metal::float4 _e500 = c0_;
                    metal::float4 _e502 = panel.inner[0];
                    c0_ = _e500 + (unnamed * _e502);
                    metal::float4 _e505 = c1_;
                    metal::float4 _e507 = panel.inner[1];
                    c1_ = _e505 + (unnamed * _e507);
                    float unnamed_1 = metal::simd_broadcast(_e496.y, 0u);
                    metal::float4 _e513 = c0_;
                    metal::float4 _e515 = panel.inner[2];
                    c0_ = _e513 + (unnamed_1 * _e515);
                    metal::float4 _e518 = c1_;
                    metal::float4 _e520 = panel.inner[3];
                    c1_ = _e518 + (unnamed_1 * _e520);
                    float unnamed_2 = metal::simd_broadcast(_e496.z, 0u);
                    metal::float4 _e526 = c0_;
                    metal::float4 _e528 = panel.inner[4];
                    c0_ = _e526 + (unnamed_2 * _e528);
                    metal::float4 _e531 = c1_;
                    metal::float4 _e533 = panel.inner[5];
                    c1_ = _e531 + (unnamed_2 * _e533);
                    float unnamed_3 = metal::simd_broadcast(_e496.w, 0u);
                    metal::float4 _e539 = c0_;
                    metal::float4 _e541 = panel.inner[6];
                    c0_ = _e539 + (unnamed_3 * _e541);
                    metal::float4 _e544 = c1_;
                    metal::float4 _e546 = panel.inner[7];
                    c1_ = _e544 + (unnamed_3 * _e546);
                    float unnamed_4 = metal::simd_broadcast(_e496.x, 1u);
                    metal::float4 _e552 = c0_;
                    metal::float4 _e554 = panel.inner[8];
                    c0_ = _e552 + (unnamed_4 * _e554);
                    metal::float4 _e557 = c1_;
                    metal::float4 _e559 = panel.inner[9];
                    c1_ = _e557 + (unnamed_4 * _e559);
                    float unnamed_5 = metal::simd_broadcast(_e496.y, 1u);
                    metal::float4 _e565 = c0_;
                    metal::float4 _e567 = panel.inner[10];
                    c0_ = _e565 + (unnamed_5 * _e567);
                    metal::float4 _e570 = c1_;
                    metal::float4 _e572 = panel.inner[11];
                    c1_ = _e570 + (unnamed_5 * _e572);
                    float unnamed_6 = metal::simd_broadcast(_e496.z, 1u);
                    metal::float4 _e578 = c0_;
                    metal::float4 _e580 = panel.inner[12];
                    c0_ = _e578 + (unnamed_6 * _e580);
                    metal::float4 _e583 = c1_;
                    metal::float4 _e585 = panel.inner[13];
                    c1_ = _e583 + (unnamed_6 * _e585);
                    float unnamed_7 = metal::simd_broadcast(_e496.w, 1u);
                    metal::float4 _e591 = c0_;
                    metal::float4 _e593 = panel.inner[14];
                    c0_ = _e591 + (unnamed_7 * _e593);
                    metal::float4 _e596 = c1_;
                    metal::float4 _e598 = panel.inner[15];
                    c1_ = _e596 + (unnamed_7 * _e598);
                    metal::float4 _e602 = c0_;
                    sums.inner[0] = _e602;
                    metal::float4 _e604 = c1_;
                    sums.inner[1] = _e604;
                    if ((column_1 + 0u) < back_pitch) {
                        metal::float4 sum = sums.inner[0];
                        uint _e611 = row;
                        Word _e618 = h_2[((h_start + (_e611 * h_pitch)) + column_1) + 0u];
                        metal::float4 _e619 = unpack(_e618);
                        metal::float4 _e620 = derivatives(_e619);
                        metal::float4 value = metal::select(metal::float4(0.0), sum * _e620, inside0_);
                        uint _e626 = row;
                        Word _e634 = pack(last ? value : sum);
                        back[((back_start + (_e626 * back_pitch)) + column_1) + 0u] = _e634;
                    }
                    if ((column_1 + 8u) < back_pitch) {
                        metal::float4 sum_1 = sums.inner[1];
                        uint _e641 = row;
                        Word _e648 = h_2[((h_start + (_e641 * h_pitch)) + column_1) + 8u];
                        metal::float4 _e649 = unpack(_e648);
                        metal::float4 _e650 = derivatives(_e649);
                        metal::float4 value_1 = metal::select(metal::float4(0.0), sum_1 * _e650, inside1_);
                        uint _e656 = row;
                        Word _e664 = pack(last ? value_1 : sum_1);
                        back[((back_start + (_e656 * back_pitch)) + column_1) + 8u] = _e664;
                    }
                }
            }
        }
    }
    uint _e673 = command.never;
    if (_e673 != 0u) {
        uint _e679 = command.never;
        uint _e683 = command.never;
        metal::float4 _e685 = sums.inner[_e683];
        Word _e686 = pack(_e685);
        back[_e679] = _e686;
        return;
    } else {
        return;
    }
}
