#!/usr/bin/env bash
# Mesa 25.0.7's llvmpipe (OpenGL and Vulkan on the CPU), through wgpu-native 29.0.1: a compensated sum in WGSL is the plain one, bit
# by bit, since (s + y) - s is taken for y; rounding by a magic number does nothing, and x * 1e20 * 1e20 is NaN for 0.
#
# A good guess would be: that Metal's fast mathematics does so is known, and Vulkan's shaders without any such flag are computed
# as they are written, products excepted that are fused with a sum. Mesa's own compiler, which all of its drivers share, takes
# everything as inexact that is not marked, and WGSL has no mark.
# Seen on 2026-11-29, on both APIs, a million times 0.1 in one loop (right: 100000.0015):
#   plain sum                            100958.34
#   Kahan's, and TwoSum with two parts   100958.34, the second part 0
#   Neumaier's                           99994.20
#   Kahan's, the sum's bits xor 0 read from a buffer   100000
#   y - ((x + y) - x) for 1e8, 1.5       0 instead of 1.5
#   (x + 12582912.0) - 12582912.0        x instead of x rounded: 0.3, 2.6, 1e-30
#   x + 1e8 - 1e8 for 0.3                0.3 instead of 0
#   x * 1e20 * 1e20 for 0 and 1e-30      NaN and infinity instead of 0 and 1e10
#
# What it means: sums in two numbers, error-free transformations and rounding tricks cost their time and do nothing, and two scales
# after each other overflow though no number does. Take a bit pattern through a number that the compiler can't know, or add in
# blocks (pairwise), which nothing undoes.
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
x, y = [1, 1e8, 1e10], [1e-8, 1.5, -7.25]
print("y - ((x + y) - x)", run("y - ((x + y) - x)", x, y), "instead of", y)
assert (run("y - ((x + y) - x)", x, y) == 0).all()
x = np.array([0, 1e-30, 0.3, 2.6, -2.6], np.float32)
for text in "(x + 12582912.0) - 12582912.0", "x + 1e8 - 1e8", "1e8 - (1e8 - x)":
    print(text, run(text, x))
    assert (run(text, x) == x).all(), "the behaviour changed"
scaled = run("x * 1e20 * 1e20", x)
print("x * 1e20 * 1e20", scaled)
assert np.isnan(scaled[0]) and np.isinf(scaled[1])

shader = device.create_shader_module(code="""
    @group(0) @binding(0) var<storage, read> given: array<f32>;
    @group(0) @binding(1) var<storage, read> zero: array<u32>;
    @group(0) @binding(2) var<storage, read_write> results: array<f32>;
    @compute @workgroup_size(1) fn main() {
        let count = arrayLength(&given);
        var sum = 0.0;
        var rest = 0.0;
        for (var i = 0u; i < count; i++) { sum += given[i]; }
        results[0] = sum;
        sum = 0.0;
        for (var i = 0u; i < count; i++) {
            let add = given[i] - rest;
            let next = sum + add;
            rest = (next - sum) - add;
            sum = next;
        }
        results[1] = sum;
        sum = 0.0;
        rest = 0.0;
        for (var i = 0u; i < count; i++) {
            let next = sum + given[i];
            let part = next - sum;
            rest += (sum - (next - part)) + (given[i] - part);
            sum = next;
        }
        results[2] = sum + rest;
        results[3] = rest;
        sum = 0.0;
        rest = 0.0;
        for (var i = 0u; i < count; i++) {
            let next = sum + given[i];
            if (abs(sum) >= abs(given[i])) { rest += (sum - next) + given[i]; } else { rest += (given[i] - next) + sum; }
            sum = next;
        }
        results[4] = sum + rest;
        sum = 0.0;
        rest = 0.0;
        for (var i = 0u; i < count; i++) {
            let add = given[i] - rest;
            let next = bitcast<f32>(bitcast<u32>(sum + add) ^ zero[0]);
            rest = (next - sum) - add;
            sum = next;
        }
        results[5] = sum;
    }""")
pipeline = device.create_compute_pipeline(layout="auto", compute={"module": shader, "entry_point": "main"})
use = wgpu.BufferUsage
numbers = np.full(1_000_000, 0.1, np.float32)
buffers = [device.create_buffer_with_data(data=numbers, usage=use.STORAGE),
           device.create_buffer_with_data(data=np.zeros(4, np.uint32), usage=use.STORAGE),
           device.create_buffer(size=24, usage=use.STORAGE | use.COPY_SRC)]
group = device.create_bind_group(
    layout=pipeline.get_bind_group_layout(0),
    entries=[{"binding": at, "resource": {"buffer": buffer}} for at, buffer in enumerate(buffers)])
encoder = device.create_command_encoder()
compute = encoder.begin_compute_pass()
compute.set_pipeline(pipeline)
compute.set_bind_group(0, group)
compute.dispatch_workgroups(1)
compute.end()
device.queue.submit([encoder.finish()])
sums = np.frombuffer(device.queue.read_buffer(buffers[2]), np.float32)
print("plain, Kahan, TwoSum, its rest, Neumaier, Kahan by bits", sums, "right", numbers.astype(float).sum())
assert sums[0] == np.cumsum(numbers)[-1] == sums[1] == sums[2] and sums[3] == 0, "the behaviour changed"
assert 1 < abs(sums[4] - 1e5) < 20 and abs(sums[5] - 1e5) < 0.02
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
WGPU_BACKEND_TYPE=OpenGL LIBGL_ALWAYS_SOFTWARE=1 venv/bin/python program.py
