//! Runs recordings on a device: many steps in one submission, few submissions in flight.

use std::collections::BTreeSet;

use web_time::{Duration, Instant};

use super::buffers::{DeviceBuffers, create};
use super::context::{Context, Family};
use super::dispatch::Dispatch;
use super::fault::{self, Point};
use super::fusion::{self, Fused, Products};
use super::pipelines::Pipelines;
use super::profile::{Profile, Profiler};
use super::shader::{Lanes, Pass, Shader};
use super::tiling::{self, Tiles};
use super::watch::Watch;
use super::whole::WholeSteps;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::recording::{Buffer, Extent, Guard, Part, Recording};
use crate::shape::Shape;

/// The most operands of a command; as in `layout.wgsl`.
const OPERANDS: usize = 12;

/// The sizes of a command as `Command` in `layout.wgsl`.
#[repr(C)]
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct CommandSizes {
    /// members, rows, inner, columns
    shape: [u32; 4],
    /// rows of a panel's workgroup, 0, terms of a tile's chunk, chunks
    portions: [u32; 4],
    /// slot of a dropout, planes of weight and bias, 0
    update: [u32; 4],
    /// member stride, pitch, rows, columns of each operand
    operands: [[u32; 4]; OPERANDS],
}

/// A recording that is ready to be recorded into submissions.
#[derive(Debug)]
struct Loaded {
    /// Dispatches that do so many steps together, most steps first, down to 1.
    variants: Vec<(usize, Vec<Dispatch>)>,
    fusion: Fusion,
    /// Steps in the next submission.
    steps: usize,
    /// Multiplications of a step, about.
    operations: f64,
    /// Shaders that the driver has not run for it yet.
    new_shaders: usize,
}

impl Loaded {
    fn new(variants: Vec<(usize, Vec<Dispatch>)>, fusion: Fusion) -> Self {
        let (steps, dispatches) = &variants[0];
        let dispatches_per_step = dispatches.len() as f64 / *steps as f64;
        let fusion = Fusion { dispatches_per_step, ..fusion };
        let dispatches = variants.iter().flat_map(|(_, dispatches)| dispatches);
        let shaders: BTreeSet<_> = dispatches.map(|dispatch| dispatch.shader.label()).collect();
        Self { fusion, new_shaders: shaders.len(), variants, steps: 1, operations: 0.0 }
    }

    /// What does so many steps, in order.
    fn dispatches(&self, steps: usize) -> impl Iterator<Item = &Dispatch> {
        let mut left = steps;
        self.variants.iter().flat_map(move |(steps, dispatches)| {
            let times = left / steps;
            left %= steps;
            std::iter::repeat_n(dispatches, times).flatten()
        })
    }
}

/// A submission should take about this long: short enough for a watchdog and for Ctrl-C, long
/// enough that its own cost does not count.
const SUBMISSION: Duration = Duration::from_millis(25);
/// Steps in one submission at the most; what is recorded costs host memory.
const MAX_STEPS: usize = 256;
/// Steps in one submission at the most while each dispatch is timed, in a pass of its own.
const MAX_PROFILED_STEPS: usize = 16;

/// The GPU's executor.
#[derive(Debug)]
pub struct GpuExecutor {
    context: Context,
    buffers: DeviceBuffers,
    pipelines: Pipelines,
    programs: Vec<Loaded>,
    profiler: Option<Profiler>,
    guard: Guard,
    watch: Watch,
}

impl GpuExecutor {
    /// An executor without buffers or programs.
    pub fn new(context: Context) -> Self {
        Self {
            context,
            buffers: DeviceBuffers::default(),
            pipelines: Pipelines::default(),
            programs: Vec::new(),
            profiler: None,
            guard: Guard::default(),
            watch: Watch::default(),
        }
    }

    /// From here on, times each dispatch. Training gets slower; its results stay the same bits.
    ///
    /// # Errors
    /// When the device has no timestamp queries.
    pub fn start_profile(&mut self) -> Result<()> {
        self.profiler = Some(Profiler::new(&self.context)?);
        Ok(())
    }

    /// What was timed since [`Self::start_profile`]; nothing without it.
    ///
    /// # Errors
    /// When the device was lost.
    pub fn profile(&mut self) -> Result<Option<&Profile>> {
        self.context.wait(None, self.context.patience(0.0))?;
        let Some(profiler) = &mut self.profiler else { return Ok(None) };
        profiler.collect(&self.context);
        Ok(Some(profiler.profile()))
    }

