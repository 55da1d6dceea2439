//! A small file of each kind, cut off at every byte, with every bit of its beginning flipped, and changed
//! at random: nothing panics, and nothing takes long.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gradshader::checkpoint;
use gradshader::run::{Event, FitOptions, Flow, Keeper, Standing, fit_kept};
use gradshader::{Result, block_on};

use crate::files;
use crate::inputs;
use crate::targets::{self, Target};

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds");

/// One good file of each kind, or two.
fn good() -> Vec<(Target, Vec<u8>)> {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/models/shapes-0.1.safetensors");
    vec![
        (Target::Text, files::TEXT.to_vec()),
        (Target::Text, b"\xff\xfea\0,\0b\0\n\x001\0,\x002\0\n\0".to_vec()),
        (Target::Arff, files::ARFF.to_vec()),
        (Target::Jsonl, files::JSONL.to_vec()),
        (Target::Libsvm, files::LIBSVM.to_vec()),
        (Target::Npy, files::npy_good()),
        (Target::Npz, files::npz_good()),
        (Target::Parquet, files::parquet_good()),
        (Target::Idx, files::idx_good()),
        (Target::Png, files::png_good()),
        (Target::Packed, files::gzip(files::TEXT)),
        (Target::Rows, [&[3], files::TEXT].concat()),
        (Target::Model, fs::read(model).unwrap()),
        (Target::Checkpoint, checkpoint()),
    ]
}

/// Keeps the last.
#[derive(Default)]
struct Last(Option<Standing>);

impl Keeper for Last {
    fn resume(&mut self) -> Option<Standing> {
        None
    }

    fn steps(&self) -> Option<u64> {
        Some(1)
    }

    fn is_due(&self, steps: u64, _: u32) -> bool {
        steps == 3 && self.0.is_none()
    }

    fn keep(&mut self, standing: &Standing) -> Result<()> {
        self.0.get_or_insert(standing.clone());
        Ok(())
    }
}

/// One within an epoch.
fn checkpoint() -> Vec<u8> {
    let mut trainer = targets::trainer();
    let mut keeper = Last::default();
    let mut listener = |_: &Event<'_>| Ok(Flow::Continue);
    let options = FitOptions { epochs: 2, ..FitOptions::default() };
    block_on(fit_kept(&mut trainer, &options, &mut listener, Some(&mut keeper))).unwrap();
    checkpoint::to_bytes(&keeper.0.unwrap(), &BTreeMap::new()).unwrap()
}

/// How much of a file its header is, about: what says how the rest is to be read.
fn header(target: Target, bytes: &[u8]) -> usize {
    match target {
        Target::Model | Target::Checkpoint => {
            8 + u64::from_le_bytes(*bytes.first_chunk().unwrap()) as usize
        }
        _ => bytes.len().min(600),
    }
}

/// Reads it, and says how long that took; no such file may take long.
fn read(target: Target, bytes: &[u8], what: &str) {
    let began = Instant::now();
    targets::run(target, bytes);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(5), "{target:?}, {what}: {took:?}");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_no_panic() {
    for (target, bytes) in good() {
        for end in 0..=bytes.len() {
            read(target, &bytes[..end], &format!("cut off after {end}"));
        }
    }
}

#[test]
fn a_header_with_a_bit_flipped_is_no_panic() {
    for (target, bytes) in good() {
        let end = bytes.len();
        // What Parquet and ZIP say of themselves stands at their end.
        let footer = match target {
            Target::Parquet | Target::Npz => end.saturating_sub(600)..end,
            _ => 0..0,
        };
        for place in (0..header(target, &bytes)).chain(footer) {
            // Of each byte: all bits of all take a quarter of a minute, and fuzzing tries more.
            for bit in (0..8).filter(|bit| (place + bit) % 3 == 0) {
                let mut changed = bytes.clone();
                changed[place] ^= 1 << bit;
                read(target, &changed, &format!("bit {bit} of byte {place}"));
            }
        }
    }
}

