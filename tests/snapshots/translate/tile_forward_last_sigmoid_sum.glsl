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
const bool LEFT_ROWS_ARE_TERMS = false;
const bool RIGHT_ROWS_ARE_TERMS = true;
const uint BIAS_ROWS = 0u;
const uint WORKGROUP = 64u;

layout(std140, binding = 0) uniform Command_block_0Compute { Command _group_0_binding_0_cs; };

layout(std430, binding = 0) readonly buffer type_6_block_1Compute { vec4 _group_0_binding_3_cs[]; };

layout(std430, binding = 1) buffer type_6_block_2Compute { vec4 _group_0_binding_4_cs[]; };

layout(std430, binding = 2) readonly buffer type_6_block_3Compute { vec4 _group_0_binding_5_cs[]; };

layout(std430, binding = 5) buffer type_7_block_4Compute { float _group_0_binding_8_cs[]; };

layout(std430, binding = 3) readonly buffer type_8_block_5Compute { uint _group_0_binding_6_cs[]; };

layout(std430, binding = 4) readonly buffer type_8_block_6Compute { uint _group_0_binding_7_cs[]; };

layout(std430, binding = 6) buffer type_6_block_7Compute { vec4 _group_0_binding_9_cs[]; };


uint at(uint o, uint member, uint row, uint column_1) {
    Tensor t = _group_0_binding_0_cs.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column_1);
}

uint element(uvec3 workgroup_1, uvec3 workgroups_1, uint local_1) {
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

float activation(float a) {
    float e = exp(-(abs(a)));
    return (((a >= 0.0) ? 1.0 : e) / (1.0 + e));
}

float derivative(float h) {
    return (h * (1.0 - h));
}

vec4 outputs(uint member_1, uint column_2, vec4 sum) {
    uint _e6 = at(2u, member_1, 0u, column_2);
    vec4 _e10 = _group_0_binding_3_cs[(_e6 / 4u)];
    vec4 a_1 = (sum + _e10);
    float _e13 = activation(a_1.x);
    float _e15 = activation(a_1.y);
    float _e17 = activation(a_1.z);
    float _e19 = activation(a_1.w);
    return vec4(_e13, _e15, _e17, _e19);
}

uint sample_row(uint member_2, uint row_1) {
    uint _e7 = _group_0_binding_7_cs[0];
    uint _e9 = at(5u, member_2, 0u, (_e7 + row_1));
    uint _e11 = _group_0_binding_6_cs[_e9];
    return _e11;
}

vec4 within(uint column_3, vec4 value) {
    uvec4 columns = (uvec4(column_3) + uvec4(0u, 1u, 2u, 3u));
    uint _e13 = _group_0_binding_0_cs.columns;
    return mix(vec4(0.0), value, lessThan(columns, uvec4(_e13)));
}

float finish(uint member_3, uint row_2, uint column_4, vec4 sum_1) {
    vec4 _e4 = outputs(member_3, column_4, sum_1);
    float _e6 = derivative(_e4.x);
    float _e8 = derivative(_e4.y);
    float _e10 = derivative(_e4.z);
    float _e12 = derivative(_e4.w);
    vec4 slope = vec4(_e6, _e8, _e10, _e12);
    uint _e16 = sample_row(member_3, row_2);
    uint _e17 = at(4u, member_3, _e16, column_4);
    vec4 t_1 = _group_0_binding_5_cs[(_e17 / 4u)];
    vec4 _e23 = within(column_4, (_e4 - t_1));
    uint _e26 = at(3u, member_3, row_2, column_4);
    _group_0_binding_4_cs[(_e26 / 4u)] = (_e23 * slope);
    return dot(_e23, _e23);
}

void put_loss(uint member_4, uint row_3, float sum_2) {
    uint _e6 = at(7u, member_4, 0u, row_3);
    _group_0_binding_8_cs[_e6] = (0.5 * sum_2);
    return;
}

uint partial_place(uint member_5, uint chunk, uint row_4, uint column_5) {
    uint _e6 = _group_0_binding_0_cs.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = _group_0_binding_0_cs.chunks;
    uint _e20 = _group_0_binding_0_cs.operands[3].pitch;
    return (((((((member_5 * _e11) + chunk) * rows) + row_4) * _e20) + column_5) / 4u);
}

vec4 total(uint member_6, uint row_5, uint column_6) {
    vec4 sum_3 = vec4(0.0);
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
            vec4 _e13 = sum_3;
            uint _e15 = chunk_1;
            uint _e16 = partial_place(member_6, _e15, row_5, column_6);
            vec4 _e18 = _group_0_binding_9_cs[_e16];
            sum_3 = (_e13 + _e18);
        }
    }
    vec4 _e23 = sum_3;
    return _e23;
}

void main() {
    uvec3 workgroup = gl_WorkGroupID;
    uvec3 workgroups = gl_NumWorkGroups;
    uint local = gl_LocalInvocationIndex;
    float loss = 0.0;
    uint column = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = _group_0_binding_0_cs.rows;
    if ((_e3 >= _e6)) {
        return;
    }
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e25 = column;
            column = (_e25 + 4u);
        }
        loop_init_1 = false;
        uint _e12 = column;
        uint _e15 = _group_0_binding_0_cs.columns;
        if ((_e12 < _e15)) {
        } else {
            break;
        }
        {
            float _e17 = loss;
            uint _e19 = column;
            uint _e21 = column;
            vec4 _e22 = total(workgroup.z, _e3, _e21);
            float _e23 = finish(workgroup.z, _e3, _e19, _e22);
            loss = (_e17 + _e23);
        }
    }
    float _e29 = loss;
    put_loss(workgroup.z, _e3, _e29);
    return;
}

