//! `train --tune`: which shaders train this network fastest here, measured once and kept.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use gradshader::bench;
use gradshader::error::Result;
use gradshader::gpu::{AdapterDescription, Context, Family, GpuExecutor, GpuOptions, Tile};
use gradshader::kernel;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::cache;
use super::device::Work;

/// The file of all choices.
const FILE: &str = "tune.json";
/// What it says it is.
const FORMAT: &str = "gradshader tune 2";

/// Seconds that a candidate is timed for, about, once it is compiled.
const SECONDS: f64 = 0.3;
/// Once this has gone by, no further candidate is begun. Most of it is for compiling: a second or two
/// each on lavapipe, where its own cache is empty.
const BUDGET: Duration = Duration::from_secs(10);

/// Floating-point operations of a step of one member up to which one workgroup may do it all: with
/// more a dispatch takes too long.
const WHOLE: usize = 200_000_000;
/// The same with the parameters in workgroup memory, whose barriers cost software time.
const RESIDENT: usize = 20_000_000;
/// Those of a step up to which kernels are tried one by one where panels run, where a fused
/// dispatch may have too little to do; and elsewhere, where they may take a second.
const TINY: usize = 1_000_000;
const SINGLE: usize = 1_000_000_000;

/// Shaders to train with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Candidate {
    WholeSteps,
    Panels,
    /// Whole steps with the parameters in workgroup memory.
    ResidentSteps,
    /// All of one tile, or each product's own.
    Tiles(Option<Tile>),
    Single,
}

impl Candidate {
    /// For people and the file.
    fn name(self) -> &'static str {
        match self {
            Self::WholeSteps => "whole steps",
            Self::Panels => "panels",
            Self::ResidentSteps => "resident steps",
            Self::Tiles(None) => "tiles",
            Self::Tiles(Some(Tile::Small)) => "tiles of 32",
            Self::Tiles(Some(Tile::Middle)) => "tiles of 64",
            Self::Tiles(Some(Tile::Large)) => "tiles of 128",
            Self::Tiles(Some(Tile::Matrices(_))) => "tiles of matrices",
            Self::Single => "kernels one by one",
        }
    }

    /// Whether one dispatch does whole steps.
    fn is_whole(self) -> bool {
        matches!(self, Self::WholeSteps | Self::ResidentSteps)
    }

    /// `context`, running these.
    fn on(self, context: &Context) -> Context {
        let (family, tile, whole_steps) = match self {
            Self::WholeSteps => (Family::Panels, None, Some(true)),
            Self::Panels => (Family::Panels, None, Some(false)),
            Self::ResidentSteps => (Family::Tiles, None, Some(true)),
            Self::Tiles(tile) => (Family::Tiles, tile, Some(false)),
            Self::Single => (Family::Single, None, None),
        };
        let family = Some(family);
        context.with_options(GpuOptions { family, tile, whole_steps, ..context.options().clone() })
    }
}

/// What decides which is fastest: the device, the program and, roughly, the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Key {
    adapter: String,
    backend: String,
    driver: String,
    /// Of gradshader.
    version: String,
    /// SHA-256 of all shader files.
    shaders: String,
    /// Whether they are compiled with wgpu's checks.
    checked: bool,
    /// Inputs first, outputs last; these, batch and members as the next powers of two.
    sizes: Vec<usize>,
    activations: Vec<String>,
    /// Loss, optimizer and what goes with them, which shaders are composed of.
    recipe: String,
    batch: usize,
    members: usize,
}

impl Key {
    fn new(adapter: AdapterDescription, checked: bool, work: &Work<'_>) -> Self {
        let activations = work.network.activations().iter().map(|f| f.name().to_owned());
        Self {
            adapter: adapter.name,
            backend: adapter.backend,
            driver: adapter.driver,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            shaders: hash(kernel::SHADERS),
            checked,
            sizes: work.network.sizes().iter().map(|&size| bucket(size)).collect(),
            activations: activations.collect(),
            recipe: format!("{:?}", work.hyperparameters.recipe()),
            batch: bucket(work.hyperparameters.batch),
            members: bucket(work.hyperparameters.seeds.len()),
        }
    }

    /// What is worth trying. Looks at nothing but the key and what the adapter is, so that all
    /// whose choice is kept in one place choose among the same.
    fn candidates(&self, has_panels: bool, is_software: bool) -> Vec<Candidate> {
        use Candidate::{Panels, ResidentSteps, Single, Tiles, WholeSteps};
        let step = bench::flops_per_sample(&self.sizes).saturating_mul(self.batch);
        let all_members = step.saturating_mul(self.members);
        let mut candidates = Vec::new();
        if has_panels && step <= WHOLE {
            candidates.push(WholeSteps);
        }
        if has_panels {
            candidates.push(Panels);
        }
        if step <= RESIDENT {
            candidates.push(ResidentSteps);
        }
        candidates.push(Tiles(None));
        if !is_software {
            candidates.extend([Tile::Small, Tile::Middle, Tile::Large].map(|t| Tiles(Some(t))));
        }
        if all_members <= if has_panels { TINY } else { SINGLE } {
            candidates.push(Single);
        }
        candidates
    }
}

