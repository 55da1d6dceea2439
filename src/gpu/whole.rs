//! Whole training steps of a small network in one dispatch: which networks, and the tables that
//! `whole_steps.wgsl` and `resident_steps.wgsl` read.

use super::buffers::{Arena, DeviceBuffers, create};
use super::context::{Context, Family};
use super::dispatch::Dispatch;
use super::fusion::{Fused, Products};
use super::layout::Layout;
use super::panel::gradient_terms;
use super::shader::{Lanes, Panel, Residence, Shader, Steps, WHOLE_LAYERS};
use crate::error::Result;
use crate::executor::Fusion;
use crate::formula::{Activation, DerivativeOf};
use crate::fusion::{self, Group, groups};
use crate::kernel::Kernel;
use crate::recording::{Buffer, Command, Recording};
use crate::shape::{Extent, Shape};

/// Floating-point operations of one member's step up to which one workgroup does it all;
/// [`super::GpuOptions::whole_steps`] overrides it. Measured on 2026-11-24 on lavapipe 25.0.7 with
/// two cores; see ARCHITECTURE.md.
const SMALL_STEP: usize = 6_000_000;
/// The same where the parameters are in workgroup memory. Reasoned, not measured, since no hardware
/// GPU was at hand: dispatch by dispatch a step of L layers takes 3L - 1 to 3L + 5 of them, each of
/// some 5 to 10 microseconds, so two layers 25 to 110. At the 20 to 50 GFLOP/s that one unit of a GPU
/// may reach, a workgroup does half a million to five million operations meanwhile. `--tune` asks the
/// machine.
const SMALL_RESIDENT_STEP: usize = 1_000_000;

/// Members from which panels, each dispatch over all of them, are faster. Only where panels give the
/// same bits: a member must come out as it would alone.
const MANY_MEMBERS: usize = 32;

/// Outputs up to which whole steps give the same bits as panels of these lanes: the sums of both run over the
/// same terms in the same order, and up to here a sample's loss does too.
fn same_bits(lanes: Lanes) -> usize {
    4 * lanes.count()
}
/// Storage buffers with which the last layer's panels can take the loss over, and add it up so.
const PANEL_BUFFERS: u32 = 9;

impl Context {
    /// Whether a network of so many outputs comes to the same bits when hidden units that are 0 stand beside its
    /// own: whatever its sizes, its sums then add their terms in one order. In tiles sizes decide how they are split.
    pub fn keeps_bits_when_widened(&self, outputs: usize) -> bool {
        let buffers = self.device.limits().max_storage_buffers_per_shader_stage;
        match self.family() {
            Family::Single => true,
            Family::Panels => {
                let lanes = self.panel_lanes();
                lanes.is_some_and(|lanes| outputs <= same_bits(lanes)) && buffers >= PANEL_BUFFERS
            }
            Family::Tiles | Family::Matrices => false,
        }
    }
}

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
    /// The sums, where slopes are found from them; of what the layer sees, and its own.
    seen_sum: u32,
    answer_sum: u32,
    /// From a parameter to its first state, and so on.
    weight_plane: u32,
    bias_plane: u32,
}

/// What the shaders read, as `Steps` there.
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
    /// Numbers from a member's schedule to the next's, and from a step to the next.
    schedule_stride: u32,
    schedule_pitch: u32,
    /// Vectors from the targets of a sample to the next's.
    target_pitch: u32,
    padding: [u32; 2],
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
    /// Data inputs, data targets, order, cursor, schedule, losses.
    operands: [Buffer; 6],
    flops: usize,
}

