// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
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
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = false;
constant uint BIAS_ROWS = 0u;
constant uint WORKGROUP = 64u;

uint at(
    uint o,
    uint member,
    uint row,
    uint column,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row * t.pitch)) + column;
}

uint element(
    metal::uint3 workgroup_1,
    metal::uint3 workgroups_1,
    uint local_1
) {
    return (((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1;
}

float derivative(
    float h
) {
    return h * (1.0 - h);
}

metal::float4 within(
    uint column_1,
    metal::float4 value,
    constant Command& command
) {
    metal::uint4 columns = metal::uint4(column_1) + metal::uint4(0u, 1u, 2u, 3u);
    uint _e13 = command.columns;
    return metal::select(metal::float4(0.0), value, columns < metal::uint4(_e13));
}

void finish(
    uint member_1,
    uint row_1,
    uint column_2,
    metal::float4 sum,
    constant Command& command,
    device type_6 const& h_1,
    device type_6& back,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(2u, member_1, row_1, column_2, command);
    metal::float4 f = h_1[_e6 / 4u];
    float _e12 = derivative(f.x);
    float _e14 = derivative(f.y);
    float _e16 = derivative(f.z);
    float _e18 = derivative(f.w);
    metal::float4 slope = metal::float4(_e12, _e14, _e16, _e18);
    uint _e22 = at(3u, member_1, row_1, column_2, command);
    metal::float4 _e27 = within(column_2, sum * slope, command);
    back[_e22 / 4u] = _e27;
    return;
}

uint partial_place(
    uint member_2,
    uint chunk,
    uint row_2,
    uint column_3,
    constant Command& command
) {
    uint _e6 = command.rows;
    uint rows = _e6 + BIAS_ROWS;
    uint _e11 = command.chunks;
    uint _e20 = command.operands.inner[3].pitch;
    return ((((((member_2 * _e11) + chunk) * rows) + row_2) * _e20) + column_3) / 4u;
}

metal::float4 total(
    uint member_3,
    uint row_3,
    uint column_4,
    constant Command& command,
    device type_6 const& partial,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 sum_1 = metal::float4(0.0);
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
            metal::float4 _e13 = sum_1;
            uint _e15 = chunk_1;
            uint _e16 = partial_place(member_3, _e15, row_3, column_4, command);
            metal::float4 _e18 = partial[_e16];
            sum_1 = _e13 + _e18;
        }
    }
    metal::float4 _e23 = sum_1;
    return _e23;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_6 const& h_1 [[buffer(1)]]
, device type_6& back [[buffer(2)]]
, device type_6 const& partial [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e4 = element(workgroup, workgroups, local);
    uint i = 4u * _e4;
    uint _e10 = command.operands.inner[3].pitch;
    uint row_4 = i / _e10;
    uint _e16 = command.operands.inner[3].pitch;
    uint column_5 = i % _e16;
    uint _e20 = command.rows;
    if (row_4 >= (_e20 + BIAS_ROWS)) {
        return;
    }
    metal::float4 _e26 = total(workgroup.z, row_4, column_5, command, partial, _buffer_sizes);
    finish(workgroup.z, row_4, column_5, _e26, command, h_1, back, _buffer_sizes);
    return;
}
