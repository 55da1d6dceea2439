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

layout(std430, binding = 0) readonly buffer type_5_block_1Compute { float _group_0_binding_1_cs[]; };

layout(std430, binding = 1) buffer type_5_block_2Compute { float _group_0_binding_2_cs[]; };


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint element(uvec3 workgroup_1, uvec3 workgroups_1, uint local_1) {
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

float activation(float a) {
    bool local_2 = false;
    uint bits = floatBitsToUint(a);
    if ((bits >= 2147483648u)) {
        local_2 = (bits <= 4286578688u);
    } else {
        local_2 = false;
    }
    bool negative = local_2;
    return (negative ? 0.0 : a);
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
    uint _e19 = at(1u, m, row_1, column_1);
    uint _e23 = at(0u, m, row_1, column_1);
    float _e25 = _group_0_binding_1_cs[_e23];
    float _e26 = activation(_e25);
    _group_0_binding_2_cs[_e19] = _e26;
    return;
}

