//! Which device a run uses: a choice in words, and what `auto` makes of it.

mod executor;

use std::sync::Arc;

use crate::bench;
use crate::cpu::{CpuExecutor, Meeting, ParallelExecutor, Vectors};
use crate::error::{Error, Result};
use crate::gpu::{self, AdapterDescription, Context, Family, GpuExecutor, GpuOptions, is_software};
use crate::network::Network;
use crate::train::Hyperparameters;

pub use self::executor::DeviceExecutor;

/// What to do where there is no adapter.
pub const HOW_TO_GET_AN_ADAPTER: &str = "install the driver of your GPU, or a software \
    adapter (Ubuntu, Debian 13: apt install mesa-vulkan-drivers libvulkan1)";

/// Floating-point operations of a training from which on it pays to time the CPU: with fewer a
/// processor of 30 GFLOP/s is done within [`WORTH_A_TRIAL`].
const WORTH_TIMING: f64 = 3e11;

/// Seconds of training on the CPU from which on it pays to try a software adapter too, which takes
/// one or two, most of them for compiling.
const WORTH_A_TRIAL: f64 = 10.0;

/// Floating-point operations of a training from which on shaders pay that compile longer: half a minute
/// or so on a software adapter.
const LONG_RUN: f64 = 5e11;

/// Seconds that a trial takes, about.
const TRIAL: f64 = 0.1;

/// What `--device` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The best hardware GPU, else what suits the [`Purpose`].
    Auto,
    /// The best adapter there is.
    Gpu,
    /// The CPU, with vectors and threads.
    Cpu,
    /// The plain loops that verification compares with, in f32.
    Reference,
    /// The adapter at this place of the list, or of a name or driver with this part.
    Adapter(String),
}

impl Choice {
    /// Any text is a choice; whether there is such a device shows when it is opened.
    pub fn new(text: &str) -> Self {
        match text.to_lowercase().as_str() {
            "auto" | "" => Self::Auto,
            "gpu" => Self::Gpu,
            "cpu" => Self::Cpu,
            "reference" => Self::Reference,
            _ => Self::Adapter(text.to_owned()),
        }
    }
}

/// The devices that a text names with commas between them, each by its place or a word of [`Choice::new`]: one for
/// each of several processes. One where it is no such list, since names have commas too.
pub fn several(text: &str) -> Vec<&str> {
    let all: Vec<_> = text.split(',').map(str::trim).collect();
    let is_short = |name: &&str| {
        name.parse::<usize>().is_ok()
            || (!name.is_empty() && !matches!(Choice::new(name), Choice::Adapter(_)))
    };
    if all.iter().all(is_short) { all } else { vec![text] }
}

/// What a device is wanted for: it decides what `auto` takes where there is no hardware GPU.
#[derive(Debug, Clone, Copy)]
pub enum Purpose<'a> {
    /// To be checked or timed itself: the software adapter, which runs the kernels.
    Itself,
    /// To ask a model once: the CPU, which is done before an adapter is ready.
    Inference,
    /// To train: whichever of the two is faster.
    Training(Work<'a>),
}

/// A training run, as far as its time depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// What is trained.
    pub network: &'a Network,
    /// With no larger batch than there are samples, and a seed a member.
    pub hyperparameters: &'a Hyperparameters,
    /// All members and epochs together.
    pub samples: f64,
    /// Hears of what takes seconds before anything is trained: a software adapter that is timed.
    pub hears: Option<fn(&str)>,
}

impl Work<'_> {
    /// Floating-point operations of all its products.
    pub fn flops(&self) -> f64 {
        self.samples * bench::flops_per_sample(self.network.sizes()) as f64
    }
}

/// A device, ready to run recordings.
#[derive(Debug)]
pub struct Device {
    /// What runs recordings there.
    pub executor: DeviceExecutor,
    /// What it is, for people and the log.
    pub description: AdapterDescription,
    /// What the user should know of the choice, if anything.
    pub note: Option<String>,
}

impl Device {
    /// Opens the chosen device.
    ///
    /// # Errors
    /// Of kind [`crate::ErrorKind::Device`] when there is none such, or it does not open.
    pub async fn open(choice: &Choice, options: GpuOptions, purpose: Purpose<'_>) -> Result<Self> {
        let mut device = Self::chosen(choice, options, purpose).await?;
        if !matches!(device.executor, DeviceExecutor::Cpu(_)) && Vectors::are_told() {
            let said = "--vectors is of the CPU and changes nothing here";
            device.note = Some(device.note.map_or(said.into(), |note| format!("{note}; {said}")));
        }
        Ok(device)
    }

