//! How long each dispatch takes on the device, by timestamp queries.

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

/// Collects the timings of an executor's dispatches.
pub(super) struct Profiler {
    profiler: GpuProfiler,
    timings: Vec<Timing>,
}

impl std::fmt::Debug for Profiler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profiler").field("timings", &self.timings.len()).finish_non_exhaustive()
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
        Ok(Self { profiler, timings: Vec::new() })
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
            let timing = |result: GpuTimerQueryResult| {
                let time = result.time?;
                Some(Timing { shader: result.label, start: time.start, end: time.end })
            };
            self.timings.extend(results.into_iter().filter_map(timing));
        }
    }

    pub(super) fn timings(&self) -> &[Timing] {
        &self.timings
    }
}
