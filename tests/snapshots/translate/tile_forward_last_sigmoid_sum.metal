// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
    uint size5;
    uint size6;
    uint size7;
};

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[9];
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
    type_1 operands;
};
typedef metal::float4 type_6[1];
typedef float type_7[1];
typedef uint type_8[1];
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 0u;
constant uint WORKGROUP = 64u;

uint at(
    uint o,
    uint member,
    uint row,
    uint column_1,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row * t.pitch)) + column_1;
}

uint element(
    metal::uint3 workgroup_1,
    metal::uint3 workgroups_1,
    uint local_1
) {
    return (((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1;
}

float activation(
    float a
) {
    float e = metal::exp(-(metal::abs(a)));
    return ((a >= 0.0) ? 1.0 : e) / (1.0 + e);
}

float derivative(
    float h
) {
    return h * (1.0 - h);
}

metal::float4 outputs(
    uint member_1,
    uint column_2,
    metal::float4 sum,
    constant Command& command,
    device type_6 const& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(2u, member_1, 0u, column_2, command);
    metal::float4 _e10 = b[_e6 / 4u];
    metal::float4 a_1 = sum + _e10;
    float _e13 = activation(a_1.x);
    float _e15 = activation(a_1.y);
    float _e17 = activation(a_1.z);
    float _e19 = activation(a_1.w);
    return metal::float4(_e13, _e15, _e17, _e19);
}

uint sample_row(
    uint member_2,
    uint row_1,
    constant Command& command,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e7 = cursor[0];
    uint _e9 = at(5u, member_2, 0u, _e7 + row_1, command);
    uint _e11 = order[_e9];
    return _e11;
}

metal::float4 within(
    uint column_3,
    metal::float4 value,
    constant Command& command
) {
    metal::uint4 columns = metal::uint4(column_3) + metal::uint4(0u, 1u, 2u, 3u);
    uint _e13 = command.columns;
    return metal::select(metal::float4(0.0), value, columns < metal::uint4(_e13));
}

float finish(
    uint member_3,
    uint row_2,
    uint column_4,
    metal::float4 sum_1,
    constant Command& command,
    device type_6 const& b,
    device type_6& delta,
    device type_6 const& targets,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e4 = outputs(member_3, column_4, sum_1, command, b, _buffer_sizes);
    float _e6 = derivative(_e4.x);
    float _e8 = derivative(_e4.y);
    float _e10 = derivative(_e4.z);
    float _e12 = derivative(_e4.w);
    metal::float4 slope = metal::float4(_e6, _e8, _e10, _e12);
    uint _e16 = sample_row(member_3, row_2, command, order, cursor, _buffer_sizes);
    uint _e17 = at(4u, member_3, _e16, column_4, command);
    metal::float4 t_1 = targets[_e17 / 4u];
    metal::float4 _e23 = within(column_4, _e4 - t_1, command);
    uint _e26 = at(3u, member_3, row_2, column_4, command);
    delta[_e26 / 4u] = _e23 * slope;
    return metal::dot(_e23, _e23);
}

void put_loss(
    uint member_4,
    uint row_3,
    float sum_2,
    constant Command& command,
    device type_7& sample_loss,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(7u, member_4, 0u, row_3, command);
    sample_loss[_e6] = 0.5 * sum_2;
    return;
}

uint partial_place(
    uint member_5,
    uint chunk,
    uint row_4,
    uint column_5,
    constant Command& command
) {
    uint _e6 = command.rows;
    uint rows = _e6 + BIAS_ROWS;
    uint _e11 = command.chunks;
    uint _e20 = command.operands.inner[3].pitch;
    return ((((((member_5 * _e11) + chunk) * rows) + row_4) * _e20) + column_5) / 4u;
}

metal::float4 total(
    uint member_6,
    uint row_5,
    uint column_6,
    constant Command& command,
    device type_6 const& partial,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 sum_3 = metal::float4(0.0);
    uint chunk_1 = 0u;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e21 = chunk_1;
            chunk_1 = _e21 + 1u;
        }
        loop_init = false;
        uint _e8 = chunk_1;
        uint _e11 = command.chunks;
        if (_e8 < _e11) {
        } else {
            break;
        }
        {
            metal::float4 _e13 = sum_3;
            uint _e15 = chunk_1;
            uint _e16 = partial_place(member_6, _e15, row_5, column_6, command);
            metal::float4 _e18 = partial[_e16];
            sum_3 = _e13 + _e18;
        }
    }
    metal::float4 _e23 = sum_3;
    return _e23;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_6 const& b [[buffer(1)]]
, device type_6& delta [[buffer(2)]]
, device type_6 const& targets [[buffer(3)]]
, device type_7& sample_loss [[buffer(6)]]
, device type_8 const& order [[buffer(4)]]
, device type_8 const& cursor [[buffer(5)]]
, device type_6 const& partial [[buffer(7)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(8)]]
) {
    float loss = 0.0;
    uint column = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e25 = column;
            column = _e25 + 4u;
        }
        loop_init_1 = false;
        uint _e12 = column;
        uint _e15 = command.columns;
        if (_e12 < _e15) {
        } else {
            break;
        }
        {
            float _e17 = loss;
            uint _e19 = column;
            uint _e21 = column;
            metal::float4 _e22 = total(workgroup.z, _e3, _e21, command, partial, _buffer_sizes);
            float _e23 = finish(workgroup.z, _e3, _e19, _e22, command, b, delta, targets, order, cursor, _buffer_sizes);
            loss = _e17 + _e23;
        }
    }
    float _e29 = loss;
    put_loss(workgroup.z, _e3, _e29, command, sample_loss, _buffer_sizes);
    return;
}
