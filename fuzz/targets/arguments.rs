#![no_main]

// The program itself, for the reader of its arguments.
#[allow(dead_code, unreachable_pub)]
#[path = "../../src/cli/mod.rs"]
mod cli;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        cli::fuzz_arguments(text);
    }
});
