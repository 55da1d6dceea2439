//! What of the translations is committed, so that a change of a shader or of naga shows which
//! drivers will be given something else:
//!
//! - `translations.txt`, one line a shader: its label and a hash of each translation of the trusted
//!   shader;
//! - `kernels.metal`, the texts that Metal is given for the plain kernels, which all else is fused
//!   from. A part that stood before is not repeated.

// tests/hlsl.rs uses only the hashes.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// By a shader's label, and then by the ending of the file that a translation is written to.
pub(crate) type Translations = BTreeMap<String, BTreeMap<&'static str, Vec<u8>>>;

/// The file of the hashes.
pub(crate) const HASHES: &str = "translations.txt";
/// The file of the texts.
pub(crate) const TEXTS: &str = "kernels.metal";
/// The ending of the translations that are committed as texts.
pub(crate) const TEXT: &str = "metal";

const TEXTS_HEAD: &str = "\
// The plain kernels as Metal is given them. A part that stands above, in whichever kernel, is not
// repeated; translations.txt has the hashes of the whole texts.
";

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

/// The first 64 bits of the SHA-256: changes are to be noticed, not attacks.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text of [`HASHES`].
pub(crate) fn hashes(translations: &Translations) -> String {
    let line = |(shader, languages): (&String, &BTreeMap<&str, Vec<u8>>)| {
        let words = languages.iter().map(|(end, content)| format!(" {end}={}", hash(content)));
        format!("{shader}{}\n", words.collect::<String>())
    };
    translations.iter().map(line).collect()
}

/// The hashes in a text of [`HASHES`], by label and ending.
pub(crate) fn parse_hashes(text: &str) -> BTreeMap<(&str, &str), &str> {
    let mut hashes = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let shader = words.next().unwrap_or_default();
        hashes.extend(words.map(|word| {
            let (end, hash) = word.split_once('=').unwrap_or((word, ""));
            ((shader, end), hash)
        }));
    }
    hashes
}

/// The text of [`TEXTS`], from each kernel's label and text.
pub(crate) fn texts<'a>(kernels: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut seen = BTreeSet::new();
    let mut texts = TEXTS_HEAD.to_owned();
    for (kernel, text) in kernels {
        texts += &format!("\n// {kernel}\n");
        for part in text.trim().split("\n\n").filter(|part| seen.insert(*part)) {
            texts += &format!("\n{part}\n");
        }
    }
    texts
}

/// What differs between two texts of [`HASHES`]: a line for each shader.
pub(crate) fn different_hashes(committed: &str, translated: &str) -> Vec<String> {
    let [old, new] = [committed, translated].map(parse_hashes);
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let mut shaders: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for key @ (shader, end) in keys {
        let what = match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) if old == new => continue,
            (Some(_), Some(_)) => "differs",
            (None, _) => "is new",
            (_, None) => "is gone",
        };
        shaders.entry(shader).or_default().push(format!("{end} {what}"));
    }
    let line = |(shader, whats): (&str, Vec<String>)| format!("{shader}: {}", whats.join(", "));
    let lines: Vec<_> = shaders.into_iter().map(line).collect();
    // For instance an ending of lines, or two lines for one shader.
    let same_hashes = lines.is_empty() && committed != translated;
    if same_hashes { vec![first_difference(committed, translated)] } else { lines }
}

/// The first line in which two texts differ.
pub(crate) fn first_difference(committed: &str, translated: &str) -> String {
    let mut lines = committed.lines().zip(translated.lines()).enumerate();
    match lines.find(|(_, (committed, translated))| committed != translated) {
        Some((i, (old, new))) => format!("line {}: {old:?} became {new:?}", i + 1),
        None => "one is longer".to_owned(),
    }
}
