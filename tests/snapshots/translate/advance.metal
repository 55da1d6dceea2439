// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
};

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[5];
};
struct Command {
    uint members;
    uint rows;
    uint inner;
    uint columns;
    type_1 operands;
};
typedef uint type_2[1];

[[max_total_threads_per_threadgroup(1)]] kernel void main_(
  constant Command& command [[buffer(0)]]
, device type_2& cursor [[buffer(1)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(2)]]
) {
    uint _e2 = cursor[0];
    uint _e5 = command.rows;
    cursor[0] = _e2 + _e5;
    uint _e9 = cursor[1];
    cursor[1] = _e9 + 1u;
    return;
}
