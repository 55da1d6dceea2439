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

layout(std430, binding = 2) readonly buffer type_6_block_3Compute { float _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_5_block_4Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 4) buffer type_5_block_5Compute { vec4 _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_6_block_6Compute { float _group_0_binding_6_cs[]; };

layout(std430, binding = 6) buffer type_7_block_7Compute { uint _group_0_binding_7_cs[]; };

layout(std430, binding = 7) buffer type_6_block_8Compute { float _group_0_binding_8_cs[]; };


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

void finish(uint lane_1) {
    uint m = 0u;
    float sum_2 = 0.0;
    uint k_3 = 0u;
    uint step_ = _group_0_binding_7_cs[1];
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e48 = m;
            m = (_e48 + 1u);
        }
        loop_init = false;
        uint _e6 = m;
        uint _e9 = _group_0_binding_0_cs.members;
        if ((_e6 < _e9)) {
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
                    k_3 = (_e29 + 8u);
                }
                loop_init_1 = false;
                uint _e14 = k_3;
                uint _e17 = _group_0_binding_0_cs.inner;
                if ((_e14 < _e17)) {
                } else {
                    break;
                }
                {
                    float _e19 = sum_2;
                    uint _e22 = m;
                    uint _e24 = k_3;
                    uint _e25 = at(5u, _e22, 0u, _e24);
                    float _e27 = _group_0_binding_6_cs[_e25];
                    sum_2 = (_e19 + _e27);
                }
            }
            float _e32 = sum_2;
            float _e33 = subgroupAdd(_e32);
            if ((lane_1 == 0u)) {
                uint _e38 = m;
                uint _e40 = at(7u, _e38, 0u, step_);
                uint _e44 = _group_0_binding_0_cs.inner;
                _group_0_binding_8_cs[_e40] = (_e33 / float(_e44));
            }
        }
    }
    if ((lane_1 == 0u)) {
        uint _e54 = _group_0_binding_7_cs[0];
        uint _e57 = _group_0_binding_0_cs.inner;
        _group_0_binding_7_cs[0] = (_e54 + _e57);
        _group_0_binding_7_cs[1] = (step_ + 1u);
        return;
    } else {
        return;
    }
}

