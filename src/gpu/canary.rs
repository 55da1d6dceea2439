//! A known answer before anything else is asked: barriers, an order of dispatches and, where panels run,
//! subgroups. It takes one small shader; what a device computes in training is `verify`'s to judge.

use super::context::{Context, Family};
use super::fault::{self, Failure, Point};
use super::shader::Lanes;
use crate::error::{Error, Result};
use crate::gpu::buffers;

const TEXT: &str = include_str!("canary.wgsl");
/// What stands before the line that needs subgroups.
const OF_SUBGROUPS: &str = "//subgroups";

/// Two workgroups.
const NUMBERS: usize = 512;
const GROUP: usize = 256;
const SUBGROUP: usize = 8;

impl Context {
    /// Asks the device what is known already. [`Context::open`] does so.
    ///
    /// # Errors
    /// When the answer is wrong, or there is none.
    pub async fn check_answer(&self) -> Result<()> {
        let with_subgroups =
            self.family() == Family::Panels && self.panel_lanes() == Some(Lanes::Subgroup);
        let text = if with_subgroups { TEXT.replace(OF_SUBGROUPS, "") } else { TEXT.to_owned() };
        let failure = fault::at(Point::Open, self);
        let given = given();
        let expected = answer(&answer(&given, with_subgroups), with_subgroups);
        let usage = wgpu::BufferUsages::STORAGE
            | wgpu::BufferUsages::COPY_SRC
            | wgpu::BufferUsages::COPY_DST;
        let size = size_of_val(&given[..]) as u64;
        let new = |label| {
            let label = Some(label);
            let mapped_at_creation = false;
            self.device.create_buffer(&wgpu::BufferDescriptor {
                label,
                size,
                usage,
                mapped_at_creation,
            })
        };
        let scope = self.device.push_error_scope(wgpu::ErrorFilter::Validation);
        let (here, there) = (new("known"), new("answer"));
        self.queue.write_buffer(&here, 0, bytemuck::cast_slice(&given));
        let mut encoder = self.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            let pipeline = self.pipeline(&text);
            pass.set_pipeline(&pipeline);
            // The second reads what the first has written.
            for (from, to) in [(&here, &there), (&there, &here)] {
                pass.set_bind_group(0, &self.bound(&pipeline, from, to), &[]);
                pass.dispatch_workgroups((NUMBERS / GROUP) as u32, 1, 1);
            }
        }
        let submission = self.queue.submit([encoder.finish()]);
        if let Some(error) = scope.pop().await {
            self.check_loss()?;
            return Err(self.wrong("it refuses to be asked").caused_by(error.to_string()));
        }
        self.wait(Some(submission), self.patience(0.0) + self.patience_to_compile(1))?;
        let mut found =
            buffers::read(self, "known answer", &[(&here, 0..size)], <[f32]>::to_vec).await?;
        if failure == Some(Failure::Flip) {
            found[NUMBERS / 3] += 1.0;
        }
        match (0..NUMBERS).find(|&i| found[i] != expected[i]) {
            None => Ok(()),
            Some(i) => {
                let (found, expected) = (found[i], expected[i]);
                Err(self.wrong(&format!("{found} where {expected} is known to be right")))
            }
        }
    }

    fn wrong(&self, what: &str) -> Error {
        Error::device(format!("{} computes wrongly: {what}", self.description()))
            .advice("update its driver, or choose another device with --device, such as cpu")
    }

    fn pipeline(&self, text: &str) -> wgpu::ComputePipeline {
        let source = wgpu::ShaderSource::Wgsl(text.into());
        let label = Some("known answer");
        let module =
            self.device.create_shader_module(wgpu::ShaderModuleDescriptor { label, source });
        self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label,
            layout: None,
            module: &module,
            entry_point: Some("main"),
            compilation_options: wgpu::PipelineCompilationOptions {
                constants: &[],
                zero_initialize_workgroup_memory: false,
            },
            cache: None,
        })
    }

    fn bound(
        &self,
        pipeline: &wgpu::ComputePipeline,
        from: &wgpu::Buffer,
        to: &wgpu::Buffer,
    ) -> wgpu::BindGroup {
        self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: from.as_entire_binding() },
                wgpu::BindGroupEntry { binding: 1, resource: to.as_entire_binding() },
            ],
        })
    }
}

/// Small numbers, other ones in each group.
fn given() -> Vec<f32> {
    (0..NUMBERS).map(|i| (i * 7 % 4 + i / 300) as f32).collect()
}

/// What `canary.wgsl` makes of numbers.
fn answer(numbers: &[f32], with_subgroups: bool) -> Vec<f32> {
    let of_group = |group: &[f32]| {
        let other = |i: usize| group[(i + 100) % GROUP];
        group.iter().rev().enumerate().map(|(i, image)| image * 3.0 + other(i)).collect::<Vec<_>>()
    };
    let mut found: Vec<f32> = numbers.chunks(GROUP).flat_map(of_group).collect();
    if with_subgroups {
        for (found, lanes) in found.chunks_mut(SUBGROUP).zip(numbers.chunks(SUBGROUP)) {
            let more = lanes[3] * 2.0 + lanes.iter().sum::<f32>();
            found.iter_mut().for_each(|found| *found += more);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_one_that_f32_holds() {
        let found = answer(&answer(&given(), true), true);
        assert!(found.iter().all(|&number| number.fract() == 0.0 && number < (1 << 24) as f32));
        assert!(found[0] != found[300], "the groups differ");
    }
}
