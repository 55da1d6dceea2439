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

cbuffer command : register(b0) { Command command; }
RWByteAddressBuffer cursor : register(u0);

[numthreads(1, 1, 1)]
void main()
{
    uint _e2 = asuint(cursor.Load(0));
    uint _e5 = command.rows;
    uint _e8 = command.inner;
    cursor.Store(0, asuint((_e2 + (_e5 * _e8))));
    uint _e13 = asuint(cursor.Load(4));
    uint _e16 = command.inner;
    cursor.Store(4, asuint((_e13 + _e16)));
    return;
}