void main() {
    uint lane = gl_SubgroupInvocationID;
    uvec3 workgroup = gl_WorkGroupID;
    vec4 panel[16] = vec4[16](vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    vec4 sums[2] = vec4[2](vec4(0.0), vec4(0.0));
    uint start = 0u;
    uint k = 0u;
    vec4 sum = vec4(0.0);
    uint k_1 = 0u;
    vec4 sum_1 = vec4(0.0);
    uint k_2 = 0u;
    uint row = 0u;
    uint j = 0u;
    vec4 c0_ = vec4(0.0);
    vec4 c1_ = vec4(0.0);
    bool local = false;
    bool local_1 = false;
    uint column_1 = ((workgroup.x * 16u) + lane);
    uint _e10 = _group_0_binding_0_cs.operands[0].pitch;
    uint x_pitch = (_e10 / 4u);
    uint _e17 = _group_0_binding_0_cs.operands[1].pitch;
    uint d_pitch = (_e17 / 4u);
    uint _e24 = _group_0_binding_0_cs.operands[3].pitch;
    uint w_pitch = (_e24 / 4u);
    uint _e31 = at(0u, workgroup.z, 0u, 0u);
    uint x_start = (_e31 / 4u);
    uint _e38 = at(1u, workgroup.z, 0u, 0u);
    uint d_start = (_e38 / 4u);
    uint _e45 = at(3u, workgroup.z, 0u, 0u);
    uint w_start = (_e45 / 4u);
    uint _e52 = at(4u, workgroup.z, 0u, 0u);
    uint b_start = (_e52 / 4u);
    uint _e60 = at(2u, workgroup.z, 0u, 0u);
    float _e62 = _group_0_binding_3_cs[_e60];
    uint _e65 = _group_0_binding_0_cs.inner;
    float rate = (_e62 / float(_e65));
    uint _e72 = _group_0_binding_0_cs.never;
    if ((_e72 != 0u)) {
        uint _e77 = _group_0_binding_0_cs.never;
        panel[_e77] = vec4(1.0);
        uint _e83 = _group_0_binding_0_cs.never;
        sums[_e83] = vec4(1.0);
    }
    uint column0_ = min((column_1 + 0u), (d_pitch - 1u));
    uint column1_ = min((column_1 + 8u), (d_pitch - 1u));
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        finish(lane);
    }
    uint _e107 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e107);
    uint _e111 = _group_0_binding_0_cs.rows_each;
    uint _e115 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e111), _e115);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e484 = start;
            start = (_e484 + 8u);
        }
        loop_init_2 = false;
        uint _e119 = start;
        uint _e122 = _group_0_binding_0_cs.inner;
        if ((_e119 < _e122)) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_3 = true;
            while(true) {
                if (!loop_init_3) {
                    uint _e185 = k;
                    k = (_e185 + 1u);
                }
                loop_init_3 = false;
                uint _e126 = k;
                if ((_e126 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e129 = start;
                    uint _e130 = k;
                    uint _e134 = _group_0_binding_0_cs.inner;
                    uint sample_ = min((_e129 + _e130), (_e134 - 1u));
                    uint _e138 = k;
                    vec4 _e151 = _group_0_binding_2_cs[((d_start + (sample_ * d_pitch)) + column0_)];
                    vec4 _e152 = unpack(_e151);
                    uint _e153 = start;
                    uint _e154 = k;
                    uint _e158 = _group_0_binding_0_cs.inner;
                    panel[((_e138 * 2u) + 0u)] = (((_e153 + _e154) < _e158) ? _e152 : vec4(0.0));
                    uint _e161 = k;
                    vec4 _e174 = _group_0_binding_2_cs[((d_start + (sample_ * d_pitch)) + column1_)];
                    vec4 _e175 = unpack(_e174);
                    uint _e176 = start;
                    uint _e177 = k;
                    uint _e181 = _group_0_binding_0_cs.inner;
                    panel[((_e161 * 2u) + 1u)] = (((_e176 + _e177) < _e181) ? _e175 : vec4(0.0));
                }
            }
            if ((workgroup.y == 0u)) {
                if (((column_1 + 0u) < w_pitch)) {
                    sum = vec4(0.0);
                    k_1 = 0u;
                    bool loop_init_4 = true;
                    while(true) {
                        if (!loop_init_4) {
                            uint _e211 = k_1;
                            k_1 = (_e211 + 1u);
                        }
                        loop_init_4 = false;
                        uint _e198 = k_1;
                        if ((_e198 < 8u)) {
                        } else {
                            break;
                        }
                        {
                            vec4 _e201 = sum;
                            uint _e202 = k_1;
                            vec4 _e208 = panel[((_e202 * 2u) + 0u)];
                            sum = (_e201 + _e208);
                        }
                    }
                    uint place = ((b_start + column_1) + 0u);
                    vec4 _e220 = _group_0_binding_5_cs[place];
                    vec4 _e221 = unpack(_e220);
                    vec4 _e222 = sum;
                    vec4 _e225 = pack((_e221 - (rate * _e222)));
                    _group_0_binding_5_cs[place] = _e225;
                }
                if (((column_1 + 8u) < w_pitch)) {
                    sum_1 = vec4(0.0);
                    k_2 = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e247 = k_2;
                            k_2 = (_e247 + 1u);
                        }
                        loop_init_5 = false;
                        uint _e234 = k_2;
                        if ((_e234 < 8u)) {
                        } else {
                            break;
                        }
                        {
                            vec4 _e237 = sum_1;
                            uint _e238 = k_2;
                            vec4 _e244 = panel[((_e238 * 2u) + 1u)];
                            sum_1 = (_e237 + _e244);
                        }
                    }
                    uint place_1 = ((b_start + column_1) + 8u);
                    vec4 _e256 = _group_0_binding_5_cs[place_1];
                    vec4 _e257 = unpack(_e256);
                    vec4 _e258 = sum_1;
                    vec4 _e261 = pack((_e257 - (rate * _e258)));
                    _group_0_binding_5_cs[place_1] = _e261;
                }
            }
            uint _e262 = start;
            uint _e268 = _group_0_binding_0_cs.inner;
            uint sample0_ = min(((_e262 + 0u) + lane), (_e268 - 1u));
            uint x_row0_ = (x_start + (sample0_ * x_pitch));
            row = first;
            bool loop_init_6 = true;
            while(true) {
                if (!loop_init_6) {
                    uint _e481 = row;
                    row = (_e481 + 4u);
                }
                loop_init_6 = false;
                uint _e275 = row;
                if ((_e275 < end)) {
                } else {
                    break;
                }
                {
                    uint _e278 = row;
                    vec4 _e283 = _group_0_binding_1_cs[(x_row0_ + (_e278 / 4u))];
                    vec4 _e284 = unpack(_e283);
                    j = 0u;
                    bool loop_init_7 = true;
                    while(true) {
                        if (!loop_init_7) {
                            uint _e479 = j;
                            j = (_e479 + 1u);
                        }
                        loop_init_7 = false;
                        uint _e287 = j;
                        if ((_e287 < 4u)) {
                        } else {
                            break;
                        }
                        {
                            uint _e290 = j;
                            bool odd = (_e290 == 1u);
                            uint _e293 = j;
                            bool upper = (_e293 >= 2u);
                            uint _e296 = j;
                            bool fourth = (_e296 == 3u);
                            float s0_ = (upper ? (fourth ? _e284.w : _e284.z) : (odd ? _e284.y : _e284.x));
                            c0_ = vec4(0.0);
                            c1_ = vec4(0.0);
                            float _e313 = subgroupBroadcast(s0_, 0u);
                            vec4 _e314 = c0_;
                            vec4 _e316 = panel[0];
                            c0_ = (_e314 + (_e313 * _e316));
                            vec4 _e319 = c1_;
                            vec4 _e321 = panel[1];
                            c1_ = (_e319 + (_e313 * _e321));
                            float _e325 = subgroupBroadcast(s0_, 1u);
                            vec4 _e326 = c0_;
                            vec4 _e328 = panel[2];
                            c0_ = (_e326 + (_e325 * _e328));
                            vec4 _e331 = c1_;
                            vec4 _e333 = panel[3];
                            c1_ = (_e331 + (_e325 * _e333));
                            float _e337 = subgroupBroadcast(s0_, 2u);
                            vec4 _e338 = c0_;
                            vec4 _e340 = panel[4];
                            c0_ = (_e338 + (_e337 * _e340));
                            vec4 _e343 = c1_;
                            vec4 _e345 = panel[5];
                            c1_ = (_e343 + (_e337 * _e345));
                            float _e349 = subgroupBroadcast(s0_, 3u);
                            vec4 _e350 = c0_;
                            vec4 _e352 = panel[6];
                            c0_ = (_e350 + (_e349 * _e352));
                            vec4 _e355 = c1_;
                            vec4 _e357 = panel[7];
                            c1_ = (_e355 + (_e349 * _e357));
                            float _e361 = subgroupBroadcast(s0_, 4u);
                            vec4 _e362 = c0_;
                            vec4 _e364 = panel[8];
                            c0_ = (_e362 + (_e361 * _e364));
                            vec4 _e367 = c1_;
                            vec4 _e369 = panel[9];
                            c1_ = (_e367 + (_e361 * _e369));
                            float _e373 = subgroupBroadcast(s0_, 5u);
                            vec4 _e374 = c0_;
                            vec4 _e376 = panel[10];
                            c0_ = (_e374 + (_e373 * _e376));
                            vec4 _e379 = c1_;
                            vec4 _e381 = panel[11];
                            c1_ = (_e379 + (_e373 * _e381));
                            float _e385 = subgroupBroadcast(s0_, 6u);
                            vec4 _e386 = c0_;
                            vec4 _e388 = panel[12];
                            c0_ = (_e386 + (_e385 * _e388));
                            vec4 _e391 = c1_;
                            vec4 _e393 = panel[13];
                            c1_ = (_e391 + (_e385 * _e393));
                            float _e397 = subgroupBroadcast(s0_, 7u);
                            vec4 _e398 = c0_;
                            vec4 _e400 = panel[14];
                            c0_ = (_e398 + (_e397 * _e400));
                            vec4 _e403 = c1_;
                            vec4 _e405 = panel[15];
                            c1_ = (_e403 + (_e397 * _e405));
                            vec4 _e409 = c0_;
                            sums[0] = _e409;
                            vec4 _e411 = c1_;
                            sums[1] = _e411;
                            if (((column_1 + 0u) < w_pitch)) {
                                uint _e417 = row;
                                uint _e418 = j;
                                uint _e422 = _group_0_binding_0_cs.rows;
                                local = ((_e417 + _e418) < _e422);
                            } else {
                                local = false;
                            }
                            bool _e425 = local;
                            if (_e425) {
                                uint _e426 = row;
                                uint _e427 = j;
                                uint place_2 = (((w_start + ((_e426 + _e427) * w_pitch)) + column_1) + 0u);
                                vec4 _e438 = _group_0_binding_4_cs[place_2];
                                vec4 _e439 = unpack(_e438);
                                vec4 _e441 = sums[0];
                                vec4 _e444 = pack((_e439 - (rate * _e441)));
                                _group_0_binding_4_cs[place_2] = _e444;
                            }
                            if (((column_1 + 8u) < w_pitch)) {
                                uint _e450 = row;
                                uint _e451 = j;
                                uint _e455 = _group_0_binding_0_cs.rows;
                                local_1 = ((_e450 + _e451) < _e455);
                            } else {
                                local_1 = false;
                            }
                            bool _e458 = local_1;
                            if (_e458) {
                                uint _e459 = row;
                                uint _e460 = j;
                                uint place_3 = (((w_start + ((_e459 + _e460) * w_pitch)) + column_1) + 8u);
                                vec4 _e471 = _group_0_binding_4_cs[place_3];
                                vec4 _e472 = unpack(_e471);
                                vec4 _e474 = sums[1];
                                vec4 _e477 = pack((_e472 - (rate * _e474)));
                                _group_0_binding_4_cs[place_3] = _e477;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e489 = _group_0_binding_0_cs.never;
    if ((_e489 != 0u)) {
        uint _e495 = _group_0_binding_0_cs.never;
        uint _e499 = _group_0_binding_0_cs.never;
        vec4 _e501 = sums[_e499];
        vec4 _e502 = pack(_e501);
        _group_0_binding_4_cs[_e495] = _e502;
        return;
    } else {
        return;
    }
}

