//! Compiled shaders that all executors of a device share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::shader::Shader;

/// A compiled shader.
#[derive(Debug, Clone)]
pub(super) struct Pipeline {
    pub(super) pipeline: wgpu::ComputePipeline,
    pub(super) bindings: wgpu::BindGroupLayout,
}

/// The shipped shaders that a device has compiled so far, with and without checks: what one executor has
/// compiled, the next one takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Compiled(Arc<Mutex<HashMap<(Shader, bool), Pipeline>>>);

impl Compiled {
    pub(super) fn get(&self, shader: Shader, checked: bool) -> Option<Pipeline> {
        let compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.get(&(shader, checked)).cloned()
    }

    pub(super) fn keep(&self, shader: Shader, checked: bool, pipeline: Pipeline) {
        let mut compiled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        compiled.insert((shader, checked), pipeline);
    }
}
