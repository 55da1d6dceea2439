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
    uint size6;
    uint size7;
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
typedef uint type_9[1];
struct Part {
    uint member;
    uint chunk;
    uint first;
    uint end;
    uint first_row;
    uint first_column;
};
struct Load {
    bool is_left;
    char _pad1[3];
    uint k;
    uint other;
    uint place;
};
struct type_11 {
    metal::float4 inner[1024];
};
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint WORKGROUP = 256u;
constant uint SIDE = 64u;
constant uint DEPTH = 32u;
constant uint VECTORS = 16u;
constant uint SPAN = 16u;

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

uint sample_row(
    uint member_2,
    uint row_2,
    constant Command& command,
    device type_9 const& order,
    device type_9 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e7 = cursor[0];
    uint _e9 = at(5u, member_2, 0u, _e7 + row_2, command);
    uint _e11 = order[_e9];
    return _e11;
}

Part part_of(
    metal::uint3 workgroup_1,
    metal::uint3 workgroups_1,
    constant Command& command
) {
    uint number = (workgroup_1.y * workgroups_1.x) + workgroup_1.x;
    uint _e9 = command.chunks;
    uint chunk_1 = number % _e9;
    uint _e13 = command.chunks;
    uint tile = number / _e13;
    uint _e17 = command.columns;
    uint across = ((_e17 + SIDE) - 1u) / SIDE;
    uint _e26 = command.chunk;
    uint first = chunk_1 * _e26;
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = metal::min(first + _e30, _e34);
    return Part {workgroup_1.z, chunk_1, first, end, (tile / across) * SIDE, (tile % across) * SIDE};
}

