// The plain kernels as Metal is given them. A part that stands above, in whichever kernel, is not
// repeated; translations.txt has the hashes of the whole texts.

// coefficients

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
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float type_4[1];
typedef uint type_5[1];
constant uint WORKGROUP = 64u;

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

uint element(
    metal::uint3 workgroup_1,
    metal::uint3 workgroups_1,
    uint local_1
) {
    return (((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& schedule [[buffer(1)]]
, device type_5 const& cursor [[buffer(2)]]
, device type_4& current [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    uint _e12 = at(2u, m, 0u, _e3, command);
    uint _e18 = cursor[1];
    uint _e19 = at(0u, m, _e18, _e3, command);
    float _e21 = schedule[_e19];
    current[_e12] = _e21;
    return;
}

// gather

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
};

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& data [[buffer(1)]]
, device type_5 const& order [[buffer(2)]]
, device type_5 const& cursor [[buffer(3)]]
, device type_4& batch [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e22 = cursor[0];
    uint _e24 = at(1u, m, 0u, _e22 + row_1, command);
    uint sample = order[_e24];
    uint _e29 = at(3u, m, row_1, column_1, command);
    uint _e33 = at(0u, m, sample, column_1, command);
    float _e35 = data[_e33];
    batch[_e29] = _e35;
    return;
}

// matmul_nn

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float type_4[1];
constant uint WORKGROUP = 64u;

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a [[buffer(1)]]
, device type_4 const& b [[buffer(2)]]
, device type_4& c [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e42 = k;
            k = _e42 + 1u;
        }
        loop_init = false;
        uint _e21 = k;
        uint _e24 = command.inner;
        if (_e21 < _e24) {
        } else {
            break;
        }
        {
            float _e26 = sum;
            uint _e29 = k;
            uint _e30 = at(0u, m, row_1, _e29, command);
            float _e32 = a[_e30];
            uint _e35 = k;
            uint _e36 = at(1u, m, _e35, column_1, command);
            float _e38 = b[_e36];
            sum = _e26 + (_e32 * _e38);
        }
    }
    uint _e46 = at(2u, m, row_1, column_1, command);
    float _e48 = sum;
    c[_e46] = _e48;
    return;
}

// add_bias

struct _mslBufferSizes {
    uint size1;
    uint size2;
};

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4& a [[buffer(1)]]
, device type_4 const& b [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float _e21 = a[_e19];
    uint _e25 = at(1u, m, 0u, column_1, command);
    float _e27 = b[_e25];
    a[_e19] = _e21 + _e27;
    return;
}

// softmax_rows

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
struct Softmax {
    float largest;
    float rest;
};
typedef float type_4[1];
constant uint WORKGROUP = 64u;

Numbers exponential(
    Numbers x
) {
    return ((as_type<uint>(x) & 2147483647u) > 2139095040u) ? x : metal::exp(x);
}

Numbers probability(
    Numbers a,
    Softmax s
) {
    Numbers _e4 = exponential(a - s.largest);
    return _e4 / (1.0 + s.rest);
}

Softmax softmax_of(
    uint o_1,
    uint m,
    uint row_1,
    uint columns,
    constant Command& command,
    device type_4 const& a_1,
    constant _mslBufferSizes& _buffer_sizes
) {
    Softmax s_1 = {};
    uint place = 0u;
    uint k_1 = 1u;
    uint k_2 = 0u;
    uint _e6 = at(o_1, m, row_1, 0u, command);
    float _e8 = a_1[_e6];
    s_1 = Softmax {_e8, 0.0};
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e29 = k_1;
            k_1 = _e29 + 1u;
        }
        loop_init = false;
        uint _e16 = k_1;
        if (_e16 < columns) {
        } else {
            break;
        }
        {
            uint _e19 = k_1;
            uint _e20 = at(o_1, m, row_1, _e19, command);
            float value = a_1[_e20];
            float _e24 = s_1.largest;
            if (value > _e24) {
                s_1.largest = value;
                uint _e27 = k_1;
                place = _e27;
            }
        }
    }
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e51 = k_2;
            k_2 = _e51 + 1u;
        }
        loop_init_1 = false;
        uint _e33 = k_2;
        if (_e33 < columns) {
        } else {
            break;
        }
        {
            uint _e35 = k_2;
            uint _e36 = place;
            if (_e35 != _e36) {
                float _e39 = s_1.rest;
                uint _e41 = k_2;
                uint _e42 = at(o_1, m, row_1, _e41, command);
                float _e44 = a_1[_e42];
                float _e46 = s_1.largest;
                Numbers _e48 = exponential(_e44 - _e46);
                s_1.rest = _e39 + _e48;
            }
        }
    }
    Softmax _e53 = s_1;
    return _e53;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a_1 [[buffer(1)]]
, device type_4& h [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e12 = command.inner;
    Softmax _e13 = softmax_of(0u, m_1, _e3, _e12, command, a_1, _buffer_sizes);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e34 = k;
            k = _e34 + 1u;
        }
        loop_init_2 = false;
        uint _e16 = k;
        uint _e19 = command.inner;
        if (_e16 < _e19) {
        } else {
            break;
        }
        {
            uint _e23 = k;
            uint _e24 = at(1u, m_1, _e3, _e23, command);
            uint _e28 = k;
            uint _e29 = at(0u, m_1, _e3, _e28, command);
            float _e31 = a_1[_e29];
            Numbers _e32 = probability(_e31, _e13);
            h[_e24] = _e32;
        }
    }
    return;
}

// dropout

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
typedef uint Bits;
struct Dropout {
    metal::packed_uint3 key;
    uint threshold;
    float scale;
    char _pad3[12];
};
typedef float type_6[1];
constant uint WORKGROUP = 64u;

uint high_product(
    uint a,
    uint b
) {
    uint a0_ = a & 65535u;
    uint a1_ = a >> 16u;
    uint b0_ = b & 65535u;
    uint b1_ = b >> 16u;
    uint middle = (a1_ * b0_) + ((a0_ * b0_) >> 16u);
    uint other = (a0_ * b1_) + (middle & 65535u);
    return ((a1_ * b1_) + (middle >> 16u)) + (other >> 16u);
}

metal::uint4 philox(
    metal::uint4 counter,
    metal::uint2 key
) {
    metal::uint4 x = {};
    metal::uint2 k = {};
    uint round = 0u;
    x = counter;
    k = key;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e44 = round;
            round = _e44 + 1u;
        }
        loop_init = false;
        uint _e6 = round;
        if (_e6 < 10u) {
        } else {
            break;
        }
        {
            uint _e11 = x.x;
            uint _e12 = high_product(3528531795u, _e11);
            uint _e15 = x.x;
            uint low0_ = 3528531795u * _e15;
            uint _e19 = x.z;
            uint _e20 = high_product(3449720151u, _e19);
            uint _e23 = x.z;
            uint low1_ = 3449720151u * _e23;
            uint _e26 = x.y;
            uint _e29 = k.x;
            uint _e32 = x.w;
            uint _e35 = k.y;
            x = metal::uint4((_e20 ^ _e26) ^ _e29, low1_, (_e12 ^ _e32) ^ _e35, low0_);
            metal::uint2 _e38 = k;
            k = _e38 + metal::uint2(2654435769u, 3144134277u);
        }
    }
    metal::uint4 _e46 = x;
    return _e46;
}

uint naga_f2u32(float value) {
    return static_cast<uint>(metal::clamp(value, 0.0, 4294967000.0));
}

Dropout dropout_at(
    uint start,
    uint slot,
    device type_6 const& coefficients,
    constant _mslBufferSizes& _buffer_sizes
) {
    float _e6 = coefficients[start + 16u];
    float _e12 = coefficients[start + 17u];
    float _e18 = coefficients[start + 18u];
    metal::uint3 key_2 = metal::uint3(naga_f2u32(_e6), naga_f2u32(_e12), naga_f2u32(_e18));
    uint at_slot = (start + 19u) + (2u * slot);
    float _e28 = coefficients[at_slot];
    float _e34 = coefficients[at_slot + 1u];
    return Dropout {key_2, naga_f2u32(_e28), _e34};
}

metal::uint4 dropout_words(
    uint row_1,
    uint vector,
    uint slot_1,
    metal::uint3 key_1
) {
    metal::uint4 _e9 = philox(metal::uint4(vector, row_1 + key_1.z, slot_1, 0u), key_1.xy);
    return _e9;
}

