#!/usr/bin/env bash
# Mesa 25.0.7's lavapipe (a Vulkan driver on the CPU), through wgpu-native 29.0.1: subgroupMax of eight NaNs is minus
# infinity, and subgroupMin of them infinity.
#
# A good guess would be: NaN, as there is nothing else in it; or, where max(x, NaN) is x, what max gives of two NaNs, which
# is NaN on this driver too. SwiftShader has NaN.
# Seen on 2026-11-28: the reduction begins with its identity, and max(-infinity, NaN) is -infinity. subgroupAdd of them is
# NaN. A NaN among numbers is left out by all.
#
# What it means: a softmax that subtracts the largest sum of a row turns a row of NaN into a row of exp(NaN - -infinity),
# or, with x - largest guarded, into probabilities; a reduction for the largest error reports none at all. Look for
# NaN before reducing, by subgroupAny of its bits.
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
import numpy as np
import wgpu

adapter = wgpu.gpu.request_adapter_sync()
device = adapter.request_device_sync(required_features=["subgroup"])
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
        @compute @workgroup_size(8) fn main(@builtin(global_invocation_id) id: vec3u) {{
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
    compute.dispatch_workgroups(len(arguments[0]) // 8)
    compute.end()
    device.queue.submit([encoder.finish()])
    return np.frombuffer(device.queue.read_buffer(buffers[-1]), DTYPE[type])


DTYPE = {"f32": np.float32, "i32": np.int32}
nan = np.nan
largest = run("subgroupMax(x)", [nan] * 8)
smallest = run("subgroupMin(x)", [nan] * 8)
of_two = run("max(x, x)", [nan] * 8)
total = run("subgroupAdd(x)", [nan] * 8)
some = run("subgroupMax(x)", [nan, 1, nan, 3, nan, nan, 2, nan])
print("largest", largest, "smallest", smallest, "max of two", of_two, "sum", total, "with numbers", some)
assert (largest == -np.inf).all() and (smallest == np.inf).all()
assert np.isnan(of_two).all() and np.isnan(total).all()
assert (some == 3).all()
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
