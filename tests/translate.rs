//! Every kernel and every tile passes naga's validation without optional features and becomes SPIR-V, Metal's
//! MSL, DX12's HLSL and OpenGL ES's GLSL, with the options that wgpu 30 gives naga: backends that
//! no test machine has are checked as far as their text goes.
//!
//! The texts are committed in `tests/snapshots/translate`, so that a change of a shader or of naga
//! shows what each driver will be given. `UPDATE_SNAPSHOTS=1 cargo test --test translate` rewrites
//! them. With `GRADSHADER_TRANSLATIONS=FOLDER` all of them, the SPIR-V and the checked shaders
//! included, are also written there, for the compilers that `scripts/check-translations.sh` runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gradshader::gpu::Shader;
use gradshader::kernel::Access;
use naga::back::{glsl, hlsl, msl, spv};
use naga::proc::{BoundsCheckPolicies, BoundsCheckPolicy};
use naga::valid::{Capabilities, ModuleInfo, ValidationFlags, Validator};
use naga::{Module, ResourceBinding, ShaderStage};
use sha2::{Digest, Sha256};

const ENTRY: &str = "main";

/// How the pipelines compile their shaders; see `src/gpu/pipelines.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checks {
    /// As they are, which is the default.
    Trusted,
    /// With bounds, loop and division checks and zeroed workgroup memory.
    Checked,
}

/// A shader whose overrides have their values.
struct Translated {
    shader: Shader,
    module: Module,
    info: ModuleInfo,
}

/// Every kernel and every tile; panels need subgroups, which are an optional feature.
fn shaders() -> impl Iterator<Item = Shader> {
    Shader::all().into_iter().filter(|shader| matches!(shader, Shader::Plain(_) | Shader::Tile(..)))
}

impl Translated {
    fn new(shader: Shader) -> Self {
        let wgsl = shader.wgsl(&BTreeMap::new());
        let module = naga::front::wgsl::parse_str(&wgsl)
            .unwrap_or_else(|error| panic!("{}:\n{}", shader.label(), error.emit_to_string(&wgsl)));
        // No capability: WebGPU's core without any optional feature.
        let info = Validator::new(ValidationFlags::all(), Capabilities::empty())
            .validate(&module)
            .unwrap_or_else(|error| panic!("{}:\n{}", shader.label(), error.emit_to_string(&wgsl)));
        let constants =
            shader.constants().iter().map(|&(name, value)| (name.to_owned(), value)).collect();
        let entry = Some((ShaderStage::Compute, ENTRY));
        let (module, info) =
            naga::back::pipeline_constants::process_overrides(&module, &info, entry, &constants)
                .unwrap_or_else(|error| panic!("{}: {error}", shader.label()));
        Self { shader, module: module.into_owned(), info: info.into_owned() }
    }

    /// The bindings of `@group(0)`, with the access to each; binding 0 is the uniform buffer.
    fn bindings(&self) -> impl Iterator<Item = (ResourceBinding, Option<Access>)> {
        let operands = self.shader.bindings().into_iter().map(Some);
        let numbered = std::iter::once(None).chain(operands).enumerate();
        numbered.map(|(binding, access)| {
            (ResourceBinding { group: 0, binding: binding as u32 }, access)
        })
    }

    /// As wgpu-hal's Vulkan backend; `version` is 1.0 for a Vulkan 1.0 driver and 1.6 for a
    /// Vulkan 1.3 one.
    fn spirv(&self, checks: Checks, version: (u8, u8)) -> Vec<u8> {
        let checked = checks == Checks::Checked;
        // A driver with robustBufferAccess2 needs no check of buffers; one without gets them.
        let bounds =
            if checked { BoundsCheckPolicy::Restrict } else { BoundsCheckPolicy::Unchecked };
        let options = spv::Options {
            lang_version: version,
            flags: spv::WriterFlags::LABEL_VARYINGS | spv::WriterFlags::FORCE_POINT_SIZE,
            fake_missing_bindings: false,
            binding_map: self
                .bindings()
                .map(|(resource, _)| {
                    let binding = spv::BindingInfo {
                        descriptor_set: 0,
                        binding: resource.binding,
                        binding_array_size: None,
                    };
                    (resource, binding)
                })
                .collect(),
            capabilities: Some([spv::Capability::Shader].into_iter().collect()),
            bounds_check_policies: policies(bounds, bounds),
            zero_initialize_workgroup_memory: if checked {
                spv::ZeroInitializeWorkgroupMemoryMode::Polyfill
            } else {
                spv::ZeroInitializeWorkgroupMemoryMode::None
            },
            force_loop_bounding: checked,
            ray_query_initialization_tracking: checked,
            emit_int_div_checks: checked,
            ..Default::default()
        };
        let pipeline = spv::PipelineOptions {
            shader_stage: ShaderStage::Compute,
            entry_point: ENTRY.to_owned(),
        };
        let words = spv::write_vec(&self.module, &self.info, &options, Some(&pipeline))
            .unwrap_or_else(|error| panic!("{}: {error}", self.shader.label()));
        words.into_iter().flat_map(u32::to_le_bytes).collect()
    }

