// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
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

float activation(
    float a
) {
    bool local_2 = {};
    uint bits = as_type<uint>(a);
    if (bits >= 2147483648u) {
        local_2 = bits <= 4286578688u;
    } else {
        local_2 = false;
    }
    bool negative = local_2;
    return negative ? 0.0 : a;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& a_1 [[buffer(1)]]
, device type_5& h [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(1u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = a_1[_e23];
    float _e26 = activation(_e25);
    h[_e19] = _e26;
    return;
}
