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
ByteAddressBuffer d : register(t0);
RWByteAddressBuffer g : register(u0);

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint element(uint3 workgroup_1, uint3 workgroups_1, uint local_1)
{
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float sum = 0.0;
    uint k = 0u;

    const uint _e3 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint _e6 = command.columns;
    if ((_e3 >= _e6)) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e27 = k;
            k = (_e27 + 1u);
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = command.inner;
        if ((_e13 < _e16)) {
        } else {
            break;
        }
        {
            float _e18 = sum;
            uint _e21 = k;
            const uint _e22 = at(0u, m, _e21, _e3);
            float _e24 = asfloat(d.Load(_e22*4));
            sum = (_e18 + _e24);
        }
    }
    const uint _e32 = at(1u, m, 0u, _e3);
    float _e34 = sum;
    uint _e37 = command.inner;
    g.Store(_e32*4, asuint((_e34 / float(_e37))));
    return;
}
