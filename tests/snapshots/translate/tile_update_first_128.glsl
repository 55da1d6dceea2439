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

layout(std430, binding = 5) readonly buffer type_9_block_6Compute { uint _group_0_binding_6_cs[]; };

layout(std430, binding = 6) readonly buffer type_9_block_7Compute { uint _group_0_binding_7_cs[]; };

shared vec4 slab[1024];


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

uint sample_row(uint member_2, uint row_2) {
    uint _e7 = _group_0_binding_7_cs[0];
    uint _e9 = at(5u, member_2, 0u, (_e7 + row_2));
    uint _e11 = _group_0_binding_6_cs[_e9];
    return _e11;
}

mat4x4 left_square(uint member_3, uint row_3, uint column_3) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_3 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_3, 0u, min(column_3, (operand.pitch - 4u)));
    uint start_1 = (_e34 / 4u);
    uvec4 nearest = min(rows, uvec4((count - 1u)));
    uint _e45 = sample_row(member_3, nearest.x);
    uint _e47 = sample_row(member_3, nearest.y);
    uint _e49 = sample_row(member_3, nearest.z);
    uint _e51 = sample_row(member_3, nearest.w);
    uvec4 place = (uvec4(start_1) + ((operand.pitch / 4u) * uvec4(_e45, _e47, _e49, _e51)));
    vec4 _e59 = left(place.x);
    vec4 _e65 = left(place.y);
    vec4 _e71 = left(place.z);
    vec4 _e77 = left(place.w);
    return mat4x4((there.x ? _e59 : vec4(0.0)), (there.y ? _e65 : vec4(0.0)), (there.z ? _e71 : vec4(0.0)), (there.w ? _e77 : vec4(0.0)));
}

mat4x4 left_block(uint member_4, uint other, uint k_2) {
    if (LEFT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = left_square(member_4, k_2, other);
        return _e4;
    }
    mat4x4 _e5 = left_square(member_4, other, k_2);
    return transpose(_e5);
}

