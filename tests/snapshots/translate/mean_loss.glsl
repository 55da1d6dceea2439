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

layout(std430, binding = 1) readonly buffer type_5_block_2Compute { uint _group_0_binding_2_cs[]; };

layout(std430, binding = 2) buffer type_4_block_3Compute { float _group_0_binding_3_cs[]; };

shared float partial[64];


uint at(uint o, uint member, uint row, uint column) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uint local = gl_LocalInvocationIndex;
    float sum = 0.0;
    uint k = 0u;
    uint half_ = 32u;
    uint m = workgroup.z;
    k = local;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e20 = k;
            k = (_e20 + WORKGROUP);
        }
        loop_init = false;
        uint _e6 = k;
        uint _e9 = _group_0_binding_0_cs.inner;
        if ((_e6 < _e9)) {
        } else {
            break;
        }
        {
            float _e11 = sum;
            uint _e15 = k;
            uint _e16 = at(0u, m, 0u, _e15);
            float _e18 = _group_0_binding_1_cs[_e16];
            sum = (_e11 + _e18);
        }
    }
    float _e25 = sum;
    partial[local] = _e25;
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e45 = half_;
            half_ = (_e45 / 2u);
        }
        loop_init_1 = false;
        uint _e31 = half_;
        if ((_e31 > 0u)) {
        } else {
            break;
        }
        {
            memoryBarrierShared();
            barrier();
            uint _e34 = half_;
            if ((local < _e34)) {
                float _e38 = partial[local];
                uint _e40 = half_;
                float _e43 = partial[(local + _e40)];
                partial[local] = (_e38 + _e43);
            }
        }
    }
    if ((local == 0u)) {
        uint _e55 = _group_0_binding_2_cs[1];
        uint _e56 = at(2u, m, 0u, _e55);
        float _e60 = partial[0];
        uint _e63 = _group_0_binding_0_cs.inner;
        _group_0_binding_3_cs[_e56] = (_e60 / float(_e63));
        return;
    } else {
        return;
    }
}

