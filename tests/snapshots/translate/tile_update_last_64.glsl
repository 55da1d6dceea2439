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
const uint SIDE = 64u;
const uint DEPTH = 32u;
const uint VECTORS = 16u;
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
    vec4 sum1_0_ = vec4(0.0);
    vec4 sum2_0_ = vec4(0.0);
    vec4 sum3_0_ = vec4(0.0);
    vec4 bias0_ = vec4(0.0);
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
    uint load_k = (4u * ((load % 2u) + (2u * (load / 32u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e113 = block(is_left_1, member_8, load_other, (first_1 + load_k));
    next = _e113;
    start = first_1;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e387 = start;
            start = (_e387 + DEPTH);
        }
        loop_init_3 = false;
        uint _e116 = start;
        if ((_e116 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e126 = next[0];
            slab[(load_place + 0u)] = _e126;
            vec4 _e135 = next[1];
            slab[(load_place + 16u)] = _e135;
            vec4 _e144 = next[2];
            slab[(load_place + 32u)] = _e144;
            vec4 _e153 = next[3];
            slab[(load_place + 48u)] = _e153;
            memoryBarrierShared();
            barrier();
            uint _e154 = start;
            if (((_e154 + DEPTH) < end)) {
                uint _e158 = start;
                mat4x4 _e162 = block(is_left_1, member_8, load_other, ((_e158 + DEPTH) + load_k));
                next = _e162;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e352 = k;
                    k = (_e352 + 4u);
                }
                loop_init_4 = false;
                uint _e165 = k;
                if ((_e165 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e169 = k;
                    vec4 a0_0_ = slab[((((_e169 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e184 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e184) + 0u) * VECTORS) + column_6) + 0u)];
                    vec4 _e198 = sum0_0_;
                    sum0_0_ = (_e198 + (a0_0_.x * b0_0_));
                    vec4 _e202 = sum1_0_;
                    sum1_0_ = (_e202 + (a0_0_.y * b0_0_));
                    vec4 _e206 = sum2_0_;
                    sum2_0_ = (_e206 + (a0_0_.z * b0_0_));
                    vec4 _e210 = sum3_0_;
                    sum3_0_ = (_e210 + (a0_0_.w * b0_0_));
                    uint _e215 = k;
                    vec4 a1_0_ = slab[((((_e215 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e230 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e230) + 1u) * VECTORS) + column_6) + 0u)];
                    vec4 _e244 = sum0_0_;
                    sum0_0_ = (_e244 + (a1_0_.x * b1_0_));
                    vec4 _e248 = sum1_0_;
                    sum1_0_ = (_e248 + (a1_0_.y * b1_0_));
                    vec4 _e252 = sum2_0_;
                    sum2_0_ = (_e252 + (a1_0_.z * b1_0_));
                    vec4 _e256 = sum3_0_;
                    sum3_0_ = (_e256 + (a1_0_.w * b1_0_));
                    uint _e261 = k;
                    vec4 a2_0_ = slab[((((_e261 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e276 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e276) + 2u) * VECTORS) + column_6) + 0u)];
                    vec4 _e290 = sum0_0_;
                    sum0_0_ = (_e290 + (a2_0_.x * b2_0_));
                    vec4 _e294 = sum1_0_;
                    sum1_0_ = (_e294 + (a2_0_.y * b2_0_));
                    vec4 _e298 = sum2_0_;
                    sum2_0_ = (_e298 + (a2_0_.z * b2_0_));
                    vec4 _e302 = sum3_0_;
                    sum3_0_ = (_e302 + (a2_0_.w * b2_0_));
                    uint _e307 = k;
                    vec4 a3_0_ = slab[((((_e307 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e322 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e322) + 3u) * VECTORS) + column_6) + 0u)];
                    vec4 _e336 = sum0_0_;
                    sum0_0_ = (_e336 + (a3_0_.x * b3_0_));
                    vec4 _e340 = sum1_0_;
                    sum1_0_ = (_e340 + (a3_0_.y * b3_0_));
                    vec4 _e344 = sum2_0_;
                    sum2_0_ = (_e344 + (a3_0_.z * b3_0_));
                    vec4 _e348 = sum3_0_;
                    sum3_0_ = (_e348 + (a3_0_.w * b3_0_));
                }
            }
            if ((first_row == 0u)) {
                local_2 = (row_5 == 0u);
            } else {
                local_2 = false;
            }
            bool _e362 = local_2;
            if (_e362) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e385 = k_1;
                        k_1 = (_e385 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e365 = k_1;
                    if ((_e365 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e368 = bias0_;
                        uint _e371 = k_1;
                        vec4 _e382 = slab[((((DEPTH + _e371) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e368 + _e382);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e402 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e402)) {
        vec4 _e412 = sum0_0_;
        put(member_8, chunk_1, row0_, (first_column + (4u * (column_6 + 0u))), _e412);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e425 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e425)) {
        vec4 _e435 = sum1_0_;
        put(member_8, chunk_1, row1_, (first_column + (4u * (column_6 + 0u))), _e435);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e448 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e448)) {
        vec4 _e458 = sum2_0_;
        put(member_8, chunk_1, row2_, (first_column + (4u * (column_6 + 0u))), _e458);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e471 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e471)) {
        vec4 _e481 = sum3_0_;
        put(member_8, chunk_1, row3_, (first_column + (4u * (column_6 + 0u))), _e481);
    }
    if ((first_row == 0u)) {
        local_3 = (row_5 == 0u);
    } else {
        local_3 = false;
    }
    bool _e489 = local_3;
    if (_e489) {
        uint _e492 = _group_0_binding_0_cs.rows;
        vec4 _e501 = bias0_;
        put(member_8, chunk_1, _e492, (first_column + (4u * (column_6 + 0u))), _e501);
        return;
    } else {
        return;
    }
}

