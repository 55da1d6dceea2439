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

layout(std430, binding = 4) readonly buffer type_6_block_5Compute { uint _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_6_block_6Compute { uint _group_0_binding_6_cs[]; };


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
    float e = exp(-(abs(a)));
    return (((a >= 0.0) ? 1.0 : e) / (1.0 + e));
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
    uint _e60 = _group_0_binding_6_cs[0];
    uint _e61 = at(4u, workgroup.z, 0u, _e60);
    uint _e66 = _group_0_binding_0_cs.never;
    if ((_e66 != 0u)) {
        uint _e71 = _group_0_binding_0_cs.never;
        panel[_e71] = vec4(1.0);
        uint _e77 = _group_0_binding_0_cs.never;
        sums[_e77] = vec4(1.0);
    }
    uint column0_ = min((column_1 + 0u), (w_pitch - 1u));
    vec4 _e89 = _group_0_binding_3_cs[(b_start + column0_)];
    vec4 _e90 = unpack(_e89);
    uint _e104 = _group_0_binding_0_cs.columns;
    bvec4 inside0_ = lessThan((uvec4((4u * (column_1 + 0u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e104));
    uint column1_ = min((column_1 + 8u), (w_pitch - 1u));
    vec4 _e115 = _group_0_binding_3_cs[(b_start + column1_)];
    vec4 _e116 = unpack(_e115);
    uint _e130 = _group_0_binding_0_cs.columns;
    bvec4 inside1_ = lessThan((uvec4((4u * (column_1 + 8u))) + uvec4(0u, 1u, 2u, 3u)), uvec4(_e130));
    uint _e136 = _group_0_binding_0_cs.rows_each;
    uint first = (workgroup.y * _e136);
    uint _e140 = _group_0_binding_0_cs.rows_each;
    uint _e144 = _group_0_binding_0_cs.rows;
    uint end = min((first + _e140), _e144);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e423 = start;
            start = (_e423 + 8u);
        }
        loop_init = false;
        uint _e148 = start;
        uint _e151 = _group_0_binding_0_cs.inner;
        if ((_e148 < _e151)) {
        } else {
            break;
        }
        {
            uint _e153 = start;
            uint _e158 = _group_0_binding_0_cs.inner;
            bool last = ((_e153 + 8u) >= _e158);
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e221 = k;
                    k = (_e221 + 1u);
                }
                loop_init_1 = false;
                uint _e162 = k;
                if ((_e162 < 8u)) {
                } else {
                    break;
                }
                {
                    uint _e165 = start;
                    uint _e166 = k;
                    uint _e170 = _group_0_binding_0_cs.inner;
                    uint row_2 = min((_e165 + _e166), (_e170 - 1u));
                    uint _e174 = k;
                    vec4 _e187 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column0_)];
                    vec4 _e188 = unpack(_e187);
                    uint _e189 = start;
                    uint _e190 = k;
                    uint _e194 = _group_0_binding_0_cs.inner;
                    panel[((_e174 * 2u) + 0u)] = (((_e189 + _e190) < _e194) ? _e188 : vec4(0.0));
                    uint _e197 = k;
                    vec4 _e210 = _group_0_binding_2_cs[((w_start + (row_2 * w_pitch)) + column1_)];
                    vec4 _e211 = unpack(_e210);
                    uint _e212 = start;
                    uint _e213 = k;
                    uint _e217 = _group_0_binding_0_cs.inner;
                    panel[((_e197 * 2u) + 1u)] = (((_e212 + _e213) < _e217) ? _e211 : vec4(0.0));
                }
            }
            row = first;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e421 = row;
                    row = (_e421 + 1u);
                }
                loop_init_2 = false;
                uint _e224 = row;
                if ((_e224 < end)) {
                } else {
                    break;
                }
                {
                    c0_ = vec4(0.0);
                    c1_ = vec4(0.0);
                    uint _e232 = start;
                    if ((_e232 > 0u)) {
                        uint _e236 = row;
                        vec4 _e241 = _group_0_binding_4_cs[((h_start + (_e236 * h_pitch)) + column0_)];
                        vec4 _e242 = unpack(_e241);
                        c0_ = _e242;
                        uint _e244 = row;
                        vec4 _e249 = _group_0_binding_4_cs[((h_start + (_e244 * h_pitch)) + column1_)];
                        vec4 _e250 = unpack(_e249);
                        c1_ = _e250;
                    }
                    uint _e252 = row;
                    uint _e255 = _group_0_binding_5_cs[(_e61 + _e252)];
                    uint x_row = (x_start + (_e255 * x_pitch));
                    uint _e259 = start;
                    vec4 _e270 = _group_0_binding_1_cs[(x_row + min((((_e259 / 4u) + 0u) + lane), (x_pitch - 1u)))];
                    vec4 _e271 = unpack(_e270);
                    float _e274 = subgroupBroadcast(_e271.x, 0u);
                    vec4 _e275 = c0_;
                    vec4 _e277 = panel[0];
                    c0_ = (_e275 + (_e274 * _e277));
                    vec4 _e280 = c1_;
                    vec4 _e282 = panel[1];
                    c1_ = (_e280 + (_e274 * _e282));
                    float _e287 = subgroupBroadcast(_e271.y, 0u);
                    vec4 _e288 = c0_;
                    vec4 _e290 = panel[2];
                    c0_ = (_e288 + (_e287 * _e290));
                    vec4 _e293 = c1_;
                    vec4 _e295 = panel[3];
                    c1_ = (_e293 + (_e287 * _e295));
                    float _e300 = subgroupBroadcast(_e271.z, 0u);
                    vec4 _e301 = c0_;
                    vec4 _e303 = panel[4];
                    c0_ = (_e301 + (_e300 * _e303));
                    vec4 _e306 = c1_;
                    vec4 _e308 = panel[5];
                    c1_ = (_e306 + (_e300 * _e308));
                    float _e313 = subgroupBroadcast(_e271.w, 0u);
                    vec4 _e314 = c0_;
                    vec4 _e316 = panel[6];
                    c0_ = (_e314 + (_e313 * _e316));
                    vec4 _e319 = c1_;
                    vec4 _e321 = panel[7];
                    c1_ = (_e319 + (_e313 * _e321));
                    float _e326 = subgroupBroadcast(_e271.x, 1u);
                    vec4 _e327 = c0_;
                    vec4 _e329 = panel[8];
                    c0_ = (_e327 + (_e326 * _e329));
                    vec4 _e332 = c1_;
                    vec4 _e334 = panel[9];
                    c1_ = (_e332 + (_e326 * _e334));
                    float _e339 = subgroupBroadcast(_e271.y, 1u);
                    vec4 _e340 = c0_;
                    vec4 _e342 = panel[10];
                    c0_ = (_e340 + (_e339 * _e342));
                    vec4 _e345 = c1_;
                    vec4 _e347 = panel[11];
                    c1_ = (_e345 + (_e339 * _e347));
                    float _e352 = subgroupBroadcast(_e271.z, 1u);
                    vec4 _e353 = c0_;
                    vec4 _e355 = panel[12];
                    c0_ = (_e353 + (_e352 * _e355));
                    vec4 _e358 = c1_;
                    vec4 _e360 = panel[13];
                    c1_ = (_e358 + (_e352 * _e360));
                    float _e365 = subgroupBroadcast(_e271.w, 1u);
                    vec4 _e366 = c0_;
                    vec4 _e368 = panel[14];
                    c0_ = (_e366 + (_e365 * _e368));
                    vec4 _e371 = c1_;
                    vec4 _e373 = panel[15];
                    c1_ = (_e371 + (_e365 * _e373));
                    vec4 _e377 = c0_;
                    sums[0] = _e377;
                    vec4 _e379 = c1_;
                    sums[1] = _e379;
                    if (((column_1 + 0u) < h_pitch)) {
                        vec4 sum = sums[0];
                        vec4 _e388 = activations((sum + _e90));
                        vec4 value = mix(vec4(0.0), _e388, inside0_);
                        uint _e391 = row;
                        vec4 _e399 = pack((last ? value : sum));
                        _group_0_binding_4_cs[(((h_start + (_e391 * h_pitch)) + column_1) + 0u)] = _e399;
                    }
                    if (((column_1 + 8u) < h_pitch)) {
                        vec4 sum_1 = sums[1];
                        vec4 _e408 = activations((sum_1 + _e116));
                        vec4 value_1 = mix(vec4(0.0), _e408, inside1_);
                        uint _e411 = row;
                        vec4 _e419 = pack((last ? value_1 : sum_1));
                        _group_0_binding_4_cs[(((h_start + (_e411 * h_pitch)) + column_1) + 8u)] = _e419;
                    }
                }
            }
        }
    }
    uint _e428 = _group_0_binding_0_cs.never;
    if ((_e428 != 0u)) {
        uint _e434 = _group_0_binding_0_cs.never;
        uint _e438 = _group_0_binding_0_cs.never;
        vec4 _e440 = sums[_e438];
        vec4 _e441 = pack(_e440);
        _group_0_binding_4_cs[_e434] = _e441;
        return;
    } else {
        return;
    }
}

