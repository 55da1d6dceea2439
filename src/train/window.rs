//! How many samples are on the device at once.

use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::recording::{Buffer, Part, Setup, Window};
use crate::train::Sets;

/// Inputs in a window of data that is not all on the device: 8 MiB, which are held twice more on
/// their way. Larger ones take memory and save no time.
const WINDOW_INPUTS: usize = 2 << 20;

/// The window of the training part: all samples where the device can bind them, or else a
/// multiple of the batch.
pub(super) fn window<E: Executor>(
    executor: &E,
    setup: &Setup,
    data: &Sets,
    resident_rows: Option<usize>,
) -> Result<Window> {
    let samples = data.samples() * setup.sharers();
    let steps = samples.div_ceil(setup.training_batch);
    let all = Window { rows: data.stacked().samples, samples, steps };
    let limit = resident_rows.unwrap_or(usize::MAX);
    let fits = |window: Window| {
        let setup = Setup { training: window, ..setup.clone() };
        let part = Part::Training;
        let data = [Buffer::DataInputs(part), Buffer::DataTargets(part), Buffer::Order(part)];
        window.rows <= limit && data.into_iter().all(|data| executor.fits(setup.extent(data)))
    };
    let is_copied = executor.is_in_host_memory();
    if fits(all) && data.stacked().may_be_held(is_copied) {
        return Ok(all);
    }
    if setup.is_shared() {
        let rows = all.rows;
        return Err(Error::device(format!(
            "{rows} samples for networks that share weights, more than the device holds at once"
        ))
        .advice("use another device, or networks of their own weights"));
    }
    let of = |steps: usize| {
        let samples = steps * setup.training_batch;
        Window { rows: samples * setup.members, samples, ..all }
    };
    let inputs = setup.network.inputs();
    let steps = WINDOW_INPUTS / (inputs * setup.training_batch * setup.members);
    let half = |steps: &usize| Some(steps / 2).filter(|&steps| steps > 0);
    std::iter::successors(Some(steps.clamp(1, all.steps)), half)
        .map(of)
        .find(|&window| fits(window))
        .ok_or_else(|| {
            let rows = setup.training_batch * setup.members;
            Error::device(format!("the device cannot bind {rows} rows of {inputs} inputs"))
                .advice("use a smaller batch or fewer members")
        })
}

/// A window for at most `samples` samples of each set to evaluate at once, or for [`WINDOW_INPUTS`].
pub(super) fn evaluation_window<E: Executor>(
    executor: &E,
    setup: &Setup,
    samples: usize,
    sets: usize,
) -> Result<Window> {
    let half = |samples: &usize| Some(samples / 2).filter(|&samples| samples > 0);
    let batch = setup.evaluation_batch / setup.sharers();
    let of = |samples: usize| {
        let steps = samples.div_ceil(batch);
        Window { rows: samples * sets, samples: samples * setup.sharers(), steps }
    };
    let fits = |window: &Window| {
        let setup = Setup { evaluation: *window, ..setup.clone() };
        let part = Part::Evaluation;
        [Buffer::DataInputs(part), Buffer::DataTargets(part), Buffer::Outputs]
            .into_iter()
            .all(|buffer| executor.fits(setup.extent(buffer)))
    };
    let steps = (WINDOW_INPUTS / (setup.network.inputs() * batch * sets)).max(1);
    let most = samples.clamp(1, steps * batch);
    std::iter::successors(Some(most), half).map(of).find(fits).ok_or_else(|| {
        Error::device("the device cannot bind the outputs of one sample")
            .advice("use fewer members")
    })
}
