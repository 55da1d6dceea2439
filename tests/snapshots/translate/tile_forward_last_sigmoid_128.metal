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
typedef metal::float4 type_6[1];
typedef float type_7[1];
typedef uint type_8[1];
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
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 0u;
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

float activation(
    float a
) {
    float e = metal::exp(-(metal::abs(a)));
    return ((a >= 0.0) ? 1.0 : e) / (1.0 + e);
}

float derivative(
    float h
) {
    return h * (1.0 - h);
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

uint sample_row(
    uint member_2,
    uint row_1,
    constant Command& command,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e7 = cursor[0];
    uint _e9 = at(5u, member_2, 0u, _e7 + row_1, command);
    uint _e11 = order[_e9];
    return _e11;
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

float finish(
    uint member_3,
    uint row_2,
    uint column_3,
    metal::float4 sum_1,
    constant Command& command,
    device type_6 const& b,
    device type_6& delta,
    device type_6 const& targets,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e4 = outputs(member_3, column_3, sum_1, command, b, _buffer_sizes);
    float _e6 = derivative(_e4.x);
    float _e8 = derivative(_e4.y);
    float _e10 = derivative(_e4.z);
    float _e12 = derivative(_e4.w);
    metal::float4 slope = metal::float4(_e6, _e8, _e10, _e12);
    uint _e16 = sample_row(member_3, row_2, command, order, cursor, _buffer_sizes);
    uint _e17 = at(4u, member_3, _e16, column_3, command);
    metal::float4 t_1 = targets[_e17 / 4u];
    metal::float4 _e23 = within(column_3, _e4 - t_1, command);
    uint _e26 = at(3u, member_3, row_2, column_3, command);
    delta[_e26 / 4u] = _e23 * slope;
    return metal::dot(_e23, _e23);
}

void put_loss(
    uint member_4,
    uint row_3,
    float sum_2,
    constant Command& command,
    device type_7& sample_loss,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(7u, member_4, 0u, row_3, command);
    sample_loss[_e6] = 0.5 * sum_2;
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
    uint local_2
) {
    bool is_left = local_2 < 128u;
    uint load_1 = local_2 % 128u;
    uint vector_1 = (load_1 / 2u) % VECTORS;
    uint k_3 = 4u * ((load_1 % 2u) + (2u * (load_1 / 64u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector_1);
    return Load {is_left, {}, k_3, other_2, (((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector_1};
}

metal::float4x4 left_square(
    uint member_5,
    uint row_4,
    uint column_4,
    constant Command& command,
    device type_6 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_4) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_4 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_5, 0u, metal::min(column_4, operand.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 place = metal::uint4(start_2) + (metal::min(rows, metal::uint4(count - 1u)) * (operand.pitch / 4u));
    metal::float4 _e50 = left(place.x, x, _buffer_sizes);
    metal::float4 _e56 = left(place.y, x, _buffer_sizes);
    metal::float4 _e62 = left(place.z, x, _buffer_sizes);
    metal::float4 _e68 = left(place.w, x, _buffer_sizes);
    return metal::float4x4(there.x ? _e50 : metal::float4(0.0), there.y ? _e56 : metal::float4(0.0), there.z ? _e62 : metal::float4(0.0), there.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 left_block(
    uint member_6,
    uint other,
    uint k_1,
    constant Command& command,
    device type_6 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_6, k_1, other, command, x, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_6, other, k_1, command, x, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_7,
    uint row_5,
    uint column_5,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_5) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_5 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_7, 0u, metal::min(column_5, operand_1.pitch - 4u), command);
    uint start_3 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_3) + (metal::min(rows_1, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
    metal::float4 _e50 = right(place_1.x, w, _buffer_sizes);
    metal::float4 _e56 = right(place_1.y, w, _buffer_sizes);
    metal::float4 _e62 = right(place_1.z, w, _buffer_sizes);
    metal::float4 _e68 = right(place_1.w, w, _buffer_sizes);
    return metal::float4x4(there_1.x ? _e50 : metal::float4(0.0), there_1.y ? _e56 : metal::float4(0.0), there_1.z ? _e62 : metal::float4(0.0), there_1.w ? _e68 : metal::float4(0.0));
}

metal::float4x4 right_block(
    uint member_8,
    uint other_1,
    uint k_2,
    constant Command& command,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_8, k_2, other_1, command, w, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_8, other_1, k_2, command, w, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    Load load,
    uint member_9,
    uint start_1,
    constant Command& command,
    device type_6 const& x,
    device type_6 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (load.is_left) {
        metal::float4x4 _e7 = left_block(member_9, load.other, start_1 + load.k, command, x, _buffer_sizes);
        return _e7;
    }
    metal::float4x4 _e11 = right_block(member_9, load.other, start_1 + load.k, command, w, _buffer_sizes);
    return _e11;
}

float put(
    uint member_10,
    uint chunk,
    uint row_6,
    uint column_6,
    metal::float4 sum_3,
    constant Command& command,
    device type_6 const& b,
    device type_6& delta,
    device type_6 const& targets,
    device type_8 const& order,
    device type_8 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_6 < _e9) {
        float _e11 = finish(member_10, row_6, column_6, sum_3, command, b, delta, targets, order, cursor, _buffer_sizes);
        return _e11;
    }
    return 0.0;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(256)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_6 const& x [[buffer(1)]]
, device type_6 const& w [[buffer(2)]]
, device type_6 const& b [[buffer(3)]]
, device type_6& delta [[buffer(4)]]
, device type_6 const& targets [[buffer(5)]]
, device type_7& sample_loss [[buffer(8)]]
, device type_8 const& order [[buffer(6)]]
, device type_8 const& cursor [[buffer(7)]]
, threadgroup type_11& slab
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
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
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    metal::float4 loss0_0_ = metal::float4(0.0);
    metal::float4 loss0_1_ = metal::float4(0.0);
    metal::float4 loss1_0_ = metal::float4(0.0);
    metal::float4 loss1_1_ = metal::float4(0.0);
    bool local_1 = {};
    float loss = 0.0;
    uint vector = 0u;
    Part _e3 = part_of(workgroup, workgroups, command);
    uint _e7 = command.rows;
    if (_e3.first_row >= _e7) {
        return;
    }
    Load _e9 = load_of(_e3, local);
    uint row_7 = local / SPAN;
    uint column_7 = local % SPAN;
    metal::float4x4 _e64 = block(_e9, _e3.member, _e3.first, command, x, w, _buffer_sizes);
    next = _e64;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e625 = start;
            start = _e625 + DEPTH;
        }
        loop_init = false;
        uint _e68 = start;
        if (_e68 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e80 = next[0];
            slab.inner[_e9.place + 0u] = _e80;
            metal::float4 _e90 = next[1];
            slab.inner[_e9.place + 32u] = _e90;
            metal::float4 _e100 = next[2];
            slab.inner[_e9.place + 64u] = _e100;
            metal::float4 _e110 = next[3];
            slab.inner[_e9.place + 96u] = _e110;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e111 = start;
            if ((_e111 + DEPTH) < _e3.end) {
                uint _e117 = start;
                metal::float4x4 _e120 = block(_e9, _e3.member, _e117 + DEPTH, command, x, w, _buffer_sizes);
                next = _e120;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e622 = k;
                    k = _e622 + 4u;
                }
                loop_init_1 = false;
                uint _e123 = k;
                if (_e123 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e127 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e127 + 0u) * VECTORS) + row_7) + 0u];
                    uint _e142 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e142) + 0u) * VECTORS) + column_7) + 0u];
                    uint _e157 = k;
                    metal::float4 a0_1_ = slab.inner[(((_e157 + 0u) * VECTORS) + row_7) + 16u];
                    uint _e172 = k;
                    metal::float4 b0_1_ = slab.inner[((((DEPTH + _e172) + 0u) * VECTORS) + column_7) + 16u];
                    metal::float4 _e186 = sum0_0_;
                    sum0_0_ = _e186 + (a0_0_.x * b0_0_);
                    metal::float4 _e190 = sum0_1_;
                    sum0_1_ = _e190 + (a0_0_.x * b0_1_);
                    metal::float4 _e194 = sum1_0_;
                    sum1_0_ = _e194 + (a0_0_.y * b0_0_);
                    metal::float4 _e198 = sum1_1_;
                    sum1_1_ = _e198 + (a0_0_.y * b0_1_);
                    metal::float4 _e202 = sum2_0_;
                    sum2_0_ = _e202 + (a0_0_.z * b0_0_);
                    metal::float4 _e206 = sum2_1_;
                    sum2_1_ = _e206 + (a0_0_.z * b0_1_);
                    metal::float4 _e210 = sum3_0_;
                    sum3_0_ = _e210 + (a0_0_.w * b0_0_);
                    metal::float4 _e214 = sum3_1_;
                    sum3_1_ = _e214 + (a0_0_.w * b0_1_);
                    metal::float4 _e218 = sum4_0_;
                    sum4_0_ = _e218 + (a0_1_.x * b0_0_);
                    metal::float4 _e222 = sum4_1_;
                    sum4_1_ = _e222 + (a0_1_.x * b0_1_);
                    metal::float4 _e226 = sum5_0_;
                    sum5_0_ = _e226 + (a0_1_.y * b0_0_);
                    metal::float4 _e230 = sum5_1_;
                    sum5_1_ = _e230 + (a0_1_.y * b0_1_);
                    metal::float4 _e234 = sum6_0_;
                    sum6_0_ = _e234 + (a0_1_.z * b0_0_);
                    metal::float4 _e238 = sum6_1_;
                    sum6_1_ = _e238 + (a0_1_.z * b0_1_);
                    metal::float4 _e242 = sum7_0_;
                    sum7_0_ = _e242 + (a0_1_.w * b0_0_);
                    metal::float4 _e246 = sum7_1_;
                    sum7_1_ = _e246 + (a0_1_.w * b0_1_);
                    uint _e251 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e251 + 1u) * VECTORS) + row_7) + 0u];
                    uint _e266 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e266) + 1u) * VECTORS) + column_7) + 0u];
                    uint _e281 = k;
                    metal::float4 a1_1_ = slab.inner[(((_e281 + 1u) * VECTORS) + row_7) + 16u];
                    uint _e296 = k;
                    metal::float4 b1_1_ = slab.inner[((((DEPTH + _e296) + 1u) * VECTORS) + column_7) + 16u];
                    metal::float4 _e310 = sum0_0_;
                    sum0_0_ = _e310 + (a1_0_.x * b1_0_);
                    metal::float4 _e314 = sum0_1_;
                    sum0_1_ = _e314 + (a1_0_.x * b1_1_);
                    metal::float4 _e318 = sum1_0_;
                    sum1_0_ = _e318 + (a1_0_.y * b1_0_);
                    metal::float4 _e322 = sum1_1_;
                    sum1_1_ = _e322 + (a1_0_.y * b1_1_);
                    metal::float4 _e326 = sum2_0_;
                    sum2_0_ = _e326 + (a1_0_.z * b1_0_);
                    metal::float4 _e330 = sum2_1_;
                    sum2_1_ = _e330 + (a1_0_.z * b1_1_);
                    metal::float4 _e334 = sum3_0_;
                    sum3_0_ = _e334 + (a1_0_.w * b1_0_);
                    metal::float4 _e338 = sum3_1_;
                    sum3_1_ = _e338 + (a1_0_.w * b1_1_);
                    metal::float4 _e342 = sum4_0_;
                    sum4_0_ = _e342 + (a1_1_.x * b1_0_);
                    metal::float4 _e346 = sum4_1_;
                    sum4_1_ = _e346 + (a1_1_.x * b1_1_);
                    metal::float4 _e350 = sum5_0_;
                    sum5_0_ = _e350 + (a1_1_.y * b1_0_);
                    metal::float4 _e354 = sum5_1_;
                    sum5_1_ = _e354 + (a1_1_.y * b1_1_);
                    metal::float4 _e358 = sum6_0_;
                    sum6_0_ = _e358 + (a1_1_.z * b1_0_);
                    metal::float4 _e362 = sum6_1_;
                    sum6_1_ = _e362 + (a1_1_.z * b1_1_);
                    metal::float4 _e366 = sum7_0_;
                    sum7_0_ = _e366 + (a1_1_.w * b1_0_);
                    metal::float4 _e370 = sum7_1_;
                    sum7_1_ = _e370 + (a1_1_.w * b1_1_);
                    uint _e375 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e375 + 2u) * VECTORS) + row_7) + 0u];
                    uint _e390 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e390) + 2u) * VECTORS) + column_7) + 0u];
                    uint _e405 = k;
                    metal::float4 a2_1_ = slab.inner[(((_e405 + 2u) * VECTORS) + row_7) + 16u];
                    uint _e420 = k;
                    metal::float4 b2_1_ = slab.inner[((((DEPTH + _e420) + 2u) * VECTORS) + column_7) + 16u];
                    metal::float4 _e434 = sum0_0_;
                    sum0_0_ = _e434 + (a2_0_.x * b2_0_);
                    metal::float4 _e438 = sum0_1_;
                    sum0_1_ = _e438 + (a2_0_.x * b2_1_);
                    metal::float4 _e442 = sum1_0_;
                    sum1_0_ = _e442 + (a2_0_.y * b2_0_);
                    metal::float4 _e446 = sum1_1_;
                    sum1_1_ = _e446 + (a2_0_.y * b2_1_);
                    metal::float4 _e450 = sum2_0_;
                    sum2_0_ = _e450 + (a2_0_.z * b2_0_);
                    metal::float4 _e454 = sum2_1_;
                    sum2_1_ = _e454 + (a2_0_.z * b2_1_);
                    metal::float4 _e458 = sum3_0_;
                    sum3_0_ = _e458 + (a2_0_.w * b2_0_);
                    metal::float4 _e462 = sum3_1_;
                    sum3_1_ = _e462 + (a2_0_.w * b2_1_);
                    metal::float4 _e466 = sum4_0_;
                    sum4_0_ = _e466 + (a2_1_.x * b2_0_);
                    metal::float4 _e470 = sum4_1_;
                    sum4_1_ = _e470 + (a2_1_.x * b2_1_);
                    metal::float4 _e474 = sum5_0_;
                    sum5_0_ = _e474 + (a2_1_.y * b2_0_);
                    metal::float4 _e478 = sum5_1_;
                    sum5_1_ = _e478 + (a2_1_.y * b2_1_);
                    metal::float4 _e482 = sum6_0_;
                    sum6_0_ = _e482 + (a2_1_.z * b2_0_);
                    metal::float4 _e486 = sum6_1_;
                    sum6_1_ = _e486 + (a2_1_.z * b2_1_);
                    metal::float4 _e490 = sum7_0_;
                    sum7_0_ = _e490 + (a2_1_.w * b2_0_);
                    metal::float4 _e494 = sum7_1_;
                    sum7_1_ = _e494 + (a2_1_.w * b2_1_);
                    uint _e499 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e499 + 3u) * VECTORS) + row_7) + 0u];
                    uint _e514 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e514) + 3u) * VECTORS) + column_7) + 0u];
                    uint _e529 = k;
                    metal::float4 a3_1_ = slab.inner[(((_e529 + 3u) * VECTORS) + row_7) + 16u];
                    uint _e544 = k;
                    metal::float4 b3_1_ = slab.inner[((((DEPTH + _e544) + 3u) * VECTORS) + column_7) + 16u];
                    metal::float4 _e558 = sum0_0_;
                    sum0_0_ = _e558 + (a3_0_.x * b3_0_);
                    metal::float4 _e562 = sum0_1_;
                    sum0_1_ = _e562 + (a3_0_.x * b3_1_);
                    metal::float4 _e566 = sum1_0_;
                    sum1_0_ = _e566 + (a3_0_.y * b3_0_);
                    metal::float4 _e570 = sum1_1_;
                    sum1_1_ = _e570 + (a3_0_.y * b3_1_);
                    metal::float4 _e574 = sum2_0_;
                    sum2_0_ = _e574 + (a3_0_.z * b3_0_);
                    metal::float4 _e578 = sum2_1_;
                    sum2_1_ = _e578 + (a3_0_.z * b3_1_);
                    metal::float4 _e582 = sum3_0_;
                    sum3_0_ = _e582 + (a3_0_.w * b3_0_);
                    metal::float4 _e586 = sum3_1_;
                    sum3_1_ = _e586 + (a3_0_.w * b3_1_);
                    metal::float4 _e590 = sum4_0_;
                    sum4_0_ = _e590 + (a3_1_.x * b3_0_);
                    metal::float4 _e594 = sum4_1_;
                    sum4_1_ = _e594 + (a3_1_.x * b3_1_);
                    metal::float4 _e598 = sum5_0_;
                    sum5_0_ = _e598 + (a3_1_.y * b3_0_);
                    metal::float4 _e602 = sum5_1_;
                    sum5_1_ = _e602 + (a3_1_.y * b3_1_);
                    metal::float4 _e606 = sum6_0_;
                    sum6_0_ = _e606 + (a3_1_.z * b3_0_);
                    metal::float4 _e610 = sum6_1_;
                    sum6_1_ = _e610 + (a3_1_.z * b3_1_);
                    metal::float4 _e614 = sum7_0_;
                    sum7_0_ = _e614 + (a3_1_.w * b3_0_);
                    metal::float4 _e618 = sum7_1_;
                    sum7_1_ = _e618 + (a3_1_.w * b3_1_);
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_7 + 0u))) + 0u;
    uint _e653 = command.rows;
    if (row0_ < _e653) {
        metal::float4 _e667 = sum0_0_;
        float _e668 = put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_7 + 0u)), _e667, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_0_.x = _e668;
        metal::float4 _e681 = sum0_1_;
        float _e682 = put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_7 + 16u)), _e681, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_1_.x = _e682;
    }
    uint row1_ = (_e3.first_row + (4u * (row_7 + 0u))) + 1u;
    uint _e696 = command.rows;
    if (row1_ < _e696) {
        metal::float4 _e710 = sum1_0_;
        float _e711 = put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_7 + 0u)), _e710, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_0_.y = _e711;
        metal::float4 _e724 = sum1_1_;
        float _e725 = put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_7 + 16u)), _e724, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_1_.y = _e725;
    }
    uint row2_ = (_e3.first_row + (4u * (row_7 + 0u))) + 2u;
    uint _e739 = command.rows;
    if (row2_ < _e739) {
        metal::float4 _e753 = sum2_0_;
        float _e754 = put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_7 + 0u)), _e753, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_0_.z = _e754;
        metal::float4 _e767 = sum2_1_;
        float _e768 = put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_7 + 16u)), _e767, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_1_.z = _e768;
    }
    uint row3_ = (_e3.first_row + (4u * (row_7 + 0u))) + 3u;
    uint _e782 = command.rows;
    if (row3_ < _e782) {
        metal::float4 _e796 = sum3_0_;
        float _e797 = put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_7 + 0u)), _e796, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_0_.w = _e797;
        metal::float4 _e810 = sum3_1_;
        float _e811 = put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_7 + 16u)), _e810, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss0_1_.w = _e811;
    }
    uint row4_ = (_e3.first_row + (4u * (row_7 + 16u))) + 0u;
    uint _e825 = command.rows;
    if (row4_ < _e825) {
        metal::float4 _e839 = sum4_0_;
        float _e840 = put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_7 + 0u)), _e839, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_0_.x = _e840;
        metal::float4 _e853 = sum4_1_;
        float _e854 = put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_7 + 16u)), _e853, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_1_.x = _e854;
    }
    uint row5_ = (_e3.first_row + (4u * (row_7 + 16u))) + 1u;
    uint _e868 = command.rows;
    if (row5_ < _e868) {
        metal::float4 _e882 = sum5_0_;
        float _e883 = put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_7 + 0u)), _e882, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_0_.y = _e883;
        metal::float4 _e896 = sum5_1_;
        float _e897 = put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_7 + 16u)), _e896, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_1_.y = _e897;
    }
    uint row6_ = (_e3.first_row + (4u * (row_7 + 16u))) + 2u;
    uint _e911 = command.rows;
    if (row6_ < _e911) {
        metal::float4 _e925 = sum6_0_;
        float _e926 = put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_7 + 0u)), _e925, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_0_.z = _e926;
        metal::float4 _e939 = sum6_1_;
        float _e940 = put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_7 + 16u)), _e939, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_1_.z = _e940;
    }
    uint row7_ = (_e3.first_row + (4u * (row_7 + 16u))) + 3u;
    uint _e954 = command.rows;
    if (row7_ < _e954) {
        metal::float4 _e968 = sum7_0_;
        float _e969 = put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_7 + 0u)), _e968, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_0_.w = _e969;
        metal::float4 _e982 = sum7_1_;
        float _e983 = put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_7 + 16u)), _e982, command, b, delta, targets, order, cursor, _buffer_sizes);
        loss1_1_.w = _e983;
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    metal::float4 _e999 = loss0_0_;
    slab.inner[(((row_7 + 0u) * VECTORS) + column_7) + 0u] = _e999;
    metal::float4 _e1015 = loss0_1_;
    slab.inner[(((row_7 + 0u) * VECTORS) + column_7) + 16u] = _e1015;
    metal::float4 _e1031 = loss1_0_;
    slab.inner[(((row_7 + 16u) * VECTORS) + column_7) + 0u] = _e1031;
    metal::float4 _e1047 = loss1_1_;
    slab.inner[(((row_7 + 16u) * VECTORS) + column_7) + 16u] = _e1047;
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    if (local < SIDE) {
        uint _e1056 = command.rows;
        local_1 = (_e3.first_row + local) < _e1056;
    } else {
        local_1 = false;
    }
    bool _e1059 = local_1;
    if (_e1059) {
        bool loop_init_2 = true;
        while(true) {
            if (!loop_init_2) {
                uint _e1086 = vector;
                vector = _e1086 + 1u;
            }
            loop_init_2 = false;
            uint _e1065 = vector;
            uint _e1069 = command.columns;
            if ((4u * _e1065) < _e1069) {
            } else {
                break;
            }
            {
                float _e1071 = loss;
                uint _e1077 = vector;
                float _e1083 = slab.inner[((local / 4u) * VECTORS) + _e1077][local % 4u];
                loss = _e1071 + _e1083;
            }
        }
        float _e1091 = loss;
        put_loss(_e3.member, _e3.first_row + local, _e1091, command, sample_loss, _buffer_sizes);
        return;
    } else {
        return;
    }
}
