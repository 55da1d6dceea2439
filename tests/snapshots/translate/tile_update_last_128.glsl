#version 310 es

precision highp float;
precision highp int;

layout(local_size_x = 256, local_size_y = 1, local_size_z = 1) in;

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
const bool LEFT_ROWS_ARE_TERMS = true;
const bool RIGHT_ROWS_ARE_TERMS = true;
const uint BIAS_ROWS = 1u;
const uint LANES = 16u;
const uint WORKGROUP = 256u;
const uint SIDE = 128u;
const uint DEPTH = 16u;
const uint VECTORS = 32u;
const uint SPAN = 16u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_6_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_6_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_7_block_3Compute { float _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_6_block_4Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 4) buffer type_6_block_5Compute { vec4 _group_0_binding_5_cs[]; };

shared vec4 slab[1024];

layout(std430, binding = 6) buffer type_11_block_6Compute { uint _group_0_binding_7_cs[]; };

layout(std430, binding = 5) readonly buffer type_7_block_7Compute { float _group_0_binding_6_cs[]; };

layout(std430, binding = 7) buffer type_7_block_8Compute { float _group_0_binding_8_cs[]; };


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

vec4 left(uint i) {
    vec4 _e3 = _group_0_binding_1_cs[i];
    return _e3;
}

vec4 right(uint i_1) {
    vec4 _e3 = _group_0_binding_2_cs[i_1];
    return _e3;
}

vec4 within(uint column_1, vec4 value) {
    uvec4 columns = (uvec4(column_1) + uvec4(0u, 1u, 2u, 3u));
    uint _e13 = _group_0_binding_0_cs.columns;
    return mix(vec4(0.0), value, lessThan(columns, uvec4(_e13)));
}

void finish(uint member_1, uint row_1, uint column_2, vec4 sum) {
    uint _e8 = at(2u, member_1, 0u, 0u);
    float _e10 = _group_0_binding_3_cs[_e8];
    uint _e13 = _group_0_binding_0_cs.inner;
    float rate = (_e10 / float(_e13));
    vec4 _e17 = within(column_2, (rate * sum));
    uint _e20 = _group_0_binding_0_cs.rows;
    if ((row_1 < _e20)) {
        uint _e24 = at(3u, member_1, row_1, column_2);
        vec4 _e28 = _group_0_binding_4_cs[(_e24 / 4u)];
        _group_0_binding_4_cs[(_e24 / 4u)] = (_e28 - _e17);
        return;
    } else {
        uint _e33 = at(4u, member_1, 0u, column_2);
        vec4 _e37 = _group_0_binding_5_cs[(_e33 / 4u)];
        _group_0_binding_5_cs[(_e33 / 4u)] = (_e37 - _e17);
        return;
    }
}

mat4x4 left_square(uint member_2, uint row_2, uint column_3) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_2) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_3 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_2, 0u, min(column_3, (operand.pitch - 4u)));
    uint start_1 = (_e34 / 4u);
    uvec4 place = (uvec4(start_1) + (min(rows, uvec4((count - 1u))) * (operand.pitch / 4u)));
    vec4 _e50 = left(place.x);
    vec4 _e56 = left(place.y);
    vec4 _e62 = left(place.z);
    vec4 _e68 = left(place.w);
    return mat4x4((there.x ? _e50 : vec4(0.0)), (there.y ? _e56 : vec4(0.0)), (there.z ? _e62 : vec4(0.0)), (there.w ? _e68 : vec4(0.0)));
}

mat4x4 left_block(uint member_3, uint other, uint k_2) {
    if (LEFT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = left_square(member_3, k_2, other);
        return _e4;
    }
    mat4x4 _e5 = left_square(member_3, other, k_2);
    return transpose(_e5);
}

