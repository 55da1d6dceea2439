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
RWByteAddressBuffer delta : register(u0);
ByteAddressBuffer targets : register(t1);
RWByteAddressBuffer sample_loss : register(u1);
ByteAddressBuffer order : register(t2);
ByteAddressBuffer cursor : register(t3);
RWByteAddressBuffer partial : register(u2);

uint at(uint o, uint member, uint row, uint column_1)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column_1);
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

float derivative(float h)
{
    return (h * (1.0 - h));
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

float4 outputs(uint member_1, uint column_2, float4 sum)
{
    const uint _e6 = at(2u, member_1, 0u, column_2);
    float4 _e10 = asfloat(b.Load4(naga_div(_e6, 4u)*16));
    float4 a_1 = (sum + _e10);
    const float _e13 = activation(a_1.x);
    const float _e15 = activation(a_1.y);
    const float _e17 = activation(a_1.z);
    const float _e19 = activation(a_1.w);
    return float4(_e13, _e15, _e17, _e19);
}

uint sample_row(uint member_2, uint row_1)
{
    uint _e7 = asuint(cursor.Load(0));
    const uint _e9 = at(5u, member_2, 0u, (_e7 + row_1));
    uint _e11 = asuint(order.Load(_e9*4));
    return _e11;
}

float4 within(uint column_3, float4 value)
{
    uint4 columns = ((column_3).xxxx + uint4(0u, 1u, 2u, 3u));
    uint _e13 = command.columns;
    return ((columns < (_e13).xxxx) ? value : (0.0).xxxx);
}

float finish(uint member_3, uint row_2, uint column_4, float4 sum_1)
{
    const float4 _e4 = outputs(member_3, column_4, sum_1);
    const float _e6 = derivative(_e4.x);
    const float _e8 = derivative(_e4.y);
    const float _e10 = derivative(_e4.z);
    const float _e12 = derivative(_e4.w);
    float4 slope = float4(_e6, _e8, _e10, _e12);
    const uint _e16 = sample_row(member_3, row_2);
    const uint _e17 = at(4u, member_3, _e16, column_4);
    float4 t_1 = asfloat(targets.Load4(naga_div(_e17, 4u)*16));
    const float4 _e23 = within(column_4, (_e4 - t_1));
    const uint _e26 = at(3u, member_3, row_2, column_4);
    delta.Store4(naga_div(_e26, 4u)*16, asuint((_e23 * slope)));
    return dot(_e23, _e23);
}

void put_loss(uint member_4, uint row_3, float sum_2)
{
    const uint _e6 = at(7u, member_4, 0u, row_3);
    sample_loss.Store(_e6*4, asuint((0.5 * sum_2)));
    return;
}

uint partial_place(uint member_5, uint chunk, uint row_4, uint column_5)
{
    uint _e6 = command.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = command.chunks;
    uint _e20 = command.operands[3].pitch;
    return naga_div(((((((member_5 * _e11) + chunk) * rows) + row_4) * _e20) + column_5), 4u);
}

float4 total(uint member_6, uint row_5, uint column_6)
{
    float4 sum_3 = (0.0).xxxx;
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
            float4 _e13 = sum_3;
            uint _e15 = chunk_1;
            const uint _e16 = partial_place(member_6, _e15, row_5, column_6);
            float4 _e18 = asfloat(partial.Load4(_e16*16));
            sum_3 = (_e13 + _e18);
        }
    }
    float4 _e23 = sum_3;
    return _e23;
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float loss = 0.0;
    uint column = 0u;

    const uint _e3 = element(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other), local);
    uint _e6 = command.rows;
    if ((_e3 >= _e6)) {
        return;
    }
    bool loop_init_1 = true;
    while(true) {
        if (!loop_init_1) {
            uint _e25 = column;
            column = (_e25 + 4u);
        }
        loop_init_1 = false;
        uint _e12 = column;
        uint _e15 = command.columns;
        if ((_e12 < _e15)) {
        } else {
            break;
        }
        {
            float _e17 = loss;
            uint _e19 = column;
            uint _e21 = column;
            const float4 _e22 = total(workgroup.z, _e3, _e21);
            const float _e23 = finish(workgroup.z, _e3, _e19, _e22);
            loss = (_e17 + _e23);
        }
    }
    float _e29 = loss;
    put_loss(workgroup.z, _e3, _e29);
    return;
}
