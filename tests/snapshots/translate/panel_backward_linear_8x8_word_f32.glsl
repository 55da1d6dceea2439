#version 310 es
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_vote : require
#extension GL_KHR_shader_subgroup_arithmetic : require
#extension GL_KHR_shader_subgroup_ballot : require
#extension GL_KHR_shader_subgroup_shuffle : require
#extension GL_KHR_shader_subgroup_shuffle_relative : require
#extension GL_KHR_shader_subgroup_quad : require

precision highp float;
precision highp int;

layout(local_size_x = 8, local_size_y = 1, local_size_z = 1) in;

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
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
    Tensor operands[9];
};
layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_5_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_5_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_5_block_3Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_5_block_4Compute { vec4 _group_0_binding_4_cs[]; };


uint at(uint o, uint member, uint row_1, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row_1 * t.pitch)) + column);
}

vec4 unpack(vec4 word) {
    return word;
}

vec4 pack(vec4 values) {
    return values;
}

float derivative(float h) {
    return 1.0;
}

vec4 derivatives(vec4 h_1) {
    float _e2 = derivative(h_1.x);
    float _e4 = derivative(h_1.y);
    float _e6 = derivative(h_1.z);
    float _e8 = derivative(h_1.w);
    return vec4(_e2, _e4, _e6, _e8);
}

