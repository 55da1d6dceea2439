#!/usr/bin/env bash
# Mesa 25.0.7's lavapipe (a Vulkan driver on the CPU), through wgpu-native 29.0.1: a shader with a loop of 33 turns compiles
# ten times as long as the same with 34, and so does one of 24 or 32: up to 33 turns the driver writes such a loop out.
#
# A good guess would be: what a loop takes to compile does not depend on its turns, or grows with them.
# Seen on 2026-11-29 (Zen 4, no cache), the first dispatch of a shader that copies N vectors of a buffer into an array of
# its own and multiplies rows by it:
#   N                        24       32       33       34       40
#   end of the loop N        0.61 s   1.01 s   0.91 s   0.10 s   0.13 s
#   end N plus a uniform 0   0.10 s   0.12 s   0.10 s   0.11 s   0.13 s
# The results are the same bits. A read of a buffer is a load and a branch for each of eight lanes here, and LLVM makes a
# coroutine of the shader, whose frame takes time by the square of its branches. The time passes within the first
# dispatch, not where the pipeline is made.
#
# What it means: a kernel that stages a tile or panel of 32 by a loop starts seconds later on this driver, and a smaller
# tile may start later than a larger. Add something to the loop's end that the driver cannot know to be 0. (Not for loops that
# are worth it: the written-out one may run faster afterwards.)
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
python3 -m venv venv
venv/bin/pip install --quiet wgpu==0.32.0 numpy==2.4.6
cat >program.py <<'PYTHON'
import time

import numpy as np
import wgpu

adapter = wgpu.gpu.request_adapter_sync()
device = adapter.request_device_sync()
print(adapter.info["device"], adapter.info["description"], adapter.info["backend_type"])
assert "llvmpipe" in adapter.info["device"]

ROWS = 4


def first_dispatch(length, end):
    """Seconds until the first results, compiling included, and these."""
    sums = "".join(f"sum += x * kept[{k}];\n" for k in range(length))
    shader = device.create_shader_module(code=f"""
        @group(0) @binding(0) var<storage, read> given: array<vec4f>;
        @group(0) @binding(1) var<uniform> numbers: vec4u;
        @group(0) @binding(2) var<storage, read_write> results: array<vec4f>;
        @compute @workgroup_size(8) fn main(@builtin(local_invocation_index) lane: u32) {{
            var kept: array<vec4f, {length}>;
            for (var k = 0u; k < {end}; k++) {{
                kept[k] = given[k * 8u + lane];
            }}
            for (var row = 0u; row < numbers.y; row++) {{
                let x = given[row];
                var sum = vec4f(0.0);
                {sums}
                results[row * 8u + lane] = sum;
            }}
        }}""")
    use = wgpu.BufferUsage
    given = np.arange(8 * 4 * length, dtype=np.float32) % 7
    numbers = np.array([0, ROWS, 0, 0], np.uint32)
    buffers = [device.create_buffer_with_data(data=given, usage=use.STORAGE),
               device.create_buffer_with_data(data=numbers, usage=use.UNIFORM),
               device.create_buffer(size=ROWS * 8 * 16, usage=use.STORAGE | use.COPY_SRC)]
    began = time.perf_counter()
    pipeline = device.create_compute_pipeline(
        layout="auto", compute={"module": shader, "entry_point": "main"})
    group = device.create_bind_group(
        layout=pipeline.get_bind_group_layout(0),
        entries=[{"binding": at, "resource": {"buffer": buffer}}
                 for at, buffer in enumerate(buffers)])
    encoder = device.create_command_encoder()
    compute = encoder.begin_compute_pass()
    compute.set_pipeline(pipeline)
    compute.set_bind_group(0, group)
    compute.dispatch_workgroups(1)
    compute.end()
    device.queue.submit([encoder.finish()])
    results = np.frombuffer(device.queue.read_buffer(buffers[2]), np.float32)
    return time.perf_counter() - began, results


first_dispatch(2, "2u")  # What the first of all pays besides.
seconds = {}
for length in 24, 32, 33, 34, 40:
    seconds[length], results = first_dispatch(length, f"{length}u")
    other, same = first_dispatch(length, f"{length}u + numbers.x")
    print(f"{length} turns: {seconds[length]:.2f} s, with an end that is not known {other:.2f} s")
    assert (results == same).all()
    if length <= 33:
        assert seconds[length] > 3 * other
assert seconds[24] > 3 * seconds[34] and seconds[33] > 4 * seconds[34]
PYTHON
MESA_SHADER_CACHE_DISABLE=true VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