    /// The device it runs on.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Whether a program runs a shader whose text is not that which is shipped
    /// ([`super::GpuOptions::shaders`]).
    pub fn is_changed(&self, program: Program) -> bool {
        let variants = &self.programs[program.0].variants;
        let mut dispatches = variants.iter().flat_map(|(_, dispatches)| dispatches);
        dispatches.any(|dispatch| !self.pipelines.get(dispatch.shader).is_shipped)
    }

    /// What lies in a buffer beside its values, where rows and members are padded. Kernels rely on
    /// its being 0.
    ///
    /// # Errors
    /// When the buffer is unknown or the device was lost.
    pub async fn padding(&self, buffer: Buffer) -> Result<Vec<f32>> {
        self.context.check()?;
        self.buffers.padding(&self.context, buffer).await
    }

    /// Compiles and binds a recording, fused as the family of shaders does it.
    async fn ready(&mut self, recording: &Recording) -> Result<Loaded> {
        let products = match self.context.family() {
            Family::Single => {
                let commands = fusion::unfused(&recording.commands);
                let variants = vec![(1, self.bind(&commands).await?)];
                return Ok(Loaded::new(variants, Fusion::NONE));
            }
            Family::Panels => match self.context.panel_lanes() {
                Some(lanes) => Products::Panels {
                    word: self.context.panel_word(),
                    lanes,
                    // Which loops had better be unrolled was found out for subgroups alone.
                    long_run: self.context.options.long_run && lanes == Lanes::Subgroup,
                },
                None => {
                    let adapter = self.context.description();
                    return Err(Error::device(format!("{adapter} cannot run panels"))
                        .advice("they need software with vectors of four or eight; use tiles"));
                }
            },
            Family::Tiles => {
                let limits = self.context.device.limits();
                Products::Tiles(Tiles::new(&limits, self.context.options.tile))
            }
            Family::Matrices => {
                let matrices = self.context.matrices().ok_or_else(|| {
                    let adapter = self.context.description();
                    Error::device(format!("{adapter} was not opened for mixed precision"))
                        .advice("give `Context::open` an adapter and this family")
                })?;
                Products::Tiles(Tiles::of_matrices(matrices))
            }
        };
        if let Some(arena) = self.buffers.arena()
            && let Some(whole) =
                WholeSteps::new(&self.context, &self.buffers, arena, recording, &products)
        {
            let whole = whole.sharing(self.pipelines.all());
            self.pipelines.compile(&self.context, whole.shader()).await?;
            let layout = &self.pipelines.get(whole.shader()).bindings;
            let whole_steps: Vec<_> = whole
                .steps()
                .into_iter()
                .map(|steps| Ok((steps, whole.bind(&self.context, &self.buffers, layout, steps)?)))
                .collect::<Result<_>>()?;
            let mut variants = Vec::new();
            for (steps, dispatch) in whole_steps {
                let mut dispatches = vec![dispatch];
                dispatches.extend(self.bind(&[whole.advance(steps)]).await?);
                variants.push((steps, dispatches));
            }
            return Ok(Loaded::new(variants, whole.fusion(recording)));
        }
        let planes = |parameter| self.buffers.plane(parameter).is_some();
        let commands = fusion::fuse(&recording.commands, &products, planes);
        let limits = self.context.device.limits();
        let mut commands =
            fusion::take_over_ends(commands, limits.max_storage_buffers_per_shader_stage as usize);
        for command in &mut commands {
            command.shader = command.shader.sharing(command.shape.inner, self.pipelines.all());
        }
        let mut elided: Vec<_> =
            commands.iter().flat_map(|command| command.elided.iter().copied()).collect();
        // Several shaders may name the same: both passes of a split product, those that gather.
        elided.sort_unstable();
        elided.dedup();
        let update_panels = fusion::update_panels(&commands);
        let mixed = commands.iter().any(|command| command.shader.is_mixed());
        let fusion = Fusion { elided, update_panels, mixed, ..Fusion::NONE };
        let variants = vec![(1, self.bind(&commands).await?)];
        Ok(Loaded::new(variants, fusion))
    }

