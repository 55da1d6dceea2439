//! A dispatch: a shader with what is bound to it and how many workgroups run it.

use super::pipelines::Pipelines;
use super::shader::Shader;

/// A shader that is ready to be recorded.
#[derive(Debug)]
pub(super) struct Dispatch {
    pub(super) shader: Shader,
    pub(super) bindings: wgpu::BindGroup,
    pub(super) grid: [u32; 3],
}

impl Dispatch {
    /// Records it into a pass, by what its shader was compiled to.
    pub(super) fn record(&self, pipelines: &Pipelines, pass: &mut wgpu::ComputePass<'_>) {
        pass.set_pipeline(&pipelines.get(self.shader).pipeline);
        pass.set_bind_group(0, &self.bindings, &[]);
        let [x, y, z] = self.grid;
        pass.dispatch_workgroups(x, y, z);
    }
}
