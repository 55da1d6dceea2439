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
    uint size10;
    uint size11;
    uint size12;
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
struct type_12 {
    half inner[2048];
};
struct type_13 {
    float inner[4096];
};
struct type_14 {
    metal::float4 inner[64];
};
struct type_15 {
    metal::float4 inner[128];
};
typedef uint type_16[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint LANES = 16u;
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
    uint first_1 = chunk_1 * _e26;
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = metal::min(first_1 + _e30, _e34);
    return Part {workgroup_1.z, chunk_1, first_1, end, (tile / across) * SIDE, (tile % across) * SIDE};
}

Load load_of(
    Part part,
    uint local_2
) {
    bool is_left = local_2 < 64u;
    uint load_1 = local_2 % 64u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_4 = 4u * ((load_1 % 2u) + (2u * (load_1 / 32u)));
    uint other_3 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_4, other_3, (((is_left ? 0u : DEPTH) + k_4) * VECTORS) + vector};
}

metal::float4x4 left_square(
    uint member_2,
    uint row_2,
    uint column_3,
    constant Command& command,
    device type_9 const& x,
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
    uint k_1,
    constant Command& command,
    device type_9 const& x,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (LEFT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = left_square(member_3, k_1, other, command, x, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = left_square(member_3, other, k_1, command, x, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 right_square(
    uint member_4,
    uint row_3,
    uint column_4,
    constant Command& command,
    device type_9 const& d,
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
    uint k_2,
    constant Command& command,
    device type_9 const& d,
    constant _mslBufferSizes& _buffer_sizes
) {
    if (RIGHT_ROWS_ARE_TERMS) {
        metal::float4x4 _e4 = right_square(member_5, k_2, other_1, command, d, _buffer_sizes);
        return _e4;
    }
    metal::float4x4 _e5 = right_square(member_5, other_1, k_2, command, d, _buffer_sizes);
    return metal::transpose(_e5);
}

metal::float4x4 block(
    Load load,
    uint member_6,
    uint start_1,
    constant Command& command,
    device type_9 const& x,
    device type_9 const& d,
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
    metal::float4 sum_2,
    constant Command& command,
    device type_10 const& eta,
    device type_9& w,
    device type_9& b,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint _e9 = command.operands.inner[3].pitch;
    if (column_5 < _e9) {
        finish(member_7, row_4, column_5, sum_2, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}

void end_step(
    uint local_3,
    constant Command& command,
    threadgroup type_15& slab,
    device type_16& cursor,
    device type_10 const& sample_loss,
    device type_10& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint first = 0u;
    float sum_3 = {};
    uint k_3 = {};
    bool local_4 = {};
    bool local_5 = {};
    uint other_2 = {};
    uint step = cursor[1];
    uint lane = local_3 % LANES;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e94 = first;
            first = _e94 + 8u;
        }
        loop_init = false;
        uint _e8 = first;
        uint _e11 = command.members;
        if (_e8 < _e11) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = _e13 + (local_3 / LANES);
            sum_3 = 0.0;
            k_3 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_3;
                    k_3 = _e50 + LANES;
                }
                loop_init_1 = false;
                uint _e21 = k_3;
                uint _e24 = command.inner;
                if (_e21 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if (m < _e28) {
                        uint _e32 = k_3;
                        uint _e36 = command.inner;
                        local_4 = (_e32 + lane) < _e36;
                    } else {
                        local_4 = false;
                    }
                    bool _e39 = local_4;
                    if (_e39) {
                        float _e40 = sum_3;
                        uint _e44 = k_3;
                        uint _e46 = at(5u, m, 0u, _e44 + lane, command);
                        float _e48 = sample_loss[_e46];
                        sum_3 = _e40 + _e48;
                    }
                }
            }
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            float _e55 = sum_3;
            slab.inner[local_3] = metal::float4(_e55);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            if (lane == 0u) {
                uint _e63 = command.members;
                local_5 = m < _e63;
            } else {
                local_5 = false;
            }
            bool _e66 = local_5;
            if (_e66) {
                other_2 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_2;
                        other_2 = _e81 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e69 = other_2;
                    if (_e69 < LANES) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_3;
                        uint _e74 = other_2;
                        float _e78 = slab.inner[local_3 + _e74].x;
                        sum_3 = _e72 + _e78;
                    }
                }
                uint _e86 = at(7u, m, 0u, step, command);
                float _e88 = sum_3;
                uint _e91 = command.inner;
                losses[_e86] = _e88 / static_cast<float>(_e91);
            }
        }
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    if (local_3 == 0u) {
        uint _e105 = cursor[0];
        uint _e108 = command.inner;
        cursor[0] = _e105 + _e108;
        cursor[1] = step + 1u;
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
, threadgroup type_12& operands
, threadgroup type_13& sums
, threadgroup type_14& biases
, threadgroup type_15& slab
, device type_16& cursor [[buffer(7)]]
, device type_10 const& sample_loss [[buffer(6)]]
, device type_10& losses [[buffer(8)]]
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
    metal::float4 bias = metal::float4(0.0);
    metal::float4x4 next = {};
    uint start = {};
    uint k = {};
    uint i = {};
    bool local_1 = {};
    metal::float4 sum = metal::float4(0.0);
    uint i_1 = {};
    if (((workgroup.x + workgroup.y) + workgroup.z) == 0u) {
        end_step(local, command, slab, cursor, sample_loss, losses, _buffer_sizes);
    }
    Part _e11 = part_of(workgroup, workgroups, command);
    uint _e17 = command.rows;
    uint end_1 = (_e11.first_row >= _e17) ? _e11.first : _e11.end;
    Load _e20 = load_of(_e11, local);
    uint row_5 = (subgroup / 2u) * 32u;
    uint column_6 = (subgroup % 2u) * 32u;
    metal::float4x4 _e56 = block(_e20, _e11.member, _e11.first, command, x, d, _buffer_sizes);
    next = _e56;
    start = _e11.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e432 = start;
            start = _e432 + DEPTH;
        }
        loop_init_3 = false;
        uint _e60 = start;
        if (_e60 < end_1) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e63 = next[0];
            metal::half4 _e64 = narrow(_e63);
            operands.inner[(4u * (_e20.place + 0u)) + 0u] = _e64.x;
            operands.inner[(4u * (_e20.place + 0u)) + 1u] = _e64.y;
            operands.inner[(4u * (_e20.place + 0u)) + 2u] = _e64.z;
            operands.inner[(4u * (_e20.place + 0u)) + 3u] = _e64.w;
            metal::float4 _e118 = next[1];
            metal::half4 _e119 = narrow(_e118);
            operands.inner[(4u * (_e20.place + 16u)) + 0u] = _e119.x;
            operands.inner[(4u * (_e20.place + 16u)) + 1u] = _e119.y;
            operands.inner[(4u * (_e20.place + 16u)) + 2u] = _e119.z;
            operands.inner[(4u * (_e20.place + 16u)) + 3u] = _e119.w;
            metal::float4 _e173 = next[2];
            metal::half4 _e174 = narrow(_e173);
            operands.inner[(4u * (_e20.place + 32u)) + 0u] = _e174.x;
            operands.inner[(4u * (_e20.place + 32u)) + 1u] = _e174.y;
            operands.inner[(4u * (_e20.place + 32u)) + 2u] = _e174.z;
            operands.inner[(4u * (_e20.place + 32u)) + 3u] = _e174.w;
            metal::float4 _e228 = next[3];
            metal::half4 _e229 = narrow(_e228);
            operands.inner[(4u * (_e20.place + 48u)) + 0u] = _e229.x;
            operands.inner[(4u * (_e20.place + 48u)) + 1u] = _e229.y;
            operands.inner[(4u * (_e20.place + 48u)) + 2u] = _e229.z;
            operands.inner[(4u * (_e20.place + 48u)) + 3u] = _e229.w;
            metal::float4 _e282 = bias;
            metal::float4 _e284 = next[0];
            metal::float4 _e286 = next[1];
            metal::float4 _e289 = next[2];
            metal::float4 _e292 = next[3];
            bias = _e282 + (((_e284 + _e286) + _e289) + _e292);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e295 = start;
            if ((_e295 + DEPTH) < end_1) {
                uint _e300 = start;
                metal::float4x4 _e303 = block(_e20, _e11.member, _e300 + DEPTH, command, x, d, _buffer_sizes);
                next = _e303;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e429 = k;
                    k = _e429 + 8u;
                }
                loop_init_4 = false;
                uint _e306 = k;
                if (_e306 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e310 = k;
                    metal::simdgroup_half8x8 a0_ = NagaCooperativeLoad(&operands.inner[((_e310 * SIDE) + row_5) + 0u], SIDE, true);
                    uint _e321 = k;
                    metal::simdgroup_half8x8 b0_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e321) * SIDE) + column_6) + 0u], SIDE, false);
                    uint _e332 = k;
                    metal::simdgroup_half8x8 a1_ = NagaCooperativeLoad(&operands.inner[((_e332 * SIDE) + row_5) + 8u], SIDE, true);
                    uint _e343 = k;
                    metal::simdgroup_half8x8 b1_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e343) * SIDE) + column_6) + 8u], SIDE, false);
                    uint _e354 = k;
                    metal::simdgroup_half8x8 a2_ = NagaCooperativeLoad(&operands.inner[((_e354 * SIDE) + row_5) + 16u], SIDE, true);
                    uint _e365 = k;
                    metal::simdgroup_half8x8 b2_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e365) * SIDE) + column_6) + 16u], SIDE, false);
                    uint _e376 = k;
                    metal::simdgroup_half8x8 a3_ = NagaCooperativeLoad(&operands.inner[((_e376 * SIDE) + row_5) + 24u], SIDE, true);
                    uint _e387 = k;
                    metal::simdgroup_half8x8 b3_ = NagaCooperativeLoad(&operands.inner[(((DEPTH + _e387) * SIDE) + column_6) + 24u], SIDE, false);
                    metal::simdgroup_float8x8 _e397 = sum0_0_;
                    sum0_0_ = NagaCooperativeMultiplyAdd(a0_, b0_, _e397);
                    metal::simdgroup_float8x8 _e399 = sum0_1_;
                    sum0_1_ = NagaCooperativeMultiplyAdd(a0_, b1_, _e399);
                    metal::simdgroup_float8x8 _e401 = sum0_2_;
                    sum0_2_ = NagaCooperativeMultiplyAdd(a0_, b2_, _e401);
                    metal::simdgroup_float8x8 _e403 = sum0_3_;
                    sum0_3_ = NagaCooperativeMultiplyAdd(a0_, b3_, _e403);
                    metal::simdgroup_float8x8 _e405 = sum1_0_;
                    sum1_0_ = NagaCooperativeMultiplyAdd(a1_, b0_, _e405);
                    metal::simdgroup_float8x8 _e407 = sum1_1_;
                    sum1_1_ = NagaCooperativeMultiplyAdd(a1_, b1_, _e407);
                    metal::simdgroup_float8x8 _e409 = sum1_2_;
                    sum1_2_ = NagaCooperativeMultiplyAdd(a1_, b2_, _e409);
                    metal::simdgroup_float8x8 _e411 = sum1_3_;
                    sum1_3_ = NagaCooperativeMultiplyAdd(a1_, b3_, _e411);
                    metal::simdgroup_float8x8 _e413 = sum2_0_;
                    sum2_0_ = NagaCooperativeMultiplyAdd(a2_, b0_, _e413);
                    metal::simdgroup_float8x8 _e415 = sum2_1_;
                    sum2_1_ = NagaCooperativeMultiplyAdd(a2_, b1_, _e415);
                    metal::simdgroup_float8x8 _e417 = sum2_2_;
                    sum2_2_ = NagaCooperativeMultiplyAdd(a2_, b2_, _e417);
                    metal::simdgroup_float8x8 _e419 = sum2_3_;
                    sum2_3_ = NagaCooperativeMultiplyAdd(a2_, b3_, _e419);
                    metal::simdgroup_float8x8 _e421 = sum3_0_;
                    sum3_0_ = NagaCooperativeMultiplyAdd(a3_, b0_, _e421);
                    metal::simdgroup_float8x8 _e423 = sum3_1_;
                    sum3_1_ = NagaCooperativeMultiplyAdd(a3_, b1_, _e423);
                    metal::simdgroup_float8x8 _e425 = sum3_2_;
                    sum3_2_ = NagaCooperativeMultiplyAdd(a3_, b2_, _e425);
                    metal::simdgroup_float8x8 _e427 = sum3_3_;
                    sum3_3_ = NagaCooperativeMultiplyAdd(a3_, b3_, _e427);
                }
            }
        }
    }
    metal::simdgroup_float8x8 _e435 = sum0_0_;
    simdgroup_store(_e435, &sums.inner[(((row_5 + 0u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e446 = sum0_1_;
    simdgroup_store(_e446, &sums.inner[(((row_5 + 0u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e457 = sum0_2_;
    simdgroup_store(_e457, &sums.inner[(((row_5 + 0u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e468 = sum0_3_;
    simdgroup_store(_e468, &sums.inner[(((row_5 + 0u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e479 = sum1_0_;
    simdgroup_store(_e479, &sums.inner[(((row_5 + 8u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e490 = sum1_1_;
    simdgroup_store(_e490, &sums.inner[(((row_5 + 8u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e501 = sum1_2_;
    simdgroup_store(_e501, &sums.inner[(((row_5 + 8u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e512 = sum1_3_;
    simdgroup_store(_e512, &sums.inner[(((row_5 + 8u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e523 = sum2_0_;
    simdgroup_store(_e523, &sums.inner[(((row_5 + 16u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e534 = sum2_1_;
    simdgroup_store(_e534, &sums.inner[(((row_5 + 16u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e545 = sum2_2_;
    simdgroup_store(_e545, &sums.inner[(((row_5 + 16u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e556 = sum2_3_;
    simdgroup_store(_e556, &sums.inner[(((row_5 + 16u) * SIDE) + column_6) + 24u], SIDE);
    metal::simdgroup_float8x8 _e567 = sum3_0_;
    simdgroup_store(_e567, &sums.inner[(((row_5 + 24u) * SIDE) + column_6) + 0u], SIDE);
    metal::simdgroup_float8x8 _e578 = sum3_1_;
    simdgroup_store(_e578, &sums.inner[(((row_5 + 24u) * SIDE) + column_6) + 8u], SIDE);
    metal::simdgroup_float8x8 _e589 = sum3_2_;
    simdgroup_store(_e589, &sums.inner[(((row_5 + 24u) * SIDE) + column_6) + 16u], SIDE);
    metal::simdgroup_float8x8 _e600 = sum3_3_;
    simdgroup_store(_e600, &sums.inner[(((row_5 + 24u) * SIDE) + column_6) + 24u], SIDE);
    if (!(_e20.is_left)) {
        metal::float4 _e626 = bias;
        biases.inner[((_e20.k / 4u) * VECTORS) + ((_e20.other - _e11.first_column) / 4u)] = _e626;
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
    i = local;
    bool loop_init_5 = true;
    while(true) {
        if (!loop_init_5) {
            uint _e684 = i;
            i = _e684 + WORKGROUP;
        }
        loop_init_5 = false;
        uint _e628 = i;
        if (_e628 < 1024u) {
        } else {
            break;
        }
        {
            uint _e636 = i;
            uint row_6 = _e11.first_row + (_e636 / VECTORS);
            uint _e642 = command.rows;
            if (row_6 < _e642) {
                uint _e646 = i;
                float _e649 = sums.inner[4u * _e646];
                uint _e652 = i;
                float _e657 = sums.inner[(4u * _e652) + 1u];
                uint _e660 = i;
                float _e665 = sums.inner[(4u * _e660) + 2u];
                uint _e668 = i;
                float _e673 = sums.inner[(4u * _e668) + 3u];
                metal::float4 sum_4 = metal::float4(_e649, _e657, _e665, _e673);
                uint _e679 = i;
                put(_e11.member, _e11.chunk, row_6, _e11.first_column + (4u * (_e679 % VECTORS)), sum_4, command, eta, w, b, _buffer_sizes);
            }
        }
    }
    if (_e11.first_row == 0u) {
        local_1 = local < VECTORS;
    } else {
        local_1 = false;
    }
    bool _e695 = local_1;
    if (_e695) {
        i_1 = local;
        bool loop_init_6 = true;
        while(true) {
            if (!loop_init_6) {
                uint _e715 = i_1;
                i_1 = _e715 + VECTORS;
            }
            loop_init_6 = false;
            uint _e700 = i_1;
            if (_e700 < 64u) {
            } else {
                break;
            }
            {
                metal::float4 _e709 = sum;
                uint _e711 = i_1;
                metal::float4 _e713 = biases.inner[_e711];
                sum = _e709 + _e713;
            }
        }
        uint _e722 = command.rows;
        metal::float4 _e727 = sum;
        put(_e11.member, _e11.chunk, _e722, _e11.first_column + (4u * local), _e727, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