mat4x4 right_square(uint member_5, uint row_4, uint column_4) {
    Tensor operand_1 = _group_0_binding_0_cs.operands[1];
    uint _e9 = _group_0_binding_0_cs.columns;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_4) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there_1 = lessThan(rows_1, uvec4(((column_4 < operand_1.pitch) ? count_1 : 0u)));
    uint _e34 = at(1u, member_5, 0u, min(column_4, (operand_1.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_2) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
    vec4 _e50 = right(place_1.x);
    vec4 _e56 = right(place_1.y);
    vec4 _e62 = right(place_1.z);
    vec4 _e68 = right(place_1.w);
    return mat4x4((there_1.x ? _e50 : vec4(0.0)), (there_1.y ? _e56 : vec4(0.0)), (there_1.z ? _e62 : vec4(0.0)), (there_1.w ? _e68 : vec4(0.0)));
}

mat4x4 right_block(uint member_6, uint other_1, uint k_3) {
    if (RIGHT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = right_square(member_6, k_3, other_1);
        return _e4;
    }
    mat4x4 _e5 = right_square(member_6, other_1, k_3);
    return transpose(_e5);
}

mat4x4 block(bool is_left, uint member_7, uint other_2, uint k_4) {
    if (is_left) {
        mat4x4 _e4 = left_block(member_7, other_2, k_4);
        return _e4;
    }
    mat4x4 _e5 = right_block(member_7, other_2, k_4);
    return _e5;
}

void put(uint member_8, uint chunk, uint row_5, uint column_5, vec4 sum_1) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_5 < _e9)) {
        finish(member_8, row_5, column_5, sum_1);
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
    vec4 bias0_ = vec4(0.0);
    vec4 bias1_ = vec4(0.0);
    mat4x4 next = mat4x4(0.0);
    uint start = 0u;
    uint k = 0u;
    bool local_1 = false;
    uint k_1 = 0u;
    bool local_2 = false;
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
    uint row_6 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e144 = block(is_left_1, member_9, load_other, (first + load_k));
    next = _e144;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e746 = start;
            start = (_e746 + DEPTH);
        }
        loop_init = false;
        uint _e147 = start;
        if ((_e147 < end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e157 = next[0];
            slab[(load_place + 0u)] = _e157;
            vec4 _e166 = next[1];
            slab[(load_place + 32u)] = _e166;
            vec4 _e175 = next[2];
            slab[(load_place + 64u)] = _e175;
            vec4 _e184 = next[3];
            slab[(load_place + 96u)] = _e184;
            memoryBarrierShared();
            barrier();
            uint _e185 = start;
            if (((_e185 + DEPTH) < end)) {
                uint _e189 = start;
                mat4x4 _e193 = block(is_left_1, member_9, load_other, ((_e189 + DEPTH) + load_k));
                next = _e193;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e695 = k;
                    k = (_e695 + 4u);
                }
                loop_init_1 = false;
                uint _e196 = k;
                if ((_e196 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e200 = k;
                    vec4 a0_0_ = slab[((((_e200 + 0u) * VECTORS) + row_6) + 0u)];
                    uint _e215 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e215) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e230 = k;
                    vec4 a0_1_ = slab[((((_e230 + 0u) * VECTORS) + row_6) + 16u)];
                    uint _e245 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e245) + 0u) * VECTORS) + column_6) + 16u)];
                    vec4 _e259 = sum0_0_;
                    sum0_0_ = (_e259 + (a0_0_.x * b0_0_));
                    vec4 _e263 = sum0_1_;
                    sum0_1_ = (_e263 + (a0_0_.x * b0_1_));
                    vec4 _e267 = sum1_0_;
                    sum1_0_ = (_e267 + (a0_0_.y * b0_0_));
                    vec4 _e271 = sum1_1_;
                    sum1_1_ = (_e271 + (a0_0_.y * b0_1_));
                    vec4 _e275 = sum2_0_;
                    sum2_0_ = (_e275 + (a0_0_.z * b0_0_));
                    vec4 _e279 = sum2_1_;
                    sum2_1_ = (_e279 + (a0_0_.z * b0_1_));
                    vec4 _e283 = sum3_0_;
                    sum3_0_ = (_e283 + (a0_0_.w * b0_0_));
                    vec4 _e287 = sum3_1_;
                    sum3_1_ = (_e287 + (a0_0_.w * b0_1_));
                    vec4 _e291 = sum4_0_;
                    sum4_0_ = (_e291 + (a0_1_.x * b0_0_));
                    vec4 _e295 = sum4_1_;
                    sum4_1_ = (_e295 + (a0_1_.x * b0_1_));
                    vec4 _e299 = sum5_0_;
                    sum5_0_ = (_e299 + (a0_1_.y * b0_0_));
                    vec4 _e303 = sum5_1_;
                    sum5_1_ = (_e303 + (a0_1_.y * b0_1_));
                    vec4 _e307 = sum6_0_;
                    sum6_0_ = (_e307 + (a0_1_.z * b0_0_));
                    vec4 _e311 = sum6_1_;
                    sum6_1_ = (_e311 + (a0_1_.z * b0_1_));
                    vec4 _e315 = sum7_0_;
                    sum7_0_ = (_e315 + (a0_1_.w * b0_0_));
                    vec4 _e319 = sum7_1_;
                    sum7_1_ = (_e319 + (a0_1_.w * b0_1_));
                    uint _e324 = k;
                    vec4 a1_0_ = slab[((((_e324 + 1u) * VECTORS) + row_6) + 0u)];
                    uint _e339 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e339) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e354 = k;
                    vec4 a1_1_ = slab[((((_e354 + 1u) * VECTORS) + row_6) + 16u)];
                    uint _e369 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e369) + 1u) * VECTORS) + column_6) + 16u)];
                    vec4 _e383 = sum0_0_;
                    sum0_0_ = (_e383 + (a1_0_.x * b1_0_));
                    vec4 _e387 = sum0_1_;
                    sum0_1_ = (_e387 + (a1_0_.x * b1_1_));
                    vec4 _e391 = sum1_0_;
                    sum1_0_ = (_e391 + (a1_0_.y * b1_0_));
                    vec4 _e395 = sum1_1_;
                    sum1_1_ = (_e395 + (a1_0_.y * b1_1_));
                    vec4 _e399 = sum2_0_;
                    sum2_0_ = (_e399 + (a1_0_.z * b1_0_));
                    vec4 _e403 = sum2_1_;
                    sum2_1_ = (_e403 + (a1_0_.z * b1_1_));
                    vec4 _e407 = sum3_0_;
                    sum3_0_ = (_e407 + (a1_0_.w * b1_0_));
                    vec4 _e411 = sum3_1_;
                    sum3_1_ = (_e411 + (a1_0_.w * b1_1_));
                    vec4 _e415 = sum4_0_;
                    sum4_0_ = (_e415 + (a1_1_.x * b1_0_));
                    vec4 _e419 = sum4_1_;
                    sum4_1_ = (_e419 + (a1_1_.x * b1_1_));
                    vec4 _e423 = sum5_0_;
                    sum5_0_ = (_e423 + (a1_1_.y * b1_0_));
                    vec4 _e427 = sum5_1_;
                    sum5_1_ = (_e427 + (a1_1_.y * b1_1_));
                    vec4 _e431 = sum6_0_;
                    sum6_0_ = (_e431 + (a1_1_.z * b1_0_));
                    vec4 _e435 = sum6_1_;
                    sum6_1_ = (_e435 + (a1_1_.z * b1_1_));
                    vec4 _e439 = sum7_0_;
                    sum7_0_ = (_e439 + (a1_1_.w * b1_0_));
                    vec4 _e443 = sum7_1_;
                    sum7_1_ = (_e443 + (a1_1_.w * b1_1_));
                    uint _e448 = k;
                    vec4 a2_0_ = slab[((((_e448 + 2u) * VECTORS) + row_6) + 0u)];
                    uint _e463 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e463) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e478 = k;
                    vec4 a2_1_ = slab[((((_e478 + 2u) * VECTORS) + row_6) + 16u)];
                    uint _e493 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e493) + 2u) * VECTORS) + column_6) + 16u)];
                    vec4 _e507 = sum0_0_;
                    sum0_0_ = (_e507 + (a2_0_.x * b2_0_));
                    vec4 _e511 = sum0_1_;
                    sum0_1_ = (_e511 + (a2_0_.x * b2_1_));
                    vec4 _e515 = sum1_0_;
                    sum1_0_ = (_e515 + (a2_0_.y * b2_0_));
                    vec4 _e519 = sum1_1_;
                    sum1_1_ = (_e519 + (a2_0_.y * b2_1_));
                    vec4 _e523 = sum2_0_;
                    sum2_0_ = (_e523 + (a2_0_.z * b2_0_));
                    vec4 _e527 = sum2_1_;
                    sum2_1_ = (_e527 + (a2_0_.z * b2_1_));
                    vec4 _e531 = sum3_0_;
                    sum3_0_ = (_e531 + (a2_0_.w * b2_0_));
                    vec4 _e535 = sum3_1_;
                    sum3_1_ = (_e535 + (a2_0_.w * b2_1_));
                    vec4 _e539 = sum4_0_;
                    sum4_0_ = (_e539 + (a2_1_.x * b2_0_));
                    vec4 _e543 = sum4_1_;
                    sum4_1_ = (_e543 + (a2_1_.x * b2_1_));
                    vec4 _e547 = sum5_0_;
                    sum5_0_ = (_e547 + (a2_1_.y * b2_0_));
                    vec4 _e551 = sum5_1_;
                    sum5_1_ = (_e551 + (a2_1_.y * b2_1_));
                    vec4 _e555 = sum6_0_;
                    sum6_0_ = (_e555 + (a2_1_.z * b2_0_));
                    vec4 _e559 = sum6_1_;
                    sum6_1_ = (_e559 + (a2_1_.z * b2_1_));
                    vec4 _e563 = sum7_0_;
                    sum7_0_ = (_e563 + (a2_1_.w * b2_0_));
                    vec4 _e567 = sum7_1_;
                    sum7_1_ = (_e567 + (a2_1_.w * b2_1_));
                    uint _e572 = k;
                    vec4 a3_0_ = slab[((((_e572 + 3u) * VECTORS) + row_6) + 0u)];
                    uint _e587 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e587) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e602 = k;
                    vec4 a3_1_ = slab[((((_e602 + 3u) * VECTORS) + row_6) + 16u)];
                    uint _e617 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e617) + 3u) * VECTORS) + column_6) + 16u)];
                    vec4 _e631 = sum0_0_;
                    sum0_0_ = (_e631 + (a3_0_.x * b3_0_));
                    vec4 _e635 = sum0_1_;
                    sum0_1_ = (_e635 + (a3_0_.x * b3_1_));
                    vec4 _e639 = sum1_0_;
                    sum1_0_ = (_e639 + (a3_0_.y * b3_0_));
                    vec4 _e643 = sum1_1_;
                    sum1_1_ = (_e643 + (a3_0_.y * b3_1_));
                    vec4 _e647 = sum2_0_;
                    sum2_0_ = (_e647 + (a3_0_.z * b3_0_));
                    vec4 _e651 = sum2_1_;
                    sum2_1_ = (_e651 + (a3_0_.z * b3_1_));
                    vec4 _e655 = sum3_0_;
                    sum3_0_ = (_e655 + (a3_0_.w * b3_0_));
                    vec4 _e659 = sum3_1_;
                    sum3_1_ = (_e659 + (a3_0_.w * b3_1_));
                    vec4 _e663 = sum4_0_;
                    sum4_0_ = (_e663 + (a3_1_.x * b3_0_));
                    vec4 _e667 = sum4_1_;
                    sum4_1_ = (_e667 + (a3_1_.x * b3_1_));
                    vec4 _e671 = sum5_0_;
                    sum5_0_ = (_e671 + (a3_1_.y * b3_0_));
                    vec4 _e675 = sum5_1_;
                    sum5_1_ = (_e675 + (a3_1_.y * b3_1_));
                    vec4 _e679 = sum6_0_;
                    sum6_0_ = (_e679 + (a3_1_.z * b3_0_));
                    vec4 _e683 = sum6_1_;
                    sum6_1_ = (_e683 + (a3_1_.z * b3_1_));
                    vec4 _e687 = sum7_0_;
                    sum7_0_ = (_e687 + (a3_1_.w * b3_0_));
                    vec4 _e691 = sum7_1_;
                    sum7_1_ = (_e691 + (a3_1_.w * b3_1_));
                }
            }
            if ((first_row == 0u)) {
                local_1 = (row_6 == 0u);
            } else {
                local_1 = false;
            }
            bool _e705 = local_1;
            if (_e705) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e744 = k_1;
                        k_1 = (_e744 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e708 = k_1;
                    if ((_e708 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e711 = bias0_;
                        uint _e714 = k_1;
                        vec4 _e725 = slab[((((DEPTH + _e714) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e711 + _e725);
                        vec4 _e727 = bias1_;
                        uint _e730 = k_1;
                        vec4 _e741 = slab[((((DEPTH + _e730) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e727 + _e741);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_6 + 0u))) + 0u);
    uint _e761 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e761)) {
        vec4 _e771 = sum0_0_;
        put(member_9, chunk_1, row0_, (first_column + (4u * (column_6 + 0u))), _e771);
        vec4 _e780 = sum0_1_;
        put(member_9, chunk_1, row0_, (first_column + (4u * (column_6 + 16u))), _e780);
    }
    uint row1_ = ((first_row + (4u * (row_6 + 0u))) + 1u);
    uint _e793 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e793)) {
        vec4 _e803 = sum1_0_;
        put(member_9, chunk_1, row1_, (first_column + (4u * (column_6 + 0u))), _e803);
        vec4 _e812 = sum1_1_;
        put(member_9, chunk_1, row1_, (first_column + (4u * (column_6 + 16u))), _e812);
    }
    uint row2_ = ((first_row + (4u * (row_6 + 0u))) + 2u);
    uint _e825 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e825)) {
        vec4 _e835 = sum2_0_;
        put(member_9, chunk_1, row2_, (first_column + (4u * (column_6 + 0u))), _e835);
        vec4 _e844 = sum2_1_;
        put(member_9, chunk_1, row2_, (first_column + (4u * (column_6 + 16u))), _e844);
    }
    uint row3_ = ((first_row + (4u * (row_6 + 0u))) + 3u);
    uint _e857 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e857)) {
        vec4 _e867 = sum3_0_;
        put(member_9, chunk_1, row3_, (first_column + (4u * (column_6 + 0u))), _e867);
        vec4 _e876 = sum3_1_;
        put(member_9, chunk_1, row3_, (first_column + (4u * (column_6 + 16u))), _e876);
    }
    uint row4_ = ((first_row + (4u * (row_6 + 16u))) + 0u);
    uint _e889 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e889)) {
        vec4 _e899 = sum4_0_;
        put(member_9, chunk_1, row4_, (first_column + (4u * (column_6 + 0u))), _e899);
        vec4 _e908 = sum4_1_;
        put(member_9, chunk_1, row4_, (first_column + (4u * (column_6 + 16u))), _e908);
    }
    uint row5_ = ((first_row + (4u * (row_6 + 16u))) + 1u);
    uint _e921 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e921)) {
        vec4 _e931 = sum5_0_;
        put(member_9, chunk_1, row5_, (first_column + (4u * (column_6 + 0u))), _e931);
        vec4 _e940 = sum5_1_;
        put(member_9, chunk_1, row5_, (first_column + (4u * (column_6 + 16u))), _e940);
    }
    uint row6_ = ((first_row + (4u * (row_6 + 16u))) + 2u);
    uint _e953 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e953)) {
        vec4 _e963 = sum6_0_;
        put(member_9, chunk_1, row6_, (first_column + (4u * (column_6 + 0u))), _e963);
        vec4 _e972 = sum6_1_;
        put(member_9, chunk_1, row6_, (first_column + (4u * (column_6 + 16u))), _e972);
    }
    uint row7_ = ((first_row + (4u * (row_6 + 16u))) + 3u);
    uint _e985 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e985)) {
        vec4 _e995 = sum7_0_;
        put(member_9, chunk_1, row7_, (first_column + (4u * (column_6 + 0u))), _e995);
        vec4 _e1004 = sum7_1_;
        put(member_9, chunk_1, row7_, (first_column + (4u * (column_6 + 16u))), _e1004);
    }
    if ((first_row == 0u)) {
        local_2 = (row_6 == 0u);
    } else {
        local_2 = false;
    }
    bool _e1012 = local_2;
    if (_e1012) {
        uint _e1015 = _group_0_binding_0_cs.rows;
        vec4 _e1024 = bias0_;
        put(member_9, chunk_1, _e1015, (first_column + (4u * (column_6 + 0u))), _e1024);
        uint _e1027 = _group_0_binding_0_cs.rows;
        vec4 _e1036 = bias1_;
        put(member_9, chunk_1, _e1027, (first_column + (4u * (column_6 + 16u))), _e1036);
        return;
    } else {
        return;
    }
}

