//! How fast this browser trains.

use gradshader::bench::grid;
use gradshader::network::dashed;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::device::Device;
use crate::error::{caught, json, thrown};

/// The networks of the grid that a page waits for.
const CASES: usize = 2;

/// One network, for the page.
#[derive(Serialize)]
struct Row {
    network: String,
    batch: usize,
    samples_per_second: f64,
    gflops: f64,
    dispatches_per_step: f64,
    first_step_seconds: f64,
}

/// A promise of how many samples a second this device trains on, full steps, of the first networks of
/// `gradshader bench`, each timed for about so many seconds; JSON. `told` hears of each as it is done.
#[wasm_bindgen]
pub fn bench(device: &Device, seconds: f64, told: js_sys::Function) -> js_sys::Promise {
    let device = device.clone();
    future_to_promise(async move {
        let mut rows = Vec::new();
        for case in grid().into_iter().take(CASES) {
            let network = dashed(case.network.sizes());
            told.call1(&JsValue::NULL, &network.as_str().into())
                .map_err(|error| thrown(caught(error)))?;
            let mut started = case.start(device.executor()).await.map_err(thrown)?;
            started.time(seconds).await.map_err(thrown)?;
            let measured = started.measurement();
            rows.push(Row {
                network,
                batch: case.batch(),
                samples_per_second: measured.samples_per_second,
                gflops: measured.gflops,
                dispatches_per_step: measured.dispatches_per_step,
                first_step_seconds: measured.first_step_seconds,
            });
        }
        Ok(json(&rows)?.into())
    })
}
