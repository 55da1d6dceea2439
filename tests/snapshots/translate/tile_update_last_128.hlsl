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
static const uint LANES = 16u;
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
    uint first_1 = (chunk_1 * _e26);
    uint _e30 = command.chunk;
    uint _e34 = command.inner;
    uint end = min((first_1 + _e30), _e34);
    const Part part_1 = ConstructPart(workgroup_1.z, chunk_1, first_1, end, (naga_div(tile, across) * SIDE), (naga_mod(tile, across) * SIDE));
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
    uint k_5 = (4u * (naga_mod(load_1, 2u) + (2u * naga_div(load_1, 64u))));
    uint other_3 = ((is_left ? part.first_row : part.first_column) + (4u * vector_));
    const Load load_2 = ConstructLoad(is_left, k_5, other_3, ((((is_left ? 0u : DEPTH) + k_5) * VECTORS) + vector_));
    return load_2;
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
    uint start_2 = naga_div(_e34, 4u);
    uint4 place = ((start_2).xxxx + (min(rows, ((count - 1u)).xxxx) * naga_div(operand.pitch, 4u)));
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
    uint start_3 = naga_div(_e34, 4u);
    uint4 place_1 = ((start_3).xxxx + (min(rows_1, ((count_1 - 1u)).xxxx) * naga_div(operand_1.pitch, 4u)));
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

