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
const uint LANES = 16u;
const uint WORKGROUP = 64u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_5_block_1Compute { float _group_0_binding_3_cs[]; };

layout(std430, binding = 1) buffer type_7_block_2Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 2) buffer type_7_block_3Compute { vec4 _group_0_binding_5_cs[]; };

layout(std430, binding = 6) buffer type_7_block_4Compute { vec4 _group_0_binding_9_cs[]; };

shared vec4 slab[64];

layout(std430, binding = 4) buffer type_10_block_5Compute { uint _group_0_binding_7_cs[]; };

layout(std430, binding = 3) readonly buffer type_5_block_6Compute { float _group_0_binding_6_cs[]; };

layout(std430, binding = 5) buffer type_5_block_7Compute { float _group_0_binding_8_cs[]; };


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint element(uvec3 workgroup_1, uvec3 workgroups_1, uint local_1) {
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
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

uint partial_place(uint member_2, uint chunk, uint row_2, uint column_3) {
    uint _e6 = _group_0_binding_0_cs.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = _group_0_binding_0_cs.chunks;
    uint _e20 = _group_0_binding_0_cs.operands[3].pitch;
    return (((((((member_2 * _e11) + chunk) * rows) + row_2) * _e20) + column_3) / 4u);
}

vec4 total(uint member_3, uint row_3, uint column_4) {
    vec4 sum_1 = vec4(0.0);
    uint chunk_1 = 0u;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e21 = chunk_1;
            chunk_1 = (_e21 + 1u);
        }
        loop_init = false;
        uint _e8 = chunk_1;
        uint _e11 = _group_0_binding_0_cs.chunks;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            vec4 _e13 = sum_1;
            uint _e15 = chunk_1;
            uint _e16 = partial_place(member_3, _e15, row_3, column_4);
            vec4 _e18 = _group_0_binding_9_cs[_e16];
            sum_1 = (_e13 + _e18);
        }
    }
    vec4 _e23 = sum_1;
    return _e23;
}

void end_step(uint local_2) {
    uint first = 0u;
    float sum_2 = 0.0;
    uint k = 0u;
    bool local_3 = false;
    bool local_4 = false;
    uint other = 0u;
    uint step_ = _group_0_binding_7_cs[1];
    uint lane = (local_2 % LANES);
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e94 = first;
            first = (_e94 + 4u);
        }
        loop_init_1 = false;
        uint _e8 = first;
        uint _e11 = _group_0_binding_0_cs.members;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = (_e13 + (local_2 / LANES));
            sum_2 = 0.0;
            k = 0u;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e50 = k;
                    k = (_e50 + LANES);
                }
                loop_init_2 = false;
                uint _e21 = k;
                uint _e24 = _group_0_binding_0_cs.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = _group_0_binding_0_cs.members;
                    if ((m < _e28)) {
                        uint _e32 = k;
                        uint _e36 = _group_0_binding_0_cs.inner;
                        local_3 = ((_e32 + lane) < _e36);
                    } else {
                        local_3 = false;
                    }
                    bool _e39 = local_3;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k;
                        uint _e46 = at(5u, m, 0u, (_e44 + lane));
                        float _e48 = _group_0_binding_6_cs[_e46];
                        sum_2 = (_e40 + _e48);
                    }
                }
            }
            memoryBarrierShared();
            barrier();
            float _e55 = sum_2;
            slab[local_2] = vec4(_e55);
            memoryBarrierShared();
            barrier();
            if ((lane == 0u)) {
                uint _e63 = _group_0_binding_0_cs.members;
                local_4 = (m < _e63);
            } else {
                local_4 = false;
            }
            bool _e66 = local_4;
            if (_e66) {
                other = 1u;
                bool loop_init_3 = true;
                while(true) {
                    if (!loop_init_3) {
                        uint _e81 = other;
                        other = (_e81 + 1u);
                    }
                    loop_init_3 = false;
                    uint _e69 = other;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other;
                        float _e78 = slab[(local_2 + _e74)].x;
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
    if ((local_2 == 0u)) {
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
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        end_step(local);
    }
    uint _e11 = element(workgroup, workgroups, local);
    uint i = (4u * _e11);
    uint _e17 = _group_0_binding_0_cs.operands[3].pitch;
    uint row_4 = (i / _e17);
    uint _e23 = _group_0_binding_0_cs.operands[3].pitch;
    uint column_5 = (i % _e23);
    uint _e27 = _group_0_binding_0_cs.rows;
    if ((row_4 >= (_e27 + BIAS_ROWS))) {
        return;
    }
    vec4 _e33 = total(workgroup.z, row_4, column_5);
    finish(workgroup.z, row_4, column_5, _e33);
    return;
}

