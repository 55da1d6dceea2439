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
    uint _e100 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e100);
    uint _e104 = _group_0_binding_0_cs.rows_each;
    uint _e108 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e104), _e108);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e477 = start;
            start = (_e477 + 8u);
        }
        loop_init = false;
        uint _e112 = start;
        uint _e115 = _group_0_binding_0_cs.inner;
        if ((_e112 < _e115)) {
        } else {
            break;
        }
        {
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e178 = k;
                    k = (_e178 + 1u);
                }
                loop_init_1 = false;
                uint _e119 = k;
                if ((_e119 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e122 = start;
                    uint _e123 = k;
                    uint _e127 = _group_0_binding_0_cs.inner;
                    uint sample_ = min((_e122 + _e123), (_e127 - 1u));
                    uint _e131 = k;
                    vec4 _e144 = _group_0_binding_2_cs[((d_start + (sample_ * d_pitch)) + column0_)];
                    vec4 _e145 = unpack(_e144);
                    uint _e146 = start;
                    uint _e147 = k;
                    uint _e151 = _group_0_binding_0_cs.inner;
                    panel[((_e131 * 2u) + 0u)] = (((_e146 + _e147) < _e151) ? _e145 : vec4(0.0));
                    uint _e154 = k;
                    vec4 _e167 = _group_0_binding_2_cs[((d_start + (sample_ * d_pitch)) + column1_)];
                    vec4 _e168 = unpack(_e167);
                    uint _e169 = start;
                    uint _e170 = k;
                    uint _e174 = _group_0_binding_0_cs.inner;
                    panel[((_e154 * 2u) + 1u)] = (((_e169 + _e170) < _e174) ? _e168 : vec4(0.0));
                }
            }
            if ((workgroup.y == 0u)) {
                if (((column_1 + 0u) < w_pitch)) {
                    sum = vec4(0.0);
                    k_1 = 0u;
                    bool loop_init_2 = true;
                    while(true) {
                        if (!loop_init_2) {
                            uint _e204 = k_1;
                            k_1 = (_e204 + 1u);
                        }
                        loop_init_2 = false;
                        uint _e191 = k_1;
                        if ((_e191 < 8u)) {
                        } else {
                            break;
                        }
                        {
                            vec4 _e194 = sum;
                            uint _e195 = k_1;
                            vec4 _e201 = panel[((_e195 * 2u) + 0u)];
                            sum = (_e194 + _e201);
                        }
                    }
                    uint place = ((b_start + column_1) + 0u);
                    vec4 _e213 = _group_0_binding_5_cs[place];
                    vec4 _e214 = unpack(_e213);
                    vec4 _e215 = sum;
                    vec4 _e218 = pack((_e214 - (rate * _e215)));
                    _group_0_binding_5_cs[place] = _e218;
                }
                if (((column_1 + 8u) < w_pitch)) {
                    sum_1 = vec4(0.0);
                    k_2 = 0u;
                    bool loop_init_3 = true;
                    while(true) {
                        if (!loop_init_3) {
                            uint _e240 = k_2;
                            k_2 = (_e240 + 1u);
                        }
                        loop_init_3 = false;
                        uint _e227 = k_2;
                        if ((_e227 < 8u)) {
                        } else {
                            break;
                        }
                        {
                            vec4 _e230 = sum_1;
                            uint _e231 = k_2;
                            vec4 _e237 = panel[((_e231 * 2u) + 1u)];
                            sum_1 = (_e230 + _e237);
                        }
                    }
                    uint place_1 = ((b_start + column_1) + 8u);
                    vec4 _e249 = _group_0_binding_5_cs[place_1];
                    vec4 _e250 = unpack(_e249);
                    vec4 _e251 = sum_1;
                    vec4 _e254 = pack((_e250 - (rate * _e251)));
                    _group_0_binding_5_cs[place_1] = _e254;
                }
            }
            uint _e255 = start;
            uint _e261 = _group_0_binding_0_cs.inner;
            uint sample0_ = min(((_e255 + 0u) + lane), (_e261 - 1u));
            uint x_row0_ = (x_start + (sample0_ * x_pitch));
            row = first;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e474 = row;
                    row = (_e474 + 4u);
                }
                loop_init_4 = false;
                uint _e268 = row;
                if ((_e268 < end)) {
                } else {
                    break;
                }
                {
                    uint _e271 = row;
                    vec4 _e276 = _group_0_binding_1_cs[(x_row0_ + (_e271 / 4u))];
                    vec4 _e277 = unpack(_e276);
                    j = 0u;
                    bool loop_init_5 = true;
                    while(true) {
                        if (!loop_init_5) {
                            uint _e472 = j;
                            j = (_e472 + 1u);
                        }
                        loop_init_5 = false;
                        uint _e280 = j;
                        if ((_e280 < 4u)) {
                        } else {
                            break;
                        }
                        {
                            uint _e283 = j;
                            bool odd = (_e283 == 1u);
                            uint _e286 = j;
                            bool upper = (_e286 >= 2u);
                            uint _e289 = j;
                            bool fourth = (_e289 == 3u);
                            float s0_ = (upper ? (fourth ? _e277.w : _e277.z) : (odd ? _e277.y : _e277.x));
                            c0_ = vec4(0.0);
                            c1_ = vec4(0.0);
                            float _e306 = subgroupBroadcast(s0_, 0u);
                            vec4 _e307 = c0_;
                            vec4 _e309 = panel[0];
                            c0_ = (_e307 + (_e306 * _e309));
                            vec4 _e312 = c1_;
                            vec4 _e314 = panel[1];
                            c1_ = (_e312 + (_e306 * _e314));
                            float _e318 = subgroupBroadcast(s0_, 1u);
                            vec4 _e319 = c0_;
                            vec4 _e321 = panel[2];
                            c0_ = (_e319 + (_e318 * _e321));
                            vec4 _e324 = c1_;
                            vec4 _e326 = panel[3];
                            c1_ = (_e324 + (_e318 * _e326));
                            float _e330 = subgroupBroadcast(s0_, 2u);
                            vec4 _e331 = c0_;
                            vec4 _e333 = panel[4];
                            c0_ = (_e331 + (_e330 * _e333));
                            vec4 _e336 = c1_;
                            vec4 _e338 = panel[5];
                            c1_ = (_e336 + (_e330 * _e338));
                            float _e342 = subgroupBroadcast(s0_, 3u);
                            vec4 _e343 = c0_;
                            vec4 _e345 = panel[6];
                            c0_ = (_e343 + (_e342 * _e345));
                            vec4 _e348 = c1_;
                            vec4 _e350 = panel[7];
                            c1_ = (_e348 + (_e342 * _e350));
                            float _e354 = subgroupBroadcast(s0_, 4u);
                            vec4 _e355 = c0_;
                            vec4 _e357 = panel[8];
                            c0_ = (_e355 + (_e354 * _e357));
                            vec4 _e360 = c1_;
                            vec4 _e362 = panel[9];
                            c1_ = (_e360 + (_e354 * _e362));
                            float _e366 = subgroupBroadcast(s0_, 5u);
                            vec4 _e367 = c0_;
                            vec4 _e369 = panel[10];
                            c0_ = (_e367 + (_e366 * _e369));
                            vec4 _e372 = c1_;
                            vec4 _e374 = panel[11];
                            c1_ = (_e372 + (_e366 * _e374));
                            float _e378 = subgroupBroadcast(s0_, 6u);
                            vec4 _e379 = c0_;
                            vec4 _e381 = panel[12];
                            c0_ = (_e379 + (_e378 * _e381));
                            vec4 _e384 = c1_;
                            vec4 _e386 = panel[13];
                            c1_ = (_e384 + (_e378 * _e386));
                            float _e390 = subgroupBroadcast(s0_, 7u);
                            vec4 _e391 = c0_;
                            vec4 _e393 = panel[14];
                            c0_ = (_e391 + (_e390 * _e393));
                            vec4 _e396 = c1_;
                            vec4 _e398 = panel[15];
                            c1_ = (_e396 + (_e390 * _e398));
                            vec4 _e402 = c0_;
                            sums[0] = _e402;
                            vec4 _e404 = c1_;
                            sums[1] = _e404;
                            if (((column_1 + 0u) < w_pitch)) {
                                uint _e410 = row;
                                uint _e411 = j;
                                uint _e415 = _group_0_binding_0_cs.rows;
                                local = ((_e410 + _e411) < _e415);
                            } else {
                                local = false;
                            }
                            bool _e418 = local;
                            if (_e418) {
                                uint _e419 = row;
                                uint _e420 = j;
                                uint place_2 = (((w_start + ((_e419 + _e420) * w_pitch)) + column_1) + 0u);
                                vec4 _e431 = _group_0_binding_4_cs[place_2];
                                vec4 _e432 = unpack(_e431);
                                vec4 _e434 = sums[0];
                                vec4 _e437 = pack((_e432 - (rate * _e434)));
                                _group_0_binding_4_cs[place_2] = _e437;
                            }
                            if (((column_1 + 8u) < w_pitch)) {
                                uint _e443 = row;
                                uint _e444 = j;
                                uint _e448 = _group_0_binding_0_cs.rows;
                                local_1 = ((_e443 + _e444) < _e448);
                            } else {
                                local_1 = false;
                            }
                            bool _e451 = local_1;
                            if (_e451) {
                                uint _e452 = row;
                                uint _e453 = j;
                                uint place_3 = (((w_start + ((_e452 + _e453) * w_pitch)) + column_1) + 8u);
                                vec4 _e464 = _group_0_binding_4_cs[place_3];
                                vec4 _e465 = unpack(_e464);
                                vec4 _e467 = sums[1];
                                vec4 _e470 = pack((_e465 - (rate * _e467)));
                                _group_0_binding_4_cs[place_3] = _e470;
                            }
                        }
                    }
                }
            }
        }
    }
    uint _e482 = _group_0_binding_0_cs.never;
    if ((_e482 != 0u)) {
        uint _e488 = _group_0_binding_0_cs.never;
        uint _e492 = _group_0_binding_0_cs.never;
        vec4 _e494 = sums[_e492];
        vec4 _e495 = pack(_e494);
        _group_0_binding_4_cs[_e488] = _e495;
        return;
    } else {
        return;
    }
}