impl WholeSteps {
    /// The steps of `recording` in the form that goes with `products`; `None` where it is no
    /// training step, or not of a network that the shader can run or should.
    pub(super) fn new(
        context: &Context,
        buffers: &DeviceBuffers,
        arena: Arena,
        recording: &Recording,
        products: &Products,
    ) -> Option<Self> {
        // Members that share weights have commands that it does not know.
        if recording.shares_weights() {
            return None;
        }
        let layers: Vec<_> = groups(&recording.commands)
            .into_iter()
            .filter_map(|group| match group {
                Group::Forward(fusion::Forward { f, shape, .. }) => Some((f, shape)),
                _ => None,
            })
            .collect();
        let (&(_, shape), hidden) = layers.split_last()?;
        let formulas = formulas(&recording.commands, hidden)?;
        let flops = 6 * layers.iter().map(|(_, s)| s.rows * s.inner * s.columns).sum::<usize>();
        let limits = context.device.limits();
        let most_buffers = limits.max_storage_buffers_per_shader_stage;
        let small = match products {
            Products::Panels { lanes, .. }
                if shape.columns <= same_bits(*lanes)
                    && shape.members >= MANY_MEMBERS
                    && most_buffers >= PANEL_BUFFERS =>
            {
                0
            }
            Products::Panels { .. } => SMALL_STEP,
            // These shaders compute in f32.
            Products::Tiles(tiles) if tiles.are_mixed() => return None,
            // Software runs tiles only for who asks for them, and who names a tile wants to see it.
            Products::Tiles(_) if context.is_software() || context.options.tile.is_some() => 0,
            Products::Tiles(_) => SMALL_RESIDENT_STEP,
        };
        let wanted = context.options.whole_steps.unwrap_or(flops <= small);
        let softmax = formulas.criterion.output == Activation::Softmax;
        // In panels a row's softmax is that of the lanes of one workgroup.
        let outside = match products {
            Products::Panels { lanes, .. } => softmax && shape.columns > same_bits(*lanes),
            Products::Tiles(_) => false,
        };
        if !wanted || layers.len() > WHOLE_LAYERS || outside {
            return None;
        }
        let rows = shape.rows;
        let batch_tensor = |columns| Layout::new(Extent { members: 1, rows, columns });
        let mut end = 0;
        // The length of each tensor in vectors, one after the other.
        let mut place = |columns: usize| {
            let start = end;
            end += match products {
                Products::Panels { .. } => (batch_tensor(columns).bytes() / 16) as u32,
                Products::Tiles(_) => (rows * columns.div_ceil(4)) as u32,
            };
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
            schedule_stride: 0,
            schedule_pitch: 0,
            target_pitch: 0,
            padding: [0; 2],
            layer: [LayerTable::default(); WHOLE_LAYERS],
        };
        let sums = formulas.slope().of == DerivativeOf::Sum;
        let (mut seen, mut seen_delta, mut seen_sum) = (place(layers[0].1.inner), 0, 0);
        for (l, (_, shape)) in (0..).zip(&layers) {
            let (weight, bias) = (Buffer::Weight(l), Buffer::Bias(l));
            let stride = |buffer| Some(vectors(tensor(buffer)?.tensor()[0] as usize));
            let answer_delta = place(shape.columns);
            let answer = match products {
                // Of the outputs it keeps the delta alone.
                Products::Tiles(_) if l as usize + 1 == layers.len() => answer_delta,
                _ => place(shape.columns),
            };
            let answer_sum = if sums { place(shape.columns) } else { 0 };
            let plane = |parameter| Some(buffers.plane(parameter)? / 4);
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
                seen_sum,
                answer_sum,
                weight_plane: plane(weight)?,
                bias_plane: plane(bias)?,
            };
            (seen, seen_delta, seen_sum) = (answer, answer_delta, answer_sum);
        }
        let operands = operands(recording)?;
        let stride = |buffer| Some(tensor(buffer)?.tensor()[0]);
        let [_, targets, order, _, schedule, losses] = operands;
        table.target_pitch = vectors(tensor(targets)?.pitch);
        table.order_stride = stride(order)?;
        table.losses_stride = stride(losses)?;
        table.schedule_stride = stride(schedule)?;
        table.schedule_pitch = tensor(schedule)?.pitch as u32;
        let shader = match *products {
            Products::Panels { word, lanes, long_run } => {
                let terms = gradient_terms(rows);
                let panel = Panel { terms, vectors: 1, unrolled: long_run, lanes };
                Shader::WholeSteps(formulas, panel, word)
            }
            Products::Tiles(_) => {
                let residence = Residence::new(&limits, layers.iter().map(|(_, s)| *s), end)?;
                Shader::ResidentSteps(formulas, residence)
            }
        };
        if shader.bindings().len() > most_buffers as usize {
            return None;
        }
        table.work_stride = match shader {
            Shader::ResidentSteps(.., Residence { work: 1.., .. }) => 0,
            _ => end,
        };
        // A binding is never empty.
        let bytes = 16 * (u64::from(table.work_stride) * shape.members as u64).max(1);
        if bytes > limits.max_storage_buffer_binding_size {
            return None;
        }
        Some(Self {
            shader,
            table,
            shape,
            parameters: arena.buffer,
            work: create(context, "whole steps", bytes),
            operands,
            flops,
        })
    }

    pub(super) fn shader(&self) -> Shader {
        self.shader
    }

    /// The same with a larger panel of the gradient, where that is compiled ([`Shader::sharing`]).
    pub(super) fn sharing(self, compiled: impl Iterator<Item = Shader>) -> Self {
        Self { shader: self.shader.sharing(self.shape.rows, compiled), ..self }
    }

    /// How many steps a dispatch may do, most first: as many as take some milliseconds. A GPU is
    /// taken to run few workgroups at a time, since a dispatch that takes seconds may lose it.
    pub(super) fn steps(&self) -> Vec<usize> {
        const FLOPS: usize = 200_000_000;
        const RESIDENT_FLOPS: usize = 20_000_000;
        const AT_A_TIME: usize = 8;
        let most = match self.shader {
            Shader::ResidentSteps(..) => {
                RESIDENT_FLOPS / self.flops.max(1) / self.shape.members.div_ceil(AT_A_TIME)
            }
            _ => FLOPS / self.flops.max(1),
        };
        let most = most.clamp(1, 64);
        let mut steps = vec![most, most / 8, 1];
        steps.retain(|&steps| steps > 0);
        steps.dedup();
        steps
    }

    /// What the program does otherwise than its recording.
    pub(super) fn fusion(&self, recording: &Recording) -> Fusion {
        let written = |buffer: Buffer| {
            buffer.is_parameter()
                || buffer.is_state()
                || matches!(buffer, Buffer::Losses(_) | Buffer::Cursor(_))
        };
        let outputs = recording.commands.iter().map(|c| c.operands[c.kernel.output()]);
        let mut elided: Vec<_> = outputs.filter(|&buffer| !written(buffer)).collect();
        elided.sort_unstable();
        elided.dedup();
        let update_panels = match self.shader {
            Shader::WholeSteps(_, panel, _) => self.shape.rows.div_ceil(panel.terms),
            _ => 1,
        };
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
            resources.push(buffers.binding(operand, false)?);
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
            slot: 0,
        }
    }
}

