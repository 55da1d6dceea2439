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
const bool LEFT_ROWS_ARE_TERMS = false;
const bool RIGHT_ROWS_ARE_TERMS = true;
const uint BIAS_ROWS = 0u;
const uint WORKGROUP = 64u;
const uint SIDE = 32u;
const uint DEPTH = 16u;
const uint VECTORS = 8u;
const uint SPAN = 8u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_6_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_6_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_6_block_3Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_6_block_4Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 4) readonly buffer type_8_block_5Compute { uint _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_8_block_6Compute { uint _group_0_binding_6_cs[]; };

shared vec4 slab[256];


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

float activation(float a) {
    float e = exp(-(abs(a)));
    return (((a >= 0.0) ? 1.0 : e) / (1.0 + e));
}

vec4 left(uint i) {
    vec4 _e3 = _group_0_binding_1_cs[i];
    return _e3;
}

vec4 right(uint i_1) {
    vec4 _e3 = _group_0_binding_2_cs[i_1];
    return _e3;
}

vec4 outputs(uint member_1, uint column_1, vec4 sum) {
    uint _e6 = at(2u, member_1, 0u, column_1);
    vec4 _e10 = _group_0_binding_3_cs[(_e6 / 4u)];
    vec4 a_1 = (sum + _e10);
    float _e13 = activation(a_1.x);
    float _e15 = activation(a_1.y);
    float _e17 = activation(a_1.z);
    float _e19 = activation(a_1.w);
    return vec4(_e13, _e15, _e17, _e19);
}

vec4 within(uint column_2, vec4 value) {
    uvec4 columns = (uvec4(column_2) + uvec4(0u, 1u, 2u, 3u));
    uint _e13 = _group_0_binding_0_cs.columns;
    return mix(vec4(0.0), value, lessThan(columns, uvec4(_e13)));
}

void finish(uint member_2, uint row_1, uint column_3, vec4 sum_1) {
    uint _e6 = at(3u, member_2, row_1, column_3);
    vec4 _e10 = outputs(member_2, column_3, sum_1);
    vec4 _e11 = within(column_3, _e10);
    _group_0_binding_4_cs[(_e6 / 4u)] = _e11;
    return;
}

uint sample_row(uint member_3, uint row_2) {
    uint _e7 = _group_0_binding_6_cs[0];
    uint _e9 = at(4u, member_3, 0u, (_e7 + row_2));
    uint _e11 = _group_0_binding_5_cs[_e9];
    return _e11;
}

mat4x4 left_square(uint member_4, uint row_3, uint column_4) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_4 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_4, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_1 = (_e34 / 4u);
    uvec4 nearest = min(rows, uvec4((count - 1u)));
    uint _e45 = sample_row(member_4, nearest.x);
    uint _e47 = sample_row(member_4, nearest.y);
    uint _e49 = sample_row(member_4, nearest.z);
    uint _e51 = sample_row(member_4, nearest.w);
    uvec4 place = (uvec4(start_1) + ((operand.pitch / 4u) * uvec4(_e45, _e47, _e49, _e51)));
    vec4 _e59 = left(place.x);
    vec4 _e65 = left(place.y);
    vec4 _e71 = left(place.z);
    vec4 _e77 = left(place.w);
    return mat4x4((there.x ? _e59 : vec4(0.0)), (there.y ? _e65 : vec4(0.0)), (there.z ? _e71 : vec4(0.0)), (there.w ? _e77 : vec4(0.0)));
}

mat4x4 left_block(uint member_5, uint other, uint k_1) {
    if (LEFT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = left_square(member_5, k_1, other);
        return _e4;
    }
    mat4x4 _e5 = left_square(member_5, other, k_1);
    return transpose(_e5);
}

