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
struct type_6 {
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
    type_6 operands;
};
typedef metal::float4 type_9[1];
typedef float type_10[1];
typedef uint type_11[1];
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
struct type_13 {
    half inner[2048];
};
struct type_14 {
    float inner[4096];
};
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 0u;
constant uint WORKGROUP = 128u;
constant uint SIDE = 64u;
constant uint DEPTH = 16u;
constant uint VECTORS = 16u;

metal::half4 narrow(
    metal::float4 value
) {
    metal::bool4 fits = metal::abs(value) <= metal::float4(65504.0);
    metal::uint4 bits = metal::select(metal::uint4(2143289344u), as_type<metal::uint4>(value), fits);
    return static_cast<metal::half4>(as_type<metal::float4>(bits));
}

uint at(
    uint o,
    uint member,
    uint row,
    uint column_1,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row * t.pitch)) + column_1;
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
    uint i_1,
    device type_9 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = x[i_1];
    return _e3;
}

metal::float4 right(
    uint i_2,
    device type_9 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = w[i_2];
    return _e3;
}

metal::float4 outputs(
    uint member_1,
    uint column_2,
    metal::float4 sum,
    constant Command& command,
    device type_9 const& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e6 = at(2u, member_1, 0u, column_2, command);
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
    device type_11 const& order,
    device type_11 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e7 = cursor[0];
    uint _e9 = at(5u, member_2, 0u, _e7 + row_1, command);
    uint _e11 = order[_e9];
    return _e11;
}

metal::float4 within(
    uint column_3,
    metal::float4 value_1,
    constant Command& command
) {
    metal::uint4 columns = metal::uint4(column_3) + metal::uint4(0u, 1u, 2u, 3u);
    uint _e13 = command.columns;
    return metal::select(metal::float4(0.0), value_1, columns < metal::uint4(_e13));
}

float finish(
    uint member_3,
    uint row_2,
    uint column_4,
    metal::float4 sum_1,
    constant Command& command,
    device type_9 const& b,
    device type_9& delta,
    device type_9 const& targets,
    device type_11 const& order,
    device type_11 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e4 = outputs(member_3, column_4, sum_1, command, b, _buffer_sizes);
    float _e6 = derivative(_e4.x);
    float _e8 = derivative(_e4.y);
    float _e10 = derivative(_e4.z);
    float _e12 = derivative(_e4.w);
    metal::float4 slope = metal::float4(_e6, _e8, _e10, _e12);
    uint _e16 = sample_row(member_3, row_2, command, order, cursor, _buffer_sizes);
    uint _e17 = at(4u, member_3, _e16, column_4, command);
    metal::float4 t_1 = targets[_e17 / 4u];
    metal::float4 _e23 = within(column_4, _e4 - t_1, command);
    uint _e26 = at(3u, member_3, row_2, column_4, command);
    delta[_e26 / 4u] = _e23 * slope;
    return metal::dot(_e23, _e23);
}