Numbers dropped(
    Numbers value,
    Bits words,
    Dropout d
) {
    return ((words >> 8u) < static_cast<uint>(d.threshold)) ? 0.0 : (d.scale * value);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_6 const& coefficients [[buffer(2)]]
, device type_6& values [[buffer(1)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_2 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_2 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_2, column_1, command);
    uint _e22 = at(1u, m, 0u, 0u, command);
    uint _e25 = command.inner;
    Dropout _e26 = dropout_at(_e22, _e25, coefficients, _buffer_sizes);
    uint _e31 = command.inner;
    metal::uint4 _e33 = dropout_words(row_2, column_1 / 4u, _e31, _e26.key);
    float _e38 = values[_e18];
    Numbers _e42 = dropped(_e38, _e33[column_1 % 4u], _e26);
    values[_e18] = _e42;
    return;
}

// mean_loss

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float type_4[1];
typedef uint type_5[1];
struct type_6 {
    float inner[64];
};
constant uint WORKGROUP = 64u;

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& l [[buffer(1)]]
, device type_5 const& cursor [[buffer(2)]]
, device type_4& losses [[buffer(3)]]
, threadgroup type_6& partial
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = {};
    uint half_ = {};
    uint m = workgroup.z;
    k = local;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e20 = k;
            k = _e20 + WORKGROUP;
        }
        loop_init = false;
        uint _e6 = k;
        uint _e9 = command.inner;
        if (_e6 < _e9) {
        } else {
            break;
        }
        {
            float _e11 = sum;
            uint _e15 = k;
            uint _e16 = at(0u, m, 0u, _e15, command);
            float _e18 = l[_e16];
            sum = _e11 + _e18;
        }
    }
    float _e25 = sum;
    partial.inner[local] = _e25;
    uint _e32 = command.never;
    half_ = 32u + _e32;
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e49 = half_;
            half_ = _e49 / 2u;
        }
        loop_init_1 = false;
        uint _e35 = half_;
        if (_e35 > 0u) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e38 = half_;
            if (local < _e38) {
                float _e42 = partial.inner[local];
                uint _e44 = half_;
                float _e47 = partial.inner[local + _e44];
                partial.inner[local] = _e42 + _e47;
            }
        }
    }
    if (local == 0u) {
        uint _e59 = cursor[1];
        uint _e60 = at(2u, m, 0u, _e59, command);
        float _e64 = partial.inner[0];
        uint _e67 = command.inner;
        losses[_e60] = _e64 / static_cast<float>(_e67);
        return;
    } else {
        return;
    }
}

// matmul_nt

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a [[buffer(1)]]
, device type_4 const& b [[buffer(2)]]
, device type_4& c [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e42 = k;
            k = _e42 + 1u;
        }
        loop_init = false;
        uint _e21 = k;
        uint _e24 = command.inner;
        if (_e21 < _e24) {
        } else {
            break;
        }
        {
            float _e26 = sum;
            uint _e29 = k;
            uint _e30 = at(0u, m, row_1, _e29, command);
            float _e32 = a[_e30];
            uint _e35 = k;
            uint _e36 = at(1u, m, column_1, _e35, command);
            float _e38 = b[_e36];
            sum = _e26 + (_e32 * _e38);
        }
    }
    uint _e46 = at(2u, m, row_1, column_1, command);
    float _e48 = sum;
    c[_e46] = _e48;
    return;
}

// weight_gradient

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a [[buffer(1)]]
, device type_4 const& b [[buffer(2)]]
, device type_4& g [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e42 = k;
            k = _e42 + 1u;
        }
        loop_init = false;
        uint _e21 = k;
        uint _e24 = command.inner;
        if (_e21 < _e24) {
        } else {
            break;
        }
        {
            float _e26 = sum;
            uint _e29 = k;
            uint _e30 = at(0u, m, _e29, row_1, command);
            float _e32 = a[_e30];
            uint _e35 = k;
            uint _e36 = at(1u, m, _e35, column_1, command);
            float _e38 = b[_e36];
            sum = _e26 + (_e32 * _e38);
        }
    }
    uint _e46 = at(2u, m, row_1, column_1, command);
    float _e48 = sum;
    uint _e51 = command.inner;
    g[_e46] = _e48 / static_cast<float>(_e51);
    return;
}

// bias_gradient

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& d [[buffer(1)]]
, device type_4& g [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e27 = k;
            k = _e27 + 1u;
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = command.inner;
        if (_e13 < _e16) {
        } else {
            break;
        }
        {
            float _e18 = sum;
            uint _e21 = k;
            uint _e22 = at(0u, m, _e21, _e3, command);
            float _e24 = d[_e22];
            sum = _e18 + _e24;
        }
    }
    uint _e32 = at(1u, m, 0u, _e3, command);
    float _e34 = sum;
    uint _e37 = command.inner;
    g[_e32] = _e34 / static_cast<float>(_e37);
    return;
}

// square_sum

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float type_4[1];
struct type_5 {
    float inner[64];
};
constant uint WORKGROUP = 64u;

uint at(
    uint o,
    uint member,
    uint row_1,
    uint column_1,
    constant Command& command
) {
    Tensor t = command.operands.inner[o];
    return ((member * t.member_stride) + (row_1 * t.pitch)) + column_1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& g [[buffer(1)]]
, device type_4& square [[buffer(2)]]
, threadgroup type_5& partial
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    float sum = 0.0;
    uint row = 0u;
    uint column = {};
    uint half_ = {};
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e32 = row;
            row = _e32 + 1u;
        }
        loop_init = false;
        uint _e7 = row;
        uint _e10 = command.rows;
        if (_e7 < _e10) {
        } else {
            break;
        }
        {
            column = local;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e28 = column;
                    column = _e28 + WORKGROUP;
                }
                loop_init_1 = false;
                uint _e13 = column;
                uint _e16 = command.columns;
                if (_e13 < _e16) {
                } else {
                    break;
                }
                {
                    uint _e20 = row;
                    uint _e21 = column;
                    uint _e22 = at(0u, m, _e20, _e21, command);
                    float value = g[_e22];
                    float _e25 = sum;
                    sum = _e25 + (value * value);
                }
            }
        }
    }
    float _e36 = sum;
    partial.inner[local] = _e36;
    uint _e43 = command.never;
    half_ = 32u + _e43;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e60 = half_;
            half_ = _e60 / 2u;
        }
        loop_init_2 = false;
        uint _e46 = half_;
        if (_e46 > 0u) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e49 = half_;
            if (local < _e49) {
                float _e53 = partial.inner[local];
                uint _e55 = half_;
                float _e58 = partial.inner[local + _e55];
                partial.inner[local] = _e53 + _e58;
            }
        }
    }
    if (local == 0u) {
        uint _e68 = at(1u, m, 0u, 0u, command);
        float _e73 = square[_e68];
        uint _e76 = command.inner;
        float _e83 = partial.inner[0];
        square[_e68] = ((_e76 > 0u) ? _e73 : 0.0) + _e83;
        return;
    } else {
        return;
    }
}

// square_sum_clipped

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
struct type_4 {
    float inner[8];
};
struct Coefficients {
    float rate;
    float decay;
    float l2_;
    float clip_value;
    float clip_norm;
    float average;
    float smoothing;
    float sample_scale;
    type_4 own;
};
typedef float type_5[1];
struct type_6 {
    float inner[64];
};
constant uint WORKGROUP = 64u;

Coefficients coefficients_at(
    uint start,
    device type_5 const& coefficients,
    constant _mslBufferSizes& _buffer_sizes
) {
    float _e3 = coefficients[start];
    float _e8 = coefficients[start + 1u];
    float _e13 = coefficients[start + 2u];
    float _e18 = coefficients[start + 3u];
    float _e23 = coefficients[start + 4u];
    float _e28 = coefficients[start + 5u];
    float _e33 = coefficients[start + 6u];
    float _e38 = coefficients[start + 7u];
    float _e43 = coefficients[start + 8u];
    float _e48 = coefficients[start + 9u];
    float _e53 = coefficients[start + 10u];
    float _e58 = coefficients[start + 11u];
    float _e63 = coefficients[start + 12u];
    float _e68 = coefficients[start + 13u];
    float _e73 = coefficients[start + 14u];
    float _e78 = coefficients[start + 15u];
    return Coefficients {_e3, _e8, _e13, _e18, _e23, _e28, _e33, _e38, type_4 {{_e43, _e48, _e53, _e58, _e63, _e68, _e73, _e78}}};
}

Numbers clipped(
    Numbers g,
    Coefficients c
) {
    float below = (g > static_cast<float>(c.clip_value)) ? static_cast<float>(c.clip_value) : g;
    float within = (g < static_cast<float>(-(c.clip_value))) ? static_cast<float>(-(c.clip_value)) : below;
    return ((as_type<uint>(g) & 2147483647u) > 2139095040u) ? g : within;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& g_1 [[buffer(1)]]
, device type_5& square [[buffer(2)]]
, threadgroup type_6& partial
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint row = 0u;
    uint column = {};
    uint half_ = {};
    uint m = workgroup.z;
    uint _e6 = at(2u, m, 0u, 0u, command);
    Coefficients _e7 = coefficients_at(_e6, coefficients, _buffer_sizes);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e38 = row;
            row = _e38 + 1u;
        }
        loop_init = false;
        uint _e12 = row;
        uint _e15 = command.rows;
        if (_e12 < _e15) {
        } else {
            break;
        }
        {
            column = local;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e34 = column;
                    column = _e34 + WORKGROUP;
                }
                loop_init_1 = false;
                uint _e18 = column;
                uint _e21 = command.columns;
                if (_e18 < _e21) {
                } else {
                    break;
                }
                {
                    uint _e25 = row;
                    uint _e26 = column;
                    uint _e27 = at(0u, m, _e25, _e26, command);
                    float _e29 = g_1[_e27];
                    Numbers _e30 = clipped(_e29, _e7);
                    float _e31 = sum;
                    sum = _e31 + (_e30 * _e30);
                }
            }
        }
    }
    float _e42 = sum;
    partial.inner[local] = _e42;
    uint _e49 = command.never;
    half_ = 32u + _e49;
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e66 = half_;
            half_ = _e66 / 2u;
        }
        loop_init_2 = false;
        uint _e52 = half_;
        if (_e52 > 0u) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e55 = half_;
            if (local < _e55) {
                float _e59 = partial.inner[local];
                uint _e61 = half_;
                float _e64 = partial.inner[local + _e61];
                partial.inner[local] = _e59 + _e64;
            }
        }
    }
    if (local == 0u) {
        uint _e74 = at(1u, m, 0u, 0u, command);
        float _e79 = square[_e74];
        uint _e82 = command.inner;
        float _e89 = partial.inner[0];
        square[_e74] = ((_e82 > 0u) ? _e79 : 0.0) + _e89;
        return;
    } else {
        return;
    }
}

