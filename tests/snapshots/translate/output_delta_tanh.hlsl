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
RWByteAddressBuffer d : register(u0);

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t_1 = command.operands[o];
    return (((member * t_1.member_stride) + (row * t_1.pitch)) + column);
}

uint element(uint3 workgroup_1, uint3 workgroups_1, uint local_1)
{
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

float derivative(float h)
{
    return (1.0 - (h * h));
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
    const uint _e19 = at(0u, m, row_1, column_1);
    float output = asfloat(y.Load(_e19*4));
    const uint _e24 = at(2u, m, row_1, column_1);
    const uint _e28 = at(1u, m, row_1, column_1);
    float _e30 = asfloat(t.Load(_e28*4));
    const float _e32 = derivative(output);
    d.Store(_e24*4, asuint(((output - _e30) * _e32)));
    return;
}
