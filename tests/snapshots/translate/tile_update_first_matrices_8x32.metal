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
struct type_15 {
    metal::float4 inner[64];
};
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
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
    uint column,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row * t.pitch)) + column;
}

metal::float4 left(
    uint i_2,
    device type_9 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = x[i_2];
    return _e3;
}

metal::float4 right(
    uint i_3,
    device type_9 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = d[i_3];
    return _e3;
}

metal::float4 within(
    uint column_1,
    metal::float4 value_1,
    constant Command& command
) {
    metal::uint4 columns = metal::uint4(column_1) + metal::uint4(0u, 1u, 2u, 3u);
    uint _e13 = command.columns;
    return metal::select(metal::float4(0.0), value_1, columns < metal::uint4(_e13));
}

void finish(
    uint member_1,
    uint row_1,
    uint column_2,
    metal::float4 sum_1,
    constant Command& command,
    device type_10 const& eta,
    device type_9& w,
    device type_9& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e8 = at(2u, member_1, 0u, 0u, command);
    float _e10 = eta[_e8];
    uint _e13 = command.inner;
    float rate = _e10 / static_cast<float>(_e13);
    metal::float4 _e17 = within(column_2, rate * sum_1, command);
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
    device type_11 const& order,
    device type_11 const& cursor,
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
    uint member_3,
    uint row_3,
    uint column_3,
    constant Command& command,
    device type_9 const& x,
    device type_11 const& order,
    device type_11 const& cursor,
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
    uint k_1,
    constant Command& command,
    device type_9 const& x,
    device type_11 const& order,
    device type_11 const& cursor,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_4, k_1, other, command, x, order, cursor, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_4, other, k_1, command, x, order, cursor, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_5,
    uint row_4,
    uint column_4,
    constant Command& command,
    device type_9 const& d,
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
    uint k_2,
    constant Command& command,
    device type_9 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_6, k_2, other_1, command, d, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_6, other_1, k_2, command, d, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    Load load,
    uint member_7,
    uint start_1,
    constant Command& command,
    device type_9 const& x,
    device type_9 const& d,
    device type_11 const& order,
    device type_11 const& cursor,
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
    metal::float4 sum_2,
    constant Command& command,
    device type_10 const& eta,
    device type_9& w,
    device type_9& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_5 < _e9) {
        finish(member_8, row_5, column_5, sum_2, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
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
, device type_9 const& d [[buffer(2)]]
, device type_10 const& eta [[buffer(3)]]
, device type_9& w [[buffer(4)]]
, device type_9& b [[buffer(5)]]
, device type_11 const& order [[buffer(6)]]
, device type_11 const& cursor [[buffer(7)]]
, threadgroup type_13& operands
, threadgroup type_14& sums
, threadgroup type_15& biases
, constant _mslBufferSizes& _buffer_sizes [[buffer(8)]]
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
    metal::float4 bias = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    uint i = {};
    bool local_1 = {};
    metal::float4 sum = metal::float4(0.0);
    uint i_1 = {};
    Part _e4 = part_of(workgroup, workgroups, command);
    uint _e10 = command.rows;
    uint end_1 = (_e4.first_row >= _e10) ? _e4.first : _e4.end;
    Load _e13 = load_of(_e4, local);
    uint row_6 = (subgroup / 2u) * 32u;
    uint column_6 = (subgroup % 2u) * 32u;
    metal::float4x4 _e49 = block(_e13, _e4.member, _e4.first, command, x, d, order, cursor, _buffer_sizes);
    next = _e49;
    start = _e4.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e425 = start;
            start = _e425 + DEPTH;
        }
        loop_init = false;
        uint _e53 = start;
        if (_e53 < end_1) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e56 = next[0];
            metal::half4 _e57 = narrow(_e56);
            operands.inner[(4u * (_e13.place + 0u)) + 0u] = _e57.x;
            operands.inner[(4u * (_e13.place + 0u)) + 1u] = _e57.y;
            operands.inner[(4u * (_e13.place + 0u)) + 2u] = _e57.z;
            operands.inner[(4u * (_e13.place + 0u)) + 3u] = _e57.w;
            metal::float4 _e111 = next[1];
            metal::half4 _e112 = narrow(_e111);
            operands.inner[(4u * (_e13.place + 16u)) + 0u] = _e112.x;
            operands.inner[(4u * (_e13.place + 16u)) + 1u] = _e112.y;
            operands.inner[(4u * (_e13.place + 16u)) + 2u] = _e112.z;
            operands.inner[(4u * (_e13.place + 16u)) + 3u] = _e112.w;
            metal::float4 _e166 = next[2];
            metal::half4 _e167 = narrow(_e166);
            operands.inner[(4u * (_e13.place + 32u)) + 0u] = _e167.x;
            operands.inner[(4u * (_e13.place + 32u)) + 1u] = _e167.y;
            operands.inner[(4u * (_e13.place + 32u)) + 2u] = _e167.z;
            operands.inner[(4u * (_e13.place + 32u)) + 3u] = _e167.w;
            metal::float4 _e221 = next[3];
            metal::half4 _e222 = narrow(_e221);
            operands.inner[(4u * (_e13.place + 48u)) + 0u] = _e222.x;
            operands.inner[(4u * (_e13.place + 48u)) + 1u] = _e222.y;
            operands.inner[(4u * (_e13.place + 48u)) + 2u] = _e222.z;
            operands.inner[(4u * (_e13.place + 48u)) + 3u] = _e222.w;
            metal::float4 _e275 = bias;
            metal::float4 _e277 = next[0];
            metal::float4 _e279 = next[1];
            metal::float4 _e282 = next[2];
            metal::float4 _e285 = next[3];
            bias = _e275 + (((_e277 + _e279) + _e282) + _e285);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e288 = start;
            if ((_e288 + DEPTH) < end_1) {
                uint _e293 = start;
                metal::float4x4 _e296 = block(_e13, _e4.member, _e293 + DEPTH, command, x, d, order, cursor, _buffer_sizes);
                next = _e296;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e422 = k;
                    k = _e422 + 8u;
                }
                loop_init_1 = false;
                uint _e299 = k;
                if (_e299 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e303 = k;
                    metal::simdgroup_half8x8 a0_ = NagaCooperativeLoad(&operands.inner[((_e303 * SIDE) + row_6) + 0u], SIDE, true);
                    uint _e314 = k;
                    metal::simdgroup_half8x8 b0_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e314) * SIDE) + column_6) + 0u], SIDE, false);
                    uint _e325 = k;
                    metal::simdgroup_half8x8 a1_ = NagaCooperativeLoad(&operands.inner[((_e325 * SIDE) + row_6) + 8u], SIDE, true);
                    uint _e336 = k;
                    metal::simdgroup_half8x8 b1_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e336) * SIDE) + column_6) + 8u], SIDE, false);
                    uint _e347 = k;
                    metal::simdgroup_half8x8 a2_ = NagaCooperativeLoad(&operands.inner[((_e347 * SIDE) + row_6) + 16u], SIDE, true);
                    uint _e358 = k;
                    metal::simdgroup_half8x8 b2_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e358) * SIDE) + column_6) + 16u], SIDE, false);
                    uint _e369 = k;
                    metal::simdgroup_half8x8 a3_ = NagaCooperativeLoad(&operands.inner[((_e369 * SIDE) + row_6) + 24u], SIDE, true);
                    uint _e380 = k;
                    metal::simdgroup_half8x8 b3_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e380) * SIDE) + column_6) + 24u], SIDE, false);
                    metal::simdgroup_float8x8 _e390 = sum0_0_;
                    sum0_0_ = NagaCooperativeMultiplyAdd(a0_, b0_, _e390);
                    metal::simdgroup_float8x8 _e392 = sum0_1_;
                    sum0_1_ = NagaCooperativeMultiplyAdd(a0_, b1_, _e392);
                    metal::simdgroup_float8x8 _e394 = sum0_2_;
                    sum0_2_ = NagaCooperativeMultiplyAdd(a0_, b2_, _e394);
                    metal::simdgroup_float8x8 _e396 = sum0_3_;
                    sum0_3_ = NagaCooperativeMultiplyAdd(a0_, b3_, _e396);
                    metal::simdgroup_float8x8 _e398 = sum1_0_;
                    sum1_0_ = NagaCooperativeMultiplyAdd(a1_, b0_, _e398);
                    metal::simdgroup_float8x8 _e400 = sum1_1_;
                    sum1_1_ = NagaCooperativeMultiplyAdd(a1_, b1_, _e400);
                    metal::simdgroup_float8x8 _e402 = sum1_2_;
                    sum1_2_ = NagaCooperativeMultiplyAdd(a1_, b2_, _e402);
                    metal::simdgroup_float8x8 _e404 = sum1_3_;
                    sum1_3_ = NagaCooperativeMultiplyAdd(a1_, b3_, _e404);
                    metal::simdgroup_float8x8 _e406 = sum2_0_;
                    sum2_0_ = NagaCooperativeMultiplyAdd(a2_, b0_, _e406);
                    metal::simdgroup_float8x8 _e408 = sum2_1_;
                    sum2_1_ = NagaCooperativeMultiplyAdd(a2_, b1_, _e408);
                    metal::simdgroup_float8x8 _e410 = sum2_2_;
                    sum2_2_ = NagaCooperativeMultiplyAdd(a2_, b2_, _e410);
                    metal::simdgroup_float8x8 _e412 = sum2_3_;
                    sum2_3_ = NagaCooperativeMultiplyAdd(a2_, b3_, _e412);
                    metal::simdgroup_float8x8 _e414 = sum3_0_;
                    sum3_0_ = NagaCooperativeMultiplyAdd(a3_, b0_, _e414);
                    metal::simdgroup_float8x8 _e416 = sum3_1_;
                    sum3_1_ = NagaCooperativeMultiplyAdd(a3_, b1_, _e416);
                    metal::simdgroup_float8x8 _e418 = sum3_2_;
                    sum3_2_ = NagaCooperativeMultiplyAdd(a3_, b2_, _e418);
                    metal::simdgroup_float8x8 _e420 = sum3_3_;
                    sum3_3_ = NagaCooperativeMultiplyAdd(a3_, b3_, _e420);
                }
            }
        }
    }
    metal::simdgroup_float8x8 _e428 = sum0_0_;
    simdgroup_store(_e428, &sums.inner[(((row_6 + 0u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e439 = sum0_1_;
    simdgroup_store(_e439, &sums.inner[(((row_6 + 0u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e450 = sum0_2_;
    simdgroup_store(_e450, &sums.inner[(((row_6 + 0u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e461 = sum0_3_;
    simdgroup_store(_e461, &sums.inner[(((row_6 + 0u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e472 = sum1_0_;
    simdgroup_store(_e472, &sums.inner[(((row_6 + 8u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e483 = sum1_1_;
    simdgroup_store(_e483, &sums.inner[(((row_6 + 8u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e494 = sum1_2_;
    simdgroup_store(_e494, &sums.inner[(((row_6 + 8u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e505 = sum1_3_;
    simdgroup_store(_e505, &sums.inner[(((row_6 + 8u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e516 = sum2_0_;
    simdgroup_store(_e516, &sums.inner[(((row_6 + 16u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e527 = sum2_1_;
    simdgroup_store(_e527, &sums.inner[(((row_6 + 16u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e538 = sum2_2_;
    simdgroup_store(_e538, &sums.inner[(((row_6 + 16u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e549 = sum2_3_;
    simdgroup_store(_e549, &sums.inner[(((row_6 + 16u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e560 = sum3_0_;
    simdgroup_store(_e560, &sums.inner[(((row_6 + 24u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e571 = sum3_1_;
    simdgroup_store(_e571, &sums.inner[(((row_6 + 24u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e582 = sum3_2_;
    simdgroup_store(_e582, &sums.inner[(((row_6 + 24u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e593 = sum3_3_;
    simdgroup_store(_e593, &sums.inner[(((row_6 + 24u) * SIDE) + column_6) + 24u], SIDE);
    if (!(_e13.is_left)) {
        metal::float4 _e619 = bias;
        biases.inner[((_e13.k / 4u) * VECTORS) + ((_e13.other - _e4.first_column) / 4u)] = _e619;
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    i = local;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e677 = i;
            i = _e677 + WORKGROUP;
        }
        loop_init_2 = false;
        uint _e621 = i;
        if (_e621 < 1024u) {
        } else {
            break;
        }
        {
            uint _e629 = i;
            uint row_7 = _e4.first_row + (_e629 / VECTORS);
            uint _e635 = command.rows;
            if (row_7 < _e635) {
                uint _e639 = i;
                float _e642 = sums.inner[4u * _e639];
                uint _e645 = i;
                float _e650 = sums.inner[(4u * _e645) + 1u];
                uint _e653 = i;
                float _e658 = sums.inner[(4u * _e653) + 2u];
                uint _e661 = i;
                float _e666 = sums.inner[(4u * _e661) + 3u];
                metal::float4 sum_3 = metal::float4(_e642, _e650, _e658, _e666);
                uint _e672 = i;
                put(_e4.member, _e4.chunk, row_7, _e4.first_column + (4u * (_e672 % VECTORS)), sum_3, command, eta, w, b, _buffer_sizes);
            }
        }
    }
    if (_e4.first_row == 0u) {
        local_1 = local < VECTORS;
    } else {
        local_1 = false;
    }
    bool _e688 = local_1;
    if (_e688) {
        i_1 = local;
        bool loop_init_3 = true;
        while(true) {
            if (!loop_init_3) {
                uint _e708 = i_1;
                i_1 = _e708 + VECTORS;
            }
            loop_init_3 = false;
            uint _e693 = i_1;
            if (_e693 < 64u) {
            } else {
                break;
            }
            {
                metal::float4 _e702 = sum;
                uint _e704 = i_1;
                metal::float4 _e706 = biases.inner[_e704];
                sum = _e702 + _e706;
            }
        }
        uint _e715 = command.rows;
        metal::float4 _e720 = sum;
        put(_e4.member, _e4.chunk, _e715, _e4.first_column + (4u * local), _e720, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
