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
struct type_9 {
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

void end_step(
    uint local_4,
    constant Command& command,
    threadgroup type_9& slab,
    device type_11& cursor,
    device type_7 const& sample_loss,
    device type_7& losses,
    constant _mslBufferSizes& _buffer_sizes
) {
    uint first = 0u;
    float sum_2 = {};
    uint k_5 = {};
    bool local_5 = {};
    bool local_6 = {};
    uint other_3 = {};
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
            k_5 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_5;
                    k_5 = _e50 + LANES;
                }
                loop_init_1 = false;
                uint _e21 = k_5;
                uint _e24 = command.inner;
                if (_e21 < _e24) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if (m < _e28) {
                        uint _e32 = k_5;
                        uint _e36 = command.inner;
                        local_5 = (_e32 + lane) < _e36;
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_5;
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
                other_3 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_3;
                        other_3 = _e81 + 1u;
                    }
                    loop_init_2 = false;
                    uint _e69 = other_3;
                    if (_e69 < LANES) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_3;
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
, threadgroup type_9& slab
, device type_11& cursor [[buffer(7)]]
, device type_7 const& sample_loss [[buffer(6)]]
, device type_7& losses [[buffer(8)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(9)]]
) {
    bool local_1 = {};
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
    bool local_2 = {};
    uint k_1 = {};
    bool local_3 = {};
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
    if (number == 0u) {
        local_1 = member_9 == 0u;
    } else {
        local_1 = false;
    }
    bool _e43 = local_1;
    if (_e43) {
        end_step(local, command, slab, cursor, sample_loss, losses, _buffer_sizes);
    }
    uint _e46 = command.chunk;
    uint first_1 = chunk_1 * _e46;
    uint _e50 = command.chunk;
    uint _e54 = command.inner;
    uint end = metal::min(first_1 + _e50, _e54);
    bool is_left_1 = local < 128u;
    uint load = local % 128u;
    uint load_vector = (load / 2u) % VECTORS;
    uint load_k = 4u * ((load % 2u) + (2u * (load / 64u)));
    uint load_other = (is_left_1 ? first_row : first_column) + (4u * load_vector);
    uint load_place = (((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector;
    uint row_5 = local / SPAN;
    uint column_6 = local % SPAN;
    metal::float4x4 _e152 = block(is_left_1, member_9, load_other, first_1 + load_k, command, x, d, _buffer_sizes);
    next = _e152;
    start = first_1;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e754 = start;
            start = _e754 + DEPTH;
        }
        loop_init_3 = false;
        uint _e155 = start;
        if (_e155 < end) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            metal::float4 _e165 = next[0];
            slab.inner[load_place + 0u] = _e165;
            metal::float4 _e174 = next[1];
            slab.inner[load_place + 32u] = _e174;
            metal::float4 _e183 = next[2];
            slab.inner[load_place + 64u] = _e183;
            metal::float4 _e192 = next[3];
            slab.inner[load_place + 96u] = _e192;
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e193 = start;
            if ((_e193 + DEPTH) < end) {
                uint _e197 = start;
                metal::float4x4 _e201 = block(is_left_1, member_9, load_other, (_e197 + DEPTH) + load_k, command, x, d, _buffer_sizes);
                next = _e201;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e703 = k;
                    k = _e703 + 4u;
                }
                loop_init_4 = false;
                uint _e204 = k;
                if (_e204 < DEPTH) {
                } else {
                    break;
                }
                {
                    uint _e208 = k;
                    metal::float4 a0_0_ = slab.inner[(((_e208 + 0u) * VECTORS) + row_5) + 0u];
                    uint _e223 = k;
                    metal::float4 b0_0_ = slab.inner[((((DEPTH + _e223) + 0u) * VECTORS) + column_6) + 0u];
                    uint _e238 = k;
                    metal::float4 a0_1_ = slab.inner[(((_e238 + 0u) * VECTORS) + row_5) + 16u];
                    uint _e253 = k;
                    metal::float4 b0_1_ = slab.inner[((((DEPTH + _e253) + 0u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e267 = sum0_0_;
                    sum0_0_ = _e267 + (a0_0_.x * b0_0_);
                    metal::float4 _e271 = sum0_1_;
                    sum0_1_ = _e271 + (a0_0_.x * b0_1_);
                    metal::float4 _e275 = sum1_0_;
                    sum1_0_ = _e275 + (a0_0_.y * b0_0_);
                    metal::float4 _e279 = sum1_1_;
                    sum1_1_ = _e279 + (a0_0_.y * b0_1_);
                    metal::float4 _e283 = sum2_0_;
                    sum2_0_ = _e283 + (a0_0_.z * b0_0_);
                    metal::float4 _e287 = sum2_1_;
                    sum2_1_ = _e287 + (a0_0_.z * b0_1_);
                    metal::float4 _e291 = sum3_0_;
                    sum3_0_ = _e291 + (a0_0_.w * b0_0_);
                    metal::float4 _e295 = sum3_1_;
                    sum3_1_ = _e295 + (a0_0_.w * b0_1_);
                    metal::float4 _e299 = sum4_0_;
                    sum4_0_ = _e299 + (a0_1_.x * b0_0_);
                    metal::float4 _e303 = sum4_1_;
                    sum4_1_ = _e303 + (a0_1_.x * b0_1_);
                    metal::float4 _e307 = sum5_0_;
                    sum5_0_ = _e307 + (a0_1_.y * b0_0_);
                    metal::float4 _e311 = sum5_1_;
                    sum5_1_ = _e311 + (a0_1_.y * b0_1_);
                    metal::float4 _e315 = sum6_0_;
                    sum6_0_ = _e315 + (a0_1_.z * b0_0_);
                    metal::float4 _e319 = sum6_1_;
                    sum6_1_ = _e319 + (a0_1_.z * b0_1_);
                    metal::float4 _e323 = sum7_0_;
                    sum7_0_ = _e323 + (a0_1_.w * b0_0_);
                    metal::float4 _e327 = sum7_1_;
                    sum7_1_ = _e327 + (a0_1_.w * b0_1_);
                    uint _e332 = k;
                    metal::float4 a1_0_ = slab.inner[(((_e332 + 1u) * VECTORS) + row_5) + 0u];
                    uint _e347 = k;
                    metal::float4 b1_0_ = slab.inner[((((DEPTH + _e347) + 1u) * VECTORS) + column_6) + 0u];
                    uint _e362 = k;
                    metal::float4 a1_1_ = slab.inner[(((_e362 + 1u) * VECTORS) + row_5) + 16u];
                    uint _e377 = k;
                    metal::float4 b1_1_ = slab.inner[((((DEPTH + _e377) + 1u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e391 = sum0_0_;
                    sum0_0_ = _e391 + (a1_0_.x * b1_0_);
                    metal::float4 _e395 = sum0_1_;
                    sum0_1_ = _e395 + (a1_0_.x * b1_1_);
                    metal::float4 _e399 = sum1_0_;
                    sum1_0_ = _e399 + (a1_0_.y * b1_0_);
                    metal::float4 _e403 = sum1_1_;
                    sum1_1_ = _e403 + (a1_0_.y * b1_1_);
                    metal::float4 _e407 = sum2_0_;
                    sum2_0_ = _e407 + (a1_0_.z * b1_0_);
                    metal::float4 _e411 = sum2_1_;
                    sum2_1_ = _e411 + (a1_0_.z * b1_1_);
                    metal::float4 _e415 = sum3_0_;
                    sum3_0_ = _e415 + (a1_0_.w * b1_0_);
                    metal::float4 _e419 = sum3_1_;
                    sum3_1_ = _e419 + (a1_0_.w * b1_1_);
                    metal::float4 _e423 = sum4_0_;
                    sum4_0_ = _e423 + (a1_1_.x * b1_0_);
                    metal::float4 _e427 = sum4_1_;
                    sum4_1_ = _e427 + (a1_1_.x * b1_1_);
                    metal::float4 _e431 = sum5_0_;
                    sum5_0_ = _e431 + (a1_1_.y * b1_0_);
                    metal::float4 _e435 = sum5_1_;
                    sum5_1_ = _e435 + (a1_1_.y * b1_1_);
                    metal::float4 _e439 = sum6_0_;
                    sum6_0_ = _e439 + (a1_1_.z * b1_0_);
                    metal::float4 _e443 = sum6_1_;
                    sum6_1_ = _e443 + (a1_1_.z * b1_1_);
                    metal::float4 _e447 = sum7_0_;
                    sum7_0_ = _e447 + (a1_1_.w * b1_0_);
                    metal::float4 _e451 = sum7_1_;
                    sum7_1_ = _e451 + (a1_1_.w * b1_1_);
                    uint _e456 = k;
                    metal::float4 a2_0_ = slab.inner[(((_e456 + 2u) * VECTORS) + row_5) + 0u];
                    uint _e471 = k;
                    metal::float4 b2_0_ = slab.inner[((((DEPTH + _e471) + 2u) * VECTORS) + column_6) + 0u];
                    uint _e486 = k;
                    metal::float4 a2_1_ = slab.inner[(((_e486 + 2u) * VECTORS) + row_5) + 16u];
                    uint _e501 = k;
                    metal::float4 b2_1_ = slab.inner[((((DEPTH + _e501) + 2u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e515 = sum0_0_;
                    sum0_0_ = _e515 + (a2_0_.x * b2_0_);
                    metal::float4 _e519 = sum0_1_;
                    sum0_1_ = _e519 + (a2_0_.x * b2_1_);
                    metal::float4 _e523 = sum1_0_;
                    sum1_0_ = _e523 + (a2_0_.y * b2_0_);
                    metal::float4 _e527 = sum1_1_;
                    sum1_1_ = _e527 + (a2_0_.y * b2_1_);
                    metal::float4 _e531 = sum2_0_;
                    sum2_0_ = _e531 + (a2_0_.z * b2_0_);
                    metal::float4 _e535 = sum2_1_;
                    sum2_1_ = _e535 + (a2_0_.z * b2_1_);
                    metal::float4 _e539 = sum3_0_;
                    sum3_0_ = _e539 + (a2_0_.w * b2_0_);
                    metal::float4 _e543 = sum3_1_;
                    sum3_1_ = _e543 + (a2_0_.w * b2_1_);
                    metal::float4 _e547 = sum4_0_;
                    sum4_0_ = _e547 + (a2_1_.x * b2_0_);
                    metal::float4 _e551 = sum4_1_;
                    sum4_1_ = _e551 + (a2_1_.x * b2_1_);
                    metal::float4 _e555 = sum5_0_;
                    sum5_0_ = _e555 + (a2_1_.y * b2_0_);
                    metal::float4 _e559 = sum5_1_;
                    sum5_1_ = _e559 + (a2_1_.y * b2_1_);
                    metal::float4 _e563 = sum6_0_;
                    sum6_0_ = _e563 + (a2_1_.z * b2_0_);
                    metal::float4 _e567 = sum6_1_;
                    sum6_1_ = _e567 + (a2_1_.z * b2_1_);
                    metal::float4 _e571 = sum7_0_;
                    sum7_0_ = _e571 + (a2_1_.w * b2_0_);
                    metal::float4 _e575 = sum7_1_;
                    sum7_1_ = _e575 + (a2_1_.w * b2_1_);
                    uint _e580 = k;
                    metal::float4 a3_0_ = slab.inner[(((_e580 + 3u) * VECTORS) + row_5) + 0u];
                    uint _e595 = k;
                    metal::float4 b3_0_ = slab.inner[((((DEPTH + _e595) + 3u) * VECTORS) + column_6) + 0u];
                    uint _e610 = k;
                    metal::float4 a3_1_ = slab.inner[(((_e610 + 3u) * VECTORS) + row_5) + 16u];
                    uint _e625 = k;
                    metal::float4 b3_1_ = slab.inner[((((DEPTH + _e625) + 3u) * VECTORS) + column_6) + 16u];
                    metal::float4 _e639 = sum0_0_;
                    sum0_0_ = _e639 + (a3_0_.x * b3_0_);
                    metal::float4 _e643 = sum0_1_;
                    sum0_1_ = _e643 + (a3_0_.x * b3_1_);
                    metal::float4 _e647 = sum1_0_;
                    sum1_0_ = _e647 + (a3_0_.y * b3_0_);
                    metal::float4 _e651 = sum1_1_;
                    sum1_1_ = _e651 + (a3_0_.y * b3_1_);
                    metal::float4 _e655 = sum2_0_;
                    sum2_0_ = _e655 + (a3_0_.z * b3_0_);
                    metal::float4 _e659 = sum2_1_;
                    sum2_1_ = _e659 + (a3_0_.z * b3_1_);
                    metal::float4 _e663 = sum3_0_;
                    sum3_0_ = _e663 + (a3_0_.w * b3_0_);
                    metal::float4 _e667 = sum3_1_;
                    sum3_1_ = _e667 + (a3_0_.w * b3_1_);
                    metal::float4 _e671 = sum4_0_;
                    sum4_0_ = _e671 + (a3_1_.x * b3_0_);
                    metal::float4 _e675 = sum4_1_;
                    sum4_1_ = _e675 + (a3_1_.x * b3_1_);
                    metal::float4 _e679 = sum5_0_;
                    sum5_0_ = _e679 + (a3_1_.y * b3_0_);
                    metal::float4 _e683 = sum5_1_;
                    sum5_1_ = _e683 + (a3_1_.y * b3_1_);
                    metal::float4 _e687 = sum6_0_;
                    sum6_0_ = _e687 + (a3_1_.z * b3_0_);
                    metal::float4 _e691 = sum6_1_;
                    sum6_1_ = _e691 + (a3_1_.z * b3_1_);
                    metal::float4 _e695 = sum7_0_;
                    sum7_0_ = _e695 + (a3_1_.w * b3_0_);
                    metal::float4 _e699 = sum7_1_;
                    sum7_1_ = _e699 + (a3_1_.w * b3_1_);
                }
            }
            if (first_row == 0u) {
                local_2 = row_5 == 0u;
            } else {
                local_2 = false;
            }
            bool _e713 = local_2;
            if (_e713) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e752 = k_1;
                        k_1 = _e752 + 1u;
                    }
                    loop_init_5 = false;
                    uint _e716 = k_1;
                    if (_e716 < DEPTH) {
                    } else {
                        break;
                    }
                    {
                        metal::float4 _e719 = bias0_;
                        uint _e722 = k_1;
                        metal::float4 _e733 = slab.inner[(((DEPTH + _e722) * VECTORS) + column_6) + 0u];
                        bias0_ = _e719 + _e733;
                        metal::float4 _e735 = bias1_;
                        uint _e738 = k_1;
                        metal::float4 _e749 = slab.inner[(((DEPTH + _e738) * VECTORS) + column_6) + 16u];
                        bias1_ = _e735 + _e749;
                    }
                }
            }
        }
    }
    uint row0_ = (first_row + (4u * (row_5 + 0u))) + 0u;
    uint _e769 = command.rows;
    if (row0_ < _e769) {
        metal::float4 _e779 = sum0_0_;
        put(member_9, chunk_1, row0_, first_column + (4u * (column_6 + 0u)), _e779, command, eta, w, b, _buffer_sizes);
        metal::float4 _e788 = sum0_1_;
        put(member_9, chunk_1, row0_, first_column + (4u * (column_6 + 16u)), _e788, command, eta, w, b, _buffer_sizes);
    }
    uint row1_ = (first_row + (4u * (row_5 + 0u))) + 1u;
    uint _e801 = command.rows;
    if (row1_ < _e801) {
        metal::float4 _e811 = sum1_0_;
        put(member_9, chunk_1, row1_, first_column + (4u * (column_6 + 0u)), _e811, command, eta, w, b, _buffer_sizes);
        metal::float4 _e820 = sum1_1_;
        put(member_9, chunk_1, row1_, first_column + (4u * (column_6 + 16u)), _e820, command, eta, w, b, _buffer_sizes);
    }
    uint row2_ = (first_row + (4u * (row_5 + 0u))) + 2u;
    uint _e833 = command.rows;
    if (row2_ < _e833) {
        metal::float4 _e843 = sum2_0_;
        put(member_9, chunk_1, row2_, first_column + (4u * (column_6 + 0u)), _e843, command, eta, w, b, _buffer_sizes);
        metal::float4 _e852 = sum2_1_;
        put(member_9, chunk_1, row2_, first_column + (4u * (column_6 + 16u)), _e852, command, eta, w, b, _buffer_sizes);
    }
    uint row3_ = (first_row + (4u * (row_5 + 0u))) + 3u;
    uint _e865 = command.rows;
    if (row3_ < _e865) {
        metal::float4 _e875 = sum3_0_;
        put(member_9, chunk_1, row3_, first_column + (4u * (column_6 + 0u)), _e875, command, eta, w, b, _buffer_sizes);
        metal::float4 _e884 = sum3_1_;
        put(member_9, chunk_1, row3_, first_column + (4u * (column_6 + 16u)), _e884, command, eta, w, b, _buffer_sizes);
    }
    uint row4_ = (first_row + (4u * (row_5 + 16u))) + 0u;
    uint _e897 = command.rows;
    if (row4_ < _e897) {
        metal::float4 _e907 = sum4_0_;
        put(member_9, chunk_1, row4_, first_column + (4u * (column_6 + 0u)), _e907, command, eta, w, b, _buffer_sizes);
        metal::float4 _e916 = sum4_1_;
        put(member_9, chunk_1, row4_, first_column + (4u * (column_6 + 16u)), _e916, command, eta, w, b, _buffer_sizes);
    }
    uint row5_ = (first_row + (4u * (row_5 + 16u))) + 1u;
    uint _e929 = command.rows;
    if (row5_ < _e929) {
        metal::float4 _e939 = sum5_0_;
        put(member_9, chunk_1, row5_, first_column + (4u * (column_6 + 0u)), _e939, command, eta, w, b, _buffer_sizes);
        metal::float4 _e948 = sum5_1_;
        put(member_9, chunk_1, row5_, first_column + (4u * (column_6 + 16u)), _e948, command, eta, w, b, _buffer_sizes);
    }
    uint row6_ = (first_row + (4u * (row_5 + 16u))) + 2u;
    uint _e961 = command.rows;
    if (row6_ < _e961) {
        metal::float4 _e971 = sum6_0_;
        put(member_9, chunk_1, row6_, first_column + (4u * (column_6 + 0u)), _e971, command, eta, w, b, _buffer_sizes);
        metal::float4 _e980 = sum6_1_;
        put(member_9, chunk_1, row6_, first_column + (4u * (column_6 + 16u)), _e980, command, eta, w, b, _buffer_sizes);
    }
    uint row7_ = (first_row + (4u * (row_5 + 16u))) + 3u;
    uint _e993 = command.rows;
    if (row7_ < _e993) {
        metal::float4 _e1003 = sum7_0_;
        put(member_9, chunk_1, row7_, first_column + (4u * (column_6 + 0u)), _e1003, command, eta, w, b, _buffer_sizes);
        metal::float4 _e1012 = sum7_1_;
        put(member_9, chunk_1, row7_, first_column + (4u * (column_6 + 16u)), _e1012, command, eta, w, b, _buffer_sizes);
    }
    if (first_row == 0u) {
        local_3 = row_5 == 0u;
    } else {
        local_3 = false;
    }
    bool _e1020 = local_3;
    if (_e1020) {
        uint _e1023 = command.rows;
        metal::float4 _e1032 = bias0_;
        put(member_9, chunk_1, _e1023, first_column + (4u * (column_6 + 0u)), _e1032, command, eta, w, b, _buffer_sizes);
        uint _e1035 = command.rows;
        metal::float4 _e1044 = bias1_;
        put(member_9, chunk_1, _e1035, first_column + (4u * (column_6 + 16u)), _e1044, command, eta, w, b, _buffer_sizes);
        return;
    } else {
        return;
    }
}
