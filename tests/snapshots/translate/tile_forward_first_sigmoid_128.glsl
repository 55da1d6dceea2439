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
struct Part {
    uint member;
    uint chunk;
    uint first;
    uint end;
    uint first_row;
    uint first_column;
};
struct Load {
    bool is_left;
    uint k;
    uint other;
    uint place;
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

layout(std430, binding = 4) readonly buffer type_8_block_5Compute { uint _group_0_binding_5_cs[]; };

layout(std430, binding = 5) readonly buffer type_8_block_6Compute { uint _group_0_binding_6_cs[]; };

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

uint sample_row(uint member_3, uint row_2) {
    uint _e7 = _group_0_binding_6_cs[0];
    uint _e9 = at(4u, member_3, 0u, (_e7 + row_2));
    uint _e11 = _group_0_binding_5_cs[_e9];
    return _e11;
}

Part part_of(uvec3 workgroup_1, uvec3 workgroups_1) {
    uint number = ((workgroup_1.y * workgroups_1.x) + workgroup_1.x);
    uint _e9 = _group_0_binding_0_cs.chunks;
    uint chunk_1 = (number % _e9);
    uint _e13 = _group_0_binding_0_cs.chunks;
    uint tile = (number / _e13);
    uint _e17 = _group_0_binding_0_cs.columns;
    uint across = (((_e17 + SIDE) - 1u) / SIDE);
    uint _e26 = _group_0_binding_0_cs.chunk;
    uint first = (chunk_1 * _e26);
    uint _e30 = _group_0_binding_0_cs.chunk;
    uint _e34 = _group_0_binding_0_cs.inner;
    uint end = min((first + _e30), _e34);
    return Part(workgroup_1.z, chunk_1, first, end, ((tile / across) * SIDE), ((tile % across) * SIDE));
}

Load load_of(Part part, uint local_1) {
    bool is_left = (local_1 < 128u);
    uint load_1 = (local_1 % 128u);
    uint vector = ((load_1 / 2u) % VECTORS);
    uint k_3 = (4u * ((load_1 % 2u) + (2u * (load_1 / 64u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector));
    return Load(is_left, k_3, other_2, ((((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector));
}

mat4x4 left_square(uint member_4, uint row_3, uint column_4) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_3) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_4 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_4, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 nearest = min(rows, uvec4((count - 1u)));
    uint _e45 = sample_row(member_4, nearest.x);
    uint _e47 = sample_row(member_4, nearest.y);
    uint _e49 = sample_row(member_4, nearest.z);
    uint _e51 = sample_row(member_4, nearest.w);
    uvec4 place = (uvec4(start_2) + ((operand.pitch / 4u) * uvec4(_e45, _e47, _e49, _e51)));
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
    uint start_3 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_3) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
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

mat4x4 block(Load load, uint member_8, uint start_1) {
    if (load.is_left) {
        mat4x4 _e7 = left_block(member_8, load.other, (start_1 + load.k));
        return _e7;
    }
    mat4x4 _e11 = right_block(member_8, load.other, (start_1 + load.k));
    return _e11;
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
    Part _e3 = part_of(workgroup, workgroups);
    uint _e7 = _group_0_binding_0_cs.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_6 = (local / SPAN);
    uint column_7 = (local % SPAN);
    mat4x4 _e64 = block(_e9, _e3.member, _e3.first);
    next = _e64;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e625 = start;
            start = (_e625 + DEPTH);
        }
        loop_init = false;
        uint _e68 = start;
        if ((_e68 < _e3.end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e80 = next[0];
            slab[(_e9.place + 0u)] = _e80;
            vec4 _e90 = next[1];
            slab[(_e9.place + 32u)] = _e90;
            vec4 _e100 = next[2];
            slab[(_e9.place + 64u)] = _e100;
            vec4 _e110 = next[3];
            slab[(_e9.place + 96u)] = _e110;
            memoryBarrierShared();
            barrier();
            uint _e111 = start;
            if (((_e111 + DEPTH) < _e3.end)) {
                uint _e117 = start;
                mat4x4 _e120 = block(_e9, _e3.member, (_e117 + DEPTH));
                next = _e120;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e622 = k;
                    k = (_e622 + 4u);
                }
                loop_init_1 = false;
                uint _e123 = k;
                if ((_e123 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e127 = k;
                    vec4 a0_0_ = slab[((((_e127 + 0u) * VECTORS) + row_6) + 0u)];
                    uint _e142 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e142) + 0u) * VECTORS) + column_7) + 0u)];
                    uint _e157 = k;
                    vec4 a0_1_ = slab[((((_e157 + 0u) * VECTORS) + row_6) + 16u)];
                    uint _e172 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e172) + 0u) * VECTORS) + column_7) + 16u)];
                    vec4 _e186 = sum0_0_;
                    sum0_0_ = (_e186 + (a0_0_.x * b0_0_));
                    vec4 _e190 = sum0_1_;
                    sum0_1_ = (_e190 + (a0_0_.x * b0_1_));
                    vec4 _e194 = sum1_0_;
                    sum1_0_ = (_e194 + (a0_0_.y * b0_0_));
                    vec4 _e198 = sum1_1_;
                    sum1_1_ = (_e198 + (a0_0_.y * b0_1_));
                    vec4 _e202 = sum2_0_;
                    sum2_0_ = (_e202 + (a0_0_.z * b0_0_));
                    vec4 _e206 = sum2_1_;
                    sum2_1_ = (_e206 + (a0_0_.z * b0_1_));
                    vec4 _e210 = sum3_0_;
                    sum3_0_ = (_e210 + (a0_0_.w * b0_0_));
                    vec4 _e214 = sum3_1_;
                    sum3_1_ = (_e214 + (a0_0_.w * b0_1_));
                    vec4 _e218 = sum4_0_;
                    sum4_0_ = (_e218 + (a0_1_.x * b0_0_));
                    vec4 _e222 = sum4_1_;
                    sum4_1_ = (_e222 + (a0_1_.x * b0_1_));
                    vec4 _e226 = sum5_0_;
                    sum5_0_ = (_e226 + (a0_1_.y * b0_0_));
                    vec4 _e230 = sum5_1_;
                    sum5_1_ = (_e230 + (a0_1_.y * b0_1_));
                    vec4 _e234 = sum6_0_;
                    sum6_0_ = (_e234 + (a0_1_.z * b0_0_));
                    vec4 _e238 = sum6_1_;
                    sum6_1_ = (_e238 + (a0_1_.z * b0_1_));
                    vec4 _e242 = sum7_0_;
                    sum7_0_ = (_e242 + (a0_1_.w * b0_0_));
                    vec4 _e246 = sum7_1_;
                    sum7_1_ = (_e246 + (a0_1_.w * b0_1_));
                    uint _e251 = k;
                    vec4 a1_0_ = slab[((((_e251 + 1u) * VECTORS) + row_6) + 0u)];
                    uint _e266 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e266) + 1u) * VECTORS) + column_7) + 0u)];
                    uint _e281 = k;
                    vec4 a1_1_ = slab[((((_e281 + 1u) * VECTORS) + row_6) + 16u)];
                    uint _e296 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e296) + 1u) * VECTORS) + column_7) + 16u)];
                    vec4 _e310 = sum0_0_;
                    sum0_0_ = (_e310 + (a1_0_.x * b1_0_));
                    vec4 _e314 = sum0_1_;
                    sum0_1_ = (_e314 + (a1_0_.x * b1_1_));
                    vec4 _e318 = sum1_0_;
                    sum1_0_ = (_e318 + (a1_0_.y * b1_0_));
                    vec4 _e322 = sum1_1_;
                    sum1_1_ = (_e322 + (a1_0_.y * b1_1_));
                    vec4 _e326 = sum2_0_;
                    sum2_0_ = (_e326 + (a1_0_.z * b1_0_));
                    vec4 _e330 = sum2_1_;
                    sum2_1_ = (_e330 + (a1_0_.z * b1_1_));
                    vec4 _e334 = sum3_0_;
                    sum3_0_ = (_e334 + (a1_0_.w * b1_0_));
                    vec4 _e338 = sum3_1_;
                    sum3_1_ = (_e338 + (a1_0_.w * b1_1_));
                    vec4 _e342 = sum4_0_;
                    sum4_0_ = (_e342 + (a1_1_.x * b1_0_));
                    vec4 _e346 = sum4_1_;
                    sum4_1_ = (_e346 + (a1_1_.x * b1_1_));
                    vec4 _e350 = sum5_0_;
                    sum5_0_ = (_e350 + (a1_1_.y * b1_0_));
                    vec4 _e354 = sum5_1_;
                    sum5_1_ = (_e354 + (a1_1_.y * b1_1_));
                    vec4 _e358 = sum6_0_;
                    sum6_0_ = (_e358 + (a1_1_.z * b1_0_));
                    vec4 _e362 = sum6_1_;
                    sum6_1_ = (_e362 + (a1_1_.z * b1_1_));
                    vec4 _e366 = sum7_0_;
                    sum7_0_ = (_e366 + (a1_1_.w * b1_0_));
                    vec4 _e370 = sum7_1_;
                    sum7_1_ = (_e370 + (a1_1_.w * b1_1_));
                    uint _e375 = k;
                    vec4 a2_0_ = slab[((((_e375 + 2u) * VECTORS) + row_6) + 0u)];
                    uint _e390 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e390) + 2u) * VECTORS) + column_7) + 0u)];
                    uint _e405 = k;
                    vec4 a2_1_ = slab[((((_e405 + 2u) * VECTORS) + row_6) + 16u)];
                    uint _e420 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e420) + 2u) * VECTORS) + column_7) + 16u)];
                    vec4 _e434 = sum0_0_;
                    sum0_0_ = (_e434 + (a2_0_.x * b2_0_));
                    vec4 _e438 = sum0_1_;
                    sum0_1_ = (_e438 + (a2_0_.x * b2_1_));
                    vec4 _e442 = sum1_0_;
                    sum1_0_ = (_e442 + (a2_0_.y * b2_0_));
                    vec4 _e446 = sum1_1_;
                    sum1_1_ = (_e446 + (a2_0_.y * b2_1_));
                    vec4 _e450 = sum2_0_;
                    sum2_0_ = (_e450 + (a2_0_.z * b2_0_));
                    vec4 _e454 = sum2_1_;
                    sum2_1_ = (_e454 + (a2_0_.z * b2_1_));
                    vec4 _e458 = sum3_0_;
                    sum3_0_ = (_e458 + (a2_0_.w * b2_0_));
                    vec4 _e462 = sum3_1_;
                    sum3_1_ = (_e462 + (a2_0_.w * b2_1_));
                    vec4 _e466 = sum4_0_;
                    sum4_0_ = (_e466 + (a2_1_.x * b2_0_));
                    vec4 _e470 = sum4_1_;
                    sum4_1_ = (_e470 + (a2_1_.x * b2_1_));
                    vec4 _e474 = sum5_0_;
                    sum5_0_ = (_e474 + (a2_1_.y * b2_0_));
                    vec4 _e478 = sum5_1_;
                    sum5_1_ = (_e478 + (a2_1_.y * b2_1_));
                    vec4 _e482 = sum6_0_;
                    sum6_0_ = (_e482 + (a2_1_.z * b2_0_));
                    vec4 _e486 = sum6_1_;
                    sum6_1_ = (_e486 + (a2_1_.z * b2_1_));
                    vec4 _e490 = sum7_0_;
                    sum7_0_ = (_e490 + (a2_1_.w * b2_0_));
                    vec4 _e494 = sum7_1_;
                    sum7_1_ = (_e494 + (a2_1_.w * b2_1_));
                    uint _e499 = k;
                    vec4 a3_0_ = slab[((((_e499 + 3u) * VECTORS) + row_6) + 0u)];
                    uint _e514 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e514) + 3u) * VECTORS) + column_7) + 0u)];
                    uint _e529 = k;
                    vec4 a3_1_ = slab[((((_e529 + 3u) * VECTORS) + row_6) + 16u)];
                    uint _e544 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e544) + 3u) * VECTORS) + column_7) + 16u)];
                    vec4 _e558 = sum0_0_;
                    sum0_0_ = (_e558 + (a3_0_.x * b3_0_));
                    vec4 _e562 = sum0_1_;
                    sum0_1_ = (_e562 + (a3_0_.x * b3_1_));
                    vec4 _e566 = sum1_0_;
                    sum1_0_ = (_e566 + (a3_0_.y * b3_0_));
                    vec4 _e570 = sum1_1_;
                    sum1_1_ = (_e570 + (a3_0_.y * b3_1_));
                    vec4 _e574 = sum2_0_;
                    sum2_0_ = (_e574 + (a3_0_.z * b3_0_));
                    vec4 _e578 = sum2_1_;
                    sum2_1_ = (_e578 + (a3_0_.z * b3_1_));
                    vec4 _e582 = sum3_0_;
                    sum3_0_ = (_e582 + (a3_0_.w * b3_0_));
                    vec4 _e586 = sum3_1_;
                    sum3_1_ = (_e586 + (a3_0_.w * b3_1_));
                    vec4 _e590 = sum4_0_;
                    sum4_0_ = (_e590 + (a3_1_.x * b3_0_));
                    vec4 _e594 = sum4_1_;
                    sum4_1_ = (_e594 + (a3_1_.x * b3_1_));
                    vec4 _e598 = sum5_0_;
                    sum5_0_ = (_e598 + (a3_1_.y * b3_0_));
                    vec4 _e602 = sum5_1_;
                    sum5_1_ = (_e602 + (a3_1_.y * b3_1_));
                    vec4 _e606 = sum6_0_;
                    sum6_0_ = (_e606 + (a3_1_.z * b3_0_));
                    vec4 _e610 = sum6_1_;
                    sum6_1_ = (_e610 + (a3_1_.z * b3_1_));
                    vec4 _e614 = sum7_0_;
                    sum7_0_ = (_e614 + (a3_1_.w * b3_0_));
                    vec4 _e618 = sum7_1_;
                    sum7_1_ = (_e618 + (a3_1_.w * b3_1_));
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 0u);
    uint _e641 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e641)) {
        vec4 _e654 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_7 + 0u))), _e654);
        vec4 _e666 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_7 + 16u))), _e666);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 1u);
    uint _e680 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e680)) {
        vec4 _e693 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_7 + 0u))), _e693);
        vec4 _e705 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_7 + 16u))), _e705);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 2u);
    uint _e719 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e719)) {
        vec4 _e732 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_7 + 0u))), _e732);
        vec4 _e744 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_7 + 16u))), _e744);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 3u);
    uint _e758 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e758)) {
        vec4 _e771 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_7 + 0u))), _e771);
        vec4 _e783 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_7 + 16u))), _e783);
    }
    uint row4_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 0u);
    uint _e797 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e797)) {
        vec4 _e810 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_7 + 0u))), _e810);
        vec4 _e822 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_7 + 16u))), _e822);
    }
    uint row5_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 1u);
    uint _e836 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e836)) {
        vec4 _e849 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_7 + 0u))), _e849);
        vec4 _e861 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_7 + 16u))), _e861);
    }
    uint row6_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 2u);
    uint _e875 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e875)) {
        vec4 _e888 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_7 + 0u))), _e888);
        vec4 _e900 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_7 + 16u))), _e900);
    }
    uint row7_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 3u);
    uint _e914 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e914)) {
        vec4 _e927 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_7 + 0u))), _e927);
        vec4 _e939 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_7 + 16u))), _e939);
        return;
    } else {
        return;
    }
}

