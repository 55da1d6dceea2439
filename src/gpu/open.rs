//! Opens a device, and opens it again once it is lost; the only caller of `request_device`.

use super::adapters::{AdapterDescription, adapters};
use super::context::{Context, Family, GpuOptions};
use super::matrix::Matrices;
use super::trouble::Trouble;
use crate::error::{Error, Result};

impl Context {
    /// Opens a device on `adapter`.
    ///
    /// # Errors
    /// When the driver refuses one; when the adapter has no matrices for [`Family::Matrices`]; when it
    /// does not give the answer that is known ([`Self::check_answer`]).
    pub async fn open(adapter: &wgpu::Adapter, options: GpuOptions) -> Result<Self> {
        let matrices = match options.family {
            Some(Family::Matrices) => Some(Matrices::of(adapter)?),
            _ => None,
        };
        let (features, limits) = if options.minimal {
            (wgpu::Features::empty(), wgpu::Limits::default())
        } else {
            (adapter.features() & useful_features(), adapter.limits())
        };
        let (features, limits, experimental_features) = match matrices {
            None => (features, limits, wgpu::ExperimentalFeatures::disabled()),
            // SAFETY: the one experimental feature is that of cooperative matrices. `matrices.wgsl`
            // alone uses it: in uniform control flow, whole subgroups, inside its arrays.
            Some(_) => (features | Matrices::features(), adapter.limits(), unsafe {
                wgpu::ExperimentalFeatures::enabled()
            }),
        };
        let description = wgpu::DeviceDescriptor {
            label: Some("gradshader"),
            required_features: features,
            required_limits: limits,
            experimental_features,
            memory_hints: wgpu::MemoryHints::Performance,
            ..Default::default()
        };
        let (device, queue) = adapter.request_device(&description).await.map_err(|error| {
            let adapter = AdapterDescription::new(&adapter.get_info());
            Error::device(format!("{adapter} gives no device"))
                .caused_by(error.to_string())
                .advice("choose another with --device; `gradshader devices` lists them")
        })?;
        let trouble = Trouble::of(&device);
        let adapter = Some(adapter.clone());
        let context = Self::from_device(device, queue, options);
        let context = Self { matrices, adapter, trouble, ..context };
        context.check_answer().await?;
        Ok(context)
    }

    /// Opens a device on the same adapter, where this one is lost; none where the caller owns it. What was
    /// compiled is compiled again.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(super) async fn reopened(&self) -> Result<Option<Self>> {
        let Some(adapter) = &self.adapter else { return Ok(None) };
        match Self::open(adapter, self.options.clone()).await {
            Ok(context) => Ok(Some(context)),
            Err(error) => {
                // A driver that was reset may want to be found again.
                let found = adapters().await;
                let same = found.into_iter().find(|found| found.get_info() == self.info);
                let Some(same) = same else { return Err(error) };
                Self::open(&same, self.options.clone()).await.map(Some)
            }
        }
    }
}

/// The optional features that make kernels faster where an adapter has them.
fn useful_features() -> wgpu::Features {
    wgpu::Features::SUBGROUP
        | wgpu::Features::SHADER_INT64
        | wgpu::Features::TIMESTAMP_QUERY
        | wgpu::Features::PIPELINE_CACHE
}
