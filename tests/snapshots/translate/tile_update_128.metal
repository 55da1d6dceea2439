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
struct type_9 {
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
, threadgroup type_9& slab
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
    uint _e38 = command.chunk;
    uint first = chunk_1 * _e38;
    uint _e42 = command.chunk;
    uint _e46 = command.inner;
    uint end = metal::min(first + _e42, _e46);
    bool is_left_1 = local < 128u;
    uint load = local % 128u;
    uint load_vector = (load / 2u) % VECTORS;
    uint load_k = 4u * ((load % 2u) + (2u * (load / 64u)));
    uint load_other = (is_left_1 ? first_row : first_column) + (4u * load_vector);
    uint load_place = (((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector;
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e144 = block(is_left_1, member_9, load_other, first + load_k, command, x, d, _buffer_sizes);
    next = _e144;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e746 = start;
            start = _e746 + DEPTH;
        }
        loop_init = false;
        uint _e147 = start;
        if (_e147 < end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e157 = next[0];
            slab.inner[load_place + 0u] = _e157;
            metal::float4 _e166 = next[1];
            slab.inner[load_place + 32u] = _e166;
            metal::float4 _e175 = next[2];
            slab.inner[load_place + 64u] = _e175;
            metal::float4 _e184 = next[3];
            slab.inner[load_place + 96u] = _e184;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e185 = start;
            if ((_e185 + DEPTH) < end) {
                uint _e189 = start;
                metal::float4x4 _e193 = block(is_left_1, member_9, load_other, (_e189 + DEPTH) + load_k, command, x, d, _buffer_sizes);
                next = _e193;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e695 = k;
                    k = _e695 + 4u;
                }
                loop_init_1 = false;
                uint _e196 = k;
                if (_e196 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e200 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e200 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e215 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e215) + 0u) * VECTORS) + column_6) + 0u];
                    uint _e230 = k;
                    metal::float4 a0_1_ = slab.inner[(((_e230 + 0u) * VECTORS) + row_5) + 16u];
                    uint _e245 = k;
                    metal::float4 b0_1_ = slab.inner[((((DEPTH + _e245) + 0u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e259 = sum0_0_;
                    sum0_0_ = _e259 + (a0_0_.x * b0_0_);
                    metal::float4 _e263 = sum0_1_;
                    sum0_1_ = _e263 + (a0_0_.x * b0_1_);
                    metal::float4 _e267 = sum1_0_;
                    sum1_0_ = _e267 + (a0_0_.y * b0_0_);
                    metal::float4 _e271 = sum1_1_;
                    sum1_1_ = _e271 + (a0_0_.y * b0_1_);
                    metal::float4 _e275 = sum2_0_;
                    sum2_0_ = _e275 + (a0_0_.z * b0_0_);
                    metal::float4 _e279 = sum2_1_;
                    sum2_1_ = _e279 + (a0_0_.z * b0_1_);
                    metal::float4 _e283 = sum3_0_;
                    sum3_0_ = _e283 + (a0_0_.w * b0_0_);
                    metal::float4 _e287 = sum3_1_;
                    sum3_1_ = _e287 + (a0_0_.w * b0_1_);
                    metal::float4 _e291 = sum4_0_;
                    sum4_0_ = _e291 + (a0_1_.x * b0_0_);
                    metal::float4 _e295 = sum4_1_;
                    sum4_1_ = _e295 + (a0_1_.x * b0_1_);
                    metal::float4 _e299 = sum5_0_;
                    sum5_0_ = _e299 + (a0_1_.y * b0_0_);
                    metal::float4 _e303 = sum5_1_;
                    sum5_1_ = _e303 + (a0_1_.y * b0_1_);
                    metal::float4 _e307 = sum6_0_;
                    sum6_0_ = _e307 + (a0_1_.z * b0_0_);
                    metal::float4 _e311 = sum6_1_;
                    sum6_1_ = _e311 + (a0_1_.z * b0_1_);
                    metal::float4 _e315 = sum7_0_;
                    sum7_0_ = _e315 + (a0_1_.w * b0_0_);
                    metal::float4 _e319 = sum7_1_;
                    sum7_1_ = _e319 + (a0_1_.w * b0_1_);
                    uint _e324 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e324 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e339 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e339) + 1u) * VECTORS) + column_6) + 0u];
                    uint _e354 = k;
                    metal::float4 a1_1_ = slab.inner[(((_e354 + 1u) * VECTORS) + row_5) + 16u];
                    uint _e369 = k;
                    metal::float4 b1_1_ = slab.inner[((((DEPTH + _e369) + 1u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e383 = sum0_0_;
                    sum0_0_ = _e383 + (a1_0_.x * b1_0_);
                    metal::float4 _e387 = sum0_1_;
                    sum0_1_ = _e387 + (a1_0_.x * b1_1_);
                    metal::float4 _e391 = sum1_0_;
                    sum1_0_ = _e391 + (a1_0_.y * b1_0_);
                    metal::float4 _e395 = sum1_1_;
                    sum1_1_ = _e395 + (a1_0_.y * b1_1_);
                    metal::float4 _e399 = sum2_0_;
                    sum2_0_ = _e399 + (a1_0_.z * b1_0_);
                    metal::float4 _e403 = sum2_1_;
                    sum2_1_ = _e403 + (a1_0_.z * b1_1_);
                    metal::float4 _e407 = sum3_0_;
                    sum3_0_ = _e407 + (a1_0_.w * b1_0_);
                    metal::float4 _e411 = sum3_1_;
                    sum3_1_ = _e411 + (a1_0_.w * b1_1_);
                    metal::float4 _e415 = sum4_0_;
                    sum4_0_ = _e415 + (a1_1_.x * b1_0_);
                    metal::float4 _e419 = sum4_1_;
                    sum4_1_ = _e419 + (a1_1_.x * b1_1_);
                    metal::float4 _e423 = sum5_0_;
                    sum5_0_ = _e423 + (a1_1_.y * b1_0_);
                    metal::float4 _e427 = sum5_1_;
                    sum5_1_ = _e427 + (a1_1_.y * b1_1_);
                    metal::float4 _e431 = sum6_0_;
                    sum6_0_ = _e431 + (a1_1_.z * b1_0_);
                    metal::float4 _e435 = sum6_1_;
                    sum6_1_ = _e435 + (a1_1_.z * b1_1_);
                    metal::float4 _e439 = sum7_0_;
                    sum7_0_ = _e439 + (a1_1_.w * b1_0_);
                    metal::float4 _e443 = sum7_1_;
                    sum7_1_ = _e443 + (a1_1_.w * b1_1_);
                    uint _e448 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e448 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e463 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e463) + 2u) * VECTORS) + column_6) + 0u];
                    uint _e478 = k;
                    metal::float4 a2_1_ = slab.inner[(((_e478 + 2u) * VECTORS) + row_5) + 16u];
                    uint _e493 = k;
                    metal::float4 b2_1_ = slab.inner[((((DEPTH + _e493) + 2u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e507 = sum0_0_;
                    sum0_0_ = _e507 + (a2_0_.x * b2_0_);
                    metal::float4 _e511 = sum0_1_;
                    sum0_1_ = _e511 + (a2_0_.x * b2_1_);
                    metal::float4 _e515 = sum1_0_;
                    sum1_0_ = _e515 + (a2_0_.y * b2_0_);
                    metal::float4 _e519 = sum1_1_;
                    sum1_1_ = _e519 + (a2_0_.y * b2_1_);
                    metal::float4 _e523 = sum2_0_;
                    sum2_0_ = _e523 + (a2_0_.z * b2_0_);
                    metal::float4 _e527 = sum2_1_;
                    sum2_1_ = _e527 + (a2_0_.z * b2_1_);
                    metal::float4 _e531 = sum3_0_;
                    sum3_0_ = _e531 + (a2_0_.w * b2_0_);
                    metal::float4 _e535 = sum3_1_;
                    sum3_1_ = _e535 + (a2_0_.w * b2_1_);
                    metal::float4 _e539 = sum4_0_;
                    sum4_0_ = _e539 + (a2_1_.x * b2_0_);
                    metal::float4 _e543 = sum4_1_;
                    sum4_1_ = _e543 + (a2_1_.x * b2_1_);
                    metal::float4 _e547 = sum5_0_;
                    sum5_0_ = _e547 + (a2_1_.y * b2_0_);
                    metal::float4 _e551 = sum5_1_;
                    sum5_1_ = _e551 + (a2_1_.y * b2_1_);
                    metal::float4 _e555 = sum6_0_;
                    sum6_0_ = _e555 + (a2_1_.z * b2_0_);
                    metal::float4 _e559 = sum6_1_;
                    sum6_1_ = _e559 + (a2_1_.z * b2_1_);
                    metal::float4 _e563 = sum7_0_;
                    sum7_0_ = _e563 + (a2_1_.w * b2_0_);
                    metal::float4 _e567 = sum7_1_;
                    sum7_1_ = _e567 + (a2_1_.w * b2_1_);
                    uint _e572 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e572 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e587 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e587) + 3u) * VECTORS) + column_6) + 0u];
                    uint _e602 = k;
                    metal::float4 a3_1_ = slab.inner[(((_e602 + 3u) * VECTORS) + row_5) + 16u];
                    uint _e617 = k;
                    metal::float4 b3_1_ = slab.inner[((((DEPTH + _e617) + 3u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e631 = sum0_0_;
                    sum0_0_ = _e631 + (a3_0_.x * b3_0_);
                    metal::float4 _e635 = sum0_1_;
                    sum0_1_ = _e635 + (a3_0_.x * b3_1_);
                    metal::float4 _e639 = sum1_0_;
                    sum1_0_ = _e639 + (a3_0_.y * b3_0_);
                    metal::float4 _e643 = sum1_1_;
                    sum1_1_ = _e643 + (a3_0_.y * b3_1_);
                    metal::float4 _e647 = sum2_0_;
                    sum2_0_ = _e647 + (a3_0_.z * b3_0_);
                    metal::float4 _e651 = sum2_1_;
                    sum2_1_ = _e651 + (a3_0_.z * b3_1_);
                    metal::float4 _e655 = sum3_0_;
                    sum3_0_ = _e655 + (a3_0_.w * b3_0_);
                    metal::float4 _e659 = sum3_1_;
                    sum3_1_ = _e659 + (a3_0_.w * b3_1_);
                    metal::float4 _e663 = sum4_0_;
                    sum4_0_ = _e663 + (a3_1_.x * b3_0_);
                    metal::float4 _e667 = sum4_1_;
                    sum4_1_ = _e667 + (a3_1_.x * b3_1_);
                    metal::float4 _e671 = sum5_0_;
                    sum5_0_ = _e671 + (a3_1_.y * b3_0_);
                    metal::float4 _e675 = sum5_1_;
                    sum5_1_ = _e675 + (a3_1_.y * b3_1_);
                    metal::float4 _e679 = sum6_0_;
                    sum6_0_ = _e679 + (a3_1_.z * b3_0_);
                    metal::float4 _e683 = sum6_1_;
                    sum6_1_ = _e683 + (a3_1_.z * b3_1_);
                    metal::float4 _e687 = sum7_0_;
                    sum7_0_ = _e687 + (a3_1_.w * b3_0_);
                    metal::float4 _e691 = sum7_1_;
                    sum7_1_ = _e691 + (a3_1_.w * b3_1_);
                }
            }
            if (first_row == 0u) {
                local_1 = row_5 == 0u;
            } else {
                local_1 = false;
            }
            bool _e705 = local_1;
            if (_e705) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e744 = k_1;
                        k_1 = _e744 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e708 = k_1;
                    if (_e708 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e711 = bias0_;
                        uint _e714 = k_1;
                        metal::float4 _e725 = slab.inner[(((DEPTH + _e714) * VECTORS) + column_6) + 0u];
                        bias0_ = _e711 + _e725;
                        metal::float4 _e727 = bias1_;
                        uint _e730 = k_1;
                        metal::float4 _e741 = slab.inner[(((DEPTH + _e730) * VECTORS) + column_6) + 16u];
                        bias1_ = _e727 + _e741;
                    }
                }
            }
        }
    }
    uint row0_ = (first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e761 = command.rows;
    if (row0_ < _e761) {
        metal::float4 _e771 = sum0_0_;
        put(member_9, chunk_1, row0_, first_column + (4u * (column_6 + 0u)), _e771, command, eta, w, b, _buffer_sizes);
        metal::float4 _e780 = sum0_1_;
        put(member_9, chunk_1, row0_, first_column + (4u * (column_6 + 16u)), _e780, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e793 = command.rows;
    if (row1_ < _e793) {
        metal::float4 _e803 = sum1_0_;
        put(member_9, chunk_1, row1_, first_column + (4u * (column_6 + 0u)), _e803, command, eta, w, b, _buffer_sizes);
        metal::float4 _e812 = sum1_1_;
        put(member_9, chunk_1, row1_, first_column + (4u * (column_6 + 16u)), _e812, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e825 = command.rows;
    if (row2_ < _e825) {
        metal::float4 _e835 = sum2_0_;
        put(member_9, chunk_1, row2_, first_column + (4u * (column_6 + 0u)), _e835, command, eta, w, b, _buffer_sizes);
        metal::float4 _e844 = sum2_1_;
        put(member_9, chunk_1, row2_, first_column + (4u * (column_6 + 16u)), _e844, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e857 = command.rows;
    if (row3_ < _e857) {
        metal::float4 _e867 = sum3_0_;
        put(member_9, chunk_1, row3_, first_column + (4u * (column_6 + 0u)), _e867, command, eta, w, b, _buffer_sizes);
        metal::float4 _e876 = sum3_1_;
        put(member_9, chunk_1, row3_, first_column + (4u * (column_6 + 16u)), _e876, command, eta, w, b, _buffer_sizes);
    }
    uint row4_ = (first_row + (4u * (row_5 + 16u))) + 0u;
    uint _e889 = command.rows;
    if (row4_ < _e889) {
        metal::float4 _e899 = sum4_0_;
        put(member_9, chunk_1, row4_, first_column + (4u * (column_6 + 0u)), _e899, command, eta, w, b, _buffer_sizes);
        metal::float4 _e908 = sum4_1_;
        put(member_9, chunk_1, row4_, first_column + (4u * (column_6 + 16u)), _e908, command, eta, w, b, _buffer_sizes);
    }
    uint row5_ = (first_row + (4u * (row_5 + 16u))) + 1u;
    uint _e921 = command.rows;
    if (row5_ < _e921) {
        metal::float4 _e931 = sum5_0_;
        put(member_9, chunk_1, row5_, first_column + (4u * (column_6 + 0u)), _e931, command, eta, w, b, _buffer_sizes);
        metal::float4 _e940 = sum5_1_;
        put(member_9, chunk_1, row5_, first_column + (4u * (column_6 + 16u)), _e940, command, eta, w, b, _buffer_sizes);
    }
    uint row6_ = (first_row + (4u * (row_5 + 16u))) + 2u;
    uint _e953 = command.rows;
    if (row6_ < _e953) {
        metal::float4 _e963 = sum6_0_;
        put(member_9, chunk_1, row6_, first_column + (4u * (column_6 + 0u)), _e963, command, eta, w, b, _buffer_sizes);
        metal::float4 _e972 = sum6_1_;
        put(member_9, chunk_1, row6_, first_column + (4u * (column_6 + 16u)), _e972, command, eta, w, b, _buffer_sizes);
    }
    uint row7_ = (first_row + (4u * (row_5 + 16u))) + 3u;
    uint _e985 = command.rows;
    if (row7_ < _e985) {
        metal::float4 _e995 = sum7_0_;
        put(member_9, chunk_1, row7_, first_column + (4u * (column_6 + 0u)), _e995, command, eta, w, b, _buffer_sizes);
        metal::float4 _e1004 = sum7_1_;
        put(member_9, chunk_1, row7_, first_column + (4u * (column_6 + 16u)), _e1004, command, eta, w, b, _buffer_sizes);
    }
    if (first_row == 0u) {
        local_2 = row_5 == 0u;
    } else {
        local_2 = false;
    }
    bool _e1012 = local_2;
    if (_e1012) {
        uint _e1015 = command.rows;
        metal::float4 _e1024 = bias0_;
        put(member_9, chunk_1, _e1015, first_column + (4u * (column_6 + 0u)), _e1024, command, eta, w, b, _buffer_sizes);
        uint _e1027 = command.rows;
        metal::float4 _e1036 = bias1_;
        put(member_9, chunk_1, _e1027, first_column + (4u * (column_6 + 16u)), _e1036, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
