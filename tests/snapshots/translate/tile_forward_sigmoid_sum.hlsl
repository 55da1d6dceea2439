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
ByteAddressBuffer b : register(t0);
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

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

float4 outputs(uint member_1, uint column_1, float4 sum)
{
    const uint _e6 = at(2u, member_1, 0u, column_1);
    float4 _e10 = asfloat(b.Load4(naga_div(_e6, 4u)*16));
    float4 a_1 = (sum + _e10);
    const float _e13 = activation(a_1.x);
    const float _e15 = activation(a_1.y);
    const float _e17 = activation(a_1.z);
    const float _e19 = activation(a_1.w);
    return float4(_e13, _e15, _e17, _e19);
}

float4 within(uint column_2, float4 value)
{
    uint4 columns = ((column_2).xxxx + uint4(0u, 1u, 2u, 3u));
    uint _e13 = command.columns;
    return ((columns < (_e13).xxxx) ? value : (0.0).xxxx);
}

void finish(uint member_2, uint row_1, uint column_3, float4 sum_1)
{
    const uint _e6 = at(3u, member_2, row_1, column_3);
    const float4 _e10 = outputs(member_2, column_3, sum_1);
    const float4 _e11 = within(column_3, _e10);
    h.Store4(naga_div(_e6, 4u)*16, asuint(_e11));
    return;
}

uint partial_place(uint member_3, uint chunk, uint row_2, uint column_4)
{
    uint _e6 = command.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = command.chunks;
    uint _e20 = command.operands[3].pitch;
    return naga_div(((((((member_3 * _e11) + chunk) * rows) + row_2) * _e20) + column_4), 4u);
}

float4 total(uint member_4, uint row_3, uint column_5)
{
    float4 sum_2 = (0.0).xxxx;
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
            float4 _e13 = sum_2;
            uint _e15 = chunk_1;
            const uint _e16 = partial_place(member_4, _e15, row_3, column_5);
            float4 _e18 = asfloat(partial.Load4(_e16*16));
            sum_2 = (_e13 + _e18);
        }
    }
    float4 _e23 = sum_2;
    return _e23;
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    const uint _e4 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint i = (4u * _e4);
    uint _e10 = command.operands[3].pitch;
    uint row_4 = naga_div(i, _e10);
    uint _e16 = command.operands[3].pitch;
    uint column_6 = naga_mod(i, _e16);
    uint _e20 = command.rows;
    if ((row_4 >= (_e20 + BIAS_ROWS))) {
        return;
    }
    const float4 _e26 = total(workgroup.z, row_4, column_6);
    finish(workgroup.z, row_4, column_6, _e26);
    return;
}
