// The plain kernels as Metal is given them. A part that stands above, in whichever kernel, is not
// repeated; translations.txt has the hashes of the whole texts.

// gather

// language: metal3.0
#include <metal_stdlib>
#include <simd/simd.h>

using metal::uint;

struct _mslBufferSizes {
    uint size1;
    uint size2;
    uint size3;
    uint size4;
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

// sample_loss

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
, device type_4& l [[buffer(3)]]
, constant _mslBufferSizes& _buffer_sizes [[buffer(4)]]
) {
    float sum = 0.0;
    uint k = 0u;
    uint _e3 = element(workgroup, workgroups, local);
    uint _e6 = command.rows;
    if (_e3 >= _e6) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e35 = k;
            k = _e35 + 1u;
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
            uint _e21 = at(0u, m, _e3, _e20, command);
            float _e23 = y[_e21];
            uint _e26 = k;
            uint _e27 = at(1u, m, _e3, _e26, command);
            float _e29 = t[_e27];
            float difference = _e23 - _e29;
            float _e31 = sum;
            sum = _e31 + (difference * difference);
        }
    }
    uint _e40 = at(2u, m, 0u, _e3, command);
    float _e42 = sum;
    l[_e40] = 0.5 * _e42;
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
    uint half_ = 32u;
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
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e45 = half_;
            half_ = _e45 / 2u;
        }
        loop_init_1 = false;
        uint _e31 = half_;
        if (_e31 > 0u) {
        } else {
            break;
        }
        {
            metal::threadgroup_barrier(metal::mem_flags::mem_threadgroup);
            uint _e34 = half_;
            if (local < _e34) {
                float _e38 = partial.inner[local];
                uint _e40 = half_;
                float _e43 = partial.inner[local + _e40];
                partial.inner[local] = _e38 + _e43;
            }
        }
    }
    if (local == 0u) {
        uint _e55 = cursor[1];
        uint _e56 = at(2u, m, 0u, _e55, command);
        float _e60 = partial.inner[0];
        uint _e63 = command.inner;
        losses[_e56] = _e60 / static_cast<float>(_e63);
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

// update

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4& w [[buffer(1)]]
, device type_4 const& g [[buffer(2)]]
, device type_4 const& eta [[buffer(3)]]
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
    uint _e19 = at(0u, m, row_1, column_1, command);
    float _e21 = w[_e19];
    uint _e26 = at(2u, m, 0u, 0u, command);
    float _e28 = eta[_e26];
    uint _e31 = at(1u, m, row_1, column_1, command);
    float _e33 = g[_e31];
    w[_e19] = _e21 - (_e28 * _e33);
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

float activation(
    float a
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
    float _e26 = activation(_e25);
    h[_e19] = _e26;
    return;
}

// output_delta_sigmoid

float derivative(
    float h
) {
    return h * (1.0 - h);
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
    uint _e24 = at(2u, m, row_1, column_1, command);
    uint _e28 = at(1u, m, row_1, column_1, command);
    float _e30 = t[_e28];
    float _e32 = derivative(output);
    d[_e24] = (output - _e30) * _e32;
    return;
}

// hidden_delta_sigmoid

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_4 const& s [[buffer(1)]]
, device type_4 const& h_1 [[buffer(2)]]
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
    float _e30 = h_1[_e28];
    float _e31 = derivative(_e30);
    d[_e19] = _e25 * _e31;
    return;
}

// activate_tanh

float activation(
    float a
) {
    float e = metal::exp(-2.0 * metal::abs(a));
    float h_1 = (1.0 - e) / (1.0 + e);
    return (a >= 0.0) ? h_1 : -(h_1);
}

// output_delta_tanh

float derivative(
    float h
) {
    return 1.0 - (h * h);
}

// hidden_delta_tanh

// activate_relu

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
typedef float type_5[1];
constant uint WORKGROUP = 64u;

float activation(
    float a
) {
    bool local_2 = {};
    uint bits = as_type<uint>(a);
    if (bits >= 2147483648u) {
        local_2 = bits <= 4286578688u;
    } else {
        local_2 = false;
    }
    bool negative = local_2;
    return negative ? 0.0 : a;
}

struct main_Input {
};
[[max_total_threads_per_threadgroup(64)]] kernel void main_(
  metal::uint3 workgroup [[threadgroup_position_in_grid]]
, metal::uint3 workgroups [[threadgroups_per_grid]]
, uint local [[thread_index_in_threadgroup]]
, constant Command& command [[buffer(0)]]
, device type_5 const& a_1 [[buffer(1)]]
, device type_5& h [[buffer(2)]]
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
    float _e26 = activation(_e25);
    h[_e19] = _e26;
    return;
}

// output_delta_relu

float derivative(
    float h
) {
    return (h <= 0.0) ? 0.0 : 1.0;
}

// hidden_delta_relu

// activate_linear

float activation(
    float a
) {
    return a;
}

// output_delta_linear

float derivative(
    float h
) {
    return 1.0;
}

// hidden_delta_linear
