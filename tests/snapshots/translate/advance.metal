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
typedef uint type_2[1];

[[max_total_threads_per_threadgroup(1)]] kernel void main_(
  constant Command& command [[buffer(0)]]
, device type_2& cursor [[buffer(1)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(2)]]
) {
    uint _e2 = cursor[0];
    uint _e5 = command.rows;
    uint _e8 = command.inner;
    cursor[0] = _e2 + (_e5 * _e8);
    uint _e13 = cursor[1];
    uint _e16 = command.inner;
    cursor[1] = _e13 + _e16;
    return;
}