impl Residence {
    /// For layers of these shapes and so many vectors of work; `None` where a device of these limits
    /// has no room for the parameters.
    fn new(limits: &wgpu::Limits, layers: impl Iterator<Item = Shape>, work: u32) -> Option<Self> {
        let most = limits.max_compute_invocations_per_workgroup;
        let invocations = most.min(limits.max_compute_workgroup_size_x).min(256);
        let vectors = |columns: usize| columns.div_ceil(4);
        let parameters: usize =
            layers.map(|s| (4 * vectors(s.inner) + 1) * vectors(s.columns)).sum();
        let memory = limits.max_compute_workgroup_storage_size as usize;
        // Each invocation's loss.
        let room = (memory / 16).checked_sub((invocations as usize).div_ceil(4) + parameters)?;
        let work = if work as usize <= room { work } else { 0 };
        Some(Self { invocations, parameters: parameters as u32, work })
    }
}

/// The formulas of a training step whose layers but the last are `hidden`; `None` for what is none,
/// or where these shaders have not all of it: layers with different activations, gradients that are
/// scaled by their norm.
fn formulas(commands: &[Command], hidden: &[(Activation, Shape)]) -> Option<Steps> {
    let criterion = commands.iter().find_map(|command| match command.kernel {
        Kernel::OutputDelta(criterion) => Some(criterion),
        _ => None,
    })?;
    let f = hidden.first().map_or(Activation::Linear, |&(f, _)| f);
    let rules = groups(commands).into_iter().find_map(|group| match group {
        Group::Update(fusion::Update { rules, .. }) => rules,
        _ => None,
    })?;
    let dropout = commands.iter().any(|command| command.kernel == Kernel::Dropout);
    let steps = Steps { hidden: f, dropout, criterion, rules };
    hidden.iter().all(|&(other, _)| other == f).then_some(steps)
}

/// Data inputs, data targets, order, cursor, schedule and losses of a training step.
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
        find(Kernel::Coefficients, 0, 0)?,
        find(Kernel::MeanLoss, 2, 0)?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_residence_is_what_the_device_has_room_for() {
        let shape = |inner, columns| Shape { members: 1, rows: 32, inner, columns };
        let layers = [shape(64, 32), shape(32, 10)];
        let residence = |memory, invocations, work| {
            let limits = wgpu::Limits {
                max_compute_workgroup_storage_size: memory,
                max_compute_invocations_per_workgroup: invocations,
                ..Default::default()
            };
            Residence::new(&limits, layers.into_iter(), work)
        };
        // (64 + 1) 8 + (32 + 1) 3 vectors, with 1 KiB of losses.
        let with_work = |work| Some(Residence { invocations: 256, parameters: 619, work });
        assert_eq!(residence(32 << 10, 1024, 1120), with_work(1120));
        assert_eq!(residence(16 << 10, 256, 1120), with_work(0));
        assert_eq!(residence(16 * 619 + 1024, 256, 1), with_work(0));
        assert_eq!(residence(16 * 620 + 1024, 256, 1), with_work(1));
        assert_eq!(residence(16 * 619 + 1008, 256, 1), None);
        let fewer = Residence { invocations: 128, parameters: 619, work: 0 };
        assert_eq!(residence(16 << 10, 128, 1120), Some(fewer));
        // One column takes a vector, one row four.
        let limits = wgpu::Limits::default();
        let single = Residence::new(&limits, [shape(1, 1)].into_iter(), 7);
        assert_eq!(single, Some(Residence { invocations: 256, parameters: 5, work: 7 }));
    }
}
