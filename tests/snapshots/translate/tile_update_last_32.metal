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
    metal::float4 inner[256];
};
typedef uint type_11[1];
constant bool LEFT_ROWS_ARE_TERMS = true;
constant bool RIGHT_ROWS_ARE_TERMS = true;
constant uint BIAS_ROWS = 1u;
constant uint LANES = 16u;
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
    bool is_left = local_3 < 32u;
    uint load_1 = local_3 % 32u;
    uint vector = (load_1 / 2u) % VECTORS;
    uint k_5 = 4u * ((load_1 % 2u) + (2u * (load_1 / 16u)));
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
            first = _e94 + 4u;
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
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
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
    metal::float4x4 _e38 = block(_e16, _e3.member, _e3.first, command, x, d, _buffer_sizes);
    next = _e38;
    start = _e3.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e320 = start;
            start = _e320 + DEPTH;
        }
        loop_init_3 = false;
        uint _e42 = start;
        if (_e42 < _e3.end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e54 = next[0];
            slab.inner[_e16.place + 0u] = _e54;
            metal::float4 _e64 = next[1];
            slab.inner[_e16.place + 8u] = _e64;
            metal::float4 _e74 = next[2];
            slab.inner[_e16.place + 16u] = _e74;
            metal::float4 _e84 = next[3];
            slab.inner[_e16.place + 24u] = _e84;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e85 = start;
            if ((_e85 + DEPTH) < _e3.end) {
                uint _e91 = start;
                metal::float4x4 _e94 = block(_e16, _e3.member, _e91 + DEPTH, command, x, d, _buffer_sizes);
                next = _e94;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e284 = k;
                    k = _e284 + 4u;
                }
                loop_init_4 = false;
                uint _e97 = k;
                if (_e97 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e101 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e101 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e116 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e116) + 0u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e130 = sum0_0_;
                    sum0_0_ = _e130 + (a0_0_.x * b0_0_);
                    metal::float4 _e134 = sum1_0_;
                    sum1_0_ = _e134 + (a0_0_.y * b0_0_);
                    metal::float4 _e138 = sum2_0_;
                    sum2_0_ = _e138 + (a0_0_.z * b0_0_);
                    metal::float4 _e142 = sum3_0_;
                    sum3_0_ = _e142 + (a0_0_.w * b0_0_);
                    uint _e147 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e147 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e162 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e162) + 1u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e176 = sum0_0_;
                    sum0_0_ = _e176 + (a1_0_.x * b1_0_);
                    metal::float4 _e180 = sum1_0_;
                    sum1_0_ = _e180 + (a1_0_.y * b1_0_);
                    metal::float4 _e184 = sum2_0_;
                    sum2_0_ = _e184 + (a1_0_.z * b1_0_);
                    metal::float4 _e188 = sum3_0_;
                    sum3_0_ = _e188 + (a1_0_.w * b1_0_);
                    uint _e193 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e193 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e208 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e208) + 2u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e222 = sum0_0_;
                    sum0_0_ = _e222 + (a2_0_.x * b2_0_);
                    metal::float4 _e226 = sum1_0_;
                    sum1_0_ = _e226 + (a2_0_.y * b2_0_);
                    metal::float4 _e230 = sum2_0_;
                    sum2_0_ = _e230 + (a2_0_.z * b2_0_);
                    metal::float4 _e234 = sum3_0_;
                    sum3_0_ = _e234 + (a2_0_.w * b2_0_);
                    uint _e239 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e239 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e254 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e254) + 3u) * VECTORS) + column_6) + 0u];
                    metal::float4 _e268 = sum0_0_;
                    sum0_0_ = _e268 + (a3_0_.x * b3_0_);
                    metal::float4 _e272 = sum1_0_;
                    sum1_0_ = _e272 + (a3_0_.y * b3_0_);
                    metal::float4 _e276 = sum2_0_;
                    sum2_0_ = _e276 + (a3_0_.z * b3_0_);
                    metal::float4 _e280 = sum3_0_;
                    sum3_0_ = _e280 + (a3_0_.w * b3_0_);
                }
            }
            if (_e3.first_row == 0u) {
                local_1 = row_5 == 0u;
            } else {
                local_1 = false;
            }
            bool _e295 = local_1;
            if (_e295) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e318 = k_1;
                        k_1 = _e318 + 1u;
                    }
                    loop_init_5 = false;
                    uint _e298 = k_1;
                    if (_e298 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e301 = bias0_;
                        uint _e304 = k_1;
                        metal::float4 _e315 = slab.inner[(((DEPTH + _e304) * VECTORS) + column_6) + 0u];
                        bias0_ = _e301 + _e315;
                    }
                }
            }
        }
    }
    uint row0_ = (_e3.first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e336 = command.rows;
    if (row0_ < _e336) {
        metal::float4 _e349 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, _e3.first_column + (4u * (column_6 + 0u)), _e349, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (_e3.first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e363 = command.rows;
    if (row1_ < _e363) {
        metal::float4 _e376 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, _e3.first_column + (4u * (column_6 + 0u)), _e376, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (_e3.first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e390 = command.rows;
    if (row2_ < _e390) {
        metal::float4 _e403 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, _e3.first_column + (4u * (column_6 + 0u)), _e403, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (_e3.first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e417 = command.rows;
    if (row3_ < _e417) {
        metal::float4 _e430 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, _e3.first_column + (4u * (column_6 + 0u)), _e430, command, eta, w, b, _buffer_sizes);
    }
    if (_e3.first_row == 0u) {
        local_2 = row_5 == 0u;
    } else {
        local_2 = false;
    }
    bool _e439 = local_2;
    if (_e439) {
        uint _e444 = command.rows;
        metal::float4 _e454 = bias0_;
        put(_e3.member, _e3.chunk, _e444, _e3.first_column + (4u * (column_6 + 0u)), _e454, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