/// The files in `fuzz/seeds`, by the name of their folder.
fn seeds(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(SEEDS).join(name)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A generator of Marsaglia's (2003), xorshift64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Bytes that formats make much of.
const WORDS: [&[u8]; 22] = [
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x80\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\"",
    b"'",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b":",
    b"1e999",
    b"-1",
    b"NaN",
    b"99999999999999999999",
    b"\xed\xa0\x80",
];

/// One to eight small changes.
fn changed(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(8) {
        let place = random.below(bytes.len() + 1);
        let most = 1 << random.below(8);
        let end = (place + random.below(most)).min(bytes.len());
        match random.below(7) {
            0 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            1 if place < bytes.len() => bytes[place] = random.next() as u8,
            2 => drop(bytes.drain(place..end)),
            3 => drop(bytes.splice(place..place, WORDS[random.below(WORDS.len())].iter().copied())),
            4 => {
                let again = bytes[place..end].to_vec();
                bytes.splice(place..place, again);
            }
            5 if !other.is_empty() => {
                let from = random.below(other.len());
                let to = (from + random.below(64)).min(other.len());
                bytes.splice(place..end, other[from..to].iter().copied());
            }
            _ => bytes.truncate(place.max(1)),
        }
    }
    bytes.truncate(1 << 16);
    bytes
}

/// The fuzzer of a machine without nightly Rust: ten seconds, or as many as `GRADSHADER_FUZZ_SECONDS` says,
/// over all kinds; `GRADSHADER_FUZZ_SEED` begins elsewhere.
#[test]
fn files_changed_at_random_are_no_panic() {
    let number = |name| std::env::var(name).ok().map(|text: String| text.parse::<u64>().unwrap());
    let seconds = number("GRADSHADER_FUZZ_SECONDS").unwrap_or(10);
    let seed = number("GRADSHADER_FUZZ_SEED").unwrap_or(20_261_128);
    let each = Duration::from_secs(seconds) / Target::ALL.len() as u32;
    for (name, target) in Target::ALL {
        let seeds: Vec<_> = seeds(name).iter().map(|path| fs::read(path).unwrap()).collect();
        let mut random = Random(seed | 1);
        let (began, mut count) = (Instant::now(), 0u64);
        while began.elapsed() < each {
            let (one, other) = (random.below(seeds.len()), random.below(seeds.len()));
            let bytes = changed(&seeds[one], &seeds[other], &mut random);
            let read = std::panic::catch_unwind(|| read(target, &bytes, "changed"));
            if read.is_err() {
                let path = std::env::temp_dir().join(format!("gradshader-{name}-{count}"));
                fs::write(&path, &bytes).unwrap();
                panic!("{name}: after {count} changed files; this one is {}", path.display());
            }
            count += 1;
        }
        println!("{name}: {count} changed files");
    }
}

/// Every seed is read; those of good files, and of all that are known to be bad.
#[test]
fn the_seeds_are_those_of_the_formats() {
    for (name, target) in Target::ALL {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name}");
        for path in seeds {
            let bytes = fs::read(&path).unwrap();
            assert!(bytes.len() < 1 << 14, "{}", path.display());
            read(target, &bytes, &path.display().to_string());
        }
    }
}

/// The fuzzer compiles the program's sources with dependencies of its own, which nightly Rust alone would miss.
#[test]
fn the_fuzzer_has_what_the_program_is_made_of() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = |path: &str| -> toml::Table {
        fs::read_to_string(root.join(path)).unwrap().parse().unwrap()
    };
    let dependencies = |manifest: &toml::Table| -> Vec<String> {
        manifest["dependencies"].as_table().unwrap().keys().cloned().collect()
    };
    let ours = dependencies(&manifest("Cargo.toml"));
    let fuzzers = dependencies(&manifest("fuzz/Cargo.toml"));
    let sources = glob::glob(&format!("{}/src/cli/**/*.rs", root.display())).unwrap();
    let mut uses = 0;
    for path in sources.map(Result::unwrap) {
        // The dashboard is a feature that the fuzzer leaves out, as are other machines.
        let place = path.strip_prefix(root).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        for name in ours.iter().filter(|name| !["ratatui", "rustix", "mpi"].contains(&&***name)) {
            let used = text.contains(&format!(" {}::", name.replace('-', "_")));
            uses += u32::from(used);
            assert!(!used || fuzzers.contains(name), "{place} uses {name}");
        }
    }
    assert!(uses > 20, "{uses}");
}

/// Writes `fuzz/seeds` anew.
#[test]
#[ignore = "writes fuzz/seeds"]
fn write_the_seeds() {
    let prefixes = [
        ("text: ", "text"),
        ("ARFF: ", "arff"),
        ("JSON: ", "jsonl"),
        ("LIBSVM: ", "libsvm"),
        ("NPY: ", "npy"),
        ("NPZ: ", "npz"),
        ("IDX: ", "idx"),
        ("PNG: ", "png"),
        ("Parquet: ", "parquet"),
        ("gzip: ", "packed"),
        ("Zstandard: ", "packed"),
    ];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (place, (target, bytes)) in good().into_iter().enumerate() {
        let (name, _) = Target::ALL.into_iter().find(|&(_, other)| other == target).unwrap();
        files.push((format!("{name}/good-{place:02}"), bytes));
    }
    for (place, (name, bytes, _)) in inputs::all().into_iter().enumerate() {
        let (_, folder) = prefixes.iter().find(|(prefix, _)| name.starts_with(prefix)).unwrap();
        files.push((format!("{folder}/bad-{place:03}"), bytes));
    }
    for path in ["types-1.0-none", "types-2.6-gzip", "types-2.6-snappy", "types-2.6-zstd"] {
        let from = format!("{}/tests/data/tables/{path}.parquet", env!("CARGO_MANIFEST_DIR"));
        files.push((format!("parquet/{path}"), fs::read(from).unwrap()));
    }
    for (path, bytes) in files.into_iter().filter(|(_, bytes)| bytes.len() < 1 << 14) {
        let path = Path::new(SEEDS).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