    /// Compiles the shaders, writes the sizes of all commands into one uniform buffer and binds
    /// each command. Those of split products share one buffer for their chunks' sums.
    async fn bind(&mut self, commands: &[Fused]) -> Result<Vec<Dispatch>> {
        for command in commands {
            self.pipelines.compile(&self.context, command.shader).await?;
        }
        let device = &self.context.device;
        let size = size_of::<CommandSizes>();
        let stride =
            size.next_multiple_of(device.limits().min_uniform_buffer_offset_alignment as usize);
        let mut bytes = vec![0; stride * commands.len()];
        let mut grids = Vec::new();
        for (command, bytes) in commands.iter().zip(bytes.chunks_mut(stride)) {
            let (grid, portions) = command.grid();
            bytes[..size].copy_from_slice(bytemuck::bytes_of(&self.sizes(command, portions)?));
            grids.push(grid);
        }
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("command sizes"),
            size: bytes.len() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        self.context.queue.write_buffer(&uniform, 0, &bytes);
        let partial = self.partial_sums(commands)?;
        let bind = |(i, command): (usize, &Fused)| {
            let sizes = wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                buffer: &uniform,
                offset: (i * stride) as u64,
                size: wgpu::BufferSize::new(size as u64),
            });
            let mut entries = vec![wgpu::BindGroupEntry { binding: 0, resource: sizes }];
            let planes = command.planes();
            for (binding, _) in command.shader.bindings() {
                let resource = match (command.operands.get(binding as usize - 1), &partial) {
                    (Some(&operand), _) => {
                        let behind = planes.is_some_and(|planes| planes.contains(&operand));
                        self.buffers.binding(operand, behind)?
                    }
                    (None, Some(partial)) => partial.as_entire_binding(),
                    (None, None) => unreachable!("only parts have a binding beyond the operands"),
                };
                entries.push(wgpu::BindGroupEntry { binding, resource });
            }
            let bindings = device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout: &self.pipelines.get(command.shader).bindings,
                entries: &entries,
            });
            Ok(Dispatch { shader: command.shader, bindings, grid: grids[i] })
        };
        commands.iter().enumerate().map(bind).collect()
    }

    /// A buffer for the chunks' sums of any of the commands, where one is split.
    fn partial_sums(&self, commands: &[Fused]) -> Result<Option<wgpu::Buffer>> {
        let bytes = commands.iter().filter_map(|command| match command.shader {
            Shader::Tile(product, Pass::Part(_), _) => {
                Some(tiling::partial_bytes(product, command.shape))
            }
            _ => None,
        });
        let Some(bytes) = bytes.max() else { return Ok(None) };
        if bytes > self.context.device.limits().max_storage_buffer_binding_size {
            return Err(Error::device(format!(
                "the sums of parts of a product take {} MiB, more than {} binds at once",
                bytes >> 20,
                self.context.description()
            ))
            .advice("use fewer members, a smaller batch or another device"));
        }
        Ok(Some(create(&self.context, "sums of parts", bytes)))
    }

    fn sizes(&self, command: &Fused, portions: [u32; 4]) -> Result<CommandSizes> {
        let shape = command.shape;
        let mut operands = [[0; 4]; OPERANDS];
        for (sizes, &operand) in operands.iter_mut().zip(&command.operands) {
            *sizes = self.buffers.layout(operand)?.tensor();
        }
        let shape = [shape.members, shape.rows, shape.inner, shape.columns].map(|n| n as u32);
        let [w_plane, b_plane] = match command.planes() {
            Some(parameters) => parameters.map(|parameter| self.buffers.plane(parameter)),
            None => [Some(0); 2],
        };
        let plane = |plane: Option<u32>| plane.expect("fused only where it is there");
        let update = [command.slot, plane(w_plane), plane(b_plane), 0];
        Ok(CommandSizes { shape, portions, update, operands })
    }

    /// Submits what leaves the cursor at `expected`, if it moves one.
    fn submit(
        &mut self,
        encoder: wgpu::CommandEncoder,
        patience: Duration,
        expected: Option<(Part, [u32; 2])>,
    ) {
        let cursor = expected.and_then(|(part, expected)| {
            let (buffer, offset) = self.buffers.place(Buffer::Cursor(part)).ok()?;
            Some((buffer, offset, expected))
        });
        self.watch.submit(&self.context, encoder, cursor, patience);
        if let Some(profiler) = &mut self.profiler {
            profiler.submitted();
        }
    }

    /// Records so many steps; also says how long they may take.
    fn record(&mut self, program: Program, steps: usize) -> (wgpu::CommandEncoder, Duration) {
        let mut encoder = self.context.device.create_command_encoder(&Default::default());
        let loaded = &mut self.programs[program.0];
        let patience = self.context.patience(loaded.operations * steps as f64)
            + self.context.patience_to_compile(std::mem::take(&mut loaded.new_shaders));
        let loaded = &self.programs[program.0];
        let dispatches = loaded.dispatches(steps);
        let pipelines = &self.pipelines;
        if let Some(profiler) = &mut self.profiler {
            for dispatch in dispatches {
                let shader = dispatch.shader.label();
                profiler.pass(&mut encoder, shader, |pass| dispatch.record(pipelines, pass));
            }
            profiler.resolve(&mut encoder);
        } else {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            dispatches.for_each(|dispatch| dispatch.record(pipelines, &mut pass));
        }
        (encoder, patience)
    }
}