void main() {
    uint lane = gl_SubgroupInvocationID;
    uvec3 workgroup = gl_WorkGroupID;
    vec4 panel[16] = vec4[16](vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    vec4 sums[2] = vec4[2](vec4(0.0), vec4(0.0));
    uint start = 0u;
    uint k = 0u;
    uint row = 0u;
    vec4 c0_ = vec4(0.0);
    vec4 c1_ = vec4(0.0);
    uint column_1 = ((workgroup.x * 16u) + lane);
    uint _e10 = _group_0_binding_0_cs.operands[0].pitch;
    uint d_pitch = (_e10 / 4u);
    uint _e17 = _group_0_binding_0_cs.operands[1].pitch;
    uint w_pitch = (_e17 / 4u);
    uint _e24 = _group_0_binding_0_cs.operands[2].pitch;
    uint h_pitch = (_e24 / 4u);
    uint _e31 = _group_0_binding_0_cs.operands[3].pitch;
    uint back_pitch = (_e31 / 4u);
    uint _e38 = at(0u, workgroup.z, 0u, 0u);
    uint d_start = (_e38 / 4u);
    uint _e45 = at(1u, workgroup.z, 0u, 0u);
    uint w_start = (_e45 / 4u);
    uint _e52 = at(2u, workgroup.z, 0u, 0u);
    uint h_start = (_e52 / 4u);
    uint _e59 = at(3u, workgroup.z, 0u, 0u);
    uint back_start = (_e59 / 4u);
    uint _e66 = _group_0_binding_0_cs.never;
    if ((_e66 != 0u)) {
        uint _e71 = _group_0_binding_0_cs.never;
        panel[_e71] = vec4(1.0);
        uint _e77 = _group_0_binding_0_cs.never;
        sums[_e77] = vec4(1.0);
    }
    uint column0_ = min((column_1 + 0u), (back_pitch - 1u));
    uint _e99 = _group_0_binding_0_cs.columns;
    bvec4 inside0_ = lessThan((uvec4((4u * (column_1 + 0u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e99));
    uint column1_ = min((column_1 + 8u), (back_pitch - 1u));
    uint _e120 = _group_0_binding_0_cs.columns;
    bvec4 inside1_ = lessThan((uvec4((4u * (column_1 + 8u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e120));
    uint _e126 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e126);
    uint _e130 = _group_0_binding_0_cs.rows_each;
    uint _e134 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e130), _e134);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e668 = start;
            start = (_e668 + 8u);
        }
        loop_init = false;
        uint _e138 = start;
        uint _e141 = _group_0_binding_0_cs.inner;
        if ((_e138 < _e141)) {
        } else {
            break;
        }
        {
            uint _e143 = start;
            uint _e148 = _group_0_binding_0_cs.inner;
            bool last = ((_e143 + 8u) >= _e148);
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e449 = k;
                    k = (_e449 + 4u);
                }
                loop_init_1 = false;
                uint _e152 = k;
                if ((_e152 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e155 = start;
                    uint _e156 = k;
                    bool there = ((_e155 + _e156) < (4u * w_pitch));
                    uint _e161 = start;
                    uint _e162 = k;
                    uint place = min(((_e161 + _e162) / 4u), (w_pitch - 1u));
                    uint _e180 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e188 = _group_0_binding_2_cs[((w_start + (min(((4u * column0_) + 0u), (_e180 - 1u)) * w_pitch)) + place)];
                    vec4 _e189 = unpack(_e188);
                    vec4 t00_ = (there ? _e189 : vec4(0.0));
                    uint _e202 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e210 = _group_0_binding_2_cs[((w_start + (min(((4u * column0_) + 1u), (_e202 - 1u)) * w_pitch)) + place)];
                    vec4 _e211 = unpack(_e210);
                    vec4 t01_ = (there ? _e211 : vec4(0.0));
                    uint _e224 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e232 = _group_0_binding_2_cs[((w_start + (min(((4u * column0_) + 2u), (_e224 - 1u)) * w_pitch)) + place)];
                    vec4 _e233 = unpack(_e232);
                    vec4 t02_ = (there ? _e233 : vec4(0.0));
                    uint _e246 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e254 = _group_0_binding_2_cs[((w_start + (min(((4u * column0_) + 3u), (_e246 - 1u)) * w_pitch)) + place)];
                    vec4 _e255 = unpack(_e254);
                    vec4 t03_ = (there ? _e255 : vec4(0.0));
                    uint _e257 = k;
                    panel[(((_e257 + 0u) * 2u) + 0u)] = vec4(t00_.x, t01_.x, t02_.x, t03_.x);
                    uint _e270 = k;
                    panel[(((_e270 + 1u) * 2u) + 0u)] = vec4(t00_.y, t01_.y, t02_.y, t03_.y);
                    uint _e283 = k;
                    panel[(((_e283 + 2u) * 2u) + 0u)] = vec4(t00_.z, t01_.z, t02_.z, t03_.z);
                    uint _e296 = k;
                    panel[(((_e296 + 3u) * 2u) + 0u)] = vec4(t00_.w, t01_.w, t02_.w, t03_.w);
                    uint _e320 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e328 = _group_0_binding_2_cs[((w_start + (min(((4u * column1_) + 0u), (_e320 - 1u)) * w_pitch)) + place)];
                    vec4 _e329 = unpack(_e328);
                    vec4 t10_ = (there ? _e329 : vec4(0.0));
                    uint _e342 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e350 = _group_0_binding_2_cs[((w_start + (min(((4u * column1_) + 1u), (_e342 - 1u)) * w_pitch)) + place)];
                    vec4 _e351 = unpack(_e350);
                    vec4 t11_ = (there ? _e351 : vec4(0.0));
                    uint _e364 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e372 = _group_0_binding_2_cs[((w_start + (min(((4u * column1_) + 2u), (_e364 - 1u)) * w_pitch)) + place)];
                    vec4 _e373 = unpack(_e372);
                    vec4 t12_ = (there ? _e373 : vec4(0.0));
                    uint _e386 = _group_0_binding_0_cs.operands[1].rows;
                    vec4 _e394 = _group_0_binding_2_cs[((w_start + (min(((4u * column1_) + 3u), (_e386 - 1u)) * w_pitch)) + place)];
                    vec4 _e395 = unpack(_e394);
                    vec4 t13_ = (there ? _e395 : vec4(0.0));
                    uint _e397 = k;
                    panel[(((_e397 + 0u) * 2u) + 1u)] = vec4(t10_.x, t11_.x, t12_.x, t13_.x);
                    uint _e410 = k;
                    panel[(((_e410 + 1u) * 2u) + 1u)] = vec4(t10_.y, t11_.y, t12_.y, t13_.y);
                    uint _e423 = k;
                    panel[(((_e423 + 2u) * 2u) + 1u)] = vec4(t10_.z, t11_.z, t12_.z, t13_.z);
                    uint _e436 = k;
                    panel[(((_e436 + 3u) * 2u) + 1u)] = vec4(t10_.w, t11_.w, t12_.w, t13_.w);
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e666 = row;
                    row = (_e666 + 1u);
                }
                loop_init_2 = false;
                uint _e453 = row;
                if ((_e453 < end)) {
                } else {
                    break;
                }
                {
                    c0_ = vec4(0.0);
                    c1_ = vec4(0.0);
                    uint _e461 = start;
                    if ((_e461 > 0u)) {
                        uint _e465 = row;
                        vec4 _e470 = _group_0_binding_4_cs[((back_start + (_e465 * back_pitch)) + column0_)];
                        vec4 _e471 = unpack(_e470);
                        c0_ = _e471;
                        uint _e473 = row;
                        vec4 _e478 = _group_0_binding_4_cs[((back_start + (_e473 * back_pitch)) + column1_)];
                        vec4 _e479 = unpack(_e478);
                        c1_ = _e479;
                    }
                    uint _e481 = row;
                    uint _e484 = start;
                    vec4 _e495 = _group_0_binding_1_cs[((d_start + (_e481 * d_pitch)) + min((((_e484 / 4u) + 0u) + lane), (d_pitch - 1u)))];
                    vec4 _e496 = unpack(_e495);
                    float _e499 = subgroupBroadcast(_e496.x, 0u);
                    vec4 _e500 = c0_;
                    vec4 _e502 = panel[0];
                    c0_ = (_e500 + (_e499 * _e502));
                    vec4 _e505 = c1_;
                    vec4 _e507 = panel[1];
                    c1_ = (_e505 + (_e499 * _e507));
                    float _e512 = subgroupBroadcast(_e496.y, 0u);
                    vec4 _e513 = c0_;
                    vec4 _e515 = panel[2];
                    c0_ = (_e513 + (_e512 * _e515));
                    vec4 _e518 = c1_;
                    vec4 _e520 = panel[3];
                    c1_ = (_e518 + (_e512 * _e520));
                    float _e525 = subgroupBroadcast(_e496.z, 0u);
                    vec4 _e526 = c0_;
                    vec4 _e528 = panel[4];
                    c0_ = (_e526 + (_e525 * _e528));
                    vec4 _e531 = c1_;
                    vec4 _e533 = panel[5];
                    c1_ = (_e531 + (_e525 * _e533));
                    float _e538 = subgroupBroadcast(_e496.w, 0u);
                    vec4 _e539 = c0_;
                    vec4 _e541 = panel[6];
                    c0_ = (_e539 + (_e538 * _e541));
                    vec4 _e544 = c1_;
                    vec4 _e546 = panel[7];
                    c1_ = (_e544 + (_e538 * _e546));
                    float _e551 = subgroupBroadcast(_e496.x, 1u);
                    vec4 _e552 = c0_;
                    vec4 _e554 = panel[8];
                    c0_ = (_e552 + (_e551 * _e554));
                    vec4 _e557 = c1_;
                    vec4 _e559 = panel[9];
                    c1_ = (_e557 + (_e551 * _e559));
                    float _e564 = subgroupBroadcast(_e496.y, 1u);
                    vec4 _e565 = c0_;
                    vec4 _e567 = panel[10];
                    c0_ = (_e565 + (_e564 * _e567));
                    vec4 _e570 = c1_;
                    vec4 _e572 = panel[11];
                    c1_ = (_e570 + (_e564 * _e572));
                    float _e577 = subgroupBroadcast(_e496.z, 1u);
                    vec4 _e578 = c0_;
                    vec4 _e580 = panel[12];
                    c0_ = (_e578 + (_e577 * _e580));
                    vec4 _e583 = c1_;
                    vec4 _e585 = panel[13];
                    c1_ = (_e583 + (_e577 * _e585));
                    float _e590 = subgroupBroadcast(_e496.w, 1u);
                    vec4 _e591 = c0_;
                    vec4 _e593 = panel[14];
                    c0_ = (_e591 + (_e590 * _e593));
                    vec4 _e596 = c1_;
                    vec4 _e598 = panel[15];
                    c1_ = (_e596 + (_e590 * _e598));
                    vec4 _e602 = c0_;
                    sums[0] = _e602;
                    vec4 _e604 = c1_;
                    sums[1] = _e604;
                    if (((column_1 + 0u) < back_pitch)) {
                        vec4 sum = sums[0];
                        uint _e611 = row;
                        vec4 _e618 = _group_0_binding_3_cs[(((h_start + (_e611 * h_pitch)) + column_1) + 0u)];
                        vec4 _e619 = unpack(_e618);
                        vec4 _e620 = derivatives(_e619);
                        vec4 value = mix(vec4(0.0), (sum * _e620), inside0_);
                        uint _e626 = row;
                        vec4 _e634 = pack((last ? value : sum));
                        _group_0_binding_4_cs[(((back_start + (_e626 * back_pitch)) + column_1) + 0u)] = _e634;
                    }
                    if (((column_1 + 8u) < back_pitch)) {
                        vec4 sum_1 = sums[1];
                        uint _e641 = row;
                        vec4 _e648 = _group_0_binding_3_cs[(((h_start + (_e641 * h_pitch)) + column_1) + 8u)];
                        vec4 _e649 = unpack(_e648);
                        vec4 _e650 = derivatives(_e649);
                        vec4 value_1 = mix(vec4(0.0), (sum_1 * _e650), inside1_);
                        uint _e656 = row;
                        vec4 _e664 = pack((last ? value_1 : sum_1));
                        _group_0_binding_4_cs[(((back_start + (_e656 * back_pitch)) + column_1) + 8u)] = _e664;
                    }
                }
            }
        }
    }
    uint _e673 = _group_0_binding_0_cs.never;
    if ((_e673 != 0u)) {
        uint _e679 = _group_0_binding_0_cs.never;
        uint _e683 = _group_0_binding_0_cs.never;
        vec4 _e685 = sums[_e683];
        vec4 _e686 = pack(_e685);
        _group_0_binding_4_cs[_e679] = _e686;
        return;
    } else {
        return;
    }
}

