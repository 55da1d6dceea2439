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
struct type_10 {
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
    uint start_1 = _e34 / 4u;
    metal::uint4 nearest = metal::min(rows, metal::uint4(count - 1u));
    uint _e45 = sample_row(member_3, nearest.x, command, order, cursor, _buffer_sizes);
    uint _e47 = sample_row(member_3, nearest.y, command, order, cursor, _buffer_sizes);
    uint _e49 = sample_row(member_3, nearest.z, command, order, cursor, _buffer_sizes);
    uint _e51 = sample_row(member_3, nearest.w, command, order, cursor, _buffer_sizes);
    metal::uint4 place = metal::uint4(start_1) + ((operand.pitch / 4u) * metal::uint4(_e45, _e47, _e49, _e51));
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
    uint start_2 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_2) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
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
    bool is_left,
    uint member_7,
    uint other_2,
    uint k_4,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& d,
    device type_9 const& order,
    device type_9 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (is_left) {
        metal::float4x4 _e4 = left_block(member_7, other_2, k_4, command, x, order, cursor, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_block(member_7, other_2, k_4, command, d, _buffer_sizes);
    return _e5;
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
, threadgroup type_10& slab
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
    uint member_10 = workgroup.z;
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
    bool is_left_1 = local < 128u;
    uint load = local % 128u;
    uint load_vector = (load / 2u) % VECTORS;
    uint load_k = 4u * ((load % 2u) + (2u * (load / 32u)));
    uint load_other = (is_left_1 ? first_row : first_column) + (4u * load_vector);
    uint load_place = (((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector;
    uint row_6 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e105 = block(is_left_1, member_10, load_other, first + load_k, command, x, d, order, cursor, _buffer_sizes);
    next = _e105;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e379 = start;
            start = _e379 + DEPTH;
        }
        loop_init = false;
        uint _e108 = start;
        if (_e108 < end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e118 = next[0];
            slab.inner[load_place + 0u] = _e118;
            metal::float4 _e127 = next[1];
            slab.inner[load_place + 16u] = _e127;
            metal::float4 _e136 = next[2];
            slab.inner[load_place + 32u] = _e136;
            metal::float4 _e145 = next[3];
            slab.inner[load_place + 48u] = _e145;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e146 = start;
            if ((_e146 + DEPTH) < end) {
                uint _e150 = start;
                metal::float4x4 _e154 = block(is_left_1, member_10, load_other, (_e150 + DEPTH) + load_k, command, x, d, order, cursor, _buffer_sizes);
                next = _e154;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e344 = k;
                    k = _e344 + 4u;
                }
                loop_init_1 = false;
                uint _e157 = k;
                if (_e157 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e161 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e161 + 0u) * VECTORS) + row_6) + 0u];
                    uint _e176 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e176) + 0u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e190 = sum0_0_;
                    sum0_0_ = _e190 + (a0_0_.x * b0_0_);
                    metal::float4 _e194 = sum1_0_;
                    sum1_0_ = _e194 + (a0_0_.y * b0_0_);
                    metal::float4 _e198 = sum2_0_;
                    sum2_0_ = _e198 + (a0_0_.z * b0_0_);
                    metal::float4 _e202 = sum3_0_;
                    sum3_0_ = _e202 + (a0_0_.w * b0_0_);
                    uint _e207 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e207 + 1u) * VECTORS) + row_6) + 0u];
                    uint _e222 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e222) + 1u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e236 = sum0_0_;
                    sum0_0_ = _e236 + (a1_0_.x * b1_0_);
                    metal::float4 _e240 = sum1_0_;
                    sum1_0_ = _e240 + (a1_0_.y * b1_0_);
                    metal::float4 _e244 = sum2_0_;
                    sum2_0_ = _e244 + (a1_0_.z * b1_0_);
                    metal::float4 _e248 = sum3_0_;
                    sum3_0_ = _e248 + (a1_0_.w * b1_0_);
                    uint _e253 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e253 + 2u) * VECTORS) + row_6) + 0u];
                    uint _e268 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e268) + 2u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e282 = sum0_0_;
                    sum0_0_ = _e282 + (a2_0_.x * b2_0_);
                    metal::float4 _e286 = sum1_0_;
                    sum1_0_ = _e286 + (a2_0_.y * b2_0_);
                    metal::float4 _e290 = sum2_0_;
                    sum2_0_ = _e290 + (a2_0_.z * b2_0_);
                    metal::float4 _e294 = sum3_0_;
                    sum3_0_ = _e294 + (a2_0_.w * b2_0_);
                    uint _e299 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e299 + 3u) * VECTORS) + row_6) + 0u];
                    uint _e314 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e314) + 3u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e328 = sum0_0_;
                    sum0_0_ = _e328 + (a3_0_.x * b3_0_);
                    metal::float4 _e332 = sum1_0_;
                    sum1_0_ = _e332 + (a3_0_.y * b3_0_);
                    metal::float4 _e336 = sum2_0_;
                    sum2_0_ = _e336 + (a3_0_.z * b3_0_);
                    metal::float4 _e340 = sum3_0_;
                    sum3_0_ = _e340 + (a3_0_.w * b3_0_);
                }
            }
            if (first_row == 0u) {
                local_1 = row_6 == 0u;
            } else {
                local_1 = false;
            }
            bool _e354 = local_1;
            if (_e354) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e377 = k_1;
                        k_1 = _e377 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e357 = k_1;
                    if (_e357 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e360 = bias0_;
                        uint _e363 = k_1;
                        metal::float4 _e374 = slab.inner[(((DEPTH + _e363) * VECTORS) + column_6) + 0u];
                        bias0_ = _e360 + _e374;
                    }
                }
            }
        }
    }
    uint row0_ = (first_row + (4u * (row_6 + 0u))) + 0u;
    uint _e394 = command.rows;
    if (row0_ < _e394) {
        metal::float4 _e404 = sum0_0_;
        put(member_10, chunk_1, row0_, first_column + (4u * (column_6 + 0u)), _e404, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (first_row + (4u * (row_6 + 0u))) + 1u;
    uint _e417 = command.rows;
    if (row1_ < _e417) {
        metal::float4 _e427 = sum1_0_;
        put(member_10, chunk_1, row1_, first_column + (4u * (column_6 + 0u)), _e427, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (first_row + (4u * (row_6 + 0u))) + 2u;
    uint _e440 = command.rows;
    if (row2_ < _e440) {
        metal::float4 _e450 = sum2_0_;
        put(member_10, chunk_1, row2_, first_column + (4u * (column_6 + 0u)), _e450, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (first_row + (4u * (row_6 + 0u))) + 3u;
    uint _e463 = command.rows;
    if (row3_ < _e463) {
        metal::float4 _e473 = sum3_0_;
        put(member_10, chunk_1, row3_, first_column + (4u * (column_6 + 0u)), _e473, command, eta, w, b, _buffer_sizes);
    }
    if (first_row == 0u) {
        local_2 = row_6 == 0u;
    } else {
        local_2 = false;
    }
    bool _e481 = local_2;
    if (_e481) {
        uint _e484 = command.rows;
        metal::float4 _e493 = bias0_;
        put(member_10, chunk_1, _e484, first_column + (4u * (column_6 + 0u)), _e493, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
