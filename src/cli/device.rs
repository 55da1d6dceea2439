//! The device of a command: options of its shaders, and what its driver compiled before.

use std::collections::BTreeMap;
use std::path::Path;

pub(super) use gradshader::device::{
    Choice, Device, DeviceExecutor, HOW_TO_GET_AN_ADAPTER, Purpose, Work, processor, reference,
};
use gradshader::error::{Error, Result};
use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions};
use gradshader::kernel;

use super::arguments::{Fusion, Precision};
use super::{cache, data};

/// Takes what earlier runs compiled, and keeps what this one compiles; nothing where the
/// driver offers no such thing.
pub(super) fn keep_pipelines(device: &mut Device) -> Option<KeptPipelines> {
    let mut context = device.executor.context()?.clone();
    let name = context.pipelines_key()?;
    // What cannot be read is compiled again.
    let saved = cache::read(&name).ok().flatten().unwrap_or_default();
    // SAFETY: the file is in the user's own cache folder, where `KeptPipelines::save` alone writes
    // it; who else may write there is trusted, as SECURITY.md says.
    unsafe { context.keep_pipelines(&saved) };
    let bytes = context.pipelines()?.len();
    device.executor = DeviceExecutor::Gpu(Box::new(GpuExecutor::new(context)));
    Some(KeptPipelines { name, bytes })
}

/// The file of the pipelines that earlier runs compiled, and how much of it was of use.
#[derive(Debug)]
pub(super) struct KeptPipelines {
    name: String,
    bytes: usize,
}

impl KeptPipelines {
    /// Adds those that were compiled since. Where that fails they are compiled again next time.
    pub(super) fn save(&self, executor: &DeviceExecutor) {
        let pipelines = executor.context().and_then(Context::pipelines);
        if let Some(pipelines) = pipelines.filter(|pipelines| pipelines.len() > self.bytes) {
            let _ = cache::write(&self.name, &pipelines);
        }
    }
}

/// Floating-point operations up to which a run ends sooner with code that Mesa's software compiled without
/// optimising it: that saves a second or so, and takes 0.16 seconds longer for each GFLOP.
const SHORT_RUN: f64 = 3e9;

/// Tells Mesa's software, where it is not told otherwise, to compile without its optimisation passes
/// (docs.mesa3d.org/envvars.html, `GALLIVM_PERF`). No bit of a result differs. To be said before a driver is
/// loaded; those of hardware do not hear it.
pub(super) fn compile_quickly() {
    const NAME: &str = "GALLIVM_PERF";
    // Threads of an MPI library may read the environment at any time.
    let is_ours = cfg!(all(target_os = "linux", not(feature = "mpi")));
    if is_ours && std::env::var_os(NAME).is_none() {
        // SAFETY: no other thread reads the environment but through the standard library, which has a lock for it:
        // those that are there wait for a signal or for work of `rayon`'s, and no driver is loaded.
        unsafe { std::env::set_var(NAME, "nopt") };
    }
}

/// [`compile_quickly`] for a run of so many floating-point operations, where it is a short one.
pub(super) fn compile_for(operations: f64) {
    if operations < SHORT_RUN {
        compile_quickly();
    }
}

/// Options for the GPU from `--strict`, `--fusion`, `--precision` and `--shader NAME=FILE`. A kernel
/// that is replaced runs by itself, so that it runs at all and its own result shows; another shader
/// runs in its family, where `--fusion` names no other. Mixed precision is a family.
///
/// # Errors
/// When a shader has no such name or its file cannot be read; when two of these name shaders that do
/// not go together.
pub(super) fn options(
    strict: bool,
    fusion: Option<Fusion>,
    precision: Option<Precision>,
    shaders: &[String],
) -> Result<GpuOptions> {
    let shaders = shaders.iter().map(|shader| replacement(shader)).collect::<Result<_>>()?;
    let shaders: BTreeMap<_, _> = shaders;
    let replaced: Vec<_> = shaders.keys().map(|name| Family::of(name)).collect();
    let is_mixed = precision == Some(Precision::Mixed);
    if is_mixed && fusion.is_some() {
        return Err(Error::input("--precision mixed with --fusion, which names other shaders")
            .advice("leave one of the two out"));
    }
    let of_matrices = |family: &Family| matches!(family, Family::Matrices);
    let of_tiles = |family: &Family| matches!(family, Family::Matrices | Family::Tiles);
    if is_mixed && !replaced.iter().all(of_tiles) {
        return Err(Error::input("--shader: mixed precision does not run all of these")
            .advice("leave --precision mixed out"));
    }
    if !is_mixed && replaced.iter().any(of_matrices) {
        return Err(Error::input("--shader: only mixed precision runs all of these")
            .advice("add --precision mixed"));
    }
    let family = match fusion {
        _ if is_mixed => Some(Family::Matrices),
        _ if replaced.contains(&Family::Single) => Some(Family::Single),
        Some(Fusion::Off) => Some(Family::Single),
        Some(Fusion::Panels) => Some(Family::Panels),
        Some(Fusion::Tiles) => Some(Family::Tiles),
        Some(Fusion::On) | None => replaced.first().copied(),
    };
    // What is not ours is not trusted to stay within its buffers.
    let checked = strict || !shaders.is_empty();
    // Whoever brings a shader wants it to run.
    let whole_steps =
        (!shaders.is_empty()).then(|| shaders.keys().any(|name| kernel::is_of_whole_steps(name)));
    Ok(GpuOptions { checked, family, whole_steps, shaders, ..GpuOptions::default() })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_become_options() {
        let options = |strict, fusion| {
            let options = options(strict, fusion, None, &[]).unwrap();
            (options.checked, options.family)
        };
        assert_eq!(options(false, None), (false, None));
        assert_eq!(options(true, Some(Fusion::On)), (true, None));
        assert_eq!(options(false, Some(Fusion::Off)), (false, Some(Family::Single)));
        assert_eq!(options(false, Some(Fusion::Tiles)), (false, Some(Family::Tiles)));
        let mixed = super::options(false, None, Some(Precision::Mixed), &[]).unwrap();
        assert_eq!(mixed.family, Some(Family::Matrices));
        let both = super::options(false, Some(Fusion::On), Some(Precision::Mixed), &[]);
        assert!(both.unwrap_err().to_string().starts_with("--precision mixed with --fusion"));
    }

    /// In a process of its own, as nextest runs it.
    #[test]
    #[cfg(all(target_os = "linux", not(feature = "mpi")))]
    fn short_runs_alone_are_compiled_quickly_and_what_is_told_stands() {
        let told = || std::env::var("GALLIVM_PERF").ok();
        if let Some(before) = told() {
            compile_for(0.0);
            assert_eq!(told(), Some(before));
            return;
        }
        compile_for(SHORT_RUN);
        assert_eq!(told(), None);
        compile_for(SHORT_RUN / 2.0);
        assert_eq!(told().as_deref(), Some("nopt"));
    }
}
