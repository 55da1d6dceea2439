#!/usr/bin/env bash
# Slang 2026.12 (of slangpy 0.43.1), automatic differentiation: the gradient of length() and distance() of less than 3e-4 shrinks
# to nothing, that of pow(x, y) is 0 for x below 1e-6, and so is the value of pow in forward mode; rcp(x) has another gradient
# than 1 / x.
#
# A good guess would be: the derivative of a built-in function is the function's, to rounding, and only at 0 itself, where there
# is none, something finite is put. The guards are 1e-6 and 1e-7, of squares as of numbers, in float, double and half.
# Seen on 2026-11-29, float on lavapipe (the formulas are Slang's own, the same for every target), fwd_diff and bwd_diff alike:
#   function                        gradient by x      right       value, by fwd_diff
#   length(float2(x, 0)), x=1e-3    1                  1           1e-3
#   length(float2(x, 0)), x=1e-4    0.316              1           1e-4
#   length(float2(x, 0)), x=1e-6    0.00316            1           1e-6
#   sqrt(x * x), x=1e-4             0.316              1           1e-4
#   pow(x, 0.2), x=1.01e-6          12,519             12,519      0.0632
#   pow(x, 0.2), x=9e-7             0                  13,729      0 instead of 0.0618
#   pow(x, 0.0), x=9e-7             0                  0           0 instead of 1
#   rcp(x), x=1e-4                  -1e7               -1e8        1e4 (1.0 / x: -1e8)
#   pow(x, 2.0), x=-3               0                  -6          0, where pow itself gives 9 here
# 100 steps of 2e-6 down the gradient of abs(length(p) - 2e-4) end at 1.88e-4 from 1e-4 and at 1.9e-5 from 1e-5; with
# 1e-4 * length(p * 1e4) in its place at 2.0e-4 and 1.98e-4.
#
# What it means: lengths in metres that are tenths of a millimetre (signed distances, edges of a mesh, normalized weights) are
# trained with a third of their gradient or less, and a colour or weight that once fell below 1e-6 stays there under pow(x, gamma).
# Write x / length(x) as an own derivative, and scale lengths to about 1.
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
venv/bin/pip install --quiet slangpy==0.43.1 numpy==2.4.6
cat >program.py <<'PYTHON'
import numpy as np
import slangpy

device = slangpy.create_device(type=slangpy.DeviceType.vulkan)
print(device.info.adapter_name, "Slang", slangpy.SLANG_BUILD_TAG)
use = slangpy.BufferUsage
count = 0


def run(body, numbers, results):
    global count
    count += 1
    numbers = np.array(numbers, np.float32)
    module = device.load_module_from_source(f"program{count}", "StructuredBuffer<float> given; RWStructuredBuffer<float> result;\n" + body)
    kernel = device.create_compute_kernel(device.link_program([module], [module.entry_point("main")]))
    size = len(numbers) * results
    given = device.create_buffer(data=numbers, struct_size=4, element_count=len(numbers), usage=use.shader_resource)
    result = device.create_buffer(data=np.zeros(size, np.float32), struct_size=4, element_count=size, usage=use.unordered_access)
    kernel.dispatch(thread_count=[len(numbers), 1, 1], vars={"given": given, "result": result})
    return result.to_numpy().view(np.float32).reshape(len(numbers), results)


def both(expression, numbers):
    """The function itself, its value and gradient by fwd_diff, its gradient by bwd_diff."""
    return run(f"""
        [Differentiable] float f(float x) {{ return {expression}; }}
        [shader("compute")] [numthreads(1, 1, 1)] void main(uint3 id: SV_DispatchThreadID) {{
            let x = given[id.x];
            let forward = fwd_diff(f)(diffPair(x, 1.0));
            var back = diffPair(x);
            bwd_diff(f)(back, 1.0);
            result[4 * id.x] = f(x);
            result[4 * id.x + 1] = forward.p;
            result[4 * id.x + 2] = forward.d;
            result[4 * id.x + 3] = back.d;
        }}""", numbers, 4)


def check(expression, number, plain, value, gradient):
    got = both(expression, [number])[0]
    print(f"{expression}, x={number}: {got[0]:.4g}; forward value {got[1]:.4g} gradient {got[2]:.4g}, backward {got[3]:.4g}")
    assert np.allclose(got, [plain, value, gradient, gradient], rtol=2e-3, atol=0), "the behaviour changed"


for text in "length(float2(x, 0.0))", "distance(float2(x, 1.0), float2(0.0, 1.0))", "sqrt(x * x)":
    check(text, 1e-3, 1e-3, 1e-3, 1)
    check(text, 1e-4, 1e-4, 1e-4, 0.3162)
    check(text, 1e-6, 1e-6, 1e-6, 0.003162)
check("pow(x, 0.2)", 1.01e-6, 0.06322, 0.06322, 12519)
check("pow(x, 0.2)", 9e-7, 0.06178, 0, 0)
check("pow(x, 0.0)", 9e-7, 1, 0, 0)
check("pow(x, 0.0)", 2e-6, 1, 1, 0)
check("pow(x, 2.0)", -3, 9, 0, 0)
check("rcp(x)", 1e-4, 1e4, 1e4, -1e7)
check("1.0 / x", 1e-4, 1e4, 1e4, -1e8)

trained = run("""
    [Differentiable] float loss(float3 p, no_diff float aim) { return abs(length(p) - aim); }
    [Differentiable] float own(float3 p, no_diff float aim) { return abs(1e-4 * length(p * 1e4) - aim); }
    [shader("compute")] [numthreads(1, 1, 1)] void main(uint3 id: SV_DispatchThreadID) {
        float3 p = float3(given[id.x], 0.0, 0.0), q = p;
        for (int step = 0; step < 100; step++) {
            var a = diffPair(p);
            bwd_diff(loss)(a, 2e-4, 1.0);
            p -= 2e-6 * a.d;
            var b = diffPair(q);
            bwd_diff(own)(b, 2e-4, 1.0);
            q -= 2e-6 * b.d;
        }
        result[2 * id.x] = length(p);
        result[2 * id.x + 1] = length(q);
    }""", [1e-4, 1e-5], 2)
print("100 steps towards 2e-4, from 1e-4 and from 1e-5:", trained.tolist(), "(as it is, scaled by 10,000)")
assert np.allclose(trained, [[1.878e-4, 2e-4], [1.878e-5, 1.98e-4]], rtol=1e-2, atol=0), "the behaviour changed"
PYTHON
VK_DRIVER_FILES=$(echo mesa/usr/share/vulkan/icd.d/lvp_icd*.json) venv/bin/python program.py