// norm_factor

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
struct type_4 {
    float inner[8];
};
struct Coefficients {
    float rate;
    float decay;
    float l2_;
    float clip_value;
    float clip_norm;
    float average;
    float smoothing;
    float sample_scale;
    type_4 own;
};
typedef float type_5[1];
constant uint WORKGROUP = 64u;

Numbers norm_factor(
    Numbers square,
    Coefficients c
) {
    float factor_1 = c.clip_norm / (metal::sqrt(square) + 0.000001);
    float smaller = (factor_1 > 1.0) ? 1.0 : factor_1;
    return ((as_type<uint>(factor_1) & 2147483647u) > 2139095040u) ? factor_1 : smaller;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(2)]]
, device type_5 const& square_1 [[buffer(1)]]
, device type_5& factor [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    if (_e3 >= 1u) {
        return;
    }
    uint m = workgroup.z;
    uint _e10 = at(1u, m, 0u, 0u, command);
    Coefficients _e11 = coefficients_at(_e10, coefficients, _buffer_sizes);
    uint _e16 = at(2u, m, 0u, 0u, command);
    uint _e22 = at(0u, m, 0u, 0u, command);
    float _e24 = square_1[_e22];
    Numbers _e25 = norm_factor(_e24, _e11);
    factor[_e16] = _e25;
    return;
}

// average

Numbers averaged(
    Numbers a,
    Numbers w,
    Coefficients c
) {
    return a + (c.average * (w - a));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5& a_1 [[buffer(1)]]
, device type_5 const& w_1 [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_1, column_1, command);
    uint _e22 = at(2u, m, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    float _e28 = a_1[_e18];
    uint _e31 = at(1u, m, row_1, column_1, command);
    float _e33 = w_1[_e31];
    Numbers _e34 = averaged(_e28, _e33, _e23);
    a_1[_e18] = _e34;
    return;
}

// scale

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& x [[buffer(1)]]
, device type_4 const& f [[buffer(2)]]
, device type_4& y [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e21 = command.inner;
    uint _e23 = at(1u, m, row_1 / _e21, column_1, command);
    float factor = f[_e23];
    uint _e28 = at(2u, m, row_1, column_1, command);
    uint _e32 = at(0u, m, row_1, column_1, command);
    float _e34 = x[_e32];
    y[_e28] = _e34 * factor;
    return;
}

// scale_gradient

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& x [[buffer(1)]]
, device type_4 const& d [[buffer(2)]]
, device type_4& g [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = command.inner;
    uint first = row_1 * _e19;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e48 = k;
            k = _e48 + 1u;
        }
        loop_init = false;
        uint _e25 = k;
        uint _e28 = command.inner;
        if (_e25 < _e28) {
        } else {
            break;
        }
        {
            float _e30 = sum;
            uint _e33 = k;
            uint _e35 = at(0u, m, first + _e33, column_1, command);
            float _e37 = x[_e35];
            uint _e40 = k;
            uint _e42 = at(1u, m, first + _e40, column_1, command);
            float _e44 = d[_e42];
            sum = _e30 + (_e37 * _e44);
        }
    }
    uint _e52 = at(2u, m, row_1, column_1, command);
    float _e54 = sum;
    uint _e57 = command.rows;
    uint _e60 = command.inner;
    g[_e52] = _e54 / static_cast<float>(_e57 * _e60);
    return;
}

// own_columns

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& x [[buffer(1)]]
, device type_4& y [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = command.inner;
    uint sharer = row_1 / _e19;
    uint _e23 = at(1u, m, row_1, column_1, command);
    uint _e29 = command.columns;
    uint _e32 = at(0u, m, row_1, (sharer * _e29) + column_1, command);
    float _e34 = x[_e32];
    y[_e23] = _e34;
    return;
}

// spread_columns

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& x [[buffer(1)]]
, device type_4& y [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    float value = 0.0;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = command.columns;
    uint _e22 = command.rows;
    uint _e25 = command.inner;
    uint own = _e19 / (_e22 / _e25);
    uint _e30 = command.inner;
    uint sharer = row_1 / _e30;
    if ((column_1 / own) == sharer) {
        uint _e39 = at(0u, m, row_1, column_1 % own, command);
        float _e41 = x[_e39];
        value = _e41;
    }
    uint _e44 = at(1u, m, row_1, column_1, command);
    float _e46 = value;
    y[_e44] = _e46;
    return;
}

// store

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& y [[buffer(1)]]
, device type_5 const& cursor [[buffer(2)]]
, device type_4& outputs [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e21 = cursor[0];
    uint _e23 = at(2u, m, _e21 + row_1, column_1, command);
    uint _e27 = at(0u, m, row_1, column_1, command);
    float _e29 = y[_e27];
    outputs[_e23] = _e29;
    return;
}

// advance

struct _mslBufferSizes {
    uint size1;
};

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef uint type_2[1];

[[max_total_threads_per_threadgroup(1)]] kernel void main_(
  constant Command& command [[buffer(0)]]
, device type_2& cursor [[buffer(1)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(2)]]
) {
    uint _e2 = cursor[0];
    uint _e5 = command.rows;
    uint _e8 = command.inner;
    cursor[0] = _e2 + (_e5 * _e8);
    uint _e13 = cursor[1];
    uint _e16 = command.inner;
    cursor[1] = _e13 + _e16;
    return;
}

// activate_sigmoid

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
typedef float type_4[1];
constant uint WORKGROUP = 64u;

