//! Device buffers: which tensors share one, and the way there and back.

use std::collections::BTreeMap;
use std::ops::Range;

use bytemuck::Pod;
use futures_intrusive::channel::shared::oneshot_channel;

use super::context::Context;
use super::fault::{self, Point};
use super::layout::Layout;
use crate::cpu::{check_length, conflicting_extent, unknown};
use crate::error::{Error, Result};
use crate::recording::{Buffer, Extent};

#[derive(Debug)]
struct DeviceBuffer {
    layout: Layout,
    buffer: wgpu::Buffer,
    /// Where in `buffer` it starts, in bytes.
    offset: u64,
    /// Of a parameter, what lies behind it.
    planes: Option<Planes>,
}

/// What an update keeps of a parameter lies behind it, one tensor of its size after the other: states
/// in their order, the average, the gradient.
#[derive(Debug, Clone, Copy)]
struct Planes {
    /// Bytes from one to the next.
    stride: u64,
    /// How many there are, the parameter itself included.
    count: u64,
}

/// The device buffers of an executor, by name.
#[derive(Debug, Default)]
pub(super) struct DeviceBuffers(BTreeMap<Buffer, DeviceBuffer>);

/// All parameters in one buffer, so that a shader can work on every layer.
#[derive(Debug)]
pub(super) struct Arena {
    /// The buffer.
    pub(super) buffer: wgpu::Buffer,
    /// Where each tensor starts, in elements.
    pub(super) start: BTreeMap<Buffer, usize>,
}

/// Host memory used at once to pad or unpad.
const STAGING_ELEMENTS: usize = 1 << 20;

impl DeviceBuffers {
    /// Whether the device can bind a tensor of this size.
    pub(super) fn fits(context: &Context, extent: Extent) -> bool {
        let limits = context.device.limits();
        let largest = limits.max_buffer_size.min(limits.max_storage_buffer_binding_size);
        let elements = extent.elements().is_ok();
        elements && Layout::new(extent).bytes() <= largest
    }

    /// Allocates the buffers that are new, filled with 0.
    pub(super) fn allocate(
        &mut self,
        context: &Context,
        buffers: &[(Buffer, Extent)],
    ) -> Result<()> {
        let mut new = Vec::new();
        for &(name, extent) in buffers {
            if let Some(known) = self.0.get(&name) {
                if known.layout.extent != extent {
                    return Err(conflicting_extent(name, known.layout.extent, extent));
                }
                continue;
            }
            let layout = Layout::new(extent);
            if !Self::fits(context, extent) {
                return Err(Error::device(format!(
                    "the {name} takes {} MiB, more than {} binds at once",
                    layout.bytes() >> 20,
                    context.description()
                ))
                .advice("use a smaller batch, fewer members or another device"));
            }
            new.push((name, layout));
        }
        // What comes later than its parameter lies elsewhere, so that no shader may look behind that.
        for (name, _) in &new {
            if let Some(parameter) = name.parameter().and_then(|known| self.0.get_mut(&known)) {
                parameter.planes = None;
            }
        }
        let (parameters, others): (Vec<_>, Vec<_>) =
            new.into_iter().partition(|(name, _)| name.parameter().is_some());
        self.allocate_parameters(context, parameters);
        for (name, layout) in others {
            self.create(context, name, layout);
        }
        Ok(())
    }

    fn create(&mut self, context: &Context, name: Buffer, layout: Layout) {
        let buffer = create(context, &name.to_string(), layout.bytes());
        self.0.insert(name, DeviceBuffer { layout, buffer, offset: 0, planes: None });
    }

    /// One buffer for all parameters and what is kept of them where the device can bind it, else one
    /// for each parameter with what is kept of it, else one for each tensor.
    fn allocate_parameters(&mut self, context: &Context, mut tensors: Vec<(Buffer, Layout)>) {
        let limits = context.device.limits();
        let alignment = u64::from(limits.min_storage_buffer_offset_alignment);
        let largest = limits.max_buffer_size.min(limits.max_storage_buffer_binding_size);
        tensors.sort_by_key(|(name, _)| (name.parameter(), name.plane()));
        let stride = |layout: &Layout| layout.bytes().next_multiple_of(alignment);
        let all: u64 = tensors.iter().map(|(_, layout)| stride(layout)).sum();
        let arena = (all > 0 && all <= largest).then(|| create(context, "parameters", all));
        let mut end = 0;
        for group in tensors.chunk_by(|a, b| a.0.parameter() == b.0.parameter()) {
            let (first, layout) = group[0];
            let planes = Planes { stride: stride(&layout), count: group.len() as u64 };
            let size = planes.stride * planes.count;
            let (shared, start) = match &arena {
                Some(arena) => (arena.clone(), end),
                None if size <= largest => (create(context, &first.to_string(), size), 0),
                None => {
                    group.iter().for_each(|&(name, layout)| self.create(context, name, layout));
                    continue;
                }
            };
            end += size;
            for (place, &(name, layout)) in (0..).zip(group) {
                let planes = name.is_parameter().then_some(planes);
                let (buffer, offset) = (shared.clone(), start + place * stride(&layout));
                self.0.insert(name, DeviceBuffer { layout, buffer, offset, planes });
            }
        }
    }

