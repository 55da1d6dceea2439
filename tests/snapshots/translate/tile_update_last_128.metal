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
    uint size7;
    uint size8;
    uint size9;
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
typedef uint type_11[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint LANES = 16u;
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
    uint first_1 = chunk_1 * _e26;
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = metal::min(first_1 + _e30, _e34);
    return Part {workgroup_1.z, chunk_1, first_1, end, (tile / across) * SIDE, (tile % across) * SIDE};
}

Load load_of(
    Part part,
    uint local_3
) {
    bool is_left = local_3 < 128u;
    uint load_1 = local_3 % 128u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_5 = 4u * ((load_1 % 2u) + (2u * (load_1 / 64u)));
    uint other_3 = (is_left ? part.first_row : part.first_column) + (4u * vector);
    return Load {is_left, {}, k_5, other_3, (((is_left ? 0u : DEPTH) + k_5) * VECTORS) + vector};
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

void end_step(
    uint local_4,
    constant Command& command,
    threadgroup type_10& slab,
    device type_11& cursor,
    device type_7 const& sample_loss,
    device type_7& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint first = 0u;
    float sum_2 = {};
    uint k_4 = {};
    bool local_5 = {};
    bool local_6 = {};
    uint other_2 = {};
    uint step = cursor[1];
    uint lane = local_4 % LANES;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e94 = first;
            first = _e94 + 16u;
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
            uint m = _e13 + (local_4 / LANES);
            sum_2 = 0.0;
            k_4 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_4;
                    k_4 = _e50 + LANES;
                }
                loop_init_1 = false;
                uint _e21 = k_4;
                uint _e24 = command.inner;
                if (_e21 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if (m < _e28) {
                        uint _e32 = k_4;
                        uint _e36 = command.inner;
                        local_5 = (_e32 + lane) < _e36;
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_4;
                        uint _e46 = at(5u, m, 0u, _e44 + lane, command);
                        float _e48 = sample_loss[_e46];
                        sum_2 = _e40 + _e48;
                    }
                }
            }
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            float _e55 = sum_2;
            slab.inner[local_4] = metal::float4(_e55);
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            if (lane == 0u) {
                uint _e63 = command.members;
                local_6 = m < _e63;
            } else {
                local_6 = false;
            }
            bool _e66 = local_6;
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
                        float _e72 = sum_2;
                        uint _e74 = other_2;
                        float _e78 = slab.inner[local_4 + _e74].x;
                        sum_2 = _e72 + _e78;
                    }
                }
                uint _e86 = at(7u, m, 0u, step, command);
                float _e88 = sum_2;
                uint _e91 = command.inner;
                losses[_e86] = _e88 / static_cast<float>(_e91);
            }
        }
    }
    metal::threadgroup_barrier(metal::mem_flags::mem_device);
    if (local_4 == 0u) {
        uint _e105 = cursor[0];
        uint _e108 = command.inner;
        cursor[0] = _e105 + _e108;
        cursor[1] = step + 1u;
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
, device type_11& cursor [[buffer(7)]]
, device type_7 const& sample_loss [[buffer(6)]]
, device type_7& losses [[buffer(8)]]
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
    if (((workgroup.x + workgroup.y) + workgroup.z) == 0u) {
        end_step(local, command, slab, cursor, sample_loss, losses, _buffer_sizes);
    }
    Load _e16 = load_of(_e3, local);
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e77 = block(_e16, _e3.member, _e3.first, command, x, d, _buffer_sizes);
    next = _e77;
    start = _e3.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e687 = start;
            start = _e687 + DEPTH;
        }
        loop_init_3 = false;
        uint _e81 = start;
        if (_e81 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e93 = next[0];
            slab.inner[_e16.place + 0u] = _e93;
            metal::float4 _e103 = next[1];
            slab.inner[_e16.place + 32u] = _e103;
            metal::float4 _e113 = next[2];
            slab.inner[_e16.place + 64u] = _e113;
            metal::float4 _e123 = next[3];
            slab.inner[_e16.place + 96u] = _e123;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e124 = start;
            if ((_e124 + DEPTH) < _e3.end) {
                uint _e130 = start;
                metal::float4x4 _e133 = block(_e16, _e3.member, _e130 + DEPTH, command, x, d, _buffer_sizes);
                next = _e133;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e635 = k;
                    k = _e635 + 4u;
                }
                loop_init_4 = false;
                uint _e136 = k;
                if (_e136 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e140 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e140 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e155 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e155) + 0u) * VECTORS) + column_6) + 0u];
                    uint _e170 = k;
                    metal::float4 a0_1_ = slab.inner[(((_e170 + 0u) * VECTORS) + row_5) + 16u];
                    uint _e185 = k;
                    metal::float4 b0_1_ = slab.inner[((((DEPTH + _e185) + 0u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e199 = sum0_0_;
                    sum0_0_ = _e199 + (a0_0_.x * b0_0_);
                    metal::float4 _e203 = sum0_1_;
                    sum0_1_ = _e203 + (a0_0_.x * b0_1_);
                    metal::float4 _e207 = sum1_0_;
                    sum1_0_ = _e207 + (a0_0_.y * b0_0_);
                    metal::float4 _e211 = sum1_1_;
                    sum1_1_ = _e211 + (a0_0_.y * b0_1_);
                    metal::float4 _e215 = sum2_0_;
                    sum2_0_ = _e215 + (a0_0_.z * b0_0_);
                    metal::float4 _e219 = sum2_1_;
                    sum2_1_ = _e219 + (a0_0_.z * b0_1_);
                    metal::float4 _e223 = sum3_0_;
                    sum3_0_ = _e223 + (a0_0_.w * b0_0_);
                    metal::float4 _e227 = sum3_1_;
                    sum3_1_ = _e227 + (a0_0_.w * b0_1_);
                    metal::float4 _e231 = sum4_0_;
                    sum4_0_ = _e231 + (a0_1_.x * b0_0_);
                    metal::float4 _e235 = sum4_1_;
                    sum4_1_ = _e235 + (a0_1_.x * b0_1_);
                    metal::float4 _e239 = sum5_0_;
                    sum5_0_ = _e239 + (a0_1_.y * b0_0_);
                    metal::float4 _e243 = sum5_1_;
                    sum5_1_ = _e243 + (a0_1_.y * b0_1_);
                    metal::float4 _e247 = sum6_0_;
                    sum6_0_ = _e247 + (a0_1_.z * b0_0_);
                    metal::float4 _e251 = sum6_1_;
                    sum6_1_ = _e251 + (a0_1_.z * b0_1_);
                    metal::float4 _e255 = sum7_0_;
                    sum7_0_ = _e255 + (a0_1_.w * b0_0_);
                    metal::float4 _e259 = sum7_1_;
                    sum7_1_ = _e259 + (a0_1_.w * b0_1_);
                    uint _e264 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e264 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e279 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e279) + 1u) * VECTORS) + column_6) + 0u];
                    uint _e294 = k;
                    metal::float4 a1_1_ = slab.inner[(((_e294 + 1u) * VECTORS) + row_5) + 16u];
                    uint _e309 = k;
                    metal::float4 b1_1_ = slab.inner[((((DEPTH + _e309) + 1u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e323 = sum0_0_;
                    sum0_0_ = _e323 + (a1_0_.x * b1_0_);
                    metal::float4 _e327 = sum0_1_;
                    sum0_1_ = _e327 + (a1_0_.x * b1_1_);
                    metal::float4 _e331 = sum1_0_;
                    sum1_0_ = _e331 + (a1_0_.y * b1_0_);
                    metal::float4 _e335 = sum1_1_;
                    sum1_1_ = _e335 + (a1_0_.y * b1_1_);
                    metal::float4 _e339 = sum2_0_;
                    sum2_0_ = _e339 + (a1_0_.z * b1_0_);
                    metal::float4 _e343 = sum2_1_;
                    sum2_1_ = _e343 + (a1_0_.z * b1_1_);
                    metal::float4 _e347 = sum3_0_;
                    sum3_0_ = _e347 + (a1_0_.w * b1_0_);
                    metal::float4 _e351 = sum3_1_;
                    sum3_1_ = _e351 + (a1_0_.w * b1_1_);
                    metal::float4 _e355 = sum4_0_;
                    sum4_0_ = _e355 + (a1_1_.x * b1_0_);
                    metal::float4 _e359 = sum4_1_;
                    sum4_1_ = _e359 + (a1_1_.x * b1_1_);
                    metal::float4 _e363 = sum5_0_;
                    sum5_0_ = _e363 + (a1_1_.y * b1_0_);
                    metal::float4 _e367 = sum5_1_;
                    sum5_1_ = _e367 + (a1_1_.y * b1_1_);
                    metal::float4 _e371 = sum6_0_;
                    sum6_0_ = _e371 + (a1_1_.z * b1_0_);
                    metal::float4 _e375 = sum6_1_;
                    sum6_1_ = _e375 + (a1_1_.z * b1_1_);
                    metal::float4 _e379 = sum7_0_;
                    sum7_0_ = _e379 + (a1_1_.w * b1_0_);
                    metal::float4 _e383 = sum7_1_;
                    sum7_1_ = _e383 + (a1_1_.w * b1_1_);
                    uint _e388 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e388 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e403 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e403) + 2u) * VECTORS) + column_6) + 0u];
                    uint _e418 = k;
                    metal::float4 a2_1_ = slab.inner[(((_e418 + 2u) * VECTORS) + row_5) + 16u];
                    uint _e433 = k;
                    metal::float4 b2_1_ = slab.inner[((((DEPTH + _e433) + 2u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e447 = sum0_0_;
                    sum0_0_ = _e447 + (a2_0_.x * b2_0_);
                    metal::float4 _e451 = sum0_1_;
                    sum0_1_ = _e451 + (a2_0_.x * b2_1_);
                    metal::float4 _e455 = sum1_0_;
                    sum1_0_ = _e455 + (a2_0_.y * b2_0_);
                    metal::float4 _e459 = sum1_1_;
                    sum1_1_ = _e459 + (a2_0_.y * b2_1_);
                    metal::float4 _e463 = sum2_0_;
                    sum2_0_ = _e463 + (a2_0_.z * b2_0_);
                    metal::float4 _e467 = sum2_1_;
                    sum2_1_ = _e467 + (a2_0_.z * b2_1_);
                    metal::float4 _e471 = sum3_0_;
                    sum3_0_ = _e471 + (a2_0_.w * b2_0_);
                    metal::float4 _e475 = sum3_1_;
                    sum3_1_ = _e475 + (a2_0_.w * b2_1_);
                    metal::float4 _e479 = sum4_0_;
                    sum4_0_ = _e479 + (a2_1_.x * b2_0_);
                    metal::float4 _e483 = sum4_1_;
                    sum4_1_ = _e483 + (a2_1_.x * b2_1_);
                    metal::float4 _e487 = sum5_0_;
                    sum5_0_ = _e487 + (a2_1_.y * b2_0_);
                    metal::float4 _e491 = sum5_1_;
                    sum5_1_ = _e491 + (a2_1_.y * b2_1_);
                    metal::float4 _e495 = sum6_0_;
                    sum6_0_ = _e495 + (a2_1_.z * b2_0_);
                    metal::float4 _e499 = sum6_1_;
                    sum6_1_ = _e499 + (a2_1_.z * b2_1_);
                    metal::float4 _e503 = sum7_0_;
                    sum7_0_ = _e503 + (a2_1_.w * b2_0_);
                    metal::float4 _e507 = sum7_1_;
                    sum7_1_ = _e507 + (a2_1_.w * b2_1_);
                    uint _e512 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e512 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e527 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e527) + 3u) * VECTORS) + column_6) + 0u];
                    uint _e542 = k;
                    metal::float4 a3_1_ = slab.inner[(((_e542 + 3u) * VECTORS) + row_5) + 16u];
                    uint _e557 = k;
                    metal::float4 b3_1_ = slab.inner[((((DEPTH + _e557) + 3u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e571 = sum0_0_;
                    sum0_0_ = _e571 + (a3_0_.x * b3_0_);
                    metal::float4 _e575 = sum0_1_;
                    sum0_1_ = _e575 + (a3_0_.x * b3_1_);
                    metal::float4 _e579 = sum1_0_;
                    sum1_0_ = _e579 + (a3_0_.y * b3_0_);
                    metal::float4 _e583 = sum1_1_;
                    sum1_1_ = _e583 + (a3_0_.y * b3_1_);
                    metal::float4 _e587 = sum2_0_;
                    sum2_0_ = _e587 + (a3_0_.z * b3_0_);
                    metal::float4 _e591 = sum2_1_;
                    sum2_1_ = _e591 + (a3_0_.z * b3_1_);
                    metal::float4 _e595 = sum3_0_;
                    sum3_0_ = _e595 + (a3_0_.w * b3_0_);
                    metal::float4 _e599 = sum3_1_;
                    sum3_1_ = _e599 + (a3_0_.w * b3_1_);
                    metal::float4 _e603 = sum4_0_;
                    sum4_0_ = _e603 + (a3_1_.x * b3_0_);
                    metal::float4 _e607 = sum4_1_;
                    sum4_1_ = _e607 + (a3_1_.x * b3_1_);
                    metal::float4 _e611 = sum5_0_;
                    sum5_0_ = _e611 + (a3_1_.y * b3_0_);
                    metal::float4 _e615 = sum5_1_;
                    sum5_1_ = _e615 + (a3_1_.y * b3_1_);
                    metal::float4 _e619 = sum6_0_;
                    sum6_0_ = _e619 + (a3_1_.z * b3_0_);
                    metal::float4 _e623 = sum6_1_;
                    sum6_1_ = _e623 + (a3_1_.z * b3_1_);
                    metal::float4 _e627 = sum7_0_;
                    sum7_0_ = _e627 + (a3_1_.w * b3_0_);
                    metal::float4 _e631 = sum7_1_;
                    sum7_1_ = _e631 + (a3_1_.w * b3_1_);
                }
            }
            if (_e3.first_row == 0u) {
                local_1 = row_5 == 0u;
            } else {
                local_1 = false;
            }
            bool _e646 = local_1;
            if (_e646) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e685 = k_1;
                        k_1 = _e685 + 1u;
                    }
                    loop_init_5 = false;
                    uint _e649 = k_1;
                    if (_e649 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e652 = bias0_;
                        uint _e655 = k_1;
                        metal::float4 _e666 = slab.inner[(((DEPTH + _e655) * VECTORS) + column_6) + 0u];
                        bias0_ = _e652 + _e666;
                        metal::float4 _e668 = bias1_;
                        uint _e671 = k_1;
                        metal::float4 _e682 = slab.inner[(((DEPTH + _e671) * VECTORS) + column_6) + 16u];
                        bias1_ = _e668 + _e682;
                    }
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e703 = command.rows;
    if (row0_ < _e703) {
        metal::float4 _e716 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 0u)), _e716, command, eta, w, b, _buffer_sizes);
        metal::float4 _e728 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 16u)), _e728, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (_e3.first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e742 = command.rows;
    if (row1_ < _e742) {
        metal::float4 _e755 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 0u)), _e755, command, eta, w, b, _buffer_sizes);
        metal::float4 _e767 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 16u)), _e767, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (_e3.first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e781 = command.rows;
    if (row2_ < _e781) {
        metal::float4 _e794 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 0u)), _e794, command, eta, w, b, _buffer_sizes);
        metal::float4 _e806 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 16u)), _e806, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (_e3.first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e820 = command.rows;
    if (row3_ < _e820) {
        metal::float4 _e833 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 0u)), _e833, command, eta, w, b, _buffer_sizes);
        metal::float4 _e845 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 16u)), _e845, command, eta, w, b, _buffer_sizes);
    }
    uint row4_ = (_e3.first_row + (4u * (row_5 + 16u))) + 0u;
    uint _e859 = command.rows;
    if (row4_ < _e859) {
        metal::float4 _e872 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_6 + 0u)), _e872, command, eta, w, b, _buffer_sizes);
        metal::float4 _e884 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, _e3.first_column + (4u * (column_6 + 16u)), _e884, command, eta, w, b, _buffer_sizes);
    }
    uint row5_ = (_e3.first_row + (4u * (row_5 + 16u))) + 1u;
    uint _e898 = command.rows;
    if (row5_ < _e898) {
        metal::float4 _e911 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_6 + 0u)), _e911, command, eta, w, b, _buffer_sizes);
        metal::float4 _e923 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, _e3.first_column + (4u * (column_6 + 16u)), _e923, command, eta, w, b, _buffer_sizes);
    }
    uint row6_ = (_e3.first_row + (4u * (row_5 + 16u))) + 2u;
    uint _e937 = command.rows;
    if (row6_ < _e937) {
        metal::float4 _e950 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_6 + 0u)), _e950, command, eta, w, b, _buffer_sizes);
        metal::float4 _e962 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, _e3.first_column + (4u * (column_6 + 16u)), _e962, command, eta, w, b, _buffer_sizes);
    }
    uint row7_ = (_e3.first_row + (4u * (row_5 + 16u))) + 3u;
    uint _e976 = command.rows;
    if (row7_ < _e976) {
        metal::float4 _e989 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_6 + 0u)), _e989, command, eta, w, b, _buffer_sizes);
        metal::float4 _e1001 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, _e3.first_column + (4u * (column_6 + 16u)), _e1001, command, eta, w, b, _buffer_sizes);
    }
    if (_e3.first_row == 0u) {
        local_2 = row_5 == 0u;
    } else {
        local_2 = false;
    }
    bool _e1010 = local_2;
    if (_e1010) {
        uint _e1015 = command.rows;
        metal::float4 _e1025 = bias0_;
        put(_e3.member, _e3.chunk, _e1015, _e3.first_column + (4u * (column_6 + 0u)), _e1025, command, eta, w, b, _buffer_sizes);
        uint _e1030 = command.rows;
        metal::float4 _e1040 = bias1_;
        put(_e3.member, _e3.chunk, _e1030, _e3.first_column + (4u * (column_6 + 16u)), _e1040, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
