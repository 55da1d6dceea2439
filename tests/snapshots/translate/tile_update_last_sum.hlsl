struct NagaConstants {
    int first_vertex;
    int first_instance;
    uint other;
};
ConstantBuffer<NagaConstants> _NagaConstants: register(b1);

struct Tensor {
    uint member_stride;
    uint pitch;
    uint rows;
    uint columns;
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
    Tensor operands[9];
};

static const bool LEFT_ROWS_ARE_TERMS = true;
static const bool RIGHT_ROWS_ARE_TERMS = true;
static const uint BIAS_ROWS = 1u;
static const uint LANES = 16u;
static const uint WORKGROUP = 64u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer eta : register(t0);
RWByteAddressBuffer w : register(u0);
RWByteAddressBuffer b : register(u1);
RWByteAddressBuffer partial : register(u4);
groupshared float4 slab[64];
RWByteAddressBuffer cursor : register(u2);
ByteAddressBuffer sample_loss : register(t1);
RWByteAddressBuffer losses : register(u3);

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint element(uint3 workgroup_1, uint3 workgroups_1, uint local_1)
{
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

float4 within(uint column_1, float4 value)
{
    uint4 columns = ((column_1).xxxx + uint4(0u, 1u, 2u, 3u));
    uint _e13 = command.columns;
    return ((columns < (_e13).xxxx) ? value : (0.0).xxxx);
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

void finish(uint member_1, uint row_1, uint column_2, float4 sum)
{
    const uint _e8 = at(2u, member_1, 0u, 0u);
    float _e10 = asfloat(eta.Load(_e8*4));
    uint _e13 = command.inner;
    float rate = (_e10 / float(_e13));
    const float4 _e17 = within(column_2, (rate * sum));
    uint _e20 = command.rows;
    if ((row_1 < _e20)) {
        const uint _e24 = at(3u, member_1, row_1, column_2);
        float4 _e28 = asfloat(w.Load4(naga_div(_e24, 4u)*16));
        w.Store4(naga_div(_e24, 4u)*16, asuint((_e28 - _e17)));
        return;
    } else {
        const uint _e33 = at(4u, member_1, 0u, column_2);
        float4 _e37 = asfloat(b.Load4(naga_div(_e33, 4u)*16));
        b.Store4(naga_div(_e33, 4u)*16, asuint((_e37 - _e17)));
        return;
    }
}

uint partial_place(uint member_2, uint chunk, uint row_2, uint column_3)
{
    uint _e6 = command.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = command.chunks;
    uint _e20 = command.operands[3].pitch;
    return naga_div(((((((member_2 * _e11) + chunk) * rows) + row_2) * _e20) + column_3), 4u);
}

float4 total(uint member_3, uint row_3, uint column_4)
{
    float4 sum_1 = (0.0).xxxx;
    uint chunk_1 = 0u;

    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e21 = chunk_1;
            chunk_1 = (_e21 + 1u);
        }
        loop_init = false;
        uint _e8 = chunk_1;
        uint _e11 = command.chunks;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            float4 _e13 = sum_1;
            uint _e15 = chunk_1;
            const uint _e16 = partial_place(member_3, _e15, row_3, column_4);
            float4 _e18 = asfloat(partial.Load4(_e16*16));
            sum_1 = (_e13 + _e18);
        }
    }
    float4 _e23 = sum_1;
    return _e23;
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

void end_step(uint local_2)
{
    uint first = 0u;
    float sum_2 = (float)0;
    uint k = (uint)0;
    bool local_3 = (bool)0;
    bool local_4 = (bool)0;
    uint other = (uint)0;

    uint step_ = asuint(cursor.Load(4));
    uint lane = naga_mod(local_2, LANES);
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e94 = first;
            first = (_e94 + 4u);
        }
        loop_init_1 = false;
        uint _e8 = first;
        uint _e11 = command.members;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = (_e13 + naga_div(local_2, LANES));
            sum_2 = 0.0;
            k = 0u;
            bool loop_init_2 = true;
            while(true) {
                if (!loop_init_2) {
                    uint _e50 = k;
                    k = (_e50 + LANES);
                }
                loop_init_2 = false;
                uint _e21 = k;
                uint _e24 = command.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if ((m < _e28)) {
                        uint _e32 = k;
                        uint _e36 = command.inner;
                        local_3 = ((_e32 + lane) < _e36);
                    } else {
                        local_3 = false;
                    }
                    bool _e39 = local_3;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k;
                        const uint _e46 = at(5u, m, 0u, (_e44 + lane));
                        float _e48 = asfloat(sample_loss.Load(_e46*4));
                        sum_2 = (_e40 + _e48);
                    }
                }
            }
            GroupMemoryBarrierWithGroupSync();
            float _e55 = sum_2;
            slab[local_2] = (_e55).xxxx;
            GroupMemoryBarrierWithGroupSync();
            if ((lane == 0u)) {
                uint _e63 = command.members;
                local_4 = (m < _e63);
            } else {
                local_4 = false;
            }
            bool _e66 = local_4;
            if (_e66) {
                other = 1u;
                bool loop_init_3 = true;
                while(true) {
                    if (!loop_init_3) {
                        uint _e81 = other;
                        other = (_e81 + 1u);
                    }
                    loop_init_3 = false;
                    uint _e69 = other;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other;
                        float _e78 = slab[(local_2 + _e74)].x;
                        sum_2 = (_e72 + _e78);
                    }
                }
                const uint _e86 = at(7u, m, 0u, step_);
                float _e88 = sum_2;
                uint _e91 = command.inner;
                losses.Store(_e86*4, asuint((_e88 / float(_e91))));
            }
        }
    }
    DeviceMemoryBarrierWithGroupSync();
    if ((local_2 == 0u)) {
        uint _e105 = asuint(cursor.Load(0));
        uint _e108 = command.inner;
        cursor.Store(0, asuint((_e105 + _e108)));
        cursor.Store(4, asuint((step_ + 1u)));
        return;
    } else {
        return;
    }
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        end_step(local);
    }
    const uint _e11 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint i = (4u * _e11);
    uint _e17 = command.operands[3].pitch;
    uint row_4 = naga_div(i, _e17);
    uint _e23 = command.operands[3].pitch;
    uint column_5 = naga_mod(i, _e23);
    uint _e27 = command.rows;
    if ((row_4 >= (_e27 + BIAS_ROWS))) {
        return;
    }
    const float4 _e33 = total(workgroup.z, row_4, column_5);
    finish(workgroup.z, row_4, column_5, _e33);
    return;
}
