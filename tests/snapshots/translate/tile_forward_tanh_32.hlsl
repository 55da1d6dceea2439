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
static const uint SIDE = 32u;
static const uint DEPTH = 16u;
static const uint VECTORS = 8u;
static const uint SPAN = 8u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer w : register(t1);
ByteAddressBuffer b : register(t2);
RWByteAddressBuffer h : register(u0);
groupshared float4 slab[256];

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

float activation(float a)
{
    float e = exp((-2.0 * abs(a)));
    float h_1 = ((1.0 - e) / (1.0 + e));
    return ((a >= 0.0) ? h_1 : -(h_1));
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

float4x4 left_square(uint member_3, uint row_2, uint column_4)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows = ((row_2).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows < (((column_4 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_3, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_1 = naga_div(_e34, 4u);
    uint4 place = ((start_1).xxxx + (min(rows, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
    const float4 _e50 = left(place.x);
    const float4 _e56 = left(place.y);
    const float4 _e62 = left(place.z);
    const float4 _e68 = left(place.w);
    return float4x4((there.x ? _e50 : (0.0).xxxx), (there.y ? _e56 : (0.0).xxxx), (there.z ? _e62 : (0.0).xxxx), (there.w ? _e68 : (0.0).xxxx));
}

float4x4 left_block(uint member_4, uint other, uint k_1)
{
    if (LEFT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = left_square(member_4, k_1, other);
        return _e4;
    }
    const float4x4 _e5 = left_square(member_4, other, k_1);
    return transpose(_e5);
}

float4x4 right_square(uint member_5, uint row_3, uint column_5)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_3).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_1 < (((column_5 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_5, 0u, min(column_5, (operand_1.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_2).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
    const float4 _e50 = right(place_1.x);
    const float4 _e56 = right(place_1.y);
    const float4 _e62 = right(place_1.z);
    const float4 _e68 = right(place_1.w);
    return float4x4((there_1.x ? _e50 : (0.0).xxxx), (there_1.y ? _e56 : (0.0).xxxx), (there_1.z ? _e62 : (0.0).xxxx), (there_1.w ? _e68 : (0.0).xxxx));
}

float4x4 right_block(uint member_6, uint other_1, uint k_2)
{
    if (RIGHT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = right_square(member_6, k_2, other_1);
        return _e4;
    }
    const float4x4 _e5 = right_square(member_6, other_1, k_2);
    return transpose(_e5);
}

float4x4 block(bool is_left, uint member_7, uint other_2, uint k_3)
{
    if (is_left) {
        const float4x4 _e4 = left_block(member_7, other_2, k_3);
        return _e4;
    }
    const float4x4 _e5 = right_block(member_7, other_2, k_3);
    return _e5;
}

void put(uint member_8, uint chunk, uint row_4, uint column_6, float4 sum_2)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_6 < _e9)) {
        finish(member_8, row_4, column_6, sum_2);
        return;
    } else {
        return;
    }
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

[numthreads(64, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float4 sum0_0_ = (0.0).xxxx;
    float4 sum1_0_ = (0.0).xxxx;
    float4 sum2_0_ = (0.0).xxxx;
    float4 sum3_0_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;

    uint member_9 = workgroup.z;
    uint number = ((workgroup.y * uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other).x) + workgroup.x);
    uint _e11 = command.chunks;
    uint chunk_1 = naga_mod(number, _e11);
    uint _e15 = command.chunks;
    uint tile = naga_div(number, _e15);
    uint _e19 = command.columns;
    uint across = naga_div(((_e19 + SIDE) - 1u), SIDE);
    uint first_row = (naga_div(tile, across) * SIDE);
    uint first_column = (naga_mod(tile, across) * SIDE);
    uint _e34 = command.rows;
    if ((first_row >= _e34)) {
        return;
    }
    uint _e38 = command.chunk;
    uint first = (chunk_1 * _e38);
    uint _e42 = command.chunk;
    uint _e46 = command.inner;
    uint end = min((first + _e42), _e46);
    bool is_left_1 = (local < 32u);
    uint load = naga_mod(local, 32u);
    uint load_vector = naga_mod(naga_div(load, 2u), VECTORS);
    uint load_k = (4u * (naga_mod(load, 2u) + (2u * naga_div(load, 16u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = naga_div(local, SPAN);
    uint column_7 = naga_mod(local, SPAN);
    const float4x4 _e102 = block(is_left_1, member_9, load_other, (first + load_k));
    next = _e102;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e344 = start;
            start = (_e344 + DEPTH);
        }
        loop_init = false;
        uint _e105 = start;
        if ((_e105 < end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e115 = next[0];
            slab[(load_place + 0u)] = _e115;
            float4 _e124 = next[1];
            slab[(load_place + 8u)] = _e124;
            float4 _e133 = next[2];
            slab[(load_place + 16u)] = _e133;
            float4 _e142 = next[3];
            slab[(load_place + 24u)] = _e142;
            GroupMemoryBarrierWithGroupSync();
            uint _e143 = start;
            if (((_e143 + DEPTH) < end)) {
                uint _e147 = start;
                const float4x4 _e151 = block(is_left_1, member_9, load_other, ((_e147 + DEPTH) + load_k));
                next = _e151;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e341 = k;
                    k = (_e341 + 4u);
                }
                loop_init_1 = false;
                uint _e154 = k;
                if ((_e154 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e158 = k;
                    float4 a0_0_ = slab[((((_e158 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e173 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e173) + 0u) * VECTORS) + column_7) + 0u)];
                    float4 _e187 = sum0_0_;
                    sum0_0_ = (_e187 + (a0_0_.x * b0_0_));
                    float4 _e191 = sum1_0_;
                    sum1_0_ = (_e191 + (a0_0_.y * b0_0_));
                    float4 _e195 = sum2_0_;
                    sum2_0_ = (_e195 + (a0_0_.z * b0_0_));
                    float4 _e199 = sum3_0_;
                    sum3_0_ = (_e199 + (a0_0_.w * b0_0_));
                    uint _e204 = k;
                    float4 a1_0_ = slab[((((_e204 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e219 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e219) + 1u) * VECTORS) + column_7) + 0u)];
                    float4 _e233 = sum0_0_;
                    sum0_0_ = (_e233 + (a1_0_.x * b1_0_));
                    float4 _e237 = sum1_0_;
                    sum1_0_ = (_e237 + (a1_0_.y * b1_0_));
                    float4 _e241 = sum2_0_;
                    sum2_0_ = (_e241 + (a1_0_.z * b1_0_));
                    float4 _e245 = sum3_0_;
                    sum3_0_ = (_e245 + (a1_0_.w * b1_0_));
                    uint _e250 = k;
                    float4 a2_0_ = slab[((((_e250 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e265 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e265) + 2u) * VECTORS) + column_7) + 0u)];
                    float4 _e279 = sum0_0_;
                    sum0_0_ = (_e279 + (a2_0_.x * b2_0_));
                    float4 _e283 = sum1_0_;
                    sum1_0_ = (_e283 + (a2_0_.y * b2_0_));
                    float4 _e287 = sum2_0_;
                    sum2_0_ = (_e287 + (a2_0_.z * b2_0_));
                    float4 _e291 = sum3_0_;
                    sum3_0_ = (_e291 + (a2_0_.w * b2_0_));
                    uint _e296 = k;
                    float4 a3_0_ = slab[((((_e296 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e311 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e311) + 3u) * VECTORS) + column_7) + 0u)];
                    float4 _e325 = sum0_0_;
                    sum0_0_ = (_e325 + (a3_0_.x * b3_0_));
                    float4 _e329 = sum1_0_;
                    sum1_0_ = (_e329 + (a3_0_.y * b3_0_));
                    float4 _e333 = sum2_0_;
                    sum2_0_ = (_e333 + (a3_0_.z * b3_0_));
                    float4 _e337 = sum3_0_;
                    sum3_0_ = (_e337 + (a3_0_.w * b3_0_));
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e359 = command.rows;
    if ((row0_ < _e359)) {
        float4 _e369 = sum0_0_;
        put(member_9, chunk_1, row0_, (first_column + (4u * (column_7 + 0u))), _e369);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e382 = command.rows;
    if ((row1_ < _e382)) {
        float4 _e392 = sum1_0_;
        put(member_9, chunk_1, row1_, (first_column + (4u * (column_7 + 0u))), _e392);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e405 = command.rows;
    if ((row2_ < _e405)) {
        float4 _e415 = sum2_0_;
        put(member_9, chunk_1, row2_, (first_column + (4u * (column_7 + 0u))), _e415);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e428 = command.rows;
    if ((row3_ < _e428)) {
        float4 _e438 = sum3_0_;
        put(member_9, chunk_1, row3_, (first_column + (4u * (column_7 + 0u))), _e438);
        return;
    } else {
        return;
    }
}
