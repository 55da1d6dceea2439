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
static const uint LANES = 16u;
static const uint WORKGROUP = 256u;
static const uint SIDE = 64u;
static const uint DEPTH = 32u;
static const uint VECTORS = 16u;
static const uint SPAN = 16u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer d : register(t1);
ByteAddressBuffer eta : register(t2);
RWByteAddressBuffer w : register(u0);
RWByteAddressBuffer b : register(u1);
groupshared float4 slab[1024];
RWByteAddressBuffer cursor : register(u2);
ByteAddressBuffer sample_loss : register(t3);
RWByteAddressBuffer losses : register(u3);

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

float4 within(uint column_1, float4 value)
{
    uint4 columns = ((column_1).xxxx + uint4(0u, 1u, 2u, 3u));
    uint _e13 = command.columns;
    return ((columns < (_e13).xxxx) ? value : (0.0).xxxx);
}

uint naga_div(uint lhs, uint rhs) {
    return lhs / (rhs == 0u ? 1u : rhs);
}

void finish(uint member_1, uint row_1, uint column_2, float4 sum)
{
    const uint _e8 = at(2u, member_1, 0u, 0u);
    float _e10 = asfloat(eta.Load(_e8*4));
    uint _e13 = command.inner;
    float rate = (_e10 / float(_e13));
    const float4 _e17 = within(column_2, (rate * sum));
    uint _e20 = command.rows;
    if ((row_1 < _e20)) {
        const uint _e24 = at(3u, member_1, row_1, column_2);
        float4 _e28 = asfloat(w.Load4(naga_div(_e24, 4u)*16));
        w.Store4(naga_div(_e24, 4u)*16, asuint((_e28 - _e17)));
        return;
    } else {
        const uint _e33 = at(4u, member_1, 0u, column_2);
        float4 _e37 = asfloat(b.Load4(naga_div(_e33, 4u)*16));
        b.Store4(naga_div(_e33, 4u)*16, asuint((_e37 - _e17)));
        return;
    }
}

