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

layout(std430, binding = 5) readonly buffer type_7_block_6Compute { uint _group_0_binding_6_cs[]; };

layout(std430, binding = 6) readonly buffer type_7_block_7Compute { uint _group_0_binding_7_cs[]; };


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
    uint _e102 = _group_0_binding_7_cs[0];
    uint _e103 = at(5u, workgroup.z, 0u, _e102);
    uint _e107 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e107);
    uint _e111 = _group_0_binding_0_cs.rows_each;
    uint _e115 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e111), _e115);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e488 = start;
            start = (_e488 + 8u);
        }
        loop_init = false;
        uint _e119 = start;
        uint _e122 = _group_0_binding_0_cs.inner;
        if ((_e119 < _e122)) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e185 = k;
                    k = (_e185 + 1u);
                }
                loop_init_1 = false;
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
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e211 = k_1;
                            k_1 = (_e211 + 1u);
                        }
                        loop_init_2 = false;
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
                    bool loop_init_3 = true;
                    while(true) {
                        if (!loop_init_3) {
                            uint _e247 = k_2;
                            k_2 = (_e247 + 1u);
                        }
                        loop_init_3 = false;
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
            uint _e275 = _group_0_binding_6_cs[(_e103 + sample0_)];
            uint x_row0_ = (x_start + (_e275 * x_pitch));
            row = first;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e485 = row;
                    row = (_e485 + 4u);
                }
                loop_init_4 = false;
                uint _e279 = row;
                if ((_e279 < end)) {
                } else {
                    break;
                }
                {
                    uint _e282 = row;
                    vec4 _e287 = _group_0_binding_1_cs[(x_row0_ + (_e282 / 4u))];
                    vec4 _e288 = unpack(_e287);
                    j = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e483 = j;
                            j = (_e483 + 1u);
                        }
                        loop_init_5 = false;
                        uint _e291 = j;
                        if ((_e291 < 4u)) {
                        } else {
                            break;
                        }
                        {
                            uint _e294 = j;
                            bool odd = (_e294 == 1u);
                            uint _e297 = j;
                            bool upper = (_e297 >= 2u);
                            uint _e300 = j;
                            bool fourth = (_e300 == 3u);
                            float s0_ = (upper ? (fourth ? _e288.w : _e288.z) : (odd ? _e288.y : _e288.x));
                            c0_ = vec4(0.0);
                            c1_ = vec4(0.0);
                            float _e317 = subgroupBroadcast(s0_, 0u);
                            vec4 _e318 = c0_;
                            vec4 _e320 = panel[0];
                            c0_ = (_e318 + (_e317 * _e320));
                            vec4 _e323 = c1_;
                            vec4 _e325 = panel[1];
                            c1_ = (_e323 + (_e317 * _e325));
                            float _e329 = subgroupBroadcast(s0_, 1u);
                            vec4 _e330 = c0_;
                            vec4 _e332 = panel[2];
                            c0_ = (_e330 + (_e329 * _e332));
                            vec4 _e335 = c1_;
                            vec4 _e337 = panel[3];
                            c1_ = (_e335 + (_e329 * _e337));
                            float _e341 = subgroupBroadcast(s0_, 2u);
                            vec4 _e342 = c0_;
                            vec4 _e344 = panel[4];
                            c0_ = (_e342 + (_e341 * _e344));
                            vec4 _e347 = c1_;
                            vec4 _e349 = panel[5];
                            c1_ = (_e347 + (_e341 * _e349));
                            float _e353 = subgroupBroadcast(s0_, 3u);
                            vec4 _e354 = c0_;
                            vec4 _e356 = panel[6];
                            c0_ = (_e354 + (_e353 * _e356));
                            vec4 _e359 = c1_;
                            vec4 _e361 = panel[7];
                            c1_ = (_e359 + (_e353 * _e361));
                            float _e365 = subgroupBroadcast(s0_, 4u);
                            vec4 _e366 = c0_;
                            vec4 _e368 = panel[8];
                            c0_ = (_e366 + (_e365 * _e368));
                            vec4 _e371 = c1_;
                            vec4 _e373 = panel[9];
                            c1_ = (_e371 + (_e365 * _e373));
                            float _e377 = subgroupBroadcast(s0_, 5u);
                            vec4 _e378 = c0_;
                            vec4 _e380 = panel[10];
                            c0_ = (_e378 + (_e377 * _e380));
                            vec4 _e383 = c1_;
                            vec4 _e385 = panel[11];
                            c1_ = (_e383 + (_e377 * _e385));
                            float _e389 = subgroupBroadcast(s0_, 6u);
                            vec4 _e390 = c0_;
                            vec4 _e392 = panel[12];
                            c0_ = (_e390 + (_e389 * _e392));
                            vec4 _e395 = c1_;
                            vec4 _e397 = panel[13];
                            c1_ = (_e395 + (_e389 * _e397));
                            float _e401 = subgroupBroadcast(s0_, 7u);
                            vec4 _e402 = c0_;
                            vec4 _e404 = panel[14];
                            c0_ = (_e402 + (_e401 * _e404));
                            vec4 _e407 = c1_;
                            vec4 _e409 = panel[15];
                            c1_ = (_e407 + (_e401 * _e409));
                            vec4 _e413 = c0_;
                            sums[0] = _e413;
                            vec4 _e415 = c1_;
                            sums[1] = _e415;
                            if (((column_1 + 0u) < w_pitch)) {
                                uint _e421 = row;
                                uint _e422 = j;
                                uint _e426 = _group_0_binding_0_cs.rows;
                                local = ((_e421 + _e422) < _e426);
                            } else {
                                local = false;
                            }
                            bool _e429 = local;
                            if (_e429) {
                                uint _e430 = row;
                                uint _e431 = j;
                                uint place_2 = (((w_start + ((_e430 + _e431) * w_pitch)) + column_1) + 0u);
                                vec4 _e442 = _group_0_binding_4_cs[place_2];
                                vec4 _e443 = unpack(_e442);
                                vec4 _e445 = sums[0];
                                vec4 _e448 = pack((_e443 - (rate * _e445)));
                                _group_0_binding_4_cs[place_2] = _e448;
                            }
                            if (((column_1 + 8u) < w_pitch)) {
                                uint _e454 = row;
                                uint _e455 = j;
                                uint _e459 = _group_0_binding_0_cs.rows;
                                local_1 = ((_e454 + _e455) < _e459);
                            } else {
                                local_1 = false;
                            }
                            bool _e462 = local_1;
                            if (_e462) {
                                uint _e463 = row;
                                uint _e464 = j;
                                uint place_3 = (((w_start + ((_e463 + _e464) * w_pitch)) + column_1) + 8u);
                                vec4 _e475 = _group_0_binding_4_cs[place_3];
                                vec4 _e476 = unpack(_e475);
                                vec4 _e478 = sums[1];
                                vec4 _e481 = pack((_e476 - (rate * _e478)));
                                _group_0_binding_4_cs[place_3] = _e481;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e493 = _group_0_binding_0_cs.never;
    if ((_e493 != 0u)) {
        uint _e499 = _group_0_binding_0_cs.never;
        uint _e503 = _group_0_binding_0_cs.never;
        vec4 _e505 = sums[_e503];
        vec4 _e506 = pack(_e505);
        _group_0_binding_4_cs[_e499] = _e506;
        return;
    } else {
        return;
    }
}

