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
ByteAddressBuffer a : register(t0);
ByteAddressBuffer b : register(t1);
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

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float sum = 0.0;
    uint k = 0u;

    const uint _e3 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint _e6 = command.columns;
    uint row_1 = naga_div(_e3, _e6);
    uint _e10 = command.columns;
    uint column_1 = naga_mod(_e3, _e10);
    uint _e14 = command.rows;
    if ((row_1 >= _e14)) {
        return;
    }
    uint m = workgroup.z;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e42 = k;
            k = (_e42 + 1u);
        }
        loop_init = false;
        uint _e21 = k;
        uint _e24 = command.inner;
        if ((_e21 < _e24)) {
        } else {
            break;
        }
        {
            float _e26 = sum;
            uint _e29 = k;
            const uint _e30 = at(0u, m, _e29, row_1);
            float _e32 = asfloat(a.Load(_e30*4));
            uint _e35 = k;
            const uint _e36 = at(1u, m, _e35, column_1);
            float _e38 = asfloat(b.Load(_e36*4));
            sum = (_e26 + (_e32 * _e38));
        }
    }
    const uint _e46 = at(2u, m, row_1, column_1);
    float _e48 = sum;
    uint _e51 = command.inner;
    g.Store(_e46*4, asuint((_e48 / float(_e51))));
    return;
}
