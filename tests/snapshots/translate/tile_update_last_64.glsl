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

Part part_of(uvec3 workgroup_1, uvec3 workgroups_1) {
    uint number = ((workgroup_1.y * workgroups_1.x) + workgroup_1.x);
    uint _e9 = _group_0_binding_0_cs.chunks;
    uint chunk_1 = (number % _e9);
    uint _e13 = _group_0_binding_0_cs.chunks;
    uint tile = (number / _e13);
    uint _e17 = _group_0_binding_0_cs.columns;
    uint across = (((_e17 + SIDE) - 1u) / SIDE);
    uint _e26 = _group_0_binding_0_cs.chunk;
    uint first_1 = (chunk_1 * _e26);
    uint _e30 = _group_0_binding_0_cs.chunk;
    uint _e34 = _group_0_binding_0_cs.inner;
    uint end = min((first_1 + _e30), _e34);
    return Part(workgroup_1.z, chunk_1, first_1, end, ((tile / across) * SIDE), ((tile % across) * SIDE));
}

Load load_of(Part part, uint local_3) {
    bool is_left = (local_3 < 128u);
    uint load_1 = (local_3 % 128u);
    uint vector = ((load_1 / 2u) % VECTORS);
    uint k_5 = (4u * ((load_1 % 2u) + (2u * (load_1 / 32u))));
    uint other_3 = ((is_left ? part.first_row : part.first_column) + (4u * vector));
    return Load(is_left, k_5, other_3, ((((is_left ? 0u : DEPTH) + k_5) * VECTORS) + vector));
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

void end_step(uint local_4) {
    uint first = 0u;
    float sum_2 = 0.0;
    uint k_4 = 0u;
    bool local_5 = false;
    bool local_6 = false;
    uint other_2 = 0u;
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
            k_4 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_4;
                    k_4 = (_e50 + LANES);
                }
                loop_init_1 = false;
                uint _e21 = k_4;
                uint _e24 = _group_0_binding_0_cs.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = _group_0_binding_0_cs.members;
                    if ((m < _e28)) {
                        uint _e32 = k_4;
                        uint _e36 = _group_0_binding_0_cs.inner;
                        local_5 = ((_e32 + lane) < _e36);
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_4;
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
                other_2 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_2;
                        other_2 = (_e81 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e69 = other_2;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_2;
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
    Part _e3 = part_of(workgroup, workgroups);
    uint _e7 = _group_0_binding_0_cs.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        end_step(local);
    }
    Load _e16 = load_of(_e3, local);
    uint row_5 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e38 = block(_e16, _e3.member, _e3.first);
    next = _e38;
    start = _e3.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e320 = start;
            start = (_e320 + DEPTH);
        }
        loop_init_3 = false;
        uint _e42 = start;
        if ((_e42 < _e3.end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e54 = next[0];
            slab[(_e16.place + 0u)] = _e54;
            vec4 _e64 = next[1];
            slab[(_e16.place + 16u)] = _e64;
            vec4 _e74 = next[2];
            slab[(_e16.place + 32u)] = _e74;
            vec4 _e84 = next[3];
            slab[(_e16.place + 48u)] = _e84;
            memoryBarrierShared();
            barrier();
            uint _e85 = start;
            if (((_e85 + DEPTH) < _e3.end)) {
                uint _e91 = start;
                mat4x4 _e94 = block(_e16, _e3.member, (_e91 + DEPTH));
                next = _e94;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e284 = k;
                    k = (_e284 + 4u);
                }
                loop_init_4 = false;
                uint _e97 = k;
                if ((_e97 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e101 = k;
                    vec4 a0_0_ = slab[((((_e101 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e116 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e116) + 0u) * VECTORS) + column_6) + 0u)];
                    vec4 _e130 = sum0_0_;
                    sum0_0_ = (_e130 + (a0_0_.x * b0_0_));
                    vec4 _e134 = sum1_0_;
                    sum1_0_ = (_e134 + (a0_0_.y * b0_0_));
                    vec4 _e138 = sum2_0_;
                    sum2_0_ = (_e138 + (a0_0_.z * b0_0_));
                    vec4 _e142 = sum3_0_;
                    sum3_0_ = (_e142 + (a0_0_.w * b0_0_));
                    uint _e147 = k;
                    vec4 a1_0_ = slab[((((_e147 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e162 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e162) + 1u) * VECTORS) + column_6) + 0u)];
                    vec4 _e176 = sum0_0_;
                    sum0_0_ = (_e176 + (a1_0_.x * b1_0_));
                    vec4 _e180 = sum1_0_;
                    sum1_0_ = (_e180 + (a1_0_.y * b1_0_));
                    vec4 _e184 = sum2_0_;
                    sum2_0_ = (_e184 + (a1_0_.z * b1_0_));
                    vec4 _e188 = sum3_0_;
                    sum3_0_ = (_e188 + (a1_0_.w * b1_0_));
                    uint _e193 = k;
                    vec4 a2_0_ = slab[((((_e193 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e208 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e208) + 2u) * VECTORS) + column_6) + 0u)];
                    vec4 _e222 = sum0_0_;
                    sum0_0_ = (_e222 + (a2_0_.x * b2_0_));
                    vec4 _e226 = sum1_0_;
                    sum1_0_ = (_e226 + (a2_0_.y * b2_0_));
                    vec4 _e230 = sum2_0_;
                    sum2_0_ = (_e230 + (a2_0_.z * b2_0_));
                    vec4 _e234 = sum3_0_;
                    sum3_0_ = (_e234 + (a2_0_.w * b2_0_));
                    uint _e239 = k;
                    vec4 a3_0_ = slab[((((_e239 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e254 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e254) + 3u) * VECTORS) + column_6) + 0u)];
                    vec4 _e268 = sum0_0_;
                    sum0_0_ = (_e268 + (a3_0_.x * b3_0_));
                    vec4 _e272 = sum1_0_;
                    sum1_0_ = (_e272 + (a3_0_.y * b3_0_));
                    vec4 _e276 = sum2_0_;
                    sum2_0_ = (_e276 + (a3_0_.z * b3_0_));
                    vec4 _e280 = sum3_0_;
                    sum3_0_ = (_e280 + (a3_0_.w * b3_0_));
                }
            }
            if ((_e3.first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e295 = local_1;
            if (_e295) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e318 = k_1;
                        k_1 = (_e318 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e298 = k_1;
                    if ((_e298 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e301 = bias0_;
                        uint _e304 = k_1;
                        vec4 _e315 = slab[((((DEPTH + _e304) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e301 + _e315);
                    }
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e336 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e336)) {
        vec4 _e349 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 0u))), _e349);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e363 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e363)) {
        vec4 _e376 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 0u))), _e376);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e390 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e390)) {
        vec4 _e403 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 0u))), _e403);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e417 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e417)) {
        vec4 _e430 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 0u))), _e430);
    }
    if ((_e3.first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e439 = local_2;
    if (_e439) {
        uint _e444 = _group_0_binding_0_cs.rows;
        vec4 _e454 = bias0_;
        put(_e3.member, _e3.chunk, _e444, (_e3.first_column + (4u * (column_6 + 0u))), _e454);
        return;
    } else {
        return;
    }
}

