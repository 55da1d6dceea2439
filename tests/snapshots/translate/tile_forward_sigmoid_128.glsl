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
const bool LEFT_ROWS_ARE_TERMS = false;
const bool RIGHT_ROWS_ARE_TERMS = true;
const uint BIAS_ROWS = 0u;
const uint WORKGROUP = 256u;
const uint SIDE = 128u;
const uint DEPTH = 16u;
const uint VECTORS = 32u;
const uint SPAN = 16u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_6_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_6_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) readonly buffer type_6_block_3Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 3) buffer type_6_block_4Compute { vec4 _group_0_binding_4_cs[]; };

shared vec4 slab[1024];


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

mat4x4 left_square(uint member_3, uint row_2, uint column_4) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_2) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_4 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_3, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_1 = (_e34 / 4u);
    uvec4 place = (uvec4(start_1) + (min(rows, uvec4((count - 1u))) * (operand.pitch / 4u)));
    vec4 _e50 = left(place.x);
    vec4 _e56 = left(place.y);
    vec4 _e62 = left(place.z);
    vec4 _e68 = left(place.w);
    return mat4x4((there.x ? _e50 : vec4(0.0)), (there.y ? _e56 : vec4(0.0)), (there.z ? _e62 : vec4(0.0)), (there.w ? _e68 : vec4(0.0)));
}

mat4x4 left_block(uint member_4, uint other, uint k_1) {
    if (LEFT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = left_square(member_4, k_1, other);
        return _e4;
    }
    mat4x4 _e5 = left_square(member_4, other, k_1);
    return transpose(_e5);
}

