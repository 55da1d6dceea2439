//! One shader, translated as wgpu-hal's backends have naga do it.

use std::collections::BTreeMap;

use gradshader::gpu::{Lanes, Shader, Word};
use gradshader::kernel::Access;
use naga::back::{glsl, hlsl, msl, spv};
use naga::proc::{BoundsCheckPolicies, BoundsCheckPolicy};
use naga::valid::{Capabilities, ModuleInfo, ValidationFlags, Validator};
use naga::{Module, ResourceBinding, ShaderStage};

const ENTRY: &str = "main";

/// How the pipelines compile their shaders; see `src/gpu/pipelines.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checks {
    /// As they are, which is the default.
    Trusted,
    /// With bounds, loop and division checks and zeroed workgroup memory.
    Checked,
}

/// A shader whose overrides have their values.
pub(crate) struct Translated {
    shader: Shader,
    module: Module,
    info: ModuleInfo,
}

/// What a shader needs beyond WebGPU's core without any optional feature.
pub(crate) fn capabilities(shader: Shader) -> Capabilities {
    match shader {
        shader if shader.is_mixed() => {
            Capabilities::COOPERATIVE_MATRIX | Capabilities::SHADER_FLOAT16 | Capabilities::SUBGROUP
        }
        Shader::Plain(_) | Shader::Tile(..) | Shader::ResidentSteps(..) => Capabilities::empty(),
        Shader::Panel(_, panel, word, _) | Shader::WholeSteps(_, panel, word) => {
            let words = match word {
                Word::F32 => Capabilities::empty(),
                Word::U64 => Capabilities::SHADER_INT64,
            };
            let lanes = match panel.lanes {
                Lanes::Subgroup => Capabilities::SUBGROUP,
                Lanes::Four => Capabilities::empty(),
            };
            words | lanes
        }
    }
}

pub(crate) fn parse(shader: Shader) -> Module {
    let wgsl = shader.wgsl(&BTreeMap::new());
    naga::front::wgsl::parse_str(&wgsl)
        .unwrap_or_else(|error| panic!("{}:\n{}", shader.label(), error.emit_to_string(&wgsl)))
}

impl Translated {
    pub(crate) fn new(shader: Shader) -> Self {
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

    pub(crate) fn needs(&self, capability: Capabilities) -> bool {
        capabilities(self.shader).contains(capability)
    }

    /// As wgpu-hal's Vulkan backend; `version` is 1.0 for a Vulkan 1.0 driver, 1.3 for a Vulkan 1.1
    /// one and 1.6 for a Vulkan 1.3 one.
    pub(crate) fn spirv(&self, checks: Checks, version: (u8, u8)) -> Vec<u8> {
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
    pub(crate) fn metal(&self, checks: Checks) -> String {
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
    pub(crate) fn hlsl(&self, checks: Checks, shader_model: hlsl::ShaderModel) -> String {
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
                    Some(Access::Write | Access::Update | Access::ReadBeside) => 2,
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
    pub(crate) fn glsl(&self, checks: Checks) -> Result<String, glsl::Error> {
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
