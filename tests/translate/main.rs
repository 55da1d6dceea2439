//! Every shader passes naga's validation with no more than it needs and becomes SPIR-V, Metal's
//! MSL, DX12's HLSL and OpenGL ES's GLSL, with the options that wgpu 30 gives naga: backends that
//! no test machine has are checked as far as their text goes.
//!
//! Kernels, tiles and resident steps need no optional feature, nor do panels and whole steps in workgroups of
//! four. Cooperative matrices are one, with f16 and subgroups. Other panels and whole steps need subgroups, and
//! 64-bit integers where they take words of 64 bits; panels run on software adapters alone, which is to say on
//! Vulkan and in browsers. Their other translations show that the shaders are portable text, not that anyone
//! executes them: wgpu's OpenGL has neither feature at all.
//!
//! `tests/snapshots` has a hash of each translation and the texts of the plain kernels, so that a
//! change of a shader or of naga shows what each driver will be given; see `committed.rs`.
//! `UPDATE_SNAPSHOTS=1 cargo test --test translate` rewrites them. With
//! `GRADSHADER_TRANSLATIONS=FOLDER` all translations are written there, those of trusted shaders into
//! `FOLDER/trusted` and those of checked ones into `FOLDER/checked`: to be read, and for the compilers
//! that `scripts/check-translations.sh` and `scripts/test-dx12.sh` run; and what browsers may run, as it is, into
//! `FOLDER/browsers.json` for theirs.

mod backends;
mod committed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use gradshader::gpu::Shader;
use naga::back::{glsl, hlsl, msl, spv};
use naga::valid::{Capabilities, ValidationFlags, Validator};
use serde_json::json;

use backends::{Checks, Translated, capabilities, parse};
use committed::{HASHES, TEXT, TEXTS, Translations, first_difference};

/// `f` of each item, in their order, on every core.
fn on_every_core<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let indices = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mine = indices.map_while(|i| items.get(i).map(|item| (i, f(item))));
        mine.collect::<Vec<_>>()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|message| panic::resume_unwind(message))
        };
        threads.into_iter().flat_map(join).collect()
    });
    results.sort_by_key(|&(i, _)| i);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Every shader, those together that differ in nothing but their label.
fn distinct_shaders() -> Vec<Vec<Shader>> {
    let mut distinct: BTreeMap<String, Vec<Shader>> = BTreeMap::new();
    for shader in Shader::all() {
        let bindings = shader.bindings();
        let key = format!("{:?} {bindings:?} {:?}", shader.constants(), capabilities(shader));
        distinct.entry(key + &shader.wgsl(&BTreeMap::new())).or_default().push(shader);
    }
    distinct.into_values().collect()
}

/// The translations of a shader, by the ending of their file.
fn translate(shader: Shader, checks: Checks) -> BTreeMap<&'static str, Vec<u8>> {
    let translated = Translated::new(shader);
    let mut languages = BTreeMap::new();
    // `naga_writes_matrices_for_vulkan_and_metal_alone` is about these.
    let has_matrices = translated.needs(Capabilities::COOPERATIVE_MATRIX);
    if has_matrices {
        languages.insert("vulkan11.spv", translated.spirv(checks, (1, 3)));
    } else if translated.needs(Capabilities::SUBGROUP) {
        languages.insert("vulkan11.spv", translated.spirv(checks, (1, 3)));
        let text = translated.hlsl(checks, hlsl::ShaderModel::V6_0);
        languages.insert("hlsl6", text.into_bytes());
    } else if let Shader::Panel(..) | Shader::WholeSteps(..) = shader {
        // FXC takes long over what is unrolled, and no device of DX12 runs them unless asked.
        languages.insert("vulkan10.spv", translated.spirv(checks, (1, 0)));
        let text = translated.hlsl(checks, hlsl::ShaderModel::V6_0);
        languages.insert("hlsl6", text.into_bytes());
    } else {
        languages.insert("vulkan10.spv", translated.spirv(checks, (1, 0)));
        let text = translated.hlsl(checks, hlsl::ShaderModel::V5_1);
        languages.insert("hlsl", text.into_bytes());
    }
    languages.insert("vulkan13.spv", translated.spirv(checks, (1, 6)));
    // Metal's matrices are 8 x 8.
    if !shader.label().contains("matrices_16x") {
        languages.insert("metal", translated.metal(checks).into_bytes());
    }
    // `naga_writes_no_64_bit_integers_in_glsl` is about the others.
    if !has_matrices && !translated.needs(Capabilities::SHADER_INT64) {
        let text = translated.glsl(checks);
        let text = text.unwrap_or_else(|error| panic!("{}: {error}", shader.label()));
        languages.insert("glsl", text.into_bytes());
    }
    languages
}

/// Every translation of every shader, which are also written into a folder where one is asked for.
fn translations(checks: Checks) -> Translations {
    let distinct = distinct_shaders();
    let translated = on_every_core(&distinct, |shaders| translate(shaders[0], checks));
    let mut translations = Translations::new();
    for (shaders, languages) in distinct.iter().zip(translated) {
        for shader in shaders {
            let before = translations.insert(shader.label(), languages.clone());
            assert!(before.is_none(), "two shaders are called {}", shader.label());
        }
    }
    if let Some(folder) = std::env::var_os("GRADSHADER_TRANSLATIONS").map(PathBuf::from) {
        let name = if checks == Checks::Trusted { "trusted" } else { "checked" };
        write_all(&folder.join(name), &translations);
        write_texts(&folder.join("browsers.json"), &distinct);
    }
    translations
}