/// The next power of two.
fn bucket(count: usize) -> usize {
    count.checked_next_power_of_two().unwrap_or(count)
}

/// Of names and texts.
fn hash(files: &[(&str, &str)]) -> String {
    let mut hasher = Sha256::new();
    for text in files.iter().flat_map(|&(name, text)| [name, text]) {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    format: String,
    choices: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    /// A candidate's name.
    choice: String,
    /// What each candidate reached.
    samples_per_second: BTreeMap<String, f64>,
}

impl Kept {
    const fn nothing() -> Self {
        Self { format: String::new(), choices: Vec::new() }
    }

    /// What was kept or, where that cannot be used, why not.
    fn read() -> Result<Self, String> {
        match cache::read(FILE) {
            Ok(None) => Ok(Self::nothing()),
            Ok(Some(bytes)) => Self::parse(&bytes),
            Err(e) => Err(e.to_string()),
        }
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let kept: Self = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
        if kept.format != FORMAT {
            return Err(format!("its format is {:?}, not {FORMAT:?}", kept.format));
        }
        Ok(kept)
    }

    /// With `entry` in place of what has the same key.
    fn with(mut self, entry: Entry) -> Self {
        self.choices.retain(|known| known.key != entry.key);
        self.choices.push(entry);
        Self { format: FORMAT.to_owned(), ..self }
    }

    fn write(&self) -> std::io::Result<()> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        cache::write(FILE, &text)
    }
}

/// `context` with the shaders that train `work` fastest: those of an earlier run, or else those
/// that a race now finds. What becomes of it is said to `note`.
pub(super) async fn tuned(context: &Context, work: &Work<'_>, note: &dyn Fn(&str)) -> Context {
    let file = cache::path(FILE).map_or_else(|| FILE.to_owned(), |path| path.display().to_string());
    let key = Key::new(context.description(), context.options().checked, work);
    let candidates = key.candidates(context.can_run(Family::Panels), context.is_software());
    let kept = Kept::read().unwrap_or_else(|why| {
        let why = why.replace(char::is_control, " ");
        note(&format!("tune: {file} is not usable and will be written anew: {why}"));
        Kept::nothing()
    });
    let known = kept.choices.iter().find(|entry| entry.key == key);
    let known = known.and_then(|entry| candidates.iter().find(|c| c.name() == entry.choice));
    if let Some(choice) = known {
        note(&format!("tune: {}, as {file} has it", choice.name()));
        return choice.on(context);
    }

    let rates = race(context, &candidates, work, note).await;
    let Some(&(choice, _)) = rates.iter().max_by(|(_, a), (_, b)| a.total_cmp(b)) else {
        note("tune: nothing could be timed, so the shaders are those without --tune");
        return context.clone();
    };
    let samples_per_second =
        rates.into_iter().map(|(candidate, rate)| (candidate.name().to_owned(), rate)).collect();
    let entry = Entry { key, choice: choice.name().to_owned(), samples_per_second };
    // Read again: another run may have written meanwhile.
    let written = Kept::read().unwrap_or_else(|_| Kept::nothing()).with(entry).write();
    note(&match written {
        Ok(()) => format!("tune: {}, kept in {file}", choice.name()),
        Err(e) => format!("tune: {}, which cannot be kept in {file}: {e}", choice.name()),
    });
    choice.on(context)
}

