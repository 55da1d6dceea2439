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
struct type_10 {
    metal::float4 inner[1024];
};
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint WORKGROUP = 256u;
constant uint SIDE = 128u;
constant uint DEPTH = 16u;
constant uint VECTORS = 32u;
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
    uint k_4 = 4u * ((load_1 % 2u) + (2u * (load_1 / 64u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_4, other_2, (((is_left ? 0u : DEPTH) + k_4) * VECTORS) + vector};
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
    uint start_2 = _e34 / 4u;
    metal::uint4 place = metal::uint4(start_2) + (metal::min(rows, metal::uint4(count - 1u)) * (operand.pitch / 4u));
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
    uint start_3 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_3) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
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
    Load load,
    uint member_6,
    uint start_1,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (load.is_left) {
        metal::float4x4 _e7 = left_block(member_6, load.other, start_1 + load.k, command, x, _buffer_sizes);
        return _e7;
    }
    metal::float4x4 _e11 = right_block(member_6, load.other, start_1 + load.k, command, d, _buffer_sizes);
    return _e11;
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
, threadgroup type_10& slab
, constant _mslBufferSizes& _buffer_sizes [[buffer(6)]]
) {
    metal::float4 sum0_0_ = metal::float4(0.0);
    metal::float4 sum0_1_ = metal::float4(0.0);
    metal::float4 sum1_0_ = metal::float4(0.0);
    metal::float4 sum1_1_ = metal::float4(0.0);
    metal::float4 sum2_0_ = metal::float4(0.0);
    metal::float4 sum2_1_ = metal::float4(0.0);
    metal::float4 sum3_0_ = metal::float4(0.0);
    metal::float4 sum3_1_ = metal::float4(0.0);
    metal::float4 sum4_0_ = metal::float4(0.0);
    metal::float4 sum4_1_ = metal::float4(0.0);
    metal::float4 sum5_0_ = metal::float4(0.0);
    metal::float4 sum5_1_ = metal::float4(0.0);
    metal::float4 sum6_0_ = metal::float4(0.0);
    metal::float4 sum6_1_ = metal::float4(0.0);
    metal::float4 sum7_0_ = metal::float4(0.0);
    metal::float4 sum7_1_ = metal::float4(0.0);
    metal::float4 bias0_ = metal::float4(0.0);
    metal::float4 bias1_ = metal::float4(0.0);
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
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e70 = block(_e9, _e3.member, _e3.first, command, x, d, _buffer_sizes);
    next = _e70;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e680 = start;
            start = _e680 + DEPTH;
        }
        loop_init = false;
        uint _e74 = start;
        if (_e74 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e86 = next[0];
            slab.inner[_e9.place + 0u] = _e86;
            metal::float4 _e96 = next[1];
            slab.inner[_e9.place + 32u] = _e96;
            metal::float4 _e106 = next[2];
            slab.inner[_e9.place + 64u] = _e106;
            metal::float4 _e116 = next[3];
            slab.inner[_e9.place + 96u] = _e116;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e117 = start;
            if ((_e117 + DEPTH) < _e3.end) {
                uint _e123 = start;
                metal::float4x4 _e126 = block(_e9, _e3.member, _e123 + DEPTH, command, x, d, _buffer_sizes);
                next = _e126;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e628 = k;
                    k = _e628 + 4u;
                }
                loop_init_1 = false;
                uint _e129 = k;
                if (_e129 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e133 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e133 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e148 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e148) + 0u) * VECTORS) + column_6) + 0u];
                    uint _e163 = k;
                    metal::float4 a0_1_ = slab.inner[(((_e163 + 0u) * VECTORS) + row_5) + 16u];
                    uint _e178 = k;
                    metal::float4 b0_1_ = slab.inner[((((DEPTH + _e178) + 0u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e192 = sum0_0_;
                    sum0_0_ = _e192 + (a0_0_.x * b0_0_);
                    metal::float4 _e196 = sum0_1_;
                    sum0_1_ = _e196 + (a0_0_.x * b0_1_);
                    metal::float4 _e200 = sum1_0_;
                    sum1_0_ = _e200 + (a0_0_.y * b0_0_);
                    metal::float4 _e204 = sum1_1_;
                    sum1_1_ = _e204 + (a0_0_.y * b0_1_);
                    metal::float4 _e208 = sum2_0_;
                    sum2_0_ = _e208 + (a0_0_.z * b0_0_);
                    metal::float4 _e212 = sum2_1_;
                    sum2_1_ = _e212 + (a0_0_.z * b0_1_);
                    metal::float4 _e216 = sum3_0_;
                    sum3_0_ = _e216 + (a0_0_.w * b0_0_);
                    metal::float4 _e220 = sum3_1_;
                    sum3_1_ = _e220 + (a0_0_.w * b0_1_);
                    metal::float4 _e224 = sum4_0_;
                    sum4_0_ = _e224 + (a0_1_.x * b0_0_);
                    metal::float4 _e228 = sum4_1_;
                    sum4_1_ = _e228 + (a0_1_.x * b0_1_);
                    metal::float4 _e232 = sum5_0_;
                    sum5_0_ = _e232 + (a0_1_.y * b0_0_);
                    metal::float4 _e236 = sum5_1_;
                    sum5_1_ = _e236 + (a0_1_.y * b0_1_);
                    metal::float4 _e240 = sum6_0_;
                    sum6_0_ = _e240 + (a0_1_.z * b0_0_);
                    metal::float4 _e244 = sum6_1_;
                    sum6_1_ = _e244 + (a0_1_.z * b0_1_);
                    metal::float4 _e248 = sum7_0_;
                    sum7_0_ = _e248 + (a0_1_.w * b0_0_);
                    metal::float4 _e252 = sum7_1_;
                    sum7_1_ = _e252 + (a0_1_.w * b0_1_);
                    uint _e257 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e257 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e272 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e272) + 1u) * VECTORS) + column_6) + 0u];
                    uint _e287 = k;
                    metal::float4 a1_1_ = slab.inner[(((_e287 + 1u) * VECTORS) + row_5) + 16u];
                    uint _e302 = k;
                    metal::float4 b1_1_ = slab.inner[((((DEPTH + _e302) + 1u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e316 = sum0_0_;
                    sum0_0_ = _e316 + (a1_0_.x * b1_0_);
                    metal::float4 _e320 = sum0_1_;
                    sum0_1_ = _e320 + (a1_0_.x * b1_1_);
                    metal::float4 _e324 = sum1_0_;
                    sum1_0_ = _e324 + (a1_0_.y * b1_0_);
                    metal::float4 _e328 = sum1_1_;
                    sum1_1_ = _e328 + (a1_0_.y * b1_1_);
                    metal::float4 _e332 = sum2_0_;
                    sum2_0_ = _e332 + (a1_0_.z * b1_0_);
                    metal::float4 _e336 = sum2_1_;
                    sum2_1_ = _e336 + (a1_0_.z * b1_1_);
                    metal::float4 _e340 = sum3_0_;
                    sum3_0_ = _e340 + (a1_0_.w * b1_0_);
                    metal::float4 _e344 = sum3_1_;
                    sum3_1_ = _e344 + (a1_0_.w * b1_1_);
                    metal::float4 _e348 = sum4_0_;
                    sum4_0_ = _e348 + (a1_1_.x * b1_0_);
                    metal::float4 _e352 = sum4_1_;
                    sum4_1_ = _e352 + (a1_1_.x * b1_1_);
                    metal::float4 _e356 = sum5_0_;
                    sum5_0_ = _e356 + (a1_1_.y * b1_0_);
                    metal::float4 _e360 = sum5_1_;
                    sum5_1_ = _e360 + (a1_1_.y * b1_1_);
                    metal::float4 _e364 = sum6_0_;
                    sum6_0_ = _e364 + (a1_1_.z * b1_0_);
                    metal::float4 _e368 = sum6_1_;
                    sum6_1_ = _e368 + (a1_1_.z * b1_1_);
                    metal::float4 _e372 = sum7_0_;
                    sum7_0_ = _e372 + (a1_1_.w * b1_0_);
                    metal::float4 _e376 = sum7_1_;
                    sum7_1_ = _e376 + (a1_1_.w * b1_1_);
                    uint _e381 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e381 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e396 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e396) + 2u) * VECTORS) + column_6) + 0u];
                    uint _e411 = k;
                    metal::float4 a2_1_ = slab.inner[(((_e411 + 2u) * VECTORS) + row_5) + 16u];
                    uint _e426 = k;
                    metal::float4 b2_1_ = slab.inner[((((DEPTH + _e426) + 2u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e440 = sum0_0_;
                    sum0_0_ = _e440 + (a2_0_.x * b2_0_);
                    metal::float4 _e444 = sum0_1_;
                    sum0_1_ = _e444 + (a2_0_.x * b2_1_);
                    metal::float4 _e448 = sum1_0_;
                    sum1_0_ = _e448 + (a2_0_.y * b2_0_);
                    metal::float4 _e452 = sum1_1_;
                    sum1_1_ = _e452 + (a2_0_.y * b2_1_);
                    metal::float4 _e456 = sum2_0_;
                    sum2_0_ = _e456 + (a2_0_.z * b2_0_);
                    metal::float4 _e460 = sum2_1_;
                    sum2_1_ = _e460 + (a2_0_.z * b2_1_);
                    metal::float4 _e464 = sum3_0_;
                    sum3_0_ = _e464 + (a2_0_.w * b2_0_);
                    metal::float4 _e468 = sum3_1_;
                    sum3_1_ = _e468 + (a2_0_.w * b2_1_);
                    metal::float4 _e472 = sum4_0_;
                    sum4_0_ = _e472 + (a2_1_.x * b2_0_);
                    metal::float4 _e476 = sum4_1_;
                    sum4_1_ = _e476 + (a2_1_.x * b2_1_);
                    metal::float4 _e480 = sum5_0_;
                    sum5_0_ = _e480 + (a2_1_.y * b2_0_);
                    metal::float4 _e484 = sum5_1_;
                    sum5_1_ = _e484 + (a2_1_.y * b2_1_);
                    metal::float4 _e488 = sum6_0_;
                    sum6_0_ = _e488 + (a2_1_.z * b2_0_);
                    metal::float4 _e492 = sum6_1_;
                    sum6_1_ = _e492 + (a2_1_.z * b2_1_);
                    metal::float4 _e496 = sum7_0_;
                    sum7_0_ = _e496 + (a2_1_.w * b2_0_);
                    metal::float4 _e500 = sum7_1_;
                    sum7_1_ = _e500 + (a2_1_.w * b2_1_);
                    uint _e505 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e505 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e520 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e520) + 3u) * VECTORS) + column_6) + 0u];
                    uint _e535 = k;
                    metal::float4 a3_1_ = slab.inner[(((_e535 + 3u) * VECTORS) + row_5) + 16u];
                    uint _e550 = k;
                    metal::float4 b3_1_ = slab.inner[((((DEPTH + _e550) + 3u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e564 = sum0_0_;
                    sum0_0_ = _e564 + (a3_0_.x * b3_0_);
                    metal::float4 _e568 = sum0_1_;
                    sum0_1_ = _e568 + (a3_0_.x * b3_1_);
                    metal::float4 _e572 = sum1_0_;
                    sum1_0_ = _e572 + (a3_0_.y * b3_0_);
                    metal::float4 _e576 = sum1_1_;
                    sum1_1_ = _e576 + (a3_0_.y * b3_1_);
                    metal::float4 _e580 = sum2_0_;
                    sum2_0_ = _e580 + (a3_0_.z * b3_0_);
                    metal::float4 _e584 = sum2_1_;
                    sum2_1_ = _e584 + (a3_0_.z * b3_1_);
                    metal::float4 _e588 = sum3_0_;
                    sum3_0_ = _e588 + (a3_0_.w * b3_0_);
                    metal::float4 _e592 = sum3_1_;
                    sum3_1_ = _e592 + (a3_0_.w * b3_1_);
                    metal::float4 _e596 = sum4_0_;
                    sum4_0_ = _e596 + (a3_1_.x * b3_0_);
                    metal::float4 _e600 = sum4_1_;
                    sum4_1_ = _e600 + (a3_1_.x * b3_1_);
                    metal::float4 _e604 = sum5_0_;
                    sum5_0_ = _e604 + (a3_1_.y * b3_0_);
                    metal::float4 _e608 = sum5_1_;
                    sum5_1_ = _e608 + (a3_1_.y * b3_1_);
                    metal::float4 _e612 = sum6_0_;
                    sum6_0_ = _e612 + (a3_1_.z * b3_0_);
                    metal::float4 _e616 = sum6_1_;
                    sum6_1_ = _e616 + (a3_1_.z * b3_1_);
                    metal::float4 _e620 = sum7_0_;
                    sum7_0_ = _e620 + (a3_1_.w * b3_0_);
                    metal::float4 _e624 = sum7_1_;
                    sum7_1_ = _e624 + (a3_1_.w * b3_1_);
                }
            }
            if (_e3.first_row == 0u) {
                local_1 = row_5 == 0u;
            } else {
                local_1 = false;
            }
            bool _e639 = local_1;
            if (_e639) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e678 = k_1;
                        k_1 = _e678 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e642 = k_1;
                    if (_e642 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e645 = bias0_;
                        uint _e648 = k_1;
                        metal::float4 _e659 = slab.inner[(((DEPTH + _e648) * VECTORS) + column_6) + 0u];
                        bias0_ = _e645 + _e659;
                        metal::float4 _e661 = bias1_;
                        uint _e664 = k_1;
                        metal::float4 _e675 = slab.inner[(((DEPTH + _e664) * VECTORS) + column_6) + 16u];
                        bias1_ = _e661 + _e675;
                    }
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e696 = command.rows;
    if (row0_ < _e696) {
        metal::float4 _e709 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 0u)), _e709, command, eta, w, b, _buffer_sizes);
        metal::float4 _e721 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 16u)), _e721, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (_e3.first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e735 = command.rows;
    if (row1_ < _e735) {
        metal::float4 _e748 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 0u)), _e748, command, eta, w, b, _buffer_sizes);
        metal::float4 _e760 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 16u)), _e760, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (_e3.first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e774 = command.rows;
    if (row2_ < _e774) {
        metal::float4 _e787 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 0u)), _e787, command, eta, w, b, _buffer_sizes);
        metal::float4 _e799 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 16u)), _e799, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (_e3.first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e813 = command.rows;
    if (row3_ < _e813) {
        metal::float4 _e826 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 0u)), _e826, command, eta, w, b, _buffer_sizes);
        metal::float4 _e838 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 16u)), _e838, command, eta, w, b, _buffer_sizes);
    }
    uint row4_ = (_e3.first_row + (4u * (row_5 + 16u))) + 0u;
    uint _e852 = command.rows;
    if (row4_ < _e852) {
        metal::float4 _e865 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_6 + 0u)), _e865, command, eta, w, b, _buffer_sizes);
        metal::float4 _e877 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_6 + 16u)), _e877, command, eta, w, b, _buffer_sizes);
    }
    uint row5_ = (_e3.first_row + (4u * (row_5 + 16u))) + 1u;
    uint _e891 = command.rows;
    if (row5_ < _e891) {
        metal::float4 _e904 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_6 + 0u)), _e904, command, eta, w, b, _buffer_sizes);
        metal::float4 _e916 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_6 + 16u)), _e916, command, eta, w, b, _buffer_sizes);
    }
    uint row6_ = (_e3.first_row + (4u * (row_5 + 16u))) + 2u;
    uint _e930 = command.rows;
    if (row6_ < _e930) {
        metal::float4 _e943 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_6 + 0u)), _e943, command, eta, w, b, _buffer_sizes);
        metal::float4 _e955 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_6 + 16u)), _e955, command, eta, w, b, _buffer_sizes);
    }
    uint row7_ = (_e3.first_row + (4u * (row_5 + 16u))) + 3u;
    uint _e969 = command.rows;
    if (row7_ < _e969) {
        metal::float4 _e982 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_6 + 0u)), _e982, command, eta, w, b, _buffer_sizes);
        metal::float4 _e994 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_6 + 16u)), _e994, command, eta, w, b, _buffer_sizes);
    }
    if (_e3.first_row == 0u) {
        local_2 = row_5 == 0u;
    } else {
        local_2 = false;
    }
    bool _e1003 = local_2;
    if (_e1003) {
        uint _e1008 = command.rows;
        metal::float4 _e1018 = bias0_;
        put(_e3.member, _e3.chunk, _e1008, _e3.first_column + (4u * (column_6 + 0u)), _e1018, command, eta, w, b, _buffer_sizes);
        uint _e1023 = command.rows;
        metal::float4 _e1033 = bias1_;
        put(_e3.member, _e3.chunk, _e1023, _e3.first_column + (4u * (column_6 + 16u)), _e1033, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