Numbers activation(
    Numbers a
) {
    float e = metal::exp(-(metal::abs(a)));
    return ((a >= 0.0) ? 1.0 : e) / (1.0 + e);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a_1 [[buffer(1)]]
, device type_4& h [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(1u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = a_1[_e23];
    Numbers _e26 = activation(_e25);
    h[_e19] = _e26;
    return;
}

// hidden_delta_sigmoid

Numbers derivative(
    Numbers h
) {
    return h * (1.0 - h);
}

Numbers slope(
    Numbers x
) {
    Numbers _e1 = derivative(x);
    return _e1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& s [[buffer(1)]]
, device type_4 const& x_1 [[buffer(2)]]
, device type_4& d [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(2u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = s[_e23];
    uint _e28 = at(1u, m, row_1, column_1, command);
    float _e30 = x_1[_e28];
    Numbers _e31 = slope(_e30);
    d[_e19] = _e25 * _e31;
    return;
}

// hidden_delta_sigmoid_of_sum

Numbers slope(
    Numbers a_1
) {
    Numbers _e1 = activation(a_1);
    Numbers _e2 = derivative(_e1);
    return _e2;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& s [[buffer(1)]]
, device type_4 const& x [[buffer(2)]]
, device type_4& d [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(2u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = s[_e23];
    uint _e28 = at(1u, m, row_1, column_1, command);
    float _e30 = x[_e28];
    Numbers _e31 = slope(_e30);
    d[_e19] = _e25 * _e31;
    return;
}

// activate_tanh

Numbers activation(
    Numbers a
) {
    float e = metal::exp(-((metal::abs(a) + metal::abs(a))));
    float h_1 = (1.0 - e) / (1.0 + e);
    return (a >= 0.0) ? h_1 : -(h_1);
}

// hidden_delta_tanh

Numbers derivative(
    Numbers h
) {
    return 1.0 - (h * h);
}

// hidden_delta_tanh_of_sum

// activate_relu

Numbers activation(
    Numbers a
) {
    uint bits = as_type<uint>(a);
    return ((bits >= 2147483648u) & (bits <= 4286578688u)) ? 0.0 : a;
}

// hidden_delta_relu

Numbers derivative(
    Numbers h
) {
    return (h <= 0.0) ? 0.0 : 1.0;
}

// hidden_delta_relu_of_sum

// activate_leaky_relu

Numbers activation(
    Numbers a
) {
    return (a <= 0.0) ? (a * 0.01) : a;
}

// hidden_delta_leaky-relu

Numbers derivative(
    Numbers h
) {
    return (h <= 0.0) ? 0.01 : 1.0;
}

// hidden_delta_leaky-relu_of_sum

// activate_elu

Numbers expm1_(
    Numbers x
) {
    float sum = 0.0000027557319;
    float _e3 = sum;
    sum = (_e3 * x) + 0.000024801588;
    float _e7 = sum;
    sum = (_e7 * x) + 0.0001984127;
    float _e11 = sum;
    sum = (_e11 * x) + 0.0013888889;
    float _e15 = sum;
    sum = (_e15 * x) + 0.008333334;
    float _e19 = sum;
    sum = (_e19 * x) + 0.041666668;
    float _e23 = sum;
    sum = (_e23 * x) + 0.16666667;
    float _e27 = sum;
    sum = (_e27 * x) + 0.5;
    float _e31 = sum;
    return (x <= -0.75) ? (metal::exp(x) - 1.0) : (x + (x * (x * _e31)));
}

Numbers activation(
    Numbers a
) {
    Numbers _e1 = expm1_(a);
    return (a > 0.0) ? a : _e1;
}

// hidden_delta_elu

Numbers derivative(
    Numbers h
) {
    return (h > 0.0) ? 1.0 : (h + 1.0);
}

// hidden_delta_elu_of_sum

// activate_selu

Numbers activation(
    Numbers a
) {
    Numbers _e1 = expm1_(a);
    return (a > 0.0) ? (1.050701 * a) : (1.7580993 * _e1);
}

// hidden_delta_selu

Numbers derivative(
    Numbers h
) {
    return (h > 0.0) ? 1.050701 : (h + 1.7580993);
}

// hidden_delta_selu_of_sum

// activate_gelu

Numbers erf(
    Numbers x
) {
    float series = -0.000013227514;
    float sum = 1.0614054;
    Numbers q = x * x;
    float _e4 = series;
    series = (_e4 * q) + 0.00010683761;
    float _e8 = series;
    series = (_e8 * q) - 0.00075757573;
    float _e12 = series;
    series = (_e12 * q) + 0.0046296297;
    float _e16 = series;
    series = (_e16 * q) - 0.023809524;
    float _e20 = series;
    series = (_e20 * q) + 0.1;
    float _e24 = series;
    series = (_e24 * q) - 0.33333334;
    float _e28 = series;
    Numbers near = 1.1283792 * (x + (x * (_e28 * q)));
    float size = metal::abs(x);
    float t_1 = 1.0 / ((size * 0.3275911) + 1.0);
    float _e43 = sum;
    sum = (_e43 * t_1) - 1.4531521;
    float _e47 = sum;
    sum = (_e47 * t_1) + 1.4214138;
    float _e51 = sum;
    sum = (_e51 * t_1) - 0.28449672;
    float _e55 = sum;
    sum = (_e55 * t_1) + 0.2548296;
    float _e59 = sum;
    float far = 1.0 - ((_e59 * t_1) * metal::exp(-(q)));
    return (size <= 0.75) ? near : ((x >= 0.0) ? far : -(far));
}

Numbers activation(
    Numbers a
) {
    Numbers _e5 = erf(0.70710677 * a);
    return (0.5 * a) * (1.0 + _e5);
}

// hidden_delta_gelu

Numbers derivative(
    Numbers a
) {
    Numbers _e3 = erf(0.70710677 * a);
    float area = 0.5 * (1.0 + _e3);
    return area + ((a * 0.3989423) * metal::exp(-(((0.5 * a) * a))));
}

Numbers slope(
    Numbers x_1
) {
    Numbers _e1 = derivative(x_1);
    return _e1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& s [[buffer(1)]]
, device type_4 const& x_2 [[buffer(2)]]
, device type_4& d [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(2u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = s[_e23];
    uint _e28 = at(1u, m, row_1, column_1, command);
    float _e30 = x_2[_e28];
    Numbers _e31 = slope(_e30);
    d[_e19] = _e25 * _e31;
    return;
}

// activate_gelu_tanh

Numbers gate(
    Numbers a
) {
    float u = (1.5957692 * a) * (1.0 + ((0.044715 * a) * a));
    float e = metal::exp(-(metal::abs(u)));
    return ((u >= 0.0) ? 1.0 : e) / (1.0 + e);
}

Numbers activation(
    Numbers a_1
) {
    Numbers _e1 = gate(a_1);
    return a_1 * _e1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a_2 [[buffer(1)]]
, device type_4& h [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(3)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(1u, m, row_1, column_1, command);
    uint _e23 = at(0u, m, row_1, column_1, command);
    float _e25 = a_2[_e23];
    Numbers _e26 = activation(_e25);
    h[_e19] = _e26;
    return;
}

// hidden_delta_gelu-tanh

Numbers derivative(
    Numbers a_1
) {
    Numbers _e1 = gate(a_1);
    float steepness = 1.5957692 * (1.0 + ((0.134145 * a_1) * a_1));
    return _e1 + ((metal::abs(a_1) > 20.0) ? (0.0 * _e1) : ((a_1 * (_e1 * (1.0 - _e1))) * steepness));
}

// activate_silu

Numbers gate(
    Numbers a
) {
    float e = metal::exp(-(metal::abs(a)));
    return ((a >= 0.0) ? 1.0 : e) / (1.0 + e);
}

// hidden_delta_silu

Numbers derivative(
    Numbers a_1
) {
    Numbers _e1 = gate(a_1);
    return _e1 + (a_1 * (_e1 * (1.0 - _e1)));
}

// activate_mish

Numbers gate(
    Numbers a
) {
    float e = metal::exp(-(metal::abs(a)));
    float n = e * (e + 2.0);
    float above = 1.0 + (2.0 * e);
    return (a >= 0.0) ? (above / (above + ((2.0 * e) * e))) : (n / (n + 2.0));
}

// hidden_delta_mish

Numbers derivative(
    Numbers a_1
) {
    Numbers _e1 = gate(a_1);
    float e_1 = metal::exp(-(metal::abs(a_1)));
    float s_1 = ((a_1 >= 0.0) ? 1.0 : e_1) / (1.0 + e_1);
    return _e1 + ((a_1 * (1.0 - (_e1 * _e1))) * s_1);
}

// activate_softplus

Numbers log1p(
    Numbers x
) {
    float sum = 0.13333334;
    Numbers s = x / (x + 2.0);
    Numbers q = s * s;
    float _e7 = sum;
    sum = (_e7 * q) + 0.15384616;
    float _e11 = sum;
    sum = (_e11 * q) + 0.18181819;
    float _e15 = sum;
    sum = (_e15 * q) + 0.22222222;
    float _e19 = sum;
    sum = (_e19 * q) + 0.2857143;
    float _e23 = sum;
    sum = (_e23 * q) + 0.4;
    float _e27 = sum;
    sum = (_e27 * q) + 0.6666667;
    float _e31 = sum;
    return (x > 1.0) ? metal::log(x + 1.0) : ((s * (_e31 * q)) + (2.0 * s));
}

Numbers activation(
    Numbers a
) {
    Numbers _e8 = log1p(metal::exp(-(metal::abs(a))));
    return ((a <= 0.0) ? 0.0 : a) + _e8;
}

// hidden_delta_softplus

Numbers derivative(
    Numbers h
) {
    Numbers _e2 = expm1_(-(h));
    return -(_e2);
}

// hidden_delta_softplus_of_sum

Numbers log1p(
    Numbers x
) {
    float sum = 0.13333334;
    Numbers s_1 = x / (x + 2.0);
    Numbers q = s_1 * s_1;
    float _e7 = sum;
    sum = (_e7 * q) + 0.15384616;
    float _e11 = sum;
    sum = (_e11 * q) + 0.18181819;
    float _e15 = sum;
    sum = (_e15 * q) + 0.22222222;
    float _e19 = sum;
    sum = (_e19 * q) + 0.2857143;
    float _e23 = sum;
    sum = (_e23 * q) + 0.4;
    float _e27 = sum;
    sum = (_e27 * q) + 0.6666667;
    float _e31 = sum;
    return (x > 1.0) ? metal::log(x + 1.0) : ((s_1 * (_e31 * q)) + (2.0 * s_1));
}

Numbers expm1_(
    Numbers x_1
) {
    float sum_1 = 0.0000027557319;
    float _e3 = sum_1;
    sum_1 = (_e3 * x_1) + 0.000024801588;
    float _e7 = sum_1;
    sum_1 = (_e7 * x_1) + 0.0001984127;
    float _e11 = sum_1;
    sum_1 = (_e11 * x_1) + 0.0013888889;
    float _e15 = sum_1;
    sum_1 = (_e15 * x_1) + 0.008333334;
    float _e19 = sum_1;
    sum_1 = (_e19 * x_1) + 0.041666668;
    float _e23 = sum_1;
    sum_1 = (_e23 * x_1) + 0.16666667;
    float _e27 = sum_1;
    sum_1 = (_e27 * x_1) + 0.5;
    float _e31 = sum_1;
    return (x_1 <= -0.75) ? (metal::exp(x_1) - 1.0) : (x_1 + (x_1 * (x_1 * _e31)));
}

// activate_linear

Numbers activation(
    Numbers a
) {
    return a;
}

// hidden_delta_linear

Numbers derivative(
    Numbers h
) {
    return 1.0;
}

// hidden_delta_linear_of_sum

// sample_loss_half_squared_error_linear

uint at(
    uint o,
    uint member,
    uint row,
    uint column,
    constant Command& command
) {
    Tensor t_2 = command.operands.inner[o];
    return ((member * t_2.member_stride) + (row * t_2.pitch)) + column;
}

Numbers loss_term(
    Numbers y,
    Numbers t
) {
    Numbers difference = y - t;
    return (0.5 * difference) * difference;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& z [[buffer(1)]]
, device type_4 const& t_1 [[buffer(2)]]
, device type_4& l [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e36 = k;
            k = _e36 + 1u;
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = command.inner;
        if (_e13 < _e16) {
        } else {
            break;
        }
        {
            uint _e20 = k;
            uint _e21 = at(1u, m, _e3, _e20, command);
            float _e23 = t_1[_e21];
            target_value = _e23;
            float _e25 = sum;
            uint _e28 = k;
            uint _e29 = at(0u, m, _e3, _e28, command);
            float _e31 = z[_e29];
            float _e32 = target_value;
            Numbers _e33 = loss_term(_e31, _e32);
            sum = _e25 + _e33;
        }
    }
    uint _e41 = at(2u, m, 0u, _e3, command);
    float _e43 = sum;
    l[_e41] = _e43;
    return;
}

// output_delta_half_squared_error_linear

Numbers loss_slope(
    Numbers y,
    Numbers t
) {
    return y - t;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& y_1 [[buffer(1)]]
, device type_4 const& t_1 [[buffer(2)]]
, device type_4& d [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y_1[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e29 = at(2u, m, row_1, column_1, command);
    float _e32 = target_value;
    Numbers _e33 = loss_slope(output, _e32);
    Numbers _e34 = slope(output);
    d[_e29] = _e33 * _e34;
    return;
}

// sample_loss_half_squared_error_linear_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& z [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& l [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    uint _e12 = at(2u, m, 0u, 0u, command);
    Coefficients _e13 = coefficients_at(_e12, coefficients, _buffer_sizes);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e41 = k;
            k = _e41 + 1u;
        }
        loop_init = false;
        uint _e18 = k;
        uint _e21 = command.inner;
        if (_e18 < _e21) {
        } else {
            break;
        }
        {
            uint _e25 = k;
            uint _e26 = at(1u, m, _e3, _e25, command);
            float _e28 = t_1[_e26];
            target_value = _e28;
            float _e30 = sum;
            uint _e33 = k;
            uint _e34 = at(0u, m, _e3, _e33, command);
            float _e36 = z[_e34];
            float _e37 = target_value;
            Numbers _e38 = loss_term(_e36, _e37);
            sum = _e30 + _e38;
        }
    }
    float _e43 = sum;
    uint _e48 = command.inner;
    uint _e49 = at(1u, m, _e3, _e48, command);
    float _e51 = t_1[_e49];
    sum = _e43 * (_e51 * _e13.sample_scale);
    uint _e58 = at(3u, m, 0u, _e3, command);
    float _e60 = sum;
    l[_e58] = _e60;
    return;
}

// output_delta_half_squared_error_linear_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& y_1 [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y_1[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e31 = at(2u, m, 0u, 0u, command);
    Coefficients _e32 = coefficients_at(_e31, coefficients, _buffer_sizes);
    uint _e34 = at(3u, m, row_1, column_1, command);
    float _e37 = target_value;
    Numbers _e38 = loss_slope(output, _e37);
    Numbers _e39 = slope(output);
    d[_e34] = _e38 * _e39;
    float _e43 = d[_e34];
    uint _e48 = command.columns;
    uint _e49 = at(1u, m, row_1, _e48, command);
    float _e51 = t_1[_e49];
    d[_e34] = _e43 * (_e51 * _e32.sample_scale);
    return;
}

// sample_loss_half_squared_error_sigmoid

// output_delta_half_squared_error_sigmoid

// sample_loss_half_squared_error_gelu

// output_delta_half_squared_error_gelu

Numbers erf(
    Numbers x
) {
    float series = -0.000013227514;
    float sum = 1.0614054;
    Numbers q = x * x;
    float _e4 = series;
    series = (_e4 * q) + 0.00010683761;
    float _e8 = series;
    series = (_e8 * q) - 0.00075757573;
    float _e12 = series;
    series = (_e12 * q) + 0.0046296297;
    float _e16 = series;
    series = (_e16 * q) - 0.023809524;
    float _e20 = series;
    series = (_e20 * q) + 0.1;
    float _e24 = series;
    series = (_e24 * q) - 0.33333334;
    float _e28 = series;
    Numbers near = 1.1283792 * (x + (x * (_e28 * q)));
    float size = metal::abs(x);
    float t_3 = 1.0 / ((size * 0.3275911) + 1.0);
    float _e43 = sum;
    sum = (_e43 * t_3) - 1.4531521;
    float _e47 = sum;
    sum = (_e47 * t_3) + 1.4214138;
    float _e51 = sum;
    sum = (_e51 * t_3) - 0.28449672;
    float _e55 = sum;
    sum = (_e55 * t_3) + 0.2548296;
    float _e59 = sum;
    float far = 1.0 - ((_e59 * t_3) * metal::exp(-(q)));
    return (size <= 0.75) ? near : ((x >= 0.0) ? far : -(far));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& y_1 [[buffer(1)]]
, device type_4 const& a_1 [[buffer(2)]]
, device type_4 const& t_1 [[buffer(3)]]
, device type_4& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y_1[_e19];
    uint _e24 = at(2u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e29 = at(3u, m, row_1, column_1, command);
    float _e32 = target_value;
    Numbers _e33 = loss_slope(output, _e32);
    uint _e36 = at(1u, m, row_1, column_1, command);
    float _e38 = a_1[_e36];
    Numbers _e39 = slope(_e38);
    d[_e29] = _e33 * _e39;
    return;
}

// sample_loss_absolute_error_linear

Numbers loss_term(
    Numbers y,
    Numbers t
) {
    return metal::abs(y - t);
}

// output_delta_absolute_error_linear

Numbers loss_slope(
    Numbers y,
    Numbers t
) {
    Numbers difference = y - t;
    float signs = (difference < 0.0) ? -1.0 : 1.0;
    uint size = as_type<uint>(difference) & 2147483647u;
    return ((size > 0u) & (size <= 2139095040u)) ? signs : difference;
}

// sample_loss_absolute_error_linear_weighted

// output_delta_absolute_error_linear_weighted

// sample_loss_absolute_error_sigmoid

// output_delta_absolute_error_sigmoid

// sample_loss_absolute_error_gelu

// output_delta_absolute_error_gelu

Numbers loss_slope(
    Numbers y,
    Numbers t
) {
    Numbers difference = y - t;
    float signs = (difference < 0.0) ? -1.0 : 1.0;
    uint size_1 = as_type<uint>(difference) & 2147483647u;
    return ((size_1 > 0u) & (size_1 <= 2139095040u)) ? signs : difference;
}

// sample_loss_huber_linear

Numbers loss_term(
    Numbers y,
    Numbers t
) {
    Numbers difference = y - t;
    float size = metal::abs(difference);
    return (size > 1.0) ? (size - 0.5) : ((0.5 * difference) * difference);
}

// output_delta_huber_linear

Numbers loss_slope(
    Numbers y,
    Numbers t
) {
    Numbers difference = y - t;
    float lower = (difference < -1.0) ? -1.0 : difference;
    float cut = (difference > 1.0) ? 1.0 : lower;
    uint bits = as_type<uint>(difference) & 2147483647u;
    return (bits > 2139095040u) ? difference : cut;
}

// sample_loss_huber_linear_weighted

// output_delta_huber_linear_weighted

// sample_loss_huber_sigmoid

// output_delta_huber_sigmoid

// sample_loss_huber_gelu

// output_delta_huber_gelu

// sample_loss_binary_cross_entropy_sigmoid

Numbers log1p(
    Numbers x
) {
    float sum_1 = 0.13333334;
    Numbers s = x / (x + 2.0);
    Numbers q = s * s;
    float _e7 = sum_1;
    sum_1 = (_e7 * q) + 0.15384616;
    float _e11 = sum_1;
    sum_1 = (_e11 * q) + 0.18181819;
    float _e15 = sum_1;
    sum_1 = (_e15 * q) + 0.22222222;
    float _e19 = sum_1;
    sum_1 = (_e19 * q) + 0.2857143;
    float _e23 = sum_1;
    sum_1 = (_e23 * q) + 0.4;
    float _e27 = sum_1;
    sum_1 = (_e27 * q) + 0.6666667;
    float _e31 = sum_1;
    return (x > 1.0) ? metal::log(x + 1.0) : ((s * (_e31 * q)) + (2.0 * s));
}

Numbers loss_term(
    Numbers a,
    Numbers t
) {
    Numbers _e11 = log1p(metal::exp(-(metal::abs(a))));
    return (((a > 0.0) ? a : 0.0) - (a * t)) + _e11;
}

// output_delta_binary_cross_entropy_sigmoid

uint at(
    uint o,
    uint member,
    uint row,
    uint column,
    constant Command& command
) {
    Tensor t_1 = command.operands.inner[o];
    return ((member * t_1.member_stride) + (row * t_1.pitch)) + column;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& y [[buffer(1)]]
, device type_4 const& t [[buffer(2)]]
, device type_4& d [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t[_e24];
    target_value = _e26;
    uint _e29 = at(2u, m, row_1, column_1, command);
    float _e32 = target_value;
    d[_e29] = output - _e32;
    return;
}

// sample_loss_binary_cross_entropy_sigmoid_smoothed

uint at(
    uint o,
    uint member,
    uint row,
    uint column,
    constant Command& command
) {
    Tensor t_3 = command.operands.inner[o];
    return ((member * t_3.member_stride) + (row * t_3.pitch)) + column;
}

Numbers smoothed(
    Numbers t,
    float share,
    Coefficients c
) {
    return t + (c.smoothing * (share - t));
}

Numbers loss_term(
    Numbers a,
    Numbers t_1
) {
    Numbers _e11 = log1p(metal::exp(-(metal::abs(a))));
    return (((a > 0.0) ? a : 0.0) - (a * t_1)) + _e11;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& z [[buffer(1)]]
, device type_5 const& t_2 [[buffer(2)]]
, device type_5& l [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    uint _e12 = at(2u, m, 0u, 0u, command);
    Coefficients _e13 = coefficients_at(_e12, coefficients, _buffer_sizes);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e44 = k;
            k = _e44 + 1u;
        }
        loop_init = false;
        uint _e18 = k;
        uint _e21 = command.inner;
        if (_e18 < _e21) {
        } else {
            break;
        }
        {
            uint _e25 = k;
            uint _e26 = at(1u, m, _e3, _e25, command);
            float _e28 = t_2[_e26];
            target_value = _e28;
            float _e30 = target_value;
            Numbers _e32 = smoothed(_e30, 0.5, _e13);
            target_value = _e32;
            float _e33 = sum;
            uint _e36 = k;
            uint _e37 = at(0u, m, _e3, _e36, command);
            float _e39 = z[_e37];
            float _e40 = target_value;
            Numbers _e41 = loss_term(_e39, _e40);
            sum = _e33 + _e41;
        }
    }
    uint _e49 = at(3u, m, 0u, _e3, command);
    float _e51 = sum;
    l[_e49] = _e51;
    return;
}

// output_delta_binary_cross_entropy_sigmoid_smoothed

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& y [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e31 = at(2u, m, 0u, 0u, command);
    Coefficients _e32 = coefficients_at(_e31, coefficients, _buffer_sizes);
    float _e33 = target_value;
    Numbers _e35 = smoothed(_e33, 0.5, _e32);
    target_value = _e35;
    uint _e37 = at(3u, m, row_1, column_1, command);
    float _e40 = target_value;
    d[_e37] = output - _e40;
    return;
}

// sample_loss_binary_cross_entropy_sigmoid_smoothed_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& z [[buffer(1)]]
, device type_5 const& t_2 [[buffer(2)]]
, device type_5& l [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    uint _e12 = at(2u, m, 0u, 0u, command);
    Coefficients _e13 = coefficients_at(_e12, coefficients, _buffer_sizes);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e44 = k;
            k = _e44 + 1u;
        }
        loop_init = false;
        uint _e18 = k;
        uint _e21 = command.inner;
        if (_e18 < _e21) {
        } else {
            break;
        }
        {
            uint _e25 = k;
            uint _e26 = at(1u, m, _e3, _e25, command);
            float _e28 = t_2[_e26];
            target_value = _e28;
            float _e30 = target_value;
            Numbers _e32 = smoothed(_e30, 0.5, _e13);
            target_value = _e32;
            float _e33 = sum;
            uint _e36 = k;
            uint _e37 = at(0u, m, _e3, _e36, command);
            float _e39 = z[_e37];
            float _e40 = target_value;
            Numbers _e41 = loss_term(_e39, _e40);
            sum = _e33 + _e41;
        }
    }
    float _e46 = sum;
    uint _e51 = command.inner;
    uint _e52 = at(1u, m, _e3, _e51, command);
    float _e54 = t_2[_e52];
    sum = _e46 * (_e54 * _e13.sample_scale);
    uint _e61 = at(3u, m, 0u, _e3, command);
    float _e63 = sum;
    l[_e61] = _e63;
    return;
}

// output_delta_binary_cross_entropy_sigmoid_smoothed_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& y [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e31 = at(2u, m, 0u, 0u, command);
    Coefficients _e32 = coefficients_at(_e31, coefficients, _buffer_sizes);
    float _e33 = target_value;
    Numbers _e35 = smoothed(_e33, 0.5, _e32);
    target_value = _e35;
    uint _e37 = at(3u, m, row_1, column_1, command);
    float _e40 = target_value;
    d[_e37] = output - _e40;
    float _e44 = d[_e37];
    uint _e49 = command.columns;
    uint _e50 = at(1u, m, row_1, _e49, command);
    float _e52 = t_1[_e50];
    d[_e37] = _e44 * (_e52 * _e32.sample_scale);
    return;
}

// sample_loss_softmax_cross_entropy_softmax

Numbers log1p(
    Numbers x
) {
    float sum_1 = 0.13333334;
    Numbers s_2 = x / (x + 2.0);
    Numbers q = s_2 * s_2;
    float _e7 = sum_1;
    sum_1 = (_e7 * q) + 0.15384616;
    float _e11 = sum_1;
    sum_1 = (_e11 * q) + 0.18181819;
    float _e15 = sum_1;
    sum_1 = (_e15 * q) + 0.22222222;
    float _e19 = sum_1;
    sum_1 = (_e19 * q) + 0.2857143;
    float _e23 = sum_1;
    sum_1 = (_e23 * q) + 0.4;
    float _e27 = sum_1;
    sum_1 = (_e27 * q) + 0.6666667;
    float _e31 = sum_1;
    return (x > 1.0) ? metal::log(x + 1.0) : ((s_2 * (_e31 * q)) + (2.0 * s_2));
}

Numbers exponential(
    Numbers x_1
) {
    return ((as_type<uint>(x_1) & 2147483647u) > 2139095040u) ? x_1 : metal::exp(x_1);
}

Numbers surprise(
    Numbers a,
    Softmax s
) {
    Numbers _e6 = log1p(static_cast<float>(s.rest));
    return (s.largest - a) + _e6;
}

Numbers loss_term(
    Numbers z,
    Numbers t
) {
    return t * z;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& a_1 [[buffer(1)]]
, device type_4 const& t_1 [[buffer(2)]]
, device type_4& l [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e12 = command.inner;
    Softmax _e13 = softmax_of(0u, m_1, _e3, _e12, command, a_1, _buffer_sizes);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e42 = k;
            k = _e42 + 1u;
        }
        loop_init_2 = false;
        uint _e18 = k;
        uint _e21 = command.inner;
        if (_e18 < _e21) {
        } else {
            break;
        }
        {
            uint _e25 = k;
            uint _e26 = at(1u, m_1, _e3, _e25, command);
            float _e28 = t_1[_e26];
            target_value = _e28;
            float _e30 = sum;
            uint _e33 = k;
            uint _e34 = at(0u, m_1, _e3, _e33, command);
            float _e36 = a_1[_e34];
            Numbers _e37 = surprise(_e36, _e13);
            float _e38 = target_value;
            Numbers _e39 = loss_term(_e37, _e38);
            sum = _e30 + _e39;
        }
    }
    uint _e47 = at(2u, m_1, 0u, _e3, command);
    float _e49 = sum;
    l[_e47] = _e49;
    return;
}

// output_delta_softmax_cross_entropy_softmax

// sample_loss_softmax_cross_entropy_softmax_smoothed

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
};
struct type_1 {
    Tensor inner[12];
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
    uint slot;
    uint w_plane;
    uint b_plane;
    uint padding;
    type_1 operands;
};
typedef float Numbers;
struct type_4 {
    float inner[8];
};
struct Coefficients {
    float rate;
    float decay;
    float l2_;
    float clip_value;
    float clip_norm;
    float average;
    float smoothing;
    float sample_scale;
    type_4 own;
};
typedef float type_5[1];
struct Softmax {
    float largest;
    float rest;
};
constant uint WORKGROUP = 64u;

Softmax softmax_of(
    uint o_1,
    uint m,
    uint row_1,
    uint columns,
    constant Command& command,
    device type_5 const& a_1,
    constant _mslBufferSizes& _buffer_sizes
) {
    Softmax s_1 = {};
    uint place = 0u;
    uint k_1 = 1u;
    uint k_2 = 0u;
    uint _e6 = at(o_1, m, row_1, 0u, command);
    float _e8 = a_1[_e6];
    s_1 = Softmax {_e8, 0.0};
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e29 = k_1;
            k_1 = _e29 + 1u;
        }
        loop_init = false;
        uint _e16 = k_1;
        if (_e16 < columns) {
        } else {
            break;
        }
        {
            uint _e19 = k_1;
            uint _e20 = at(o_1, m, row_1, _e19, command);
            float value = a_1[_e20];
            float _e24 = s_1.largest;
            if (value > _e24) {
                s_1.largest = value;
                uint _e27 = k_1;
                place = _e27;
            }
        }
    }
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e51 = k_2;
            k_2 = _e51 + 1u;
        }
        loop_init_1 = false;
        uint _e33 = k_2;
        if (_e33 < columns) {
        } else {
            break;
        }
        {
            uint _e35 = k_2;
            uint _e36 = place;
            if (_e35 != _e36) {
                float _e39 = s_1.rest;
                uint _e41 = k_2;
                uint _e42 = at(o_1, m, row_1, _e41, command);
                float _e44 = a_1[_e42];
                float _e46 = s_1.largest;
                Numbers _e48 = exponential(_e44 - _e46);
                s_1.rest = _e39 + _e48;
            }
        }
    }
    Softmax _e53 = s_1;
    return _e53;
}

