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
typedef uint type_5[1];
struct type_6 {
    float inner[64];
};
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

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& l [[buffer(1)]]
, device type_5 const& cursor [[buffer(2)]]
, device type_4& losses [[buffer(3)]]
, threadgroup type_6& partial
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = {};
    uint half_ = 32u;
    uint m = workgroup.z;
    k = local;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e20 = k;
            k = _e20 + WORKGROUP;
        }
        loop_init = false;
        uint _e6 = k;
        uint _e9 = command.inner;
        if (_e6 < _e9) {
        } else {
            break;
        }
        {
            float _e11 = sum;
            uint _e15 = k;
            uint _e16 = at(0u, m, 0u, _e15, command);
            float _e18 = l[_e16];
            sum = _e11 + _e18;
        }
    }
    float _e25 = sum;
    partial.inner[local] = _e25;
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e45 = half_;
            half_ = _e45 / 2u;
        }
        loop_init_1 = false;
        uint _e31 = half_;
        if (_e31 > 0u) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e34 = half_;
            if (local < _e34) {
                float _e38 = partial.inner[local];
                uint _e40 = half_;
                float _e43 = partial.inner[local + _e40];
                partial.inner[local] = _e38 + _e43;
            }
        }
    }
    if (local == 0u) {
        uint _e55 = cursor[1];
        uint _e56 = at(2u, m, 0u, _e55, command);
        float _e60 = partial.inner[0];
        uint _e63 = command.inner;
        losses[_e56] = _e60 / static_cast<float>(_e63);
        return;
    } else {
        return;
    }
}
