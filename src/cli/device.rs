//! Which device a run uses: `--device` and what `auto` makes of it.

use std::collections::BTreeMap;
use std::path::Path;

use gradshader::cpu::CpuExecutor;
use gradshader::error::{Error, Result};
use gradshader::executor::{self, Executor, Program};
use gradshader::gpu::{self, AdapterDescription, Context, Family, GpuExecutor, GpuOptions};
use gradshader::kernel;
use gradshader::recording::{Buffer, Extent, Recording};

use super::arguments::Fusion;
use super::data;

/// What to do where there is no adapter.
pub(super) const HOW_TO_GET_AN_ADAPTER: &str = "install the driver of your GPU, or a software \
    adapter (Debian, Ubuntu: apt install mesa-vulkan-drivers)";

/// What `--device` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    /// The best hardware GPU, else a software adapter, else the CPU reference.
    Auto,
    /// The best adapter there is.
    Gpu,
    /// The CPU reference.
    Cpu,
    /// The adapter at this place of the list, or of a name or driver with this part.
    Adapter(String),
}

impl Choice {
    /// Any text is a choice; whether there is such a device shows when it is opened.
    pub(super) fn new(text: &str) -> Self {
        match text.to_lowercase().as_str() {
            "auto" | "" => Self::Auto,
            "gpu" => Self::Gpu,
            "cpu" => Self::Cpu,
            _ => Self::Adapter(text.to_owned()),
        }
    }
}

/// A device, ready to run recordings.
#[derive(Debug)]
pub(super) struct Device {
    pub(super) executor: DeviceExecutor,
    /// What it is, for people and the log.
    pub(super) description: AdapterDescription,
    /// What the user should know of the choice, if anything.
    pub(super) note: Option<String>,
}

impl Device {
    /// Opens the chosen device.
    ///
    /// # Errors
    /// Of kind [`gradshader::ErrorKind::Device`] when there is none such, or it does not open.
    pub(super) async fn open(choice: &Choice, options: GpuOptions) -> Result<Self> {
        if *choice == Choice::Cpu {
            return Self::reference(&options, None);
        }
        let adapters = gpu::adapters().await;
        let descriptions: Vec<_> =
            adapters.iter().map(|adapter| AdapterDescription::new(&adapter.get_info())).collect();
        if adapters.is_empty() {
            let what = "there is no GPU adapter";
            return match choice {
                Choice::Auto => {
                    let note = format!("{what}: using the CPU reference, on one core");
                    Self::reference(&options, Some(format!("{note}; {HOW_TO_GET_AN_ADAPTER}")))
                }
                _ => Err(Error::device(what).advice(HOW_TO_GET_AN_ADAPTER)),
            };
        }
        let place = match choice {
            Choice::Adapter(wanted) => find(wanted, &descriptions)?,
            // They are listed best first.
            _ => 0,
        };
        let context = Context::open(&adapters[place], options).await?;
        let description = context.description();
        let is_second_choice = *choice == Choice::Auto && context.is_software();
        let note = is_second_choice
            .then(|| "there is no hardware GPU: using a software adapter".to_owned());
        let executor = DeviceExecutor::Gpu(Box::new(GpuExecutor::new(context)));
        Ok(Self { executor, description, note })
    }

    fn reference(options: &GpuOptions, note: Option<String>) -> Result<Self> {
        if let Some(name) = options.shaders.keys().next() {
            return Err(Error::input(format!(
                "the CPU reference runs no shaders, so it cannot use another {name}"
            ))
            .advice("choose a GPU adapter with --device"));
        }
        let executor = DeviceExecutor::Cpu(CpuExecutor::new());
        Ok(Self { executor, description: cpu(), note })
    }
}

/// The CPU reference as an adapter.
pub(super) fn cpu() -> AdapterDescription {
    AdapterDescription {
        name: "CPU reference, f32".to_owned(),
        backend: "CPU".to_owned(),
        kind: "reference".to_owned(),
        driver: format!("gradshader {}", env!("CARGO_PKG_VERSION")),
    }
}

/// The place of the adapter that the user wants: a number is a place, anything else is a part of
/// what describes it. Of several the first, which is the best.
fn find(wanted: &str, adapters: &[AdapterDescription]) -> Result<usize> {
    if let Ok(place) = wanted.parse::<usize>()
        && place < adapters.len()
    {
        return Ok(place);
    }
    let part = wanted.to_lowercase();
    let fits = |adapter: &AdapterDescription| {
        [&adapter.name, &adapter.backend, &adapter.driver]
            .into_iter()
            .any(|text| text.to_lowercase().contains(&part))
    };
    adapters.iter().position(fits).ok_or_else(|| {
        let listed: Vec<_> = adapters
            .iter()
            .enumerate()
            .map(|(place, adapter)| format!("{place} {} ({})", adapter.name, adapter.backend))
            .collect();
        Error::device(format!("there is no device {wanted:?}"))
            .advice(format!("there are auto, gpu, cpu, {}", listed.join(", ")))
    })
}

