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
    uint size7;
    uint size8;
    uint size9;
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
struct type_9 {
    metal::float4 inner[256];
};
typedef uint type_11[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint LANES = 16u;
constant uint WORKGROUP = 64u;
constant uint SIDE = 32u;
constant uint DEPTH = 16u;
constant uint VECTORS = 8u;
constant uint SPAN = 8u;

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

metal::float4 left(
    uint i,
    device type_6 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = x[i];
    return _e3;
}

metal::float4 right(
    uint i_1,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = d[i_1];
    return _e3;
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
    device type_7 const& eta,
    device type_6& w,
    device type_6& b,
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

metal::float4x4 left_square(
    uint member_2,
    uint row_2,
    uint column_3,
    constant Command& command,
    device type_6 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_2) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_3 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_2, 0u, metal::min(column_3, operand.pitch - 4u), command);
    uint start_1 = _e34 / 4u;
    metal::uint4 place = metal::uint4(start_1) + (metal::min(rows, metal::uint4(count - 1u)) * (operand.pitch / 4u));
    metal::float4 _e50 = left(place.x, x, _buffer_sizes);
    metal::float4 _e56 = left(place.y, x, _buffer_sizes);
    metal::float4 _e62 = left(place.z, x, _buffer_sizes);
    metal::float4 _e68 = left(place.w, x, _buffer_sizes);
    return metal::float4x4(there.x ? _e50 : metal::float4(0.0), there.y ? _e56 : metal::float4(0.0), there.z ? _e62 : metal::float4(0.0), there.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 left_block(
    uint member_3,
    uint other,
    uint k_2,
    constant Command& command,
    device type_6 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_3, k_2, other, command, x, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_3, other, k_2, command, x, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_4,
    uint row_3,
    uint column_4,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_3) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_4 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_4, 0u, metal::min(column_4, operand_1.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_2) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
    metal::float4 _e50 = right(place_1.x, d, _buffer_sizes);
    metal::float4 _e56 = right(place_1.y, d, _buffer_sizes);
    metal::float4 _e62 = right(place_1.z, d, _buffer_sizes);
    metal::float4 _e68 = right(place_1.w, d, _buffer_sizes);
    return metal::float4x4(there_1.x ? _e50 : metal::float4(0.0), there_1.y ? _e56 : metal::float4(0.0), there_1.z ? _e62 : metal::float4(0.0), there_1.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 right_block(
    uint member_5,
    uint other_1,
    uint k_3,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_5, k_3, other_1, command, d, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_5, other_1, k_3, command, d, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    bool is_left,
    uint member_6,
    uint other_2,
    uint k_4,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (is_left) {
        metal::float4x4 _e4 = left_block(member_6, other_2, k_4, command, x, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_block(member_6, other_2, k_4, command, d, _buffer_sizes);
    return _e5;
}

void put(
    uint member_7,
    uint chunk,
    uint row_4,
    uint column_5,
    metal::float4 sum_1,
    constant Command& command,
    device type_7 const& eta,
    device type_6& w,
    device type_6& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_5 < _e9) {
        finish(member_7, row_4, column_5, sum_1, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}

void end_step(
    uint local_4,
    constant Command& command,
    threadgroup type_9& slab,
    device type_11& cursor,
    device type_7 const& sample_loss,
    device type_7& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint first = 0u;
    float sum_2 = {};
    uint k_5 = {};
    bool local_5 = {};
    bool local_6 = {};
    uint other_3 = {};
    uint step = cursor[1];
    uint lane = local_4 % LANES;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e94 = first;
            first = _e94 + 4u;
        }
        loop_init = false;
        uint _e8 = first;
        uint _e11 = command.members;
        if (_e8 < _e11) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = _e13 + (local_4 / LANES);
            sum_2 = 0.0;
            k_5 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_5;
                    k_5 = _e50 + LANES;
                }
                loop_init_1 = false;
                uint _e21 = k_5;
                uint _e24 = command.inner;
                if (_e21 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if (m < _e28) {
                        uint _e32 = k_5;
                        uint _e36 = command.inner;
                        local_5 = (_e32 + lane) < _e36;
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_5;
                        uint _e46 = at(5u, m, 0u, _e44 + lane, command);
                        float _e48 = sample_loss[_e46];
                        sum_2 = _e40 + _e48;
                    }
                }
            }
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            float _e55 = sum_2;
            slab.inner[local_4] = metal::float4(_e55);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            if (lane == 0u) {
                uint _e63 = command.members;
                local_6 = m < _e63;
            } else {
                local_6 = false;
            }
            bool _e66 = local_6;
            if (_e66) {
                other_3 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_3;
                        other_3 = _e81 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e69 = other_3;
                    if (_e69 < LANES) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_3;
                        float _e78 = slab.inner[local_4 + _e74].x;
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
    if (local_4 == 0u) {
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
, device type_6 const& x [[buffer(1)]]
, device type_6 const& d [[buffer(2)]]
, device type_7 const& eta [[buffer(3)]]
, device type_6& w [[buffer(4)]]
, device type_6& b [[buffer(5)]]
, threadgroup type_9& slab
, device type_11& cursor [[buffer(7)]]
, device type_7 const& sample_loss [[buffer(6)]]
, device type_7& losses [[buffer(8)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    bool local_1 = {};
    metal::float4 sum0_0_ = metal::float4(0.0);
    metal::float4 sum1_0_ = metal::float4(0.0);
    metal::float4 sum2_0_ = metal::float4(0.0);
    metal::float4 sum3_0_ = metal::float4(0.0);
    metal::float4 bias0_ = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    bool local_2 = {};
    uint k_1 = {};
    bool local_3 = {};
    uint member_9 = workgroup.z;
    uint number = (workgroup.y * workgroups.x) + workgroup.x;
    uint _e11 = command.chunks;
    uint chunk_1 = number % _e11;
    uint _e15 = command.chunks;
    uint tile = number / _e15;
    uint _e19 = command.columns;
    uint across = ((_e19 + SIDE) - 1u) / SIDE;
    uint first_row = (tile / across) * SIDE;
    uint first_column = (tile % across) * SIDE;
    uint _e34 = command.rows;
    if (first_row >= _e34) {
        return;
    }
    if (number == 0u) {
        local_1 = member_9 == 0u;
    } else {
        local_1 = false;
    }
    bool _e43 = local_1;
    if (_e43) {
        end_step(local, command, slab, cursor, sample_loss, losses, _buffer_sizes);
    }
    uint _e46 = command.chunk;
    uint first_1 = chunk_1 * _e46;
    uint _e50 = command.chunk;
    uint _e54 = command.inner;
    uint end = metal::min(first_1 + _e50, _e54);
    bool is_left_1 = local < 32u;
    uint load = local % 32u;
    uint load_vector = (load / 2u) % VECTORS;
    uint load_k = 4u * ((load % 2u) + (2u * (load / 16u)));
    uint load_other = (is_left_1 ? first_row : first_column) + (4u * load_vector);
    uint load_place = (((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector;
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e113 = block(is_left_1, member_9, load_other, first_1 + load_k, command, x, d, _buffer_sizes);
    next = _e113;
    start = first_1;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e387 = start;
            start = _e387 + DEPTH;
        }
        loop_init_3 = false;
        uint _e116 = start;
        if (_e116 < end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e126 = next[0];
            slab.inner[load_place + 0u] = _e126;
            metal::float4 _e135 = next[1];
            slab.inner[load_place + 8u] = _e135;
            metal::float4 _e144 = next[2];
            slab.inner[load_place + 16u] = _e144;
            metal::float4 _e153 = next[3];
            slab.inner[load_place + 24u] = _e153;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e154 = start;
            if ((_e154 + DEPTH) < end) {
                uint _e158 = start;
                metal::float4x4 _e162 = block(is_left_1, member_9, load_other, (_e158 + DEPTH) + load_k, command, x, d, _buffer_sizes);
                next = _e162;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e352 = k;
                    k = _e352 + 4u;
                }
                loop_init_4 = false;
                uint _e165 = k;
                if (_e165 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e169 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e169 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e184 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e184) + 0u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e198 = sum0_0_;
                    sum0_0_ = _e198 + (a0_0_.x * b0_0_);
                    metal::float4 _e202 = sum1_0_;
                    sum1_0_ = _e202 + (a0_0_.y * b0_0_);
                    metal::float4 _e206 = sum2_0_;
                    sum2_0_ = _e206 + (a0_0_.z * b0_0_);
                    metal::float4 _e210 = sum3_0_;
                    sum3_0_ = _e210 + (a0_0_.w * b0_0_);
                    uint _e215 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e215 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e230 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e230) + 1u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e244 = sum0_0_;
                    sum0_0_ = _e244 + (a1_0_.x * b1_0_);
                    metal::float4 _e248 = sum1_0_;
                    sum1_0_ = _e248 + (a1_0_.y * b1_0_);
                    metal::float4 _e252 = sum2_0_;
                    sum2_0_ = _e252 + (a1_0_.z * b1_0_);
                    metal::float4 _e256 = sum3_0_;
                    sum3_0_ = _e256 + (a1_0_.w * b1_0_);
                    uint _e261 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e261 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e276 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e276) + 2u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e290 = sum0_0_;
                    sum0_0_ = _e290 + (a2_0_.x * b2_0_);
                    metal::float4 _e294 = sum1_0_;
                    sum1_0_ = _e294 + (a2_0_.y * b2_0_);
                    metal::float4 _e298 = sum2_0_;
                    sum2_0_ = _e298 + (a2_0_.z * b2_0_);
                    metal::float4 _e302 = sum3_0_;
                    sum3_0_ = _e302 + (a2_0_.w * b2_0_);
                    uint _e307 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e307 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e322 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e322) + 3u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e336 = sum0_0_;
                    sum0_0_ = _e336 + (a3_0_.x * b3_0_);
                    metal::float4 _e340 = sum1_0_;
                    sum1_0_ = _e340 + (a3_0_.y * b3_0_);
                    metal::float4 _e344 = sum2_0_;
                    sum2_0_ = _e344 + (a3_0_.z * b3_0_);
                    metal::float4 _e348 = sum3_0_;
                    sum3_0_ = _e348 + (a3_0_.w * b3_0_);
                }
            }
            if (first_row == 0u) {
                local_2 = row_5 == 0u;
            } else {
                local_2 = false;
            }
            bool _e362 = local_2;
            if (_e362) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e385 = k_1;
                        k_1 = _e385 + 1u;
                    }
                    loop_init_5 = false;
                    uint _e365 = k_1;
                    if (_e365 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e368 = bias0_;
                        uint _e371 = k_1;
                        metal::float4 _e382 = slab.inner[(((DEPTH + _e371) * VECTORS) + column_6) + 0u];
                        bias0_ = _e368 + _e382;
                    }
                }
            }
        }
    }
    uint row0_ = (first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e402 = command.rows;
    if (row0_ < _e402) {
        metal::float4 _e412 = sum0_0_;
        put(member_9, chunk_1, row0_, first_column + (4u * (column_6 + 0u)), _e412, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e425 = command.rows;
    if (row1_ < _e425) {
        metal::float4 _e435 = sum1_0_;
        put(member_9, chunk_1, row1_, first_column + (4u * (column_6 + 0u)), _e435, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e448 = command.rows;
    if (row2_ < _e448) {
        metal::float4 _e458 = sum2_0_;
        put(member_9, chunk_1, row2_, first_column + (4u * (column_6 + 0u)), _e458, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e471 = command.rows;
    if (row3_ < _e471) {
        metal::float4 _e481 = sum3_0_;
        put(member_9, chunk_1, row3_, first_column + (4u * (column_6 + 0u)), _e481, command, eta, w, b, _buffer_sizes);
    }
    if (first_row == 0u) {
        local_3 = row_5 == 0u;
    } else {
        local_3 = false;
    }
    bool _e489 = local_3;
    if (_e489) {
        uint _e492 = command.rows;
        metal::float4 _e501 = bias0_;
        put(member_9, chunk_1, _e492, first_column + (4u * (column_6 + 0u)), _e501, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
