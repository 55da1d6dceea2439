#!/usr/bin/env bash
# SwiftShader of Chromium 156.0.8078.108 (a Vulkan driver on the CPU), through wgpu-native 29.0.1: pack4xI8Clamp makes 127 of
# every component that is a constant, whichever it is. pack4xI8Clamp(vec4i(v, 0, 0, 0)) is 0x7f7f7f01 for v = 1.
#
# A good guess would be: each component between -128 and 127, constants as well as others; as Mesa's lavapipe has it from the
# same WGSL, and as clamp() and pack4xI8() have it here.
# Seen on 2026-11-29, v = 1 from a buffer:
#   (v, 0, 0, 0)            0x7f7f7f01 (0x00000001)
#   (v - 2, 5, -5, 0)       0x7f7f7fff (0x00fb05ff)
#   (100, -100, 1000, 0)    0x7f7f7f7f (0x007f9c64)
#   (v * 0, v, v, v)        0x0101017f (0x01010100): what is known to be 0 counts as a constant
# Of four numbers from a buffer all are right, and pack4xU8Clamp is right of constants too.
#
# What it means: rows of quantised weights or inputs that are filled up with zeros to a multiple of four have the largest
# number there instead, on this driver alone, and sums with dot4I8Packed are off. Use pack4xI8 of clamp().
#
# Installs what it runs in a temporary folder (Debian 12, with its package lists and the Vulkan loader,
# libvulkan1); fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq chromium-common=156.0.8078.108-1~deb12u1
dpkg-deb -x chromium-common_*.deb chromium
python3 -m venv venv
venv/bin/pip install --quiet wgpu==0.32.0 numpy==2.4.6
VK_DRIVER_FILES=$(find "$PWD/chromium" -name 'vk_swiftshader_icd.json') WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python - <<'PYTHON'
import numpy as np
import wgpu

device = wgpu.gpu.request_adapter_sync().request_device_sync()
print(device.adapter.info["device"])
assert "SwiftShader" in device.adapter.info["device"]


def run(expression, numbers):
    """The expression, a u32, of each number v, an i32, computed by a shader."""
    numbers = np.array(numbers, np.int32)
    shader = device.create_shader_module(code="""
        @group(0) @binding(0) var<storage, read> numbers: array<i32>;
        @group(0) @binding(1) var<storage, read_write> results: array<u32>;
        @compute @workgroup_size(1) fn main(@builtin(global_invocation_id) id: vec3u) {
            let v = numbers[id.x];
            results[id.x] = EXPRESSION;
        }""".replace("EXPRESSION", expression))
    pipeline = device.create_compute_pipeline(
        layout="auto", compute={"module": shader, "entry_point": "main"})
    use = wgpu.BufferUsage
    given = device.create_buffer_with_data(data=numbers, usage=use.STORAGE)
    results = device.create_buffer(size=numbers.nbytes, usage=use.STORAGE | use.COPY_SRC)
    group = device.create_bind_group(
        layout=pipeline.get_bind_group_layout(0),
        entries=[{"binding": 0, "resource": {"buffer": given}},
                 {"binding": 1, "resource": {"buffer": results}}])
    encoder = device.create_command_encoder()
    compute = encoder.begin_compute_pass()
    compute.set_pipeline(pipeline)
    compute.set_bind_group(0, group)
    compute.dispatch_workgroups(len(numbers))
    compute.end()
    device.queue.submit([encoder.finish()])
    return np.frombuffer(device.queue.read_buffer(results), np.uint32)



cases = [  # components, what is seen, what is right
    ("v, 0, 0, 0", 0x7f7f7f01, 0x00000001),
    ("v - 2, 5, -5, 0", 0x7f7f7fff, 0x00fb05ff),
    ("100, -100, 1000, 0", 0x7f7f7f7f, 0x007f9c64),
    ("v * 0, v, v, v", 0x0101017f, 0x01010100),
    ("v, v - 2, v + 999, v - 1001", 0x807fff01, 0x807fff01),
]
for components, seen, right in cases:
    found = int(run(f"pack4xI8Clamp(vec4i({components})) ^ u32(v - 1)", [1])[0])
    apart = int(run(f"pack4xI8(clamp(vec4i({components}), vec4i(-128), vec4i(127))) ^ u32(v - 1)", [1])[0])
    print(f"({components}): pack4xI8Clamp {found:#010x}, pack4xI8 of clamp {apart:#010x}")
    assert (found, apart) == (seen, right)
assert run("pack4xU8Clamp(vec4u(u32(v), 0u, 7u, 300u))", [1])[0] == 0xff070001
PYTHON
