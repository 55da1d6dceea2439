//! Whole training steps of a small network in one dispatch: which networks, and the tables that
//! `whole_steps.wgsl` reads.

use super::buffers::{Arena, DeviceBuffers, Layout, create};
use super::context::Context;
use super::executor::Dispatch;
use super::fusion::{self, Fused};
use super::shader::{Product, Shader, WHOLE_LAYERS, Word};
use crate::error::Result;
use crate::executor::Fusion;
use crate::kernel::Kernel;
use crate::recording::{Buffer, Extent, Recording, Shape};

/// Floating-point operations of one member's step up to which one workgroup does it all;
/// [`super::GpuOptions::whole_steps`] overrides it. Measured on 2026-11-24 on lavapipe 25.0.7 with
/// two cores; see ARCHITECTURE.md.
const SMALL_STEP: usize = 10_000_000;

/// Members from which panels, each dispatch over all of them, are faster. Only where panels give the
/// same bits: a member must come out as it would alone.
const MANY_MEMBERS: usize = 8;

/// Outputs up to which whole steps give the same bits as panels: the sums of both run over the same
/// terms in the same order, and up to here a sample's loss does too.
const SAME_BITS: usize = 32;

/// A layer as `Layer` in the shader; lengths and places in vectors of four but for the widths.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default, bytemuck::Pod, bytemuck::Zeroable)]
struct LayerTable {
    inputs: u32,
    outputs: u32,
    input_pitch: u32,
    output_pitch: u32,
    weight: u32,
    weight_stride: u32,
    bias: u32,
    bias_stride: u32,
    seen: u32,
    answer: u32,
    seen_delta: u32,
    answer_delta: u32,
}

/// What `whole_steps.wgsl` reads, as `Steps` there.
#[repr(C)]
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct StepsTable {
    layers: u32,
    rows: u32,
    steps: u32,
    never: u32,
    work_stride: u32,
    order_stride: u32,
    losses_stride: u32,
    rate_stride: u32,
    layer: [LayerTable; WHOLE_LAYERS],
}

/// The training steps of a network small enough.
#[derive(Debug)]
pub(super) struct WholeSteps {
    shader: Shader,
    table: StepsTable,
    shape: Shape,
    parameters: wgpu::Buffer,
    /// Activations and deltas, of no interest outside.
    work: wgpu::Buffer,
    /// Data inputs, data targets, order, cursor, learning rate, losses.
    operands: [Buffer; 6],
    flops: usize,
    update_panels: usize,
}

impl WholeSteps {
    /// The steps of `recording`, whose fused form is `commands`; `None` where it is no training
    /// step, or not of a network that this shader can run or should.
    pub(super) fn new(
        context: &Context,
        buffers: &DeviceBuffers,
        arena: Arena,
        recording: &Recording,
        commands: &[Fused],
        word: Word,
    ) -> Option<Self> {
        let is_training = recording.commands.iter().any(|c| c.kernel == Kernel::Update);
        let layers: Vec<_> = commands
            .iter()
            .filter_map(|command| match command.shader {
                Shader::Panel(Product::Forward(f), ..) => Some((f, command.shape)),
                _ => None,
            })
            .collect();
        let (&(output, shape), hidden) = layers.split_last()?;
        let f = hidden.first().map_or(output, |&(f, _)| f);
        let flops = 6 * layers.iter().map(|(_, s)| s.rows * s.inner * s.columns).sum::<usize>();
        let gradient_terms = commands.iter().find_map(|command| match command.shader {
            Shader::Panel(Product::Update, panel, ..) => Some(panel.terms),
            _ => None,
        })?;
        let has_same_bits = shape.columns <= SAME_BITS;
        let wanted = context
            .options
            .whole_steps
            .unwrap_or(flops <= SMALL_STEP && !(has_same_bits && shape.members >= MANY_MEMBERS));
        if !wanted
            || !is_training
            || layers.len() > WHOLE_LAYERS
            || hidden.iter().any(|&(other, _)| other != f)
        {
            return None;
        }
        let rows = shape.rows;
        let batch_tensor = |columns| Layout::new(Extent { members: 1, rows, columns });
        let mut end = 0;
        // The length of each tensor in vectors, one after the other.
        let mut place = |columns: usize| {
            let start = end;
            end += (batch_tensor(columns).bytes() / 16) as u32;
            start
        };
        let vectors = |elements: usize| elements as u32 / 4;
        let tensor = |buffer| buffers.layout(buffer).ok();
        let mut table = StepsTable {
            layers: layers.len() as u32,
            rows: rows as u32,
            steps: 0,
            never: 0,
            work_stride: 0,
            order_stride: 0,
            losses_stride: 0,
            rate_stride: 0,
            layer: [LayerTable::default(); WHOLE_LAYERS],
        };
        let (mut seen, mut seen_delta) = (place(layers[0].1.inner), 0);
        for (l, (_, shape)) in (0..).zip(&layers) {
            let (weight, bias) = (Buffer::Weight(l), Buffer::Bias(l));
            let stride = |buffer| Some(vectors(tensor(buffer)?.tensor()[0] as usize));
            let (answer, answer_delta) = (place(shape.columns), place(shape.columns));
            table.layer[l as usize] = LayerTable {
                inputs: shape.inner as u32,
                outputs: shape.columns as u32,
                input_pitch: vectors(batch_tensor(shape.inner).pitch),
                output_pitch: vectors(batch_tensor(shape.columns).pitch),
                weight: vectors(arena.start[&weight]),
                weight_stride: stride(weight)?,
                bias: vectors(arena.start[&bias]),
                bias_stride: stride(bias)?,
                seen,
                answer,
                seen_delta,
                answer_delta,
            };
            (seen, seen_delta) = (answer, answer_delta);
        }
        let operands = operands(recording)?;
        let stride = |buffer| Some(tensor(buffer)?.tensor()[0]);
        let [.., order, _, rate, losses] = operands;
        table.work_stride = end;
        table.order_stride = stride(order)?;
        table.losses_stride = stride(losses)?;
        table.rate_stride = stride(rate)?;
        let bytes = 16 * u64::from(end) * shape.members as u64;
        if bytes > context.device.limits().max_storage_buffer_binding_size {
            return None;
        }
        Some(Self {
            shader: Shader::WholeSteps(f, output, gradient_terms, word),
            table,
            shape,
            parameters: arena.buffer,
            work: create(context, "whole steps", bytes),
            operands,
            flops,
            update_panels: fusion::update_panels(commands),
        })
    }