    /// As wgpu-hal's Metal backend on macOS 13.
    fn metal(&self, checks: Checks) -> String {
        let checked = checks == Checks::Checked;
        let bounds =
            if checked { BoundsCheckPolicy::Restrict } else { BoundsCheckPolicy::Unchecked };
        let resources: msl::BindingMap = self
            .bindings()
            .map(|(resource, access)| {
                let target = msl::BindTarget {
                    buffer: Some(resource.binding as u8),
                    mutable: access.is_some_and(|access| access != Access::Read),
                    ..Default::default()
                };
                (resource, target)
            })
            .collect();
        let sizes_buffer = Some(resources.len() as u8);
        let resources = msl::EntryPointResources { resources, sizes_buffer, ..Default::default() };
        let options = msl::Options {
            lang_version: (3, 0),
            per_entry_point_map: [(ENTRY.to_owned(), resources)].into_iter().collect(),
            fake_missing_bindings: false,
            bounds_check_policies: policies(bounds, bounds),
            zero_initialize_workgroup_memory: checked,
            force_loop_bounding: checked,
            ray_query_initialization_tracking: checked,
            emit_int_div_checks: checked,
            ..Default::default()
        };
        let pipeline = msl::PipelineOptions {
            entry_point: Some((ShaderStage::Compute, ENTRY.to_owned())),
            vertex_pulling_transform: true,
            ..Default::default()
        };
        let (text, _) = msl::write_string(&self.module, &self.info, &options, &pipeline)
            .unwrap_or_else(|error| panic!("{}: {error}", self.shader.label()));
        text
    }

    /// As wgpu-hal's DX12 backend with FXC, which knows shader model 5.1 and no more.
    fn hlsl(&self, checks: Checks) -> String {
        let checked = checks == Checks::Checked;
        // Registers are counted apart: constants (b), what is read (t) and what is written (u).
        let mut registers = [0; 3];
        let mut next = |class: usize| {
            registers[class] += 1;
            hlsl::BindTarget { register: registers[class] - 1, ..Default::default() }
        };
        let binding_map = self
            .bindings()
            .map(|(resource, access)| {
                let class = match access {
                    None => 0,
                    Some(Access::Read) => 1,
                    Some(Access::Write | Access::Update) => 2,
                };
                (resource, next(class))
            })
            .collect();
        let options = hlsl::Options {
            shader_model: hlsl::ShaderModel::V5_1,
            binding_map,
            fake_missing_bindings: false,
            // The number of workgroups is a root constant, after the uniform buffers.
            special_constants_binding: Some(next(0)),
            zero_initialize_workgroup_memory: checked,
            restrict_indexing: checked,
            force_loop_bounding: checked,
            ray_query_initialization_tracking: checked,
            ..Default::default()
        };
        let pipeline =
            hlsl::PipelineOptions { entry_point: Some((ShaderStage::Compute, ENTRY.to_owned())) };
        let mut text = String::new();
        hlsl::Writer::new(&mut text, &options, &pipeline)
            .write(&self.module, &self.info, None)
            .unwrap_or_else(|error| panic!("{}: {error}", self.shader.label()));
        text
    }

