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
    uint _e59 = _group_0_binding_0_cs.never;
    if ((_e59 != 0u)) {
        uint _e64 = _group_0_binding_0_cs.never;
        panel[_e64] = vec4(1.0);
        uint _e70 = _group_0_binding_0_cs.never;
        sums[_e70] = vec4(1.0);
    }
    uint column0_ = min((column_1 + 0u), (w_pitch - 1u));
    vec4 _e82 = _group_0_binding_3_cs[(b_start + column0_)];
    vec4 _e83 = unpack(_e82);
    uint _e97 = _group_0_binding_0_cs.columns;
    bvec4 inside0_ = lessThan((uvec4((4u * (column_1 + 0u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e97));
    uint column1_ = min((column_1 + 8u), (w_pitch - 1u));
    vec4 _e108 = _group_0_binding_3_cs[(b_start + column1_)];
    vec4 _e109 = unpack(_e108);
    uint _e123 = _group_0_binding_0_cs.columns;
    bvec4 inside1_ = lessThan((uvec4((4u * (column_1 + 8u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e123));
    uint _e129 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e129);
    uint _e133 = _group_0_binding_0_cs.rows_each;
    uint _e137 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e133), _e137);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e412 = start;
            start = (_e412 + 8u);
        }
        loop_init = false;
        uint _e141 = start;
        uint _e144 = _group_0_binding_0_cs.inner;
        if ((_e141 < _e144)) {
        } else {
            break;
        }
        {
            uint _e146 = start;
            uint _e151 = _group_0_binding_0_cs.inner;
            bool last = ((_e146 + 8u) >= _e151);
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e214 = k;
                    k = (_e214 + 1u);
                }
                loop_init_1 = false;
                uint _e155 = k;
                if ((_e155 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e158 = start;
                    uint _e159 = k;
                    uint _e163 = _group_0_binding_0_cs.inner;
                    uint row_2 = min((_e158 + _e159), (_e163 - 1u));
                    uint _e167 = k;
                    vec4 _e180 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column0_)];
                    vec4 _e181 = unpack(_e180);
                    uint _e182 = start;
                    uint _e183 = k;
                    uint _e187 = _group_0_binding_0_cs.inner;
                    panel[((_e167 * 2u) + 0u)] = (((_e182 + _e183) < _e187) ? _e181 : vec4(0.0));
                    uint _e190 = k;
                    vec4 _e203 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column1_)];
                    vec4 _e204 = unpack(_e203);
                    uint _e205 = start;
                    uint _e206 = k;
                    uint _e210 = _group_0_binding_0_cs.inner;
                    panel[((_e190 * 2u) + 1u)] = (((_e205 + _e206) < _e210) ? _e204 : vec4(0.0));
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e410 = row;
                    row = (_e410 + 1u);
                }
                loop_init_2 = false;
                uint _e217 = row;
                if ((_e217 < end)) {
                } else {
                    break;
                }
                {
                    c0_ = vec4(0.0);
                    c1_ = vec4(0.0);
                    uint _e225 = start;
                    if ((_e225 > 0u)) {
                        uint _e229 = row;
                        vec4 _e234 = _group_0_binding_4_cs[((h_start + (_e229 * h_pitch)) + column0_)];
                        vec4 _e235 = unpack(_e234);
                        c0_ = _e235;
                        uint _e237 = row;
                        vec4 _e242 = _group_0_binding_4_cs[((h_start + (_e237 * h_pitch)) + column1_)];
                        vec4 _e243 = unpack(_e242);
                        c1_ = _e243;
                    }
                    uint _e244 = row;
                    uint x_row = (x_start + (_e244 * x_pitch));
                    uint _e248 = start;
                    vec4 _e259 = _group_0_binding_1_cs[(x_row + min((((_e248 / 4u) + 0u) + lane), (x_pitch - 1u)))];
                    vec4 _e260 = unpack(_e259);
                    float _e263 = subgroupBroadcast(_e260.x, 0u);
                    vec4 _e264 = c0_;
                    vec4 _e266 = panel[0];
                    c0_ = (_e264 + (_e263 * _e266));
                    vec4 _e269 = c1_;
                    vec4 _e271 = panel[1];
                    c1_ = (_e269 + (_e263 * _e271));
                    float _e276 = subgroupBroadcast(_e260.y, 0u);
                    vec4 _e277 = c0_;
                    vec4 _e279 = panel[2];
                    c0_ = (_e277 + (_e276 * _e279));
                    vec4 _e282 = c1_;
                    vec4 _e284 = panel[3];
                    c1_ = (_e282 + (_e276 * _e284));
                    float _e289 = subgroupBroadcast(_e260.z, 0u);
                    vec4 _e290 = c0_;
                    vec4 _e292 = panel[4];
                    c0_ = (_e290 + (_e289 * _e292));
                    vec4 _e295 = c1_;
                    vec4 _e297 = panel[5];
                    c1_ = (_e295 + (_e289 * _e297));
                    float _e302 = subgroupBroadcast(_e260.w, 0u);
                    vec4 _e303 = c0_;
                    vec4 _e305 = panel[6];
                    c0_ = (_e303 + (_e302 * _e305));
                    vec4 _e308 = c1_;
                    vec4 _e310 = panel[7];
                    c1_ = (_e308 + (_e302 * _e310));
                    float _e315 = subgroupBroadcast(_e260.x, 1u);
                    vec4 _e316 = c0_;
                    vec4 _e318 = panel[8];
                    c0_ = (_e316 + (_e315 * _e318));
                    vec4 _e321 = c1_;
                    vec4 _e323 = panel[9];
                    c1_ = (_e321 + (_e315 * _e323));
                    float _e328 = subgroupBroadcast(_e260.y, 1u);
                    vec4 _e329 = c0_;
                    vec4 _e331 = panel[10];
                    c0_ = (_e329 + (_e328 * _e331));
                    vec4 _e334 = c1_;
                    vec4 _e336 = panel[11];
                    c1_ = (_e334 + (_e328 * _e336));
                    float _e341 = subgroupBroadcast(_e260.z, 1u);
                    vec4 _e342 = c0_;
                    vec4 _e344 = panel[12];
                    c0_ = (_e342 + (_e341 * _e344));
                    vec4 _e347 = c1_;
                    vec4 _e349 = panel[13];
                    c1_ = (_e347 + (_e341 * _e349));
                    float _e354 = subgroupBroadcast(_e260.w, 1u);
                    vec4 _e355 = c0_;
                    vec4 _e357 = panel[14];
                    c0_ = (_e355 + (_e354 * _e357));
                    vec4 _e360 = c1_;
                    vec4 _e362 = panel[15];
                    c1_ = (_e360 + (_e354 * _e362));
                    vec4 _e366 = c0_;
                    sums[0] = _e366;
                    vec4 _e368 = c1_;
                    sums[1] = _e368;
                    if (((column_1 + 0u) < h_pitch)) {
                        vec4 sum = sums[0];
                        vec4 _e377 = activations((sum + _e83));
                        vec4 value = mix(vec4(0.0), _e377, inside0_);
                        uint _e380 = row;
                        vec4 _e388 = pack((last ? value : sum));
                        _group_0_binding_4_cs[(((h_start + (_e380 * h_pitch)) + column_1) + 0u)] = _e388;
                    }
                    if (((column_1 + 8u) < h_pitch)) {
                        vec4 sum_1 = sums[1];
                        vec4 _e397 = activations((sum_1 + _e109));
                        vec4 value_1 = mix(vec4(0.0), _e397, inside1_);
                        uint _e400 = row;
                        vec4 _e408 = pack((last ? value_1 : sum_1));
                        _group_0_binding_4_cs[(((h_start + (_e400 * h_pitch)) + column_1) + 8u)] = _e408;
                    }
                }
            }
        }
    }
    uint _e417 = _group_0_binding_0_cs.never;
    if ((_e417 != 0u)) {
        uint _e423 = _group_0_binding_0_cs.never;
        uint _e427 = _group_0_binding_0_cs.never;
        vec4 _e429 = sums[_e427];
        vec4 _e430 = pack(_e429);
        _group_0_binding_4_cs[_e423] = _e430;
        return;
    } else {
        return;
    }
}

