//! The same with a GPU for each rank; two of one adapter, where it is a software adapter.

use gradshader::gpu::GpuExecutor;

use super::*;
use crate::common;

/// Executors with what suits the adapter; they share what was compiled.
fn devices() -> impl Fn() -> GpuExecutor + Sync {
    let context = common::context();
    move || GpuExecutor::new(context.clone())
}

#[test]
fn gpus_have_the_same_bits_each_time_near_those_of_one() {
    let device = devices();
    for of in [everything(), descent()] {
        let alone = trained(&mut trainer(device(), &of).unwrap()).unwrap();
        let together = || {
            let (done, ends) =
                on_devices(&threads(2), &device, &of, (|| {}, None), trained::<Shared<_>>);
            assert_eq!(ends, [End { code: 0, all: true, is_lost: false }]);
            done.unwrap()
        };
        let first = together();
        assert_eq!(first, together());
        for (layer, other) in first.1.layers.iter().zip(&alone.1.layers) {
            for (weight, other) in layer.weight.iter().zip(&other.weight) {
                assert!((weight - other).abs() < 1e-3, "{weight} {other}");
            }
        }
    }
}

#[test]
fn a_step_of_gpus_is_within_the_bounds_with_what_is_exchanged() {
    let device = devices();
    is_within_the_bound(2, &device);
    for of in [everything(), descent()] {
        // Seven steps: the last batch of an epoch has three rows.
        let verified = |trainer: &mut Trainer<Shared<_>>| block_on(trainer.verify_steps(7));
        let done = on_devices(&threads(2), &device, &of, (|| {}, None), verified).0;
        let report = done.unwrap();
        assert_eq!((report.steps, &report.failure), (7, &None));
        let is_exchanged = |quantity: &str| quantity.starts_with("exchanged ");
        let exchanged = report.findings.iter().filter(|f| is_exchanged(f.quantity));
        assert_eq!(exchanged.count(), 6);
    }
}