/// Multiplications of a command, where an element that is no sum counts as so many.
fn operations(shape: Shape) -> f64 {
    const ELEMENT: usize = 16;
    let Shape { members, rows, inner, columns } = shape;
    [members, rows, inner.max(ELEMENT), columns].map(|size| size as f64).iter().product()
}

impl Executor for GpuExecutor {
    /// It shares the compiled pipelines. What was timed stays with this one.
    fn fresh(&self) -> Result<Self> {
        Ok(Self::new(self.context.clone()))
    }

    fn fusion(&self, program: Program) -> &Fusion {
        &self.programs[program.0].fusion
    }

    fn fits(&self, extent: Extent) -> bool {
        DeviceBuffers::fits(&self.context, extent)
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        let mut guard = self.guard.clone();
        guard.load(recording)?;
        let most = self.context.device.limits().max_compute_workgroups_per_dimension as usize;
        let members = recording.commands.first().map_or(0, |command| command.shape.members);
        if members > most {
            return Err(Error::device(format!(
                "{members} members are more than the {most} that {} runs side by side",
                self.context.description()
            ))
            .advice("use fewer members"));
        }
        let scope = self.context.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        fault::at(Point::Allocate, &self.context);
        let allocated = self.buffers.allocate(&self.context, &recording.buffers);
        if let Some(error) = scope.pop().await {
            self.context.check_loss()?;
            return Err(self.context.out_of_memory().caused_by(error.to_string()));
        }
        allocated?;
        let loaded = self.ready(recording).await?;
        self.context.check()?;
        let operations = recording.commands.iter().map(|command| operations(command.shape)).sum();
        let loaded = Loaded { operations, ..loaded };
        self.guard = guard;
        self.programs.push(loaded);
        Ok(Program(self.programs.len() - 1))
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        self.buffers.write(&self.context, buffer, values)
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        self.guard.write_indices(buffer, indices)?;
        self.buffers.write(&self.context, buffer, indices)
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        self.context.check()?;
        let stands = self.guard.stands(program.0);
        self.guard.run(program.0, times)?;
        let mut steps = self.programs[program.0].steps;
        let mut left = times;
        let mut of_others = self.watch.len();
        let mut idle_since = Instant::now();
        while left > 0 {
            let mut now = self.context.options.steps_per_submission.unwrap_or(steps).clamp(1, left);
            if self.profiler.is_some() {
                now = now.min(MAX_PROFILED_STEPS);
            }
            left -= now;
            let (encoder, patience) = self.record(program, now);
            if self.watch.make_room(&self.context).await? {
                if let Some(profiler) = &mut self.profiler {
                    profiler.collect(&self.context);
                }
                let took = idle_since.elapsed();
                idle_since = Instant::now();
                if of_others > 0 {
                    // It says nothing of this program's steps.
                    of_others -= 1;
                } else if took < SUBMISSION / 2 {
                    steps = (steps * 2).min(MAX_STEPS);
                } else if took > SUBMISSION * 2 {
                    steps = (steps / 2).max(1);
                }
            }
            // A shader of others may move it otherwise, which verification finds.
            let is_known = self.context.options.shaders.is_empty();
            let stands = stands.filter(|_| is_known);
            let expected = stands.map(|stands| stands.after((times - left) as u64));
            self.submit(encoder, patience, expected);
        }
        self.programs[program.0].steps = steps;
        Ok(())
    }

    fn can_reopen(&self) -> bool {
        self.context.can_reopen()
    }

    async fn reopen(&mut self) -> Result<bool> {
        let Some(context) = self.context.reopened().await? else { return Ok(false) };
        let is_profiled = self.profiler.is_some();
        *self = Self::new(context);
        if is_profiled {
            self.start_profile()?;
        }
        Ok(true)
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        Ok(self.read_all(&[buffer]).await?.remove(0))
    }

    async fn read_all(&mut self, buffers: &[Buffer]) -> Result<Vec<Vec<f32>>> {
        self.context.check()?;
        self.watch.settle_all(&self.context).await?;
        self.buffers.read_all(&self.context, buffers).await
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        self.context.check()?;
        self.watch.settle_all(&self.context).await?;
        self.buffers.read(&self.context, buffer).await
    }
}
