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
ByteAddressBuffer cursor : register(t1);
RWByteAddressBuffer outputs : register(u0);

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
    uint _e21 = asuint(cursor.Load(0));
    const uint _e23 = at(2u, m, (_e21 + row_1), column_1);
    const uint _e27 = at(0u, m, row_1, column_1);
    float _e29 = asfloat(y.Load(_e27*4));
    outputs.Store(_e23*4, asuint(_e29));
    return;
}
