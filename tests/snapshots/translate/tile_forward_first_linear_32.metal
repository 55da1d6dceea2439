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
typedef uint type_8[1];
struct type_9 {
    metal::float4 inner[256];
};
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 0u;
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

float activation(
    float a
) {
    return a;
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
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = w[i_1];
    return _e3;
}

metal::float4 outputs(
    uint member_1,
    uint column_1,
    metal::float4 sum,
    constant Command& command,
    device type_6 const& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(2u, member_1, 0u, column_1, command);
    metal::float4 _e10 = b[_e6 / 4u];
    metal::float4 a_1 = sum + _e10;
    float _e13 = activation(a_1.x);
    float _e15 = activation(a_1.y);
    float _e17 = activation(a_1.z);
    float _e19 = activation(a_1.w);
    return metal::float4(_e13, _e15, _e17, _e19);
}

metal::float4 within(
    uint column_2,
    metal::float4 value,
    constant Command& command
) {
    metal::uint4 columns = metal::uint4(column_2) + metal::uint4(0u, 1u, 2u, 3u);
    uint _e13 = command.columns;
    return metal::select(metal::float4(0.0), value, columns < metal::uint4(_e13));
}

void finish(
    uint member_2,
    uint row_1,
    uint column_3,
    metal::float4 sum_1,
    constant Command& command,
    device type_6 const& b,
    device type_6& h,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(3u, member_2, row_1, column_3, command);
    metal::float4 _e10 = outputs(member_2, column_3, sum_1, command, b, _buffer_sizes);
    metal::float4 _e11 = within(column_3, _e10, command);
    h[_e6 / 4u] = _e11;
    return;
}

uint sample_row(
    uint member_3,
    uint row_2,
    constant Command& command,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e7 = cursor[0];
    uint _e9 = at(4u, member_3, 0u, _e7 + row_2, command);
    uint _e11 = order[_e9];
    return _e11;
}

metal::float4x4 left_square(
    uint member_4,
    uint row_3,
    uint column_4,
    constant Command& command,
    device type_6 const& x,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_3) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_4 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_4, 0u, metal::min(column_4, operand.pitch - 4u), command);
    uint start_1 = _e34 / 4u;
    metal::uint4 nearest = metal::min(rows, metal::uint4(count - 1u));
    uint _e45 = sample_row(member_4, nearest.x, command, order, cursor, _buffer_sizes);
    uint _e47 = sample_row(member_4, nearest.y, command, order, cursor, _buffer_sizes);
    uint _e49 = sample_row(member_4, nearest.z, command, order, cursor, _buffer_sizes);
    uint _e51 = sample_row(member_4, nearest.w, command, order, cursor, _buffer_sizes);
    metal::uint4 place = metal::uint4(start_1) + ((operand.pitch / 4u) * metal::uint4(_e45, _e47, _e49, _e51));
    metal::float4 _e59 = left(place.x, x, _buffer_sizes);
    metal::float4 _e65 = left(place.y, x, _buffer_sizes);
    metal::float4 _e71 = left(place.z, x, _buffer_sizes);
    metal::float4 _e77 = left(place.w, x, _buffer_sizes);
    return metal::float4x4(there.x ? _e59 : metal::float4(0.0), there.y ? _e65 : metal::float4(0.0), there.z ? _e71 : metal::float4(0.0), there.w ? _e77 : metal::float4(0.0));
}

