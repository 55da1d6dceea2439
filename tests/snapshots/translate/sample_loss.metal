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
    Tensor t_1 = command.operands.inner[o];
    return ((member * t_1.member_stride) + (row * t_1.pitch)) + column;
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
, device type_4 const& y [[buffer(1)]]
, device type_4 const& t [[buffer(2)]]
, device type_4& l [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e35 = k;
            k = _e35 + 1u;
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = command.inner;
        if (_e13 < _e16) {
        } else {
            break;
        }
        {
            uint _e20 = k;
            uint _e21 = at(0u, m, _e3, _e20, command);
            float _e23 = y[_e21];
            uint _e26 = k;
            uint _e27 = at(1u, m, _e3, _e26, command);
            float _e29 = t[_e27];
            float difference = _e23 - _e29;
            float _e31 = sum;
            sum = _e31 + (difference * difference);
        }
    }
    uint _e40 = at(2u, m, 0u, _e3, command);
    float _e42 = sum;
    l[_e40] = 0.5 * _e42;
    return;
}
