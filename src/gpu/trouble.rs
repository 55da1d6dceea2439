//! What a device says of itself: wgpu reports one that is lost, and commands that it refuses, by callbacks
//! alone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a device's callbacks have said.
#[derive(Debug, Default)]
pub(super) struct Trouble(Mutex<Said>);

#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) lost: Option<String>,
    pub(super) refused: Option<String>,
    pub(super) out_of_memory: bool,
}

impl Trouble {
    /// Listens to a device.
    pub(super) fn of(device: &wgpu::Device) -> Arc<Self> {
        let trouble = Arc::<Self>::default();
        let lost = trouble.clone();
        device.set_device_lost_callback(move |reason, message| {
            lost.lose(if message.is_empty() { format!("{reason:?}") } else { message });
        });
        let refused = trouble.clone();
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| refused.refuse(&error)));
        trouble
    }

    pub(super) fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lose(&self, why: String) {
        self.said().lost.get_or_insert(why);
    }

    pub(super) fn refuse(&self, error: &wgpu::Error) {
        let mut said = self.said();
        said.out_of_memory |= matches!(error, wgpu::Error::OutOfMemory { .. });
        said.refused.get_or_insert(error.to_string());
    }
}
