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

Load load_of(Part part, uint local_3) {
    bool is_left = (local_3 < 128u);
    uint load_1 = (local_3 % 128u);
    uint vector = ((load_1 / 2u) % VECTORS);
    uint k_4 = (4u * ((load_1 % 2u) + (2u * (load_1 / 64u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector));
    return Load(is_left, k_4, other_2, ((((is_left ? 0u : DEPTH) + k_4) * VECTORS) + vector));
}

mat4x4 left_square(uint member_2, uint row_2, uint column_3) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows = (uvec4(row_2) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows, uvec4(((column_3 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_2, 0u, min(column_3, (operand.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place = (uvec4(start_2) + (min(rows, uvec4((count - 1u))) * (operand.pitch / 4u)));
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
    uint start_3 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_3) + (min(rows_1, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
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

mat4x4 block(Load load, uint member_6, uint start_1) {
    if (load.is_left) {
        mat4x4 _e7 = left_block(member_6, load.other, (start_1 + load.k));
        return _e7;
    }
    mat4x4 _e11 = right_block(member_6, load.other, (start_1 + load.k));
    return _e11;
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
    Part _e3 = part_of(workgroup, workgroups);
    uint _e7 = _group_0_binding_0_cs.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_5 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e70 = block(_e9, _e3.member, _e3.first);
    next = _e70;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e680 = start;
            start = (_e680 + DEPTH);
        }
        loop_init = false;
        uint _e74 = start;
        if ((_e74 < _e3.end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e86 = next[0];
            slab[(_e9.place + 0u)] = _e86;
            vec4 _e96 = next[1];
            slab[(_e9.place + 32u)] = _e96;
            vec4 _e106 = next[2];
            slab[(_e9.place + 64u)] = _e106;
            vec4 _e116 = next[3];
            slab[(_e9.place + 96u)] = _e116;
            memoryBarrierShared();
            barrier();
            uint _e117 = start;
            if (((_e117 + DEPTH) < _e3.end)) {
                uint _e123 = start;
                mat4x4 _e126 = block(_e9, _e3.member, (_e123 + DEPTH));
                next = _e126;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e628 = k;
                    k = (_e628 + 4u);
                }
                loop_init_1 = false;
                uint _e129 = k;
                if ((_e129 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e133 = k;
                    vec4 a0_0_ = slab[((((_e133 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e148 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e148) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e163 = k;
                    vec4 a0_1_ = slab[((((_e163 + 0u) * VECTORS) + row_5) + 16u)];
                    uint _e178 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e178) + 0u) * VECTORS) + column_6) + 16u)];
                    vec4 _e192 = sum0_0_;
                    sum0_0_ = (_e192 + (a0_0_.x * b0_0_));
                    vec4 _e196 = sum0_1_;
                    sum0_1_ = (_e196 + (a0_0_.x * b0_1_));
                    vec4 _e200 = sum1_0_;
                    sum1_0_ = (_e200 + (a0_0_.y * b0_0_));
                    vec4 _e204 = sum1_1_;
                    sum1_1_ = (_e204 + (a0_0_.y * b0_1_));
                    vec4 _e208 = sum2_0_;
                    sum2_0_ = (_e208 + (a0_0_.z * b0_0_));
                    vec4 _e212 = sum2_1_;
                    sum2_1_ = (_e212 + (a0_0_.z * b0_1_));
                    vec4 _e216 = sum3_0_;
                    sum3_0_ = (_e216 + (a0_0_.w * b0_0_));
                    vec4 _e220 = sum3_1_;
                    sum3_1_ = (_e220 + (a0_0_.w * b0_1_));
                    vec4 _e224 = sum4_0_;
                    sum4_0_ = (_e224 + (a0_1_.x * b0_0_));
                    vec4 _e228 = sum4_1_;
                    sum4_1_ = (_e228 + (a0_1_.x * b0_1_));
                    vec4 _e232 = sum5_0_;
                    sum5_0_ = (_e232 + (a0_1_.y * b0_0_));
                    vec4 _e236 = sum5_1_;
                    sum5_1_ = (_e236 + (a0_1_.y * b0_1_));
                    vec4 _e240 = sum6_0_;
                    sum6_0_ = (_e240 + (a0_1_.z * b0_0_));
                    vec4 _e244 = sum6_1_;
                    sum6_1_ = (_e244 + (a0_1_.z * b0_1_));
                    vec4 _e248 = sum7_0_;
                    sum7_0_ = (_e248 + (a0_1_.w * b0_0_));
                    vec4 _e252 = sum7_1_;
                    sum7_1_ = (_e252 + (a0_1_.w * b0_1_));
                    uint _e257 = k;
                    vec4 a1_0_ = slab[((((_e257 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e272 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e272) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e287 = k;
                    vec4 a1_1_ = slab[((((_e287 + 1u) * VECTORS) + row_5) + 16u)];
                    uint _e302 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e302) + 1u) * VECTORS) + column_6) + 16u)];
                    vec4 _e316 = sum0_0_;
                    sum0_0_ = (_e316 + (a1_0_.x * b1_0_));
                    vec4 _e320 = sum0_1_;
                    sum0_1_ = (_e320 + (a1_0_.x * b1_1_));
                    vec4 _e324 = sum1_0_;
                    sum1_0_ = (_e324 + (a1_0_.y * b1_0_));
                    vec4 _e328 = sum1_1_;
                    sum1_1_ = (_e328 + (a1_0_.y * b1_1_));
                    vec4 _e332 = sum2_0_;
                    sum2_0_ = (_e332 + (a1_0_.z * b1_0_));
                    vec4 _e336 = sum2_1_;
                    sum2_1_ = (_e336 + (a1_0_.z * b1_1_));
                    vec4 _e340 = sum3_0_;
                    sum3_0_ = (_e340 + (a1_0_.w * b1_0_));
                    vec4 _e344 = sum3_1_;
                    sum3_1_ = (_e344 + (a1_0_.w * b1_1_));
                    vec4 _e348 = sum4_0_;
                    sum4_0_ = (_e348 + (a1_1_.x * b1_0_));
                    vec4 _e352 = sum4_1_;
                    sum4_1_ = (_e352 + (a1_1_.x * b1_1_));
                    vec4 _e356 = sum5_0_;
                    sum5_0_ = (_e356 + (a1_1_.y * b1_0_));
                    vec4 _e360 = sum5_1_;
                    sum5_1_ = (_e360 + (a1_1_.y * b1_1_));
                    vec4 _e364 = sum6_0_;
                    sum6_0_ = (_e364 + (a1_1_.z * b1_0_));
                    vec4 _e368 = sum6_1_;
                    sum6_1_ = (_e368 + (a1_1_.z * b1_1_));
                    vec4 _e372 = sum7_0_;
                    sum7_0_ = (_e372 + (a1_1_.w * b1_0_));
                    vec4 _e376 = sum7_1_;
                    sum7_1_ = (_e376 + (a1_1_.w * b1_1_));
                    uint _e381 = k;
                    vec4 a2_0_ = slab[((((_e381 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e396 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e396) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e411 = k;
                    vec4 a2_1_ = slab[((((_e411 + 2u) * VECTORS) + row_5) + 16u)];
                    uint _e426 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e426) + 2u) * VECTORS) + column_6) + 16u)];
                    vec4 _e440 = sum0_0_;
                    sum0_0_ = (_e440 + (a2_0_.x * b2_0_));
                    vec4 _e444 = sum0_1_;
                    sum0_1_ = (_e444 + (a2_0_.x * b2_1_));
                    vec4 _e448 = sum1_0_;
                    sum1_0_ = (_e448 + (a2_0_.y * b2_0_));
                    vec4 _e452 = sum1_1_;
                    sum1_1_ = (_e452 + (a2_0_.y * b2_1_));
                    vec4 _e456 = sum2_0_;
                    sum2_0_ = (_e456 + (a2_0_.z * b2_0_));
                    vec4 _e460 = sum2_1_;
                    sum2_1_ = (_e460 + (a2_0_.z * b2_1_));
                    vec4 _e464 = sum3_0_;
                    sum3_0_ = (_e464 + (a2_0_.w * b2_0_));
                    vec4 _e468 = sum3_1_;
                    sum3_1_ = (_e468 + (a2_0_.w * b2_1_));
                    vec4 _e472 = sum4_0_;
                    sum4_0_ = (_e472 + (a2_1_.x * b2_0_));
                    vec4 _e476 = sum4_1_;
                    sum4_1_ = (_e476 + (a2_1_.x * b2_1_));
                    vec4 _e480 = sum5_0_;
                    sum5_0_ = (_e480 + (a2_1_.y * b2_0_));
                    vec4 _e484 = sum5_1_;
                    sum5_1_ = (_e484 + (a2_1_.y * b2_1_));
                    vec4 _e488 = sum6_0_;
                    sum6_0_ = (_e488 + (a2_1_.z * b2_0_));
                    vec4 _e492 = sum6_1_;
                    sum6_1_ = (_e492 + (a2_1_.z * b2_1_));
                    vec4 _e496 = sum7_0_;
                    sum7_0_ = (_e496 + (a2_1_.w * b2_0_));
                    vec4 _e500 = sum7_1_;
                    sum7_1_ = (_e500 + (a2_1_.w * b2_1_));
                    uint _e505 = k;
                    vec4 a3_0_ = slab[((((_e505 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e520 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e520) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e535 = k;
                    vec4 a3_1_ = slab[((((_e535 + 3u) * VECTORS) + row_5) + 16u)];
                    uint _e550 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e550) + 3u) * VECTORS) + column_6) + 16u)];
                    vec4 _e564 = sum0_0_;
                    sum0_0_ = (_e564 + (a3_0_.x * b3_0_));
                    vec4 _e568 = sum0_1_;
                    sum0_1_ = (_e568 + (a3_0_.x * b3_1_));
                    vec4 _e572 = sum1_0_;
                    sum1_0_ = (_e572 + (a3_0_.y * b3_0_));
                    vec4 _e576 = sum1_1_;
                    sum1_1_ = (_e576 + (a3_0_.y * b3_1_));
                    vec4 _e580 = sum2_0_;
                    sum2_0_ = (_e580 + (a3_0_.z * b3_0_));
                    vec4 _e584 = sum2_1_;
                    sum2_1_ = (_e584 + (a3_0_.z * b3_1_));
                    vec4 _e588 = sum3_0_;
                    sum3_0_ = (_e588 + (a3_0_.w * b3_0_));
                    vec4 _e592 = sum3_1_;
                    sum3_1_ = (_e592 + (a3_0_.w * b3_1_));
                    vec4 _e596 = sum4_0_;
                    sum4_0_ = (_e596 + (a3_1_.x * b3_0_));
                    vec4 _e600 = sum4_1_;
                    sum4_1_ = (_e600 + (a3_1_.x * b3_1_));
                    vec4 _e604 = sum5_0_;
                    sum5_0_ = (_e604 + (a3_1_.y * b3_0_));
                    vec4 _e608 = sum5_1_;
                    sum5_1_ = (_e608 + (a3_1_.y * b3_1_));
                    vec4 _e612 = sum6_0_;
                    sum6_0_ = (_e612 + (a3_1_.z * b3_0_));
                    vec4 _e616 = sum6_1_;
                    sum6_1_ = (_e616 + (a3_1_.z * b3_1_));
                    vec4 _e620 = sum7_0_;
                    sum7_0_ = (_e620 + (a3_1_.w * b3_0_));
                    vec4 _e624 = sum7_1_;
                    sum7_1_ = (_e624 + (a3_1_.w * b3_1_));
                }
            }
            if ((_e3.first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e639 = local_1;
            if (_e639) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e678 = k_1;
                        k_1 = (_e678 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e642 = k_1;
                    if ((_e642 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e645 = bias0_;
                        uint _e648 = k_1;
                        vec4 _e659 = slab[((((DEPTH + _e648) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e645 + _e659);
                        vec4 _e661 = bias1_;
                        uint _e664 = k_1;
                        vec4 _e675 = slab[((((DEPTH + _e664) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e661 + _e675);
                    }
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e696 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e696)) {
        vec4 _e709 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 0u))), _e709);
        vec4 _e721 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 16u))), _e721);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e735 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e735)) {
        vec4 _e748 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 0u))), _e748);
        vec4 _e760 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 16u))), _e760);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e774 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e774)) {
        vec4 _e787 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 0u))), _e787);
        vec4 _e799 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 16u))), _e799);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e813 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e813)) {
        vec4 _e826 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 0u))), _e826);
        vec4 _e838 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 16u))), _e838);
    }
    uint row4_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 0u);
    uint _e852 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e852)) {
        vec4 _e865 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 0u))), _e865);
        vec4 _e877 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 16u))), _e877);
    }
    uint row5_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 1u);
    uint _e891 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e891)) {
        vec4 _e904 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 0u))), _e904);
        vec4 _e916 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 16u))), _e916);
    }
    uint row6_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 2u);
    uint _e930 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e930)) {
        vec4 _e943 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 0u))), _e943);
        vec4 _e955 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 16u))), _e955);
    }
    uint row7_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 3u);
    uint _e969 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e969)) {
        vec4 _e982 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 0u))), _e982);
        vec4 _e994 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 16u))), _e994);
    }
    if ((_e3.first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e1003 = local_2;
    if (_e1003) {
        uint _e1008 = _group_0_binding_0_cs.rows;
        vec4 _e1018 = bias0_;
        put(_e3.member, _e3.chunk, _e1008, (_e3.first_column + (4u * (column_6 + 0u))), _e1018);
        uint _e1023 = _group_0_binding_0_cs.rows;
        vec4 _e1033 = bias1_;
        put(_e3.member, _e3.chunk, _e1023, (_e3.first_column + (4u * (column_6 + 16u))), _e1033);
        return;
    } else {
        return;
    }
}

