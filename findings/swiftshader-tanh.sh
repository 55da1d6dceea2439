#!/usr/bin/env bash
# SwiftShader of Chromium 156.0.8078.108 (a Vulkan driver on the CPU), through wgpu-native: tanh(x) is NaN
# for every |x| above 88.72.
#
# A good guess would be: 1 and -1, as WGSL's tanh has them anywhere else, Mesa's lavapipe among them. WGSL
# derives its accuracy from sinh(x)/cosh(x), whose exponentials overflow there, and here that quotient is
# what is computed.
# Seen on 2026-11-28: 1 at 88.72, NaN at 88.73, 100 and at infinity; sinh and cosh are infinities.
#
# What it means for whoever trains on it: a layer of tanh with one large sum becomes NaN for good, on this
# driver alone. Clamp the argument first: beyond 10 the result is 1 in f32.
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
    """The expression of each number v, computed by a shader."""
    numbers = np.array(numbers, np.float32)
    shader = device.create_shader_module(code="""
        @group(0) @binding(0) var<storage, read> numbers: array<f32>;
        @group(0) @binding(1) var<storage, read_write> results: array<f32>;
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
    return np.frombuffer(device.queue.read_buffer(results), np.float32)


answers = run("tanh(v)", [10, 88.72, 88.73, 100, np.inf, -100])
print("tanh of 10, 88.72, 88.73, 100, infinity, -100:", answers)
assert np.allclose(answers[:2], 1, atol=1e-6), "below it is 1"
assert np.isnan(answers[2:]).all(), "above it is no number"
assert np.allclose(run("tanh(clamp(v, -10.0, 10.0))", [100, -100]), [1, -1], atol=1e-6)
PYTHON