mat4x4 right_square(uint member_6, uint row_4, uint column_5) {
    Tensor operand_1 = _group_0_binding_0_cs.operands[1];
    uint _e9 = _group_0_binding_0_cs.columns;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_4) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there_1 = lessThan(rows_1, uvec4(((column_5 < operand_1.pitch) ? count_1 : 0u)));
    uint _e34 = at(1u, member_6, 0u, min(column_5, (operand_1.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_2) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
    vec4 _e50 = right(place_1.x);
    vec4 _e56 = right(place_1.y);
    vec4 _e62 = right(place_1.z);
    vec4 _e68 = right(place_1.w);
    return mat4x4((there_1.x ? _e50 : vec4(0.0)), (there_1.y ? _e56 : vec4(0.0)), (there_1.z ? _e62 : vec4(0.0)), (there_1.w ? _e68 : vec4(0.0)));
}

mat4x4 right_block(uint member_7, uint other_1, uint k_2) {
    if (RIGHT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = right_square(member_7, k_2, other_1);
        return _e4;
    }
    mat4x4 _e5 = right_square(member_7, other_1, k_2);
    return transpose(_e5);
}

mat4x4 block(bool is_left, uint member_8, uint other_2, uint k_3) {
    if (is_left) {
        mat4x4 _e4 = left_block(member_8, other_2, k_3);
        return _e4;
    }
    mat4x4 _e5 = right_block(member_8, other_2, k_3);
    return _e5;
}

void put(uint member_9, uint chunk, uint row_5, uint column_6, vec4 sum_2) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_6 < _e9)) {
        finish(member_9, row_5, column_6, sum_2);
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
    mat4x4 next = mat4x4(0.0);
    uint start = 0u;
    uint k = 0u;
    uint member_10 = workgroup.z;
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
    uint _e38 = _group_0_binding_0_cs.chunk;
    uint first = (chunk_1 * _e38);
    uint _e42 = _group_0_binding_0_cs.chunk;
    uint _e46 = _group_0_binding_0_cs.inner;
    uint end = min((first + _e42), _e46);
    bool is_left_1 = (local < 32u);
    uint load = (local % 32u);
    uint load_vector = ((load / 2u) % VECTORS);
    uint load_k = (4u * ((load % 2u) + (2u * (load / 16u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_6 = (local / SPAN);
    uint column_7 = (local % SPAN);
    mat4x4 _e102 = block(is_left_1, member_10, load_other, (first + load_k));
    next = _e102;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e344 = start;
            start = (_e344 + DEPTH);
        }
        loop_init = false;
        uint _e105 = start;
        if ((_e105 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e115 = next[0];
            slab[(load_place + 0u)] = _e115;
            vec4 _e124 = next[1];
            slab[(load_place + 8u)] = _e124;
            vec4 _e133 = next[2];
            slab[(load_place + 16u)] = _e133;
            vec4 _e142 = next[3];
            slab[(load_place + 24u)] = _e142;
            memoryBarrierShared();
            barrier();
            uint _e143 = start;
            if (((_e143 + DEPTH) < end)) {
                uint _e147 = start;
                mat4x4 _e151 = block(is_left_1, member_10, load_other, ((_e147 + DEPTH) + load_k));
                next = _e151;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e341 = k;
                    k = (_e341 + 4u);
                }
                loop_init_1 = false;
                uint _e154 = k;
                if ((_e154 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e158 = k;
                    vec4 a0_0_ = slab[((((_e158 + 0u) * VECTORS) + row_6) + 0u)];
                    uint _e173 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e173) + 0u) * VECTORS) + column_7) + 0u)];
                    vec4 _e187 = sum0_0_;
                    sum0_0_ = (_e187 + (a0_0_.x * b0_0_));
                    vec4 _e191 = sum1_0_;
                    sum1_0_ = (_e191 + (a0_0_.y * b0_0_));
                    vec4 _e195 = sum2_0_;
                    sum2_0_ = (_e195 + (a0_0_.z * b0_0_));
                    vec4 _e199 = sum3_0_;
                    sum3_0_ = (_e199 + (a0_0_.w * b0_0_));
                    uint _e204 = k;
                    vec4 a1_0_ = slab[((((_e204 + 1u) * VECTORS) + row_6) + 0u)];
                    uint _e219 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e219) + 1u) * VECTORS) + column_7) + 0u)];
                    vec4 _e233 = sum0_0_;
                    sum0_0_ = (_e233 + (a1_0_.x * b1_0_));
                    vec4 _e237 = sum1_0_;
                    sum1_0_ = (_e237 + (a1_0_.y * b1_0_));
                    vec4 _e241 = sum2_0_;
                    sum2_0_ = (_e241 + (a1_0_.z * b1_0_));
                    vec4 _e245 = sum3_0_;
                    sum3_0_ = (_e245 + (a1_0_.w * b1_0_));
                    uint _e250 = k;
                    vec4 a2_0_ = slab[((((_e250 + 2u) * VECTORS) + row_6) + 0u)];
                    uint _e265 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e265) + 2u) * VECTORS) + column_7) + 0u)];
                    vec4 _e279 = sum0_0_;
                    sum0_0_ = (_e279 + (a2_0_.x * b2_0_));
                    vec4 _e283 = sum1_0_;
                    sum1_0_ = (_e283 + (a2_0_.y * b2_0_));
                    vec4 _e287 = sum2_0_;
                    sum2_0_ = (_e287 + (a2_0_.z * b2_0_));
                    vec4 _e291 = sum3_0_;
                    sum3_0_ = (_e291 + (a2_0_.w * b2_0_));
                    uint _e296 = k;
                    vec4 a3_0_ = slab[((((_e296 + 3u) * VECTORS) + row_6) + 0u)];
                    uint _e311 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e311) + 3u) * VECTORS) + column_7) + 0u)];
                    vec4 _e325 = sum0_0_;
                    sum0_0_ = (_e325 + (a3_0_.x * b3_0_));
                    vec4 _e329 = sum1_0_;
                    sum1_0_ = (_e329 + (a3_0_.y * b3_0_));
                    vec4 _e333 = sum2_0_;
                    sum2_0_ = (_e333 + (a3_0_.z * b3_0_));
                    vec4 _e337 = sum3_0_;
                    sum3_0_ = (_e337 + (a3_0_.w * b3_0_));
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_6 + 0u))) + 0u);
    uint _e359 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e359)) {
        vec4 _e369 = sum0_0_;
        put(member_10, chunk_1, row0_, (first_column + (4u * (column_7 + 0u))), _e369);
    }
    uint row1_ = ((first_row + (4u * (row_6 + 0u))) + 1u);
    uint _e382 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e382)) {
        vec4 _e392 = sum1_0_;
        put(member_10, chunk_1, row1_, (first_column + (4u * (column_7 + 0u))), _e392);
    }
    uint row2_ = ((first_row + (4u * (row_6 + 0u))) + 2u);
    uint _e405 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e405)) {
        vec4 _e415 = sum2_0_;
        put(member_10, chunk_1, row2_, (first_column + (4u * (column_7 + 0u))), _e415);
    }
    uint row3_ = ((first_row + (4u * (row_6 + 0u))) + 3u);
    uint _e428 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e428)) {
        vec4 _e438 = sum3_0_;
        put(member_10, chunk_1, row3_, (first_column + (4u * (column_7 + 0u))), _e438);
        return;
    } else {
        return;
    }
}