    /// As wgpu-hal's OpenGL backend on OpenGL ES 3.1. It does not know checked shaders, apart from
    /// workgroup memory.
    fn glsl(&self, checks: Checks) -> String {
        // Slots are counted apart: uniform buffers and storage buffers.
        let mut slots = [0; 2];
        let binding_map = self
            .bindings()
            .map(|(resource, access)| {
                let slot = &mut slots[usize::from(access.is_some())];
                *slot += 1;
                (resource, *slot - 1)
            })
            .collect();
        let options = glsl::Options {
            version: glsl::Version::new_gles(310),
            writer_flags: glsl::WriterFlags::ADJUST_COORDINATE_SPACE
                | glsl::WriterFlags::FORCE_POINT_SIZE,
            binding_map,
            zero_initialize_workgroup_memory: checks == Checks::Checked,
        };
        let pipeline = glsl::PipelineOptions {
            shader_stage: ShaderStage::Compute,
            entry_point: ENTRY.to_owned(),
            multiview: None,
        };
        let unchecked = policies(BoundsCheckPolicy::Unchecked, BoundsCheckPolicy::Unchecked);
        let mut text = String::new();
        glsl::Writer::new(&mut text, &self.module, &self.info, &options, &pipeline, unchecked)
            .and_then(|mut writer| writer.write())
            .unwrap_or_else(|error| panic!("{}: {error}", self.shader.label()));
        text
    }
}

fn policies(index: BoundsCheckPolicy, buffer: BoundsCheckPolicy) -> BoundsCheckPolicies {
    BoundsCheckPolicies {
        index,
        buffer,
        image_load: BoundsCheckPolicy::Unchecked,
        binding_array: BoundsCheckPolicy::Unchecked,
    }
}

/// Every translation of every kernel: file name to content.
fn translations(checks: Checks) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for shader in shaders() {
        let translated = Translated::new(shader);
        let name = shader.label();
        for (end, content) in [
            ("vulkan10.spv", translated.spirv(checks, (1, 0))),
            ("vulkan13.spv", translated.spirv(checks, (1, 6))),
            ("metal", translated.metal(checks).into_bytes()),
            ("hlsl", translated.hlsl(checks).into_bytes()),
            ("glsl", translated.glsl(checks).into_bytes()),
        ] {
            let file = format!("{name}.{end}");
            assert!(files.insert(file, content).is_none(), "two shaders are called {name}");
        }
    }
    files
}

/// What is committed: the texts, and the hashes of the SPIR-V as `sha256sum` prints them.
fn snapshots() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut hashes = String::new();
    for (file, content) in translations(Checks::Trusted) {
        if file.ends_with(".spv") {
            let hash = Sha256::digest(&content);
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            hashes += &format!("{hash}  {file}\n");
        } else {
            texts.insert(file, String::from_utf8(content).unwrap());
        }
    }
    texts.insert("spirv.sha256".to_owned(), hashes);
    texts
}

fn write_all<C: AsRef<[u8]>>(folder: &Path, files: &BTreeMap<String, C>) {
    std::fs::create_dir_all(folder).unwrap();
    for (file, content) in files {
        std::fs::write(folder.join(file), content).unwrap();
    }
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The first line in which two texts differ.
fn difference(committed: &str, translated: &str) -> String {
    let mut lines = committed.lines().zip(translated.lines()).enumerate();
    match lines.find(|(_, (committed, translated))| committed != translated) {
        Some((i, (old, new))) => format!("line {}: {old:?} became {new:?}", i + 1),
        None => "one is longer".to_owned(),
    }
}

#[test]
fn translations_are_the_committed_ones() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/translate"));
    let expected = snapshots();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        write_all(&folder, &expected);
        for stale in names_in(&folder).iter().filter(|name| !expected.contains_key(*name)) {
            std::fs::remove_file(folder.join(stale)).unwrap();
        }
    }
    let mut drifted = Vec::new();
    for (file, translated) in &expected {
        match std::fs::read_to_string(folder.join(file)) {
            Ok(committed) if committed == *translated => {}
            Ok(committed) => {
                drifted.push(format!("{file}, {}", difference(&committed, translated)))
            }
            Err(error) => drifted.push(format!("{file}: {error}")),
        }
    }
    let stale = names_in(&folder).into_iter().filter(|name| !expected.contains_key(name));
    drifted.extend(stale.map(|file| format!("{file} belongs to no shader")));
    assert!(
        drifted.is_empty(),
        "look at these and run UPDATE_SNAPSHOTS=1 cargo test --test translate:\n{}",
        drifted.join("\n")
    );
}

#[test]
fn checked_kernels_translate_too() {
    let checked = translations(Checks::Checked);
    let trusted = translations(Checks::Trusted);
    assert_eq!(Vec::from_iter(checked.keys()), Vec::from_iter(trusted.keys()));
    if let Some(folder) = std::env::var_os("GRADSHADER_TRANSLATIONS") {
        let folder = PathBuf::from(folder);
        write_all(&folder.join("trusted"), &trusted);
        write_all(&folder.join("checked"), &checked);
    }
}