    async fn chosen(
        choice: &Choice,
        mut options: GpuOptions,
        purpose: Purpose<'_>,
    ) -> Result<Self> {
        if let Purpose::Training(work) = purpose {
            options.long_run |= work.flops() >= LONG_RUN;
        }
        // A process alone takes the first of several.
        let first = match choice {
            Choice::Adapter(names) => Choice::new(several(names)[0]),
            choice => choice.clone(),
        };
        let choice = &first;
        if matches!(choice, Choice::Cpu | Choice::Reference)
            && let Some(name) = options.shaders.keys().next()
        {
            return Err(Error::input(format!(
                "the CPU runs no shaders, so it cannot use another {name}"
            ))
            .advice("choose a GPU adapter with --device"));
        }
        let is_mixed = options.family == Some(Family::Matrices);
        if matches!(choice, Choice::Cpu | Choice::Reference) && is_mixed {
            return Err(Error::input("--precision mixed: the CPU has no cooperative matrices")
                .advice("choose a GPU adapter with --device, or --precision f32"));
        }
        // Who says how to run the shaders wants them run.
        let of_shaders = options.checked || options.family.is_some() || !options.shaders.is_empty();
        let for_nothing = "the CPU runs no shaders: --strict and --fusion change nothing";
        let for_nothing = of_shaders.then(|| for_nothing.to_owned());
        match choice {
            Choice::Cpu => return Self::cpu(for_nothing),
            Choice::Reference => {
                let executor = DeviceExecutor::Reference(CpuExecutor::new());
                return Ok(Self { executor, description: reference(), note: for_nothing });
            }
            _ => {}
        }
        let without = "there is no hardware GPU";
        if *choice == Choice::Auto && !of_shaders && has_software_alone() {
            match purpose {
                Purpose::Inference => return Self::cpu(Some(format!("{without}: using the CPU"))),
                Purpose::Training(work) if work.flops() < WORTH_TIMING => {
                    let too_short = "this training is too short to try a software adapter";
                    return Self::cpu(Some(format!("{without}: using the CPU; {too_short}")));
                }
                _ => {}
            }
        }
        let adapters = gpu::adapters().await;
        let descriptions: Vec<_> =
            adapters.iter().map(|adapter| AdapterDescription::new(&adapter.get_info())).collect();
        if adapters.is_empty() {
            let what = "there is no GPU adapter";
            return match choice {
                Choice::Auto if options.shaders.is_empty() && !is_mixed => {
                    Self::cpu(Some(format!("{what}: using the CPU; {HOW_TO_GET_AN_ADAPTER}")))
                }
                _ => Err(Error::device(what).advice(HOW_TO_GET_AN_ADAPTER)),
            };
        }
        let place = match choice {
            Choice::Adapter(wanted) => find(wanted, &descriptions)?,
            // They are listed best first.
            _ => 0,
        };
        let adapter = &adapters[place];
        if *choice != Choice::Auto || !is_software(&adapter.get_info()) {
            return Self::gpu(Context::open(adapter, options).await?, None);
        }
        match purpose {
            Purpose::Training(work) if !of_shaders => {
                Self::faster(adapter, options, work, without).await
            }
            Purpose::Inference if !of_shaders => {
                Self::cpu(Some(format!("{without}: using the CPU")))
            }
            _ => {
                let note = format!("{without}: using a software adapter");
                Self::gpu(Context::open(adapter, options).await?, Some(note))
            }
        }
    }

    /// The CPU or a software adapter, whichever trains faster. The adapter is only tried where the
    /// training is long enough, and where it fails it is not taken.
    async fn faster(
        adapter: &wgpu::Adapter,
        options: GpuOptions,
        work: Work<'_>,
        without: &str,
    ) -> Result<Self> {
        let Work { network, hyperparameters, samples, hears } = work;
        let name = adapter.get_info().name;
        let cpu = |why: String| Self::cpu(Some(format!("{without}: using the CPU{why}")));
        let too_short = format!("this training is too short to try {name}");
        if work.flops() < WORTH_TIMING {
            return cpu(format!("; {too_short}"));
        }
        let executor = ParallelExecutor::new(None)?;
        let trial = bench::trial(executor, network, hyperparameters, TRIAL).await?;
        let rate = trial.samples_per_second;
        if samples / rate < WORTH_A_TRIAL {
            return cpu(format!(", {rate:.0} samples/s; {too_short}"));
        }
        if let Some(hears) = hears {
            hears(&format!(
                "{without}: timing {name} beside the CPU, which takes seconds (--device cpu does without)"
            ));
        }
        let tried = async {
            let context = Context::open(adapter, options).await?;
            let executor = GpuExecutor::new(context.clone());
            let trial = bench::trial(executor, network, hyperparameters, TRIAL).await?;
            Ok::<_, Error>((context, trial.samples_per_second))
        };
        match tried.await {
            Ok((context, other)) if other > rate => {
                let note = format!(
                    "{without}: using {name}, {other:.0} samples/s; the CPU reaches {rate:.0}"
                );
                Self::gpu(context, Some(note))
            }
            Ok((_, other)) => cpu(format!(", {rate:.0} samples/s; {name} reaches {other:.0}")),
            Err(error) => cpu(format!(", {rate:.0} samples/s; {error}")),
        }
    }

