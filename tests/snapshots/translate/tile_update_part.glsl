#version 310 es

precision highp float;
precision highp int;

layout(local_size_x = 64, local_size_y = 1, local_size_z = 1) in;

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
const uint WORKGROUP = 64u;
const uint SIDE = 32u;
const uint DEPTH = 16u;
const uint VECTORS = 8u;
const uint SPAN = 8u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_5_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_5_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) buffer type_5_block_3Compute { vec4 _group_0_binding_6_cs[]; };

shared vec4 slab[256];


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

uint partial_place(uint member_1, uint chunk, uint row_1, uint column_1) {
    uint _e6 = _group_0_binding_0_cs.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = _group_0_binding_0_cs.chunks;
    uint _e20 = _group_0_binding_0_cs.operands[3].pitch;
    return (((((((member_1 * _e11) + chunk) * rows) + row_1) * _e20) + column_1) / 4u);
}

mat4x4 left_square(uint member_2, uint row_2, uint column_2) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_2) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows_1, uvec4(((column_2 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_2, 0u, min(column_2, (operand.pitch - 4u)));
    uint start_1 = (_e34 / 4u);
    uvec4 place = (uvec4(start_1) + (min(rows_1, uvec4((count - 1u))) * (operand.pitch / 4u)));
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

mat4x4 right_square(uint member_4, uint row_3, uint column_3) {
    Tensor operand_1 = _group_0_binding_0_cs.operands[1];
    uint _e9 = _group_0_binding_0_cs.columns;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_2 = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there_1 = lessThan(rows_2, uvec4(((column_3 < operand_1.pitch) ? count_1 : 0u)));
    uint _e34 = at(1u, member_4, 0u, min(column_3, (operand_1.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_2) + (min(rows_2, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
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

void put(uint member_7, uint chunk_1, uint row_4, uint column_4, vec4 sum) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_4 < _e9)) {
        uint _e12 = partial_place(member_7, chunk_1, row_4, column_4);
        _group_0_binding_6_cs[_e12] = sum;
        return;
    } else {
        return;
    }
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uvec3 workgroups = gl_NumWorkGroups;
    uint local = gl_LocalInvocationIndex;
    vec4 sum0_0_ = vec4(0.0);
    vec4 sum1_0_ = vec4(0.0);
    vec4 sum2_0_ = vec4(0.0);
    vec4 sum3_0_ = vec4(0.0);
    vec4 bias0_ = vec4(0.0);
    mat4x4 next = mat4x4(0.0);
    uint start = 0u;
    uint k = 0u;
    bool local_1 = false;
    uint k_1 = 0u;
    bool local_2 = false;
    uint member_8 = workgroup.z;
    uint number = ((workgroup.y * workgroups.x) + workgroup.x);
    uint _e11 = _group_0_binding_0_cs.chunks;
    uint chunk_2 = (number % _e11);
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
    uint _e38 = _group_0_binding_0_cs.chunk;
    uint first = (chunk_2 * _e38);
    uint _e42 = _group_0_binding_0_cs.chunk;
    uint _e46 = _group_0_binding_0_cs.inner;
    uint end = min((first + _e42), _e46);
    bool is_left_1 = (local < 32u);
    uint load = (local % 32u);
    uint load_vector = ((load / 2u) % VECTORS);
    uint load_k = (4u * ((load % 2u) + (2u * (load / 16u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = (local / SPAN);
    uint column_5 = (local % SPAN);
    mat4x4 _e105 = block(is_left_1, member_8, load_other, (first + load_k));
    next = _e105;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e379 = start;
            start = (_e379 + DEPTH);
        }
        loop_init = false;
        uint _e108 = start;
        if ((_e108 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e118 = next[0];
            slab[(load_place + 0u)] = _e118;
            vec4 _e127 = next[1];
            slab[(load_place + 8u)] = _e127;
            vec4 _e136 = next[2];
            slab[(load_place + 16u)] = _e136;
            vec4 _e145 = next[3];
            slab[(load_place + 24u)] = _e145;
            memoryBarrierShared();
            barrier();
            uint _e146 = start;
            if (((_e146 + DEPTH) < end)) {
                uint _e150 = start;
                mat4x4 _e154 = block(is_left_1, member_8, load_other, ((_e150 + DEPTH) + load_k));
                next = _e154;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e344 = k;
                    k = (_e344 + 4u);
                }
                loop_init_1 = false;
                uint _e157 = k;
                if ((_e157 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e161 = k;
                    vec4 a0_0_ = slab[((((_e161 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e176 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e176) + 0u) * VECTORS) + column_5) + 0u)];
                    vec4 _e190 = sum0_0_;
                    sum0_0_ = (_e190 + (a0_0_.x * b0_0_));
                    vec4 _e194 = sum1_0_;
                    sum1_0_ = (_e194 + (a0_0_.y * b0_0_));
                    vec4 _e198 = sum2_0_;
                    sum2_0_ = (_e198 + (a0_0_.z * b0_0_));
                    vec4 _e202 = sum3_0_;
                    sum3_0_ = (_e202 + (a0_0_.w * b0_0_));
                    uint _e207 = k;
                    vec4 a1_0_ = slab[((((_e207 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e222 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e222) + 1u) * VECTORS) + column_5) + 0u)];
                    vec4 _e236 = sum0_0_;
                    sum0_0_ = (_e236 + (a1_0_.x * b1_0_));
                    vec4 _e240 = sum1_0_;
                    sum1_0_ = (_e240 + (a1_0_.y * b1_0_));
                    vec4 _e244 = sum2_0_;
                    sum2_0_ = (_e244 + (a1_0_.z * b1_0_));
                    vec4 _e248 = sum3_0_;
                    sum3_0_ = (_e248 + (a1_0_.w * b1_0_));
                    uint _e253 = k;
                    vec4 a2_0_ = slab[((((_e253 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e268 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e268) + 2u) * VECTORS) + column_5) + 0u)];
                    vec4 _e282 = sum0_0_;
                    sum0_0_ = (_e282 + (a2_0_.x * b2_0_));
                    vec4 _e286 = sum1_0_;
                    sum1_0_ = (_e286 + (a2_0_.y * b2_0_));
                    vec4 _e290 = sum2_0_;
                    sum2_0_ = (_e290 + (a2_0_.z * b2_0_));
                    vec4 _e294 = sum3_0_;
                    sum3_0_ = (_e294 + (a2_0_.w * b2_0_));
                    uint _e299 = k;
                    vec4 a3_0_ = slab[((((_e299 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e314 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e314) + 3u) * VECTORS) + column_5) + 0u)];
                    vec4 _e328 = sum0_0_;
                    sum0_0_ = (_e328 + (a3_0_.x * b3_0_));
                    vec4 _e332 = sum1_0_;
                    sum1_0_ = (_e332 + (a3_0_.y * b3_0_));
                    vec4 _e336 = sum2_0_;
                    sum2_0_ = (_e336 + (a3_0_.z * b3_0_));
                    vec4 _e340 = sum3_0_;
                    sum3_0_ = (_e340 + (a3_0_.w * b3_0_));
                }
            }
            if ((first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e354 = local_1;
            if (_e354) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e377 = k_1;
                        k_1 = (_e377 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e357 = k_1;
                    if ((_e357 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e360 = bias0_;
                        uint _e363 = k_1;
                        vec4 _e374 = slab[((((DEPTH + _e363) * VECTORS) + column_5) + 0u)];
                        bias0_ = (_e360 + _e374);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e394 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e394)) {
        vec4 _e404 = sum0_0_;
        put(member_8, chunk_2, row0_, (first_column + (4u * (column_5 + 0u))), _e404);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e417 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e417)) {
        vec4 _e427 = sum1_0_;
        put(member_8, chunk_2, row1_, (first_column + (4u * (column_5 + 0u))), _e427);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e440 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e440)) {
        vec4 _e450 = sum2_0_;
        put(member_8, chunk_2, row2_, (first_column + (4u * (column_5 + 0u))), _e450);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e463 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e463)) {
        vec4 _e473 = sum3_0_;
        put(member_8, chunk_2, row3_, (first_column + (4u * (column_5 + 0u))), _e473);
    }
    if ((first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e481 = local_2;
    if (_e481) {
        uint _e484 = _group_0_binding_0_cs.rows;
        vec4 _e493 = bias0_;
        put(member_8, chunk_2, _e484, (first_column + (4u * (column_5 + 0u))), _e493);
        return;
    } else {
        return;
    }
}

