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

float derivative(float h) {
    return 1.0;
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uvec3 workgroups = gl_NumWorkGroups;
    uint local = gl_LocalInvocationIndex;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = _group_0_binding_0_cs.columns;
    uint row_1 = (_e3 / _e6);
    uint _e10 = _group_0_binding_0_cs.columns;
    uint column_1 = (_e3 % _e10);
    uint _e14 = _group_0_binding_0_cs.rows;
    if ((row_1 >= _e14)) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1);
    float output_ = _group_0_binding_1_cs[_e19];
    uint _e24 = at(2u, m, row_1, column_1);
    uint _e28 = at(1u, m, row_1, column_1);
    float _e30 = _group_0_binding_2_cs[_e28];
    float _e32 = derivative(output_);
    _group_0_binding_3_cs[_e24] = ((output_ - _e30) * _e32);
    return;
}

