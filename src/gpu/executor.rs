//! Runs recordings on a device: many steps in one submission, few submissions in flight.

use std::collections::VecDeque;

use web_time::{Duration, Instant};

use super::buffers::DeviceBuffers;
use super::context::Context;
use super::pipelines::Pipelines;
use crate::error::{Error, Result};
use crate::executor::{Executor, Program};
use crate::kernel::Kernel;
use crate::recording::{Buffer, Command, Extent, Recording};

/// The sizes of a command as `Command` in `layout.wgsl`.
#[repr(C)]
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct CommandSizes {
    /// members, rows, inner, columns
    shape: [u32; 4],
    /// member stride, pitch, rows, columns of each operand
    operands: [[u32; 4]; 5],
}

/// A command that is ready to be recorded.
#[derive(Debug)]
struct Dispatch {
    kernel: Kernel,
    bindings: wgpu::BindGroup,
    grid: [u32; 3],
}

/// A recording that is ready to be recorded into submissions.
#[derive(Debug)]
struct Loaded {
    dispatches: Vec<Dispatch>,
    /// Steps in the next submission.
    steps: usize,
}

/// A submission should take about this long: short enough for a watchdog and for Ctrl-C, long
/// enough that its own cost does not count.
const SUBMISSION: Duration = Duration::from_millis(25);
/// Steps in one submission at the most; what is recorded costs host memory.
const MAX_STEPS: usize = 256;
/// Submissions under way at the most: the next is recorded while one runs.
const IN_FLIGHT: usize = 2;

/// The GPU's executor.
#[derive(Debug)]
pub struct GpuExecutor {
    context: Context,
    buffers: DeviceBuffers,
    pipelines: Pipelines,
    programs: Vec<Loaded>,
}

impl GpuExecutor {
    /// An executor without buffers or programs.
    pub fn new(context: Context) -> Self {
        Self {
            context,
            buffers: DeviceBuffers::default(),
            pipelines: Pipelines::default(),
            programs: Vec::new(),
        }
    }

    /// The device it runs on.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Writes the sizes of all commands into one uniform buffer and binds each command.
    fn bind(&self, commands: &[Command]) -> Result<Vec<Dispatch>> {
        let device = &self.context.device;
        let size = size_of::<CommandSizes>();
        let stride =
            size.next_multiple_of(device.limits().min_uniform_buffer_offset_alignment as usize);
        let mut bytes = vec![0; stride * commands.len()];
        for (command, bytes) in commands.iter().zip(bytes.chunks_mut(stride)) {
            bytes[..size].copy_from_slice(bytemuck::bytes_of(&self.sizes(command)?));
        }
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("command sizes"),
            size: bytes.len() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        self.context.queue.write_buffer(&uniform, 0, &bytes);
        let bind = |(i, command): (usize, &Command)| {
            let sizes = wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer: &uniform,
                offset: (i * stride) as u64,
                size: wgpu::BufferSize::new(size as u64),
            });
            let mut entries = vec![wgpu::BindGroupEntry { binding: 0, resource: sizes }];
            for (o, &operand) in command.operands.iter().enumerate() {
                let resource = self.buffers.binding(operand)?;
                entries.push(wgpu::BindGroupEntry { binding: o as u32 + 1, resource });
            }
            let bindings = device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some(command.kernel.name()),
                layout: &self.pipelines.get(command.kernel).bindings,
                entries: &entries,
            });
            Ok(Dispatch {
                kernel: command.kernel,
                bindings,
                grid: command.kernel.grid(command.shape),
            })
        };
        commands.iter().enumerate().map(bind).collect()
    }

    fn sizes(&self, command: &Command) -> Result<CommandSizes> {
        let shape = command.shape;
        let mut operands = [[0; 4]; 5];
        for (sizes, &operand) in operands.iter_mut().zip(&command.operands) {
            *sizes = self.buffers.layout(operand)?.tensor();
        }
        let shape = [shape.members, shape.rows, shape.inner, shape.columns].map(|n| n as u32);
        Ok(CommandSizes { shape, operands })
    }

    fn submit(&self, dispatches: &[Dispatch], steps: usize) -> wgpu::SubmissionIndex {
        let mut encoder = self.context.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            for _ in 0..steps {
                for dispatch in dispatches {
                    pass.set_pipeline(&self.pipelines.get(dispatch.kernel).pipeline);
                    pass.set_bind_group(0, &dispatch.bindings, &[]);
                    let [x, y, z] = dispatch.grid;
                    pass.dispatch_workgroups(x, y, z);
                }
            }
        }
        self.context.queue.submit([encoder.finish()])
    }
}

impl Executor for GpuExecutor {
    fn fits(&self, extent: Extent) -> bool {
        DeviceBuffers::fits(&self.context, extent)
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        let scope = self.context.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let allocated = self.buffers.allocate(&self.context, &recording.buffers);
        if let Some(error) = scope.pop().await {
            return Err(Error::device(format!("{} is out of memory", self.context.description()))
                .caused_by(error)
                .advice("use a smaller batch, fewer members or another device"));
        }
        allocated?;
        for command in &recording.commands {
            self.pipelines.compile(&self.context, command.kernel).await?;
        }
        let dispatches = self.bind(&recording.commands)?;
        self.programs.push(Loaded { dispatches, steps: 1 });
        Ok(Program(self.programs.len() - 1))
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        self.buffers.write(&self.context, buffer, values)
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        self.buffers.write(&self.context, buffer, indices)
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        self.context.check()?;
        let mut steps = self.programs[program.0].steps;
        let mut left = times;
        let mut in_flight = VecDeque::new();
        let mut idle_since = Instant::now();
        while left > 0 {
            let now = self.context.options.steps_per_submission.unwrap_or(steps).clamp(1, left);
            in_flight.push_back(self.submit(&self.programs[program.0].dispatches, now));
            left -= now;
            if in_flight.len() >= IN_FLIGHT {
                self.context.wait(in_flight.pop_front())?;
                let took = idle_since.elapsed();
                idle_since = Instant::now();
                if took < SUBMISSION / 2 {
                    steps = (steps * 2).min(MAX_STEPS);
                } else if took > SUBMISSION * 2 {
                    steps = (steps / 2).max(1);
                }
            }
        }
        self.programs[program.0].steps = steps;
        Ok(())
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        self.context.check()?;
        self.buffers.read(&self.context, buffer).await
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        self.context.check()?;
        self.buffers.read(&self.context, buffer).await
    }
}