mat4x4 right_square(uint member_5, uint row_3, uint column_5) {
    Tensor operand_1 = _group_0_binding_0_cs.operands[1];
    uint _e9 = _group_0_binding_0_cs.columns;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there_1 = lessThan(rows_1, uvec4(((column_5 < operand_1.pitch) ? count_1 : 0u)));
    uint _e34 = at(1u, member_5, 0u, min(column_5, (operand_1.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_2) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
    vec4 _e50 = right(place_1.x);
    vec4 _e56 = right(place_1.y);
    vec4 _e62 = right(place_1.z);
    vec4 _e68 = right(place_1.w);
    return mat4x4((there_1.x ? _e50 : vec4(0.0)), (there_1.y ? _e56 : vec4(0.0)), (there_1.z ? _e62 : vec4(0.0)), (there_1.w ? _e68 : vec4(0.0)));
}

mat4x4 right_block(uint member_6, uint other_1, uint k_2) {
    if (RIGHT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = right_square(member_6, k_2, other_1);
        return _e4;
    }
    mat4x4 _e5 = right_square(member_6, other_1, k_2);
    return transpose(_e5);
}

mat4x4 block(bool is_left, uint member_7, uint other_2, uint k_3) {
    if (is_left) {
        mat4x4 _e4 = left_block(member_7, other_2, k_3);
        return _e4;
    }
    mat4x4 _e5 = right_block(member_7, other_2, k_3);
    return _e5;
}

void put(uint member_8, uint chunk, uint row_4, uint column_6, vec4 sum_2) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_6 < _e9)) {
        finish(member_8, row_4, column_6, sum_2);
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
    mat4x4 next = mat4x4(0.0);
    uint start = 0u;
    uint k = 0u;
    uint member_9 = workgroup.z;
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
    bool is_left_1 = (local < 128u);
    uint load = (local % 128u);
    uint load_vector = ((load / 2u) % VECTORS);
    uint load_k = (4u * ((load % 2u) + (2u * (load / 64u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = (local / SPAN);
    uint column_7 = (local % SPAN);
    mat4x4 _e138 = block(is_left_1, member_9, load_other, (first + load_k));
    next = _e138;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e692 = start;
            start = (_e692 + DEPTH);
        }
        loop_init = false;
        uint _e141 = start;
        if ((_e141 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e151 = next[0];
            slab[(load_place + 0u)] = _e151;
            vec4 _e160 = next[1];
            slab[(load_place + 32u)] = _e160;
            vec4 _e169 = next[2];
            slab[(load_place + 64u)] = _e169;
            vec4 _e178 = next[3];
            slab[(load_place + 96u)] = _e178;
            memoryBarrierShared();
            barrier();
            uint _e179 = start;
            if (((_e179 + DEPTH) < end)) {
                uint _e183 = start;
                mat4x4 _e187 = block(is_left_1, member_9, load_other, ((_e183 + DEPTH) + load_k));
                next = _e187;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e689 = k;
                    k = (_e689 + 4u);
                }
                loop_init_1 = false;
                uint _e190 = k;
                if ((_e190 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e194 = k;
                    vec4 a0_0_ = slab[((((_e194 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e209 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e209) + 0u) * VECTORS) + column_7) + 0u)];
                    uint _e224 = k;
                    vec4 a0_1_ = slab[((((_e224 + 0u) * VECTORS) + row_5) + 16u)];
                    uint _e239 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e239) + 0u) * VECTORS) + column_7) + 16u)];
                    vec4 _e253 = sum0_0_;
                    sum0_0_ = (_e253 + (a0_0_.x * b0_0_));
                    vec4 _e257 = sum0_1_;
                    sum0_1_ = (_e257 + (a0_0_.x * b0_1_));
                    vec4 _e261 = sum1_0_;
                    sum1_0_ = (_e261 + (a0_0_.y * b0_0_));
                    vec4 _e265 = sum1_1_;
                    sum1_1_ = (_e265 + (a0_0_.y * b0_1_));
                    vec4 _e269 = sum2_0_;
                    sum2_0_ = (_e269 + (a0_0_.z * b0_0_));
                    vec4 _e273 = sum2_1_;
                    sum2_1_ = (_e273 + (a0_0_.z * b0_1_));
                    vec4 _e277 = sum3_0_;
                    sum3_0_ = (_e277 + (a0_0_.w * b0_0_));
                    vec4 _e281 = sum3_1_;
                    sum3_1_ = (_e281 + (a0_0_.w * b0_1_));
                    vec4 _e285 = sum4_0_;
                    sum4_0_ = (_e285 + (a0_1_.x * b0_0_));
                    vec4 _e289 = sum4_1_;
                    sum4_1_ = (_e289 + (a0_1_.x * b0_1_));
                    vec4 _e293 = sum5_0_;
                    sum5_0_ = (_e293 + (a0_1_.y * b0_0_));
                    vec4 _e297 = sum5_1_;
                    sum5_1_ = (_e297 + (a0_1_.y * b0_1_));
                    vec4 _e301 = sum6_0_;
                    sum6_0_ = (_e301 + (a0_1_.z * b0_0_));
                    vec4 _e305 = sum6_1_;
                    sum6_1_ = (_e305 + (a0_1_.z * b0_1_));
                    vec4 _e309 = sum7_0_;
                    sum7_0_ = (_e309 + (a0_1_.w * b0_0_));
                    vec4 _e313 = sum7_1_;
                    sum7_1_ = (_e313 + (a0_1_.w * b0_1_));
                    uint _e318 = k;
                    vec4 a1_0_ = slab[((((_e318 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e333 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e333) + 1u) * VECTORS) + column_7) + 0u)];
                    uint _e348 = k;
                    vec4 a1_1_ = slab[((((_e348 + 1u) * VECTORS) + row_5) + 16u)];
                    uint _e363 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e363) + 1u) * VECTORS) + column_7) + 16u)];
                    vec4 _e377 = sum0_0_;
                    sum0_0_ = (_e377 + (a1_0_.x * b1_0_));
                    vec4 _e381 = sum0_1_;
                    sum0_1_ = (_e381 + (a1_0_.x * b1_1_));
                    vec4 _e385 = sum1_0_;
                    sum1_0_ = (_e385 + (a1_0_.y * b1_0_));
                    vec4 _e389 = sum1_1_;
                    sum1_1_ = (_e389 + (a1_0_.y * b1_1_));
                    vec4 _e393 = sum2_0_;
                    sum2_0_ = (_e393 + (a1_0_.z * b1_0_));
                    vec4 _e397 = sum2_1_;
                    sum2_1_ = (_e397 + (a1_0_.z * b1_1_));
                    vec4 _e401 = sum3_0_;
                    sum3_0_ = (_e401 + (a1_0_.w * b1_0_));
                    vec4 _e405 = sum3_1_;
                    sum3_1_ = (_e405 + (a1_0_.w * b1_1_));
                    vec4 _e409 = sum4_0_;
                    sum4_0_ = (_e409 + (a1_1_.x * b1_0_));
                    vec4 _e413 = sum4_1_;
                    sum4_1_ = (_e413 + (a1_1_.x * b1_1_));
                    vec4 _e417 = sum5_0_;
                    sum5_0_ = (_e417 + (a1_1_.y * b1_0_));
                    vec4 _e421 = sum5_1_;
                    sum5_1_ = (_e421 + (a1_1_.y * b1_1_));
                    vec4 _e425 = sum6_0_;
                    sum6_0_ = (_e425 + (a1_1_.z * b1_0_));
                    vec4 _e429 = sum6_1_;
                    sum6_1_ = (_e429 + (a1_1_.z * b1_1_));
                    vec4 _e433 = sum7_0_;
                    sum7_0_ = (_e433 + (a1_1_.w * b1_0_));
                    vec4 _e437 = sum7_1_;
                    sum7_1_ = (_e437 + (a1_1_.w * b1_1_));
                    uint _e442 = k;
                    vec4 a2_0_ = slab[((((_e442 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e457 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e457) + 2u) * VECTORS) + column_7) + 0u)];
                    uint _e472 = k;
                    vec4 a2_1_ = slab[((((_e472 + 2u) * VECTORS) + row_5) + 16u)];
                    uint _e487 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e487) + 2u) * VECTORS) + column_7) + 16u)];
                    vec4 _e501 = sum0_0_;
                    sum0_0_ = (_e501 + (a2_0_.x * b2_0_));
                    vec4 _e505 = sum0_1_;
                    sum0_1_ = (_e505 + (a2_0_.x * b2_1_));
                    vec4 _e509 = sum1_0_;
                    sum1_0_ = (_e509 + (a2_0_.y * b2_0_));
                    vec4 _e513 = sum1_1_;
                    sum1_1_ = (_e513 + (a2_0_.y * b2_1_));
                    vec4 _e517 = sum2_0_;
                    sum2_0_ = (_e517 + (a2_0_.z * b2_0_));
                    vec4 _e521 = sum2_1_;
                    sum2_1_ = (_e521 + (a2_0_.z * b2_1_));
                    vec4 _e525 = sum3_0_;
                    sum3_0_ = (_e525 + (a2_0_.w * b2_0_));
                    vec4 _e529 = sum3_1_;
                    sum3_1_ = (_e529 + (a2_0_.w * b2_1_));
                    vec4 _e533 = sum4_0_;
                    sum4_0_ = (_e533 + (a2_1_.x * b2_0_));
                    vec4 _e537 = sum4_1_;
                    sum4_1_ = (_e537 + (a2_1_.x * b2_1_));
                    vec4 _e541 = sum5_0_;
                    sum5_0_ = (_e541 + (a2_1_.y * b2_0_));
                    vec4 _e545 = sum5_1_;
                    sum5_1_ = (_e545 + (a2_1_.y * b2_1_));
                    vec4 _e549 = sum6_0_;
                    sum6_0_ = (_e549 + (a2_1_.z * b2_0_));
                    vec4 _e553 = sum6_1_;
                    sum6_1_ = (_e553 + (a2_1_.z * b2_1_));
                    vec4 _e557 = sum7_0_;
                    sum7_0_ = (_e557 + (a2_1_.w * b2_0_));
                    vec4 _e561 = sum7_1_;
                    sum7_1_ = (_e561 + (a2_1_.w * b2_1_));
                    uint _e566 = k;
                    vec4 a3_0_ = slab[((((_e566 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e581 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e581) + 3u) * VECTORS) + column_7) + 0u)];
                    uint _e596 = k;
                    vec4 a3_1_ = slab[((((_e596 + 3u) * VECTORS) + row_5) + 16u)];
                    uint _e611 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e611) + 3u) * VECTORS) + column_7) + 16u)];
                    vec4 _e625 = sum0_0_;
                    sum0_0_ = (_e625 + (a3_0_.x * b3_0_));
                    vec4 _e629 = sum0_1_;
                    sum0_1_ = (_e629 + (a3_0_.x * b3_1_));
                    vec4 _e633 = sum1_0_;
                    sum1_0_ = (_e633 + (a3_0_.y * b3_0_));
                    vec4 _e637 = sum1_1_;
                    sum1_1_ = (_e637 + (a3_0_.y * b3_1_));
                    vec4 _e641 = sum2_0_;
                    sum2_0_ = (_e641 + (a3_0_.z * b3_0_));
                    vec4 _e645 = sum2_1_;
                    sum2_1_ = (_e645 + (a3_0_.z * b3_1_));
                    vec4 _e649 = sum3_0_;
                    sum3_0_ = (_e649 + (a3_0_.w * b3_0_));
                    vec4 _e653 = sum3_1_;
                    sum3_1_ = (_e653 + (a3_0_.w * b3_1_));
                    vec4 _e657 = sum4_0_;
                    sum4_0_ = (_e657 + (a3_1_.x * b3_0_));
                    vec4 _e661 = sum4_1_;
                    sum4_1_ = (_e661 + (a3_1_.x * b3_1_));
                    vec4 _e665 = sum5_0_;
                    sum5_0_ = (_e665 + (a3_1_.y * b3_0_));
                    vec4 _e669 = sum5_1_;
                    sum5_1_ = (_e669 + (a3_1_.y * b3_1_));
                    vec4 _e673 = sum6_0_;
                    sum6_0_ = (_e673 + (a3_1_.z * b3_0_));
                    vec4 _e677 = sum6_1_;
                    sum6_1_ = (_e677 + (a3_1_.z * b3_1_));
                    vec4 _e681 = sum7_0_;
                    sum7_0_ = (_e681 + (a3_1_.w * b3_0_));
                    vec4 _e685 = sum7_1_;
                    sum7_1_ = (_e685 + (a3_1_.w * b3_1_));
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e707 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e707)) {
        vec4 _e717 = sum0_0_;
        put(member_9, chunk_1, row0_, (first_column + (4u * (column_7 + 0u))), _e717);
        vec4 _e726 = sum0_1_;
        put(member_9, chunk_1, row0_, (first_column + (4u * (column_7 + 16u))), _e726);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e739 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e739)) {
        vec4 _e749 = sum1_0_;
        put(member_9, chunk_1, row1_, (first_column + (4u * (column_7 + 0u))), _e749);
        vec4 _e758 = sum1_1_;
        put(member_9, chunk_1, row1_, (first_column + (4u * (column_7 + 16u))), _e758);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e771 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e771)) {
        vec4 _e781 = sum2_0_;
        put(member_9, chunk_1, row2_, (first_column + (4u * (column_7 + 0u))), _e781);
        vec4 _e790 = sum2_1_;
        put(member_9, chunk_1, row2_, (first_column + (4u * (column_7 + 16u))), _e790);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e803 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e803)) {
        vec4 _e813 = sum3_0_;
        put(member_9, chunk_1, row3_, (first_column + (4u * (column_7 + 0u))), _e813);
        vec4 _e822 = sum3_1_;
        put(member_9, chunk_1, row3_, (first_column + (4u * (column_7 + 16u))), _e822);
    }
    uint row4_ = ((first_row + (4u * (row_5 + 16u))) + 0u);
    uint _e835 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e835)) {
        vec4 _e845 = sum4_0_;
        put(member_9, chunk_1, row4_, (first_column + (4u * (column_7 + 0u))), _e845);
        vec4 _e854 = sum4_1_;
        put(member_9, chunk_1, row4_, (first_column + (4u * (column_7 + 16u))), _e854);
    }
    uint row5_ = ((first_row + (4u * (row_5 + 16u))) + 1u);
    uint _e867 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e867)) {
        vec4 _e877 = sum5_0_;
        put(member_9, chunk_1, row5_, (first_column + (4u * (column_7 + 0u))), _e877);
        vec4 _e886 = sum5_1_;
        put(member_9, chunk_1, row5_, (first_column + (4u * (column_7 + 16u))), _e886);
    }
    uint row6_ = ((first_row + (4u * (row_5 + 16u))) + 2u);
    uint _e899 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e899)) {
        vec4 _e909 = sum6_0_;
        put(member_9, chunk_1, row6_, (first_column + (4u * (column_7 + 0u))), _e909);
        vec4 _e918 = sum6_1_;
        put(member_9, chunk_1, row6_, (first_column + (4u * (column_7 + 16u))), _e918);
    }
    uint row7_ = ((first_row + (4u * (row_5 + 16u))) + 3u);
    uint _e931 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e931)) {
        vec4 _e941 = sum7_0_;
        put(member_9, chunk_1, row7_, (first_column + (4u * (column_7 + 0u))), _e941);
        vec4 _e950 = sum7_1_;
        put(member_9, chunk_1, row7_, (first_column + (4u * (column_7 + 16u))), _e950);
        return;
    } else {
        return;
    }
}

