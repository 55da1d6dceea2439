// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
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
    half inner[512];
};
struct type_12 {
    float inner[1024];
};
constant bool LEFT_ROWS_ARE_TERMS = false;
constant bool RIGHT_ROWS_ARE_TERMS = false;
constant uint BIAS_ROWS = 0u;
constant uint WORKGROUP = 32u;
constant uint SIDE = 32u;
constant uint DEPTH = 8u;
constant uint VECTORS = 8u;

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
    uint i_1,
    device type_9 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    metal::float4 _e3 = d[i_1];
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

uint partial_place(
    uint member_1,
    uint chunk,
    uint row_1,
    uint column_1,
    constant Command& command
) {
    uint _e6 = command.rows;
    uint rows = _e6 + BIAS_ROWS;
    uint _e11 = command.chunks;
    uint _e20 = command.operands.inner[3].pitch;
    return ((((((member_1 * _e11) + chunk) * rows) + row_1) * _e20) + column_1) / 4u;
}

Part part_of(
    metal::uint3 workgroup_1,
    metal::uint3 workgroups_1,
    constant Command& command
) {
    uint number = (workgroup_1.y * workgroups_1.x) + workgroup_1.x;
    uint _e9 = command.chunks;
    uint chunk_2 = number % _e9;
    uint _e13 = command.chunks;
    uint tile = number / _e13;
    uint _e17 = command.columns;
    uint across = ((_e17 + SIDE) - 1u) / SIDE;
    uint _e26 = command.chunk;
    uint first = chunk_2 * _e26;
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = metal::min(first + _e30, _e34);
    return Part {workgroup_1.z, chunk_2, first, end, (tile / across) * SIDE, (tile % across) * SIDE};
}