    /// Elements from a parameter to what lies behind it and from there to the next; `None` where the
    /// tensors lie apart.
    pub(super) fn plane(&self, parameter: Buffer) -> Option<u32> {
        let planes = self.0.get(&parameter)?.planes?;
        Some((planes.stride / 4) as u32)
    }

    /// The one buffer of all parameters, if there is one.
    pub(super) fn arena(&self) -> Option<Arena> {
        let parameters = || self.0.iter().filter(|(name, _)| name.is_parameter());
        let buffer = parameters().next()?.1.buffer.clone();
        let together = parameters().all(|(_, parameter)| parameter.buffer == buffer);
        let start = parameters().map(|(&name, parameter)| (name, parameter.offset as usize / 4));
        together.then(|| Arena { buffer, start: start.collect() })
    }

    fn get(&self, name: Buffer) -> Result<&DeviceBuffer> {
        self.0.get(&name).ok_or_else(|| unknown(name))
    }

    pub(super) fn layout(&self, name: Buffer) -> Result<Layout> {
        Ok(self.get(name)?.layout)
    }

    /// Where a buffer lies: on the device, and from which byte on.
    pub(super) fn place(&self, name: Buffer) -> Result<(&wgpu::Buffer, u64)> {
        let DeviceBuffer { buffer, offset, .. } = self.get(name)?;
        Ok((buffer, *offset))
    }

    /// A tensor, with what lies behind it where a shader looks there. No further: WebGPU lets nothing be
    /// bound twice that is written.
    pub(super) fn binding(&self, name: Buffer, behind: bool) -> Result<wgpu::BindingResource<'_>> {
        let DeviceBuffer { layout, buffer, offset, planes } = self.get(name)?;
        let planes = planes.filter(|_| behind);
        let behind = planes.map_or(0, |planes| planes.stride * (planes.count - 1));
        let size = wgpu::BufferSize::new(behind + layout.bytes());
        Ok(wgpu::BindingResource::Buffer(wgpu::BufferBinding { buffer, offset: *offset, size }))
    }

    /// Sets the leading values of a buffer.
    pub(super) fn write<T: Pod>(
        &self,
        context: &Context,
        name: Buffer,
        values: &[T],
    ) -> Result<()> {
        fault::at(Point::Upload, context);
        let DeviceBuffer { layout, buffer, offset, .. } = self.get(name)?;
        check_length(name, layout.extent.elements()?, values.len())?;
        if layout.is_dense() {
            context.queue.write_buffer(buffer, *offset, bytemuck::cast_slice(values));
            return Ok(());
        }
        let extent = layout.extent;
        let rows_at_once = (STAGING_ELEMENTS / layout.pitch).max(1);
        for (member, values) in values.chunks(extent.rows * extent.columns).enumerate() {
            for (block, values) in values.chunks(rows_at_once * extent.columns).enumerate() {
                let mut padded =
                    vec![T::zeroed(); values.len().div_ceil(extent.columns) * layout.pitch];
                for (to, from) in padded.chunks_mut(layout.pitch).zip(values.chunks(extent.columns))
                {
                    to[..from.len()].copy_from_slice(from);
                }
                let start = member * layout.each + block * rows_at_once * layout.pitch;
                context.queue.write_buffer(
                    buffer,
                    offset + 4 * start as u64,
                    bytemuck::cast_slice(&padded),
                );
            }
        }
        Ok(())
    }

    /// All values of a buffer, once the work submitted before is done.
    pub(super) async fn read<T: Pod>(&self, context: &Context, name: Buffer) -> Result<Vec<T>> {
        Ok(self.read_all(context, &[name]).await?.remove(0))
    }

    /// All values of several buffers, once the work submitted before is done. Each way there and back takes
    /// as long as a small network's step, in a browser as some of them; so those that are small are read together.
    pub(super) async fn read_all<T: Pod>(
        &self,
        context: &Context,
        names: &[Buffer],
    ) -> Result<Vec<Vec<T>>> {
        let mut all = Vec::with_capacity(names.len());
        let mut left = names;
        while !left.is_empty() {
            let mut bytes = 0;
            let mut count = 0;
            for &name in left {
                bytes += self.layout(name)?.bytes();
                if count > 0 && bytes > READ_TOGETHER {
                    break;
                }
                count += 1;
            }
            let (now, later) = left.split_at(count);
            let layouts = now.iter().map(|&name| self.layout(name)).collect::<Result<Vec<_>>>()?;
            let values = self.map(context, now, |mut padded: &[T]| {
                let mut values = Vec::with_capacity(now.len());
                for layout in layouts {
                    let own = padded.split_off(..layout.bytes() as usize / 4).expect("all of them");
                    values.push(dense(layout, own));
                }
                values
            });
            all.extend(values.await?);
            left = later;
        }
        Ok(all)
    }

    /// What lies in a buffer beside its values.
    pub(super) async fn padding<T: Pod>(&self, context: &Context, name: Buffer) -> Result<Vec<T>> {
        let layout = self.get(name)?.layout;
        let extent = layout.extent;
        self.map(context, &[name], |padded| {
            let mut padding = Vec::new();
            for member in padded.chunks(layout.each) {
                for (r, row) in member.chunks(layout.pitch).enumerate() {
                    let columns = if r < extent.rows { extent.columns } else { 0 };
                    padding.extend_from_slice(&row[columns..]);
                }
            }
            padding
        })
        .await
    }

    /// Reads buffers as they lie on the device, one behind the other, once the work submitted before is done.
    async fn map<T: Pod, R>(
        &self,
        context: &Context,
        names: &[Buffer],
        read: impl FnOnce(&[T]) -> R,
    ) -> Result<R> {
        let mut parts = Vec::with_capacity(names.len());
        for &name in names {
            let DeviceBuffer { layout, buffer, offset, .. } = self.get(name)?;
            parts.push((buffer, *offset..offset + layout.bytes()));
        }
        let what = names.iter().map(Buffer::to_string).collect::<Vec<_>>().join(", ");
        self::read(context, &what, &parts, read).await
    }
}

