//! Compiled pipelines kept from run to run, where a driver offers that (Vulkan).

use sha2::{Digest, Sha256};

/// A driver's pipeline cache.
#[derive(Debug, Clone)]
pub(super) struct PipelineCache(wgpu::PipelineCache);

/// Bytes of the digest that saved data begins with.
const DIGEST: usize = 32;

impl PipelineCache {
    /// A cache with what was saved, or an empty one where that is damaged, of another driver or
    /// nothing. None without [`wgpu::Features::PIPELINE_CACHE`].
    ///
    /// # Safety
    /// `saved` is empty or what [`Self::saved`] gave.
    pub(super) unsafe fn new(device: &wgpu::Device, saved: &[u8]) -> Option<Self> {
        if !device.features().contains(wgpu::Features::PIPELINE_CACHE) {
            return None;
        }
        let data = saved
            .split_at_checked(DIGEST)
            .filter(|(digest, data)| *digest == Sha256::digest(data).as_slice())
            .map(|(_, data)| data);
        let descriptor =
            wgpu::PipelineCacheDescriptor { label: Some("pipelines"), data, fallback: true };
        // SAFETY: the data are what `saved` gave, as the caller promises, and whole, as the digest
        // shows; wgpu checks that adapter and driver are the same.
        Some(Self(unsafe { device.create_pipeline_cache(&descriptor) }))
    }

    /// What to give to [`Self::new`] in the next run; nothing where the driver keeps nothing.
    pub(super) fn saved(&self) -> Option<Vec<u8>> {
        let data = self.0.get_data()?;
        let mut saved = Sha256::digest(&data).to_vec();
        saved.extend(data);
        Some(saved)
    }

    pub(super) fn inner(&self) -> &wgpu::PipelineCache {
        &self.0
    }
}