Numbers loss_term(
    Numbers z,
    Numbers t_1
) {
    return t_1 * z;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& a_1 [[buffer(1)]]
, device type_5 const& t_2 [[buffer(2)]]
, device type_5& l [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e12 = at(2u, m_1, 0u, 0u, command);
    Coefficients _e13 = coefficients_at(_e12, coefficients, _buffer_sizes);
    uint _e17 = command.inner;
    Softmax _e18 = softmax_of(0u, m_1, _e3, _e17, command, a_1, _buffer_sizes);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e55 = k;
            k = _e55 + 1u;
        }
        loop_init_2 = false;
        uint _e23 = k;
        uint _e26 = command.inner;
        if (_e23 < _e26) {
        } else {
            break;
        }
        {
            uint _e30 = k;
            uint _e31 = at(1u, m_1, _e3, _e30, command);
            float _e33 = t_2[_e31];
            target_value = _e33;
            float _e35 = target_value;
            uint _e38 = command.inner;
            Numbers _e42 = smoothed(_e35, 1.0 / static_cast<float>(_e38), _e13);
            target_value = _e42;
            float _e43 = sum;
            uint _e46 = k;
            uint _e47 = at(0u, m_1, _e3, _e46, command);
            float _e49 = a_1[_e47];
            Numbers _e50 = surprise(_e49, _e18);
            float _e51 = target_value;
            Numbers _e52 = loss_term(_e50, _e51);
            sum = _e43 + _e52;
        }
    }
    uint _e60 = at(3u, m_1, 0u, _e3, command);
    float _e62 = sum;
    l[_e60] = _e62;
    return;
}

