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

Load load_of(Part part, uint local_2)
{
    bool is_left = (local_2 < 128u);
    uint load_1 = naga_mod(local_2, 128u);
    uint vector_1 = naga_mod(naga_div(load_1, 2u), VECTORS);
    uint k_3 = (4u * (naga_mod(load_1, 2u) + (2u * naga_div(load_1, 64u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector_1));
    const Load load_2 = ConstructLoad(is_left, k_3, other_2, ((((is_left ? 0u : DEPTH) + k_3) * VECTORS) + vector_1));
    return load_2;
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
    uint start_2 = naga_div(_e34, 4u);
    uint4 place = ((start_2).xxxx + (min(rows, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
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
    uint start_3 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_3).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
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

float4x4 block(Load load, uint member_9, uint start_1)
{
    if (load.is_left) {
        const float4x4 _e7 = left_block(member_9, load.other, (start_1 + load.k));
        return _e7;
    }
    const float4x4 _e11 = right_block(member_9, load.other, (start_1 + load.k));
    return _e11;
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

    const Part _e3 = part_of(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other));
    uint _e7 = command.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    const Load _e9 = load_of(_e3, local);
    uint row_7 = naga_div(local, SPAN);
    uint column_7 = naga_mod(local, SPAN);
    const float4x4 _e64 = block(_e9, _e3.member, _e3.first);
    next = _e64;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e625 = start;
            start = (_e625 + DEPTH);
        }
        loop_init = false;
        uint _e68 = start;
        if ((_e68 < _e3.end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e80 = next[0];
            slab[(_e9.place + 0u)] = _e80;
            float4 _e90 = next[1];
            slab[(_e9.place + 32u)] = _e90;
            float4 _e100 = next[2];
            slab[(_e9.place + 64u)] = _e100;
            float4 _e110 = next[3];
            slab[(_e9.place + 96u)] = _e110;
            GroupMemoryBarrierWithGroupSync();
            uint _e111 = start;
            if (((_e111 + DEPTH) < _e3.end)) {
                uint _e117 = start;
                const float4x4 _e120 = block(_e9, _e3.member, (_e117 + DEPTH));
                next = _e120;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e622 = k;
                    k = (_e622 + 4u);
                }
                loop_init_1 = false;
                uint _e123 = k;
                if ((_e123 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e127 = k;
                    float4 a0_0_ = slab[((((_e127 + 0u) * VECTORS) + row_7) + 0u)];
                    uint _e142 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e142) + 0u) * VECTORS) + column_7) + 0u)];
                    uint _e157 = k;
                    float4 a0_1_ = slab[((((_e157 + 0u) * VECTORS) + row_7) + 16u)];
                    uint _e172 = k;
                    float4 b0_1_ = slab[(((((DEPTH + _e172) + 0u) * VECTORS) + column_7) + 16u)];
                    float4 _e186 = sum0_0_;
                    sum0_0_ = (_e186 + (a0_0_.x * b0_0_));
                    float4 _e190 = sum0_1_;
                    sum0_1_ = (_e190 + (a0_0_.x * b0_1_));
                    float4 _e194 = sum1_0_;
                    sum1_0_ = (_e194 + (a0_0_.y * b0_0_));
                    float4 _e198 = sum1_1_;
                    sum1_1_ = (_e198 + (a0_0_.y * b0_1_));
                    float4 _e202 = sum2_0_;
                    sum2_0_ = (_e202 + (a0_0_.z * b0_0_));
                    float4 _e206 = sum2_1_;
                    sum2_1_ = (_e206 + (a0_0_.z * b0_1_));
                    float4 _e210 = sum3_0_;
                    sum3_0_ = (_e210 + (a0_0_.w * b0_0_));
                    float4 _e214 = sum3_1_;
                    sum3_1_ = (_e214 + (a0_0_.w * b0_1_));
                    float4 _e218 = sum4_0_;
                    sum4_0_ = (_e218 + (a0_1_.x * b0_0_));
                    float4 _e222 = sum4_1_;
                    sum4_1_ = (_e222 + (a0_1_.x * b0_1_));
                    float4 _e226 = sum5_0_;
                    sum5_0_ = (_e226 + (a0_1_.y * b0_0_));
                    float4 _e230 = sum5_1_;
                    sum5_1_ = (_e230 + (a0_1_.y * b0_1_));
                    float4 _e234 = sum6_0_;
                    sum6_0_ = (_e234 + (a0_1_.z * b0_0_));
                    float4 _e238 = sum6_1_;
                    sum6_1_ = (_e238 + (a0_1_.z * b0_1_));
                    float4 _e242 = sum7_0_;
                    sum7_0_ = (_e242 + (a0_1_.w * b0_0_));
                    float4 _e246 = sum7_1_;
                    sum7_1_ = (_e246 + (a0_1_.w * b0_1_));
                    uint _e251 = k;
                    float4 a1_0_ = slab[((((_e251 + 1u) * VECTORS) + row_7) + 0u)];
                    uint _e266 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e266) + 1u) * VECTORS) + column_7) + 0u)];
                    uint _e281 = k;
                    float4 a1_1_ = slab[((((_e281 + 1u) * VECTORS) + row_7) + 16u)];
                    uint _e296 = k;
                    float4 b1_1_ = slab[(((((DEPTH + _e296) + 1u) * VECTORS) + column_7) + 16u)];
                    float4 _e310 = sum0_0_;
                    sum0_0_ = (_e310 + (a1_0_.x * b1_0_));
                    float4 _e314 = sum0_1_;
                    sum0_1_ = (_e314 + (a1_0_.x * b1_1_));
                    float4 _e318 = sum1_0_;
                    sum1_0_ = (_e318 + (a1_0_.y * b1_0_));
                    float4 _e322 = sum1_1_;
                    sum1_1_ = (_e322 + (a1_0_.y * b1_1_));
                    float4 _e326 = sum2_0_;
                    sum2_0_ = (_e326 + (a1_0_.z * b1_0_));
                    float4 _e330 = sum2_1_;
                    sum2_1_ = (_e330 + (a1_0_.z * b1_1_));
                    float4 _e334 = sum3_0_;
                    sum3_0_ = (_e334 + (a1_0_.w * b1_0_));
                    float4 _e338 = sum3_1_;
                    sum3_1_ = (_e338 + (a1_0_.w * b1_1_));
                    float4 _e342 = sum4_0_;
                    sum4_0_ = (_e342 + (a1_1_.x * b1_0_));
                    float4 _e346 = sum4_1_;
                    sum4_1_ = (_e346 + (a1_1_.x * b1_1_));
                    float4 _e350 = sum5_0_;
                    sum5_0_ = (_e350 + (a1_1_.y * b1_0_));
                    float4 _e354 = sum5_1_;
                    sum5_1_ = (_e354 + (a1_1_.y * b1_1_));
                    float4 _e358 = sum6_0_;
                    sum6_0_ = (_e358 + (a1_1_.z * b1_0_));
                    float4 _e362 = sum6_1_;
                    sum6_1_ = (_e362 + (a1_1_.z * b1_1_));
                    float4 _e366 = sum7_0_;
                    sum7_0_ = (_e366 + (a1_1_.w * b1_0_));
                    float4 _e370 = sum7_1_;
                    sum7_1_ = (_e370 + (a1_1_.w * b1_1_));
                    uint _e375 = k;
                    float4 a2_0_ = slab[((((_e375 + 2u) * VECTORS) + row_7) + 0u)];
                    uint _e390 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e390) + 2u) * VECTORS) + column_7) + 0u)];
                    uint _e405 = k;
                    float4 a2_1_ = slab[((((_e405 + 2u) * VECTORS) + row_7) + 16u)];
                    uint _e420 = k;
                    float4 b2_1_ = slab[(((((DEPTH + _e420) + 2u) * VECTORS) + column_7) + 16u)];
                    float4 _e434 = sum0_0_;
                    sum0_0_ = (_e434 + (a2_0_.x * b2_0_));
                    float4 _e438 = sum0_1_;
                    sum0_1_ = (_e438 + (a2_0_.x * b2_1_));
                    float4 _e442 = sum1_0_;
                    sum1_0_ = (_e442 + (a2_0_.y * b2_0_));
                    float4 _e446 = sum1_1_;
                    sum1_1_ = (_e446 + (a2_0_.y * b2_1_));
                    float4 _e450 = sum2_0_;
                    sum2_0_ = (_e450 + (a2_0_.z * b2_0_));
                    float4 _e454 = sum2_1_;
                    sum2_1_ = (_e454 + (a2_0_.z * b2_1_));
                    float4 _e458 = sum3_0_;
                    sum3_0_ = (_e458 + (a2_0_.w * b2_0_));
                    float4 _e462 = sum3_1_;
                    sum3_1_ = (_e462 + (a2_0_.w * b2_1_));
                    float4 _e466 = sum4_0_;
                    sum4_0_ = (_e466 + (a2_1_.x * b2_0_));
                    float4 _e470 = sum4_1_;
                    sum4_1_ = (_e470 + (a2_1_.x * b2_1_));
                    float4 _e474 = sum5_0_;
                    sum5_0_ = (_e474 + (a2_1_.y * b2_0_));
                    float4 _e478 = sum5_1_;
                    sum5_1_ = (_e478 + (a2_1_.y * b2_1_));
                    float4 _e482 = sum6_0_;
                    sum6_0_ = (_e482 + (a2_1_.z * b2_0_));
                    float4 _e486 = sum6_1_;
                    sum6_1_ = (_e486 + (a2_1_.z * b2_1_));
                    float4 _e490 = sum7_0_;
                    sum7_0_ = (_e490 + (a2_1_.w * b2_0_));
                    float4 _e494 = sum7_1_;
                    sum7_1_ = (_e494 + (a2_1_.w * b2_1_));
                    uint _e499 = k;
                    float4 a3_0_ = slab[((((_e499 + 3u) * VECTORS) + row_7) + 0u)];
                    uint _e514 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e514) + 3u) * VECTORS) + column_7) + 0u)];
                    uint _e529 = k;
                    float4 a3_1_ = slab[((((_e529 + 3u) * VECTORS) + row_7) + 16u)];
                    uint _e544 = k;
                    float4 b3_1_ = slab[(((((DEPTH + _e544) + 3u) * VECTORS) + column_7) + 16u)];
                    float4 _e558 = sum0_0_;
                    sum0_0_ = (_e558 + (a3_0_.x * b3_0_));
                    float4 _e562 = sum0_1_;
                    sum0_1_ = (_e562 + (a3_0_.x * b3_1_));
                    float4 _e566 = sum1_0_;
                    sum1_0_ = (_e566 + (a3_0_.y * b3_0_));
                    float4 _e570 = sum1_1_;
                    sum1_1_ = (_e570 + (a3_0_.y * b3_1_));
                    float4 _e574 = sum2_0_;
                    sum2_0_ = (_e574 + (a3_0_.z * b3_0_));
                    float4 _e578 = sum2_1_;
                    sum2_1_ = (_e578 + (a3_0_.z * b3_1_));
                    float4 _e582 = sum3_0_;
                    sum3_0_ = (_e582 + (a3_0_.w * b3_0_));
                    float4 _e586 = sum3_1_;
                    sum3_1_ = (_e586 + (a3_0_.w * b3_1_));
                    float4 _e590 = sum4_0_;
                    sum4_0_ = (_e590 + (a3_1_.x * b3_0_));
                    float4 _e594 = sum4_1_;
                    sum4_1_ = (_e594 + (a3_1_.x * b3_1_));
                    float4 _e598 = sum5_0_;
                    sum5_0_ = (_e598 + (a3_1_.y * b3_0_));
                    float4 _e602 = sum5_1_;
                    sum5_1_ = (_e602 + (a3_1_.y * b3_1_));
                    float4 _e606 = sum6_0_;
                    sum6_0_ = (_e606 + (a3_1_.z * b3_0_));
                    float4 _e610 = sum6_1_;
                    sum6_1_ = (_e610 + (a3_1_.z * b3_1_));
                    float4 _e614 = sum7_0_;
                    sum7_0_ = (_e614 + (a3_1_.w * b3_0_));
                    float4 _e618 = sum7_1_;
                    sum7_1_ = (_e618 + (a3_1_.w * b3_1_));
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_7 + 0u))) + 0u);
    uint _e653 = command.rows;
    if ((row0_ < _e653)) {
        float4 _e667 = sum0_0_;
        const float _e668 = put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_7 + 0u))), _e667);
        loss0_0_.x = _e668;
        float4 _e681 = sum0_1_;
        const float _e682 = put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_7 + 16u))), _e681);
        loss0_1_.x = _e682;
    }
    uint row1_ = ((_e3.first_row + (4u * (row_7 + 0u))) + 1u);
    uint _e696 = command.rows;
    if ((row1_ < _e696)) {
        float4 _e710 = sum1_0_;
        const float _e711 = put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_7 + 0u))), _e710);
        loss0_0_.y = _e711;
        float4 _e724 = sum1_1_;
        const float _e725 = put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_7 + 16u))), _e724);
        loss0_1_.y = _e725;
    }
    uint row2_ = ((_e3.first_row + (4u * (row_7 + 0u))) + 2u);
    uint _e739 = command.rows;
    if ((row2_ < _e739)) {
        float4 _e753 = sum2_0_;
        const float _e754 = put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_7 + 0u))), _e753);
        loss0_0_.z = _e754;
        float4 _e767 = sum2_1_;
        const float _e768 = put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_7 + 16u))), _e767);
        loss0_1_.z = _e768;
    }
    uint row3_ = ((_e3.first_row + (4u * (row_7 + 0u))) + 3u);
    uint _e782 = command.rows;
    if ((row3_ < _e782)) {
        float4 _e796 = sum3_0_;
        const float _e797 = put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_7 + 0u))), _e796);
        loss0_0_.w = _e797;
        float4 _e810 = sum3_1_;
        const float _e811 = put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_7 + 16u))), _e810);
        loss0_1_.w = _e811;
    }
    uint row4_ = ((_e3.first_row + (4u * (row_7 + 16u))) + 0u);
    uint _e825 = command.rows;
    if ((row4_ < _e825)) {
        float4 _e839 = sum4_0_;
        const float _e840 = put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_7 + 0u))), _e839);
        loss1_0_.x = _e840;
        float4 _e853 = sum4_1_;
        const float _e854 = put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_7 + 16u))), _e853);
        loss1_1_.x = _e854;
    }
    uint row5_ = ((_e3.first_row + (4u * (row_7 + 16u))) + 1u);
    uint _e868 = command.rows;
    if ((row5_ < _e868)) {
        float4 _e882 = sum5_0_;
        const float _e883 = put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_7 + 0u))), _e882);
        loss1_0_.y = _e883;
        float4 _e896 = sum5_1_;
        const float _e897 = put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_7 + 16u))), _e896);
        loss1_1_.y = _e897;
    }
    uint row6_ = ((_e3.first_row + (4u * (row_7 + 16u))) + 2u);
    uint _e911 = command.rows;
    if ((row6_ < _e911)) {
        float4 _e925 = sum6_0_;
        const float _e926 = put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_7 + 0u))), _e925);
        loss1_0_.z = _e926;
        float4 _e939 = sum6_1_;
        const float _e940 = put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_7 + 16u))), _e939);
        loss1_1_.z = _e940;
    }
    uint row7_ = ((_e3.first_row + (4u * (row_7 + 16u))) + 3u);
    uint _e954 = command.rows;
    if ((row7_ < _e954)) {
        float4 _e968 = sum7_0_;
        const float _e969 = put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_7 + 0u))), _e968);
        loss1_0_.w = _e969;
        float4 _e982 = sum7_1_;
        const float _e983 = put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_7 + 16u))), _e982);
        loss1_1_.w = _e983;
    }
    GroupMemoryBarrierWithGroupSync();
    float4 _e999 = loss0_0_;
    slab[((((row_7 + 0u) * VECTORS) + column_7) + 0u)] = _e999;
    float4 _e1015 = loss0_1_;
    slab[((((row_7 + 0u) * VECTORS) + column_7) + 16u)] = _e1015;
    float4 _e1031 = loss1_0_;
    slab[((((row_7 + 16u) * VECTORS) + column_7) + 0u)] = _e1031;
    float4 _e1047 = loss1_1_;
    slab[((((row_7 + 16u) * VECTORS) + column_7) + 16u)] = _e1047;
    GroupMemoryBarrierWithGroupSync();
    if ((local < SIDE)) {
        uint _e1056 = command.rows;
        local_1 = ((_e3.first_row + local) < _e1056);
    } else {
        local_1 = false;
    }
    bool _e1059 = local_1;
    if (_e1059) {
        bool loop_init_2 = true;
        while(true) {
            if (!loop_init_2) {
                uint _e1086 = vector_;
                vector_ = (_e1086 + 1u);
            }
            loop_init_2 = false;
            uint _e1065 = vector_;
            uint _e1069 = command.columns;
            if (((4u * _e1065) < _e1069)) {
            } else {
                break;
            }
            {
                float _e1071 = loss;
                uint _e1077 = vector_;
                float _e1083 = slab[((naga_div(local, 4u) * VECTORS) + _e1077)][naga_mod(local, 4u)];
                loss = (_e1071 + _e1083);
            }
        }
        float _e1091 = loss;
        put_loss(_e3.member, (_e3.first_row + local), _e1091);
        return;
    } else {
        return;
    }
}