float4x4 block(Load load, uint member_6, uint start_1)
{
    if (load.is_left) {
        const float4x4 _e7 = left_block(member_6, load.other, (start_1 + load.k));
        return _e7;
    }
    const float4x4 _e11 = right_block(member_6, load.other, (start_1 + load.k));
    return _e11;
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

void end_step(uint local_4)
{
    uint first = 0u;
    float sum_2 = (float)0;
    uint k_4 = (uint)0;
    bool local_5 = (bool)0;
    bool local_6 = (bool)0;
    uint other_2 = (uint)0;

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
            k_4 = 0u;
            bool loop_init_1 = true;
            while(true) {
                if (!loop_init_1) {
                    uint _e50 = k_4;
                    k_4 = (_e50 + LANES);
                }
                loop_init_1 = false;
                uint _e21 = k_4;
                uint _e24 = command.inner;
                if ((_e21 < _e24)) {
                } else {
                    break;
                }
                {
                    uint _e28 = command.members;
                    if ((m < _e28)) {
                        uint _e32 = k_4;
                        uint _e36 = command.inner;
                        local_5 = ((_e32 + lane) < _e36);
                    } else {
                        local_5 = false;
                    }
                    bool _e39 = local_5;
                    if (_e39) {
                        float _e40 = sum_2;
                        uint _e44 = k_4;
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
                other_2 = 1u;
                bool loop_init_2 = true;
                while(true) {
                    if (!loop_init_2) {
                        uint _e81 = other_2;
                        other_2 = (_e81 + 1u);
                    }
                    loop_init_2 = false;
                    uint _e69 = other_2;
                    if ((_e69 < LANES)) {
                    } else {
                        break;
                    }
                    {
                        float _e72 = sum_2;
                        uint _e74 = other_2;
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
    if ((((workgroup.x + workgroup.y) + workgroup.z) == 0u)) {
        end_step(local);
    }
    const Load _e16 = load_of(_e3, local);
    uint row_5 = naga_div(local, SPAN);
    uint column_6 = naga_mod(local, SPAN);
    const float4x4 _e77 = block(_e16, _e3.member, _e3.first);
    next = _e77;
    start = _e3.first;
    bool loop_init_3 = true;
    while(true) {
        if (!loop_init_3) {
            uint _e687 = start;
            start = (_e687 + DEPTH);
        }
        loop_init_3 = false;
        uint _e81 = start;
        if ((_e81 < _e3.end)) {
        } else {
            break;
        }
        {
            GroupMemoryBarrierWithGroupSync();
            float4 _e93 = next[0];
            slab[(_e16.place + 0u)] = _e93;
            float4 _e103 = next[1];
            slab[(_e16.place + 32u)] = _e103;
            float4 _e113 = next[2];
            slab[(_e16.place + 64u)] = _e113;
            float4 _e123 = next[3];
            slab[(_e16.place + 96u)] = _e123;
            GroupMemoryBarrierWithGroupSync();
            uint _e124 = start;
            if (((_e124 + DEPTH) < _e3.end)) {
                uint _e130 = start;
                const float4x4 _e133 = block(_e16, _e3.member, (_e130 + DEPTH));
                next = _e133;
            }
            k = 0u;
            bool loop_init_4 = true;
            while(true) {
                if (!loop_init_4) {
                    uint _e635 = k;
                    k = (_e635 + 4u);
                }
                loop_init_4 = false;
                uint _e136 = k;
                if ((_e136 < DEPTH)) {
                } else {
                    break;
                }
                {
                    uint _e140 = k;
                    float4 a0_0_ = slab[((((_e140 + 0u) * VECTORS) + row_5) + 0u)];
                    uint _e155 = k;
                    float4 b0_0_ = slab[(((((DEPTH + _e155) + 0u) * VECTORS) + column_6) + 0u)];
                    uint _e170 = k;
                    float4 a0_1_ = slab[((((_e170 + 0u) * VECTORS) + row_5) + 16u)];
                    uint _e185 = k;
                    float4 b0_1_ = slab[(((((DEPTH + _e185) + 0u) * VECTORS) + column_6) + 16u)];
                    float4 _e199 = sum0_0_;
                    sum0_0_ = (_e199 + (a0_0_.x * b0_0_));
                    float4 _e203 = sum0_1_;
                    sum0_1_ = (_e203 + (a0_0_.x * b0_1_));
                    float4 _e207 = sum1_0_;
                    sum1_0_ = (_e207 + (a0_0_.y * b0_0_));
                    float4 _e211 = sum1_1_;
                    sum1_1_ = (_e211 + (a0_0_.y * b0_1_));
                    float4 _e215 = sum2_0_;
                    sum2_0_ = (_e215 + (a0_0_.z * b0_0_));
                    float4 _e219 = sum2_1_;
                    sum2_1_ = (_e219 + (a0_0_.z * b0_1_));
                    float4 _e223 = sum3_0_;
                    sum3_0_ = (_e223 + (a0_0_.w * b0_0_));
                    float4 _e227 = sum3_1_;
                    sum3_1_ = (_e227 + (a0_0_.w * b0_1_));
                    float4 _e231 = sum4_0_;
                    sum4_0_ = (_e231 + (a0_1_.x * b0_0_));
                    float4 _e235 = sum4_1_;
                    sum4_1_ = (_e235 + (a0_1_.x * b0_1_));
                    float4 _e239 = sum5_0_;
                    sum5_0_ = (_e239 + (a0_1_.y * b0_0_));
                    float4 _e243 = sum5_1_;
                    sum5_1_ = (_e243 + (a0_1_.y * b0_1_));
                    float4 _e247 = sum6_0_;
                    sum6_0_ = (_e247 + (a0_1_.z * b0_0_));
                    float4 _e251 = sum6_1_;
                    sum6_1_ = (_e251 + (a0_1_.z * b0_1_));
                    float4 _e255 = sum7_0_;
                    sum7_0_ = (_e255 + (a0_1_.w * b0_0_));
                    float4 _e259 = sum7_1_;
                    sum7_1_ = (_e259 + (a0_1_.w * b0_1_));
                    uint _e264 = k;
                    float4 a1_0_ = slab[((((_e264 + 1u) * VECTORS) + row_5) + 0u)];
                    uint _e279 = k;
                    float4 b1_0_ = slab[(((((DEPTH + _e279) + 1u) * VECTORS) + column_6) + 0u)];
                    uint _e294 = k;
                    float4 a1_1_ = slab[((((_e294 + 1u) * VECTORS) + row_5) + 16u)];
                    uint _e309 = k;
                    float4 b1_1_ = slab[(((((DEPTH + _e309) + 1u) * VECTORS) + column_6) + 16u)];
                    float4 _e323 = sum0_0_;
                    sum0_0_ = (_e323 + (a1_0_.x * b1_0_));
                    float4 _e327 = sum0_1_;
                    sum0_1_ = (_e327 + (a1_0_.x * b1_1_));
                    float4 _e331 = sum1_0_;
                    sum1_0_ = (_e331 + (a1_0_.y * b1_0_));
                    float4 _e335 = sum1_1_;
                    sum1_1_ = (_e335 + (a1_0_.y * b1_1_));
                    float4 _e339 = sum2_0_;
                    sum2_0_ = (_e339 + (a1_0_.z * b1_0_));
                    float4 _e343 = sum2_1_;
                    sum2_1_ = (_e343 + (a1_0_.z * b1_1_));
                    float4 _e347 = sum3_0_;
                    sum3_0_ = (_e347 + (a1_0_.w * b1_0_));
                    float4 _e351 = sum3_1_;
                    sum3_1_ = (_e351 + (a1_0_.w * b1_1_));
                    float4 _e355 = sum4_0_;
                    sum4_0_ = (_e355 + (a1_1_.x * b1_0_));
                    float4 _e359 = sum4_1_;
                    sum4_1_ = (_e359 + (a1_1_.x * b1_1_));
                    float4 _e363 = sum5_0_;
                    sum5_0_ = (_e363 + (a1_1_.y * b1_0_));
                    float4 _e367 = sum5_1_;
                    sum5_1_ = (_e367 + (a1_1_.y * b1_1_));
                    float4 _e371 = sum6_0_;
                    sum6_0_ = (_e371 + (a1_1_.z * b1_0_));
                    float4 _e375 = sum6_1_;
                    sum6_1_ = (_e375 + (a1_1_.z * b1_1_));
                    float4 _e379 = sum7_0_;
                    sum7_0_ = (_e379 + (a1_1_.w * b1_0_));
                    float4 _e383 = sum7_1_;
                    sum7_1_ = (_e383 + (a1_1_.w * b1_1_));
                    uint _e388 = k;
                    float4 a2_0_ = slab[((((_e388 + 2u) * VECTORS) + row_5) + 0u)];
                    uint _e403 = k;
                    float4 b2_0_ = slab[(((((DEPTH + _e403) + 2u) * VECTORS) + column_6) + 0u)];
                    uint _e418 = k;
                    float4 a2_1_ = slab[((((_e418 + 2u) * VECTORS) + row_5) + 16u)];
                    uint _e433 = k;
                    float4 b2_1_ = slab[(((((DEPTH + _e433) + 2u) * VECTORS) + column_6) + 16u)];
                    float4 _e447 = sum0_0_;
                    sum0_0_ = (_e447 + (a2_0_.x * b2_0_));
                    float4 _e451 = sum0_1_;
                    sum0_1_ = (_e451 + (a2_0_.x * b2_1_));
                    float4 _e455 = sum1_0_;
                    sum1_0_ = (_e455 + (a2_0_.y * b2_0_));
                    float4 _e459 = sum1_1_;
                    sum1_1_ = (_e459 + (a2_0_.y * b2_1_));
                    float4 _e463 = sum2_0_;
                    sum2_0_ = (_e463 + (a2_0_.z * b2_0_));
                    float4 _e467 = sum2_1_;
                    sum2_1_ = (_e467 + (a2_0_.z * b2_1_));
                    float4 _e471 = sum3_0_;
                    sum3_0_ = (_e471 + (a2_0_.w * b2_0_));
                    float4 _e475 = sum3_1_;
                    sum3_1_ = (_e475 + (a2_0_.w * b2_1_));
                    float4 _e479 = sum4_0_;
                    sum4_0_ = (_e479 + (a2_1_.x * b2_0_));
                    float4 _e483 = sum4_1_;
                    sum4_1_ = (_e483 + (a2_1_.x * b2_1_));
                    float4 _e487 = sum5_0_;
                    sum5_0_ = (_e487 + (a2_1_.y * b2_0_));
                    float4 _e491 = sum5_1_;
                    sum5_1_ = (_e491 + (a2_1_.y * b2_1_));
                    float4 _e495 = sum6_0_;
                    sum6_0_ = (_e495 + (a2_1_.z * b2_0_));
                    float4 _e499 = sum6_1_;
                    sum6_1_ = (_e499 + (a2_1_.z * b2_1_));
                    float4 _e503 = sum7_0_;
                    sum7_0_ = (_e503 + (a2_1_.w * b2_0_));
                    float4 _e507 = sum7_1_;
                    sum7_1_ = (_e507 + (a2_1_.w * b2_1_));
                    uint _e512 = k;
                    float4 a3_0_ = slab[((((_e512 + 3u) * VECTORS) + row_5) + 0u)];
                    uint _e527 = k;
                    float4 b3_0_ = slab[(((((DEPTH + _e527) + 3u) * VECTORS) + column_6) + 0u)];
                    uint _e542 = k;
                    float4 a3_1_ = slab[((((_e542 + 3u) * VECTORS) + row_5) + 16u)];
                    uint _e557 = k;
                    float4 b3_1_ = slab[(((((DEPTH + _e557) + 3u) * VECTORS) + column_6) + 16u)];
                    float4 _e571 = sum0_0_;
                    sum0_0_ = (_e571 + (a3_0_.x * b3_0_));
                    float4 _e575 = sum0_1_;
                    sum0_1_ = (_e575 + (a3_0_.x * b3_1_));
                    float4 _e579 = sum1_0_;
                    sum1_0_ = (_e579 + (a3_0_.y * b3_0_));
                    float4 _e583 = sum1_1_;
                    sum1_1_ = (_e583 + (a3_0_.y * b3_1_));
                    float4 _e587 = sum2_0_;
                    sum2_0_ = (_e587 + (a3_0_.z * b3_0_));
                    float4 _e591 = sum2_1_;
                    sum2_1_ = (_e591 + (a3_0_.z * b3_1_));
                    float4 _e595 = sum3_0_;
                    sum3_0_ = (_e595 + (a3_0_.w * b3_0_));
                    float4 _e599 = sum3_1_;
                    sum3_1_ = (_e599 + (a3_0_.w * b3_1_));
                    float4 _e603 = sum4_0_;
                    sum4_0_ = (_e603 + (a3_1_.x * b3_0_));
                    float4 _e607 = sum4_1_;
                    sum4_1_ = (_e607 + (a3_1_.x * b3_1_));
                    float4 _e611 = sum5_0_;
                    sum5_0_ = (_e611 + (a3_1_.y * b3_0_));
                    float4 _e615 = sum5_1_;
                    sum5_1_ = (_e615 + (a3_1_.y * b3_1_));
                    float4 _e619 = sum6_0_;
                    sum6_0_ = (_e619 + (a3_1_.z * b3_0_));
                    float4 _e623 = sum6_1_;
                    sum6_1_ = (_e623 + (a3_1_.z * b3_1_));
                    float4 _e627 = sum7_0_;
                    sum7_0_ = (_e627 + (a3_1_.w * b3_0_));
                    float4 _e631 = sum7_1_;
                    sum7_1_ = (_e631 + (a3_1_.w * b3_1_));
                }
            }
            if ((_e3.first_row == 0u)) {
                local_1 = (row_5 == 0u);
            } else {
                local_1 = false;
            }
            bool _e646 = local_1;
            if (_e646) {
                k_1 = 0u;
                bool loop_init_5 = true;
                while(true) {
                    if (!loop_init_5) {
                        uint _e685 = k_1;
                        k_1 = (_e685 + 1u);
                    }
                    loop_init_5 = false;
                    uint _e649 = k_1;
                    if ((_e649 < DEPTH)) {
                    } else {
                        break;
                    }
                    {
                        float4 _e652 = bias0_;
                        uint _e655 = k_1;
                        float4 _e666 = slab[((((DEPTH + _e655) * VECTORS) + column_6) + 0u)];
                        bias0_ = (_e652 + _e666);
                        float4 _e668 = bias1_;
                        uint _e671 = k_1;
                        float4 _e682 = slab[((((DEPTH + _e671) * VECTORS) + column_6) + 16u)];
                        bias1_ = (_e668 + _e682);
                    }
                }
            }
        }
    }
    uint row0_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 0u);
    uint _e703 = command.rows;
    if ((row0_ < _e703)) {
        float4 _e716 = sum0_0_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 0u))), _e716);
        float4 _e728 = sum0_1_;
        put(_e3.member, _e3.chunk, row0_, (_e3.first_column + (4u * (column_6 + 16u))), _e728);
    }
    uint row1_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 1u);
    uint _e742 = command.rows;
    if ((row1_ < _e742)) {
        float4 _e755 = sum1_0_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 0u))), _e755);
        float4 _e767 = sum1_1_;
        put(_e3.member, _e3.chunk, row1_, (_e3.first_column + (4u * (column_6 + 16u))), _e767);
    }
    uint row2_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 2u);
    uint _e781 = command.rows;
    if ((row2_ < _e781)) {
        float4 _e794 = sum2_0_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 0u))), _e794);
        float4 _e806 = sum2_1_;
        put(_e3.member, _e3.chunk, row2_, (_e3.first_column + (4u * (column_6 + 16u))), _e806);
    }
    uint row3_ = ((_e3.first_row + (4u * (row_5 + 0u))) + 3u);
    uint _e820 = command.rows;
    if ((row3_ < _e820)) {
        float4 _e833 = sum3_0_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 0u))), _e833);
        float4 _e845 = sum3_1_;
        put(_e3.member, _e3.chunk, row3_, (_e3.first_column + (4u * (column_6 + 16u))), _e845);
    }
    uint row4_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 0u);
    uint _e859 = command.rows;
    if ((row4_ < _e859)) {
        float4 _e872 = sum4_0_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 0u))), _e872);
        float4 _e884 = sum4_1_;
        put(_e3.member, _e3.chunk, row4_, (_e3.first_column + (4u * (column_6 + 16u))), _e884);
    }
    uint row5_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 1u);
    uint _e898 = command.rows;
    if ((row5_ < _e898)) {
        float4 _e911 = sum5_0_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 0u))), _e911);
        float4 _e923 = sum5_1_;
        put(_e3.member, _e3.chunk, row5_, (_e3.first_column + (4u * (column_6 + 16u))), _e923);
    }
    uint row6_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 2u);
    uint _e937 = command.rows;
    if ((row6_ < _e937)) {
        float4 _e950 = sum6_0_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 0u))), _e950);
        float4 _e962 = sum6_1_;
        put(_e3.member, _e3.chunk, row6_, (_e3.first_column + (4u * (column_6 + 16u))), _e962);
    }
    uint row7_ = ((_e3.first_row + (4u * (row_5 + 16u))) + 3u);
    uint _e976 = command.rows;
    if ((row7_ < _e976)) {
        float4 _e989 = sum7_0_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 0u))), _e989);
        float4 _e1001 = sum7_1_;
        put(_e3.member, _e3.chunk, row7_, (_e3.first_column + (4u * (column_6 + 16u))), _e1001);
    }
    if ((_e3.first_row == 0u)) {
        local_2 = (row_5 == 0u);
    } else {
        local_2 = false;
    }
    bool _e1010 = local_2;
    if (_e1010) {
        uint _e1015 = command.rows;
        float4 _e1025 = bias0_;
        put(_e3.member, _e3.chunk, _e1015, (_e3.first_column + (4u * (column_6 + 0u))), _e1025);
        uint _e1030 = command.rows;
        float4 _e1040 = bias1_;
        put(_e3.member, _e3.chunk, _e1030, (_e3.first_column + (4u * (column_6 + 16u))), _e1040);
        return;
    } else {
        return;
    }
}
