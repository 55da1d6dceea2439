// What formulas compute with: one number.
alias Numbers = f32;
alias Bits = u32;
