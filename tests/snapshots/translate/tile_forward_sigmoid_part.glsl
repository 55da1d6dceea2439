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
const uint WORKGROUP = 64u;
const uint SIDE = 32u;
const uint DEPTH = 16u;
const uint VECTORS = 8u;
const uint SPAN = 8u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_5_block_1Compute { vec4 _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_5_block_2Compute { vec4 _group_0_binding_2_cs[]; };

layout(std430, binding = 2) buffer type_5_block_3Compute { vec4 _group_0_binding_5_cs[]; };

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

Part part_of(uvec3 workgroup_1, uvec3 workgroups_1) {
    uint number = ((workgroup_1.y * workgroups_1.x) + workgroup_1.x);
    uint _e9 = _group_0_binding_0_cs.chunks;
    uint chunk_2 = (number % _e9);
    uint _e13 = _group_0_binding_0_cs.chunks;
    uint tile = (number / _e13);
    uint _e17 = _group_0_binding_0_cs.columns;
    uint across = (((_e17 + SIDE) - 1u) / SIDE);
    uint _e26 = _group_0_binding_0_cs.chunk;
    uint first = (chunk_2 * _e26);
    uint _e30 = _group_0_binding_0_cs.chunk;
    uint _e34 = _group_0_binding_0_cs.inner;
    uint end = min((first + _e30), _e34);
    return Part(workgroup_1.z, chunk_2, first, end, ((tile / across) * SIDE), ((tile % across) * SIDE));
}

Load load_of(Part part, uint local_1) {
    bool is_left = (local_1 < 32u);
    uint load_1 = (local_1 % 32u);
    uint vector = ((load_1 / 2u) % VECTORS);
    uint k_3 = (4u * ((load_1 % 2u) + (2u * (load_1 / 16u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector));
    return Load(is_left, k_3, other_2, ((((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector));
}

mat4x4 left_square(uint member_2, uint row_2, uint column_2) {
    Tensor operand = _group_0_binding_0_cs.operands[0];
    uint _e9 = _group_0_binding_0_cs.rows;
    uint _e12 = _group_0_binding_0_cs.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uvec4 rows_1 = (uvec4(row_2) + uvec4(0u, 1u, 2u, 3u));
    bvec4 there = lessThan(rows_1, uvec4(((column_2 < operand.pitch) ? count : 0u)));
    uint _e34 = at(0u, member_2, 0u, min(column_2, (operand.pitch - 4u)));
    uint start_2 = (_e34 / 4u);
    uvec4 place = (uvec4(start_2) + (min(rows_1, uvec4((count - 1u))) * (operand.pitch / 4u)));
    vec4 _e50 = left(place.x);
    vec4 _e56 = left(place.y);
    vec4 _e62 = left(place.z);
    vec4 _e68 = left(place.w);
    return mat4x4((there.x ? _e50 : vec4(0.0)), (there.y ? _e56 : vec4(0.0)), (there.z ? _e62 : vec4(0.0)), (there.w ? _e68 : vec4(0.0)));
}

mat4x4 left_block(uint member_3, uint other, uint k_1) {
    if (LEFT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = left_square(member_3, k_1, other);
        return _e4;
    }
    mat4x4 _e5 = left_square(member_3, other, k_1);
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
    uint start_3 = (_e34 / 4u);
    uvec4 place_1 = (uvec4(start_3) + (min(rows_2, uvec4((count_1 - 1u))) * (operand_1.pitch / 4u)));
    vec4 _e50 = right(place_1.x);
    vec4 _e56 = right(place_1.y);
    vec4 _e62 = right(place_1.z);
    vec4 _e68 = right(place_1.w);
    return mat4x4((there_1.x ? _e50 : vec4(0.0)), (there_1.y ? _e56 : vec4(0.0)), (there_1.z ? _e62 : vec4(0.0)), (there_1.w ? _e68 : vec4(0.0)));
}

mat4x4 right_block(uint member_5, uint other_1, uint k_2) {
    if (RIGHT_ROWS_ARE_TERMS) {
        mat4x4 _e4 = right_square(member_5, k_2, other_1);
        return _e4;
    }
    mat4x4 _e5 = right_square(member_5, other_1, k_2);
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

void put(uint member_7, uint chunk_1, uint row_4, uint column_4, vec4 sum) {
    uint _e9 = _group_0_binding_0_cs.operands[3].pitch;
    if ((column_4 < _e9)) {
        uint _e12 = partial_place(member_7, chunk_1, row_4, column_4);
        _group_0_binding_5_cs[_e12] = sum;
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
    Part _e3 = part_of(workgroup, workgroups);
    uint _e7 = _group_0_binding_0_cs.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_5 = (local / SPAN);
    uint column_5 = (local % SPAN);
    mat4x4 _e28 = block(_e9, _e3.member, _e3.first);
    next = _e28;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e277 = start;
            start = (_e277 + DEPTH);
        }
        loop_init = false;
        uint _e32 = start;
        if ((_e32 < _e3.end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e44 = next[0];
            slab[(_e9.place + 0u)] = _e44;
            vec4 _e54 = next[1];
            slab[(_e9.place + 8u)] = _e54;
            vec4 _e64 = next[2];
            slab[(_e9.place + 16u)] = _e64;
            vec4 _e74 = next[3];
            slab[(_e9.place + 24u)] = _e74;
            memoryBarrierShared();
            barrier();
            uint _e75 = start;
            if (((_e75 + DEPTH) < _e3.end)) {
                uint _e81 = start;
                mat4x4 _e84 = block(_e9, _e3.member, (_e81 + DEPTH));
                next = _e84;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e274 = k;
                    k = (_e274 + 4u);
                }
                loop_init_1 = false;
                uint _e87 = k;
                if ((_e87 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e91 = k;
                    vec4 a0_0_ = slab[((((_e91 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e106 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e106) + 0u) * VECTORS) + column_5) + 0u)];
                    vec4 _e120 = sum0_0_;
                    sum0_0_ = (_e120 + (a0_0_.x * b0_0_));
                    vec4 _e124 = sum1_0_;
                    sum1_0_ = (_e124 + (a0_0_.y * b0_0_));
                    vec4 _e128 = sum2_0_;
                    sum2_0_ = (_e128 + (a0_0_.z * b0_0_));
                    vec4 _e132 = sum3_0_;
                    sum3_0_ = (_e132 + (a0_0_.w * b0_0_));
                    uint _e137 = k;
                    vec4 a1_0_ = slab[((((_e137 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e152 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e152) + 1u) * VECTORS) + column_5) + 0u)];
                    vec4 _e166 = sum0_0_;
                    sum0_0_ = (_e166 + (a1_0_.x * b1_0_));
                    vec4 _e170 = sum1_0_;
                    sum1_0_ = (_e170 + (a1_0_.y * b1_0_));
                    vec4 _e174 = sum2_0_;
                    sum2_0_ = (_e174 + (a1_0_.z * b1_0_));
                    vec4 _e178 = sum3_0_;
                    sum3_0_ = (_e178 + (a1_0_.w * b1_0_));
                    uint _e183 = k;
                    vec4 a2_0_ = slab[((((_e183 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e198 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e198) + 2u) * VECTORS) + column_5) + 0u)];
                    vec4 _e212 = sum0_0_;
                    sum0_0_ = (_e212 + (a2_0_.x * b2_0_));
                    vec4 _e216 = sum1_0_;
                    sum1_0_ = (_e216 + (a2_0_.y * b2_0_));
                    vec4 _e220 = sum2_0_;
                    sum2_0_ = (_e220 + (a2_0_.z * b2_0_));
                    vec4 _e224 = sum3_0_;
                    sum3_0_ = (_e224 + (a2_0_.w * b2_0_));
                    uint _e229 = k;
                    vec4 a3_0_ = slab[((((_e229 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e244 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e244) + 3u) * VECTORS) + column_5) + 0u)];
                    vec4 _e258 = sum0_0_;
                    sum0_0_ = (_e258 + (a3_0_.x * b3_0_));
                    vec4 _e262 = sum1_0_;
                    sum1_0_ = (_e262 + (a3_0_.y * b3_0_));
                    vec4 _e266 = sum2_0_;
                    sum2_0_ = (_e266 + (a3_0_.z * b3_0_));
                    vec4 _e270 = sum3_0_;
                    sum3_0_ = (_e270 + (a3_0_.w * b3_0_));
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e293 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e293)) {
        vec4 _e306 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_5 + 0u))), _e306);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e320 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e320)) {
        vec4 _e333 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_5 + 0u))), _e333);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e347 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e347)) {
        vec4 _e360 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_5 + 0u))), _e360);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e374 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e374)) {
        vec4 _e387 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_5 + 0u))), _e387);
        return;
    } else {
        return;
    }
}