Load load_of(
    Part part,
    uint local_3
) {
    bool is_left = local_3 < 128u;
    uint load_1 = local_3 % 128u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_4 = 4u * ((load_1 % 2u) + (2u * (load_1 / 32u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_4, other_2, (((is_left ? 0u : DEPTH) + k_4) * VECTORS) + vector};
}

metal::float4x4 left_square(
    uint member_3,
    uint row_3,
    uint column_3,
    constant Command& command,
    device type_6 const& x,
    device type_9 const& order,
    device type_9 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_3) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_3 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_3, 0u, metal::min(column_3, operand.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 nearest = metal::min(rows, metal::uint4(count - 1u));
    uint _e45 = sample_row(member_3, nearest.x, command, order, cursor, _buffer_sizes);
    uint _e47 = sample_row(member_3, nearest.y, command, order, cursor, _buffer_sizes);
    uint _e49 = sample_row(member_3, nearest.z, command, order, cursor, _buffer_sizes);
    uint _e51 = sample_row(member_3, nearest.w, command, order, cursor, _buffer_sizes);
    metal::uint4 place = metal::uint4(start_2) + ((operand.pitch / 4u) * metal::uint4(_e45, _e47, _e49, _e51));
    metal::float4 _e59 = left(place.x, x, _buffer_sizes);
    metal::float4 _e65 = left(place.y, x, _buffer_sizes);
    metal::float4 _e71 = left(place.z, x, _buffer_sizes);
    metal::float4 _e77 = left(place.w, x, _buffer_sizes);
    return metal::float4x4(there.x ? _e59 : metal::float4(0.0), there.y ? _e65 : metal::float4(0.0), there.z ? _e71 : metal::float4(0.0), there.w ? _e77 : metal::float4(0.0));
}

metal::float4x4 left_block(
    uint member_4,
    uint other,
    uint k_2,
    constant Command& command,
    device type_6 const& x,
    device type_9 const& order,
    device type_9 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_4, k_2, other, command, x, order, cursor, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_4, other, k_2, command, x, order, cursor, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_5,
    uint row_4,
    uint column_4,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_4) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_4 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_5, 0u, metal::min(column_4, operand_1.pitch - 4u), command);
    uint start_3 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_3) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
    metal::float4 _e50 = right(place_1.x, d, _buffer_sizes);
    metal::float4 _e56 = right(place_1.y, d, _buffer_sizes);
    metal::float4 _e62 = right(place_1.z, d, _buffer_sizes);
    metal::float4 _e68 = right(place_1.w, d, _buffer_sizes);
    return metal::float4x4(there_1.x ? _e50 : metal::float4(0.0), there_1.y ? _e56 : metal::float4(0.0), there_1.z ? _e62 : metal::float4(0.0), there_1.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 right_block(
    uint member_6,
    uint other_1,
    uint k_3,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_6, k_3, other_1, command, d, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_6, other_1, k_3, command, d, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    Load load,
    uint member_7,
    uint start_1,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& d,
    device type_9 const& order,
    device type_9 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (load.is_left) {
        metal::float4x4 _e7 = left_block(member_7, load.other, start_1 + load.k, command, x, order, cursor, _buffer_sizes);
        return _e7;
    }
    metal::float4x4 _e11 = right_block(member_7, load.other, start_1 + load.k, command, d, _buffer_sizes);
    return _e11;
}

void put(
    uint member_8,
    uint chunk,
    uint row_5,
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
        finish(member_8, row_5, column_5, sum_1, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(256)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_6 const& x [[buffer(1)]]
, device type_6 const& d [[buffer(2)]]
, device type_7 const& eta [[buffer(3)]]
, device type_6& w [[buffer(4)]]
, device type_6& b [[buffer(5)]]
, device type_9 const& order [[buffer(6)]]
, device type_9 const& cursor [[buffer(7)]]
, threadgroup type_11& slab
, constant _mslBufferSizes& _buffer_sizes [[buffer(8)]]
) {
    metal::float4 sum0_0_ = metal::float4(0.0);
    metal::float4 sum1_0_ = metal::float4(0.0);
    metal::float4 sum2_0_ = metal::float4(0.0);
    metal::float4 sum3_0_ = metal::float4(0.0);
    metal::float4 bias0_ = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    bool local_1 = {};
    uint k_1 = {};
    bool local_2 = {};
    Part _e3 = part_of(workgroup, workgroups, command);
    uint _e7 = command.rows;
    if (_e3.first_row >= _e7) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_6 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e31 = block(_e9, _e3.member, _e3.first, command, x, d, order, cursor, _buffer_sizes);
    next = _e31;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e313 = start;
            start = _e313 + DEPTH;
        }
        loop_init = false;
        uint _e35 = start;
        if (_e35 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e47 = next[0];
            slab.inner[_e9.place + 0u] = _e47;
            metal::float4 _e57 = next[1];
            slab.inner[_e9.place + 16u] = _e57;
            metal::float4 _e67 = next[2];
            slab.inner[_e9.place + 32u] = _e67;
            metal::float4 _e77 = next[3];
            slab.inner[_e9.place + 48u] = _e77;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e78 = start;
            if ((_e78 + DEPTH) < _e3.end) {
                uint _e84 = start;
                metal::float4x4 _e87 = block(_e9, _e3.member, _e84 + DEPTH, command, x, d, order, cursor, _buffer_sizes);
                next = _e87;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e277 = k;
                    k = _e277 + 4u;
                }
                loop_init_1 = false;
                uint _e90 = k;
                if (_e90 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e94 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e94 + 0u) * VECTORS) + row_6) + 0u];
                    uint _e109 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e109) + 0u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e123 = sum0_0_;
                    sum0_0_ = _e123 + (a0_0_.x * b0_0_);
                    metal::float4 _e127 = sum1_0_;
                    sum1_0_ = _e127 + (a0_0_.y * b0_0_);
                    metal::float4 _e131 = sum2_0_;
                    sum2_0_ = _e131 + (a0_0_.z * b0_0_);
                    metal::float4 _e135 = sum3_0_;
                    sum3_0_ = _e135 + (a0_0_.w * b0_0_);
                    uint _e140 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e140 + 1u) * VECTORS) + row_6) + 0u];
                    uint _e155 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e155) + 1u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e169 = sum0_0_;
                    sum0_0_ = _e169 + (a1_0_.x * b1_0_);
                    metal::float4 _e173 = sum1_0_;
                    sum1_0_ = _e173 + (a1_0_.y * b1_0_);
                    metal::float4 _e177 = sum2_0_;
                    sum2_0_ = _e177 + (a1_0_.z * b1_0_);
                    metal::float4 _e181 = sum3_0_;
                    sum3_0_ = _e181 + (a1_0_.w * b1_0_);
                    uint _e186 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e186 + 2u) * VECTORS) + row_6) + 0u];
                    uint _e201 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e201) + 2u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e215 = sum0_0_;
                    sum0_0_ = _e215 + (a2_0_.x * b2_0_);
                    metal::float4 _e219 = sum1_0_;
                    sum1_0_ = _e219 + (a2_0_.y * b2_0_);
                    metal::float4 _e223 = sum2_0_;
                    sum2_0_ = _e223 + (a2_0_.z * b2_0_);
                    metal::float4 _e227 = sum3_0_;
                    sum3_0_ = _e227 + (a2_0_.w * b2_0_);
                    uint _e232 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e232 + 3u) * VECTORS) + row_6) + 0u];
                    uint _e247 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e247) + 3u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e261 = sum0_0_;
                    sum0_0_ = _e261 + (a3_0_.x * b3_0_);
                    metal::float4 _e265 = sum1_0_;
                    sum1_0_ = _e265 + (a3_0_.y * b3_0_);
                    metal::float4 _e269 = sum2_0_;
                    sum2_0_ = _e269 + (a3_0_.z * b3_0_);
                    metal::float4 _e273 = sum3_0_;
                    sum3_0_ = _e273 + (a3_0_.w * b3_0_);
                }
            }
            if (_e3.first_row == 0u) {
                local_1 = row_6 == 0u;
            } else {
                local_1 = false;
            }
            bool _e288 = local_1;
            if (_e288) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e311 = k_1;
                        k_1 = _e311 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e291 = k_1;
                    if (_e291 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e294 = bias0_;
                        uint _e297 = k_1;
                        metal::float4 _e308 = slab.inner[(((DEPTH + _e297) * VECTORS) + column_6) + 0u];
                        bias0_ = _e294 + _e308;
                    }
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_6 + 0u))) + 0u;
    uint _e329 = command.rows;
    if (row0_ < _e329) {
        metal::float4 _e342 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 0u)), _e342, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (_e3.first_row + (4u * (row_6 + 0u))) + 1u;
    uint _e356 = command.rows;
    if (row1_ < _e356) {
        metal::float4 _e369 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 0u)), _e369, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (_e3.first_row + (4u * (row_6 + 0u))) + 2u;
    uint _e383 = command.rows;
    if (row2_ < _e383) {
        metal::float4 _e396 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 0u)), _e396, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (_e3.first_row + (4u * (row_6 + 0u))) + 3u;
    uint _e410 = command.rows;
    if (row3_ < _e410) {
        metal::float4 _e423 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 0u)), _e423, command, eta, w, b, _buffer_sizes);
    }
    if (_e3.first_row == 0u) {
        local_2 = row_6 == 0u;
    } else {
        local_2 = false;
    }
    bool _e432 = local_2;
    if (_e432) {
        uint _e437 = command.rows;
        metal::float4 _e447 = bias0_;
        put(_e3.member, _e3.chunk, _e437, _e3.first_column + (4u * (column_6 + 0u)), _e447, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
