//! `gradshader devices`: what there is, and what `auto` picks.

use clap::Args;
use gradshader::block_on;
use gradshader::cpu::ParallelExecutor;
use gradshader::error::Result;
use gradshader::gpu::{self, AdapterDescription, Matrices, is_software};
use serde::Serialize;

use super::{device, output};

#[derive(Debug, Args)]
pub(super) struct DevicesArguments {
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Serialize)]
struct Listed {
    /// What `--device` takes: a number from 0.
    index: usize,
    name: String,
    backend: String,
    #[serde(rename = "type")]
    kind: String,
    driver: String,
    /// Whether `--device auto` takes it.
    auto: bool,
    /// Whether it has what `--precision mixed` needs.
    mixed: bool,
}

#[derive(Debug, Serialize)]
struct Auto {
    /// The index of an adapter; none for the CPU.
    index: Option<usize>,
    name: String,
    reason: String,
}

#[derive(Debug, Serialize)]
struct Devices {
    devices: Vec<Listed>,
    auto: Auto,
}

pub(super) fn run(arguments: DevicesArguments) -> Result<()> {
    let adapters = block_on(gpu::adapters());
    let infos: Vec<_> = adapters.iter().map(|adapter| adapter.get_info()).collect();
    let cpu = device::processor(&ParallelExecutor::new(None)?);
    let (index, name, reason) = match infos.first() {
        None => {
            let reason = format!("there is no GPU adapter; {}", device::HOW_TO_GET_AN_ADAPTER);
            (None, cpu.name.clone(), reason)
        }
        Some(best) if is_software(best) => {
            let reason = format!(
                "there is no hardware GPU; for long training it times {} too and takes the faster, \
                 and verify and bench take that, which runs the kernels",
                best.name
            );
            (None, cpu.name.clone(), reason)
        }
        Some(best) => {
            let reason = match infos.iter().filter(|info| !is_software(info)).count() {
                1 => "it is the only hardware GPU",
                _ => {
                    "it is the best hardware GPU: discrete before integrated before virtual, \
                     OpenGL last"
                }
            };
            (Some(0), best.name.clone(), reason.to_owned())
        }
    };
    let devices = adapters
        .iter()
        .zip(&infos)
        .enumerate()
        .map(|(place, (adapter, info))| {
            let AdapterDescription { name, backend, kind, driver } = AdapterDescription::new(info);
            let mixed = Matrices::of(adapter).is_ok();
            Listed { index: place, name, backend, kind, driver, auto: index == Some(place), mixed }
        })
        .collect();
    let devices = Devices { devices, auto: Auto { index, name, reason } };
    if arguments.json {
        return output::print_json(&devices);
    }
    output::print(&text(&devices, cpu))
}

fn text(devices: &Devices, cpu: AdapterDescription) -> String {
    let mut rows = vec![["index", "name", "backend", "type", "driver"].map(str::to_owned).to_vec()];
    for device in &devices.devices {
        let index = device.index.to_string();
        let texts = [&index, &device.name, &device.backend, &device.kind, &device.driver];
        rows.push(texts.map(Clone::clone).to_vec());
    }
    for (index, device) in [("cpu", cpu), ("reference", device::reference())] {
        let AdapterDescription { name, backend, kind, driver } = device;
        rows.push(vec![index.to_owned(), name, backend, kind, driver]);
    }
    let auto = &devices.auto;
    let index = auto.index.map_or("cpu".to_owned(), |index| index.to_string());
    let mixed = devices.devices.iter().filter(|device| device.mixed);
    let mixed: Vec<_> = mixed.map(|device| device.index.to_string()).collect();
    let mixed = match mixed.as_slice() {
        [] => String::new(),
        indices => format!("--precision mixed runs on {}\n", indices.join(", ")),
    };
    let table = output::table(&rows, 5);
    format!("{table}\nauto picks {index}, {}: {}\n{mixed}", auto.name, auto.reason)
}
