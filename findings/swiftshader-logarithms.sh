#!/usr/bin/env bash
# SwiftShader of Chromium 156.0.8078.108 (a Vulkan driver on the CPU), through wgpu-native: the logarithm of
# 0, of negative numbers and of NaN is an ordinary number.
#
# A good guess would be: minus infinity for 0 and NaN for what is negative, as Mesa's lavapipe has it, so
# that a loss of log(0) or of a probability gone wrong is noticed.
# Seen on 2026-11-28: log of 0, -1, -2, -104 and NaN:
#   -88.02969  0  0.6931472  4.6443906  89.1283
# The logarithm of the bits without their sign: log(-x) is log(x), and log(0) that of the smallest normal
# number. WGSL leaves these results open; sqrt(-1) is NaN on the same driver.
#
# What it means for whoever trains on it: a cross-entropy of log(p) stays finite where p has become 0,
# negative or NaN, and no check for infinities sees it. Write losses from logits, and look at the inputs of
# a logarithm, not at its result.
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


logs = run("log(v)", [0, -1, -2, -104, np.nan])
print("log of 0, -1, -2, -104, NaN:", logs)
print("sqrt(-1):", run("sqrt(v)", [-1]))
assert np.isfinite(logs).all(), "no logarithm is infinite or NaN"
assert np.allclose(logs[1:4], np.log([1, 2, 104]), atol=1e-5), "the sign is not looked at"
assert abs(logs[0] - np.log(2.0**-127)) < 1e-3, "log(0) is that of 2^-127"
assert np.isnan(run("sqrt(v)", [-1])).all()
PYTHON
