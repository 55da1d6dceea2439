//! The adapter that GPU tests run on.

// Each test program uses its own part.
#![allow(dead_code, unreachable_pub)]

use gradshader::block_on;
use gradshader::gpu::{Context, GpuOptions, adapters};

/// A device on the best adapter, or on the one whose description contains
/// `GRADSHADER_TEST_ADAPTER`. Says which; panics when there is none, so that no test passes
/// because it did not run. `GRADSHADER_TEST_CHECKED` and `GRADSHADER_TEST_MINIMAL` choose checked
/// shaders and WebGPU's default limits without features.
pub fn context() -> Context {
    open(GpuOptions::default())
}

/// As [`context`], with options.
pub fn open(mut options: GpuOptions) -> Context {
    options.checked |= std::env::var_os("GRADSHADER_TEST_CHECKED").is_some();
    options.minimal |= std::env::var_os("GRADSHADER_TEST_MINIMAL").is_some();
    let wanted = std::env::var("GRADSHADER_TEST_ADAPTER").unwrap_or_default().to_lowercase();
    let all = block_on(adapters());
    let describe = |adapter: &wgpu::Adapter| {
        gradshader::gpu::AdapterDescription::new(&adapter.get_info()).to_string()
    };
    let names: Vec<_> = all.iter().map(describe).collect();
    let place = names.iter().position(|name| name.to_lowercase().contains(&wanted));
    let place = place.unwrap_or_else(|| {
        panic!("no adapter {wanted:?} among {names:?}; scripts/test.sh installs one")
    });
    println!("adapter: {}", names[place]);
    block_on(Context::open(&all[place], options)).unwrap()
}
