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

layout(std430, binding = 0) readonly buffer type_6_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_6_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_6_block_3Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_6_block_4Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 4) readonly buffer type_6_block_5Compute { vec4 _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_7_block_6Compute { uint _group_0_binding_6_cs[]; };

layout(std430, binding = 6) readonly buffer type_7_block_7Compute { uint _group_0_binding_7_cs[]; };

layout(std430, binding = 7) buffer type_6_block_8Compute { vec4 _group_0_binding_8_cs[]; };

layout(std430, binding = 8) buffer type_8_block_9Compute { float _group_0_binding_9_cs[]; };


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

float activation(float a) {
    bool local = false;
    uint bits = floatBitsToUint(a);
    if ((bits >= 2147483648u)) {
        local = (bits <= 4286578688u);
    } else {
        local = false;
    }
    bool negative = local;
    return (negative ? 0.0 : a);
}

float derivative(float h) {
    return ((h <= 0.0) ? 0.0 : 1.0);
}

vec4 derivatives(vec4 h_1) {
    float _e2 = derivative(h_1.x);
    float _e4 = derivative(h_1.y);
    float _e6 = derivative(h_1.z);
    float _e8 = derivative(h_1.w);
    return vec4(_e2, _e4, _e6, _e8);
}

vec4 activations(vec4 a_1) {
    float _e2 = activation(a_1.x);
    float _e4 = activation(a_1.y);
    float _e6 = activation(a_1.z);
    float _e8 = activation(a_1.w);
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
    float loss = 0.0;
    uint column_1 = ((workgroup.x * 16u) + lane);
    uint _e10 = _group_0_binding_0_cs.operands[0].pitch;
    uint x_pitch = (_e10 / 4u);
    uint _e17 = _group_0_binding_0_cs.operands[1].pitch;
    uint w_pitch = (_e17 / 4u);
    uint _e24 = _group_0_binding_0_cs.operands[3].pitch;
    uint h_pitch = (_e24 / 4u);
    uint _e31 = at(0u, workgroup.z, 0u, 0u);
    uint x_start = (_e31 / 4u);
    uint _e38 = at(1u, workgroup.z, 0u, 0u);
    uint w_start = (_e38 / 4u);
    uint _e45 = at(2u, workgroup.z, 0u, 0u);
    uint b_start = (_e45 / 4u);
    uint _e52 = at(3u, workgroup.z, 0u, 0u);
    uint h_start = (_e52 / 4u);
    uint _e60 = _group_0_binding_7_cs[0];
    uint _e61 = at(5u, workgroup.z, 0u, _e60);
    uint _e66 = _group_0_binding_0_cs.operands[4].pitch;
    uint t_pitch = (_e66 / 4u);
    uint _e73 = _group_0_binding_0_cs.operands[7].pitch;
    uint d_pitch = (_e73 / 4u);
    uint _e80 = at(7u, workgroup.z, 0u, 0u);
    uint d_start = (_e80 / 4u);
    uint _e87 = at(8u, workgroup.z, 0u, 0u);
    uint _e92 = _group_0_binding_0_cs.never;
    if ((_e92 != 0u)) {
        uint _e97 = _group_0_binding_0_cs.never;
        panel[_e97] = vec4(1.0);
        uint _e103 = _group_0_binding_0_cs.never;
        sums[_e103] = vec4(1.0);
    }
    uint column0_ = min((column_1 + 0u), (w_pitch - 1u));
    vec4 _e115 = _group_0_binding_3_cs[(b_start + column0_)];
    vec4 _e116 = unpack(_e115);
    uint _e130 = _group_0_binding_0_cs.columns;
    bvec4 inside0_ = lessThan((uvec4((4u * (column_1 + 0u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e130));
    uint column1_ = min((column_1 + 8u), (w_pitch - 1u));
    vec4 _e141 = _group_0_binding_3_cs[(b_start + column1_)];
    vec4 _e142 = unpack(_e141);
    uint _e156 = _group_0_binding_0_cs.columns;
    bvec4 inside1_ = lessThan((uvec4((4u * (column_1 + 8u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e156));
    uint _e162 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e162);
    uint _e166 = _group_0_binding_0_cs.rows_each;
    uint _e170 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e166), _e170);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e519 = start;
            start = (_e519 + 8u);
        }
        loop_init = false;
        uint _e174 = start;
        uint _e177 = _group_0_binding_0_cs.inner;
        if ((_e174 < _e177)) {
        } else {
            break;
        }
        {
            uint _e179 = start;
            uint _e184 = _group_0_binding_0_cs.inner;
            bool last = ((_e179 + 8u) >= _e184);
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e247 = k;
                    k = (_e247 + 1u);
                }
                loop_init_1 = false;
                uint _e188 = k;
                if ((_e188 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e191 = start;
                    uint _e192 = k;
                    uint _e196 = _group_0_binding_0_cs.inner;
                    uint row_2 = min((_e191 + _e192), (_e196 - 1u));
                    uint _e200 = k;
                    vec4 _e213 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column0_)];
                    vec4 _e214 = unpack(_e213);
                    uint _e215 = start;
                    uint _e216 = k;
                    uint _e220 = _group_0_binding_0_cs.inner;
                    panel[((_e200 * 2u) + 0u)] = (((_e215 + _e216) < _e220) ? _e214 : vec4(0.0));
                    uint _e223 = k;
                    vec4 _e236 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column1_)];
                    vec4 _e237 = unpack(_e236);
                    uint _e238 = start;
                    uint _e239 = k;
                    uint _e243 = _group_0_binding_0_cs.inner;
                    panel[((_e223 * 2u) + 1u)] = (((_e238 + _e239) < _e243) ? _e237 : vec4(0.0));
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e517 = row;
                    row = (_e517 + 1u);
                }
                loop_init_2 = false;
                uint _e250 = row;
                if ((_e250 < end)) {
                } else {
                    break;
                }
                {
                    c0_ = vec4(0.0);
                    c1_ = vec4(0.0);
                    uint _e258 = start;
                    if ((_e258 > 0u)) {
                        uint _e262 = row;
                        vec4 _e267 = _group_0_binding_4_cs[((h_start + (_e262 * h_pitch)) + column0_)];
                        vec4 _e268 = unpack(_e267);
                        c0_ = _e268;
                        uint _e270 = row;
                        vec4 _e275 = _group_0_binding_4_cs[((h_start + (_e270 * h_pitch)) + column1_)];
                        vec4 _e276 = unpack(_e275);
                        c1_ = _e276;
                    }
                    uint _e277 = row;
                    uint x_row = (x_start + (_e277 * x_pitch));
                    uint _e281 = start;
                    vec4 _e292 = _group_0_binding_1_cs[(x_row + min((((_e281 / 4u) + 0u) + lane), (x_pitch - 1u)))];
                    vec4 _e293 = unpack(_e292);
                    float _e296 = subgroupBroadcast(_e293.x, 0u);
                    vec4 _e297 = c0_;
                    vec4 _e299 = panel[0];
                    c0_ = (_e297 + (_e296 * _e299));
                    vec4 _e302 = c1_;
                    vec4 _e304 = panel[1];
                    c1_ = (_e302 + (_e296 * _e304));
                    float _e309 = subgroupBroadcast(_e293.y, 0u);
                    vec4 _e310 = c0_;
                    vec4 _e312 = panel[2];
                    c0_ = (_e310 + (_e309 * _e312));
                    vec4 _e315 = c1_;
                    vec4 _e317 = panel[3];
                    c1_ = (_e315 + (_e309 * _e317));
                    float _e322 = subgroupBroadcast(_e293.z, 0u);
                    vec4 _e323 = c0_;
                    vec4 _e325 = panel[4];
                    c0_ = (_e323 + (_e322 * _e325));
                    vec4 _e328 = c1_;
                    vec4 _e330 = panel[5];
                    c1_ = (_e328 + (_e322 * _e330));
                    float _e335 = subgroupBroadcast(_e293.w, 0u);
                    vec4 _e336 = c0_;
                    vec4 _e338 = panel[6];
                    c0_ = (_e336 + (_e335 * _e338));
                    vec4 _e341 = c1_;
                    vec4 _e343 = panel[7];
                    c1_ = (_e341 + (_e335 * _e343));
                    float _e348 = subgroupBroadcast(_e293.x, 1u);
                    vec4 _e349 = c0_;
                    vec4 _e351 = panel[8];
                    c0_ = (_e349 + (_e348 * _e351));
                    vec4 _e354 = c1_;
                    vec4 _e356 = panel[9];
                    c1_ = (_e354 + (_e348 * _e356));
                    float _e361 = subgroupBroadcast(_e293.y, 1u);
                    vec4 _e362 = c0_;
                    vec4 _e364 = panel[10];
                    c0_ = (_e362 + (_e361 * _e364));
                    vec4 _e367 = c1_;
                    vec4 _e369 = panel[11];
                    c1_ = (_e367 + (_e361 * _e369));
                    float _e374 = subgroupBroadcast(_e293.z, 1u);
                    vec4 _e375 = c0_;
                    vec4 _e377 = panel[12];
                    c0_ = (_e375 + (_e374 * _e377));
                    vec4 _e380 = c1_;
                    vec4 _e382 = panel[13];
                    c1_ = (_e380 + (_e374 * _e382));
                    float _e387 = subgroupBroadcast(_e293.w, 1u);
                    vec4 _e388 = c0_;
                    vec4 _e390 = panel[14];
                    c0_ = (_e388 + (_e387 * _e390));
                    vec4 _e393 = c1_;
                    vec4 _e395 = panel[15];
                    c1_ = (_e393 + (_e387 * _e395));
                    vec4 _e399 = c0_;
                    sums[0] = _e399;
                    vec4 _e401 = c1_;
                    sums[1] = _e401;
                    uint _e403 = row;
                    uint _e406 = _group_0_binding_6_cs[(_e61 + _e403)];
                    uint t_row = (_e406 * t_pitch);
                    loss = 0.0;
                    if (((column_1 + 0u) < h_pitch)) {
                        vec4 sum = sums[0];
                        vec4 _e418 = activations((sum + _e116));
                        vec4 value = mix(vec4(0.0), _e418, inside0_);
                        uint _e421 = row;
                        vec4 _e429 = pack((last ? value : sum));
                        _group_0_binding_4_cs[(((h_start + (_e421 * h_pitch)) + column_1) + 0u)] = _e429;
                        vec4 _e435 = _group_0_binding_5_cs[((t_row + column_1) + 0u)];
                        vec4 _e436 = unpack(_e435);
                        vec4 difference = mix(vec4(0.0), (value - _e436), inside0_);
                        vec4 _e443 = derivatives(value);
                        vec4 d = mix(vec4(0.0), (difference * _e443), inside0_);
                        uint _e447 = row;
                        vec4 _e454 = pack(d);
                        _group_0_binding_8_cs[(((d_start + (_e447 * d_pitch)) + column_1) + 0u)] = _e454;
                        float _e455 = loss;
                        loss = (_e455 + dot(difference, difference));
                    }
                    if (((column_1 + 8u) < h_pitch)) {
                        vec4 sum_1 = sums[1];
                        vec4 _e466 = activations((sum_1 + _e142));
                        vec4 value_1 = mix(vec4(0.0), _e466, inside1_);
                        uint _e469 = row;
                        vec4 _e477 = pack((last ? value_1 : sum_1));
                        _group_0_binding_4_cs[(((h_start + (_e469 * h_pitch)) + column_1) + 8u)] = _e477;
                        vec4 _e483 = _group_0_binding_5_cs[((t_row + column_1) + 8u)];
                        vec4 _e484 = unpack(_e483);
                        vec4 difference_1 = mix(vec4(0.0), (value_1 - _e484), inside1_);
                        vec4 _e491 = derivatives(value_1);
                        vec4 d_1 = mix(vec4(0.0), (difference_1 * _e491), inside1_);
                        uint _e495 = row;
                        vec4 _e502 = pack(d_1);
                        _group_0_binding_8_cs[(((d_start + (_e495 * d_pitch)) + column_1) + 8u)] = _e502;
                        float _e503 = loss;
                        loss = (_e503 + dot(difference_1, difference_1));
                    }
                    float _e506 = loss;
                    float _e507 = subgroupAdd(_e506);
                    if ((lane == 0u)) {
                        uint _e511 = row;
                        _group_0_binding_9_cs[(_e87 + _e511)] = (0.5 * _e507);
                    }
                }
            }
        }
    }
    uint _e524 = _group_0_binding_0_cs.never;
    if ((_e524 != 0u)) {
        uint _e530 = _group_0_binding_0_cs.never;
        uint _e534 = _group_0_binding_0_cs.never;
        vec4 _e536 = sums[_e534];
        vec4 _e537 = pack(_e536);
        _group_0_binding_4_cs[_e530] = _e537;
        return;
    } else {
        return;
    }
}

