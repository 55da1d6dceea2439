// What formulas compute with: four numbers at once.
alias Numbers = vec4<f32>;
alias Bits = vec4<u32>;
