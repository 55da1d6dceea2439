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
ByteAddressBuffer y : register(t0);
ByteAddressBuffer t : register(t1);
RWByteAddressBuffer l : register(u0);

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t_1 = command.operands[o];
    return (((member * t_1.member_stride) + (row * t_1.pitch)) + column);
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
    uint _e6 = command.rows;
    if ((_e3 >= _e6)) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e35 = k;
            k = (_e35 + 1u);
        }
        loop_init = false;
        uint _e13 = k;
        uint _e16 = command.inner;
        if ((_e13 < _e16)) {
        } else {
            break;
        }
        {
            uint _e20 = k;
            const uint _e21 = at(0u, m, _e3, _e20);
            float _e23 = asfloat(y.Load(_e21*4));
            uint _e26 = k;
            const uint _e27 = at(1u, m, _e3, _e26);
            float _e29 = asfloat(t.Load(_e27*4));
            float difference = (_e23 - _e29);
            float _e31 = sum;
            sum = (_e31 + (difference * difference));
        }
    }
    const uint _e40 = at(2u, m, 0u, _e3);
    float _e42 = sum;
    l.Store(_e40*4, asuint((0.5 * _e42)));
    return;
}
