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
const uint WORKGROUP = 64u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_4_block_1Compute { float _group_0_binding_1_cs[]; };

layout(std430, binding = 1) readonly buffer type_4_block_2Compute { float _group_0_binding_2_cs[]; };

layout(std430, binding = 2) buffer type_4_block_3Compute { float _group_0_binding_3_cs[]; };


uint at(uint o, uint member, uint row, uint column) {
    Tensor t_1 = _group_0_binding_0_cs.operands[o];
    return (((member * t_1.member_stride) + (row * t_1.pitch)) + column);
}

uint element(uvec3 workgroup_1, uvec3 workgroups_1, uint local_1) {
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uvec3 workgroups = gl_NumWorkGroups;
    uint local = gl_LocalInvocationIndex;
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = _group_0_binding_0_cs.rows;
    if ((_e3 >= _e6)) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e35 = k;
            k = (_e35 + 1u);
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = _group_0_binding_0_cs.inner;
        if ((_e13 < _e16)) {
        } else {
            break;
        }
        {
            uint _e20 = k;
            uint _e21 = at(0u, m, _e3, _e20);
            float _e23 = _group_0_binding_1_cs[_e21];
            uint _e26 = k;
            uint _e27 = at(1u, m, _e3, _e26);
            float _e29 = _group_0_binding_2_cs[_e27];
            float difference = (_e23 - _e29);
            float _e31 = sum;
            sum = (_e31 + (difference * difference));
        }
    }
    uint _e40 = at(2u, m, 0u, _e3);
    float _e42 = sum;
    _group_0_binding_3_cs[_e40] = (0.5 * _e42);
    return;
}