/// Bytes up to which buffers are read together.
const READ_TOGETHER: u64 = 4 << 20;

/// The values of a tensor without its padding.
fn dense<T: Pod>(layout: Layout, padded: &[T]) -> Vec<T> {
    let extent = layout.extent;
    let mut values = Vec::with_capacity(extent.rows * extent.columns * extent.members);
    for member in padded.chunks(layout.each) {
        for row in member.chunks(layout.pitch).take(extent.rows) {
            values.extend_from_slice(&row[..extent.columns]);
        }
    }
    values
}

/// Reads parts of buffers, which messages call `name`, one behind the other, once the work submitted before is done.
///
/// # Errors
/// When the device is lost, or does not answer.
pub(super) async fn read<T: Pod, R>(
    context: &Context,
    name: &str,
    parts: &[(&wgpu::Buffer, Range<u64>)],
    read: impl FnOnce(&[T]) -> R,
) -> Result<R> {
    let size = parts.iter().map(|(_, part)| part.end - part.start).sum();
    let staging = context.device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("read-back"),
        size,
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    let mut encoder = context.device.create_command_encoder(&Default::default());
    let mut end = 0;
    for (buffer, part) in parts {
        let size = part.end - part.start;
        encoder.copy_buffer_to_buffer(buffer, part.start, &staging, end, size);
        end += size;
    }
    fault::at(Point::Read, context);
    let submission = context.queue.submit([encoder.finish()]);
    let (sender, receiver) = oneshot_channel();
    staging.map_async(wgpu::MapMode::Read, .., move |result| {
        // The receiver is gone when the caller dropped this future; nobody is left to tell.
        let _ = sender.send(result);
    });
    context.wait(Some(submission), context.patience(size as f64))?;
    let failed = |why: &str| context.lost(&format!("the {name} cannot be read back{why}"));
    fault::at(Point::Map, context);
    match receiver.receive().await {
        Some(Ok(())) => {}
        Some(Err(error)) => return Err(failed(&format!(": {error}"))),
        None => return Err(failed("")),
    }
    let mapped = staging.get_mapped_range(..).map_err(|error| failed(&format!(": {error}")))?;
    let values = read(bytemuck::cast_slice(&mapped));
    drop(mapped);
    context.check()?;
    Ok(values)
}

/// A buffer filled with 0.
pub(super) fn create(context: &Context, label: &str, size: u64) -> wgpu::Buffer {
    context.device.create_buffer(&wgpu::BufferDescriptor {
        label: Some(label),
        size,
        usage: wgpu::BufferUsages::STORAGE
            | wgpu::BufferUsages::COPY_SRC
            | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    })
}
