#!/usr/bin/env bash
# Mesa 25.0.7's llvmpipe (OpenGL and Vulkan on the CPU), through wgpu-native 29.0.1: two constants of a chain of products or
# sums are joined before they are applied. x * 1e30 * 1e10 is NaN for 0 and infinity for 1e-30; x + c - c does not round.
#
# A good guess would be: WGSL lets a compiler reorder, but one for processors that have IEEE 754 does it where the result
# stays the same; infinity comes from large numbers and NaN from infinity, never from 0 times finite constants.
# Seen on 2026-11-29, x from a buffer, Vulkan and OpenGL alike:
#   x * 1e30 * 1e10            0 is NaN, 1e-30 is infinity, 1e-38 is infinity (1e10 and 100 by arithmetic)
#   x - 16777216 - 0.5         2 for 16777218 (1.5)
#   x + 12582912 - 12582912    x itself, 1.3, not the nearest integer
#   x * y * 1e10               1e30 from a buffer as y: as by arithmetic
# SwiftShader of Chromium 156 joins sums and not products.
#
# What it means: a loss or a gradient that is scaled in two steps is NaN where it was 0; tricks that round by adding a
# large constant do nothing. Write one constant, or take one of the two from a uniform.
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


def show(expression, *arguments):
    found = run(expression, *arguments)
    print(f"{expression} of", *arguments, "is", found)
    return found


small = [0, 1e-30, 1e-38]
found = show("x * 1e30f * 1e10f", small)
assert np.isnan(found[0]) and np.isinf(found[1:]).all()
found = show("x - 16777216f - 0.5f", [16777218])
assert found == 2
found = show("x + 12582912f - 12582912f", [1.3, -2.7, 1000.4])
assert (found == np.float32([1.3, -2.7, 1000.4])).all()
found = show("x * y * 1e10f", small, [1e30] * 3)
assert found[0] == 0 and np.allclose(found[1:], [1e10, 100], rtol=1e-5)
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
WGPU_BACKEND_TYPE=OpenGL LIBGL_ALWAYS_SOFTWARE=1 venv/bin/python program.py
