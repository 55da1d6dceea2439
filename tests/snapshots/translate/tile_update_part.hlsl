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

static const bool LEFT_ROWS_ARE_TERMS = true;
static const bool RIGHT_ROWS_ARE_TERMS = true;
static const uint BIAS_ROWS = 1u;
static const uint WORKGROUP = 64u;
static const uint SIDE = 32u;
static const uint DEPTH = 16u;
static const uint VECTORS = 8u;
static const uint SPAN = 8u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer d : register(t1);
RWByteAddressBuffer partial : register(u0);
groupshared float4 slab[256];

uint at(uint o, uint member, uint row, uint column)
{
    Tensor t = command.operands[o];
    return (((member * t.member_stride) + (row * t.pitch)) + column);
}

float4 left(uint i)
{
    float4 _e3 = asfloat(x.Load4(i*16));
    return _e3;
}

float4 right(uint i_1)
{
    float4 _e3 = asfloat(d.Load4(i_1*16));
    return _e3;
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

uint partial_place(uint member_1, uint chunk, uint row_1, uint column_1)
{
    uint _e6 = command.rows;
    uint rows = (_e6 + BIAS_ROWS);
    uint _e11 = command.chunks;
    uint _e20 = command.operands[3].pitch;
    return naga_div(((((((member_1 * _e11) + chunk) * rows) + row_1) * _e20) + column_1), 4u);
}

float4x4 left_square(uint member_2, uint row_2, uint column_2)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_2).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows_1 < (((column_2 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_2, 0u, min(column_2, (operand.pitch - 4u)));
    uint start_1 = naga_div(_e34, 4u);
    uint4 place = ((start_1).xxxx + (min(rows_1, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
    const float4 _e50 = left(place.x);
    const float4 _e56 = left(place.y);
    const float4 _e62 = left(place.z);
    const float4 _e68 = left(place.w);
    return float4x4((there.x ? _e50 : (0.0).xxxx), (there.y ? _e56 : (0.0).xxxx), (there.z ? _e62 : (0.0).xxxx), (there.w ? _e68 : (0.0).xxxx));
}

float4x4 left_block(uint member_3, uint other, uint k_2)
{
    if (LEFT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = left_square(member_3, k_2, other);
        return _e4;
    }
    const float4x4 _e5 = left_square(member_3, other, k_2);
    return transpose(_e5);
}

float4x4 right_square(uint member_4, uint row_3, uint column_3)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_2 = ((row_3).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_2 < (((column_3 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_4, 0u, min(column_3, (operand_1.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_2).xxxx + (min(rows_2, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
    const float4 _e50 = right(place_1.x);
    const float4 _e56 = right(place_1.y);
    const float4 _e62 = right(place_1.z);
    const float4 _e68 = right(place_1.w);
    return float4x4((there_1.x ? _e50 : (0.0).xxxx), (there_1.y ? _e56 : (0.0).xxxx), (there_1.z ? _e62 : (0.0).xxxx), (there_1.w ? _e68 : (0.0).xxxx));
}

float4x4 right_block(uint member_5, uint other_1, uint k_3)
{
    if (RIGHT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = right_square(member_5, k_3, other_1);
        return _e4;
    }
    const float4x4 _e5 = right_square(member_5, other_1, k_3);
    return transpose(_e5);
}

float4x4 block(bool is_left, uint member_6, uint other_2, uint k_4)
{
    if (is_left) {
        const float4x4 _e4 = left_block(member_6, other_2, k_4);
        return _e4;
    }
    const float4x4 _e5 = right_block(member_6, other_2, k_4);
    return _e5;
}

void put(uint member_7, uint chunk_1, uint row_4, uint column_4, float4 sum)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_4 < _e9)) {
        const uint _e12 = partial_place(member_7, chunk_1, row_4, column_4);
        partial.Store4(_e12*16, asuint(sum));
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
    float4 bias0_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;
    bool local_1 = (bool)0;
    uint k_1 = (uint)0;
    bool local_2 = (bool)0;

    uint member_8 = workgroup.z;
    uint number = ((workgroup.y * uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other).x) + workgroup.x);
    uint _e11 = command.chunks;
    uint chunk_2 = naga_mod(number, _e11);
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
    uint first = (chunk_2 * _e38);
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
    uint column_5 = naga_mod(local, SPAN);
    const float4x4 _e105 = block(is_left_1, member_8, load_other, (first + load_k));
    next = _e105;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e379 = start;
            start = (_e379 + DEPTH);
        }
        loop_init = false;
        uint _e108 = start;
        if ((_e108 < end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e118 = next[0];
            slab[(load_place + 0u)] = _e118;
            float4 _e127 = next[1];
            slab[(load_place + 8u)] = _e127;
            float4 _e136 = next[2];
            slab[(load_place + 16u)] = _e136;
            float4 _e145 = next[3];
            slab[(load_place + 24u)] = _e145;
            GroupMemoryBarrierWithGroupSync();
            uint _e146 = start;
            if (((_e146 + DEPTH) < end)) {
                uint _e150 = start;
                const float4x4 _e154 = block(is_left_1, member_8, load_other, ((_e150 + DEPTH) + load_k));
                next = _e154;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e344 = k;
                    k = (_e344 + 4u);
                }
                loop_init_1 = false;
                uint _e157 = k;
                if ((_e157 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e161 = k;
                    float4 a0_0_ = slab[((((_e161 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e176 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e176) + 0u) * VECTORS) + column_5) + 0u)];
                    float4 _e190 = sum0_0_;
                    sum0_0_ = (_e190 + (a0_0_.x * b0_0_));
                    float4 _e194 = sum1_0_;
                    sum1_0_ = (_e194 + (a0_0_.y * b0_0_));
                    float4 _e198 = sum2_0_;
                    sum2_0_ = (_e198 + (a0_0_.z * b0_0_));
                    float4 _e202 = sum3_0_;
                    sum3_0_ = (_e202 + (a0_0_.w * b0_0_));
                    uint _e207 = k;
                    float4 a1_0_ = slab[((((_e207 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e222 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e222) + 1u) * VECTORS) + column_5) + 0u)];
                    float4 _e236 = sum0_0_;
                    sum0_0_ = (_e236 + (a1_0_.x * b1_0_));
                    float4 _e240 = sum1_0_;
                    sum1_0_ = (_e240 + (a1_0_.y * b1_0_));
                    float4 _e244 = sum2_0_;
                    sum2_0_ = (_e244 + (a1_0_.z * b1_0_));
                    float4 _e248 = sum3_0_;
                    sum3_0_ = (_e248 + (a1_0_.w * b1_0_));
                    uint _e253 = k;
                    float4 a2_0_ = slab[((((_e253 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e268 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e268) + 2u) * VECTORS) + column_5) + 0u)];
                    float4 _e282 = sum0_0_;
                    sum0_0_ = (_e282 + (a2_0_.x * b2_0_));
                    float4 _e286 = sum1_0_;
                    sum1_0_ = (_e286 + (a2_0_.y * b2_0_));
                    float4 _e290 = sum2_0_;
                    sum2_0_ = (_e290 + (a2_0_.z * b2_0_));
                    float4 _e294 = sum3_0_;
                    sum3_0_ = (_e294 + (a2_0_.w * b2_0_));
                    uint _e299 = k;
                    float4 a3_0_ = slab[((((_e299 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e314 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e314) + 3u) * VECTORS) + column_5) + 0u)];
                    float4 _e328 = sum0_0_;
                    sum0_0_ = (_e328 + (a3_0_.x * b3_0_));
                    float4 _e332 = sum1_0_;
                    sum1_0_ = (_e332 + (a3_0_.y * b3_0_));
                    float4 _e336 = sum2_0_;
                    sum2_0_ = (_e336 + (a3_0_.z * b3_0_));
                    float4 _e340 = sum3_0_;
                    sum3_0_ = (_e340 + (a3_0_.w * b3_0_));
                }
            }
            if ((first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e354 = local_1;
            if (_e354) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e377 = k_1;
                        k_1 = (_e377 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e357 = k_1;
                    if ((_e357 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        float4 _e360 = bias0_;
                        uint _e363 = k_1;
                        float4 _e374 = slab[((((DEPTH + _e363) * VECTORS) + column_5) + 0u)];
                        bias0_ = (_e360 + _e374);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e394 = command.rows;
    if ((row0_ < _e394)) {
        float4 _e404 = sum0_0_;
        put(member_8, chunk_2, row0_, (first_column + (4u * (column_5 + 0u))), _e404);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e417 = command.rows;
    if ((row1_ < _e417)) {
        float4 _e427 = sum1_0_;
        put(member_8, chunk_2, row1_, (first_column + (4u * (column_5 + 0u))), _e427);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e440 = command.rows;
    if ((row2_ < _e440)) {
        float4 _e450 = sum2_0_;
        put(member_8, chunk_2, row2_, (first_column + (4u * (column_5 + 0u))), _e450);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e463 = command.rows;
    if ((row3_ < _e463)) {
        float4 _e473 = sum3_0_;
        put(member_8, chunk_2, row3_, (first_column + (4u * (column_5 + 0u))), _e473);
    }
    if ((first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e481 = local_2;
    if (_e481) {
        uint _e484 = command.rows;
        float4 _e493 = bias0_;
        put(member_8, chunk_2, _e484, (first_column + (4u * (column_5 + 0u))), _e493);
        return;
    } else {
        return;
    }
}
