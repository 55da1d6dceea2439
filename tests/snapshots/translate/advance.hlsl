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
    Tensor operands[5];
};

cbuffer command : register(b0) { Command command; }
RWByteAddressBuffer cursor : register(u0);

[numthreads(1, 1, 1)]
void main()
{
    uint _e2 = asuint(cursor.Load(0));
    uint _e5 = command.rows;
    cursor.Store(0, asuint((_e2 + _e5)));
    uint _e9 = asuint(cursor.Load(4));
    cursor.Store(4, asuint((_e9 + 1u)));
    return;
}
