//! Every shader passes naga's validation with no more than it needs and becomes SPIR-V, Metal's
//! MSL, DX12's HLSL and OpenGL ES's GLSL, with the options that wgpu 30 gives naga: backends that
//! no test machine has are checked as far as their text goes.
//!
//! Kernels, tiles and resident steps need no optional feature. Cooperative matrices are one, with f16
//! and subgroups. Panels and whole steps need subgroups, and 64-bit integers where they take words of
//! 64 bits; they run on software adapters alone, which is to say on Vulkan. Their other translations
//! show that the shaders are portable text, not that anyone executes them: wgpu's OpenGL has neither
//! feature at all.
//!
//! The texts are committed in `tests/snapshots/translate`, so that a change of a shader or of naga
//! shows what each driver will be given. `UPDATE_SNAPSHOTS=1 cargo test --test translate` rewrites
//! them. With `GRADSHADER_TRANSLATIONS=FOLDER` all of them, the SPIR-V and the checked shaders
//! included, are also written there, for the compilers that `scripts/check-translations.sh` runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gradshader::gpu::{Shader, Word};
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

/// What a shader needs beyond WebGPU's core without any optional feature.
fn capabilities(shader: Shader) -> Capabilities {
    match shader {
        shader if shader.is_mixed() => {
            Capabilities::COOPERATIVE_MATRIX | Capabilities::SHADER_FLOAT16 | Capabilities::SUBGROUP
        }
        Shader::Plain(_) | Shader::Tile(..) | Shader::ResidentSteps(..) => Capabilities::empty(),
        Shader::Panel(_, _, word, _) | Shader::WholeSteps(_, _, _, word) => match word {
            Word::F32 => Capabilities::SUBGROUP,
            Word::U64 => Capabilities::SUBGROUP | Capabilities::SHADER_INT64,
        },
    }
}

fn parse(shader: Shader) -> Module {
    let wgsl = shader.wgsl(&BTreeMap::new());
    naga::front::wgsl::parse_str(&wgsl)
        .unwrap_or_else(|error| panic!("{}:\n{}", shader.label(), error.emit_to_string(&wgsl)))
}

impl Translated {
    fn new(shader: Shader) -> Self {
        let module = parse(shader);
        let info = Validator::new(ValidationFlags::all(), capabilities(shader))
            .validate(&module)
            .unwrap_or_else(|error| {
                let wgsl = shader.wgsl(&BTreeMap::new());
                panic!("{}:\n{}", shader.label(), error.emit_to_string(&wgsl))
            });
        let constants =
            shader.constants().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let entry = Some((ShaderStage::Compute, ENTRY));
        let (module, info) =
            naga::back::pipeline_constants::process_overrides(&module, &info, entry, &constants)
                .unwrap_or_else(|error| panic!("{}: {error}", shader.label()));
        Self { shader, module: module.into_owned(), info: info.into_owned() }
    }

    /// The bindings of `@group(0)`, with the access to each; binding 0 is the uniform buffer.
    fn bindings(&self) -> impl Iterator<Item = (ResourceBinding, Option<Access>)> {
        let operands = self.shader.bindings().into_iter();
        let operands = operands.map(|(binding, access)| (binding, Some(access)));
        std::iter::once((0, None))
            .chain(operands)
            .map(|(binding, access)| (ResourceBinding { group: 0, binding }, access))
    }

    fn needs(&self, capability: Capabilities) -> bool {
        capabilities(self.shader).contains(capability)
    }

