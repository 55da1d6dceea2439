//! How long each dispatch takes on the device, by timestamp queries.

use std::collections::BTreeMap;

use wgpu_profiler::{GpuProfiler, GpuProfilerQuery, GpuProfilerSettings, GpuTimerQueryResult};

use super::context::Context;
use crate::error::{Error, Result};

/// When one dispatch ran, in seconds of the device's clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Timing {
    /// The shader's name, [`super::Shader::label`].
    pub shader: String,
    /// When it began.
    pub start: f64,
    /// When it had ended.
    pub end: f64,
}

/// All dispatches of one shader.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Total {
    /// How many there were.
    pub dispatches: u64,
    /// What they took together.
    pub seconds: f64,
}

/// What was timed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Every dispatch, by its shader's name.
    pub totals: BTreeMap<String, Total>,
    /// The first [`Profile::TIMINGS`] dispatches, in order.
    pub timings: Vec<Timing>,
}

impl Profile {
    /// Dispatches of which the beginning and the end are kept: a hundred thousand.
    pub const TIMINGS: usize = 100_000;

    fn add(&mut self, timing: Timing) {
        let total = self.totals.entry(timing.shader.clone()).or_default();
        total.dispatches += 1;
        total.seconds += timing.end - timing.start;
        if self.timings.len() < Self::TIMINGS {
            self.timings.push(timing);
        }
    }
}

/// Times an executor's dispatches.
pub(super) struct Profiler {
    profiler: GpuProfiler,
    profile: Profile,
}

impl std::fmt::Debug for Profiler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profiler").field("totals", &self.profile.totals).finish_non_exhaustive()
    }
}

impl Profiler {
    pub(super) fn new(context: &Context) -> Result<Self> {
        if !context.device.features().contains(wgpu::Features::TIMESTAMP_QUERY) {
            let device = context.description();
            return Err(Error::device(format!("{device} has no timestamp queries"))
                .advice("it cannot be profiled; choose another with --device"));
        }
        let settings = GpuProfilerSettings { enable_debug_groups: false, ..Default::default() };
        let profiler = GpuProfiler::new(&context.device, settings).map_err(|error| {
            Error::failed("the profiler does not start").caused_by(error.to_string())
        })?;
        Ok(Self { profiler, profile: Profile::default() })
    }

    /// Opens a pass whose beginning and end are timed as `shader`, and lets `record` fill it.
    pub(super) fn pass(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        shader: String,
        record: impl FnOnce(&mut wgpu::ComputePass<'_>),
    ) {
        let query: GpuProfilerQuery = self.profiler.begin_pass_query(shader, encoder);
        let timestamp_writes = query.compute_pass_timestamp_writes();
        let descriptor = wgpu::ComputePassDescriptor { label: None, timestamp_writes };
        record(&mut encoder.begin_compute_pass(&descriptor));
        self.profiler.end_query(encoder, query);
    }

    /// The last commands of a submission.
    pub(super) fn resolve(&mut self, encoder: &mut wgpu::CommandEncoder) {
        self.profiler.resolve_queries(encoder);
    }

    /// To be called once the submission is submitted.
    pub(super) fn submitted(&mut self) {
        self.profiler.end_frame().expect("every pass has ended");
    }

    /// Takes in the timings of the submissions that are done.
    pub(super) fn collect(&mut self, context: &Context) {
        let period = context.queue.get_timestamp_period();
        while let Some(results) = self.profiler.process_finished_frame(period) {
            for GpuTimerQueryResult { label: shader, time, .. } in results {
                if let Some(time) = time {
                    self.profile.add(Timing { shader, start: time.start, end: time.end });
                }
            }
        }
    }

    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }
}