void put_loss(
    uint member_4,
    uint row_3,
    float sum_2,
    constant Command& command,
    device type_10& sample_loss,
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
    bool is_left = local_2 < 64u;
    uint load_1 = local_2 % 64u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_3 = 4u * ((load_1 % 2u) + (2u * (load_1 / 32u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_3, other_2, (((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector};
}

metal::float4x4 left_square(
    uint member_5,
    uint row_4,
    uint column_5,
    constant Command& command,
    device type_9 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows = metal::uint4(row_4) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows < metal::uint4((column_5 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_5, 0u, metal::min(column_5, operand.pitch - 4u), command);
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
    device type_9 const& x,
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
    uint column_6,
    constant Command& command,
    device type_9 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_5) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_1 < metal::uint4((column_6 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_7, 0u, metal::min(column_6, operand_1.pitch - 4u), command);
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
    device type_9 const& w,
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
    device type_9 const& x,
    device type_9 const& w,
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
    uint column_7,
    metal::float4 sum_3,
    constant Command& command,
    device type_9 const& b,
    device type_9& delta,
    device type_9 const& targets,
    device type_11 const& order,
    device type_11 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_7 < _e9) {
        float _e11 = finish(member_10, row_6, column_7, sum_3, command, b, delta, targets, order, cursor, _buffer_sizes);
        return _e11;
    }
    return 0.0;
}
metal::simdgroup_half8x8 NagaCooperativeLoad(const threadgroup half* ptr, int stride, bool is_row_major) {
    metal::simdgroup_half8x8 m;
    simdgroup_load(m, ptr, stride, 0, is_row_major);
    return m;
}

metal::simdgroup_float8x8 NagaCooperativeMultiplyAdd(const thread metal::simdgroup_half8x8& a, const thread metal::simdgroup_half8x8& b, const thread metal::simdgroup_float8x8& c) {
    metal::simdgroup_float8x8 d;
    simdgroup_multiply_accumulate(d,a,b,c);
    return d;
}


struct main_Input {
};
[[max_total_threads_per_threadgroup(128)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, uint subgroup [[simdgroup_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_9 const& x [[buffer(1)]]
, device type_9 const& w [[buffer(2)]]
, device type_9 const& b [[buffer(3)]]
, device type_9& delta [[buffer(4)]]
, device type_9 const& targets [[buffer(5)]]
, device type_10& sample_loss [[buffer(8)]]
, device type_11 const& order [[buffer(6)]]
, device type_11 const& cursor [[buffer(7)]]
, threadgroup type_13& operands
, threadgroup type_14& sums
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    metal::simdgroup_float8x8 sum0_0_ = {};
    metal::simdgroup_float8x8 sum0_1_ = {};
    metal::simdgroup_float8x8 sum0_2_ = {};
    metal::simdgroup_float8x8 sum0_3_ = {};
    metal::simdgroup_float8x8 sum1_0_ = {};
    metal::simdgroup_float8x8 sum1_1_ = {};
    metal::simdgroup_float8x8 sum1_2_ = {};
    metal::simdgroup_float8x8 sum1_3_ = {};
    metal::simdgroup_float8x8 sum2_0_ = {};
    metal::simdgroup_float8x8 sum2_1_ = {};
    metal::simdgroup_float8x8 sum2_2_ = {};
    metal::simdgroup_float8x8 sum2_3_ = {};
    metal::simdgroup_float8x8 sum3_0_ = {};
    metal::simdgroup_float8x8 sum3_1_ = {};
    metal::simdgroup_float8x8 sum3_2_ = {};
    metal::simdgroup_float8x8 sum3_3_ = {};
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    uint i = {};
    bool local_1 = {};
    float loss = 0.0;
    uint column = 0u;
    Part _e4 = part_of(workgroup, workgroups, command);
    uint _e10 = command.rows;
    uint end_1 = (_e4.first_row >= _e10) ? _e4.first : _e4.end;
    Load _e13 = load_of(_e4, local);
    uint row_7 = (subgroup / 2u) * 32u;
    uint column_8 = (subgroup % 2u) * 32u;
    metal::float4x4 _e46 = block(_e13, _e4.member, _e4.first, command, x, w, _buffer_sizes);
    next = _e46;
    start = _e4.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e409 = start;
            start = _e409 + DEPTH;
        }
        loop_init = false;
        uint _e50 = start;
        if (_e50 < end_1) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e53 = next[0];
            metal::half4 _e54 = narrow(_e53);
            operands.inner[(4u * (_e13.place + 0u)) + 0u] = _e54.x;
            operands.inner[(4u * (_e13.place + 0u)) + 1u] = _e54.y;
            operands.inner[(4u * (_e13.place + 0u)) + 2u] = _e54.z;
            operands.inner[(4u * (_e13.place + 0u)) + 3u] = _e54.w;
            metal::float4 _e108 = next[1];
            metal::half4 _e109 = narrow(_e108);
            operands.inner[(4u * (_e13.place + 16u)) + 0u] = _e109.x;
            operands.inner[(4u * (_e13.place + 16u)) + 1u] = _e109.y;
            operands.inner[(4u * (_e13.place + 16u)) + 2u] = _e109.z;
            operands.inner[(4u * (_e13.place + 16u)) + 3u] = _e109.w;
            metal::float4 _e163 = next[2];
            metal::half4 _e164 = narrow(_e163);
            operands.inner[(4u * (_e13.place + 32u)) + 0u] = _e164.x;
            operands.inner[(4u * (_e13.place + 32u)) + 1u] = _e164.y;
            operands.inner[(4u * (_e13.place + 32u)) + 2u] = _e164.z;
            operands.inner[(4u * (_e13.place + 32u)) + 3u] = _e164.w;
            metal::float4 _e218 = next[3];
            metal::half4 _e219 = narrow(_e218);
            operands.inner[(4u * (_e13.place + 48u)) + 0u] = _e219.x;
            operands.inner[(4u * (_e13.place + 48u)) + 1u] = _e219.y;
            operands.inner[(4u * (_e13.place + 48u)) + 2u] = _e219.z;
            operands.inner[(4u * (_e13.place + 48u)) + 3u] = _e219.w;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e272 = start;
            if ((_e272 + DEPTH) < end_1) {
                uint _e277 = start;
                metal::float4x4 _e280 = block(_e13, _e4.member, _e277 + DEPTH, command, x, w, _buffer_sizes);
                next = _e280;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e406 = k;
                    k = _e406 + 8u;
                }
                loop_init_1 = false;
                uint _e283 = k;
                if (_e283 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e287 = k;
                    metal::simdgroup_half8x8 a0_ = NagaCooperativeLoad(&operands.inner[((_e287 * SIDE) + row_7) + 0u], SIDE, true);
                    uint _e298 = k;
                    metal::simdgroup_half8x8 b0_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e298) * SIDE) + column_8) + 0u], SIDE, false);
                    uint _e309 = k;
                    metal::simdgroup_half8x8 a1_ = NagaCooperativeLoad(&operands.inner[((_e309 * SIDE) + row_7) + 8u], SIDE, true);
                    uint _e320 = k;
                    metal::simdgroup_half8x8 b1_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e320) * SIDE) + column_8) + 8u], SIDE, false);
                    uint _e331 = k;
                    metal::simdgroup_half8x8 a2_ = NagaCooperativeLoad(&operands.inner[((_e331 * SIDE) + row_7) + 16u], SIDE, true);
                    uint _e342 = k;
                    metal::simdgroup_half8x8 b2_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e342) * SIDE) + column_8) + 16u], SIDE, false);
                    uint _e353 = k;
                    metal::simdgroup_half8x8 a3_ = NagaCooperativeLoad(&operands.inner[((_e353 * SIDE) + row_7) + 24u], SIDE, true);
                    uint _e364 = k;
                    metal::simdgroup_half8x8 b3_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e364) * SIDE) + column_8) + 24u], SIDE, false);
                    metal::simdgroup_float8x8 _e374 = sum0_0_;
                    sum0_0_ = NagaCooperativeMultiplyAdd(a0_, b0_, _e374);
                    metal::simdgroup_float8x8 _e376 = sum0_1_;
                    sum0_1_ = NagaCooperativeMultiplyAdd(a0_, b1_, _e376);
                    metal::simdgroup_float8x8 _e378 = sum0_2_;
                    sum0_2_ = NagaCooperativeMultiplyAdd(a0_, b2_, _e378);
                    metal::simdgroup_float8x8 _e380 = sum0_3_;
                    sum0_3_ = NagaCooperativeMultiplyAdd(a0_, b3_, _e380);
                    metal::simdgroup_float8x8 _e382 = sum1_0_;
                    sum1_0_ = NagaCooperativeMultiplyAdd(a1_, b0_, _e382);
                    metal::simdgroup_float8x8 _e384 = sum1_1_;
                    sum1_1_ = NagaCooperativeMultiplyAdd(a1_, b1_, _e384);
                    metal::simdgroup_float8x8 _e386 = sum1_2_;
                    sum1_2_ = NagaCooperativeMultiplyAdd(a1_, b2_, _e386);
                    metal::simdgroup_float8x8 _e388 = sum1_3_;
                    sum1_3_ = NagaCooperativeMultiplyAdd(a1_, b3_, _e388);
                    metal::simdgroup_float8x8 _e390 = sum2_0_;
                    sum2_0_ = NagaCooperativeMultiplyAdd(a2_, b0_, _e390);
                    metal::simdgroup_float8x8 _e392 = sum2_1_;
                    sum2_1_ = NagaCooperativeMultiplyAdd(a2_, b1_, _e392);
                    metal::simdgroup_float8x8 _e394 = sum2_2_;
                    sum2_2_ = NagaCooperativeMultiplyAdd(a2_, b2_, _e394);
                    metal::simdgroup_float8x8 _e396 = sum2_3_;
                    sum2_3_ = NagaCooperativeMultiplyAdd(a2_, b3_, _e396);
                    metal::simdgroup_float8x8 _e398 = sum3_0_;
                    sum3_0_ = NagaCooperativeMultiplyAdd(a3_, b0_, _e398);
                    metal::simdgroup_float8x8 _e400 = sum3_1_;
                    sum3_1_ = NagaCooperativeMultiplyAdd(a3_, b1_, _e400);
                    metal::simdgroup_float8x8 _e402 = sum3_2_;
                    sum3_2_ = NagaCooperativeMultiplyAdd(a3_, b2_, _e402);
                    metal::simdgroup_float8x8 _e404 = sum3_3_;
                    sum3_3_ = NagaCooperativeMultiplyAdd(a3_, b3_, _e404);
                }
            }
        }
    }
    metal::simdgroup_float8x8 _e412 = sum0_0_;
    simdgroup_store(_e412, &sums.inner[(((row_7 + 0u) * SIDE) + column_8) + 0u], SIDE);
    metal::simdgroup_float8x8 _e423 = sum0_1_;
    simdgroup_store(_e423, &sums.inner[(((row_7 + 0u) * SIDE) + column_8) + 8u], SIDE);
    metal::simdgroup_float8x8 _e434 = sum0_2_;
    simdgroup_store(_e434, &sums.inner[(((row_7 + 0u) * SIDE) + column_8) + 16u], SIDE);
    metal::simdgroup_float8x8 _e445 = sum0_3_;
    simdgroup_store(_e445, &sums.inner[(((row_7 + 0u) * SIDE) + column_8) + 24u], SIDE);
    metal::simdgroup_float8x8 _e456 = sum1_0_;
    simdgroup_store(_e456, &sums.inner[(((row_7 + 8u) * SIDE) + column_8) + 0u], SIDE);
    metal::simdgroup_float8x8 _e467 = sum1_1_;
    simdgroup_store(_e467, &sums.inner[(((row_7 + 8u) * SIDE) + column_8) + 8u], SIDE);
    metal::simdgroup_float8x8 _e478 = sum1_2_;
    simdgroup_store(_e478, &sums.inner[(((row_7 + 8u) * SIDE) + column_8) + 16u], SIDE);
    metal::simdgroup_float8x8 _e489 = sum1_3_;
    simdgroup_store(_e489, &sums.inner[(((row_7 + 8u) * SIDE) + column_8) + 24u], SIDE);
    metal::simdgroup_float8x8 _e500 = sum2_0_;
    simdgroup_store(_e500, &sums.inner[(((row_7 + 16u) * SIDE) + column_8) + 0u], SIDE);
    metal::simdgroup_float8x8 _e511 = sum2_1_;
    simdgroup_store(_e511, &sums.inner[(((row_7 + 16u) * SIDE) + column_8) + 8u], SIDE);
    metal::simdgroup_float8x8 _e522 = sum2_2_;
    simdgroup_store(_e522, &sums.inner[(((row_7 + 16u) * SIDE) + column_8) + 16u], SIDE);
    metal::simdgroup_float8x8 _e533 = sum2_3_;
    simdgroup_store(_e533, &sums.inner[(((row_7 + 16u) * SIDE) + column_8) + 24u], SIDE);
    metal::simdgroup_float8x8 _e544 = sum3_0_;
    simdgroup_store(_e544, &sums.inner[(((row_7 + 24u) * SIDE) + column_8) + 0u], SIDE);
    metal::simdgroup_float8x8 _e555 = sum3_1_;
    simdgroup_store(_e555, &sums.inner[(((row_7 + 24u) * SIDE) + column_8) + 8u], SIDE);
    metal::simdgroup_float8x8 _e566 = sum3_2_;
    simdgroup_store(_e566, &sums.inner[(((row_7 + 24u) * SIDE) + column_8) + 16u], SIDE);
    metal::simdgroup_float8x8 _e577 = sum3_3_;
    simdgroup_store(_e577, &sums.inner[(((row_7 + 24u) * SIDE) + column_8) + 24u], SIDE);
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    i = local;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e651 = i;
            i = _e651 + WORKGROUP;
        }
        loop_init_2 = false;
        uint _e589 = i;
        if (_e589 < 1024u) {
        } else {
            break;
        }
        {
            uint _e597 = i;
            uint row_8 = _e4.first_row + (_e597 / VECTORS);
            uint _e603 = command.rows;
            if (row_8 < _e603) {
                uint _e607 = i;
                float _e610 = sums.inner[4u * _e607];
                uint _e613 = i;
                float _e618 = sums.inner[(4u * _e613) + 1u];
                uint _e621 = i;
                float _e626 = sums.inner[(4u * _e621) + 2u];
                uint _e629 = i;
                float _e634 = sums.inner[(4u * _e629) + 3u];
                metal::float4 sum_4 = metal::float4(_e610, _e618, _e626, _e634);
                uint _e638 = i;
                uint _e645 = i;
                float _e650 = put(_e4.member, _e4.chunk, row_8, _e4.first_column + (4u * (_e645 % VECTORS)), sum_4, command, b, delta, targets, order, cursor, _buffer_sizes);
                sums.inner[4u * _e638] = _e650;
            }
        }
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    if (local < SIDE) {
        uint _e662 = command.rows;
        local_1 = (_e4.first_row + local) < _e662;
    } else {
        local_1 = false;
    }
    bool _e665 = local_1;
    if (_e665) {
        bool loop_init_3 = true;
        while(true) {
            if (!loop_init_3) {
                uint _e684 = column;
                column = _e684 + 4u;
            }
            loop_init_3 = false;
            uint _e670 = column;
            uint _e673 = command.columns;
            if (_e670 < _e673) {
            } else {
                break;
            }
            {
                float _e675 = loss;
                uint _e679 = column;
                float _e682 = sums.inner[(local * SIDE) + _e679];
                loss = _e675 + _e682;
            }
        }
        float _e690 = loss;
        put_loss(_e4.member, _e4.first_row + local, _e690, command, sample_loss, _buffer_sizes);
        return;
    } else {
        return;
    }
}