// output_delta_softmax_cross_entropy_softmax_smoothed

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& y [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e31 = at(2u, m, 0u, 0u, command);
    Coefficients _e32 = coefficients_at(_e31, coefficients, _buffer_sizes);
    float _e33 = target_value;
    uint _e36 = command.columns;
    Numbers _e40 = smoothed(_e33, 1.0 / static_cast<float>(_e36), _e32);
    target_value = _e40;
    uint _e42 = at(3u, m, row_1, column_1, command);
    float _e45 = target_value;
    d[_e42] = output - _e45;
    return;
}

// sample_loss_softmax_cross_entropy_softmax_smoothed_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& a_1 [[buffer(1)]]
, device type_5 const& t_2 [[buffer(2)]]
, device type_5& l [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float sum = 0.0;
    uint k = 0u;
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e12 = at(2u, m_1, 0u, 0u, command);
    Coefficients _e13 = coefficients_at(_e12, coefficients, _buffer_sizes);
    uint _e17 = command.inner;
    Softmax _e18 = softmax_of(0u, m_1, _e3, _e17, command, a_1, _buffer_sizes);
    bool loop_init_2 = true;
    while(true) {
        if (!loop_init_2) {
            uint _e55 = k;
            k = _e55 + 1u;
        }
        loop_init_2 = false;
        uint _e23 = k;
        uint _e26 = command.inner;
        if (_e23 < _e26) {
        } else {
            break;
        }
        {
            uint _e30 = k;
            uint _e31 = at(1u, m_1, _e3, _e30, command);
            float _e33 = t_2[_e31];
            target_value = _e33;
            float _e35 = target_value;
            uint _e38 = command.inner;
            Numbers _e42 = smoothed(_e35, 1.0 / static_cast<float>(_e38), _e13);
            target_value = _e42;
            float _e43 = sum;
            uint _e46 = k;
            uint _e47 = at(0u, m_1, _e3, _e46, command);
            float _e49 = a_1[_e47];
            Numbers _e50 = surprise(_e49, _e18);
            float _e51 = target_value;
            Numbers _e52 = loss_term(_e50, _e51);
            sum = _e43 + _e52;
        }
    }
    float _e57 = sum;
    uint _e62 = command.inner;
    uint _e63 = at(1u, m_1, _e3, _e62, command);
    float _e65 = t_2[_e63];
    sum = _e57 * (_e65 * _e13.sample_scale);
    uint _e72 = at(3u, m_1, 0u, _e3, command);
    float _e74 = sum;
    l[_e72] = _e74;
    return;
}

