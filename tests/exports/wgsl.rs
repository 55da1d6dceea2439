//! WGSL: validated by naga, and run on the adapter.

use gradshader::export::{Format, Options, Takes, export};
use gradshader::model::Model;
use naga::valid::{Capabilities, ValidationFlags, Validator};
use wgpu::util::DeviceExt;

use crate::common;
use crate::models::{self, ROWS};

fn text(model: &Model, takes: Takes) -> String {
    let options = Options { takes, ..Options::default() };
    String::from_utf8(export(model, Format::Wgsl, &options, "").unwrap().bytes).unwrap()
}

#[track_caller]
fn validate(name: &str, text: &str) {
    let module = naga::front::wgsl::parse_str(text)
        .unwrap_or_else(|e| panic!("{name}: {}", e.emit_to_string(text)));
    let mut validator = Validator::new(ValidationFlags::all(), Capabilities::empty());
    validator.validate(&module).unwrap_or_else(|e| panic!("{name}: {}", e.emit_to_string(text)));
}

/// The answers to `rows` on the adapter.
fn run(text: &str, rows: &[f32], answers: usize) -> Vec<f32> {
    let (device, queue, _) = common::open_device();
    let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: None,
        source: wgpu::ShaderSource::Wgsl(text.into()),
    });
    let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
        label: None,
        layout: None,
        module: &module,
        entry_point: Some("main"),
        compilation_options: Default::default(),
        cache: None,
    });
    let storage = |values: &[f32], usage| {
        device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: None,
            contents: bytemuck::cast_slice(values),
            usage: wgpu::BufferUsages::STORAGE | usage,
        })
    };
    let rows = storage(rows, wgpu::BufferUsages::empty());
    let results = storage(&vec![0.0; answers], wgpu::BufferUsages::COPY_SRC);
    let read = device.create_buffer(&wgpu::BufferDescriptor {
        label: None,
        size: results.size(),
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    let entries: Vec<_> = (0..)
        .zip([&rows, &results])
        .map(|(binding, buffer)| wgpu::BindGroupEntry {
            binding,
            resource: buffer.as_entire_binding(),
        })
        .collect();
    let bindings = device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: None,
        layout: &pipeline.get_bind_group_layout(0),
        entries: &entries,
    });
    let mut encoder = device.create_command_encoder(&Default::default());
    {
        let mut pass = encoder.begin_compute_pass(&Default::default());
        pass.set_pipeline(&pipeline);
        pass.set_bind_group(0, &bindings, &[]);
        pass.dispatch_workgroups(2, 1, 1);
    }
    encoder.copy_buffer_to_buffer(&results, 0, &read, 0, results.size());
    let submission = queue.submit([encoder.finish()]);
    read.slice(..).map_async(wgpu::MapMode::Read, |mapped| mapped.unwrap());
    let wait = wgpu::PollType::Wait { submission_index: Some(submission), timeout: None };
    device.poll(wait).unwrap();
    let bytes = read.slice(..).get_mapped_range().unwrap();
    bytemuck::cast_slice(&bytes).to_vec()
}

#[test]
fn a_module_is_valid_and_answers_what_the_formulas_say() {
    for (name, model) in models::all() {
        let text = text(&model, Takes::Columns);
        validate(&name, &text);
        let mut rows: Vec<f32> = ROWS.concat();
        rows.extend([f32::NAN, 10000.0, 4.0, 1.0, 0.0, 0.0]);
        let found = run(&text, &rows, 7 * 3);
        assert!(found[18..].iter().all(|answer| answer.is_nan()), "{name}: {found:?}");
        let found: Vec<Vec<f64>> =
            found[..18].chunks(3).map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        let difference = models::difference(&found, &models::answers(&model));
        // WGSL rounds more coarsely than IEEE 754 does.
        assert!(difference < 1e-5, "{name}: {difference:e}");
    }
}

#[test]
fn a_module_takes_the_networks_inputs() {
    let (name, model) = models::all().remove(0);
    let text = text(&model, Takes::Inputs);
    validate(&name, &text);
    let rows: Vec<f32> = ROWS.iter().flat_map(models::inputs).map(|input| input as f32).collect();
    let found = run(&text, &rows, 18);
    let found: Vec<Vec<f64>> =
        found.chunks(3).map(|row| row.iter().map(|&x| x.into()).collect()).collect();
    assert!(models::difference(&found, &models::answers(&model)) < 1e-5);
}

/// As large as a network of digits.
#[test]
fn a_module_holds_thousands_of_weights() {
    let model = models::wide();
    let rows: Vec<f32> = (0..70 * 64).map(|i| (i % 17) as f32 / 8.0 - 1.0).collect();
    let found = run(&text(&model, Takes::Inputs), &rows, 70 * 3);
    for (row, found) in rows.chunks(64).zip(found.chunks(3)) {
        let inputs: Vec<f64> = row.iter().map(|&x| x.into()).collect();
        let found = found.iter().map(|&x| x.into()).collect();
        let expected = models::outputs(&model, &inputs);
        assert!(models::difference(&[found], &[expected]) < 1e-5);
    }
}