    pub(super) fn shader(&self) -> Shader {
        self.shader
    }

    /// How many steps a dispatch may do, most first: as many as take some milliseconds.
    pub(super) fn steps(&self) -> Vec<usize> {
        const FLOPS: usize = 200_000_000;
        let most = (FLOPS / self.flops.max(1)).clamp(1, 64);
        let mut steps = vec![most, most / 8, 1];
        steps.retain(|&steps| steps > 0);
        steps.dedup();
        steps
    }

    /// What the program does otherwise than its recording.
    pub(super) fn fusion(&self, recording: &Recording) -> Fusion {
        let written = |buffer: Buffer| {
            buffer.is_parameter() || matches!(buffer, Buffer::Losses(_) | Buffer::Cursor(_))
        };
        let outputs = recording.commands.iter().map(|c| c.operands[c.kernel.output()]);
        let mut elided: Vec<_> = outputs.filter(|&buffer| !written(buffer)).collect();
        elided.sort_unstable();
        elided.dedup();
        let update_panels = self.update_panels;
        Fusion { elided, update_panels, flat_loss: true, whole_steps: true, ..Fusion::NONE }
    }

    /// The dispatch that does so many steps.
    pub(super) fn bind(
        &self,
        context: &Context,
        buffers: &DeviceBuffers,
        layout: &wgpu::BindGroupLayout,
        steps: usize,
    ) -> Result<Dispatch> {
        let table = StepsTable { steps: steps as u32, ..self.table };
        let uniform = context.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("steps"),
            size: size_of::<StepsTable>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        context.queue.write_buffer(&uniform, 0, bytemuck::bytes_of(&table));
        let mut resources = vec![
            uniform.as_entire_binding(),
            self.parameters.as_entire_binding(),
            self.work.as_entire_binding(),
        ];
        for operand in self.operands {
            resources.push(buffers.binding(operand)?);
        }
        let entries: Vec<_> = (0..)
            .zip(resources)
            .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource })
            .collect();
        let bindings = context.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout,
            entries: &entries,
        });
        Ok(Dispatch { shader: self.shader, bindings, grid: [1, 1, self.shape.members as u32] })
    }

    /// The command that moves the cursor on by so many steps.
    pub(super) fn advance(&self, steps: usize) -> Fused {
        Fused {
            shader: Shader::Plain(Kernel::Advance),
            shape: Shape { members: 1, rows: self.shape.rows, inner: steps, columns: 1 },
            operands: vec![self.operands[3]],
            elided: Vec::new(),
        }
    }
}

/// Data inputs, data targets, order, cursor, learning rate and losses of a training step.
fn operands(recording: &Recording) -> Option<[Buffer; 6]> {
    let find = |kernel, operand: usize, skip: usize| {
        let mut found = recording.commands.iter().filter(|command| command.kernel == kernel);
        Some(found.nth(skip)?.operands[operand])
    };
    Some([
        find(Kernel::Gather, 0, 0)?,
        find(Kernel::Gather, 0, 1)?,
        find(Kernel::Gather, 1, 0)?,
        find(Kernel::Gather, 2, 0)?,
        find(Kernel::Update, 2, 0)?,
        find(Kernel::MeanLoss, 2, 0)?,
    ])
}
