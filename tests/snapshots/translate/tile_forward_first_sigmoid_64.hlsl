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

struct Part {
    uint member;
    uint chunk;
    uint first;
    uint end;
    uint first_row;
    uint first_column;
};

struct Load {
    bool is_left;
    uint k;
    uint other;
    uint place;
};

static const bool LEFT_ROWS_ARE_TERMS = false;
static const bool RIGHT_ROWS_ARE_TERMS = true;
static const uint BIAS_ROWS = 0u;
static const uint WORKGROUP = 256u;
static const uint SIDE = 64u;
static const uint DEPTH = 32u;
static const uint VECTORS = 16u;
static const uint SPAN = 16u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer w : register(t1);
ByteAddressBuffer b : register(t2);
RWByteAddressBuffer h : register(u0);
ByteAddressBuffer order : register(t3);
ByteAddressBuffer cursor : register(t4);
groupshared float4 slab[1024];

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

float activation(float a)
{
    float e = exp(-(abs(a)));
    return (((a >= 0.0) ? 1.0 : e) / (1.0 + e));
}

float4 left(uint i)
{
    float4 _e3 = asfloat(x.Load4(i*16));
    return _e3;
}

float4 right(uint i_1)
{
    float4 _e3 = asfloat(w.Load4(i_1*16));
    return _e3;
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

uint sample_row(uint member_3, uint row_2)
{
    uint _e7 = asuint(cursor.Load(0));
    const uint _e9 = at(4u, member_3, 0u, (_e7 + row_2));
    uint _e11 = asuint(order.Load(_e9*4));
    return _e11;
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

Part ConstructPart(uint arg0, uint arg1, uint arg2, uint arg3, uint arg4, uint arg5) {
    Part ret = (Part)0;
    ret.member = arg0;
    ret.chunk = arg1;
    ret.first = arg2;
    ret.end = arg3;
    ret.first_row = arg4;
    ret.first_column = arg5;
    return ret;
}

Part part_of(uint3 workgroup_1, uint3 workgroups_1)
{
    uint number = ((workgroup_1.y * workgroups_1.x) + workgroup_1.x);
    uint _e9 = command.chunks;
    uint chunk_1 = naga_mod(number, _e9);
    uint _e13 = command.chunks;
    uint tile = naga_div(number, _e13);
    uint _e17 = command.columns;
    uint across = naga_div(((_e17 + SIDE) - 1u), SIDE);
    uint _e26 = command.chunk;
    uint first = (chunk_1 * _e26);
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = min((first + _e30), _e34);
    const Part part_1 = ConstructPart(workgroup_1.z, chunk_1, first, end, (naga_div(tile, across) * SIDE), (naga_mod(tile, across) * SIDE));
    return part_1;
}

Load ConstructLoad(bool arg0, uint arg1, uint arg2, uint arg3) {
    Load ret = (Load)0;
    ret.is_left = arg0;
    ret.k = arg1;
    ret.other = arg2;
    ret.place = arg3;
    return ret;
}

Load load_of(Part part, uint local_1)
{
    bool is_left = (local_1 < 128u);
    uint load_1 = naga_mod(local_1, 128u);
    uint vector_ = naga_mod(naga_div(load_1, 2u), VECTORS);
    uint k_3 = (4u * (naga_mod(load_1, 2u) + (2u * naga_div(load_1, 32u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector_));
    const Load load_2 = ConstructLoad(is_left, k_3, other_2, ((((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector_));
    return load_2;
}

float4x4 left_square(uint member_4, uint row_3, uint column_4)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows = ((row_3).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows < (((column_4 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_4, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 nearest = min(rows, ((count - 1u)).xxxx);
    const uint _e45 = sample_row(member_4, nearest.x);
    const uint _e47 = sample_row(member_4, nearest.y);
    const uint _e49 = sample_row(member_4, nearest.z);
    const uint _e51 = sample_row(member_4, nearest.w);
    uint4 place = ((start_2).xxxx + (naga_div(operand.pitch, 4u) * uint4(_e45, _e47, _e49, _e51)));
    const float4 _e59 = left(place.x);
    const float4 _e65 = left(place.y);
    const float4 _e71 = left(place.z);
    const float4 _e77 = left(place.w);
    return float4x4((there.x ? _e59 : (0.0).xxxx), (there.y ? _e65 : (0.0).xxxx), (there.z ? _e71 : (0.0).xxxx), (there.w ? _e77 : (0.0).xxxx));
}

float4x4 left_block(uint member_5, uint other, uint k_1)
{
    if (LEFT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = left_square(member_5, k_1, other);
        return _e4;
    }
    const float4x4 _e5 = left_square(member_5, other, k_1);
    return transpose(_e5);
}

float4x4 right_square(uint member_6, uint row_4, uint column_5)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_4).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_1 < (((column_5 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_6, 0u, min(column_5, (operand_1.pitch - 4u)));
    uint start_3 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_3).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
    const float4 _e50 = right(place_1.x);
    const float4 _e56 = right(place_1.y);
    const float4 _e62 = right(place_1.z);
    const float4 _e68 = right(place_1.w);
    return float4x4((there_1.x ? _e50 : (0.0).xxxx), (there_1.y ? _e56 : (0.0).xxxx), (there_1.z ? _e62 : (0.0).xxxx), (there_1.w ? _e68 : (0.0).xxxx));
}

float4x4 right_block(uint member_7, uint other_1, uint k_2)
{
    if (RIGHT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = right_square(member_7, k_2, other_1);
        return _e4;
    }
    const float4x4 _e5 = right_square(member_7, other_1, k_2);
    return transpose(_e5);
}

float4x4 block(Load load, uint member_8, uint start_1)
{
    if (load.is_left) {
        const float4x4 _e7 = left_block(member_8, load.other, (start_1 + load.k));
        return _e7;
    }
    const float4x4 _e11 = right_block(member_8, load.other, (start_1 + load.k));
    return _e11;
}

void put(uint member_9, uint chunk, uint row_5, uint column_6, float4 sum_2)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_6 < _e9)) {
        finish(member_9, row_5, column_6, sum_2);
        return;
    } else {
        return;
    }
}

[numthreads(256, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float4 sum0_0_ = (0.0).xxxx;
    float4 sum1_0_ = (0.0).xxxx;
    float4 sum2_0_ = (0.0).xxxx;
    float4 sum3_0_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;

    const Part _e3 = part_of(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other));
    uint _e7 = command.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    const Load _e9 = load_of(_e3, local);
    uint row_6 = naga_div(local, SPAN);
    uint column_7 = naga_mod(local, SPAN);
    const float4x4 _e28 = block(_e9, _e3.member, _e3.first);
    next = _e28;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e277 = start;
            start = (_e277 + DEPTH);
        }
        loop_init = false;
        uint _e32 = start;
        if ((_e32 < _e3.end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e44 = next[0];
            slab[(_e9.place + 0u)] = _e44;
            float4 _e54 = next[1];
            slab[(_e9.place + 16u)] = _e54;
            float4 _e64 = next[2];
            slab[(_e9.place + 32u)] = _e64;
            float4 _e74 = next[3];
            slab[(_e9.place + 48u)] = _e74;
            GroupMemoryBarrierWithGroupSync();
            uint _e75 = start;
            if (((_e75 + DEPTH) < _e3.end)) {
                uint _e81 = start;
                const float4x4 _e84 = block(_e9, _e3.member, (_e81 + DEPTH));
                next = _e84;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e274 = k;
                    k = (_e274 + 4u);
                }
                loop_init_1 = false;
                uint _e87 = k;
                if ((_e87 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e91 = k;
                    float4 a0_0_ = slab[((((_e91 + 0u) * VECTORS) + row_6) + 0u)];
                    uint _e106 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e106) + 0u) * VECTORS) + column_7) + 0u)];
                    float4 _e120 = sum0_0_;
                    sum0_0_ = (_e120 + (a0_0_.x * b0_0_));
                    float4 _e124 = sum1_0_;
                    sum1_0_ = (_e124 + (a0_0_.y * b0_0_));
                    float4 _e128 = sum2_0_;
                    sum2_0_ = (_e128 + (a0_0_.z * b0_0_));
                    float4 _e132 = sum3_0_;
                    sum3_0_ = (_e132 + (a0_0_.w * b0_0_));
                    uint _e137 = k;
                    float4 a1_0_ = slab[((((_e137 + 1u) * VECTORS) + row_6) + 0u)];
                    uint _e152 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e152) + 1u) * VECTORS) + column_7) + 0u)];
                    float4 _e166 = sum0_0_;
                    sum0_0_ = (_e166 + (a1_0_.x * b1_0_));
                    float4 _e170 = sum1_0_;
                    sum1_0_ = (_e170 + (a1_0_.y * b1_0_));
                    float4 _e174 = sum2_0_;
                    sum2_0_ = (_e174 + (a1_0_.z * b1_0_));
                    float4 _e178 = sum3_0_;
                    sum3_0_ = (_e178 + (a1_0_.w * b1_0_));
                    uint _e183 = k;
                    float4 a2_0_ = slab[((((_e183 + 2u) * VECTORS) + row_6) + 0u)];
                    uint _e198 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e198) + 2u) * VECTORS) + column_7) + 0u)];
                    float4 _e212 = sum0_0_;
                    sum0_0_ = (_e212 + (a2_0_.x * b2_0_));
                    float4 _e216 = sum1_0_;
                    sum1_0_ = (_e216 + (a2_0_.y * b2_0_));
                    float4 _e220 = sum2_0_;
                    sum2_0_ = (_e220 + (a2_0_.z * b2_0_));
                    float4 _e224 = sum3_0_;
                    sum3_0_ = (_e224 + (a2_0_.w * b2_0_));
                    uint _e229 = k;
                    float4 a3_0_ = slab[((((_e229 + 3u) * VECTORS) + row_6) + 0u)];
                    uint _e244 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e244) + 3u) * VECTORS) + column_7) + 0u)];
                    float4 _e258 = sum0_0_;
                    sum0_0_ = (_e258 + (a3_0_.x * b3_0_));
                    float4 _e262 = sum1_0_;
                    sum1_0_ = (_e262 + (a3_0_.y * b3_0_));
                    float4 _e266 = sum2_0_;
                    sum2_0_ = (_e266 + (a3_0_.z * b3_0_));
                    float4 _e270 = sum3_0_;
                    sum3_0_ = (_e270 + (a3_0_.w * b3_0_));
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 0u);
    uint _e293 = command.rows;
    if ((row0_ < _e293)) {
        float4 _e306 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_7 + 0u))), _e306);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 1u);
    uint _e320 = command.rows;
    if ((row1_ < _e320)) {
        float4 _e333 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_7 + 0u))), _e333);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 2u);
    uint _e347 = command.rows;
    if ((row2_ < _e347)) {
        float4 _e360 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_7 + 0u))), _e360);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 3u);
    uint _e374 = command.rows;
    if ((row3_ < _e374)) {
        float4 _e387 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_7 + 0u))), _e387);
        return;
    } else {
        return;
    }
}
