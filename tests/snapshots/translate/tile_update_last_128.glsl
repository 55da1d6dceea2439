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
    uint k_5 = (4u * ((load_1 % 2u) + (2u * (load_1 / 64u))));
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
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        end_step(local);
    }
    Load _e16 = load_of(_e3, local);
    uint row_5 = (local / SPAN);
    uint column_6 = (local % SPAN);
    mat4x4 _e77 = block(_e16, _e3.member, _e3.first);
    next = _e77;
    start = _e3.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e687 = start;
            start = (_e687 + DEPTH);
        }
        loop_init_3 = false;
        uint _e81 = start;
        if ((_e81 < _e3.end)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            vec4 _e93 = next[0];
            slab[(_e16.place + 0u)] = _e93;
            vec4 _e103 = next[1];
            slab[(_e16.place + 32u)] = _e103;
            vec4 _e113 = next[2];
            slab[(_e16.place + 64u)] = _e113;
            vec4 _e123 = next[3];
            slab[(_e16.place + 96u)] = _e123;
            memoryBarrierShared();
            barrier();
            uint _e124 = start;
            if (((_e124 + DEPTH) < _e3.end)) {
                uint _e130 = start;
                mat4x4 _e133 = block(_e16, _e3.member, (_e130 + DEPTH));
                next = _e133;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e635 = k;
                    k = (_e635 + 4u);
                }
                loop_init_4 = false;
                uint _e136 = k;
                if ((_e136 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e140 = k;
                    vec4 a0_0_ = slab[((((_e140 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e155 = k;
                    vec4 b0_0_ = slab[(((((DEPTH + _e155) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e170 = k;
                    vec4 a0_1_ = slab[((((_e170 + 0u) * VECTORS) + row_5) + 16u)];
                    uint _e185 = k;
                    vec4 b0_1_ = slab[(((((DEPTH + _e185) + 0u) * VECTORS) + column_6) + 16u)];
                    vec4 _e199 = sum0_0_;
                    sum0_0_ = (_e199 + (a0_0_.x * b0_0_));
                    vec4 _e203 = sum0_1_;
                    sum0_1_ = (_e203 + (a0_0_.x * b0_1_));
                    vec4 _e207 = sum1_0_;
                    sum1_0_ = (_e207 + (a0_0_.y * b0_0_));
                    vec4 _e211 = sum1_1_;
                    sum1_1_ = (_e211 + (a0_0_.y * b0_1_));
                    vec4 _e215 = sum2_0_;
                    sum2_0_ = (_e215 + (a0_0_.z * b0_0_));
                    vec4 _e219 = sum2_1_;
                    sum2_1_ = (_e219 + (a0_0_.z * b0_1_));
                    vec4 _e223 = sum3_0_;
                    sum3_0_ = (_e223 + (a0_0_.w * b0_0_));
                    vec4 _e227 = sum3_1_;
                    sum3_1_ = (_e227 + (a0_0_.w * b0_1_));
                    vec4 _e231 = sum4_0_;
                    sum4_0_ = (_e231 + (a0_1_.x * b0_0_));
                    vec4 _e235 = sum4_1_;
                    sum4_1_ = (_e235 + (a0_1_.x * b0_1_));
                    vec4 _e239 = sum5_0_;
                    sum5_0_ = (_e239 + (a0_1_.y * b0_0_));
                    vec4 _e243 = sum5_1_;
                    sum5_1_ = (_e243 + (a0_1_.y * b0_1_));
                    vec4 _e247 = sum6_0_;
                    sum6_0_ = (_e247 + (a0_1_.z * b0_0_));
                    vec4 _e251 = sum6_1_;
                    sum6_1_ = (_e251 + (a0_1_.z * b0_1_));
                    vec4 _e255 = sum7_0_;
                    sum7_0_ = (_e255 + (a0_1_.w * b0_0_));
                    vec4 _e259 = sum7_1_;
                    sum7_1_ = (_e259 + (a0_1_.w * b0_1_));
                    uint _e264 = k;
                    vec4 a1_0_ = slab[((((_e264 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e279 = k;
                    vec4 b1_0_ = slab[(((((DEPTH + _e279) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e294 = k;
                    vec4 a1_1_ = slab[((((_e294 + 1u) * VECTORS) + row_5) + 16u)];
                    uint _e309 = k;
                    vec4 b1_1_ = slab[(((((DEPTH + _e309) + 1u) * VECTORS) + column_6) + 16u)];
                    vec4 _e323 = sum0_0_;
                    sum0_0_ = (_e323 + (a1_0_.x * b1_0_));
                    vec4 _e327 = sum0_1_;
                    sum0_1_ = (_e327 + (a1_0_.x * b1_1_));
                    vec4 _e331 = sum1_0_;
                    sum1_0_ = (_e331 + (a1_0_.y * b1_0_));
                    vec4 _e335 = sum1_1_;
                    sum1_1_ = (_e335 + (a1_0_.y * b1_1_));
                    vec4 _e339 = sum2_0_;
                    sum2_0_ = (_e339 + (a1_0_.z * b1_0_));
                    vec4 _e343 = sum2_1_;
                    sum2_1_ = (_e343 + (a1_0_.z * b1_1_));
                    vec4 _e347 = sum3_0_;
                    sum3_0_ = (_e347 + (a1_0_.w * b1_0_));
                    vec4 _e351 = sum3_1_;
                    sum3_1_ = (_e351 + (a1_0_.w * b1_1_));
                    vec4 _e355 = sum4_0_;
                    sum4_0_ = (_e355 + (a1_1_.x * b1_0_));
                    vec4 _e359 = sum4_1_;
                    sum4_1_ = (_e359 + (a1_1_.x * b1_1_));
                    vec4 _e363 = sum5_0_;
                    sum5_0_ = (_e363 + (a1_1_.y * b1_0_));
                    vec4 _e367 = sum5_1_;
                    sum5_1_ = (_e367 + (a1_1_.y * b1_1_));
                    vec4 _e371 = sum6_0_;
                    sum6_0_ = (_e371 + (a1_1_.z * b1_0_));
                    vec4 _e375 = sum6_1_;
                    sum6_1_ = (_e375 + (a1_1_.z * b1_1_));
                    vec4 _e379 = sum7_0_;
                    sum7_0_ = (_e379 + (a1_1_.w * b1_0_));
                    vec4 _e383 = sum7_1_;
                    sum7_1_ = (_e383 + (a1_1_.w * b1_1_));
                    uint _e388 = k;
                    vec4 a2_0_ = slab[((((_e388 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e403 = k;
                    vec4 b2_0_ = slab[(((((DEPTH + _e403) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e418 = k;
                    vec4 a2_1_ = slab[((((_e418 + 2u) * VECTORS) + row_5) + 16u)];
                    uint _e433 = k;
                    vec4 b2_1_ = slab[(((((DEPTH + _e433) + 2u) * VECTORS) + column_6) + 16u)];
                    vec4 _e447 = sum0_0_;
                    sum0_0_ = (_e447 + (a2_0_.x * b2_0_));
                    vec4 _e451 = sum0_1_;
                    sum0_1_ = (_e451 + (a2_0_.x * b2_1_));
                    vec4 _e455 = sum1_0_;
                    sum1_0_ = (_e455 + (a2_0_.y * b2_0_));
                    vec4 _e459 = sum1_1_;
                    sum1_1_ = (_e459 + (a2_0_.y * b2_1_));
                    vec4 _e463 = sum2_0_;
                    sum2_0_ = (_e463 + (a2_0_.z * b2_0_));
                    vec4 _e467 = sum2_1_;
                    sum2_1_ = (_e467 + (a2_0_.z * b2_1_));
                    vec4 _e471 = sum3_0_;
                    sum3_0_ = (_e471 + (a2_0_.w * b2_0_));
                    vec4 _e475 = sum3_1_;
                    sum3_1_ = (_e475 + (a2_0_.w * b2_1_));
                    vec4 _e479 = sum4_0_;
                    sum4_0_ = (_e479 + (a2_1_.x * b2_0_));
                    vec4 _e483 = sum4_1_;
                    sum4_1_ = (_e483 + (a2_1_.x * b2_1_));
                    vec4 _e487 = sum5_0_;
                    sum5_0_ = (_e487 + (a2_1_.y * b2_0_));
                    vec4 _e491 = sum5_1_;
                    sum5_1_ = (_e491 + (a2_1_.y * b2_1_));
                    vec4 _e495 = sum6_0_;
                    sum6_0_ = (_e495 + (a2_1_.z * b2_0_));
                    vec4 _e499 = sum6_1_;
                    sum6_1_ = (_e499 + (a2_1_.z * b2_1_));
                    vec4 _e503 = sum7_0_;
                    sum7_0_ = (_e503 + (a2_1_.w * b2_0_));
                    vec4 _e507 = sum7_1_;
                    sum7_1_ = (_e507 + (a2_1_.w * b2_1_));
                    uint _e512 = k;
                    vec4 a3_0_ = slab[((((_e512 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e527 = k;
                    vec4 b3_0_ = slab[(((((DEPTH + _e527) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e542 = k;
                    vec4 a3_1_ = slab[((((_e542 + 3u) * VECTORS) + row_5) + 16u)];
                    uint _e557 = k;
                    vec4 b3_1_ = slab[(((((DEPTH + _e557) + 3u) * VECTORS) + column_6) + 16u)];
                    vec4 _e571 = sum0_0_;
                    sum0_0_ = (_e571 + (a3_0_.x * b3_0_));
                    vec4 _e575 = sum0_1_;
                    sum0_1_ = (_e575 + (a3_0_.x * b3_1_));
                    vec4 _e579 = sum1_0_;
                    sum1_0_ = (_e579 + (a3_0_.y * b3_0_));
                    vec4 _e583 = sum1_1_;
                    sum1_1_ = (_e583 + (a3_0_.y * b3_1_));
                    vec4 _e587 = sum2_0_;
                    sum2_0_ = (_e587 + (a3_0_.z * b3_0_));
                    vec4 _e591 = sum2_1_;
                    sum2_1_ = (_e591 + (a3_0_.z * b3_1_));
                    vec4 _e595 = sum3_0_;
                    sum3_0_ = (_e595 + (a3_0_.w * b3_0_));
                    vec4 _e599 = sum3_1_;
                    sum3_1_ = (_e599 + (a3_0_.w * b3_1_));
                    vec4 _e603 = sum4_0_;
                    sum4_0_ = (_e603 + (a3_1_.x * b3_0_));
                    vec4 _e607 = sum4_1_;
                    sum4_1_ = (_e607 + (a3_1_.x * b3_1_));
                    vec4 _e611 = sum5_0_;
                    sum5_0_ = (_e611 + (a3_1_.y * b3_0_));
                    vec4 _e615 = sum5_1_;
                    sum5_1_ = (_e615 + (a3_1_.y * b3_1_));
                    vec4 _e619 = sum6_0_;
                    sum6_0_ = (_e619 + (a3_1_.z * b3_0_));
                    vec4 _e623 = sum6_1_;
                    sum6_1_ = (_e623 + (a3_1_.z * b3_1_));
                    vec4 _e627 = sum7_0_;
                    sum7_0_ = (_e627 + (a3_1_.w * b3_0_));
                    vec4 _e631 = sum7_1_;
                    sum7_1_ = (_e631 + (a3_1_.w * b3_1_));
                }
            }
            if ((_e3.first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e646 = local_1;
            if (_e646) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e685 = k_1;
                        k_1 = (_e685 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e649 = k_1;
                    if ((_e649 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        vec4 _e652 = bias0_;
                        uint _e655 = k_1;
                        vec4 _e666 = slab[((((DEPTH + _e655) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e652 + _e666);
                        vec4 _e668 = bias1_;
                        uint _e671 = k_1;
                        vec4 _e682 = slab[((((DEPTH + _e671) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e668 + _e682);
                    }
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e703 = _group_0_binding_0_cs.rows;
    if ((row0_ < _e703)) {
        vec4 _e716 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 0u))), _e716);
        vec4 _e728 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 16u))), _e728);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e742 = _group_0_binding_0_cs.rows;
    if ((row1_ < _e742)) {
        vec4 _e755 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 0u))), _e755);
        vec4 _e767 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 16u))), _e767);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e781 = _group_0_binding_0_cs.rows;
    if ((row2_ < _e781)) {
        vec4 _e794 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 0u))), _e794);
        vec4 _e806 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 16u))), _e806);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e820 = _group_0_binding_0_cs.rows;
    if ((row3_ < _e820)) {
        vec4 _e833 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 0u))), _e833);
        vec4 _e845 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 16u))), _e845);
    }
    uint row4_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 0u);
    uint _e859 = _group_0_binding_0_cs.rows;
    if ((row4_ < _e859)) {
        vec4 _e872 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 0u))), _e872);
        vec4 _e884 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 16u))), _e884);
    }
    uint row5_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 1u);
    uint _e898 = _group_0_binding_0_cs.rows;
    if ((row5_ < _e898)) {
        vec4 _e911 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 0u))), _e911);
        vec4 _e923 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 16u))), _e923);
    }
    uint row6_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 2u);
    uint _e937 = _group_0_binding_0_cs.rows;
    if ((row6_ < _e937)) {
        vec4 _e950 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 0u))), _e950);
        vec4 _e962 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 16u))), _e962);
    }
    uint row7_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 3u);
    uint _e976 = _group_0_binding_0_cs.rows;
    if ((row7_ < _e976)) {
        vec4 _e989 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 0u))), _e989);
        vec4 _e1001 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 16u))), _e1001);
    }
    if ((_e3.first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e1010 = local_2;
    if (_e1010) {
        uint _e1015 = _group_0_binding_0_cs.rows;
        vec4 _e1025 = bias0_;
        put(_e3.member, _e3.chunk, _e1015, (_e3.first_column + (4u * (column_6 + 0u))), _e1025);
        uint _e1030 = _group_0_binding_0_cs.rows;
        vec4 _e1040 = bias1_;
        put(_e3.member, _e3.chunk, _e1030, (_e3.first_column + (4u * (column_6 + 16u))), _e1040);
        return;
    } else {
        return;
    }
}

