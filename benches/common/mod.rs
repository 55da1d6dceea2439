//! The adapter that benches run on.

// Each bench uses its part.
#![allow(dead_code)]

use std::time::Duration;

use criterion::Criterion;
use gradshader::block_on;
use gradshader::gpu::{AdapterDescription, Context, Family, GpuExecutor, GpuOptions, adapters};

/// An executor on the best adapter, or on the best whose description contains
/// `GRADSHADER_BENCH_ADAPTER`, in any case. `None`, said once on standard error, without one.
pub(crate) fn executor(family: Option<Family>) -> Option<GpuExecutor> {
    let wanted = std::env::var("GRADSHADER_BENCH_ADAPTER").unwrap_or_default().to_lowercase();
    let described = |adapter: &wgpu::Adapter| AdapterDescription::new(&adapter.get_info());
    let adapter = block_on(adapters())
        .into_iter()
        .find(|adapter| described(adapter).to_string().to_lowercase().contains(&wanted));
    let Some(adapter) = adapter else {
        eprintln!("no adapter {wanted:?}: nothing of it is measured");
        return None;
    };
    let options = GpuOptions { family, ..GpuOptions::default() };
    let context = block_on(Context::open(&adapter, options)).expect("the adapter opens");
    Some(GpuExecutor::new(context))
}

/// Settings under which a whole file takes less than a minute.
pub(crate) fn criterion() -> Criterion {
    let criterion = Criterion::default().sample_size(10);
    let criterion = criterion.warm_up_time(Duration::from_millis(300));
    criterion.measurement_time(Duration::from_secs(1)).configure_from_args()
}