// output_delta_softmax_cross_entropy_softmax_smoothed_weighted

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5 const& y [[buffer(1)]]
, device type_5 const& t_1 [[buffer(2)]]
, device type_5& d [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    float target_value = {};
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e19 = at(0u, m, row_1, column_1, command);
    float output = y[_e19];
    uint _e24 = at(1u, m, row_1, column_1, command);
    float _e26 = t_1[_e24];
    target_value = _e26;
    uint _e31 = at(2u, m, 0u, 0u, command);
    Coefficients _e32 = coefficients_at(_e31, coefficients, _buffer_sizes);
    float _e33 = target_value;
    uint _e36 = command.columns;
    Numbers _e40 = smoothed(_e33, 1.0 / static_cast<float>(_e36), _e32);
    target_value = _e40;
    uint _e42 = at(3u, m, row_1, column_1, command);
    float _e45 = target_value;
    d[_e42] = output - _e45;
    float _e49 = d[_e42];
    uint _e54 = command.columns;
    uint _e55 = at(1u, m, row_1, _e54, command);
    float _e57 = t_1[_e55];
    d[_e42] = _e49 * (_e57 * _e32.sample_scale);
    return;
}

// update_sgd

Numbers directed(
    Numbers g,
    Numbers w,
    float factor,
    Coefficients c
) {
    Numbers d = {};
    d = g;
    Numbers _e5 = d;
    return _e5;
}

Numbers updated(
    Numbers w_1,
    Numbers u,
    Coefficients c_1
) {
    return w_1 - (c_1.rate * u);
}