float4x4 left_square(uint member_2, uint row_2, uint column_3)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows = ((row_2).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows < (((column_3 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_2, 0u, min(column_3, (operand.pitch - 4u)));
    uint start_1 = naga_div(_e34, 4u);
    uint4 place = ((start_1).xxxx + (min(rows, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
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

float4x4 right_square(uint member_4, uint row_3, uint column_4)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_3).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_1 < (((column_4 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_4, 0u, min(column_4, (operand_1.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_2).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
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

void put(uint member_7, uint chunk, uint row_4, uint column_5, float4 sum_1)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_5 < _e9)) {
        finish(member_7, row_4, column_5, sum_1);
        return;
    } else {
        return;
    }
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

void end_step(uint local_4)
{
    uint first = 0u;
    float sum_2 = (float)0;
    uint k_5 = (uint)0;
    bool local_5 = (bool)0;
    bool local_6 = (bool)0;
    uint other_3 = (uint)0;

    uint step_ = asuint(cursor.Load(4));
    uint lane = naga_mod(local_4, LANES);
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e94 = first;
            first = (_e94 + 16u);
        }
        loop_init = false;
        uint _e8 = first;
        uint _e11 = command.members;
        if ((_e8 < _e11)) {
        } else {
            break;
        }
        {
            uint _e13 = first;
            uint m = (_e13 + naga_div(local_4, LANES));
            sum_2 = 0.0;
            k_5 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_5;
                    k_5 = (_e50 + LANES);
                }
                loop_init_1 = false;
                uint _e21 = k_5;
                uint _e24 = command.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if ((m < _e28)) {
                        uint _e32 = k_5;
                        uint _e36 = command.inner;
                        local_5 = ((_e32 + lane) < _e36);
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_5;
                        const uint _e46 = at(5u, m, 0u, (_e44 + lane));
                        float _e48 = asfloat(sample_loss.Load(_e46*4));
                        sum_2 = (_e40 + _e48);
                    }
                }
            }
            GroupMemoryBarrierWithGroupSync();
            float _e55 = sum_2;
            slab[local_4] = (_e55).xxxx;
            GroupMemoryBarrierWithGroupSync();
            if ((lane == 0u)) {
                uint _e63 = command.members;
                local_6 = (m < _e63);
            } else {
                local_6 = false;
            }
            bool _e66 = local_6;
            if (_e66) {
                other_3 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_3;
                        other_3 = (_e81 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e69 = other_3;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_3;
                        float _e78 = slab[(local_4 + _e74)].x;
                        sum_2 = (_e72 + _e78);
                    }
                }
                const uint _e86 = at(7u, m, 0u, step_);
                float _e88 = sum_2;
                uint _e91 = command.inner;
                losses.Store(_e86*4, asuint((_e88 / float(_e91))));
            }
        }
    }
    DeviceMemoryBarrierWithGroupSync();
    if ((local_4 == 0u)) {
        uint _e105 = asuint(cursor.Load(0));
        uint _e108 = command.inner;
        cursor.Store(0, asuint((_e105 + _e108)));
        cursor.Store(4, asuint((step_ + 1u)));
        return;
    } else {
        return;
    }
}

[numthreads(256, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    bool local_1 = (bool)0;
    float4 sum0_0_ = (0.0).xxxx;
    float4 sum1_0_ = (0.0).xxxx;
    float4 sum2_0_ = (0.0).xxxx;
    float4 sum3_0_ = (0.0).xxxx;
    float4 bias0_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;
    bool local_2 = (bool)0;
    uint k_1 = (uint)0;
    bool local_3 = (bool)0;

    uint member_8 = workgroup.z;
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
    if ((number == 0u)) {
        local_1 = (member_8 == 0u);
    } else {
        local_1 = false;
    }
    bool _e43 = local_1;
    if (_e43) {
        end_step(local);
    }
    uint _e46 = command.chunk;
    uint first_1 = (chunk_1 * _e46);
    uint _e50 = command.chunk;
    uint _e54 = command.inner;
    uint end = min((first_1 + _e50), _e54);
    bool is_left_1 = (local < 128u);
    uint load = naga_mod(local, 128u);
    uint load_vector = naga_mod(naga_div(load, 2u), VECTORS);
    uint load_k = (4u * (naga_mod(load, 2u) + (2u * naga_div(load, 32u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_5 = naga_div(local, SPAN);
    uint column_6 = naga_mod(local, SPAN);
    const float4x4 _e113 = block(is_left_1, member_8, load_other, (first_1 + load_k));
    next = _e113;
    start = first_1;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e387 = start;
            start = (_e387 + DEPTH);
        }
        loop_init_3 = false;
        uint _e116 = start;
        if ((_e116 < end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e126 = next[0];
            slab[(load_place + 0u)] = _e126;
            float4 _e135 = next[1];
            slab[(load_place + 16u)] = _e135;
            float4 _e144 = next[2];
            slab[(load_place + 32u)] = _e144;
            float4 _e153 = next[3];
            slab[(load_place + 48u)] = _e153;
            GroupMemoryBarrierWithGroupSync();
            uint _e154 = start;
            if (((_e154 + DEPTH) < end)) {
                uint _e158 = start;
                const float4x4 _e162 = block(is_left_1, member_8, load_other, ((_e158 + DEPTH) + load_k));
                next = _e162;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e352 = k;
                    k = (_e352 + 4u);
                }
                loop_init_4 = false;
                uint _e165 = k;
                if ((_e165 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e169 = k;
                    float4 a0_0_ = slab[((((_e169 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e184 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e184) + 0u) * VECTORS) + column_6) + 0u)];
                    float4 _e198 = sum0_0_;
                    sum0_0_ = (_e198 + (a0_0_.x * b0_0_));
                    float4 _e202 = sum1_0_;
                    sum1_0_ = (_e202 + (a0_0_.y * b0_0_));
                    float4 _e206 = sum2_0_;
                    sum2_0_ = (_e206 + (a0_0_.z * b0_0_));
                    float4 _e210 = sum3_0_;
                    sum3_0_ = (_e210 + (a0_0_.w * b0_0_));
                    uint _e215 = k;
                    float4 a1_0_ = slab[((((_e215 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e230 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e230) + 1u) * VECTORS) + column_6) + 0u)];
                    float4 _e244 = sum0_0_;
                    sum0_0_ = (_e244 + (a1_0_.x * b1_0_));
                    float4 _e248 = sum1_0_;
                    sum1_0_ = (_e248 + (a1_0_.y * b1_0_));
                    float4 _e252 = sum2_0_;
                    sum2_0_ = (_e252 + (a1_0_.z * b1_0_));
                    float4 _e256 = sum3_0_;
                    sum3_0_ = (_e256 + (a1_0_.w * b1_0_));
                    uint _e261 = k;
                    float4 a2_0_ = slab[((((_e261 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e276 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e276) + 2u) * VECTORS) + column_6) + 0u)];
                    float4 _e290 = sum0_0_;
                    sum0_0_ = (_e290 + (a2_0_.x * b2_0_));
                    float4 _e294 = sum1_0_;
                    sum1_0_ = (_e294 + (a2_0_.y * b2_0_));
                    float4 _e298 = sum2_0_;
                    sum2_0_ = (_e298 + (a2_0_.z * b2_0_));
                    float4 _e302 = sum3_0_;
                    sum3_0_ = (_e302 + (a2_0_.w * b2_0_));
                    uint _e307 = k;
                    float4 a3_0_ = slab[((((_e307 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e322 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e322) + 3u) * VECTORS) + column_6) + 0u)];
                    float4 _e336 = sum0_0_;
                    sum0_0_ = (_e336 + (a3_0_.x * b3_0_));
                    float4 _e340 = sum1_0_;
                    sum1_0_ = (_e340 + (a3_0_.y * b3_0_));
                    float4 _e344 = sum2_0_;
                    sum2_0_ = (_e344 + (a3_0_.z * b3_0_));
                    float4 _e348 = sum3_0_;
                    sum3_0_ = (_e348 + (a3_0_.w * b3_0_));
                }
            }
            if ((first_row == 0u)) {
                local_2 = (row_5 == 0u);
            } else {
                local_2 = false;
            }
            bool _e362 = local_2;
            if (_e362) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e385 = k_1;
                        k_1 = (_e385 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e365 = k_1;
                    if ((_e365 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        float4 _e368 = bias0_;
                        uint _e371 = k_1;
                        float4 _e382 = slab[((((DEPTH + _e371) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e368 + _e382);
                    }
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e402 = command.rows;
    if ((row0_ < _e402)) {
        float4 _e412 = sum0_0_;
        put(member_8, chunk_1, row0_, (first_column + (4u * (column_6 + 0u))), _e412);
    }
    uint row1_ = ((first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e425 = command.rows;
    if ((row1_ < _e425)) {
        float4 _e435 = sum1_0_;
        put(member_8, chunk_1, row1_, (first_column + (4u * (column_6 + 0u))), _e435);
    }
    uint row2_ = ((first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e448 = command.rows;
    if ((row2_ < _e448)) {
        float4 _e458 = sum2_0_;
        put(member_8, chunk_1, row2_, (first_column + (4u * (column_6 + 0u))), _e458);
    }
    uint row3_ = ((first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e471 = command.rows;
    if ((row3_ < _e471)) {
        float4 _e481 = sum3_0_;
        put(member_8, chunk_1, row3_, (first_column + (4u * (column_6 + 0u))), _e481);
    }
    if ((first_row == 0u)) {
        local_3 = (row_5 == 0u);
    } else {
        local_3 = false;
    }
    bool _e489 = local_3;
    if (_e489) {
        uint _e492 = command.rows;
        float4 _e501 = bias0_;
        put(member_8, chunk_1, _e492, (first_column + (4u * (column_6 + 0u))), _e501);
        return;
    } else {
        return;
    }
}