/// The WGSL of those that need no feature, which browsers may be asked to run, and the values of their
/// overrides: for scripts/web-check/shaders.mjs.
fn write_texts(file: &Path, distinct: &[Vec<Shader>]) {
    let shaders = distinct.iter().map(|shaders| shaders[0]);
    let texts: Vec<_> = shaders
        .filter(|&shader| capabilities(shader).is_empty())
        .map(|shader| {
            let constants: BTreeMap<_, _> = shader.constants().into_iter().collect();
            let wgsl = shader.wgsl(&BTreeMap::new());
            json!({ "label": shader.label(), "wgsl": wgsl, "constants": constants })
        })
        .collect();
    let text = serde_json::to_string(&texts).expect("texts and numbers are JSON");
    std::fs::write(file, text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
}

fn write_all(folder: &Path, translations: &Translations) {
    std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for (shader, languages) in translations {
        for (end, content) in languages {
            let file = folder.join(format!("{shader}.{end}"));
            std::fs::write(&file, content).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        }
    }
}

/// The text of [`TEXTS`].
fn plain_kernels(translations: &Translations) -> String {
    let plain = Shader::all().into_iter().filter(|shader| matches!(shader, Shader::Plain(_)));
    let labels: Vec<_> = plain.map(Shader::label).collect();
    committed::texts(labels.iter().map(|label| {
        let text = &translations[label][TEXT];
        (label.as_str(), str::from_utf8(text).expect("naga writes UTF-8"))
    }))
}

#[test]
fn translations_are_the_committed_ones() {
    let translations = translations(Checks::Trusted);
    let [hashes, texts] = [committed::hashes(&translations), plain_kernels(&translations)];
    let folder = committed::folder();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        for (file, text) in [(HASHES, &hashes), (TEXTS, &texts)] {
            std::fs::write(folder.join(file), text).unwrap();
        }
    }
    let read = |file| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
    let [old_hashes, old_texts] = [HASHES, TEXTS].map(read);
    let mut drifted = committed::different_hashes(&old_hashes, &hashes);
    if old_texts != texts {
        drifted.push(format!("{TEXTS}, {}", first_difference(&old_texts, &texts)));
    }
    assert!(
        drifted.is_empty(),
        "these translations are not the committed ones:\n{}\n\
         To accept them: UPDATE_SNAPSHOTS=1 cargo test --test translate; {TEXTS} then shows what \
         changed in the plain kernels. To read all texts: GRADSHADER_TRANSLATIONS=target/new cargo \
         test --test translate writes them to target/new; the same with target/old at the commit \
         before, and diff -r target/old target/new.",
        drifted.join("\n")
    );
}

/// Hashes of these are not committed: what is checked is added by naga, not by the shaders.
#[test]
fn checked_shaders_translate_too() {
    translations(Checks::Checked);
}

#[test]
fn no_shader_is_allowed_more_than_it_needs() {
    let needs_some = |shaders: &Vec<Shader>| !capabilities(shaders[0]).is_empty();
    let distinct: Vec<_> = distinct_shaders().into_iter().filter(needs_some).collect();
    on_every_core(&distinct, |shaders| {
        let shader = shaders[0];
        let module = parse(shader);
        for needed in capabilities(shader) {
            let others = capabilities(shader) - needed;
            let valid = Validator::new(ValidationFlags::all(), others).validate(&module);
            assert!(valid.is_err(), "{} does not need {needed:?}", shader.label());
        }
    });
}

/// Translations that do not exist. When this fails, naga has learnt one: `translate` then needs
/// no exception for it.
#[test]
fn naga_writes_matrices_for_vulkan_and_metal_alone() {
    for (language, supported, expected) in [
        ("SPIR-V", spv::supported_capabilities(), true),
        ("MSL", msl::supported_capabilities(), true),
        ("HLSL", hlsl::supported_capabilities(), false),
        ("GLSL", glsl::supported_capabilities(), false),
    ] {
        let has_matrices = supported.contains(Capabilities::COOPERATIVE_MATRIX);
        assert_eq!(has_matrices, expected, "{language}");
    }
}

/// Nor does this one.
#[test]
fn naga_writes_no_64_bit_integers_in_glsl() {
    let needs_them =
        |shaders: &Vec<Shader>| capabilities(shaders[0]).contains(Capabilities::SHADER_INT64);
    let distinct: Vec<_> = distinct_shaders().into_iter().filter(needs_them).collect();
    on_every_core(&distinct, |shaders| {
        let (translated, name) = (Translated::new(shaders[0]), shaders[0].label());
        for checks in [Checks::Trusted, Checks::Checked] {
            let refused = translated.glsl(checks).map(drop).expect_err(&name);
            let message = "A scalar with an unsupported width was requested: \
                           Scalar { kind: Uint, width: 8 }";
            assert_eq!(refused.to_string(), message, "{name}");
        }
    });
}

/// So DXC is given the same text as FXC.
#[test]
fn shader_model_6_changes_no_kernel_and_no_tile() {
    let is_portable = |shaders: &Vec<Shader>| capabilities(shaders[0]).is_empty();
    let distinct: Vec<_> = distinct_shaders().into_iter().filter(is_portable).collect();
    on_every_core(&distinct, |shaders| {
        let translated = Translated::new(shaders[0]);
        for checks in [Checks::Trusted, Checks::Checked] {
            let [five, six] = [hlsl::ShaderModel::V5_1, hlsl::ShaderModel::V6_0]
                .map(|model| translated.hlsl(checks, model));
            let name = shaders[0].label();
            assert!(five == six, "{name}: {}", first_difference(&five, &six));
        }
    });
}