metal::float4x4 left_block(
    uint member_5,
    uint other,
    uint k_1,
    constant Command& command,
    device type_6 const& x,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_5, k_1, other, command, x, order, cursor, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_5, other, k_1, command, x, order, cursor, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_6,
    uint row_4,
    uint column_5,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_4) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_5 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_6, 0u, metal::min(column_5, operand_1.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_2) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
    metal::float4 _e50 = right(place_1.x, w, _buffer_sizes);
    metal::float4 _e56 = right(place_1.y, w, _buffer_sizes);
    metal::float4 _e62 = right(place_1.z, w, _buffer_sizes);
    metal::float4 _e68 = right(place_1.w, w, _buffer_sizes);
    return metal::float4x4(there_1.x ? _e50 : metal::float4(0.0), there_1.y ? _e56 : metal::float4(0.0), there_1.z ? _e62 : metal::float4(0.0), there_1.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 right_block(
    uint member_7,
    uint other_1,
    uint k_2,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_7, k_2, other_1, command, w, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_7, other_1, k_2, command, w, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    bool is_left,
    uint member_8,
    uint other_2,
    uint k_3,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& w,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (is_left) {
        metal::float4x4 _e4 = left_block(member_8, other_2, k_3, command, x, order, cursor, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_block(member_8, other_2, k_3, command, w, _buffer_sizes);
    return _e5;
}

void put(
    uint member_9,
    uint chunk,
    uint row_5,
    uint column_6,
    metal::float4 sum_2,
    constant Command& command,
    device type_6 const& b,
    device type_6& h,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_6 < _e9) {
        finish(member_9, row_5, column_6, sum_2, command, b, h, _buffer_sizes);
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
, device type_6 const& w [[buffer(2)]]
, device type_6 const& b [[buffer(3)]]
, device type_6& h [[buffer(4)]]
, device type_8 const& order [[buffer(5)]]
, device type_8 const& cursor [[buffer(6)]]
, threadgroup type_9& slab
, constant _mslBufferSizes& _buffer_sizes [[buffer(7)]]
) {
    metal::float4 sum0_0_ = metal::float4(0.0);
    metal::float4 sum1_0_ = metal::float4(0.0);
    metal::float4 sum2_0_ = metal::float4(0.0);
    metal::float4 sum3_0_ = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    uint member_11 = workgroup.z;
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
    uint _e38 = command.chunk;
    uint first = chunk_1 * _e38;
    uint _e42 = command.chunk;
    uint _e46 = command.inner;
    uint end = metal::min(first + _e42, _e46);
    bool is_left_1 = local < 32u;
    uint load = local % 32u;
    uint load_vector = (load / 2u) % VECTORS;
    uint load_k = 4u * ((load % 2u) + (2u * (load / 16u)));
    uint load_other = (is_left_1 ? first_row : first_column) + (4u * load_vector);
    uint load_place = (((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector;
    uint row_6 = local / SPAN;
    uint column_7 = local % SPAN;
    metal::float4x4 _e102 = block(is_left_1, member_11, load_other, first + load_k, command, x, w, order, cursor, _buffer_sizes);
    next = _e102;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e344 = start;
            start = _e344 + DEPTH;
        }
        loop_init = false;
        uint _e105 = start;
        if (_e105 < end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e115 = next[0];
            slab.inner[load_place + 0u] = _e115;
            metal::float4 _e124 = next[1];
            slab.inner[load_place + 8u] = _e124;
            metal::float4 _e133 = next[2];
            slab.inner[load_place + 16u] = _e133;
            metal::float4 _e142 = next[3];
            slab.inner[load_place + 24u] = _e142;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e143 = start;
            if ((_e143 + DEPTH) < end) {
                uint _e147 = start;
                metal::float4x4 _e151 = block(is_left_1, member_11, load_other, (_e147 + DEPTH) + load_k, command, x, w, order, cursor, _buffer_sizes);
                next = _e151;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e341 = k;
                    k = _e341 + 4u;
                }
                loop_init_1 = false;
                uint _e154 = k;
                if (_e154 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e158 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e158 + 0u) * VECTORS) + row_6) + 0u];
                    uint _e173 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e173) + 0u) * VECTORS) + column_7) + 0u];
                    metal::float4 _e187 = sum0_0_;
                    sum0_0_ = _e187 + (a0_0_.x * b0_0_);
                    metal::float4 _e191 = sum1_0_;
                    sum1_0_ = _e191 + (a0_0_.y * b0_0_);
                    metal::float4 _e195 = sum2_0_;
                    sum2_0_ = _e195 + (a0_0_.z * b0_0_);
                    metal::float4 _e199 = sum3_0_;
                    sum3_0_ = _e199 + (a0_0_.w * b0_0_);
                    uint _e204 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e204 + 1u) * VECTORS) + row_6) + 0u];
                    uint _e219 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e219) + 1u) * VECTORS) + column_7) + 0u];
                    metal::float4 _e233 = sum0_0_;
                    sum0_0_ = _e233 + (a1_0_.x * b1_0_);
                    metal::float4 _e237 = sum1_0_;
                    sum1_0_ = _e237 + (a1_0_.y * b1_0_);
                    metal::float4 _e241 = sum2_0_;
                    sum2_0_ = _e241 + (a1_0_.z * b1_0_);
                    metal::float4 _e245 = sum3_0_;
                    sum3_0_ = _e245 + (a1_0_.w * b1_0_);
                    uint _e250 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e250 + 2u) * VECTORS) + row_6) + 0u];
                    uint _e265 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e265) + 2u) * VECTORS) + column_7) + 0u];
                    metal::float4 _e279 = sum0_0_;
                    sum0_0_ = _e279 + (a2_0_.x * b2_0_);
                    metal::float4 _e283 = sum1_0_;
                    sum1_0_ = _e283 + (a2_0_.y * b2_0_);
                    metal::float4 _e287 = sum2_0_;
                    sum2_0_ = _e287 + (a2_0_.z * b2_0_);
                    metal::float4 _e291 = sum3_0_;
                    sum3_0_ = _e291 + (a2_0_.w * b2_0_);
                    uint _e296 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e296 + 3u) * VECTORS) + row_6) + 0u];
                    uint _e311 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e311) + 3u) * VECTORS) + column_7) + 0u];
                    metal::float4 _e325 = sum0_0_;
                    sum0_0_ = _e325 + (a3_0_.x * b3_0_);
                    metal::float4 _e329 = sum1_0_;
                    sum1_0_ = _e329 + (a3_0_.y * b3_0_);
                    metal::float4 _e333 = sum2_0_;
                    sum2_0_ = _e333 + (a3_0_.z * b3_0_);
                    metal::float4 _e337 = sum3_0_;
                    sum3_0_ = _e337 + (a3_0_.w * b3_0_);
                }
            }
        }
    }
    uint row0_ = (first_row + (4u * (row_6 + 0u))) + 0u;
    uint _e359 = command.rows;
    if (row0_ < _e359) {
        metal::float4 _e369 = sum0_0_;
        put(member_11, chunk_1, row0_, first_column + (4u * (column_7 + 0u)), _e369, command, b, h, _buffer_sizes);
    }
    uint row1_ = (first_row + (4u * (row_6 + 0u))) + 1u;
    uint _e382 = command.rows;
    if (row1_ < _e382) {
        metal::float4 _e392 = sum1_0_;
        put(member_11, chunk_1, row1_, first_column + (4u * (column_7 + 0u)), _e392, command, b, h, _buffer_sizes);
    }
    uint row2_ = (first_row + (4u * (row_6 + 0u))) + 2u;
    uint _e405 = command.rows;
    if (row2_ < _e405) {
        metal::float4 _e415 = sum2_0_;
        put(member_11, chunk_1, row2_, first_column + (4u * (column_7 + 0u)), _e415, command, b, h, _buffer_sizes);
    }
    uint row3_ = (first_row + (4u * (row_6 + 0u))) + 3u;
    uint _e428 = command.rows;
    if (row3_ < _e428) {
        metal::float4 _e438 = sum3_0_;
        put(member_11, chunk_1, row3_, first_column + (4u * (column_7 + 0u)), _e438, command, b, h, _buffer_sizes);
        return;
    } else {
        return;
    }
}
