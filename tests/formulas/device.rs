//! Formulas on a device, as small shaders of their own.

use gradshader::kernel::compose;
use minijinja::context;
use wgpu::util::DeviceExt;

use crate::catalogue::Formula;
use crate::common;

/// One number or four at once, as the fused shaders have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    Scalar,
    Vectors,
}

/// Calls the formula for each invocation's arguments.
const CALLS: &str = "
@group(0) @binding(0) var<storage, read> numbers: array<Numbers>;
@group(0) @binding(1) var<storage, read> coefficients: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<Numbers>;

override WORKGROUP: u32 = 64u;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let count = arrayLength(&results);
    if id.x >= count {
        return;
    }
    {%- if ROW %}
    let c = coefficients_at(0u);
    {%- endif %}
    {%- for i in range(COUNT) %}
    let a{{ i }} = numbers[{{ i }}u * count + id.x];
    {%- endfor %}
    results[id.x] = {{ CALL }};
}
";

/// Invocations a workgroup.
const WORKGROUP: u32 = 64;

/// A device.
pub struct Device {
    device: wgpu::Device,
    queue: wgpu::Queue,
    checked: bool,
}

/// A formula that is compiled.
pub struct Compiled {
    pipeline: wgpu::ComputePipeline,
    coefficients: wgpu::Buffer,
    arguments: usize,
}

impl Device {
    /// On the adapter that tests run on.
    pub fn open() -> Self {
        let (device, queue, checked) = common::open_device();
        Self { device, queue, checked }
    }

    /// Compiles a formula as the library compiles its shaders.
    pub fn compile(&self, formula: &Formula, form: Form) -> Compiled {
        let numbers = match form {
            Form::Scalar => "numbers_f32",
            Form::Vectors => "numbers_vec4",
        };
        let files = [&[numbers][..], &formula.files, &["calls"]].concat();
        let row = &formula.coefficients;
        let variables = context! {
            ROW => !row.is_empty(),
            COUNT => formula.domains.len(),
            CALL => formula.expression.as_str(),
            CLIP_VALUE => true,
            CLIP_NORM => true,
            L2 => true,
            DECAY => true,
        };
        let text = compose(&files, |name| (name == "calls").then_some(CALLS), variables);
        let module = wgpu::ShaderModuleDescriptor {
            label: Some(&formula.label),
            source: wgpu::ShaderSource::Wgsl(text.into()),
        };
        let module = if self.checked {
            self.device.create_shader_module(module)
        } else {
            // SAFETY: the shader indexes below the length of its result, and its arguments are
            // so many times as long.
            unsafe {
                let checks = wgpu::ShaderRuntimeChecks::unchecked();
                self.device.create_shader_module_trusted(module, checks)
            }
        };
        let entry = |binding, read_only| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Storage { read_only },
                has_dynamic_offset: false,
                min_binding_size: None,
            },
            count: None,
        };
        let bindings = self.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: None,
            entries: &[entry(0, true), entry(1, true), entry(2, false)],
        });
        let layout = self.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &[Some(&bindings)],
            immediate_size: 0,
        });
        let pipeline = self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(&formula.label),
            layout: Some(&layout),
            module: &module,
            entry_point: Some("main"),
            compilation_options: wgpu::PipelineCompilationOptions {
                constants: &[("WORKGROUP", f64::from(WORKGROUP))],
                ..Default::default()
            },
            cache: None,
        });
        let row = if row.is_empty() { &[0.0][..] } else { row };
        let coefficients = self.storage(row, wgpu::BufferUsages::empty());
        Compiled { pipeline, coefficients, arguments: formula.domains.len() }
    }

    fn storage(&self, values: &[f32], usage: wgpu::BufferUsages) -> wgpu::Buffer {
        self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: None,
            contents: bytemuck::cast_slice(values),
            usage: wgpu::BufferUsages::STORAGE | usage,
        })
    }

    /// Its results for arguments that lie one after the other: all first ones, then all second ones. A
    /// multiple of four of each.
    pub fn run(&self, formula: &Compiled, numbers: &[f32]) -> Vec<f32> {
        let count = numbers.len() / formula.arguments;
        assert_eq!(count % 4, 0, "vectors are of four");
        let numbers = self.storage(numbers, wgpu::BufferUsages::empty());
        let results = self.storage(&vec![0.0; count], wgpu::BufferUsages::COPY_SRC);
        let read = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: results.size(),
            usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let buffers = [&numbers, &formula.coefficients, &results];
        let entries: Vec<_> = (0..)
            .zip(buffers)
            .map(|(binding, buffer)| wgpu::BindGroupEntry {
                binding,
                resource: buffer.as_entire_binding(),
            })
            .collect();
        let bindings = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &formula.pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        let mut encoder = self.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            pass.set_pipeline(&formula.pipeline);
            pass.set_bind_group(0, &bindings, &[]);
            pass.dispatch_workgroups((count as u32).div_ceil(WORKGROUP), 1, 1);
        }
        encoder.copy_buffer_to_buffer(&results, 0, &read, 0, results.size());
        let submission = self.queue.submit([encoder.finish()]);
        read.slice(..).map_async(wgpu::MapMode::Read, |mapped| mapped.unwrap());
        let wait = wgpu::PollType::Wait { submission_index: Some(submission), timeout: None };
        self.device.poll(wait).unwrap();
        let bytes = read.slice(..).get_mapped_range().unwrap();
        bytemuck::cast_slice(&bytes).to_vec()
    }
}
