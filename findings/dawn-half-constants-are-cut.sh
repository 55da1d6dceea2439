#!/usr/bin/env bash
# Dawn of the npm package webgpu 0.6.2 (Tint, as in Chromium): float16 constants are cut, not rounded: 0.3h is 0.2998 where f16(x) of 0.3 from
# a buffer is 0.30005; 65519.0 is refused, though it rounds to 65504.
#
# A good guess would be: a literal is the nearest float16, as each CPU, NumPy and WGSL's own f32 literals have it; and a formula gives the
# same of a constant as of a number from a buffer.
# Seen on 2026-11-29, on Mesa's lavapipe:
#   number        0.1       0.3       0.7       1.0009   2049.5   0.49999997
#   literal (h)   0.09998   0.2998    0.6997    1        2048     0.49976
#   from buffer   0.09998   0.30005   0.7002    1.00098  2050     0.5
# The same as the literal: f16(f32 constant), an abstract constant, vec2<f16>(vec2f(...)), quantizeToF16 and pack2x16float of a constant. WGSL
# permits either neighbour. naga (wgpu-native 29.0.1) rounds the literal on the same driver.
#
# What it means: weights that are written into a shader as halves are all too small in size, by up to 0.1 %, so sums
# over a layer drift to one side; those that are read from a buffer are not. Write them as u32 and use unpack2x16float.
#
# Needs Node (20.20 was used). Installs what it runs in a temporary folder (Debian 12 with backports, and its package lists);
# fails when the behaviour changes.
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
npm install --silent --no-fund --no-audit webgpu@0.6.2 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
cat >program.mjs <<'JS'
import assert from 'assert';
import {create, globals} from 'webgpu';

Object.assign(globalThis, globals);
const gpu = create(['backend=vulkan']); // has to live on
const adapter = await gpu.requestAdapter();
console.log(adapter.info.description);
assert(/llvmpipe/.test(adapter.info.description) && adapter.features.has('shader-f16'));
const device = await adapter.requestDevice({requiredFeatures: ['shader-f16']});

/** The number of the bits of a positive half. */
function half(bits) {
    return bits < 1024 ? bits * 2 ** -24 : (1 + (bits & 1023) / 1024) * 2 ** ((bits >> 10) - 15);
}

/** Six ways to make a half of a number, computed by a shader; or the compiler's error. */
async function halves(text) {
    const code = `enable f16;
        @group(0) @binding(0) var<storage, read> numbers: array<f32>;
        @group(0) @binding(1) var<storage, read_write> results: array<u32>;
        const single: f32 = ${text};
        @compute @workgroup_size(1) fn main() {
            let x = numbers[0];
            results[0] = bitcast<u32>(vec2<f16>(${text}h, 0h));
            results[1] = bitcast<u32>(vec2<f16>(f16(single), 0h));
            results[2] = pack2x16float(vec2f(quantizeToF16(single), 0.0));
            results[3] = pack2x16float(vec2f(single, 0.0));
            results[4] = bitcast<u32>(vec2<f16>(f16(x), 0h));
            results[5] = pack2x16float(vec2f(x, 0.0));
        }`;
    device.pushErrorScope('validation');
    const module = device.createShaderModule({code});
    const errors = (await module.getCompilationInfo()).messages.filter((message) => message.type === 'error');
    await device.popErrorScope();
    if (errors.length) return errors[0].message;
    const pipeline = device.createComputePipeline({layout: 'auto', compute: {module, entryPoint: 'main'}});
    const buffer = (usage) => device.createBuffer({size: 32, usage});
    const given = buffer(GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
    device.queue.writeBuffer(given, 0, new Float32Array([Number(text)]));
    const results = buffer(GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const read = buffer(GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const entries = [given, results].map((buffer, binding) => ({binding, resource: {buffer}}));
    const group = device.createBindGroup({layout: pipeline.getBindGroupLayout(0), entries});
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(results, 0, read, 0, 32);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    return Array.from(new Uint32Array(read.getMappedRange())).slice(0, 6).map(half);
}

for (const [text, cut, rounded] of [
    ['0.1', 0.0999755859375, 0.0999755859375], ['0.3', 0.2998046875, 0.300048828125], ['0.7', 0.69970703125, 0.7001953125],
    ['1.0009', 1, 1.0009765625], ['2049.5', 2048, 2050], ['0.49999997', 0.499755859375, 0.5],
]) {
    const found = await halves(text);
    console.log(text, 'constants', found.slice(0, 4), 'from a buffer', found.slice(4));
    assert.deepStrictEqual(found, [cut, cut, cut, cut, rounded, rounded]);
}
const refused = await halves('65519.0');
console.log('65519.0:', refused);
assert(/cannot be represented/.test(refused));
process.exit(0);
JS
VK_DRIVER_FILES=$(find "$PWD/mesa" -name 'lvp_icd*.json' | head -1) node program.mjs 2>node.log || { cat node.log >&2; exit 1; }
