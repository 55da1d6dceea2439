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

static const bool LEFT_ROWS_ARE_TERMS = true;
static const bool RIGHT_ROWS_ARE_TERMS = true;
static const uint BIAS_ROWS = 1u;
static const uint WORKGROUP = 256u;
static const uint SIDE = 128u;
static const uint DEPTH = 16u;
static const uint VECTORS = 32u;
static const uint SPAN = 16u;

cbuffer command : register(b0) { Command command; }
ByteAddressBuffer x : register(t0);
ByteAddressBuffer d : register(t1);
ByteAddressBuffer eta : register(t2);
RWByteAddressBuffer w : register(u0);
RWByteAddressBuffer b : register(u1);
ByteAddressBuffer order : register(t3);
ByteAddressBuffer cursor : register(t4);
groupshared float4 slab[1024];

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

uint sample_row(uint member_2, uint row_2)
{
    uint _e7 = asuint(cursor.Load(0));
    const uint _e9 = at(5u, member_2, 0u, (_e7 + row_2));
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

Load load_of(Part part, uint local_3)
{
    bool is_left = (local_3 < 128u);
    uint load_1 = naga_mod(local_3, 128u);
    uint vector_ = naga_mod(naga_div(load_1, 2u), VECTORS);
    uint k_4 = (4u * (naga_mod(load_1, 2u) + (2u * naga_div(load_1, 64u))));
    uint other_2 = ((is_left ? part.first_row : part.first_column) + (4u * vector_));
    const Load load_2 = ConstructLoad(is_left, k_4, other_2, ((((is_left ? 0u : DEPTH) + k_4) * VECTORS) + vector_));
    return load_2;
}

float4x4 left_square(uint member_3, uint row_3, uint column_3)
{
    Tensor operand = command.operands[0];
    uint _e9 = command.rows;
    uint _e12 = command.inner;
    uint count = (LEFT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows = ((row_3).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there = (rows < (((column_3 < operand.pitch) ? count : 0u)).xxxx);
    const uint _e34 = at(0u, member_3, 0u, min(column_3, (operand.pitch - 4u)));
    uint start_2 = naga_div(_e34, 4u);
    uint4 nearest = min(rows, ((count - 1u)).xxxx);
    const uint _e45 = sample_row(member_3, nearest.x);
    const uint _e47 = sample_row(member_3, nearest.y);
    const uint _e49 = sample_row(member_3, nearest.z);
    const uint _e51 = sample_row(member_3, nearest.w);
    uint4 place = ((start_2).xxxx + (naga_div(operand.pitch, 4u) * uint4(_e45, _e47, _e49, _e51)));
    const float4 _e59 = left(place.x);
    const float4 _e65 = left(place.y);
    const float4 _e71 = left(place.z);
    const float4 _e77 = left(place.w);
    return float4x4((there.x ? _e59 : (0.0).xxxx), (there.y ? _e65 : (0.0).xxxx), (there.z ? _e71 : (0.0).xxxx), (there.w ? _e77 : (0.0).xxxx));
}

float4x4 left_block(uint member_4, uint other, uint k_2)
{
    if (LEFT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = left_square(member_4, k_2, other);
        return _e4;
    }
    const float4x4 _e5 = left_square(member_4, other, k_2);
    return transpose(_e5);
}

float4x4 right_square(uint member_5, uint row_4, uint column_4)
{
    Tensor operand_1 = command.operands[1];
    uint _e9 = command.columns;
    uint _e12 = command.inner;
    uint count_1 = (RIGHT_ROWS_ARE_TERMS ? _e12 : _e9);
    uint4 rows_1 = ((row_4).xxxx + uint4(0u, 1u, 2u, 3u));
    bool4 there_1 = (rows_1 < (((column_4 < operand_1.pitch) ? count_1 : 0u)).xxxx);
    const uint _e34 = at(1u, member_5, 0u, min(column_4, (operand_1.pitch - 4u)));
    uint start_3 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_3).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
    const float4 _e50 = right(place_1.x);
    const float4 _e56 = right(place_1.y);
    const float4 _e62 = right(place_1.z);
    const float4 _e68 = right(place_1.w);
    return float4x4((there_1.x ? _e50 : (0.0).xxxx), (there_1.y ? _e56 : (0.0).xxxx), (there_1.z ? _e62 : (0.0).xxxx), (there_1.w ? _e68 : (0.0).xxxx));
}

float4x4 right_block(uint member_6, uint other_1, uint k_3)
{
    if (RIGHT_ROWS_ARE_TERMS) {
        const float4x4 _e4 = right_square(member_6, k_3, other_1);
        return _e4;
    }
    const float4x4 _e5 = right_square(member_6, other_1, k_3);
    return transpose(_e5);
}

float4x4 block(Load load, uint member_7, uint start_1)
{
    if (load.is_left) {
        const float4x4 _e7 = left_block(member_7, load.other, (start_1 + load.k));
        return _e7;
    }
    const float4x4 _e11 = right_block(member_7, load.other, (start_1 + load.k));
    return _e11;
}

void put(uint member_8, uint chunk, uint row_5, uint column_5, float4 sum_1)
{
    uint _e9 = command.operands[3].pitch;
    if ((column_5 < _e9)) {
        finish(member_8, row_5, column_5, sum_1);
        return;
    } else {
        return;
    }
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
    float4 bias0_ = (0.0).xxxx;
    float4 bias1_ = (0.0).xxxx;
    float4x4 next = (float4x4)0;
    uint start = (uint)0;
    uint k = (uint)0;
    bool local_1 = (bool)0;
    uint k_1 = (uint)0;
    bool local_2 = (bool)0;

    const Part _e3 = part_of(workgroup, uint3(_NagaConstants.first_vertex, _NagaConstants.first_instance, _NagaConstants.other));
    uint _e7 = command.rows;
    if ((_e3.first_row >= _e7)) {
        return;
    }
    const Load _e9 = load_of(_e3, local);
    uint row_6 = naga_div(local, SPAN);
    uint column_6 = naga_mod(local, SPAN);
    const float4x4 _e70 = block(_e9, _e3.member, _e3.first);
    next = _e70;
    start = _e3.first;
    bool loop_init = true;
    while(true) {
        if (!loop_init) {
            uint _e680 = start;
            start = (_e680 + DEPTH);
        }
        loop_init = false;
        uint _e74 = start;
        if ((_e74 < _e3.end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e86 = next[0];
            slab[(_e9.place + 0u)] = _e86;
            float4 _e96 = next[1];
            slab[(_e9.place + 32u)] = _e96;
            float4 _e106 = next[2];
            slab[(_e9.place + 64u)] = _e106;
            float4 _e116 = next[3];
            slab[(_e9.place + 96u)] = _e116;
            GroupMemoryBarrierWithGroupSync();
            uint _e117 = start;
            if (((_e117 + DEPTH) < _e3.end)) {
                uint _e123 = start;
                const float4x4 _e126 = block(_e9, _e3.member, (_e123 + DEPTH));
                next = _e126;
            }
            k = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e628 = k;
                    k = (_e628 + 4u);
                }
                loop_init_1 = false;
                uint _e129 = k;
                if ((_e129 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e133 = k;
                    float4 a0_0_ = slab[((((_e133 + 0u) * VECTORS) + row_6) + 0u)];
                    uint _e148 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e148) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e163 = k;
                    float4 a0_1_ = slab[((((_e163 + 0u) * VECTORS) + row_6) + 16u)];
                    uint _e178 = k;
                    float4 b0_1_ = slab[(((((DEPTH + _e178) + 0u) * VECTORS) + column_6) + 16u)];
                    float4 _e192 = sum0_0_;
                    sum0_0_ = (_e192 + (a0_0_.x * b0_0_));
                    float4 _e196 = sum0_1_;
                    sum0_1_ = (_e196 + (a0_0_.x * b0_1_));
                    float4 _e200 = sum1_0_;
                    sum1_0_ = (_e200 + (a0_0_.y * b0_0_));
                    float4 _e204 = sum1_1_;
                    sum1_1_ = (_e204 + (a0_0_.y * b0_1_));
                    float4 _e208 = sum2_0_;
                    sum2_0_ = (_e208 + (a0_0_.z * b0_0_));
                    float4 _e212 = sum2_1_;
                    sum2_1_ = (_e212 + (a0_0_.z * b0_1_));
                    float4 _e216 = sum3_0_;
                    sum3_0_ = (_e216 + (a0_0_.w * b0_0_));
                    float4 _e220 = sum3_1_;
                    sum3_1_ = (_e220 + (a0_0_.w * b0_1_));
                    float4 _e224 = sum4_0_;
                    sum4_0_ = (_e224 + (a0_1_.x * b0_0_));
                    float4 _e228 = sum4_1_;
                    sum4_1_ = (_e228 + (a0_1_.x * b0_1_));
                    float4 _e232 = sum5_0_;
                    sum5_0_ = (_e232 + (a0_1_.y * b0_0_));
                    float4 _e236 = sum5_1_;
                    sum5_1_ = (_e236 + (a0_1_.y * b0_1_));
                    float4 _e240 = sum6_0_;
                    sum6_0_ = (_e240 + (a0_1_.z * b0_0_));
                    float4 _e244 = sum6_1_;
                    sum6_1_ = (_e244 + (a0_1_.z * b0_1_));
                    float4 _e248 = sum7_0_;
                    sum7_0_ = (_e248 + (a0_1_.w * b0_0_));
                    float4 _e252 = sum7_1_;
                    sum7_1_ = (_e252 + (a0_1_.w * b0_1_));
                    uint _e257 = k;
                    float4 a1_0_ = slab[((((_e257 + 1u) * VECTORS) + row_6) + 0u)];
                    uint _e272 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e272) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e287 = k;
                    float4 a1_1_ = slab[((((_e287 + 1u) * VECTORS) + row_6) + 16u)];
                    uint _e302 = k;
                    float4 b1_1_ = slab[(((((DEPTH + _e302) + 1u) * VECTORS) + column_6) + 16u)];
                    float4 _e316 = sum0_0_;
                    sum0_0_ = (_e316 + (a1_0_.x * b1_0_));
                    float4 _e320 = sum0_1_;
                    sum0_1_ = (_e320 + (a1_0_.x * b1_1_));
                    float4 _e324 = sum1_0_;
                    sum1_0_ = (_e324 + (a1_0_.y * b1_0_));
                    float4 _e328 = sum1_1_;
                    sum1_1_ = (_e328 + (a1_0_.y * b1_1_));
                    float4 _e332 = sum2_0_;
                    sum2_0_ = (_e332 + (a1_0_.z * b1_0_));
                    float4 _e336 = sum2_1_;
                    sum2_1_ = (_e336 + (a1_0_.z * b1_1_));
                    float4 _e340 = sum3_0_;
                    sum3_0_ = (_e340 + (a1_0_.w * b1_0_));
                    float4 _e344 = sum3_1_;
                    sum3_1_ = (_e344 + (a1_0_.w * b1_1_));
                    float4 _e348 = sum4_0_;
                    sum4_0_ = (_e348 + (a1_1_.x * b1_0_));
                    float4 _e352 = sum4_1_;
                    sum4_1_ = (_e352 + (a1_1_.x * b1_1_));
                    float4 _e356 = sum5_0_;
                    sum5_0_ = (_e356 + (a1_1_.y * b1_0_));
                    float4 _e360 = sum5_1_;
                    sum5_1_ = (_e360 + (a1_1_.y * b1_1_));
                    float4 _e364 = sum6_0_;
                    sum6_0_ = (_e364 + (a1_1_.z * b1_0_));
                    float4 _e368 = sum6_1_;
                    sum6_1_ = (_e368 + (a1_1_.z * b1_1_));
                    float4 _e372 = sum7_0_;
                    sum7_0_ = (_e372 + (a1_1_.w * b1_0_));
                    float4 _e376 = sum7_1_;
                    sum7_1_ = (_e376 + (a1_1_.w * b1_1_));
                    uint _e381 = k;
                    float4 a2_0_ = slab[((((_e381 + 2u) * VECTORS) + row_6) + 0u)];
                    uint _e396 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e396) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e411 = k;
                    float4 a2_1_ = slab[((((_e411 + 2u) * VECTORS) + row_6) + 16u)];
                    uint _e426 = k;
                    float4 b2_1_ = slab[(((((DEPTH + _e426) + 2u) * VECTORS) + column_6) + 16u)];
                    float4 _e440 = sum0_0_;
                    sum0_0_ = (_e440 + (a2_0_.x * b2_0_));
                    float4 _e444 = sum0_1_;
                    sum0_1_ = (_e444 + (a2_0_.x * b2_1_));
                    float4 _e448 = sum1_0_;
                    sum1_0_ = (_e448 + (a2_0_.y * b2_0_));
                    float4 _e452 = sum1_1_;
                    sum1_1_ = (_e452 + (a2_0_.y * b2_1_));
                    float4 _e456 = sum2_0_;
                    sum2_0_ = (_e456 + (a2_0_.z * b2_0_));
                    float4 _e460 = sum2_1_;
                    sum2_1_ = (_e460 + (a2_0_.z * b2_1_));
                    float4 _e464 = sum3_0_;
                    sum3_0_ = (_e464 + (a2_0_.w * b2_0_));
                    float4 _e468 = sum3_1_;
                    sum3_1_ = (_e468 + (a2_0_.w * b2_1_));
                    float4 _e472 = sum4_0_;
                    sum4_0_ = (_e472 + (a2_1_.x * b2_0_));
                    float4 _e476 = sum4_1_;
                    sum4_1_ = (_e476 + (a2_1_.x * b2_1_));
                    float4 _e480 = sum5_0_;
                    sum5_0_ = (_e480 + (a2_1_.y * b2_0_));
                    float4 _e484 = sum5_1_;
                    sum5_1_ = (_e484 + (a2_1_.y * b2_1_));
                    float4 _e488 = sum6_0_;
                    sum6_0_ = (_e488 + (a2_1_.z * b2_0_));
                    float4 _e492 = sum6_1_;
                    sum6_1_ = (_e492 + (a2_1_.z * b2_1_));
                    float4 _e496 = sum7_0_;
                    sum7_0_ = (_e496 + (a2_1_.w * b2_0_));
                    float4 _e500 = sum7_1_;
                    sum7_1_ = (_e500 + (a2_1_.w * b2_1_));
                    uint _e505 = k;
                    float4 a3_0_ = slab[((((_e505 + 3u) * VECTORS) + row_6) + 0u)];
                    uint _e520 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e520) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e535 = k;
                    float4 a3_1_ = slab[((((_e535 + 3u) * VECTORS) + row_6) + 16u)];
                    uint _e550 = k;
                    float4 b3_1_ = slab[(((((DEPTH + _e550) + 3u) * VECTORS) + column_6) + 16u)];
                    float4 _e564 = sum0_0_;
                    sum0_0_ = (_e564 + (a3_0_.x * b3_0_));
                    float4 _e568 = sum0_1_;
                    sum0_1_ = (_e568 + (a3_0_.x * b3_1_));
                    float4 _e572 = sum1_0_;
                    sum1_0_ = (_e572 + (a3_0_.y * b3_0_));
                    float4 _e576 = sum1_1_;
                    sum1_1_ = (_e576 + (a3_0_.y * b3_1_));
                    float4 _e580 = sum2_0_;
                    sum2_0_ = (_e580 + (a3_0_.z * b3_0_));
                    float4 _e584 = sum2_1_;
                    sum2_1_ = (_e584 + (a3_0_.z * b3_1_));
                    float4 _e588 = sum3_0_;
                    sum3_0_ = (_e588 + (a3_0_.w * b3_0_));
                    float4 _e592 = sum3_1_;
                    sum3_1_ = (_e592 + (a3_0_.w * b3_1_));
                    float4 _e596 = sum4_0_;
                    sum4_0_ = (_e596 + (a3_1_.x * b3_0_));
                    float4 _e600 = sum4_1_;
                    sum4_1_ = (_e600 + (a3_1_.x * b3_1_));
                    float4 _e604 = sum5_0_;
                    sum5_0_ = (_e604 + (a3_1_.y * b3_0_));
                    float4 _e608 = sum5_1_;
                    sum5_1_ = (_e608 + (a3_1_.y * b3_1_));
                    float4 _e612 = sum6_0_;
                    sum6_0_ = (_e612 + (a3_1_.z * b3_0_));
                    float4 _e616 = sum6_1_;
                    sum6_1_ = (_e616 + (a3_1_.z * b3_1_));
                    float4 _e620 = sum7_0_;
                    sum7_0_ = (_e620 + (a3_1_.w * b3_0_));
                    float4 _e624 = sum7_1_;
                    sum7_1_ = (_e624 + (a3_1_.w * b3_1_));
                }
            }
            if ((_e3.first_row == 0u)) {
                local_1 = (row_6 == 0u);
            } else {
                local_1 = false;
            }
            bool _e639 = local_1;
            if (_e639) {
                k_1 = 0u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e678 = k_1;
                        k_1 = (_e678 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e642 = k_1;
                    if ((_e642 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        float4 _e645 = bias0_;
                        uint _e648 = k_1;
                        float4 _e659 = slab[((((DEPTH + _e648) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e645 + _e659);
                        float4 _e661 = bias1_;
                        uint _e664 = k_1;
                        float4 _e675 = slab[((((DEPTH + _e664) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e661 + _e675);
                    }
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 0u);
    uint _e696 = command.rows;
    if ((row0_ < _e696)) {
        float4 _e709 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 0u))), _e709);
        float4 _e721 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 16u))), _e721);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 1u);
    uint _e735 = command.rows;
    if ((row1_ < _e735)) {
        float4 _e748 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 0u))), _e748);
        float4 _e760 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 16u))), _e760);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 2u);
    uint _e774 = command.rows;
    if ((row2_ < _e774)) {
        float4 _e787 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 0u))), _e787);
        float4 _e799 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 16u))), _e799);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_6 + 0u))) + 3u);
    uint _e813 = command.rows;
    if ((row3_ < _e813)) {
        float4 _e826 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 0u))), _e826);
        float4 _e838 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 16u))), _e838);
    }
    uint row4_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 0u);
    uint _e852 = command.rows;
    if ((row4_ < _e852)) {
        float4 _e865 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 0u))), _e865);
        float4 _e877 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 16u))), _e877);
    }
    uint row5_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 1u);
    uint _e891 = command.rows;
    if ((row5_ < _e891)) {
        float4 _e904 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 0u))), _e904);
        float4 _e916 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 16u))), _e916);
    }
    uint row6_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 2u);
    uint _e930 = command.rows;
    if ((row6_ < _e930)) {
        float4 _e943 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 0u))), _e943);
        float4 _e955 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 16u))), _e955);
    }
    uint row7_ = ((_e3.first_row + (4u * (row_6 + 16u))) + 3u);
    uint _e969 = command.rows;
    if ((row7_ < _e969)) {
        float4 _e982 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 0u))), _e982);
        float4 _e994 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 16u))), _e994);
    }
    if ((_e3.first_row == 0u)) {
        local_2 = (row_6 == 0u);
    } else {
        local_2 = false;
    }
    bool _e1003 = local_2;
    if (_e1003) {
        uint _e1008 = command.rows;
        float4 _e1018 = bias0_;
        put(_e3.member, _e3.chunk, _e1008, (_e3.first_column + (4u * (column_6 + 0u))), _e1018);
        uint _e1023 = command.rows;
        float4 _e1033 = bias1_;
        put(_e3.member, _e3.chunk, _e1023, (_e3.first_column + (4u * (column_6 + 16u))), _e1033);
        return;
    } else {
        return;
    }
}