    /// The CPU where executors that are fresh from it do their work together, within [`Meeting::all`]. None of another
    /// device, and of a single thread.
    pub(crate) fn meeting(&self) -> Option<(Self, Arc<Meeting>)> {
        let DeviceExecutor::Cpu(executor) = &self.executor else { return None };
        let (executor, meeting) = executor.meeting()?;
        let (executor, description) = (DeviceExecutor::Cpu(executor), self.description.clone());
        Some((Self { executor, description, note: None }, meeting))
    }

    fn gpu(context: Context, note: Option<String>) -> Result<Self> {
        let description = context.description();
        let executor = DeviceExecutor::Gpu(Box::new(GpuExecutor::new(context)));
        Ok(Self { executor, description, note })
    }

    fn cpu(note: Option<String>) -> Result<Self> {
        let executor = ParallelExecutor::new(None)?;
        let description = processor(&executor);
        Ok(Self { executor: DeviceExecutor::Cpu(executor), description, note })
    }
}

/// Whether the system shows, without a driver being loaded, that there are drivers and no hardware GPU: to load a
/// software adapter takes ten times as long as to answer for a few rows on the CPU. False where it does not show.
fn has_software_alone() -> bool {
    // Of Mesa and all that DRM serves, of NVIDIA, of WSL, and of telephones and boards.
    const GPUS: [&str; 9] = [
        "/dev/dri",
        "/dev/kfd",
        "/dev/nvidiactl",
        "/dev/nvidia0",
        "/dev/nvmap",
        "/dev/dxg",
        "/dev/mali0",
        "/dev/kgsl-3d0",
        "/dev/pvr_sync",
    ];
    const DRIVERS: [&str; 3] =
        ["/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    const CHOSEN: [&str; 4] =
        ["WGPU_BACKEND", "VK_DRIVER_FILES", "VK_ICD_FILENAMES", "VK_ADD_DRIVER_FILES"];
    let is_there = |path: &str| std::fs::exists(path).unwrap_or(true);
    let has_files =
        |path: &str| std::fs::read_dir(path).is_ok_and(|mut files| files.next().is_some());
    cfg!(target_os = "linux")
        && !CHOSEN.into_iter().any(|name| std::env::var_os(name).is_some())
        && !GPUS.into_iter().any(is_there)
        && DRIVERS.into_iter().any(has_files)
}

/// The CPU as an adapter.
pub fn processor(executor: &ParallelExecutor) -> AdapterDescription {
    let threads = match executor.threads() {
        1 => "1 thread".to_owned(),
        threads => format!("{threads} threads"),
    };
    on_the_cpu(format!("CPU, {threads}, {}", executor.vectors()), "processor")
}

/// The reference as an adapter.
pub fn reference() -> AdapterDescription {
    on_the_cpu("CPU reference, f32".to_owned(), "reference")
}

fn on_the_cpu(name: String, kind: &str) -> AdapterDescription {
    AdapterDescription {
        name,
        backend: "CPU".to_owned(),
        kind: kind.to_owned(),
        driver: format!("gradshader {}", env!("CARGO_PKG_VERSION")),
    }
}

/// The place of the adapter that the user wants: a number is a place, or from three digits on a model's number, as
/// 3090; anything else is a part of what describes it. Of several the first, which is the best.
fn find(wanted: &str, adapters: &[AdapterDescription]) -> Result<usize> {
    let number = wanted.parse::<usize>().ok();
    if let Some(place) = number.filter(|&place| place < adapters.len()) {
        return Ok(place);
    }
    // Versions hold each digit.
    let is_place = number.is_some() && wanted.len() < 3;
    // Mesa's name for the driver, which calls itself otherwise.
    let part = wanted.to_lowercase().replace("lavapipe", "llvmpipe");
    let fits = |adapter: &AdapterDescription| {
        let mut texts = [&adapter.name, &adapter.backend, &adapter.driver].into_iter();
        !is_place && texts.any(|text| text.to_lowercase().contains(&part))
    };
    adapters.iter().position(fits).ok_or_else(|| {
        let listed: Vec<_> = adapters
            .iter()
            .enumerate()
            .map(|(place, adapter)| format!("{place} {} ({})", adapter.name, adapter.backend))
            .collect();
        Error::device(format!("there is no device {wanted:?}"))
            .advice(format!("there are auto, gpu, cpu, reference, {}", listed.join(", ")))
    })
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
        for (wanted, place) in [
            ("1", 1),
            ("3090", 0),
            ("nvidia", 0),
            ("gl", 1),
            ("LLVMPIPE", 2),
            ("lavapipe", 2),
            ("mesa", 2),
        ] {
            assert_eq!(find(wanted, &adapters()).unwrap(), place, "{wanted}");
        }
        // Though Mesa is 25, and LLVM 15.
        assert!(find("25", &adapters()).is_err() && find("5", &adapters()).is_err());
        let error = find("7", &adapters()).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Device);
        assert!(
            error.to_string().contains("\"7\"; there are auto, gpu, cpu, reference, 0 NVIDIA"),
            "{error}"
        );
    }
}
