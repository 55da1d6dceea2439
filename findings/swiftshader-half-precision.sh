#!/usr/bin/env bash
# SwiftShader of Chromium 156.0.8078.108 (a Vulkan driver on the CPU), through wgpu-native: two ways from f32
# to f16 round differently. quantizeToF16 cuts off, pack2x16float takes the nearest; and what is too large
# becomes infinity in the first and NaN in the second.
#
# A good guess would be: both take the nearest number and give infinity above 65520, as Mesa's lavapipe does
# and NumPy.
# Seen on 2026-11-28: 88.8 becomes 88.75 and 88.8125 (the neighbours in f16); of 64,000 numbers between
# -100 and 100 quantizeToF16 gives the nearest for half, never one further from 0; 70000 becomes infinity
# and NaN; 1e-7, which f16 has as a subnormal number, 0 and 1.19e-7.
#
# What it means for whoever tests mixed precision on it: a model of the rounding has to know which of the
# two was written; sums of values cut off drift towards 0.
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


numbers = np.random.default_rng(0).uniform(-100, 100, 64000).astype(np.float32)
nearest = numbers.astype(np.float16).astype(np.float32)
quantised = run("quantizeToF16(v)", numbers)
packed = run("unpack2x16float(pack2x16float(vec2f(v, v))).x", numbers)
print("quantizeToF16 is the nearest:", np.mean(quantised == nearest))
print("pack2x16float is the nearest:", np.mean(packed == nearest))
assert (packed == nearest).all()
assert 0.45 < np.mean(quantised == nearest) < 0.55
assert (np.abs(quantised) <= np.abs(numbers)).all(), "never further from 0"
few = [88.8, 70000, 1e-7]
for name, expression in [("quantizeToF16", "quantizeToF16(v)"),
                         ("pack2x16float", "unpack2x16float(pack2x16float(vec2f(v, v))).x")]:
    print(f"{name} of 88.8, 70000, 1e-7:", run(expression, few))
assert np.isinf(run("quantizeToF16(v)", few)[1])
assert np.isnan(run("unpack2x16float(pack2x16float(vec2f(v, v))).x", few)[1])
PYTHON
