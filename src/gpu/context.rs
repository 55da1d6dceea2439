//! A device with its queue; the only caller of `request_device`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::adapters::{AdapterDescription, is_software};
use super::cache::PipelineCache;
use super::shader::Word;
use crate::error::{Error, Result};

/// How a device is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GpuOptions {
    /// Compile the shaders with wgpu's bounds, loop and division checks.
    pub checked: bool,
    /// Run every command of a recording by itself, without fused shaders.
    pub unfused: bool,
    /// Ask for WebGPU's default limits and no optional feature, whatever the adapter offers.
    pub minimal: bool,
    /// Steps recorded into one submission; by default measured, so that one stays short.
    pub steps_per_submission: Option<usize>,
    /// Shader files (name without `.wgsl`) to compile instead of the shipped ones: to show that
    /// a kernel that is wrong is noticed.
    pub shaders: BTreeMap<String, String>,
}

/// A device, its queue, and what is known of its adapter.
#[derive(Debug, Clone)]
pub struct Context {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) options: GpuOptions,
    info: wgpu::AdapterInfo,
    lost: Arc<AtomicBool>,
    pub(super) cache: Option<PipelineCache>,
}

impl Context {
    /// Opens a device on `adapter`.
    ///
    /// # Errors
    /// When the driver refuses one.
    pub async fn open(adapter: &wgpu::Adapter, options: GpuOptions) -> Result<Self> {
        let (features, limits) = if options.minimal {
            (wgpu::Features::empty(), wgpu::Limits::default())
        } else {
            (adapter.features() & useful_features(), adapter.limits())
        };
        let description = wgpu::DeviceDescriptor {
            label: Some("gradshader"),
            required_features: features,
            required_limits: limits,
            memory_hints: wgpu::MemoryHints::Performance,
            ..Default::default()
        };
        let (device, queue) = adapter.request_device(&description).await.map_err(|error| {
            let adapter = AdapterDescription::new(&adapter.get_info());
            Error::device(format!("{adapter} gives no device"))
                .caused_by(error.to_string())
                .advice("choose another with --device; `gradshader devices` lists them")
        })?;
        let context = Self::from_device(device, queue, options);
        let lost = context.lost.clone();
        context.device.set_device_lost_callback(move |_, _| lost.store(true, Ordering::Relaxed));
        Ok(context)
    }

    /// Uses a device and queue that the caller owns. Its features and limits are taken as they
    /// are; its error and device-lost callbacks stay the caller's.
    pub fn from_device(device: wgpu::Device, queue: wgpu::Queue, options: GpuOptions) -> Self {
        let info = device.adapter_info();
        Self { device, queue, options, info, lost: Arc::default(), cache: None }
    }

    /// The same device, used otherwise. `minimal` is of no effect: the device is open already.
    pub fn with_options(&self, options: GpuOptions) -> Self {
        Self { options, ..self.clone() }
    }

    /// Takes compiled pipelines from what [`Self::pipelines`] gave in an earlier run, and keeps those
    /// compiled from here on. What is damaged or comes from another driver is ignored; without
    /// [`wgpu::Features::PIPELINE_CACHE`] this does nothing.
    pub fn keep_pipelines(&mut self, saved: &[u8]) {
        self.cache = PipelineCache::new(&self.device, saved);
    }

    /// The pipelines kept, for [`Self::keep_pipelines`] in the next run.
    pub fn pipelines(&self) -> Option<Vec<u8>> {
        self.cache.as_ref()?.saved()
    }

    /// A name for the file that holds them: one an adapter. None where no driver keeps any.
    pub fn pipelines_key(&self) -> Option<String> {
        wgpu::util::pipeline_cache_key(&self.info)
    }

    /// How it is used.
    pub fn options(&self) -> &GpuOptions {
        &self.options
    }

    /// The adapter, for people.
    pub fn description(&self) -> AdapterDescription {
        AdapterDescription::new(&self.info)
    }

    /// Whether the adapter computes on the CPU.
    pub fn is_software(&self) -> bool {
        is_software(&self.info)
    }

    /// Whether it runs several kernels as one fused shader.
    pub fn fuses(&self) -> bool {
        self.panel_word().is_some()
    }

    /// How the panel shaders of software adapters load floats, where this is such an adapter: one
    /// whose subgroups are eight invocations, always.
    pub(super) fn panel_word(&self) -> Option<Word> {
        let features = self.device.features();
        let eight = (self.info.subgroup_min_size, self.info.subgroup_max_size) == (8, 8);
        let usable = self.is_software() && eight && features.contains(wgpu::Features::SUBGROUP);
        let word = match features.contains(wgpu::Features::SHADER_INT64) {
            true => Word::U64,
            false => Word::F32,
        };
        (usable && !self.options.unfused).then_some(word)
    }

    /// An error once the device is lost; most calls on a lost device silently do nothing.
    pub(super) fn check(&self) -> Result<()> {
        if self.lost.load(Ordering::Relaxed) {
            return Err(Error::failed(format!("the device {} was lost", self.description()))
                .advice("its driver was reset, updated or removed; run again"));
        }
        Ok(())
    }

    /// Waits until the work submitted up to `submission` is done. On the web the event loop does
    /// that; there this returns at once.
    pub(super) fn wait(&self, submission: Option<wgpu::SubmissionIndex>) -> Result<()> {
        let wait = wgpu::PollType::Wait { submission_index: submission, timeout: None };
        self.device.poll(wait).map_err(|error| {
            Error::failed(format!("{} does not answer", self.description()))
                .caused_by(error.to_string())
        })?;
        self.check()
    }
}

/// The optional features that make kernels faster where an adapter has them.
fn useful_features() -> wgpu::Features {
    wgpu::Features::SUBGROUP
        | wgpu::Features::SHADER_INT64
        | wgpu::Features::TIMESTAMP_QUERY
        | wgpu::Features::PIPELINE_CACHE
}