/// Samples a second of each candidate. One that fails, or has no time left, is not among them.
async fn race(
    context: &Context,
    candidates: &[Candidate],
    work: &Work<'_>,
    note: &dyn Fn(&str),
) -> Vec<(Candidate, f64)> {
    let began = Instant::now();
    let mut rates = Vec::new();
    for &candidate in candidates {
        let name = candidate.name();
        if !rates.is_empty() && began.elapsed() > BUDGET {
            note(&format!("tune: {name} not tried, to save time"));
            continue;
        }
        let executor = GpuExecutor::new(candidate.on(context));
        match bench::trial(executor, work.network, work.hyperparameters, SECONDS).await {
            Ok(trial) if candidate.is_whole() && !trial.fusion.whole_steps => {
                note(&format!("tune: {name} cannot run this network"));
            }
            Ok(trial) => {
                note(&format!("tune: {name} {:.0} samples/s", trial.samples_per_second));
                rates.push((candidate, trial.samples_per_second));
            }
            Err(error) => note(&format!("tune: {name} failed: {error}")),
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use gradshader::formula::Optimizer;
    use gradshader::network::{Activation, Network};
    use gradshader::train::Hyperparameters;

    use super::*;

    fn key(sizes: &[usize], f: Activation, batch: usize, members: usize) -> Key {
        let network = Network::new(sizes, &vec![f; sizes.len() - 1]).unwrap();
        key_with(&network, &bench::plain(&network, batch, members))
    }

    fn key_with(network: &Network, hyperparameters: &Hyperparameters) -> Key {
        let adapter = AdapterDescription {
            name: "GPU".into(),
            backend: "Vulkan".into(),
            kind: "discrete GPU".into(),
            driver: "driver 1".into(),
        };
        Key::new(adapter, false, &Work { network, hyperparameters, samples: 1.0, hears: None })
    }

    fn entry(key: Key, choice: Candidate) -> Entry {
        let samples_per_second = BTreeMap::from([(choice.name().to_owned(), 1.5)]);
        Entry { key, choice: choice.name().to_owned(), samples_per_second }
    }

    #[test]
    fn a_bucket_is_the_next_power_of_two() {
        let counts = [1, 2, 3, 4, 5, 784, usize::MAX];
        assert_eq!(counts.map(bucket), [1, 2, 4, 4, 8, 1024, usize::MAX]);
    }

    #[test]
    fn a_key_is_of_the_device_the_program_and_about_the_same_work() {
        use Activation::{Sigmoid, Tanh};
        let network = key(&[64, 30, 10], Sigmoid, 32, 3);
        assert_eq!(network, key(&[64, 32, 16], Sigmoid, 17, 4));
        assert_eq!(
            (&network.sizes[..], network.batch, network.members),
            (&[64, 32, 16][..], 32, 4)
        );
        for other in [
            key(&[65, 30, 10], Sigmoid, 32, 3),
            key(&[64, 30, 30, 10], Sigmoid, 32, 3),
            key(&[64, 30, 10], Tanh, 32, 3),
            key(&[64, 30, 10], Sigmoid, 33, 3),
            key(&[64, 30, 10], Sigmoid, 32, 5),
            Key { adapter: "another".into(), ..network.clone() },
            Key { backend: "Gl".into(), ..network.clone() },
            Key { driver: "driver 2".into(), ..network.clone() },
            Key { version: "0.0.0".into(), ..network.clone() },
            Key { shaders: hash(&kernel::SHADERS[1..]), ..network.clone() },
            Key { checked: true, ..network.clone() },
        ] {
            assert_ne!(network, other);
        }
        // Numbers are not composed into shaders, formulas are.
        let shape = Network::new(&[64, 30, 10], &[Sigmoid; 2]).unwrap();
        let plain = bench::plain(&shape, 32, 3);
        let faster = Hyperparameters { learning_rates: vec![1.0; 3], ..plain.clone() };
        assert_eq!(network, key_with(&shape, &faster));
        for other in [
            plain.clone().with_optimizer(Optimizer::Adam),
            Hyperparameters { dropout: vec![0.5, 0.5], ..plain.clone() },
            Hyperparameters { clip_norm: Some(1.0), ..plain },
        ] {
            assert_ne!(network, key_with(&shape, &other));
        }
    }

    #[test]
    fn a_hash_is_of_names_and_texts() {
        let known = hash(&[("a", "bc")]);
        assert_eq!((known.len(), &known), (64, &hash(&[("a", "bc")])));
        for other in [&[("ab", "c")][..], &[("a", "bd")], &[("b", "bc")], &[]] {
            assert_ne!(known, hash(other));
        }
    }

    #[test]
    fn at_most_six_are_tried_and_only_what_the_adapter_runs() {
        use Candidate::{Panels, ResidentSteps, Single, Tiles, WholeSteps};
        let tiny = key(&[4, 64, 3], Activation::Sigmoid, 16, 1);
        let large = key(&[2048, 2048, 2048], Activation::Sigmoid, 1024, 1);
        let expected = [WholeSteps, Panels, ResidentSteps, Tiles(None), Single];
        assert_eq!(tiny.candidates(true, true), expected);
        assert_eq!(large.candidates(true, true), [Panels, Tiles(None)]);
        assert_eq!(tiny.candidates(false, true), [ResidentSteps, Tiles(None), Single]);
        assert_eq!(large.candidates(false, true), [Tiles(None)]);
        let tile = |tile| Tiles(Some(tile));
        let [small, middle, large_tile] = [Tile::Small, Tile::Middle, Tile::Large].map(tile);
        let expected = [ResidentSteps, Tiles(None), small, middle, large_tile, Single];
        assert_eq!(tiny.candidates(false, false), expected);
        assert_eq!(large.candidates(false, false), expected[1..5]);
    }

    #[test]
    fn choices_of_several_keys_are_kept_together() {
        let a = key(&[4, 64, 3], Activation::Sigmoid, 16, 1);
        let b = Key { adapter: "another".into(), ..a.clone() };
        let kept = Kept::nothing().with(entry(a.clone(), Candidate::Panels));
        let kept = kept.with(entry(b.clone(), Candidate::Single));
        let kept = kept.with(entry(a.clone(), Candidate::Tiles(None)));
        let read = Kept::parse(&serde_json::to_vec(&kept).unwrap()).unwrap();
        let expected = [entry(b, Candidate::Single), entry(a, Candidate::Tiles(None))];
        assert_eq!(read.choices, expected);
    }

    #[test]
    fn what_is_damaged_or_foreign_is_not_taken() {
        let foreign = r#"{"format": "other", "choices": []}"#;
        for text in ["", "{", "[]", "{}", foreign, r#"{"format": 1, "choices": {}}"#] {
            assert!(Kept::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(
            Kept::parse(format!(r#"{{"format": "{FORMAT}", "choices": []}}"#).as_bytes()).is_ok()
        );
    }
}
