//! The HLSL whose hashes are committed is what wgpu gives to the DX12 driver's compiler: else
//! `tests/translate` would check a text that nobody compiles. wgpu says it in its log, on Windows
//! alone, and so in `scripts/test-dx12.sh`.
#![cfg(windows)]

#[path = "translate/committed.rs"]
mod committed;
mod common;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use gradshader::block_on;
use gradshader::executor::Executor;
use gradshader::gpu::{GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network};
use gradshader::recipe::Recipe;
use gradshader::recording::{Setup, Window};

/// Keeps the texts of the shaders that wgpu says it has translated, while recordings are loaded.
struct Listener {
    is_wanted: AtomicBool,
    texts: Mutex<BTreeSet<String>>,
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        self.is_wanted.load(Ordering::Relaxed)
    }

    fn log(&self, record: &log::Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let message = record.args().to_string();
        if message.starts_with("Naga generated shader for") {
            let (_, text) = message.split_once('\n').expect("a text after the first line");
            self.texts.lock().unwrap().insert(text.to_owned());
        }
    }

    fn flush(&self) {}
}

static LISTENER: Listener =
    Listener { is_wanted: AtomicBool::new(false), texts: Mutex::new(BTreeSet::new()) };

#[test]
fn committed_hlsl_is_what_dx12_compiles() {
    if std::env::var_os("GRADSHADER_TEST_CHECKED").is_some() {
        panic!("the committed hashes are those of trusted shaders");
    }
    log::set_logger(&LISTENER).unwrap();
    log::set_max_level(log::LevelFilter::Debug);
    let window = Window { rows: 4, samples: 4, steps: 1 };
    // A few formulas do: which of them a text is composed of, naga does not know. FXC takes its time.
    for activations in
        [[Activation::Sigmoid; 3], [Activation::Tanh, Activation::Relu, Activation::Linear]]
    {
        let setup = Setup {
            network: Network::new(&[3, 4, 4, 2], &activations).unwrap(),
            recipe: Recipe::default(),
            members: 1,
            training_batch: 4,
            evaluation_batch: 4,
            training: window,
            evaluation: window,
        };
        for family in common::FAMILIES {
            // Whole steps have the sizes of their network written out.
            let whole_steps = Some(false);
            let options = GpuOptions { family, whole_steps, ..GpuOptions::default() };
            let mut executor = GpuExecutor::new(common::open(options));
            // Opening asks the device for a known answer, which is no kernel's.
            LISTENER.is_wanted.store(true, Ordering::Relaxed);
            for recording in [setup.training_step(4), setup.evaluation(4), setup.prediction(4)] {
                block_on(executor.load(&recording)).unwrap();
            }
            LISTENER.is_wanted.store(false, Ordering::Relaxed);
        }
    }
    let text = std::fs::read_to_string(committed::folder().join(committed::HASHES)).unwrap();
    let hashes = committed::parse_hashes(&text).into_iter();
    let committed: BTreeSet<_> =
        hashes.filter(|((_, end), _)| *end == "hlsl").map(|(_, hash)| hash.to_owned()).collect();
    let compiled = LISTENER.texts.lock().unwrap();
    println!("{} of {} committed hashes are compiled texts'", compiled.len(), committed.len());
    // At the least the kernels of a step.
    assert!(compiled.len() >= 10, "wgpu said only {} texts", compiled.len());
    for text in compiled.iter() {
        let hash = committed::hash(text.as_bytes());
        assert!(committed.contains(&hash), "{hash}, of this text, is not committed:\n{text}");
    }
}
