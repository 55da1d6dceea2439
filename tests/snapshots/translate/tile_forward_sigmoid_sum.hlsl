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

static const bool LEFT_ROWS_ARE_TERMS = false;
static const bool RIGHT_ROWS_ARE_TERMS = true;
static const uint BIAS_ROWS = 0u;
static const uint WORKGROUP = 64u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer b : register(t2);
RWByteAddressBuffer h : register(u0);
RWByteAddressBuffer partial : register(u1);

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

uint element(uint3 workgroup_1, uint3 workgroups_1, uint local_1)
{
    return ((((workgroup_1.y * workgroups_1.x) + workgroup_1.x) * WORKGROUP) + local_1);
}

float activation(float a)
{
    float e = exp(-(abs(a)));
    return (((a >= 0.0) ? 1.0 : e) / (1.0 + e));
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

void finish(uint member_1, uint row_1, uint column_2, float4 sum_1)
{
    const uint _e7 = at(2u, member_1, 0u, column_2);
    float4 _e11 = asfloat(b.Load4(naga_div(_e7, 4u)*16));
    float4 a_1 = (sum_1 + _e11);
    const float _e14 = activation(a_1.x);
    const float _e16 = activation(a_1.y);
    const float _e18 = activation(a_1.z);
    const float _e20 = activation(a_1.w);
    float4 f = float4(_e14, _e16, _e18, _e20);
    const uint _e24 = at(3u, member_1, row_1, column_2);
    const float4 _e28 = within(column_2, f);
    h.Store4(naga_div(_e24, 4u)*16, asuint(_e28));
    return;
}

uint partial_place(uint member_2, uint chunk_1, uint row_2, uint column_3)
{
    uint _e6 = command.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = command.chunks;
    uint _e20 = command.operands[3].pitch;
    return naga_div(((((((member_2 * _e11) + chunk_1) * rows) + row_2) * _e20) + column_3), 4u);
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float4 sum = (0.0).xxxx;
    uint chunk = 0u;

    const uint _e4 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint i = (4u * _e4);
    uint _e10 = command.operands[3].pitch;
    uint row_3 = naga_div(i, _e10);
    uint _e16 = command.operands[3].pitch;
    uint column_4 = naga_mod(i, _e16);
    uint _e20 = command.rows;
    if ((row_3 >= (_e20 + BIAS_ROWS))) {
        return;
    }
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e43 = chunk;
            chunk = (_e43 + 1u);
        }
        loop_init = false;
        uint _e29 = chunk;
        uint _e32 = command.chunks;
        if ((_e29 < _e32)) {
        } else {
            break;
        }
        {
            float4 _e34 = sum;
            uint _e37 = chunk;
            const uint _e38 = partial_place(workgroup.z, _e37, row_3, column_4);
            float4 _e40 = asfloat(partial.Load4(_e38*16));
            sum = (_e34 + _e40);
        }
    }
    float4 _e46 = sum;
    finish(workgroup.z, row_3, column_4, _e46);
    return;
}
