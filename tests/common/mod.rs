//! The adapter that GPU tests run on.

// Each test program uses its own part.
#![allow(dead_code, unreachable_pub)]

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gradshader::block_on;
use gradshader::dataset::Dataset;
use gradshader::gpu::fault::{self, Point};
use gradshader::gpu::{AdapterDescription, Context, Family, GpuOptions, Matrices, adapters};

/// The shaders that suit the adapter, and the two families that any adapter runs.
pub const FAMILIES: [Option<Family>; 3] = [None, Some(Family::Single), Some(Family::Tiles)];

/// [`FAMILIES`], and mixed precision where the adapter has it.
pub fn families() -> Vec<Option<Family>> {
    let mixed = has_matrices().then_some(Some(Family::Matrices));
    FAMILIES.into_iter().chain(mixed).collect()
}

/// Whether the adapter has matrices for mixed precision; says what it lacks where not.
pub fn has_matrices() -> bool {
    let lacking = Matrices::of(&adapter()).err();
    if let Some(error) = &lacking {
        println!("not run: {error}");
    }
    lacking.is_none()
}

/// How often each point at which a device may be made to fail is passed by `run`, in the order of
/// [`Point::ALL`].
pub fn passes_of(run: impl FnOnce()) -> Vec<usize> {
    let counts = Rc::new(Point::ALL.map(|_| Cell::new(0)));
    let counted = counts.clone();
    fault::set(Some(Box::new(move |point, _| {
        let count = &counted[Point::ALL.iter().position(|&other| other == point).unwrap()];
        count.set(count.get() + 1);
        None
    })));
    run();
    fault::set(None);
    counts.iter().map(Cell::get).collect()
}

/// A device opened for mixed precision.
pub fn mixed() -> Context {
    open(GpuOptions { family: Some(Family::Matrices), ..GpuOptions::default() })
}

/// A device on the best adapter, or on the best whose description contains
/// `GRADSHADER_TEST_ADAPTER` and whose backend is `GRADSHADER_TEST_BACKEND`, in any case. Says
/// which; panics when there is none, so that no test passes because it did not run.
/// `GRADSHADER_TEST_CHECKED` and `GRADSHADER_TEST_MINIMAL` choose checked shaders and WebGPU's
/// default limits without features, `GRADSHADER_TEST_FAMILY` the shaders where a test does not. `scripts/adapters.sh` reads the line that it prints.
pub fn context() -> Context {
    open(GpuOptions::default())
}

/// As [`context`], with options.
pub fn open(options: GpuOptions) -> Context {
    open_with(options, |adapter, options| block_on(Context::open(adapter, options)).unwrap())
}

/// As [`open`], on a device whose only optional feature is subgroups, if it has them.
pub fn open_without_int64(options: GpuOptions) -> Context {
    open_limited(options, |limits| limits)
}

/// As [`open_without_int64`], with other limits than the adapter's.
pub fn open_limited(options: GpuOptions, limits: impl Fn(wgpu::Limits) -> wgpu::Limits) -> Context {
    open_with(options, |adapter, options| {
        let description = wgpu::DeviceDescriptor {
            required_features: adapter.features() & wgpu::Features::SUBGROUP,
            required_limits: limits(adapter.limits()),
            ..Default::default()
        };
        let (device, queue) = block_on(adapter.request_device(&description)).unwrap();
        Context::from_device(device, queue, options)
    })
}

/// A device with the adapter's limits and no optional feature, for a test that runs shaders of its own, and
/// whether these are to be compiled with wgpu's checks.
pub fn open_device() -> (wgpu::Device, wgpu::Queue, bool) {
    let mut opened = None;
    open_with(GpuOptions::default(), |adapter, options| {
        let description =
            wgpu::DeviceDescriptor { required_limits: adapter.limits(), ..Default::default() };
        let (device, queue) = block_on(adapter.request_device(&description)).unwrap();
        opened = Some((device.clone(), queue.clone(), options.checked));
        Context::from_device(device, queue, options)
    });
    opened.expect("a device was opened")
}

fn open_with(
    mut options: GpuOptions,
    open: impl FnOnce(&wgpu::Adapter, GpuOptions) -> Context,
) -> Context {
    options.checked |= std::env::var_os("GRADSHADER_TEST_CHECKED").is_some();
    options.minimal |= std::env::var_os("GRADSHADER_TEST_MINIMAL").is_some();
    options.family = options.family.or(match variable("GRADSHADER_TEST_FAMILY").as_str() {
        "" => None,
        "single" => Some(Family::Single),
        "panels" => Some(Family::Panels),
        "tiles" => Some(Family::Tiles),
        other => panic!("GRADSHADER_TEST_FAMILY={other}: single, panels or tiles"),
    });
    // Wine's adapter is software, which compiles at the first dispatch, and says that it is none.
    if variable("GRADSHADER_TEST_BACKEND") == "dx12" {
        options.patience = options.patience.or(Some(Duration::from_secs(120)));
    }
    let adapter = adapter();
    let description = AdapterDescription::new(&adapter.get_info());
    let checked = if options.checked { ", checked shaders" } else { "" };
    let minimal = if options.minimal { ", default limits" } else { "" };
    println!("adapter: {description}{checked}{minimal}");
    open(&adapter, options)
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default().to_lowercase()
}

/// The one that the environment names.
pub fn adapter() -> wgpu::Adapter {
    let (wanted, backend) =
        (variable("GRADSHADER_TEST_ADAPTER"), variable("GRADSHADER_TEST_BACKEND"));
    let all = block_on(adapters());
    let described: Vec<_> =
        all.iter().map(|adapter| AdapterDescription::new(&adapter.get_info())).collect();
    let place = described.iter().position(|adapter| {
        adapter.to_string().to_lowercase().contains(&wanted)
            && (backend.is_empty() || adapter.backend.to_lowercase() == backend)
    });
    let place = place.unwrap_or_else(|| {
        panic!(
            "no adapter {wanted:?} with backend {backend:?} among {described:?}; scripts/test.sh \
             installs one"
        )
    });
    all.into_iter().nth(place).expect("a place among them")
}

/// Samples without a pattern that a network could learn; targets lie in `0..=1`.
pub fn data(samples: usize, inputs: usize, outputs: usize) -> Dataset {
    let wave = |i: usize| ((i * 37 % 101) as f32 / 101.0 - 0.5) * 2.0;
    Dataset {
        samples,
        inputs: (0..samples * inputs).map(wave).collect(),
        targets: (0..samples * outputs).map(|i| (wave(i * 3 + 1) + 1.0) / 2.0).collect(),
    }
}
