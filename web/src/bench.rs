//! How fast this browser trains.

use gradshader::Result;
use gradshader::bench::{Case, flops_per_sample, grid, trial};
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
}

/// Samples of the epochs that a case is timed by, about.
const EPOCH: f64 = 65536.0;

/// One network: a few steps first, and, where epochs are short enough here, whole ones as the command line
/// times them.
async fn row(case: &Case, device: &Device, seconds: f64) -> Result<Row> {
    let (network, hyperparameters) = (&case.network, &case.hyperparameters);
    let tried = trial(device.executor(), network, hyperparameters, seconds / 2.0).await?;
    let mut rate = tried.samples_per_second;
    if EPOCH / rate < seconds {
        let mut started = case.start(device.executor()).await?;
        started.time(seconds).await?;
        rate = started.measurement().samples_per_second;
    }
    Ok(Row {
        network: dashed(network.sizes()),
        batch: case.batch(),
        samples_per_second: rate,
        gflops: rate * flops_per_sample(network.sizes()) as f64 / 1e9,
        dispatches_per_step: tried.fusion.dispatches_per_step,
    })
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
            rows.push(row(&case, &device, seconds).await.map_err(thrown)?);
        }
        Ok(json(&rows)?.into())
    })
}
