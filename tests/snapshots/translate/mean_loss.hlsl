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

static const uint WORKGROUP = 64u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer l : register(t0);
ByteAddressBuffer cursor : register(t1);
RWByteAddressBuffer losses : register(u0);
groupshared float partial[64];

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint local : SV_GroupIndex)
{
    float sum = 0.0;
    uint k = (uint)0;
    uint half_ = 32u;

    uint m = workgroup.z;
    k = local;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e20 = k;
            k = (_e20 + WORKGROUP);
        }
        loop_init = false;
        uint _e6 = k;
        uint _e9 = command.inner;
        if ((_e6 < _e9)) {
        } else {
            break;
        }
        {
            float _e11 = sum;
            uint _e15 = k;
            const uint _e16 = at(0u, m, 0u, _e15);
            float _e18 = asfloat(l.Load(_e16*4));
            sum = (_e11 + _e18);
        }
    }
    float _e25 = sum;
    partial[local] = _e25;
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e45 = half_;
            half_ = naga_div(_e45, 2u);
        }
        loop_init_1 = false;
        uint _e31 = half_;
        if ((_e31 > 0u)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            uint _e34 = half_;
            if ((local < _e34)) {
                float _e38 = partial[local];
                uint _e40 = half_;
                float _e43 = partial[(local + _e40)];
                partial[local] = (_e38 + _e43);
            }
        }
    }
    if ((local == 0u)) {
        uint _e55 = asuint(cursor.Load(4));
        const uint _e56 = at(2u, m, 0u, _e55);
        float _e60 = partial[0];
        uint _e63 = command.inner;
        losses.Store(_e56*4, asuint((_e60 / float(_e63))));
        return;
    } else {
        return;
    }
}
