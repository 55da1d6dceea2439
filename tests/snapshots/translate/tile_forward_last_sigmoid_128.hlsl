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
static const uint WORKGROUP = 256u;
static const uint SIDE = 128u;
static const uint DEPTH = 16u;
static const uint VECTORS = 32u;
static const uint SPAN = 16u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer w : register(t1);
ByteAddressBuffer b : register(t2);
RWByteAddressBuffer delta : register(u0);
ByteAddressBuffer targets : register(t3);
RWByteAddressBuffer sample_loss : register(u1);
ByteAddressBuffer order : register(t4);
ByteAddressBuffer cursor : register(t5);
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

float derivative(float h)
{
    return (h * (1.0 - h));
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

uint sample_row(uint member_2, uint row_1)
{
    uint _e7 = asuint(cursor.Load(0));
    const uint _e9 = at(5u, member_2, 0u, (_e7 + row_1));
    uint _e11 = asuint(order.Load(_e9*4));
    return _e11;
}

float4 within(uint column_2, float4 value)
{
    uint4 columns = ((column_2).xxxx + uint4(0u, 1u, 2u, 3u));
    uint _e13 = command.columns;
    return ((columns < (_e13).xxxx) ? value : (0.0).xxxx);
}

float finish(uint member_3, uint row_2, uint column_3, float4 sum_1)
{
    const float4 _e4 = outputs(member_3, column_3, sum_1);
    const float _e6 = derivative(_e4.x);
    const float _e8 = derivative(_e4.y);
    const float _e10 = derivative(_e4.z);
    const float _e12 = derivative(_e4.w);
    float4 slope = float4(_e6, _e8, _e10, _e12);
    const uint _e16 = sample_row(member_3, row_2);
    const uint _e17 = at(4u, member_3, _e16, column_3);
    float4 t_1 = asfloat(targets.Load4(naga_div(_e17, 4u)*16));
    const float4 _e23 = within(column_3, (_e4 - t_1));
    const uint _e26 = at(3u, member_3, row_2, column_3);
    delta.Store4(naga_div(_e26, 4u)*16, asuint((_e23 * slope)));
    return dot(_e23, _e23);
}

void put_loss(uint member_4, uint row_3, float sum_2)
{
    const uint _e6 = at(7u, member_4, 0u, row_3);
    sample_loss.Store(_e6*4, asuint((0.5 * sum_2)));
    return;
}

float4x4 left_square(uint member_5, uint row_4, uint column_4)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows = ((row_4).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows < (((column_4 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_5, 0u, min(column_4, (operand.pitch - 4u)));
    uint start_1 = naga_div(_e34, 4u);
    uint4 place = ((start_1).xxxx + (min(rows, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
    const float4 _e50 = left(place.x);
    const float4 _e56 = left(place.y);
    const float4 _e62 = left(place.z);
    const float4 _e68 = left(place.w);
    return float4x4((there.x ? _e50 : (0.0).xxxx), (there.y ? _e56 : (0.0).xxxx), (there.z ? _e62 : (0.0).xxxx), (there.w ? _e68 : (0.0).xxxx));
}

float4x4 left_block(uint member_6, uint other, uint k_1)
{
    if (LEFT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = left_square(member_6, k_1, other);
        return _e4;
    }
    const float4x4 _e5 = left_square(member_6, other, k_1);
    return transpose(_e5);
}

float4x4 right_square(uint member_7, uint row_5, uint column_5)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_5).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_1 < (((column_5 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_7, 0u, min(column_5, (operand_1.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_2).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
    const float4 _e50 = right(place_1.x);
    const float4 _e56 = right(place_1.y);
    const float4 _e62 = right(place_1.z);
    const float4 _e68 = right(place_1.w);
    return float4x4((there_1.x ? _e50 : (0.0).xxxx), (there_1.y ? _e56 : (0.0).xxxx), (there_1.z ? _e62 : (0.0).xxxx), (there_1.w ? _e68 : (0.0).xxxx));
}

float4x4 right_block(uint member_8, uint other_1, uint k_2)
{
    if (RIGHT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = right_square(member_8, k_2, other_1);
        return _e4;
    }
    const float4x4 _e5 = right_square(member_8, other_1, k_2);
    return transpose(_e5);
}

float4x4 block(bool is_left, uint member_9, uint other_2, uint k_3)
{
    if (is_left) {
        const float4x4 _e4 = left_block(member_9, other_2, k_3);
        return _e4;
    }
    const float4x4 _e5 = right_block(member_9, other_2, k_3);
    return _e5;
}

float put(uint member_10, uint chunk, uint row_6, uint column_6, float4 sum_3)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_6 < _e9)) {
        const float _e11 = finish(member_10, row_6, column_6, sum_3);
        return _e11;
    }
    return 0.0;
}

uint naga_mod(uint lhs, uint rhs) {
    return lhs % (rhs == 0u ? 1u : rhs);
}

[numthreads(256, 1, 1)]
void main(uint3 workgroup : SV_GroupID, uint3 workgroups : SV_GroupID, uint local : SV_GroupIndex)
{
    float4 sum0_0_ = (0.0).xxxx;
    float4 sum0_1_ = (0.0).xxxx;
    float4 sum1_0_ = (0.0).xxxx;
    float4 sum1_1_ = (0.0).xxxx;
    float4 sum2_0_ = (0.0).xxxx;
    float4 sum2_1_ = (0.0).xxxx;
    float4 sum3_0_ = (0.0).xxxx;
    float4 sum3_1_ = (0.0).xxxx;
    float4 sum4_0_ = (0.0).xxxx;
    float4 sum4_1_ = (0.0).xxxx;
    float4 sum5_0_ = (0.0).xxxx;
    float4 sum5_1_ = (0.0).xxxx;
    float4 sum6_0_ = (0.0).xxxx;
    float4 sum6_1_ = (0.0).xxxx;
    float4 sum7_0_ = (0.0).xxxx;
    float4 sum7_1_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;
    float4 loss0_0_ = (0.0).xxxx;
    float4 loss0_1_ = (0.0).xxxx;
    float4 loss1_0_ = (0.0).xxxx;
    float4 loss1_1_ = (0.0).xxxx;
    bool local_1 = (bool)0;
    float loss = 0.0;
    uint vector_ = 0u;

    uint member_11 = workgroup.z;
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
    bool is_left_1 = (local < 128u);
    uint load = naga_mod(local, 128u);
    uint load_vector = naga_mod(naga_div(load, 2u), VECTORS);
    uint load_k = (4u * (naga_mod(load, 2u) + (2u * naga_div(load, 64u))));
    uint load_other = ((is_left_1 ? first_row : first_column) + (4u * load_vector));
    uint load_place = ((((is_left_1 ? 0u : DEPTH) + load_k) * VECTORS) + load_vector);
    uint row_7 = naga_div(local, SPAN);
    uint column_7 = naga_mod(local, SPAN);
    const float4x4 _e138 = block(is_left_1, member_11, load_other, (first + load_k));
    next = _e138;
    start = first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e692 = start;
            start = (_e692 + DEPTH);
        }
        loop_init = false;
        uint _e141 = start;
        if ((_e141 < end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e151 = next[0];
            slab[(load_place + 0u)] = _e151;
            float4 _e160 = next[1];
            slab[(load_place + 32u)] = _e160;
            float4 _e169 = next[2];
            slab[(load_place + 64u)] = _e169;
            float4 _e178 = next[3];
            slab[(load_place + 96u)] = _e178;
            GroupMemoryBarrierWithGroupSync();
            uint _e179 = start;
            if (((_e179 + DEPTH) < end)) {
                uint _e183 = start;
                const float4x4 _e187 = block(is_left_1, member_11, load_other, ((_e183 + DEPTH) + load_k));
                next = _e187;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e689 = k;
                    k = (_e689 + 4u);
                }
                loop_init_1 = false;
                uint _e190 = k;
                if ((_e190 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e194 = k;
                    float4 a0_0_ = slab[((((_e194 + 0u) * VECTORS) + row_7) + 0u)];
                    uint _e209 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e209) + 0u) * VECTORS) + column_7) + 0u)];
                    uint _e224 = k;
                    float4 a0_1_ = slab[((((_e224 + 0u) * VECTORS) + row_7) + 16u)];
                    uint _e239 = k;
                    float4 b0_1_ = slab[(((((DEPTH + _e239) + 0u) * VECTORS) + column_7) + 16u)];
                    float4 _e253 = sum0_0_;
                    sum0_0_ = (_e253 + (a0_0_.x * b0_0_));
                    float4 _e257 = sum0_1_;
                    sum0_1_ = (_e257 + (a0_0_.x * b0_1_));
                    float4 _e261 = sum1_0_;
                    sum1_0_ = (_e261 + (a0_0_.y * b0_0_));
                    float4 _e265 = sum1_1_;
                    sum1_1_ = (_e265 + (a0_0_.y * b0_1_));
                    float4 _e269 = sum2_0_;
                    sum2_0_ = (_e269 + (a0_0_.z * b0_0_));
                    float4 _e273 = sum2_1_;
                    sum2_1_ = (_e273 + (a0_0_.z * b0_1_));
                    float4 _e277 = sum3_0_;
                    sum3_0_ = (_e277 + (a0_0_.w * b0_0_));
                    float4 _e281 = sum3_1_;
                    sum3_1_ = (_e281 + (a0_0_.w * b0_1_));
                    float4 _e285 = sum4_0_;
                    sum4_0_ = (_e285 + (a0_1_.x * b0_0_));
                    float4 _e289 = sum4_1_;
                    sum4_1_ = (_e289 + (a0_1_.x * b0_1_));
                    float4 _e293 = sum5_0_;
                    sum5_0_ = (_e293 + (a0_1_.y * b0_0_));
                    float4 _e297 = sum5_1_;
                    sum5_1_ = (_e297 + (a0_1_.y * b0_1_));
                    float4 _e301 = sum6_0_;
                    sum6_0_ = (_e301 + (a0_1_.z * b0_0_));
                    float4 _e305 = sum6_1_;
                    sum6_1_ = (_e305 + (a0_1_.z * b0_1_));
                    float4 _e309 = sum7_0_;
                    sum7_0_ = (_e309 + (a0_1_.w * b0_0_));
                    float4 _e313 = sum7_1_;
                    sum7_1_ = (_e313 + (a0_1_.w * b0_1_));
                    uint _e318 = k;
                    float4 a1_0_ = slab[((((_e318 + 1u) * VECTORS) + row_7) + 0u)];
                    uint _e333 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e333) + 1u) * VECTORS) + column_7) + 0u)];
                    uint _e348 = k;
                    float4 a1_1_ = slab[((((_e348 + 1u) * VECTORS) + row_7) + 16u)];
                    uint _e363 = k;
                    float4 b1_1_ = slab[(((((DEPTH + _e363) + 1u) * VECTORS) + column_7) + 16u)];
                    float4 _e377 = sum0_0_;
                    sum0_0_ = (_e377 + (a1_0_.x * b1_0_));
                    float4 _e381 = sum0_1_;
                    sum0_1_ = (_e381 + (a1_0_.x * b1_1_));
                    float4 _e385 = sum1_0_;
                    sum1_0_ = (_e385 + (a1_0_.y * b1_0_));
                    float4 _e389 = sum1_1_;
                    sum1_1_ = (_e389 + (a1_0_.y * b1_1_));
                    float4 _e393 = sum2_0_;
                    sum2_0_ = (_e393 + (a1_0_.z * b1_0_));
                    float4 _e397 = sum2_1_;
                    sum2_1_ = (_e397 + (a1_0_.z * b1_1_));
                    float4 _e401 = sum3_0_;
                    sum3_0_ = (_e401 + (a1_0_.w * b1_0_));
                    float4 _e405 = sum3_1_;
                    sum3_1_ = (_e405 + (a1_0_.w * b1_1_));
                    float4 _e409 = sum4_0_;
                    sum4_0_ = (_e409 + (a1_1_.x * b1_0_));
                    float4 _e413 = sum4_1_;
                    sum4_1_ = (_e413 + (a1_1_.x * b1_1_));
                    float4 _e417 = sum5_0_;
                    sum5_0_ = (_e417 + (a1_1_.y * b1_0_));
                    float4 _e421 = sum5_1_;
                    sum5_1_ = (_e421 + (a1_1_.y * b1_1_));
                    float4 _e425 = sum6_0_;
                    sum6_0_ = (_e425 + (a1_1_.z * b1_0_));
                    float4 _e429 = sum6_1_;
                    sum6_1_ = (_e429 + (a1_1_.z * b1_1_));
                    float4 _e433 = sum7_0_;
                    sum7_0_ = (_e433 + (a1_1_.w * b1_0_));
                    float4 _e437 = sum7_1_;
                    sum7_1_ = (_e437 + (a1_1_.w * b1_1_));
                    uint _e442 = k;
                    float4 a2_0_ = slab[((((_e442 + 2u) * VECTORS) + row_7) + 0u)];
                    uint _e457 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e457) + 2u) * VECTORS) + column_7) + 0u)];
                    uint _e472 = k;
                    float4 a2_1_ = slab[((((_e472 + 2u) * VECTORS) + row_7) + 16u)];
                    uint _e487 = k;
                    float4 b2_1_ = slab[(((((DEPTH + _e487) + 2u) * VECTORS) + column_7) + 16u)];
                    float4 _e501 = sum0_0_;
                    sum0_0_ = (_e501 + (a2_0_.x * b2_0_));
                    float4 _e505 = sum0_1_;
                    sum0_1_ = (_e505 + (a2_0_.x * b2_1_));
                    float4 _e509 = sum1_0_;
                    sum1_0_ = (_e509 + (a2_0_.y * b2_0_));
                    float4 _e513 = sum1_1_;
                    sum1_1_ = (_e513 + (a2_0_.y * b2_1_));
                    float4 _e517 = sum2_0_;
                    sum2_0_ = (_e517 + (a2_0_.z * b2_0_));
                    float4 _e521 = sum2_1_;
                    sum2_1_ = (_e521 + (a2_0_.z * b2_1_));
                    float4 _e525 = sum3_0_;
                    sum3_0_ = (_e525 + (a2_0_.w * b2_0_));
                    float4 _e529 = sum3_1_;
                    sum3_1_ = (_e529 + (a2_0_.w * b2_1_));
                    float4 _e533 = sum4_0_;
                    sum4_0_ = (_e533 + (a2_1_.x * b2_0_));
                    float4 _e537 = sum4_1_;
                    sum4_1_ = (_e537 + (a2_1_.x * b2_1_));
                    float4 _e541 = sum5_0_;
                    sum5_0_ = (_e541 + (a2_1_.y * b2_0_));
                    float4 _e545 = sum5_1_;
                    sum5_1_ = (_e545 + (a2_1_.y * b2_1_));
                    float4 _e549 = sum6_0_;
                    sum6_0_ = (_e549 + (a2_1_.z * b2_0_));
                    float4 _e553 = sum6_1_;
                    sum6_1_ = (_e553 + (a2_1_.z * b2_1_));
                    float4 _e557 = sum7_0_;
                    sum7_0_ = (_e557 + (a2_1_.w * b2_0_));
                    float4 _e561 = sum7_1_;
                    sum7_1_ = (_e561 + (a2_1_.w * b2_1_));
                    uint _e566 = k;
                    float4 a3_0_ = slab[((((_e566 + 3u) * VECTORS) + row_7) + 0u)];
                    uint _e581 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e581) + 3u) * VECTORS) + column_7) + 0u)];
                    uint _e596 = k;
                    float4 a3_1_ = slab[((((_e596 + 3u) * VECTORS) + row_7) + 16u)];
                    uint _e611 = k;
                    float4 b3_1_ = slab[(((((DEPTH + _e611) + 3u) * VECTORS) + column_7) + 16u)];
                    float4 _e625 = sum0_0_;
                    sum0_0_ = (_e625 + (a3_0_.x * b3_0_));
                    float4 _e629 = sum0_1_;
                    sum0_1_ = (_e629 + (a3_0_.x * b3_1_));
                    float4 _e633 = sum1_0_;
                    sum1_0_ = (_e633 + (a3_0_.y * b3_0_));
                    float4 _e637 = sum1_1_;
                    sum1_1_ = (_e637 + (a3_0_.y * b3_1_));
                    float4 _e641 = sum2_0_;
                    sum2_0_ = (_e641 + (a3_0_.z * b3_0_));
                    float4 _e645 = sum2_1_;
                    sum2_1_ = (_e645 + (a3_0_.z * b3_1_));
                    float4 _e649 = sum3_0_;
                    sum3_0_ = (_e649 + (a3_0_.w * b3_0_));
                    float4 _e653 = sum3_1_;
                    sum3_1_ = (_e653 + (a3_0_.w * b3_1_));
                    float4 _e657 = sum4_0_;
                    sum4_0_ = (_e657 + (a3_1_.x * b3_0_));
                    float4 _e661 = sum4_1_;
                    sum4_1_ = (_e661 + (a3_1_.x * b3_1_));
                    float4 _e665 = sum5_0_;
                    sum5_0_ = (_e665 + (a3_1_.y * b3_0_));
                    float4 _e669 = sum5_1_;
                    sum5_1_ = (_e669 + (a3_1_.y * b3_1_));
                    float4 _e673 = sum6_0_;
                    sum6_0_ = (_e673 + (a3_1_.z * b3_0_));
                    float4 _e677 = sum6_1_;
                    sum6_1_ = (_e677 + (a3_1_.z * b3_1_));
                    float4 _e681 = sum7_0_;
                    sum7_0_ = (_e681 + (a3_1_.w * b3_0_));
                    float4 _e685 = sum7_1_;
                    sum7_1_ = (_e685 + (a3_1_.w * b3_1_));
                }
            }
        }
    }
    uint row0_ = ((first_row + (4u * (row_7 + 0u))) + 0u);
    uint _e719 = command.rows;
    if ((row0_ < _e719)) {
        float4 _e730 = sum0_0_;
        const float _e731 = put(member_11, chunk_1, row0_, (first_column + (4u * (column_7 + 0u))), _e730);
        loss0_0_.x = _e731;
        float4 _e741 = sum0_1_;
        const float _e742 = put(member_11, chunk_1, row0_, (first_column + (4u * (column_7 + 16u))), _e741);
        loss0_1_.x = _e742;
    }
    uint row1_ = ((first_row + (4u * (row_7 + 0u))) + 1u);
    uint _e755 = command.rows;
    if ((row1_ < _e755)) {
        float4 _e766 = sum1_0_;
        const float _e767 = put(member_11, chunk_1, row1_, (first_column + (4u * (column_7 + 0u))), _e766);
        loss0_0_.y = _e767;
        float4 _e777 = sum1_1_;
        const float _e778 = put(member_11, chunk_1, row1_, (first_column + (4u * (column_7 + 16u))), _e777);
        loss0_1_.y = _e778;
    }
    uint row2_ = ((first_row + (4u * (row_7 + 0u))) + 2u);
    uint _e791 = command.rows;
    if ((row2_ < _e791)) {
        float4 _e802 = sum2_0_;
        const float _e803 = put(member_11, chunk_1, row2_, (first_column + (4u * (column_7 + 0u))), _e802);
        loss0_0_.z = _e803;
        float4 _e813 = sum2_1_;
        const float _e814 = put(member_11, chunk_1, row2_, (first_column + (4u * (column_7 + 16u))), _e813);
        loss0_1_.z = _e814;
    }
    uint row3_ = ((first_row + (4u * (row_7 + 0u))) + 3u);
    uint _e827 = command.rows;
    if ((row3_ < _e827)) {
        float4 _e838 = sum3_0_;
        const float _e839 = put(member_11, chunk_1, row3_, (first_column + (4u * (column_7 + 0u))), _e838);
        loss0_0_.w = _e839;
        float4 _e849 = sum3_1_;
        const float _e850 = put(member_11, chunk_1, row3_, (first_column + (4u * (column_7 + 16u))), _e849);
        loss0_1_.w = _e850;
    }
    uint row4_ = ((first_row + (4u * (row_7 + 16u))) + 0u);
    uint _e863 = command.rows;
    if ((row4_ < _e863)) {
        float4 _e874 = sum4_0_;
        const float _e875 = put(member_11, chunk_1, row4_, (first_column + (4u * (column_7 + 0u))), _e874);
        loss1_0_.x = _e875;
        float4 _e885 = sum4_1_;
        const float _e886 = put(member_11, chunk_1, row4_, (first_column + (4u * (column_7 + 16u))), _e885);
        loss1_1_.x = _e886;
    }
    uint row5_ = ((first_row + (4u * (row_7 + 16u))) + 1u);
    uint _e899 = command.rows;
    if ((row5_ < _e899)) {
        float4 _e910 = sum5_0_;
        const float _e911 = put(member_11, chunk_1, row5_, (first_column + (4u * (column_7 + 0u))), _e910);
        loss1_0_.y = _e911;
        float4 _e921 = sum5_1_;
        const float _e922 = put(member_11, chunk_1, row5_, (first_column + (4u * (column_7 + 16u))), _e921);
        loss1_1_.y = _e922;
    }
    uint row6_ = ((first_row + (4u * (row_7 + 16u))) + 2u);
    uint _e935 = command.rows;
    if ((row6_ < _e935)) {
        float4 _e946 = sum6_0_;
        const float _e947 = put(member_11, chunk_1, row6_, (first_column + (4u * (column_7 + 0u))), _e946);
        loss1_0_.z = _e947;
        float4 _e957 = sum6_1_;
        const float _e958 = put(member_11, chunk_1, row6_, (first_column + (4u * (column_7 + 16u))), _e957);
        loss1_1_.z = _e958;
    }
    uint row7_ = ((first_row + (4u * (row_7 + 16u))) + 3u);
    uint _e971 = command.rows;
    if ((row7_ < _e971)) {
        float4 _e982 = sum7_0_;
        const float _e983 = put(member_11, chunk_1, row7_, (first_column + (4u * (column_7 + 0u))), _e982);
        loss1_0_.w = _e983;
        float4 _e993 = sum7_1_;
        const float _e994 = put(member_11, chunk_1, row7_, (first_column + (4u * (column_7 + 16u))), _e993);
        loss1_1_.w = _e994;
    }
    GroupMemoryBarrierWithGroupSync();
    float4 _e1010 = loss0_0_;
    slab[((((row_7 + 0u) * VECTORS) + column_7) + 0u)] = _e1010;
    float4 _e1026 = loss0_1_;
    slab[((((row_7 + 0u) * VECTORS) + column_7) + 16u)] = _e1026;
    float4 _e1042 = loss1_0_;
    slab[((((row_7 + 16u) * VECTORS) + column_7) + 0u)] = _e1042;
    float4 _e1058 = loss1_1_;
    slab[((((row_7 + 16u) * VECTORS) + column_7) + 16u)] = _e1058;
    GroupMemoryBarrierWithGroupSync();
    if ((local < SIDE)) {
        uint _e1066 = command.rows;
        local_1 = ((first_row + local) < _e1066);
    } else {
        local_1 = false;
    }
    bool _e1069 = local_1;
    if (_e1069) {
        bool loop_init_2 = true;
        while(true) {
            if (!loop_init_2) {
                uint _e1096 = vector_;
                vector_ = (_e1096 + 1u);
            }
            loop_init_2 = false;
            uint _e1075 = vector_;
            uint _e1079 = command.columns;
            if (((4u * _e1075) < _e1079)) {
            } else {
                break;
            }
            {
                float _e1081 = loss;
                uint _e1087 = vector_;
                float _e1093 = slab[((naga_div(local, 4u) * VECTORS) + _e1087)][naga_mod(local, 4u)];
                loss = (_e1081 + _e1093);
            }
        }
        float _e1099 = loss;
        put_loss(member_11, (first_row + local), _e1099);
        return;
    } else {
        return;
    }
}
