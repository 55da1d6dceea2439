// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
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
struct type_9 {
    metal::float4 inner[256];
};
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = false;
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

float derivative(
    float h
) {
    return 1.0 - (h * h);
}

metal::float4 left(
    uint i,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = d[i];
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
    device type_6 const& h_1,
    device type_6& back,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(2u, member_1, row_1, column_2, command);
    metal::float4 f = h_1[_e6 / 4u];
    float _e12 = derivative(f.x);
    float _e14 = derivative(f.y);
    float _e16 = derivative(f.z);
    float _e18 = derivative(f.w);
    metal::float4 slope = metal::float4(_e12, _e14, _e16, _e18);
    uint _e22 = at(3u, member_1, row_1, column_2, command);
    metal::float4 _e27 = within(column_2, sum * slope, command);
    back[_e22 / 4u] = _e27;
    return;
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
    uint local_1
) {
    bool is_left = local_1 < 32u;
    uint load_1 = local_1 % 32u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_3 = 4u * ((load_1 % 2u) + (2u * (load_1 / 16u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_3, other_2, (((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector};
}

metal::float4x4 left_square(
    uint member_2,
    uint row_2,
    uint column_3,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_2) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_3 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_2, 0u, metal::min(column_3, operand.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 place = metal::uint4(start_2) + (metal::min(rows, metal::uint4(count - 1u)) * (operand.pitch / 4u));
    metal::float4 _e50 = left(place.x, d, _buffer_sizes);
    metal::float4 _e56 = left(place.y, d, _buffer_sizes);
    metal::float4 _e62 = left(place.z, d, _buffer_sizes);
    metal::float4 _e68 = left(place.w, d, _buffer_sizes);
    return metal::float4x4(there.x ? _e50 : metal::float4(0.0), there.y ? _e56 : metal::float4(0.0), there.z ? _e62 : metal::float4(0.0), there.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 left_block(
    uint member_3,
    uint other,
    uint k_1,
    constant Command& command,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_3, k_1, other, command, d, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_3, other, k_1, command, d, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_4,
    uint row_3,
    uint column_4,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_3) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_4 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_4, 0u, metal::min(column_4, operand_1.pitch - 4u), command);
    uint start_3 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_3) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
    metal::float4 _e50 = right(place_1.x, w, _buffer_sizes);
    metal::float4 _e56 = right(place_1.y, w, _buffer_sizes);
    metal::float4 _e62 = right(place_1.z, w, _buffer_sizes);
    metal::float4 _e68 = right(place_1.w, w, _buffer_sizes);
    return metal::float4x4(there_1.x ? _e50 : metal::float4(0.0), there_1.y ? _e56 : metal::float4(0.0), there_1.z ? _e62 : metal::float4(0.0), there_1.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 right_block(
    uint member_5,
    uint other_1,
    uint k_2,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_5, k_2, other_1, command, w, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_5, other_1, k_2, command, w, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    Load load,
    uint member_6,
    uint start_1,
    constant Command& command,
    device type_6 const& d,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (load.is_left) {
        metal::float4x4 _e7 = left_block(member_6, load.other, start_1 + load.k, command, d, _buffer_sizes);
        return _e7;
    }
    metal::float4x4 _e11 = right_block(member_6, load.other, start_1 + load.k, command, w, _buffer_sizes);
    return _e11;
}

void put(
    uint member_7,
    uint chunk,
    uint row_4,
    uint column_5,
    metal::float4 sum_1,
    constant Command& command,
    device type_6 const& h_1,
    device type_6& back,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_5 < _e9) {
        finish(member_7, row_4, column_5, sum_1, command, h_1, back, _buffer_sizes);
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
, device type_6 const& d [[buffer(1)]]
, device type_6 const& w [[buffer(2)]]
, device type_6 const& h_1 [[buffer(3)]]
, device type_6& back [[buffer(4)]]
, threadgroup type_9& slab
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    metal::float4 sum0_0_ = metal::float4(0.0);
    metal::float4 sum1_0_ = metal::float4(0.0);
    metal::float4 sum2_0_ = metal::float4(0.0);
    metal::float4 sum3_0_ = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    Part _e3 = part_of(workgroup, workgroups, command);
    uint _e7 = command.rows;
    if (_e3.first_row >= _e7) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e28 = block(_e9, _e3.member, _e3.first, command, d, w, _buffer_sizes);
    next = _e28;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e277 = start;
            start = _e277 + DEPTH;
        }
        loop_init = false;
        uint _e32 = start;
        if (_e32 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e44 = next[0];
            slab.inner[_e9.place + 0u] = _e44;
            metal::float4 _e54 = next[1];
            slab.inner[_e9.place + 8u] = _e54;
            metal::float4 _e64 = next[2];
            slab.inner[_e9.place + 16u] = _e64;
            metal::float4 _e74 = next[3];
            slab.inner[_e9.place + 24u] = _e74;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e75 = start;
            if ((_e75 + DEPTH) < _e3.end) {
                uint _e81 = start;
                metal::float4x4 _e84 = block(_e9, _e3.member, _e81 + DEPTH, command, d, w, _buffer_sizes);
                next = _e84;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e274 = k;
                    k = _e274 + 4u;
                }
                loop_init_1 = false;
                uint _e87 = k;
                if (_e87 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e91 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e91 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e106 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e106) + 0u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e120 = sum0_0_;
                    sum0_0_ = _e120 + (a0_0_.x * b0_0_);
                    metal::float4 _e124 = sum1_0_;
                    sum1_0_ = _e124 + (a0_0_.y * b0_0_);
                    metal::float4 _e128 = sum2_0_;
                    sum2_0_ = _e128 + (a0_0_.z * b0_0_);
                    metal::float4 _e132 = sum3_0_;
                    sum3_0_ = _e132 + (a0_0_.w * b0_0_);
                    uint _e137 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e137 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e152 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e152) + 1u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e166 = sum0_0_;
                    sum0_0_ = _e166 + (a1_0_.x * b1_0_);
                    metal::float4 _e170 = sum1_0_;
                    sum1_0_ = _e170 + (a1_0_.y * b1_0_);
                    metal::float4 _e174 = sum2_0_;
                    sum2_0_ = _e174 + (a1_0_.z * b1_0_);
                    metal::float4 _e178 = sum3_0_;
                    sum3_0_ = _e178 + (a1_0_.w * b1_0_);
                    uint _e183 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e183 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e198 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e198) + 2u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e212 = sum0_0_;
                    sum0_0_ = _e212 + (a2_0_.x * b2_0_);
                    metal::float4 _e216 = sum1_0_;
                    sum1_0_ = _e216 + (a2_0_.y * b2_0_);
                    metal::float4 _e220 = sum2_0_;
                    sum2_0_ = _e220 + (a2_0_.z * b2_0_);
                    metal::float4 _e224 = sum3_0_;
                    sum3_0_ = _e224 + (a2_0_.w * b2_0_);
                    uint _e229 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e229 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e244 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e244) + 3u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e258 = sum0_0_;
                    sum0_0_ = _e258 + (a3_0_.x * b3_0_);
                    metal::float4 _e262 = sum1_0_;
                    sum1_0_ = _e262 + (a3_0_.y * b3_0_);
                    metal::float4 _e266 = sum2_0_;
                    sum2_0_ = _e266 + (a3_0_.z * b3_0_);
                    metal::float4 _e270 = sum3_0_;
                    sum3_0_ = _e270 + (a3_0_.w * b3_0_);
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e293 = command.rows;
    if (row0_ < _e293) {
        metal::float4 _e306 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 0u)), _e306, command, h_1, back, _buffer_sizes);
    }
    uint row1_ = (_e3.first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e320 = command.rows;
    if (row1_ < _e320) {
        metal::float4 _e333 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 0u)), _e333, command, h_1, back, _buffer_sizes);
    }
    uint row2_ = (_e3.first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e347 = command.rows;
    if (row2_ < _e347) {
        metal::float4 _e360 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 0u)), _e360, command, h_1, back, _buffer_sizes);
    }
    uint row3_ = (_e3.first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e374 = command.rows;
    if (row3_ < _e374) {
        metal::float4 _e387 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 0u)), _e387, command, h_1, back, _buffer_sizes);
        return;
    } else {
        return;
    }
}
