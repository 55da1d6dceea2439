//! A device with its queue, what is known of its adapter, and how it is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use web_time::Duration;

use super::adapters::{AdapterDescription, is_software};
use super::cache::PipelineCache;
use super::compiled::Compiled;
use super::matrix::Matrices;
use super::shader::{Lanes, Word};
use super::tile::Tile;
use super::trouble::Trouble;
use crate::kernel;

/// Shaders that a training step can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Every command of a recording by itself. Runs anywhere.
    Single,
    /// Products in register panels, and small networks whole, fused: for adapters that run
    /// shaders on the CPU, in vectors of eight or four invocations.
    Panels,
    /// Products in tiles of workgroup memory, and small networks whole, fused: for GPUs. Runs
    /// anywhere.
    Tiles,
    /// Mixed precision: tiles of cooperative matrices, which take the operands of products in f16
    /// and sum in f32. For adapters that have them, when the device is opened for this family.
    Matrices,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Single, Self::Panels, Self::Tiles, Self::Matrices];

    /// The one that a shader file, by its name without `.wgsl`, belongs to; [`Self::Single`] for
    /// what all are made of.
    pub fn of(file: &str) -> Self {
        match file {
            _ if kernel::is_plain(file) => Self::Single,
            _ if file.starts_with("tile") || file == "resident_steps" => Self::Tiles,
            // Panels load words of 64 bits where the device has them, tiles never.
            "word_f32" => Self::Tiles,
            "f16" | "matrices" => Self::Matrices,
            _ => Self::Panels,
        }
    }
}

/// How a device is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GpuOptions {
    /// Compile the shaders with wgpu's bounds, loop and division checks.
    pub checked: bool,
    /// The shaders to run; by default those that suit the adapter ([`Context::family`]).
    pub family: Option<Family>,
    /// The workgroups of [`Family::Panels`]; by default those that suit the adapter. With lanes that
    /// need no subgroups it runs on any software.
    pub lanes: Option<Lanes>,
    /// The tile of every product of [`Family::Tiles`]; by default the shape of each decides.
    pub tile: Option<Tile>,
    /// Whether [`Family::Panels`] and [`Family::Tiles`] train in whole steps the networks that they
    /// can; by default small ones, in tiles on hardware alone.
    pub whole_steps: Option<bool>,
    /// Whether the shaders are for a long run: on software adapters others then pay, which compile for
    /// seconds and train a small network 1.2 times as fast. The bits are the same.
    pub long_run: bool,
    /// Ask for WebGPU's default limits and no optional feature, whatever the adapter offers, but for
    /// what [`Family::Matrices`] takes.
    pub minimal: bool,
    /// Steps recorded into one submission; by default measured, so that one stays short.
    pub steps_per_submission: Option<usize>,
    /// How long the device may take for next to no work until it counts as one that hangs; by default
    /// 20 seconds, and on software 10 more for each shader that it runs for the first time, since it
    /// compiles it then. For work it gets more, as the slowest software needs.
    pub patience: Option<Duration>,
    /// Shader files (name without `.wgsl`) to compile instead of the shipped ones: to show that
    /// a kernel that is wrong is noticed. With any all shaders are compiled [`Self::checked`].
    pub shaders: BTreeMap<String, String>,
}

impl GpuOptions {
    /// Shaders of someone else's are compiled with checks, whatever is asked for.
    fn sound(mut self) -> Self {
        self.checked |= !self.shaders.is_empty();
        self
    }
}

/// A device, its queue, and what is known of its adapter.
#[derive(Debug, Clone)]
pub struct Context {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) options: GpuOptions,
    pub(super) info: wgpu::AdapterInfo,
    /// What the device was opened for.
    pub(super) matrices: Option<Matrices>,
    /// What it was opened on, to open it again; none for a device of the caller's.
    pub(super) adapter: Option<wgpu::Adapter>,
    pub(super) trouble: Arc<Trouble>,
    pub(super) cache: Option<PipelineCache>,
    pub(super) compiled: Compiled,
}

impl Context {
    /// Whether [`Self::reopened`] knows where.
    pub(super) fn can_reopen(&self) -> bool {
        self.adapter.is_some()
    }

