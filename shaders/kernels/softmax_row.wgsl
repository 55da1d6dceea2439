// What softmax and its loss need of row `row` of `a`, operand `o`.
fn softmax_of(o: u32, m: u32, row: u32, columns: u32) -> Softmax {
    var s = Softmax(a[at(o, m, row, 0u)], 0.0);
    var place = 0u;
    for (var k = 1u; k < columns; k++) {
        let value = a[at(o, m, row, k)];
        if value > s.largest {
            s.largest = value;
            place = k;
        }
    }
    for (var k = 0u; k < columns; k++) {
        if k != place {
            s.rest += exponential(a[at(o, m, row, k)] - s.largest);
        }
    }
    return s;
}