mat4x4 right_square(uint member_4, uint row_3, uint column_4) {
    Tensor operand_1 = _group_0_binding_0_cs.operands[1];
    uint _e9 = _group_0_binding_0_cs.columns;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there_1 = lessThan(rows_1, uvec4(((column_4 < operand_1.pitch) ? count_1 : 0u)));
    uint _e34 = at(1u, member_4, 0u, min(column_4, (operand_1.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_2) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
    vec4 _e50 = right(place_1.x);
    vec4 _e56 = right(place_1.y);
    vec4 _e62 = right(place_1.z);
    vec4 _e68 = right(place_1.w);
    return mat4x4((there_1.x ? _e50 : vec4(0.0)), (there_1.y ? _e56 : vec4(0.0)), (there_1.z ? _e62 : vec4(0.0)), (there_1.w ? _e68 : vec4(0.0)));
}

mat4x4 right_block(uint member_5, uint other_1, uint k_3) {
    if (RIGHT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = right_square(member_5, k_3, other_1);
        return _e4;
    }
    mat4x4 _e5 = right_square(member_5, other_1, k_3);
    return transpose(_e5);
}

mat4x4 block(bool is_left, uint member_6, uint other_2, uint k_4) {
    if (is_left) {
        mat4x4 _e4 = left_block(member_6, other_2, k_4);
        return _e4;
    }
    mat4x4 _e5 = right_block(member_6, other_2, k_4);
    return _e5;
}

void put(uint member_7, uint chunk, uint row_4, uint column_5, vec4 sum_1) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_5 < _e9)) {
        finish(member_7, row_4, column_5, sum_1);
        return;
    } else {
        return;
    }
}

