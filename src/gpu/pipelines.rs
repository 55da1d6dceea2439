//! Shaders to pipelines: compiles each once and keeps it.

use std::collections::{BTreeMap, HashMap};

use super::cache::PipelineCache;
use super::compiled::Pipeline;
use super::context::Context;
use super::fault::{self, Point};
use super::shader::Shader;
use crate::error::{Error, Result};
use crate::kernel::Access;

/// The compiled shaders of an executor.
#[derive(Debug, Default)]
pub(super) struct Pipelines(HashMap<Shader, Pipeline>);

impl Pipelines {
    pub(super) fn get(&self, shader: Shader) -> &Pipeline {
        &self.0[&shader]
    }

    /// What is compiled, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = Shader> {
        self.0.keys().copied()
    }

    /// Compiles a shader that is not there yet. One whose text is that which is shipped is taken from
    /// what the device has compiled before.
    ///
    /// # Errors
    /// When the driver does not take it.
    pub(super) async fn compile(&mut self, context: &Context, shader: Shader) -> Result<()> {
        if self.0.contains_key(&shader) {
            return Ok(());
        }
        let options = &context.options;
        let is_shipped = !shader.files().iter().any(|file| options.shaders.contains_key(*file))
            || shader.wgsl(&options.shaders) == shader.wgsl(&BTreeMap::new());
        if is_shipped && let Some(pipeline) = context.compiled.get(shader, options.checked) {
            self.0.insert(shader, pipeline);
            return Ok(());
        }
        let scope = context.device.push_error_scope(wgpu::ErrorFilter::Validation);
        fault::at(Point::Compile, context);
        let pipeline = build(context, shader, is_shipped);
        if let Some(error) = scope.pop().await {
            context.check_loss()?;
            return Err(Error::device(format!(
                "{} does not take the kernel {}",
                context.description(),
                shader.label()
            ))
            .caused_by(error.to_string()));
        }
        context.check()?;
        if is_shipped {
            context.compiled.keep(shader, options.checked, pipeline.clone());
        }
        self.0.insert(shader, pipeline);
        Ok(())
    }
}

fn build(context: &Context, shader: Shader, is_shipped: bool) -> Pipeline {
    let device = &context.device;
    let label = shader.label();
    let label = Some(label.as_str());
    let module = wgpu::ShaderModuleDescriptor {
        label,
        source: wgpu::ShaderSource::Wgsl(shader.wgsl(&context.options.shaders).into()),
    };
    let module = if context.options.checked {
        device.create_shader_module(module)
    } else {
        // SAFETY: the shipped shaders index only inside their operands, whose sizes
        // `Executor::load` checks, and every loop ends; the suite also runs them checked.
        unsafe {
            device.create_shader_module_trusted(module, wgpu::ShaderRuntimeChecks::unchecked())
        }
    };
    let entry = |(binding, ty): (u32, wgpu::BufferBindingType)| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::COMPUTE,
        ty: wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None },
        count: None,
    };
    let operands = shader.bindings().into_iter().map(|(binding, access)| {
        (binding, wgpu::BufferBindingType::Storage { read_only: access == Access::Read })
    });
    let entries: Vec<_> =
        std::iter::once((0, wgpu::BufferBindingType::Uniform)).chain(operands).map(entry).collect();
    let bindings = device
        .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label, entries: &entries });
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label,
        bind_group_layouts: &[Some(&bindings)],
        immediate_size: 0,
    });
    let constants = shader.constants();
    let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label,
        layout: Some(&layout),
        module: &module,
        entry_point: Some("main"),
        compilation_options: wgpu::PipelineCompilationOptions {
            constants: &constants,
            // Every shader writes what it reads from workgroup memory.
            zero_initialize_workgroup_memory: context.options.checked,
        },
        cache: context.cache.as_ref().map(PipelineCache::inner),
    });
    Pipeline { pipeline, bindings, is_shipped }
}