Load load_of(
    Part part,
    uint local_1
) {
    bool is_left = local_1 < 16u;
    uint load_1 = local_1 % 16u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_3 = 4u * ((load_1 % 2u) + (2u * (load_1 / 16u)));
    uint other_2 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_3, other_2, (((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector};
}

metal::float4x4 left_square(
    uint member_2,
    uint row_2,
    uint column_2,
    constant Command& command,
    device type_9 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand = command.operands.inner[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = LEFT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_1 = metal::uint4(row_2) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there = rows_1 < metal::uint4((column_2 < operand.pitch) ? count : 0u);
    uint _e34 = at(0u, member_2, 0u, metal::min(column_2, operand.pitch - 4u), command);
    uint start_2 = _e34 / 4u;
    metal::uint4 place = metal::uint4(start_2) + (metal::min(rows_1, metal::uint4(count - 1u)) * (operand.pitch / 4u));
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
    device type_9 const& d,
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
    uint column_3,
    constant Command& command,
    device type_9 const& w,
    constant _mslBufferSizes& _buffer_sizes
) {
    Tensor operand_1 = command.operands.inner[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = RIGHT_ROWS_ARE_TERMS ? _e12 : _e9;
    metal::uint4 rows_2 = metal::uint4(row_3) + metal::uint4(0u, 1u, 2u, 3u);
    metal::bool4 there_1 = rows_2 < metal::uint4((column_3 < operand_1.pitch) ? count_1 : 0u);
    uint _e34 = at(1u, member_4, 0u, metal::min(column_3, operand_1.pitch - 4u), command);
    uint start_3 = _e34 / 4u;
    metal::uint4 place_1 = metal::uint4(start_3) + (metal::min(rows_2, metal::uint4(count_1 - 1u)) * (operand_1.pitch / 4u));
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
    device type_9 const& w,
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
    device type_9 const& d,
    device type_9 const& w,
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
    uint chunk_1,
    uint row_4,
    uint column_4,
    metal::float4 sum,
    constant Command& command,
    device type_9& partial,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_4 < _e9) {
        uint _e12 = partial_place(member_7, chunk_1, row_4, column_4, command);
        partial[_e12] = sum;
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
[[max_total_threads_per_threadgroup(32)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, uint subgroup [[simdgroup_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_9 const& d [[buffer(1)]]
, device type_9 const& w [[buffer(2)]]
, device type_9& partial [[buffer(3)]]
, threadgroup type_11& operands
, threadgroup type_12& sums
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    metal::simdgroup_float8x8 sum0_0_ = {};
    metal::simdgroup_float8x8 sum0_1_ = {};
    metal::simdgroup_float8x8 sum1_0_ = {};
    metal::simdgroup_float8x8 sum1_1_ = {};
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    uint i = {};
    Part _e4 = part_of(workgroup, workgroups, command);
    uint _e10 = command.rows;
    uint end_1 = (_e4.first_row >= _e10) ? _e4.first : _e4.end;
    Load _e13 = load_of(_e4, local);
    uint row_5 = (subgroup / 2u) * 16u;
    uint column_5 = (subgroup % 2u) * 16u;
    metal::float4x4 _e34 = block(_e13, _e4.member, _e4.first, command, d, w, _buffer_sizes);
    next = _e34;
    start = _e4.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e329 = start;
            start = _e329 + DEPTH;
        }
        loop_init = false;
        uint _e38 = start;
        if (_e38 < end_1) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e41 = next[0];
            metal::half4 _e42 = narrow(_e41);
            operands.inner[(4u * (_e13.place + 0u)) + 0u] = _e42.x;
            operands.inner[(4u * (_e13.place + 0u)) + 1u] = _e42.y;
            operands.inner[(4u * (_e13.place + 0u)) + 2u] = _e42.z;
            operands.inner[(4u * (_e13.place + 0u)) + 3u] = _e42.w;
            metal::float4 _e96 = next[1];
            metal::half4 _e97 = narrow(_e96);
            operands.inner[(4u * (_e13.place + 8u)) + 0u] = _e97.x;
            operands.inner[(4u * (_e13.place + 8u)) + 1u] = _e97.y;
            operands.inner[(4u * (_e13.place + 8u)) + 2u] = _e97.z;
            operands.inner[(4u * (_e13.place + 8u)) + 3u] = _e97.w;
            metal::float4 _e151 = next[2];
            metal::half4 _e152 = narrow(_e151);
            operands.inner[(4u * (_e13.place + 16u)) + 0u] = _e152.x;
            operands.inner[(4u * (_e13.place + 16u)) + 1u] = _e152.y;
            operands.inner[(4u * (_e13.place + 16u)) + 2u] = _e152.z;
            operands.inner[(4u * (_e13.place + 16u)) + 3u] = _e152.w;
            metal::float4 _e206 = next[3];
            metal::half4 _e207 = narrow(_e206);
            operands.inner[(4u * (_e13.place + 24u)) + 0u] = _e207.x;
            operands.inner[(4u * (_e13.place + 24u)) + 1u] = _e207.y;
            operands.inner[(4u * (_e13.place + 24u)) + 2u] = _e207.z;
            operands.inner[(4u * (_e13.place + 24u)) + 3u] = _e207.w;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e260 = start;
            if ((_e260 + DEPTH) < end_1) {
                uint _e265 = start;
                metal::float4x4 _e268 = block(_e13, _e4.member, _e265 + DEPTH, command, d, w, _buffer_sizes);
                next = _e268;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e326 = k;
                    k = _e326 + 8u;
                }
                loop_init_1 = false;
                uint _e271 = k;
                if (_e271 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e275 = k;
                    metal::simdgroup_half8x8 a0_ = NagaCooperativeLoad(&operands.inner[((_e275 * SIDE) + row_5) + 0u], SIDE, true);
                    uint _e286 = k;
                    metal::simdgroup_half8x8 b0_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e286) * SIDE) + column_5) + 0u], SIDE, false);
                    uint _e297 = k;
                    metal::simdgroup_half8x8 a1_ = NagaCooperativeLoad(&operands.inner[((_e297 * SIDE) + row_5) + 8u], SIDE, true);
                    uint _e308 = k;
                    metal::simdgroup_half8x8 b1_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e308) * SIDE) + column_5) + 8u], SIDE, false);
                    metal::simdgroup_float8x8 _e318 = sum0_0_;
                    sum0_0_ = NagaCooperativeMultiplyAdd(a0_, b0_, _e318);
                    metal::simdgroup_float8x8 _e320 = sum0_1_;
                    sum0_1_ = NagaCooperativeMultiplyAdd(a0_, b1_, _e320);
                    metal::simdgroup_float8x8 _e322 = sum1_0_;
                    sum1_0_ = NagaCooperativeMultiplyAdd(a1_, b0_, _e322);
                    metal::simdgroup_float8x8 _e324 = sum1_1_;
                    sum1_1_ = NagaCooperativeMultiplyAdd(a1_, b1_, _e324);
                }
            }
        }
    }
    metal::simdgroup_float8x8 _e332 = sum0_0_;
    simdgroup_store(_e332, &sums.inner[(((row_5 + 0u) * SIDE) + column_5) + 0u], SIDE);
    metal::simdgroup_float8x8 _e343 = sum0_1_;
    simdgroup_store(_e343, &sums.inner[(((row_5 + 0u) * SIDE) + column_5) + 8u], SIDE);
    metal::simdgroup_float8x8 _e354 = sum1_0_;
    simdgroup_store(_e354, &sums.inner[(((row_5 + 8u) * SIDE) + column_5) + 0u], SIDE);
    metal::simdgroup_float8x8 _e365 = sum1_1_;
    simdgroup_store(_e365, &sums.inner[(((row_5 + 8u) * SIDE) + column_5) + 8u], SIDE);
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    i = local;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e433 = i;
            i = _e433 + WORKGROUP;
        }
        loop_init_2 = false;
        uint _e377 = i;
        if (_e377 < 256u) {
        } else {
            break;
        }
        {
            uint _e385 = i;
            uint row_6 = _e4.first_row + (_e385 / VECTORS);
            uint _e391 = command.rows;
            if (row_6 < _e391) {
                uint _e395 = i;
                float _e398 = sums.inner[4u * _e395];
                uint _e401 = i;
                float _e406 = sums.inner[(4u * _e401) + 1u];
                uint _e409 = i;
                float _e414 = sums.inner[(4u * _e409) + 2u];
                uint _e417 = i;
                float _e422 = sums.inner[(4u * _e417) + 3u];
                metal::float4 sum_1 = metal::float4(_e398, _e406, _e414, _e422);
                uint _e428 = i;
                put(_e4.member, _e4.chunk, row_6, _e4.first_column + (4u * (_e428 % VECTORS)), sum_1, command, partial, _buffer_sizes);
            }
        }
    }
    return;
}