    /// How much longer it may take when it runs so many shaders for the first time: software compiles
    /// them no earlier, one in some seconds where several processes share two cores.
    pub(super) fn patience_to_compile(&self, shaders: usize) -> Duration {
        let each = match self.options.patience {
            None if self.is_software() => Duration::from_secs(10),
            _ => Duration::ZERO,
        };
        each * shaders as u32
    }

    /// How long so many multiplications may take.
    pub(super) fn patience(&self, operations: f64) -> Duration {
        // Of one of several processes that share two cores, on the slowest adapter with all checks.
        const PER_SECOND: f64 = 2e7;
        // Software hangs with its processors alone, and may share these with many others.
        let usual = Duration::from_secs(if self.is_software() { 120 } else { 20 });
        let least = self.options.patience.unwrap_or(usual);
        least.saturating_add(Duration::from_secs_f64((operations / PER_SECOND).min(1e9)))
    }

    /// Uses a device and queue that the caller owns. Its features and limits are taken as they
    /// are; its error and device-lost callbacks stay the caller's. It runs no [`Family::Matrices`].
    pub fn from_device(device: wgpu::Device, queue: wgpu::Queue, options: GpuOptions) -> Self {
        let info = device.adapter_info();
        Self {
            device,
            queue,
            options: options.sound(),
            info,
            matrices: None,
            adapter: None,
            trouble: Arc::default(),
            cache: None,
            compiled: Compiled::default(),
        }
    }

    /// The same device, used otherwise. `minimal` is of no effect: the device is open already. What it
    /// has compiled of the shipped shaders is not compiled again.
    pub fn with_options(&self, options: GpuOptions) -> Self {
        Self { options: options.sound(), ..self.clone() }
    }

    /// Takes compiled pipelines from what [`Self::pipelines`] gave in an earlier run, and keeps those
    /// compiled from here on. What is damaged or comes from another driver is ignored; without
    /// [`wgpu::Features::PIPELINE_CACHE`] this does nothing.
    ///
    /// # Safety
    /// `saved` is empty or what [`Self::pipelines`] gave: it holds machine code of a driver, and its
    /// checksum tells damage but no forgery.
    ///
    /// ```compile_fail
    /// fn keep(context: &mut gradshader::gpu::Context) {
    ///     context.keep_pipelines(&[]);
    /// }
    /// ```
    pub unsafe fn keep_pipelines(&mut self, saved: &[u8]) {
        // SAFETY: the caller's promise is the same.
        self.cache = unsafe { PipelineCache::new(&self.device, saved) };
        self.compiled = Compiled::default();
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

    /// The shaders that it runs: those asked for, else tiles on hardware, panels where software has
    /// vectors of a known size, and single kernels on other software.
    pub fn family(&self) -> Family {
        let suitable = match self.is_software() {
            false => Family::Tiles,
            true if self.can_run(Family::Panels) => Family::Panels,
            true => Family::Single,
        };
        self.options.family.unwrap_or(suitable)
    }

    /// Whether it can run these shaders.
    pub fn can_run(&self, family: Family) -> bool {
        match family {
            Family::Single | Family::Tiles => true,
            Family::Panels => self.panel_lanes().is_some(),
            Family::Matrices => self.matrices.is_some(),
        }
    }

    /// The cooperative matrices that it was opened for.
    pub fn matrices(&self) -> Option<Matrices> {
        self.matrices
    }

    /// The workgroups of panels here, if it can run any: those asked for, else those of the vectors in which software
    /// computes, four on SwiftShader. Mesa without subgroups compiles panels for half a minute; Windows' software, which
    /// has vectors of four too, has not been tried.
    pub(super) fn panel_lanes(&self) -> Option<Lanes> {
        let of_eight = (self.info.subgroup_min_size, self.info.subgroup_max_size) == (8, 8)
            && self.device.features().contains(wgpu::Features::SUBGROUP);
        let suitable = match of_eight {
            true => Some(Lanes::Subgroup),
            false => self.info.name.contains("SwiftShader").then_some(Lanes::Four),
        };
        let can_run = |lanes: &Lanes| self.is_software() && (of_eight || *lanes == Lanes::Four);
        self.options.lanes.or(suitable).filter(can_run)
    }

    /// How panel shaders load floats here.
    pub(crate) fn panel_word(&self) -> Word {
        match self.device.features().contains(wgpu::Features::SHADER_INT64) {
            true => Word::U64,
            false => Word::F32,
        }
    }
}