void end_step(uint local_4) {
    uint first = 0u;
    float sum_2 = 0.0;
    uint k_5 = 0u;
    bool local_5 = false;
    bool local_6 = false;
    uint other_3 = 0u;
    uint step_ = _group_0_binding_7_cs[1];
    uint lane = (local_4 % LANES);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e94 = first;
            first = (_e94 + 16u);
        }
        loop_init = false;
        uint _e8 = first;
        uint _e11 = _group_0_binding_0_cs.members;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = (_e13 + (local_4 / LANES));
            sum_2 = 0.0;
            k_5 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_5;
                    k_5 = (_e50 + LANES);
                }
                loop_init_1 = false;
                uint _e21 = k_5;
                uint _e24 = _group_0_binding_0_cs.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = _group_0_binding_0_cs.members;
                    if ((m < _e28)) {
                        uint _e32 = k_5;
                        uint _e36 = _group_0_binding_0_cs.inner;
                        local_5 = ((_e32 + lane) < _e36);
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_5;
                        uint _e46 = at(5u, m, 0u, (_e44 + lane));
                        float _e48 = _group_0_binding_6_cs[_e46];
                        sum_2 = (_e40 + _e48);
                    }
                }
            }
            memoryBarrierShared();
            barrier();
            float _e55 = sum_2;
            slab[local_4] = vec4(_e55);
            memoryBarrierShared();
            barrier();
            if ((lane == 0u)) {
                uint _e63 = _group_0_binding_0_cs.members;
                local_6 = (m < _e63);
            } else {
                local_6 = false;
            }
            bool _e66 = local_6;
            if (_e66) {
                other_3 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_3;
                        other_3 = (_e81 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e69 = other_3;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_3;
                        float _e78 = slab[(local_4 + _e74)].x;
                        sum_2 = (_e72 + _e78);
                    }
                }
                uint _e86 = at(7u, m, 0u, step_);
                float _e88 = sum_2;
                uint _e91 = _group_0_binding_0_cs.inner;
                _group_0_binding_8_cs[_e86] = (_e88 / float(_e91));
            }
        }
    }
    memoryBarrierBuffer();
    barrier();
    if ((local_4 == 0u)) {
        uint _e105 = _group_0_binding_7_cs[0];
        uint _e108 = _group_0_binding_0_cs.inner;
        _group_0_binding_7_cs[0] = (_e105 + _e108);
        _group_0_binding_7_cs[1] = (step_ + 1u);
        return;
    } else {
        return;
    }
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uvec3 workgroups = gl_NumWorkGroups;
    uint local = gl_LocalInvocationIndex;
    bool local_1 = false;
    vec4 sum0_0_ = vec4(0.0);
    vec4 sum0_1_ = vec4(0.0);
    vec4 sum1_0_ = vec4(0.0);
    vec4 sum1_1_ = vec4(0.0);
    vec4 sum2_0_ = vec4(0.0);
    vec4 sum2_1_ = vec4(0.0);
    vec4 sum3_0_ = vec4(0.0);
    vec4 sum3_1_ = vec4(0.0);
    vec4 sum4_0_ = vec4(0.0);
    vec4 sum4_1_ = vec4(0.0);
    vec4 sum5_0_ = vec4(0.0);
    vec4 sum5_1_ = vec4(0.0);
    vec4 sum6_0_ = vec4(0.0);
    vec4 sum6_1_ = vec4(0.0);
    vec4 sum7_0_ = vec4(0.0);
    vec4 sum7_1_ = vec4(0.0);
    vec4 bias0_ = vec4(0.0);
    vec4 bias1_ = vec4(0.0);
    mat4x4 next = mat4x4(0.0);
    uint start = 0u;
    uint k = 0u;
    bool local_2 = false;
    uint k_1 = 0u;
    bool local_3 = false;
    uint member_8 = workgroup.z;
    uint number = ((workgroup.y * workgroups.x) + workgroup.x);
    uint _e11 = _group_0_binding_0_cs.chunks;
    uint chunk_1 = (number % _e11);
    uint _e15 = _group_0_binding_0_cs.chunks;
    uint tile = (number / _e15);
    uint _e19 = _group_0_binding_0_cs.columns;
    uint across = (((_e19 + SIDE) - 1u) / SIDE);
    uint first_row = ((tile / across) * SIDE);
    uint first_column = ((tile % across) * SIDE);
    uint _e34 = _group_0_binding_0_cs.rows;
    if ((first_row >= _e34)) {
        return;
    }
    if ((number == 0u)) {
        local_1 = (member_8 == 0u);
    } else {
        local_1 = false;
    }
    bool _e43 = local_1;
    if (_e43) {
        end_step(local);
    }
    uint _e46 = _group_0_binding_0_cs.chunk;
    uint first_1 = (chunk_1 * _e46);
    uint _e50 = _group_0_binding_0_cs.chunk;
    uint _e54 = _group_0_binding_0_cs.inner;
    uint end = min((first_1 + _e50), _e54);
    bool is_left_1 = (local < 128u);
    uint load = (local % 128u);
    uint load_vector = ((load / 2u) % VECTORS);
    uint load_k = (4u * ((load % 2u) + (2u * (load / 64u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e152 = block(is_left_1, member_8, load_other, (first_1 + load_k));
    next = _e152;
    start = first_1;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e754 = start;
            start = (_e754 + DEPTH);
        }
        loop_init_3 = false;
        uint _e155 = start;
        if ((_e155 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e165 = next[0];
            slab[(load_place + 0u)] = _e165;
            vec4 _e174 = next[1];
            slab[(load_place + 32u)] = _e174;
            vec4 _e183 = next[2];
            slab[(load_place + 64u)] = _e183;
            vec4 _e192 = next[3];
            slab[(load_place + 96u)] = _e192;
            memoryBarrierShared();
            barrier();
            uint _e193 = start;
            if (((_e193 + DEPTH) < end)) {
                uint _e197 = start;
                mat4x4 _e201 = block(is_left_1, member_8, load_other, ((_e197 + DEPTH) + load_k));
                next = _e201;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e703 = k;
                    k = (_e703 + 4u);
                }
                loop_init_4 = false;
                uint _e204 = k;
                if ((_e204 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e208 = k;
                    vec4 a0_0_ = slab[((((_e208 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e223 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e223) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e238 = k;
                    vec4 a0_1_ = slab[((((_e238 + 0u) * VECTORS) + row_5) + 16u)];
                    uint _e253 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e253) + 0u) * VECTORS) + column_6) + 16u)];
                    vec4 _e267 = sum0_0_;
                    sum0_0_ = (_e267 + (a0_0_.x * b0_0_));
                    vec4 _e271 = sum0_1_;
                    sum0_1_ = (_e271 + (a0_0_.x * b0_1_));
                    vec4 _e275 = sum1_0_;
                    sum1_0_ = (_e275 + (a0_0_.y * b0_0_));
                    vec4 _e279 = sum1_1_;
                    sum1_1_ = (_e279 + (a0_0_.y * b0_1_));
                    vec4 _e283 = sum2_0_;
                    sum2_0_ = (_e283 + (a0_0_.z * b0_0_));
                    vec4 _e287 = sum2_1_;
                    sum2_1_ = (_e287 + (a0_0_.z * b0_1_));
                    vec4 _e291 = sum3_0_;
                    sum3_0_ = (_e291 + (a0_0_.w * b0_0_));
                    vec4 _e295 = sum3_1_;
                    sum3_1_ = (_e295 + (a0_0_.w * b0_1_));
                    vec4 _e299 = sum4_0_;
                    sum4_0_ = (_e299 + (a0_1_.x * b0_0_));
                    vec4 _e303 = sum4_1_;
                    sum4_1_ = (_e303 + (a0_1_.x * b0_1_));
                    vec4 _e307 = sum5_0_;
                    sum5_0_ = (_e307 + (a0_1_.y * b0_0_));
                    vec4 _e311 = sum5_1_;
                    sum5_1_ = (_e311 + (a0_1_.y * b0_1_));
                    vec4 _e315 = sum6_0_;
                    sum6_0_ = (_e315 + (a0_1_.z * b0_0_));
                    vec4 _e319 = sum6_1_;
                    sum6_1_ = (_e319 + (a0_1_.z * b0_1_));
                    vec4 _e323 = sum7_0_;
                    sum7_0_ = (_e323 + (a0_1_.w * b0_0_));
                    vec4 _e327 = sum7_1_;
                    sum7_1_ = (_e327 + (a0_1_.w * b0_1_));
                    uint _e332 = k;
                    vec4 a1_0_ = slab[((((_e332 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e347 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e347) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e362 = k;
                    vec4 a1_1_ = slab[((((_e362 + 1u) * VECTORS) + row_5) + 16u)];
                    uint _e377 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e377) + 1u) * VECTORS) + column_6) + 16u)];
                    vec4 _e391 = sum0_0_;
                    sum0_0_ = (_e391 + (a1_0_.x * b1_0_));
                    vec4 _e395 = sum0_1_;
                    sum0_1_ = (_e395 + (a1_0_.x * b1_1_));
                    vec4 _e399 = sum1_0_;
                    sum1_0_ = (_e399 + (a1_0_.y * b1_0_));
                    vec4 _e403 = sum1_1_;
                    sum1_1_ = (_e403 + (a1_0_.y * b1_1_));
                    vec4 _e407 = sum2_0_;
                    sum2_0_ = (_e407 + (a1_0_.z * b1_0_));
                    vec4 _e411 = sum2_1_;
                    sum2_1_ = (_e411 + (a1_0_.z * b1_1_));
                    vec4 _e415 = sum3_0_;
                    sum3_0_ = (_e415 + (a1_0_.w * b1_0_));
                    vec4 _e419 = sum3_1_;
                    sum3_1_ = (_e419 + (a1_0_.w * b1_1_));
                    vec4 _e423 = sum4_0_;
                    sum4_0_ = (_e423 + (a1_1_.x * b1_0_));
                    vec4 _e427 = sum4_1_;
                    sum4_1_ = (_e427 + (a1_1_.x * b1_1_));
                    vec4 _e431 = sum5_0_;
                    sum5_0_ = (_e431 + (a1_1_.y * b1_0_));
                    vec4 _e435 = sum5_1_;
                    sum5_1_ = (_e435 + (a1_1_.y * b1_1_));
                    vec4 _e439 = sum6_0_;
                    sum6_0_ = (_e439 + (a1_1_.z * b1_0_));
                    vec4 _e443 = sum6_1_;
                    sum6_1_ = (_e443 + (a1_1_.z * b1_1_));
                    vec4 _e447 = sum7_0_;
                    sum7_0_ = (_e447 + (a1_1_.w * b1_0_));
                    vec4 _e451 = sum7_1_;
                    sum7_1_ = (_e451 + (a1_1_.w * b1_1_));
                    uint _e456 = k;
                    vec4 a2_0_ = slab[((((_e456 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e471 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e471) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e486 = k;
                    vec4 a2_1_ = slab[((((_e486 + 2u) * VECTORS) + row_5) + 16u)];
                    uint _e501 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e501) + 2u) * VECTORS) + column_6) + 16u)];
                    vec4 _e515 = sum0_0_;
                    sum0_0_ = (_e515 + (a2_0_.x * b2_0_));
                    vec4 _e519 = sum0_1_;
                    sum0_1_ = (_e519 + (a2_0_.x * b2_1_));
                    vec4 _e523 = sum1_0_;
                    sum1_0_ = (_e523 + (a2_0_.y * b2_0_));
                    vec4 _e527 = sum1_1_;
                    sum1_1_ = (_e527 + (a2_0_.y * b2_1_));
                    vec4 _e531 = sum2_0_;
                    sum2_0_ = (_e531 + (a2_0_.z * b2_0_));
                    vec4 _e535 = sum2_1_;
                    sum2_1_ = (_e535 + (a2_0_.z * b2_1_));
                    vec4 _e539 = sum3_0_;
                    sum3_0_ = (_e539 + (a2_0_.w * b2_0_));
                    vec4 _e543 = sum3_1_;
                    sum3_1_ = (_e543 + (a2_0_.w * b2_1_));
                    vec4 _e547 = sum4_0_;
                    sum4_0_ = (_e547 + (a2_1_.x * b2_0_));
                    vec4 _e551 = sum4_1_;
                    sum4_1_ = (_e551 + (a2_1_.x * b2_1_));
                    vec4 _e555 = sum5_0_;
                    sum5_0_ = (_e555 + (a2_1_.y * b2_0_));
                    vec4 _e559 = sum5_1_;
                    sum5_1_ = (_e559 + (a2_1_.y * b2_1_));
                    vec4 _e563 = sum6_0_;
                    sum6_0_ = (_e563 + (a2_1_.z * b2_0_));
                    vec4 _e567 = sum6_1_;
                    sum6_1_ = (_e567 + (a2_1_.z * b2_1_));
                    vec4 _e571 = sum7_0_;
                    sum7_0_ = (_e571 + (a2_1_.w * b2_0_));
                    vec4 _e575 = sum7_1_;
                    sum7_1_ = (_e575 + (a2_1_.w * b2_1_));
                    uint _e580 = k;
                    vec4 a3_0_ = slab[((((_e580 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e595 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e595) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e610 = k;
                    vec4 a3_1_ = slab[((((_e610 + 3u) * VECTORS) + row_5) + 16u)];
                    uint _e625 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e625) + 3u) * VECTORS) + column_6) + 16u)];
                    vec4 _e639 = sum0_0_;
                    sum0_0_ = (_e639 + (a3_0_.x * b3_0_));
                    vec4 _e643 = sum0_1_;
                    sum0_1_ = (_e643 + (a3_0_.x * b3_1_));
                    vec4 _e647 = sum1_0_;
                    sum1_0_ = (_e647 + (a3_0_.y * b3_0_));
                    vec4 _e651 = sum1_1_;
                    sum1_1_ = (_e651 + (a3_0_.y * b3_1_));
                    vec4 _e655 = sum2_0_;
                    sum2_0_ = (_e655 + (a3_0_.z * b3_0_));
                    vec4 _e659 = sum2_1_;
                    sum2_1_ = (_e659 + (a3_0_.z * b3_1_));
                    vec4 _e663 = sum3_0_;
                    sum3_0_ = (_e663 + (a3_0_.w * b3_0_));
                    vec4 _e667 = sum3_1_;
                    sum3_1_ = (_e667 + (a3_0_.w * b3_1_));
                    vec4 _e671 = sum4_0_;
                    sum4_0_ = (_e671 + (a3_1_.x * b3_0_));
                    vec4 _e675 = sum4_1_;
                    sum4_1_ = (_e675 + (a3_1_.x * b3_1_));
                    vec4 _e679 = sum5_0_;
                    sum5_0_ = (_e679 + (a3_1_.y * b3_0_));
                    vec4 _e683 = sum5_1_;
                    sum5_1_ = (_e683 + (a3_1_.y * b3_1_));
                    vec4 _e687 = sum6_0_;
                    sum6_0_ = (_e687 + (a3_1_.z * b3_0_));
                    vec4 _e691 = sum6_1_;
                    sum6_1_ = (_e691 + (a3_1_.z * b3_1_));
                    vec4 _e695 = sum7_0_;
                    sum7_0_ = (_e695 + (a3_1_.w * b3_0_));
                    vec4 _e699 = sum7_1_;
                    sum7_1_ = (_e699 + (a3_1_.w * b3_1_));
                }
            }
            if ((first_row == 0u)) {
                local_2 = (row_5 == 0u);
            } else {
                local_2 = false;
            }
            bool _e713 = local_2;
            if (_e713) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e752 = k_1;
                        k_1 = (_e752 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e716 = k_1;
                    if ((_e716 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e719 = bias0_;
                        uint _e722 = k_1;
                        vec4 _e733 = slab[((((DEPTH + _e722) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e719 + _e733);
                        vec4 _e735 = bias1_;
                        uint _e738 = k_1;
                        vec4 _e749 = slab[((((DEPTH + _e738) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e735 + _e749);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e769 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e769)) {
        vec4 _e779 = sum0_0_;
        put(member_8, chunk_1, row0_, (first_column + (4u * (column_6 + 0u))), _e779);
        vec4 _e788 = sum0_1_;
        put(member_8, chunk_1, row0_, (first_column + (4u * (column_6 + 16u))), _e788);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e801 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e801)) {
        vec4 _e811 = sum1_0_;
        put(member_8, chunk_1, row1_, (first_column + (4u * (column_6 + 0u))), _e811);
        vec4 _e820 = sum1_1_;
        put(member_8, chunk_1, row1_, (first_column + (4u * (column_6 + 16u))), _e820);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e833 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e833)) {
        vec4 _e843 = sum2_0_;
        put(member_8, chunk_1, row2_, (first_column + (4u * (column_6 + 0u))), _e843);
        vec4 _e852 = sum2_1_;
        put(member_8, chunk_1, row2_, (first_column + (4u * (column_6 + 16u))), _e852);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e865 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e865)) {
        vec4 _e875 = sum3_0_;
        put(member_8, chunk_1, row3_, (first_column + (4u * (column_6 + 0u))), _e875);
        vec4 _e884 = sum3_1_;
        put(member_8, chunk_1, row3_, (first_column + (4u * (column_6 + 16u))), _e884);
    }
    uint row4_ = ((first_row + (4u * (row_5 + 16u))) + 0u);
    uint _e897 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e897)) {
        vec4 _e907 = sum4_0_;
        put(member_8, chunk_1, row4_, (first_column + (4u * (column_6 + 0u))), _e907);
        vec4 _e916 = sum4_1_;
        put(member_8, chunk_1, row4_, (first_column + (4u * (column_6 + 16u))), _e916);
    }
    uint row5_ = ((first_row + (4u * (row_5 + 16u))) + 1u);
    uint _e929 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e929)) {
        vec4 _e939 = sum5_0_;
        put(member_8, chunk_1, row5_, (first_column + (4u * (column_6 + 0u))), _e939);
        vec4 _e948 = sum5_1_;
        put(member_8, chunk_1, row5_, (first_column + (4u * (column_6 + 16u))), _e948);
    }
    uint row6_ = ((first_row + (4u * (row_5 + 16u))) + 2u);
    uint _e961 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e961)) {
        vec4 _e971 = sum6_0_;
        put(member_8, chunk_1, row6_, (first_column + (4u * (column_6 + 0u))), _e971);
        vec4 _e980 = sum6_1_;
        put(member_8, chunk_1, row6_, (first_column + (4u * (column_6 + 16u))), _e980);
    }
    uint row7_ = ((first_row + (4u * (row_5 + 16u))) + 3u);
    uint _e993 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e993)) {
        vec4 _e1003 = sum7_0_;
        put(member_8, chunk_1, row7_, (first_column + (4u * (column_6 + 0u))), _e1003);
        vec4 _e1012 = sum7_1_;
        put(member_8, chunk_1, row7_, (first_column + (4u * (column_6 + 16u))), _e1012);
    }
    if ((first_row == 0u)) {
        local_3 = (row_5 == 0u);
    } else {
        local_3 = false;
    }
    bool _e1020 = local_3;
    if (_e1020) {
        uint _e1023 = _group_0_binding_0_cs.rows;
        vec4 _e1032 = bias0_;
        put(member_8, chunk_1, _e1023, (first_column + (4u * (column_6 + 0u))), _e1032);
        uint _e1035 = _group_0_binding_0_cs.rows;
        vec4 _e1044 = bias1_;
        put(member_8, chunk_1, _e1035, (first_column + (4u * (column_6 + 16u))), _e1044);
        return;
    } else {
        return;
    }
}