/// Options for the GPU from `--strict`, `--fusion` and `--shader NAME=FILE`. A kernel that is
/// replaced runs by itself, so that it runs at all and its own result shows; another shader runs in
/// its family, where `--fusion` names no other.
///
/// # Errors
/// When a shader has no such name or its file cannot be read.
pub(super) fn options(
    strict: bool,
    fusion: Option<Fusion>,
    shaders: &[String],
) -> Result<GpuOptions> {
    let shaders = shaders.iter().map(|shader| replacement(shader)).collect::<Result<_>>()?;
    let shaders: BTreeMap<_, _> = shaders;
    let replaced: Vec<_> = shaders.keys().map(|name| Family::of(name)).collect();
    let family = match fusion {
        _ if replaced.contains(&Family::Single) => Some(Family::Single),
        Some(Fusion::Off) => Some(Family::Single),
        Some(Fusion::Panels) => Some(Family::Panels),
        Some(Fusion::Tiles) => Some(Family::Tiles),
        Some(Fusion::On) | None => replaced.first().copied(),
    };
    // What is not ours is not trusted to stay within its buffers.
    let checked = strict || !shaders.is_empty();
    Ok(GpuOptions { checked, family, shaders, ..GpuOptions::default() })
}

fn replacement(argument: &str) -> Result<(String, String)> {
    let (name, path) = argument.split_once('=').ok_or_else(|| {
        Error::input(format!("--shader {argument:?} names no file")).advice("use NAME=FILE")
    })?;
    if kernel::shader(name).is_none() {
        let names: Vec<_> = kernel::SHADERS.iter().map(|(name, _)| *name).collect();
        return Err(Error::input(format!("--shader: there is no shader {name:?}"))
            .advice(format!("there are {}", names.join(", "))));
    }
    let path = Path::new(path);
    let text = String::from_utf8(data::read(path)?)
        .map_err(|_| Error::input("the shader is not UTF-8").file(path))?;
    Ok((name.to_owned(), text))
}

/// The GPU's executor or the CPU's.
#[derive(Debug)]
pub(super) enum DeviceExecutor {
    Gpu(Box<GpuExecutor>),
    Cpu(CpuExecutor<f32>),
}

impl DeviceExecutor {
    /// Another on the same device that runs every kernel by itself, where this one fuses some.
    pub(super) fn unfused(&self) -> Option<Self> {
        let Self::Gpu(executor) = self else { return None };
        let context = executor.context();
        let options = GpuOptions { family: Some(Family::Single), ..context.options().clone() };
        let unfused = || GpuExecutor::new(context.with_options(options));
        (context.family() != Family::Single).then(|| Self::Gpu(Box::new(unfused())))
    }
}

/// Hands a call on to whichever it is.
macro_rules! delegate {
    ($self:ident, $executor:ident => $call:expr) => {
        match $self {
            DeviceExecutor::Gpu($executor) => $call,
            DeviceExecutor::Cpu($executor) => $call,
        }
    };
}

impl Executor for DeviceExecutor {
    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        delegate!(self, executor => executor.load(recording).await)
    }

    fn fusion(&self, program: Program) -> &executor::Fusion {
        delegate!(self, executor => executor.fusion(program))
    }

    fn fits(&self, extent: Extent) -> bool {
        delegate!(self, executor => executor.fits(extent))
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        delegate!(self, executor => executor.write(buffer, values))
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        delegate!(self, executor => executor.write_indices(buffer, indices))
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        delegate!(self, executor => executor.run(program, times).await)
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        delegate!(self, executor => executor.read(buffer).await)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        delegate!(self, executor => executor.read_indices(buffer).await)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapters() -> Vec<AdapterDescription> {
        let adapter = |name: &str, backend: &str, driver: &str| AdapterDescription {
            name: name.into(),
            backend: backend.into(),
            kind: "other".into(),
            driver: driver.into(),
        };
        vec![
            adapter("NVIDIA GeForce RTX 3090", "Vulkan", "NVIDIA 550"),
            adapter("NVIDIA GeForce RTX 3090", "Gl", "NVIDIA 550"),
            adapter("llvmpipe (LLVM 15)", "Vulkan", "Mesa 25"),
        ]
    }

    #[test]
    fn a_device_is_found_by_place_and_by_part_best_first() {
        for (wanted, place) in
            [("1", 1), ("3090", 0), ("nvidia", 0), ("gl", 1), ("LLVMPIPE", 2), ("mesa", 2)]
        {
            assert_eq!(find(wanted, &adapters()).unwrap(), place, "{wanted}");
        }
        let error = find("7", &adapters()).unwrap_err();
        assert_eq!(error.kind(), gradshader::ErrorKind::Device);
        assert!(error.to_string().contains("\"7\"; there are auto, gpu, cpu, 0 NVIDIA"), "{error}");
    }
}
