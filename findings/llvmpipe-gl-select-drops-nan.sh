#!/usr/bin/env bash
# Mesa 25.0.7, OpenGL on llvmpipe, through wgpu-native 29.0.1: select(x, 1.0, x > 1.0) is 1 for NaN, and so is the same with
# x < 1.0. The condition itself is false there. tanh of NaN is -1. Vulkan of the same Mesa gives NaN.
#
# A good guess would be: select returns its first value where the condition is false, NaN, as it stands in the text; min, max
# and clamp may drop a NaN, so whoever wants to keep it writes select. One driver, one LLVM: the same answer on both.
# Seen on 2026-11-29, x = NaN and y = 2 from a buffer, OpenGL and in brackets Vulkan:
#   select(x, 1.0, x > 1.0)     1    [NaN]      select(0.0, 1.0, x > 1.0)   0    [0]
#   select(x, 1.0, x < 1.0)     1    [NaN]      tanh(x)                     -1   [NaN]
#   select(x, y, x > y)         2    [NaN]      exp(x), sqrt(x)             NaN  [NaN]
# A comparison and the choice of its own operands become min or max, which leave NaN out.
#
# What it means: a gradient or an activation that is clipped by select hides that the network is broken, on this backend alone.
# Look at the bits of the number first: (bitcast<u32>(x) & 0x7fffffff) > 0x7f800000.
#
# Installs what it runs in a temporary folder (Debian 12 with backports, and its package lists); fails when
# the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq mesa-vulkan-drivers=25.0.7-2~bpo12+1 libllvm15=1:15.0.6-4+b1 libvulkan1 \
    libdrm-amdgpu1 libdrm2 libelf1 libexpat1 libwayland-client0 libx11-xcb1 libxcb-dri3-0 \
    libxcb-present0 libxcb-randr0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb1 libxshmfence1
for package in *.deb; do dpkg-deb -x "$package" mesa; done
export LD_LIBRARY_PATH=$PWD/mesa/usr/lib/x86_64-linux-gnu:$PWD/mesa/lib/x86_64-linux-gnu
sed -i "s|\"library_path\": \".*/|\"library_path\": \"$PWD/mesa/usr/lib/x86_64-linux-gnu/|" \
    mesa/usr/share/vulkan/icd.d/lvp_icd*.json
apt-get download -qq libegl-mesa0=25.0.7-2~bpo12+1 mesa-libgallium=25.0.7-2~bpo12+1 \
    libgl1-mesa-dri=25.0.7-2~bpo12+1 libgbm1=25.0.7-2~bpo12+1 libllvm15=1:15.0.6-4+b1 libegl1 \
    libglvnd0 libdrm-amdgpu1 libdrm2 libelf1 libexpat1 libx11-xcb1 libxcb-dri3-0 libxcb-present0 \
    libxcb-randr0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb1 libxshmfence1 libsensors5 \
    libwayland-client0
for package in *.deb; do dpkg-deb -x "$package" mesa; done
export LD_LIBRARY_PATH=$PWD/mesa/usr/lib/x86_64-linux-gnu:$PWD/mesa/lib/x86_64-linux-gnu
export __EGL_VENDOR_LIBRARY_FILENAMES=$PWD/mesa/usr/share/glvnd/egl_vendor.d/50_mesa.json
python3 -m venv venv
venv/bin/pip install --quiet wgpu==0.32.0 numpy==2.4.6
cat >program.py <<'PYTHON'
import numpy as np
import wgpu

adapter = wgpu.gpu.request_adapter_sync()
device = adapter.request_device_sync()
print(adapter.info["device"], adapter.info["description"], adapter.info["backend_type"])
assert "llvmpipe" in adapter.info["device"]


def run(expression, *arguments, type="f32"):
    """The expression of x, or of x and y, computed by a shader for each element."""
    arguments = [np.array(numbers, DTYPE[type]) for numbers in arguments]
    declared = "".join(
        f"@group(0) @binding({at}) var<storage, read> given{at}: array<{type}>;"
        for at in range(len(arguments)))
    named = "".join(f"let {name} = given{at}[id.x];"
                    for at, name in zip(range(len(arguments)), "xyz"))
    last = len(arguments)
    shader = device.create_shader_module(code=f"""
        {declared}
        @group(0) @binding({last}) var<storage, read_write> results: array<{type}>;
        @compute @workgroup_size(1) fn main(@builtin(global_invocation_id) id: vec3u) {{
            {named}
            results[id.x] = {expression};
        }}""")
    pipeline = device.create_compute_pipeline(
        layout="auto", compute={"module": shader, "entry_point": "main"})
    use = wgpu.BufferUsage
    buffers = [device.create_buffer_with_data(data=numbers, usage=use.STORAGE)
               for numbers in arguments]
    buffers.append(device.create_buffer(
        size=arguments[0].nbytes, usage=use.STORAGE | use.COPY_SRC))
    group = device.create_bind_group(
        layout=pipeline.get_bind_group_layout(0),
        entries=[{"binding": at, "resource": {"buffer": buffer}}
                 for at, buffer in enumerate(buffers)])
    encoder = device.create_command_encoder()
    compute = encoder.begin_compute_pass()
    compute.set_pipeline(pipeline)
    compute.set_bind_group(0, group)
    compute.dispatch_workgroups(len(arguments[0]))
    compute.end()
    device.queue.submit([encoder.finish()])
    return np.frombuffer(device.queue.read_buffer(buffers[-1]), DTYPE[type])


DTYPE = {"f32": np.float32}
nan = np.nan
OPENGL = adapter.info["backend_type"] == "OpenGL"
cases = [  # expression, OpenGL, Vulkan
    ("select(x, 1.0, x > 1.0)", 1, nan),
    ("select(x, 1.0, x < 1.0)", 1, nan),
    ("select(x, y, x > y)", 2, nan),
    ("select(0.0, 1.0, x > 1.0)", 0, 0),
    ("tanh(x)", -1, nan),
    ("exp(x)", nan, nan),
    ("sqrt(x)", nan, nan),
    ("select(x, 1.0, x > 1.0 && (bitcast<u32>(x) & 0x7fffffffu) <= 0x7f800000u)", nan, nan),
]
for expression, opengl, vulkan in cases:
    given = ([nan], [2]) if "y" in expression else ([nan],)
    found = run(expression, *given)
    print(f"{expression} of NaN is {found[0]}")
    np.testing.assert_array_equal(found, [opengl if OPENGL else vulkan], expression)
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
WGPU_BACKEND_TYPE=OpenGL LIBGL_ALWAYS_SOFTWARE=1 venv/bin/python program.py
