#version 310 es

precision highp float;
precision highp int;

layout(local_size_x = 1, local_size_y = 1, local_size_z = 1) in;

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
layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) buffer type_2_block_1Compute { uint _group_0_binding_1_cs[]; };


void main() {
    uint _e2 = _group_0_binding_1_cs[0];
    uint _e5 = _group_0_binding_0_cs.rows;
    uint _e8 = _group_0_binding_0_cs.inner;
    _group_0_binding_1_cs[0] = (_e2 + (_e5 * _e8));
    uint _e13 = _group_0_binding_1_cs[1];
    uint _e16 = _group_0_binding_0_cs.inner;
    _group_0_binding_1_cs[1] = (_e13 + _e16);
    return;
}

