#!/usr/bin/env bash
# Mesa 25.0.7's lavapipe (a Vulkan driver on the CPU), through wgpu-native 29.0.1: pack4x8snorm of a constant vector fills all
# bytes above a negative component with ones. pack4x8snorm(vec4f(-1, 0, 0, 0)) is 0xffffff81.
#
# A good guess would be: 0x81, byte by byte; the driver folds a constant to what it computes at run time.
# Seen on 2026-11-29:
#   (-1, 0, 0, 0)   constant 0xffffff81   from a buffer 0x00000081
#   (1, -1, 0, 0)   constant 0xffff817f   from a buffer 0x0000817f
#   (0, 0, 0, -1)   0x81000000 both: there is nothing above it
# pack2x16snorm and pack4x8unorm are right, and so are OpenGL of the same Mesa and SwiftShader.
#
# What it means: a table of quantised weights or normals that is written as vectors in a shader comes out as -1/127 where
# it has zeros behind a negative number, and tests of packing with literals fail on this driver. Write such constants
# as integers, or let the numbers come from a buffer.
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


def packed(function, numbers):
    """What the function makes of the numbers as constants, and from a buffer."""
    kind = f"vec{len(numbers)}f"
    constant = f"{function}({kind}({', '.join(f'{float(number)}' for number in numbers)}))"
    # Every element has the same numbers: y is 1 and z is -1, so that nothing is a constant.
    given = f"{function}({kind}({', '.join({1: 'y', -1: 'z', 0: 'y + z'}[number] for number in numbers)}))"
    ones = np.float32([1]), np.float32([-1])
    found = [run(f"bitcast<f32>({constant} ^ u32(x))", [0]), run(f"bitcast<f32>({given} ^ u32(x + y + z))", [0], *ones)]
    found = [int(its.view(np.uint32)[0]) for its in found]
    print(f"{constant}: {found[0]:#010x}, from a buffer {found[1]:#010x}")
    return found


OPENGL = adapter.info["backend_type"] == "OpenGL"
seen = [
    ("pack4x8snorm", [-1, 0, 0, 0], 0xffffff81, 0x81),
    ("pack4x8snorm", [1, -1, 0, 0], 0xffff817f, 0x817f),
    ("pack4x8snorm", [0, 0, 0, -1], 0x81000000, 0x81000000),
    ("pack2x16snorm", [-1, 0], 0x8001, 0x8001),
    ("pack4x8unorm", [-1, 0, 1, 0], 0xff0000, 0xff0000),
]
for function, numbers, folded, right in seen:
    assert packed(function, numbers) == [right if OPENGL else folded, right]
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) WGPU_BACKEND_TYPE=Vulkan \
    venv/bin/python program.py
WGPU_BACKEND_TYPE=OpenGL LIBGL_ALWAYS_SOFTWARE=1 venv/bin/python program.py
