// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
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
typedef float type_5[1];
typedef metal::float4 type_7[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
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
    device type_5 const& eta,
    device type_7& w,
    device type_7& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e8 = at(2u, member_1, 0u, 0u, command);
    float _e10 = eta[_e8];
    uint _e13 = command.inner;
    float rate = _e10 / static_cast<float>(_e13);
    metal::float4 _e17 = within(column_2, rate * sum, command);
    uint _e20 = command.rows;
    if (row_1 < _e20) {
        uint _e24 = at(3u, member_1, row_1, column_2, command);
        metal::float4 _e28 = w[_e24 / 4u];
        w[_e24 / 4u] = _e28 - _e17;
        return;
    } else {
        uint _e33 = at(4u, member_1, 0u, column_2, command);
        metal::float4 _e37 = b[_e33 / 4u];
        b[_e33 / 4u] = _e37 - _e17;
        return;
    }
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
    device type_7 const& partial,
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
, device type_5 const& eta [[buffer(1)]]
, device type_7& w [[buffer(2)]]
, device type_7& b [[buffer(3)]]
, device type_7 const& partial [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
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
    finish(workgroup.z, row_4, column_5, _e26, command, eta, w, b, _buffer_sizes);
    return;
}