Numbers step_of(
    Numbers g_1,
    Numbers first_state,
    Numbers second_state,
    Coefficients c_2
) {
    return g_1;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5& w_2 [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_1, column_1, command);
    uint _e22 = at(2u, m, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e27 = at(1u, m, row_1, column_1, command);
    float _e29 = g_2[_e27];
    float _e32 = w_2[_e18];
    Numbers _e33 = directed(_e29, _e32, 1.0, _e23);
    float _e40 = w_2[_e18];
    Numbers _e41 = step_of(_e33, 0.0, 0.0, _e23);
    Numbers _e42 = updated(_e40, _e41, _e23);
    w_2[_e18] = _e42;
    return;
}

// update_state_0_momentum

Numbers next_first(
    Numbers g_1,
    Numbers m,
    Coefficients c_1
) {
    return (c_1.own.inner[0] * m) + (c_1.own.inner[1] * g_1);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(2u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e28 = at(1u, m_1, row_1, column_1, command);
    float _e30 = g_2[_e28];
    Numbers _e31 = directed(_e30, 0.0, 1.0, _e23);
    float _e36 = s[_e18];
    Numbers _e37 = next_first(_e31, _e36, _e23);
    s[_e18] = _e37;
    return;
}

// update_momentum

Numbers step_of(
    Numbers g_1,
    Numbers m,
    Numbers second_state,
    Coefficients c_2
) {
    return (c_2.own.inner[2] > 0.0) ? (g_1 + (c_2.own.inner[0] * m)) : m;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(4)]]
, device type_5& w_2 [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, device type_5 const& s0_ [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(3u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e27 = at(1u, m_1, row_1, column_1, command);
    float _e29 = g_2[_e27];
    float _e32 = w_2[_e18];
    Numbers _e33 = directed(_e29, _e32, 1.0, _e23);
    uint _e36 = at(2u, m_1, row_1, column_1, command);
    float m0_ = s0_[_e36];
    float _e44 = w_2[_e18];
    Numbers _e45 = step_of(_e33, m0_, 0.0, _e23);
    Numbers _e46 = updated(_e44, _e45, _e23);
    w_2[_e18] = _e46;
    return;
}

// update_state_0_adam

// update_state_1_adam

Numbers next_second(
    Numbers g_1,
    Numbers m,
    Numbers v,
    Coefficients c_1
) {
    return (c_1.own.inner[2] * v) + (c_1.own.inner[3] * (g_1 * g_1));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(2u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e28 = at(1u, m_1, row_1, column_1, command);
    float _e30 = g_2[_e28];
    Numbers _e31 = directed(_e30, 0.0, 1.0, _e23);
    float _e37 = s[_e18];
    Numbers _e38 = next_second(_e31, 0.0, _e37, _e23);
    s[_e18] = _e38;
    return;
}

// update_adam

Numbers updated(
    Numbers w,
    Numbers u,
    Coefficients c
) {
    return w - (c.rate * u);
}

Numbers step_of(
    Numbers g,
    Numbers m,
    Numbers v,
    Coefficients c_1
) {
    return m / ((metal::sqrt(v) * c_1.own.inner[4]) + c_1.own.inner[5]);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(4)]]
, device type_5& w_1 [[buffer(1)]]
, device type_5 const& s0_ [[buffer(2)]]
, device type_5 const& s1_ [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(3u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e27 = at(1u, m_1, row_1, column_1, command);
    float m0_ = s0_[_e27];
    uint _e32 = at(2u, m_1, row_1, column_1, command);
    float m1_ = s1_[_e32];
    float _e39 = w_1[_e18];
    Numbers _e40 = step_of(0.0, m0_, m1_, _e23);
    Numbers _e41 = updated(_e39, _e40, _e23);
    w_1[_e18] = _e41;
    return;
}

// update_state_0_nadam

// update_state_1_nadam

// update_nadam

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
    uint size5;
};

Numbers step_of(
    Numbers g_1,
    Numbers m,
    Numbers v,
    Coefficients c_2
) {
    return ((c_2.own.inner[6] * g_1) + (c_2.own.inner[7] * m)) / ((metal::sqrt(v) * c_2.own.inner[4]) + c_2.own.inner[5]);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(5)]]
, device type_5& w_2 [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, device type_5 const& s0_ [[buffer(3)]]
, device type_5 const& s1_ [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(6)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(4u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e27 = at(1u, m_1, row_1, column_1, command);
    float _e29 = g_2[_e27];
    float _e32 = w_2[_e18];
    Numbers _e33 = directed(_e29, _e32, 1.0, _e23);
    uint _e36 = at(2u, m_1, row_1, column_1, command);
    float m0_ = s0_[_e36];
    uint _e41 = at(3u, m_1, row_1, column_1, command);
    float m1_ = s1_[_e41];
    float _e48 = w_2[_e18];
    Numbers _e49 = step_of(_e33, m0_, m1_, _e23);
    Numbers _e50 = updated(_e48, _e49, _e23);
    w_2[_e18] = _e50;
    return;
}

// update_state_0_rmsprop

Numbers next_first(
    Numbers g_1,
    Numbers v,
    Coefficients c_1
) {
    return (c_1.own.inner[0] * v) + (c_1.own.inner[1] * (g_1 * g_1));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(3)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_1, column_1, command);
    uint _e22 = at(2u, m, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e28 = at(1u, m, row_1, column_1, command);
    float _e30 = g_2[_e28];
    Numbers _e31 = directed(_e30, 0.0, 1.0, _e23);
    float _e36 = s[_e18];
    Numbers _e37 = next_first(_e31, _e36, _e23);
    s[_e18] = _e37;
    return;
}

// update_rmsprop

Numbers step_of(
    Numbers g_1,
    Numbers v,
    Numbers second_state,
    Coefficients c_2
) {
    return g_1 / (metal::sqrt(v) + c_2.own.inner[2]);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(4)]]
, device type_5& w_2 [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, device type_5 const& s0_ [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_1, column_1, command);
    uint _e22 = at(3u, m, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e27 = at(1u, m, row_1, column_1, command);
    float _e29 = g_2[_e27];
    float _e32 = w_2[_e18];
    Numbers _e33 = directed(_e29, _e32, 1.0, _e23);
    uint _e36 = at(2u, m, row_1, column_1, command);
    float m0_ = s0_[_e36];
    float _e44 = w_2[_e18];
    Numbers _e45 = step_of(_e33, m0_, 0.0, _e23);
    Numbers _e46 = updated(_e44, _e45, _e23);
    w_2[_e18] = _e46;
    return;
}

// update_state_0_rmsprop_momentum

// update_state_1_rmsprop_momentum

Numbers next_second(
    Numbers g_1,
    Numbers v,
    Numbers m,
    Coefficients c_1
) {
    return (c_1.own.inner[3] * m) + (g_1 / (metal::sqrt(v) + c_1.own.inner[2]));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(4)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_2 [[buffer(2)]]
, device type_5 const& other [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(3u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e28 = at(1u, m_1, row_1, column_1, command);
    float _e30 = g_2[_e28];
    Numbers _e31 = directed(_e30, 0.0, 1.0, _e23);
    uint _e34 = at(2u, m_1, row_1, column_1, command);
    float state0_ = other[_e34];
    float _e41 = s[_e18];
    Numbers _e42 = next_second(_e31, state0_, _e41, _e23);
    s[_e18] = _e42;
    return;
}

// update_rmsprop_momentum

Numbers step_of(
    Numbers g,
    Numbers v,
    Numbers m,
    Coefficients c_1
) {
    return m;
}

// update_state_0_adagrad

Numbers next_first(
    Numbers g_1,
    Numbers v,
    Coefficients c_1
) {
    return v + (g_1 * g_1);
}

// update_adagrad

Numbers step_of(
    Numbers g_1,
    Numbers v,
    Numbers second_state,
    Coefficients c_2
) {
    return g_1 / (metal::sqrt(v) + c_2.own.inner[0]);
}

// update_state_0_lion

Numbers next_first(
    Numbers g_1,
    Numbers m,
    Coefficients c_1
) {
    return (c_1.own.inner[2] * m) + (c_1.own.inner[3] * g_1);
}

// update_lion

Numbers step_of(
    Numbers g_1,
    Numbers m,
    Numbers second_state,
    Coefficients c_2
) {
    Numbers mean = (c_2.own.inner[0] * m) + (c_2.own.inner[1] * g_1);
    float signs = (mean < 0.0) ? -1.0 : 1.0;
    uint size = as_type<uint>(mean) & 2147483647u;
    return ((size > 0u) & (size <= 2139095040u)) ? signs : mean;
}

// update_sgd_clip_value_clip_norm_l2_decay

Numbers directed(
    Numbers g_1,
    Numbers w,
    float factor,
    Coefficients c_1
) {
    Numbers d = {};
    d = g_1;
    Numbers _e5 = d;
    Numbers _e6 = clipped(_e5, c_1);
    d = _e6;
    Numbers _e7 = d;
    d = factor * _e7;
    Numbers _e9 = d;
    d = _e9 + (c_1.l2_ * w);
    Numbers _e13 = d;
    return _e13;
}

Numbers updated(
    Numbers w_1,
    Numbers u,
    Coefficients c_2
) {
    return (w_1 - (c_2.decay * w_1)) - (c_2.rate * u);
}

Numbers step_of(
    Numbers g_2,
    Numbers first_state,
    Numbers second_state,
    Coefficients c_3
) {
    return g_2;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(4)]]
, device type_5& w_2 [[buffer(1)]]
, device type_5 const& g_3 [[buffer(2)]]
, device type_5 const& factor_1 [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(5)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m = workgroup.z;
    uint _e18 = at(0u, m, row_1, column_1, command);
    uint _e22 = at(3u, m, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e28 = at(2u, m, 0u, 0u, command);
    float scale = factor_1[_e28];
    uint _e33 = at(1u, m, row_1, column_1, command);
    float _e35 = g_3[_e33];
    float _e38 = w_2[_e18];
    Numbers _e39 = directed(_e35, _e38, scale, _e23);
    float _e46 = w_2[_e18];
    Numbers _e47 = step_of(_e39, 0.0, 0.0, _e23);
    Numbers _e48 = updated(_e46, _e47, _e23);
    w_2[_e18] = _e48;
    return;
}

// update_state_0_adam_clip_value_clip_norm_l2_decay

Numbers next_first(
    Numbers g_2,
    Numbers m,
    Coefficients c_2
) {
    return (c_2.own.inner[0] * m) + (c_2.own.inner[1] * g_2);
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(5)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_3 [[buffer(2)]]
, device type_5 const& w_1 [[buffer(3)]]
, device type_5 const& factor_1 [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(6)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(4u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e26 = at(2u, m_1, row_1, column_1, command);
    float weight = w_1[_e26];
    uint _e33 = at(3u, m_1, 0u, 0u, command);
    float scale = factor_1[_e33];
    uint _e38 = at(1u, m_1, row_1, column_1, command);
    float _e40 = g_3[_e38];
    Numbers _e41 = directed(_e40, weight, scale, _e23);
    float _e46 = s[_e18];
    Numbers _e47 = next_first(_e41, _e46, _e23);
    s[_e18] = _e47;
    return;
}

// update_state_1_adam_clip_value_clip_norm_l2_decay

Numbers next_second(
    Numbers g_2,
    Numbers m,
    Numbers v,
    Coefficients c_2
) {
    return (c_2.own.inner[2] * v) + (c_2.own.inner[3] * (g_2 * g_2));
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& coefficients [[buffer(5)]]
, device type_5& s [[buffer(1)]]
, device type_5 const& g_3 [[buffer(2)]]
, device type_5 const& w_1 [[buffer(3)]]
, device type_5 const& factor_1 [[buffer(4)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(6)]]
) {
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.columns;
    uint row_1 = _e3 / _e6;
    uint _e10 = command.columns;
    uint column_1 = _e3 % _e10;
    uint _e14 = command.rows;
    if (row_1 >= _e14) {
        return;
    }
    uint m_1 = workgroup.z;
    uint _e18 = at(0u, m_1, row_1, column_1, command);
    uint _e22 = at(4u, m_1, 0u, 0u, command);
    Coefficients _e23 = coefficients_at(_e22, coefficients, _buffer_sizes);
    uint _e26 = at(2u, m_1, row_1, column_1, command);
    float weight = w_1[_e26];
    uint _e33 = at(3u, m_1, 0u, 0u, command);
    float scale = factor_1[_e33];
    uint _e38 = at(1u, m_1, row_1, column_1, command);
    float _e40 = g_3[_e38];
    Numbers _e41 = directed(_e40, weight, scale, _e23);
    float _e47 = s[_e18];
    Numbers _e48 = next_second(_e41, 0.0, _e47, _e23);
    s[_e18] = _e48;
    return;
}

// update_adam_clip_value_clip_norm_l2_decay

Numbers updated(
    Numbers w,
    Numbers u,
    Coefficients c
) {
    return (w - (c.decay * w)) - (c.rate * u);
}
