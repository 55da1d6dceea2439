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
typedef float type_4[1];
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

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a [[buffer(1)]]
, device type_4 const& b [[buffer(2)]]
, device type_4& c [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
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
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e42 = k;
            k = _e42 + 1u;
        }
        loop_init = false;
        uint _e21 = k;
        uint _e24 = command.inner;
        if (_e21 < _e24) {
        } else {
            break;
        }
        {
            float _e26 = sum;
            uint _e29 = k;
            uint _e30 = at(0u, m, row_1, _e29, command);
            float _e32 = a[_e30];
            uint _e35 = k;
            uint _e36 = at(1u, m, _e35, column_1, command);
            float _e38 = b[_e36];
            sum = _e26 + (_e32 * _e38);
        }
    }
    uint _e46 = at(2u, m, row_1, column_1, command);
    float _e48 = sum;
    c[_e46] = _e48;
    return;
}