    /// As wgpu-hal's Vulkan backend; `version` is 1.0 for a Vulkan 1.0 driver, 1.3 for a Vulkan 1.1
    /// one and 1.6 for a Vulkan 1.3 one.
    fn spirv(&self, checks: Checks, version: (u8, u8)) -> Vec<u8> {
        let checked = checks == Checks::Checked;
        // A driver with robustBufferAccess2 needs no check of buffers; one without gets them.
        let bounds =
            if checked { BoundsCheckPolicy::Restrict } else { BoundsCheckPolicy::Unchecked };
        // wgpu allows all that goes with its features; these are what the modules may declare.
        // naga broadcasts with a shuffle, since Vulkan 1.1 broadcasts from constant lanes alone.
        let mut capabilities = vec![spv::Capability::Shader];
        if self.needs(Capabilities::SUBGROUP) {
            capabilities.extend([
                spv::Capability::GroupNonUniform,
                spv::Capability::GroupNonUniformArithmetic,
                spv::Capability::GroupNonUniformShuffle,
            ]);
        }
        if self.needs(Capabilities::SHADER_INT64) {
            capabilities.push(spv::Capability::Int64);
        }
        if self.needs(Capabilities::COOPERATIVE_MATRIX) {
            capabilities.extend([
                spv::Capability::CooperativeMatrixKHR,
                spv::Capability::Float16,
                spv::Capability::VulkanMemoryModel,
            ]);
        }
        let options = spv::Options {
            lang_version: version,
            flags: spv::WriterFlags::LABEL_VARYINGS | spv::WriterFlags::FORCE_POINT_SIZE,
            fake_missing_bindings: false,
            // Numbered in a row, whatever numbers are left out.
            binding_map: (0..)
                .zip(self.bindings())
                .map(|(binding, (resource, _))| {
                    let binding =
                        spv::BindingInfo { descriptor_set: 0, binding, binding_array_size: None };
                    (resource, binding)
                })
                .collect(),
            capabilities: Some(capabilities.into_iter().collect()),
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
        let resources: msl::BindingMap = (0..)
            .zip(self.bindings())
            .map(|(slot, (resource, access))| {
                let target = msl::BindTarget {
                    buffer: Some(slot),
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

    /// As wgpu-hal's DX12 backend: shader model 5.1 for FXC, which knows no later one, and 6.0, the
    /// first with subgroups and 64-bit integers, for DXC.
    fn hlsl(&self, checks: Checks, shader_model: hlsl::ShaderModel) -> String {
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
            shader_model,
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
    fn glsl(&self, checks: Checks) -> Result<String, glsl::Error> {
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
        glsl::Writer::new(&mut text, &self.module, &self.info, &options, &pipeline, unchecked)?
            .write()?;
        Ok(text)
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

/// Every translation of every shader: file name to content.
fn translations(checks: Checks) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for shader in Shader::all() {
        let translated = Translated::new(shader);
        let name = shader.label();
        let mut add = |end: &str, content: Vec<u8>| {
            let file = format!("{name}.{end}");
            assert!(files.insert(file, content).is_none(), "two shaders are called {name}");
        };
        // `naga_writes_matrices_for_vulkan_and_metal_alone` is about these.
        let has_matrices = translated.needs(Capabilities::COOPERATIVE_MATRIX);
        if has_matrices {
            add("vulkan11.spv", translated.spirv(checks, (1, 3)));
        } else if translated.needs(Capabilities::SUBGROUP) {
            add("vulkan11.spv", translated.spirv(checks, (1, 3)));
            add("hlsl6", translated.hlsl(checks, hlsl::ShaderModel::V6_0).into_bytes());
        } else {
            add("vulkan10.spv", translated.spirv(checks, (1, 0)));
            add("hlsl", translated.hlsl(checks, hlsl::ShaderModel::V5_1).into_bytes());
        }
        add("vulkan13.spv", translated.spirv(checks, (1, 6)));
        // Metal's matrices are 8 x 8.
        if !name.contains("matrices_16x") {
            add("metal", translated.metal(checks).into_bytes());
        }
        // `naga_writes_no_64_bit_integers_in_glsl` is about the others.
        if !has_matrices && !translated.needs(Capabilities::SHADER_INT64) {
            let text = translated.glsl(checks).unwrap_or_else(|error| panic!("{name}: {error}"));
            add("glsl", text.into_bytes());
        }
    }
    files
}

/// What is committed: texts, and as `sha256sum` prints them the hashes of the SPIR-V and of those
/// whole steps that differ from committed ones in their formulas alone and are long.
fn snapshots() -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut hashes = String::new();
    for (file, content) in translations(Checks::Trusted) {
        if file.ends_with(".spv") || file.starts_with("whole_steps_sigmoid_sigmoid") {
            let hash = Sha256::digest(&content);
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            hashes += &format!("{hash}  {file}\n");
        } else {
            texts.insert(file, String::from_utf8(content).unwrap());
        }
    }
    texts.insert("sha256sums".to_owned(), hashes);
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
fn no_shader_is_allowed_more_than_it_needs() {
    for shader in Shader::all() {
        let module = parse(shader);
        for needed in capabilities(shader) {
            let others = capabilities(shader) - needed;
            let valid = Validator::new(ValidationFlags::all(), others).validate(&module);
            assert!(valid.is_err(), "{} does not need {needed:?}", shader.label());
        }
    }
}

/// Translations that do not exist. When this fails, naga has learnt one: `translations` then needs
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
    let needs_them = |shader: &Shader| capabilities(*shader).contains(Capabilities::SHADER_INT64);
    for shader in Shader::all().into_iter().filter(needs_them) {
        let name = shader.label();
        for checks in [Checks::Trusted, Checks::Checked] {
            let refused = Translated::new(shader).glsl(checks).map(drop).expect_err(&name);
            let message = "A scalar with an unsupported width was requested: \
                           Scalar { kind: Uint, width: 8 }";
            assert_eq!(refused.to_string(), message, "{name}");
        }
    }
}

/// So DXC is given the same text as FXC.
#[test]
fn shader_model_6_changes_no_kernel_and_no_tile() {
    let is_portable = |shader: &Shader| capabilities(*shader).is_empty();
    for shader in Shader::all().into_iter().filter(is_portable) {
        let translated = Translated::new(shader);
        for checks in [Checks::Trusted, Checks::Checked] {
            let [five, six] = [hlsl::ShaderModel::V5_1, hlsl::ShaderModel::V6_0]
                .map(|model| translated.hlsl(checks, model));
            assert!(five == six, "{}: {}", shader.label(), difference(&five, &six));
        }
    }
}

#[test]
fn checked_shaders_translate_too() {
    let checked = translations(Checks::Checked);
    let trusted = translations(Checks::Trusted);
    assert_eq!(Vec::from_iter(checked.keys()), Vec::from_iter(trusted.keys()));
    if let Some(folder) = std::env::var_os("GRADSHADER_TRANSLATIONS") {
        let folder = PathBuf::from(folder);
        write_all(&folder.join("trusted"), &trusted);
        write_all(&folder.join("checked"), &checked);
    }
}
