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

layout(std430, binding = 1) buffer type_4_block_2Compute { float _group_0_binding_2_cs[]; };


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
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
    uint _e6 = _group_0_binding_0_cs.columns;
    if ((_e3 >= _e6)) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e27 = k;
            k = (_e27 + 1u);
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = _group_0_binding_0_cs.inner;
        if ((_e13 < _e16)) {
        } else {
            break;
        }
        {
            float _e18 = sum;
            uint _e21 = k;
            uint _e22 = at(0u, m, _e21, _e3);
            float _e24 = _group_0_binding_1_cs[_e22];
            sum = (_e18 + _e24);
        }
    }
    uint _e32 = at(1u, m, 0u, _e3);
    float _e34 = sum;
    uint _e37 = _group_0_binding_0_cs.inner;
    _group_0_binding_2_cs[_e32] = (_e34 / float(_e37));
    return;
}

