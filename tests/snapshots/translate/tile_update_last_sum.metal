// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
    uint size6;
    uint size7;
    uint size8;
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
struct type_9 {
    metal::float4 inner[64];
};
typedef uint type_10[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint LANES = 16u;
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

void end_step(
    uint local_2,
    constant Command& command,
    threadgroup type_9& slab,
    device type_10& cursor,
    device type_5 const& sample_loss,
    device type_5& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint first = 0u;
    float sum_2 = {};
    uint k = {};
    bool local_3 = {};
    bool local_4 = {};
    uint other = {};
    uint step = cursor[1];
    uint lane = local_2 % LANES;
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e94 = first;
            first = _e94 + 4u;
        }
        loop_init_1 = false;
        uint _e8 = first;
        uint _e11 = command.members;
        if (_e8 < _e11) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = _e13 + (local_2 / LANES);
            sum_2 = 0.0;
            k = 0u;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e50 = k;
                    k = _e50 + LANES;
                }
                loop_init_2 = false;
                uint _e21 = k;
                uint _e24 = command.inner;
                if (_e21 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if (m < _e28) {
                        uint _e32 = k;
                        uint _e36 = command.inner;
                        local_3 = (_e32 + lane) < _e36;
                    } else {
                        local_3 = false;
                    }
                    bool _e39 = local_3;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k;
                        uint _e46 = at(5u, m, 0u, _e44 + lane, command);
                        float _e48 = sample_loss[_e46];
                        sum_2 = _e40 + _e48;
                    }
                }
            }
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            float _e55 = sum_2;
            slab.inner[local_2] = metal::float4(_e55);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            if (lane == 0u) {
                uint _e63 = command.members;
                local_4 = m < _e63;
            } else {
                local_4 = false;
            }
            bool _e66 = local_4;
            if (_e66) {
                other = 1u;
                bool loop_init_3 = true;
                while(true) {
                    if (!loop_init_3) {
                        uint _e81 = other;
                        other = _e81 + 1u;
                    }
                    loop_init_3 = false;
                    uint _e69 = other;
                    if (_e69 < LANES) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other;
                        float _e78 = slab.inner[local_2 + _e74].x;
                        sum_2 = _e72 + _e78;
                    }
                }
                uint _e86 = at(7u, m, 0u, step, command);
                float _e88 = sum_2;
                uint _e91 = command.inner;
                losses[_e86] = _e88 / static_cast<float>(_e91);
            }
        }
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_device);
    if (local_2 == 0u) {
        uint _e105 = cursor[0];
        uint _e108 = command.inner;
        cursor[0] = _e105 + _e108;
        cursor[1] = step + 1u;
        return;
    } else {
        return;
    }
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
, device type_7 const& partial [[buffer(7)]]
, threadgroup type_9& slab
, device type_10& cursor [[buffer(5)]]
, device type_5 const& sample_loss [[buffer(4)]]
, device type_5& losses [[buffer(6)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(8)]]
) {
    if (((workgroup.x + workgroup.y) + workgroup.z) == 0u) {
        end_step(local, command, slab, cursor, sample_loss, losses, _buffer_sizes);
    }
    uint _e11 = element(workgroup, workgroups, local);
    uint i = 4u * _e11;
    uint _e17 = command.operands.inner[3].pitch;
    uint row_4 = i / _e17;
    uint _e23 = command.operands.inner[3].pitch;
    uint column_5 = i % _e23;
    uint _e27 = command.rows;
    if (row_4 >= (_e27 + BIAS_ROWS)) {
        return;
    }
    metal::float4 _e33 = total(workgroup.z, row_4, column_5, command, partial, _buffer_sizes);
    finish(workgroup.z, row_4, column_5, _e33, command, eta, w, b, _buffer_sizes);
    return;
}
