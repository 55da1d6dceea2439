//! Which adapters there are and which one `auto` picks.

use serde::Serialize;

/// An adapter as a user needs to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdapterDescription {
    /// Its name, `NVIDIA H100` or `llvmpipe (LLVM 15.0.6, 256 bits)`.
    pub name: String,
    /// `Vulkan`, `Metal`, `Dx12`, `Gl` or `BrowserWebGpu`.
    pub backend: String,
    /// `discrete GPU`, `integrated GPU`, `virtual GPU`, `software` or `other`.
    pub kind: String,
    /// The driver's name and version.
    pub driver: String,
}

impl AdapterDescription {
    /// Describes what wgpu reports of an adapter.
    pub fn new(info: &wgpu::AdapterInfo) -> Self {
        let driver = [info.driver.as_str(), info.driver_info.as_str()];
        let kind = match info.device_type {
            _ if is_software(info) => "software",
            wgpu::DeviceType::DiscreteGpu => "discrete GPU",
            wgpu::DeviceType::IntegratedGpu => "integrated GPU",
            wgpu::DeviceType::VirtualGpu => "virtual GPU",
            _ => "other",
        };
        Self {
            name: info.name.clone(),
            backend: format!("{:?}", info.backend),
            kind: kind.to_owned(),
            driver: driver
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

impl std::fmt::Display for AdapterDescription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {}, {})", self.name, self.backend, self.kind, self.driver)
    }
}

/// Whether an adapter computes on the CPU. The GL backend reports Mesa's llvmpipe as `Other` or
/// `Cpu` depending on its version, so its name counts too.
pub fn is_software(info: &wgpu::AdapterInfo) -> bool {
    let name = info.name.to_lowercase();
    info.device_type == wgpu::DeviceType::Cpu
        || ["llvmpipe", "softpipe", "swiftshader", "microsoft basic render"]
            .iter()
            .any(|software| name.contains(software))
}

/// All adapters of all backends, best first: hardware before software, discrete before integrated
/// before virtual, and OpenGL after the others. `WGPU_BACKEND` restricts the backends.
pub async fn adapters() -> Vec<wgpu::Adapter> {
    let mut description = wgpu::InstanceDescriptor::new_without_display_handle_from_env();
    // wgpu's validation layers slow every call down and are for developers of wgpu.
    description.flags = wgpu::InstanceFlags::empty().with_env();
    let instance = wgpu::Instance::new(description);
    let backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::all());
    let mut adapters = instance.enumerate_adapters(backends).await;
    adapters.retain(|adapter| {
        let flags = adapter.get_downlevel_capabilities().flags;
        flags.contains(wgpu::DownlevelFlags::COMPUTE_SHADERS)
    });
    adapters.sort_by_key(|adapter| rank(&adapter.get_info()));
    adapters
}

/// Smaller is better.
fn rank(info: &wgpu::AdapterInfo) -> (bool, u8, bool) {
    let kind = match info.device_type {
        wgpu::DeviceType::DiscreteGpu => 0,
        wgpu::DeviceType::IntegratedGpu => 1,
        wgpu::DeviceType::VirtualGpu => 2,
        wgpu::DeviceType::Other => 3,
        wgpu::DeviceType::Cpu => 4,
    };
    (is_software(info), kind, info.backend == wgpu::Backend::Gl)
}
